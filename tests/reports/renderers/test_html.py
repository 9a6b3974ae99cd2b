from __future__ import annotations

import re
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256
from html.parser import HTMLParser

import pytest

from qualcode.reports.document import (
    Block,
    Column,
    Document,
    Grid,
    Heading,
    Paragraph,
    Quote,
)
from qualcode.reports.renderers.html import render

_HOSTILE = "</td></style><script>alert(1)</script><img src=x onerror=alert(1)>&lt;\"' onclick='x"


class _Page(HTMLParser):
    """What a browser makes of a page: its elements, their attributes, and the text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, tuple[str, ...]]] = []
        self.values: list[tuple[str, str, str]] = []
        self.texts: dict[str, list[str]] = {}
        self._open = [""]
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._open.append(tag)
        self.elements.append((tag, tuple(name for name, _ in attrs)))
        self.values += [(tag, name, value or "") for name, value in attrs]

    def handle_endtag(self, tag: str) -> None:
        while self._open.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        self.texts.setdefault(self._open[-1], []).append(data)


def _saying(text: str) -> Document:
    column = Column("a", text, verbatim=True)
    blocks: tuple[Block, ...] = (
        *(Heading(text) for _ in range(5)),
        Paragraph(text),
        Quote(text, text),
        Grid((column, column), ((text, text), (text, (text, {text: text}))), caption=text),
    )
    return Document(text, blocks, notice=text)


def test_markup_in_any_text_stays_text() -> None:
    hostile, calm = _Page(render(_saying(_HOSTILE))), _Page(render(_saying("x" * len(_HOSTILE))))
    assert hostile.elements == calm.elements
    assert hostile.texts["blockquote"] == [_HOSTILE]
    assert hostile.texts["title"][0] == _HOSTILE


def test_the_browser_may_run_and_load_only_what_the_page_holds(report: Document) -> None:
    page = _Page(render(report))
    policy = next(value for tag, name, value in page.values if "default-src" in value)
    assert policy.startswith("default-src 'none'; ")
    assert f"style-src {_hashed(page.texts['style'])};" in policy
    assert f"script-src {_hashed(page.texts['script'])};" in policy
    assert not {name for _, name, _ in page.values} & {"src", "style", "onclick", "action"}
    assert all(value.startswith("#") for _, name, value in page.values if name == "href")


def test_the_notice_is_on_the_page_every_table_and_every_quote(report: Document) -> None:
    page = render(report)
    assert '<p class="banner" role="note">' in page
    captions = re.findall(r"<caption>.*?</caption>", page)
    sources = re.findall(r"<figcaption>.*?</figcaption>", page)
    assert (len(captions), len(sources)) == (2, 1)
    assert all("Invented material: nobody said this." in each for each in captions + sources)


def test_a_page_without_a_notice_has_no_empty_banner(report: Document) -> None:
    page = render(replace(report, notice=""))
    assert 'class="banner"' not in page
    assert 'class="notice"' not in page


def test_only_a_matrix_is_shaded_and_its_numbers_stay(report: Document) -> None:
    page = render(report)
    assert '<td class="number shade3">4</td><td class="number zero">0</td>' in page
    assert '<td class="number shade5">8</td><td class="number">9</td>' in page
    assert page.count("shade5") == page.count(".shade5") + 1


def test_a_verdict_is_a_badge_with_its_word(report: Document) -> None:
    assert '<span class="badge firm">converged</span>' in render(report)


@pytest.mark.parametrize(("columns", "paper"), [(3, "<body>"), (8, '<body class="landscape">')])
def test_wide_tables_are_printed_across(columns: int, paper: str) -> None:
    grid = Grid(tuple(Column(str(n), str(n)) for n in range(columns)), ())
    assert paper in render(Document("", (grid,)))


def _hashed(inline: list[str]) -> str:
    return f"'sha256-{b64encode(sha256(''.join(inline).encode()).digest()).decode()}'"
