"""Passages at the desk: marked now and coded later, moved, starred, linked."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualcode.tui.app import Workbench
from qualcode.tui.widgets.text_view import TextView
from tests.tui.conftest import TALK, Settle
from tests.tui.desk import asked, chosen, desk_view, said, select, spot

WORDS = "gotong royong"


def _quotes(path: Path) -> list[tuple[str, str]]:
    return [(c.code, c.quote) for c in asked(path, lambda study: study.codings.list())]


async def test_a_passage_is_marked_now_found_again_and_coded(
    bench: Workbench, settle: Settle, path: Path
) -> None:
    async with bench.run_test(size=(160, 30)) as pilot:
        await settle(pilot)
        await select(pilot, WORDS)
        await pilot.press("space")
        await settle(pilot)
        assert [mark.initial for mark in desk_view(pilot).marks.all] == ["?"]
        assert "no code yet" in said(pilot, "side")
        desk_view(pilot).go(0)
        await pilot.press("right_curly_bracket")
        assert chosen(pilot) == WORDS
        await pilot.press("c", *"wat", "enter")
        await settle(pilot)
        assert [mark.initial for mark in desk_view(pilot).marks.all] == ["a"]
        desk_view(pilot).go(0)
        await pilot.press("right_curly_bracket")
        assert chosen(pilot) == ""
    assert _quotes(path) == [("air", WORDS)]
    assert len(asked(path, lambda study: study.marking.list())) == 1


@pytest.mark.parametrize(
    ("keys", "quote"),
    [
        (["ctrl+right"], "gotong royong membuat"),
        (["left", "left"], "gotong royo"),
        (["z", "ctrl+left"], "Kami gotong royong"),
        (["z", "right", "right"], "tong royong"),
    ],
)
async def test_either_edge_moves_by_word_and_character(
    bench: Workbench, settle: Settle, path: Path, keys: list[str], quote: str
) -> None:
    async with bench.run_test(size=(160, 30)) as pilot:
        await settle(pilot)
        await select(pilot, WORDS)
        await pilot.press("c", *"wat", "enter")
        await settle(pilot)
        steps = len(asked(path, lambda study: study.history.list()))
        await pilot.press("k")
        await pilot.pause()
        assert "Moving an edge of Water" in said(pilot, "status")
        await pilot.press(*keys, "enter")
        await settle(pilot)
        assert _quotes(path) == [("air", quote)]
        assert len(asked(path, lambda study: study.history.list())) == steps + 1
        await pilot.press("u")
        await settle(pilot)
    assert _quotes(path) == [("air", WORDS)]


async def test_escape_leaves_the_edges_where_they_were(
    bench: Workbench, settle: Settle, path: Path
) -> None:
    async with bench.run_test(size=(160, 30)) as pilot:
        await settle(pilot)
        await select(pilot, WORDS)
        await pilot.press("c", *"wat", "enter")
        await settle(pilot)
        await pilot.press("k", "ctrl+right", "escape")
        await settle(pilot)
        assert "Moving" not in said(pilot, "status")
    assert _quotes(path) == [("air", WORDS)]


async def test_the_edge_of_one_code_only_splits_the_passage(
    bench: Workbench, settle: Settle, path: Path
) -> None:
    async with bench.run_test(size=(160, 30)) as pilot:
        await settle(pilot)
        await select(pilot, WORDS)
        await pilot.press("c", *"wat", "tab", *"mutual", "enter")
        await settle(pilot)
        await pilot.press("K", "ctrl+right", "enter")
        await settle(pilot)
    assert sorted(quote for _, quote in _quotes(path)) == [WORDS, f"{WORDS} membuat"]


async def test_the_mouse_moves_the_nearer_edge_and_both_with_clicks(
    bench: Workbench, settle: Settle, path: Path
) -> None:
    async with bench.run_test(size=(160, 30)) as pilot:
        await settle(pilot)
        view = desk_view(pilot)
        await select(pilot, WORDS)
        await pilot.press("c", *"wat", "enter")
        await settle(pilot)
        there = TALK.index(" sumur")
        await pilot.click(TextView, offset=spot(view, there), control=True)
        await settle(pilot)
        assert _quotes(path) == [("air", "gotong royong membuat")]
        await pilot.click(TextView, offset=spot(view, TALK.index("royong")))
        await pilot.press("k")
        await pilot.click(TextView, offset=spot(view, TALK.index(" membuat")))
        await pilot.press("enter")
        await settle(pilot)
    assert _quotes(path) == [("air", WORDS)]


async def test_a_key_quote_is_one_key_and_one_key_takes_it_away(
    bench: Workbench, settle: Settle, path: Path
) -> None:
    async with bench.run_test(size=(160, 30)) as pilot:
        await settle(pilot)
        await select(pilot, WORDS)
        await pilot.press("c", *"wat", "enter")
        await settle(pilot)
        await pilot.press("asterisk")
        await settle(pilot)
        assert "★" in [mark.initial for mark in desk_view(pilot).marks.all]
        assert "key quote" in said(pilot, "side")
        assert len(asked(path, lambda study: study.marking.list(key_quotes=True))) == 1
        await pilot.press("asterisk")
        await settle(pilot)
        assert asked(path, lambda study: study.marking.list(key_quotes=True)) == []
        await select(pilot, "Pak camat")
        await pilot.press("asterisk")
        await settle(pilot)
    (starred,) = asked(path, lambda study: study.marking.list(key_quotes=True))
    assert starred.quote == "Pak camat"


async def test_two_passages_are_linked_across_transcripts_and_one_leads_to_the_other(
    bench: Workbench, settle: Settle, path: Path
) -> None:
    async with bench.run_test(size=(160, 30)) as pilot:
        await settle(pilot)
        await select(pilot, WORDS)
        await pilot.press("space")
        await settle(pilot)
        await pilot.press("L")
        await pilot.pause()
        assert "Linking" in said(pilot, "status")
        bench.go("Z9", 5)
        await settle(pilot)
        await pilot.press("s", "space")
        await settle(pilot)
        await pilot.press("L", "c")
        await settle(pilot)
        assert "contradicts" in said(pilot, "side")
        (link,) = asked(path, lambda study: study.links.list())
        assert link.kind == "contradicts"
        await pilot.press("l")
        await settle(pilot)
        assert desk_view(pilot).text == TALK
        assert desk_view(pilot).cursor == TALK.index(WORDS)
        await pilot.press("l")
        await settle(pilot)
        assert desk_view(pilot).text.startswith("A1:")


async def test_a_mark_and_a_tie_are_taken_away_with_the_key_that_uncodes(
    bench: Workbench, settle: Settle, path: Path
) -> None:
    async with bench.run_test(size=(160, 30)) as pilot:
        await settle(pilot)
        await select(pilot, WORDS)
        await pilot.press("space")
        await settle(pilot)
        await pilot.press("d")
        await settle(pilot)
        assert asked(path, lambda study: study.marking.list()) == []
        await select(pilot, WORDS)
        await pilot.press("e")
        await settle(pilot)
        await pilot.press("enter", "f")
        await settle(pilot)
        await pilot.press("d")
        await settle(pilot)
        assert asked(path, lambda study: study.claims.list_evidence()) == []
        assert desk_view(pilot).marks.all == ()


async def test_edges_are_left_alone_when_a_step_is_undone_meanwhile(
    bench: Workbench, settle: Settle, path: Path
) -> None:
    async with bench.run_test(size=(160, 30)) as pilot:
        await settle(pilot)
        await select(pilot, WORDS)
        await pilot.press("c", *"wat", "enter")
        await settle(pilot)
        await pilot.press("k", "ctrl+right", "u")
        await settle(pilot)
        assert "Moving" not in said(pilot, "status")
        await pilot.press("right")
        assert chosen(pilot) == ""
    assert _quotes(path) == []


async def test_a_link_that_was_begun_is_left_with_escape(bench: Workbench, settle: Settle) -> None:
    async with bench.run_test(size=(160, 30)) as pilot:
        await settle(pilot)
        await select(pilot, WORDS)
        await pilot.press("space")
        await settle(pilot)
        await pilot.press("L", "escape")
        await pilot.pause()
        assert "Linking" not in said(pilot, "status")
