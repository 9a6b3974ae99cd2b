"""Selecting: by word, sentence, paragraph and turn, with the keys and the mouse."""

from __future__ import annotations

from textual import on

from qualcode.i18n import say
from qualcode.model.span import Span
from qualcode.tui.screens.reading import Reading
from qualcode.tui.widgets.text_view import TextView


class Selecting(Reading):
    """What selects on the desk."""

    def wanted(self) -> Span | None:
        """What is selected, or else the sentence at the cursor."""
        span = self.view.selection or self.units.sentence(self.view.cursor)
        if span is None:
            self.notify(say("select some words first"), severity="warning")
        return span

    def _select(self, span: Span | None) -> None:
        if span is not None:
            self.view.select(span)

    def action_sentence(self) -> None:
        """Select the sentence at the cursor, or the one after what is selected."""
        chosen = self.view.selection
        self._select(self.units.sentence_after(chosen.end if chosen else self.view.cursor))

    def action_word(self) -> None:
        """Select the word at the cursor."""
        self._select(self.units.word(self.view.cursor))

    def action_paragraph(self) -> None:
        """Select the paragraph at the cursor."""
        self._select(self.units.paragraph(self.view.cursor))

    def action_turn(self) -> None:
        """Select all that this speaker says here."""
        found = self.units.turn(self.view.cursor)
        if found is not None:
            self.view.select(found[0].span)

    def action_grow(self, by: int) -> None:
        """Take one word more, or one fewer, at the end."""
        self.view.action_word(by, select=True)

    def action_stretch(self, by: int) -> None:
        """Take one sentence more, or one fewer, at the end."""
        cursor = self.view.cursor
        if by > 0:
            sentence = self.units.sentence_after(cursor)
        else:
            sentence = self.units.sentence_before(cursor)
        if sentence is None:
            return
        if self.view.selection is None:
            self.view.select(sentence)
        else:
            self.view.reach(sentence.end)

    def action_hold(self) -> None:
        """Begin a selection at the cursor; every move carries it on until escape."""
        self.view.hold()
        self.tell_place()

    def action_other_end(self) -> None:
        """Put the cursor at the other end of the selection."""
        self.view.turn_round()

    @on(TextView.Clicked)
    def _clicked(self, event: TextView.Clicked) -> None:
        self._select(
            self.units.word(event.offset) if event.times == 2 else self.units.sentence(event.offset)
        )
