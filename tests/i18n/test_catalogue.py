"""Everything that people read is there in Indonesian, and data is the same in every language."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from qualcode import i18n
from qualcode.cli import main
from tests.i18n import messages
from tests.store.studies import small_study


@pytest.fixture(autouse=True)
def _english_afterwards(monkeypatch: pytest.MonkeyPatch) -> object:
    for name in ("QUALCODE_LANG", "LC_ALL", "LC_MESSAGES", "LANGUAGE", "LANG"):
        monkeypatch.delenv(name, raising=False)
    yield None
    i18n.speak("en")


def test_everything_in_the_source_is_translated() -> None:
    catalog = messages.read("id")
    missing = [text for text in messages.found() if not (m := catalog.get(text)) or not m.string]
    assert missing == []
    assert not any(message.fuzzy for message in catalog)


def test_nothing_in_the_catalogue_is_stale() -> None:
    known = {*messages.found(), *messages._CLICK, *(one for one, _ in messages._CLICK_PLURAL), ""}
    for language in messages.LANGUAGES:
        ids = {m.id[0] if isinstance(m.id, tuple) else m.id for m in messages.read(language)}
        assert ids <= known


def test_every_placeholder_is_kept() -> None:
    for message in messages.read("id"):
        if isinstance(message.id, str) and message.id:
            wanted = sorted(re.findall(r"\{[^{}]*\}|%\(\w+\)s", message.id))
            assert sorted(re.findall(r"\{[^{}]*\}|%\(\w+\)s", str(message.string))) == wanted


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_what_the_program_reads_is_what_is_kept(language: str) -> None:
    made = messages.compiled(messages.read(language))
    assert messages.file(language, "mo").read_bytes() == made


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["--lang", "id", "--help"], "Perintah"),
        (["--help", "--lang", "id"], "Cara pakai:"),
        (["--lang", "id", "code", "--help"], "Kata-kata petikan itu."),
        (["--lang", "id", "nosuch"], "Tidak ada perintah 'nosuch'"),
        (["--lang", "id", "code"], "Argumen tidak ada"),
        (["--lang", "id", "--nope"], "Tidak ada opsi"),
        (["--lang", "id", "undo", "x", "y"], "argumen yang tidak diharapkan"),
    ],
)
def test_help_and_complaints_are_in_indonesian(
    words: list[str], expected: str, capsys: pytest.CaptureFixture[str]
) -> None:
    main(words)
    out, err = capsys.readouterr()
    assert expected in out + err


@pytest.mark.parametrize(
    ("name", "value", "word"),
    [
        ("QUALCODE_LANG", "id", "Perintah"),
        ("LANG", "id_ID.UTF-8", "Perintah"),
        ("LANG", "nl_NL.UTF-8", "Commands"),
        ("QUALCODE_LANG", "en", "Commands"),
    ],
)
def test_the_language_comes_from_the_environment(
    name: str, value: str, word: str, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    monkeypatch.setenv(name, value)
    main(["--help"])
    assert word in capsys.readouterr().out


def test_no_source_is_shown_for_silent_and_data_is_never_translated(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = str(tmp_path / "s.qualcode")
    with small_study(path) as study:
        study.claims.add("C2", "Nobody said this.")

    def _printed(*words: str) -> str:
        main(["-p", path, "triangulate", *words])
        return capsys.readouterr().out

    assert "no source" in _printed("--lang", "en")
    assert "belum ada sumber" in _printed("--lang", "id")
    for form in ("json", "csv"):
        english = _printed("--lang", "en", "--format", form)
        assert "silent" in english
        assert english == _printed("--lang", "id", "--format", form)


def test_a_noun_without_a_verb_shows_its_help_line_by_line(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["--lang", "id", "memo"]) == 2
    lines = capsys.readouterr().err.splitlines()
    assert "Perintah:" in lines
    assert not any("\ufffd" in line for line in lines)
