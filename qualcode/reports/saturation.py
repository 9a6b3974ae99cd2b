"""Saturation as a report: the curve, the runs, and what to hold against them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from qualcode.analysis.orders import MOST
from qualcode.analysis.saturation import Group, Rule, Run, Saturation
from qualcode.i18n import mark, say
from qualcode.reports.document import Block, Column, Document, Grid, Heading, Paragraph, Value

_NAME = {"themes": mark("Code saturation"), "claims": mark("Saturation of claims")}
_WHAT = {
    "themes": mark("A theme is a code as it was applied, without the codes above it."),
    "claims": mark("A theme is here a claim that somebody affirms or qualifies."),
}
_INSIDE = {
    "branch": mark("All {count} interviews up to there lie inside one branch: {name}."),
    "organisation": mark("All {count} interviews up to there lie inside one organisation: {name}."),
}
_CAVEATS = mark(
    "This says that codes stopped being new (code saturation), not that they are understood"
    " (meaning saturation). It depends on how fine the codes are, on the order of the interviews"
    " and on what was asked, and means little in reflexive thematic analysis."
)
_GROUPS = {
    "wave": (mark("Wave"), mark("By wave")),
    "branch": (mark("Branch"), mark("By branch")),
    "organisation": (mark("Organisation"), mark("By organisation")),
}


def document(found: Saturation, *, over: str, notice: str = "") -> Document:
    """What the interviews show; the curve is the first grid."""
    blocks: list[Block] = [
        Paragraph(_outcome(found)),
        *map(Paragraph, _warnings(found)),
        _curve(found),
        _runs(found),
    ]
    if found.wave_runs:
        blocks += [Paragraph(_wave_outcome(found)), _wave_runs(found)]
    blocks += [_groups(by, groups) for by, groups in found.groups.items() if groups]
    blocks += [
        Heading(say("How to read this")),
        Paragraph(_method(found.rule)),
        Paragraph(say(_WHAT[over])),
        Paragraph(
            say(
                "With so many found once, there may be {count} in all (Chao2, exploratory).",
                count=f"{found.chao2:.2f}",
            )
        ),
        Paragraph(say(_CAVEATS)),
    ]
    return Document(say(_NAME[over]), tuple(blocks), notice, _data(found, over))


def as_written(at: int | None, rule: Rule) -> str | None:
    """`6+2`: nothing substantial after interview 6, confirmed by 2 more."""
    return None if at is None else f"{at}+{rule.run}"


def _percent(share: Fraction | float) -> str:
    return f"{float(share) * 100:.1f}".removesuffix(".0") + "%"


def _outcome(found: Saturation) -> str:
    rule = found.rule
    count = len(found.points)
    if count < rule.base + rule.run:
        return say(
            "{count} interviews with any theme are too few for a base of {base} and a run of"
            " {run}.",
            count=count, base=rule.base, run=rule.run,
        )  # fmt: skip
    if found.at is None:
        return say("Not reached in {count} interviews.", count=count)
    return say(
        "Reached at {result}: nothing substantial is new after interview {at}, confirmed by the"
        " next {run}.",
        result=as_written(found.at, rule), at=found.at, run=rule.run,
    )  # fmt: skip


def _warnings(found: Saturation) -> Iterator[str]:
    for by, name in found.inside.items():
        if by in _INSIDE:
            yield say(_INSIDE[by], count=found.confirmed, name=name)
    if found.later:
        yield say(
            "The interviews after these bring {new} more: {share} of those found up to there.",
            new=found.later,
            share=_percent(Fraction(found.later, found.themes - found.later)),
        )
    if len(found.outcomes) > 1:
        yield say(
            "Dates leave the order open: {range}.",
            range="; ".join(
                say(
                    "{result} in {count} of {all} orders",
                    result=as_written(at, found.rule) or say("not reached"),
                    count=count,
                    all=sum(count for _, count in found.outcomes),
                )
                for at, count in found.outcomes
            ),
        )
    if found.points and not found.outcomes:
        yield say(
            "Dates leave more than {most} orders open; this is one of them, and others may come"
            " out differently.",
            most=MOST,
        )
    if found.undated:
        yield say("Interviews without a date, shown last: {count}.", count=found.undated)
    if found.left_out:
        yield say("Left out, with nothing counted in them: {ids}.", ids=", ".join(found.left_out))


def _curve(found: Saturation) -> Grid:
    columns = (
        Column("number", mark("No.")),
        Column("interview", mark("Interview")),
        Column("date", mark("Date")),
        Column("new", mark("New")),
        Column("total", mark("In all")),
        Column("expected", mark("In any order")),
    )
    rows = tuple(
        (at, point.interview, point.date, point.new, point.total, round(point.expected, 2))
        for at, point in enumerate(found.points, 1)
    )
    return Grid(columns, rows, say("New themes by interview"))


_RUN = (
    Column("new", mark("New")),
    Column("of", mark("Of the base")),
    Column("share", mark("Share")),
    Column("met", mark("Met")),
)


def _run(run: Run) -> tuple[Value, ...]:
    return run.new, run.of, _percent(run.share), run.met


def _runs(found: Saturation) -> Grid:
    columns = (Column("first", mark("From")), Column("last", mark("To")), *_RUN)
    rows = tuple((run.first, run.last, *_run(run)) for run in found.runs)
    return Grid(columns, rows, say("Runs after the base"))


def _wave_outcome(found: Saturation) -> str:
    if found.wave_at is None:
        return say("By wave: not reached.")
    return say(
        "By wave: reached at wave {wave}, confirmed by the next.",
        wave=found.waves[found.wave_at - 1].name,
    )


def _wave_runs(found: Saturation) -> Grid:
    columns = (Column("wave", mark("Wave")), Column("interviews", mark("Interviews")), *_RUN)
    rows = tuple(
        (wave.name, wave.interviews, *_run(run))
        for run in found.wave_runs
        for wave in [found.waves[run.first - 1]]
    )
    return Grid(columns, rows, say("Waves after the base"))


def _groups(by: str, groups: Sequence[Group]) -> Grid:
    title, caption = _GROUPS[by]
    columns = (
        Column(by, title),
        Column("interviews", mark("Interviews")),
        Column("themes", mark("Themes")),
        *((Column("new", mark("New")),) if by == "wave" else ()),
        Column("lost", mark("Only here")),
        Column("only", mark("Which")),
    )
    rows = tuple(
        (
            group.name or "?", group.interviews, group.themes,
            *((group.new,) if by == "wave" else ()), len(group.only), group.only,
        )
        for group in groups
    )  # fmt: skip
    return Grid(columns, rows, say(caption))


def _method(rule: Rule) -> str:
    template = (
        mark(
            "After {base} interviews, the themes first seen in each {run} that follow are set"
            " against those of the first {base}; saturation is where they are less than {share}"
            " (after Guest, Namey & Chen 2020)."
        )
        if rule.below
        else mark(
            "After {base} interviews, the themes first seen in each {run} that follow are set"
            " against those of the first {base}; saturation is where they are at most {share}"
            " (after Guest, Namey & Chen 2020)."
        )
    )
    told = say(template, base=rule.base, run=rule.run, share=_percent(rule.threshold))
    return f"{told} {say('Runs do not overlap.') if rule.separate else say('Runs overlap.')}"


def _data(found: Saturation, over: str) -> Mapping[str, Value]:
    rule = found.rule
    return {
        "over": over,
        "base": rule.base,
        "run": rule.run,
        "threshold": float(rule.threshold),
        "separate": rule.separate,
        "below": rule.below,
        "result": as_written(found.at, rule),
        "at": found.at,
        "range": {as_written(at, rule) or "not reached": count for at, count in found.outcomes},
        "inside": {by: name for by, name in found.inside.items() if by in _INSIDE},
        "later": found.later,
        "themes": found.themes,
        "base_themes": found.base_themes,
        "left_out": found.left_out,
        "undated": found.undated,
        "interviews": tuple(
            {
                "interview": point.interview, "date": point.date, "new": point.new,
                "total": point.total, "expected": point.expected,
            }
            for point in found.points
        ),
        "runs": tuple(map(_run_data, found.runs)),
        "waves": {
            "result": None if found.wave_at is None else found.waves[found.wave_at - 1].name,
            "runs": tuple(
                {"wave": found.waves[run.first - 1].name, **_run_data(run)}
                for run in found.wave_runs
            ),
        },
        "groups": {by: tuple(map(_group_data, groups)) for by, groups in found.groups.items()},
        "chao2": found.chao2,
    }  # fmt: skip


def _run_data(run: Run) -> Mapping[str, Value]:
    return {
        "first": run.first, "last": run.last, "new": run.new, "of": run.of, "share": run.share,
        "met": run.met,
    }  # fmt: skip


def _group_data(group: Group) -> Mapping[str, Value]:
    return {
        "name": group.name or None, "interviews": group.interviews, "themes": group.themes,
        "new": group.new, "only": group.only,
    }  # fmt: skip
