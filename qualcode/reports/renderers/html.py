"""One self-contained page for screen and print; the browser may load and run nothing else."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from pathlib import Path

from qualcode.i18n import language, say
from qualcode.reports.document import Block, Document, Figure, Grid, Heading, Paragraph, Quote
from qualcode.reports.renderers.cells import sourced
from qualcode.reports.renderers.html_table import table
from qualcode.reports.renderers.markup import classes, inert

_STYLE = Path(__file__).with_name("page.css").read_text(encoding="utf-8")
_SCRIPT = Path(__file__).with_name("page.js").read_text(encoding="utf-8")
_WIDE = 8
_CHAPTERS = 4


def render(document: Document) -> str:
    """The whole document as one page."""
    body = [
        _banner(document.notice),
        "<main>",
        f"<h1>{inert(document.title)}</h1>",
        _contents(document),
        *(_block(block, at, document.notice) for at, block in enumerate(document.blocks)),
        "</main>",
        f"<script>{_SCRIPT}</script>",
    ]
    return (
        f'<!DOCTYPE html>\n<html lang="{inert(language())}">\n{_head(document.title)}\n'
        f"<body{classes(_paper(document))}>\n" + "\n".join(filter(None, body)) + "\n"
        "</body>\n</html>\n"
    )


def _head(name: str) -> str:
    policy = (
        f"default-src 'none'; style-src {_hashed(_STYLE)}; script-src {_hashed(_SCRIPT)}; "
        "base-uri 'none'; form-action 'none'"
    )
    return (
        '<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>{inert(name)}</title>\n<style>{_STYLE}</style>\n</head>"
    )


def _hashed(inline: str) -> str:
    return f"'sha256-{b64encode(sha256(inline.encode()).digest()).decode()}'"


def _paper(document: Document) -> str:
    grids = (block for block in document.blocks if isinstance(block, Grid))
    return "landscape" if any(len(grid.columns) >= _WIDE for grid in grids) else ""


def _banner(notice: str) -> str:
    return f'<p class="banner" role="note"><span>{inert(notice)}</span></p>' if notice else ""


def _contents(document: Document) -> str:
    """Links to the chapters, where there are enough to get lost in."""
    chapters = [
        f'<li><a href="#b{at}">{inert(block.text)}</a></li>'
        for at, block in enumerate(document.blocks)
        if isinstance(block, Heading) and block.depth <= 2
    ]
    if len(chapters) < _CHAPTERS:
        return ""
    name = inert(say("Contents"))
    return "\n".join(
        (f'<nav aria-label="{name}">\n<p>{name}</p>\n<ol>', *chapters, "</ol>\n</nav>")
    )


def _block(block: Block, at: int, notice: str) -> str:
    match block:
        case Heading(text, depth):
            level = min(max(depth, 2), 6)
            return f'<h{level} id="b{at}">{inert(text)}</h{level}>'
        case Paragraph(text):
            return f"<p>{inert(text)}</p>"
        case Quote(text, source):
            return (
                f"<figure>\n<blockquote>{inert(text)}</blockquote>\n"
                f"<figcaption>— {inert(sourced(source, notice))}</figcaption>\n</figure>"
            )
        case Figure(svg, _, caption):
            return f"<figure>\n{svg}\n<figcaption>{inert(caption)}</figcaption>\n</figure>"
        case Grid():
            return table(block, at, notice)
