from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from qualcode.reports.document import Column, Document, Grid, Paragraph
from qualcode.reports.renderers.markdown import render

_MARKUP = st.text("\\`*_[]()<>|~$#&;!+-.1=\n ab")


@given(st.lists(st.tuples(_MARKUP, _MARKUP), min_size=1))
def test_no_cell_breaks_the_table(rows: list[tuple[str, str]]) -> None:
    grid = Grid((Column("a", "A"), Column("b", "B")), tuple(rows))
    lines = render(Document("", (grid,))).splitlines()
    assert len(lines) == len(rows) + 2
    assert {len(_bars(line)) for line in lines} == {3}


@given(_MARKUP)
def test_no_text_becomes_an_element(text: str) -> None:
    grid = Grid((Column("a", text, verbatim=True),), ((text,),), caption=text)
    shown = render(Document(text, (Paragraph(text), grid), notice=text))
    assert "<" not in shown.replace("<br>", "")


def test_a_paragraph_opens_no_list_heading_or_rule() -> None:
    shown = render(Document("", (Paragraph("- a\n  + b\n# c\n10) d\n---\n===\n> e\n```"),)))
    assert shown.split("\\\n") == [
        r"\- a", r"\+ b", r"\# c", r"10\) d", r"\---", r"\===", "&gt; e", "\\`\\`\\`\n",
    ]  # fmt: skip


def test_an_entity_stays_as_it_was_written() -> None:
    assert render(Document("", (Paragraph("R&D &lt; &#60;"),))) == "R&D &amp;lt; &amp;\\#60;\n"


def test_the_indent_of_a_cell_is_kept() -> None:
    grid = Grid((Column("a", "A"),), (("  below",),))
    assert "| &nbsp;&nbsp;below |" in render(Document("", (grid,)))


def _bars(line: str) -> list[str]:
    return re.findall(r"(?<!\\)(?:\\\\)*\|", line)
