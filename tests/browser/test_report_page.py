"""The report in a browser: it loads nothing, sorts, opens the quotes behind a verdict, searches."""

from __future__ import annotations

from pathlib import Path
from time import monotonic

import pytest

from qualcode.reports.document import Column, Document, Grid, Heading, Part, Quote
from qualcode.reports.renderers.html import render
from tests.browser.chromium import Page

pytestmark = pytest.mark.browser

_CLAIMS = 1_000
_QUOTES = 10_000
_COLUMN = "[...document.querySelectorAll('tbody tr')].map(r => r.cells[{at}].textContent)"
_SEARCHED = (
    "new Promise(done => {{ const field = document.querySelector('search input');"
    " field.value = '{words}'; field.dispatchEvent(new Event('input')); setTimeout(done, 400); }})"
)


def _report(claims: int, quotes: int) -> Document:
    """Claims with a verdict and a part each; the first has that many quotes."""
    columns = (
        Column("id", "Claim"), Column("text", "Text"), Column("verdict", "Verdict", closed=True),
        Column("k", "k"),
    )  # fmt: skip
    rows = tuple(
        (f"C{n}", f"Claim number {n}", "converged" if n % 2 else "silent", n % 7)
        for n in range(claims)
    )
    grid = Grid(columns, rows, "Claims", tuple(f"claim:C{n}" for n in range(claims)))
    many = tuple(Quote(f"Words {n} <b>that</b> were said", f"P{n % 40}") for n in range(quotes))
    parts = (
        Part(f"claim:C{n}", f"C{n} · Claim number {n}", (Quote(f"Only here {n}", "P1"),),
             many if n == 0 else ())
        for n in range(claims)
    )  # fmt: skip
    return Document("Report", (Heading("Claims"), grid, Heading("Words"), *parts), "Invented.")


@pytest.fixture
def small(page: Page, tmp_path: Path) -> Page:
    """A report of a dozen claims, open."""
    file = tmp_path / "report.html"
    file.write_text(render(_report(12, 3)), "utf-8")
    page.requests.clear()
    page.complaints.clear()
    page.open(file)
    return page


def test_it_loads_nothing_and_the_console_is_silent(small: Page, tmp_path: Path) -> None:
    small.tell(_SEARCHED.format(words="claim"))
    small.tell("document.querySelector('thead [role=button]').click()")
    assert small.requests == [(tmp_path / "report.html").as_uri()]
    assert small.complaints == []


def test_a_header_sorts_by_mouse_and_by_keyboard(small: Page) -> None:
    before = small.tell(_COLUMN.format(at=3))
    small.tell("document.querySelectorAll('thead [role=button]')[3].click()")
    assert small.tell(_COLUMN.format(at=3)) == sorted(before, key=int)
    assert small.tell("document.querySelectorAll('thead th')[3].ariaSort") == "ascending"
    small.tell("document.querySelectorAll('thead [role=button]')[3].focus()")
    small.press("Enter", 13)
    assert small.tell(_COLUMN.format(at=3)) == sorted(before, key=int, reverse=True)


def test_numbers_in_names_sort_as_numbers(small: Page) -> None:
    small.tell("document.querySelector('thead [role=button]').click()")
    assert small.tell(_COLUMN.format(at=0)) == [f"C{n}" for n in range(12)]


def test_a_verdict_leads_to_its_quotes(small: Page) -> None:
    small.tell("document.querySelector('tbody a').click()")
    opened = "[...document.querySelectorAll('details.part')].map(part => part.open)"
    assert small.tell(f"new Promise(done => setTimeout(() => done({opened}), 100))") == [
        True,
        *[False] * 11,
    ]
    shown = "document.querySelector('details.part figure.quote').checkVisibility()"
    assert small.tell(shown) is True


def test_the_search_leaves_the_rows_and_quotes_that_hold_the_words(small: Page) -> None:
    small.tell(_SEARCHED.format(words="NUMBER 7"))
    kept = "[...document.querySelectorAll('tbody tr')].filter(r => !r.hidden).length"
    parts = "[...document.querySelectorAll('details.part')].filter(p => !p.hidden).length"
    assert (small.tell(kept), small.tell(parts)) == (1, 1)
    small.tell(_SEARCHED.format(words=""))
    assert (small.tell(kept), small.tell(parts)) == (12, 12)


def test_the_keyboard_comes_to_the_text_first(small: Page) -> None:
    small.press("Tab", 9)
    assert small.tell("document.activeElement.getAttribute('href')") == "#main"
    assert small.tell("document.activeElement.getBoundingClientRect().left >= 0") is True


def test_a_thousand_claims_and_ten_thousand_quotes_do_not_freeze_it(
    page: Page, tmp_path: Path
) -> None:
    file = tmp_path / "large.html"
    file.write_text(render(_report(_CLAIMS, _QUOTES)), "utf-8")
    began = monotonic()
    page.open(file)
    opened = monotonic() - began
    longest = page.tell(
        "new Promise(done => { const began = performance.now();"
        " document.querySelectorAll('details').forEach(part => { part.open = true; });"
        " document.body.getBoundingClientRect();"
        " requestAnimationFrame(() => setTimeout(() => done(performance.now() - began), 0)); })"
    )
    assert opened < 20
    assert longest < 10_000
    print(f"opened in {opened:.1f} s, all parts unfolded in {longest / 1000:.1f} s")
