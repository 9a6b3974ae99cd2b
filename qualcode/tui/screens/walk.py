"""Passages one by one, each to be decided on; the one below it comes by itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar, Generic, Protocol, TypeVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from qualcode.i18n import say
from qualcode.model.views import CodingView
from qualcode.tui.commands import bindings
from qualcode.tui.screens.working import WorkingScreen
from qualcode.tui.tour import Hint
from qualcode.tui.widgets.keys import Keys
from qualcode.tui.widgets.passages import heading
from qualcode.workflows.outcome import Outcome

_BEFORE, _AFTER = 240, 900  # so much of the text around that the passage is seen at once


class _Passage(Protocol):
    @property
    def number(self) -> int: ...

    @property
    def transcript(self) -> str: ...

    @property
    def start(self) -> int | None: ...

    @property
    def end(self) -> int | None: ...


_T = TypeVar("_T", bound=_Passage)


class OneByOne(WorkingScreen, Generic[_T]):
    """Shows a passage with the words around it. Every decision is a step of its own, so that one
    may leave at any time and undo one by one; what was put off comes round again at the end."""

    def __init__(self) -> None:
        super().__init__()
        self._left: list[_T] = []
        self._put_off: list[int] = []

    def compose(self) -> ComposeResult:
        """What is walked, whose passage this is, the passage, and the keys."""
        yield Static(id="title")
        yield Static(id="whose")
        with VerticalScroll(id="passage"):
            yield Static(id="words")
        yield Hint()
        yield Keys()

    def on_mount(self) -> None:
        """Fetch what is to be walked."""
        self.query_one("#passage").focus()
        self.reload()

    def waiting(self) -> Sequence[_T]:
        """What is still to be decided on, in reading order; asked off the screen's thread."""
        raise NotImplementedError

    def headline(self, left: int) -> str:
        """What is walked, and how many are left."""
        raise NotImplementedError

    def whose(self, first: _T) -> Content:
        """Whose passage it is, and what else there is to know before it is decided on."""
        raise NotImplementedError

    def words(self, first: _T, text: str) -> Content:
        """The passage with the words around it."""
        return around(text, first.start, first.end)

    def reload(self) -> None:
        """Read anew what is left."""
        study = self.bench.study

        def _read() -> tuple[list[_T], str]:
            later = {number: at for at, number in enumerate(self._put_off)}
            left = sorted(self.waiting(), key=lambda each: later.get(each.number, -1))
            return left, study.transcripts.show(left[0].transcript).text if left else ""

        self.start(_read, self._show_first)

    def _show_first(self, found: tuple[list[_T], str]) -> None:
        self._left, text = found
        self.query_one("#title", Static).update(Content(self.headline(len(self._left))))
        whose, words = self.query_one("#whose", Static), self.query_one("#words", Static)
        if self.first is None:
            whose.update(Content(""))
            words.update(Content(say("nothing is left")))
            return
        whose.update(self.whose(self.first))
        words.update(self.words(self.first, text))
        self.query_one("#passage", VerticalScroll).scroll_to(0, 0, animate=False)

    @property
    def first(self) -> _T | None:
        """The passage that is to be decided on now."""
        return self._left[0] if self._left else None

    def do(self, verb: Callable[[], Outcome]) -> None:
        """Do what was decided, and show the next."""

        def _done(outcome: Outcome) -> None:
            self.tell(outcome)
            self.reload()

        self.start(verb, _done)

    def action_skip(self) -> None:
        """Put this one off until the others are done."""
        first = self.first
        if first is not None:
            self._put_off = [*(n for n in self._put_off if n != first.number), first.number]
            self.reload()

    def action_place(self) -> None:
        """Leave, and go to where this passage stands, or to its text where it is lost."""
        first = self.first
        if first is not None:
            self.bench.go(first.transcript, first.start or 0)


class Walk(OneByOne[CodingView]):
    """The codings of a code, or those that wait for a look."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("walk"), *bindings("over")]

    def remark(self, coding: CodingView) -> Content:
        """What else there is to know about a passage before it is decided on."""
        del coding
        return Content("")

    def whose(self, first: CodingView) -> Content:
        """Whose words they are, and the remark."""
        return Content("\n").join([Content(heading(first)), self.remark(first)])


def around(text: str, start: int | None, end: int | None) -> Content:
    """A passage with the words before and after it; a dash where it is lost."""
    if start is None or end is None:
        return Content.styled("—", "dim")
    before, after = text[max(0, start - _BEFORE) : start], text[end : end + _AFTER]
    return Content.assemble((before, "dim"), (text[start:end], "bold reverse"), (after, "dim"))
