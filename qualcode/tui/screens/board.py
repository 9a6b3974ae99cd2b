"""The board of the second cycle: codes are moved into themes, split and merged."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import OptionList, Static

from qualcode.i18n import language, mark, say
from qualcode.model.codebook import Code
from qualcode.model.lists import ThemeStatus
from qualcode.model.views import ThemeView
from qualcode.tui.commands import bindings
from qualcode.tui.dialogs.line import Line
from qualcode.tui.dialogs.picker import Choice, Picked, Picker
from qualcode.tui.screens.choosing import named
from qualcode.tui.screens.compare import Compare
from qualcode.tui.screens.merging import merging
from qualcode.tui.screens.split import Split
from qualcode.tui.screens.working import WorkingScreen
from qualcode.tui.tour import Hint
from qualcode.tui.widgets.column import Card, Column
from qualcode.tui.widgets.keys import Keys
from qualcode.workflows.outcome import Outcome

_STATUS = {
    ThemeStatus.CANDIDATE: mark("candidate"),
    ThemeStatus.REVIEWED: mark("reviewed"),
    ThemeStatus.NAMED: mark("has its name"),
    ThemeStatus.SET_ASIDE: mark("set aside"),
}


@dataclass(frozen=True, slots=True)
class _Shown:
    themes: tuple[ThemeView, ...] = ()
    codes: tuple[Code, ...] = ()
    counts: tuple[tuple[str, int], ...] = ()


class Board(WorkingScreen):
    """A column for the codes of no theme, and one for each theme."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("board"), *bindings("over")]

    def __init__(self) -> None:
        super().__init__()
        self._shown = _Shown()
        self._grabbed: tuple[Column, str] | None = None
        self._goal: tuple[int | None, str] | None = None

    def compose(self) -> ComposeResult:
        """A title, the columns, and the keys."""
        yield Static(Content(say("Themes")), id="title")
        with Horizontal(id="columns"):
            yield Column()
        yield Hint()
        yield Keys()

    def on_mount(self) -> None:
        """Fetch what is gathered so far."""
        self.query_one(Column).focus()
        self.reload()

    def reload(self) -> None:
        """Read anew what is shown."""
        study = self.bench.study

        def _read() -> _Shown:
            counts = tuple(study.codebook.counts().items())
            return _Shown(tuple(study.themes.list()), study.codebook.list(), counts)

        self.start(_read, lambda shown: self.call_later(self._fill, shown))

    async def _fill(self, shown: _Shown) -> None:
        self._shown = shown
        columns = list(self.query(Column))
        for surplus in columns[len(shown.themes) + 1 :]:
            await surplus.remove()
        missing = [Column() for _ in range(len(shown.themes) + 1 - len(columns))]
        if missing:
            await self.query_one("#columns").mount_all(missing)
        gathered = {path for theme in shown.themes for path in theme.codes}
        loose = [code.path for code in shown.codes if code.path not in gathered]
        first, *others = self.query(Column)
        first.show(None, say("In no theme"), str(len(loose)), "", self._cards(loose))
        for column, theme in zip(others, shown.themes, strict=True):
            column.show(
                theme.number, theme.name.in_(language()), say(_STATUS[theme.status]), theme.idea,
                self._cards(theme.codes),
            )  # fmt: skip
        self._point()

    def _cards(self, paths: list[str] | tuple[str, ...]) -> list[Card]:
        codes = {code.path: code for code in self._shown.codes}
        counts = dict(self._shown.counts)
        return [
            Card(path, named(codes[path]), codes[path].colour, counts.get(path, 0))
            for path in paths
        ]

    @on(OptionList.OptionHighlighted)
    def _tell_path(self) -> None:
        path = self._column.path
        title = f"{say('Themes')}   {path}" if path else say("Themes")
        self.query_one("#title", Static).update(Content(title))

    def _point(self) -> None:
        """Go to where a code, or a new theme, has just come to be."""
        if self._goal is None:
            return
        number, path = self._goal
        self._goal = None
        for column in self.query(Column):
            if column.theme == number:
                column.focus()
                column.point_at(path)

    # What is under the cursor

    @property
    def _column(self) -> Column:
        focused = self.focused
        return focused if isinstance(focused, Column) else self.query(Column).first()

    def _theme(self) -> ThemeView | None:
        number = self._column.theme
        found = next((t for t in self._shown.themes if t.number == number), None)
        if found is None:
            self.notify(say("go to the column of a theme first"), severity="warning")
        return found

    def _code(self) -> str:
        path = self._column.path
        if not path:
            self.notify(say("go to a code first"), severity="warning")
        return path

    def _do(self, verb: Callable[[], Outcome]) -> None:
        def _done(outcome: Outcome) -> None:
            self.tell(outcome)
            self.reload()

        self.start(verb, _done)

    # Moving codes

    def action_column(self, by: int) -> None:
        """Go to the next column, or the one before."""
        columns = list(self.query(Column))
        to = columns.index(self._column) + by
        if 0 <= to < len(columns):
            columns[to].focus()
            columns[to].scroll_visible()

    def action_carry(self, by: int) -> None:
        """Move the code to the next column, or the one before."""
        columns = list(self.query(Column))
        to = columns.index(self._column) + by
        path = self._code()
        if path and 0 <= to < len(columns):
            self._move(path, self._column, columns[to].theme)

    def _move(self, path: str, column: Column, into: int | None) -> None:
        if column.theme == into:
            return
        out_of = column.theme
        self._goal = (into, path)
        self._do(lambda: self.bench.study.themes.move(path, out_of=out_of, into=into))

    @on(OptionList.OptionSelected)
    def _into(self) -> None:
        path, column = self._code(), self._column

        def _chosen(picked: Picked | None) -> None:
            if picked is not None and picked.key:
                self._move(path, column, int(picked.key))

        if path and self._shown.themes:
            question = say("Move {code} into which theme?", code=path)
            self.app.push_screen(Picker(question, self._choices()), _chosen)

    def action_also(self) -> None:
        """Put the code into a further theme, without taking it out of this one."""
        path = self._code()

        def _chosen(picked: Picked | None) -> None:
            if picked is not None and picked.key:
                number = int(picked.key)
                self._goal = (number, path)
                self._do(lambda: self.bench.study.themes.gather(number, [path]))

        if path and self._shown.themes:
            question = say("Put {code} into which further theme?", code=path)
            self.app.push_screen(Picker(question, self._choices()), _chosen)

    def _choices(self) -> list[Choice]:
        return [
            Choice(str(theme.number), theme.name.in_(language()), theme.idea)
            for theme in self._shown.themes
        ]

    @on(Column.Grabbed)
    def _take(self, event: Column.Grabbed) -> None:
        self._grabbed = (event.column, event.path)

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """A code that was dragged onto another column goes there."""
        grabbed, self._grabbed = self._grabbed, None
        if grabbed is None:
            return
        under, _ = self.get_widget_at(event.screen_x, event.screen_y)
        if isinstance(under, Column):
            self._move(grabbed[1], grabbed[0], under.theme)

    # Themes

    def action_new(self) -> None:
        """Ask for the name of a new theme."""

        def _named(name: str | None) -> None:
            if name:
                self._do(lambda: self.bench.study.themes.add(name))

        self.app.push_screen(Line(say("What is the new theme called?")), _named)

    def action_rename(self) -> None:
        """Ask for another name of this theme."""
        theme = self._theme()
        if theme is None:
            return

        def _named(name: str | None) -> None:
            if name:
                self._do(lambda: self.bench.study.themes.change(theme.number, name=name))

        value = theme.name.in_(language())
        self.app.push_screen(Line(say("What is the theme called?"), value=value), _named)

    def action_idea(self) -> None:
        """Ask for the central idea of this theme."""
        theme = self._theme()
        if theme is None:
            return

        def _said(idea: str | None) -> None:
            if idea is not None:
                self._do(lambda: self.bench.study.themes.change(theme.number, idea=idea))

        self.app.push_screen(Line(say("What is its central idea?"), value=theme.idea), _said)

    def action_status(self) -> None:
        """Candidate, reviewed, named, set aside, and round again."""
        theme = self._theme()
        if theme is None:
            return
        order = tuple(ThemeStatus)
        status = order[(order.index(theme.status) + 1) % len(order)]
        self._do(lambda: self.bench.study.themes.change(theme.number, status=status.value))

    def action_remove(self) -> None:
        """Take this theme off the board; its codes stay in the codebook."""
        theme = self._theme()
        if theme is not None:
            self._goal = (None, "")
            self._do(lambda: self.bench.study.themes.remove(theme.number))

    def action_memo(self) -> None:
        """Ask for a line and keep it as a memo on this theme, or on the code of none."""
        theme, path = self._column.theme, self._column.path
        about, on_ = ("code", path) if theme is None else ("theme", str(theme))

        def _keep(words: str | None) -> None:
            if words:
                self._do(lambda: self.bench.study.memos.add(words, about=about, on=on_))

        if on_:
            self.app.push_screen(Line(say("Memo")), _keep)

    # Codes

    def action_compare(self) -> None:
        """Set the passages of this code against each other."""
        if path := self._code():
            self.app.push_screen(Compare(path))

    def action_split(self) -> None:
        """Walk the passages of this code and send some to another."""
        if path := self._code():
            self.app.push_screen(Split(path))

    def action_merge(self) -> None:
        """Ask which code this one becomes, show what that changes, and do it."""
        path = self._code()
        if path:
            merging(self, path, self._shown.codes)
