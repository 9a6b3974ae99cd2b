"""What people read in English and in Indonesian; what programs read is the same in both."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from qualcode import i18n
from qualcode.model.lists import LINKED_BASES
from qualcode.workflows.demo import Demo
from tests.cli.calling import Run
from tests.store.studies import small_study


@pytest.fixture
def indonesian() -> Iterator[None]:
    """Texts come in Indonesian."""
    i18n.speak("id")
    yield
    i18n.speak("en")


class Terminal(io.StringIO):
    """Somebody who types."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("--help", "Perintah:"),
        ("--help", "Cara pakai: qualcode [OPSI] [PERINTAH] [ARGUMEN]..."),
        ("transcripts --help", "Cara pakai: qualcode transcripts [OPSI] PERINTAH [ARGUMEN]..."),
        ("code --help", "Kata-kata petikan itu."),
        ("code --help", "Tampilkan pesan ini lalu keluar."),
        ("nosuch", "qualcode: Tidak ada perintah 'nosuch'."),
        ("code", "qualcode: Belum ada argumen 'TRANSCRIPT'."),
        ("--nope", "qualcode: Tidak ada opsi '--nope'."),
        ("--codder x", "Mungkin yang dimaksud: '--coder'."),
        ("--coder", "qualcode: Opsi '--coder' memerlukan 1 argumen."),
        ("--debug=1 log", "qualcode: Opsi '--debug' tidak menerima nilai."),
        ("undo x", "qualcode: Ada argumen yang tidak diharapkan (x)"),
        ("undo x y", "qualcode: Ada argumen yang tidak diharapkan (x y)"),
        ("uncode x", "qualcode: Nilai tidak sah untuk 'ID': 'x' bukan integer yang sah."),
        ("log --format pdf", "'pdf' bukan salah satu dari 'text', "),
        ("transcripts import", "sebutkan berkas yang dimasukkan, atau tabel dengan --about"),
        ("-p nowhere log", "tidak ada proyek nowhere; buat dengan: qualcode new nowhere"),
        ("log", "tidak ada proyek dalam folder ini; sebutkan dengan -p"),
    ],
)
def test_help_and_complaints_are_in_indonesian(run: Run, words: str, expected: str) -> None:
    said = run("--lang", "id", *words.split())
    assert expected in said.out + said.err


def test_a_noun_without_a_verb_shows_its_help_line_by_line(run: Run) -> None:
    said = run("--lang", "id", "memo")
    assert said.status == 2
    assert "Perintah:" in said.err.splitlines()
    assert "\ufffd" not in said.err


def test_the_language_may_be_asked_for_at_the_end(run: Run) -> None:
    assert "Cara pakai:" in run("code", "--help", "--lang", "id").out
    assert "Belum ada argumen" in run("code", "--lang=id").err


def test_a_catalogue_that_is_not_there_leaves_english(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("qualcode.i18n.LOCALE", tmp_path)
    monkeypatch.setattr("qualcode.cli.shell.LOCALE", tmp_path)
    i18n._catalogue.cache_clear()
    said = run("--lang", "id", "--help"), run("--lang", "id", "nosuch")
    i18n._catalogue.cache_clear()
    assert "Commands" in said[0].out
    assert "No such command" in said[1].err


def test_the_version_is_the_same_in_every_language(run: Run) -> None:
    assert run("--lang", "id", "--version") == run("--lang", "en", "--version")


@pytest.mark.parametrize(
    ("env", "word"),
    [
        ({"QUALCODE_LANG": "id"}, "Perintah"),
        ({"QUALCODE_LANG": "en", "LANG": "id_ID.UTF-8"}, "Commands"),
        ({"LANG": "id_ID.UTF-8"}, "Perintah"),
        ({"LANG": "in_ID"}, "Perintah"),
        ({"LANG": "nl_NL.UTF-8"}, "Commands"),
        ({"LANG": "nl_NL.UTF-8", "LANGUAGE": "su:id:en"}, "Perintah"),
        ({"LC_ALL": "C", "LANGUAGE": "id"}, "Commands"),
        ({"QUALCODE_LANG": "nl", "LANG": ""}, "Commands"),
        ({"QUALCODE_LANG": "nl", "LANG": "id_ID"}, "Perintah"),
    ],
)
def test_the_language_comes_from_the_environment(
    run: Run, env: Mapping[str, str], word: str
) -> None:
    assert f"\n{word}:\n" in run("--help", env=env).out


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("informants list", ("Informan", "Jalur rujukan", "diperkenalkan", "diwawancarai")),
        ("claims list", ("Klaim", "Bertumpu pada", "fakta", "simpulan penulis")),
        ("claims evidence list", ("Bukti", "membenarkan", "tangan pertama")),
        ("transcripts list", ("Transkrip", "wawancara", "observasi")),
        ("topics list", ("Topik yang ditanyakan", "tidak")),
        ("settings", ("Pengaturan", "Diatur manual")),
        ("matrix --by wave", ("Matriks tema", "Jumlah", "menurut gelombang")),
        (
            "triangulate",
            ("Putusan", "konvergen", "satu cabang", "bukti", "cabang, organisasi", "tercakup"),
        ),
    ],
)
def test_tables_are_in_indonesian(
    run: Run, demo: Demo, words: str, expected: tuple[str, ...]
) -> None:
    said = run("-p", demo.project, "--lang", "id", *words.split()).out
    assert [word for word in expected if word not in said] == []


@pytest.mark.parametrize("form", ["text", "md", "html"])
def test_silence_is_shown_as_no_source(run: Run, demo: Demo, form: str) -> None:
    words = ("-p", demo.project, "triangulate", "--format", form)
    english, indonesian = (run(*words, "--lang", lang).out for lang in ("en", "id"))
    assert "no source" in english
    assert "belum ada sumber" in indonesian
    assert "silent" not in english.replace("asked-and-silent", "")


@pytest.mark.parametrize("form", ["json", "csv"])
@pytest.mark.parametrize(
    "words",
    [
        "transcripts list", "informants list", "informants tree", "topics list", "codings list",
        "claims list", "claims evidence list", "memo list", "settings", "log", "search aset",
        "matrix --by kind", "matrix --cells words",
    ],
)  # fmt: skip
def test_data_is_the_same_in_every_language(run: Run, demo: Demo, words: str, form: str) -> None:
    english, indonesian = (
        run("-p", demo.dissonance, *words.split(), "--format", form, "--lang", lang).printed
        for lang in ("en", "id")
    )
    assert english == indonesian


def test_a_triangulation_differs_in_the_names_of_themes_alone(run: Run, demo: Demo) -> None:
    def _nameless(found: dict[str, Any]) -> dict[str, Any]:
        return {**found, "themes": [{**theme, "text": ""} for theme in found["themes"]]}

    words = ("-p", demo.project, "triangulate", "--lang")
    english, indonesian = (run(*words, lang, "--format", "json").json for lang in ("en", "id"))
    assert english["themes"] != indonesian["themes"]
    assert _nameless(english) == _nameless(indonesian)
    assert "silent" in {claim["verdict"] for claim in english["claims"]}

    english, indonesian = (run(*words, lang, "--format", "csv") for lang in ("en", "id"))
    assert english == indonesian
    english, indonesian = (
        [{**row, "text": ""} for row in run(*words, lang, "--format", "csv", "--themes").csv]
        for lang in ("en", "id")
    )
    assert english == indonesian


def test_a_wrong_row_is_told_of_in_indonesian(run: Run, tmp_path: Path) -> None:
    with small_study(str(tmp_path / "s.qualcode")):
        pass
    (tmp_path / "people.csv").write_text("id,status\nX1,lost\n", "utf-8")
    said = run("--lang", "id", "informants", "import", "people.csv")
    assert said.status == 1
    assert "! people.csv, baris 2, status: lost bukan status; gunakan salah satu" in said.err
    assert "tidak ada yang dimasukkan dari people.csv; baris atau sel yang keliru: 1" in said.err


def test_the_words_of_users_are_never_translated(run: Run, tmp_path: Path) -> None:
    with small_study(str(tmp_path / "s.qualcode")):
        pass
    (tmp_path / "book.csv").write_text("key,parent\nstep,claim\n", "utf-8")
    said = run("--lang", "id", "codebook", "import", "book.csv")
    assert "jalur atau kunci claim" in said.err


@pytest.mark.usefixtures("indonesian")
def test_who_told_it_is_kept_beside_the_word_for_telling() -> None:
    assert [i18n.say(f"{head}K1") for head in LINKED_BASES] == [
        "diceritakan oleh K1",
        "dibacakan dari K1",
    ]


@pytest.mark.parametrize(
    ("where", "said"),
    [
        ("claims.csv, row 3, quote", "claims.csv, baris 3, quote"),
        ("KB1, revision 2", "KB1, revisi 2"),
        ("step 12", "langkah 12"),
        ("text index", "indeks teks"),
        ("informant 3", "informant 3"),
        ("row 3.txt", "row 3.txt"),
        ("step by step", "step by step"),
    ],
)
@pytest.mark.usefixtures("indonesian")
def test_only_our_words_for_a_place_are_translated(where: str, said: str) -> None:
    assert i18n.place(where) == said


@pytest.mark.parametrize(
    ("typed", "status"), [("ya\n", 0), ("y\n", 0), ("YES\n", 0), ("\n", 1), ("t\n", 1), ("", 1)]
)
def test_a_question_is_answered_in_either_language(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, typed: str, status: int
) -> None:
    with small_study(str(tmp_path / "s.qualcode")) as study:
        study.memos.add("Why here?")
    monkeypatch.setattr("sys.stdin", Terminal(typed))
    said = run("--lang", "id", "memo", "remove", "1")
    assert "Hapus memo 1? [y/T]" in said.err + said.out
    assert said.status == status
    assert ("dihapus" if status == 0 else "dihentikan") in said.err
