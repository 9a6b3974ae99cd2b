"""The passages that a revision of a text moved, changed or lost, each to be settled."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from qualcode.i18n import say
from qualcode.model.views import DoubtfulView
from qualcode.tui.commands import bindings
from qualcode.tui.dialogs.line import Line
from qualcode.tui.screens.working import WorkingScreen
from qualcode.tui.tour import Hint
from qualcode.tui.widgets.keys import Keys
from qualcode.workflows.outcome import Outcome

_AROUND = 240  # characters shown before and after, so that the place is known again


class Doubts(WorkingScreen):
    """Shows a passage's words before and where it stands now. Every decision is a step of its own,
    so that one may leave at any time; what was put off comes round again at the end."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("doubts"), *bindings("over")]

    def __init__(self) -> None:
        super().__init__()
        self._left: list[DoubtfulView] = []
        self._put_off: list[int] = []

    def compose(self) -> ComposeResult:
        """How many are left, whose passage this is, its words, and the keys."""
        yield Static(id="title")
        yield Static(id="whose")
        with VerticalScroll(id="passage"):
            yield Static(id="words")
        yield Hint()
        yield Keys()

    def on_mount(self) -> None:
        """Fetch what is to be settled."""
        self.query_one("#passage").focus()
        self.reload()

    def reload(self) -> None:
        """Read anew what is left."""
        transcripts = self.bench.study.transcripts

        def _read() -> tuple[list[DoubtfulView], str]:
            later = {number: at for at, number in enumerate(self._put_off)}
            left = sorted(transcripts.doubtful(), key=lambda each: later.get(each.number, -1))
            return left, transcripts.show(left[0].transcript).text if left else ""

        self.start(_read, self._show_first)

    def _show_first(self, found: tuple[list[DoubtfulView], str]) -> None:
        self._left, text = found
        title = say("After a text changed: {left} to go", left=len(self._left))
        self.query_one("#title", Static).update(Content(title))
        whose, words = self.query_one("#whose", Static), self.query_one("#words", Static)
        if not self._left:
            whose.update(Content(""))
            words.update(Content(say("nothing is left")))
            return
        first = self._left[0]
        codes = ", ".join(first.codes)
        whose.update(
            Content.assemble(
                (say(first.state.value), "bold"), f"   {first.transcript}   {first.coder}   ", codes
            )
        )
        words.update(Content("\n\n").join([_before(first), _now(first, text)]))
        self.query_one("#passage", VerticalScroll).scroll_to(0, 0, animate=False)

    @property
    def doubt(self) -> DoubtfulView | None:
        """The passage that is to be settled now."""
        return self._left[0] if self._left else None

    def _do(self, verb: Callable[[int], Outcome]) -> None:
        doubt = self.doubt
        if doubt is None:
            return

        def _done(outcome: Outcome) -> None:
            self.tell(outcome)
            self.reload()

        self.start(lambda: verb(doubt.number), _done)

    def action_accept(self) -> None:
        """It stands rightly where it does, or is rightly lost."""
        self._do(self.bench.study.transcripts.settle)

    def action_drop(self) -> None:
        """Take it out, with its codes."""
        self._do(self.bench.study.transcripts.drop)

    def action_words(self) -> None:
        """Ask for the words on which it stands now."""
        doubt = self.doubt
        if doubt is None:
            return
        settle = self.bench.study.transcripts.settle

        def _typed(words: str | None) -> None:
            if words:
                self._do(lambda number: settle(number, quote=words))

        asked = Line(say("On which words does it stand?"), value=" ".join(doubt.now.split()))
        self.app.push_screen(asked, _typed)

    def action_skip(self) -> None:
        """Put this one off until the others are done."""
        doubt = self.doubt
        if doubt is not None:
            self._put_off = [*(n for n in self._put_off if n != doubt.number), doubt.number]
            self.reload()

    def action_place(self) -> None:
        """Leave, and go to where this passage stands, or to its text where it is lost."""
        doubt = self.doubt
        if doubt is not None:
            self.bench.go(doubt.transcript, doubt.start or 0)


def _before(doubt: DoubtfulView) -> Content:
    return Content.assemble((say("Words before"), "dim"), "\n", doubt.was)


def _now(doubt: DoubtfulView, text: str) -> Content:
    head = (say("Words now"), "dim")
    if doubt.start is None or doubt.end is None:
        return Content.assemble(head, "\n", ("—", "dim"))
    before = text[max(0, doubt.start - _AROUND) : doubt.start]
    after = text[doubt.end : doubt.end + _AROUND]
    return Content.assemble(
        head, "\n", (before, "dim"), (text[doubt.start : doubt.end], "bold reverse"), (after, "dim")
    )
