"""What a key or a click selects: words, sentences, paragraphs and turns."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.readers import turns
from qualcode.tui.units import Units

TALK = (
    "Ani: Bagaimana air?\n\n"
    "K0: Air belum masuk. Kami menggali\nsumur.\n\nItu dulu.\n\n"
    "# jeda\n\n"
    "Ani: Lalu?\n"
)
PROSE = "Air belum masuk. Kami menggali sumur.\n\nLalu kering.\n"


def _units(text: str) -> Units:
    return Units(text, [(turn, ()) for turn in turns.find(text)])


def _walk(text: str) -> list[str]:
    units, found, at = _units(text), [], 0
    while (sentence := units.sentence_after(at)) is not None:
        found.append(sentence.of(text))
        at = sentence.end
    return found


def test_sentences_follow_one_another_through_turns_paragraphs_and_remarks() -> None:
    assert _walk(TALK) == [
        "Bagaimana air?", "Air belum masuk.", "Kami menggali\nsumur.", "Itu dulu.", "Lalu?",
    ]  # fmt: skip
    assert _walk(PROSE) == ["Air belum masuk.", "Kami menggali sumur.", "Lalu kering."]


@pytest.mark.parametrize("text", [TALK, PROSE])
def test_the_way_back_is_the_way_there(text: str) -> None:
    units, found, at = _units(text), [], len(text)
    while (sentence := units.sentence_before(at)) is not None:
        found.append(sentence.of(text))
        at = sentence.end
    assert found == _walk(text)[::-1]


def test_a_paragraph_ends_at_a_blank_line_and_never_holds_a_label() -> None:
    units = _units(TALK)
    at = TALK.index("sumur")
    assert (found := units.paragraph(at)) is not None
    assert found.of(TALK) == "Air belum masuk. Kami menggali\nsumur."
    assert units.paragraph(TALK.index("K0")) == found
    assert (last := units.paragraph(TALK.index("Itu"))) is not None
    assert last.of(TALK) == "Itu dulu."


def test_a_word_is_found_from_its_start_to_just_behind_it() -> None:
    units = _units(PROSE)
    assert {str(units.word(at)) for at in range(4)} == {str(units.word(0))}
    assert (word := units.word(4)) is not None
    assert word.of(PROSE) == "belum"
    assert Units("  a").word(0) is None


def test_a_line_of_a_megabyte_has_sentences_too() -> None:
    text = "Air belum masuk. " * 60_000
    assert (found := Units(text).sentence_after(700_000)) is not None
    assert found.of(text) == "Air belum masuk."


TEXTS = st.lists(
    st.sampled_from(["K0: ", "A. ", "Kata lain. ", "\n", "\n\n", "# x\n", "  ", "字", "é"]),
    max_size=14,
).map("".join)


@given(TEXTS)
@settings(max_examples=60)
def test_every_walk_ends_and_stays_in_the_text(text: str) -> None:
    units = _units(text)
    for at in range(len(text) + 1):
        for found in (units.word(at), units.paragraph(at), units.sentence(at)):
            assert found is None or 0 <= found.start < found.end <= len(text)
        after, before = units.sentence_after(at), units.sentence_before(at)
        assert after is None or after.end > at
        assert before is None or before.end < at
