"""Themes: named sets of codes with a central idea."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, select

from qualcode.errors import NotFoundError
from qualcode.model.codebook import Bilingual
from qualcode.store.journal import Step
from qualcode.store.tables import ThemeCodeRow, ThemeRow


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme; `codes` are keys, in the order in which they came in."""

    number: int
    name: Bilingual
    idea: str
    status: str
    codes: tuple[int, ...]


def listed(connection: Connection) -> list[Theme]:
    """All themes, the oldest first."""
    gathered: dict[int, list[int]] = {}
    pairs = select(ThemeCodeRow.theme, ThemeCodeRow.code).order_by(ThemeCodeRow.key)
    for theme, code in connection.execute(pairs):
        gathered.setdefault(theme, []).append(code)
    found = connection.execute(
        select(
            ThemeRow.key, ThemeRow.name_en, ThemeRow.name_id, ThemeRow.idea, ThemeRow.status
        ).order_by(ThemeRow.key)
    )
    return [
        Theme(key, Bilingual(en, id_), idea, status, tuple(gathered.get(key, ())))
        for key, en, id_, idea, status in found
    ]


def one(connection: Connection, number: int) -> Theme:
    """The theme of that number."""
    for theme in listed(connection):
        if theme.number == number:
            return theme
    raise NotFoundError(
        "there is no theme {number}",
        advice="qualcode themes list shows the numbers",
        number=number,
    )


def add(step: Step, name: Bilingual, idea: str, status: str) -> int:
    """Put in a theme without codes; gives its number."""
    return step.add(ThemeRow, name_en=name.en, name_id=name.id, idea=idea, status=status)


def change(step: Step, number: int, **values: object) -> None:
    """Change what a theme says of itself."""
    step.update(ThemeRow, number, **values)


def remove(step: Step, number: int) -> None:
    """Take a theme out; its codes stay in the codebook."""
    step.delete(ThemeRow, [number])


def gather(step: Step, number: int, code: int) -> None:
    """Put a code into a theme, unless it is in it already."""
    if code not in one(step.connection, number).codes:
        step.add(ThemeCodeRow, theme=number, code=code)


def let_go(step: Step, number: int, code: int) -> None:
    """Take a code out of a theme."""
    held = select(ThemeCodeRow.key).where(ThemeCodeRow.theme == number, ThemeCodeRow.code == code)
    step.delete(ThemeCodeRow, list(step.connection.execute(held).scalars()))
