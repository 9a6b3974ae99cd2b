"""Passages and the codes on them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, bindparam, func, select

from qualcode.errors import NotFoundError
from qualcode.model.lists import Placed, Stance
from qualcode.model.span import Span
from qualcode.store.engine import fetched
from qualcode.store.journal import Step
from qualcode.store.tables import (
    CoderRow,
    CodingRow,
    EvidenceRow,
    MemberCheckRow,
    MemoRow,
    NegativeCaseRow,
    PassageLinkRow,
    PassageRow,
    RoundRow,
    TranscriptRow,
    VoiceRow,
)

_AT_ONCE = 500

STANDING = PassageRow.state != Placed.LOST.value
"""That a passage stands in the current text; a lost one waits to be settled."""


@dataclass(frozen=True, slots=True)
class Place:
    """A span of one coder in the current revision of a transcript, by keys; `voice` speaks it."""

    transcript: int
    revision: int
    coder: int
    span: Span
    voice: int


@dataclass(frozen=True, slots=True)
class NewCoding:
    """A code that is to be put on a place."""

    place: Place
    code: int
    round: int
    stance: str
    note: str = ""
    origin: str = "hand"


@dataclass(frozen=True, slots=True)
class Coding:
    """A coding as people see it."""

    number: int
    passage: int
    transcript: str
    code: int
    coder: str
    span: Span
    voice: int
    stance: Stance
    note: str
    round: str


def passages_at(step: Step, places: Sequence[Place]) -> list[int]:
    """The numbers of the passages at those places, new ones put in."""
    known = _passages(step.connection, places)
    spots = [_at(place) for place in places]
    new = {at: place for at, place in zip(spots, places, strict=True) if at not in known}
    made = step.insert(
        PassageRow,
        (
            "transcript", "coder", "revision", "start", "end", "voice", "state", "settled_by",
            "key_quote", "translation",
        ),
        [
            (
                place.transcript, place.coder, place.revision, place.span.start, place.span.end,
                place.voice, "exact", None, 0, "",
            )
            for place in new.values()
        ],
    )  # fmt: skip
    known.update(zip(new, made, strict=True))
    return [known[at] for at in spots]


def _at(place: Place) -> tuple[int, int, int, int]:
    return place.transcript, place.coder, place.span.start, place.span.end


def _passages(
    connection: Connection, places: Sequence[Place]
) -> dict[tuple[int, int, int, int], int]:
    """Passages that are there already, the oldest where two have come to meet."""
    if len(places) == 1:
        (at,) = map(_at, places)
        given = dict(zip(("transcript", "coder", "start", "end"), at, strict=True))
        keys = connection.execute(_PASSAGES_AT, given).scalars().all()
        return {at: min(keys)} if keys else {}
    columns = (
        PassageRow.transcript, PassageRow.coder, PassageRow.start, PassageRow.end, PassageRow.key,
    )  # fmt: skip
    known: dict[tuple[int, int, int, int], int] = {}
    for some in _some(sorted({place.transcript for place in places})):
        condition = PassageRow.transcript.in_(some) & STANDING
        found = select(*columns).where(condition).order_by(PassageRow.key.desc())
        for transcript, coder, start, end, key in connection.execute(found):
            known[transcript, coder, start, end] = key
    return known


# Made once, as is all that each coding by hand asks for: that takes longer than the asking.
_PASSAGES_AT = select(PassageRow.key).where(
    PassageRow.transcript == bindparam("transcript"), PassageRow.coder == bindparam("coder"),
    PassageRow.start == bindparam("start"), PassageRow.end == bindparam("end"), STANDING,
)  # fmt: skip


def put(step: Step, wanted: Sequence[NewCoding]) -> list[int | None]:
    """Put codes on places; gives each coding's number, None for one that is there already."""
    before = step.last(PassageRow.__tablename__)
    passages = passages_at(step, [each.place for each in wanted])
    known = _codings_on(step.connection, {passage for passage in passages if passage <= before})
    rows: list[tuple[object, ...]] = []
    at: list[int | None] = []
    for passage, each in zip(passages, wanted, strict=True):
        what = (passage, each.code, each.round)
        if what in known:
            at.append(None)
            continue
        known.add(what)
        at.append(len(rows))
        rows.append(
            (
                passage, each.code, each.round, each.place.coder, each.place.voice, "individual",
                each.stance, each.note, each.origin,
            )
        )  # fmt: skip
    made = step.insert(
        CodingRow,
        ("passage", "code", "round", "coder", "voice", "layer", "stance", "note", "origin"),
        rows,
    )
    return [None if index is None else made[index] for index in at]


def held(connection: Connection, wanted: Sequence[NewCoding]) -> list[tuple[int, Stance]]:
    """Number and stance of codings that are there already, for what was asked for once more."""
    passages = _passages(connection, [each.place for each in wanted])
    there: dict[tuple[int, int, int], tuple[int, Stance]] = {}
    for some in _some(sorted(set(passages.values()))):
        found = select(
            CodingRow.passage, CodingRow.code, CodingRow.round, CodingRow.key, CodingRow.stance
        ).where(CodingRow.passage.in_(some))
        for passage, code, round_, number, stance in connection.execute(found):
            there[passage, code, round_] = number, Stance(stance)
    return [there[passages[_at(each.place)], each.code, each.round] for each in wanted]


def _codings_on(connection: Connection, passages: Iterable[int]) -> set[tuple[int, int, int]]:
    found: set[tuple[int, int, int]] = set()
    for some in _some(sorted(set(passages))):
        statement = select(CodingRow.passage, CodingRow.code, CodingRow.round).where(
            CodingRow.passage.in_(some)
        )
        found.update((p, c, r) for p, c, r in connection.execute(statement))
    return found


def _some(keys: Sequence[int]) -> Iterator[Sequence[int]]:
    for at in range(0, len(keys), _AT_ONCE):
        yield keys[at : at + _AT_ONCE]


def remove(step: Step, numbers: Sequence[int]) -> None:
    """Take codings off; a passage that then carries nothing goes too."""
    held = dict(_held_by(step.connection, numbers))
    for number in numbers:
        if number not in held:
            raise NotFoundError(
                "there is no coding {number}",
                advice="qualcode codings list shows the numbers",
                number=number,
            )
    step.delete(CodingRow, numbers)
    step.delete(PassageRow, bare(step.connection, set(held.values())))


def _held_by(connection: Connection, numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    for some in _some(numbers):
        found = select(CodingRow.key, CodingRow.passage).where(CodingRow.key.in_(some))
        yield from connection.execute(found)


def bare(connection: Connection, passages: set[int]) -> list[int]:
    """Those of the passages that carry nothing any more: no code, evidence, memo, link or mark."""
    kept: set[int] = set()
    for some in _some(sorted(passages)):
        for column in (
            CodingRow.passage,
            EvidenceRow.passage,
            MemoRow.passage,
            MemberCheckRow.passage,
            NegativeCaseRow.passage,
            PassageLinkRow.passage,
            PassageLinkRow.other,
        ):
            found = connection.execute(select(column).where(column.in_(some))).scalars()
            kept.update(key for key in found if key is not None)
        marked = (PassageRow.key_quote == 1) | (PassageRow.translation != "")
        condition = PassageRow.key.in_(some) & marked
        kept.update(connection.execute(select(PassageRow.key).where(condition)).scalars())
    return sorted(passages - kept)


def one(connection: Connection, number: int) -> Coding:
    """The coding of that number."""
    for found in _rows(connection, CodingRow.key == number):
        return found
    raise NotFoundError(
        "there is no coding {number}",
        advice="qualcode codings list shows the numbers",
        number=number,
    )


def listed(
    connection: Connection, *conditions: ColumnElement[bool], lost: bool = False
) -> Iterator[Coding]:
    """Codings in reading order, those that meet all conditions; only with `lost` also such as have
    no place in the current text."""
    return _rows(connection, *conditions, *(() if lost else (STANDING,)))


def _rows(connection: Connection, *conditions: ColumnElement[bool]) -> Iterator[Coding]:
    for (
        number,
        passage,
        transcript,
        code,
        coder,
        start,
        end,
        voice,
        stance,
        *rest,
    ) in connection.execute(_LISTED.where(*conditions)):
        span = Span(start, end)
        yield Coding(number, passage, transcript, code, coder, span, voice, Stance(stance), *rest)


_LISTED = (
    select(
        CodingRow.key, CodingRow.passage, TranscriptRow.id, CodingRow.code, CoderRow.name,
        PassageRow.start, PassageRow.end, CodingRow.voice, CodingRow.stance, CodingRow.note,
        RoundRow.name,
    )
    .join(PassageRow, PassageRow.key == CodingRow.passage)
    .join(TranscriptRow, TranscriptRow.key == PassageRow.transcript)
    .join(CoderRow, CoderRow.key == CodingRow.coder)
    .join(RoundRow, RoundRow.key == CodingRow.round)
    .order_by(PassageRow.transcript, PassageRow.start, PassageRow.end, CodingRow.key)
)  # fmt: skip


def matching(
    *,
    codes: Sequence[int] | None = None,
    voices: Sequence[int] | None = None,
    transcript: int | None = None,
    coder: int | None = None,
    round_: int | None = None,
    numbers: Sequence[int] | None = None,
    passages: Sequence[int] | None = None,
) -> list[ColumnElement[bool]]:
    """The conditions that a coding is one of those that are asked for."""
    conditions: list[ColumnElement[bool]] = []
    if codes is not None:
        conditions.append(CodingRow.code.in_(codes))
    if voices is not None:
        conditions.append(CodingRow.voice.in_(voices))
    if transcript is not None:
        conditions.append(PassageRow.transcript == transcript)
    if coder is not None:
        conditions.append(CodingRow.coder == coder)
    if round_ is not None:
        conditions.append(CodingRow.round == round_)
    if numbers is not None:
        conditions.append(CodingRow.key.in_(numbers))
    if passages is not None:
        conditions.append(CodingRow.passage.in_(passages))
    return conditions


def keep(step: Step, numbers: Sequence[int]) -> None:
    """Let codings stand as they are, now that somebody has looked at them again."""
    for number in numbers:
        one(step.connection, number)
    step.touch(CodingRow, numbers)


def recode(step: Step, number: int, code: int) -> None:
    """Put another code in the place of this one."""
    step.update(CodingRow, number, code=code)


def change(step: Step, number: int, **values: object) -> None:
    """Change what a coding says."""
    step.update(CodingRow, number, **values)


def counts(connection: Connection) -> dict[int, int]:
    """How many codings each code has, by its key."""
    counted = select(CodingRow.code, func.count()).group_by(CodingRow.code)
    return dict(connection.execute(counted).all())


def voices(
    connection: Connection, keys: Collection[int] | None = None
) -> list[tuple[int, int, str]]:
    """Every voice, or those of some keys: (key, transcript, JSON labels)."""
    found = select(VoiceRow.key, VoiceRow.transcript, VoiceRow.labels).order_by(VoiceRow.key)
    if keys is not None:
        found = found.where(VoiceRow.key.in_(keys))
    return fetched(connection, found)
