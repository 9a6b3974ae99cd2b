"""Characters and cells never disagree, whatever the script."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.tui.widgets.layout import Layout, clusters
from qualcode.tui.widgets.marks import Lanes, Mark, Marks, stretches

LETTERS = st.sampled_from(
    ["a", "B", "é", "字", " ", "\t", "\n", "ש", "\u0301", "e\u0301", "kata ", "-", ".", "\u200d",
     "\U0001f469", "\U0001f1ee\U0001f1e9", "\U0001f468\u200d\U0001f469\u200d\U0001f467"]
)  # fmt: skip
TEXTS = st.lists(LETTERS, max_size=80).map("".join)
WIDTHS = st.integers(2, 40)


@given(TEXTS, WIDTHS)
def test_rows_cover_the_text_once_and_in_order(text: str, width: int) -> None:
    layout = Layout(text, width)
    assert list(layout.starts) == sorted(set(layout.starts))
    assert layout.starts[0] == 0
    rebuilt = "".join(text[slice(*layout.bounds(row))] for row in range(len(layout)))
    assert rebuilt == text.replace("\n", "")


@given(TEXTS, WIDTHS)
def test_no_row_is_wider_than_the_page(text: str, width: int) -> None:
    layout = Layout(text, width)
    for row in range(len(layout)):
        found = list(layout.clusters(row))
        words = text[slice(*layout.bounds(row))].rstrip(" ")
        kept = [c for c in found if c[0] < layout.bounds(row)[0] + len(words)]
        assert sum(cells for *_, cells in kept) <= layout.width or len(kept) == 1


@given(TEXTS, WIDTHS)
def test_a_click_on_a_character_finds_it(text: str, width: int) -> None:
    layout = Layout(text, width)
    for row in range(len(layout)):
        for start, stop, _ in layout.clusters(row):
            assert layout.row_of(start) == row
            assert layout.offset_at(row, layout.column_of(start)) == start
            for inside in range(start, stop):
                assert layout.column_of(inside) == layout.column_of(start)
                assert layout.snapped(inside, forward=False) == start


@given(TEXTS)
def test_clusters_are_the_text(text: str) -> None:
    line = text.replace("\n", " ")
    found = list(clusters(line, 0, len(line)))
    assert "".join(line[a:b] for a, b, _ in found) == line
    assert all(cells > 0 for *_, cells in found)


SPANS = st.tuples(st.integers(0, 900), st.integers(1, 700))


@given(st.lists(SPANS, max_size=25), st.integers(0, 1_500), st.integers(1, 80))
@settings(max_examples=60)
def test_the_marks_of_a_stretch_are_those_that_touch_it(
    spans: list[tuple[int, int]], start: int, length: int
) -> None:
    marks = Marks(Mark(n, s, s + size, "x", "") for n, (s, size) in enumerate(spans))
    end = start + length
    found = marks.within(start, end)
    assert found == [m for m in marks.all if m.start < end and m.end > start]
    pieces = list(stretches(found, start, end))
    assert [pieces[0][0], pieces[-1][1]] == [start, end]
    for first, last, over in pieces:
        assert over == [m for m in found if m.start <= first and m.end >= last]


@given(st.lists(SPANS, max_size=25), st.lists(st.integers(0, 24), max_size=10))
@settings(max_examples=60)
def test_no_two_marks_of_a_lane_meet_on_a_row(
    spans: list[tuple[int, int]], changed: list[int]
) -> None:
    layout = Layout("kata " * 400, 30)
    marks = Marks(Mark(n, s, s + size, "x", "") for n, (s, size) in enumerate(spans))
    lanes = Lanes(marks, layout)
    for at in changed:
        if at < len(spans):
            before = next(mark for mark in marks.all if mark.number == at)
            marks.remove(before)
            lanes.remove(before)
            after = replace(before, end=before.end + 7)
            marks.add(after)
            lanes.add(after)
    rows = [(layout.row_of(m.start), layout.row_of(m.end - 1)) for m in marks.all]
    assert all(lanes.of(mark) < lanes.count for mark in marks.all)
    for at, (first, last) in enumerate(rows):
        for other in range(at):
            if lanes.of(marks.all[other]) == lanes.of(marks.all[at]):
                assert rows[other][1] < first or last < rows[other][0]


@given(st.lists(SPANS, max_size=25), st.data())
@settings(max_examples=60)
def test_marks_put_in_and_taken_out_leave_what_was_made_at_once(
    spans: list[tuple[int, int]], data: st.DataObject
) -> None:
    made = [Mark(n, s, s + size, "x", "") for n, (s, size) in enumerate(spans)]
    kept = data.draw(st.sets(st.sampled_from(made))) if made else set()
    marks = Marks(made[::2])
    for mark in made[1::2]:
        marks.add(mark)
    for mark in made:
        if mark not in kept:
            marks.remove(mark)
    at_once = Marks(kept)
    assert marks.all == at_once.all
    for start in range(0, 1_600, 50):
        assert marks.within(start, start + 50) == at_once.within(start, start + 50)
