"""Claims, what they name and rest on, and the evidence tied to them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from sqlalchemy import ColumnElement, Connection, func, select

from qualcode.errors import NotFoundError
from qualcode.i18n import mark
from qualcode.model.lists import Stance
from qualcode.model.span import Span
from qualcode.store.closest import named
from qualcode.store.codings import STANDING, Place, bare, passages_at
from qualcode.store.journal import Step
from qualcode.store.tables import (
    AdjudicationRow,
    AssetRow,
    ClaimAssetRow,
    ClaimLinkRow,
    ClaimReferenceRow,
    ClaimRow,
    ClaimThemeRow,
    CoderRow,
    EvidenceRow,
    PassageRow,
    Recorded,
    TranscriptRow,
)

PLAIN = ("text", "kind", "type", "level", "note")


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim; `themes` are (code key, turned round), links are ids of other claims."""

    key: int
    id: str
    text: str
    kind: str
    type: str
    level: str
    note: str
    themes: tuple[tuple[int, bool], ...] = ()
    assets: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    literature: tuple[str, ...] = ()
    rests_on: tuple[str, ...] = ()
    part_of: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NewEvidence:
    """A place that is to be tied to a claim."""

    claim: int
    place: Place
    stance: str
    basis: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A passage tied to a claim, as people see it."""

    number: int
    claim: str
    passage: int
    transcript: str
    coder: str
    span: Span
    voice: int
    stance: Stance
    basis: str
    note: str


@dataclass(slots=True)
class _Lists:
    themes: list[tuple[int, bool]] = field(default_factory=list)
    assets: list[str] = field(default_factory=list)
    documents: list[str] = field(default_factory=list)
    literature: list[str] = field(default_factory=list)
    rests_on: list[str] = field(default_factory=list)
    part_of: list[str] = field(default_factory=list)


def keys(connection: Connection) -> dict[str, int]:
    """Keys of all claims by id."""
    return dict(connection.execute(select(ClaimRow.id, ClaimRow.key)).all())


def key_of(connection: Connection, id_: str) -> int:
    """The key of the claim `id_`."""
    message = mark("there is no claim {id}")
    return named(keys(connection), id_, message, mark("qualcode claims list shows all"))


def listed(connection: Connection) -> list[Claim]:
    """All claims, in the order in which they came in."""
    lists = _lists(connection)
    rows = connection.execute(
        select(
            ClaimRow.key,
            ClaimRow.id,
            ClaimRow.text,
            ClaimRow.kind,
            ClaimRow.type,
            ClaimRow.level,
            ClaimRow.note,
        ).order_by(ClaimRow.position, ClaimRow.key)
    )
    found: list[Claim] = []
    for key, id_, text, kind, type_, level, note in rows:
        of = lists.get(key, _Lists())
        found.append(
            Claim(
                key, id_, text, kind, type_, level, note, tuple(of.themes), tuple(of.assets),
                tuple(of.documents),
                tuple(of.literature), tuple(of.rests_on), tuple(of.part_of),
            )
        )  # fmt: skip
    return found


def _lists(connection: Connection) -> dict[int, _Lists]:
    lists: dict[int, _Lists] = {}

    def _of(claim: int) -> _Lists:
        return lists.setdefault(claim, _Lists())

    for claim, code, turned in connection.execute(
        select(ClaimThemeRow.claim, ClaimThemeRow.code, ClaimThemeRow.turned).order_by(
            ClaimThemeRow.key
        )
    ):
        _of(claim).themes.append((code, bool(turned)))
    for claim, asset in connection.execute(
        select(ClaimAssetRow.claim, AssetRow.name)
        .join(AssetRow, AssetRow.key == ClaimAssetRow.asset)
        .order_by(ClaimAssetRow.key)
    ):
        _of(claim).assets.append(asset)
    for claim, kind, words in connection.execute(
        select(ClaimReferenceRow.claim, ClaimReferenceRow.kind, ClaimReferenceRow.text).order_by(
            ClaimReferenceRow.key
        )
    ):
        of = _of(claim)
        (of.documents if kind == "document" else of.literature).append(words)
    ids = {key: id_ for id_, key in keys(connection).items()}
    for claim, other, kind in connection.execute(
        select(ClaimLinkRow.claim, ClaimLinkRow.other, ClaimLinkRow.kind).order_by(ClaimLinkRow.key)
    ):
        of = _of(claim)
        (of.rests_on if kind == "rests_on" else of.part_of).append(ids[other])
    return lists


def put(step: Step, known: int | None, id_: str, values: dict[str, str]) -> tuple[int, bool]:
    """Add a claim, or fill in what is given of the `known` one; gives the key and whether it is
    new."""
    filled = {name: values[name] for name in PLAIN if values.get(name)}
    if known is not None:
        step.update(ClaimRow, known, **filled)
        return known, False
    last = step.connection.execute(select(func.max(ClaimRow.position))).scalar_one() or 0
    empty = dict.fromkeys(PLAIN, "")
    return step.add(ClaimRow, id=id_, position=last + 1, **{**empty, **filled}), True


def set_themes(step: Step, claim: int, themes: Sequence[tuple[int, bool]]) -> None:
    """Say which codes a claim is judged by where it has no evidence."""
    wanted: list[tuple[object, ...]] = [(claim, code, int(turned)) for code, turned in themes]
    _set(step, ClaimThemeRow, ("claim", "code", "turned"), wanted, ClaimThemeRow.claim == claim)


def set_assets(step: Step, claim: int, names: Sequence[str]) -> None:
    """Say which assets a claim names."""
    known = dict(step.connection.execute(select(AssetRow.name, AssetRow.key)).all())
    for name in names:
        if name not in known:
            known[name] = step.add(AssetRow, name=name, type="", level="")
    wanted: list[tuple[object, ...]] = [(claim, known[name]) for name in names]
    _set(step, ClaimAssetRow, ("claim", "asset"), wanted, ClaimAssetRow.claim == claim)


def set_references(step: Step, claim: int, kind: str, texts: Sequence[str]) -> None:
    """Say which documents, or which literature, a claim names."""
    wanted: list[tuple[object, ...]] = [(claim, kind, text) for text in texts]
    condition = (ClaimReferenceRow.claim == claim) & (ClaimReferenceRow.kind == kind)
    _set(step, ClaimReferenceRow, ("claim", "kind", "text"), wanted, condition)


def set_links(step: Step, claim: int, kind: str, others: Sequence[int]) -> None:
    """Say what a claim rests on, or is part of."""
    wanted: list[tuple[object, ...]] = [(claim, other, kind) for other in others]
    condition = (ClaimLinkRow.claim == claim) & (ClaimLinkRow.kind == kind)
    _set(step, ClaimLinkRow, ("claim", "other", "kind"), wanted, condition)


def _set(
    step: Step,
    row: type[Recorded],
    columns: Sequence[str],
    wanted: Sequence[tuple[object, ...]],
    condition: ColumnElement[bool],
) -> None:
    """Make the rows under `condition` those wanted, in that order; nothing where they are so."""
    named = [getattr(row, name) for name in columns]
    found = step.connection.execute(select(row.key, *named).where(condition).order_by(row.key))
    held = {key: tuple(values) for key, *values in found}
    if list(held.values()) != list(wanted):
        step.delete(row, list(held))
        step.insert(row, columns, wanted)


def tie(step: Step, wanted: Sequence[NewEvidence]) -> list[int | None]:
    """Tie places to claims; gives each number, None where the same place is tied already."""
    passages = passages_at(step, [each.place for each in wanted])
    tied = select(EvidenceRow.claim, EvidenceRow.passage)
    known = {(claim, passage) for claim, passage in step.connection.execute(tied)}
    rows: list[tuple[object, ...]] = []
    at: list[int | None] = []
    for passage, each in zip(passages, wanted, strict=True):
        if (each.claim, passage) in known:
            at.append(None)
            continue
        known.add((each.claim, passage))
        at.append(len(rows))
        rows.append((each.claim, passage, each.stance, each.basis, each.note))
    made = step.insert(EvidenceRow, ("claim", "passage", "stance", "basis", "note"), rows)
    return [None if index is None else made[index] for index in at]


def untie(step: Step, number: int) -> None:
    """Take a piece of evidence off its claim; a passage that then carries nothing goes too."""
    passage = step.connection.execute(
        select(EvidenceRow.passage).where(EvidenceRow.key == number)
    ).scalar_one_or_none()
    if passage is None:
        raise NotFoundError(
            "there is no evidence {number}",
            advice="qualcode claims evidence list shows the numbers",
            number=number,
        )
    step.delete(EvidenceRow, [number])
    step.delete(PassageRow, bare(step.connection, {passage}))


def evidence(
    connection: Connection,
    *,
    numbers: Sequence[int] | None = None,
    passages: Sequence[int] | None = None,
) -> Iterator[Evidence]:
    """All evidence that stands in the current texts, that of some numbers, or that on some
    passages; by claim, then in reading order."""
    conditions = [
        column.in_(keys)
        for column, keys in ((EvidenceRow.key, numbers), (EvidenceRow.passage, passages))
        if keys is not None
    ]
    found = connection.execute(
        select(
            EvidenceRow.key, ClaimRow.id, PassageRow.key, TranscriptRow.id, CoderRow.name,
            PassageRow.start, PassageRow.end, PassageRow.voice, EvidenceRow.stance,
            EvidenceRow.basis, EvidenceRow.note,
        )
        .join(ClaimRow, ClaimRow.key == EvidenceRow.claim)
        .join(PassageRow, PassageRow.key == EvidenceRow.passage)
        .join(TranscriptRow, TranscriptRow.key == PassageRow.transcript)
        .join(CoderRow, CoderRow.key == PassageRow.coder)
        .where(STANDING, *conditions)
        .order_by(ClaimRow.position, ClaimRow.key, TranscriptRow.key, PassageRow.start,
                  PassageRow.end, EvidenceRow.key)
    )  # fmt: skip
    for number, claim, passage, transcript, coder, start, end, voice, stance, basis, note in found:
        yield Evidence(
            number, claim, passage, transcript, coder, Span(start, end), voice, Stance(stance),
            basis, note,
        )  # fmt: skip


def adjudicate(step: Step, claim: int, decision: str, note: str) -> int:
    """Record how a person settled a contradiction; gives the number."""
    return step.add(AdjudicationRow, claim=claim, code=None, decision=decision, note=note)


@dataclass(frozen=True, slots=True)
class Settled:
    """How a contradiction about a claim was settled; `at` is in milliseconds since 1970, UTC."""

    claim: int
    decision: str
    note: str
    coder: str
    at: int


def adjudications(connection: Connection) -> list[Settled]:
    """All decisions on claims, the oldest first."""
    found = connection.execute(
        select(
            AdjudicationRow.claim, AdjudicationRow.decision, AdjudicationRow.note, CoderRow.name,
            AdjudicationRow.created_at,
        )
        .join(CoderRow, CoderRow.key == AdjudicationRow.created_by)
        .where(AdjudicationRow.claim.is_not(None))
        .order_by(AdjudicationRow.key)
    )  # fmt: skip
    return [
        Settled(claim or 0, decision, note, coder, at) for claim, decision, note, coder, at in found
    ]
