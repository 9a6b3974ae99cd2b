"""Bringing files in at the workbench, and saying who their speakers are."""

from __future__ import annotations

from pathlib import Path

from textual.widgets import Input, Label, Static

from qualcode.tui.app import Workbench
from qualcode.tui.dialogs.choice import OneKey
from qualcode.tui.screens.importing import Importing
from qualcode.tui.screens.transcripts import Transcripts
from tests.tui.conftest import Settle


async def test_files_are_shown_before_they_come_in(
    bench: Workbench, settle: Settle, tmp_path: Path
) -> None:
    folder = tmp_path / "new"
    folder.mkdir()
    (folder / "B2.txt").write_text("Peneliti: Apa?\n\nA1: Ya.\n", "utf-8")
    (folder / "B3.txt").write_text("<Ani> Apa?\n<K0> Ya.\n<Ani> O.\n<K0> E.\n", "utf-8")
    (folder / "B4.docx").write_bytes(b"")
    async with bench.run_test(size=(120, 30)) as pilot:
        await settle(pilot)
        await pilot.press("t")
        await settle(pilot)
        await pilot.press("a")
        bench.screen.query_one(Input).value = str(folder)
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(bench.screen, Importing)
        plan = str(bench.screen.query_one("#plan", Static).content)
        assert "A1 (1) = A1" in plan
        assert "looks like <NAME>" in plan
        assert "B4.docx holds no text" in plan
        assert [row.id for row in bench.study.transcripts.list()] == ["K0", "Z9"]
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(bench.screen, Transcripts)
        assert [row.id for row in bench.screen.things] == ["B2", "B3", "K0", "Z9"]
        await pilot.press("ctrl+z")
        await settle(pilot)
        assert [row.id for row in bench.study.transcripts.list()] == ["K0", "Z9"]


async def test_where_nothing_would_come_in_it_says_why_and_leaves(
    bench: Workbench, settle: Settle, tmp_path: Path
) -> None:
    async with bench.run_test(size=(120, 30)) as pilot:
        await settle(pilot)
        await pilot.press("t")
        await settle(pilot)
        await pilot.press("a")
        bench.screen.query_one(Input).value = str(tmp_path / "nowhere.txt")
        await pilot.press("enter")
        await settle(pilot)
        assert "there is no file" in str(bench.screen.query_one("#plan", Static).content)
        await pilot.press("enter", "escape")
        await settle(pilot)
        assert isinstance(bench.screen, Transcripts)
        assert [row.id for row in bench.study.transcripts.list()] == ["K0", "Z9"]


async def test_unknown_speakers_are_asked_about_one_after_the_other(
    bench: Workbench, settle: Settle, tmp_path: Path
) -> None:
    file = tmp_path / "B2.txt"
    file.write_text("Bu A1: Ya.\n\nQ: Apa?\n\nBu A1: O.\n\nQ: Lalu?\n", "utf-8")
    async with bench.run_test(size=(120, 30)) as pilot:
        await settle(pilot)
        bench.study.transcripts.import_files([file])
        await pilot.press("t")
        await settle(pilot)
        await pilot.press("w")
        await settle(pilot)
        assert isinstance(bench.screen, OneKey)
        assert "Who is Bu A1 in B2?" in str(bench.screen.query_one(Label).content)
        await pilot.press("1")
        await settle(pilot)
        assert "Who is Q in B2?" in str(bench.screen.query_one(Label).content)
        await pilot.press("i")
        await settle(pilot)
        shown = bench.study.transcripts.show("B2")
        assert [who for _, who in shown.turns] == [("A1",), (), ("A1",), ()]
        assert bench.study.speakers.unmatched() == []


async def test_a_speaker_may_be_somebody_who_was_not_proposed_or_not_there_yet(
    bench: Workbench, settle: Settle, tmp_path: Path
) -> None:
    file = tmp_path / "B2.txt"
    file.write_text("Tamu: Ya.\n\nSiti: Apa?\n\nTamu: O.\n\nSiti: Lalu?\n", "utf-8")
    async with bench.run_test(size=(120, 30)) as pilot:
        await settle(pilot)
        bench.study.transcripts.import_files([file])
        await pilot.press("t")
        await settle(pilot)
        await pilot.press("w", "a", *"K0", "enter")
        await settle(pilot)
        await pilot.press("a", *"R7", "enter")
        await settle(pilot)
        shown = bench.study.transcripts.show("B2")
        assert sorted({who for _, who in shown.turns}) == [("K0",), ("R7",)]
        assert [each.id for each in bench.study.informants.list()] == ["K0", "A1", "R7"]
