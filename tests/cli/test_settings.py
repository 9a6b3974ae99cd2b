"""Settings: their defaults, what they take, and what they do."""

from __future__ import annotations

import pytest

from tests.cli.work import Work

DEFAULTS = {
    "reporting_coders": "ani",
    "reporting_rounds": "first",
    "approach": "",
    "independence": "organisation;branch",
    "retention": "",
    "turns": "",
    "constructed": "",
    "groups": "organisation",
    "agreement": "0.5",
    "planned": "",
    "material": "interviews",
}


def test_all_settings_are_shown_with_what_holds(work: Work) -> None:
    assert {row["key"]: row["value"] for row in work.listed("settings")} == DEFAULTS


@pytest.mark.parametrize("key", DEFAULTS)
def test_one_setting_can_be_shown(work: Work, key: str) -> None:
    (row,) = work.listed("settings", key)
    assert (row["key"], row["value"]) == (key, DEFAULTS[key])


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("approach", "reflexive"),
        ("independence", "organisation;branch;standpoint"),
        ("retention", "2030-12-31"),
        ("constructed", "Made up for a lesson."),
        ("reporting_coders", "budi;ani"),
        ("reporting_rounds", "again"),
    ],
)
def test_a_setting_is_kept_in_one_step_and_can_be_undone(work: Work, key: str, value: str) -> None:
    work("codebook", "add", "x", "--coder", "budi")
    work.table("informants", "id\nA1\n")
    work.text("A1", "A1: Ya.\n")
    work.code("A1", "x", "Ya", "--round", "again")
    before = work.listed("settings", key)
    steps = len(work.history())
    work("settings", key, value)
    assert work.listed("settings", key)[0]["value"] == value
    assert len(work.history()) == steps + 1
    work("undo")
    assert work.listed("settings", key) == before


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("reporting_coders", "nobody"),
        ("reporting_coders", "ani;nobody"),
        ("reporting_coders", ";"),
        ("reporting_rounds", "never"),
        ("approach", "guessing"),
        ("independence", "shoes"),
        ("independence", "organisation;shoes"),
        ("retention", "soon"),
        ("retention", "2030-13-01"),
        ("retention", "2030-02-30"),
        ("colour", "blue"),
    ],
)
def test_a_value_that_cannot_be_is_refused_and_nothing_is_changed(
    work: Work, key: str, value: str
) -> None:
    before = work.listed("settings")
    refused = work.run("settings", key, value)
    assert refused.status in (1, 2)
    assert refused.err.count("\n") == 1
    assert work.listed("settings") == before
    assert work.history() == []


def test_an_empty_value_goes_back_to_all_coders(work: Work) -> None:
    work("settings", "reporting_coders", "ani")
    work("settings", "reporting_coders", "")
    work("codebook", "add", "x", "--coder", "budi")
    assert work.listed("settings", "reporting_coders")[0]["value"] == "ani;budi"


def test_a_project_marked_constructed_says_so_and_one_that_is_not_does_not(work: Work) -> None:
    work("codebook", "add", "x")
    assert set(work.listed("codebook", "list")[0]) == {
        "path", "kind", "name_en", "name_id", "definition", "aliases",
    }  # fmt: skip
    work("settings", "constructed", "Made up for a lesson. Do not cite.")
    assert "Made up for a lesson." in work("codebook", "list").out
    assert "Made up for a lesson." in work.listed("codebook", "list")[0].values()


def test_constructed_may_simply_be_yes(work: Work) -> None:
    work("settings", "constructed", "yes")
    assert "CONSTRUCTED FOR DEMONSTRATION." in work("log").out
    work("settings", "constructed", "no")
    assert "CONSTRUCTED" not in work("log").out


def _coded_as(work: Work, coder: str) -> None:
    work("codebook", "add", "x")
    work.table("informants", "id\nA1\n")
    work.text("A1", "A1: Ya.\n")
    work.code("A1", "x", "Ya", "--coder", coder)


def test_a_coder_with_a_title_after_a_comma_can_be_named(work: Work) -> None:
    _coded_as(work, "Sari, M.Si")
    work("settings", "reporting_coders", "Sari, M.Si; ani")
    assert work.matrix()["x"]["total"] == 1
    work("settings", "reporting_coders", "Sari, M.Si")
    assert work.matrix()["x"]["total"] == 1
    work("settings", "reporting_coders", "ani")
    assert work.matrix()["x"]["total"] == 0


@pytest.mark.parametrize(
    "words",
    [
        ("code", "A1", "x", "--quote", "Ya", "--coder", "Sari; M.Si"),
        ("code", "A1", "x", "--quote", "Ya", "--round", "a;b"),
    ],
)
def test_a_name_that_no_list_could_hold_is_refused(work: Work, words: tuple[str, ...]) -> None:
    _coded_as(work, "ani")
    before = work.history()
    refused = work.run(*words)
    assert (refused.status, refused.err.count("\n")) == (1, 1)
    assert "semicolon" in refused.err
    assert work.history() == before


def test_a_project_is_not_made_for_a_coder_whose_name_no_list_could_hold(
    work: Work,
) -> None:
    refused = work.run("new", "other.qualcode", "--coder", "Sari; M.Si")
    assert (refused.status, refused.err.count("\n")) == (1, 1)
    assert not (work.project.parent / "other.qualcode").exists()
    assert work.run("new", "other.qualcode", "--coder", "Sari, M.Si").status == 0


def test_such_names_in_a_table_are_named_with_their_cells(work: Work) -> None:
    _coded_as(work, "ani")
    table = work.write("c.csv", "transcript,code,coder,quote,round\nA1,x,a;b,Ya,\nA1,x,,Ya,c;d\n")
    refused = work.run("codings", "import", table)
    assert refused.status == 1
    assert "row 2, coder" in refused.err
    assert "row 3, round" in refused.err


def test_the_first_round_is_the_first_that_holds_codings(work: Work) -> None:
    work("codebook", "add", "x")
    work.table("informants", "id\nA1\n")
    work.text("A1", "A1: Ya, memang, betul.\n")
    work.table("codings", "transcript,code,quote,round\nA1,x,Ya,Round 1\nA1,x,betul,Round 2\n")
    assert work.listed("settings", "reporting_rounds")[0]["value"] == "Round 1"
    assert work.matrix()["x"]["total"] == 1
    work.code("A1", "x", "memang")
    assert [c["round"] for c in work.codings()] == ["Round 1", "Round 1", "Round 2"]
    assert (work.matrix()["x"]["total"], work.themes()["x"]["n_segments"]) == (2, 2)
