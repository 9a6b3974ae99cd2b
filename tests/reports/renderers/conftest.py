from __future__ import annotations

import pytest

from qualcode.reports.document import Column, Document, Grid, Heading, Paragraph, Quote

CLAIMS = Grid(
    (
        Column("id", "Claim"),
        Column("text", "Text"),
        Column("verdict", "Verdict", closed=True),
        Column("k", "Sources"),
        Column("share", "Share"),
        Column("asked", "Asked"),
        Column("witnesses", "Witnesses"),
        Column("n_eff", "Effective sources"),
    ),
    (
        (
            "c1",
            "Kami | <b>jalan</b>\nsendiri",
            "converged",
            12,
            0.1 + 0.2,
            True,
            ("b1", "z2"),
            None,
        ),
        ("c2", "-5 dari _sepuluh_", "silent", 0, 2.0, False, (), {"1/3": 1.23456, "1/2": 1.0}),
        ("c3", "=cmd|' /C calc'!A0", "denied", 3, None, None, ("協働",), None),
    ),
    caption="Claims: what they rest on",
)

MATRIX = Grid(
    (
        Column("theme", "Theme"),
        Column("b1", "b1", verbatim=True),
        Column("z2", "z2", verbatim=True),
        Column("total", "Total"),
    ),
    (("aset/personal", 4, 0, 4), ("peran & <gapper>", 1, 8, 9)),
)


@pytest.fixture
def report() -> Document:
    return Document(
        "Aset *komunitas* & <warga>",
        (
            Paragraph("One line.\n# not a heading\n\n1. not a list"),
            Heading("Triangulation"),
            CLAIMS,
            Heading("Voices", 3),
            Quote("Kami jalan <i>sendiri</i>.\nBegitu.", "b1, 2022-08-14"),
            MATRIX,
        ),
        notice="Invented material: nobody said this. Do not cite it.",
    )
