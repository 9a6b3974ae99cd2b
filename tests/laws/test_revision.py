"""Whatever becomes of a text, what stood in it is found again, or kept as lost."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qualcode import Study, new_project
from qualcode.analysis.alignment import Edit, aligned, edited
from qualcode.analysis.replacing import Replacing
from qualcode.model.lists import Placed
from qualcode.model.span import Span
from qualcode.model.views import CodingView

WORDS = st.sampled_from(
    (
        *("air", "bersih", "belum", "masuk", "dusun", "kami,", "gotong", "royong.", "“Ya”"),
        *("The", "water", "came", "later;", "people", "dug", "wells,", "every\n\n", "K0:", "A1:"),
    )
)
TEXTS = st.lists(WORDS, min_size=8, max_size=60).map(" ".join)
PUT_IN = st.one_of(st.just(""), st.lists(WORDS, max_size=6).map(" ".join), st.text(max_size=8))
SLOWLY = settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))


@st.composite
def coded_and_edited(draw: st.DrawFn) -> tuple[str, Span, list[Edit]]:
    """A text, a passage in it, and edits before and after that passage."""
    text = draw(TEXTS)
    start = draw(st.integers(0, len(text) - 2))
    end = draw(st.integers(start + 1, len(text)))
    edits = []
    for low, high in ((0, start), (end, len(text))):
        first = draw(st.integers(low, high))
        edits.append(Edit(first, draw(st.integers(first, high)), draw(PUT_IN)))
    return text, Span(start, end), edits


@given(coded_and_edited())
def test_an_edit_outside_of_a_passage_moves_it_exactly(
    made: tuple[str, Span, list[Edit]],
) -> None:
    text, span, edits = made
    found = edited(text, edits)
    by = len(edits[0].words) - (edits[0].end - edits[0].start)
    placement = Replacing(found).place(span)
    assert (placement.state, placement.span) == (Placed.EXACT, Span(span.start + by, span.end + by))


@given(coded_and_edited())
def test_words_that_stood_once_are_found_by_comparing(made: tuple[str, Span, list[Edit]]) -> None:
    """Where what is left beside them is enough to tell the place; else they are never mistaken."""
    text, span, edits = made
    new = edited(text, edits).new
    placement = Replacing(aligned(text, new)).place(span)
    if placement.span is not None:
        assert 0 <= placement.span.start < placement.span.end <= len(new)
    if placement.state is Placed.EXACT and placement.span is not None:
        ours, theirs = (w.casefold() for w in (span.of(text), placement.span.of(new)))
        assert _bare(ours) == _bare(theirs)


def _bare(words: str) -> str:
    return "".join(c for c in words if c.isalnum() or c == "_") or words


@given(TEXTS, TEXTS)
def test_pieces_are_in_order_and_within_both_texts(old: str, new: str) -> None:
    at = new_at = 0
    for piece in aligned(old, new).pieces:
        assert at <= piece.start < piece.end <= len(old)
        assert new_at <= piece.new_start < piece.new_end <= len(new)
        at, new_at = piece.end, piece.new_end
        if piece.end - piece.start == piece.new_end - piece.new_start > 40:
            one, other = old[piece.start : piece.end], new[piece.new_start : piece.new_end]
            assert sum(a == b for a, b in zip(one, other, strict=True)) > 0


@given(TEXTS)
def test_nothing_changes_for_the_same_text(text: str) -> None:
    replacing = Replacing(aligned(text, text))
    for start in range(0, len(text) - 5, 5):
        span = Span(start, start + 5)
        assert replacing.place(span).span == span


def _codes(study: Study) -> Counter[str]:
    """All codes that were given, on what stands and on what is lost."""
    lost = (p for p in study.transcripts.doubtful(settled=True) if p.state is Placed.LOST)
    found = Counter(code for passage in lost for code in passage.codes)
    return found + Counter(coding.code for coding in study.codings.list())


@SLOWLY
@given(TEXTS, st.lists(TEXTS, min_size=1, max_size=3), st.data())
def test_no_coding_is_lost_and_undo_brings_every_span_back(
    text: str, later: list[str], data: st.DataObject
) -> None:
    places = st.lists(st.integers(0, len(text) - 4), min_size=3, max_size=3)
    _revised_and_back(text, later, {key: data.draw(places) for key in ("air", "jalan")})


def test_a_lost_passage_is_not_taken_for_one_that_stands_there_now() -> None:
    later = ["air air air dusun “Ya” came later; belum", "air air air air air air air air"]
    places = {"air": [0, 0, 0], "jalan": [0, 27, 35]}
    _revised_and_back("masuk air air bersih masuk belum air air", later, places)


def _revised_and_back(text: str, later: list[str], places: Mapping[str, list[int]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "K0.txt")
        file.write_text(text, "utf-8")
        with new_project(Path(folder, "s.qualcode"), coder="ani") as study:
            study.transcripts.import_files([file])
            for key, starts in places.items():
                study.codebook.add(key)
                for at in starts:
                    study.codings.code("K0", [key], start=str(at), end=str(at + 4))
            given_codes, stood = _codes(study), [study.codings.list()]
            made = 0
            for words in later:
                done = study.transcripts.revise("K0", words)
                made += done.outcome.changed
                if done.outcome.changed:
                    stood.append(study.codings.list())
                assert _codes(study) == given_codes
                assert study.history.check() == ()
            for number, before in enumerate(stood[:-1], start=1):
                then = study.codings.list(transcript="K0", revision=number)
                assert _places(then) == _places(before)
            for before in reversed(stood[:-1]):
                study.history.undo()
                assert study.codings.list() == before
            for _ in range(made):
                study.history.redo()
            assert study.codings.list() == stood[-1]
            assert study.history.check() == ()


def _places(found: list[CodingView]) -> list[tuple[int, int, int, str]]:
    return [(c.number, c.start, c.end, c.quote) for c in found]
