"""The queue of what was coded before the definition of its code changed."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType
from textual.content import Content

from qualcode.i18n import say
from qualcode.model.views import CodingView
from qualcode.tui.commands import bindings
from qualcode.tui.dialogs.picker import Choice, Picked, Picker
from qualcode.tui.screens.choosing import code_choices
from qualcode.tui.screens.walk import Walk
from qualcode.workflows.versions import Outdated


class Queue(Walk):
    """Each passage with what its code meant and means: it is kept, recoded or removed."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("queue")]

    def __init__(self) -> None:
        super().__init__()
        self._outdated: dict[int, Outdated] = {}

    def waiting(self) -> list[CodingView]:
        """The coder's own codings from before a change."""
        found = self.bench.study.versions.outdated()
        self._outdated = {each.coding.number: each for each in found}
        return [each.coding for each in found]

    def headline(self, left: int) -> str:
        """How many are left."""
        return say("Coded before the definition changed: {left} to go", left=left)

    def remark(self, coding: CodingView) -> Content:
        """The code, and what has changed in its definition and rules."""
        lines = [Content.styled(coding.code, "bold")]
        for change in self._outdated[coding.number].changes:
            field = f"{say(change.field)} ({change.language}): "
            lines.append(
                Content.assemble(
                    (field, "dim"), (change.before or "—", "strike"), " → ", change.now or "—"
                )
            )
        return Content("\n").join(lines)

    def action_keep(self) -> None:
        """Let this coding stand under the new definition."""
        coding = self.first
        if coding is not None:
            self.do(lambda: self.bench.study.codings.keep([coding.number]))

    def action_drop(self) -> None:
        """Take this coding off its passage."""
        coding = self.first
        if coding is not None:
            self.do(lambda: self.bench.study.codings.uncode(coding.number))

    def action_recode(self) -> None:
        """Ask for another code for this passage."""
        coding = self.first
        if coding is None:
            return

        def _chosen(picked: Picked | None) -> None:
            if picked is not None and picked.key:
                self.do(lambda: self.bench.study.codings.recode(coding.number, picked.key))

        def _ask(choices: list[Choice]) -> None:
            self.app.push_screen(Picker(say("Which code instead?"), choices), _chosen)

        codes = self.bench.study.codebook.list
        self.start(lambda: code_choices(codes(), without=coding.code), _ask)
