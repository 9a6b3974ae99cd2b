"""What becomes of passages when a transcript is corrected, re-exported or transcribed again."""

from __future__ import annotations

import pytest

from qualcode.analysis.alignment import aligned
from qualcode.analysis.replacing import Replacing
from qualcode.model.lists import Placed
from qualcode.model.span import Span

TALK = (
    "K0: Aer bersih belum masuk ke dusun kami. Kami gotong royong.\n\n"
    "A1: Sudah ada pipa dari dinas, tetapi belum sampai.\n\n"
    "K0: Sumur kami dangkal sekali waktu kemarau.\n"
)
MOVED = (
    "K0: Sumur kami dangkal sekali waktu kemarau.\n\n"
    "K0: Aer bersih belum masuk ke dusun kami. Kami gotong royong.\n\n"
    "A1: Sudah ada pipa dari dinas, tetapi belum sampai.\n"
)
EXPORTED = (
    "[00:01] Bu Sri :  Aer bersih belum\nmasuk ke dusun kami. “Kami gotong royong.”\n"
    "[00:05] Pak Budi :  Sudah ada pipa dari dinas,\ntetapi belum sampai.\n"
    "[00:09] Bu Sri :  Sumur kami dangkal\nsekali waktu kemarau."
)
HEARD_AGAIN = (
    "K0: Air yang bersih belum masuk di dusun kami. Kita gotong royong saja.\n\n"
    "A1: Sudah ada pipanya dari dinas, tapi belum sampai sini.\n\n"
    "K0: Sumurnya kami dangkal banget waktu kemarau.\n"
)
ENGLISH = "I: How was it?\n\nP1: We dug the wells by hand. I don't know.\n\nP1: I don't know.\n"


@pytest.mark.parametrize(
    ("old", "new", "words", "state", "now"),
    [
        (TALK, TALK.replace("Aer", "Air"), "Aer bersih", Placed.CHANGED, "Air bersih"),
        (TALK, TALK.replace("Aer", "Air"), "Aer", Placed.UNCERTAIN, "Air"),
        (TALK, TALK.replace("Aer", "Air"), "gotong royong", Placed.EXACT, "gotong royong"),
        (TALK, MOVED, "Sumur kami dangkal", Placed.MOVED, "Sumur kami dangkal"),
        (TALK, MOVED, "Aer bersih", Placed.EXACT, "Aer bersih"),
        (TALK, EXPORTED, "Aer bersih belum masuk", Placed.EXACT, "Aer bersih belum\nmasuk"),
        (TALK, EXPORTED, "Kami gotong royong", Placed.EXACT, "Kami gotong royong"),
        (TALK, EXPORTED, "Sumur kami dangkal sekali", Placed.EXACT, "Sumur kami dangkal\nsekali"),
        (TALK, HEARD_AGAIN, "Aer bersih belum", Placed.CHANGED, "Air yang bersih belum"),
        (TALK, HEARD_AGAIN, "ada pipa dari dinas", Placed.CHANGED, "ada pipanya dari dinas"),
        (TALK, TALK.replace("Sumur kami dangkal sekali", "Ya"), "dangkal", Placed.LOST, ""),
        (ENGLISH, ENGLISH.replace(" I don't know.\n\nP1", "\n\nP1"), "by hand", Placed.EXACT,
         "by hand"),
        (ENGLISH, ENGLISH.replace("wells by", "three wells by"), "dug the wells", Placed.CHANGED,
         "dug the three wells"),
        (ENGLISH, ENGLISH.replace("dug", "digged"), "We dug the wells", Placed.CHANGED,
         "We digged the wells"),
    ],
)  # fmt: skip
def test_a_passage_is_found_again(old: str, new: str, words: str, state: Placed, now: str) -> None:
    at = old.index(words)
    found = Replacing(aligned(old, new)).place(Span(at, at + len(words)))
    assert (found.state, found.span.of(new) if found.span else "") == (state, now)


def test_words_said_twice_are_not_found_in_the_other_place() -> None:
    """The second “I don't know” is gone; the first is not taken for it."""
    new = ENGLISH.replace("\n\nP1: I don't know.\n", "\n")
    at = ENGLISH.rindex("I don't know")
    assert Replacing(aligned(ENGLISH, new)).place(Span(at, at + 12)).state is Placed.LOST


def test_a_text_put_in_front_of_its_double_moves_nothing_wrongly() -> None:
    new = ENGLISH + ENGLISH
    at = ENGLISH.index("wells")
    assert Replacing(aligned(ENGLISH, new)).place(Span(at, at + 5)).span == Span(at, at + 5)
