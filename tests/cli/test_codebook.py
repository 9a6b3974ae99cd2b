"""The codebook: bringing one in and out, and working on the tree."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cli.work import Work

COLUMNS = (
    "key", "parent", "kind", "name_en", "name_id", "definition_en", "definition_id", "include_en",
    "include_id", "exclude_en", "exclude_id", "example_en", "example_id", "aliases", "colour",
)  # fmt: skip


def paths(work: Work) -> list[str]:
    return [code["path"] for code in work.listed("codebook", "list")]


def codes(work: Work) -> dict[str, Any]:
    return {code["path"]: code for code in work.listed("codebook", "list")}


def test_every_column_of_a_table_is_kept(work: Work) -> None:
    values = {name: f"{name}." for name in COLUMNS} | {
        "key": "beras", "parent": "", "kind": "statement", "aliases": "padi;gabah",
        "colour": "#4C78A8",
    }  # fmt: skip
    work.table("codebook", f"{','.join(COLUMNS)}\n{','.join(values[name] for name in COLUMNS)}\n")
    work("codebook", "export", "out.csv")
    written = (work.project.parent / "out.csv").read_text("utf-8-sig").splitlines()
    assert written[0].split(",") == list(COLUMNS)
    assert written[1].split(",") == [values[name] for name in COLUMNS]


@pytest.mark.parametrize("ending", ["yaml", "qdc", "csv"])
def test_a_codebook_taken_out_comes_in_again_as_it_was(work: Work, ending: str) -> None:
    work.table(
        "codebook",
        "key,parent,kind,name_en,name_id,definition_en,aliases\n"
        "beras,,topic,Rice,Beras,All rice.,padi\n"
        "cukup,beras,statement,Enough,Cukup,,\nlain,,,,,,\n",
    )
    work("codebook", "export", f"out.{ending}")
    other = work.run("new", "other.qualcode", "--codebook", f"out.{ending}", "--coder", "ani")
    assert other.status == 0
    again = work.run("-p", "other.qualcode", "codebook", "list", "--format", "json").json
    assert again == work.listed("codebook", "list")


def test_a_codebook_that_is_there_already_changes_nothing(work: Work) -> None:
    table = "key,parent,name_en\nberas,,Rice\ncukup,beras,Enough\n"
    work.table("codebook", table)
    again = work.table("codebook", table, "--format", "json").json
    assert (again["new"], again["changed"], again["same"], again["step"]) == (0, 0, 2, None)


def test_a_code_whose_path_exists_is_filled_in(work: Work) -> None:
    work.table("codebook", "key,name_en,definition_en\nberas,Rice,All rice.\n")
    work.table("codebook", "key,name_en,definition_en\nberas,Grain,\njagung,Maize,\n")
    assert (codes(work)["beras"]["name_en"], codes(work)["beras"]["definition"]) == (
        "Grain", "All rice.",
    )  # fmt: skip
    assert paths(work) == ["beras", "jagung"]


@pytest.mark.parametrize("key", ["beras", "Beras", "beras-2", "b.1_x", "béras", "米"])
def test_a_key_is_made_of_letters_digits_dots_dashes_and_underscores(work: Work, key: str) -> None:
    work("codebook", "add", key)
    assert paths(work) == [key]


@pytest.mark.parametrize("key", ["a b", "a/b", "a;b", "!a", "", "a,b", "a:b"])
def test_a_key_of_anything_else_is_refused(work: Work, key: str) -> None:
    refused = work.run("codebook", "add", key)
    assert refused.status in (1, 2)
    assert "something unexpected" not in refused.err
    assert paths(work) == []


def test_a_key_is_unique_among_siblings_alone(work: Work) -> None:
    for words in ("a", "b", "x --parent a", "x --parent b"):
        work("codebook", "add", *words.split())
    assert work.run("codebook", "add", "x", "--parent", "a").status == 1
    assert paths(work) == ["a", "a/x", "b", "b/x"]


def test_a_code_is_called_by_its_key_until_it_has_a_name(work: Work) -> None:
    work("codebook", "add", "beras")
    assert work.themes()["beras"]["text"] == "beras"
    work("codebook", "rename", "beras", "--name-en", "Rice")
    assert work.themes()["beras"]["text"] == "Rice"


def test_a_code_can_be_renamed_and_its_codings_follow(work: Work) -> None:
    for words in ("a", "x --parent a"):
        work("codebook", "add", *words.split())
    work.text("A1", "A1: Beras.\n")
    work.code("A1", "x", "Beras")
    work("codebook", "rename", "a", "z")
    assert paths(work) == ["z", "z/x"]
    assert work.codings()[0]["code"] == "z/x"


def test_a_code_can_be_hung_below_another_or_at_the_top(work: Work) -> None:
    for words in ("a", "b", "x --parent a"):
        work("codebook", "add", *words.split())
    work("codebook", "move", "a", "--parent", "b")
    assert paths(work) == ["b", "b/a", "b/a/x"]
    work("codebook", "move", "x")
    assert paths(work) == ["b", "b/a", "x"]


@pytest.mark.parametrize("parent", ["a", "a/x"])
def test_a_code_is_never_hung_below_itself(work: Work, parent: str) -> None:
    for words in ("a", "x --parent a"):
        work("codebook", "add", *words.split())
    assert work.run("codebook", "move", "a", "--parent", parent).status == 1
    assert paths(work) == ["a", "a/x"]


def test_a_codebook_can_be_frozen_under_a_name_once(work: Work) -> None:
    work("codebook", "add", "a")
    work("codebook", "freeze", "v1")
    refused = work.run("codebook", "freeze", "v1")
    assert (refused.status, refused.err.count("\n")) == (1, 1)


def test_the_questions_before_removing_say_what_goes(work: Work) -> None:
    for words in ("a", "x --parent a"):
        work("codebook", "add", *words.split())
    work.text("A1", "A1: Beras.\n")
    work.code("A1", "x", "Beras")
    refused = work.run("codebook", "remove", "a")
    assert "2" in refused.err
    assert "1" in refused.err
    assert "--yes" in refused.err
