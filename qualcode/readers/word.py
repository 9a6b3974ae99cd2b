"""Word files (.docx): the text of the document itself, with its tables, in reading order.

python-docx opens the package, but its `paragraph.text` leaves out inserted words, content
controls and fields, so the elements are walked here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any, TypeAlias

from docx import Document
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml

from qualcode.errors import Problem, problem
from qualcode.readers import beside, package, prose, text
from qualcode.readers.reading import Reading

Element: TypeAlias = Any
"""An lxml element; lxml comes without types."""

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_VML = "{urn:schemas-microsoft-com:vml}"
_PARAGRAPH, _TABLE, _ROW, _CELL = qn("w:p"), qn("w:tbl"), qn("w:tr"), qn("w:tc")
_TEXT_BOX = qn("w:txbxContent")
_DELETED, _INSERTED = (qn("w:del"), qn("w:moveFrom")), (qn("w:ins"), qn("w:moveTo"))
_WORDS = {qn("w:t"), qn("w:delText"), qn("m:t")}
_SIGNS = {
    qn("w:tab"): "\t",
    qn("w:ptab"): "\t",
    qn("w:cr"): "\n",
    qn("w:noBreakHyphen"): "-",
    qn("w:softHyphen"): "\u00ad",
    # A sign of a symbol font has no meaning outside of it: marked, so that it is counted.
    qn("w:sym"): "\0",
}
_SKIPPED = {
    *_DELETED,
    *(_TEXT_BOX, qn("w:pPr"), qn("w:rPr"), qn("w:rt"), qn("w:sdtPr")),
    f"{_MC}Fallback",
}
_WRAPPERS = {
    *_INSERTED,
    *(qn("w:sdt"), qn("w:sdtContent"), qn("w:customXml"), qn("w:smartTag")),
    *(f"{_MC}AlternateContent", f"{_MC}Choice"),
}
_DOCX = ".docx"
_BESIDE = ("footnotes", "endnotes", "comments", "header", "footer")


def read(path: Path, content: bytes) -> Reading:
    """The document's text; what stands beside it is counted among the problems."""
    body, kinds = _opened(path, content)
    if body is None:
        raise text.no_text(path)
    return prose.reading(path, _story(body), _unread(path, body, kinds), _bold_lines(body))


def _opened(path: Path, content: bytes) -> tuple[Element, Counter[str]]:
    """The body of the document, and how many notes and the like stand beside it."""
    package.check(content, path, _DOCX)
    try:
        document = Document(BytesIO(content))
        return document.element.body, _beside(document.part)
    except Exception as failure:
        # On a package with parts missing or mixed up, python-docx fails wherever that bites it.
        raise package.damaged(path, _DOCX) from failure


def _beside(part: Any) -> Counter[str]:
    found: Counter[str] = Counter()
    for relation in part.rels.values():
        kind = relation.reltype.rpartition("/")[2]
        if kind in _BESIDE and not relation.is_external:
            root = parse_xml(relation.target_part.blob)
            entries = [root] if kind in ("header", "footer") else list(root)
            found[kind] += sum(_has_words(entry) for entry in entries)
    return found


def _story(container: Element) -> str:
    """The paragraphs and tables in `container`, one below the other."""
    lines = []
    for block in _children(container):
        if block.tag == _PARAGRAPH:
            lines.append(_paragraph(block))
            # Where the end of a paragraph is deleted, the next one goes on in its line.
            lines.append("" if _ends_deleted(block) else "\n")
        elif block.tag == _TABLE:
            lines += [f"{row}\n" for row in _rows(block)]
    return "".join(lines).removesuffix("\n")


def _rows(table: Element) -> Iterator[str]:
    for row in _children(table):
        if row.tag == _ROW and row.find(f"{qn('w:trPr')}/{qn('w:del')}") is None:
            yield "\t".join(_story(cell) for cell in _children(row) if cell.tag == _CELL)


def _children(element: Element) -> Iterator[Element]:
    """What stands in `element`, through the wrappers that only mark it."""
    for child in element:
        if child.tag in _WRAPPERS:
            yield from _children(child)
        else:
            yield child


def _paragraph(element: Element) -> str:
    return "".join(_pieces(element))


def _pieces(element: Element) -> Iterator[str]:
    for child in element:
        if child.tag in _SKIPPED:
            continue
        if child.tag in _WORDS:
            yield child.text or ""
        elif child.tag in _SIGNS:
            yield _SIGNS[child.tag]
        elif child.tag == qn("w:br"):
            # Breaks of page and column divide the paper, not the words.
            yield "\n" if child.get(qn("w:type"), "textWrapping") == "textWrapping" else ""
        else:
            yield from _pieces(child)


def _ends_deleted(paragraph: Element) -> bool:
    mark = paragraph.find(f"{qn('w:pPr')}/{qn('w:rPr')}")
    return mark is not None and any(mark.find(tag) is not None for tag in _DELETED)


def _bold_lines(body: Element) -> Iterator[str]:
    """The paragraphs that are one line, all in bold."""
    for paragraph in body.iter(_PARAGRAPH):
        runs = [run for run in paragraph.iter(qn("w:r")) if _paragraph(run).strip()]
        if runs and all(map(_is_bold, runs)):
            line = _paragraph(paragraph)
            if "\n" not in line:
                yield line


def _is_bold(run: Element) -> bool:
    bold = run.find(f"{qn('w:rPr')}/{qn('w:b')}")
    return bold is not None and bold.get(qn("w:val"), "1") not in ("0", "false", "off")


def _unread(path: Path, body: Element, kinds: Counter[str]) -> Iterator[Problem]:
    yield from beside.unread(
        path,
        notes=kinds["footnotes"] + kinds["endnotes"],
        comments=kinds["comments"],
        edges=kinds["header"] + kinds["footer"],
        boxes=_count(body.iter(_TEXT_BOX)),
        pictures=_count(body.iter(qn("pic:pic"), f"{_VML}imagedata"), wordless=True),
    )
    embedded = _count(body.iter(qn("w:altChunk")), wordless=True)
    if embedded:
        yield problem(
            text.name(path),
            "embedded documents that were not read: {count}",
            advice="open it in Word and save it again, which takes them in",
            count=embedded,
        )
    yield from beside.tracked(path, _count(body.iter(*_DELETED)), _count(body.iter(*_INSERTED)))


def _count(found: Iterable[Element], *, wordless: bool = False) -> int:
    """How many of `found` have words; older copies of the same thing are not counted."""
    return sum(
        (wordless or _has_words(element))
        and all(outer.tag != f"{_MC}Fallback" for outer in element.iterancestors())
        for element in found
    )


def _has_words(element: Element) -> bool:
    return any((piece.text or "").strip() for piece in element.iter(*_WORDS))
