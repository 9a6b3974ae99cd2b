"""Versions of the codebook: freezing one, and how each differs from now."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from qualcode.analysis.codebooks import CodeChange
from qualcode.i18n import say
from qualcode.model.views import VersionView
from qualcode.reports import listings
from qualcode.reports.document import Document
from qualcode.tui.commands import bindings
from qualcode.tui.dialogs.line import Line
from qualcode.tui.screens.queue import Queue
from qualcode.tui.screens.sheet import Listing
from qualcode.tui.screens.working import WorkingScreen
from qualcode.tui.tour import Hint
from qualcode.tui.widgets.keys import Keys
from qualcode.workflows.study import Study

_SIGNS = {"new": "+", "gone": "−", "moved": "→", "merged": "⇒", "changed": "~"}


class Versions(WorkingScreen):
    """The versions on the left, what became of the codes since the chosen one on the right."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("versions"), *bindings("over")]

    def __init__(self) -> None:
        super().__init__()
        self._versions: tuple[VersionView, ...] = ()
        self._waiting = 0

    def compose(self) -> ComposeResult:
        """A title, the two panes, and the keys."""
        yield Static(id="title")
        with Horizontal():
            yield OptionList(id="versions")
            with VerticalScroll():
                yield Static(id="difference")
        yield Hint()
        yield Keys()

    def on_mount(self) -> None:
        """Fetch the versions."""
        self.query_one("#versions").focus()
        self.reload()

    def reload(self) -> None:
        """Read anew what is shown."""
        study = self.bench.study

        def _read() -> tuple[list[VersionView], int]:
            return study.versions.list(), len(study.versions.outdated())

        self.start(_read, self._fill)

    def _fill(self, found: tuple[list[VersionView], int]) -> None:
        self._versions, self._waiting = tuple(found[0]), found[1]
        title = say(
            "Codebook versions; codings from before a definition changed: {count}",
            count=self._waiting,
        )
        self.query_one("#title", Static).update(Content(title))
        listed = self.query_one("#versions", OptionList)
        listed.clear_options()
        listed.add_options([_option(version) for version in self._versions])
        if self._versions:
            listed.highlighted = len(self._versions) - 1
        else:
            self._difference(Content.styled(say("nothing is frozen yet"), "dim"))

    @on(OptionList.OptionHighlighted)
    def _compare(self) -> None:
        version = self._version
        if version is not None:
            study = self.bench.study
            self.start(lambda: study.versions.difference(version.name), self._show_changes)

    @property
    def _version(self) -> VersionView | None:
        at = self.query_one("#versions", OptionList).highlighted
        return self._versions[at] if at is not None and at < len(self._versions) else None

    def _show_changes(self, found: tuple[CodeChange, ...]) -> None:
        lines = [_line(change) for change in found]
        nothing = Content.styled(say("nothing has changed since"), "dim")
        self._difference(Content("\n").join(lines) if lines else nothing)

    def _difference(self, content: Content) -> None:
        self.query_one("#difference", Static).update(content)

    def action_freeze(self) -> None:
        """Ask for a name and keep the codebook as it is now."""

        def _named(name: str | None) -> None:
            if name:
                freeze = self.bench.study.codebook.freeze
                self.start(lambda: freeze(name), lambda _: self.reload())

        self.app.push_screen(Line(say("Keep the codebook under which name?")), _named)

    def action_queue(self) -> None:
        """Walk what was coded before a definition changed."""
        self.app.push_screen(Queue())

    def action_table(self) -> None:
        """Show the difference as a table, which can be exported."""
        version = self._version
        if version is None:
            return
        name = version.name

        def _make(study: Study) -> Document:
            return listings.difference(study.versions.difference(name), name, study.notice)

        self.app.push_screen(Listing(_make))


def _option(version: VersionView) -> Option:
    detail = f"\n{version.when[:10]} {version.by}"
    return Option(Content.assemble((version.name, "bold"), (detail, "dim")))


def _line(change: CodeChange) -> Content:
    sign = f"{_SIGNS[change.what]} "
    if change.what == "changed":
        field = f" {say(change.field)}" + (f" ({change.language})" if change.language else "")
        return Content.assemble(
            sign, (change.code, "bold"), (field, "dim"), "\n    ", (change.before or "—", "strike"),
            "\n    ", change.now or "—",
        )  # fmt: skip
    said = {"moved": change.before, "merged": change.now}.get(change.what, "")
    return Content.assemble(
        sign, (change.code, "bold"), (f" {say(change.what)}", "dim"), f" {said}" if said else ""
    )
