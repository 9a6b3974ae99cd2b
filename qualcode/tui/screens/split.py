"""Splitting a code: its passages one by one, to stay or to go to another code."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType

from qualcode.i18n import say
from qualcode.model.views import CodingView
from qualcode.tui.commands import bindings
from qualcode.tui.dialogs.line import Line
from qualcode.tui.screens.choosing import key_of
from qualcode.tui.screens.walk import Walk
from qualcode.workflows.outcome import Outcome


class Split(Walk):
    """The first passage that goes makes the new code; the others that go join it."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("split")]

    def __init__(self, code: str) -> None:
        super().__init__()
        self._code = code
        self._new = ""
        self._stay: list[int] = []

    def waiting(self) -> list[CodingView]:
        """The passages of this very code that were not told to stay."""
        found = self.bench.study.codings.list(code=self._code)
        return [c for c in found if c.code == self._code and c.number not in self._stay]

    def headline(self, left: int) -> str:
        """What is split, into what, and how many are left."""
        if not self._new:
            return say("Split {code}: {left} to go", code=self._code, left=left)
        return say("Split {code} and {new}: {left} to go", code=self._code, new=self._new,
                   left=left)  # fmt: skip

    def action_stay(self) -> None:
        """Leave this passage with its code."""
        if self.first is not None:
            self._stay.append(self.first.number)
            self.reload()

    def action_go(self) -> None:
        """Send this passage to the new code; ask what it is called, the first time."""
        if self.first is None:
            return
        if self._new:
            self._send(self._new)
        else:
            question = say("What is the new code beside {code} called?", code=self._code)
            self.app.push_screen(Line(question), self._send)

    def _send(self, name: str | None) -> None:
        coding = self.first
        if coding is None or not name or not key_of(name):
            return
        split = self.bench.study.codebook.split

        def _split() -> Outcome:
            outcome = split(self._code, key_of(name), [coding.number], name=name, join=True)
            self._new = name
            return outcome

        self.do(_split)

    def action_again(self) -> None:
        """Look once more at the passage that was told to stay last."""
        if self._stay:
            self._stay.pop()
            self.reload()
