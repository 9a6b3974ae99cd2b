"""The tables of the evidence section, by name."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.calling import ask
from tests.cli.conftest import Begun
from tests.cli.work import Work

NAMES = (
    "sources", "techniques", "themes", "convergence", "groups", "negative", "gaps", "standpoints",
    "independence", "recruitment", "appendix",
)  # fmt: skip


def _made(work: Work) -> None:
    """Three people of two organisations, one of them a key informant who is never heard."""
    work.table("codebook", "key,parent,kind\nair,,\ndatang,air,\nbersih,air,\nrutin,,statement\n")
    work.table(
        "informants",
        "id,organisation,referred_by,kind,standpoint,status,date\n"
        "K0,X,-,kunci,provider,named,\nA1,X,K0,,provider,,2024-05-01\n"
        "B1,Y,K0,,client,,2024-05-02\nN1,Y,A1,,client,declined,\n",
    )
    work.text("A1", "A1: Air datang tiap hari.\n\nA1: =cmd|' /C calc'!A0 <b>air</b> bersih.\n")
    work.text("B1", "B1: Air datang, tetapi tidak tiap hari.\n")
    work.table("topics", "transcript,code,asked\nA1,rutin,yes\nB1,rutin,yes\nB1,bersih,no\n")
    for who in ("A1", "B1"):
        work.code(who, "datang", "Air datang")
    work.code("A1", "bersih", "=cmd|' /C calc'!A0 <b>air</b> bersih.")
    work.code("A1", "rutin", "tiap hari")
    work.code("B1", "rutin", "tidak tiap hari", "--stance", "deny")
    work.table(
        "claims",
        "id,text,themes,rests_on\nC1,Air datang rutin,rutin,C2\nC2,Air ada,,C1\n",
    )
    work("claims", "tie", "C2", "A1", "--quote", "Air datang")


@pytest.fixture
def study(begun: Begun) -> Work:
    """Two informants who contradict each other about one statement."""
    return begun(_made)


def _by(study: Work, name: str, key: str) -> dict[str, dict[str, object]]:
    return {row[key]: row for row in study.listed("table", name)}


def test_without_a_name_it_says_which_tables_there_are(study: Work) -> None:
    assert tuple(row["name"] for row in study.listed("table")) == NAMES


def test_a_table_that_is_not_is_refused_with_those_that_are(study: Work) -> None:
    refused = study.run("-p", study.project, "table", "nothing")
    assert refused.status != 0
    assert "convergence" in refused.err


@pytest.mark.parametrize("name", NAMES)
def test_every_table_of_an_empty_project_is_made_all_the_same(work: Work, name: str) -> None:
    assert work("table", name).out.strip()


@pytest.mark.parametrize("form", ["md", "html", "csv", "xlsx"])
@pytest.mark.parametrize("name", NAMES)
def test_every_table_is_written_in_every_format(study: Work, name: str, form: str) -> None:
    file = study.project.parent / f"table.{form}"
    study("table", name, "-o", file)
    assert file.stat().st_size > 0


def test_the_theme_table_has_a_sign_for_every_source(study: Work) -> None:
    rows = _by(study, "themes", "theme")
    assert (rows["rutin"]["A1"], rows["rutin"]["B1"]) == ("1 +", "1 −")
    assert (rows["air"]["A1"], rows["air"]["B1"]) == ("2 ~", "1 ~")
    assert rows["air/bersih"]["B1"] == "."


def test_a_contradicted_claim_shows_both_sides_with_a_quote_of_each(study: Work) -> None:
    row = _by(study, "convergence", "id")["C1"]
    assert [row[letter] for letter in "AQDX"] == [1, 0, 1, 0]
    assert row["verdict"] == "dissonant"
    shown = study("table", "convergence").out
    assert "A1 (A1, line 1): affirm" in shown
    assert "B1 (B1, line 1): speaks against it" in shown


def test_markup_and_formulas_in_quotes_stay_text(study: Work) -> None:
    csv = study("table", "appendix", "--format", "csv").out
    assert "\n=cmd" not in csv and ',"=cmd' not in csv
    html = study("table", "appendix", "--format", "html").out
    assert "<b>air</b>" not in html
    assert "&lt;b&gt;air" in html


def test_the_appendix_goes_from_the_quote_to_the_claim(study: Work) -> None:
    rows = study.listed("table", "appendix")
    found = next(row for row in rows if row["quote"] == "tidak tiap hari")
    assert (found["code"], found["claims"], found["sources"]) == ("rutin", ["C1"], ["B1"])
    assert found["line"] == 1
    below = next(row for row in rows if row["code"] == "datang" and row["transcript"] == "A1")
    assert (below["category"], below["themes"], below["claims"]) == ("air", ["air"], ["C2"])


def test_two_groups_are_set_against_each_other_and_a_person_signs(study: Work) -> None:
    rows = _by(study, "groups", "theme")
    assert rows["rutin"]["X / Y"] == "dissonance"
    assert rows["air"]["X / Y"] == "agreement"  # one of two sub-codes in common
    assert rows["air/datang"]["X / Y"] == "not-assessable"
    assert rows["air/bersih"]["X / Y"] == "silence"
    study("settings", "agreement", "0.6")
    assert _by(study, "groups", "theme")["air"]["X / Y"] == "partial-agreement"
    assert "nobody has signed it" in study("table", "groups").out
    study("memo", "add", "groups: as proposed", "--kind", "method")
    signed = study("table", "groups").out
    assert "Decided by ani" in signed
    assert "nobody has signed it" not in signed


def test_groups_by_what_nobody_has_say_so(study: Work) -> None:
    study("settings", "groups", "shoes")
    assert "not two groups" in study("table", "groups").out


def test_gaps_name_single_sources_silent_key_informants_and_what_was_not_asked(
    study: Work,
) -> None:
    found = {(row["gap"], row["id"]) for row in study.listed("table", "gaps")}
    assert {
        ("single-source", "C2"), ("single-source", "air/bersih"), ("key-informant-silent", "K0"),
        ("not-asked", "air/bersih"),
    } <= found  # fmt: skip


def test_standpoints_show_zeros_and_what_was_planned(study: Work) -> None:
    study("settings", "planned", "client=4;policy=1")
    rows = _by(study, "standpoints", "standpoint")
    assert (rows["client"]["planned"], rows["client"]["interviewed"]) == (4, 1)
    assert (rows["client"]["declined"], rows["client"]["contacted"]) == (1, 2)
    assert (rows["policy"]["planned"], rows["policy"]["known"]) == (1, 0)
    assert rows["provider"]["planned"] is None
    refused = study.run("-p", study.project, "settings", "planned", "client")
    assert refused.status == 2
    assert "GROUP=NUMBER" in refused.err


def test_one_person_by_two_techniques_is_one_source(study: Work) -> None:
    study.text("OB", "Air datang pagi ini.\n", "--kind", "observation", "--informant", "A1")
    study("claims", "tie", "C2", "OB", "--quote", "Air datang")
    row = _by(study, "techniques", "id")["C2"]
    assert (row["k"], row["techniques"], row["sources"]) == (1, 2, ["A1"])
    assert (row["by_source"], row["by_technique"]) == ("no", "yes")


def test_the_negative_cases_of_the_contradictory_demo_are_listed(dissonance: Path) -> None:
    rows = ask(dissonance, "table", "negative", "--format", "json").json
    assert {"C03", "C08", "C09"} <= {row["claim"] for row in rows}


def test_adjudicating_what_nobody_denies_is_kept_and_said(study: Work) -> None:
    answer = study("claims", "adjudicate", "C2", "settled")
    assert "nothing denies this claim" in answer.err
    assert "nothing denies" not in study("claims", "adjudicate", "C1", "both").err
    assert "settled" in str(_by(study, "convergence", "id")["C2"]["adjudications"])


def test_a_table_tells_roles_and_who_led_to_whom_only_when_asked(work: Work) -> None:
    work.table("codebook", "key\nair\n")
    work.table(
        "informants",
        "id,role,organisation,referred_by,kind\nK0,KEPALA,X,-,kunci\nA1,KADER,X,K0,\n"
        "A2,LURAH,Y,A1,\nA3,CAMAT,Z,A2,\n",
    )
    for who in ("A2", "A3"):
        work.text(who, f"{who}: Air datang.\n")
        work.code(who, "air", "Air datang")
    work.table("claims", "id,text,themes\nC1,Air,\n")
    for who in ("A2", "A3"):
        work("claims", "tie", "C1", who, "--quote", "Air datang")
    shared = {name: work("table", name, "--format", "csv").out for name in NAMES}
    for text in (*shared.values(), work("report", "--format", "csv").out):
        assert not any(role in text for role in ("KEPALA", "KADER", "LURAH", "CAMAT"))
        assert "one of them named the other" not in text
    assert "referred_by" not in shared["sources"]
    row = _by(work, "convergence", "id")["C1"]
    assert (row["gatekeeper"], row["witnesses"]) == ("A1", ["A2"])
    (named,) = (each for each in work.listed("table", "convergence", "--named")
                if each["id"] == "C1")  # fmt: skip
    assert (named["gatekeeper"], named["reason"]) != (row["gatekeeper"], row["reason"])
    assert "KEPALA" in work("table", "gaps", "--named").out
    assert "LURAH" in work("table", "sources", "--named").out


def test_a_transcript_without_a_date_has_that_of_who_speaks_in_it(study: Work) -> None:
    row = _by(study, "techniques", "id")["C2"]
    assert (row["occasions"], row["undated"]) == (["2024-05-01"], 0)


def test_real_names_in_quotes_are_printed_as_pseudonyms(work: Work) -> None:
    work.table("codebook", "key\nair\n")
    work.table("informants", "id,name\nA1,Siti Aminah\nB1,Budi\n")
    work.text("A1", "Siti Aminah: Air diatur Budi, bukan Budiman.\n\nSiti Aminah: Itu saja.\n")
    work.code("A1", "air", "Air diatur Budi, bukan Budiman.\n\nSiti Aminah: Itu saja")
    (row,) = work.listed("table", "appendix")
    assert row["quote"] == "Air diatur [B1], bukan Budiman.\n\n[A1]: Itu saja"
    assert "Siti" not in work("report", "--format", "md").out
