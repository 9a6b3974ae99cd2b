"""What all commands have in common: options, environment, streams and exit statuses."""

from __future__ import annotations

import getpass
import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.cli.calling import Run
from tests.cli.conftest import Write
from tests.cli.work import Work


@pytest.fixture
def two(run: Run, empty: Path, tmp_path: Path) -> None:
    """Two projects in the folder, told apart by their only code."""
    for name in ("one", "two"):
        shutil.copy(empty, tmp_path / f"{name}.qualcode")
        made = run("-p", f"{name}.qualcode", "codebook", "add", name, "--name", name)
        assert made.status == 0, made.err


def codes(printed: str) -> list[str]:
    return [code["path"] for code in json.loads(printed)]


@pytest.mark.usefixtures("two")
@pytest.mark.parametrize(
    "words",
    [
        "-p two.qualcode --format json codebook list",
        "codebook -p two.qualcode --format json list",
        "codebook list -p two.qualcode --format json",
        "--format json codebook list --project two.qualcode",
        "--project=two.qualcode codebook list --format=json",
        "-p two codebook list --format json",
    ],
)
def test_project_and_format_may_stand_before_or_after_the_command(run: Run, words: str) -> None:
    status, out, err = run(*words.split())
    assert (status, codes(out), err) == (0, ["two"], "")


@pytest.mark.parametrize("words", ["--coder budi codebook add x", "codebook add x --coder budi"])
def test_the_coder_may_stand_before_or_after_the_command(work: Work, words: str) -> None:
    work(*words.split())
    assert [step["by"] for step in work.history()] == ["budi"]


@pytest.mark.parametrize("words", ["--lang en log", "log --lang en"])
def test_the_language_may_stand_before_or_after_the_command(work: Work, words: str) -> None:
    assert work(*words.split()).out.startswith("History")


@pytest.mark.usefixtures("two")
def test_the_environment_names_the_project(run: Run) -> None:
    env = {"QUALCODE_PROJECT": "two.qualcode"}
    assert codes(run("codebook", "list", "--format", "json", env=env).out) == ["two"]


@pytest.mark.usefixtures("two")
def test_the_option_goes_before_the_environment(run: Run) -> None:
    env = {"QUALCODE_PROJECT": "two.qualcode"}
    said = run("-p", "one.qualcode", "codebook", "list", "--format", "json", env=env)
    assert codes(said.out) == ["one"]


@pytest.mark.usefixtures("project")
def test_the_only_project_in_the_folder_is_meant(run: Run) -> None:
    assert run("log", "--format", "json").json == []


@pytest.mark.usefixtures("two")
def test_of_two_projects_in_the_folder_neither_is_guessed(run: Run) -> None:
    status, out, err = run("log")
    assert status in (1, 2)
    assert out == ""
    assert "one.qualcode" in err
    assert "two.qualcode" in err


def test_without_a_project_it_says_how_to_make_one(run: Run) -> None:
    status, out, err = run("log")
    assert (status, out) == (1, "")
    assert "qualcode new" in err


def test_the_environment_names_the_coder(run: Run, project: Path) -> None:
    run("codebook", "add", "x", env={"QUALCODE_CODER": "cici"})
    assert run("-p", project, "log", "--format", "json").json[0]["by"] == "cici"


def test_the_option_names_the_coder_before_the_environment(run: Run, project: Path) -> None:
    run("codebook", "add", "x", "--coder", "budi", env={"QUALCODE_CODER": "cici"})
    assert run("-p", project, "log", "--format", "json").json[0]["by"] == "budi"


def test_else_the_first_coder_of_the_project_works(work: Work) -> None:
    work("codebook", "add", "x", "--coder", "budi")
    work("codebook", "add", "y")
    assert [step["by"] for step in work.history()] == ["budi", "ani"]


def test_a_new_project_belongs_to_whoever_is_logged_in(run: Run) -> None:
    assert run("new", "mine.qualcode").status == 0
    assert run("codebook", "add", "x").status == 0
    assert run("log", "--format", "json").json[-1]["by"] == getpass.getuser()


def test_looking_makes_nobody_a_coder(work: Work) -> None:
    work("log", "--coder", "passer-by")
    assert work.listed("settings", "reporting_coders")[0]["value"] == "ani"


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("log", 0),
        ("--help", 0),
        ("codings list --help", 0),
        ("--version", 0),
        ("transcripts show nobody", 1),
        ("code nobody x --quote y", 1),
        ("informants import none.csv", 1),
        ("undo", 1),
        ("uncode 1", 1),
        ("codings list --code none", 1),
        ("-p none.qualcode log", 1),
        ("nonsense", 2),
        ("codings", 2),
        ("log --sideways", 2),
        ("log --format pdf", 2),
        ("log --lang de", 2),
        ("code", 2),
        ("code A1 x", 2),
        ("uncode first", 2),
        ("matrix --by shoes", 2),
        ("matrix --cells thoughts", 2),
        ("settings colour blue", 2),
        ("log -o log.odt", 2),
    ],
)
def test_the_exit_status_tells_done_refused_and_misused(
    work: Work, words: str, status: int
) -> None:
    answer = work.run(*words.split())
    assert answer.status == status, answer.err
    assert "Traceback" not in answer.err


@pytest.mark.parametrize(
    "words",
    ["transcripts show nobody", "uncode 1", "undo", "nonsense", "code A1 x", "matrix --by shoes"],
)
def test_a_refusal_is_one_line_on_standard_error(work: Work, words: str) -> None:
    _, out, err = work.run(*words.split())
    assert out == ""
    assert err.startswith("qualcode: ")
    assert err.count("\n") == 1


def test_problems_that_did_not_stop_the_work_do_not_fail_it(work: Work) -> None:
    answer = work.text("W1", "Siti: Ya.\n\nSiti: Tidak.\n")
    assert answer.out == ""
    assert "Siti" in answer.err


def test_data_goes_to_standard_output_and_talk_to_standard_error(work: Work) -> None:
    work("codebook", "add", "x")
    work.text("A1", "A1: Beras datang tiap bulan.\n")
    coded = work("code", "A1", "x", "--quote", "Beras datang")
    assert coded.out == "1\n"
    assert "step" in coded.err
    assert work("codings", "list").err == ""


def test_a_verb_reports_in_json_what_it_did(work: Work) -> None:
    work("codebook", "add", "x")
    work.text("A1", "A1: Beras datang tiap bulan.\n")
    coded = work("code", "A1", "x", "--quote", "Beras datang", "--format", "json").json
    assert (coded["new"], coded["numbers"], coded["problems"]) == (1, [1], [])


LISTINGS = (
    "transcripts list", "informants list", "informants tree", "topics list", "codebook list",
    "codings list", "claims list", "claims evidence list", "memo list", "log", "matrix",
    "search beras",
)  # fmt: skip


@pytest.mark.parametrize("words", LISTINGS)
def test_a_listing_in_json_is_an_array_even_of_nothing(work: Work, words: str) -> None:
    assert work.listed(*words.split()) == []


@pytest.mark.parametrize("words", [*LISTINGS, "settings"])
def test_a_listing_in_json_is_an_array_of_objects(jember: Path, run: Run, words: str) -> None:
    found: Any = run("-p", jember, *words.split(), "--format", "json").json
    assert isinstance(found, list)
    assert all(isinstance(item, dict) for item in found)


def test_every_command_explains_itself(run: Run) -> None:
    said = run("--help").out
    named = said[said.index("Commands:") :].splitlines()[1:]
    commands = [line.split()[0] for line in named if line.startswith("  ") and line[2] != " "]
    assert {"demo", "new", "transcripts", "informants", "topics", "codebook", "code", "uncode",
            "recode", "codings", "claims", "memo", "search", "settings", "matrix", "triangulate",
            "log", "undo", "redo", "backup", "check"} <= set(commands)  # fmt: skip
    for command in commands:
        status, out, err = run(command, "--help")
        assert (status, err) == (0, "")
        assert out.startswith(f"Usage: qualcode {command}")
        assert "--project" in out


def test_the_workbench_needs_a_terminal(work: Work) -> None:
    status, out, err = work.run("open")
    assert (status, out) == (2, "")
    assert "terminal" in err


def test_without_a_command_and_a_terminal_there_is_help(run: Run) -> None:
    assert run().out == run("--help").out


def test_what_is_destroyed_without_a_terminal_needs_a_yes(work: Work) -> None:
    work.text("A1", "A1: Beras datang tiap bulan.\n")
    refused = work.run("transcripts", "remove", "A1")
    assert refused.status != 0
    assert "--yes" in refused.err
    assert [row["id"] for row in work.listed("transcripts", "list")] == ["A1"]
    work("transcripts", "remove", "A1", "--yes")
    assert work.listed("transcripts", "list") == []


def test_a_project_is_never_made_over_another_file(run: Run, write: Write, tmp_path: Path) -> None:
    write("mine.qualcode", "not a project, but mine")
    status, _, err = run("new", "mine.qualcode")
    assert status == 1
    assert "mine.qualcode" in err
    assert (tmp_path / "mine.qualcode").read_text() == "not a project, but mine"


def test_a_project_whose_codebook_cannot_be_read_is_not_made(run: Run, tmp_path: Path) -> None:
    status, _, err = run("new", "mine.qualcode", "--codebook", "none.yaml")
    assert status == 1
    assert "none.yaml" in err
    assert not (tmp_path / "mine.qualcode").exists()


@pytest.mark.parametrize("name", ["abcd", "abcd-jember"])
def test_a_project_may_begin_with_a_codebook_that_comes_along(run: Run, name: str) -> None:
    assert run("new", "mine.qualcode", "--codebook", name, "--coder", "ani").status == 0
    assert len(run("codebook", "list", "--format", "json").json) > 10
