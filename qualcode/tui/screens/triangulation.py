"""Triangulation: which claims and themes stand, on whose word, in whose words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.text import Text
from textual.binding import BindingType
from textual.content import Content

from qualcode.analysis.triangulation import Row
from qualcode.i18n import say
from qualcode.model.lists import Stance, Verdict
from qualcode.model.views import Adjudication, CodingView, EvidenceView, NegativeCaseView
from qualcode.reports import listings
from qualcode.reports import triangulation as report
from qualcode.reports.document import Column, Document, Value
from qualcode.reports.legend import meaning
from qualcode.tui.commands import bindings, keys_of
from qualcode.tui.dialogs.form import Field
from qualcode.tui.dialogs.picker import Choice, Picked, Picker
from qualcode.tui.looks import SIGNS, shown, stance_colour, verdict_colour
from qualcode.tui.screens.retrieval import Retrieval
from qualcode.tui.screens.sheet import Sheet
from qualcode.workflows.study import Study

_FIRST = ("id", "verdict", "k", "independent", "text", "reason")
_AGAINST = (Stance.DENY, Stance.QUALIFY)
_MOST_QUOTES = 40
_LONGEST = 280
_Quote = EvidenceView | CodingView | NegativeCaseView


@dataclass(frozen=True, slots=True)
class _Judged:
    """A claim or a theme as it was judged, what it rests on, and how it was settled."""

    row: Row
    quotes: tuple[EvidenceView | CodingView, ...]
    adjudications: tuple[Adjudication, ...]
    cases: tuple[NegativeCaseView, ...]


class Triangulation(Sheet[_Judged]):
    """Every claim, or every theme, with its verdict; the quotes of one stand beside it."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("triangulation")]

    def __init__(self) -> None:
        super().__init__()
        self._themes: bool | None = None

    def read(self, study: Study) -> tuple[Document, Sequence[_Judged]]:
        """All claims or all themes; themes first where there are no claims."""
        found = study.triangulate()
        if self._themes is None:
            self._themes = not found.claims
        rows = found.themes if self._themes else found.claims
        document = report.document(
            found.claims, found.themes, dimensions=found.dimensions, coders=found.coders,
            notice=found.notice, themes_first=self._themes,
        )  # fmt: skip
        quotes = self._codings(study, rows) if self._themes else _evidence(study, rows)
        cases: dict[str, list[NegativeCaseView]] = {}
        for case in () if self._themes else study.claims.negative_cases():
            cases.setdefault(case.claim, []).append(case)
        return listings.arranged(document, _FIRST), [
            _Judged(
                row,
                tuple(quotes.get(row.id, ())),
                row.adjudications,
                tuple(cases.get(row.id, ())),
            )
            for row in rows
        ]

    @staticmethod
    def _codings(study: Study, rows: Sequence[Row]) -> dict[str, list[CodingView]]:
        found: dict[str, list[CodingView]] = {row.id: [] for row in rows}
        for coding in study.codings.list():
            path = coding.code
            while path:
                found.setdefault(path, []).append(coding)
                path = path.rpartition("/")[0]
        return found

    def cell(self, column: Column, at: int, value: Value) -> Text:
        """Verdicts have a colour, and what is not so is dim."""
        text = super().cell(column, at, value)
        row = self.things[at].row
        if column.key == "verdict":
            return Text(f"● {text.plain}", style=self._colour(row))
        if column.key in ("reason", "by") or value in (0, None, ()):
            text.stylize("dim")
        return text

    def _colour(self, row: Row) -> str:
        return verdict_colour(row.verdict, self.app.current_theme)

    def beside(self, thing: _Judged) -> Content:
        """The sentence, the verdict with its reason and witnesses, and the words themselves."""
        row = thing.row
        reason = f" ({say(row.reason)})" if row.reason else ""
        lines = [
            Content.styled(shown(row.id), "bold"),
            Content(shown(row.text)),
            Content(""),
            Content.styled(f"● {say(row.verdict.value)}{reason}", f"bold {self._colour(row)}"),
            *self._why(thing),
            Content(
                say(
                    "{k} sources, {i} independent, {b} branches, {g} organisations",
                    k=row.k, i=row.independent, b=row.branches, g=row.organisations,
                )
            ),
        ]  # fmt: skip
        said = {
            say("Supported by"): " ".join(self._named(row, against=False)),
            say("Spoken against by"): " ".join(self._named(row, against=True)),
            say("Mentioned by"): ", ".join(row.mentioned),
            say("Witnesses"): ", ".join(row.witnesses),
            say("All through"): row.gatekeeper or "",
            say("Caveats"): ", ".join(map(say, row.caveats)),
        }
        for title, value in said.items():
            if value:
                lines.append(Content.assemble((f"{title}  ", "dim"), shown(value)))
        for settled in thing.adjudications:
            line = f"{settled.date} {settled.coder}: {settled.decision}"
            lines.append(Content.assemble((f"{say('Adjudicated')}  ", "dim"), shown(line)))
            if settled.note:
                lines.append(Content.styled(f"  {shown(settled.note)}", "italic"))
        if self._themes:
            against = [q for q in thing.quotes if q.stance in _AGAINST]
            lines += self._quoted(say("Negative cases"), against)
        else:
            lines += self._quoted(say("Negative cases"), thing.cases)
        others = [q for q in thing.quotes if q.stance not in _AGAINST]
        lines += self._quoted(say("Quotes"), others)
        return Content("\n").join(lines)

    @staticmethod
    def _why(thing: _Judged) -> list[Content]:
        """Why there is no source: what the reason means, and what is tied in words of nobody's."""
        row = thing.row
        if row.verdict is not Verdict.SILENT or not row.reason:
            return []
        lines = [Content.styled(say(meaning(row.reason)), "italic")]
        nobodys = sum(not quote.sources for quote in thing.quotes)
        if nobodys:
            said = say("passages where the speaker is no informant: {count}", count=nobodys)
            lines.append(Content.styled(said, "italic"))
        return lines

    @staticmethod
    def _named(row: Row, *, against: bool) -> list[str]:
        sources = row.dissenting if against else row.supporting
        return [f"{source.id}{SIGNS[source.stance.value]}" for source in sources]

    def _quoted(self, title: str, quotes: Sequence[_Quote]) -> list[Content]:
        if not quotes:
            return []
        lines = [Content(""), Content.assemble((title, "bold"), (f"  {len(quotes)}", "dim"))]
        for quote in quotes[:_MOST_QUOTES]:
            stance = quote.stance.value if quote.stance else Stance.MENTION.value
            colour = stance_colour(stance, self.app.current_theme)
            words = shown(quote.quote)
            words = words if len(words) <= _LONGEST else f"{words[:_LONGEST]}…"
            who = ", ".join(quote.sources) or say("nobody (the speaker is no informant)")
            lines.append(
                Content.assemble(
                    (f"{SIGNS[stance]} ", colour),
                    (shown(who), "bold"),
                    (f" {shown(quote.transcript)}  ", "dim"),
                    words,
                )
            )
            if isinstance(quote, NegativeCaseView) and quote.explanation:
                lines += _explained(quote)
        if len(quotes) > _MOST_QUOTES:
            lines.append(Content.styled(say("enter shows all of them"), "dim"))
        return lines

    def chosen(self, thing: _Judged, column: Column) -> None:
        """Show all its passages, to read and to go to."""
        del column
        id_ = thing.row.id
        if self._themes:
            self.app.push_screen(Retrieval(id_, lambda study: study.retrieve(id_)))
        else:
            self.app.push_screen(
                Retrieval(f"{id_} {thing.row.text}", lambda study: study.tied(id_))
            )

    def action_turn_over(self) -> None:
        """From claims to themes, or back."""
        self._themes = not self._themes
        self.reload()

    def action_adjudicate(self) -> None:
        """Ask how a contradiction about this claim was settled."""
        thing = self.thing
        if thing is None or self._themes:
            key = keys_of("themes")
            self.notify(say("only a claim is adjudicated; {key} goes to the claims", key=key))
            return
        id_ = thing.row.id
        settle = self.bench.study.claims.adjudicate
        fields = [
            Field("decision", say("What holds, and why"), long=True),
            Field("note", say("Note"), long=True),
        ]

        def _settle(changed: dict[str, str]) -> object:
            return settle(id_, changed.get("decision", ""), note=changed.get("note", ""))

        question = (
            say("How was the contradiction about {claim} settled?", claim=id_)
            if thing.row.dissenting
            else say("Nobody speaks against {claim}. What was decided about it?", claim=id_)
        )
        self.ask(question, fields, _settle)

    def action_explain(self) -> None:
        """Ask how what speaks against this claim is explained."""
        thing = self.thing
        if thing is None or self._themes:
            key = keys_of("themes")
            self.notify(say("only a claim has negative cases; {key} goes to the claims", key=key))
        elif not thing.cases:
            self.notify(say("nothing denies or qualifies {claim}", claim=thing.row.id))
        elif len(thing.cases) == 1:
            self._explain(thing.cases[0])
        else:
            cases = {str(case.passage): case for case in thing.cases}
            choices = [
                Choice(key, shown(case.quote)[:_LONGEST], ", ".join(case.sources))
                for key, case in cases.items()
            ]

            def _chosen(picked: Picked | None) -> None:
                if picked is not None and picked.key:
                    self._explain(cases[picked.key])

            self.app.push_screen(Picker(say("Explain which negative case?"), choices), _chosen)

    def _explain(self, case: NegativeCaseView) -> None:
        yes, no = say("yes"), say("no")
        fields = [
            Field("explanation", say("How explained"), case.explanation, long=True),
            Field("revised", say("Claim revised"), yes if case.revised else no, (yes, no)),
        ]
        explain = self.bench.study.claims.explain

        def _keep(changed: dict[str, str]) -> object:
            words = changed.get("explanation", case.explanation)
            revised = changed.get("revised", yes if case.revised else no) == yes
            return explain(case.claim, case.passage, words, revised=revised)

        who = ", ".join(case.sources)
        self.ask(say("How does what {who} says fit {claim}?", who=who, claim=case.claim),
                 fields, _keep)  # fmt: skip


def _explained(case: NegativeCaseView) -> list[Content]:
    """How a negative case was explained, by whom and when, and whether the claim was reworded."""
    revised = f"; {say('Claim revised')}" if case.revised else ""
    told = f"  {case.date} {shown(case.explained_by)}{revised}"
    return [Content.assemble(("  → ", "dim"), (shown(case.explanation), "italic"), (told, "dim"))]


def _evidence(study: Study, rows: Sequence[Row]) -> dict[str, list[EvidenceView]]:
    found: dict[str, list[EvidenceView]] = {row.id: [] for row in rows}
    for evidence in study.claims.list_evidence():
        found.setdefault(evidence.claim, []).append(evidence)
    return found
