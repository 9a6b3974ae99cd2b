"""Selecting at the desk, by keyboard and by mouse."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualcode.tui.app import Workbench
from qualcode.tui.widgets.text_view import TextView
from tests.tui.conftest import TALK, Settle
from tests.tui.desk import asked, chosen, desk_view, said, spot

SECOND = "Kami gotong royong membuat sumur [b]dalam[/b]."
TURN = "Air bersih belum masuk. " + SECOND


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        (["w"], "royong"),
        (["s"], SECOND),
        (["g"], TURN),
        (["T"], TURN),
        (["shift+right", "shift+right"], "ro"),
        (["shift+left"], " "),
        (["ctrl+shift+right", "ctrl+shift+right"], "royong membuat"),
        (["ctrl+shift+left"], "gotong "),
        (["w", "plus", "plus", "minus"], "royong membuat "),
        (["s", "escape"], ""),
        (["v", "right", "ctrl+right"], "royong"),
        (["v", "right", "z", "left", "left"], "g r"),
        (["shift+end", "shift+home"], "K0: Air bersih belum masuk. Kami gotong "),
    ],
)
async def test_keys_select(bench: Workbench, settle: Settle, keys: list[str], words: str) -> None:
    async with bench.run_test(size=(160, 30)) as pilot:
        await settle(pilot)
        desk_view(pilot).go(TALK.index("royong"))
        await pilot.press(*keys)
        await pilot.pause()
        assert chosen(pilot) == words


async def test_a_selection_grows_and_shrinks_by_sentences_across_turns(
    bench: Workbench, settle: Settle
) -> None:
    async with bench.run_test(size=(160, 30)) as pilot:
        await settle(pilot)
        desk_view(pilot).go(TALK.index("Air bersih"))
        await pilot.press("right_parenthesis", "right_parenthesis")
        assert chosen(pilot) == TURN
        await pilot.press("right_parenthesis")
        assert chosen(pilot).endswith("Ani: Siapa yang membantu?")
        await pilot.press("left_parenthesis", "left_parenthesis")
        assert chosen(pilot) == "Air bersih belum masuk."


async def test_holding_is_shown_until_it_is_left(bench: Workbench, settle: Settle) -> None:
    async with bench.run_test(size=(160, 30)) as pilot:
        await settle(pilot)
        await pilot.press("v", "right")
        await pilot.pause()
        assert "escape leaves it" in said(pilot, "status")
        await pilot.press("escape", "right")
        await pilot.pause()
        assert "escape" not in said(pilot, "status")
        assert chosen(pilot) == ""


@pytest.mark.parametrize(("times", "words"), [(2, "royong"), (3, SECOND)])
async def test_clicks_select(bench: Workbench, settle: Settle, times: int, words: str) -> None:
    async with bench.run_test(size=(160, 30)) as pilot:
        await settle(pilot)
        at = spot(desk_view(pilot), TALK.index("royong") + 2)
        await pilot.click(TextView, offset=at, times=times)
        await pilot.pause()
        assert chosen(pilot) == words


async def test_a_click_with_shift_carries_the_selection_on(
    bench: Workbench, settle: Settle
) -> None:
    async with bench.run_test(size=(160, 30)) as pilot:
        await settle(pilot)
        view = desk_view(pilot)
        await pilot.click(TextView, offset=spot(view, TALK.index("gotong")))
        await pilot.click(TextView, offset=spot(view, TALK.index(" membuat")), shift=True)
        assert chosen(pilot) == "gotong royong"
        await pilot.click(TextView, offset=spot(view, TALK.index(" royong")), shift=True)
        assert chosen(pilot) == "gotong"


async def test_a_text_without_turns_has_sentences_and_paragraphs(
    bench: Workbench, settle: Settle, path: Path
) -> None:
    note = path.parent / "catatan.txt"
    note.write_text("Air keruh. Sumur kering.\n\nJalan rusak.\n", "utf-8")
    asked(path, lambda study: study.transcripts.import_files([note]))
    async with bench.run_test(size=(160, 30)) as pilot:
        await settle(pilot)
        bench.go("catatan", 14)
        await settle(pilot)
        await pilot.press("s")
        assert chosen(pilot) == "Sumur kering."
        await pilot.press("s")
        assert chosen(pilot) == "Jalan rusak."
        desk_view(pilot).go(0)
        await pilot.press("g")
        assert chosen(pilot) == "Air keruh. Sumur kering."
