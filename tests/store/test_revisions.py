"""Revisions and placements, on every database; and what `check` says of damaged ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualcode import Study

TALK = "K0: Aer bersih belum masuk.\n\nA1: Sudah ada pipa.\n"
BETTER = "K0: Air bersih belum masuk.\n"


@pytest.fixture
def revised(any_project: Study, tmp_path: Path) -> Study:
    file = tmp_path / "T.txt"
    file.write_text(TALK, "utf-8")
    any_project.transcripts.import_files([file])
    any_project.codebook.add("air")
    for words in ("Aer bersih", "Sudah ada pipa"):
        any_project.codings.code("T", ["air"], quote=words)
    any_project.transcripts.revise("T", BETTER)
    return any_project


def _said(study: Study) -> list[str]:
    return [each.message for each in study.history.check()]


def _damage(study: Study, statement: str) -> None:
    with study.project.writing(by="ani", why="damage") as step:
        step.connection.exec_driver_sql(statement)


def test_a_revision_is_sound_and_undone_to_the_last_span(revised: Study) -> None:
    assert revised.history.check() == ()
    assert [c.quote for c in revised.codings.list()] == ["Air bersih"]
    revised.history.undo()
    assert revised.history.check() == ()
    assert [c.quote for c in revised.codings.list()] == ["Aer bersih", "Sudah ada pipa"]
    revised.history.redo()
    assert revised.history.check() == ()
    assert [c.quote for c in revised.codings.list()] == ["Air bersih"]


def test_search_and_speakers_follow_the_current_text(revised: Study) -> None:
    assert [hit.hit for hit in revised.search("air bersih")] == ["Air bersih"]
    assert revised.search("Sudah ada pipa") == []
    (listed,) = revised.transcripts.list()
    assert listed.unmatched == ("K0",)


@pytest.mark.parametrize(
    ("statement", "message"),
    [
        ('UPDATE placement SET "end" = 999', "its span {start}:{end} lies outside of the text"),
        ('UPDATE placement SET start = "end"', "its span {start}:{end} lies outside of the text"),
        ("UPDATE passage SET state = 'exact'", "it stands in a revision that its transcript"),
        ("UPDATE passage SET state = 'lost'", "its coder or voice is not that of its passage"),
    ],
)
def test_damage_to_places_is_told(revised: Study, statement: str, message: str) -> None:
    _damage(revised, statement)
    assert any(said.startswith(message) for said in _said(revised))
