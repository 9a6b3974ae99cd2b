"""Ask for several values at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.suggester import SuggestFromList
from textual.widgets import Input, Label, Static, TextArea

from qualcode.i18n import say
from qualcode.tui.dialogs.dialog import Dialog
from qualcode.tui.looks import shown


@dataclass(frozen=True, slots=True)
class Field:
    """A value to ask for: `known` are what is offered while typing, `long` is running text."""

    key: str
    title: str
    value: str = ""
    known: Sequence[str] = ()
    long: bool = False


class Form(Dialog[dict[str, str] | None]):
    """Fields one below the other; gives all values, or nothing where it was left."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False),
        Binding("ctrl+s", "keep", show=False, priority=True),
    ]

    AUTO_FOCUS = None  # it would scroll to the line and past its label

    def __init__(self, title: str, fields: Sequence[Field]) -> None:
        super().__init__()
        self._title = title
        self._fields = fields

    def compose(self) -> ComposeResult:
        """A label and a line, or a few lines, for each field."""
        with Vertical(classes="dialog form"):
            yield Label(Content(shown(self._title)))
            with VerticalScroll(classes="fields", can_focus=False):
                for at, field in enumerate(self._fields):
                    with Vertical(classes="field"):
                        offered = " · ".join(field.known) if len(field.known) <= 6 else ""
                        yield Label(
                            Content.assemble(
                                shown(field.title), (f"  {shown(offered)}", "dim italic")
                            )
                        )
                        yield _editor(field, f"field-{at}")
            yield Static(classes="hint")

    def on_mount(self) -> None:
        """Type at once."""
        self.query_one("#field-0").focus(scroll_visible=False)
        fields = self.query_one(".fields")
        self.call_after_refresh(fields.scroll_home, animate=False)

    def on_descendant_focus(self) -> None:
        """Say which keys keep it: enter is part of running text."""
        self.query_one(".hint", Static).update(
            say("tab: next   ctrl+s: keep   escape: leave it")
            if isinstance(self.focused, TextArea)
            else say("tab: next   enter or ctrl+s: keep   escape: leave it")
        )

    @on(Input.Submitted)
    def _entered(self) -> None:
        self.action_keep()

    def action_keep(self) -> None:
        """Give what stands there now."""
        self.dismiss({field.key: self._value(at) for at, field in enumerate(self._fields)})

    def _value(self, at: int) -> str:
        if self._fields[at].long:
            return self.query_one(f"#field-{at}", TextArea).text.strip()
        return self.query_one(f"#field-{at}", Input).value.strip()

    def action_leave(self) -> None:
        """Change nothing."""
        self.dismiss(None)


def _editor(field: Field, id_: str) -> Input | TextArea:
    if field.long:
        return TextArea(field.value, id=id_, tab_behavior="focus")
    known = list(field.known)
    suggester = SuggestFromList(known, case_sensitive=False) if known else None
    return Input(field.value, id=id_, suggester=suggester)
