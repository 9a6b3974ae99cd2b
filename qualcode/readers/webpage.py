"""Web pages (.html): the words of the page, a line for each paragraph, row or break."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeAlias

from lxml import etree

from qualcode.errors import Problem
from qualcode.readers import beside, lines, noscribe, prose, text
from qualcode.readers.reading import Reading

Element: TypeAlias = Any
"""An lxml element; lxml comes without types."""

_BLOCK_TAGS = (
    "address article aside blockquote body center dd details div dl dt fieldset figcaption figure"
    " footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section summary table tbody"
    " tfoot thead tr ul"
)
_SKIPPED_TAGS = (
    "head script style template noscript title svg math iframe object embed audio video canvas"
    " select textarea button rt"
)
_BLOCKS, _SKIPPED = frozenset(_BLOCK_TAGS.split()), frozenset(_SKIPPED_TAGS.split())
_PICTURES = frozenset(("img", "svg", "object", "embed", "video", "audio", "iframe"))
_BOLD = frozenset(("b", "strong", "h1", "h2", "h3", "h4", "h5", "h6", "th"))
_BOLD_STYLE = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_CHARSET = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]+)""")
_SPACES = re.compile(r"[ \t\n\r\f]+")


def read(path: Path, content: bytes) -> Reading:
    """The words of the page; a page that noScribe wrote has its own names and times."""
    markup, problems = _decoded(path, content)
    root = parsed(markup)
    if root is None:
        raise text.no_text(path)
    said = noscribe.lines(root)
    if said:
        return Reading(lines.transcript(path, said), (*problems, *lines.doubts(path, said)))
    page = words(root)
    return prose.reading(
        path,
        str(page),
        (*problems, *beside.unread(path, pictures=page.pictures)),
        page.bold_lines(),
    )


def parsed(markup: str) -> Element | None:
    """The root of the page, or nothing where there is no markup at all."""
    # Nothing that is declared within the page is expanded by a parser of HTML.
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, no_network=True)
    try:
        return etree.fromstring(markup.encode("utf-8", "replace"), parser)
    except (etree.LxmlError, ValueError):
        return None


@dataclass(slots=True)
class Page:
    """The lines of a page while it is walked through."""

    lines: list[tuple[str, bool]] = field(default_factory=list)
    pictures: int = 0
    _pieces: list[str] = field(default_factory=list)
    _bold: bool = True

    def __str__(self) -> str:
        return "\n".join(line for line, _ in self.lines).strip("\n")

    def bold_lines(self) -> Iterator[str]:
        """The lines that are all in bold."""
        return (line for line, bold in self.lines if bold and line)

    def add(self, words: str, *, bold: bool, kept: bool) -> None:
        """Go on in this line; spaces and breaks count only where they are `kept`."""
        for n, piece in enumerate(words.split("\n") if kept else (_SPACES.sub(" ", words),)):
            if n:
                self.end(always=True)
            self._pieces.append(piece)
            self._bold = self._bold and (bold or not piece.strip())

    def end(self, *, always: bool = False) -> None:
        """End this line, if it has words or ends `always`."""
        line = "".join(self._pieces).strip(" ").replace("  ", " ")
        if line.strip() or always:
            self.lines.append((line, self._bold and bool(line.strip())))
        self._pieces.clear()
        self._bold = True


def words(root: Element) -> Page:
    """The words below `root`, in reading order."""
    page = Page()
    bold = kept = hidden = 0
    # Walked and not descended into: a page from outside may be nested without end.
    for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        tag = element.tag if isinstance(element.tag, str) else ""
        style = element.get("style") if tag else None
        heavy = tag in _BOLD or bool(style and _BOLD_STYLE.search(style))
        if event == "start":
            bold += heavy
            kept += tag == "pre"
            page.pictures += tag in _PICTURES and not hidden
            hidden += tag in _SKIPPED
            if hidden:
                continue
            if tag in _BLOCKS:
                page.end()
            elif tag == "br":
                page.end(always=True)
            elif tag in ("td", "th") and element.getprevious() is not None:
                page.add("\t", bold=True, kept=True)
            page.add(element.text or "", bold=bold > 0, kept=kept > 0)
            continue
        if event == "end":
            bold -= heavy
            kept -= tag == "pre"
            hidden -= tag in _SKIPPED
            if tag in _BLOCKS and not hidden:
                page.end()
        if not hidden and element is not root:
            page.add(element.tail or "", bold=bold > 0, kept=kept > 0)
    page.end()
    return page


def _decoded(path: Path, content: bytes) -> tuple[str, tuple[Problem, ...]]:
    declared = _CHARSET.search(content[:4096])
    if declared and not content.startswith((codecs.BOM_UTF8, b"\xff\xfe", b"\xfe\xff")):
        try:
            raw = content.decode(declared[1].decode("ascii"))
        except (LookupError, UnicodeError, ValueError):
            pass
        else:
            markup, lost = text.mended(raw)
            return markup, text.replaced(path, lost)
    return text.decoded(path, content)
