"""The sources of a study as tables: who they are, how they were heard, and who was wanted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from qualcode.analysis.standpoints import Reached
from qualcode.analysis.techniques import TECHNIQUES, Spread
from qualcode.i18n import mark, say
from qualcode.model.views import About, InformantView
from qualcode.reports.document import Block, Column, Grid, Paragraph, Value

_NOT_SENT = mark("not sent")


def sources(
    people: Sequence[InformantView],
    texts: Mapping[str, About],
    checks: Mapping[str, str],
) -> tuple[Block, ...]:
    """Whoever was interviewed, in tree order, then documents and observations; `texts` are all
    transcripts by id, `checks` member checks by informant. Unknown is shown as ?."""
    columns = (
        Column("id", mark("Source")),
        Column("kind", mark("Kind"), closed=True),
        Column("role", mark("Role")),
        Column("organisation", mark("Organisation")),
        Column("date", mark("Date")),
        Column("duration", mark("Duration")),
        Column("wave", mark("Wave")),
        Column("referred_by", mark("Referred by")),
        Column("branch", mark("Branch")),
        Column("consent", mark("Consent")),
        Column("member_check", mark("Member check"), closed=True),
    )
    own = (
        (
            p.id, "interview", p.role, p.organisation or "?", _listed(p, texts, "date") or p.date,
            _listed(p, texts, "duration"), p.wave, p.referred_by or (("-",) if p.seed else ("?",)),
            p.branch or ("-" if p.wave == 0 else "?"), p.consent or "?",
            checks.get(p.id, _NOT_SENT),
        )
        for p in people if p.heard
    )  # fmt: skip
    others = (
        (
            id_,
            about.kind.value,
            "",
            about.organisation or "?",
            about.date,
            about.duration,
            None,
            (),
            "",
            "",
            "",
        )
        for id_, about in texts.items()
        if about.kind.value != "interview"
    )
    return (Grid(columns, (*own, *others), say("Sources")),)


def _listed(person: InformantView, texts: Mapping[str, About], field: str) -> tuple[str, ...]:
    found = (getattr(texts[id_], field) for id_ in person.transcripts if id_ in texts)
    return tuple(dict.fromkeys(value for value in found if value))


def techniques(found: Sequence[Spread]) -> tuple[Block, ...]:
    """Triangulation by source, technique and time: one row a claim."""
    columns = (
        Column("id", mark("Claim")),
        Column("text", mark("Text")),
        Column("k", mark("Sources")),
        Column("sources", mark("Who")),
        *(Column(technique, technique, closed=True) for technique in TECHNIQUES),
        Column("techniques", mark("Techniques")),
        Column("occasions", mark("Dates")),
        Column("undated", mark("Without a date")),
        Column("by_source", mark("By source"), closed=True),
        Column("by_technique", mark("By technique"), closed=True),
        Column("by_time", mark("By time"), closed=True),
    )
    rows: tuple[tuple[Value, ...], ...] = tuple(
        (
            one.id, one.text, len(one.sources), one.sources,
            *(one.techniques[technique] for technique in TECHNIQUES),
            sum(map(bool, one.techniques.values())), one.occasions, one.undated,
            *map(_yes, (one.by_source, one.by_technique, one.by_time)),
        )
        for one in found
    )  # fmt: skip
    explained = say(
        "Sources, techniques and dates of what supports a claim. Under each technique stands in how"
        " many transcripts it is supported. One person who was interviewed and observed is one"
        " source by two techniques. This says how support is spread; whether the sources are"
        " independent of each other, the convergence table says."
    )
    return (Paragraph(explained), Grid(columns, rows, say("Source, technique and time")))


def _yes(value: bool) -> str:
    return "yes" if value else "no"


def standpoints(found: Sequence[Reached]) -> tuple[Block, ...]:
    """Standpoints with how many people were wanted and reached of each."""
    columns = (
        Column("standpoint", mark("Standpoint"), closed=True),
        Column("planned", mark("Planned")),
        Column("known", mark("Known")),
        Column("contacted", mark("Contacted")),
        Column("declined", mark("Declined")),
        Column("interviewed", mark("Interviewed")),
        Column("withdrawn", mark("Withdrawn")),
    )
    rows = tuple(
        (
            one.group or "?", one.planned, one.known, one.contacted, one.declined,
            one.interviewed, one.withdrawn,
        )
        for one in found
    )  # fmt: skip
    explained = say(
        "Contacted are all who were asked, those who declined, were interviewed or withdrew"
        " included. Planned numbers come from the setting “planned”; nothing stands where none was"
        " given. Zeros are shown: nobody of that standpoint was reached."
    )
    return (Paragraph(explained), Grid(columns, rows, say("Standpoints")))
