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
from qualcode.model.lists import Stance
from qualcode.model.views import Adjudication, CodingView, EvidenceView
from qualcode.reports import listings
from qualcode.reports import triangulation as report
from qualcode.reports.document import Column, Document, Value
from qualcode.tui.commands import bindings, keys_of
from qualcode.tui.dialogs.form import Field
from qualcode.tui.looks import SIGNS, shown, stance_colour, verdict_colour
from qualcode.tui.screens.retrieval import Retrieval
from qualcode.tui.screens.sheet import Sheet
from qualcode.workflows.study import Study

_FIRST = ("id", "verdict", "k", "independent", "text", "reason")
_AGAINST = (Stance.DENY, Stance.QUALIFY)
_MOST_QUOTES = 40
_LONGEST = 280


@dataclass(frozen=True, slots=True)
class _Judged:
    """A claim or a theme as it was judged, what it rests on, and how it was settled."""

    row: Row
    quotes: tuple[EvidenceView | CodingView, ...]
    adjudications: tuple[Adjudication, ...]


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
        claims = () if self._themes else study.claims.list()
        settled = {claim.id: claim.adjudications for claim in claims}
        return listings.arranged(document, _FIRST), [
            _Judged(row, tuple(quotes.get(row.id, ())), settled.get(row.id, ())) for row in rows
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
        against = [q for q in thing.quotes if q.stance in _AGAINST]
        others = [q for q in thing.quotes if q.stance not in _AGAINST]
        lines += self._quoted(say("Negative cases"), against)
        lines += self._quoted(say("Quotes"), others)
        return Content("\n").join(lines)

    @staticmethod
    def _named(row: Row, *, against: bool) -> list[str]:
        sources = row.dissenting if against else row.supporting
        return [f"{source.id}{SIGNS[source.stance.value]}" for source in sources]

    def _quoted(self, title: str, quotes: Sequence[EvidenceView | CodingView]) -> list[Content]:
        if not quotes:
            return []
        lines = [Content(""), Content.assemble((title, "bold"), (f"  {len(quotes)}", "dim"))]
        for quote in quotes[:_MOST_QUOTES]:
            stance = quote.stance.value
            colour = stance_colour(stance, self.app.current_theme)
            words = shown(quote.quote)
            words = words if len(words) <= _LONGEST else f"{words[:_LONGEST]}…"
            who = ", ".join(quote.sources) or say("nobody")
            lines.append(
                Content.assemble(
                    (f"{SIGNS[stance]} ", colour),
                    (shown(who), "bold"),
                    (f" {shown(quote.transcript)}  ", "dim"),
                    words,
                )
            )
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

        self.ask(
            say("How was the contradiction about {claim} settled?", claim=id_), fields, _settle
        )


def _evidence(study: Study, rows: Sequence[Row]) -> dict[str, list[EvidenceView]]:
    found: dict[str, list[EvidenceView]] = {row.id: [] for row in rows}
    for evidence in study.claims.list_evidence():
        found.setdefault(evidence.claim, []).append(evidence)
    return found
