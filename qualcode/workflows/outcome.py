"""What a verb did, and what was wrong with what it was given."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from qualcode.errors import Problem, QualcodeError, RejectedError, problem
from qualcode.exchange.csvtable import Row, Table

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


def unread(table: Table) -> tuple[Problem, ...]:
    """A problem for every column that no format asked for and that holds anything."""
    return tuple(
        problem(
            table.file,
            "the column {column} is not one that is read, so it was left out",
            advice="check its name",
            column=column or "?",
        )
        for column in table.further
        if any(row[column].strip() for row in table.rows)
    )


@dataclass(slots=True)
class Wrong:
    """Collects what is wrong with the rows of one table."""

    file: str
    problems: list[Problem] = field(default_factory=list)
    _cells: set[tuple[int, str]] = field(default_factory=set)
    _rows: set[int] = field(default_factory=set)

    @contextmanager
    def at(self, row: Row, column: str) -> Iterator[None]:
        """What fails inside is a problem with that cell, and the next cell is looked at."""
        try:
            yield
        except QualcodeError as failure:
            self.problems.append(
                row.wrong(column, failure.message, advice=failure.advice, **failure.facts)
            )
            self._rows.add(row.line)
            self._cells.add((row.line, column))

    def has(self, row: Row) -> bool:
        """Whether anything in that row is wrong."""
        return row.line in self._rows

    def has_cell(self, row: Row, column: str) -> bool:
        """Whether that cell is wrong."""
        return (row.line, column) in self._cells

    def insist(self, *, keep_going: bool) -> None:
        """Refuse the whole table, unless the user would rather leave the wrong rows out."""
        if self.problems and not keep_going:
            raise RejectedError(self.file, self.problems)
