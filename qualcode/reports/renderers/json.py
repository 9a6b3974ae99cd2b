"""JSON: the report's own data, else its first grid as an array of objects."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from qualcode.reports.document import Document, Value
from qualcode.reports.renderers.cells import first_sentence, rounded

_CONTROL = re.compile("[\x7f-\x9f]")


def render(document: Document) -> str:
    """The whole report as one value."""
    held = rounded(_held(document))
    if document.filter:
        held = _marked(held, "filter", document.filter)
    if document.notice:
        held = _marked(held, "notice", first_sentence(document.notice))
    return _tame(json.dumps(held, ensure_ascii=False, indent=2)) + "\n"


def _held(document: Document) -> Value:
    if document.data is not None:
        return document.data
    grid = document.grid
    if grid is None:
        return ()
    keys = [column.key for column in grid.columns]
    return tuple(dict(zip(keys, row, strict=True)) for row in grid.rows)


def _marked(held: Value, key: str, words: str) -> Value:
    match held:
        case Mapping():
            return {key: words, **held}
        case tuple():
            return tuple(
                {**item, key: words} if isinstance(item, Mapping) else item for item in held
            )
        case _:
            return held


def _tame(text: str) -> str:
    """The same JSON, but without the control characters that `json` lets through."""
    return _CONTROL.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
