"""What a reader makes of a file."""

from __future__ import annotations

from dataclasses import dataclass

from qualcode.errors import Problem
from qualcode.model.transcript import Transcript


@dataclass(frozen=True, slots=True)
class Reading:
    """A transcript, and what of its file did not come in as it was."""

    transcript: Transcript
    problems: tuple[Problem, ...] = ()
