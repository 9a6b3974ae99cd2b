"""Where results go: nothing is done before it is known that they can, nothing false is said."""

from __future__ import annotations

import json
import subprocess

import pytest

from tests.cli.calling import COMMAND, plain_environment
from tests.cli.conftest import Begun
from tests.cli.work import Work


def _made(work: Work) -> None:
    work("codebook", "add", "x")
    work.text("A1", "A1: satu dua tiga.\n")


@pytest.fixture
def study(begun: Begun) -> Work:
    """A project with one transcript and one code."""
    return begun(_made)


CODE = ("code", "A1", "x", "--quote", "dua")


@pytest.mark.parametrize(
    "words", [CODE, ("settings", "approach", "framework"), ("demo", "made", "--no-open")]
)
def test_an_ending_that_is_no_format_is_refused_before_anything_is_done(
    study: Work, words: tuple[str, ...]
) -> None:
    before = study.history()
    status, _, err = study.run(*words, "-o", "x.foo")
    assert status == 2
    assert "x.foo" in err
    assert study.history() == before
    assert not (study.project.parent / "made").exists()


def test_what_a_verb_did_is_written_to_the_file_asked_for(study: Work) -> None:
    answer = study(*CODE, "-o", "done.json")
    assert answer.out == ""
    held = json.loads((study.project.parent / "done.json").read_text("utf-8"))
    assert (held["new"], held["numbers"], held["problems"]) == (1, [1], [])
    study("code", "A1", "x", "--quote", "tiga", "-o", "done.txt")
    assert (study.project.parent / "done.txt").read_text("utf-8") == "2\n"


def test_the_codebook_goes_where_o_says(study: Work) -> None:
    study("codebook", "export", "-o", "book.csv")
    assert (study.project.parent / "book.csv").is_file()
    for words in (("one.csv", "-o", "two.csv"), ()):
        assert study.run("codebook", "export", *words).status == 2


def test_a_sound_project_has_no_problems_to_list(study: Work) -> None:
    assert study.listed("check") == []


def _elsewhere(study: Work, words: tuple[str, ...], out: str) -> tuple[int, str]:
    """The status and what is said where standard output is `out`, a redirection of the shell."""
    done = subprocess.run(
        ["sh", "-c", f'"$0" "$@" {out}', str(COMMAND), *words],
        cwd=study.project.parent,
        env=plain_environment(study.project.parent),
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stderr


def test_a_full_disk_takes_no_output_but_the_work_is_done_and_said(study: Work) -> None:
    status, err = _elsewhere(study, CODE, ">/dev/full")
    assert status == 1
    *_, done, failed = err.splitlines()
    assert "(step 3)" in done
    assert failed.startswith("qualcode: the output cannot be written: No space left")
    assert [row["quote"] for row in study.codings()] == ["dua"]


@pytest.mark.parametrize("words", [("matrix",), CODE])
def test_a_closed_output_is_one_sentence(study: Work, words: tuple[str, ...]) -> None:
    status, err = _elsewhere(study, words, ">&-")
    assert status == 1
    assert err.splitlines()[-1].startswith("qualcode: the output cannot be written")
    study("check")
