"""A Word document to paste from: real headings, tables and pictures, the same bytes each time."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from docx.shared import Emu, Pt

from qualcode.i18n import say
from qualcode.reports.document import Document, Figure, Grid, Heading, Leaf, Paragraph, Quote
from qualcode.reports.figures.png import png, size
from qualcode.reports.renderers.archive import settled
from qualcode.reports.renderers.cells import sourced, visible
from qualcode.reports.renderers.docx_page import FAINT, WARNING, field, opened, turn
from qualcode.reports.renderers.docx_table import WIDE, table

_PIXEL = 9525  # EMU in a CSS pixel


def render(document: Document) -> bytes:
    """The whole document as a DOCX file."""
    writer = _Writer(document)
    leaves = tuple(document.leaves)
    for block, wide in zip(leaves, _lying(leaves), strict=True):
        writer.write(block, wide=wide)
    stream = BytesIO()
    writer.file.save(stream)
    return settled(stream.getvalue())


def _lying(leaves: Sequence[Leaf]) -> list[bool]:
    """Which blocks stand on a lying page: wide tables, with what leads up to them."""
    lying = [isinstance(leaf, Grid) and len(leaf.columns) >= WIDE for leaf in leaves]
    for kind in (Paragraph, Heading):
        for at in reversed(range(len(leaves) - 1)):
            lying[at] |= lying[at + 1] and isinstance(leaves[at], kind)
    return lying


class _Writer:
    """A document in the making; it turns the page where a table is wide, and back after it."""

    def __init__(self, document: Document) -> None:
        self.file: Any = opened(document.title, document.notice)
        self._notice = document.notice
        self._wide = False
        self._numbers = {"Table": 0, "Figure": 0}
        if document.title:
            self.file.add_paragraph(visible(document.title), style="Title")
        if document.notice:
            run = self.file.add_paragraph().add_run(visible(document.notice))
            run.font.bold, run.font.color.rgb = True, WARNING

    def write(self, block: Leaf, *, wide: bool) -> None:
        """One block more."""
        if wide != self._wide:
            turn(self.file, wide=wide)
            self._wide = wide
        match block:
            case Heading(text, depth):
                self.file.add_heading(visible(text), min(max(depth - 1, 1), 4))
            case Paragraph(text):
                self.file.add_paragraph(visible(text))
            case Quote(text, source):
                self._quote(text, source)
            case Figure():
                self._picture(block)
            case Grid():
                self._table(block)

    def _quote(self, text: str, source: str) -> None:
        paragraph = self.file.add_paragraph(style="Quote")
        paragraph.paragraph_format.keep_together = True
        paragraph.add_run(visible(text))
        told = paragraph.add_run(f"\n— {visible(sourced(source, self._notice))}")
        told.font.size, told.font.color.rgb = Pt(8.5), FAINT

    def _picture(self, figure: Figure) -> None:
        wide, high = (side * _PIXEL for side in size(figure.svg))
        room, most = self._room(), self.file.sections[-1].page_height * 0.7
        scale = min(1, room / wide, most / high)
        shape = self.file.add_picture(BytesIO(png(figure.svg)), width=Emu(int(wide * scale)))
        shape._inline.docPr.set("descr", visible(figure.alt))
        self.file.paragraphs[-1].paragraph_format.keep_with_next = True
        self._caption("Figure", figure.caption)

    def _table(self, grid: Grid) -> None:
        if not grid.columns:
            return
        if grid.caption:
            self._caption("Table", grid.caption).paragraph_format.keep_with_next = True
        after = self.file.add_paragraph()
        after._p.addprevious(table(grid, self._room()))

    def _caption(self, kind: str, text: str) -> Any:
        self._numbers[kind] += 1
        paragraph = self.file.add_paragraph(style="Caption")
        paragraph.add_run(f"{say(kind)} ")
        field(paragraph, f"SEQ {kind} \\* ARABIC", str(self._numbers[kind]))
        paragraph.add_run(f". {visible(text)}")
        return paragraph

    def _room(self) -> int:
        section = self.file.sections[-1]
        return int(section.page_width - section.left_margin - section.right_margin)
