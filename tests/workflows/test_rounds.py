"""Coding again, and comparing with what one did before."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode import Study
from qualcode.analysis.rounds import compared
from qualcode.errors import NotFoundError, UsageError
from qualcode.model.lists import Stance
from qualcode.model.views import CodingView


def _outcomes(study: Study, **where: str) -> list[tuple[str, str, str]]:
    found = study.rounds.compare("first", "second", **where)
    return [(met.outcome, met.shown.code, met.shown.quote) for met in found]


def test_a_further_round_is_coded_apart_and_set_against_the_first(study: Study) -> None:
    study.codings.code("K0", ["air"], quote="bersih belum", round_="second")
    study.codings.code("K0", ["air"], quote="Kami gotong royong", round_="second")
    assert study.rounds.list() == ("first", "second")
    assert len(study.codings.list(round_="second")) == 2
    assert study.codings.list(round_="third") == []
    assert _outcomes(study) == [
        ("agree", "air", "Air bersih belum masuk"),
        ("only-second", "air", "Kami gotong royong"),
        ("only-first", "gotong-royong", "Kami gotong royong"),
        ("only-first", "air", "Air sudah ada"),
    ]


def test_texts_that_were_not_coded_again_are_left_out_unless_asked_for(study: Study) -> None:
    study.codings.code("B1", ["air"], quote="Air dibeli", round_="second")
    assert {met.shown.transcript for met in study.rounds.compare("first", "second")} == {"B1"}
    assert _outcomes(study, transcript="A1") == [("only-first", "air/sumur", "Sumur kami dangkal")]


def test_others_are_not_compared_with_me(study: Study) -> None:
    Study(study.project, "budi").codings.code("B1", ["air"], quote="Air dibeli", round_="second")
    assert study.rounds.compare("first", "second") == ()


def test_the_same_words_in_two_rounds_are_counted_once_in_the_matrix(study: Study) -> None:
    before = study.matrix()
    study.codings.code("K0", ["air"], quote="Air bersih belum masuk", round_="second")
    assert study.matrix() == before


def test_rounds_that_cannot_be_compared_are_refused(study: Study) -> None:
    with pytest.raises(NotFoundError):
        study.rounds.compare("first", "second")
    with pytest.raises(UsageError):
        study.rounds.compare("first", "first")


_PLACES = st.lists(st.tuples(st.sampled_from("ab"), st.integers(0, 30), st.integers(1, 9)))


def _codings(places: list[tuple[str, int, int]]) -> list[CodingView]:
    return [
        CodingView(n, "T", code, "ani", at, at + length, "", Stance.MENTION, "", "", ())
        for n, (code, at, length) in enumerate(places)
    ]


@given(_PLACES, _PLACES)
def test_the_sweep_agrees_with_looking_at_every_pair(
    ours: list[tuple[str, int, int]], theirs: list[tuple[str, int, int]]
) -> None:
    first, second = _codings(ours), _codings(theirs)

    def _meet(one: CodingView, other: CodingView) -> bool:
        return one.code == other.code and one.start < other.end and other.start < one.end

    found = compared(first, second)
    assert {m.first.number: {c.number for c in m.second} for m in found if m.first} == {
        one.number: {other.number for other in second if _meet(one, other)} for one in first
    }
    assert sorted(m.second[0].number for m in found if m.first is None) == [
        other.number for other in second if not any(_meet(one, other) for one in first)
    ]
