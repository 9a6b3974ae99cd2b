"""Links: one passage contradicts, explains or follows another."""

from __future__ import annotations

from dataclasses import dataclass

from qualcode.errors import RefusedError, problem
from qualcode.model.views import LinkView
from qualcode.store import codings, links
from qualcode.store.project import Project
from qualcode.workflows.outcome import Outcome
from qualcode.workflows.values import one_of

KINDS = ("contradicts", "explains", "follows")


@dataclass(frozen=True, slots=True)
class Links:
    """The verbs on links."""

    project: Project
    coder: str

    def add(self, number: int, other: int, kind: str) -> Outcome:
        """Say that the passage of one coding contradicts, explains or follows that of another."""
        one_of(kind, KINDS, "kind of link")
        with self.project.writing(by=self.coder, why=f"link {number} to {other}") as step:
            passage = codings.one(step.connection, number).passage
            linked = codings.one(step.connection, other).passage
            if passage == linked:
                raise RefusedError(
                    "a passage cannot be linked to itself", advice="choose another passage"
                )
            made = links.put(step, passage, linked, kind)
        if made is None:
            known = problem(str(number), "the two passages are linked like that already")
            return Outcome(same=1, problems=(known,))
        return Outcome(step.made, new=1, numbers=(made,))

    def remove(self, number: int) -> Outcome:
        """Take a link out."""
        with self.project.writing(by=self.coder, why=f"remove link {number}") as step:
            links.remove(step, number)
        return Outcome(step.made, changed=1)

    def list(self) -> list[LinkView]:
        """All links, the oldest first."""
        with self.project.reading() as connection:
            return [LinkView(*link) for link in links.listed(connection)]
