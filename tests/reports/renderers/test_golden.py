"""What people read, compared with files that a person has looked at."""

from __future__ import annotations

from pathlib import Path

from qualcode.reports.document import Document
from qualcode.reports.renderers import html, markdown, text

_GOLDEN = Path(__file__).with_name("golden")


def test_text_reads_as_it_did(report: Document) -> None:
    assert text.render(report) == _kept("report.txt")


def test_text_in_a_narrow_terminal_reads_as_it_did(report: Document) -> None:
    assert text.render(report, 60) == _kept("narrow.txt")


def test_markdown_reads_as_it_did(report: Document) -> None:
    assert markdown.render(report) == _kept("report.md")


def test_the_body_of_the_page_reads_as_it_did(report: Document) -> None:
    page = html.render(report)
    assert page[page.index("<body") : page.index("<script>")] == _kept("report.html")


def _kept(name: str) -> str:
    return (_GOLDEN / name).read_text(encoding="utf-8")
