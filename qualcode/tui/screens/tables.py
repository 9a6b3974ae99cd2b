"""An analysis: what it finds in words, and its tables one after the other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual.binding import BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static

from qualcode.i18n import say
from qualcode.reports.document import Column, Document, Grid, Paragraph, Value
from qualcode.tui.commands import bindings, keys_of
from qualcode.tui.dialogs.picker import Choice, Picked, Picker
from qualcode.tui.looks import shown
from qualcode.tui.screens.retrieval import Retrieval
from qualcode.tui.screens.sheet import Sheet
from qualcode.workflows.study import Study

_Row = tuple[Value, ...]
_CODES = ("code", "other", "theme")


class Tables(Sheet[_Row]):
    """One table of an analysis at a time, below what the analysis says; all of it is exported.

    `make` gets what was chosen of `choices`, at first the first.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("tables")]

    def __init__(
        self, make: Callable[[Study, str], Document], choices: Sequence[str] = ("",)
    ) -> None:
        super().__init__()
        self._make = make
        self._choices = choices
        self._chosen = choices[0]
        self._at = 0

    def on_mount(self) -> None:
        """What the analysis says stands above its table."""
        self.mount(Static(id="said"), before=self.query_one(Horizontal))
        super().on_mount()

    def read(self, study: Study) -> tuple[Document, Sequence[_Row]]:
        """The analysis of what is chosen."""
        document = self._make(study, self._chosen)
        grids = _grids(document)
        self._at = min(self._at, max(0, len(grids) - 1))
        return document, grids[self._at].rows if grids else ()

    @property
    def grid(self) -> Grid | None:
        """The table that is shown now."""
        grids = _grids(self.document) if self.document else []
        return grids[self._at] if grids else None

    def _draw(self) -> None:
        super()._draw()
        document = self.document
        if document is None:
            return
        words = [block.text for block in document.blocks if isinstance(block, Paragraph)]
        count = len(_grids(document))
        if count > 1:
            words.append(
                say("table {at} of {count}; {key} shows the next", at=self._at + 1, count=count,
                    key=keys_of("tables-next"))
            )  # fmt: skip
        self.query_one("#said", Static).update(Content("\n").join(map(Content, map(shown, words))))

    def chosen(self, thing: _Row, column: Column) -> None:
        """Show the passages of the code in that cell."""
        if column.key in _CODES and self.grid is not None:
            path = str(thing[self.grid.columns.index(column)])
            self.app.push_screen(Retrieval(path, lambda study: study.retrieve(path)))

    def action_turn_over(self) -> None:
        """Show the next table."""
        grids = _grids(self.document) if self.document else []
        if grids:
            self._at = (self._at + 1) % len(grids)
            self.things = grids[self._at].rows
            self._draw()

    def action_choose(self) -> None:
        """Ask what the analysis is to count."""
        if len(self._choices) == 1:
            self.notify(say("there is nothing to choose here"))
            return

        def _taken(picked: Picked | None) -> None:
            if picked is not None and picked.key:
                self._chosen = picked.key
                self.reload()

        choices = [Choice(word, say(word), words=(word,)) for word in self._choices]
        self.app.push_screen(Picker(say("Count what?"), choices), _taken)


def _grids(document: Document) -> list[Grid]:
    """The tables that hold something, or else the first, which is empty."""
    every = [block for block in document.blocks if isinstance(block, Grid)]
    return [grid for grid in every if grid.rows] or every[:1]
