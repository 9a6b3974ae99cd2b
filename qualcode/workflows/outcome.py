"""What a verb did, and what was wrong with what it was given."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from qualcode.errors import Problem, QualcodeError, RejectedError
from qualcode.exchange.csvtable import Row

Progress = Callable[[int, int], None]
"""Told how many are done, and of how many; 0 where that is not known."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a verb: things new, changed and left as they were; what could not be done.

    `numbers` are the short numbers of what was made, `step` is what the history calls the change
    (None where nothing changed).
    """

    step: int | None = None
    new: int = 0
    changed: int = 0
    same: int = 0
    numbers: tuple[int, ...] = ()
    problems: tuple[Problem, ...] = ()


def quiet(_done: int, _of: int) -> None:
    """Progress that nobody watches."""


@dataclass(slots=True)
class Wrong:
    """Collects what is wrong with the rows of one table."""

    file: str
    _found: list[tuple[int, Problem]] = field(default_factory=list)
    _cells: set[tuple[int, str]] = field(default_factory=set)
    _rows: set[int] = field(default_factory=set)

    @property
    def problems(self) -> list[Problem]:
        """What is wrong, in the order of the rows."""
        return [said for _, said in sorted(self._found, key=lambda each: each[0])]

    @contextmanager
    def at(self, row: Row, column: str) -> Iterator[None]:
        """What fails inside is a problem with that cell, and the next cell is looked at."""
        try:
            yield
        except QualcodeError as failure:
            said = row.wrong(column, failure.message, advice=failure.advice, **failure.facts)
            self._found.append((row.line, said))
            self._rows.add(row.line)
            self._cells.add((row.line, column))

    def has(self, row: Row) -> bool:
        """Whether anything in that row is wrong."""
        return row.line in self._rows

    def has_cell(self, row: Row, column: str) -> bool:
        """Whether that cell is wrong."""
        return (row.line, column) in self._cells

    def insist(self, *, keep_going: bool, told: Sequence[Problem] = ()) -> None:
        """Refuse the whole table, unless the user would rather leave the wrong rows out.

        `told` is what is odd about the table besides its rows.
        """
        if self._found and not keep_going:
            raise RejectedError(self.file, self.problems, told)
