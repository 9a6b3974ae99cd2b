"""Co-occurrence: the worked numbers of the methods note (§4), and laws against slow counting."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.analysis.bits import Ranges, Tally, members
from qualcode.analysis.cooccurrence import (
    Cooccurrence,
    Mark,
    Pair,
    Stretch,
    cooccurrence,
)

patient = settings(deadline=None)

A, B, C = range(3)
CODES = ("a", "b", "c")
ANI, BUDI, BOTH = 1, 2, 3
SOURCES = {ANI: ("ani",), BUDI: ("budi",), BOTH: ("ani", "budi")}


def _passages(*marks: Mark, within: int | None = None) -> Cooccurrence:
    return cooccurrence([(marks, None)], SOURCES, CODES, within)


def _apart(a: int, b: int, both: int) -> list[Mark]:
    """So many passages with a and with b, of which some have both."""
    one = [(at * 10, at * 10 + 5, A, ANI) for at in range(a)]
    return one + [(at * 10, at * 10 + 5, B, ANI) for at in range(a - both, a - both + b)]


def test_ten_and_eight_and_four_together() -> None:
    (pair,) = _passages(*_apart(10, 8, 4)).pairs
    assert (pair.n, pair.n_other, pair.together) == (10, 8, 4)
    assert round(pair.c, 4) == 0.2857
    assert (pair.share, pair.share_other) == (0.4, 0.5)
    assert not pair.uneven


def test_among_forty_they_come_together_twice_as_often_as_by_chance() -> None:
    further = [(at * 10, at * 10 + 5, C, ANI) for at in range(14, 40)]
    found = _passages(*_apart(10, 8, 4), *further)
    assert (found.units, found.pairs[0].lift) == (40, 2.0)


def test_a_rare_code_may_always_come_with_a_frequent_one_of_which_c_says_little() -> None:
    (pair,) = _passages(*_apart(100, 10, 5)).pairs
    assert round(pair.c, 3) == 0.048
    assert pair.share_other == 0.5
    assert pair.uneven


def test_one_long_passage_over_three_short_ones_is_not_three() -> None:
    short = [(10, 20, B, ANI), (30, 40, B, ANI), (50, 60, B, ANI)]
    (pair,) = _passages((0, 100, A, ANI), *short).pairs
    assert (pair.n, pair.n_other, pair.meets, pair.met, pair.together) == (1, 3, 1, 3, 1)
    assert (round(pair.c, 4), pair.share, pair.share_other) == (0.3333, 1.0, 1.0)


def test_two_codes_inside_the_same_long_passage_do_not_meet_each_other() -> None:
    found = _passages((0, 100, A, ANI), (10, 20, B, ANI), (30, 40, C, ANI))
    assert [(pair.code, pair.other) for pair in found.pairs] == [("a", "b"), ("a", "c")]


def test_passages_that_only_touch_do_not_overlap_but_are_within_no_distance() -> None:
    marks = ((0, 5, A, ANI), (5, 9, B, ANI))
    assert _passages(*marks).pairs == ()
    assert len(_passages(*marks, within=0).pairs) == 1


def test_a_distance_is_the_number_of_characters_between() -> None:
    marks = ((0, 5, A, ANI), (8, 9, B, ANI))
    assert _passages(*marks, within=2).pairs == ()
    assert len(_passages(*marks, within=3).pairs) == 1


def test_one_talkative_informant_is_one_source() -> None:
    marks = [(at * 10, at * 10 + 5, code, ANI) for at in range(9) for code in (A, B)]
    (pair,) = _passages(*marks).pairs
    assert (pair.together, pair.sources) == (9, 1)


def test_both_are_behind_what_two_say_in_one_turn() -> None:
    marks = [(0, 5, A, ANI), (6, 9, B, BUDI)]
    (pair,) = cooccurrence([(marks, [(0, 20)])], SOURCES, CODES).pairs
    assert (pair.together, pair.sources) == (1, 2)


def test_two_coders_on_one_span_are_one_passage() -> None:
    (pair,) = _passages((0, 5, A, ANI), (0, 5, A, ANI), (0, 5, B, ANI)).pairs
    assert (pair.n, pair.together) == (1, 1)


def test_texts_do_not_meet() -> None:
    one, other = [(0, 5, A, ANI)], [(0, 5, B, ANI)]
    assert cooccurrence([(one, None), (other, None)], SOURCES, CODES).pairs == ()


def test_nothing_coded_is_nothing_together() -> None:
    assert cooccurrence([([], None)], SOURCES, CODES) == Cooccurrence(0, ())


marks = st.lists(
    st.builds(
        lambda start, length, code, voice: (start, start + length, code, voice),
        st.integers(0, 30),
        st.integers(1, 12),
        st.sampled_from([A, B, C]),
        st.sampled_from([ANI, BUDI, BOTH]),
    ),
    max_size=14,
)
withins = st.none() | st.integers(0, 6)
edges = st.lists(st.integers(1, 44), unique=True, max_size=5).map(sorted)


def _meet(one: Mark, other: Mark, within: int | None) -> bool:
    gap = max(one[0], other[0]) - min(one[1], other[1])
    return gap < 0 if within is None else gap <= within


def _sources(found: Iterable[Mark]) -> set[str]:
    return {source for mark in found for source in SOURCES[mark[3]]}


def _by_pairs(found: Sequence[Mark], within: int | None) -> list[Pair]:
    """The same, by setting every coding beside every other."""
    units = len({mark[:2] for mark in found})
    pairs = []
    for one, other in ((A, B), (A, C), (B, C)):
        mine, theirs = ([m for m in found if m[2] == code] for code in (one, other))
        meeting = [m for m in mine if any(_meet(m, t, within) for t in theirs)]
        met = [t for t in theirs if any(_meet(m, t, within) for m in mine)]
        if meeting:
            counts = [len({m[:2] for m in some}) for some in (mine, theirs, meeting, met)]
            sources = len(_sources([*meeting, *met]))
            pairs.append(Pair(CODES[one], CODES[other], *counts, sources, units))  # type: ignore[call-arg]
    return sorted(pairs, key=lambda pair: -pair.together)


@patient
@given(marks, withins)
def test_agrees_with_setting_every_passage_beside_every_other(
    found: list[Mark], within: int | None
) -> None:
    counted = _passages(*found, within=within)
    assert list(counted.pairs) == _by_pairs(found, within)


@patient
@given(marks, edges)
def test_agrees_with_looking_into_every_stretch(found: list[Mark], cuts: list[int]) -> None:
    stretches: list[Stretch] = list(zip([0, *cuts], [*cuts, 45], strict=True))
    inside = [[m for m in found if m[0] < end and m[1] > start] for start, end in stretches]
    counted = cooccurrence([(found, stretches)], SOURCES, CODES)
    assert counted.units == sum(map(bool, inside))
    seen = {(pair.code, pair.other): pair for pair in counted.pairs}
    for one, other in ((A, B), (A, C), (B, C)):
        both = [each for each in inside if {one, other} <= {m[2] for m in each}]
        pair = seen.get((CODES[one], CODES[other]))
        assert (pair.together if pair else 0) == len(both)
        if pair:
            assert pair.meets == pair.met
            said = [m for each in both for m in each if m[2] in (one, other)]
            assert pair.sources == len(_sources(said))


@patient
@given(marks, withins)
def test_c_and_the_shares_lie_between_nothing_and_one(
    found: list[Mark], within: int | None
) -> None:
    for pair in _passages(*found, within=within).pairs:
        assert 0 < pair.c <= 1
        assert 0 < pair.share <= 1
        assert 0 < pair.share_other <= 1
        assert 1 <= pair.sources <= 2


@patient
@given(marks, st.randoms())
def test_the_order_of_codings_does_not_matter(found: list[Mark], random: object) -> None:
    mixed = list(found)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    assert _passages(*mixed) == _passages(*found)


@patient
@given(marks, st.integers(0, 6))
def test_a_greater_distance_never_loses_a_meeting(found: list[Mark], within: int) -> None:
    near = {(p.code, p.other): p for p in _passages(*found, within=within).pairs}
    far = {(p.code, p.other): p for p in _passages(*found, within=within + 1).pairs}
    assert all(far[at].together >= pair.together for at, pair in near.items())


sets = st.lists(st.integers(0, 2**70), max_size=20)


@given(sets)
def test_a_tally_counts_what_each_set_holds(of: list[int]) -> None:
    tally = Tally()
    for each in of:
        tally.add(each)
    for number in (0, 1, 13, 69):
        assert tally[number] == sum(number in set(members(each)) for each in of)


@given(sets, st.integers(0, 20), st.integers(0, 20))
def test_the_union_of_a_stretch_is_that_of_its_sets(of: list[int], one: int, other: int) -> None:
    first, last = sorted((min(one, len(of)), min(other, len(of))))
    union = 0
    for each in of[first:last]:
        union |= each
    assert Ranges(of).union(first, last) == union


@pytest.mark.parametrize("codings", [2_000, 4_000])
def test_long_passages_inside_each_other_are_not_set_beside_each_other(codings: int) -> None:
    nested = [(at, 2 * codings - at, at % 3, ANI) for at in range(codings)]
    found = _passages(*nested)
    assert found.units == codings
    assert all(pair.c > 0.99 for pair in found.pairs)
