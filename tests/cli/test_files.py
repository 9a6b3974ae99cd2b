"""What is written to files: the ending chooses the format, and nothing in it is ever run."""

from __future__ import annotations

import csv
import re
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.cli.conftest import Begun
from tests.cli.work import Work

ENDINGS = {"txt": "text", "json": "json", "csv": "csv", "md": "md", "html": "html", "xlsx": "xlsx"}
RISKY = ("=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(A1)", "\t=1")


def _made(work: Work) -> None:
    work.table("codebook", "key\nx\n")
    work.table("informants", "id\nA1\n")
    work.text("A1", "A1: =1+1 itu dua, kata <script>alert(1)</script> | dia [b].\n")
    work.code("A1", "x", "=1+1 itu dua")


@pytest.fixture
def study(begun: Begun) -> Work:
    """One coding, of words that a spreadsheet would take for a formula."""
    return begun(_made)


@pytest.mark.parametrize(("ending", "form"), ENDINGS.items())
@pytest.mark.parametrize("words", ["codings list", "matrix", "triangulate", "log"])
def test_the_ending_of_the_file_chooses_the_format(
    study: Work, words: str, ending: str, form: str
) -> None:
    answer = study(*words.split(), "-o", f"out.{ending}")
    written = (study.project.parent / f"out.{ending}").read_bytes()
    assert answer.out == ""
    assert f"out.{ending}" in answer.err
    if form != "text":  # on the screen a text fits the page
        assert written == study(*words.split(), "--format", form).printed
    assert written


def test_the_ending_may_be_in_capitals(study: Work) -> None:
    study("log", "-o", "OUT.JSON")
    assert (study.project.parent / "OUT.JSON").read_bytes().startswith(b"[")


def test_a_file_that_was_written_before_is_written_anew(study: Work) -> None:
    study.write("out.csv", "old\n" * 1000)
    study("log", "-o", "out.csv")
    assert "old" not in (study.project.parent / "out.csv").read_text()


@pytest.mark.parametrize("name", ["none/out.csv", "folder.csv"])
def test_a_file_that_cannot_be_written_is_refused_by_its_name(study: Work, name: str) -> None:
    (study.project.parent / "folder.csv").mkdir()
    status, out, err = study.run("log", "-o", name)
    assert (status, out) == (1, "")
    assert name in err
    assert err.count("\n") == 1


@pytest.mark.parametrize("risky", RISKY)
def test_a_cell_that_a_spreadsheet_would_run_is_guarded_in_csv(study: Work, risky: str) -> None:
    study("memo", "add", "--", risky)
    (row,) = study("memo", "list", "--format", "csv").csv
    assert row["text"] == f"'{risky}"
    assert study.listed("memo", "list")[0]["text"] == risky


def test_a_quote_that_looks_like_a_formula_is_guarded_too(study: Work) -> None:
    (row,) = study("codings", "list", "--format", "csv").csv
    assert row["quote"] == "'=1+1 itu dua"
    assert study.codings()[0]["quote"] == "=1+1 itu dua"


def test_a_table_that_was_written_is_read_back_unchanged(study: Work) -> None:
    study("recode", 1, "--note", "=1+1")
    study("codings", "list", "-o", "out.csv")
    before = study.codings()
    study("uncode", 1)
    study("codings", "import", "out.csv")
    assert [{**c, "id": 1} for c in study.codings()] == before


@pytest.mark.parametrize("risky", RISKY)
def test_in_a_workbook_it_stays_text(study: Work, risky: str) -> None:
    study("memo", "add", "--", risky)
    study("memo", "list", "-o", "out.xlsx")
    cells = _cells(study.project.parent / "out.xlsx")
    (cell,) = [cell for cell in cells if cell.value and str(cell.value).strip() == risky.strip()]
    assert (cell.data_type, cell.hyperlink) == ("s", None)


def test_in_a_workbook_numbers_are_numbers(study: Work) -> None:
    study("matrix", "-o", "out.xlsx")
    cells = _cells(study.project.parent / "out.xlsx")
    assert [cell.value for cell in cells if cell.data_type == "n" and cell.value is not None] == [
        1, 1,
    ]  # fmt: skip


def _cells(path: Path) -> list[Any]:
    book = load_workbook(path)
    return [cell for sheet in book for row in sheet.iter_rows() for cell in row]


def test_a_page_runs_nothing_that_was_said_and_loads_nothing(study: Work) -> None:
    study.code("A1", "x", "kata <script>alert(1)</script>")
    page = study("codings", "list", "--format", "html").out
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;" in page
    assert not re.search(r"""(src|href)=["']?(https?:)?//""", page)


def test_a_table_in_markdown_is_not_broken_by_what_was_said(study: Work) -> None:
    study.code("A1", "x", "</script> | dia [b]")
    rows = study("codings", "list", "--format", "md").out.splitlines()
    bars = {len(re.findall(r"(?<!\\)\|", row)) for row in rows if row.startswith("|")}
    assert len(bars) == 1


def test_the_screen_obeys_nothing_that_was_said(study: Work) -> None:
    study("memo", "add", "\x1b[31mmerah\x1b]0;judul\x07")
    printed = study("memo", "list").out
    assert "merah" in printed
    assert "\x1b" not in printed
    assert "\x07" not in printed


def test_a_name_that_is_made_up_to_fool_the_screen_does_not(study: Work) -> None:
    answer = study.run("transcripts", "show", "\x1b[2Jnone\rx")
    assert answer.status == 1
    assert "\x1b" not in answer.err
    assert "\r" not in answer.err


def test_csv_is_what_every_program_reads(study: Work) -> None:
    study("memo", "add", 'Ia bilang "ya",\nlalu pergi; é 🌾.')
    content = study("memo", "list", "--format", "csv").printed.decode()
    rows = list(csv.DictReader(content.splitlines(keepends=True)))
    assert rows[0]["text"] == 'Ia bilang "ya",\nlalu pergi; é 🌾.'
