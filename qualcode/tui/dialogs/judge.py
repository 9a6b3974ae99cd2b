"""Ask how a passage stands to a claim, and on what basis it is said."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.reactive import var
from textual.widgets import Label, OptionList, Static
from textual.widgets.option_list import Option

from qualcode.i18n import mark, say
from qualcode.model.lists import Stance
from qualcode.tui.dialogs.choice import Key, labelled
from qualcode.tui.dialogs.dialog import Dialog
from qualcode.tui.looks import shown

STANCES = (
    Key("a", Stance.AFFIRM.value, mark("affirms it")),
    Key("q", Stance.QUALIFY.value, mark("qualifies it")),
    Key("x", Stance.DENY.value, mark("denies it")),
    Key("m", Stance.MENTION.value, mark("only mentions it")),
)
BASES = (
    Key("-", "", mark("basis not said")),
    Key("f", "first-hand", mark("first-hand: did it or saw it")),
    Key("o", "official", mark("an official position")),
    Key("t", "told-by:", mark("told by somebody …")),
    Key("r", "read-from:", mark("read out from something …")),
    Key("p", "opinion", mark("an opinion")),
    Key("l", "assent", mark("assent to a leading question")),  # s goes on at the text
)


@dataclass(frozen=True, slots=True)
class Judgement:
    """A stance and a basis, as the lists have them; `told-by:` and `read-from:` lack whom."""

    stance: str
    basis: str


class Judge(Dialog[Judgement | None]):
    """A letter for the stance, which affirms unless said, then one for the basis, which ends it.

    `warning` is what the coder should know before.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", show=False)]

    stance: var[str] = var(Stance.AFFIRM.value)

    def __init__(self, claim: str, warning: str = "") -> None:
        super().__init__()
        self._claim = claim
        self._warning = warning

    def compose(self) -> ComposeResult:
        """The claim, the stances in a row, and the bases below one another."""
        with Vertical(classes="dialog keys"):
            yield Label(Content(shown(self._claim)))
            if self._warning:
                yield Static(Content(self._warning), classes="warning")
            yield Static(say("Stance, where it does not affirm:"), classes="ask")
            with Horizontal(classes="row"):
                for key in STANCES:
                    yield Static(labelled(key), id=key.value, classes="stance")
            yield Static(
                say("Basis: its letter, or enter, ties the passage at once; escape ties nothing"),
                classes="ask",
            )
            yield OptionList(*(Option(labelled(key)) for key in BASES))

    def on_mount(self) -> None:
        """Choose at once."""
        self.query_one(OptionList).focus()
        self.query_one(OptionList).highlighted = 0
        self.watch_stance()

    def watch_stance(self) -> None:
        """Show which stance is taken."""
        for each in self.query(".stance"):
            each.set_class(each.id == self.stance, "taken")

    def on_key(self, event: events.Key) -> None:
        """Take the stance, or the basis, of that letter."""
        for key in STANCES:
            if event.character == key.letter:
                event.stop()
                self.stance = key.value
        for key in BASES:
            if event.character == key.letter:
                event.stop()
                self._end(key.value)

    @on(events.Click, ".stance")
    def _stance_clicked(self, event: events.Click) -> None:
        if event.widget is not None and event.widget.id:
            self.stance = event.widget.id

    @on(OptionList.OptionSelected)
    def _basis_chosen(self, event: OptionList.OptionSelected) -> None:
        self._end(BASES[event.option_index].value)

    def _end(self, basis: str) -> None:
        self.dismiss(Judgement(self.stance, basis))

    def action_leave(self) -> None:
        """Judge nothing."""
        self.dismiss(None)


def spelled(basis: str) -> str:
    """A basis as people read it."""
    for key in BASES:
        if key.value.endswith(":") and basis.startswith(key.value):
            return f"{say(key.title).removesuffix(' …')}: {basis.removeprefix(key.value)}"
    return next((say(key.title) for key in BASES if basis and key.value == basis), "")


def spelled_judgement(stance: str, basis: str) -> str:
    """How a passage was tied, as people read it."""
    how = next(say(key.title) for key in STANCES if key.value == stance)
    return say("Tied: {how}", how=", ".join(filter(None, (how, spelled(basis)))))
