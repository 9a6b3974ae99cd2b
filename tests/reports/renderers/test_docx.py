from __future__ import annotations

from io import BytesIO
from typing import Any
from zipfile import ZipFile

import docx
import pytest
from docx.oxml.ns import qn

from qualcode.i18n import speak
from qualcode.reports.document import (
    Column,
    Document,
    Figure,
    Grid,
    Heading,
    Paragraph,
    Part,
    Quote,
)
from qualcode.reports.renderers.docx import render

_SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="400" height="200">'
    '<rect width="400" height="200" fill="#0b5cad"/></svg>'
)


def _read(document: Document) -> Any:
    return docx.Document(BytesIO(render(document)))


def test_headings_tables_and_quotes_have_styles_of_word(report: Document) -> None:
    file = _read(report)
    styled = [(p.style.name, p.text) for p in file.paragraphs if p.text]
    assert styled[0] == ("Title", "Aset *komunitas* & <warga>")
    assert ("Heading 1", "Triangulation") in styled
    assert ("Heading 2", "Voices") in styled
    assert ("Caption", "Table 1. Claims: what they rest on") in styled
    (quote,) = (p for p in file.paragraphs if p.style.name == "Quote")
    assert quote.text.startswith("Kami jalan <i>sendiri</i>.\nBegitu.\n— b1, 2022-08-14 · Invented")


def test_cells_hold_text_as_it_is(report: Document) -> None:
    claims, _ = _read(report).tables
    assert [cell.text for cell in claims.rows[0].cells][:3] == ["Claim", "Text", "Verdict"]
    assert [cell.text for cell in claims.rows[1].cells][:5] == [
        "c1", "Kami | <b>jalan</b>\nsendiri", "converged", "12", "0.3",
    ]  # fmt: skip
    assert claims.rows[3].cells[1].text == "=cmd|' /C calc'!A0"


def test_the_header_row_comes_again_on_every_page(report: Document) -> None:
    for table in _read(report).tables:
        first, *others = table.rows
        assert first._tr.trPr.find(qn("w:tblHeader")) is not None
        assert all(row._tr.trPr.find(qn("w:tblHeader")) is None for row in others)


def test_wide_tables_lie_with_their_heading_and_the_rest_stands(report: Document) -> None:
    file = _read(report)
    lying = [section.page_width > section.page_height for section in file.sections]
    assert lying == [False, True, False]
    assert file.sections[1].iter_inner_content().__next__().text == "Triangulation"


def test_the_notice_is_on_every_page_and_under_every_quote(report: Document) -> None:
    file = _read(report)
    for section in file.sections:
        for edge in (section.header, section.footer):
            assert edge.paragraphs[0].text == "Invented material: nobody said this."


@pytest.mark.parametrize("text", ["a\x00b", "a\x1bb", "a\x0bb", "\ud800", "\ufffe", "]]>&<w:p/>"])
def test_what_xml_cannot_hold_does_not_break_the_file(text: str) -> None:
    column = Column("a", text, verbatim=True)
    blocks = (Heading(text), Paragraph(text), Quote(text, text), Grid((column,), ((text,),), text))
    file = _read(Document(text, blocks, text))
    assert len(file.tables) == 1


def test_a_picture_has_its_words_and_its_caption() -> None:
    file = _read(Document("", (Figure(_SVG, "A blue <box>", "Where it stands"),)))
    (shape,) = file.inline_shapes
    assert shape._inline.docPr.get("descr") == "A blue <box>"
    assert file.paragraphs[-1].text == "Figure 1. Where it stands"
    assert shape.width == 400 * 9525


def test_parts_are_headings_and_what_only_pages_fold_away_stays_out() -> None:
    part = Part("a", "C1", (Quote("first", "P1"),), (Quote("second", "P2"),))
    texts = [p.text for p in _read(Document("", (part,))).paragraphs]
    assert "C1" in texts
    assert not any("second" in text for text in texts)


def test_the_language_is_the_readers(report: Document) -> None:
    speak("id")
    made = render(report)
    speak("en")
    file = docx.Document(BytesIO(made))
    assert file.core_properties.language == "id-ID"
    assert any(p.text.startswith("Tabel 1.") for p in file.paragraphs)


def test_the_archive_tells_no_date(report: Document) -> None:
    with ZipFile(BytesIO(render(report))) as archive:
        assert {member.date_time for member in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.namelist()[0] == "[Content_Types].xml"
    assert render(report) == render(report)
