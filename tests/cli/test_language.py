"""English and Indonesian: what is chosen, and what is never translated."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.cli.calling import Run

ENGLISH = "Community assets as PSKS"
INDONESIAN = "Aset komunitas sebagai PSKS"


@pytest.mark.parametrize(
    ("words", "env", "name"),
    [
        ("", {}, ENGLISH),
        ("", {"LANG": "id_ID.UTF-8"}, INDONESIAN),
        ("", {"LANG": "fr_FR.UTF-8"}, ENGLISH),
        ("", {"LANG": "id_ID.UTF-8", "LC_ALL": "en_GB.UTF-8"}, ENGLISH),
        ("", {"LANG": "en_GB.UTF-8", "QUALCODE_LANG": "id"}, INDONESIAN),
        ("", {"LANG": "id_ID.UTF-8", "QUALCODE_LANG": "en"}, ENGLISH),
        ("--lang id", {}, INDONESIAN),
        ("--lang=id", {"QUALCODE_LANG": "en"}, INDONESIAN),
        ("--lang en", {"QUALCODE_LANG": "id"}, ENGLISH),
    ],
)
def test_the_option_goes_before_the_environment_and_that_before_the_locale(
    run: Run, jember: Path, words: str, env: Mapping[str, str], name: str
) -> None:
    said = run("-p", jember, "triangulate", "--format", "json", *words.split(), env=env)
    assert said.json["themes"][0]["text"] == name


@pytest.mark.parametrize(
    "words",
    [
        "log", "settings", "codings list", "claims list", "claims evidence list", "topics list",
        "informants list", "informants tree", "transcripts list", "matrix --by kind",
    ],
)  # fmt: skip
def test_data_is_the_same_in_every_language(run: Run, jember: Path, words: str) -> None:
    english, indonesian = (
        run("-p", jember, *words.split(), "--format", "json", "--lang", lang).printed
        for lang in ("en", "id")
    )
    assert english == indonesian


def test_verdicts_are_the_same_in_every_language(run: Run, jember: Path) -> None:
    english, indonesian = (
        run("-p", jember, "triangulate", "--format", "json", "--lang", lang).json["claims"]
        for lang in ("en", "id")
    )
    assert english == indonesian


@pytest.mark.parametrize(("lang", "said"), [("en", "no source"), ("id", "belum ada sumber")])
@pytest.mark.parametrize("form", ["text", "md", "html"])
def test_people_read_that_there_is_no_source(
    run: Run, jember: Path, lang: str, said: str, form: str
) -> None:
    printed = run("-p", jember, "triangulate", "--format", form, "--lang", lang).out
    assert said in printed


@pytest.mark.parametrize("words", ["--help", "codings list --help", "log", "undo", "nonsense"])
def test_no_command_breaks_in_indonesian(
    run: Run, jember: Path, tmp_path: Path, words: str
) -> None:
    own = shutil.copy(jember, tmp_path / "own.qualcode")
    english, indonesian = (
        run("-p", own, *words.split(), env={"QUALCODE_LANG": lang}) for lang in ("en", "id")
    )
    assert indonesian.status == english.status
    assert "Traceback" not in indonesian.err
