"""The number keys: codes keep theirs, pinned ones first, from one day to the next."""

from __future__ import annotations

import asyncio
import os
import signal
from pathlib import Path

from qualcode import open_project
from qualcode.tui.app import Workbench
from qualcode.tui.hand import Hand
from tests.tui.conftest import TALK, Settle
from tests.tui.desk import asked, desk_view, said, select

CODES = [f"c{n}" for n in range(1, 13)]


def test_a_code_keeps_the_first_key_that_was_free() -> None:
    hand = Hand()
    hand.use(["c3", "c1", "c3", "nobody"], CODES)
    hand.use(["c2", "c1"], CODES)
    assert hand.on(CODES) == {1: "c3", 2: "c1", 3: "c2"}


def test_the_key_of_a_code_that_is_gone_is_free_and_the_others_stay() -> None:
    hand = Hand(["c1", "c2", "c3"])
    assert hand.on(["c1", "c3", "c4"]) == {1: "c1", 3: "c3"}
    hand.use(["c4"], ["c1", "c3", "c4"])
    assert hand.on(["c1", "c3", "c4"]) == {1: "c1", 2: "c4", 3: "c3"}


def test_a_pinned_code_takes_a_free_key_or_that_of_the_one_used_longest_ago() -> None:
    hand = Hand(CODES[:8])
    hand.pin(["c9", "c1"], [], CODES)
    assert hand.on(CODES) == dict(enumerate(CODES[:9], 1))
    hand.use(["c10"], CODES)  # nothing is free
    recent = ["c1", "c2", "c4", "c5", "c6", "c7", "c8", "c3"]
    hand.pin(["c9", "c1", "c10"], recent, CODES)
    assert hand.on(CODES) == {**dict(enumerate(CODES[:9], 1)), 3: "c10"}
    hand.pin(CODES, [], CODES)
    assert len(hand.on(CODES)) == 9


async def test_keys_stay_as_codes_are_used_and_are_the_same_the_next_day(
    path: Path, settle: Settle
) -> None:
    legend = "1 Water\n2 Mutual aid"
    async with Workbench(str(path), "ani").run_test(size=(160, 30)) as pilot:
        await settle(pilot)
        for words, code in (("Air bersih", "wat"), ("gotong royong", "mut"), ("sumur", "wat")):
            await select(pilot, words)
            await pilot.press("c", *code, "enter")
            await settle(pilot)
        assert legend in said(pilot, "side")
        await select(pilot, "Pak camat")
        await pilot.press("2")
        await settle(pilot)
        assert legend in said(pilot, "side")
        await pilot.press("ctrl+q")
        await settle(pilot)
    with open_project(path, coder="ani") as study:
        assert study.codings.list()[-1].code == "gotong-royong"
    async with Workbench(str(path), "ani").run_test(size=(160, 30)) as pilot:
        await settle(pilot)
        assert legend in said(pilot, "side")
        await select(pilot, "dusun")
        await pilot.press("3")
        await settle(pilot)
        assert any("no code is on key 3 yet" in note.message for note in pilot.app._notifications)


async def test_a_closed_terminal_ends_the_day_where_it_was(path: Path, settle: Settle) -> None:
    async with Workbench(str(path), "ani").run_test(size=(160, 30)) as pilot:
        await settle(pilot)
        await select(pilot, "sumur")
        await pilot.press("c", *"mut", "enter")
        await settle(pilot)
        desk_view(pilot).go(TALK.index("Pak camat"))
        os.kill(os.getpid(), signal.SIGHUP)
        await asyncio.sleep(0)
        await settle(pilot)
    async with Workbench(str(path), "ani").run_test(size=(160, 30)) as pilot:
        await settle(pilot)
        assert desk_view(pilot).cursor == TALK.index("Pak camat")
        assert "1 Mutual aid" in said(pilot, "side")


async def test_the_coding_that_keys_act_on_is_marked_and_another_is_taken(
    path: Path, settle: Settle
) -> None:
    with open_project(path, coder="ani") as study:
        study.codings.code("K0", ["air"], quote="gotong royong membuat sumur")
        study.codings.code("K0", ["gotong-royong"], quote="gotong royong")
    async with Workbench(str(path), "ani").run_test(size=(160, 30)) as pilot:
        await settle(pilot)
        view = desk_view(pilot)
        view.go(view.text.index("royong"))
        await pilot.pause()
        assert "▸▌2 Mutual aid" in said(pilot, "side")
        assert "Codings here  , the next" in said(pilot, "side")
        assert "▸ Mutual aid + 1/2" in said(pilot, "status")
        await pilot.press("comma")
        await pilot.pause()
        assert "▸▌1 Water" in said(pilot, "side")
        assert "▸ Water · 2/2" in said(pilot, "status")
        await pilot.press("x")
        await settle(pilot)
        await pilot.press("comma", "q")
        await settle(pilot)
        stances = {c.code: c.stance.value for c in asked(path, lambda s: s.codings.list())}
        assert stances == {"air": "deny", "gotong-royong": "qualify"}
        await pilot.press("comma", "asterisk")
        await settle(pilot)
        (quote,) = asked(path, lambda study: study.marking.list(key_quotes=True))
        assert quote.codes == ("air",)
        view.go(view.text.index("Pak camat"))
        view.go(view.text.index("royong"))
        await pilot.pause()
        assert "▸▌2 Mutual aid" in said(pilot, "side")


async def test_a_click_beside_the_text_takes_a_coding(path: Path, settle: Settle) -> None:
    with open_project(path, coder="ani") as study:
        study.codings.code("K0", ["air"], quote="gotong royong membuat sumur")
        study.codings.code("K0", ["gotong-royong"], quote="gotong royong")
    async with Workbench(str(path), "ani").run_test(size=(160, 30)) as pilot:
        await settle(pilot)
        view = desk_view(pilot)
        view.go(view.text.index("royong"))
        await pilot.pause()
        await pilot.click("#side", offset=(8, 2))
        await settle(pilot)
        assert "▸▌1 Water" in said(pilot, "side")
        await pilot.press("d")
        await settle(pilot)
    assert [c.code for c in asked(path, lambda study: study.codings.list())] == ["gotong-royong"]


async def test_what_was_coded_last_is_what_the_stance_is_for(path: Path, settle: Settle) -> None:
    with open_project(path, coder="ani") as study:
        study.codings.code("K0", ["air"], quote="dalam")
    async with Workbench(str(path), "ani").run_test(size=(160, 30)) as pilot:
        await settle(pilot)
        await select(pilot, "membuat sumur [b]dalam")
        await pilot.press("c", *"mut", "enter")
        await settle(pilot)
        await pilot.press("x")
        await settle(pilot)
    stances = {c.code: c.stance.value for c in asked(path, lambda study: study.codings.list())}
    assert stances == {"air": "mention", "gotong-royong": "deny"}
