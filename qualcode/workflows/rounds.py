"""Rounds of coding: which there are, and a coder compared with themselves."""

from __future__ import annotations

from dataclasses import dataclass

from qualcode.analysis.rounds import Met, compared
from qualcode.errors import NotFoundError, UsageError
from qualcode.store import people
from qualcode.store.project import Project
from qualcode.workflows.codings import Codings


@dataclass(frozen=True, slots=True)
class Rounds:
    """The verbs on rounds; a round is there from the first coding in it."""

    project: Project
    coder: str

    def compare(self, first: str, second: str, *, transcript: str = "") -> tuple[Met, ...]:
        """The coder's codings of two rounds set against each other, in one transcript, or in all
        in which the second round has begun: where nothing was coded again, nothing was missed."""
        self._check(first, second)
        codings = Codings(self.project, self.coder)
        ours, theirs = (
            codings.list(coder=self.coder, round_=name, transcript=transcript)
            for name in (first, second)
        )
        if not transcript:
            begun = {coding.transcript for coding in theirs}
            ours = [coding for coding in ours if coding.transcript in begun]
        return compared(ours, theirs)

    def _check(self, first: str, second: str) -> None:
        known = self.list()
        for name in (first, second):
            if name not in known:
                raise NotFoundError(
                    "there is no round {name}", advice="known: {known}", name=name,
                    known=", ".join(known),
                )  # fmt: skip
        if first == second:
            raise UsageError("a round cannot be compared with itself", advice="name two rounds")

    def list(self) -> tuple[str, ...]:
        """The rounds, the first one first."""
        with self.project.reading() as connection:
            return tuple(people.rounds(connection))
