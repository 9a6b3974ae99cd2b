"""Constant comparison: passages of others beside the text, and two panes."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, Static

from qualcode import open_project
from qualcode.model.span import Span
from qualcode.tui.app import Workbench
from qualcode.tui.screens.compare import Compare
from qualcode.tui.screens.desk import Desk
from qualcode.tui.widgets.passages import Passages
from qualcode.tui.widgets.text_view import TextView
from tests.tui.conftest import TALK, Settle

SENTENCE = "Air bersih belum masuk."


@pytest.fixture
def coded(path: Path) -> Path:
    """The study with one code on the words of two people."""
    with open_project(path, coder="ani") as study:
        study.codings.code("K0", ["air"], quote=SENTENCE)
        study.codings.code("K0", ["air"], quote="membuat sumur")
        study.codings.code("Z9", ["air"], quote="satu dua")
    return path


async def _at_the_first_coding(pilot: Pilot[str], settle: Settle) -> None:
    await settle(pilot)
    app = pilot.app
    assert isinstance(app, Workbench)
    app.desk.query_one(TextView).go(TALK.index(SENTENCE) + 2)
    await pilot.pause()


def _quotes(pilot: Pilot[str], pane: str) -> list[str]:
    return [c.quote for c in pilot.app.screen.query_one(f"#{pane}", Passages).codings]


async def test_one_key_shows_what_others_said_and_takes_it_away_again(
    coded: Path, settle: Settle
) -> None:
    async with Workbench(str(coded), "ani").run_test(size=(140, 40)) as pilot:
        await _at_the_first_coding(pilot, settle)
        await pilot.press("equals_sign")
        await settle(pilot)
        assert _quotes(pilot, "beside") == ["satu dua"]
        assert pilot.app.screen.query_one("#beside").display
        await pilot.press("equals_sign")
        await settle(pilot)
        assert not pilot.app.screen.query_one("#beside").display


async def test_a_passage_beside_the_text_leads_to_its_place(coded: Path, settle: Settle) -> None:
    async with Workbench(str(coded), "ani").run_test(size=(140, 40)) as pilot:
        await _at_the_first_coding(pilot, settle)
        await pilot.press("equals_sign")
        await settle(pilot)
        await pilot.click("#beside", offset=(4, 1))
        await settle(pilot)
        view = pilot.app.screen.query_one(TextView)
        assert view.text.startswith("A1: 字字字")
        assert view.cursor == view.text.index("satu")


async def test_the_code_is_that_of_the_tree_where_the_tree_is_in_use(
    coded: Path, settle: Settle
) -> None:
    async with Workbench(str(coded), "ani").run_test(size=(160, 40)) as pilot:
        await settle(pilot)
        pilot.app.screen.query_one("#codes").focus()
        await pilot.press("down", "A")
        await settle(pilot)
        assert isinstance(pilot.app.screen, Compare)
        assert "air" in str(pilot.app.screen.query_one("#title", Static).render())


async def test_two_panes_show_two_voices_and_are_grouped_anew_with_a_key(
    coded: Path, settle: Settle
) -> None:
    async with Workbench(str(coded), "ani").run_test(size=(140, 40)) as pilot:
        await _at_the_first_coding(pilot, settle)
        await pilot.press("A")
        await settle(pilot)
        assert _quotes(pilot, "left") == [SENTENCE, "membuat sumur"]
        assert _quotes(pilot, "right") == ["satu dua"]
        await pilot.press("right")
        assert _quotes(pilot, "left") == ["satu dua"]
        await pilot.press("left", "g")
        await settle(pilot)
        assert pilot.app.screen.query_one("#left").border_title == "0  (1/2)"
        await pilot.press("tab", "enter")
        await settle(pilot)
        assert isinstance(pilot.app.screen, Desk)
        assert pilot.app.screen.query_one(TextView).text.startswith("A1:")


async def test_a_passage_is_recoded_split_off_linked_and_remarked_and_all_is_undone(
    coded: Path, settle: Settle
) -> None:
    async with Workbench(str(coded), "ani").run_test(size=(140, 40)) as pilot:
        await _at_the_first_coding(pilot, settle)
        await pilot.press("A")
        await settle(pilot)
        await pilot.press("l")
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)
        await pilot.press("j", *"hm", "enter")
        await settle(pilot)
        await pilot.press("down", "s")
        pilot.app.screen.query_one(Input).value = "Sumur dalam"
        await pilot.press("enter")
        await settle(pilot)
        assert _quotes(pilot, "left") == [SENTENCE]
        await pilot.press("tab", "r")
        await settle(pilot)
        await pilot.press(*"mutual", "enter")
        await settle(pilot)
        with open_project(coded) as study:
            assert [link.kind for link in study.links.list()] == ["contradicts"]
            assert [(memo.on, memo.text) for memo in study.memos.list()] == [("1", "hm")]
            codes = [c.code for c in study.codings.list()]
            assert codes == ["air", "sumur-dalam", "gotong-royong"]
            split = next(c for c in study.codebook.list() if c.path == "sumur-dalam")
            assert split.name.en == "Sumur dalam"
        for _ in range(4):
            await pilot.press("ctrl+z")
            await settle(pilot)
        assert _quotes(pilot, "left") == [SENTENCE, "membuat sumur"]
    with open_project(coded) as study:
        assert (study.links.list(), study.memos.list()) == ([], [])
        assert [c.code for c in study.codings.list()] == ["air"] * 3


async def test_a_code_without_passages_is_no_trouble(path: Path, settle: Settle) -> None:
    async with Workbench(str(path), "ani").run_test(size=(160, 40)) as pilot:
        await settle(pilot)
        app = pilot.app
        assert isinstance(app, Workbench)
        app.push_screen(Compare("air"))
        await settle(pilot)
        await pilot.press("right", "g", "r", "s", "l", "j", "enter")
        await settle(pilot)
        assert isinstance(pilot.app.screen, Compare)
        await pilot.press("escape")
        await settle(pilot)
        assert isinstance(pilot.app.screen, Desk)


async def test_words_that_look_like_markup_stay_words(path: Path, settle: Settle) -> None:
    with open_project(path, coder="ani") as study:
        start = TALK.index("[b]")
        study.codings.code("K0", ["air"], start=str(start), end=str(start + 12))
    app = Workbench(str(path), "ani")
    async with app.run_test(size=(140, 40)) as pilot:
        await settle(pilot)
        app.desk.query_one(TextView).select(Span(start, start + 1))
        app.push_screen(Compare("air"))
        await settle(pilot)
        drawn = pilot.app.screen.query_one("#left", Passages).get_option_at_index(0).prompt
        assert "[b]dalam[/b]" in str(drawn)
