"""Readers that other packages bring: entry points of the group `qualcode.readers`.

The name of an entry point is the ending that it reads, without the dot; what it names is a function
like that of any reader: from a path and the bytes of the file to a `Reading`. It is loaded when a
file with that ending is read, and never takes the place of a reader of our own.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from functools import lru_cache
from importlib.metadata import EntryPoint, entry_points
from itertools import pairwise
from pathlib import Path

from qualcode.errors import InputError, Problem, QualcodeError, problem
from qualcode.model.transcript import Transcript
from qualcode.readers import text
from qualcode.readers.reading import Reading

GROUP = "qualcode.readers"


def endings() -> dict[str, EntryPoint]:
    """What is brought, by ending; of two for one ending the first counts."""
    return _endings(tuple(sys.path))


@lru_cache(1)
def _endings(_path: tuple[str, ...]) -> dict[str, EntryPoint]:
    # Looked for once, since every installed package is asked.
    found: dict[str, EntryPoint] = {}
    for point in entry_points(group=GROUP):
        found.setdefault(f".{point.name.lower().lstrip('.')}", point)
    return found


def superfluous(own: Iterable[str]) -> list[Problem]:
    """A problem for each that would read one of our `own` endings, which it does not."""
    return [
        problem(
            _package(point),
            "the plug-in was left aside: {ending} files have a reader already",
            advice="its name has to be another ending",
            ending=ending,
        )
        for ending, point in endings().items()
        if ending in set(own)
    ]


def read(path: Path, content: bytes) -> Reading:
    """What the plug-in for the ending of `path` makes of `content`; `InputError` where it breaks
    or gives what is no transcript."""
    point = endings()[path.suffix.lower()]
    try:
        reading = point.load()(path, content)
    except QualcodeError:
        raise
    except Exception as failure:  # whatever is wrong with it, the other files still come in
        raise _broken(path, point, f"{type(failure).__name__}: {failure}") from failure
    if not isinstance(reading, Reading):
        raise _broken(path, point, f"it gave a {type(reading).__name__}, not a Reading")
    if not _sound(reading.transcript):
        raise _broken(path, point, "its turns do not lie in its text, one after the other")
    if not reading.transcript.text.strip():
        raise text.no_text(path)
    return Reading(
        Transcript(text.identity(path), reading.transcript.text, reading.transcript.turns),
        tuple(reading.problems),
    )


def _sound(made: Transcript) -> bool:
    """Whether the text is as transcripts have it, and the turns are in it, in order and apart."""
    spans = [turn.span for turn in made.turns]
    return (
        text.mended(made.text) == (made.text, 0)
        and all(one.end <= other.start for one, other in pairwise(spans))
        and all(span.end <= len(made.text) for span in spans)
    )


def _broken(path: Path, point: EntryPoint, reason: str) -> InputError:
    return InputError(
        "{name} could not be read: the plug-in {plugin} does not work ({reason})",
        advice="bring it up to date, or save the file in another format",
        name=text.name(path),
        plugin=_package(point),
        reason=reason,
    )


def _package(point: EntryPoint) -> str:
    return point.dist.name if point.dist else point.value
