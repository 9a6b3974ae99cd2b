"""One step is the transaction, the audit entry and the unit of undo."""

from __future__ import annotations

import sqlite3
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from qualcode import Study, new_project, open_project
from qualcode.errors import InputError, RefusedError
from qualcode.store.engine import is_url
from qualcode.store.memos import ABOUT
from qualcode.store.tables import MemoRow
from tests.store.dumps import dump
from tests.store.studies import TEXT, small_study


@pytest.fixture
def study(where: str) -> Iterator[Study]:
    with small_study(where) as made:
        yield made


def _as(study: Study, coder: str) -> Study:
    return Study(study.project, coder)


def test_undo_takes_back_my_last_step_and_redo_does_it_again_with_the_same_number(
    study: Study,
) -> None:
    before = dump(study)
    made = study.codings.code("K0", ["air"], quote="gotong royong").numbers
    after = dump(study)
    study.history.undo()
    assert dump(study) == before
    study.history.redo()
    assert dump(study) == after
    assert made[0] in {coding.number for coding in study.codings.list()}


def test_a_new_step_ends_what_can_be_redone(study: Study) -> None:
    study.codings.code("K0", ["air"], quote="gotong royong")
    study.history.undo()
    study.memos.add("Something else")
    with pytest.raises(RefusedError, match="nothing that ani could redo"):
        study.history.redo()


def test_undo_never_takes_back_an_undo(study: Study) -> None:
    study.memos.add("one")
    study.memos.add("two")
    study.history.undo()
    study.history.undo()
    assert study.memos.list() == []
    assert [step.why for step in study.history.list()][-2:] == ["undo 10", "undo 9"]
    study.history.redo()
    study.history.redo()
    assert [memo.text for memo in study.memos.list()] == ["one", "two"]


def test_what_somebody_touched_since_is_not_taken_back_and_the_reason_is_said(
    study: Study,
) -> None:
    study.codebook.add("sumur")
    budi = _as(study, "budi")
    budi.codebook.rename("sumur", en="Well")
    before = dump(study)
    with pytest.raises(RefusedError, match=r"step 10 by budi \(rename code sumur\)"):
        study.history.undo()
    assert dump(study) == before
    budi.history.undo()
    study.history.undo()  # an edit that was itself undone is no obstacle
    assert "sumur" not in {code.path for code in study.codebook.list()}


def test_what_hangs_on_my_row_keeps_me_from_taking_it_back(study: Study) -> None:
    study.codebook.add("sumur")
    _as(study, "budi").codings.code("K0", ["sumur"], quote="gotong royong")
    with pytest.raises(RefusedError, match="by budi"):
        study.history.undo()


def test_what_was_made_again_since_keeps_me_from_doing_it_again(study: Study) -> None:
    study.codebook.add("sumur")
    study.history.undo()
    _as(study, "budi").codebook.add("sumur")
    with pytest.raises(RefusedError, match="the same name or place"):
        study.history.redo()
    assert study.history.check() == ()


def test_a_refused_step_leaves_no_trace(study: Study) -> None:
    before, log = dump(study), study.history.list()
    with pytest.raises(RefusedError), study.project.writing(by="ani", why="half") as step:
        step.add(MemoRow, kind="analytic", date="", text="half", **dict.fromkeys(ABOUT))
        raise RefusedError("no")
    assert (dump(study), study.history.list()) == (before, log)


def test_a_removed_transcript_comes_back_with_all_that_hung_on_it(study: Study) -> None:
    study.memos.add("about a coding", about="coding", on="1")
    before = dump(study)
    study.transcripts.remove("K0")
    assert study.codings.list() == [] == study.memos.list()
    assert study.search("belum masuk") == []
    study.history.undo()
    assert dump(study) == before
    assert len(study.search("BELUM MASUK")) == 1


def test_twenty_thousand_codings_go_and_come_back(study: Study, tmp_path: Path) -> None:
    long = tmp_path / "L.txt"
    long.write_text("K0: " + "kata " * 20_000, "utf-8")
    study.transcripts.import_files([long])
    table = tmp_path / "many.csv"
    rows = "".join(f"L,air,{at},{at + 4}\n" for at in range(4, 100_000, 5))
    table.write_text("transcript,code,start,end\n" + rows, "utf-8")
    before = dump(study)
    assert study.codings.import_table(table).new == 20_000
    after = dump(study)
    study.history.undo()
    assert dump(study) == before
    study.history.redo()
    assert dump(study) == after
    assert study.history.check() == ()
    study.close()


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE step SET why = 'nothing' WHERE number = 3",
        "DELETE FROM step WHERE number = 4",
        "UPDATE revision SET text = replace(text, 'belum', 'sudah')",
        'UPDATE passage SET "end" = 100000 WHERE key = 1',
        "UPDATE coding SET code = 99 WHERE key = 1",
        "UPDATE coding SET voice = voice + 1",
    ],
)
def test_what_is_changed_behind_the_journal_is_found(tmp_path: Path, damage: str) -> None:
    path = tmp_path / "study.qualcode"
    small_study(str(path)).close()
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute(damage)
    connection.close()
    with open_project(path) as study:
        assert study.history.check() != ()


def test_real_names_stay_in_a_private_key_file_through_undo_and_redo(where: str) -> None:
    study = new_project(where, coder="ani")
    study.informants.add("P1", name="Sri Wahyuni")
    key = study.project.keyfile
    assert "Sri Wahyuni" in key.path.read_text("utf-8")
    assert stat.S_IMODE(key.path.stat().st_mode) == 0o600
    study.history.undo()
    assert "Sri Wahyuni" in key.path.read_text("utf-8")
    study.history.redo()
    folder = Path(key.path.parent)
    (folder / "talk.txt").write_text("Ani: Halo.\n\nSri Wahyuni: Ya, halo.\n", "utf-8")
    study.transcripts.import_files([folder / "talk.txt"])
    assert study.transcripts.list()[0].speakers == ("P1",)
    study.close()
    if not is_url(where):
        names = [path for path in folder.glob("study.qualcode*") if path != key.path]
        study = open_project(where)
        study.informants.add("P2", name="Bambang Sutejo")
        study.close()
        assert not any(b"Bambang Sutejo" in path.read_bytes() for path in names if path.exists())


def test_a_corrected_name_is_a_step_that_can_be_undone(study: Study, tmp_path: Path) -> None:
    study.informants.add("P1", name="Sri Wahyuni")
    talk = tmp_path / "talk.txt"
    talk.write_text("Budi: Halo.\n\nSri Wahyono: Ya, halo.\n", "utf-8")
    study.transcripts.import_files([talk])
    steps = len(study.history.list())

    def speakers() -> tuple[str, ...]:
        return next(each.speakers for each in study.transcripts.list() if each.id == "talk")

    assert study.informants.add("P1", name="Sri Wahyuni").same == 1
    assert study.informants.add("P1", name="Sri Wahyono").changed == 1
    assert len(study.history.list()) == steps + 1
    assert speakers() == ("P1",)
    study.history.undo()
    assert speakers() == ()
    study.history.redo()
    assert speakers() == ("P1",)


def test_a_match_by_real_name_outlives_a_lost_key_file(study: Study, tmp_path: Path) -> None:
    study.informants.add("P1", name="Sri Wahyuni")
    talk = tmp_path / "talk.txt"
    talk.write_text("Budi: Halo.\n\nSri Wahyuni: Ya, halo.\n", "utf-8")
    study.transcripts.import_files([talk])
    study.project.keyfile.path.unlink()
    study.informants.add("P2")
    assert study.transcripts.list()[1].speakers == ("P1",)


def test_the_log_says_who_did_what(study: Study) -> None:
    log = study.history.list()
    assert [step.number for step in log] == list(range(1, len(log) + 1))
    assert {step.by for step in log} == {"ani"}
    assert not any(TEXT.split(":")[1][:10] in step.why for step in log)
    study.close()


@pytest.mark.parametrize(
    "verb",
    [
        lambda study: study.codings.uncode(2**70),
        lambda study: study.memos.add("half a pair: \ud800"),
        lambda study: study.memos.add("NUL: \0"),
        lambda study: study.codebook.rename("air", en="NUL: \0"),
    ],
)
def test_what_no_database_keeps_is_refused(where: str, verb: Callable[[Study], object]) -> None:
    study = new_project(where, coder="ani")
    study.codebook.add("air")
    with pytest.raises(InputError, match="nothing was changed"):
        verb(study)
    assert len(study.history.list()) == 1
    study.memos.add(r"words like \u0000 are only words")
    study.close()


def test_redo_brings_nothing_back_twice(study: Study, tmp_path: Path) -> None:
    table = tmp_path / "codings.csv"
    table.write_text("transcript,code,coder,start,end\nK0,air,ani,40,50\n", "utf-8")
    study.codings.code("K0", ["air"], start="40", end="50")
    study.history.undo()
    assert _as(study, "budi").codings.import_table(table).new == 1
    with pytest.raises(RefusedError, match="has since touched the same coding"):
        study.history.redo()
    assert len([each for each in study.codings.list() if each.start == 40]) == 1


def test_redo_makes_nobody_a_seed_who_was_named_meanwhile(study: Study) -> None:
    study.informants.add("X")
    study.informants.add("X", referred_by="-")
    study.history.undo()
    _as(study, "budi").informants.refer("K0", "X")
    with pytest.raises(RefusedError, match="what was done since stands against it"):
        study.history.redo()
    assert study.history.check() == ()


def test_merged_codes_keep_one_answer_and_topics_still_come_in(
    study: Study, tmp_path: Path
) -> None:
    study.codebook.add("sumur")
    table = tmp_path / "topics.csv"
    table.write_text("transcript,code,asked\nK0,sumur,yes\nK0,air,no\n", "utf-8")
    study.topics.import_table(table)
    before = dump(study)
    study.codebook.merge("sumur", into="air")
    assert [(topic.code, topic.asked) for topic in study.topics.list()] == [("air", True)]
    table.write_text("transcript,code,asked\nK0,air,yes\n", "utf-8")
    assert study.topics.import_table(table).same == 1
    study.history.undo()
    assert dump(study) == before
