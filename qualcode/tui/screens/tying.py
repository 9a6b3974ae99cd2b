"""Tying passages to claims, and jotting down what one thinks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from itertools import count
from typing import TYPE_CHECKING

from textual import events

from qualcode.i18n import say
from qualcode.model.lists import LINKED_BASES
from qualcode.model.transcript import SourceKind
from qualcode.tui.around import UNHEARD
from qualcode.tui.dialogs.judge import BASES, STANCES, Judge, Judgement, spelled_judgement
from qualcode.tui.dialogs.line import Line
from qualcode.tui.dialogs.picker import Choice, Picked, Picker
from qualcode.tui.screens.selecting import Selecting

if TYPE_CHECKING:
    from qualcode.model.span import Span
    from qualcode.model.views import MemoView
    from qualcode.workflows.outcome import Outcome
    from qualcode.workflows.study import Study

_ANSWERS = frozenset({"enter", *(key.letter for key in (*STANCES, *BASES))})
"""What answers how a passage is to be tied."""
Verdicts = dict[str, tuple[str, int, int]]
"""Per claim its verdict, and how many sources are for it and against it."""


class Tying(Selecting):
    """What the desk does with claims and memos."""

    def __init__(self) -> None:
        super().__init__()
        self.verdicts: Verdicts = {}
        self._tying = False
        self._late: frozenset[str] = frozenset()
        self._last_claims: list[str] = []

    def action_tie(self) -> None:
        """Ask for a claim, be it a new one, a stance and a basis; tie the passage and show what
        that changes.

        The claims are known beforehand, so that the next key finds the question there.
        """
        span = self.wanted()
        if span is None or self.shown is None:
            return
        claims = {claim.id: claim.text for claim in self.around.claims}
        warning = self._unheard(span)
        if warning:
            self.notify(warning, severity="warning")

        def _chosen(picked: Picked | None) -> None:
            if picked is not None:
                claim, new = picked.key, picked.typed
                self.app.push_screen(
                    Judge(new or f"{claim} {claims[claim]}", warning),
                    lambda judged: self._judged(span, claim, judged, new),
                )

        question = say("Which claim?") if claims else say("Which claim? Type what it says.")
        create = say("make a new claim: {typed}", typed="{typed}")
        picker = Picker(question, self._claims(claims), create=create)
        self.app.push_screen(picker, _chosen)
        if not self.verdicts:
            study = self.bench.study

            def _stand(now: Verdicts) -> None:
                self.verdicts = now
                if picker.is_current:
                    picker.fill(self._claims(claims))

            self.start(lambda: _judged(study), _stand)

    def _claims(self, claims: Mapping[str, str]) -> list[Choice]:
        """The claims with how they stand, those used last first."""
        order = dict.fromkeys((*self._last_claims, *claims))
        return [
            Choice(id_, f"{id_} {claims[id_]}", self.standing(id_))
            for id_ in order
            if id_ in claims
        ]

    def _unheard(self, span: Span) -> str:
        """That a passage counts for nobody, where it is known beforehand."""
        shown = self.shown
        if shown is None or shown.about.kind is not SourceKind.INTERVIEW or not shown.turns:
            return ""
        if self.units.sources(span):
            return ""
        return say(UNHEARD)

    def _judged(self, span: Span, claim: str, judged: Judgement | None, new: str) -> None:
        if judged is None:
            return
        if judged.basis not in LINKED_BASES:
            self._tie(span, claim, judged.stance, judged.basis, new)
            return
        told = judged.basis.startswith("told")
        study = self.bench.study

        def _read() -> list[Choice]:
            if told:
                return [Choice(p.id, p.id, p.role) for p in study.informants.list()]
            return [Choice(t.id, t.id, t.about.kind.value) for t in study.transcripts.list()]

        def _named(picked: Picked | None) -> None:
            if picked is not None and (picked.key or picked.typed):
                basis = judged.basis + (picked.key or picked.typed)
                self._tie(span, claim, judged.stance, basis, new)

        question = say("Told by whom?") if told else say("Read out from what?")
        picker = Picker(question, None, create=say("as typed: {typed}", typed="{typed}"))
        self.app.push_screen(picker, _named)
        self.start(_read, picker.fill)

    def _tie(self, span: Span, claim: str, stance: str, basis: str, new: str) -> None:
        """Tie it to that claim, or to one that is made of `new` words."""
        shown = self.shown
        if shown is None:
            return
        study = self.bench.study
        known = self.verdicts
        self._tying = True
        self._late = _ANSWERS

        def _work() -> tuple[str, Verdicts, Outcome, list[int]]:
            to = claim or _made(study, new)
            before = known or _judged(study)
            outcome = study.claims.tie(
                to, shown.id, start=str(span.start), end=str(span.end), stance=stance,
                basis=basis,
            )  # fmt: skip
            on = [tied.passage for tied in study.claims.show_evidence(outcome.numbers)]
            return to, before, outcome, on

        def _tied(found: tuple[str, Verdicts, Outcome, list[int]]) -> None:
            to, before, outcome, on = found
            self._last_claims = [to, *(each for each in self._last_claims if each != to)]
            self.tell(outcome)
            self.view.unselect()
            if new:
                self.reload()
            else:
                self.look_again(on)
            tied = spelled_judgement(stance, basis) if outcome.new else ""
            self.start(
                lambda: _judged(study),
                lambda now: self._tell_change(to, tied, before.get(to), now),
            )

        def _not_tied() -> None:
            self._tying, self._late = False, frozenset()

        self.start(_work, _tied, _not_tied)

    def _tell_change(
        self, claim: str, tied: str, before: tuple[str, int, int] | None, now: Verdicts
    ) -> None:
        self._tying = False
        self.verdicts = now
        self.tell_place()
        change = dict.fromkeys(filter(None, (_spelled(before), self.standing(claim))))
        self.notify(f"{claim}: {' → '.join(change)}", title=tied)

    def on_key(self, event: events.Key) -> None:
        """Keep a key from the text that was meant for the question just answered: all until the
        change of the verdict is told, and one more then."""
        late = event.key in self._late or event.character in self._late
        if late:
            event.stop()
            event.prevent_default()
            self.notify(say("the passage is tied already; u takes that back"))
        if not (late and self._tying):
            self._late = frozenset()

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

        def _keep(words: str) -> list[int]:
            if span is None:
                study.memos.add(words, about=about, on=on)
                return []
            marked = study.marking.mark(shown.id, start=str(span.start), end=str(span.end))
            study.memos.add(words, about="passage", on=str(marked.numbers[0]))
            return [*marked.numbers]

        self._jot(say("Memo"), _keep)

    def action_journal(self) -> None:
        """Ask for a line and keep it in the journal of the project, under today's date."""
        if self.shown is None:
            return
        today = datetime.now(UTC).date().isoformat()
        memos = self.bench.study.memos

        def _keep(words: str) -> list[int]:
            memos.add(words, kind="reflexive", date=today)
            return []

        self._jot(say("Journal, {date}", date=today), _keep)

    def _jot(self, question: str, keep: Callable[[str], list[int]]) -> None:
        """Ask for a line and keep it; `keep` gives the passages that were marked for it."""
        memos = self.bench.study.memos

        def _entered(words: str | None) -> None:
            if words:
                self.start(lambda: (keep(words), tuple(memos.list())), _kept)

        def _kept(found: tuple[list[int], tuple[MemoView, ...]]) -> None:
            marked, all_memos = found
            self.around = replace(self.around, memos=all_memos)
            self.notify(say("kept"))
            self.look_again(marked)

        self.app.push_screen(Line(question), _entered)


def _made(study: Study, text: str) -> str:
    """Add a claim under the next number that is free, and give its id."""
    known = {claim.id for claim in study.claims.list()}
    id_ = next(f"C{n}" for n in count(len(known) + 1) if f"C{n}" not in known)
    study.claims.add(id_, text)
    return id_


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
