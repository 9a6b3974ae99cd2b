"""The passages that a revision of a text moved, changed or lost, each to be settled."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual.binding import BindingType
from textual.content import Content

from qualcode.i18n import say
from qualcode.model.views import DoubtfulView
from qualcode.tui.commands import bindings
from qualcode.tui.dialogs.line import Line
from qualcode.tui.screens.walk import OneByOne
from qualcode.workflows.outcome import Outcome


class Doubts(OneByOne[DoubtfulView]):
    """Shows a passage's words before and where it stands now."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("doubts"), *bindings("over")]

    def waiting(self) -> Sequence[DoubtfulView]:
        """What is still to be settled."""
        return self.bench.study.transcripts.doubtful()

    def headline(self, left: int) -> str:
        """How many are left."""
        return say("After a text changed: {left} to go", left=left)

    def whose(self, first: DoubtfulView) -> Content:
        """What became of it, where, and under which codes."""
        codes = ", ".join(first.codes)
        return Content.assemble(
            (say(first.state.value), "bold"), f"   {first.transcript}   {first.coder}   ", codes
        )

    def words(self, first: DoubtfulView, text: str) -> Content:
        """The words before, and those on which it stands now."""
        was = Content.assemble((say("Words before"), "dim"), "\n", first.was)
        now = Content.assemble((say("Words now"), "dim"), "\n", super().words(first, text))
        return Content("\n\n").join([was, now])

    def _decide(self, verb: Callable[[int], Outcome]) -> None:
        doubt = self.first
        if doubt is not None:
            self.do(lambda: verb(doubt.number))

    def action_accept(self) -> None:
        """It stands rightly where it does, or is rightly lost."""
        self._decide(self.bench.study.transcripts.settle)

    def action_drop(self) -> None:
        """Take it out, with its codes."""
        self._decide(self.bench.study.transcripts.drop)

    def action_words(self) -> None:
        """Ask for the words on which it stands now."""
        doubt = self.first
        if doubt is None:
            return
        settle = self.bench.study.transcripts.settle

        def _typed(words: str | None) -> None:
            if words:
                self._decide(lambda number: settle(number, quote=words))

        asked = Line(say("On which words does it stand?"), value=" ".join(doubt.now.split()))
        self.app.push_screen(asked, _typed)
