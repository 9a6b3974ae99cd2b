"""The desk: a transcript, the codebook on one side, what is coded here on the other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.lazy import Lazy
from textual.widgets import Static, Tree

from qualcode.i18n import say
from qualcode.model.lists import FIRST_ROUND
from qualcode.reports.renderers import cells
from qualcode.tui import around, looks
from qualcode.tui.commands import bindings, keys_of
from qualcode.tui.looks import SIGNS
from qualcode.tui.screens.amending import Amending
from qualcode.tui.screens.comparing import Comparing
from qualcode.tui.screens.going import Going
from qualcode.tui.screens.placing import Placing
from qualcode.tui.screens.rounds import InRounds
from qualcode.tui.screens.tying import Tying
from qualcode.tui.tour import Hint
from qualcode.tui.widgets.code_tree import CodeTree
from qualcode.tui.widgets.keys import Keys
from qualcode.tui.widgets.passages import Passages
from qualcode.tui.widgets.text_view import TextView

if TYPE_CHECKING:
    from qualcode.model.views import InformantView

_ROOM = {"codes": 130, "side": 100}
"""How wide the screen is at least where a pane is shown."""


class Desk(InRounds, Amending, Comparing, Going, Placing, Tying):
    """Read a transcript and code it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("desk"),
        *(Binding(str(n), f"recent({n})", show=False) for n in range(1, 10)),
    ]
    _reached: Mapping[str, str] = MappingProxyType({})

    def compose(self) -> ComposeResult:
        """Notice, filter, text and status, painted at once; then the panes and the keys."""
        yield Static(id="notice", classes="gone")
        yield Static(id="only", classes="gone")
        with Horizontal():
            codes = CodeTree(say("Codebook"), id="codes", classes=self._gone("codes"))
            codes.guide_depth = 2
            codes.auto_expand = False  # choosing a code applies it; its arrow opens and shuts it
            yield Lazy(codes)
            yield TextView(id="text")
            yield Lazy(Static(id="side", classes=self._gone("side")))
            yield Lazy(Passages(id="beside"))
        yield Hint()
        yield Static(Content(self.app.sub_title), id="status")
        yield Lazy(Keys())

    def on_mount(self) -> None:
        """The text first; the panes as there is room."""
        self.view.focus()
        for place in ("cursor", "pinned"):  # at once, so that text and panes are one frame
            self.watch(self.view, place, self.tell_place, init=False)

    def on_resize(self) -> None:
        """Keep the text readable."""
        for pane in _ROOM:
            self.query(f"#{pane}").set_class(self._gone(pane) == "gone", "gone")

    def _gone(self, pane: str) -> str:
        return "gone" if self.app.size.width < _ROOM[pane] else ""

    def came(self, notice: str) -> None:
        """Show what is known besides the text, and have this coder's codes at hand."""
        self.codebook_changed()
        mine = [c for c in self.codings if c.coder == self.bench.study.coder]
        used = sorted(mine, key=lambda coding: -coding.number)
        self.recent = list(dict.fromkeys((*self.recent, *(coding.code for coding in used))))
        self.start(self.bench.study.pins.list, self.have_pinned)
        self.start(self.bench.study.informants.list, self._have_people)
        strip = self.query_one("#notice", Static)
        strip.set_class(not notice, "gone")
        strip.update(Content(looks.shown(cells.first_sentence(notice))))
        self._tell_only()

    def _have_people(self, people: Sequence[InformantView]) -> None:
        self._reached = {person.id: _lineage(person) for person in people}
        self.tell_place()

    def codebook_changed(self) -> None:
        """Draw the codebook anew, each code with how often it is in this transcript."""
        tree: Tree[str] = self.query_one("#codes", Tree)
        tree.clear()
        tree.root.expand()
        nodes = {"": tree.root}
        counts = Counter(coding.code for coding in self.codings)
        parents = {code.parent for code in self.codes.values()}
        for path, code in self.codes.items():
            label = Text.assemble(
                ("■ ", code.colour or "dim"), looks.shown(self.called(path)),
                (f" {counts[path]}" if counts[path] else "", "dim"),
            )  # fmt: skip
            nodes[path] = nodes[code.parent].add(
                label, data=path, expand=True, allow_expand=path in parents
            )

    def tell_place(self) -> None:
        """Show where the cursor is, what is under it, and what goes on."""
        if self.shown is None:
            return
        super().tell_place()
        if not self.view.holding:
            self.moving = None
        self._put("#status", Content(looks.shown(self._status())))
        self._put("#side", Content("\n").join(self._side()))

    def _put(self, pane: str, content: Content) -> None:
        """Show something else in a pane of fixed size; the same is not drawn again."""
        shown = self.query_one(pane, Static)
        before = shown.content
        if not (isinstance(before, Content) and before.is_same(content)):
            shown.update(content, layout=False)

    def coded(self) -> None:
        """Say what the filter leaves of the codings."""
        super().coded()
        self._tell_only()

    def _tell_only(self) -> None:
        strip = self.query_one("#only", Static)
        strip.set_class(self.only is None, "gone")
        if self.only is None:
            return
        said = say(
            "Only {name}: {shown} of {all} codings. f shows all.",
            name=looks.shown(self.only.coder or self.called(self.only.code)),
            shown=len(self.seen),
            all=len(self.codings),
        )
        strip.update(Content(said))

    def _status(self) -> str:
        going_on = self._going_on()
        if going_on:
            return going_on
        shown, view = self.shown, self.view
        if shown is None:
            return ""
        place = f"{shown.id}  {view.cursor:,}/{len(shown.text):,}"
        chosen = view.selection
        if chosen is not None:
            place += f"  [{chosen.start}:{chosen.end}]"
        study, round_ = self.bench.study, self.bench.round
        parts = [
            study.project.name, place, self._coded_here(), self._who(view.cursor), study.coder,
            "" if round_ == FIRST_ROUND else round_,
        ]  # fmt: skip
        if self.app.size.width < _ROOM["side"]:  # what is always the same may be cut
            parts.append(parts.pop(0))
        return "   ".join(filter(None, parts))

    def _coded_here(self) -> str:
        """The coding that keys act on, and which of how many here it is."""
        here, coding = self.codings_here(), self.the_coding()
        if coding is None:
            return ""
        which = f" {here.index(coding) + 1}/{len(here)}" if len(here) > 1 else ""
        told = f"▸ {self.called(coding.code)} {SIGNS[coding.stance.value]}{which}"
        if not coding.sources:
            told += f"  ({say(around.UNHEARD)})"
        if self.query_one("#side").has_class("gone"):
            told += "  " + say("{key} shows more", key=keys_of("side"))
        return told

    def _going_on(self) -> str:
        """What the next keys do, where something has been begun."""
        if self.moving is not None:
            return say(
                "Moving an edge of {name}: arrows move it, z takes the other, enter keeps, escape"
                " leaves it",
                name=self.moving.name,
            )
        if self.linking is not None:
            return say(
                "Linking “{words}”: go to the other passage and press L there, escape leaves it",
                words=self.linking[1],
            )
        if self.view.holding:
            return say("Selecting: moves carry the selection on, escape leaves it")
        return ""

    def _who(self, offset: int) -> str:
        found = self.units.turn(offset)
        if found is None:
            return ""
        turn, informants = found
        known = [", ".join(filter(None, (id_, self._reached.get(id_)))) for id_ in informants]
        return f"{turn.label} ({'; '.join(known)})" if informants else turn.label

    def _side(self) -> list[Content]:
        codings, passages = self.codings_here(), [p.number for p in self.passages_here()]
        known = self.around
        cursor = self.view.cursor
        tied = [e for e in known.evidence if e.start <= cursor <= e.end]
        return [
            *around.codings(codings, self.the_coding(), self.called, self.colour),
            *around.places(passages, known.places, [n for n in passages if self.waits(n)]),
            *around.headed(say("Evidence"), list(around.evidence(tied, self.standing))),
            *around.headed(say("Links"), list(around.links(passages, known.links))),
            *around.headed(
                say("Memos"),
                list(around.memos(passages, [c.number for c in codings], known.memos)),
            ),
            *around.headed(
                say("Number keys"),
                list(around.keys(self.hand.on(self.codes), self.pinned, self.called)),
            ),
        ]

    def code_here(self) -> tuple[str, tuple[str, ...]] | None:
        """The code under the cursor in the tree, or that of the narrowest coding here; and who
        speaks here."""
        tree: Tree[str] = self.query_one("#codes", Tree)
        found = self.units.turn(self.view.cursor)
        who = found[1] if found else ()
        if tree.has_focus and tree.cursor_node is not None and tree.cursor_node.data:
            return tree.cursor_node.data, who
        coding = self.coding_here()
        return (coding.code, who) if coding else None

    def action_take(self, number: int) -> None:
        """Let keys act on the coding that was clicked."""
        self.take(number)

    def action_pane(self, pane: str) -> None:
        """Show or hide a pane."""
        self.query_one(f"#{pane}").toggle_class("gone")
        self.tell_place()

    @on(Tree.NodeSelected)
    def _code_clicked(self, event: Tree.NodeSelected[str]) -> None:
        if event.node.data and self.view.selection is not None:
            self.apply([event.node.data])


def _lineage(person: InformantView) -> str:
    """How they were reached, in few words; empty where that is not known."""
    if person.wave is None:
        return ""
    wave = say("wave {id}", id=person.wave)
    return f"{wave}, {say('branch {id}', id=person.branch)}" if person.branch else wave
