"""What tells who somebody is, found as whole words in both languages."""

from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.analysis.identifiers import Finder, Listed, Person
from qualcode.model.pseudonyms import Hit, Identifier

PEOPLE = (
    Person("K1", "k", "Sri Wahyuni"), Person("A1", "a", "Budi Santoso"),
    Person("A2", "b", "Ann"), Person("A3", "c", "José Gil"),
)  # fmt: skip
LETTERS = st.text(string.ascii_letters, min_size=1, max_size=6)


def _hits(text: str, *listed: Listed) -> list[Hit]:
    return list(Finder(PEOPLE, listed).hits(text))


def _certain(text: str) -> list[tuple[str, str]]:
    return [(hit.words, hit.replacement) for hit in _hits(text) if hit.certain]


def _doubtful(text: str) -> list[tuple[str, str]]:
    return [(hit.words, hit.replacement) for hit in _hits(text) if not hit.certain]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Kata Sri Wahyuni begitu.", "Sri Wahyuni"),
        ("rumah SRI  WAHYUNI", "SRI  WAHYUNI"),
        ("Sri Wahyuninya pulang", "Sri Wahyuni"),
        ("sri wahyuni-ku", "sri wahyuni"),
        ("Budi\nSantosomu", "Budi\nSantoso"),
        ("Budi_Santoso.txt", "Budi_Santoso"),
        ("Ann's house", "Ann"),
        ("with Ann’s", "Ann"),
        ("Jose Gil", "Jose Gil"),
        ("Jose\u0301 Gil", ""),  # not composed, which no text of a project is
    ],
)
def test_a_whole_name_is_certain_and_what_hangs_on_it_stays(text: str, words: str) -> None:
    assert [found for found, _ in _certain(text)] == ([words] if words else [])


@pytest.mark.parametrize("text", ["annual", "Annual", "Joann", "Ann1", "Anna", "planning"])
def test_a_name_inside_of_a_word_is_none(text: str) -> None:
    assert _certain(text) == []


@given(LETTERS, LETTERS)
def test_a_name_is_never_found_inside_of_other_letters(before: str, after: str) -> None:
    text = f"{before}Ann and x{before}Sri Wahyuni{after}"
    names = [words for words, _ in _certain(text) if words in ("Ann", "Sri Wahyuni")]
    assert names == []


def test_parts_and_misspellings_are_doubtful() -> None:
    assert _doubtful("Bu Sri dan Wahyunimu") == [("Sri", "K1"), ("Wahyuni", "K1")]
    assert _doubtful("Pak Budhi Santosa datang") == [("Budhi Santosa", "A1")]
    assert _doubtful("budi pekerti, bukan Rudianto") == []


def test_a_single_word_may_be_another_one() -> None:
    assert _doubtful("an ann, annku") == [("ann", "A2"), ("ann", "A2")]
    assert _doubtful("Annku") == [("Ann", "A2")]
    (hit,) = Finder([Person("B1", "x", "I")], ()).hits("Then I came.")
    assert not hit.certain


def test_a_name_that_two_have_is_for_somebody_to_decide() -> None:
    both = Finder([Person("B1", "x", "Siti Aminah"), Person("B2", "y", "Siti Aminah")], ())
    (hit,) = both.hits("Kata Siti Aminah.")
    assert (hit.replacement, hit.certain) == ("B1;B2", False)


@pytest.mark.parametrize(
    ("text", "words", "kind", "certain"),
    [
        ("NIK 3509014101900001.", "3509014101900001", Identifier.NIK, True),
        ("3509 0141 0190 0001", "3509 0141 0190 0001", Identifier.NIK, True),
        ("hp 0812-3456-7890,", "0812-3456-7890", Identifier.PHONE, True),
        ("hp 081234567890", "081234567890", Identifier.PHONE, True),
        ("+62 812 3456 7890", "+62 812 3456 7890", Identifier.PHONE, True),
        ("(0331) 487654", "(0331) 487654", Identifier.PHONE, True),
        ("call +44 20 7946 0958", "+44 20 7946 0958", Identifier.PHONE, True),
        ("ke sri.w@desa.go.id ya", "sri.w@desa.go.id", Identifier.EMAIL, True),
        ("di Jl. Mawar Merah No. 3, RT 02/RW 05 itu", "Jl. Mawar Merah No. 3, RT 02/RW 05",
         Identifier.ADDRESS, False),
        ("at 12 Baker Street", "12 Baker Street", Identifier.ADDRESS, False),
    ],
)  # fmt: skip
def test_numbers_and_addresses(text: str, words: str, kind: Identifier, certain: bool) -> None:
    assert [(h.words, h.kind, h.certain) for h in _hits(text)] == [(words, kind, certain)]


@pytest.mark.parametrize(
    "text",
    ["pada 2022-10-12 pukul 00:10:05", "35090141019000012", "Rp 1.500.000", "jalan rusak sekali",
     "1998-2004", "a@b"],
)  # fmt: skip
def test_other_numbers_and_words_are_left(text: str) -> None:
    assert _hits(text) == []


def test_listed_words_go_before_names_and_keep_their_case() -> None:
    listed = Listed("Ann", "Beth")
    found = _hits("ANN, Ann dan Kota Jember", listed, Listed("kota jember", "[kota]"))
    assert [(h.words, h.replacement) for h in found] == [
        ("ANN", "BETH"), ("Ann", "Beth"), ("Kota Jember", "[kota]"),
    ]  # fmt: skip
