"""Citations of informants in the text of an article, and the list of interviews."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from qualcode.analysis.citations import Cited
from qualcode.i18n import language, mark, say
from qualcode.reports.document import Column, Document, Grid, Paragraph

STYLES = ("article", "apa")
_MONTHS = (
    mark("January"), mark("February"), mark("March"), mark("April"), mark("May"), mark("June"),
    mark("July"), mark("August"), mark("September"), mark("October"), mark("November"),
    mark("December"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Interview:
    """One informant in one interview, as the list has it; empty is unknown."""

    name: str
    transcript: str
    date: str
    mode: str
    place: str
    duration: str


def document(
    cited: Sequence[Cited],
    interviews: Sequence[Interview],
    names: Mapping[str, str],
    *,
    style: str,
    notice: str = "",
) -> Document:
    """A citation for each claim, then all interviews; `names` are what informants are called."""
    columns = (
        Column("claim", mark("Claim")),
        Column("text", mark("Text")),
        Column("citation", mark("Citation")),
    )
    rows = tuple((one.id, one.text, citation(one, names, style=style)) for one in cited)
    remark = say(
        "Interviews that readers cannot look up are cited as personal communications in APA style,"
        " and stand in no list of references; the list below is for an appendix."
    )
    blocks = (
        Grid(columns, rows, say("Informants behind the claims")),
        *((Paragraph(remark),) if style == "apa" else ()),
        _list(interviews, style),
    )
    return Document(say("Citations"), blocks, notice)


def citation(one: Cited, names: Mapping[str, str], *, style: str) -> str:
    """The informants of a claim in brackets, by name; empty where nobody is cited."""
    if style == "article":
        found = [(names[id_], _years(dates)) for id_, dates in one.informants]
    else:
        found = [
            (names[id_], say("personal communication, {date}", date=date))
            for id_, dates in one.informants
            for date in (map(day, dates) if dates else (say("n.d."),))
        ]
    within = "; ".join(f"{name}, {when}" for name, when in sorted(found))
    return f"({within})" if within else ""


def _years(dates: Sequence[str]) -> str:
    return ", ".join(dict.fromkeys(date[:4] for date in dates)) or say("n.d.")


def day(date: str) -> str:
    """An ISO date, or a year or month of one, as it is written in running text."""
    year, *rest = date.split("-")
    if not rest or not all(part.isdecimal() for part in rest) or not 1 <= int(rest[0]) <= 12:
        return date
    month = say(_MONTHS[int(rest[0]) - 1])
    if len(rest) == 1:
        return f"{month} {year}"
    if language() == "en":
        return f"{month} {int(rest[1])}, {year}"
    return f"{int(rest[1])} {month} {year}"


def _list(interviews: Sequence[Interview], style: str) -> Grid:
    columns = (
        Column("informant", mark("Informant")),
        Column("transcript", mark("Transcript")),
        Column("date", mark("Date")),
        Column("mode", mark("Mode")),
        Column("place", mark("Place")),
        Column("duration", mark("Duration")),
        Column("entry", mark("Entry")),
    )
    rows = tuple(
        (one.name, one.transcript, one.date, one.mode, one.place, one.duration, _entry(one, style))
        for one in sorted(interviews, key=lambda one: (one.name, one.date, one.transcript))
    )
    return Grid(columns, rows, say("Interviews"))


def _entry(one: Interview, style: str) -> str:
    when = day(one.date) if one.date else say("n.d.")
    if style == "article" and one.date:
        when = f"{one.date[:4]}, {when}"
    name = one.name if one.name.endswith(".") else f"{one.name}."
    return f"{name} ({when}). [{say('Interview')}]."
