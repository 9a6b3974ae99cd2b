"""Where the people of referral trees stand: a column for each wave, a band of rows for each
person with all whom they led to, so that nothing can lie on anything else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """A person's column, the middle of their band, and who led to them."""

    id: str
    wave: int
    y: float
    referrer: str | None


def places(
    order: Sequence[tuple[str, int, str | None]], heights: Mapping[str, float], between: float
) -> tuple[tuple[Place, ...], float]:
    """Places of people given depth first as (id, wave, referrer), and the height of all bands.

    A band is as high as its person or as all bands below it, whichever is more; roots stand
    `between` apart.
    """
    below: dict[str, float] = {}
    for id_, _, referrer in reversed(order):
        if referrer is not None:
            below[referrer] = below.get(referrer, 0.0) + max(heights[id_], below.get(id_, 0.0))
    free: dict[str, float] = {}
    found: list[Place] = []
    end = 0.0
    for id_, wave, referrer in order:
        band = max(heights[id_], below.get(id_, 0.0))
        top = (end + between if found else 0.0) if referrer is None else free[referrer]
        if referrer is None:
            end = top + band
        else:
            free[referrer] = top + band
        free[id_] = top + (band - below.get(id_, 0.0)) / 2
        found.append(Place(id_, wave, top + band / 2, referrer))
    return tuple(found), end
