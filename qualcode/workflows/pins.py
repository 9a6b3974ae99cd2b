"""Pins: the codes that a coder keeps at hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qualcode.store import codebook, settings
from qualcode.store.engine import Connection
from qualcode.store.project import Project
from qualcode.workflows.outcome import Outcome


@dataclass(frozen=True, slots=True)
class Pins:
    """The verbs on pinned codes; every coder has their own."""

    project: Project
    coder: str

    def pin(self, called: str) -> Outcome:
        """Keep a code at hand, after those that are."""
        return self._set(called, pinned=True)

    def unpin(self, called: str) -> Outcome:
        """Keep a code at hand no more."""
        return self._set(called, pinned=False)

    def _set(self, called: str, *, pinned: bool) -> Outcome:
        why = f"pin {called}" if pinned else f"unpin {called}"
        with self.project.writing(by=self.coder, why=why) as step:
            code = codebook.book(step.connection).find(called).key
            others = [key for key in self._keys(step.connection) if key != code]
            keys = [*others, code] if pinned else others
            settings.put(step, self._name, ";".join(map(str, keys)))
        return Outcome(step.made, changed=int(step.made is not None))

    @property
    def _name(self) -> str:
        return f"pinned by {self.coder}"

    def _keys(self, connection: Connection) -> Sequence[int]:
        # By key, so that a pin survives a renaming and holds no words.
        kept = settings.settings(connection).get(self._name, "")
        return [int(key) for key in kept.split(";") if key]

    def list(self) -> tuple[str, ...]:
        """The paths of the pinned codes, in the order in which they were pinned."""
        with self.project.reading() as connection:
            book = codebook.book(connection)
            keys = self._keys(connection)
            return tuple(book.by_key[key].code.path for key in keys if key in book.by_key)
