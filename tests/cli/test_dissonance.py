"""The small project that contradicts itself, judged as it was worked out by hand."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.cli.calling import ROOT, ask


def expected() -> list[dict[str, str]]:
    """The verdicts that lie beside the files, worked out by hand."""
    lines = (ROOT / "transcripts" / "dissonance" / "expected.csv").read_text("utf-8").splitlines()
    return list(csv.DictReader(line for line in lines if not line.startswith("#")))


@pytest.mark.parametrize("row", expected(), ids=lambda row: row["claim"])
def test_a_contradiction_is_judged_as_it_was_worked_out_by_hand(
    dissonance: Path, row: Mapping[str, str]
) -> None:
    judged = ask(dissonance, "triangulate", "--format", "json").json["claims"]
    found = next(claim for claim in judged if claim["id"] == row["claim"])
    assert found["verdict"] == row["verdict"]
    assert (found["reason"] or "") == row["reason"]
    for side, stances in (("supporting", "affirm qualify"), ("dissenting", "deny mixed")):
        named = {s["id"] for s in found["sources"] if s["stance"] in stances.split()}
        assert named == set(filter(None, row[side].split(";"))), side


def test_all_of_the_contradictions_are_judged(dissonance: Path) -> None:
    judged = ask(dissonance, "triangulate", "--format", "json").json["claims"]
    assert [claim["id"] for claim in judged] == [row["claim"] for row in expected()]


@pytest.mark.parametrize(
    ("id_", "weakest"), [("C01", "dissonant"), ("C12", "dissonant"), ("C02", None)]
)
def test_a_claim_shows_the_weakest_of_its_parts_and_of_what_it_rests_on(
    dissonance: Path, id_: str, weakest: str | None
) -> None:
    judged = ask(dissonance, "triangulate", "--format", "json").json["claims"]
    assert next(claim["weakest"] for claim in judged if claim["id"] == id_) == weakest


@pytest.mark.parametrize(("id_", "pooled"), [("C01", False), ("C09", True), ("C02", False)])
def test_a_claim_with_parts_is_not_pooled(dissonance: Path, id_: str, pooled: bool) -> None:
    judged = ask(dissonance, "triangulate", "--format", "json").json["claims"]
    caveats = next(claim["caveats"] for claim in judged if claim["id"] == id_)
    assert ("pooled" in caveats) == pooled


def test_the_judgements_read_as_they_did(dissonance: Path) -> None:
    golden = ROOT / "tests" / "golden" / "dissonance-triangulation.txt"
    assert ask(dissonance, "triangulate").out == golden.read_text("utf-8")
