"""Consent and withdrawal at the workbench."""

from __future__ import annotations

from pathlib import Path

from textual.widgets import Input, Static

from qualcode import open_project
from qualcode.tui.app import Workbench
from qualcode.tui.dialogs.form import Form
from qualcode.tui.dialogs.typed import Typed
from tests.tui.conftest import Settle

WIDE = (120, 40)


async def test_somebody_is_erased_only_where_their_id_is_typed(path: Path, settle: Settle) -> None:
    with open_project(path) as study:
        study.codings.code("Z9", ["air"], quote="satu")
    async with Workbench(str(path), "ani").run_test(size=WIDE) as pilot:
        await settle(pilot)
        for key in ("I", "down", "W"):
            await pilot.press(key)
            await settle(pilot)
        dialog = pilot.app.screen
        assert isinstance(dialog, Typed)
        told = str(dialog.query_one(Static).render())
        lines = "\n".join(str(each.render()) for each in dialog.query(Static))
        assert "cannot be undone" in told
        assert "Z9" in lines
        await pilot.press(*"K0", "enter")
        await settle(pilot)
        assert pilot.app.screen is dialog
        dialog.query_one(Input).value = "A1"
        await pilot.press("enter")
        await settle(pilot)
        for key in ("escape", "o"):
            await pilot.press(key)
            await settle(pilot)
    with open_project(path) as study:
        assert [each.id for each in study.transcripts.list()] == ["K0"]
        assert study.informants.show("A1").status == "withdrawn"
        assert study.codings.list() == []


async def test_consent_is_recorded(path: Path, settle: Settle) -> None:
    async with Workbench(str(path), "ani").run_test(size=WIDE) as pilot:
        await settle(pilot)
        for key in ("I", "n"):
            await pilot.press(key)
            await settle(pilot)
        form = pilot.app.screen
        assert isinstance(form, Form)
        form.query_one("#field-0", Input).value = "archive, share"
        form.query_one("#field-1", Input).value = "2022-10-12"
        await pilot.press("ctrl+s")
        await settle(pilot)
    with open_project(path) as study:
        assert study.informants.show("K0").consent == "archive, share, 2022-10-12"
