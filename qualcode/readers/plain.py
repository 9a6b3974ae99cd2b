"""Plain text and Markdown, whose markup stays in the text."""

from __future__ import annotations

from pathlib import Path

from qualcode.readers import prose, text
from qualcode.readers.reading import Reading


def read(path: Path, content: bytes) -> Reading:
    """The file's text as it stands, and the turns that its labels show."""
    words, problems = text.decoded(path, content)
    return prose.reading(path, words, problems)
