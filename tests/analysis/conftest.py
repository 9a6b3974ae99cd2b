"""The worked tree of the methods note (§1.5), and the invented one for the study (§6)."""

from __future__ import annotations

import pytest

from qualcode.analysis.referral import Forest, Person


def _forest(edges: str) -> Forest:
    people = []
    for line in edges.split():
        referrer, _, named = line.partition(">")
        people += [Person(person, referrer or None) for person in named.split(",")]
    return Forest.of(people)


@pytest.fixture(scope="session")
def tree() -> Forest:
    return _forest(">K0,D0 K0>A1,B1,C1 A1>A2,A3 A3>A4 B1>B2 D0>D1")


@pytest.fixture(scope="session")
def organisation() -> dict[str, str]:
    members = {"X": "K0 A1 A2", "Y": "A3 A4 C1", "Z": "B1 B2", "W": "D0 D1"}
    return {person: office for office, people in members.items() for person in people.split()}


@pytest.fixture(scope="session")
def study_tree() -> Forest:
    return _forest(">KADIN KADIN>SEK,KBI SEK>KBDS,KB1,KB3 KBI>KTBI,PBI,FBI")


@pytest.fixture(scope="session")
def study_organisation() -> dict[str, str]:
    dinsos = dict.fromkeys(("KADIN", "SEK", "KBDS", "KB1", "KB3"), "Dinsos")
    return dinsos | dict.fromkeys(("KBI", "KTBI", "PBI", "FBI"), "BAPAS")
