"""Correcting the text at the desk, and settling what that moved."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, Static, TextArea

from qualcode import open_project
from qualcode.model.lists import Placed
from qualcode.tui.app import Workbench
from qualcode.tui.screens.doubts import Doubts
from tests.tui.conftest import TALK, Settle
from tests.tui.desk import asked, desk_view

SENTENCE = "Air bersih belum masuk."
AFTER = "Pak camat pernah datang."


@pytest.fixture
def coded(path: Path) -> Path:
    with open_project(path, coder="ani") as study:
        study.codings.code("K0", ["air"], quote=SENTENCE)
        study.codings.code("K0", ["gotong-royong"], quote=AFTER)
    return path


def _quotes(path: Path) -> list[str]:
    return [c.quote for c in asked(path, lambda s: s.codings.list())]


def _said(pilot: Pilot[str], what: str) -> str:
    return str(pilot.app.screen.query_one(what, Static).render())


async def test_a_turn_is_corrected_and_what_is_coded_stays(coded: Path, settle: Settle) -> None:
    async with Workbench(str(coded), "ani").run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        desk_view(pilot).go(TALK.index("gotong"))
        await pilot.press("E")
        box = pilot.app.screen.query_one(TextArea)
        assert box.text.startswith(SENTENCE)
        assert "enter" not in _said(pilot, ".hint")  # it is part of what is written there
        box.text = box.text.replace("bersih", "yang bersih").replace("sumur", "sumur baru")
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert "sumur baru" in desk_view(pilot).text
        assert _quotes(coded) == ["Air yang bersih belum masuk.", AFTER]
        await pilot.press("u")
        await settle(pilot)
        assert desk_view(pilot).text == TALK
        assert _quotes(coded) == [SENTENCE, AFTER]


async def test_what_a_revision_left_in_doubt_is_settled_one_by_one(
    coded: Path, settle: Settle
) -> None:
    with open_project(coded, coder="ani") as study:
        other = TALK.replace("Air bersih", "Aer berseh").replace(AFTER, "Tidak.")
        study.transcripts.revise("K0", other)
    async with Workbench(str(coded), "ani").run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await pilot.press("Z")
        await settle(pilot)
        assert isinstance(pilot.app.screen, Doubts)
        assert "2 to go" in _said(pilot, "#title")
        assert "Air bersih belum masuk." in _said(pilot, "#words")
        assert "Aer berseh belum masuk." in _said(pilot, "#words")
        await pilot.press("a")
        await settle(pilot)
        assert "lost" in _said(pilot, "#whose")
        await pilot.press("w")
        pilot.app.screen.query_one(Input).value = "Tidak"
        await pilot.press("enter")
        await settle(pilot)
        assert "nothing is left" in _said(pilot, "#words")
    assert _quotes(coded) == ["Aer berseh belum masuk.", "Tidak"]
    assert asked(coded, lambda s: s.transcripts.doubtful()) == []


async def test_a_lost_passage_is_dropped_with_its_codes_and_undo_brings_it_back(
    coded: Path, settle: Settle
) -> None:
    with open_project(coded, coder="ani") as study:
        study.transcripts.revise("K0", TALK.replace(AFTER, "Tidak."))
    async with Workbench(str(coded), "ani").run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await pilot.press("Z")
        await settle(pilot)
        await pilot.press("space", "d")
        await settle(pilot)
        assert "nothing is left" in _said(pilot, "#words")
        await pilot.press("u")
        await settle(pilot)
        assert "1 to go" in _said(pilot, "#title")
    (left,) = asked(coded, lambda s: s.transcripts.doubtful())
    assert (left.state, left.was) == (Placed.LOST, AFTER)
