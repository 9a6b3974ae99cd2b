"""OpenDocument text (.odt): the text of the document itself, in reading order.

The elements are walked here, as those of Word files are: what takes the whole text out in one call
puts deleted words, comments and footnotes into it.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any, TypeAlias
from zipfile import ZipFile

from lxml import etree

from qualcode.errors import Problem
from qualcode.readers import beside, package, prose
from qualcode.readers.reading import Reading

Element: TypeAlias = Any

_ODT = ".odt"
_SPACES = {
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
}
# So many spaces in a row are nobody's words; the file may claim any number.
_MOST_SPACES = 100


def _name(short: str) -> str:
    prefix, _, local = short.partition(":")
    return f"{{{_SPACES[prefix]}}}{local}"


_PARAGRAPHS = (_name("text:p"), _name("text:h"))
_ROW, _CELL, _TABLE = _name("table:table-row"), _name("table:table-cell"), _name("table:table")
_TRACKED, _NOTE = _name("text:tracked-changes"), _name("text:note")
_COMMENT, _BOX = _name("office:annotation"), _name("draw:text-box")
_SKIPPED = frozenset(
    {
        *(_TRACKED, _NOTE, _COMMENT, _name("office:annotation-end"), _name("office:forms")),
        *(_name("text:sequence-decls"), _name("text:ruby-text"), _name("draw:frame")),
    }
)


def read(path: Path, content: bytes) -> Reading:
    """The document's text; what stands beside it is counted among the problems."""
    if _is_locked(content):
        raise package.locked(path)
    package.check(content, path, _ODT)
    try:
        with ZipFile(BytesIO(content)) as archive:
            document = _parsed(archive.read("content.xml"))
            styles = "styles.xml" in archive.namelist() and _parsed(archive.read("styles.xml"))
        body = document.find(".//" + _name("office:text"))
    except (*package.BROKEN, etree.LxmlError) as failure:
        raise package.damaged(path, _ODT) from failure
    if body is None:
        raise package.damaged(path, _ODT)
    edges = 0 if styles is False else _with_words(styles, "style:header", "style:footer")
    words = "\n".join(_lines(body))
    return prose.reading(path, words, _unread(path, body, edges), _bold_lines(document, body))


def _is_locked(content: bytes) -> bool:
    try:
        with ZipFile(BytesIO(content)) as archive:
            if "encrypted-package" in archive.namelist():
                return True
            manifest = archive.getinfo("META-INF/manifest.xml")
            return manifest.file_size < 1_000_000 and b"encryption-data" in archive.read(manifest)
    except package.BROKEN:
        return False


def _parsed(content: bytes) -> Element:
    return etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))


def _lines(container: Element) -> Iterator[str]:
    """The paragraphs, list items and rows of tables in `container`."""
    for child in container:
        if child.tag in _PARAGRAPHS:
            yield "".join(_pieces(child))
        elif child.tag == _ROW:
            yield "\t".join("\n".join(_lines(cell)) for cell in child.iterchildren(_CELL))
        elif child.tag not in _SKIPPED and isinstance(child.tag, str):
            yield from _lines(child)


def _pieces(element: Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if child.tag == _name("text:s"):
            yield " " * _count(child)
        elif child.tag == _name("text:tab"):
            yield "\t"
        elif child.tag == _name("text:line-break"):
            yield "\n"
        elif child.tag not in _SKIPPED and isinstance(child.tag, str):
            yield from _pieces(child)
        yield child.tail or ""


def _count(spaces: Element) -> int:
    said = spaces.get(_name("text:c"), "1")
    return min(int(said), _MOST_SPACES) if said.isdecimal() and len(said) < 9 else 1


def _bold_lines(document: Element, body: Element) -> Iterator[str]:
    """The paragraphs that are one line, all in bold."""
    bold = {
        style.get(_name("style:name"))
        for style in document.iter(_name("style:style"))
        for properties in style.iterchildren(_name("style:text-properties"))
        if properties.get(_name("fo:font-weight")) == "bold"
    } | {"Strong_20_Emphasis"}
    for paragraph in body.iter(*_PARAGRAPHS):
        words = "".join(_pieces(paragraph))
        if words.strip() and "\n" not in words and _is_bold(paragraph, bold):
            yield words


def _is_bold(paragraph: Element, bold: set[str]) -> bool:
    if paragraph.get(_name("text:style-name")) in bold:
        return True
    outside = [paragraph.text, *(child.tail for child in paragraph)]
    spans = [child for child in paragraph if "".join(_pieces(child)).strip()]
    return not any((words or "").strip() for words in outside) and all(
        span.get(_name("text:style-name")) in bold for span in spans
    )


def _with_words(root: Element, *names: str) -> int:
    found = root.iter(*map(_name, names))
    return sum(bool("".join(each.itertext()).strip()) for each in found)


def _unread(path: Path, body: Element, edges: int) -> Iterator[Problem]:
    yield from beside.unread(
        path,
        notes=_with_words(body, "text:note"),
        comments=_with_words(body, "office:annotation"),
        edges=edges,
        boxes=_with_words(body, "draw:text-box"),
        pictures=sum(1 for _ in body.iter(_name("draw:image"))),
    )
    inserted = sum(1 for _ in body.iter(_name("text:insertion")))
    yield from beside.tracked(path, _with_words(body, "text:deletion"), inserted)
