"""Themes: by stance or by coverage, and whose readings count."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cli.conftest import Begun
from tests.cli.work import Work


def _made(work: Work) -> None:
    work.table(
        "codebook",
        "key,parent,kind\ntopik,,topic\nsatu,topik,statement\ndua,topik,statement\nlain,,\n"
        "kalimat,,statement\nbawah,kalimat,statement\n",
    )
    work.table("informants", "id,organisation,referred_by\nK0,W,-\nA1,X,K0\nB1,Y,K0\nC1,Z,K0\n")
    for who in ("A1", "B1", "C1"):
        work.text(who, f"{who}: Pertama, kata {who}.\n\n{who}: Kedua, kata {who}.\n")


@pytest.fixture
def study(begun: Begun) -> Work:
    """A tree of topics and statements, and three people of three branches and offices."""
    return begun(_made)


def sources(row: dict[str, Any]) -> dict[str, str]:
    return {source["id"]: source["stance"] for source in row["sources"]}


@pytest.mark.parametrize("kind", ["", "topic"])
def test_a_code_is_a_topic_unless_it_says_statement(work: Work, kind: str) -> None:
    work.table("codebook", f"key,kind\nx,{kind}\n")
    assert work.themes()["x"]["by"] == "coverage"


def test_a_topic_is_judged_by_who_speaks_of_it_or_of_a_code_below(study: Work) -> None:
    study.code("A1", "topik", "Pertama")
    study.code("B1", "satu", "Pertama", "--stance", "deny")
    study.code("C1", "dua", "Pertama", "--stance", "qualify")
    found = study.themes()["topik"]
    assert (found["by"], found["verdict"], found["reason"]) == ("coverage", "covered", None)
    assert sources(found) == {"A1": "mention", "B1": "mention", "C1": "mention"}
    assert (found["k"], found["independent"], found["mentioned"]) == (3, 3, [])


@pytest.mark.parametrize(
    ("speakers", "verdict"), [("", "silent"), ("A1", "single-source"), ("A1 B1", "covered")]
)
def test_coverage_has_the_same_ladder_with_another_top(
    study: Work, speakers: str, verdict: str
) -> None:
    for who in speakers.split():
        study.code(who, "lain", "Pertama")
    assert study.themes()["lain"]["verdict"] == verdict


@pytest.mark.parametrize(
    ("stance", "by"),
    [("affirm", "stance"), ("qualify", "stance"), ("deny", "stance"), ("mention", "coverage")],
)
def test_a_stance_on_the_very_code_makes_a_topic_be_judged_by_stance(
    study: Work, stance: str, by: str
) -> None:
    study.code("A1", "topik", "Pertama", "--stance", stance)
    assert study.themes()["topik"]["by"] == by


def test_a_stance_on_a_code_below_does_not(study: Work) -> None:
    study.code("A1", "satu", "Pertama", "--stance", "deny")
    found = study.themes()
    assert (found["topik"]["by"], found["topik"]["verdict"]) == ("coverage", "single-source")
    assert (found["topik/satu"]["by"], found["topik/satu"]["verdict"]) == ("stance", "denied")


def test_who_only_mentions_a_statement_counts_for_nothing(study: Work) -> None:
    study.code("A1", "kalimat", "Pertama", "--stance", "mention")
    study.code("B1", "kalimat", "Pertama")
    found = study.themes()["kalimat"]
    assert (sources(found), found["mentioned"], found["k"]) == ({"B1": "affirm"}, ["A1"], 1)


def test_affirming_one_code_below_and_denying_another_is_support_with_a_remark(
    study: Work,
) -> None:
    study.code("A1", "kalimat", "Pertama")
    study.code("A1", "kalimat/bawah", "Kedua", "--stance", "deny")
    found = study.themes()["kalimat"]
    assert (sources(found), found["verdict"]) == ({"A1": "affirm"}, "single-source")
    assert "denied-below" in found["caveats"]


def test_a_source_is_mixed_where_it_is_mixed_on_one_code(study: Work) -> None:
    study.code("A1", "kalimat/bawah", "Pertama")
    study.code("A1", "kalimat/bawah", "Kedua", "--stance", "deny")
    study.code("A1", "kalimat", "Kedua")
    found = study.themes()
    for theme in ("kalimat", "kalimat/bawah"):
        assert sources(found[theme]) == {"A1": "mixed"}
        assert (found[theme]["verdict"], found[theme]["reason"]) == (
            "dissonant", "within-one-source",
        )  # fmt: skip
        assert "denied-below" not in found[theme]["caveats"]


@pytest.mark.parametrize(
    ("stances", "standing"),
    [
        ("affirm mention", "affirm"),
        ("affirm qualify", "qualify"),
        ("qualify mention", "qualify"),
        ("deny mention", "deny"),
        ("affirm deny", "mixed"),
        ("qualify deny", "mixed"),
        ("affirm affirm", "affirm"),
    ],
)
def test_the_stance_of_a_source_is_the_first_rule_that_fits(
    study: Work, stances: str, standing: str
) -> None:
    for quote, stance in zip(("Pertama", "Kedua"), stances.split(), strict=True):
        study.code("A1", "kalimat", quote, "--stance", stance)
    assert sources(study.themes()["kalimat"]) == {"A1": standing}


def test_a_theme_is_named_by_its_path_and_its_name(work: Work) -> None:
    work.table("codebook", "key,parent,name_en\na,,Assets\nb,a,\n")
    found = work.themes()
    assert {i: row["text"] for i, row in found.items()} == {"a": "Assets", "a/b": "b"}


def test_coders_who_differ_are_not_an_informant_who_contradicts_herself(study: Work) -> None:
    study.code("A1", "kalimat", "Pertama")
    study.code("A1", "kalimat", "Pertama", "--stance", "deny", "--coder", "budi")
    found = study.themes()["kalimat"]
    assert (sources(found), found["verdict"]) == ({"A1": "affirm"}, "single-source")
    assert found["caveats"] == ["coders-differ"]


def test_the_reading_of_the_first_reporting_coder_stands(study: Work) -> None:
    study.code("A1", "kalimat", "Pertama")
    study.code("A1", "kalimat", "Pertama", "--stance", "deny", "--coder", "budi")
    study("settings", "reporting_coders", "budi;ani")
    assert sources(study.themes()["kalimat"]) == {"A1": "deny"}


def test_not_having_coded_is_no_difference(study: Work) -> None:
    study.code("A1", "kalimat", "Pertama")
    study.code("B1", "kalimat", "Pertama", "--coder", "budi")
    found = study.themes()["kalimat"]
    assert sources(found) == {"A1": "affirm", "B1": "affirm"}
    assert "coders-differ" not in found["caveats"]


def test_coders_may_differ_about_evidence_too(study: Work) -> None:
    study.table("claims", "id,text\nC1,Ya.\n")
    study("claims", "tie", "C1", "A1", "--quote", "Pertama")
    study("claims", "tie", "C1", "A1", "--quote", "Pertama", "--stance", "deny", "--coder", "budi")
    found = study.claims()["C1"]
    assert (sources(found), found["caveats"]) == ({"A1": "affirm"}, ["coders-differ"])


def test_analyses_use_the_reporting_coders_alone(study: Work) -> None:
    study.table("claims", "id,text,themes\nC1,Ya.,kalimat\nC2,Juga.,\n")
    study.code("A1", "kalimat", "Pertama")
    study.code("B1", "kalimat", "Pertama", "--coder", "budi")
    study("claims", "tie", "C2", "B1", "--quote", "Kedua", "--coder", "budi")
    assert study.matrix()["kalimat"]["total"] == 2
    study("settings", "reporting_coders", "ani")
    assert study.matrix()["kalimat"] == {"A1": 1, "B1": 0, "C1": 0, "total": 1}
    assert sources(study.claims()["C1"]) == {"A1": "affirm"}
    assert study.claims()["C2"]["k"] == 0
    assert sources(study.themes()["kalimat"]) == {"A1": "affirm"}
    assert study.themes()["kalimat"]["n_segments"] == 1
    assert "ani" in study("triangulate").out


def test_analyses_use_the_first_round_unless_said(study: Work) -> None:
    study.code("A1", "kalimat", "Pertama")
    study.code("A1", "kalimat", "Pertama", "--round", "again", "--stance", "deny")
    assert sources(study.themes()["kalimat"]) == {"A1": "affirm"}
    assert study.matrix()["kalimat"]["A1"] == 1
    study("settings", "reporting_rounds", "again")
    assert sources(study.themes()["kalimat"]) == {"A1": "deny"}
    study("settings", "reporting_rounds", "first;again")
    assert sources(study.themes()["kalimat"]) == {"A1": "mixed"}


def test_segments_are_passages_in_which_a_source_is_heard(study: Work) -> None:
    study.text("W1", "Pewawancara: Bagaimana?\n\nA1: Begitu saja.\n")
    study.code("W1", "topik", "Bagaimana")
    study.code("W1", "satu", "Begitu saja")
    study.code("W1", "dua", "Begitu saja")
    study.code("W1", "topik", "Begitu")
    assert study.themes()["topik"]["n_segments"] == 2


def test_the_interviewers_own_words_count_for_nobody(study: Work) -> None:
    study.text("W1", "Pewawancara: Pasti cukup?\n\nA1: Begitu saja.\n")
    study.code("W1", "kalimat", "Pasti cukup")
    found = study.themes()["kalimat"]
    assert (found["verdict"], found["sources"], found["mentioned"]) == ("silent", [], [])
    assert study.matrix()["kalimat"] == {"A1": 0, "B1": 0, "C1": 0, "total": 0}
