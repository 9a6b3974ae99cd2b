"""Passages one below the other, each with its words and whose they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import on
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from qualcode.tui.looks import SIGNS, shown

if TYPE_CHECKING:
    from qualcode.model.views import CodingView


class Passages(OptionList):
    """Shows codings in full; says which one was chosen."""

    DEFAULT_CSS = """
    Passages { border: round $foreground 20%; background: $surface;
               border-title-color: $foreground; }
    Passages:focus { border: round $primary; }
    """

    @dataclass
    class Chosen(Message):
        """The place of this coding is wanted."""

        coding: CodingView

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self.codings: tuple[CodingView, ...] = ()

    def show(
        self, title: str, codings: Sequence[CodingView], remarks: Sequence[str] | None = None
    ) -> None:
        """Show these, under a title; a remark, where there is one, stands below its passage."""
        at = self.highlighted or 0
        self.codings = tuple(codings)
        self.border_title = Content(shown(title))
        self.clear_options()
        said = remarks or ("",) * len(codings)
        self.add_options([_option(c, remark) for c, remark in zip(codings, said, strict=True)])
        if codings:
            self.highlighted = min(at, len(codings) - 1)

    @property
    def chosen(self) -> CodingView | None:
        """The coding under the cursor."""
        at = self.highlighted
        return self.codings[at] if at is not None and at < len(self.codings) else None

    @on(OptionList.OptionSelected)
    def _announce(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.post_message(self.Chosen(self.codings[event.option_index]))


def heading(coding: CodingView) -> str:
    """Who says it and where, how it stands to its code, and who coded it."""
    who = ", ".join(coding.sources) or "?"
    sign = SIGNS[coding.stance.value]
    place = f"{coding.transcript}:{coding.start}"
    return f"{coding.number} {who}  {place}  {sign}  {coding.coder}"


def _option(coding: CodingView, remark: str) -> Option:
    lines = [Content.styled(shown(heading(coding)), "bold"), Content(shown(coding.quote))]
    for more in filter(None, (coding.note, remark)):
        lines.append(Content.styled(shown(more), "italic dim"))
    return Option(Content("\n").join([*lines, Content("")]))
