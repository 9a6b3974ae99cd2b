"""Leaving people out: the worked tree, and a law against judging everything anew."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.analysis.independence import DIMENSIONS
from qualcode.analysis.leaving_out import Change, changes
from qualcode.analysis.referral import Forest
from qualcode.analysis.triangulation import Said, Source, Subject, triangulate
from qualcode.model.lists import Stance, Verdict

patient = settings(deadline=None)

CODERS = ("ani",)
BRANCHES = {"A1": ["A1", "A2", "A3", "A4"], "B1": ["B1", "B2"], "C1": ["C1"]}


def _said(source: str, stance: Stance = Stance.AFFIRM) -> Said:
    return Said(source, "ani", "c", stance, source)


def _subject(id_: str, *said: Said) -> Subject:
    return Subject(id_, id_, "evidence", said, len(said))


def _changes(
    tree: Forest, organisation: dict[str, str], *subjects: Subject, texts: tuple[Source, ...] = ()
) -> list[Change]:
    sources = [Source(who, "informant", organisation[who]) for who in tree.order] + list(texts)
    rows = triangulate(subjects, sources, tree, CODERS, tree.order)
    return list(changes(BRANCHES, subjects, rows, sources, tree, CODERS, DIMENSIONS))


def test_what_two_branches_carry_falls_with_either(
    tree: Forest, organisation: dict[str, str]
) -> None:
    subject = _subject("x", _said("A1"), _said("B1"))
    assert _changes(tree, organisation, subject) == [
        Change("A1", "x", Verdict.CONVERGED, Verdict.SINGLE_SOURCE),
        Change("B1", "x", Verdict.CONVERGED, Verdict.SINGLE_SOURCE),
    ]


def test_what_three_branches_carry_stands_without_any_of_them(
    tree: Forest, organisation: dict[str, str]
) -> None:
    subject = _subject("x", _said("A2"), _said("B2"), _said("C1"))
    assert _changes(tree, organisation, subject) == []


def test_a_contradiction_goes_with_the_branch_that_denied(
    tree: Forest, organisation: dict[str, str]
) -> None:
    subject = _subject("x", _said("A2"), _said("B2"), _said("C1", Stance.DENY))
    assert _changes(tree, organisation, subject) == [
        Change("C1", "x", Verdict.DISSONANT, Verdict.CONVERGED)
    ]


def test_a_document_with_the_id_of_a_person_is_not_left_out(
    tree: Forest, organisation: dict[str, str]
) -> None:
    subject = _subject("x", _said("B1"))
    text = Source("B1", "document", "Z")
    assert _changes(tree, organisation, subject, texts=(text,)) == []


people = st.sampled_from(["K0", "A1", "A2", "A3", "A4", "B1", "B2", "C1", "D0", "D1"])
stances = st.sampled_from([Stance.AFFIRM, Stance.QUALIFY, Stance.DENY, Stance.MENTION])
subjects = st.lists(st.lists(st.tuples(people, stances), max_size=6), max_size=4)


@patient
@given(subjects)
def test_agrees_with_judging_everything_without_what_they_said(
    tree: Forest, organisation: dict[str, str], spoken: list[list[tuple[str, Stance]]]
) -> None:
    listed = [
        _subject(str(at), *(_said(who, stance) for who, stance in said))
        for at, said in enumerate(spoken)
    ]
    sources = [Source(who, "informant", organisation[who]) for who in tree.order]
    rows = triangulate(listed, sources, tree, CODERS, tree.order)
    expected = []
    for branch, out in BRANCHES.items():
        left = [
            replace(each, said=tuple(said for said in each.said if said.source not in out))
            for each in listed
        ]
        heard = [who for who in tree.order if who not in out]
        without = triangulate(left, sources, tree, CODERS, heard)
        expected += [
            Change(branch, row.id, row.verdict, other.verdict)
            for row, other in zip(rows, without, strict=True)
            if row.verdict is not other.verdict
        ]
    assert _changes(tree, organisation, *listed) == expected
