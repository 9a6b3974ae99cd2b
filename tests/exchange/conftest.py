from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from qualcode.model.codebook import Bilingual, Code, Codebook, CodeKind


@pytest.fixture
def small() -> Codebook:
    """A codebook with everything that a codebook can have."""
    return Codebook(
        (
            Code(
                "jalan",
                name=Bilingual("Road", "Jalan"),
                definition=Bilingual(
                    "What people say about the road to the market: its state, who repairs it, and"
                    " what it costs them when it cannot be used.",
                    "Apa yang dikatakan warga tentang jalan ke pasar.",
                ),
                include=Bilingual("holes\ndust, mud"),
                exclude=Bilingual("", "jalan keluar (solusi)"),
                example=Bilingual("“You cannot get through after rain.”"),
                aliases=("street", "gang; lorong"),
                colour="#4C78A8",
            ),
            Code("jalan/gotong-royong", name=Bilingual("", "Gotong royong"), colour="#abc"),
            Code(
                "1.1",
                CodeKind.STATEMENT,
                name=Bilingual("no"),
                definition=Bilingual("=SUM(A1) is text"),
            ),
            Code("air"),
        ),
        name=Bilingual("Two roads", "Dua jalan"),
        about=Bilingual("A small one."),
        sources=("Kretzmann & McKnight (1993)", "field notes: week 2"),
    )


@pytest.fixture
def saved(tmp_path: Path) -> Callable[[str, str | bytes], Path]:
    """Writes a real file and tells where it is."""

    def save(name: str, content: str | bytes) -> Path:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return save
