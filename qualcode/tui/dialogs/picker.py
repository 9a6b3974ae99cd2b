"""Pick one of many by typing a part of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Label, OptionList
from textual.widgets.option_list import Option

from qualcode.tui.looks import shown

_MOST = 60


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to pick: `words` are all it may be found by."""

    key: str
    title: str
    detail: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Picked:
    """What was picked; `key` is empty where something new was typed."""

    key: str
    typed: str


class Picker(ModalScreen[Picked | None]):
    """Choices that narrow down as you type; the given order holds while nothing is typed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False),
        Binding("down", "step(1)", show=False, priority=True),
        Binding("up", "step(-1)", show=False, priority=True),
    ]

    def __init__(self, question: str, choices: Sequence[Choice], *, create: str = "") -> None:
        super().__init__()
        self._question = question
        self._choices = choices
        self._create = create
        self._shown: list[Choice] = []

    def compose(self) -> ComposeResult:
        """A line to type in, and what fits."""
        with Vertical(classes="dialog"):
            yield Label(Content(shown(self._question)))
            yield Input()
            yield OptionList()

    def on_mount(self) -> None:
        """Show all, and type at once."""
        self._narrow("")
        self.query_one(Input).focus()

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self._narrow(event.value)

    def _narrow(self, typed: str) -> None:
        self._shown = ranked(self._choices, typed)[:_MOST]
        options = self.query_one(OptionList)
        options.clear_options()
        for choice in self._shown:
            options.add_option(
                Option(Content.assemble(shown(choice.title), (f"  {shown(choice.detail)}", "dim")))
            )
        if self._create and typed.strip():
            options.add_option(Option(Content(self._create.format(typed=typed.strip()))))
        if options.option_count:
            options.highlighted = 0

    def action_step(self, by: int) -> None:
        """Go up or down the choices while typing."""
        options = self.query_one(OptionList)
        if by > 0:
            options.action_cursor_down()
        else:
            options.action_cursor_up()

    def action_leave(self) -> None:
        """Pick nothing."""
        self.dismiss(None)

    @on(Input.Submitted)
    def _entered(self) -> None:
        self._take(self.query_one(OptionList).highlighted)

    @on(OptionList.OptionSelected)
    def _clicked(self, event: OptionList.OptionSelected) -> None:
        self._take(event.option_index)

    def _take(self, at: int | None) -> None:
        typed = self.query_one(Input).value.strip()
        if at is None:
            return
        key = self._shown[at].key if at < len(self._shown) else ""
        self.dismiss(Picked(key, typed))


def ranked(choices: Sequence[Choice], typed: str) -> list[Choice]:
    """The choices that fit what was typed, the best first; all, in their order, for nothing."""
    if not typed.strip():
        return list(choices)
    from rapidfuzz import fuzz, process, utils

    found = process.extract(
        typed,
        [f"{choice.title} {choice.words}" for choice in choices],
        scorer=fuzz.WRatio,
        processor=utils.default_process,
        score_cutoff=55,
        limit=_MOST,
    )
    return [choices[at] for _, _, at in found]
