"""What the workbench is measured beside: a Textual app that shows one word, and a read-only
TextArea with the same text and the same codings."""

from __future__ import annotations

import json
import sys
from bisect import bisect_right
from collections.abc import Iterator
from pathlib import Path


def bare() -> None:
    """Show one word."""
    from textual.app import App, ComposeResult
    from textual.widgets import Static

    class Bare(App[None]):
        def compose(self) -> ComposeResult:
            yield Static("ready")

    Bare().run()


def text_area(text: Path, marks: Path) -> None:
    """Show a text with codings; `a` puts one on what is selected."""
    from rich.style import Style
    from textual.app import App, ComposeResult
    from textual.widgets import TextArea
    from textual.widgets.text_area import TextAreaTheme

    names = [f"code{n}" for n in range(8)]
    theme = TextAreaTheme(
        "coded",
        syntax_styles={
            name: Style(bgcolor=f"color({17 + 20 * at})", underline=True)
            for at, name in enumerate(names)
        },
    )

    class Coded(TextArea):
        """Codings are highlights, as a language's keywords would be."""

        BINDINGS = [("a", "code")]  # noqa: RUF012

        def take(self, spans: list[list[int]]) -> None:
            starts = [0]
            for line in self.text.split("\n"):
                starts.append(starts[-1] + len(line) + 1)
            for at, (start, end) in enumerate(spans):
                for row, first, last in _lines(starts, start, end):
                    line = self.document[row]
                    self._highlights[row].append(
                        (len(line[:first].encode()), len(line[:last].encode()), names[at % 8])
                    )

        def action_code(self) -> None:
            (row, first), (below, last) = sorted((self.selection.start, self.selection.end))
            line = self.document[row]
            last = last if below == row else len(line)
            self._highlights[row].append(
                (len(line[:first].encode()), len(line[:last].encode()), names[0])
            )
            self._line_cache.clear()
            self.move_cursor(self.selection.end)
            self.refresh()

    class Reading(App[None]):
        def compose(self) -> ComposeResult:
            area = Coded(
                text.read_text("utf-8"), read_only=True, show_line_numbers=True, theme="css"
            )
            area.cursor_blink = False
            area.register_theme(theme)
            area.theme = "coded"
            area.take(json.loads(marks.read_text("utf-8")))
            yield area

    Reading().run()


def _lines(starts: list[int], start: int, end: int) -> Iterator[tuple[int, int, int]]:
    """The lines that a span touches, each with the columns from and to where."""
    row = bisect_right(starts, start) - 1
    while starts[row] < end:
        first = max(start, starts[row]) - starts[row]
        yield row, first, min(end, starts[row + 1] - 1) - starts[row]
        row += 1


if __name__ == "__main__":
    if len(sys.argv) > 1:
        text_area(*map(Path, sys.argv[1:]))
    else:
        bare()
