from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from qualcode.reports.document import Column, Document, Grid, Paragraph
from qualcode.reports.renderers.monospace import breadth
from qualcode.reports.renderers.text import render

_ANY = st.text(st.characters())


def test_an_escape_sequence_never_reaches_the_terminal() -> None:
    hostile = "\x1b]0;owned\x07\x9b2J\u202egnp.exe"
    grid = Grid((Column(hostile, hostile, verbatim=True),), ((hostile,),), caption=hostile)
    shown = render(Document(hostile, (Paragraph(hostile), grid), notice=hostile))
    assert not set(shown) & set("\x1b\x07\x9b\u202e")
    assert "�]0;owned��2J�gnp.exe" in shown


@given(st.lists(st.tuples(_ANY, _ANY), min_size=1))
def test_a_row_stays_on_one_line_whatever_its_cells_hold(rows: list[tuple[str, str]]) -> None:
    shown = render(Document("", (_grid(*rows),)))
    assert len(shown.splitlines()) == len(rows) + 2


@given(st.lists(st.tuples(_ANY, _ANY, st.integers())), st.integers(40, 90))
def test_no_line_of_a_table_is_wider_than_the_terminal(
    rows: list[tuple[str, str, int]], width: int
) -> None:
    lines = render(Document("", (_grid(*rows),)), width).splitlines()
    assert all(breadth(line) <= width for line in lines)


@given(_ANY, st.integers(10, 40))
def test_wrapping_loses_no_word(words: str, width: int) -> None:
    whole = render(Document("", (Paragraph(words),)))
    wrapped = render(Document("", (Paragraph(words),)), width)
    assert "".join(wrapped.split()) == "".join(whole.split())
    assert all(breadth(line) <= width for line in wrapped.splitlines())


def test_wide_and_combining_characters_take_the_cells_that_terminals_give_them() -> None:
    rows = ("協働", "x"), ("e\u0301te\u0301", "x"), ("plain", "x")
    lines = render(Document("", (_grid(*rows),))).splitlines()[2:]
    assert {breadth(line[: line.index("x")]) for line in lines} == {7}


def test_columns_that_do_not_fit_come_below_under_the_first_once_more() -> None:
    shown = render(Document("", (_grid(("key", "a" * 20, "b" * 20, "c" * 20)),)), 50)
    assert shown.split("\n\n")[1].splitlines()[0].split() == ["a", "d"]


def test_a_wrapped_cell_keeps_its_indent() -> None:
    shown = render(Document("", (_grid(("  " + "word " * 20, "x")),)), 40)
    assert all(line.startswith("  word") for line in shown.splitlines()[2:])


def _grid(*rows: tuple[str | int, ...]) -> Grid:
    width = len(rows[0]) if rows else 1
    return Grid(tuple(Column(key, key) for key in "abcd"[:width]), rows)
