from __future__ import annotations

import json

from qualcode.reports.document import Column, Document, Grid, Paragraph
from qualcode.reports.renderers.json import render


def test_the_first_grid_is_an_array_of_objects_with_its_types(report: Document) -> None:
    first, second, third = json.loads(render(report))
    assert first == {
        "id": "c1",
        "text": "Kami | <b>jalan</b>\nsendiri",
        "verdict": "converged",
        "k": 12,
        "share": 0.3,
        "asked": True,
        "witnesses": ["b1", "z2"],
        "n_eff": None,
        "notice": "Invented material: nobody said this.",
    }
    assert second["n_eff"] == {"1/3": 1.2346, "1/2": 1.0}
    assert third["text"] == "=cmd|' /C calc'!A0"


def test_data_of_the_report_comes_before_its_grid() -> None:
    grid = Grid((Column("a", "A"),), ((1,),))
    made = Document("", (grid,), notice="Invented. Yes.", data={"claims": (), "n": float("nan")})
    assert render(made) == '{\n  "notice": "Invented.",\n  "claims": [],\n  "n": null\n}\n'


def test_an_empty_list_of_data_is_data() -> None:
    assert render(Document("", (Grid((Column("a", "A"),), ((1,),)),), data=())) == "[]\n"


def test_without_data_or_grid_it_is_an_empty_array() -> None:
    assert render(Document("Title", (Paragraph("words"),))) == "[]\n"


def test_letters_stay_and_control_characters_do_not() -> None:
    grid = Grid((Column("a", "A"),), (("é協\x9b31m\x1b\x7f",),))
    shown = render(Document("", (grid,)))
    assert r'"é協\u009b31m\u001b\u007f"' in shown
    assert json.loads(shown) == [{"a": "é協\x9b31m\x1b\x7f"}]
