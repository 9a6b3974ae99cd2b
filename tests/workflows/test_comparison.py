"""Passages of a code set against each other, and linked."""

from __future__ import annotations

import pytest

from qualcode import Study
from qualcode.errors import NotFoundError, RefusedError, UsageError
from qualcode.workflows.comparison import Group


def _quotes(groups: tuple[Group, ...]) -> dict[str, list[str]]:
    return {group.title: [coding.quote for coding in group.codings] for group in groups}


def test_passages_are_grouped_by_who_says_them_in_the_order_of_the_tree(study: Study) -> None:
    assert _quotes(study.comparison.groups("air")) == {
        "K0": ["Air bersih belum masuk"],
        "A1": ["Air sudah ada", "Sumur kami dangkal"],
        "B1": ["Sungai kotor"],
    }


def test_passages_are_grouped_by_wave_and_by_branch(study: Study) -> None:
    waves = study.comparison.groups("air", by="wave")
    assert [(group.title, len(group.codings)) for group in waves] == [("0", 1), ("1", 3)]
    branches = study.comparison.groups("air", by="branch")
    assert [group.title for group in branches] == ["K0", "A1", "B1"]
    with pytest.raises(UsageError):
        study.comparison.groups("air", by="colour")


def test_a_passage_of_two_speakers_is_in_both_groups_and_one_of_nobody_in_the_last(
    study: Study,
) -> None:
    study.codings.code("K0", ["gotong-royong"], start="30", end="60")
    found = study.comparison.groups("gotong-royong")
    assert [(group.title, len(group.codings)) for group in found] == [("K0", 2), ("A1", 1)]
    study.informants.change("B1", status="withdrawn")
    assert study.comparison.groups("air")[-1].title == "?"


def test_what_others_said_last_comes_first(study: Study) -> None:
    found = study.comparison.elsewhere("air", apart_from=["K0"])
    assert [c.quote for c in found] == ["Air sudah ada", "Sungai kotor", "Sumur kami dangkal"]
    assert len(study.comparison.elsewhere("air", most=1)) == 1


def test_passages_are_linked_unlinked_and_the_link_is_undone(study: Study) -> None:
    first, fourth = (c for c in study.codings.list() if c.number in (1, 4))
    made = study.links.link(first.passage, "contradicts", fourth.passage)
    (link,) = study.links.list()
    assert (link.passage, link.other, link.kind) == (first.passage, fourth.passage, "contradicts")
    assert study.links.link(first.passage, "contradicts", fourth.passage).same == 1
    study.links.remove(made.numbers[0])
    assert study.links.list() == []
    study.history.undo()
    study.history.undo()
    assert study.links.list() == []


def test_what_cannot_be_linked_is_refused(study: Study) -> None:
    with pytest.raises(RefusedError):
        study.links.link(1, "explains", 1)
    with pytest.raises(UsageError):
        study.links.link(1, "likes", 2)
    with pytest.raises(NotFoundError):
        study.links.remove(7)
