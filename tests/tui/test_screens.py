"""The screens beside the text: what they show, what they change, and where they lead."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import DataTable, Input, Label, OptionList, Static, TextArea
from textual.widgets._footer import FooterKey

from qualcode import open_project
from qualcode.tui.app import Workbench
from qualcode.tui.dialogs.form import Form
from qualcode.tui.screens.desk import Desk
from qualcode.tui.screens.retrieval import Retrieval
from qualcode.tui.screens.sheet import Sheet
from qualcode.tui.widgets.text_view import TextView
from tests.tui.conftest import TALK, Settle

WIDE = (160, 40)


@pytest.fixture
def coded(path: Path) -> Path:
    """The study with two informants coded, one piece of evidence, and topics asked."""
    with open_project(path, coder="ani") as study:
        study.codebook.add("sumur", parent="air", name="Well")
        study.codings.code("K0", ["air"], quote="Air bersih belum masuk.", note="[b]hm[/b]")
        study.codings.code("K0", ["air/sumur"], quote="membuat sumur")
        study.codings.code("Z9", ["gotong-royong"], quote="satu dua", stance="deny")
        study.claims.tie("C1", "K0", quote="Air bersih belum masuk.")
        study.claims.tie("C1", "Z9", quote="satu", stance="deny")
        (path.parent / "topics.csv").write_text("transcript,code,asked\nK0,air,yes\n", "utf-8")
        study.topics.import_table(path.parent / "topics.csv")
    return path


def _table(pilot: Pilot[str]) -> DataTable[object]:
    return pilot.app.screen.query_one(DataTable)


def _rows(pilot: Pilot[str]) -> list[str]:
    table = _table(pilot)
    return [" ".join(str(cell) for cell in table.get_row_at(at)) for at in range(table.row_count)]


def _beside(pilot: Pilot[str]) -> str:
    return str(pilot.app.screen.query_one("#about Static", Static).render())


def _title(pilot: Pilot[str]) -> str:
    return str(pilot.app.screen.query_one("#title", Static).render())


def _text(pilot: Pilot[str]) -> TextView:
    app = pilot.app
    assert isinstance(app, Workbench)
    return app.desk.query_one(TextView)


async def _opened(pilot: Pilot[str], settle: Settle, *keys: str) -> None:
    await settle(pilot)
    for key in keys:
        await pilot.press(key)
        await settle(pilot)


async def _fill(pilot: Pilot[str], settle: Settle, **values: str) -> None:
    form = pilot.app.screen
    assert isinstance(form, Form)
    for at, field in enumerate(form._fields):
        if field.key in values:
            editor = form.query_one(f"#field-{at}")
            if isinstance(editor, TextArea):
                editor.text = values[field.key]
            else:
                form.query_one(f"#field-{at}", Input).value = values[field.key]
    await pilot.press("ctrl+s")
    await settle(pilot)


async def test_transcripts_tell_how_far_they_are_coded_and_are_edited(
    coded: Path, settle: Settle
) -> None:
    async with Workbench(str(coded), "ani").run_test(size=WIDE) as pilot:
        await _opened(pilot, settle, "t")
        assert "22%" in _rows(pilot)[0]
        assert "2 codings on 2 passages" in _beside(pilot)
        await _opened(pilot, settle, "e")
        await _fill(pilot, settle, date="nonsense", place="Balai [b]desa[/b]")
        form = pilot.app.screen
        assert isinstance(form, Form)  # refused: it asks again, with what was typed
        assert form.query_one("#field-3", Input).value == "Balai [b]desa[/b]"
        await _fill(pilot, settle, date="2022-10-12")
        assert "Balai [b]desa[/b]" in _beside(pilot)
        await _opened(pilot, settle, "ctrl+z")
        assert "Balai" not in _beside(pilot)


async def test_a_table_is_sorted_and_filtered_and_exported_as_it_is_shown(
    coded: Path, settle: Settle, tmp_path: Path
) -> None:
    async with Workbench(str(coded), "ani").run_test(size=WIDE) as pilot:
        await _opened(pilot, settle, "o", "right", "s", "s")
        assert [row.split()[1] for row in _rows(pilot)] == ["Z9", "K0", "K0"]
        await _opened(pilot, settle, "f")
        await pilot.press(*"sumur", "enter")
        await settle(pilot)
        assert len(_rows(pilot)) == 1
        assert "1 of 3" in _title(pilot)
        await _opened(pilot, settle, "E")
        pilot.app.screen.query_one(Input).value = "some.csv"
        await _opened(pilot, settle, "enter")
        assert len((tmp_path / "some.csv").read_text("utf-8").splitlines()) == 2
        await _opened(pilot, settle, "escape")
        assert len(_rows(pilot)) == 3
        await _opened(pilot, settle, "escape")
        assert isinstance(pilot.app.screen, Desk)


async def test_the_referral_tree_is_drawn_and_people_are_added_and_changed(
    coded: Path, settle: Settle
) -> None:
    async with Workbench(str(coded), "ani").run_test(size=WIDE) as pilot:
        await _opened(pilot, settle, "I")
        assert [row.split()[:2] for row in _rows(pilot)] == [["K0", "0"], ["└─", "A1"]]
        assert "✓ air" in _beside(pilot)
        await _opened(pilot, settle, "a")
        await _fill(pilot, settle, id="B1", role="Kader", status="contacted")
        assert [row.split()[1] for row in _rows(pilot)[1:]] == ["A1", "B1"]
        assert _rows(pilot)[1].startswith("├─ A1")
        await _opened(pilot, settle, "down", "e")
        await _fill(pilot, settle, status="declined", role="")
    with open_project(coded) as study:
        people = {person.id: person for person in study.informants.list()}
    assert (people["A1"].status, people["A1"].role) == ("declined", "")
    assert (people["B1"].referred_by, people["B1"].status) == (("K0",), "contacted")


async def test_a_cell_of_the_matrix_leads_to_its_quotes_and_a_quote_to_its_place(
    coded: Path, settle: Settle
) -> None:
    async with Workbench(str(coded), "ani").run_test(size=WIDE) as pilot:
        await _opened(pilot, settle, "M", "right", "enter")
        screen = pilot.app.screen
        assert isinstance(screen, Retrieval)
        assert "air · K0  2 passages" in _title(pilot)
        cards = screen.query_one("#passages", OptionList)
        first = str(cards.get_option_at_index(0).prompt)
        assert "Air bersih belum masuk. Kami gotong royong" in first
        assert "[b]hm[/b]" in first
        await _opened(pilot, settle, "down", "enter")
        assert isinstance(pilot.app.screen, Desk)
        assert _text(pilot).cursor == TALK.index("membuat sumur")


async def test_the_matrix_is_set_against_anything_and_holds_what_is_asked(
    coded: Path, settle: Settle
) -> None:
    async with Workbench(str(coded), "ani").run_test(size=WIDE) as pilot:
        await _opened(pilot, settle, "M", "c")
        await pilot.press(*"wave", "enter")
        await settle(pilot)
        assert "by wave" in _title(pilot)
        await _opened(pilot, settle, "l")
        await pilot.press(*"sources", "enter")
        await settle(pilot)
        assert "Distinct sources" in _title(pilot)
        await _opened(pilot, settle, "r")
        await pilot.press(*"sumur", "enter")
        await settle(pilot)
        assert len(_rows(pilot)) == 1


async def test_triangulation_shows_whose_words_and_takes_a_decision(
    coded: Path, settle: Settle
) -> None:
    async with Workbench(str(coded), "ani").run_test(size=WIDE) as pilot:
        await _opened(pilot, settle, "V")
        shown = _beside(pilot)
        assert "dissonant" in shown
        assert shown.index("Negative cases") < shown.index("A1 Z9  satu") < shown.index("Quotes")
        await _opened(pilot, settle, "a")
        await _fill(pilot, settle, decision="K0 saw it, A1 did not.")
        assert "ani: K0 saw it, A1 did not." in _beside(pilot)
        await _opened(pilot, settle, "enter")
        assert isinstance(pilot.app.screen, Retrieval)
        await _opened(pilot, settle, "escape", "w")
        assert "Themes" in _title(pilot)
        assert "air" in _rows(pilot)[0]


async def test_the_codebook_is_edited_in_a_form_moved_merged_and_pruned(
    coded: Path, settle: Settle
) -> None:
    async with Workbench(str(coded), "ani").run_test(size=WIDE) as pilot:
        await _opened(pilot, settle, "b", "e")
        await _fill(
            pilot, settle, key="tirta", colour="#0072b2", name_id="Air", include_en="Any water."
        )
        assert "Any water." in _beside(pilot)
        assert "2 with those below" in _beside(pilot)
        await _opened(pilot, settle, "down", "v")
        await pilot.press(*"gotong", "enter")
        await settle(pilot)
        await _opened(pilot, settle, "down")
        assert "gotong-royong/sumur" in _beside(pilot)
        await _opened(pilot, settle, "g")
        await pilot.press(*"tirta", "enter")
        await settle(pilot)
        await _opened(pilot, settle, "enter")
        await _opened(pilot, settle, "up", "up", "a")
        await _fill(pilot, settle, key="hujan", kind="statement")
        await _opened(pilot, settle, "down", "d", "enter")
    with open_project(coded) as study:
        codes = {code.path: code for code in study.codebook.list()}
        assert set(codes) == {"tirta", "gotong-royong"}
        assert (codes["tirta"].colour, codes["tirta"].name.id) == ("#0072B2", "Air")
        assert [c.code for c in study.codings.list(transcript="K0")] == ["tirta", "tirta"]


async def test_a_setting_is_changed_and_a_wrong_value_is_a_sentence(
    coded: Path, settle: Settle
) -> None:
    async with Workbench(str(coded), "ani").run_test(size=WIDE) as pilot:
        await _opened(pilot, settle, "S", "down", "down", "enter")
        await _fill(pilot, settle, value="reflexiv")
        assert any("did you mean reflexive" in note.message for note in pilot.app._notifications)
        await _fill(pilot, settle, value="reflexive")
        assert "reflexive" in _beside(pilot)
        await _opened(pilot, settle, "ctrl+z")
        assert isinstance(pilot.app.screen, Sheet)
        assert "reflexive" not in _rows(pilot)[2]


async def test_the_passages_of_a_code_are_one_key_away_from_the_text(
    coded: Path, settle: Settle
) -> None:
    async with Workbench(str(coded), "ani").run_test(size=WIDE) as pilot:
        await settle(pilot)
        _text(pilot).go(TALK.index("membuat") + 2)
        await _opened(pilot, settle, "P", "enter")
        assert "air/sumur  1 passages" in _title(pilot)
        await _opened(pilot, settle, "f")
        await pilot.press(*"zzz", "enter")
        await settle(pilot)
        assert "0 passages" in _title(pilot)


async def test_a_negative_case_is_explained_where_it_is_shown_and_that_is_undone(
    coded: Path, settle: Settle
) -> None:
    async with Workbench(str(coded), "ani").run_test(size=WIDE) as pilot:
        await _opened(pilot, settle, "V", "x")
        await _fill(pilot, settle, explanation="Another year.", revised="yes")
        assert "→ Another year." in _beside(pilot)
        assert "ani; Claim revised" in _beside(pilot)
        with open_project(coded) as study:
            (case,) = study.claims.negative_cases("C1")
            assert (case.explanation, case.revised) == ("Another year.", True)
        await _opened(pilot, settle, "ctrl+z")
        assert "Another year." not in _beside(pilot)


async def test_a_claim_that_nobody_contradicts_is_not_asked_about_a_contradiction(
    path: Path, settle: Settle
) -> None:
    async with Workbench(str(path), "ani").run_test(size=WIDE) as pilot:
        await _opened(pilot, settle, "V")
        assert "no words of a known source are coded" in _beside(pilot)
        await _opened(pilot, settle, "x")
        assert any("nothing denies" in note.message for note in pilot.app._notifications)
        await _opened(pilot, settle, "a")
        assert "Nobody speaks against C1" in str(
            pilot.app.screen.query("Label").first(Label).render()
        )


async def test_words_of_nobody_are_told_as_the_reason_for_no_source(
    path: Path, settle: Settle
) -> None:
    with open_project(path, coder="ani") as study:
        study.claims.tie("C1", "K0", quote="Bagaimana air")
    async with Workbench(str(path), "ani").run_test(size=WIDE) as pilot:
        await _opened(pilot, settle, "V")
        assert "the speaker is no informant: 1" in _beside(pilot)
        assert "nobody (the speaker is no informant)" in _beside(pilot)


async def test_columns_stay_wide_after_one_decision_and_another(
    coded: Path, settle: Settle
) -> None:
    async with Workbench(str(coded), "ani").run_test(size=WIDE) as pilot:
        await _opened(pilot, settle, "V")
        before = [column.width for column in _table(pilot).ordered_columns]
        for decision in ("One.", "Another."):
            await _opened(pilot, settle, "a")
            await _fill(pilot, settle, decision=decision)
        after = [column.get_render_width(_table(pilot)) for column in _table(pilot).ordered_columns]
        assert len(after) >= len(before)
        assert min(after) >= 3
        assert _table(pilot).ordered_columns[1].width >= len("● dissonant")


async def test_a_memo_is_changed_and_changed_back(coded: Path, settle: Settle) -> None:
    with open_project(coded, coder="ani") as study:
        study.memos.add("Aneh.", about="code", on="air", date="2024-01-02")
    async with Workbench(str(coded), "ani").run_test(size=WIDE) as pilot:
        await _opened(pilot, settle, "J", "e")
        await _fill(pilot, settle, text="Tidak aneh.", kind="rival")
        assert "Tidak aneh." in _beside(pilot)
        assert "rival" in _rows(pilot)[0]
        await _opened(pilot, settle, "ctrl+z")
        assert "Tidak aneh." not in _beside(pilot)


async def test_transcripts_take_tags_and_are_grouped_by_them(coded: Path, settle: Settle) -> None:
    async with Workbench(str(coded), "ani").run_test(size=WIDE) as pilot:
        await _opened(pilot, settle, "t", "T")
        await _fill(pilot, settle, name="tag", value="pilot")
        assert "pilot" in _rows(pilot)[0]
        await _opened(pilot, settle, "g")
        await pilot.press(*"tag", "enter")
        await settle(pilot)
        assert "pilot 1 · – 1" in _title(pilot)
        await _opened(pilot, settle, "e")
        await _fill(pilot, settle, tag="")
        assert "pilot" not in _rows(pilot)[0]


@pytest.mark.parametrize(
    ("key", "title"), [("U", "saturation"), ("O", "Co-occurrence"), ("G", "branch")]
)
async def test_analyses_stand_in_tables_and_export_what_they_show(
    coded: Path, settle: Settle, tmp_path: Path, key: str, title: str
) -> None:
    async with Workbench(str(coded), "ani").run_test(size=WIDE) as pilot:
        await _opened(pilot, settle, key)
        said = str(pilot.app.screen.query_one("#said", Static).render())
        assert title.casefold() in f"{_title(pilot)} {said}".casefold()
        await _opened(pilot, settle, "E")
        pilot.app.screen.query_one(Input).value = "found.md"
        await _opened(pilot, settle, "enter")
        assert (tmp_path / "found.md").read_text("utf-8").startswith("# ")
        await _opened(pilot, settle, "escape")
        assert isinstance(pilot.app.screen, Desk)


async def test_help_is_narrowed_down_by_typing(coded: Path, settle: Settle) -> None:
    async with Workbench(str(coded), "ani").run_test(size=WIDE) as pilot:
        await _opened(pilot, settle, "question_mark")
        shown = pilot.app.screen.query_one(".help Static", Static)
        assert str(shown.render()).index("At the text") < str(shown.render()).index("Board")
        await pilot.press(*"matrix")
        await settle(pilot)
        assert "Choose the columns" in str(shown.render())
        assert "Repeat" not in str(shown.render())
        await pilot.press("ctrl+u", *"import")
        await settle(pilot)
        assert "Bring in files" in str(shown.render())
        await _opened(pilot, settle, "escape")
        assert isinstance(pilot.app.screen, Desk)


@pytest.mark.parametrize("width", [60, 80, 120])
async def test_the_foot_of_a_table_shows_whole_words(
    coded: Path, settle: Settle, width: int
) -> None:
    async with Workbench(str(coded), "ani").run_test(size=(width, 24)) as pilot:
        await _opened(pilot, settle, "b")
        keys = list(pilot.app.screen.query(FooterKey))
        assert [key.description for key in keys][-2:] == ["Help" if width > 80 else "more", "Quit"]
        assert max(key.region.right for key in keys) <= width
        await _opened(pilot, settle, "escape", "t")
        assert "Import…" in [key.description for key in pilot.app.screen.query(FooterKey)]


async def test_a_form_opens_at_its_first_label_with_its_hint_in_view(
    coded: Path, settle: Settle
) -> None:
    async with Workbench(str(coded), "ani").run_test(size=(80, 24)) as pilot:
        await _opened(pilot, settle, "b", "e")
        form = pilot.app.screen
        screen = form.region
        for seen in (form.query("Label")[1], form.query_one(".hint"), form.query_one("#field-0")):
            assert screen.contains_region(seen.region)
            assert pilot.app.screen.get_widget_at(*seen.region.offset)[0] is seen


async def test_a_right_click_in_a_table_shows_what_can_be_done(coded: Path, settle: Settle) -> None:
    async with Workbench(str(coded), "ani").run_test(size=WIDE) as pilot:
        await _opened(pilot, settle, "b")
        await pilot.click(DataTable, offset=(3, 2), button=3)
        await settle(pilot)
        choices = pilot.app.screen.query_one(OptionList)
        said = [str(choices.get_option_at_index(at).prompt) for at in range(choices.option_count)]
        assert any("Hang it below another code" in words for words in said)
        await pilot.click(
            OptionList,
            offset=(6, next(at for at, words in enumerate(said) if "Change names" in words)),
        )
        await settle(pilot)
        assert isinstance(pilot.app.screen, Form)
