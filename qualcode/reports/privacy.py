"""What is left out of a report that is to be shared, and a warning where few could be meant."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from qualcode.i18n import say
from qualcode.model.views import InformantView
from qualcode.reports.document import Block, Grid

FEWEST = 3  # people of one role in one organisation, below whom one can be recognised
_PRIVATE = ("role", "referred_by", "referrer")


def shareable(block: Block) -> Block:
    """The block without the columns by which people can be recognised."""
    if not isinstance(block, Grid):
        return block
    kept = [at for at, column in enumerate(block.columns) if column.key not in _PRIVATE]
    return replace(
        block,
        columns=tuple(block.columns[at] for at in kept),
        rows=tuple(tuple(row[at] for at in kept) for row in block.rows),
    )


def few(people: Sequence[InformantView], *, named: bool) -> Iterator[str]:
    """A warning where fewer than three were heard of one role (`named`), or of one standpoint, in
    one organisation."""
    groups = Counter(
        ((person.role if named else say(person.standpoint)) or "?", person.organisation or "?")
        for person in people
        if person.heard
    )
    rare = sorted((group, count) for group, count in groups.items() if count < FEWEST)
    if rare:
        yield say(
            "Fewer than three people were heard of: {groups}. Whoever knows the place may recognise"
            " them, even by pseudonym.",
            groups="; ".join(
                say("{role}, {organisation} ({count})", role=role, organisation=place, count=count)
                for (role, place), count in rare
            ),
        )
