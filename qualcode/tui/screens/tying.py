"""Tying passages to claims, and jotting down what one thinks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from qualcode.i18n import say
from qualcode.model.lists import LINKED_BASES
from qualcode.model.span import Span
from qualcode.tui.dialogs.judge import Judge, Judgement
from qualcode.tui.dialogs.line import Line
from qualcode.tui.dialogs.picker import Choice, Picked, Picker
from qualcode.tui.screens.selecting import Selecting

if TYPE_CHECKING:
    from qualcode.workflows.outcome import Outcome
    from qualcode.workflows.study import Study

Verdicts = dict[str, tuple[str, int, int]]
"""Per claim its verdict, and how many sources are for it and against it."""


class Tying(Selecting):
    """What the desk does with claims and memos."""

    def __init__(self) -> None:
        super().__init__()
        self.verdicts: Verdicts = {}
        self._last_claims: list[str] = []

    def action_tie(self) -> None:
        """Ask for a claim, a stance and a basis, tie the passage and show what that changes."""
        span = self.wanted()
        study = self.bench.study
        if span is None or self.shown is None:
            return

        def _read() -> list[Choice]:
            self.verdicts = _judged(study)
            claims = {claim.id: claim for claim in study.claims.list()}
            order = dict.fromkeys((*self._last_claims, *claims))
            return [
                Choice(id_, f"{id_} {claims[id_].text}", self.standing(id_))
                for id_ in order
                if id_ in claims
            ]

        self.start(_read, lambda found: self._ask(span, found))

    def _ask(self, span: Span, claims: list[Choice]) -> None:
        if not claims:
            self.notify(say("there are no claims yet; add one: qualcode claims add ID TEXT"))
            return
        titles = {claim.key: claim.title for claim in claims}

        def _chosen(picked: Picked | None) -> None:
            if picked is None or not picked.key:
                return
            claim = picked.key
            self.app.push_screen(
                Judge(titles[claim]), lambda judged: self._judged(span, claim, judged)
            )

        self.app.push_screen(Picker(say("Which claim?"), claims), _chosen)

    def _judged(self, span: Span, claim: str, judged: Judgement | None) -> None:
        if judged is None:
            return
        if judged.basis not in LINKED_BASES:
            self._tie(span, claim, judged.stance, judged.basis)
            return
        told = judged.basis.startswith("told")
        study = self.bench.study

        def _read() -> list[Choice]:
            if told:
                return [Choice(p.id, p.id, p.role) for p in study.informants.list()]
            return [Choice(t.id, t.id, t.about.kind.value) for t in study.transcripts.list()]

        def _ask(found: list[Choice]) -> None:
            question = say("Told by whom?") if told else say("Read out from what?")
            create = say("as typed: {typed}", typed="{typed}")
            self.app.push_screen(Picker(question, found, create=create), _named)

        def _named(picked: Picked | None) -> None:
            if picked is not None and (picked.key or picked.typed):
                basis = judged.basis + (picked.key or picked.typed)
                self._tie(span, claim, judged.stance, basis)

        self.start(_read, _ask)

    def _tie(self, span: Span, claim: str, stance: str, basis: str) -> None:
        shown = self.shown
        if shown is None:
            return
        study = self.bench.study
        before = self.verdicts.get(claim)
        self._last_claims = [claim, *(each for each in self._last_claims if each != claim)]

        def _work() -> Outcome:
            return study.claims.tie(
                claim, shown.id, start=str(span.start), end=str(span.end), stance=stance,
                basis=basis,
            )  # fmt: skip

        def _tied(outcome: Outcome) -> None:
            self.tell(outcome)
            self.view.unselect()
            self.look_again()
            self.start(lambda: _judged(study), lambda now: self._tell_change(claim, before, now))

        self.start(_work, _tied)

    def _tell_change(self, claim: str, before: tuple[str, int, int] | None, now: Verdicts) -> None:
        self.verdicts = now
        self.tell_place()
        change = dict.fromkeys(filter(None, (_spelled(before), self.standing(claim))))
        self.notify(f"{claim}: {' → '.join(change)}", markup=False)

    def coded(self) -> None:
        """How claims stand may be another matter now."""
        self.verdicts = {}
        super().coded()

    def standing(self, claim: str) -> str:
        """How a claim stood when it was judged last; empty where it was not."""
        return _spelled(self.verdicts.get(claim))

    # Memos

    def action_jot(self) -> None:
        """Ask for a line and keep it as a memo on what is selected, or on the coding or the
        passage here, or else on the transcript."""
        shown, span, study = self.shown, self.view.selection, self.bench.study
        if shown is None:
            return
        about, on = "transcript", shown.id
        if passages := self.passages_here():
            about, on = "passage", str(passages[0].number)
        if coding := self.the_coding():
            about, on = "coding", str(coding.number)

        def _keep(words: str) -> Outcome:
            if span is None:
                return study.memos.add(words, about=about, on=on)
            marked = study.marking.mark(shown.id, start=str(span.start), end=str(span.end))
            return study.memos.add(words, about="passage", on=str(marked.numbers[0]))

        self._jot(say("Memo"), _keep)

    def action_journal(self) -> None:
        """Ask for a line and keep it in the journal of the project, under today's date."""
        if self.shown is None:
            return
        today = datetime.now(UTC).date().isoformat()
        memos = self.bench.study.memos
        self._jot(
            say("Journal, {date}", date=today),
            lambda words: memos.add(words, kind="reflexive", date=today),
        )

    def _jot(self, question: str, keep: Callable[[str], Outcome]) -> None:
        def _entered(words: str | None) -> None:
            if words:
                self.start(lambda: keep(words), _kept)

        def _kept(_: Outcome) -> None:
            self.notify(say("kept"))
            self.look_again()

        self.app.push_screen(Line(question), _entered)


def _spelled(found: tuple[str, int, int] | None) -> str:
    if found is None:
        return ""
    verdict, supporting, dissenting = found
    return f"{say(verdict)} (+{supporting} −{dissenting})"


def _judged(study: Study) -> Verdicts:
    return {
        row.id: (row.verdict.value, row.k, len(row.dissenting))
        for row in study.triangulate().claims
    }
