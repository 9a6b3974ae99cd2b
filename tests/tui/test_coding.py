"""Coding at the desk: several codes, pins, notes, filters, and the way from place to place."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.events import Key
from textual.widgets import Input, OptionList
from textual.widgets._footer import FooterKey

from qualcode import open_project
from qualcode.model.span import Span
from qualcode.tui.app import Workbench
from qualcode.tui.commands import COMMANDS, PLACES
from qualcode.tui.dialogs.picker import Picker
from qualcode.tui.sheets import SHEETS
from tests.tui.conftest import TALK, Settle
from tests.tui.desk import asked, chosen, desk_view, said, select

WORDS = "gotong royong"


def _codes(path: Path) -> list[str]:
    return [c.code for c in asked(path, lambda study: study.codings.list())]


@pytest.mark.parametrize(
    "keys",
    [
        ["space", "space", "enter"],
        [*"wat", "tab", *"mutual", "tab", "enter"],
        [*"wat", "tab", *"mutual", "enter"],
        ["down", "space", "up", "space", "enter"],
    ],
)
async def test_several_codes_are_ticked_and_put_on_in_one_step(
    bench: Workbench, settle: Settle, path: Path, keys: list[str]
) -> None:
    async with bench.run_test(size=(160, 30)) as pilot:
        await settle(pilot)
        await select(pilot, WORDS)
        await pilot.press("c", *keys)
        await settle(pilot)
        assert sorted(_codes(path)) == ["air", "gotong-royong"]
        await pilot.press("u")
        await settle(pilot)
    assert _codes(path) == []


async def test_a_tick_is_taken_away_again_and_a_space_can_be_typed(
    bench: Workbench, settle: Settle, path: Path
) -> None:
    async with bench.run_test(size=(160, 30)) as pilot:
        await settle(pilot)
        await select(pilot, WORDS)
        await pilot.press("c", "space", *"wat", "tab", *"mutual aid")
        assert isinstance(pilot.app.screen, Picker)
        assert pilot.app.screen.query_one(Input).value == "mutual aid"
        await pilot.press("enter")
        await settle(pilot)
    assert _codes(path) == ["gotong-royong"]


async def test_a_new_code_is_made_below_another_and_put_on_with_those_ticked(
    bench: Workbench, settle: Settle, path: Path
) -> None:
    async with bench.run_test(size=(160, 30)) as pilot:
        await settle(pilot)
        await select(pilot, WORDS)
        await pilot.press("c", *"mutual", "tab", *"air/zzz qq")
        await pilot.press("up", "enter")
        await settle(pilot)
        assert sorted(_codes(path)) == ["air/zzz-qq", "gotong-royong"]
        await pilot.press("u")
        await settle(pilot)
    assert _codes(path) == []
    assert len(asked(path, lambda study: study.codebook.list())) == 2


async def test_words_that_are_a_code_already_are_coded_with_it(
    bench: Workbench, settle: Settle, path: Path
) -> None:
    async with bench.run_test(size=(160, 30)) as pilot:
        await settle(pilot)
        for _ in range(2):
            await select(pilot, WORDS)
            await pilot.press("i")
            await settle(pilot)
        assert any("already" in note.message for note in pilot.app._notifications)
    assert _codes(path) == ["gotong-royong"]


async def test_pinned_codes_are_on_the_first_number_keys_and_stay_there(
    bench: Workbench, settle: Settle, path: Path
) -> None:
    async with bench.run_test(size=(160, 30)) as pilot:
        await settle(pilot)
        await pilot.press("0", *"mutual", "enter")
        await settle(pilot)
        await select(pilot, "Pak camat")
        await pilot.press("c", *"wat", "enter")
        await settle(pilot)
        assert "1 ◆ Mutual aid\n2 Water" in said(pilot, "side")
        await select(pilot, WORDS)
        await pilot.press("1")
        await settle(pilot)
    assert _codes(path) == ["gotong-royong", "air"]
    again = Workbench(str(path), "ani")
    async with again.run_test(size=(160, 30)) as pilot:
        await settle(pilot)
        assert "1 ◆ Mutual aid\n2 Water" in said(pilot, "side")
        await pilot.press("0", "enter")
        await settle(pilot)
        assert "◆" not in said(pilot, "side")


async def test_a_note_is_written_on_a_coding_and_taken_away(
    bench: Workbench, settle: Settle, path: Path
) -> None:
    async with bench.run_test(size=(160, 30)) as pilot:
        await settle(pilot)
        await select(pilot, WORDS)
        await pilot.press("c", *"wat", "enter")
        await settle(pilot)
        await pilot.press("semicolon", *"why?", "enter")
        await settle(pilot)
        assert "why?" in said(pilot, "side")
        assert asked(path, lambda study: study.codings.list()[0].note) == "why?"
        await pilot.press("semicolon", *("backspace",) * 4, "enter")
        await settle(pilot)
    assert asked(path, lambda study: study.codings.list()[0].note) == ""


async def test_a_filter_shows_one_code_or_coder_and_says_so(
    bench: Workbench, settle: Settle, path: Path
) -> None:
    with open_project(path, coder="budi") as study:
        study.codings.code("K0", ["air"], quote="Pak camat")
    with open_project(path, coder="ani") as study:
        study.codings.code("K0", ["gotong-royong"], quote=WORDS)
    async with bench.run_test(size=(160, 30)) as pilot:
        await settle(pilot)
        view = desk_view(pilot)
        assert said(pilot, "only") == ""
        await pilot.press("f", *"budi", "enter")
        await pilot.pause()
        assert "Only budi: 1 of 2" in said(pilot, "only")
        assert [mark.start for mark in view.marks.all] == [TALK.index("Pak camat")]
        view.go(0)
        await pilot.press("n", "n")
        assert view.cursor == TALK.index("Pak camat")
        view.go(TALK.index(WORDS))
        await pilot.press("d")
        await settle(pilot)
        assert len(_codes(path)) == 2
        await pilot.press("f")
        await pilot.pause()
        assert said(pilot, "only") == ""
        await pilot.press("f", *"mutual", "enter")
        await pilot.pause()
        assert [mark.start for mark in view.marks.all] == [TALK.index(WORDS)]


async def test_what_is_coded_behind_a_filter_is_told(bench: Workbench, settle: Settle) -> None:
    async with bench.run_test(size=(160, 30)) as pilot:
        await settle(pilot)
        await select(pilot, WORDS)
        await pilot.press("c", *"mutual", "enter")
        await settle(pilot)
        await pilot.press("f", *"mutual", "enter")
        await pilot.pause()
        await select(pilot, "Pak camat")
        await pilot.press("c", *"wat", "enter")
        await settle(pilot)
        assert any("not shown" in note.message for note in pilot.app._notifications)
        assert len(desk_view(pilot).marks.all) == 1


async def test_the_places_that_were_found_are_gone_through_across_transcripts(
    bench: Workbench, settle: Settle, path: Path
) -> None:
    note = path.parent / "zz.txt"
    note.write_text("A1: Sumur dalam. Sumur kering.\n", "utf-8")
    asked(path, lambda study: study.transcripts.import_files([note]))
    async with bench.run_test(size=(160, 30)) as pilot:
        await settle(pilot)
        await pilot.press("greater_than_sign", *"sumur", "enter")
        await settle(pilot)
        assert (chosen(pilot), desk_view(pilot).text) == ("sumur", TALK)
        await pilot.press("greater_than_sign")
        await settle(pilot)
        await pilot.press("f3")
        await settle(pilot)
        assert desk_view(pilot).selection == Span(17, 22)
        await pilot.press("f3")
        await settle(pilot)
        assert any("not found that way" in note.message for note in pilot.app._notifications)
        for _ in range(2):
            await pilot.press("less_than_sign")
            await settle(pilot)
        assert (chosen(pilot), desk_view(pilot).text) == ("sumur", TALK)


async def test_a_picker_without_ticks_types_its_spaces(bench: Workbench, settle: Settle) -> None:
    async with bench.run_test(size=(160, 30)) as pilot:
        await settle(pilot)
        await pilot.press("0", "tab", *"wat er")
        screen = pilot.app.screen
        assert isinstance(screen, Picker)
        assert screen.query_one(Input).value.strip() == "wat er"
        assert "✓" not in str(screen.query_one(OptionList).get_option_at_index(0).prompt)


@pytest.mark.parametrize(
    "places",
    [
        ("desk",),
        *(("sheet", name) for name in PLACES if name in SHEETS),
        *(("over", name) for name in ("compare", "board", "versions")),
        *(("over", "walk", name) for name in ("split", "queue")),
    ],
)
def test_no_key_of_a_place_does_two_things(places: tuple[str, ...]) -> None:
    keys = [
        key
        for command in COMMANDS
        if command.place in ("anywhere", *places)
        for key in command.keys.split(",")
    ]
    assert sorted(keys) == sorted({*keys})
    assert len({command.id for command in COMMANDS}) == len(COMMANDS)


async def test_coding_the_interviewer_says_that_it_counts_for_nobody(
    bench: Workbench, settle: Settle
) -> None:
    async with bench.run_test(size=(120, 30)) as pilot:
        await settle(pilot)
        bench.desk.view.select(Span(TALK.index("Bagaimana"), TALK.index("Bagaimana") + 9))
        await pilot.press("c", *"wat", "enter")
        await settle(pilot)
        assert "it counts for nobody" in said(pilot, "side")
        assert "it counts for nobody" in said(pilot, "status")


async def test_a_new_code_is_ticked_with_others_and_all_come_in_one_step(
    bench: Workbench, settle: Settle, path: Path
) -> None:
    async with bench.run_test(size=(160, 30)) as pilot:
        await settle(pilot)
        await select(pilot, WORDS)
        await pilot.press("c", *"kepercayaan", "tab", *"wat", "tab", *"malu", "tab")
        rows = pilot.app.screen.query_one(OptionList).options
        ticked = [str(row.prompt) for row in rows if str(row.prompt).startswith("✓")]
        assert ticked == [
            "✓ make a new code: kepercayaan", "✓ make a new code: malu", "✓ Water  air"
        ]  # fmt: skip
        await pilot.press("up", "up", "up", "tab", "enter")  # the first one is not meant after all
        await settle(pilot)
        assert sorted(_codes(path)) == ["air", "malu"]
        await pilot.press("u")
        await settle(pilot)
    assert _codes(path) == []


async def test_a_row_shows_the_name_that_it_was_found_by(path: Path, settle: Settle) -> None:
    with open_project(path, coder="ani") as study:
        study.codebook.change("air", name_id="Air bersih", aliases="sumur dalam")
    async with Workbench(str(path), "ani").run_test(size=(160, 30)) as pilot:
        await settle(pilot)
        await select(pilot, WORDS)
        await pilot.press("c", *"sumr")
        rows = pilot.app.screen.query_one(OptionList).options
        assert str(rows[0].prompt) == "Water  = sumur dalam  air"
        assert str(rows[1].prompt) == "make a new code: sumr"
        await pilot.press("enter")
        await settle(pilot)
    assert _codes(path) == ["air"]


async def test_what_is_hardly_like_a_code_is_not_put_on_by_enter(
    bench: Workbench, settle: Settle, path: Path
) -> None:
    async with bench.run_test(size=(160, 30)) as pilot:
        await settle(pilot)
        await select(pilot, WORDS)
        await pilot.press("c", *"later", "enter")
        await settle(pilot)
    assert _codes(path) == ["later"]


@pytest.mark.parametrize("width", [40, 60, 80, 100, 120, 200])
async def test_the_last_row_has_whole_words_and_the_help_has_more(
    bench: Workbench, settle: Settle, width: int
) -> None:
    async with bench.run_test(size=(width, 24)) as pilot:
        await settle(pilot)
        keys = [*pilot.app.screen.query(FooterKey)]
        assert {"help", "quit"} <= {key.action for key in keys}
        assert all(key.region.right <= width for key in keys)
        left_out = [c for c in COMMANDS if c.place == "desk" and c.footer][len(keys) - 3 :]
        (help_,) = (key for key in keys if key.action == "help")
        assert help_.description == ("more" if left_out else "Help")
        assert ("pane('side')" in {key.action for key in keys}) == (width >= 80)
        await pilot.resize_terminal(200, 24)
        await settle(pilot)
        assert "jot" in {key.action for key in pilot.app.screen.query(FooterKey)}


async def test_where_there_is_no_room_beside_the_text_a_key_shows_what_is_coded_here(
    bench: Workbench, settle: Settle, path: Path
) -> None:
    asked(path, lambda study: study.codings.code("K0", ["air"], quote="Air bersih"))
    async with bench.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        desk_view(pilot).go(TALK.index("bersih"))
        await pilot.pause()
        assert "▸ Water ·  ] shows more" in said(pilot, "status")
        await pilot.press("right_square_bracket")
        await pilot.pause()
        assert "▸▌1 Water" in said(pilot, "side")
        assert "shows more" not in said(pilot, "status")


async def test_keys_that_come_before_the_picker_is_drawn_are_typed_into_it(
    bench: Workbench, settle: Settle, path: Path
) -> None:
    async with bench.run_test(size=(160, 30)) as pilot:
        await settle(pilot)
        await select(pilot, WORDS)
        for key in ("c", *"mutual", "enter"):  # all at once, as fast fingers do
            pilot.app.post_message(Key(key, key if len(key) == 1 else None))
        await settle(pilot)
    assert _codes(path) == ["gotong-royong"]


async def test_a_passage_is_translated_beside_its_words(
    bench: Workbench, settle: Settle, path: Path
) -> None:
    async with bench.run_test(size=(160, 40)) as pilot:
        await settle(pilot)
        await select(pilot, "Pak camat pernah datang.")
        await pilot.press("space")
        await settle(pilot)
        await pilot.press("y", *"He came", "enter")
        await settle(pilot)
        assert "He came" in said(pilot, "side")
    (place,) = asked(path, lambda study: study.marking.list())
    assert (place.translation, place.translator) == ("He came", "ani")
