"""What is constructed says so wherever it is shown."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.cli.calling import ask

CONSTRUCTED = "CONSTRUCTED FOR DEMONSTRATION."

LISTINGS = (
    "matrix", "triangulate", "triangulate --themes", "transcripts list", "transcripts show SEK",
    "informants list", "informants tree", "topics list", "codebook list", "codings list",
    "claims list", "claims evidence list", "settings", "log", "search sosial",
)  # fmt: skip


@pytest.mark.parametrize("words", LISTINGS)
@pytest.mark.parametrize("form", ["text", "json", "csv", "md", "html"])
def test_everything_printed_says_that_it_is_constructed(
    jember: Path, words: str, form: str
) -> None:
    assert CONSTRUCTED in ask(jember, *words.split(), "--format", form).out


@pytest.mark.parametrize("words", LISTINGS)
def test_every_sheet_says_that_it_is_constructed(jember: Path, words: str) -> None:
    workbook = ask(jember, *words.split(), "--format", "xlsx").printed
    with ZipFile(BytesIO(workbook)) as package:
        assert CONSTRUCTED in package.read("xl/sharedStrings.xml").decode()


@pytest.mark.parametrize("words", [words for words in LISTINGS if words != "transcripts show SEK"])
def test_every_row_of_a_listing_says_that_it_is_constructed(jember: Path, words: str) -> None:
    rows = ask(jember, *words.split(), "--format", "csv").csv
    assert rows
    assert all(CONSTRUCTED in row.values() for row in rows)


@pytest.mark.parametrize("file", ["report.html", "matrix.csv"])
def test_the_files_of_the_demonstration_say_that_it_is_constructed(demo: Path, file: str) -> None:
    assert CONSTRUCTED in (demo / file).read_text("utf-8")


def test_a_codebook_taken_out_says_that_it_is_constructed(jember: Path, tmp_path: Path) -> None:
    ask(jember, "codebook", "export", tmp_path / "codes.yaml")
    assert CONSTRUCTED in (tmp_path / "codes.yaml").read_text("utf-8")


@pytest.mark.parametrize("ending", ["qdc", "csv"])
def test_a_codebook_that_cannot_say_so_is_a_problem(
    jember: Path, tmp_path: Path, ending: str
) -> None:
    taken = ask(jember, "codebook", "export", tmp_path / f"codes.{ending}")
    assert "description" in taken.err
