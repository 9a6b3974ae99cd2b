from __future__ import annotations

import csv
from io import StringIO

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from qualcode.exchange.csvtable import guard, unguard
from qualcode.reports.document import Column, Document, Grid
from qualcode.reports.renderers.csv import render

_RISKY = st.text("'=+-@\t\r\n\",;.5e ab")
_TEXTS = _RISKY | st.text()


@given(_TEXTS)
@example("'=1")
@example("'-5")
@example("=\n")
def test_a_guarded_text_comes_back_unchanged(text: str) -> None:
    assert unguard(guard(text)) == text


@given(_TEXTS)
def test_no_guarded_text_begins_like_a_formula(text: str) -> None:
    shown = guard(text)
    assert len(shown) < 2 or shown[0] not in "=+-@\t\r" or _is_number(shown)


@pytest.mark.parametrize("text", ["=1+1", "+cmd", "-tok", "@SUM(A1)", "\tx", "\rx", "'=1", "-5a"])
def test_what_a_spreadsheet_would_run_gets_an_apostrophe(text: str) -> None:
    assert guard(text) == f"'{text}"


@pytest.mark.parametrize(
    "text", ["-5", "+62.5", "-1,5e-3", "-", "+", "", "a=b", "'tis", "–5", "5-"]
)
def test_numbers_single_signs_and_plain_words_stay_as_they_are(text: str) -> None:
    assert guard(text) == text


@given(st.lists(st.tuples(_TEXTS, _TEXTS)))
def test_what_is_written_is_read_back(rows: list[tuple[str, str]]) -> None:
    grid = Grid((Column("a", "A"), Column("b", "B")), tuple(rows))
    read = csv.reader(StringIO(render(Document("", (grid,))), newline=""))
    assert [tuple(map(unguard, line)) for line in read] == [("a", "b"), *rows]


def test_the_header_holds_keys_and_the_last_column_the_notice(report: Document) -> None:
    lines = list(csv.DictReader(StringIO(render(report), newline="")))
    assert list(lines[0]) == [
        "id", "text", "verdict", "k", "share", "asked", "witnesses", "n_eff", "notice",
    ]  # fmt: skip
    assert {line["notice"] for line in lines} == {"Invented material: nobody said this."}


def test_cells_are_for_programs(report: Document) -> None:
    first, second, third = csv.DictReader(StringIO(render(report), newline=""))
    assert (first["k"], first["share"], first["asked"]) == ("12", "0.3", "yes")
    assert (first["witnesses"], second["n_eff"]) == ("b1;z2", "1/3:1.2346;1/2:1")
    assert (third["share"], third["asked"], third["text"]) == ("", "", "'=cmd|' /C calc'!A0")


def test_a_negative_number_is_no_formula() -> None:
    grid = Grid((Column("n", "N"), Column("list", "List")), ((-2.5, ("-a", "b")),))
    assert render(Document("", (grid,))) == "n,list\n-2.5,'-a;b\n"


def test_without_a_grid_there_is_nothing() -> None:
    assert render(Document("Title", ())) == ""


def _is_number(text: str) -> bool:
    try:
        return bool(float(text.replace(",", ".")) + 1)
    except ValueError:
        return False
