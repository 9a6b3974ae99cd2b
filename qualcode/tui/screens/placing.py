"""Placing: marking a passage by itself, moving its edges, and linking it with another."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from textual import on

from qualcode.i18n import mark, say
from qualcode.model.span import Span
from qualcode.tui.commands import keys_of
from qualcode.tui.dialogs.choice import Key, OneKey
from qualcode.tui.dialogs.line import Line
from qualcode.tui.screens.coding import Coding
from qualcode.tui.screens.reading import Passage
from qualcode.tui.widgets.text_view import TextView

if TYPE_CHECKING:
    from qualcode.model.views import LinkView
    from qualcode.workflows.outcome import Outcome

_KINDS = (
    Key("c", "contradicts", mark("It contradicts the other")),
    Key("e", "explains", mark("It explains the other")),
    Key("f", "follows", mark("It follows the other")),
)


@dataclass(frozen=True, slots=True)
class Moving:
    """Edges that are being moved: of a passage, or of one coding where `coding` is its number."""

    passage: Passage
    coding: int | None
    name: str


class Placing(Coding):
    """What does something with passages, whatever is on them."""

    def __init__(self) -> None:
        super().__init__()
        self.moving: Moving | None = None
        self.linking: tuple[int, str] | None = None

    def action_mark(self) -> None:
        """Mark what is selected, or the sentence here, to be coded later."""
        self._mark(key_quote=False)

    def action_star(self) -> None:
        """Make what is selected, or the passage here, a key quote; or none, where it is one."""
        if self.view.selection is not None or not self.passages_here():
            self._mark(key_quote=True)
            return
        passage = self.passages_here()[0]
        place = self.around.places.get(passage.number)
        starred = place is not None and place.key_quote
        marking = self.bench.study.marking
        self._do(lambda: marking.star(passage.number, key_quote=not starred), [passage.number])

    def action_translate(self) -> None:
        """Ask for the translation of the passage here; an empty one takes it away."""
        if not self.passages_here():
            self.notify(say("no passage is here; mark one with {key}", key=keys_of("mark")))
            return
        number = self.passages_here()[0].number
        known = self.around.places.get(number)
        marking = self.bench.study.marking

        def _translated(words: str | None) -> None:
            if words is not None:
                self._do(lambda: marking.translate(number, words), [number])

        question = say("Translation of passage {number}, by you", number=number)
        self.app.push_screen(Line(question, value=known.translation if known else ""), _translated)

    def _mark(self, *, key_quote: bool) -> None:
        span, shown = self.wanted(), self.shown
        if span is not None and shown is not None:
            marking = self.bench.study.marking
            start, end = str(span.start), str(span.end)
            self._do(lambda: marking.mark(shown.id, start=start, end=end, key_quote=key_quote))

    def _do(self, verb: Callable[[], Outcome], passages: Collection[int] = ()) -> None:
        """Do something with passages and show how they are then, those made by it included."""

        def _done(outcome: Outcome) -> None:
            self.tell(outcome)
            self.view.unselect()
            self.look_again({*passages, *outcome.numbers})

        self.start(verb, _done)

    def action_uncode(self) -> None:
        """Take the coding here off; where there is none, the evidence or the mark."""
        passages, study = self.passages_here(), self.bench.study
        if self.codings_here() or not passages:
            super().action_uncode()
            return
        passage = passages[0]
        for tied in self.around.evidence:
            if (tied.start, tied.end) == (passage.start, passage.end):
                self._do(partial(study.claims.untie, tied.number), [passage.number])
                return
        self._do(lambda: study.marking.unmark(passage.number), [passage.number])

    # The edges

    def action_edges(self, alone: bool = False) -> None:
        """Begin to move the edges of the passage here, or of the coding here `alone`; once begun,
        keep them."""
        if self.moving is not None:
            self._keep_edges(self.moving)
            return
        passage = self.passage_here()
        coding = self.coding_here() if alone else None
        if passage is None or (alone and coding is None):
            return
        if coding is not None:
            passage = Passage(coding.passage, coding.start, coding.end)
        names = dict.fromkeys(c.code for c in self.codings if c.passage == passage.number)
        shown = [coding.code] if coding else list(names)
        name = ", ".join(map(self.called, shown)) or say("passage {n}", n=passage.number)
        self.view.select(Span(passage.start, passage.end))
        self.view.hold()
        self.moving = Moving(passage, coding.number if coding else None, name)
        self.tell_place()

    def action_code(self) -> None:
        """Keep the edges that are being moved; or else code."""
        if self.moving is not None:
            self._keep_edges(self.moving)
        else:
            super().action_code()

    def _keep_edges(self, moving: Moving) -> None:
        span = self.view.selection
        self.moving = None
        self.view.unselect()
        if span is not None:
            self._move(moving.passage.number, span, coding=moving.coding)

    def _move(self, passage: int, span: Span, *, coding: int | None = None) -> None:
        study = self.bench.study
        marking = study.marking
        start, end = str(span.start), str(span.end)
        if coding is None:
            self._do(lambda: marking.move(passage, start=start, end=end))
        else:

            def _moved() -> Outcome:
                moved = marking.move_coding(coding, start=start, end=end)
                on = tuple(each.passage for each in study.codings.show(moved.numbers))
                return replace(moved, numbers=on)

            self._do(_moved, [passage])

    @on(TextView.EdgeWanted)
    def _edge_clicked(self, event: TextView.EdgeWanted) -> None:
        """Put the nearer edge of the passage at the cursor where the mouse is."""
        passage = self.passage_here()
        if passage is None:
            return
        start, end = passage.start, passage.end
        if abs(event.offset - start) < abs(event.offset - end):
            start = event.offset
        else:
            end = event.offset
        if start < end:
            self._move(passage.number, Span(start, end))

    # Links

    def action_link(self) -> None:
        """Take the passage here as one end of a link; or, if there is one, as the other end."""
        passage = self.passage_here()
        if passage is None or self.shown is None:
            return
        if self.linking is None:
            words = Span(passage.start, passage.end).of(self.shown.text)
            self.linking = (passage.number, " ".join(words.split())[:40])
            self.tell_place()
            return
        first, words = self.linking
        self.linking = None
        links = self.bench.study.links

        def _link(kind: str | None) -> None:
            if kind is not None:
                self.start(lambda: (links.link(passage.number, kind, first), links.list()), _linked)

        def _linked(found: tuple[Outcome, list[LinkView]]) -> None:
            outcome, known = found
            self.tell(outcome)
            self.around = replace(self.around, links=tuple(known))
            self.tell_place()

        self.app.push_screen(OneKey(say("How is it to “{words}”?", words=words), _KINDS), _link)

    def action_linked(self) -> None:
        """Go to the passage at the other end of a link of the passage here."""
        passage = self.passage_here()
        if passage is None:
            return
        ends = [
            link.other if link.passage == passage.number else link.passage
            for link in self.around.links
            if passage.number in (link.passage, link.other)
        ]
        if not ends:
            self.notify(say("this passage is linked with no other"))
            return
        self.start(
            lambda: next(p for p in self.bench.study.marking.list() if p.number == ends[0]),
            lambda place: self.bench.go(place.transcript, place.start),
        )

    @on(TextView.Left)
    def _left(self) -> None:
        """Leave off what was begun."""
        self.moving = self.linking = None
        self.tell_place()
