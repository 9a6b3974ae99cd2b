"""Codebook versions, the queue of what was coded before, and further rounds."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import DataTable, Input, Static

from qualcode import Study, open_project
from qualcode.model.span import Span
from qualcode.tui.app import Workbench
from qualcode.tui.screens.desk import Desk
from qualcode.tui.screens.queue import Queue
from qualcode.tui.screens.sheet import Sheet
from qualcode.tui.screens.versions import Versions
from qualcode.tui.widgets.text_view import TextView
from tests.tui.conftest import TALK, Settle

SENTENCE = "Air bersih belum masuk."


def _define(study: Study, folder: Path, words: str) -> None:
    table = folder / "codebook.csv"
    table.write_text(f"key,definition_en\nair,{words}\n", "utf-8")
    study.codebook.import_file(table)


@pytest.fixture
def changed(path: Path, tmp_path: Path) -> Path:
    """The study with three passages coded, a version, and then another definition."""
    with open_project(path, coder="ani") as study:
        study.codings.code("K0", ["air"], quote=SENTENCE)
        study.codings.code("K0", ["air"], quote="membuat sumur")
        study.codings.code("Z9", ["air"], quote="satu dua")
        study.codebook.freeze("v1")
        _define(study, tmp_path, "Any water")
    return path


def _on(pilot: Pilot[str], screen: type[object]) -> bool:
    return isinstance(pilot.app.screen, screen)


def _marks(pilot: Pilot[str]) -> int:
    assert isinstance(pilot.app, Workbench)
    return len(pilot.app.desk.query_one(TextView).marks.all)


def _said(pilot: Pilot[str], what: str) -> str:
    return str(pilot.app.screen.query_one(what, Static).render())


def _coded(path: Path) -> list[tuple[str, str, str]]:
    with open_project(path) as study:
        return [(c.code, c.quote, c.round) for c in study.codings.list()]


async def test_a_version_is_frozen_compared_and_exported(
    changed: Path, settle: Settle, tmp_path: Path
) -> None:
    async with Workbench(str(changed), "ani").run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await pilot.press("F")
        await settle(pilot)
        assert _on(pilot, Versions)
        assert "changed: 3" in _said(pilot, "#title")
        assert "Any water" in _said(pilot, "#difference")
        await pilot.press("E")
        await settle(pilot)
        assert _on(pilot, Sheet)
        await pilot.press("E")
        pilot.app.screen.query_one(Input).value = "since.csv"
        await pilot.press("enter")
        await settle(pilot)
        assert "air,changed,definition,en,,Any water" in (tmp_path / "since.csv").read_text()
        await pilot.press("escape", "f", *"v2", "enter")
        await settle(pilot)
        assert "nothing has changed since" in _said(pilot, "#difference")
        await pilot.press("up")
        await settle(pilot)
        assert "Any water" in _said(pilot, "#difference")
        await pilot.press("ctrl+z")
        await settle(pilot)
    with open_project(changed) as study:
        assert [version.name for version in study.versions.list()] == ["v1"]


async def test_a_project_without_versions_says_so(path: Path, settle: Settle) -> None:
    async with Workbench(str(path), "ani").run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("F", "E", "w")
        await settle(pilot)
        assert _on(pilot, Queue)
        assert "nothing is left" in _said(pilot, "#words")
        await pilot.press("k", "r", "d", "space", "enter", "escape")
        await settle(pilot)
        assert "nothing is frozen yet" in _said(pilot, "#difference")


async def test_the_queue_is_walked_keep_recode_remove_and_each_is_undone(
    changed: Path, settle: Settle
) -> None:
    async with Workbench(str(changed), "ani").run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await pilot.press("Q")
        await settle(pilot)
        assert SENTENCE in _said(pilot, "#words")
        assert "definition (en): — → Any water" in _said(pilot, "#whose")
        await pilot.press("k")
        await settle(pilot)
        await pilot.press("r")
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)
        await pilot.press("d")
        await settle(pilot)
        assert "nothing is left" in _said(pilot, "#words")
        assert [(code, quote) for code, quote, _ in _coded(changed)] == [
            ("air", SENTENCE), ("gotong-royong", "membuat sumur"),
        ]  # fmt: skip
        for left in (1, 2, 3):
            await pilot.press("ctrl+z")
            await settle(pilot)
            assert f"{left} to go" in _said(pilot, "#title")
        await pilot.press("enter")
        await settle(pilot)
        assert _on(pilot, Desk)
        assert pilot.app.screen.query_one(TextView).cursor == TALK.index(SENTENCE)


async def test_a_further_round_hides_the_first_and_is_compared_with_it(
    changed: Path, settle: Settle
) -> None:
    app = Workbench(str(changed), "ani")
    async with app.run_test(size=(140, 40)) as pilot:
        await settle(pilot)
        view = app.desk.query_one(TextView)
        assert _marks(pilot) == 2
        await pilot.press("W")
        await settle(pilot)
        assert _on(pilot, Desk)  # there is nothing to compare yet
        await pilot.press("R")
        await settle(pilot)
        await pilot.press(*"blind", "down", "enter")
        await settle(pilot)
        assert _marks(pilot) == 0
        assert "blind" in _said(pilot, "#status")
        start = TALK.index("bersih")
        view.select(Span(start, start + 6))
        await pilot.press("c", *"water", "enter")
        await settle(pilot)
        assert ("air", "bersih", "blind") in _coded(changed)
        await pilot.press("W")
        await settle(pilot)
        assert "1 agree, 1 only first, 0 only second" in _said(pilot, "#title")
        assert pilot.app.screen.query_one(DataTable).row_count == 2
        await pilot.press("down", "enter")
        await settle(pilot)
        assert view.cursor == TALK.index("membuat sumur")
        await pilot.press("ctrl+z")
        await settle(pilot)
        assert _marks(pilot) == 0
        await pilot.press("R")
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)
        assert _marks(pilot) == 2
