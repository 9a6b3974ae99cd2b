"""Pick one of many by typing a part of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.events import Key
from textual.widgets import Input, Label, OptionList
from textual.widgets.option_list import Option

from qualcode.tui.dialogs.dialog import Dialog
from qualcode.tui.dialogs.early import typed
from qualcode.tui.looks import shown

_MOST = 60
_WELL, _ENOUGH = 82, 72
"""How like a name what was typed must be, of 100, to be that name, or to be worth showing."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to pick: `words` are further names that it may be found by, `by` is the one that
    it was found by where no other part of it shows that."""

    key: str
    title: str
    detail: str = ""
    words: tuple[str, ...] = ()
    by: str = ""


@dataclass(frozen=True, slots=True)
class Picked:
    """What was picked: `keys` of all that were ticked, and names of what is to be `new`."""

    keys: tuple[str, ...]
    new: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """The first of them, empty where there is none."""
        return self.keys[0] if self.keys else ""

    @property
    def typed(self) -> str:
        """The first new name, empty where there is none."""
        return self.new[0] if self.new else ""


_STEER = ("down", "up", "tab", "enter")
"""Keys that choose rather than type."""


class _Typing(Input):
    """The line to type in. It lets `steer` act on a key that chooses at once, so that fast typing
    never ticks what has not been narrowed down yet, nor types on into what is answered already."""

    steering = False
    """Whether the arrows were used since the last letter."""

    def __init__(self, steer: Callable[[str], None], *, ticking: bool) -> None:
        super().__init__()
        self._steer = steer
        self._ticking = ticking  # whether the space may tick

    async def _on_key(self, event: Key) -> None:
        if not self.screen.is_active:  # it was meant for what comes after the answer
            event.stop()
            event.prevent_default()
            await self.app.on_event(Key(event.key, event.character))
            return
        ticks = self._ticking and event.key == "space" and (self.steering or not self.value.strip())
        self.steering = event.key in ("down", "up") or (self.steering and ticks)
        if ticks or event.key in _STEER:
            event.stop()
            event.prevent_default()
            self._steer(event.key)


class Picker(Dialog[Picked | None]):
    """Choices that narrow down as you type; the given order holds while nothing is typed.

    Where several may be picked, tab ticks one, what is to be new included. So does space, while
    nothing is typed or once the arrows were used: otherwise it is part of what is typed. Without
    `choices` it takes letters, and nothing else until it is filled.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False),
    ]

    def __init__(
        self,
        question: str,
        choices: Sequence[Choice] | None,
        *,
        create: str = "",
        several: bool = False,
    ) -> None:
        super().__init__()
        self._question = question
        self._choices = choices
        self._create = create
        self._several = several
        self._ticked: dict[str, None] = {}
        self._new: dict[str, None] = {}
        self._rows: list[Choice | str] = []
        self._narrowed = ""

    def compose(self) -> ComposeResult:
        """A line to type in, and what fits."""
        with Vertical(classes="dialog"):
            yield Label(Content(shown(self._question)))
            yield _Typing(self._steer, ticking=self._several)
            yield OptionList()

    def on_mount(self) -> None:
        """Show all, and type at once."""
        self._narrow("")
        self.query_one(Input).focus()

    def fill(self, choices: Sequence[Choice]) -> None:
        """Show these choices, or what is new about the same ones."""
        self._choices = choices
        if self.is_mounted:
            at = self.query_one(OptionList).highlighted
            self._narrow(self.query_one(Input).value)
            if at is not None and at < len(self._rows):
                self.query_one(OptionList).highlighted = at

    async def on_key(self, event: Key) -> None:
        """Take what was typed before the line was there."""
        if event.key in _STEER:
            event.stop()
            event.prevent_default()
            self._steer(event.key)
        else:
            await typed(self.query_one(_Typing), event)

    @on(Input.Changed)
    def _typed(self) -> None:
        self._keep_up()

    def _keep_up(self) -> None:
        """Narrow down to what stands in the line by now."""
        typed = self.query_one(Input).value
        if typed != self._narrowed:
            self._narrow(typed)

    def _narrow(self, typed: str) -> None:
        self._narrowed = typed
        self._rows = [*self._fitting(typed.strip())]
        options = self.query_one(OptionList)
        options.clear_options()
        options.add_options([Option(self._prompt(row)) for row in self._rows])
        if self._rows:
            ticked = len(self._ticked) + len(self._new)
            options.highlighted = 0 if typed else min(ticked, len(self._rows) - 1)

    def _fitting(self, typed: str) -> Iterator[Choice | str]:
        choices = self._choices or ()
        if typed:
            fitting, doubtful = ranked(choices, typed)
            yield from fitting
            if self._create and self._choices is not None:
                yield typed  # before what is hardly like it, for enter takes the first
            yield from doubtful
            return
        yield from self._new
        ticked = [choice for choice in choices if choice.key in self._ticked]
        yield from ticked
        others = (choice for choice in choices if choice.key not in self._ticked)
        yield from islice(others, max(0, _MOST - len(ticked)))

    def _steer(self, key: str) -> None:
        self._keep_up()
        options = self.query_one(OptionList)
        match key:
            case "down":
                options.action_cursor_down()
            case "up":
                options.action_cursor_up()
            case "enter":
                self._enter()
            case _:
                self._tick()

    def _tick(self) -> None:
        """Tick what is chosen, or take the tick away, and go on to the next one to type."""
        at = self.query_one(OptionList).highlighted
        if not self._several or at is None:
            return
        row = self._rows[at]
        ticks, name = (self._new, row) if isinstance(row, str) else (self._ticked, row.key)
        if name in ticks:
            del ticks[name]
        else:
            ticks[name] = None
        line = self.query_one(Input)
        if line.value:
            line.value = ""
            self._narrow("")
        else:
            options = self.query_one(OptionList)
            options.replace_option_prompt_at_index(at, self._prompt(row))
            options.highlighted = min(at + 1, options.option_count - 1)

    def _prompt(self, row: Choice | str) -> Content:
        if isinstance(row, str):
            tick = "✓ " if row in self._new else ""
            return Content(tick + shown(self._create.format(typed=row)))
        tick = "✓ " if row.key in self._ticked else ""
        by = f"  = {shown(row.by)}" if row.by else ""
        return Content.assemble(tick, shown(row.title), by, (f"  {shown(row.detail)}", "dim"))

    def action_leave(self) -> None:
        """Pick nothing."""
        self.dismiss(None)

    def _enter(self) -> None:
        """What is ticked, with what was found by typing since; without ticks, what is chosen."""
        at = self.query_one(OptionList).highlighted
        ticked = bool(self._ticked or self._new)
        if at is not None and (self.query_one(Input).value.strip() or not ticked):
            self._take(self._rows[at])
        elif ticked:
            self.dismiss(Picked(tuple(self._ticked), tuple(self._new)))

    @on(OptionList.OptionSelected)
    def _clicked(self, event: OptionList.OptionSelected) -> None:
        self._take(self._rows[event.option_index])

    def _take(self, row: Choice | str) -> None:
        """What is ticked, and that row besides."""
        new = (row,) if isinstance(row, str) else ()
        keys = (row.key,) if isinstance(row, Choice) else ()
        self.dismiss(
            Picked(
                tuple(dict.fromkeys((*self._ticked, *keys))),
                tuple(dict.fromkeys((*self._new, *new))),
            )
        )


def ranked(choices: Sequence[Choice], typed: str) -> tuple[list[Choice], list[Choice]]:
    """The choices that fit what was typed, and those that may yet be meant; the best first, each
    with the name that it was found by. All, in their order, fit nothing."""
    if not typed.strip():
        return list(choices), []
    like = _Likeness(typed)
    found: list[tuple[float, Choice]] = []
    for choice in choices:
        names = (choice.title, *choice.words)
        scores = [like.of(name) for name in names]
        best = max(scores)
        if best < _WELL and (parts := like.of(" ".join(names))) > best:
            found.append((parts, choice))  # a word of this name, one of that
        else:
            name = names[scores.index(best)]
            seen = name in (choice.title, choice.detail)
            found.append((best, choice if seen else replace(choice, by=name)))
    found = [each for each in found if each[0] >= _ENOUGH]
    found.sort(key=lambda each: -each[0])
    found = found[:_MOST]
    return (
        [choice for score, choice in found if score >= _WELL],
        [choice for score, choice in found if score < _WELL],
    )


class _Likeness:
    """How like a name what was typed is, of 100: word by word, each like a word or its start.

    `fuzz.WRatio` will not do: it finds a new word in any long name, so that enter would put on a
    code that nobody meant.
    """

    def __init__(self, typed: str) -> None:
        self._words = _words(typed)
        self._known: dict[tuple[str, str], float] = {}

    def of(self, name: str) -> float:
        """The mean over what was typed of the word that is most like it."""
        words = _words(name)
        likest = [max((self._one(each, word) for word in words), default=0) for each in self._words]
        return sum(likest) / len(likest) if likest else 0

    def _one(self, typed: str, word: str) -> float:
        from rapidfuzz import fuzz

        score = self._known.get((typed, word))
        if score is None:
            starts = (word, word[: len(typed)], word[: len(typed) + 1])
            score = max(fuzz.ratio(typed, start) for start in starts)
            score -= 10 * (typed[0] != word[0]) + (typed != word)
            score = self._known[typed, word] = max(score, 90 * (typed in word))
        return score


def _words(name: str) -> list[str]:
    from rapidfuzz import utils

    return utils.default_process(name).split()
