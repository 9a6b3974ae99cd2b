"""From one day to the next, and on bad days: what is remembered, what is missing, what breaks."""

from __future__ import annotations

import os
import re
import sys
from html import unescape
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, Static

from qualcode import open_project
from qualcode.tui.app import Workbench
from qualcode.tui.dialogs.small import TooSmall
from qualcode.tui.screens.desk import Desk
from tests.tui.conftest import TALK, Settle
from tests.tui.desk import desk_view

WIDE = (120, 30)


def _said(pilot: Pilot[str]) -> str:
    return "\n".join(note.message for note in pilot.app._notifications)


async def _keys(pilot: Pilot[str], settle: Settle, *keys: str) -> None:
    for key in keys:
        await pilot.press(key)
        await settle(pilot)


async def test_the_next_day_begins_where_the_last_one_ended(path: Path, settle: Settle) -> None:
    async with Workbench(str(path), "ani").run_test(size=WIDE) as pilot:
        await settle(pilot)
        desk_view(pilot).go(TALK.index("sumur"))
        await _keys(pilot, settle, "s", "c", "enter", "t", "down", "enter")
        desk_view(pilot).go(7)
        await _keys(pilot, settle, "ctrl+t", "ctrl+q")
    before = path.read_bytes()
    async with Workbench(str(path), "ani").run_test(size=WIDE) as pilot:
        await settle(pilot)
        assert desk_view(pilot).text.startswith("A1:")
        assert desk_view(pilot).cursor == 7
        assert not pilot.app.current_theme.dark
        app = pilot.app
        assert isinstance(app, Workbench)
        assert app.desk.recent == ["air"]
    async with Workbench(str(path), "budi").run_test(size=WIDE) as pilot:
        await settle(pilot)
        assert desk_view(pilot).text == TALK  # somebody else begins at the beginning
    assert path.read_bytes() == before  # the project knows nothing of it


async def test_what_is_remembered_may_be_nonsense(
    path: Path, settle: Settle, tmp_path: Path
) -> None:
    state = tmp_path / "state" / "qualcode" / "workbench.json"
    state.parent.mkdir(parents=True)
    state.write_text('{"places": [1], "theme": "no such"}', "utf-8")
    async with Workbench(str(path), "ani").run_test(size=WIDE) as pilot:
        await settle(pilot)
        assert desk_view(pilot).text == TALK


async def test_a_recording_is_played_from_where_the_turn_begins(
    path: Path, settle: Settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard = tmp_path / "heard"
    player = tmp_path / "player.py"
    player.write_text(f"import sys\nopen({str(heard)!r}, 'w').write('|'.join(sys.argv[1:]))\n")
    monkeypatch.setenv("QUALCODE_PLAYER", f"{sys.executable} {player} --start={{seconds}}")
    (tmp_path / "W1.vtt").write_text(
        "WEBVTT\n\n00:00:05.000 --> 00:00:09.000\n<v K0>Air bersih.\n\n"
        "00:01:05.500 --> 00:01:09.000\n<v K0>Belum masuk.\n",
        "utf-8",
    )
    with open_project(path, coder="ani") as study:
        study.transcripts.import_files([tmp_path / "W1.vtt"])
    async with Workbench(str(path), "ani").run_test(size=WIDE) as pilot:
        await settle(pilot)
        await _keys(pilot, settle, "t", "down", "enter", "p")
        assert "no recording is linked to W1" in _said(pilot)
        with open_project(path, coder="ani") as study:
            study.transcripts.change("W1", media="a $(touch pwned) b.mp3")
        await _keys(pilot, settle, "p")
        assert "the recording of W1 is not at" in _said(pilot)
        recording = tmp_path / "a $(touch pwned) b.mp3"
        recording.touch()
        desk_view(pilot).go(desk_view(pilot).text.index("Belum"))
        await _keys(pilot, settle, "p")
        for _ in range(200):
            if heard.exists() and heard.read_text():
                break
            await pilot.pause(0.05)
        assert heard.read_text() == f"--start=65.5|{recording}"
        assert "playing W1 from 1:05" in _said(pilot)
    assert not (tmp_path / "pwned").exists()


async def test_without_a_player_there_is_a_sentence(
    path: Path, settle: Settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "talk.mp3").touch()
    with open_project(path, coder="ani") as study:
        study.transcripts.change("K0", media=str(tmp_path / "talk.mp3"))
    async with Workbench(str(path), "ani").run_test(size=WIDE) as pilot:
        await settle(pilot)
        monkeypatch.setenv("PATH", str(tmp_path))
        await _keys(pilot, settle, "p")
        assert "no player for recordings was found; install mpv or VLC" in _said(pilot)


async def test_too_small_a_terminal_says_so_and_takes_no_keys(path: Path, settle: Settle) -> None:
    async with Workbench(str(path), "ani").run_test(size=WIDE) as pilot:
        await settle(pilot)
        desk_view(pilot).go(TALK.index("Air"))
        await pilot.press("s")
        chosen = desk_view(pilot).selection
        await pilot.resize_terminal(30, 6)
        await settle(pilot)
        assert isinstance(pilot.app.screen, TooSmall)
        await _keys(pilot, settle, "d", "c", "enter")
        await pilot.resize_terminal(100, 30)
        await settle(pilot)
        assert isinstance(pilot.app.screen, Desk)
        assert desk_view(pilot).selection == chosen
    with open_project(path) as study:
        assert study.codings.list() == []


async def test_a_project_removed_while_open_is_a_sentence_and_can_be_kept(
    path: Path, settle: Settle, tmp_path: Path
) -> None:
    async with Workbench(str(path), "ani").run_test(size=WIDE) as pilot:
        await settle(pilot)
        desk_view(pilot).go(TALK.index("Air"))
        await _keys(pilot, settle, "s", "c", "enter")
        path.unlink()
        await _keys(pilot, settle, "s", "full_stop")
        assert "was moved, removed or replaced while it was open" in _said(pilot)
        await _keys(pilot, settle, "Y")
        pilot.app.screen.query_one(Input).value = str(tmp_path / "kept.qualcode")
        await _keys(pilot, settle, "enter")
    assert not path.exists()
    with open_project(tmp_path / "kept.qualcode.backup") as study:
        assert len(study.codings.list()) == 1


async def test_another_file_in_the_place_of_the_project_is_not_written_to(
    path: Path, settle: Settle
) -> None:
    async with Workbench(str(path), "ani").run_test(size=WIDE) as pilot:
        await settle(pilot)
        other = path.read_bytes()
        path.unlink()
        path.with_suffix(".other").write_bytes(other)
        path.with_suffix(".other").rename(path)
        await _keys(pilot, settle, "s", "c", "enter")
        assert "was moved, removed or replaced while it was open" in _said(pilot)


@pytest.mark.skipif(os.name == "nt", reason="a limit on the size of files")
async def test_a_full_disk_is_a_sentence_and_the_work_goes_on(path: Path, settle: Settle) -> None:
    import resource
    import signal

    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    async with Workbench(str(path), "ani").run_test(size=WIDE) as pilot:
        await settle(pilot)
        desk_view(pilot).go(TALK.index("Air"))
        await pilot.press("s")
        try:
            resource.setrlimit(resource.RLIMIT_FSIZE, (4096, limits[1]))
            await _keys(pilot, settle, "c", "enter")
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, limits)
            signal.signal(signal.SIGXFSZ, before)
        assert "disk" in _said(pilot)
        assert desk_view(pilot).selection is not None
        await _keys(pilot, settle, "c", "enter")
    with open_project(path) as study:
        assert [coding.code for coding in study.codings.list()] == ["air"]


async def test_a_screen_without_colours_still_tells_codings_apart(
    path: Path, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with Workbench(str(path), "ani").run_test(size=WIDE) as pilot:
        await settle(pilot)
        desk_view(pilot).go(TALK.index("Air"))
        await _keys(pilot, settle, "s", "c", "enter")
        row = next(
            strip
            for strip in map(desk_view(pilot).render_line, range(8))
            if "Air bersih" in strip.text
        )
        assert any(s.style and s.style.underline for s in row if "Air" in s.text)
        drawn = pilot.app.export_screenshot()
        colours = re.findall(r"(?:<rect fill=\"|-r\d+ \{ fill: )#(\w{6})", drawn)
        assert len(colours) > 20
        for colour in colours:
            parts = bytes.fromhex(colour)
            assert max(parts) - min(parts) <= 6


async def test_words_that_would_steer_a_terminal_are_shown_as_words(
    path: Path, settle: Settle, tmp_path: Path
) -> None:
    nasty = "[red]merah[/red] \x1b[31mmerah\x1b]0;judul\x07 [/]"
    (tmp_path / "N1.txt").write_text(f"K0: {nasty} selesai.\n", "utf-8")
    with open_project(path, coder="ani") as study:
        study.transcripts.import_files([tmp_path / "N1.txt"])
        study.codings.code("N1", ["air"], quote=nasty, note=nasty)
        study.codebook.change("air", name_en=nasty)
        study.claims.tie("C1", "N1", quote=nasty)
        study.memos.add(nasty)
    async with Workbench(str(path), "ani").run_test(size=(200, 40)) as pilot:
        await settle(pilot)
        await _keys(pilot, settle, "t", "down", "enter")
        desk_view(pilot).go(8)
        for keys in ((), ("o",), ("C",), ("J",), ("V",), ("M",), ("b",), ("b", "enter"), ("P",)):
            await _keys(pilot, settle, *keys)
            for _ in range(100):  # a table is drawn once its rows have come
                drawn = unescape(re.sub("<[^>]*>", "", pilot.app.export_screenshot()))
                if "[red]merah" in drawn.replace("\xa0", " "):
                    break
                await settle(pilot)
            assert "\x1b" not in drawn
            assert "\x07" not in drawn
            assert "[red]merah" in drawn.replace("\xa0", " "), keys


async def test_the_tour_is_one_line_that_goes_on_as_things_are_done(
    path: Path, settle: Settle
) -> None:
    with open_project(path, coder="ani") as study:
        study.settings.set("constructed", "yes")

    def _hint(pilot: Pilot[str]) -> str:
        hint = pilot.app.screen.query_one("#hint", Static)
        return "" if hint.has_class("gone") else str(hint.render())

    async with Workbench(str(path), "ani").run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert "f2 shows you round" in _hint(pilot)
        assert pilot.app.screen.query_one("#hint").size.height == 1
        await _keys(pilot, settle, "f2")
        assert _hint(pilot).startswith("1/7  s selects")
        desk_view(pilot).go(TALK.index("Air"))
        await _keys(pilot, settle, "s", "c", "enter", "ctrl+z", "V")
        assert _hint(pilot).startswith("5/7  esc")
        await _keys(pilot, settle, "escape", "M", "escape")
        assert _hint(pilot).startswith("7/7  ?")
        await _keys(pilot, settle, "question_mark", "escape")
        assert _hint(pilot) == ""
    async with Workbench(str(path), "ani").run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert _hint(pilot) == ""  # it is offered once
