"""Plain text for terminals; nobody's words can move the cursor or turn the writing round."""

from __future__ import annotations

from qualcode.reports.document import Document, Figure, Grid, Heading, Leaf, Paragraph, Quote
from qualcode.reports.renderers.cells import first_sentence, sourced
from qualcode.reports.renderers.monospace import breadth, flat, harmless, wrap
from qualcode.reports.renderers.text_table import table

_NARROWEST = 10


def render(document: Document, width: int | None = None) -> str:
    """The whole document; lines are kept to `width` cells where one is given."""
    width = None if width is None else max(width, _NARROWEST)
    blocks = [_underlined(document.title, "═")] if document.title else []
    if document.notice:
        blocks.append(_running(document.notice, width))
    blocks += [_block(block, document.notice, width) for block in document.leaves]
    return "\n\n".join(blocks) + "\n"


def _block(block: Leaf, notice: str, width: int | None) -> str:
    match block:
        case Heading(text, depth):
            return _underlined(text, "─") if depth <= 2 else flat(text)
        case Paragraph(text):
            return _running(text, width)
        case Quote(text, source):
            said = f"{text}\n— {sourced(source, notice)}"
            lines = _running(said, width and width - 2).split("\n")
            return "\n".join(f"│ {line}".rstrip() for line in lines)
        case Figure(_, alt, caption):
            return _running(f"{caption}\n{alt}".strip(), width)
        case Grid():
            around = (
                _running(block.caption, width),
                table(block, width),
                _running(first_sentence(notice), width),
            )
            return "\n".join(filter(None, around))


def _underlined(text: str, stroke: str) -> str:
    line = flat(text)
    return f"{line}\n{stroke * breadth(line)}"


def _running(text: str, width: int | None) -> str:
    lines = harmless(text).split("\n")
    if width is None:
        return "\n".join(lines)
    return "\n".join(part for line in lines for part in wrap(line, width))
