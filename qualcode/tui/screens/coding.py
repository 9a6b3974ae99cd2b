"""Coding: putting codes on what is selected, and changing what is coded."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from qualcode.i18n import say
from qualcode.model.lists import Stance
from qualcode.tui.dialogs.line import Line
from qualcode.tui.dialogs.picker import Choice, Picked, Picker
from qualcode.tui.hand import Hand
from qualcode.tui.screens.selecting import Selecting

if TYPE_CHECKING:
    from qualcode.model.codebook import Code
    from qualcode.model.views import CodingView
    from qualcode.workflows.outcome import Outcome

_RECENT = 18
"""How many codes are remembered in the order in which they were used."""


class Coding(Selecting):
    """What codes on the desk."""

    def __init__(self) -> None:
        super().__init__()
        self.recent: list[str] = []
        self.pinned: tuple[str, ...] = ()
        self.hand = Hand()

    def action_code(self) -> None:
        """Ask which codes, and put them on what is selected."""
        if self.wanted() is not None:
            create = say("make a new code: {typed}", typed="{typed}")
            question = say("Which code? Tab ticks several.")
            self.app.push_screen(
                Picker(question, self._choices(), create=create, several=True), self._picked
            )

    def _choices(self) -> list[Choice]:
        order = dict.fromkeys((*self.recent, *self.codes))
        return [
            Choice(path, self.called(path), path, _names(code))
            for path in order
            if (code := self.codes.get(path)) is not None
        ]

    def choices_here(self) -> list[Choice]:
        """All codes, those of the place under the cursor first."""
        here = {coding.code for coding in self.codings_here()}
        return sorted(self._choices(), key=lambda choice: choice.key not in here)

    def _picked(self, picked: Picked | None) -> None:
        if picked is None:
            return
        self.apply(picked.keys, picked.new)

    def codebook_changed(self) -> None:
        """There are other codes, or other ones are pinned."""

    def apply(self, paths: Sequence[str], new: Sequence[str] = ()) -> None:
        """Put codes on what is selected, those of `new` names made first, in one step."""
        span, shown = self.wanted(), self.shown
        if span is None or shown is None or not (paths or new):
            return
        study, round_ = self.bench.study, self.bench.round
        self._used(paths)

        def _code() -> tuple[Outcome, tuple[CodingView, ...], tuple[Code, ...]]:
            outcome = study.codings.code(
                shown.id, paths, start=str(span.start), end=str(span.end), round_=round_, new=new
            )
            codes = study.codebook.list() if new else ()
            made = study.codings.show(outcome.numbers)
            return outcome, made, codes

        def _coded(found: tuple[Outcome, tuple[CodingView, ...], tuple[Code, ...]]) -> None:
            outcome, made, codes = found
            if codes:
                self.codes = {code.path: code for code in codes}
                self.codebook_changed()
            self._used(coding.code for coding in made)
            self.tell(outcome)
            self.view.unselect()
            self._taken = made[-1].number if made else self._taken
            self.put_codings(made)
            if made and self.query_one("#side").has_class(
                "gone"
            ):  # where nothing else would say it
                names = ", ".join(self.called(coding.code) for coding in made)
                self.notify(say("coded: {codes}", codes=names), markup=False, timeout=2)
            if self.only is not None and not all(map(self.only.holds, made)):
                self.notify(say("coded, but not shown: only one code or coder is"))

        self.start(_code, _coded)

    def _used(self, paths: Iterable[str]) -> None:
        used = list(paths)
        self.recent = list(dict.fromkeys((*used, *self.recent)))[:_RECENT]
        before = self.hand.paths
        self.hand.use(used, self.codes)
        if self.hand.paths != before:
            self.bench.leave()  # kept at once: fingers have learnt it, however the day ends

    def action_repeat(self) -> None:
        """Put the code used last on what is selected."""
        self.apply(self.recent[:1])

    def action_recent(self, number: int) -> None:
        """Put the code of a number key on what is selected."""
        path = self.hand.on(self.codes).get(number)
        if path is None:
            said = say("no code is on key {number} yet; codes come there as they are used",
                       number=number)  # fmt: skip
            self.notify(said, severity="warning")
        else:
            self.apply([path])

    def action_vivo(self) -> None:
        """Make a code of the words themselves, and put it on them."""
        span = self.wanted()
        if span is not None and self.shown is not None:
            self.apply([], [" ".join(span.of(self.shown.text).replace("/", " ").split())[:40]])

    def action_pin(self) -> None:
        """Ask for a code and pin it to the number keys, or unpin it."""
        pins = self.bench.study.pins
        pinned = dict.fromkeys(self.pinned)
        choices = [
            replace(choice, detail=say("pinned")) if choice.key in pinned else choice
            for choice in sorted(self._choices(), key=lambda choice: choice.key not in pinned)
        ]

        def _keep(picked: Picked | None) -> None:
            if picked is not None and picked.key:
                change = pins.unpin if picked.key in pinned else pins.pin
                self.start(lambda: (change(picked.key), pins.list()), _kept)

        def _kept(found: tuple[Outcome, tuple[str, ...]]) -> None:
            self.have_pinned(found[1])

        self.app.push_screen(Picker(say("Pin which code, or unpin it?"), choices), _keep)

    def have_pinned(self, paths: tuple[str, ...]) -> None:
        """These are pinned; codes used before are on the keys that are left."""
        self.pinned = paths
        self.hand.pin(paths, self.recent, self.codes)
        self.hand.use(self.recent, self.codes)
        self.tell_place()

    # What is coded here: one coding, which the side pane and the status line tell

    def action_other(self) -> None:
        """Go to the next coding at this place: the keys act on that one."""
        here = self.codings_here()
        coding = self.coding_here()
        if coding is None:
            return
        if len(here) == 1:
            self.notify(say("there is no other coding here"))
        self.take(here[(here.index(coding) + 1) % len(here)].number)

    def action_uncode(self) -> None:
        """Take the coding here off."""
        coding = self.coding_here()
        if coding is not None:
            self.start(
                lambda: self.bench.study.codings.uncode(coding.number),
                lambda _: self.look_again([coding.passage]),
            )

    def action_stance(self, stance: str) -> None:
        """Say how the coding here stands to its code."""
        coding = self.coding_here()
        if coding is not None:
            codings = self.bench.study.codings
            self._recode(
                replace(coding, stance=Stance(stance)),
                lambda: codings.recode(coding.number, stance=stance),
            )

    def _recode(self, now: CodingView, verb: Callable[[], Outcome]) -> None:
        self.start(verb, lambda _: self.put_codings([now]))

    def action_recode(self) -> None:
        """Ask for the code to put in its place."""
        coding = self.coding_here()
        if coding is None:
            return
        codings = self.bench.study.codings

        def _chosen(picked: Picked | None) -> None:
            if picked is not None and picked.key:
                self._recode(
                    replace(coding, code=picked.key),
                    lambda: codings.recode(coding.number, picked.key),
                )

        question = say("Which code instead of {code}?", code=self.called(coding.code))
        self.app.push_screen(Picker(question, self._choices()), _chosen)

    def action_note(self) -> None:
        """Ask for the note on the coding here; an empty one takes it away."""
        coding = self.coding_here()
        if coding is None:
            return
        codings = self.bench.study.codings

        def _noted(words: str | None) -> None:
            if words is not None:
                self._recode(
                    replace(coding, note=words), lambda: codings.recode(coding.number, note=words)
                )

        question = say("Note on {code}", code=self.called(coding.code))
        self.app.push_screen(Line(question, value=coding.note), _noted)


def _names(code: Code) -> tuple[str, ...]:
    """All that a code may be found by."""
    return tuple(filter(None, (code.path, code.name.en, code.name.id, *code.aliases)))
