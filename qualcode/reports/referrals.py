"""The referral trees as a report: how people were found, and what hangs on one branch alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from qualcode.analysis.leaving_out import Change
from qualcode.analysis.recruitment import Branch, Recruitment
from qualcode.i18n import mark, say
from qualcode.model.lists import Status
from qualcode.reports.document import Block, Column, Document, Grid, Paragraph, Value


def document(
    found: Recruitment, claims: Sequence[Change], themes: Sequence[Change], *, notice: str = ""
) -> Document:
    """Branches first, then the verdicts that rest on one of them, then who was reached how."""
    blocks: list[Block] = [
        *map(Paragraph, remarks(found)),
        _branches(found.branches, claims, themes),
        _changes(claims, mark("Claim"), say("Claims judged otherwise without one branch")),
        _changes(themes, mark("Theme"), say("Themes judged otherwise without one branch")),
        reached(found),
    ]
    if found.channels:
        blocks.append(channels(found))
    if found.extra:
        blocks.append(_extra(found))
    return Document(say("Referral trees"), tuple(blocks), notice, _data(found, claims, themes))


def remarks(found: Recruitment) -> Iterator[str]:
    """Whom everybody goes back to, and of whom that is not known."""
    if len(found.seeds) == 1:
        yield say("Everybody goes back to one seed: {id}.", id=found.seeds[0])
    elif found.seeds:
        yield say("{count} seeds: {ids}.", count=len(found.seeds), ids=", ".join(found.seeds))
    else:
        yield say("There are no referrals.")
    if found.unknown:
        yield say(
            "It is not known who led to: {ids}. Who of them named somebody counts as a seed.",
            ids=", ".join(found.unknown),
        )


def _branches(
    branches: Sequence[Branch], claims: Sequence[Change], themes: Sequence[Change]
) -> Grid:
    columns = (
        Column("branch", mark("Branch")),
        Column("seed", mark("Seed")),
        Column("people", mark("People")),
        Column("interviewed", mark("Interviewed")),
        Column("waves", mark("Deepest wave")),
        Column("organisations", mark("Organisations")),
        Column("themes", mark("Themes")),
        Column("only", mark("Themes only here")),
        Column("claims_changed", mark("Claims that change without it")),
        Column("themes_changed", mark("Themes that change without it")),
    )
    rows = tuple(
        (
            branch.id, branch.seed, len(branch.people), branch.interviewed, branch.waves,
            branch.organisations, branch.themes, branch.only, _without(branch, claims),
            _without(branch, themes),
        )
        for branch in branches
    )  # fmt: skip
    caption = say("Branches: all whom one person led to, a seed by itself")
    return Grid(columns, rows, caption)


def _without(branch: Branch, changed: Sequence[Change]) -> int:
    return sum(change.group == branch.id for change in changed)


def _changes(changed: Sequence[Change], title: str, caption: str) -> Grid:
    columns = (
        Column("branch", mark("Left out")),
        Column("id", title),
        Column("verdict", mark("Verdict"), closed=True),
        Column("without", mark("Without it"), closed=True),
    )
    rows = tuple(
        (change.group, change.id, change.verdict.value, change.without.value) for change in changed
    )
    return Grid(columns, rows, caption)


def reached(found: Recruitment) -> Grid:
    """For COREQ 10 to 13: how many were named, asked, declined, interviewed or withdrew."""
    columns = (
        Column("wave", mark("Wave")),
        *(Column(status.value, status.value, closed=True) for status in Status),
        Column("all", mark("All")),
    )
    rows: list[tuple[Value, ...]] = [
        (_wave(wave), *(counts.get(status, 0) for status in Status), sum(counts.values()))
        for wave, counts in found.reached.items()
    ]
    totals = [sum(counts.get(status, 0) for counts in found.reached.values()) for status in Status]
    rows.append((say("All"), *totals, sum(totals)))
    return Grid(columns, tuple(rows), say("Who was reached (COREQ 10–13)"))


def _wave(wave: int | None) -> str:
    return "?" if wave is None else str(wave)


def channels(found: Recruitment) -> Grid:
    """For COREQ 11: how those whom somebody led to were approached."""
    columns = (Column("channel", mark("Channel"), closed=True), Column("people", mark("People")))
    return Grid(
        columns,
        tuple((channel or "?", count) for channel, count in sorted(found.channels.items())),
        say("How they were approached (COREQ 11)"),
    )


def _extra(found: Recruitment) -> Grid:
    columns = (
        Column("referrer", mark("Referred by")),
        Column("informant", mark("Informant")),
        Column("across", mark("Joins two branches")),
    )
    return Grid(
        columns,
        tuple((edge.referrer, edge.informant, edge.across) for edge in found.extra),
        say("Referrals beside the tree"),
    )


def _data(
    found: Recruitment, claims: Sequence[Change], themes: Sequence[Change]
) -> Mapping[str, Value]:
    return {
        "seeds": found.seeds,
        "unknown": found.unknown,
        "branches": tuple(
            {
                "branch": branch.id, "seed": branch.seed, "people": branch.people,
                "interviewed": branch.interviewed, "waves": branch.waves,
                "organisations": branch.organisations, "themes": branch.themes,
                "only": branch.only,
            }
            for branch in found.branches
        ),
        "claims": tuple(map(_change, claims)),
        "themes": tuple(map(_change, themes)),
        "reached": {
            _wave(wave): {status.value: counts.get(status, 0) for status in Status}
            for wave, counts in found.reached.items()
        },
        "channels": {channel or "?": count for channel, count in sorted(found.channels.items())},
        "extra": tuple(
            {"referrer": edge.referrer, "informant": edge.informant, "across": edge.across}
            for edge in found.extra
        ),
    }  # fmt: skip


def _change(change: Change) -> Mapping[str, Value]:
    return {
        "without": change.group, "id": change.id, "verdict": change.verdict.value,
        "becomes": change.without.value,
    }  # fmt: skip
