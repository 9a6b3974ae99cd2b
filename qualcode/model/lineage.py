"""Which part of the referral trees one looks at."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Lineage:
    """Informants by their place in the trees; what is empty leaves nobody out.

    `branch` and `descendants_of` are ids of informants, `wave` is a number; `?` stands for people
    of whom it is not known who led to them. Who is looked at has to fit all that are given.
    """

    branch: str = ""
    wave: str = ""
    descendants_of: str = ""

    def __bool__(self) -> bool:
        return bool(self.branch or self.wave or self.descendants_of)


EVERYBODY = Lineage()
