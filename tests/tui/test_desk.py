"""A researcher's day at the desk, by keyboard and by mouse."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from textual.strip import Strip
from textual.widgets import DataTable, Input, OptionList, Static

from qualcode import new_project, open_project
from qualcode.model.span import Span
from qualcode.model.views import CodingView
from qualcode.tui.app import Workbench
from qualcode.tui.dialogs.picker import Choice, Picker, ranked
from qualcode.tui.screens.desk import Desk
from qualcode.tui.screens.sheet import Sheet
from qualcode.tui.widgets.text_view import TextView
from tests.tui.conftest import TALK, Settle
from tests.tui.desk import asked, desk_view, said, select

SENTENCE = "Air bersih belum masuk."


def _codings(path: Path) -> list[CodingView]:
    return asked(path, lambda study: study.codings.list())


async def test_opening_shows_a_transcript_at_once(bench: Workbench, settle: Settle) -> None:
    async with bench.run_test(size=(120, 30)) as pilot:
        await settle(pilot)
        assert desk_view(pilot).text == TALK
        assert desk_view(pilot).has_focus
        assert isinstance(pilot.app.screen, Desk)


async def test_the_status_line_says_how_who_speaks_was_reached(
    bench: Workbench, settle: Settle
) -> None:
    async with bench.run_test(size=(120, 30)) as pilot:
        await settle(pilot)
        desk_view(pilot).go(TALK.index("sumur"))
        await settle(pilot)
        assert "K0 (K0, wave 0)" in said(pilot, "status")
        await pilot.press("t", "down", "enter")
        await settle(pilot)
        assert "A1 (A1, wave 1, branch A1)" in said(pilot, "status")


async def test_a_sentence_is_coded_by_keyboard_and_kept_at_once(
    bench: Workbench, settle: Settle, path: Path
) -> None:
    async with bench.run_test(size=(120, 30)) as pilot:
        await settle(pilot)
        desk_view(pilot).go(TALK.index("K0: Air") + 4)
        await pilot.press("s", "c", *"wat", "enter")
        await settle(pilot)
        (coding,) = _codings(path)  # another process sees it while the workbench is open
        assert (coding.code, coding.quote, coding.coder) == ("air", SENTENCE, "ani")
        assert [mark.number for mark in desk_view(pilot).marks.all] == [coding.number]
        await pilot.press("ctrl+z")
        await settle(pilot)
        assert desk_view(pilot).marks.all == ()
        await pilot.press("ctrl+y")
        await settle(pilot)
        assert len(desk_view(pilot).marks.all) == 1
    assert len(_codings(path)) == 1


async def test_the_mouse_alone_codes_the_same(bench: Workbench, settle: Settle, path: Path) -> None:
    async with bench.run_test(size=(160, 40)) as pilot:
        await settle(pilot)
        view = desk_view(pilot)
        start = TALK.index(SENTENCE)
        end = start + len(SENTENCE)
        row = view._layout.row_of(start)
        first = (view._gutter + view._layout.column_of(start), row)
        last = (view._gutter + view._layout.column_of(start) + len(SENTENCE), row)
        await pilot.mouse_down(TextView, offset=first)
        await pilot.hover(TextView, offset=last)
        await pilot.mouse_up(TextView, offset=last)
        assert view.selection == Span(start, end)
        await pilot.click("#codes", offset=(6, 1))
        await settle(pilot)
    assert [(c.code, c.quote) for c in _codings(path)] == [("air", SENTENCE)]


async def test_the_last_code_and_the_numbered_ones_are_one_key(
    bench: Workbench, settle: Settle, path: Path
) -> None:
    async with bench.run_test(size=(120, 30)) as pilot:
        await settle(pilot)
        await select(pilot, SENTENCE)
        await pilot.press("c", *"mutual", "enter")
        await settle(pilot)
        await select(pilot, "gotong royong")
        await pilot.press("full_stop")
        await settle(pilot)
        await select(pilot, "Pak camat")
        await pilot.press("1")
        await settle(pilot)
    assert [(c.code, c.stance.value) for c in _codings(path)] == [("gotong-royong", "affirm")] * 3


async def test_stance_recoding_and_removing_are_one_key_each(
    bench: Workbench, settle: Settle, path: Path
) -> None:
    async with bench.run_test(size=(120, 30)) as pilot:
        await settle(pilot)
        await select(pilot, "gotong royong")
        await pilot.press("c", *"mutual", "enter")
        await settle(pilot)
        desk_view(pilot).go(TALK.index("royong"))
        await pilot.press("x")
        await settle(pilot)
        assert _codings(path)[0].stance.value == "deny"
        await pilot.press("r", *"water", "enter")
        await settle(pilot)
        assert _codings(path)[0].code == "air"
        await pilot.press("d")
        await settle(pilot)
        assert _codings(path) == []
        await pilot.press("d")
        await settle(pilot)
        assert desk_view(pilot).marks.all == ()


async def test_a_new_code_is_made_on_the_spot_and_one_of_the_words_themselves(
    bench: Workbench, settle: Settle, path: Path
) -> None:
    async with bench.run_test(size=(120, 30)) as pilot:
        await settle(pilot)
        await select(pilot, "membuat sumur")
        await pilot.press("c", *"zzz baru", "enter")
        await settle(pilot)
        await select(pilot, "Pak camat")
        await pilot.press("i")
        await settle(pilot)
    assert [c.code for c in _codings(path)] == ["zzz-baru", "pak-camat"]


async def test_a_passage_is_tied_to_a_claim_and_a_thought_is_jotted(
    bench: Workbench, settle: Settle, path: Path
) -> None:
    async with bench.run_test(size=(120, 30)) as pilot:
        await settle(pilot)
        await select(pilot, SENTENCE)
        await pilot.press("e")
        await settle(pilot)
        await pilot.press("enter", "x", "f")
        await settle(pilot)
        await pilot.press("j", *"hm", "enter")
        await settle(pilot)
    with open_project(path) as study:
        (tied,) = study.claims.list_evidence(claim="C1")
        assert (tied.quote, tied.stance, tied.basis) == (SENTENCE, "deny", "first-hand")
        assert [memo.text for memo in study.memos.list()] == ["hm"]


@pytest.mark.parametrize("key", ["t", "b", "I", "o", "C", "M", "V", "J", "H", "S"])
async def test_every_table_opens_and_closes(bench: Workbench, settle: Settle, key: str) -> None:
    async with bench.run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        await pilot.press(key)
        await settle(pilot)
        assert isinstance(pilot.app.screen, Sheet)
        for _ in range(100):
            if pilot.app.screen.query_one(DataTable).columns:
                break
            await settle(pilot)
        assert pilot.app.screen.query_one(DataTable).columns
        await pilot.press("escape")
        await settle(pilot)
        assert isinstance(pilot.app.screen, Desk)


async def test_a_table_leads_to_the_text_and_is_exported(
    bench: Workbench, settle: Settle, tmp_path: Path
) -> None:
    async with bench.run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        await pilot.press("t")
        await settle(pilot)
        await pilot.press("down", "enter")
        await settle(pilot)
        assert desk_view(pilot).text.startswith("A1: 字字字")
        await pilot.press("M")
        await settle(pilot)
        await pilot.press("E")
        await settle(pilot)
        pilot.app.screen.query_one(Input).value = "m.csv"
        await pilot.press("enter")
        await settle(pilot)
    assert (tmp_path / "m.csv").read_text("utf-8").startswith("theme,K0,A1,total")


async def test_words_are_found_in_all_transcripts(bench: Workbench, settle: Settle) -> None:
    async with bench.run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        await pilot.press("slash", *"SATU", "enter")
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)
        assert desk_view(pilot).text.startswith("A1:")
        assert desk_view(pilot).cursor == desk_view(pilot).text.index("satu")


async def test_somebody_else_writing_is_a_sentence_and_nothing_is_lost(
    bench: Workbench, settle: Settle, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from qualcode.store import engine

    monkeypatch.setattr(engine, "PATIENCE", 0.2)
    async with bench.run_test(size=(120, 30)) as pilot:
        await settle(pilot)
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        await select(pilot, SENTENCE)
        await pilot.press("c", *"wat", "enter")
        await settle(pilot)
        assert any("somebody else" in note.message for note in pilot.app._notifications)
        other.execute("ROLLBACK")
        other.close()
        assert desk_view(pilot).selection is not None
        await pilot.press("full_stop")
        await settle(pilot)
    assert len(_codings(path)) == 1


async def test_a_project_that_is_not_there_ends_with_a_sentence(tmp_path: Path) -> None:
    app = Workbench(str(tmp_path / "none.qualcode"))
    async with app.run_test() as pilot:
        for _ in range(400):
            await pilot.pause(0.05)
            if app.return_code is not None:
                break
    assert app.return_code == 1


async def test_a_project_without_transcripts_says_what_to_do(
    tmp_path: Path, settle: Settle
) -> None:
    new_project(tmp_path / "empty.qualcode", coder="ani").close()
    app = Workbench(str(tmp_path / "empty.qualcode"))
    async with app.run_test() as pilot:
        await settle(pilot)
        (note,) = app._notifications
        assert note.message == "no transcripts yet; to bring some in, press t, then a"
        await pilot.press("s", "c", "d", "n", "e", "j")


@pytest.mark.parametrize("size", [(80, 24), (250, 70), (30, 8)])
async def test_it_works_at_every_size_and_through_a_resize(
    bench: Workbench, settle: Settle, size: tuple[int, int]
) -> None:
    async with bench.run_test(size=size) as pilot:
        await settle(pilot)
        await select(pilot, SENTENCE)
        await pilot.resize_terminal(90, 20)
        await settle(pilot)
        assert desk_view(pilot).selection is not None
        assert "[b]dalam[/b]" in desk_view(pilot).text
        drawn = "".join(desk_view(pilot).render_line(y).text for y in range(20))
        assert "Air bersih belum masuk" in drawn


async def test_help_lists_every_key_and_the_keys_can_be_changed(
    path: Path, settle: Settle, tmp_path: Path
) -> None:
    keys = tmp_path / "config" / "qualcode" / "keys.toml"
    keys.parent.mkdir(parents=True)
    keys.write_text('help = "f5"\n', "utf-8")
    app = Workbench(str(path), "ani")
    async with app.run_test(size=(100, 40)) as pilot:
        await settle(pilot)
        await pilot.press("f5")
        await settle(pilot)
        shown = str(pilot.app.screen.query_one(Static).render())
        assert "Repeat the last code" in shown
        await pilot.press("escape")
        await settle(pilot)
        assert isinstance(pilot.app.screen, Desk)


async def test_a_picker_keeps_its_order_until_something_is_typed(
    bench: Workbench, settle: Settle
) -> None:
    async with bench.run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        await select(pilot, SENTENCE)
        await pilot.press("c")
        await settle(pilot)
        assert isinstance(pilot.app.screen, Picker)
        assert pilot.app.screen.query_one(OptionList).option_count == 2
        await pilot.press("escape")


def test_what_was_typed_finds_names_and_aliases_with_a_slip() -> None:
    choices = [
        Choice("a", "Leading sector", words=("lembaga utama",)),
        Choice("b", "Synergy", words=("sinergi",)),
    ]
    assert ranked(choices, "") == (choices, [])
    assert ranked(choices, "sinergy")[0][0].key == "b"
    (synergy,), _ = ranked(choices, "sinergi")
    assert (synergy.key, synergy.by) == ("b", "sinergi")
    (sector,), _ = ranked(choices, "lembaga")
    assert (sector.key, sector.by) == ("a", "lembaga utama")
    (sector,), _ = ranked(choices, "leadng")
    assert (sector.key, sector.by) == ("a", "")
    assert ranked(choices, "sector lemb")[0][0].key == "a"
    assert ranked(choices, "qqqq") == ([], [])
    assert ranked([Choice("c", "Associations")], "asociat")[0][0].key == "c"
    assert ranked([Choice("d", "Model")], "modal") == ([], [Choice("d", "Model")])


async def test_everything_is_said_in_the_language_asked_for(
    bench: Workbench, settle: Settle
) -> None:
    from qualcode.i18n import speak

    speak("id")
    async with bench.run_test(size=(120, 30)) as pilot:
        await settle(pilot)
        await pilot.press("ctrl+z")
        await settle(pilot)
        assert any("dibatalkan" in note.message for note in pilot.app._notifications)
        await pilot.press("V")
        await settle(pilot)
        assert str(pilot.app.screen.query_one("#title", Static).render()).startswith("Triangulasi")


async def test_reading_the_same_text_again_leaves_the_reader_where_they_are(
    bench: Workbench, settle: Settle
) -> None:
    async with bench.run_test(size=(120, 30)) as pilot:
        await settle(pilot)
        view = desk_view(pilot)
        await select(pilot, SENTENCE)
        chosen = view.selection
        view.show(view.text, (), view.marks, frozenset())
        assert view.selection == chosen
        view.show("another text", (), view.marks, frozenset())
        assert (view.cursor, view.selection) == (0, None)


async def test_codings_that_come_and_go_are_drawn_as_if_read_anew(
    bench: Workbench, settle: Settle
) -> None:
    async with bench.run_test(size=(120, 30)) as pilot:
        await settle(pilot)
        view = desk_view(pilot)
        for words, code in ((SENTENCE, "water"), ("gotong", "mutual"), ("bersih", "water")):
            await select(pilot, words)
            await pilot.press("c", *code, "enter")
            await settle(pilot)
        view.go(TALK.index("gotong"))
        await pilot.press("d")
        await settle(pilot)
        view.go(TALK.index("bersih"))
        await pilot.press("r", *"mutual", "enter")
        await settle(pilot)
        drawn = _words_drawn(view)
        bench.desk.reload()
        await settle(pilot)
        assert _words_drawn(view) == drawn


def _words_drawn(view: TextView) -> list[Strip]:
    """The rows without their margin."""
    rows = [view.render_line(y) for y in range(view.size.height)]
    return [row.crop(view._gutter, view._gutter + 60) for row in rows]
