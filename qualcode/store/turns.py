"""How a revision keeps its turns."""

from __future__ import annotations

import json
from collections.abc import Sequence

from qualcode.model.span import Span
from qualcode.model.transcript import Turn


def packed(turns: Sequence[Turn]) -> str:
    """Turns as the revision keeps them."""
    rows = [(t.label, t.span.start, t.span.end, t.begins, t.ends) for t in turns]
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":"))


def unpacked(turns: str) -> tuple[Turn, ...]:
    """The turns that a revision keeps."""
    return tuple(
        Turn(label, Span(start, end), begins, ends)
        for label, start, end, begins, ends in json.loads(turns)
    )
