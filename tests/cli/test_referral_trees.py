"""`referrals`: branches, what each alone brought, what hangs on it, and who was reached how."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.cli.calling import ask
from tests.cli.work import Work

FORMS = ("text", "json", "csv", "md", "html", "xlsx")


@pytest.fixture
def study(work: Work) -> Work:
    """Two seeds, an unknown who named somebody, one of whom nothing is known, a further edge."""
    work.table("codebook", "key\nberas\nair\njalan\n")
    work.table(
        "informants",
        "id,organisation,referred_by,channel,status\n"
        "K0,W,-,,\nA1,X,K0,named,\nA2,Y,A1;B1,introduced,\nB1,Z,K0,named,\nB2,Z,B1,,declined\n"
        "B3,Z,B1;B2,permit,named\nD0,V,-,,\nU0,U,,,\nU1,U,U0,assigned,\nX1,T,,,\n",
    )
    for who in ("A1", "A2", "B1", "D0", "U1", "X1"):
        work.text(who, f"{who}: Beras, air dan jalan.\n")
    for who, code in (("A1", "beras"), ("A2", "air"), ("B1", "beras"), ("D0", "jalan")):
        work.code(who, code, "Beras, air")
    return work


def _branches(study: Work) -> dict[str, dict[str, Any]]:
    return {row["branch"]: row for row in study.listed("referrals")["branches"]}


def test_a_branch_is_all_to_whom_one_person_led_and_a_seed_stands_by_itself(study: Work) -> None:
    found = _branches(study)
    assert {id_: row["people"] for id_, row in found.items()} == {
        "K0": ["K0"], "A1": ["A1", "A2"], "B1": ["B1", "B2", "B3"], "D0": ["D0"],
        "U0": ["U0"], "U1": ["U1"],
    }  # fmt: skip
    assert {row["seed"] for row in found.values()} == {"K0", "D0", "U0"}
    assert (found["A1"]["interviewed"], found["A1"]["waves"], found["A1"]["organisations"]) == (
        2, 2, 2,
    )  # fmt: skip
    assert found["B1"]["interviewed"] == 1


def test_themes_only_here_are_those_that_nobody_outside_spoke_of(study: Work) -> None:
    found = _branches(study)
    assert {id_: row["only"] for id_, row in found.items() if row["themes"]} == {
        "A1": ["air"], "B1": [], "D0": ["jalan"],
    }  # fmt: skip
    study.code("X1", "air", "Beras, air")
    assert _branches(study)["A1"]["only"] == []


def test_several_seeds_and_unknown_referrers_are_said(study: Work) -> None:
    found = study.listed("referrals")
    assert found["seeds"] == ["D0", "K0", "U0"]
    assert found["unknown"] == ["U0", "X1"]
    said = study("referrals").out
    assert "3 seeds: D0, K0, U0" in said
    assert "not known who led to: U0, X1" in said


def test_further_edges_say_whether_they_join_two_branches(study: Work) -> None:
    assert study.listed("referrals")["extra"] == [
        {"referrer": "B1", "informant": "A2", "across": True},
        {"referrer": "B2", "informant": "B3", "across": False},
    ]


def test_who_was_reached_is_counted_by_wave_and_channel(study: Work) -> None:
    found = study.listed("referrals")
    assert found["reached"]["1"] == {
        "named": 0, "contacted": 0, "declined": 0, "interviewed": 3, "withdrawn": 0,
    }  # fmt: skip
    assert found["reached"]["2"]["declined"] == 1
    assert list(found["reached"]) == ["0", "1", "2", "?"]
    assert sum(sum(wave.values()) for wave in found["reached"].values()) == 10
    assert found["channels"] == {"?": 1, "assigned": 1, "introduced": 1, "named": 2, "permit": 1}


def test_verdicts_that_change_without_a_branch_are_listed_with_both(study: Work) -> None:
    study.table("claims", "id,text\nC1,dua cabang\nC2,tiga\n")
    for claim, people in (("C1", "A1 B1"), ("C2", "A1 B1 D0")):
        for who in people.split():
            study("claims", "tie", claim, who, "--quote", "Beras, air")
    assert study.listed("referrals")["claims"] == [
        {"without": "A1", "id": "C1", "verdict": "converged", "becomes": "single-source"},
        {"without": "B1", "id": "C1", "verdict": "converged", "becomes": "single-source"},
    ]


def test_the_demonstration_hangs_on_its_two_branches(jember: Path) -> None:
    found = ask(jember, "referrals", "--format", "json").json
    changed = {(row["without"], row["id"]): row["becomes"] for row in found["claims"]}
    assert changed["SEK", "C14"] == "single-source"
    assert changed["KBI", "C10"] == "partial"
    assert {id_ for without, id_ in changed if without == "KBI"} == {
        "C10", "C13", "C14", "C16", "C31",
    }  # fmt: skip
    assert "one seed: KADIS" in ask(jember, "referrals").out


def test_a_withdrawal_is_counted_and_its_words_are_not(study: Work) -> None:
    study("informants", "withdraw", "A2", "--yes")
    found = study.listed("referrals")
    assert found["reached"]["2"]["withdrawn"] == 1
    assert _branches(study)["A1"]["only"] == []


@pytest.mark.parametrize("people", ["", "A1,\n", "A1,-\n"])
def test_without_referrals_or_with_one_person_there_is_little_to_say(
    work: Work, people: str
) -> None:
    if people:
        work.table("informants", f"id,referred_by\n{people}")
    found = work.listed("referrals")
    assert (found["claims"], found["themes"], found["extra"]) == ([], [], [])
    assert len(found["branches"]) == people.count("-")
    work("referrals")


@pytest.mark.parametrize("form", FORMS)
def test_the_same_project_gives_the_same_bytes(dissonance: Path, form: str) -> None:
    words = ("referrals", "--format", form)
    assert ask(dissonance, *words).printed == ask(dissonance, *words).printed


def test_in_csv_there_is_a_row_for_every_branch(dissonance: Path) -> None:
    rows = ask(dissonance, "referrals", "--format", "csv").csv
    assert [row["branch"] for row in rows] == ["T1", "T2", "K1", "P1", "N1"]
    assert rows[1]["only"] == "manfaat;penyaluran/kehadiran"
