"""Retrieval: passages to read one after the other, with the words around them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from qualcode.i18n import say
from qualcode.model.views import RetrievedView
from qualcode.reports import listings
from qualcode.reports.document import Document
from qualcode.reports.renderers import cells
from qualcode.tui.commands import bindings
from qualcode.tui.looks import SIGNS, shown, stance_colour
from qualcode.tui.screens.export import exporting
from qualcode.tui.screens.working import WorkingScreen
from qualcode.tui.tour import Hint
from qualcode.tui.widgets.keys import Keys
from qualcode.workflows.study import Study


class Retrieval(WorkingScreen):
    """A passage a card; enter goes to its place in the text."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("sheet")]

    def __init__(self, title: str, find: Callable[[Study], Sequence[RetrievedView]]) -> None:
        super().__init__()
        self._title = title
        self._find = find
        self._found: Sequence[RetrievedView] = ()
        self._shown: list[RetrievedView] = []
        self._colours: dict[str, str] = {}
        self._notice = ""

    def compose(self) -> ComposeResult:
        """A title, the cards and the keys."""
        yield Static(id="title")
        yield Static(id="notice", classes="gone")
        yield Input(id="filter", classes="gone", placeholder=say("only rows with these words"))
        yield OptionList(id="passages")
        yield Hint()
        yield Keys()

    def on_mount(self) -> None:
        """Fetch what is to be shown."""
        self.query_one("#passages").focus()
        self.app.theme_changed_signal.subscribe(self, lambda _: self._draw())
        self.reload()

    def reload(self) -> None:
        """Read anew what is shown."""
        study = self.bench.study

        def _read() -> tuple[Sequence[RetrievedView], dict[str, str], str]:
            colours = {code.path: code.colour for code in study.codebook.list()}
            return self._find(study), colours, study.notice

        self.start(_read, self._fill)

    def _fill(self, found: tuple[Sequence[RetrievedView], dict[str, str], str]) -> None:
        self._found, self._colours, self._notice = found
        notice = self.query_one("#notice", Static)
        notice.set_class(not self._notice, "gone")
        notice.update(Content(shown(cells.first_sentence(self._notice))))
        self._draw()

    def _draw(self) -> None:
        wanted = self.query_one("#filter", Input).value.casefold().split()
        self._shown = [p for p in self._found if all(word in _said(p) for word in wanted)]
        cards = self.query_one("#passages", OptionList)
        here = cards.highlighted or 0
        cards.clear_options()
        cards.add_options([Option(self._card(passage)) for passage in self._shown])
        if self._shown:
            cards.highlighted = min(here, len(self._shown) - 1)
        count = say("{count} passages", count=len(self._shown))
        self.query_one("#title", Static).update(
            Content.assemble((shown(self._title), "bold"), (f"  {count}", "dim"))
        )

    def _card(self, passage: RetrievedView) -> Content:
        coding, theme = passage.coding, self.app.current_theme
        colour = self._colours.get(coding.code) or theme.primary
        stance = coding.stance.value
        head = Content.assemble(
            ("▌", colour),
            (shown(", ".join(coding.sources) or say("nobody")), "bold"),
            (f"  {shown(coding.transcript)}:{passage.line}  ", "dim"),
            (shown(coding.code), colour),
            (f"  {SIGNS[stance]} {say(stance)}", stance_colour(stance, theme)),
            (f"  {shown(coding.coder)}", "dim"),
        )
        words = Content.assemble(
            ("▌ ", colour),
            (shown(passage.before.lstrip()), "dim"),
            (shown(coding.quote), f"underline {theme.foreground}"),
            (shown(passage.after.rstrip()), "dim"),
        )
        note = Content.styled(f"\n  {shown(coding.note)}", "italic") if coding.note else Content("")
        return Content.assemble(head, "\n", words, note, "\n")

    @on(OptionList.OptionSelected, "#passages")
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        coding = self._shown[event.option_index].coding
        self.bench.go(coding.transcript, coding.start)

    def action_back(self) -> None:
        """All passages again, or back to the screen before."""
        if self.query_one("#filter").has_class("gone"):
            super().action_back()
            return
        self.query_one("#filter", Input).value = ""
        self.query_one("#filter").add_class("gone")
        self.query_one("#passages").focus()

    def action_filter(self) -> None:
        """Ask for words, and show only passages that hold them all."""
        self.query_one("#filter").remove_class("gone")
        self.query_one("#filter").focus()

    @on(Input.Changed, "#filter")
    def _narrowed(self) -> None:
        self._draw()

    @on(Input.Submitted, "#filter")
    def _narrow_enough(self) -> None:
        self.query_one("#passages").focus()

    def action_sort(self) -> None:
        """By who speaks, or in reading order again."""
        by_source = sorted(self._found, key=lambda p: p.coding.sources)
        in_order = sorted(self._found, key=lambda p: (p.coding.transcript, p.coding.start))
        self._found = in_order if list(self._found) == by_source else by_source
        self._draw()

    def action_export(self) -> None:
        """Ask for a file and write the passages to it."""
        shown = self._shown

        def _quoted(quotable: tuple[Sequence[RetrievedView], object]) -> None:
            listed = listings.retrieved(quotable[0], self._notice)
            exporting(self, Document(self._title, listed.blocks, listed.notice))

        self.start(lambda: self.bench.study.quotable(shown), _quoted)


def _said(passage: RetrievedView) -> str:
    coding = passage.coding
    words = (*coding.sources, coding.transcript, coding.code, coding.quote, coding.note)
    return " ".join((*words, coding.stance.value, coding.coder)).casefold()
