"""The theme matrix: choose what stands where, and look behind any cell."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.text import Text
from textual.binding import BindingType
from textual.color import Color

from qualcode.analysis.matrix import MatrixRow
from qualcode.i18n import language, say
from qualcode.model.codebook import Code
from qualcode.reports import matrix as report
from qualcode.reports.document import Column, Document, Value
from qualcode.tui.commands import bindings
from qualcode.tui.dialogs.picker import Choice, Picked, Picker
from qualcode.tui.looks import shown
from qualcode.tui.screens.retrieval import Retrieval
from qualcode.tui.screens.sheet import Sheet
from qualcode.workflows.matrix import CELLS
from qualcode.workflows.study import Study

_QUOTE = 30
_ALL = "/"  # no path starts so


class Matrix(Sheet[MatrixRow]):
    """Themes by informant, or whatever is chosen; enter shows the passages behind a cell."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("matrix")]

    def __init__(self) -> None:
        super().__init__()
        self._by = "informant"
        self._cells = "segments"
        self._within = ""
        self._sides: tuple[str, ...] = ()
        self._codes: dict[str, Code] = {}
        self._most = 0.0

    def read(self, study: Study) -> tuple[Document, Sequence[MatrixRow]]:
        """The matrix as it is chosen."""
        found = study.matrix(by=self._by, cells=self._cells, within=self._within)
        self._sides = study.sides()
        self._codes = {code.path: code for code in study.codebook.list()}
        self._most = max(
            (float(v) for row in found.rows for v in row.values if not isinstance(v, tuple)),
            default=0.0,
        )
        document = report.document(found, by=self._by, cells=self._cells, notice=study.notice)
        return document, found.rows

    def cell(self, column: Column, at: int, value: Value) -> Text:
        """The more there is, the stronger the ground it stands on."""
        row = self.things[at]
        if column.key == "theme":
            return self._theme(row.path)
        if value in (0, (), None):
            return Text("· ", style="dim", justify="right")
        if isinstance(value, tuple):
            return Text(f"{len(value)} “{shown(str(value[0]))[:_QUOTE]}…”")
        words = f"{value:.1%}" if self._cells == "words" else str(value)
        if column.key == "total" and not column.verbatim:
            return Text(f"{words} ", style="bold", justify="right")
        wide = max(len(shown(column.key)), 4)  # the whole of the cell, so that the ground is even
        return Text(f"{words:>{wide - 1}} ", style=self._heat(value))

    def _theme(self, path: str) -> Text:
        code = self._codes.get(path)
        name = (code.name.in_(language()) if code else "") or path.rpartition("/")[2]
        depth = path.count("/") - (self._within.count("/") if self._within else 0)
        text = Text("  " * depth)
        text.append("■ ", style=(code.colour if code else "") or "dim")
        text.append(shown(name)[:34], style="bold" if not depth else "")
        return text

    def _heat(self, value: Value) -> str:
        if not isinstance(value, int | float) or not self._most:
            return ""
        theme = self.app.current_theme
        ground = Color.parse(theme.surface or "#000000")
        share = 0.12 + 0.6 * (float(value) / self._most) ** 0.6
        return f"on {ground.blend(Color.parse(theme.secondary or theme.primary), share).hex}"

    def chosen(self, thing: MatrixRow, column: Column) -> None:
        """Show the passages behind this cell; those of the whole row from its name or total."""
        by, path = self._by, thing.path
        whole = not column.verbatim
        seat = "" if whole else column.key
        title = " · ".join(filter(None, (path, seat)))
        self.app.push_screen(
            Retrieval(title, lambda study: study.retrieve(path, by=by, column=seat))
        )

    def action_columns(self) -> None:
        """Ask what themes are set against."""
        self._choose(say("Set themes against what?"), self._sides, "_by")

    def action_cells(self) -> None:
        """Ask what the cells hold."""
        self._choose(say("What do the cells hold?"), CELLS, "_cells")

    def action_rows(self) -> None:
        """Ask for a theme, and show only it and what is below it."""
        every = Choice(_ALL, say("all themes"))
        choices = [every, *(Choice(path, path) for path in self._codes)]

        def _chosen(picked: Picked | None) -> None:
            if picked is not None and picked.key:
                self._within = "" if picked.key == _ALL else picked.key
                self.reload()

        self.app.push_screen(Picker(say("Which themes?"), choices), _chosen)

    def _choose(self, question: str, known: Sequence[str], name: str) -> None:
        def _chosen(picked: Picked | None) -> None:
            if picked is not None and picked.key:
                setattr(self, name, picked.key)
                self.reload()

        choices = [Choice(word, say(word), words=(word,)) for word in known]
        self.app.push_screen(Picker(question, choices), _chosen)
