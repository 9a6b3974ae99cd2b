"""Passages of a code in two panes, set against each other."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static

from qualcode.i18n import say
from qualcode.model.views import CodingView, LinkView
from qualcode.tui.commands import bindings
from qualcode.tui.dialogs.line import Line
from qualcode.tui.dialogs.picker import Choice, Picked, Picker
from qualcode.tui.screens.choosing import code_choices, key_of
from qualcode.tui.screens.working import WorkingScreen
from qualcode.tui.tour import Hint
from qualcode.tui.widgets.keys import Keys
from qualcode.tui.widgets.passages import Passages
from qualcode.workflows.comparison import BY, Group
from qualcode.workflows.links import KINDS
from qualcode.workflows.outcome import Outcome


class Compare(WorkingScreen):
    """Two groups of passages side by side; what is done, is done to the one under the cursor."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("compare"), *bindings("over")]

    def __init__(self, code: str) -> None:
        super().__init__()
        self._code = code
        self._by = BY[0]
        self._groups: tuple[Group, ...] = ()
        self._links: tuple[LinkView, ...] = ()
        self._at = {"left": 0, "right": 1}

    def compose(self) -> ComposeResult:
        """A title, two panes, and the keys."""
        yield Static(id="title")
        with Horizontal():
            yield Passages(id="left")
            yield Passages(id="right")
        yield Hint()
        yield Keys()

    def on_mount(self) -> None:
        """Fetch what is to be compared."""
        self.query_one("#left").focus()
        self.reload()

    def reload(self) -> None:
        """Read anew what is shown."""
        study, by, round_ = self.bench.study, self._by, self.bench.round

        def _read() -> tuple[tuple[Group, ...], list[LinkView]]:
            groups = study.comparison.groups(self._code, by=by, round_=round_)
            return groups, study.links.list()

        self.start(_read, self._fill)

    def _fill(self, found: tuple[tuple[Group, ...], list[LinkView]]) -> None:
        self._groups, self._links = found[0], tuple(found[1])
        for pane in self._at:
            self._fill_pane(pane)
        count = len({coding.number for group in self._groups for coding in group.codings})
        title = say("{code}: passages by {by}, {count} in all", code=self._code, count=count,
                    by=say(self._by))  # fmt: skip
        self.query_one("#title", Static).update(Content(title))

    def _fill_pane(self, pane: str) -> None:
        passages = self.query_one(f"#{pane}", Passages)
        if not self._groups:
            passages.show(say("nothing is coded with it"), ())
            return
        at = self._at[pane] = self._at[pane] % len(self._groups)
        group = self._groups[at]
        title = f"{group.title}  ({at + 1}/{len(self._groups)})"
        passages.show(title, group.codings, [self._linked(coding) for coding in group.codings])

    def _linked(self, coding: CodingView) -> str:
        """What the passage is linked to, in words."""
        places = {c.passage: f"{c.transcript}:{c.start}" for g in self._groups for c in g.codings}
        said = [
            f"{say(link.kind)} {places.get(link.other, link.other)}"
            for link in self._links
            if link.passage == coding.passage
        ]
        return "; ".join(said)

    @property
    def _pane(self) -> str:
        return "right" if self.query_one("#right").has_focus else "left"

    def _coding(self) -> CodingView | None:
        return self.query_one(f"#{self._pane}", Passages).chosen

    def action_group(self, by: int) -> None:
        """Show the next group in this pane, or the one before."""
        self._at[self._pane] += by
        self._fill_pane(self._pane)

    def action_by(self) -> None:
        """Group by informant, then by wave, then by branch."""
        self._by = BY[(BY.index(self._by) + 1) % len(BY)]
        self._at = {"left": 0, "right": 1}
        self.reload()

    def action_recode(self) -> None:
        """Ask for another code for this passage."""
        coding = self._coding()
        if coding is None:
            return
        study = self.bench.study

        def _chosen(picked: Picked | None) -> None:
            if picked is not None and picked.key:
                self._do(lambda: study.codings.recode(coding.number, picked.key))

        def _ask(choices: list[Choice]) -> None:
            self.app.push_screen(Picker(say("Which code instead?"), choices), _chosen)

        self.start(lambda: code_choices(study.codebook.list()), _ask)

    def action_split(self) -> None:
        """Ask for the name of a new code, and move this passage to it."""
        coding = self._coding()
        if coding is None:
            return
        study = self.bench.study

        def _named(name: str | None) -> None:
            if name and key_of(name):
                self._do(
                    lambda: study.codebook.split(
                        coding.code, key_of(name), [coding.number], name=name
                    )
                )

        question = say("Split off from {code}, to which new code?", code=coding.code)
        self.app.push_screen(Line(question), _named)

    def action_link(self) -> None:
        """Ask how this passage stands to the one in the other pane, and link the two."""
        coding = self._coding()
        across = "left" if self._pane == "right" else "right"
        other = self.query_one(f"#{across}", Passages).chosen
        if coding is None or other is None:
            return
        study = self.bench.study
        places = {"other": f"{other.transcript}:{other.start}"}
        choices = [Choice(kind, f"{say(kind)} {places['other']}") for kind in KINDS]

        def _chosen(picked: Picked | None) -> None:
            if picked is not None and picked.key:
                self._do(lambda: study.links.link(coding.passage, picked.key, other.passage))

        here = f"{coding.transcript}:{coding.start}"
        self.app.push_screen(Picker(say("{here} …", here=here), choices), _chosen)

    def action_memo(self) -> None:
        """Ask for a line and keep it as a memo on this coding."""
        coding = self._coding()
        if coding is None:
            return
        study = self.bench.study

        def _keep(words: str | None) -> None:
            if words:
                self._do(lambda: study.memos.add(words, about="coding", on=str(coding.number)))

        self.app.push_screen(Line(say("Memo")), _keep)

    def _do(self, verb: Callable[[], Outcome]) -> None:
        self.start(verb, self._done)

    def _done(self, outcome: Outcome) -> None:
        self.tell(outcome)
        self.reload()

    @on(Passages.Chosen)
    def _jump(self, event: Passages.Chosen) -> None:
        self.bench.go(event.coding.transcript, event.coding.start)
