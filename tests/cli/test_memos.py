"""Memos: dated notes on anything."""

from __future__ import annotations

import pytest

from tests.cli.conftest import Begun
from tests.cli.work import Work


def _made(work: Work) -> None:
    work.table("codebook", "key,parent\natas,\nbawah,atas\n")
    work.table("informants", "id\nA1\n")
    work.text("A1", "A1: Beras datang.\n")
    work.code("A1", "bawah", "Beras")
    work("claims", "add", "C1", "Benar.")


@pytest.fixture
def study(begun: Begun) -> Work:
    """One of everything that a memo may be about."""
    return begun(_made)


@pytest.mark.parametrize(
    ("about", "on", "shown"),
    [
        ("transcript", "A1", "A1"),
        ("informant", "A1", "A1"),
        ("code", "bawah", "atas/bawah"),
        ("claim", "C1", "C1"),
        ("passage", "1", "1"),
        ("coding", "1", "1"),
    ],
)
def test_a_memo_is_about_anything(study: Work, about: str, on: str, shown: str) -> None:
    number = int(study("memo", "add", "Aneh.", "--about", about, "--on", on).out)
    (memo,) = study.listed("memo", "list")
    assert (memo["id"], memo["about"], str(memo["on"]), memo["text"]) == (
        number, about, shown, "Aneh.",
    )  # fmt: skip


def test_a_memo_may_be_on_the_project(study: Work) -> None:
    study("memo", "add", "Aneh.", "--kind", "method", "--date", "2025-01-02", "--coder", "budi")
    (memo,) = study.listed("memo", "list")
    assert (memo["about"], memo["kind"], memo["date"], memo["coder"]) == (
        "", "method", "2025-01-02", "budi",
    )  # fmt: skip


@pytest.mark.parametrize("kind", ["analytic", "code", "field", "method", "reflexive", "rival"])
def test_a_kind_of_memo_is_one_of_the_list(study: Work, kind: str) -> None:
    study("memo", "add", "Aneh.", "--kind", kind)
    assert study.listed("memo", "list")[0]["kind"] == kind


def test_memos_are_listed_the_oldest_first(study: Work) -> None:
    for day in ("2025-03-01", "2025-01-01", "2025-02-01"):
        study("memo", "add", day, "--date", day)
    assert [memo["text"] for memo in study.listed("memo", "list")] == [
        "2025-01-01", "2025-02-01", "2025-03-01",
    ]  # fmt: skip


def test_a_memo_can_be_taken_out(study: Work) -> None:
    study("memo", "add", "Aneh.")
    study("memo", "remove", 1, "--yes")
    assert study.listed("memo", "list") == []


@pytest.mark.parametrize(
    "words", [["  "], ["Aneh.", "--kind", "poem"], ["Aneh.", "--about", "weather", "--on", "x"],
              ["Aneh.", "--on", "A1"], ["Aneh.", "--about", "claim"],
              ["Aneh.", "--about", "coding", "--on", "one"], ["Aneh.", "--date", "today"]]
)  # fmt: skip
def test_a_memo_that_cannot_be_is_refused(study: Work, words: list[str]) -> None:
    refused = study.run("memo", "add", *words)
    assert refused.status in (1, 2)
    assert refused.err.count("\n") == 1
    assert study.listed("memo", "list") == []
