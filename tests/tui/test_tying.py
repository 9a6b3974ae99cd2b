"""Claims and memos at the desk."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualcode import new_project, open_project
from qualcode.tui.app import Workbench
from tests.tui.conftest import Settle
from tests.tui.desk import asked, desk_view, said, select

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


async def test_without_claims_the_desk_says_what_to_do(path: Path, settle: Settle) -> None:
    other = path.parent / "other.qualcode"
    with new_project(other, coder="ani") as study:
        study.transcripts.import_files([path.parent / "K0.txt"])
    bench = Workbench(str(other))
    async with bench.run_test(size=(160, 40)) as pilot:
        await settle(pilot)
        await select(pilot, WORDS)
        await pilot.press("e")
        await settle(pilot)
        assert any("no claims yet" in note.message for note in pilot.app._notifications)


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
