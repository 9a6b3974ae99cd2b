"""The second cycle: codes into themes, splitting and merging, by keyboard and by mouse."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, Static

from qualcode import open_project
from qualcode.model.views import ThemeView
from qualcode.tui.app import Workbench
from qualcode.tui.dialogs.sure import Sure
from qualcode.tui.screens.board import Board
from qualcode.tui.screens.desk import Desk
from qualcode.tui.widgets.column import Column
from tests.tui.conftest import Settle

SENTENCE = "Air bersih belum masuk."


@pytest.fixture
def themed(path: Path) -> Path:
    """The study with two themes, three passages of one code, and a code in the first theme."""
    with open_project(path, coder="ani") as study:
        study.codings.code("K0", ["air", "gotong-royong"], quote=SENTENCE)
        study.codings.code("K0", ["air"], quote="membuat sumur")
        study.codings.code("Z9", ["air"], quote="satu dua")
        study.themes.add("Scarcity", idea="Water comes late")
        study.themes.add("Together")
    return path


def _themes(path: Path) -> list[ThemeView]:
    with open_project(path) as study:
        return study.themes.list()


def _members(path: Path) -> list[tuple[str, ...]]:
    return [theme.codes for theme in _themes(path)]


def _coded(path: Path) -> list[str]:
    with open_project(path) as study:
        return [coding.code for coding in study.codings.list()]


async def _open(pilot: Pilot[str], settle: Settle) -> None:
    await settle(pilot)
    await pilot.press("B")
    await settle(pilot)
    assert isinstance(pilot.app.screen, Board)


def _columns(pilot: Pilot[str]) -> list[Column]:
    return list(pilot.app.screen.query(Column))


async def test_codes_are_carried_between_themes_by_keyboard_and_back_by_undo(
    themed: Path, settle: Settle
) -> None:
    async with Workbench(str(themed), "ani").run_test(size=(140, 40)) as pilot:
        await _open(pilot, settle)
        assert [str(column.border_title) for column in _columns(pilot)] == [
            "In no theme", "Scarcity", "Together",
        ]  # fmt: skip
        await pilot.press("shift+right")
        await settle(pilot)
        assert _members(themed) == [("air",), ()]
        await pilot.press("shift+right")  # the cursor went with the code
        await settle(pilot)
        assert _members(themed) == [(), ("air",)]
        await pilot.press("ctrl+z")
        await settle(pilot)
        assert _members(themed) == [("air",), ()]
        await pilot.press("escape")
        await settle(pilot)
        assert isinstance(pilot.app.screen, Desk)


async def test_a_code_is_put_into_a_theme_by_its_name_and_into_a_further_one(
    themed: Path, settle: Settle
) -> None:
    async with Workbench(str(themed), "ani").run_test(size=(140, 40)) as pilot:
        await _open(pilot, settle)
        await pilot.press("enter", *"toge", "enter")
        await settle(pilot)
        await pilot.press("plus", *"scar", "enter")
        await settle(pilot)
        assert _members(themed) == [("air",), ("air",)]


async def test_a_code_is_dragged_into_a_theme_with_the_mouse(themed: Path, settle: Settle) -> None:
    async with Workbench(str(themed), "ani").run_test(size=(140, 40)) as pilot:
        await _open(pilot, settle)
        first, _, third = _columns(pilot)
        await pilot.mouse_down(first, offset=(3, 2))
        await pilot.hover(third, offset=(5, 8))
        await pilot.mouse_up(third, offset=(5, 8))
        await settle(pilot)
        assert _members(themed) == [(), ("gotong-royong",)]
        await pilot.click(first, offset=(3, 1))  # a click alone moves nothing
        await settle(pilot)
        assert isinstance(pilot.app.screen, Board)
        assert _members(themed) == [(), ("gotong-royong",)]


async def test_a_theme_gets_an_idea_a_status_and_a_memo_and_goes_again(
    themed: Path, settle: Settle
) -> None:
    async with Workbench(str(themed), "ani").run_test(size=(140, 40)) as pilot:
        await _open(pilot, settle)
        await pilot.press("a", *"Third", "enter")
        await settle(pilot)
        await pilot.press("right", "right", "right")
        await pilot.press("i", *"Why", "enter")
        await settle(pilot)
        await pilot.press("s", "s")
        await settle(pilot)
        await pilot.press("j", *"hm", "enter")
        await settle(pilot)
        await pilot.press("r")
        pilot.app.screen.query_one(Input).value = "Last"
        await pilot.press("enter")
        await settle(pilot)
        theme = _themes(themed)[2]
        assert (theme.name.en, theme.idea, theme.status.value) == ("Last", "Why", "named")
        with open_project(themed) as study:
            assert [(memo.about, memo.text) for memo in study.memos.list()] == [("theme", "hm")]
        await pilot.press("d")
        await settle(pilot)
        assert len(_columns(pilot)) == 3
        await pilot.press("ctrl+z")
        await settle(pilot)
        assert len(_columns(pilot)) == 4
    assert len(_themes(themed)) == 3


async def test_a_merge_is_shown_before_it_is_done(themed: Path, settle: Settle) -> None:
    async with Workbench(str(themed), "ani").run_test(size=(140, 40)) as pilot:
        await _open(pilot, settle)
        await pilot.press("down", "m", "enter")
        await settle(pilot)
        assert isinstance(pilot.app.screen, Sure)
        said = str(pilot.app.screen.query_one(".dialog Static").render())
        assert "Merge gotong-royong into air?" in said
        lines = " ".join(str(line.render()) for line in pilot.app.screen.query(Static))
        assert "where one coding stays: 1" in lines
        await pilot.press("escape")
        await settle(pilot)
        assert "gotong-royong" in _coded(themed)
        await pilot.press("m", "enter")
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)
        assert _coded(themed) == ["air"] * 3
        await pilot.press("ctrl+z")
        await settle(pilot)
        assert "gotong-royong" in _coded(themed)


async def test_a_code_is_split_by_walking_its_passages(themed: Path, settle: Settle) -> None:
    async with Workbench(str(themed), "ani").run_test(size=(140, 40)) as pilot:
        await _open(pilot, settle)
        await pilot.press("x")
        await settle(pilot)
        words = pilot.app.screen.query_one("#words", Static)
        assert SENTENCE in str(words.render())
        await pilot.press("space")  # put off
        await settle(pilot)
        await pilot.press("g", *"air", "enter")  # that is the code itself
        await settle(pilot)
        assert any("already a code air" in note.message for note in pilot.app._notifications)
        await pilot.press("g", *"Deep well", "enter")
        await settle(pilot)
        await pilot.press("s")
        await settle(pilot)
        assert "1 to go" in str(pilot.app.screen.query_one("#title", Static).render())
        await pilot.press("g")
        await settle(pilot)
        assert "nothing is left" in str(words.render())
        assert sorted(_coded(themed)) == ["air", "deep-well", "deep-well", "gotong-royong"]
        await pilot.press("backspace")
        await settle(pilot)
        assert "satu dua" in str(words.render())
        await pilot.press("ctrl+z")
        await settle(pilot)
        await pilot.press("ctrl+z")
        await settle(pilot)
        assert sorted(_coded(themed)) == ["air", "air", "air", "gotong-royong"]
        with open_project(themed) as study:
            assert len(study.codebook.list()) == 2
        await pilot.press("g")
        await settle(pilot)
        assert "deep-well" in _coded(themed)


async def test_keys_without_a_code_or_a_theme_say_what_is_missing(
    path: Path, settle: Settle
) -> None:
    async with Workbench(str(path), "ani").run_test(size=(80, 24)) as pilot:
        await _open(pilot, settle)
        await pilot.press("i", "shift+left", "left", "r", "s", "d", "enter", "plus")
        await settle(pilot)
        assert isinstance(pilot.app.screen, Board)
        assert any("column of a theme" in note.message for note in pilot.app._notifications)
