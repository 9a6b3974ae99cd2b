"""A whole interview of the demonstration, coded once by keys alone and once by mouse alone.

Words that are nowhere to be clicked on have to be put in either way: notes and memos, with enter at
their end. Nothing else is typed in the second run, and nothing is clicked in the first.
"""

from __future__ import annotations

import csv
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from textual import events
from textual.content import Content
from textual.pilot import Pilot
from textual.widget import Widget
from textual.widgets import OptionList, Static, Tree
from textual.widgets._footer import FooterKey
from textual.widgets._toast import Toast

from qualcode import Study, new_project, open_project
from qualcode.model.span import Span
from qualcode.store.tables import RECORDED
from qualcode.tui.app import Workbench
from qualcode.tui.screens.desk import Desk
from qualcode.tui.widgets.text_view import WORD
from qualcode.workflows import shipped
from tests.tui.conftest import Settle
from tests.tui.desk import chosen, desk_view, spot

INTERVIEW = "FBI"
MISTAKE = "kekurangan"
CLAIM, CLAIMED = "denies it", "C02"
WRITTEN = "Dua program, satu kementerian."


@dataclass(frozen=True)
class Wanted:
    """A passage as it was coded for the demonstration: (code, stance, note), one for each code."""

    quote: str
    codes: tuple[tuple[str, str, str], ...]


def _wanted() -> list[Wanted]:
    file = shipped.study("jember") / "codings.csv"
    lines = [line for line in file.read_text("utf-8").splitlines() if line[:1] != "#"]
    found: dict[str, list[tuple[str, str, str]]] = {}
    for row in csv.DictReader(lines):
        if row["transcript"] == INTERVIEW:
            code = row["code"], row["stance"], row["note"]
            found.setdefault(row["quote"], []).append(code)
    return [Wanted(quote, tuple(codes)) for quote, codes in found.items()]


def _begun(path: Path) -> Path:
    files = shipped.study("jember")
    with new_project(path, coder="ani", codebook="abcd-jember") as study:
        study.informants.import_table(files / "informants.csv")
        study.transcripts.import_files([files / f"{INTERVIEW}.txt"])
        study.claims.import_table(files / "claims.csv")
    return path


class Hands:
    """What both ways have in common: a bench at work, and where words stand in its text."""

    def __init__(self, pilot: Pilot[str], settle: Settle) -> None:
        self.pilot, self._settle = pilot, settle
        self.view = desk_view(pilot)
        self.desk = self.view.screen
        assert isinstance(self.desk, Desk)

    async def settle(self) -> None:
        await self._settle(self.pilot)

    def place(self, quote: str) -> Span:
        start = self.view.text.index(quote)
        return Span(start, start + len(quote))

    async def write(self, words: str) -> None:
        """Put in words, as a paste puts them in, and end with enter."""
        self.pilot.app.post_message(events.Paste(words))
        await self.pilot.pause()
        await self.pilot.press("enter")
        await self.settle()


class Keys(Hands):
    """Works by the keyboard alone."""

    size = (100, 30)
    _last = ""

    async def select(self, quote: str) -> None:
        span = self.place(quote)
        await self._go(span.start)
        await self._forward(span.end, "ctrl+shift+right", "shift+right")
        assert chosen(self.pilot) == quote

    async def _go(self, to: int) -> None:
        rows = self._row(to) - self._row(self.view.cursor)
        await self.pilot.press("escape", "home", *["down" if rows > 0 else "up"] * abs(rows))
        await self._forward(to, "ctrl+right", "right")

    def _row(self, offset: int) -> int:
        return spot(self.view, offset)[1]

    async def _forward(self, to: int, word: str, character: str) -> None:
        at, keys = self.view.cursor, list[str]()
        while (found := WORD.search(self.view.text, at)) and found.end() <= to:
            keys.append(word)
            at = found.end()
        await self.pilot.press(*keys, *[character] * (to - at))

    async def code(self, path: str) -> None:
        if path == self._last:
            await self.pilot.press("full_stop")
            await self.settle()
            return
        self._last = path
        await self.pilot.press("c", *path[-5:])
        await self._choose(path)

    async def _choose(self, words: str) -> None:
        choices = self.pilot.app.screen.query_one(OptionList)
        while choices.highlighted != _option(choices, words):
            await self.pilot.press("down")
        await self.pilot.press("enter")
        await self.settle()

    async def inside(self, quote: str) -> None:
        await self._go(self.place(quote).start + 1)

    async def stance(self, stance: str) -> None:
        await self.pilot.press({"mention": "m", "affirm": "a", "qualify": "q", "deny": "x"}[stance])
        await self.settle()

    async def note(self, words: str) -> None:
        await self.pilot.press("semicolon")
        await self.write(words)

    async def undo(self) -> None:
        await self.pilot.press("ctrl+z")
        await self.settle()

    async def tie(self, claim: str, stance: str) -> None:
        await self.pilot.press("e")
        await self.settle()
        await self._choose(claim)
        await self.pilot.press("x" if stance == "denies it" else stance[0], "f")
        await self.settle()

    async def memo(self, words: str) -> None:
        await self.pilot.press("j")
        await self.write(words)

    async def star(self) -> None:
        await self.pilot.press("asterisk")
        await self.settle()


class Mouse(Hands):
    """Works by the mouse alone, but for words that must be typed."""

    size = (160, 60)

    async def _at(self, offset: int) -> tuple[int, int]:
        """Where a character is to be pointed at, once the wheel has brought it into view and what
        lies over it is clicked away."""
        for toast in list(self.desk.query(Toast)):
            await self.pilot.click(toast)
        await self.pilot.pause()
        while not 0 <= spot(self.view, offset)[1] < self.view.size.height:
            up = spot(self.view, offset)[1] < 0
            await self._wheel(self.view, up=up)
        return spot(self.view, offset)

    async def _wheel(self, widget: Widget, *, up: bool) -> None:
        turn = events.MouseScrollUp if up else events.MouseScrollDown
        await self.pilot._post_mouse_events([turn], widget, offset=(5, 5))
        await self.pilot.wait_for_animation()

    async def select(self, quote: str) -> None:
        span = self.place(quote)
        await self._at(span.end)
        await self.pilot.mouse_down(self.view, offset=await self._at(span.start))
        await self.pilot.hover(self.view, offset=spot(self.view, span.end))
        await self.pilot.mouse_up(self.view, offset=spot(self.view, span.end))
        assert chosen(self.pilot) == quote

    async def code(self, path: str) -> None:
        tree: Tree[str] = self.desk.query_one("#codes", Tree)
        line = next(line for line in range(tree.last_line + 1) if _path(tree, line) == path)
        while not 0 <= line - tree.scroll_offset.y < tree.scrollable_content_region.height:
            await self._wheel(tree, up=line < tree.scroll_offset.y)
        await self.pilot.click(tree, offset=(12, line - tree.scroll_offset.y))
        await self.settle()

    async def inside(self, quote: str) -> None:
        await self.pilot.click(self.view, offset=await self._at(self.place(quote).start + 1))

    async def _from_menu(self, title: str) -> None:
        await self.pilot.click(self.view, offset=await self._at(self.view.cursor), button=3)
        await self.settle()
        await self._click_option(title)

    async def _click_option(self, words: str) -> None:
        choices = self.pilot.app.screen.query_one(OptionList)
        at = _option(choices, words)
        while (row := self._row_of(choices, at)) is None:
            await self._wheel(choices, up=False)
        await self.pilot.click(choices, offset=(6, row))
        await self.settle()

    def _row_of(self, choices: OptionList, at: int) -> int | None:
        """The row in which a choice is seen; a long one takes several."""
        left, top = choices.region.offset
        for row in range(choices.region.height):
            meta = self.pilot.app.screen.get_style_at(left + 6, top + row).meta
            if meta.get("option") == at:
                return row
        return None

    async def _click_foot(self, word: str) -> None:
        foot = next(k for k in self.desk.query(FooterKey) if k.description == word)
        await self.pilot.click(foot)
        await self.settle()

    async def stance(self, stance: str) -> None:
        await self._from_menu(f"Stance: {stance}")

    async def note(self, words: str) -> None:
        await self._from_menu("Note on the coding here")
        await self.write(words)

    async def undo(self) -> None:
        await self._click_foot("Undo")

    async def tie(self, claim: str, stance: str) -> None:
        await self._click_foot("Claim")
        await self._click_option(claim)
        judging = self.pilot.app.screen
        offered = next(s for s in judging.query(Static) if stance in str(s.render()))
        await self.pilot.click(offered)
        await self._click_option("first-hand")

    async def memo(self, words: str) -> None:
        await self._click_foot("Memo")
        await self.write(words)

    async def star(self) -> None:
        await self._from_menu("Make the passage a key quote, or none")


def _path(tree: Tree[str], line: int) -> str | None:
    node = tree.get_node_at_line(line)
    return node.data if node else None


def _prompt(choices: OptionList, at: int) -> str:
    prompt = choices.get_option_at_index(at).prompt
    assert isinstance(prompt, Content)
    return prompt.plain


def _option(choices: OptionList, words: str) -> int:
    """The choice whose words begin or end so."""
    prompts = [_prompt(choices, at) for at in range(choices.option_count)]
    return next(at for at, said in enumerate(prompts) if _is(said, words))


def _is(said: str, words: str) -> bool:
    return said.startswith(words) or said.endswith(f" {words}") or f" {words}:" in said


async def _code_all(hands: Keys | Mouse, wanted: Iterable[Wanted]) -> None:
    """The whole interview: every code, stance and note; then a mistake, a tie, a memo, a mark."""
    passages = list(wanted)
    for passage in passages:
        for code, stance, note in passage.codes:
            await hands.select(passage.quote)
            await hands.code(code)
            if stance or note:
                await hands.inside(passage.quote)
            if stance:
                await hands.stance(stance)
            if note:
                await hands.note(note)
    first, other, last = passages[0], passages[3], passages[-1]
    await hands.select(last.quote)
    await hands.code(MISTAKE if last.codes[0][0] != MISTAKE else "aset")
    await hands.undo()
    await hands.select(last.quote)
    await hands.tie(CLAIMED, CLAIM)
    await hands.select(other.quote)
    await hands.memo(WRITTEN)
    await hands.inside(first.quote)
    await hands.star()


def _all(study: Study) -> dict[str, list[dict[str, object]]]:
    """Every row of every table, but for what is never the same twice: GUIDs and times."""
    found: dict[str, list[dict[str, object]]] = {}
    with study.project.reading() as connection:
        for table in sorted(row.__tablename__ for row in RECORDED):
            rows = connection.exec_driver_sql(f'SELECT * FROM "{table}" ORDER BY key')
            found[table] = [
                {k: v for k, v in row.items() if k != "guid" and not k.endswith("_at")}
                for row in rows.mappings()
            ]
    found["step"] = [
        {"number": s.number, "by": s.by, "why": s.why, "undone": s.undone}
        for s in study.history.list()
    ]
    return found


@asynccontextmanager
async def _at_work(path: Path, settle: Settle, size: tuple[int, int]) -> AsyncIterator[Pilot[str]]:
    async with Workbench(str(path), "ani").run_test(size=size) as pilot:
        await settle(pilot)
        yield pilot


async def test_a_whole_interview_is_coded_alike_by_keys_alone_and_by_mouse_alone(
    tmp_path: Path, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    for name, seconds in (("GRANULARITY", 1 / 400), ("IDLE", 1 / 8_000)):
        # how long Textual sleeps between two looks whether a key is done with; there are thousands
        monkeypatch.setattr(f"textual._wait.SLEEP_{name}", seconds)
    wanted = _wanted()
    ended: list[dict[str, list[dict[str, object]]]] = []
    for way in (Keys, Mouse):
        monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / way.__name__))
        path = _begun(tmp_path / f"{way.__name__}.qualcode")
        async with _at_work(path, settle, way.size) as pilot:
            await _code_all(way(pilot, settle), wanted)
        with open_project(path) as study:
            ended.append(_all(study))
            made = [(c.quote, c.code, c.note) for c in study.codings.list()]
            assert not study.history.check()
            assert study.claims.negative_cases(CLAIMED)
    assert sorted(made) == sorted((p.quote, code, n) for p in wanted for code, _, n in p.codes)
    keys, mouse = ended
    assert keys == mouse
