"""Whom the researcher wanted to hear, and who was reached: by standpoint, or any other group."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from qualcode.model.lists import Status

STANDPOINTS = ("provider", "client", "association", "policy", "outsider")


@dataclass(frozen=True, slots=True)
class Reached:
    """One group: `planned` is None where nobody said; `contacted` counts everybody who was, those
    who declined, were interviewed or withdrew included."""

    group: str
    planned: int | None
    known: int
    contacted: int
    declined: int
    interviewed: int
    withdrawn: int


def reached(
    statuses: Mapping[str, Sequence[Status]], planned: Mapping[str, int]
) -> tuple[Reached, ...]:
    """The standpoints first, then the other groups by name; those that nobody is of with zeros."""
    groups = dict.fromkeys((*STANDPOINTS, *sorted({*statuses, *planned} - {""})))
    if "" in statuses:
        groups[""] = None
    return tuple(_one(group, Counter(statuses.get(group, ())), planned) for group in groups)


def _one(group: str, by: Mapping[Status, int], planned: Mapping[str, int]) -> Reached:
    everybody = sum(by.values())
    return Reached(
        group,
        planned.get(group),
        everybody,
        everybody - by.get(Status.NAMED, 0),
        by.get(Status.DECLINED, 0),
        by.get(Status.INTERVIEWED, 0),
        by.get(Status.WITHDRAWN, 0),
    )
