"""The page of a Word document: its styles, paper, language, header and footer."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import docx
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from qualcode.i18n import language, say
from qualcode.reports.renderers.cells import first_sentence, visible

SHORT, LONG, MARGIN = Cm(21), Cm(29.7), Cm(2)
INK, FAINT, WARNING = (
    RGBColor(0x1D, 0x21, 0x26),
    RGBColor(0x5B, 0x63, 0x6D),
    RGBColor(0x8A, 0x53, 0),
)
_FONT = "Calibri"
_TONGUES = {"en": "en-GB", "id": "id-ID"}
_SIZES = {"Title": 22, "Heading 1": 16, "Heading 2": 14, "Heading 3": 12, "Heading 4": 11}


def opened(title: str, notice: str) -> Any:
    """An empty document with our looks, which says the notice on every page."""
    file = docx.Document()
    _describe(file, title, notice)
    _style(file)
    section = file.sections[0]
    section.page_width, section.page_height = SHORT, LONG
    section.left_margin = section.right_margin = section.top_margin = MARGIN
    section.bottom_margin = MARGIN
    _edges(section, first_sentence(notice))
    return file


def turn(file: Any, *, wide: bool) -> None:
    """Go on on a new page, lying where it is to be `wide`."""
    section = file.add_section(WD_SECTION.NEW_PAGE)
    section.orientation = WD_ORIENT.LANDSCAPE if wide else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (LONG, SHORT) if wide else (SHORT, LONG)


def field(paragraph: Any, instruction: str, shown: str, size: int = 0) -> None:
    """A field that Word works out, with what it shows until then."""
    pieces = (("begin", ""), ("", instruction), ("separate", ""), ("", shown), ("end", ""))
    for kind, text in pieces:
        run = paragraph.add_run()
        if size:
            run.font.size = Pt(size)
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._r.append(mark)
        elif text == instruction:
            order = OxmlElement("w:instrText")
            order.set(qn("xml:space"), "preserve")
            order.text = f" {text} "
            run._r.append(order)
        else:
            run.text = text


def _describe(file: Any, title: str, notice: str) -> None:
    about = file.core_properties
    about.title = visible(title)[:255]
    about.author = about.last_modified_by = "qualcode"
    about.comments = visible(notice)[:255]
    about.language = _TONGUES[language()]
    about.created = about.modified = datetime(1980, 1, 1)
    about.revision = 1


def _style(file: Any) -> None:
    styles = file.styles
    for found in styles.element.iter(qn("w:lang")):
        found.set(qn("w:val"), _TONGUES[language()])
    normal = styles["Normal"]
    _letter(normal, 10.5)
    normal.paragraph_format.space_after = Pt(6)
    for name, size in _SIZES.items():
        _letter(styles[name], size)
        styles[name].font.bold = True
        styles[name].font.italic = False
        styles[name].paragraph_format.keep_with_next = True
    _letter(styles["Caption"], 9.5)
    styles["Caption"].font.bold = True
    styles["Caption"].paragraph_format.space_before = Pt(10)
    quote = styles["Quote"]
    _letter(quote, 10.5)
    quote.font.italic = False
    quote.paragraph_format.left_indent = Cm(0.8)
    quote.paragraph_format.right_indent = Cm(0.8)
    cell = styles.add_style("Table Text", WD_STYLE_TYPE.PARAGRAPH)
    cell.base_style = normal
    _letter(cell, 9)
    cell.paragraph_format.space_after = Pt(0)
    cell.paragraph_format.line_spacing = 1.0


def _letter(style: Any, size: float) -> None:
    """One font everywhere; a style of the template may name a theme's font, which would win."""
    style.font.name = _FONT
    style.font.size = Pt(size)
    style.font.color.rgb = INK
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in list(fonts.attrib):
        if "heme" in name:
            del fonts.attrib[name]
    borders = style.element.get_or_add_pPr().find(qn("w:pBdr"))
    if borders is not None:
        style.element.pPr.remove(borders)


def _edges(section: Any, notice: str) -> None:
    for edge in (section.header, section.footer):
        paragraph = edge.paragraphs[0]
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        if notice:
            run = paragraph.add_run(visible(notice))
            run.font.size, run.font.bold, run.font.color.rgb = Pt(8), True, WARNING
    foot = section.footer.paragraphs[0] if not notice else section.footer.add_paragraph()
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    foot.add_run(say("Page {number}", number="")).font.size = Pt(8)
    field(foot, "PAGE", "1", 8)
