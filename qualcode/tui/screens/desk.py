"""The desk: a transcript, the codebook on one side, what is coded here on the other."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from operator import is_
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.lazy import Lazy
from textual.reactive import var
from textual.widgets import Footer, Static, Tree

from qualcode.i18n import language, say
from qualcode.model.codebook import Code, CodeKind
from qualcode.model.lists import Stance
from qualcode.model.span import Span
from qualcode.model.transcript import Turn
from qualcode.model.views import CodingView
from qualcode.model.views import TextView as Shown
from qualcode.tui import sentences
from qualcode.tui.commands import bindings
from qualcode.tui.dialogs.line import Line
from qualcode.tui.dialogs.picker import Choice, Picked, Picker
from qualcode.tui.screens.working import WorkingScreen
from qualcode.tui.widgets.marks import Mark, Marks
from qualcode.tui.widgets.text_view import TextView

if TYPE_CHECKING:
    from qualcode.store.glance import Glance
    from qualcode.workflows.outcome import Outcome

_ROOM = {"codes": 130, "side": 100}
"""How wide the screen is at least where a pane is shown."""
_STANCES = {"affirm": "+", "qualify": "±", "deny": "−", "mention": "·"}


class Desk(WorkingScreen):
    """Read a transcript and code it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("desk"),
        *(Binding(str(n), f"recent({n})", show=False) for n in range(1, 10)),
    ]

    shown: var[Shown | None] = var(None)
    codings: var[tuple[CodingView, ...]] = var(())

    def __init__(self) -> None:
        super().__init__()
        self._codes: dict[str, Code] = {}
        self._recent: list[str] = []
        self._goal: int | None = None
        self._numbered: dict[int, CodingView] = {}

    def compose(self) -> ComposeResult:
        """Notice, text and status, painted at once; then the panes and the keys."""
        yield Static(id="notice", classes="gone")
        with Horizontal():
            yield Lazy(Tree(say("Codebook"), id="codes", classes=self._gone("codes")))
            yield TextView(id="text")
            yield Lazy(Static(id="side", classes=self._gone("side")))
        yield Static(Content(self.app.sub_title), id="status")
        yield Lazy(Footer())

    def on_mount(self) -> None:
        """The text first; the panes as there is room."""
        view = self.query_one(TextView)
        view.focus()
        for place in ("cursor", "pinned"):  # at once, so that text and status are one frame
            self.watch(view, place, self._tell, init=False)

    def on_resize(self) -> None:
        """Keep the text readable."""
        for pane in _ROOM:
            self.query(f"#{pane}").set_class(self._gone(pane) == "gone", "gone")

    def _gone(self, pane: str) -> str:
        return "gone" if self.app.size.width < _ROOM[pane] else ""

    # What is shown

    def open(self, transcript: str, offset: int | None = None) -> None:
        """Show a transcript, from its start or at a place in it."""
        self._goal = offset
        study = self.bench.study

        def _read() -> tuple[Shown, list[CodingView], tuple[Code, ...], str]:
            shown = study.transcripts.show(transcript)
            return (
                shown,
                study.codings.list(transcript=transcript),
                study.codebook.list(),
                (study.notice),
            )

        self.start(_read, self._opened)

    def glimpse(self, glance: Glance) -> None:
        """Show how a transcript looks, before the project is open."""
        marks = Marks(Mark(c.number, c.start, c.end, c.code[:1], c.colour) for c in glance.codings)
        self.query_one(TextView).show(glance.text, glance.turns, marks, frozenset())

    def _opened(self, found: tuple[Shown, list[CodingView], tuple[Code, ...], str]) -> None:
        shown, codings, codes, notice = found
        self._codes = {code.path: code for code in codes}
        same = self.shown is not None and self.shown.id == shown.id
        view = self.query_one(TextView)
        before = view.cursor
        self.shown = shown
        self.codings = tuple(codings)
        turns = tuple(turn for turn, _ in shown.turns)
        asking = frozenset(turn.label for turn, who in shown.turns if not who)
        view.show(shown.text, turns, self._marks(), asking)
        if self._goal is not None or same:
            view.go(self._goal if self._goal is not None else before)
        self._goal = None
        self._list_codes()
        strip = self.query_one("#notice", Static)
        strip.set_class(not notice, "gone")
        strip.update(Content(notice.split("\n")[0]))
        self._tell()

    def reload(self) -> None:
        """Read anew what is shown."""
        if self.shown is not None:
            self.open(self.shown.id, self.query_one(TextView).cursor)

    def _marks(self) -> Marks:
        self._numbered = {coding.number: coding for coding in self.codings}
        return Marks(map(self._mark, self.codings))

    def _mark(self, c: CodingView) -> Mark:
        initial = c.code.rpartition("/")[2][:1]
        return Mark(c.number, c.start, c.end, initial, self._colour(c.code))

    def _colour(self, path: str) -> str:
        while path:
            code = self._codes.get(path)
            if code and code.colour:
                return code.colour
            path = path.rpartition("/")[0]
        return ""

    def _called(self, path: str) -> str:
        code = self._codes.get(path)
        return (code.name.in_(language()) if code else "") or path.rpartition("/")[2]

    def _list_codes(self) -> None:
        tree: Tree[str] = self.query_one("#codes", Tree)
        tree.clear()
        tree.root.expand()
        nodes = {"": tree.root}
        counts: dict[str, int] = {}
        for coding in self.codings:
            counts[coding.code] = counts.get(coding.code, 0) + 1
        for path, code in self._codes.items():
            label = Content.assemble(
                ("■ ", code.colour or "dim"), self._called(path),
                (f" {counts[path]}" if path in counts else "", "dim"),
            )  # fmt: skip
            nodes[path] = nodes[code.parent].add(label.plain, data=path, expand=True)
            nodes[path].set_label(label.plain)

    def _tell(self) -> None:
        view = self.query_one(TextView)
        shown = self.shown
        if shown is None:
            return
        who = self._who(view.cursor)
        place = f"{shown.id}  {view.cursor:,}/{len(shown.text):,}"
        chosen = view.selection
        if chosen is not None:
            place += f"  [{chosen.start}:{chosen.end}]"
        parts = (self.bench.study.project.name, place, who, self.bench.study.coder)
        self._put("#status", Content("   ".join(filter(None, parts))))
        self._put("#side", self._here(view.cursor))

    def _put(self, pane: str, content: Content) -> None:
        """Show something else in a pane of fixed size; the same is not drawn again."""
        shown = self.query_one(pane, Static)
        before = shown.content
        if not (isinstance(before, Content) and before.is_same(content)):
            shown.update(content, layout=False)

    def _turn(self, offset: int) -> tuple[Turn, tuple[str, ...]] | None:
        turns = self.shown.turns if self.shown else ()
        at = bisect_right(turns, offset, key=lambda each: each[0].span.start) - 1
        return turns[at] if at >= 0 else None

    def _who(self, offset: int) -> str:
        found = self._turn(offset)
        if found is None:
            return ""
        turn, informants = found
        return f"{turn.label} ({', '.join(informants)})" if informants else turn.label

    def _here(self, offset: int) -> Content:
        here = [self._numbered[mark.number] for mark in self.query_one(TextView).marks.at(offset)]
        lines: list[Content] = [Content.styled(say("Codings here"), "bold")]
        for coding in sorted(here, key=lambda c: c.end - c.start):
            sign = _STANCES[coding.stance.value]
            lines.append(
                Content.assemble(
                    ("▌", self._colour(coding.code) or "dim"),
                    f"{coding.number} {self._called(coding.code)} {sign}",
                    (f" {coding.coder}", "dim"),
                )
            )
            if coding.note:
                lines.append(Content.styled(f"  {coding.note}", "italic"))
        if not here:
            lines.append(Content.styled(say("none"), "dim"))
        if self._recent:
            lines += [Content(""), Content.styled(say("Used last"), "bold")]
            lines += [
                Content(f"{at} {self._called(path)}") for at, path in enumerate(self._recent[:9], 1)
            ]
        return Content("\n").join(lines)

    # Coding

    def action_code(self) -> None:
        """Ask which code, and put it on what is selected."""
        if self._wanted() is not None:
            create = say("make a new code: {typed}", typed="{typed}")
            self.app.push_screen(
                Picker(say("Which code?"), self._choices(), create=create), self._picked
            )

    def _wanted(self) -> Span | None:
        """What is selected, or else the sentence at the cursor."""
        if self.shown is None:
            return None
        view = self.query_one(TextView)
        span = view.selection or self._sentence_at(view.cursor)
        if span is None:
            self.notify(say("select some words first"), severity="warning")
        return span

    def _sentence_at(self, offset: int) -> Span | None:
        found = self._turn(offset)
        if found is None or self.shown is None:
            return None
        inside = sentences.sentences(self.shown.text, found[0].span)
        return next((s for s in inside if s.start <= offset < s.end), None)

    def _choices(self) -> list[Choice]:
        order = dict.fromkeys((*self._recent, *self._codes))
        return [
            Choice(
                path, self._called(path), path,
                " ".join((path, c.name.en, c.name.id, *c.aliases)),
            )
            for path in order
            if (c := self._codes.get(path)) is not None
        ]  # fmt: skip

    def _picked(self, picked: Picked | None) -> None:
        if picked is None:
            return
        if picked.key:
            self._apply(picked.key)
        elif picked.typed:
            self._create(picked.typed)

    def _create(self, name: str) -> None:
        key = "-".join("".join(c if c.isalnum() else " " for c in name.lower()).split())
        study = self.bench.study

        def _add() -> tuple[Code, ...]:
            study.codebook.add(key, name=name)
            return study.codebook.list()

        def _added(codes: tuple[Code, ...]) -> None:
            self._codes = {code.path: code for code in codes}
            self._list_codes()
            self._apply(key)

        if key:
            self.start(_add, _added)

    def _apply(self, path: str, stance: str = "") -> None:
        span = self._wanted()
        shown = self.shown
        if span is None or shown is None:
            return
        study = self.bench.study
        self._recent = [path, *(each for each in self._recent if each != path)][:9]

        def _code() -> Outcome:
            return study.codings.code(
                shown.id, [path], start=str(span.start), end=str(span.end), stance=stance
            )

        def _coded(outcome: Outcome) -> None:
            for problem in outcome.problems:
                self.notify(say(problem.message, **dict(problem.facts)), severity="warning")
            for number in outcome.numbers:
                self._add(number, path, span, stance)
            self.query_one(TextView).pinned = None
            self._tell()

        self.start(_code, _coded)

    def _add(self, number: int, path: str, span: Span, stance: str) -> None:
        shown = self.shown
        if shown is None:
            return
        kind = self._codes[path].kind
        default = Stance.AFFIRM if kind is CodeKind.STATEMENT else Stance.MENTION
        made = CodingView(
            number, shown.id, path, self.bench.study.coder, span.start, span.end,
            span.of(shown.text), Stance(stance) if stance else default, "", "", (),
        )  # fmt: skip
        self._set_codings((*self.codings, made))

    def _set_codings(self, codings: tuple[CodingView, ...]) -> None:
        before, self.codings = self.codings, codings
        gone, new = _changed(before, codings)
        for coding in gone:
            del self._numbered[coding.number]
        self._numbered.update((coding.number, coding) for coding in new)
        self.query_one(TextView).change(map(self._mark, gone), map(self._mark, new))
        self._tell()

    def action_repeat(self) -> None:
        """Put the code used last on what is selected."""
        self.action_recent(1)

    def action_recent(self, number: int) -> None:
        """Put one of the codes used last on what is selected."""
        if number <= len(self._recent):
            self._apply(self._recent[number - 1])

    def action_vivo(self) -> None:
        """Make a code of the words themselves, and put it on them."""
        span = self._wanted()
        if span is not None and self.shown is not None:
            self._create(" ".join(span.of(self.shown.text).split())[:40])

    def action_sentence(self) -> None:
        """Select the sentence at the cursor, or the one after what is selected."""
        view = self.query_one(TextView)
        shown = self.shown
        if shown is None:
            return
        chosen = view.selection
        offset = chosen.end if chosen else view.cursor
        for turn, _ in shown.turns:
            if turn.span.end <= offset:
                continue
            for sentence in sentences.sentences(shown.text, turn.span):
                if sentence.end > offset:
                    view.select(sentence)
                    return

    def action_turn(self) -> None:
        """Select all that this speaker says here."""
        found = self._turn(self.query_one(TextView).cursor)
        if found is not None:
            self.query_one(TextView).select(found[0].span)

    def action_grow(self, by: int) -> None:
        """Take one word more, or one fewer, at the end."""
        self.query_one(TextView).action_word(by, select=True)

    # What is coded here

    def _coding_here(self) -> CodingView | None:
        view = self.query_one(TextView)
        here = [c for c in self.codings if c.start <= view.cursor < c.end]
        if not here:
            here = [c for c in self.codings if c.end == view.cursor]
        if not here:
            self.notify(say("nothing is coded here"), severity="warning")
            return None
        return min(here, key=lambda c: (c.end - c.start, -c.number))

    def action_uncode(self) -> None:
        """Take the narrowest coding here off."""
        coding = self._coding_here()
        if coding is not None:
            study = self.bench.study
            rest = tuple(c for c in self.codings if c.number != coding.number)
            self.start(
                lambda: study.codings.uncode(coding.number), lambda _: self._set_codings(rest)
            )

    def action_stance(self, stance: str) -> None:
        """Say how the narrowest coding here stands to its code."""
        coding = self._coding_here()
        if coding is not None:
            changed = replace(coding, stance=Stance(stance))
            self._change(coding, changed, stance=stance)

    def _change(
        self, before: CodingView, now: CodingView, *, code: str = "", stance: str = ""
    ) -> None:
        study = self.bench.study
        after = tuple(now if c.number == before.number else c for c in self.codings)
        self.start(
            lambda: study.codings.recode(before.number, code, stance=stance),
            lambda _: self._set_codings(after),
        )

    def action_recode(self) -> None:
        """Ask for the code to put in its place."""
        coding = self._coding_here()
        if coding is None:
            return

        def _chosen(picked: Picked | None) -> None:
            if picked is not None and picked.key:
                self._change(coding, replace(coding, code=picked.key), code=picked.key)

        self.app.push_screen(Picker(say("Which code instead?"), self._choices()), _chosen)

    def action_coding(self, by: int) -> None:
        """Go to the next coding, or back to the one before."""
        view = self.query_one(TextView)
        starts = sorted({c.start for c in self.codings})
        beyond = [s for s in starts if (s > view.cursor if by > 0 else s < view.cursor)]
        if beyond:
            view.go(beyond[0] if by > 0 else beyond[-1])

    # Claims and memos

    def action_tie(self) -> None:
        """Ask for a claim and tie the passage to it."""
        span = self._wanted()
        shown = self.shown
        if span is None or shown is None:
            return
        study = self.bench.study

        def _ask(found: list[Choice]) -> None:
            self.app.push_screen(Picker(say("Which claim?"), found), _tie)

        def _tie(picked: Picked | None) -> None:
            if picked is not None and picked.key:
                self.start(
                    lambda: study.claims.tie(
                        picked.key, shown.id, start=str(span.start), end=str(span.end)
                    ),
                    lambda _: self._verdict(picked.key),
                )

        self.start(lambda: [Choice(c.id, f"{c.id} {c.text}") for c in study.claims.list()], _ask)

    def _verdict(self, claim: str) -> None:
        def _told(found: tuple[str, int]) -> None:
            verdict, k = found
            self.notify(say("{claim}: {verdict}, {k} sources", claim=claim, verdict=verdict, k=k))

        def _judge() -> tuple[str, int]:
            row = next(r for r in self.bench.study.triangulate().claims if r.id == claim)
            return say(row.verdict.value), row.k

        self.start(_judge, _told)

    def action_jot(self) -> None:
        """Ask for a line and keep it as a memo on this transcript or the coding here."""
        shown = self.shown
        view = self.query_one(TextView)
        if shown is None:
            return
        here = [c for c in self.codings if c.start <= view.cursor < c.end]
        study = self.bench.study

        def _keep(words: str | None) -> None:
            if words:
                about, on = ("coding", str(here[-1].number)) if here else ("transcript", shown.id)
                self.start(
                    lambda: study.memos.add(words, about=about, on=on),
                    lambda _: self.notify(say("kept")),
                )

        self.app.push_screen(Line(say("Memo")), _keep)

    def action_pane(self, pane: str) -> None:
        """Show or hide a pane."""
        self.query_one(f"#{pane}").toggle_class("gone")

    @on(Tree.NodeSelected)
    def _code_clicked(self, event: Tree.NodeSelected[str]) -> None:
        if event.node.data and self.query_one(TextView).selection is not None:
            self._apply(event.node.data)


def _changed(
    before: tuple[CodingView, ...], now: tuple[CodingView, ...]
) -> tuple[tuple[CodingView, ...], tuple[CodingView, ...]]:
    """What went and what came, between the codings that stayed before it and after it."""
    most = min(len(before), len(now))
    head = next((n for n, same in enumerate(map(is_, before, now)) if not same), most)
    ends = map(is_, reversed(before[head:]), reversed(now[head:]))
    tail = next((n for n, same in enumerate(ends) if not same), most - head)
    return before[head : len(before) - tail], now[head : len(now) - tail]
