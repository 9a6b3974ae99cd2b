"""What is shown before a project is open is what it shows once it is."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from qualcode import new_project, open_project
from qualcode.store import glance


def _project(folder: Path) -> Path:
    made = folder / "a study.qualcode"
    codes = folder / "codes.csv"
    codes.write_text("key,parent,colour\naset,,#aa0000\nair,aset,\n", "utf-8")
    with new_project(made, coder="ani", codebook=codes) as study:
        study.informants.add("K0", referred_by="-")
        for name in ("K0", "B1"):
            (folder / f"{name}.txt").write_text(f"K0: Air bersih.\n\n{name}: 字 dua.\n", "utf-8")
        study.transcripts.import_files([folder / "K0.txt", folder / "B1.txt"])
        study.codings.code("B1", ["aset/air"], quote="Air bersih")
        study.codings.code("K0", ["aset"], quote="bersih")
    return made


def test_the_first_transcript_looks_as_it_does_when_the_project_is_open(tmp_path: Path) -> None:
    made = _project(tmp_path)
    seen = glance.first(str(made))
    assert seen is not None
    with open_project(made) as study:
        shown = study.transcripts.show(study.transcripts.list()[0].id)
        (coding,) = study.codings.list(transcript=shown.id)
    assert (seen.transcript, seen.text) == (shown.id, shown.text) == ("B1", shown.text)
    assert seen.turns == tuple(turn for turn, _ in shown.turns)
    (marked,) = seen.codings
    assert (marked.number, marked.start, marked.end) == (coding.number, coding.start, coding.end)
    assert (marked.code, marked.colour) == ("air", "#aa0000")


def test_whatever_is_out_of_the_ordinary_is_left_to_opening(tmp_path: Path) -> None:
    empty = tmp_path / "empty.qualcode"
    with new_project(empty, coder="ani"):
        pass
    assert glance.first(str(empty)) is None
    assert glance.first(str(tmp_path / "none.qualcode")) is None
    assert glance.first("postgresql://localhost/study") is None
    (tmp_path / "notes.txt").write_text("no project", "utf-8")
    assert glance.first(str(tmp_path / "notes.txt")) is None
    newer = _project(tmp_path)
    base = sqlite3.connect(newer)
    base.execute("PRAGMA user_version = 99")
    base.close()
    assert glance.first(str(newer)) is None
