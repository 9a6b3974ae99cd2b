from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.reports.document import Column, Grid, Value
from qualcode.reports.renderers.cells import (
    first_sentence,
    human,
    numeric,
    plain,
    rounded,
    sourced,
    visible,
)


@pytest.mark.parametrize(
    ("value", "for_people", "for_programs"),
    [
        (None, "", ""),
        (True, "yes", "yes"),
        (False, "no", "no"),
        (0.1 + 0.2, "0.3", "0.3"),
        (2.0, "2", "2"),
        (-0.00001, "0", "0"),
        (1.23456, "1.2346", "1.2346"),
        (1e20, "100000000000000000000", "100000000000000000000"),
        (float("nan"), "", ""),
        (10, "10", "10"),
        (("a", 2, None), "a; 2; ", "a;2;"),
        ({"1/3": 1.5, "1/2": 2.0}, "1/3: 1.5; 1/2: 2", "1/3:1.5;1/2:2"),
        (({"id": "b1", "of": ("x", "y")},), "id: b1, of: x, y", "id:b1,of:x,y"),
    ],
)
def test_a_value_reads_the_same_in_every_table(
    value: Value, for_people: str, for_programs: str
) -> None:
    assert human(value) == for_people
    assert plain(value) == for_programs


def test_what_is_no_finite_number_is_nothing() -> None:
    assert rounded((float("inf"), {"a": float("nan")}, 0.1 + 0.2)) == (None, {"a": None}, 0.3)


def test_yes_and_no_do_not_make_a_column_numeric() -> None:
    columns = tuple(Column(key, key) for key in "abcd")
    grid = Grid(columns, ((1, True, None, "1"), (None, 0, None, 2)))
    assert numeric(grid) == (True, False, False, False)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Invented. All of it.", "Invented."),
        ("Version 0.1 is invented! Beware.", "Version 0.1 is invented!"),
        ("no stop at all", "no stop at all"),
        ("a line\nand another.", "a line"),
        ("", ""),
    ],
)
def test_the_first_sentence_ends_at_the_first_stop(text: str, first: str) -> None:
    assert first_sentence(text) == first


def test_a_quote_without_a_source_still_carries_the_notice() -> None:
    assert sourced("", "Invented. Really.") == "Invented."
    assert sourced("b1", "") == "b1"


@given(st.text(st.characters()))
def test_visible_text_has_one_kind_of_line_break_and_no_control_character(text: str) -> None:
    shown = visible(text)
    assert shown.encode().decode() == shown
    assert all(char.isprintable() or char in "\n\t" for char in shown if char < "\xa0")
    assert visible(shown) == shown
