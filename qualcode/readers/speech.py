"""Speech as programs hear it (.json): Whisper and its kin, AssemblyAI, and YouTube."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from qualcode.errors import InputError
from qualcode.readers import lines, package, text
from qualcode.readers.lines import Line
from qualcode.readers.reading import Reading

_JSON = ".json"
_LONGEST = 10**12


def read(path: Path, content: bytes) -> Reading:
    """A line for each segment, with its speaker where the program told them apart."""
    words, problems = text.decoded(path, content)
    try:
        heard = json.loads(words)
    except (ValueError, RecursionError) as failure:
        raise package.damaged(path, _JSON) from failure
    said = [line for line in _lines(heard) if line.words]
    if not said:
        raise InputError(
            "{name} holds no speech that is known here",
            advice="export it from the program that made it as .vtt or .srt",
            name=text.name(path),
        )
    return Reading(lines.transcript(path, said), (*problems, *lines.doubts(path, said)))


def _lines(heard: Any) -> Iterator[Line]:
    if isinstance(heard, list):
        # The segments alone, as youtube-transcript-api and scripts around Whisper write them.
        heard = {"segments": heard}
    if not isinstance(heard, Mapping):
        return
    for key, line in _KINDS:
        segments = heard.get(key)
        if isinstance(segments, list):
            yield from (line(each) for each in segments if isinstance(each, Mapping))
            return


def _whisper(segment: Mapping[str, Any]) -> Line:
    begins, ends = _seconds(segment.get("start")), _seconds(segment.get("end"))
    lasts = _seconds(segment.get("duration"))
    if ends is None and begins is not None and lasts is not None:
        ends = begins + lasts
    return _line(segment, begins, ends)


def _assembly(segment: Mapping[str, Any]) -> Line:
    return _line(segment, _whole(segment.get("start")), _whole(segment.get("end")))


def _chunk(segment: Mapping[str, Any]) -> Line:
    """What the transformers of Hugging Face make of Whisper."""
    times = segment.get("timestamp")
    begins, ends = times if isinstance(times, list) and len(times) == 2 else (None, None)
    return _line(segment, _seconds(begins), _seconds(ends))


def _cpp(segment: Mapping[str, Any]) -> Line:
    times = segment.get("offsets")
    known = times if isinstance(times, Mapping) else {}
    return _line(segment, _whole(known.get("from")), _whole(known.get("to")))


def _youtube(event: Mapping[str, Any]) -> Line:
    pieces = event.get("segs")
    known = (
        [each for each in pieces if isinstance(each, Mapping)] if isinstance(pieces, list) else []
    )
    words = "".join(str(each.get("utf8") or "") for each in known)
    begins, lasts = _whole(event.get("tStartMs")), _whole(event.get("dDurationMs"))
    ends = None if begins is None or lasts is None else begins + lasts
    return Line("", lines.plain(words), begins, ends)


_KINDS: tuple[tuple[str, Callable[[Mapping[str, Any]], Line]], ...] = (
    ("segments", _whisper),
    ("transcription", _cpp),
    ("chunks", _chunk),
    ("utterances", _assembly),
    ("events", _youtube),
)


def _line(segment: Mapping[str, Any], begins: int | None, ends: int | None) -> Line:
    who = segment.get("speaker") or ""
    words = segment.get("text") or ""
    return Line(lines.label(str(who)), lines.plain(str(words)), begins, ends)


def _seconds(value: Any) -> int | None:
    known = isinstance(value, int | float) and not isinstance(value, bool)
    return _whole(value * 1000) if known else None


def _whole(value: Any) -> int | None:
    """Milliseconds, where the file has a number that can be some."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return round(value) if 0 <= value < _LONGEST else None
