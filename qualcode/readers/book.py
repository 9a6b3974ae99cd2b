"""Electronic books (.epub): the chapters in their order, each a web page."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from posixpath import dirname, join, normpath
from typing import Any
from urllib.parse import unquote
from zipfile import ZipFile

from defusedxml.ElementTree import fromstring

from qualcode.readers import beside, package, prose, webpage
from qualcode.readers.reading import Reading

_EPUB = ".epub"
_CONTAINER = "META-INF/container.xml"
_BROKEN: tuple[type[Exception], ...] = (*package.BROKEN, SyntaxError, StopIteration)
_LOCKS = "META-INF/encryption.xml"


def read(path: Path, content: bytes) -> Reading:
    """The words of all chapters, one below the other."""
    package.check(content, path, _EPUB, dtd=True)
    try:
        with ZipFile(BytesIO(content)) as archive:
            chapters = _chapters(archive)
            locks = archive.read(_LOCKS) if _LOCKS in archive.namelist() else b""
            if any(chapter.encode() in locks for chapter in chapters):
                raise package.locked(path)
            pages = [archive.read(chapter) for chapter in chapters]
    except _BROKEN as failure:
        raise package.damaged(path, _EPUB) from failure
    roots = [webpage.parsed(page.decode("utf-8-sig", "replace")) for page in pages]
    found = [webpage.words(root) for root in roots if root is not None]
    bold = [line for page in found for line in page.bold_lines()]
    pictures = sum(page.pictures for page in found)
    told = beside.unread(path, pictures=pictures)
    return prose.reading(path, "\n\n".join(filter(None, map(str, found))), told, bold)


def _chapters(archive: ZipFile) -> list[str]:
    """The parts that are read one after the other, as the book lists them."""
    container: Any = fromstring(archive.read(_CONTAINER))
    book = next(each for each in container.iter() if _tag(each) == "rootfile").get("full-path", "")
    listed: Any = fromstring(archive.read(book))
    places = {
        each.get("id"): normpath(join(dirname(book), unquote(each.get("href", ""))))
        for each in listed.iter()
        if _tag(each) == "item"
    }
    order = [each.get("idref") for each in listed.iter() if _tag(each) == "itemref"]
    return [places[chapter] for chapter in order]


def _tag(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]
