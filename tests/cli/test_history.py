"""The history: what was done, taking it back, and whether all is sound."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from contextlib import closing

import pytest

from tests.cli.conftest import Begun
from tests.cli.work import Work


def _made(work: Work) -> None:
    work.table("codebook", "key\nx\ny\n")
    work.table("informants", "id\nA1\n")
    work.text("A1", "A1: Satu dua tiga empat.\n")


@pytest.fixture
def study(begun: Begun) -> Work:
    """One interview, one person and two codes; three steps."""
    return begun(_made)


def state(work: Work) -> str:
    """All that people see of a project, but for its history and what is worked out."""
    listings = (
        "transcripts list", "informants list", "topics list", "codebook list", "codings list",
        "claims list", "claims evidence list", "claims negative-cases", "memo list", "settings",
    )  # fmt: skip
    return "".join(work(*words.split(), "--format", "json").out for words in listings)


def test_the_log_has_the_documented_columns(study: Work) -> None:
    printed = study("log", "--format", "csv").out.splitlines()
    assert printed[0] == "id,when,by,why,undone,erased"
    assert list(study.history()[0]) == printed[0].split(",")


def test_the_log_says_what_was_done_to_what(study: Work) -> None:
    study("codebook", "add", "bulan")
    number = study.code("A1", "x", "Satu")
    study("recode", number, "bulan", "--stance", "deny")
    study("uncode", number)
    study("settings", "independence", "organisation")
    study("memo", "add", "Aneh.", "--about", "transcript", "--on", "A1")
    assert [step["why"] for step in study.history()][-5:] == [
        "code x in A1",
        f"recode {number}: x in A1 to bulan, mention to deny",
        f"uncode {number}: bulan in A1",
        "set independence to organisation",
        "memo on transcript A1",
    ]


def test_the_log_says_who_did_what_when_and_why(study: Work) -> None:
    study.code("A1", "x", "Satu", "--coder", "budi")
    *_, last = study.history()
    assert (last["id"], last["by"], last["undone"], last["erased"]) == (4, "budi", False, False)
    assert "code" in last["why"]
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", last["when"])


def test_the_log_holds_no_words_of_an_interview(study: Work) -> None:
    study.code("A1", "x", "Satu dua", "--note", "tiga empat")
    assert "Satu" not in study("log").out
    assert "tiga" not in study("log").out


def test_what_changes_nothing_is_no_step(study: Work) -> None:
    study.table("informants", "id\nA1\n")
    study.table("codebook", "key\nx\ny\n")
    assert len(study.history()) == 3


CHANGES: tuple[tuple[str, Callable[[Work], object]], ...] = (
    ("coding", lambda work: work.code("A1", "x", "tiga")),
    ("uncoding", lambda work: work("uncode", 1)),
    ("recoding", lambda work: work("recode", 1, "y", "--stance", "deny")),
    ("codings", lambda work: work.table("codings", "transcript,code,quote\nA1,x,dua\nA1,y,dua\n")),
    ("code", lambda work: work("codebook", "add", "z", "--parent", "x")),
    ("rename", lambda work: work("codebook", "rename", "x", "xx", "--name-en", "X")),
    ("move", lambda work: work("codebook", "move", "x", "--parent", "y")),
    ("merge", lambda work: work("codebook", "merge", "x", "y")),
    ("split", lambda work: work("codebook", "split", "x", "z", 1)),
    ("remove code", lambda work: work("codebook", "remove", "x", "--yes")),
    ("freeze", lambda work: work("codebook", "freeze", "v1")),
    ("person", lambda work: work("informants", "add", "B1", "--referred-by", "A1")),
    ("people", lambda work: work.table("informants", "id,role,usia\nA1,ketua,40\nB1,,\n")),
    ("refer", lambda work: work("informants", "refer", "B0", "A1")),
    ("withdraw", lambda work: work("informants", "withdraw", "A1", "--yes")),
    ("text", lambda work: work.text("A2", "A2: Satu lagi.\n")),
    ("remove text", lambda work: work("transcripts", "remove", "A1", "--yes")),
    ("topics", lambda work: work.table("topics", "transcript,code,asked\nA1,x,yes\n")),
    ("claim", lambda work: work("claims", "add", "C2", "Ya.", "--themes", "x")),
    ("claims", lambda work: work.table("claims", "id,text,assets\nC1,Lain.,a;b\nC3,Ya.,\n")),
    ("tie", lambda work: work("claims", "tie", "C1", "A1", "--quote", "tiga")),
    ("untie", lambda work: work("claims", "untie", 1)),
    ("adjudicate", lambda work: work("claims", "adjudicate", "C1", "so")),
    ("explain", lambda work: work("claims", "explain", "C1", 3, "so")),
    ("memo", lambda work: work("memo", "add", "Aneh.", "--about", "code", "--on", "x")),
    ("setting", lambda work: work("settings", "approach", "reflexive")),
)


def _made_rich(work: Work) -> None:
    _made(work)
    work.code("A1", "x", "Satu")
    work("claims", "add", "C1", "Benar.")
    work("claims", "tie", "C1", "A1", "--quote", "dua")
    work("claims", "tie", "C1", "A1", "--quote", "empat", "--stance", "deny")
    work("informants", "add", "B0", "--referred-by", "-")


@pytest.fixture
def rich(begun: Begun) -> Work:
    """The same with a coding, a claim with evidence, and another person."""
    return begun(_made_rich)


@pytest.mark.parametrize("change", [pytest.param(make, id=name) for name, make in CHANGES])
def test_everything_can_be_undone_and_done_again(
    rich: Work, change: Callable[[Work], object]
) -> None:
    before = state(rich)
    change(rich)
    after = state(rich)
    rich("undo")
    assert state(rich) == before
    rich("redo")
    assert state(rich) == after
    rich("check")


def test_all_steps_can_be_undone_one_by_one_and_done_again(rich: Work) -> None:
    for name, change in CHANGES:
        if name in ("coding", "recoding", "codings", "code", "rename", "person", "text", "memo"):
            change(rich)
    states = [state(rich)]
    steps = len(rich.history())
    for _ in range(steps):
        rich("undo")
        states.append(state(rich))
    assert rich.run("undo").status == 1
    assert rich.listed("transcripts", "list") == rich.listed("codebook", "list") == []
    for expected in reversed(states[:-1]):
        rich("redo")
        assert state(rich) == expected
    assert rich.run("redo").status == 1


def test_undo_and_redo_keep_the_numbers(study: Work) -> None:
    study.table("codings", "transcript,code,quote\nA1,x,Satu\nA1,y,dua\n")
    before = study.codings()
    study("undo")
    study("redo")
    assert study.codings() == before


def test_undo_and_redo_stand_in_the_log_and_are_never_taken_back(study: Work) -> None:
    study.code("A1", "x", "Satu")
    study.code("A1", "x", "dua")
    study("undo")
    study("undo")
    study("redo")
    found = study.history()[3:]
    assert [(step["id"], step["why"]) for step in found][2:] == [
        (6, "undo 5"), (7, "undo 4"), (8, "redo 4"),
    ]  # fmt: skip
    assert [step["id"] for step in found if step["undone"]] == [5]
    study("undo")
    assert study.history()[-1]["why"] == "undo 4"


def test_redo_does_again_what_was_undone_last(study: Work) -> None:
    for quote in ("Satu", "dua"):
        study.code("A1", "x", quote)
    study("undo")
    study("undo")
    study("redo")
    assert [c["quote"] for c in study.codings()] == ["Satu"]
    study("redo")
    assert [c["quote"] for c in study.codings()] == ["Satu", "dua"]


def test_a_new_step_ends_what_can_be_done_again(study: Work) -> None:
    study.code("A1", "x", "Satu")
    study("undo")
    study.code("A1", "x", "dua")
    refused = study.run("redo")
    assert refused.status == 1
    assert [c["quote"] for c in study.codings()] == ["dua"]


def test_a_coder_takes_back_her_own_last_step(study: Work) -> None:
    study.code("A1", "x", "Satu")
    study.code("A1", "x", "dua", "--coder", "budi")
    study("undo")
    assert [c["coder"] for c in study.codings()] == ["budi"]
    study("undo", "--coder", "budi")
    assert study.codings() == []
    refused = study.run("undo", "--coder", "budi")
    assert (refused.status, "budi" in refused.err) == (1, True)


def test_a_step_of_another_coder_ends_nobodys_redo(study: Work) -> None:
    study.code("A1", "x", "Satu")
    study("undo")
    study.code("A1", "x", "dua", "--coder", "budi")
    study("redo")
    assert [c["quote"] for c in study.codings()] == ["Satu", "dua"]


def test_a_step_whose_row_somebody_touched_since_is_not_undone(study: Work) -> None:
    study.code("A1", "x", "Satu")
    study("recode", 1, "y", "--coder", "budi")
    refused = study.run("undo")
    assert refused.status == 1
    assert "5" in refused.err
    assert study.codings()[0]["code"] == "y"
    study("undo", "--coder", "budi")
    study("undo")
    assert study.codings() == []


def test_a_step_on_which_later_work_hangs_is_not_undone(study: Work) -> None:
    study("codebook", "add", "z")
    study.code("A1", "z", "Satu", "--coder", "budi")
    refused = study.run("undo")
    assert refused.status == 1
    assert "5" in refused.err
    assert [c["code"] for c in study.codings()] == ["z"]
    assert len(study.history()) == 5


def test_a_refused_undo_leaves_no_trace(study: Work) -> None:
    study.code("A1", "x", "Satu")
    study("uncode", 1, "--coder", "budi")
    before, log = state(study), study.history()
    assert study.run("undo").status == 1
    assert (state(study), study.history()) == (before, log)


def test_a_sound_project_is_sound_though_a_speaker_is_nobody(study: Work) -> None:
    study.text("W1", "Tetangga: Ya.\n\nTetangga: Betul.\n")
    study.code("A1", "x", "Satu")
    assert study("check").status == 0


DAMAGE = (
    "UPDATE passage SET end = 9999",
    "UPDATE coding SET code = 9999",
    "UPDATE step SET why = 'nothing' WHERE number = 2",
    "DELETE FROM step WHERE number = 2",
)


@pytest.mark.parametrize("statement", DAMAGE)
def test_an_unsound_project_is_found_out(study: Work, statement: str) -> None:
    study.code("A1", "x", "Satu")
    with closing(sqlite3.connect(study.project)) as connection, connection:
        connection.execute(statement)
    found = study.run("check")
    assert found.status == 1
    assert found.err
    assert "Traceback" not in found.err


def test_a_damaged_file_is_found_out(study: Work) -> None:
    content = bytearray(study.project.read_bytes())
    content[6000:60000] = b"\xff" * 54000
    study.project.write_bytes(content)
    found = study.run("check")
    assert found.status == 1
    assert "study.qualcode" in found.err
    assert "Traceback" not in found.err


def test_a_backup_is_the_whole_project(study: Work) -> None:
    study.code("A1", "x", "Satu")
    study("backup", "copy.qualcode")
    copy = Work(study.project.with_name("copy.qualcode.backup"))
    assert state(copy) == state(study)
    assert copy.history() == study.history()


def test_a_backup_without_a_name_lies_beside_the_project(study: Work) -> None:
    answer = study("backup")
    (copy,) = study.project.parent.glob("study.qualcode.*.backup")
    assert copy.name in answer.err
    assert copy.stat().st_mode & 0o777 == 0o600


def test_a_backup_is_never_written_over(study: Work) -> None:
    mine = study.write("copy.backup", "mine")
    refused = study.run("backup", "copy.backup", "-p", study.project)
    assert (refused.status, "copy.backup" in refused.err) == (1, True)
    assert mine.read_text() == "mine"


def test_a_backup_does_not_become_a_second_project_of_the_folder(study: Work) -> None:
    assert study.run("backup", "copy.qualcode").status == 0
    assert study.run("log").status == 0


def test_a_second_backup_without_a_name_says_that_nothing_has_changed(study: Work) -> None:
    study("backup")
    again = study.run("backup")
    assert (again.status, "nothing has changed since" in again.err) == (1, True)
    study.code("A1", "x", "Satu")
    study("backup")


def test_a_backup_says_that_real_names_are_not_in_it(study: Work) -> None:
    assert "real names" not in study("backup", "one.backup").err
    study("informants", "add", "B1", "--name", "Siti Rahasia")
    assert "the real names are not in it" in study("backup", "two.backup").err


def test_undo_and_redo_say_what_they_did(study: Work) -> None:
    study("informants", "add", "B1")
    assert ", add informant B1 (step" in study("undo").err
    assert ", add informant B1 (step" in study("redo").err
