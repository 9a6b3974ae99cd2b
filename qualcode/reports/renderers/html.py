"""One self-contained page for screen and print; the browser may load and run nothing else."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

from qualcode.i18n import language, say
from qualcode.reports.document import (
    Block,
    Document,
    Figure,
    Grid,
    Heading,
    Paragraph,
    Part,
    Quote,
)
from qualcode.reports.renderers.cells import first_sentence, sourced
from qualcode.reports.renderers.html_table import table
from qualcode.reports.renderers.markup import classes, inert

_STYLE = Path(__file__).with_name("page.css").read_text(encoding="utf-8")
_SCRIPT = Path(__file__).with_name("page.js").read_text(encoding="utf-8")
_WIDE = 8
_CHAPTERS = 4


def render(document: Document) -> str:
    """The whole document as one page."""
    parts = [block for block in document.blocks if isinstance(block, Part)]
    anchors = {part.key: f"p{at}" for at, part in enumerate(parts)}
    body = [
        f'<a class="skip" href="#main">{inert(say("To the text"))}</a>',
        _banner(document.notice),
        '<main id="main" tabindex="-1">',
        f"<h1>{inert(document.title)}</h1>",
        _whole(document.notice),
        _contents(document),
        _search() if parts else "",
        *(
            _block(block, str(at), document.notice, anchors)
            for at, block in enumerate(document.blocks)
        ),
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
    """The first sentence of the notice, which stays in sight."""
    shown = inert(first_sentence(notice))
    return f'<p class="banner" role="note"><span>{shown}</span></p>' if notice else ""


def _whole(notice: str) -> str:
    """All of the notice, where it says more than the banner."""
    longer = notice.strip() != first_sentence(notice)
    return f'<p class="remark">{inert(notice)}</p>' if longer else ""


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


def _search() -> str:
    """A field that the script brings to life, which only then is shown."""
    return (
        f"<search hidden>\n<label>{inert(say('Find in tables and quotes'))} "
        '<input type="search" autocomplete="off"></label> <output></output>\n</search>'
    )


def _block(block: Block, at: str, notice: str, anchors: Mapping[str, str]) -> str:
    match block:
        case Heading(text, depth):
            level = min(max(depth, 2), 6)
            return f'<h{level} id="b{at}">{inert(text)}</h{level}>'
        case Paragraph(text):
            return f"<p>{inert(text)}</p>"
        case Quote(text, source):
            return (
                f'<figure class="quote">\n<blockquote>{inert(text)}</blockquote>\n'
                f"<figcaption>— {inert(sourced(source, notice))}</figcaption>\n</figure>"
            )
        case Figure(svg, alt, caption):
            return (
                f'<figure class="picture">\n<div role="img" aria-label="{inert(alt)}">\n{svg}\n'
                f"</div>\n<figcaption>{inert(caption)}</figcaption>\n</figure>"
            )
        case Grid():
            return table(block, at, notice, anchors)
        case Part():
            return _part(block, at, notice, anchors)


def _part(part: Part, at: str, notice: str, anchors: Mapping[str, str]) -> str:
    """A link to what stands inside opens it, in a browser that runs no script too."""
    held = [_block(leaf, f"{at}-{n}", notice, anchors) for n, leaf in enumerate(part.blocks)]
    if part.more:
        more = [_block(leaf, f"{at}-m{n}", notice, anchors) for n, leaf in enumerate(part.more)]
        name = inert(say("All passages ({count})", count=len(part.more)))
        held += ["<details>", f"<summary>{name}</summary>", *more, "</details>"]
    return "\n".join(
        (
            f'<details class="part">\n<summary>{inert(part.title)}</summary>',
            f'<div id="{anchors[part.key]}">',
            *held,
            "</div>\n</details>",
        )
    )
