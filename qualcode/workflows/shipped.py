"""What comes with qualcode: the starter codebooks and the demonstration study.

In a wheel they lie inside the package; in a checkout, beside it.
"""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).parents[1]


def _folder(name: str) -> Path:
    inside = _PACKAGE / "_data" / name
    return inside if inside.is_dir() else _PACKAGE.parent / name


def codebooks() -> dict[str, Path]:
    """The starter codebooks, by name."""
    return {path.stem: path for path in sorted(_folder("codebooks").glob("*.yaml"))}


def codebook(name: str) -> Path | None:
    """The starter codebook of that name, unless a file of that name is meant."""
    return None if Path(name).exists() else codebooks().get(name)


def study(name: str) -> Path:
    """The folder of a demonstration study."""
    return _folder("transcripts") / name
