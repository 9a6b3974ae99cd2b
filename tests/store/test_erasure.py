"""Whoever withdraws leaves no word behind, in no byte of the project's files."""

from __future__ import annotations

import random
import shutil
import time
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import select

from qualcode import Study, new_project, open_project
from qualcode.errors import RefusedError
from qualcode.store.settings import settings
from qualcode.store.tables import RevisionRow, TranscriptRow
from qualcode.store.textindex import fold
from qualcode.store.transcripts import digest
from tests.store.processes import Doomed, alone

NAME = "Zubaidah Céleng"
ALONE = (
    "Ani: Bagaimana?\n\n"
    "Zubaidah Céleng: Katarahasia pertama ialah sumurbor di belakang rumah kepalasuku.\n"
)
GROUP = (
    "# Diskusi, dengan Zubaidah Céleng\n"
    "B1: Jalan kami rusak sekali.\n\n"
    "Zubaidah Céleng: Pipaledeng itu bohongbesar.\n\n"
    "B1: Kami setuju dengan itu.\n"
)
PLANTED = (
    "zubaidah", "céleng", "katarahasia", "sumurbor", "kepalasuku", "pipaledeng", "bohongbesar",
    "catatansatu", "memosatu", "memodua", "memotiga", "alamatnya", "jabatannya", "izinnya",
    "lembaganya", "versilama", "memobatal",
)  # fmt: skip


def _planted(folder: Path) -> Study:
    """Their words, name and file name wherever any of them can stand."""
    source = folder / "source"
    place = folder / "project"
    source.mkdir()
    place.mkdir()
    study = new_project(place / "study.qualcode", coder="ani")
    study.informants.add("K0", referred_by="-", organisation="Dusun")
    study.informants.add(
        "zubaidah", name=NAME, referred_by="K0", role="jabatannya", organisation="lembaganya",
        consent="izinnya",
    )  # fmt: skip
    study.informants.add("B1", referred_by="zubaidah", organisation="Dusun")
    study.informants.change("zubaidah", hamlet="alamatnya")
    study.codebook.add("air", name="Air", kind="statement")
    (source / "zubaidah-di-rumah.txt").write_text(ALONE, "utf-8")
    (source / "fgd.txt").write_text(GROUP, "utf-8")
    study.transcripts.import_files([source / "zubaidah-di-rumah.txt", source / "fgd.txt"])
    study.codings.code("zubaidah-di-rumah", ["air"], quote="sumurbor", note="catatansatu")
    study.codings.code("fgd", ["air"], quote="Pipaledeng")
    study.codings.code("fgd", ["air"], quote="Kami setuju dengan itu")
    study.codings.code("fgd", ["air"], quote="Jalan kami")
    study.codings.code("fgd", ["air"], quote="bohongbesar.\n\nB1: Kami")
    study.claims.add(
        "C1",
        "Airnya ada.",
        note=f"{NAME}: “katarahasia”, lalu sumurbor di belakang rumah kepalasuku",
    )
    study.claims.tie("C1", "zubaidah-di-rumah", quote="sumurbor", note="catatansatu")
    study.claims.add("C2", "Pipa.")
    study.claims.tie("C2", "fgd", quote="Kami setuju")
    study.memos.add("memosatu", about="informant", on="zubaidah")
    study.memos.add("memodua", about="transcript", on="zubaidah-di-rumah")
    study.memos.add("memotiga", about="coding", on="1")
    study.memos.add(f"Tanya {NAME.upper()} tentang sumurbor di belakang rumah kepalasuku.")
    study.memos.add("memobatal", about="informant", on="zubaidah")
    study.history.undo()
    with study.project.writing(by="ani", why="an older revision of zubaidah") as step:
        key = step.connection.execute(
            select(TranscriptRow.key).where(TranscriptRow.id == "fgd")
        ).scalar_one()
        current = step.connection.execute(
            select(RevisionRow.turns, RevisionRow.sha256).where(RevisionRow.transcript == key)
        ).one()
        old = GROUP.replace("bohongbesar", "versilama!!")
        step.add(
            RevisionRow, transcript=key, number=2, current=0, text=old, turns=current.turns,
            labels='["B1", "Zubaidah Céleng"]', length=len(old), sha256=digest(old), file="fgd.txt",
        )  # fmt: skip
    study.history.backup(place / "study.qualcode.before.backup")
    return study


def _held(folder: Path) -> dict[str, set[str]]:
    """The planted words that stand in any byte of a file, as written or as the index folds them."""
    found: dict[str, set[str]] = {}
    for path in sorted(folder.iterdir()):
        held = path.read_bytes().decode("utf-8", "ignore").lower()
        words = {word for word in PLANTED if word in held or fold(word) in held}
        if words:
            found[path.name] = words
    return found


def test_no_word_is_left_in_any_byte(tmp_path: Path) -> None:
    place = tmp_path / "project"
    with _planted(tmp_path) as study:
        before = _held(place)
        assert set(PLANTED) == set().union(*before.values())
        assert {"study.qualcode.key", "study.qualcode.before.backup"} <= set(before)
        found, problems = study.withdraw("zubaidah", backups=True)
        assert problems == ()
        assert _held(place) == {}
        assert study.history.check() == ()
        assert found.stone == "withdrawn-1"
        assert found.transcripts == ("zubaidah-di-rumah",)
        assert found.blanked == ("fgd",)
        assert {(t.id, t.before, t.after) for t in found.turned} == {
            ("C1", "single-source", "silent"),
            ("air", "partial", "single-source"),
        }
    assert _held(place) == {}
    with open_project(place / "study.qualcode.before.backup") as backup:
        assert backup.history.check() == ()


def test_nothing_decided_about_their_name_is_left(tmp_path: Path) -> None:
    text = (
        "Hamzah: Ada Siti Rahayu di sana.\n\n"
        "Bu Yayuk: Airnya keruh sejak kemarau panjang itu.\n\nHamzah: Betul.\n"
    )
    (tmp_path / "fgd.txt").write_text(text, "utf-8")
    with new_project(tmp_path / "study.qualcode", coder="ani") as study:
        study.informants.add("K0", name="Hamzah", referred_by="-")
        study.informants.add("K1", name="Tono", referred_by="K0")
        study.informants.add("K5", name="Siti Rahayu", referred_by="-")
        study.transcripts.import_files([tmp_path / "fgd.txt"])
        (tmp_path / "fgd.txt").unlink()
        study.speakers.rule_out("fgd", "Bu Yayuk", ["K1"])
        study.speakers.accept("fgd", "Bu Yayuk", ["K5"])
        study.leads.accept("Siti Rahayu", "K5")
        study.history.undo()
        study.history.redo()
        study.transcripts.revise("fgd", text.replace("keruh", "bening"))
        with study.project.reading() as connection:
            led = [name for name in settings(connection) if name.startswith("lead ")]
        assert len(led) == 1
        study.withdraw("K5")
        assert study.history.check() == ()
    held = (tmp_path / "study.qualcode").read_bytes().decode("utf-8", "ignore")
    assert [
        word for word in (*led, "Bu Yayuk", "bu yayuk", "bening", "keruh") if word in held
    ] == []


def test_a_lost_passage_across_their_words_stays_lost(tmp_path: Path) -> None:
    text = "B1: Jalan rusak.\n\nSiti: Pipanya bocor.\n\nB1: Betul sekali begitu.\n"
    (tmp_path / "fgd.txt").write_text(text, "utf-8")
    with new_project(tmp_path / "study.qualcode", coder="ani") as study:
        study.informants.add("B1", referred_by="-")
        study.informants.add("K5", name="Siti", referred_by="B1")
        study.transcripts.import_files([tmp_path / "fgd.txt"])
        study.codebook.add("air")
        study.codings.code("fgd", ["air"], quote="Jalan rusak.\n\nSiti: Pipanya bocor")
        study.transcripts.revise("fgd", "B1: Betul sekali begitu.\n\nSiti: Tidak tahu.\n")
        assert [d.state.value for d in study.transcripts.doubtful("fgd")] == ["lost"]
        study.withdraw("K5")
        assert study.history.check() == ()
        (left,) = study.transcripts.doubtful("fgd")
        assert (left.state.value, left.was) == ("lost", "Jalan rusak.\n\nK5: [withdrawn]")


def test_what_others_said_keeps_its_exact_words_and_codes(tmp_path: Path) -> None:
    with _planted(tmp_path) as study:
        study.withdraw("zubaidah")
        assert study.transcripts.show("fgd").text == (
            "# Diskusi, dengan withdrawn-1\n"
            "B1: Jalan kami rusak sekali.\n\n"
            "withdrawn-1: [withdrawn]\n\n"
            "B1: Kami setuju dengan itu.\n"
        )
        assert [(c.quote, c.sources) for c in study.codings.list()] == [
            ("Jalan kami", ("B1",)),
            ("[withdrawn]\n\nB1: Kami", ("B1",)),
            ("Kami setuju dengan itu", ("B1",)),
        ]
        assert [e.quote for e in study.claims.list_evidence()] == ["Kami setuju"]
        (claim, _) = study.claims.list()
        assert claim.note == "withdrawn-1: “[withdrawn]”, lalu [withdrawn]"
        tree = [(p.id, p.wave, p.branch, p.status.value) for p in study.informants.list()]
        assert tree == [
            ("K0", 0, None, "named"),
            ("withdrawn-1", 1, "withdrawn-1", "withdrawn"),
            ("B1", 2, "withdrawn-1", "interviewed"),
        ]


def test_what_was_touched_is_never_taken_back_and_the_rest_is(tmp_path: Path) -> None:
    with _planted(tmp_path) as study:
        study.withdraw("zubaidah")
        log = {step.number: step for step in study.history.list()}
        assert log[max(log)].erased
        assert not any(NAME in step.why or "zubaidah" in step.why for step in log.values())
        with pytest.raises(RefusedError, match="erased"):
            study.history.undo()
        other = Study(study.project, "budi")
        other.memos.add("later")
        other.history.undo()
        assert study.history.check() == ()


def test_a_rehearsal_changes_nothing_and_tells_the_same(tmp_path: Path) -> None:
    with _planted(tmp_path) as study:
        before = study.history.list()
        told, _ = study.withdraw("zubaidah", dry_run=True)
        assert study.history.list() == before
        assert study.informants.show("zubaidah").role == "jabatannya"
        done, problems = study.withdraw("zubaidah")
        assert (told.turned, told.masked, told.gone) == (done.turned, done.masked, done.gone)
        assert [p.where for p in problems] == ["study.qualcode.before.backup"]


def test_while_somebody_reads_the_words_stay_in_the_log_and_that_is_said(tmp_path: Path) -> None:
    place = tmp_path / "project"
    with _planted(tmp_path) as study:
        with study.project.reading() as connection:
            connection.execute(select(TranscriptRow.key)).all()
            _, problems = open_project(study.project.where).withdraw("zubaidah", backups=True)
        assert any("somebody else has it open" in p.message for p in problems)
        assert [p.where for p in study.history.check()] == ["file"]
    with open_project(place / "study.qualcode") as study:
        assert study.history.check() == ()
        assert _held(place) == {}


def _withdraw(where: str, _tell: object) -> None:
    with open_project(where) as study:
        study.withdraw("zubaidah")


def _kill_withdrawals(folder: Path) -> None:
    """Kill a withdrawal at some moment: it happened wholly, or not at all, once it is opened."""
    _planted(folder).close()
    original = folder / "project"
    chance = random.Random(5)
    longest = 0.3
    seen = set()
    for _ in range(40):
        place = folder / "killed"
        shutil.copytree(original, place)
        where = str(place / "study.qualcode")
        child = Doomed(partial(_withdraw, where))
        time.sleep(longest * chance.random())
        child.kill()
        longest *= 0.9 if child.finished else 1.1
        with open_project(where) as study:
            assert study.history.check() == ()
            done = any(person.id == "withdrawn-1" for person in study.informants.list())
        (place / "study.qualcode.before.backup").unlink()
        assert (_held(place) == {}) == done
        seen.add(done)
        shutil.rmtree(place)
    assert seen == {True, False}


def test_a_killed_withdrawal_is_wholly_done_or_not_at_all(tmp_path: Path) -> None:
    alone(_kill_withdrawals, tmp_path)
