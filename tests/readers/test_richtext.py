from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from qualcode.errors import InputError
from qualcode.readers.registry import Reading, read

Rich = Callable[[str], Reading]


@pytest.fixture
def rich(keep: Callable[..., Path]) -> Rich:
    return lambda body: read(keep("{\\rtf1\\ansi\\ansicpg1252 " + body + "}", "w.rtf"))


def told(reading: Reading) -> list[str]:
    return [str(problem).partition(": ")[2].partition("; ")[0] for problem in reading.problems]


def test_words_and_their_signs_come_in(rich: Rich) -> None:
    reading = rich(
        r"K0: caf\'e9 \u8211? \u-10179?\u-8694?\line ya\tab {\b tebal}\par K1: \{a\}\par"
    )
    assert reading.transcript.text == "K0: café – 😊\nya\ttebal\nK1: {a}"
    assert reading.problems == ()


def test_rows_of_a_table_are_lines_with_tabs(rich: Rich) -> None:
    reading = rich(
        r"Tabel\par\trowd\cellx1\cellx2 K0:\cell Halo\cell\row"
        r"\trowd\cellx1\cellx2 K1:\cell Ya\cell\row Usai\par"
    )
    assert reading.transcript.text == "Tabel\nK0:\tHalo\nK1:\tYa\nUsai"


def test_a_link_is_its_words(rich: Rich) -> None:
    link = r'{\field{\*\fldinst{HYPERLINK "https://example.org"}}{\fldrslt{laman}}}'
    assert rich(f"K0: lihat {link} itu").transcript.text == "K0: lihat laman itu"


def test_deleted_words_stay_out_and_what_stands_beside_is_counted(rich: Rich) -> None:
    reading = rich(
        r"K0: saya {\deleted\revauthdel1 tidak }{\revised sangat }ya"
        r"{\super\chftn{\footnote\pard\plain catatan kaki}}{\*\annotation komentar}"
        r"{\header kepala\par}{\pict\pngblip 89504e47}\par"
    )
    assert reading.transcript.text == "K0: saya sangat ya"
    assert told(reading) == [
        "footnotes and endnotes that were not read: 1",
        "comments that were not read: 1",
        "headers and footers that were not read: 1",
        "pictures that were not read: 1",
        "tracked changes: 1 deletions stayed out, 1 insertions came in",
    ]


def test_a_file_without_its_end_is_called_so(keep: Callable[..., Path]) -> None:
    reading = read(keep(r"{\rtf1\ansi K0: halo sem", "w.rtf"))
    assert reading.transcript.text == "K0: halo sem"
    assert told(reading) == ["it is cut off: its end is missing"]


@pytest.mark.parametrize(("content", "why"), [("bukan rtf", "is damaged"), ("{\\rtf1}", "no text")])
def test_what_holds_nothing_is_refused(keep: Callable[..., Path], content: str, why: str) -> None:
    with pytest.raises(InputError, match=why):
        read(keep(content, "w.rtf"))


@pytest.mark.parametrize(
    "unit",
    [
        *(r"{\field{\*\fldinst{HYPERLINK ", r"{\fonttbl", r"\f1", r"\f1;", "{", "}", "\\", r"\'"),
        *(r"\u", r"\pict\bin", r"{\*\x", r"\uc99999 ", r"\bin9", " ", "a"),
    ],
)
def test_hostile_markup_does_not_hold_up_the_reader(keep: Callable[..., Path], unit: str) -> None:
    for start in ("{\\rtf1 K0: ya ", "{\\rtf1{\\fonttbl{\\f0 A;"):
        path = keep(start + unit * 30_000, "w.rtf")
        try:
            assert read(path).transcript.text
        except InputError as refusal:
            assert str(refusal)
