from __future__ import annotations

import codecs
import os
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from qualcode.errors import InputError
from qualcode.readers.registry import read

TALK = "Peneliti: Où êtes-vous né, là-bas ?\nSiti: “À Genève” – près de l'église.\n"


def test_line_ends_become_one_and_nothing_else_goes(keep: Callable[..., Path]) -> None:
    path = keep("  K0: a  \r\n\r\n\tb\rK1: c\n\n \n")
    assert read(path).transcript.text == "  K0: a  \n\n\tb\nK1: c\n\n \n"


def test_other_separators_are_ordinary_characters(keep: Callable[..., Path]) -> None:
    words = "K0: a\u2028b\u2029c\u0085d\x0be\x0cf\n"
    reading = read(keep(words))
    assert reading.transcript.text == words
    assert len(reading.transcript.turns) == 1


def test_text_comes_in_nfc(keep: Callable[..., Path]) -> None:
    reading = read(keep(unicodedata.normalize("NFD", "Café: déjà vu\nCafé: oui\n")))
    assert reading.transcript.text == unicodedata.normalize("NFC", "Café: déjà vu\nCafé: oui\n")
    assert reading.transcript.labels == (unicodedata.normalize("NFC", "Café"),)


@pytest.mark.parametrize(
    ("bom", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
        (b"", "utf-8"),
        (b"", "utf-16-le"),
        (b"", "utf-16-be"),
    ],
)
def test_unicode_comes_in_without_its_mark(
    keep: Callable[..., Path], bom: bytes, encoding: str
) -> None:
    reading = read(keep(bom + TALK.encode(encoding)))
    assert reading.transcript.text == TALK
    assert reading.problems == ()


@pytest.mark.parametrize(
    ("words", "encoding"),
    [
        (TALK, "cp1252"),
        ("Ani: Café, ya.\nBudi: Sudah.\n", "cp1252"),
        ("Интервьюер: Здравствуйте, как ваши дела?\nАня: Спасибо, хорошо.\n", "cp1251"),
        ("采访者：你好，请问你叫什么名字？\n小明：我叫小明。\n", "gb18030"),
    ],
)
def test_older_encodings_are_guessed_and_the_guess_is_told(
    keep: Callable[..., Path], words: str, encoding: str
) -> None:
    reading = read(keep(words.encode(encoding)))
    assert reading.transcript.text == words
    assert [dict(problem.facts)["encoding"] for problem in reading.problems] == [encoding]


def test_nul_becomes_a_replacement_that_is_counted(keep: Callable[..., Path]) -> None:
    reading = read(keep(b"K0: ha\0lo, apa\0 kabar hari ini\n"))
    assert reading.transcript.text == "K0: ha\ufffdlo, apa\ufffd kabar hari ini\n"
    assert str(reading.problems[0]).startswith(
        "wawancara.txt: characters that no text can hold became \ufffd: 2;"
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_lone_surrogate_becomes_a_replacement_that_is_counted(
    keep: Callable[..., Path], encoding: str
) -> None:
    reading = read(keep("K0: ha\ud800lo\n".encode(encoding, "surrogatepass")))
    assert reading.transcript.text == "K0: ha\ufffdlo\n"
    assert dict(reading.problems[0].facts) == {"count": "1"}


def test_surrogates_that_make_a_pair_are_one_character(keep: Callable[..., Path]) -> None:
    reading = read(keep("K0: \ud83d\ude00\n".encode("utf-8", "surrogatepass")))
    assert reading.transcript.text == "K0: 😀\n"
    assert reading.problems == ()


def test_half_a_character_at_the_end_is_counted_as_lost(keep: Callable[..., Path]) -> None:
    reading = read(keep("K0: halo".encode("utf-16") + b"!"))
    assert reading.transcript.text == "K0: halo\ufffd"
    assert dict(reading.problems[0].facts) == {"count": "1"}


@pytest.mark.parametrize(
    "content",
    [
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x01\0",
        b"\x7fELF\x02\x01\x01\0\0\0\xff\xfe\xff",
        b"\0" * 64,
        b"\0",
        bytes(range(1, 32)) * 8,
        bytes(range(128, 256)) * 8,
    ],
)
def test_a_binary_file_is_refused(keep: Callable[..., Path], content: bytes) -> None:
    with pytest.raises(InputError, match="is not a text file"):
        read(keep(content))


@pytest.mark.parametrize("content", [b"", codecs.BOM_UTF8, codecs.BOM_UTF16_LE, b" \r\n\t\n"])
def test_a_file_without_words_holds_no_text(keep: Callable[..., Path], content: bytes) -> None:
    with pytest.raises(InputError, match="holds no text"):
        read(keep(content))


def test_a_file_beyond_measure_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "vast.txt"
    with path.open("wb") as file:
        os.truncate(file.fileno(), 300_000_000)
    with pytest.raises(InputError, match="larger than 200 MB"):
        read(path)


def test_times_that_go_backwards_are_told_and_the_order_stays(keep: Callable[..., Path]) -> None:
    reading = read(keep("[0:05] K0: a\n[0:02] K1: b\n[0:09] K0: c\n"))
    assert reading.transcript.labels == ("K0", "K1")
    assert [str(problem).partition("; ")[0] for problem in reading.problems] == [
        "wawancara.txt: times that go backwards: 1"
    ]
