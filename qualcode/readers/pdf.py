"""PDF: the text layer, with its lines put together again into paragraphs.

PDFium finds the characters and their places. A page knows no paragraphs, only lines: a line goes
on in the next one where the first word of that would not have fit beside it, unless the gap
between the two is a wide one or a speaker begins there.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Any, TypeAlias

import pypdfium2
from pypdfium2 import raw as pdfium

from qualcode.errors import InputError, Problem, problem
from qualcode.readers import package, prose, text, turns
from qualcode.readers.reading import Reading

Page: TypeAlias = Any
"""A page of PDFium, which comes without types."""

_PDF = ".pdf"
_MOST_PAGES, _MOST_CHARACTERS = 5_000, 20_000_000
# How PDFium marks a hyphen where a line ends; the next line follows at once.
_HYPHEN = 2
_WIDE = 1.4
_DIGITS = re.compile(r"[0-9]+")


@dataclass(frozen=True, slots=True)
class _Line:
    """One line of a page, in points: where it begins and ends, how high it stands."""

    words: str
    left: float
    right: float
    top: float
    opening: float
    """How wide the first word is."""


@dataclass(slots=True)
class _Found:
    pages: list[list[_Line]]
    scanned: list[int]
    unreadable: list[int]


def read(path: Path, content: bytes) -> Reading:
    """The words of all pages; pages without a text layer are named."""
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as failure:
        if failure.err_code == pdfium.FPDF_ERR_PASSWORD:
            raise package.locked(path) from failure
        raise package.damaged(path, _PDF) from failure
    try:
        found = _found(document, path)
    finally:
        document.close()
    if found.scanned and not any(found.pages):
        raise _scanned(path)
    pages, repeated = _without_edges(found.pages)
    hyphens = sum(line.words.count("-\x02") for page in pages for line in page)
    problems = (*_unread(path, found), *_mended(path, repeated, hyphens))
    return prose.reading(path, _joined(pages).replace("\x02", ""), problems)


def _found(document: Any, path: Path) -> _Found:
    count = len(document)
    if count > _MOST_PAGES:
        raise _too_long(path)
    found = _Found([], [], [])
    characters = 0
    for number in range(count):
        try:
            page = document[number]
            lines = list(_lines(page))
            if not lines and _has_picture(page):
                found.scanned.append(number + 1)
            page.close()
        except pypdfium2.PdfiumError:
            found.unreadable.append(number + 1)
            continue
        found.pages.append(lines)
        characters += sum(len(line.words) for line in lines)
        if characters > _MOST_CHARACTERS:
            raise _too_long(path)
    return found


def _lines(page: Page) -> Iterator[_Line]:
    layer = page.get_textpage()
    try:
        count = min(layer.count_chars(), _MOST_CHARACTERS)
        start = 0
        codes = [pdfium.FPDFText_GetUnicode(layer, at) for at in range(count)]
        for end in [*(at for at, code in enumerate(codes) if code in (10, 13)), count]:
            line = _line(layer, codes, start, end)
            if line:
                yield line
            start = end + 1
    finally:
        layer.close()


def _line(layer: Any, codes: Sequence[int], start: int, end: int) -> _Line | None:
    while start < end and codes[start] == 32:
        start += 1
    while start < end and codes[end - 1] == 32:
        end -= 1
    if start == end:
        return None
    words = "".join("-\x02" if code == _HYPHEN else chr(code) for code in codes[start:end])
    stop = next((at for at in range(start, end) if codes[at] == 32), end)
    left, _, _, top = layer.get_charbox(start, loose=True)
    right = layer.get_charbox(end - 1, loose=True)[2]
    opening = layer.get_charbox(stop - 1, loose=True)[2] - left
    # Pairs of surrogates come as two codes.
    joined = words.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return _Line(joined, left, right, top, opening)


def _has_picture(page: Page) -> bool:
    return any(True for _ in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=3))


def _without_edges(pages: Sequence[list[_Line]]) -> tuple[list[list[_Line]], int]:
    """The pages without headers, footers and numbers: edges that are alike but for their digits."""
    written = [page for page in pages if page]
    edges: Counter[tuple[int, str]] = Counter()
    for page in written:
        edges.update({(at, _pattern(page[at])) for at in (0, -1)})
    often = max(2, len(written) // 2 + 1)
    kept: list[list[_Line]] = []
    gone = 0
    for page in written:
        top = edges[0, _pattern(page[0])] >= often
        foot = len(page) > top and edges[-1, _pattern(page[-1])] >= often
        kept.append(page[top : len(page) - foot])
        gone += top + foot
    return kept, gone


def _pattern(line: _Line) -> str:
    return _DIGITS.sub("0", line.words)


def _joined(pages: Sequence[Sequence[_Line]]) -> str:
    lines = [line for page in pages for line in page]
    if not lines:
        return ""
    speakers = turns.speakers("\n".join(line.words for line in lines))
    edge = max(line.right for line in lines)
    pitches = [one.top - other.top for page in pages for one, other in pairwise(page)]
    usual = median([pitch for pitch in pitches if pitch > 0] or [0])
    written = [lines[0].words]
    for one, other in pairwise(lines):
        pitch = one.top - other.top
        wide = usual > 0 and pitch > _WIDE * usual
        head = turns.opening(other.words)
        fits = one.right + _space(one) + other.opening <= edge
        begins = wide or fits or (head is not None and head[0] in speakers)
        written += ["\n\n" if wide else "\n" if begins else " ", other.words]
    return "".join(written)


def _space(line: _Line) -> float:
    """About the width of a space in `line`."""
    return (line.right - line.left) / (2 * len(line.words))


def _too_long(path: Path) -> InputError:
    return InputError(
        "{name} holds far more than an interview",
        advice="split it into one file per interview",
        name=text.name(path),
    )


def _scanned(path: Path) -> InputError:
    return InputError(
        "{name} is a scan: its pages are pictures and hold no text",
        advice="have its text recognised (OCR) first, by OCRmyPDF for one",
        name=text.name(path),
    )


def _unread(path: Path, found: _Found) -> Iterator[Problem]:
    if found.scanned:
        yield problem(
            text.name(path),
            "pages that are pictures and hold no text: {pages}",
            advice="have their text recognised (OCR) first, by OCRmyPDF for one",
            pages=", ".join(map(str, found.scanned)),
        )
    if found.unreadable:
        yield problem(
            text.name(path),
            "pages that are damaged and were left out: {pages}",
            advice="open it in the program that made it and save it again as .pdf",
            pages=", ".join(map(str, found.unreadable)),
        )


def _mended(path: Path, repeated: int, hyphens: int) -> Iterator[Problem]:
    if repeated:
        yield problem(
            text.name(path),
            "headers, footers and page numbers that were left out: {count}",
            advice="look at the top and the foot of its pages if words are missing",
            count=repeated,
        )
    if hyphens:
        yield problem(
            text.name(path),
            "words that were divided at the end of a line and keep the hyphen: {count}",
            advice="a search finds such a word only with its hyphen",
            count=hyphens,
        )
