"""A part of the referral trees: a branch, a wave, all to whom one person led; in every analysis."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cli.work import Work

EVERYWHERE = ("matrix", "codings list", "cooccur", "saturation", "triangulate")


@pytest.fixture
def study(work: Work) -> Work:
    """K0 named A1 and B1, A1 named A2; nobody knows who led to U1. Everybody says the same."""
    work.table("codebook", "key\nberas\nair\n")
    work.table(
        "informants",
        "id,organisation,referred_by,parent_organisation\n"
        "K0,W,-,P\nA1,X,K0,P\nA2,Y,A1,\nB1,Z,K0,P\nU1,V,,\n",
    )
    for who in ("K0", "A1", "A2", "B1", "U1"):
        work.text(who, f"Pewawancara: Soal beras?\n\n{who}: Beras datang.\n")
        work.code(who, "beras", "Beras datang")
    work.text("SK", "Beras datang.\n", "--kind", "document", "--organisation", "W")
    work.code("SK", "beras", "Beras datang")
    work.code("A2", "air", "Beras datang")
    work.table("claims", "id,text,themes\nC1,Beras datang,beras\n")
    for who in ("A1", "A2", "B1", "SK"):
        work("claims", "tie", "C1", who, "--quote", "Beras datang")
    return work


def _columns(study: Work, *options: object) -> list[str]:
    return list(study.matrix(*options)["beras"])


@pytest.mark.parametrize(
    ("options", "people"),
    [
        ("", ["K0", "A1", "A2", "B1", "U1"]),
        ("--branch A1", ["A1", "A2"]),
        ("--branch K0", ["K0"]),
        ("--wave 1", ["A1", "B1"]),
        ("--wave ?", ["U1"]),
        ("--descendants-of K0", ["A1", "A2", "B1"]),
        ("--descendants-of A2", []),
        ("--descendants-of K0 --wave 2", ["A2"]),
        ("--branch B1 --wave 2", []),
    ],
)
def test_only_people_of_that_part_are_looked_at(
    study: Work, options: str, people: list[str]
) -> None:
    words = options.split()
    assert _columns(study, *words)[:-1] == people
    heard = {row["transcript"] for row in study.codings(*words)}
    assert heard == {*people, *([] if options else ["SK"])}
    found = study.listed("saturation", "--base", 1, *words)
    assert [point["interview"] for point in found["interviews"]] == people
    assert found["left_out"] == []
    themes = study.listed("triangulate", *words)["themes"]
    sources = [source["id"] for source in themes[0]["sources"]]
    assert sources == [*people, *([] if options else ["SK"])]


def test_a_claim_is_judged_as_if_nobody_else_had_been_heard(study: Work) -> None:
    def judged(*options: object) -> tuple[Any, ...]:
        (claim,) = study.listed("triangulate", *options)["claims"]
        return claim["verdict"], claim["reason"], claim["k"]

    assert judged() == ("converged", None, 4)
    assert judged("--branch", "A1") == ("partial", "referral-pair", 2)
    assert judged("--wave", "1") == ("converged", None, 2)
    assert judged("--wave", "0") == ("silent", "uncited", 0)


def test_who_was_asked_is_looked_at_in_that_part_alone(study: Work) -> None:
    study.table("topics", "transcript,code,asked\nK0,beras,yes\nB1,beras,no\n")
    for wave, reason in (("0", "asked-and-silent"), ("2", None)):
        (claim,) = study.listed("triangulate", "--wave", wave)["claims"]
        assert claim["reason"] == reason


@pytest.mark.parametrize("cells", ["segments", "sources", "presence", "words", "quotes"])
@pytest.mark.parametrize("by", ["transcript", "informant", "organisation"])
def test_every_kind_of_cells_is_limited(study: Work, by: str, cells: str) -> None:
    row = study.matrix("--by", by, "--cells", cells, "--branch", "A1")["beras"]
    assert list(row) == (["X", "Y", "total"] if by == "organisation" else ["A1", "A2", "total"])
    assert all(row.values())


def test_in_a_talk_of_two_only_the_words_of_one_are_heard(study: Work) -> None:
    study.text("talk", "A1: Satu dua.\n\nB1: Tiga empat.\n")
    study.code("talk", "air", "Satu dua")
    study.code("talk", "air", "Tiga empat")
    study.code("talk", "air", "dua.\n\nB1: Tiga")
    limited = study.matrix("--by", "transcript", "--branch", "B1")
    assert limited["air"] == {"B1": 0, "talk": 2, "total": 2}
    quotes = study.matrix("--cells", "quotes", "--branch", "B1")
    assert quotes["air"]["B1"] == ["dua.\n\nB1: Tiga", "Tiga empat"]
    turns = study.listed("cooccur", "--unit", "turn", "--branch", "B1")
    assert turns["units"] == 2


def test_codes_that_meet_elsewhere_do_not_meet_here(study: Work) -> None:
    assert len(study.listed("cooccur", "--branch", "A1")["pairs"]) == 1
    assert study.listed("cooccur", "--wave", "1")["pairs"] == []


@pytest.mark.parametrize("command", EVERYWHERE)
@pytest.mark.parametrize(
    ("options", "word"),
    [
        ("--branch A2", "there is: K0, A1, B1, ?"),
        ("--wave 9", "there is: 0, 1, 2, ?"),
        ("--wave one", "there is: 0, 1, 2, ?"),
        ("--descendants-of A9", "A9"),
    ],
)
def test_a_part_that_is_not_there_is_refused_with_what_is(
    study: Work, command: str, options: str, word: str
) -> None:
    status, out, err = study.run(*command.split(), *options.split())
    assert (status, out) == (1, "")
    assert word in err
    assert len(err.splitlines()) == 1


@pytest.mark.parametrize("command", EVERYWHERE)
def test_what_is_read_says_that_it_is_a_part(study: Work, command: str) -> None:
    said = study(*command.split(), "--branch", "A1", "--wave", "2").out
    assert "Only branch A1, wave 2" in said
    assert "Only" not in study(*command.split()).out.replace("Only here", "")


def test_several_seeds_are_groups_of_their_own(study: Work) -> None:
    study.table("informants", "id,referred_by\nS2,-\nT1,S2\n")
    study.text("T1", "T1: Beras habis.\n")
    study.code("T1", "beras", "Beras habis")
    row = study.matrix("--by", "seed")["beras"]
    assert row == {"K0": 4, "S2": 1, "?": 1, "total": 6}
    assert study.matrix("--by", "parent_organisation")["beras"] == {"P": 3, "?": 3, "total": 6}


def test_what_is_of_a_part_only_says_so_in_json_and_csv(study: Work) -> None:
    part = ("--branch", "A1", "--wave", "2")
    for row in study.listed("matrix", *part):
        assert row["filter"] == "branch=A1;wave=2"
    assert study.listed("triangulate", *part)["filter"] == "branch=A1;wave=2"
    for command in EVERYWHERE:
        header, first, *_ = study(*command.split(), *part, "--format", "csv").out.splitlines()
        assert header.endswith(",filter"), command
        assert first.endswith(",branch=A1;wave=2"), command
        assert ",filter" not in study(*command.split(), "--format", "csv").out
