"""What was asked: silence is not the same as never having been asked."""

from __future__ import annotations

import pytest

from tests.cli.conftest import Begun
from tests.cli.work import Work


def _made(work: Work) -> None:
    work.table("codebook", "key,parent\natas,\nbawah,atas\nbawahnya,atas/bawah\nlain,\n")
    work.table("informants", "id\nA1\nB1\nN1\n")
    for who in ("A1", "B1"):
        work.text(who, f"{who}: Ya, kata {who}.\n")


@pytest.fixture
def study(begun: Begun) -> Work:
    """Two who were interviewed, one who was only named, and a tree of codes."""
    return begun(_made)


def reasons(work: Work) -> dict[str, str]:
    return {path: theme["reason"] for path, theme in work.themes().items()}


def test_no_row_means_that_it_is_not_known(study: Work) -> None:
    assert set(reasons(study).values()) == {"uncited"}


def test_somebody_was_asked_and_nobody_spoke(study: Work) -> None:
    study.table("topics", "transcript,code,asked\nA1,lain,yes\nB1,lain,no\n")
    assert reasons(study)["lain"] == "asked-and-silent"


def test_everybody_who_was_interviewed_was_not_asked(study: Work) -> None:
    study.table("topics", "transcript,code,asked\nA1,lain,no\nB1,lain,no\n")
    assert reasons(study)["lain"] == "not-asked"


def test_one_of_whom_it_is_not_known_leaves_it_open(study: Work) -> None:
    study.table("topics", "transcript,code,asked\nA1,lain,no\n")
    assert reasons(study)["lain"] == "uncited"


@pytest.mark.parametrize(
    ("code", "asked"),
    [
        ("atas", ["atas", "atas/bawah", "atas/bawah/bawahnya"]),
        ("atas/bawah", ["atas/bawah", "atas/bawah/bawahnya"]),
        ("atas/bawah/bawahnya", ["atas/bawah/bawahnya"]),
    ],
)
def test_asked_covers_the_codes_below(study: Work, code: str, asked: list[str]) -> None:
    study.table("topics", f"transcript,code,asked\nA1,{code},yes\n")
    found = [path for path, reason in reasons(study).items() if reason == "asked-and-silent"]
    assert found == asked


def test_what_is_said_of_a_code_itself_goes_before_what_is_said_above(study: Work) -> None:
    study.table("topics", "transcript,code,asked\nA1,atas,yes\nA1,atas/bawah,no\nB1,atas,no\n")
    found = reasons(study)
    assert (found["atas"], found["atas/bawah"]) == ("asked-and-silent", "not-asked")


def test_one_of_several_in_a_conversation_may_have_been_asked(study: Work) -> None:
    study.text("W1", "A1: Satu.\n\nN1: Dua.\n")
    study.table("topics", "transcript,code,asked,informant\nA1,lain,no,\nB1,lain,no,\n"
                "W1,lain,no,A1\nW1,lain,yes,N1\n")  # fmt: skip
    assert reasons(study)["lain"] == "asked-and-silent"


def test_a_row_recorded_again_is_corrected(study: Work) -> None:
    study.table("topics", "transcript,code,asked\nA1,lain,no\nB1,lain,no\n")
    again = study.table("topics", "transcript,code,asked\nA1,lain,yes\nB1,lain,no\n",
                        "--format", "json").json  # fmt: skip
    assert (again["new"], again["same"]) == (1, 1)
    assert [(t["transcript"], t["asked"]) for t in study.listed("topics", "list")] == [
        ("A1", "yes"), ("B1", "no"),
    ]  # fmt: skip
    assert reasons(study)["lain"] == "asked-and-silent"


def test_who_speaks_of_it_makes_it_no_silence(study: Work) -> None:
    study.table("topics", "transcript,code,asked\nA1,lain,no\nB1,lain,no\n")
    study.code("A1", "lain", "Ya, kata A1")
    found = study.themes()["lain"]
    assert (found["verdict"], found["reason"]) == ("single-source", None)


def test_whoever_has_withdrawn_was_neither_asked_nor_silent(study: Work) -> None:
    study.table(
        "topics", "transcript,code,asked,informant\nA1,lain,yes,\nB1,lain,no,\nA1,atas,yes,A1\n"
    )
    study("informants", "withdraw", "A1", "--yes")
    assert (reasons(study)["lain"], reasons(study)["atas"]) == ("not-asked", "uncited")


def test_two_rows_that_contradict_each_other_are_refused(study: Work) -> None:
    table = study.write("t.csv", "transcript,code,asked\nA1,lain,no\nB1,lain,no\nA1,lain,yes\n")
    refused = study.run("topics", "import", table)
    assert refused.status == 1
    assert "row 4, asked" in refused.err
    assert "row 2" in refused.err
    assert study.listed("topics", "list") == []


def test_a_row_may_be_said_twice(study: Work) -> None:
    study.table("topics", "transcript,code,asked\nA1,atas/bawah,no\nA1,bawah,no\n")
    assert [topic["asked"] for topic in study.listed("topics", "list")] == ["no"]
