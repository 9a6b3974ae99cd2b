"""What was done, undoing it, keeping a copy, and whether all is sound."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from qualcode.errors import Problem, RefusedError
from qualcode.model.views import StepView
from qualcode.store import history, soundness
from qualcode.store.project import Project
from qualcode.workflows.outcome import Outcome


@dataclass(frozen=True, slots=True)
class History:
    """The verbs on what was done."""

    project: Project
    coder: str

    def list(self) -> list[StepView]:
        """Every step, the first one first."""
        with self.project.reading() as connection:
            return [
                StepView(s.number, iso(s.when), s.by, s.why, s.undone, s.erased)
                for s in history.listed(connection)
            ]

    def undo(self) -> Outcome:
        """Take back this coder's last step that is not undone."""
        step = self.project.undo(by=self.coder)
        return Outcome(step.number, changed=1, numbers=(step.target or 0,))

    def redo(self) -> Outcome:
        """Do again what this coder undid last."""
        step = self.project.redo(by=self.coder)
        return Outcome(step.number, changed=1, numbers=(step.target or 0,))

    def why(self, number: int) -> str:
        """What the history calls a step."""
        with self.project.reading() as connection:
            return history.why(connection, number)

    def backup(self, to: Path | None = None) -> Path:
        """Copy the whole project, as it is at this moment, to a file; gives where.

        Its name ends `.backup`, so that nobody takes it for another project of the folder.
        """
        place = to or self._beside()
        if place.suffix == ".qualcode":
            place = place.with_name(f"{place.name}.backup")
        if to is None and place.exists():
            raise RefusedError(
                "nothing has changed since {path} was written",
                advice="name a file to have another copy",
                path=place,
            )
        self.project.backup(place)
        return place

    def _beside(self) -> Path:
        """A name beside the project, after the last step."""
        with self.project.reading() as connection:
            step, last = history.last_change(connection)
        stamp = iso(last).translate({ord("-"): None, ord(":"): None})
        return Path(f"{self.project.where}.{stamp}-step-{step}.backup")

    def has_names(self) -> bool:
        """Whether a key file with real names belongs to the project."""
        return bool(self.project.keyfile.names())

    def check(self) -> tuple[Problem, ...]:
        """Whatever is unsound: a damaged file, a reference to nothing, a span outside its text,
        a broken history."""
        with self.project.reading() as connection:
            return tuple(soundness.unsound(connection))


def iso(at: int) -> str:
    """Milliseconds since 1970 as ISO 8601, to the second, UTC."""
    return datetime.fromtimestamp(at // 1000, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
