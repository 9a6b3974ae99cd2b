"""Checking what people write into a cell or an option."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date
from enum import StrEnum
from typing import TypeVar

from qualcode.errors import UsageError
from qualcode.model.lists import LINKED_BASES, PLAIN_BASES
from qualcode.store.closest import closest

_Listed = TypeVar("_Listed", bound=StrEnum)
_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")


def of_list(kinds: type[_Listed], value: str, what: str) -> _Listed:
    """`value` as one of a closed list."""
    try:
        return kinds(value.strip().lower())
    except ValueError:
        known = [kind.value for kind in kinds]
        raise UsageError(
            "{value} is no {what}",
            advice="use one of: {known}",
            value=value,
            what=what,
            known=", ".join(known),
        ) from None


def a_date(value: str, what: str) -> str:
    """`value` as a date: a year, a month or a day."""
    if not _is_a_date(value.strip()):
        raise UsageError(
            "{value} is no {what}",
            advice="write it as 2022, 2022-10 or 2022-10-12",
            value=value,
            what=what,
        )
    return value.strip()


def _is_a_date(value: str) -> bool:
    if not _DATE.fullmatch(value):
        return False
    with suppress(ValueError):
        return len(value) < 10 or bool(date.fromisoformat(value))
    return False


def a_basis(value: str) -> str:
    """`value` as what a piece of evidence rests on."""
    word, colon, id_ = map(str.strip, value.partition(":"))
    basis = word.lower() + colon + id_
    linked = basis.startswith(LINKED_BASES) and id_
    if basis and basis not in PLAIN_BASES and not linked:
        raise UsageError(
            "{value} is no basis",
            advice="use one of: {known}",
            value=value,
            known=", ".join((*PLAIN_BASES, *(f"{prefix}ID" for prefix in LINKED_BASES))),
        )
    return basis


def items(value: str) -> tuple[str, ...]:
    """The parts of a list that `;` separates, without repeats."""
    return tuple(dict.fromkeys(part.strip() for part in value.split(";") if part.strip()))


def one_of(value: str, known: tuple[str, ...], what: str) -> str:
    """`value` as one of some words."""
    if value in known:
        return value
    near = closest(value, known)
    raise UsageError(
        "there is no {what} {value}",
        advice="did you mean {near}?" if near else "use one of: {known}",
        what=what,
        value=value,
        near=near,
        known=", ".join(known),
    )
