"""Writing files that people asked for."""

from __future__ import annotations

from pathlib import Path

from qualcode.errors import InputError


def write_file(path: Path, content: bytes) -> None:
    """Write a file that is not there yet, or replace it."""
    try:
        path.write_bytes(content)
    except OSError as failure:
        raise InputError(
            "cannot write {path}: {why}",
            advice="choose a place that you may write to",
            path=path,
            why=failure.strerror or failure,
        ) from failure
