"""A grid as a table of Word: its header on every page, no row broken over two."""

from __future__ import annotations

from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from qualcode.reports.document import Column, Grid, Value
from qualcode.reports.renderers.cells import human, is_number, title, visible
from qualcode.reports.renderers.tones import TONES

WIDE = 8  # columns from which on a page lies
_STYLE = "TableText"
_SMALL, _TWIPS = 7, 635  # columns beyond which letters are smaller; twips in EMU
_INKS = {"firm": "0F6B3C", "weak": "8A5300", "against": "B3261E", "absent": "5B636D"}
_LINE, _HEAD = "C9CFD6", "EEF1F4"
_LETTER = 11  # twips of an average letter for each point of its size
_LONGEST_WORD, _LONGEST_LINE = 16, 90


def table(grid: Grid, room: int) -> Any:
    """The grid, as broad as `room` (EMU)."""
    cells = [[_shown(value, column) for value, column in zip(row, grid.columns, strict=True)]
             for row in grid.rows]  # fmt: skip
    heads = [visible(title(column)) for column in grid.columns]
    size = 7 if len(heads) > 2 * _SMALL else 8 if len(heads) > _SMALL else 9
    widths = _widths([heads, *cells], room // _TWIPS, size * _LETTER)
    made = OxmlElement("w:tbl")
    made.append(_looks(sum(widths)))
    made.append(_grid(widths))
    header = _row(OxmlElement("w:tblHeader"))
    for head, width in zip(heads, widths, strict=True):
        header.append(_cell(head, width, str(2 * size), bold=True, shade=_HEAD))
    made.append(header)
    for row, shown in zip(grid.rows, cells, strict=True):
        line = _row()
        for value, text, column, width in zip(row, shown, grid.columns, widths, strict=True):
            ink = _ink(value) if column.closed else None
            line.append(_cell(text, width, str(2 * size), ink=ink, right=is_number(value)))
        made.append(line)
    return made


def _ink(value: Value) -> str | None:
    return _INKS.get(TONES.get(value, "")) if isinstance(value, str) else None


def _shown(value: Value, column: Column) -> str:
    return visible(human(value, closed=column.closed))


def _widths(rows: list[list[str]], room: int, letter: int) -> list[int]:
    """Twips for each column: room for its longest word first, the rest by how much it holds."""
    least, wish = [], []
    for cells in zip(*rows, strict=True):
        words = (len(word) + (at == 0) for at, text in enumerate(cells) for word in text.split())
        longest = max((len(line) for text in cells for line in text.split("\n")), default=0)
        least.append(min(max(words, default=1), _LONGEST_WORD) + 3)
        wish.append(max(min(longest, _LONGEST_LINE) + 2, least[-1]))
    spare = room / letter - sum(least)
    if sum(wish) * letter <= room:
        return [letter * share for share in wish]
    more = sum(wish) - sum(least) or 1
    shares = [low + max(spare, 0) * (high - low) / more
              for low, high in zip(least, wish, strict=True)]  # fmt: skip
    return [int(room * share / sum(shares)) for share in shares]


def _looks(width: int) -> Any:
    properties = OxmlElement("w:tblPr")
    _child(properties, "w:tblW", w=width, type="dxa")
    borders = _child(properties, "w:tblBorders")
    for side in ("top", "bottom", "insideH"):
        _child(borders, f"w:{side}", val="single", sz=4, space=0, color=_LINE)
    _child(properties, "w:tblLayout", type="fixed")
    margins = _child(properties, "w:tblCellMar")
    for side, gap in (("top", 40), ("left", 70), ("bottom", 40), ("right", 70)):
        _child(margins, f"w:{side}", w=gap, type="dxa")
    return properties


def _grid(widths: list[int]) -> Any:
    made = OxmlElement("w:tblGrid")
    for width in widths:
        _child(made, "w:gridCol", w=width)
    return made


def _row(*properties: Any) -> Any:
    row = OxmlElement("w:tr")
    held = _child(row, "w:trPr")
    _child(held, "w:cantSplit")
    for each in properties:
        held.append(each)
    return row


def _cell(
    text: str, width: int, size: str, *, bold: bool = False, right: bool = False,
    shade: str = "", ink: str | None = None,
) -> Any:  # fmt: skip
    cell = OxmlElement("w:tc")
    properties = _child(cell, "w:tcPr")
    _child(properties, "w:tcW", w=width, type="dxa")
    if shade:
        _child(properties, "w:shd", val="clear", color="auto", fill=shade)
    paragraph = _child(cell, "w:p")
    looks = _child(paragraph, "w:pPr")
    _child(looks, "w:pStyle", val=_STYLE)
    if right:
        _child(looks, "w:jc", val="right")
    run = _child(paragraph, "w:r")
    letters = _child(run, "w:rPr")
    if bold or ink:
        _child(letters, "w:b")
    if ink:
        _child(letters, "w:color", val=ink)
    _child(letters, "w:sz", val=size)
    run.text = text
    return cell


def _child(parent: Any, name: str, **values: object) -> Any:
    made = OxmlElement(name)
    for key, value in values.items():
        made.set(qn(f"w:{key}"), str(value))
    parent.append(made)
    return made
