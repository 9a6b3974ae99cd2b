"""When the workbench itself fails: the work is kept, it is said, and no words get out."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualcode import open_project
from qualcode.tui.app import Workbench
from qualcode.tui.screens.desk import Desk
from qualcode.tui.units import Units
from qualcode.tui.widgets.text_view import TextView
from tests.tui.conftest import Settle
from tests.tui.desk import asked, chosen, desk_view, select

WORDS = "Air bersih belum masuk."


def _fail(*_: object) -> None:
    raise RuntimeError(WORDS)


def _log(tmp_path: Path) -> str:
    log = tmp_path / "state" / "qualcode" / "errors.log"
    words = log.read_text("utf-8")
    log.unlink()
    return words


async def test_a_key_that_fails_is_a_sentence_and_the_next_one_works(
    bench: Workbench,
    settle: Settle,
    path: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with bench.run_test(size=(120, 30)) as pilot:
        await settle(pilot)
        with monkeypatch.context() as broken:
            broken.setattr(Units, "word", _fail)
            await pilot.press("w")
            await settle(pilot)
        (note,) = bench._notifications
        assert "something unexpected went wrong; what was recorded is kept" in note.message
        assert "errors.log" in note.message
        await pilot.press("w")
        assert chosen(pilot) == "Bagaimana"
        await pilot.press("c", *"wat", "enter")
        await settle(pilot)
    assert len(asked(path, lambda study: study.codings.list())) == 1
    log = _log(tmp_path)
    assert "RuntimeError" in log
    assert "action_word" in log
    assert "Air" not in log


async def test_what_was_done_is_kept_where_showing_it_fails(
    bench: Workbench,
    settle: Settle,
    path: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with bench.run_test(size=(120, 30)) as pilot:
        await settle(pilot)
        await select(pilot, WORDS)
        monkeypatch.setattr(Desk, "put_codings", _fail)
        await pilot.press("c", *"wat", "enter")
        await settle(pilot)
        assert any("what was recorded is kept" in note.message for note in bench._notifications)
        assert desk_view(pilot).has_focus
    assert len(asked(path, lambda study: study.codings.list())) == 1
    assert "_fail" in _log(tmp_path)


async def test_where_it_cannot_go_on_it_ends_with_a_sentence_and_status_1(
    path: Path,
    settle: Settle,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    bench = Workbench(str(path), "ani")
    with pytest.raises(Exception, match="something unexpected went wrong") as failure:
        async with bench.run_test(size=(120, 30)) as pilot:
            await settle(pilot)
            await select(pilot, WORDS)
            await pilot.press("c", *"wat", "enter")
            await settle(pilot)
            monkeypatch.setattr(TextView, "on_click", _fail)
            await pilot.click(TextView, offset=(20, 1))
    assert WORDS not in str(failure.value)
    assert bench.return_code == 1
    assert "RuntimeError" in _log(tmp_path)
    out, err = capsys.readouterr()
    assert "Traceback" not in out + err
    assert WORDS not in out + err
    with open_project(path) as study:
        assert len(study.codings.list()) == 1
