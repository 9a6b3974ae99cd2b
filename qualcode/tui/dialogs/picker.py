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
from textual.events import Key
from textual.message import Message
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
    """What was picked: `keys` holds all that were ticked, `typed` what is to be new."""

    keys: tuple[str, ...]
    typed: str

    @property
    def key(self) -> str:
        """The first of them, empty where there is none."""
        return self.keys[0] if self.keys else ""


class _Typing(Input):
    """The line to type in. It passes on the keys that steer in the order in which they came, so
    that fast typing never ticks what has not been narrowed down yet."""

    steering = False
    """Whether the arrows were used since the last letter."""

    ticking = False
    """Whether the space may tick."""

    @dataclass
    class Steered(Message):
        """A key that chooses rather than types."""

        key: str

    async def _on_key(self, event: Key) -> None:
        ticks = self.ticking and event.key == "space" and (self.steering or not self.value.strip())
        self.steering = event.key in ("down", "up") or (self.steering and ticks)
        if ticks or event.key in ("down", "up", "tab"):
            event.stop()
            event.prevent_default()
            self.post_message(self.Steered(event.key))


class Picker(ModalScreen[Picked | None]):
    """Choices that narrow down as you type; the given order holds while nothing is typed.

    Where several may be picked, tab ticks one. So does space, while nothing is typed or once the
    arrows were used: otherwise it is part of what is typed.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False),
    ]

    def __init__(
        self, question: str, choices: Sequence[Choice], *, create: str = "", several: bool = False
    ) -> None:
        super().__init__()
        self._question = question
        self._choices = choices
        self._create = create
        self._several = several
        self._ticked: dict[str, None] = {}
        self._shown: list[Choice] = []

    def compose(self) -> ComposeResult:
        """A line to type in, and what fits."""
        with Vertical(classes="dialog"):
            yield Label(Content(shown(self._question)))
            yield _Typing()
            yield OptionList()

    def on_mount(self) -> None:
        """Show all, and type at once."""
        self._narrow("")
        self.query_one(_Typing).ticking = self._several
        self.query_one(Input).focus()

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self._narrow(event.value)

    def _narrow(self, typed: str) -> None:
        ticked = [choice for choice in self._choices if choice.key in self._ticked]
        others = [choice for choice in self._choices if choice.key not in self._ticked]
        self._shown = (
            [*ticked, *others][:_MOST] if not typed.strip() else ranked(self._choices, typed)
        )
        options = self.query_one(OptionList)
        options.clear_options()
        for choice in self._shown:
            options.add_option(Option(self._prompt(choice)))
        if self._create and typed.strip():
            options.add_option(Option(Content(self._create.format(typed=typed.strip()))))
        if options.option_count:
            options.highlighted = min(len(ticked), options.option_count - 1) if not typed else 0

    @on(_Typing.Steered)
    def _steered(self, event: _Typing.Steered) -> None:
        options = self.query_one(OptionList)
        match event.key:
            case "down":
                options.action_cursor_down()
            case "up":
                options.action_cursor_up()
            case _:
                self._tick()

    def _tick(self) -> None:
        """Tick what is chosen, or take the tick away, and go on to the next one to type."""
        at = self.query_one(OptionList).highlighted
        if not self._several or at is None or at >= len(self._shown):
            return
        choice = self._shown[at]
        if choice.key in self._ticked:
            del self._ticked[choice.key]
        else:
            self._ticked[choice.key] = None
        line = self.query_one(Input)
        if line.value:
            line.value = ""
        else:
            options = self.query_one(OptionList)
            options.replace_option_prompt_at_index(at, self._prompt(choice))
            options.highlighted = min(at + 1, options.option_count - 1)

    def _prompt(self, choice: Choice) -> Content:
        tick = "✓ " if choice.key in self._ticked else ""
        return Content.assemble(tick, shown(choice.title), (f"  {shown(choice.detail)}", "dim"))

    def action_leave(self) -> None:
        """Pick nothing."""
        self.dismiss(None)

    @on(Input.Submitted)
    def _entered(self) -> None:
        """What is ticked, with what was found by typing since; without ticks, what is chosen."""
        at = self.query_one(OptionList).highlighted
        if at is not None and (self.query_one(Input).value.strip() or not self._ticked):
            self._take(at)
        elif self._ticked:
            self.dismiss(Picked(tuple(self._ticked), ""))

    @on(OptionList.OptionSelected)
    def _clicked(self, event: OptionList.OptionSelected) -> None:
        self._take(event.option_index)

    def _take(self, at: int) -> None:
        """What is ticked, and the choice at that place besides."""
        if at < len(self._shown):
            keys = dict.fromkeys((*self._ticked, self._shown[at].key))
            self.dismiss(Picked(tuple(keys), ""))
        else:
            self.dismiss(Picked(tuple(self._ticked), self.query_one(Input).value.strip()))


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
