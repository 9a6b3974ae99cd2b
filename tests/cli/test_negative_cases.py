"""Negative cases: what speaks against a claim is listed, explained and taken back."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cli.conftest import Begun
from tests.cli.work import Work


def _made(work: Work) -> None:
    work.table("codebook", "key,kind\ncukup,statement\n")
    work.table("informants", "id,referred_by\nA1,-\nB1,-\n")
    for who in ("A1", "B1"):
        work.text(who, f"P: Cukup?\n\n{who}: Beras datang. Beras habis.\n")
    work.table("claims", "id,text,themes\nC1,Beras cukup.,\nC2,Beras kurang.,!cukup\n")
    work("claims", "tie", "C1", "A1", "--quote", "Beras datang")
    work("claims", "tie", "C1", "A1", "--quote", "Beras habis", "--stance", "deny")
    work("claims", "tie", "C1", "B1", "--quote", "Cukup?", "--stance", "deny")
    work.code("B1", "cukup", "Beras datang", "--stance", "affirm")
    work.code("B1", "cukup", "Beras habis", "--stance", "deny")


@pytest.fixture
def study(begun: Begun) -> Work:
    """A claim judged by evidence, and one judged by a code that is turned round."""
    return begun(_made)


def cases(work: Work, *words: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = work.listed("claims", "negative-cases", *words)
    return found


def test_what_denies_a_claim_is_listed_by_evidence_or_by_turned_codes(study: Work) -> None:
    found = [(c["claim"], c["sources"], c["stance"], c["codes"], c["quote"]) for c in cases(study)]
    assert found == [
        ("C1", ["A1"], "deny", [], "Beras habis"),
        ("C2", ["B1"], "deny", ["cukup"], "Beras datang"),
    ]
    assert [case["claim"] for case in cases(study, "--claim", "C2")] == ["C2"]


def test_an_explanation_is_kept_with_its_author_and_day(study: Work) -> None:
    (passage, _) = (case["passage"] for case in cases(study))
    study("claims", "explain", "C1", passage, "Panen gagal.", "--revised", "--coder", "budi")
    case, other = cases(study)
    day = study.history()[-1]["when"][:10]
    told = (case["explanation"], case["revised"], case["explained_by"], case["date"])
    assert told == ("Panen gagal.", True, "budi", day)
    assert (other["explanation"], other["explained_by"]) == ("", "")
    study("claims", "explain", "C1", passage, "Tahun lain.")
    case, _ = cases(study)
    assert (case["explanation"], case["revised"]) == ("Tahun lain.", False)
    study("undo")
    assert [cases(study)[0][key] for key in ("explanation", "explained_by")] == [
        "Panen gagal.", "budi",
    ]  # fmt: skip
    study("check")


def test_an_explanation_outlives_the_evidence_that_it_explains(study: Work) -> None:
    passage = cases(study)[0]["passage"]
    study("claims", "explain", "C1", passage, "Panen gagal.")
    study("claims", "untie", 2)
    case = cases(study, "--claim", "C1")[0]
    assert (case["passage"], case["stance"], case["explanation"]) == (passage, None, "Panen gagal.")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("C1", 1, "So."), "neither denies nor qualifies"),
        (("C1", 99, "So."), "no passage 99"),
        (("C9", 2, "So."), "C9"),
        (("C1", 2, " "), "no words"),
    ],
)
def test_what_cannot_be_explained_is_refused_in_one_line(
    study: Work, words: tuple[object, ...], said: str
) -> None:
    refused = study.run("claims", "explain", *words)
    assert refused.status in (1, 2)
    assert said in refused.err.splitlines()[0]
