"""Amending: the words of a turn, corrected on the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.i18n import say
from qualcode.model.span import Span
from qualcode.tui.screens.reading import Reading

if TYPE_CHECKING:
    from qualcode.workflows.revision import Revised


class Amending(Reading):
    """What changes the text itself: each correction is a revision, and a step."""

    def action_amend(self) -> None:
        """Open the turn here, or the paragraph where nobody speaks, to be corrected."""
        from qualcode.tui.dialogs.form import Field, Form  # with the first form

        shown, here = self.shown, self.view.cursor
        if shown is None:
            return
        turn = self.units.turn(here)
        span = turn[0].span if turn else self.units.paragraph(here)
        if span is None:
            return
        before = span.of(shown.text)

        def _typed(values: dict[str, str] | None) -> None:
            if values is not None and values["words"] != before.strip():
                self._amend(shown.id, span, values["words"])

        field = Field("words", say("Words"), before, long=True)
        self.app.push_screen(Form(say("Correct the words of this turn"), [field]), _typed)

    def _amend(self, transcript: str, span: Span, words: str) -> None:
        edit = self.bench.study.transcripts.edit

        from qualcode.analysis.alignment import Edit  # with the first correction

        def _done(revised: Revised) -> None:
            self.tell(revised.outcome)
            self.reload()

        self.start(lambda: edit(transcript, [Edit(span.start, span.end, words)]), _done)
