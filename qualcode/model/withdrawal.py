"""What the withdrawal of an informant took with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Turned:
    """A claim or a theme whose verdict is another without that person."""

    id: str
    theme: bool
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """What a withdrawal took, or would take where it is only rehearsed and `step` is None.

    `stone` is the id that the person has from now on; `gone` counts rows by table; `transcripts`
    were theirs alone, from `blanked` only their turns went; `masked` are (table, id or number) of
    what others had written with their words or name in it; `backups` and `exports` are files that
    may hold their words.
    """

    step: int | None
    stone: str
    gone: Mapping[str, int]
    transcripts: tuple[str, ...]
    blanked: tuple[str, ...]
    masked: tuple[tuple[str, str], ...]
    turned: tuple[Turned, ...]
    backups: tuple[Path, ...]
    exports: tuple[Path, ...]
