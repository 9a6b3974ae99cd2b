"""Versions of the codebook, how they differ from now, and what was coded before a change."""

from __future__ import annotations

from dataclasses import dataclass

from qualcode.analysis.codebooks import CodeChange, changes, difference
from qualcode.exchange import codebooks
from qualcode.model.views import CodingView, VersionView
from qualcode.store import codebook, definitions, people
from qualcode.store.project import Project
from qualcode.workflows.codings import Codings
from qualcode.workflows.history import iso


@dataclass(frozen=True, slots=True)
class Outdated:
    """A coding from before its code meant what it means now, and what has changed since."""

    coding: CodingView
    changes: tuple[CodeChange, ...]


@dataclass(frozen=True, slots=True)
class Versions:
    """The verbs on versions of the codebook; `study.codebook.freeze` makes one."""

    project: Project
    coder: str

    def difference(self, name: str) -> tuple[CodeChange, ...]:
        """How the codebook now differs from that version."""
        with self.project.reading() as connection:
            then = codebooks.parsed(name, codebook.frozen(connection, name))
            return difference(then.codes, codebook.book(connection).codes)

    def outdated(self, *, code: str = "") -> list[Outdated]:
        """The coder's own codings that were made before the definition, or the rules, of their
        code became what they are, in reading order; of one code and all below it, or of all.

        A coding leaves this queue when it is kept, recoded or changed, or when the definition
        becomes again what it was.
        """
        with self.project.reading() as connection:
            book = codebook.book(connection)
            coder = people.coders(connection).get(self.coder, 0)
            then = dict(definitions.changed_since(connection, book, coder))
        if not then:
            return []
        return [
            Outdated(coding, tuple(changes(then[coding.number], book.by_path[coding.code].code)))
            for coding in Codings(self.project, self.coder).list(code=code, coder=self.coder)
            if coding.number in then
        ]

    def list(self) -> list[VersionView]:
        """The versions, the oldest first."""
        with self.project.reading() as connection:
            return [
                VersionView(name, iso(at), by) for name, at, by in codebook.versions(connection)
            ]
