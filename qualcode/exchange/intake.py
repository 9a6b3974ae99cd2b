"""What every codebook format begins and ends with: the bytes of a file, and what it held."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from qualcode.errors import InputError, Problem
from qualcode.model.codebook import Codebook

LARGEST = 20 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Intake:
    """A codebook as a file held it, and what of the file it could not carry."""

    codebook: Codebook
    problems: tuple[Problem, ...] = ()


def content(path: Path) -> bytes:
    """The bytes of the file, unless it is empty or larger than any codebook."""
    found = _start_of(path)
    if len(found) > LARGEST:
        raise InputError(
            "{file} is larger than {limit} MB, too large for a codebook",
            advice="check that it is the right file",
            file=path.name,
            limit=LARGEST // (1024 * 1024),
        )
    if not found.removeprefix(b"\xef\xbb\xbf").strip():
        raise InputError(
            "{file} is empty", advice="check that it is the right file", file=path.name
        )
    return found


def text(path: Path) -> str:
    """The text of the file, which has to be UTF-8, without its byte order mark."""
    found = content(path)
    try:
        return found.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(
            "{file}, row {row}: the text is not UTF-8",
            advice=(
                "save the file as UTF-8; Excel calls it “CSV UTF-8”"
                if path.suffix.lower() == ".csv"
                else "save the file as UTF-8"
            ),
            file=path.name,
            row=found.count(b"\n", 0, error.start) + 1,
        ) from error


def _start_of(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(LARGEST + 1)
    except FileNotFoundError as error:
        raise InputError(
            "there is no file {file}", advice="check its name and folder", file=path
        ) from error
    except OSError as error:
        raise InputError(
            "{file} cannot be read ({reason})",
            advice="check that it is a file and that you may read it",
            file=path,
            reason=error.strerror or type(error).__name__,
        ) from error
