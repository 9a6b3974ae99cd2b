from __future__ import annotations

from collections import Counter
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.analysis.matrix import Cells, Group, Matrix, theme_matrix

PATHS = ("assets", "assets/people", "assets/people/gapper", "needs")
SEK, KBI, BOTH, NOBODY = 1, 2, 3, 4
SOURCES = {SEK: ("SEK",), KBI: ("KBI",), BOTH: ("SEK", "KBI"), NOBODY: ()}


def matrix(*groups: Group, cells: Cells = "segments") -> dict[str, tuple[object, ...]]:
    """Per theme the total, then SEK's and KBI's values."""
    found = theme_matrix(PATHS, ("SEK", "KBI"), groups, SOURCES, SOURCES, cells)
    return {row.path: (row.total, *row.values) for row in found.rows}


def test_a_parent_counts_the_codings_at_and_below_it() -> None:
    found = matrix(("assets", SEK, 1), ("assets/people", SEK, 2), ("assets/people/gapper", KBI, 4))
    assert found == {
        "assets": (7, 3, 4),
        "assets/people": (6, 2, 4),
        "assets/people/gapper": (4, 0, 4),
        "needs": (0, 0, 0),
    }


def test_a_coding_of_two_voices_counts_in_both_columns_but_once_in_all() -> None:
    assert matrix(("needs", BOTH, 3), ("needs", SEK, 1))["needs"] == (4, 4, 3)


def test_sources_are_counted_once_however_often_they_are_heard() -> None:
    found = matrix(
        ("assets", SEK, 5), ("assets/people", SEK, 2), ("needs", BOTH, 1), cells="sources"
    )
    assert found["assets"] == (1, 1, 0)
    assert found["needs"] == (2, 1, 1)


def test_presence_is_one_or_nothing_and_its_total_the_columns_that_have_it() -> None:
    found = matrix(("assets", SEK, 5), ("needs", BOTH, 1), cells="presence")
    assert found["assets"] == (1, 1, 0)
    assert found["needs"] == (2, 1, 1)


@pytest.mark.parametrize("cells", ["segments", "sources", "presence"])
def test_what_has_no_column_counts_nowhere(cells: Cells) -> None:
    assert matrix(("needs", NOBODY, 9), ("needs", 99, 9), cells=cells)["needs"] == (0, 0, 0)


def test_codes_that_are_not_asked_for_still_count_above() -> None:
    assert matrix(("needs/unlisted/deep", SEK, 2))["needs"] == (2, 2, 0)


def test_a_code_is_not_below_one_whose_name_it_begins_with() -> None:
    assert matrix(("needsmore", SEK, 2))["needs"] == (0, 0, 0)


def test_each_source_sits_in_its_own_column() -> None:
    columns = {1: ("Dinsos", "BAPAS"), 2: ("Dinsos", ""), 3: ("Dinsos", "Dinsos")}
    sources = {1: ("SEK", "KBI"), 2: ("KB1", "guest"), 3: ("SEK", "KB3")}
    groups = [("needs", voice, 1) for voice in (1, 2, 3)]
    found = theme_matrix(["needs"], ["Dinsos", "BAPAS"], groups, columns, sources, "sources")
    assert found.rows[0].values == (3, 1)
    assert found.rows[0].total == 4
    segments = theme_matrix(["needs"], ["Dinsos", "BAPAS"], groups, columns, sources)
    assert segments.rows[0].values == (3, 1)
    assert segments.rows[0].total == 3


def test_one_column_holds_all_sources_of_a_transcript() -> None:
    groups = [("needs", BOTH, 2), ("needs", NOBODY, 1)]
    columns = {BOTH: ("group talk",), NOBODY: ("group talk",)}
    found = theme_matrix(["needs"], ["group talk"], groups, columns, SOURCES, "sources")
    assert found.rows[0].values == (2,)
    segments = theme_matrix(["needs"], ["group talk"], groups, columns, SOURCES)
    assert segments.rows[0].values == (3,)


def test_rows_and_columns_come_as_asked_for() -> None:
    found = theme_matrix(["b", "a"], ["y", "x"], [("a", 1, 1)], {1: ("x",)}, {1: ("s",)})
    assert found.columns == ("y", "x")
    assert [(row.path, row.values) for row in found.rows] == [("b", (0, 0)), ("a", (0, 1))]


def test_other_cells_are_refused() -> None:
    with pytest.raises(ValueError, match="no kind of cells: colours"):
        theme_matrix([], [], [], {}, {}, cast(Cells, "colours"))


codings = st.lists(
    st.tuples(st.sampled_from([*PATHS, "assets/other"]), st.sampled_from([SEK, KBI, BOTH, NOBODY]))
)


def one_by_one(of: list[tuple[str, int]], cells: Cells) -> Matrix:
    return theme_matrix(
        PATHS, ("SEK", "KBI"), [(path, voice, 1) for path, voice in of], SOURCES, SOURCES, cells
    )


@given(codings, st.sampled_from(["segments", "sources", "presence"]))
def test_grouping_changes_nothing(of: list[tuple[str, int]], cells: Cells) -> None:
    groups = [(path, voice, number) for (path, voice), number in Counter(of).items()]
    grouped = theme_matrix(PATHS, ("SEK", "KBI"), groups, SOURCES, SOURCES, cells)
    assert grouped == one_by_one(of, cells)
    assert grouped == one_by_one(of[::-1], cells)


@given(codings)
def test_agrees_with_counting_every_coding_of_every_cell(of: list[tuple[str, int]]) -> None:
    for row in one_by_one(of, "segments").rows:
        inside = [v for path, v in of if path == row.path or path.startswith(f"{row.path}/")]
        assert row.total == sum(1 for voice in inside if SOURCES[voice])
        for column, value in zip(("SEK", "KBI"), row.values, strict=True):
            assert value == sum(1 for voice in inside if column in SOURCES[voice])
