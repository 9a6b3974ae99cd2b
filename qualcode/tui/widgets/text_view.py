"""The text of a transcript: read, select and see what is coded, however long it is.

Drawn a row at a time over Textual's line API. A read-only `TextArea` joins the whole text for
each row and needs many times as long; here a row costs what stands on it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.color import Color
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import var
from textual.scroll_view import ScrollView
from textual.strip import Strip

from qualcode.model.span import Span
from qualcode.model.transcript import Turn
from qualcode.tui.looks import RIGHT
from qualcode.tui.widgets.layout import TAB, Layout
from qualcode.tui.widgets.marks import Lanes, Mark, Marks, stretches

_FEW_LANES, _MOST_LANES = 4, 8
_CACHED_ROWS = 4_000
_State = tuple[int, int, int]
"""What makes a row look other than it did: from and to where it is selected, and the cursor."""
WORD = re.compile(r"\w+(?:['’-]\w+)*")


class TextView(ScrollView, can_focus=True):
    """Shows a text with its codings.

    Where the cursor is, and from where (`pinned`) it selects, are reactive: who watches them shows
    what they say in the same frame, which a message is too late for.
    """

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "text-view--number",
        "text-view--label",
        "text-view--asking",
        "text-view--selection",
        "text-view--cursor",
    }
    DEFAULT_CSS = """
    TextView { overflow-y: scroll; overflow-x: hidden; background: $surface; color: $foreground; }
    TextView > .text-view--number { color: $foreground 45%; }
    TextView > .text-view--label { color: $primary; text-style: bold; }
    TextView > .text-view--asking { color: $foreground 60%; text-style: bold italic; }
    TextView > .text-view--selection { background: $primary 45%; }
    TextView > .text-view--cursor { text-style: reverse; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "row(-1)", show=False),
        Binding("down", "row(1)", show=False),
        Binding("left", "character(-1)", show=False),
        Binding("right", "character(1)", show=False),
        Binding("ctrl+left", "word(-1)", show=False),
        Binding("ctrl+right", "word(1)", show=False),
        Binding("home", "edge(-1)", show=False),
        Binding("end", "edge(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("pagedown", "page(1)", show=False),
        Binding("ctrl+home", "whole(-1)", show=False),
        Binding("ctrl+end", "whole(1)", show=False),
        Binding("shift+up", "row(-1, True)", show=False),
        Binding("shift+down", "row(1, True)", show=False),
        Binding("shift+left", "character(-1, True)", show=False),
        Binding("shift+right", "character(1, True)", show=False),
        Binding("ctrl+shift+left", "word(-1, True)", show=False),
        Binding("ctrl+shift+right", "word(1, True)", show=False),
        Binding("shift+home", "edge(-1, True)", show=False),
        Binding("shift+end", "edge(1, True)", show=False),
        Binding("escape", "unselect", show=False),
    ]

    cursor: var[int] = var(0)
    pinned: var[int | None] = var(None)

    @dataclass
    class Clicked(Message):
        """Somebody clicked more than once."""

        offset: int
        times: int

    @dataclass
    class Left(Message):
        """Escape was pressed."""

    @dataclass
    class EdgeWanted(Message):
        """Somebody clicked with ctrl: an edge of the passage at the cursor is to stand there."""

        offset: int

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._text = ""
        self._turns: tuple[Turn, ...] = ()
        self._turn_starts: list[int] = []
        self._asking: frozenset[str] = frozenset()
        self._marks = Marks()
        self._layout = Layout("", 80)
        self._lanes = Lanes(self._marks, self._layout)
        self._strips: OrderedDict[int, tuple[_State, Strip]] = OrderedDict()
        self._styles: dict[str, Style] = {}
        self._digits = 2
        self._stripes = _FEW_LANES
        self._dragging = False
        self.holding = False
        """Whether a selection goes on without shift, until it is let go."""

    # What it shows

    def show(
        self, text: str, turns: tuple[Turn, ...], marks: Marks, asking: frozenset[str]
    ) -> None:
        """Show another text, from its start, or the same one with the reader where they are.

        `asking` are the labels of interviewers.
        """
        another = text != self._text
        self._text, self._turns, self._asking, self._marks = text, turns, asking, marks
        self._turn_starts = [turn.span.start for turn in turns]
        if another:
            self._digits = len(str(text.count("\n") + 1)) + 1
            self._stripes = _FEW_LANES if len(marks.all) <= _FEW_LANES else _MOST_LANES
            self.holding = False
            self.pinned, self.cursor = None, turns[0].span.start if turns else 0
        self._lay_out()
        if another:
            self.scroll_to(0, 0, animate=False)

    def mark(self, marks: Marks) -> None:
        """Show other codings on the same text."""
        self._marks = marks
        self._lay_out()

    def change(self, gone: Iterable[Mark], new: Iterable[Mark]) -> None:
        """Show some codings no more and some others instead; only their rows are drawn anew."""
        for mark in gone:
            self._marks.remove(mark)
            self._lanes.remove(mark)
            self._forget(mark)
        for mark in new:
            self._marks.add(mark)
            self._lanes.add(mark)
            self._forget(mark)
        if self._stripes_wanted > self._stripes:
            self._lay_out()

    def _forget(self, mark: Mark) -> None:
        first, last = self._layout.row_of(mark.start), self._layout.row_of(mark.end - 1)
        rows = range(first, last + 1)
        drawn = rows if len(rows) < len(self._strips) else [r for r in self._strips if r in rows]
        for row in drawn:
            self._strips.pop(row, None)
        self._touch(mark.start, mark.end - 1)

    @property
    def text(self) -> str:
        """The text that is shown."""
        return self._text

    @property
    def marks(self) -> Marks:
        """The codings that are shown."""
        return self._marks

    @property
    def selection(self) -> Span | None:
        """What is selected."""
        if self.pinned is None or self.pinned == self.cursor:
            return None
        return Span(min(self.pinned, self.cursor), max(self.pinned, self.cursor))

    def select(self, span: Span) -> None:
        """Select a span and put the cursor at its end."""
        self.holding = False
        self.pinned = span.start
        self.cursor = span.end
        self._reveal()

    def unselect(self) -> None:
        """Select nothing."""
        self.holding = False
        self.pinned = None

    def reach(self, offset: int) -> None:
        """Carry the selection on to some place."""
        self._move(offset, select=True)

    def hold(self) -> None:
        """Begin a selection, or keep the one there is; moves carry it on without shift."""
        if self.pinned is None:
            self.pinned = self.cursor
        self.holding = True

    def turn_round(self) -> None:
        """Put the cursor at the other end of the selection."""
        if self.pinned is not None:
            self.pinned, self.cursor = self.cursor, self.pinned
            self._reveal()

    def go(self, offset: int) -> None:
        """Put the cursor somewhere and bring it into view."""
        self.holding = False
        self._move(offset, select=False)

    # Laying out

    @property
    def _stripes_wanted(self) -> int:
        """Room for a few lanes even where there are none: a long text is not wrapped anew for each
        lane more."""
        return _FEW_LANES if self._lanes.count <= _FEW_LANES else _MOST_LANES

    @property
    def _gutter(self) -> int:
        return self._digits + self._stripes + 1

    def _lay_out(self) -> None:
        top = self._layout.bounds(min(self.scroll_offset.y, max(0, len(self._layout) - 1)))[0]
        self._wrap()
        if self._stripes != self._stripes_wanted:
            self._stripes = self._stripes_wanted
            self._wrap()
        self._strips.clear()
        self.virtual_size = Size(self._gutter + self._layout.width, len(self._layout))
        self.scroll_to(y=self._layout.row_of(top), animate=False, force=True)
        self.refresh()

    def _wrap(self) -> None:
        width = max(10, self.scrollable_content_region.width - self._gutter)
        if self._layout.width != width or self._layout.text != self._text:
            self._layout = Layout(self._text, width)
        self._lanes = Lanes(self._marks, self._layout)

    def on_resize(self) -> None:
        """Wrap anew, keeping the top of the page where it was in the text."""
        self._lay_out()

    def notify_style_update(self) -> None:
        """Forget what was drawn in other colours."""
        super().notify_style_update()
        self._styles.clear()
        self._strips.clear()

    # Drawing

    def _style(self, name: str) -> Style:
        if name not in self._styles:
            self._styles[name] = (
                self.rich_style if name == "base" else self.get_component_rich_style(name)
            )
        return self._styles[name]

    def _tint(self, colour: str, base: Style) -> Style:
        key = f"tint{colour}"
        if key not in self._styles:
            ground = Color.from_rich_color(base.bgcolor) if base.bgcolor else Color(0, 0, 0)
            blended = ground.blend(Color.parse(colour or "#888888"), 0.28)
            self._styles[key] = base + Style(bgcolor=blended.rich_color, underline=True)
        return self._styles[key]

    def render_line(self, y: int) -> Strip:
        """One row of the screen."""
        row = y + self.scroll_offset.y
        if row >= len(self._layout):
            return Strip.blank(self.size.width, self._style("base"))
        start, end = self._layout.bounds(row)
        chosen = self.selection
        first = max(start, chosen.start) if chosen else -1
        last = min(end + 1, chosen.end) if chosen else -1
        if first >= last:
            first = last = -1
        here = self.cursor if self._layout.row_of(self.cursor) == row else -1
        state = (first, last, here)
        before, strip = self._strips.get(row, (None, None))
        if strip is None or before != state:
            strip = self._drawn(row, start, end, first, last, here)
            self._strips[row] = (state, strip)
            if len(self._strips) > _CACHED_ROWS:
                self._strips.popitem(last=False)
        return strip

    def _drawn(self, row: int, start: int, end: int, first: int, last: int, here: int) -> Strip:
        base = self._style("base")
        marks = self._marks.within(start, end)
        label = self._label_on(row, start)
        segments = [self._number(row, base), *self._margin(row, marks, base)]
        for piece, stop, over in stretches(marks, start, end):
            style = (
                self._tint(min(over, key=lambda m: m.end - m.start).colour, base) if over else base
            )
            segments += self._words(piece, stop, style, first, last, here, label)
        if here >= end and here >= 0:
            segments.append(Segment(" ", base + self._style("text-view--cursor")))
        return Strip(segments).adjust_cell_length(self.size.width, base)

    def _number(self, row: int, base: Style) -> Segment:
        number = str(self._layout.lines[row] + 1) if self._layout.is_first(row) else ""
        return Segment(f"{number:>{self._digits - 1}} ", base + self._style("text-view--number"))

    def _margin(self, row: int, marks: Sequence[Mark], base: Style) -> list[Segment]:
        width = self._stripes
        drawn = [Segment(" ", base)] * (width + 1)
        for mark in reversed(marks):
            first = self._layout.row_of(mark.start) == row
            sign = (mark.initial[:1] or "•") if first else "│"
            lane = min(self._lanes.of(mark), width - 1)
            drawn[lane] = Segment(sign, self._stripe(mark.colour, base, bold=first))
        return drawn

    def _stripe(self, colour: str, base: Style, *, bold: bool) -> Style:
        key = f"stripe{bold}{colour}"
        if key not in self._styles:
            drawn = Color.parse(colour or "#888888").rich_color
            self._styles[key] = base + Style(color=drawn, bold=bold)
        return self._styles[key]

    def _words(
        self,
        start: int,
        end: int,
        style: Style,
        first: int,
        last: int,
        here: int,
        label: tuple[int, int, str] | None,
    ) -> list[Segment]:
        cuts = {start, end, *(cut for cut in (first, last) if start < cut < end)}
        if label:
            cuts |= {cut for cut in label[:2] if start < cut < end}
        edges = sorted(cuts)
        drawn: list[Segment] = []
        for at, stop in pairwise(edges):
            now = style
            if label and label[0] <= at < label[1]:
                now = now + self._style(label[2])
            if first <= at < last:
                now = now + self._style("text-view--selection")
            drawn += self._characters(at, stop, now, here)
        return drawn

    def _label_on(self, row: int, start: int) -> tuple[int, int, str] | None:
        """The speaker's label on a row that begins at `start`, if one is."""
        at = bisect_right(self._turn_starts, start)
        if at < len(self._turns) and self._layout.row_of(self._turn_starts[at]) == row:
            turn = self._turns[at]
            line = self._text.rfind("\n", 0, turn.span.start) + 1
            style = "asking" if turn.label in self._asking else "label"
            return line, turn.span.start, f"text-view--{style}"
        return None

    def _characters(self, start: int, end: int, style: Style, here: int) -> list[Segment]:
        if not start <= here < end:
            return [Segment(_shown(self._text[start:end]), style)]
        stop = self._layout.snapped(here + 1, forward=True)
        return [
            Segment(_shown(self._text[start:here]), style),
            Segment(_shown(self._text[here:stop]), style + self._style("text-view--cursor")),
            Segment(_shown(self._text[stop:end]), style),
        ]

    # Moving

    def watch_cursor(self, before: int, now: int) -> None:
        """Draw the rows anew that the cursor left and came to."""
        self._touch(before, now)

    def watch_pinned(self, before: int | None, now: int | None) -> None:
        """Draw the rows anew that are selected no more."""
        spots = [spot for spot in (before, now, self.cursor) if spot is not None]
        self._touch(min(spots), max(spots))

    def _touch(self, one: int, other: int) -> None:
        if not self.is_mounted:
            return
        rows = sorted((self._layout.row_of(one), self._layout.row_of(other)))
        top, height = self.scroll_offset.y, self.size.height
        first, last = max(rows[0], top), min(rows[1], top + height)
        if first <= last:
            self.refresh(Region(0, first - top, self.size.width, last - first + 1))

    def _move(self, offset: int, *, select: bool) -> None:
        offset = min(max(0, offset), len(self._text))
        select = select or self.holding
        if select and self.pinned is None:
            self.pinned = self.cursor
        if not select:
            self.pinned = None
        self.cursor = offset
        self._reveal()

    def _reveal(self) -> None:
        row, top, height = self._layout.row_of(self.cursor), self.scroll_offset.y, self.size.height
        if row < top:
            self.scroll_to(y=row, animate=False)
        elif row >= top + height:
            self.scroll_to(y=row - height + 1, animate=False)

    def action_row(self, by: int, select: bool = False) -> None:
        """Go up or down by rows, keeping the column."""
        column = self._layout.column_of(self.cursor)
        row = self._layout.row_of(self.cursor) + by
        if 0 <= row < len(self._layout):
            self._move(self._layout.offset_at(row, column), select=select)

    def action_page(self, by: int) -> None:
        """Go up or down by a page."""
        height = max(1, self.size.height - 1)
        row = min(max(0, self._layout.row_of(self.cursor) + by * height), len(self._layout) - 1)
        self.scroll_to(y=self.scroll_offset.y + by * height, animate=False)
        self._move(self._layout.offset_at(row, self._layout.column_of(self.cursor)), select=False)

    def action_character(self, by: int, select: bool = False) -> None:
        """Go left or right by what reads as one character."""
        step = self._layout.snapped(self.cursor + by, forward=by > 0)
        self._move(step, select=select)

    def action_word(self, by: int, select: bool = False) -> None:
        """Go to the next word, or back to the start of one."""
        if by > 0:
            found = WORD.search(self._text, self.cursor)
            self._move(found.end() if found else len(self._text), select=select)
            return
        start = max(0, self.cursor - 200)
        before = [w.start() for w in WORD.finditer(self._text, start, self.cursor)]
        self._move(before[-1] if before else start, select=select)

    def action_edge(self, to: int, select: bool = False) -> None:
        """Go to the start or the end of the row."""
        start, end = self._layout.bounds(self._layout.row_of(self.cursor))
        self._move(start if to < 0 else end, select=select)

    def action_whole(self, to: int) -> None:
        """Go to the start or the end of the text."""
        self._move(0 if to < 0 else len(self._text), select=False)

    def action_unselect(self) -> None:
        """Select nothing, and leave off what was begun."""
        self.unselect()
        self.post_message(self.Left())

    # The mouse

    def _hit(self, event: events.MouseEvent) -> int:
        row = event.y + self.scroll_offset.y
        if row >= len(self._layout):
            return len(self._text)
        return self._layout.offset_at(row, max(0, event.x - self._gutter))

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Begin a selection, or with shift carry one on; the right button keeps the one there is,
        or goes there."""
        if event.button == RIGHT:
            at, chosen = self._hit(event), self.selection
            if chosen is None or not chosen.start <= at <= chosen.end:
                self.go(at)
            return
        if event.ctrl or event.meta:
            self.post_message(self.EdgeWanted(self._hit(event)))
            return
        self._dragging = True
        self.capture_mouse()
        self._move(self._hit(event), select=event.shift)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Carry a selection on."""
        if self._dragging:
            self._move(self._hit(event), select=True)

    def on_mouse_up(self) -> None:
        """End a selection."""
        self._dragging = False
        self.release_mouse()

    def on_click(self, event: events.Click) -> None:
        """Tell of a double or a triple click."""
        if event.chain > 1:
            self.post_message(self.Clicked(self._hit(event), event.chain))


def _shown(words: str) -> str:
    """Words as they are drawn: a tab takes its cells, what would steer a terminal is a dot."""
    if words.isprintable():
        return words
    return "".join(
        " " * TAB if c == "\t" else c if c.isprintable() or ord(c) > 0x9F else "·" for c in words
    )
