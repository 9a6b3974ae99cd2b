"""Claims and memos at the desk."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual import events
from textual.widgets import OptionList, Static

from qualcode import new_project, open_project
from qualcode.tui.app import Workbench
from qualcode.tui.screens.desk import Desk
from tests.tui.conftest import TALK, Settle
from tests.tui.desk import asked, chosen, desk_view, said, select

WORDS = "Air bersih belum masuk."


@pytest.mark.parametrize(
    ("keys", "stance", "basis"),
    [
        (["f"], "affirm", "first-hand"),
        (["enter"], "affirm", ""),
        (["x", "o"], "deny", "official"),
        (["q", "down", "down", "enter"], "qualify", "official"),
        (["t", *"a1", "enter"], "affirm", "told-by:A1"),
        (["r", *"surat desa", "enter"], "affirm", "read-from:surat desa"),
    ],
)
async def test_a_claim_is_tied_with_stance_and_basis(
    bench: Workbench, settle: Settle, path: Path, keys: list[str], stance: str, basis: str
) -> None:
    async with bench.run_test(size=(160, 30)) as pilot:
        await settle(pilot)
        await select(pilot, WORDS)
        await pilot.press("e")
        await settle(pilot)
        await pilot.press("enter", keys[0])
        await settle(pilot)
        await pilot.press(*keys[1:])
        await settle(pilot)
        assert desk_view(pilot).has_focus
    (tied,) = asked(path, lambda study: study.claims.list_evidence())
    assert (tied.claim, tied.quote, tied.stance, tied.basis) == ("C1", WORDS, stance, basis)


async def test_how_the_verdict_changes_is_told_and_stays_beside_the_text(
    bench: Workbench, settle: Settle
) -> None:
    async with bench.run_test(size=(160, 40)) as pilot:
        await settle(pilot)
        await select(pilot, WORDS)
        await pilot.press("e")
        await settle(pilot)
        await pilot.press("enter", "f")
        await settle(pilot)
        told = [note.message for note in pilot.app._notifications]
        assert "C1: no source (+0 −0) → single-source (+1 −0)" in told
        assert "single-source (+1 −0)" in said(pilot, "side")
        assert "first-hand" in said(pilot, "side")
        assert [mark.initial for mark in desk_view(pilot).marks.all] == ["§"]


async def test_the_mouse_ties_too(bench: Workbench, settle: Settle, path: Path) -> None:
    async with bench.run_test(size=(160, 40)) as pilot:
        await settle(pilot)
        await select(pilot, WORDS)
        await pilot.press("e")
        await settle(pilot)
        await pilot.click("OptionList", offset=(3, 0))
        await settle(pilot)
        await pilot.click("#deny")
        await pilot.click("OptionList", offset=(3, 1))
        await settle(pilot)
    (tied,) = asked(path, lambda study: study.claims.list_evidence())
    assert (tied.stance, tied.basis) == ("deny", "first-hand")


async def test_a_key_that_is_held_down_answers_once(
    bench: Workbench, settle: Settle, path: Path
) -> None:
    async with bench.run_test(size=(160, 40)) as pilot:
        await settle(pilot)
        await select(pilot, WORDS)
        await pilot.press("e")
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)
        for _ in range(3):  # faster than the screen
            bench.post_message(events.Key("f", "f"))
        await settle(pilot)
        assert desk_view(pilot).has_focus
    (tied,) = asked(path, lambda study: study.claims.list_evidence())
    assert (tied.stance, tied.basis) == ("affirm", "first-hand")


async def test_leaving_the_question_ties_nothing(
    bench: Workbench, settle: Settle, path: Path
) -> None:
    async with bench.run_test(size=(160, 40)) as pilot:
        await settle(pilot)
        await select(pilot, WORDS)
        await pilot.press("e")
        await settle(pilot)
        await pilot.press("enter", "x", "escape")
        await settle(pilot)
    assert asked(path, lambda study: study.claims.list_evidence()) == []


async def test_a_claim_that_is_not_there_is_made_on_the_spot(path: Path, settle: Settle) -> None:
    other = path.parent / "other.qualcode"
    with new_project(other, coder="ani") as study:
        study.transcripts.import_files([path.parent / "K0.txt"])
    bench = Workbench(str(other))
    async with bench.run_test(size=(160, 40)) as pilot:
        await settle(pilot)
        await select(pilot, WORDS)
        await pilot.press("e")
        await settle(pilot)
        await pilot.press(*"Air belum cukup", "enter")
        await settle(pilot)
        await pilot.press("f")
        await settle(pilot)
        assert "C1 +" in said(pilot, "side")
        await select(pilot, "Kami gotong royong")
        await pilot.press("e")
        await settle(pilot)
        await pilot.press(*"cukup", "enter")
        await settle(pilot)
        await pilot.press("x", "enter")
        await settle(pilot)
    ties = asked(other, lambda study: study.claims.list_evidence())
    assert [(tied.claim, tied.stance) for tied in ties] == [("C1", "affirm"), ("C1", "deny")]
    assert [each.text for each in asked(other, lambda study: study.claims.list())] == [
        "Air belum cukup"
    ]


async def test_a_memo_is_on_the_passage_and_the_journal_on_the_day(
    bench: Workbench, settle: Settle, path: Path
) -> None:
    async with bench.run_test(size=(160, 40)) as pilot:
        await settle(pilot)
        await select(pilot, WORDS)
        view = desk_view(pilot)
        before = (view.cursor, view.scroll_offset.y)
        await pilot.press("j", *"dry", "enter")
        await settle(pilot)
        await pilot.press("D", *"long day", "enter")
        await settle(pilot)
        assert (view.cursor, view.scroll_offset.y) == before
        assert view.has_focus
        assert "dry" in said(pilot, "side")
    with open_project(path) as study:
        jotted, journal = study.memos.list()
        (place,) = study.marking.list()
        assert (jotted.about, jotted.on, jotted.text) == ("passage", str(place.number), "dry")
        assert (journal.about, journal.kind, journal.text) == ("", "reflexive", "long day")
        assert journal.date == study.history.list()[-1].when[:10]


async def test_the_next_keys_find_the_question_there_and_none_reaches_the_text(
    bench: Workbench, settle: Settle, path: Path
) -> None:
    with open_project(path, coder="ani") as study:
        study.codings.code("K0", ["air"], quote=WORDS)
    async with bench.run_test(size=(160, 30)) as pilot:
        await settle(pilot)
        await select(pilot, WORDS)
        await pilot.press("e", "enter", "f")
        await settle(pilot)
        await pilot.press("x")
        await settle(pilot)
        assert isinstance(pilot.app.screen, Desk)
        assert any("is tied already" in note.message for note in bench._notifications)
        assert any(note.title.startswith("Tied: affirms it") for note in bench._notifications)
    (tied,) = asked(path, lambda study: study.claims.list_evidence())
    assert (tied.stance, tied.basis) == ("affirm", "first-hand")
    (coding,) = asked(path, lambda study: study.codings.list())
    assert coding.stance.value == "mention"


async def test_after_a_tie_the_work_goes_on_with_the_next_key(
    bench: Workbench, settle: Settle, path: Path
) -> None:
    with open_project(path, coder="ani") as study:
        study.codings.code("K0", ["air"], quote=WORDS)
    async with bench.run_test(size=(160, 30)) as pilot:
        await settle(pilot)
        await select(pilot, WORDS)
        await pilot.press("e", "enter", "f")
        await settle(pilot)
        await pilot.press("s")
        assert chosen(pilot).startswith("Kami gotong royong")
        desk_view(pilot).go(TALK.index("bersih"))
        await pilot.press("x")
        await settle(pilot)
    (coding,) = asked(path, lambda study: study.codings.list())
    assert coding.stance.value == "deny"


@pytest.mark.parametrize("size", [(80, 24), (160, 40)])
async def test_which_key_ties_is_said(
    bench: Workbench, settle: Settle, size: tuple[int, int]
) -> None:
    async with bench.run_test(size=size) as pilot:
        await settle(pilot)
        await select(pilot, WORDS)
        await pilot.press("e", "enter")
        await pilot.pause()
        words = " ".join(str(each.render()) for each in pilot.app.screen.query(".ask"))
        assert "its letter, or enter, ties the passage at once" in words
        assert not pilot.app.screen.query(".warning")


async def test_a_passage_of_the_interviewer_says_at_once_that_it_counts_for_nobody(
    bench: Workbench, settle: Settle
) -> None:
    told = "no informant speaks here; it counts for nobody"
    async with bench.run_test(size=(160, 40)) as pilot:
        await settle(pilot)
        await select(pilot, "Bagaimana air")
        await pilot.press("e")
        assert any(note.message == told for note in bench._notifications)
        await pilot.press("enter")
        await pilot.pause()
        assert str(pilot.app.screen.query_one(".warning", Static).render()) == told


async def test_how_claims_stand_comes_into_the_question(bench: Workbench, settle: Settle) -> None:
    async with bench.run_test(size=(160, 40)) as pilot:
        await settle(pilot)
        await select(pilot, WORDS)
        await pilot.press("e")
        await settle(pilot)
        row = pilot.app.screen.query_one(OptionList).get_option_at_index(0)
        assert "no source (+0 −0)" in str(row.prompt)  # it came after the question


async def test_keys_that_come_in_one_go_are_all_taken(
    bench: Workbench, settle: Settle, path: Path
) -> None:
    async with bench.run_test(size=(160, 40)) as pilot:
        await settle(pilot)
        await select(pilot, WORDS)
        await pilot.press("e")
        await settle(pilot)
        for key in ("C", "1", "enter", "x", "f"):  # faster than the screen
            bench.post_message(events.Key(key, key if len(key) == 1 else None))
        await settle(pilot)
        await select(pilot, WORDS)
        await pilot.press("c")
        await settle(pilot)
        for key in (*"wat", "tab", *"mut", "enter"):
            bench.post_message(events.Key(key, key if len(key) == 1 else None))
        await settle(pilot)
    (tied,) = asked(path, lambda study: study.claims.list_evidence())
    assert (tied.claim, tied.stance, tied.basis) == ("C1", "deny", "first-hand")
    coded = asked(path, lambda study: study.codings.list())
    assert {coding.code for coding in coded} == {"air", "gotong-royong"}
