"""Making two codes one: what moves, what falls together, and doing it."""

from __future__ import annotations

from sqlalchemy import Connection, select

from qualcode.errors import RefusedError
from qualcode.model.views import MergeView
from qualcode.store import codebook
from qualcode.store.codebook import Book, Entry, packed
from qualcode.store.journal import Step
from qualcode.store.tables import (
    AdjudicationRow,
    ClaimThemeRow,
    CodeRow,
    CodingRow,
    MemoRow,
    Recorded,
    SuggestionDecisionRow,
    ThemeCodeRow,
    TopicRow,
)


def _check(within: Book, entry: Entry, into: Entry) -> None:
    if into in within.below(entry) or entry is into:
        raise RefusedError(
            "{code} cannot be merged into itself or what is below it", code=entry.code.path
        )


def _holding(
    connection: Connection, entry: Entry, into: Entry
) -> dict[type[Recorded], tuple[list[int], list[int]]]:
    """Which rows that hold to `entry` would hold to `into` once the two are merged, and which
    would fall away because the same is there already: (moving, twice), by table."""
    found: dict[type[Recorded], tuple[list[int], list[int]]] = {}
    for row, code, same in (
        (CodingRow, CodingRow.code, (CodingRow.passage, CodingRow.round, CodingRow.layer)),
        (TopicRow, TopicRow.code, (TopicRow.transcript, TopicRow.informant)),
        (ClaimThemeRow, ClaimThemeRow.code, (ClaimThemeRow.claim, ClaimThemeRow.turned)),
        (ThemeCodeRow, ThemeCodeRow.code, (ThemeCodeRow.theme,)),
        (MemoRow, MemoRow.code, (MemoRow.key,)),
        (AdjudicationRow, AdjudicationRow.code, (AdjudicationRow.key,)),
        (SuggestionDecisionRow, SuggestionDecisionRow.code, (SuggestionDecisionRow.key,)),
    ):
        held_by = select(*same).where(code == into.key)
        there = {tuple(held) for held in connection.execute(held_by)}
        holding = connection.execute(select(row.key, *same).where(code == entry.key)).all()
        found[row] = (
            [key for key, *held in holding if tuple(held) not in there],
            [key for key, *held in holding if tuple(held) in there],
        )
    return found


def preview(connection: Connection, within: Book, entry: Entry, into: Entry) -> MergeView:
    """What `merge` would change."""
    _check(within, entry, into)
    held = _holding(connection, entry, into)
    moving = {row: len(keys) for row, (keys, _) in held.items()}
    below = tuple(e.code.path for e in within.below(entry) if e is not entry)
    return MergeView(
        moving[CodingRow], len(held[CodingRow][1]), below, moving[TopicRow],
        moving[ClaimThemeRow], moving[ThemeCodeRow], moving[MemoRow],
    )  # fmt: skip


def merge(step: Step, within: Book, entry: Entry, into: Entry) -> None:
    """Make two codes one: codings, topics, claims and memos of `entry` become those of `into`.

    What is below `entry` hangs below `into`; its key, names and aliases become aliases of it.
    """
    _check(within, entry, into)
    _ask_both(step, entry.key, into.key)
    for row, (moving, twice) in _holding(step.connection, entry, into).items():
        step.delete(row, twice)
        step.update_many(row, {key: {"code": into.key} for key in moving})
    for child in within.entries:
        if child.code.parent == entry.code.path:
            codebook.move(step, within, child, into)
    old = entry.code
    words = (*into.code.aliases, old.key, old.name.en, old.name.id, *old.aliases)
    own = {into.code.key, into.code.name.en, into.code.name.id, ""}
    aliases = tuple(dict.fromkeys(word for word in words if word not in own))
    step.update(CodeRow, into.key, aliases=packed(aliases))
    step.delete(CodeRow, [entry.key])


def _ask_both(step: Step, code: int, into: int) -> None:
    """What was asked under either of two codes was asked under the one that stays."""
    where = (TopicRow.transcript, TopicRow.informant)
    asked = select(*where).where(TopicRow.code == code, TopicRow.asked == 1)
    yes = {tuple(held) for held in step.connection.execute(asked)}
    kept = step.connection.execute(select(TopicRow.key, *where).where(TopicRow.code == into))
    changes = {key: {"asked": 1} for key, *held in kept if tuple(held) in yes}
    step.update_many(TopicRow, changes)
