"""Memos: what was thought about what; to read, to change, and to go where they point."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from textual.binding import BindingType
from textual.content import Content

from qualcode.i18n import say
from qualcode.model.views import MemoView
from qualcode.reports import listings
from qualcode.reports.document import Column, Document
from qualcode.tui.commands import bindings
from qualcode.tui.dialogs.form import Field
from qualcode.tui.looks import shown
from qualcode.tui.screens.sheet import Sheet
from qualcode.workflows.memos import KINDS
from qualcode.workflows.study import Study


class Memos(Sheet[MemoView]):
    """All memos, the oldest first; enter changes one."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("memos")]

    def read(self, study: Study) -> tuple[Document, Sequence[MemoView]]:
        """Every memo."""
        found = study.memos.list()
        return listings.memos(found, study.notice), found

    def beside(self, thing: MemoView) -> Content:
        """The whole of it."""
        on = f"{say(thing.about)} {thing.on}" if thing.about else say("the project")
        return Content("\n").join(
            [
                Content.styled(shown(on), "bold"),
                Content.styled(shown(f"{thing.date} {thing.coder} {say(thing.kind)}"), "dim"),
                Content(""),
                Content(shown(thing.text)),
            ]
        )

    def chosen(self, thing: MemoView, column: Column) -> None:
        """Change it."""
        del thing, column
        self.action_edit()

    def action_edit(self) -> None:
        """Ask for other words, another kind or another day."""
        thing = self.thing
        if thing is None:
            return
        fields = [
            Field("text", say("Memo"), thing.text, long=True),
            Field("kind", say("Kind"), thing.kind, KINDS),
            Field("date", say("Date"), thing.date),
        ]
        change = partial(self.bench.study.memos.change, thing.number)
        self.ask(say("Memo {number}", number=thing.number), fields, lambda new: change(**new))
