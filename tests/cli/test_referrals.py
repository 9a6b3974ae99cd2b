"""Who named whom: trees, waves and branches, and what is unknown."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cli.work import Work


def tree(work: Work) -> list[tuple[str, int | None, str | None]]:
    """Everybody with wave and branch, in tree order."""
    rows = work.listed("informants", "tree")
    return [(row["id"], row["wave"], row["branch"]) for row in rows]


def supported(work: Work, people: str, *supporters: str) -> dict[str, Any]:
    """A claim as judged that those people affirm, each in an interview of their own."""
    work("codebook", "add", "x", "--kind", "statement")
    work.table("informants", people)
    for who in supporters:
        work.text(who, f"{who}: Saya {who} mengiyakan.\n")
        work.code(who, "x", f"Saya {who} mengiyakan")
    work.table("claims", "id,text,themes\nC1,Benar.,x\n")
    found: dict[str, Any] = work.claims()["C1"]
    return found


def test_waves_count_from_the_seed_and_a_branch_is_its_ancestor_in_wave_1(work: Work) -> None:
    work.table("informants", "id,referred_by\nA3,A2\nA2,A1\nA1,K0\nB1,K0\nK0,-\n")
    assert tree(work) == [
        ("K0", 0, None), ("A1", 1, "A1"), ("A2", 2, "A1"), ("A3", 3, "A1"), ("B1", 1, "B1"),
    ]  # fmt: skip


def test_siblings_stand_by_date_then_by_id(work: Work) -> None:
    work.table(
        "informants",
        "id,referred_by,date\nK0,-,\nA1,K0,2025-03\nB1,K0,2025-01-02\nD1,K0,2025-02\nC1,K0,2025-02\n",
    )
    assert [id_ for id_, _, _ in tree(work)] == ["K0", "B1", "C1", "D1", "A1"]


def test_the_columns_of_the_matrix_stand_in_tree_order(work: Work) -> None:
    work("codebook", "add", "x")
    work.table(
        "informants",
        "id,referred_by,date,status\nZ0,-,2025-01,interviewed\nA1,Z0,2025-03,interviewed\n"
        "B1,Z0,2025-02,interviewed\nB2,B1,2025-04,interviewed\nC1,Z0,2025-01,named\n",
    )
    assert list(work.listed("matrix")[0]["cells"]) == ["Z0", "B1", "B2", "A1"]


def test_of_several_who_named_somebody_the_first_makes_the_tree(work: Work) -> None:
    work.table("informants", "id,referred_by\nK0,-\nA1,K0\nB1,K0\nC1,B1;A1\n")
    assert ("C1", 2, "B1") in tree(work)
    rows = {row["id"]: row["referred_by"] for row in work.listed("informants", "list")}
    assert rows["C1"] == ["B1", "A1"]


def test_who_named_an_informant_is_not_guessed(work: Work) -> None:
    work.table("informants", "id,referred_by\nK0,-\nA1,\n")
    assert tree(work) == [("K0", 0, None), ("A1", None, None)]


def test_an_unknown_who_named_somebody_is_a_root(work: Work) -> None:
    found = supported(work, "id,organisation,referred_by\nU0,X,\nA1,Y,U0\nB1,Z,U0\n", "A1", "B1")
    assert tree(work) == [("U0", 0, None), ("A1", 1, "A1"), ("B1", 1, "B1")]
    assert (found["branches"], found["independent"]) == (2, 2)
    assert found["n_eff"] == {"1/3": 1.8, "1/2": 1.6, "2/3": 1.3846}
    assert found["caveats"] == ["one-seed"]


def test_only_edges_of_the_tree_must_be_free_of_circles(work: Work) -> None:
    work.table("informants", "id,referred_by\nK0,-\nA1,K0;A2\nA2,A1\n")
    assert tree(work) == [("K0", 0, None), ("A1", 1, "A1"), ("A2", 2, "A1")]


def test_to_refer_a_to_b_means_that_a_named_b(work: Work) -> None:
    work.table("informants", "id,referred_by\nK0,-\nA1,\nB1,K0\n")
    work("informants", "refer", "K0", "A1", "--channel", "permit", "--date", "2025-02")
    work("informants", "refer", "B1", "A1")
    (row,) = [row for row in work.listed("informants", "list") if row["id"] == "A1"]
    assert (row["referred_by"], row["wave"], row["branch"]) == (["K0", "B1"], 1, "A1")
    assert (row["channel"], row["referral_date"]) == ("permit", "2025-02")


@pytest.mark.parametrize("words", ["A2 A1", "A1 A1", "A1 nobody", "nobody A1"])
def test_a_referral_that_cannot_be_is_refused(work: Work, words: str) -> None:
    work.table("informants", "id,referred_by\nA1,\nA2,A1\n")
    refused = work.run("informants", "refer", *words.split())
    assert refused.status == 1
    assert len(work.history()) == 1


def test_a_row_whose_id_exists_updates_what_it_fills(work: Work) -> None:
    work.table("informants", "id,role,organisation,referred_by,usia\nA1,ketua,X,-,40\nB1,,,A1,\n")
    work.table("informants", "id,role,organisation,usia\nA1,,Y,41\n")
    (row,) = [row for row in work.listed("informants", "list") if row["id"] == "A1"]
    assert (row["role"], row["organisation"], row["usia"]) == ("ketua", "Y", "41")
    assert row["referred_by"] == ["-"]
    assert ("B1", 1, "B1") in tree(work)


def test_everything_that_a_table_says_of_people_is_kept(work: Work) -> None:
    columns = {
        "id": "A1", "role": "ketua", "organisation": "RT 3", "parent_organisation": "Desa",
        "kind": "utama", "standpoint": "client", "referred_by": "-", "date": "2025-01-02",
        "status": "contacted", "consent": "written", "usia": "40",
    }  # fmt: skip
    work.table("informants", f"{','.join(columns)}\n{','.join(columns.values())}\n")
    (row,) = work.listed("informants", "list")
    assert {name: row[name] for name in columns} == {**columns, "referred_by": ["-"]}


@pytest.mark.parametrize("channel", ["named", "introduced", "assigned", "permit", "approached"])
def test_a_channel_is_one_of_the_list(work: Work, channel: str) -> None:
    work.table("informants", f"id,referred_by,channel\nK0,-,\nA1,K0,{channel}\n")
    assert work.listed("informants", "list")[1]["channel"] == channel


@pytest.mark.parametrize("status", ["named", "contacted", "declined", "interviewed", "withdrawn"])
def test_a_status_is_one_of_the_list(work: Work, status: str) -> None:
    work("informants", "add", "A1", "--status", status)
    assert work.listed("informants", "list")[0]["status"] == status


def test_informants_of_unknown_branch_clash_by_organisation_alone(work: Work) -> None:
    found = supported(work, "id,organisation\nA1,X\nB1,Y\n", "A1", "B1")
    assert (found["independent"], found["branches"], found["n_eff"]) == (2, 0, None)
    assert (found["verdict"], found["caveats"]) == ("converged", ["branch-unknown"])


def test_informants_of_unknown_branch_and_one_organisation_are_not_independent(work: Work) -> None:
    found = supported(work, "id,organisation\nA1,X\nB1,X\n", "A1", "B1")
    assert (found["independent"], found["verdict"], found["reason"]) == (
        1, "partial", "one-organisation",
    )  # fmt: skip


def test_an_unknown_branch_is_not_counted_beside_a_known_one(work: Work) -> None:
    people = "id,organisation,referred_by\nK0,W,-\nA1,X,K0\nB1,Y,\n"
    found = supported(work, people, "A1", "B1")
    assert (found["branches"], found["n_eff"], found["gatekeeper"]) == (1, None, None)
    assert (found["independent"], found["caveats"]) == (2, ["branch-unknown"])


def test_informants_of_unknown_organisation_clash_by_branch_alone(work: Work) -> None:
    people = "id,organisation,referred_by\nK0,W,-\nA1,,K0\nA2,X,A1\nB1,,K0\n"
    found = supported(work, people, "A1", "A2", "B1")
    assert (found["independent"], found["organisations"]) == (2, 1)
    assert "organisation-unknown" in found["caveats"]


def test_an_informant_of_whom_nothing_is_known_clashes_with_everybody(work: Work) -> None:
    people = "id,organisation,referred_by\nK0,W,-\nA1,X,K0\nB1,,\n"
    found = supported(work, people, "A1", "B1")
    assert (found["independent"], found["verdict"], found["reason"]) == (
        1, "partial", "no-independent-pair",
    )  # fmt: skip


def test_a_pair_of_whom_one_named_the_other_beside_the_tree_is_a_referral_pair(work: Work) -> None:
    people = "id,organisation,referred_by\nK0,W,-\nA1,X,K0\nB1,X,K0;A1\n"
    found = supported(work, people, "A1", "B1")
    assert (found["verdict"], found["reason"], found["branches"]) == ("partial", "referral-pair", 2)


def test_a_seed_adds_no_branch_to_a_tree_that_has_one(work: Work) -> None:
    people = "id,organisation,referred_by\nK0,W,-\nA1,X,K0\nB1,Y,K0\n"
    found = supported(work, people, "K0", "A1", "B1")
    assert (found["branches"], found["independent"], found["gatekeeper"]) == (2, 2, None)


@pytest.mark.parametrize(
    ("independence", "independent"),
    [("organisation;branch", 2), ("organisation;branch;parent", 1), ("branch;standpoint", 1),
     ("standpoint", 1), ("branch", 2)],
)  # fmt: skip
def test_which_dimensions_make_sources_independent_is_a_setting(
    work: Work, independence: str, independent: int
) -> None:
    work("settings", "independence", independence)
    people = (
        "id,organisation,parent_organisation,standpoint,referred_by\n"
        "K0,W,,,-\nA1,X,Kabupaten,provider,K0\nB1,Y,Kabupaten,provider,K0\n"
    )
    found = supported(work, people, "A1", "B1")
    assert found["independent"] == independent
    text = work("triangulate").out
    assert all(dimension in text for dimension in independence.split(";"))


def referrers(work: Work, id_: str) -> list[str]:
    """Who led to somebody."""
    rows = work.listed("informants", "list")
    found: list[str] = next(row for row in rows if row["id"] == id_)["referred_by"]
    return found


def test_whoever_named_somebody_is_a_root_though_another_named_them_first(work: Work) -> None:
    work.table("informants", "id,referred_by\nP4,-\nP2,\nP7,P4;P2\n")
    assert ("P2", 0, None) in tree(work)


def test_a_table_that_changes_the_tree_says_so(work: Work) -> None:
    work.table("informants", "id,referred_by\nA,-\nB,-\nC,B\n")
    assert "0 new, 1 changed, 0 as before" in work.table("informants", "id,referred_by\nC,A\n").err
    assert "nothing changed" in work.table("informants", "id,referred_by\nC,A\n").err


def test_nobody_led_to_a_seed_any_more(work: Work) -> None:
    work.table("informants", "id,referred_by\nA,-\nB,-\nC,B;A\n")
    work.table("informants", "id,referred_by\nC,-\n")
    assert referrers(work, "C") == ["-"]
    work("undo")
    assert referrers(work, "C") == ["B", "A"]


def test_columns_that_are_worked_out_do_not_become_attributes(work: Work) -> None:
    work.table("informants", "id,referred_by\nA,-\nB,A\n")
    listed = work("informants", "list", "--format", "csv").out
    answer = work.table("informants", listed)
    for column in ("wave", "branch", "transcripts"):
        assert f"the column {column} was left out" in answer.err
    assert work("informants", "list", "--format", "csv").out == listed


def test_a_misspelt_column_is_asked_about_and_left_out(work: Work) -> None:
    answer = work.table("informants", "id,refered_by,village\nA,-,Ambulu\nB,A,Puger\n")
    assert "the column refered_by was left out: did you mean referred_by?" in answer.err
    row = work.listed("informants", "list")[1]
    assert "refered_by" not in row
    assert row["village"] == "Puger"


def test_one_who_was_left_out_is_not_called_unknown(work: Work) -> None:
    table = work.write("people.csv", "id,referred_by,channel\nA,-,shouted\nB,A,\n")
    answer = work.run("informants", "import", table)
    assert "row 3, referred_by: A, in row 2, was left out itself" in answer.err


def test_a_referrer_who_is_nobody_is_looked_for_among_those_near(work: Work) -> None:
    work.table("informants", "id\nDEWI\n")
    answer = work.run("informants", "add", "BUDI", "--referred-by", "DEVI")
    assert answer.err == "qualcode: there is no informant DEVI; did you mean DEWI?\n"
