"""Markdown as GitHub reads it; nobody's words become markup."""

from __future__ import annotations

import re

from qualcode.reports.document import Document, Figure, Grid, Heading, Leaf, Paragraph, Quote
from qualcode.reports.renderers.cells import (
    first_sentence,
    human,
    numeric,
    sourced,
    title,
    visible,
)

_MARKUP = re.compile(r"[\\`*_\[\]|~$#]")
_ENTITY = re.compile(r"&(?=#?\w+;)")
_OPENING = re.compile(r"^(?:([+=-])|(\d{1,9})([.)]))", re.MULTILINE)
_INDENT = re.compile(r"^[ \t]+", re.MULTILINE)


def render(document: Document) -> str:
    """The whole document, one blank line between blocks."""
    blocks = [f"# {_line(document.title)}"] if document.title else []
    if document.notice:
        blocks.append(f"**{_line(document.notice)}**")
    blocks += [_block(block, document.notice) for block in document.leaves]
    return "\n\n".join(blocks) + "\n"


def _block(block: Leaf, notice: str) -> str:
    match block:
        case Heading(text, depth):
            return f"{'#' * min(max(depth, 2), 6)} {_line(text)}"
        case Paragraph(text):
            return _running(text)
        case Quote(text, source):
            said = f"{_running(text)}\n\n— {_line(sourced(source, notice))}"
            return "\n".join(f"> {line}".rstrip() for line in said.split("\n"))
        case Figure(_, alt, caption):
            return _running(f"{caption}\n{alt}")
        case Grid():
            around = (
                f"**{_line(block.caption)}**" if block.caption else "",
                "\n".join(_table(block)),
                f"*{_line(first_sentence(notice))}*" if notice else "",
            )
            return "\n\n".join(part for part in around if part)


def _table(grid: Grid) -> list[str]:
    header = [_cell(title(column)) for column in grid.columns]
    rule = ["---:" if right else "---" for right in numeric(grid)]
    rows = [
        [
            _cell(human(value, closed=column.closed))
            for column, value in zip(grid.columns, row, strict=True)
        ]
        for row in grid.rows
    ]
    return [f"| {' | '.join(line)} |" for line in (header, rule, *rows)]


def _cell(text: str) -> str:
    depth = len(text) - len(text.lstrip(" "))
    return "&nbsp;" * depth + _escaped(text.strip()).replace("\n", "<br>")


def _line(text: str) -> str:
    return " ".join(_escaped(text).split())


def _running(text: str) -> str:
    """Text whose lines stay lines, and whose first characters open no list or heading."""
    lines = _OPENING.sub(_stopped, _INDENT.sub("", _escaped(text.strip())))
    return re.sub(r"(?<=[^\n])\n(?=[^\n])", "\\\\\n", lines)


def _stopped(found: re.Match[str]) -> str:
    sign, number, stop = found.groups()
    return f"\\{sign}" if sign else f"{number}\\{stop}"


def _escaped(text: str) -> str:
    marked = _MARKUP.sub(r"\\\g<0>", _ENTITY.sub("&amp;", visible(text)))
    return marked.replace("<", "&lt;").replace(">", "&gt;")
