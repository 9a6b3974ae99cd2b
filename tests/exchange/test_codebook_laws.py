"""What goes out comes back, in every format, whatever the codebook says."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from xml.etree import ElementTree as Xml

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.errors import InputError
from qualcode.exchange import codebooks, plain_yaml, qdc
from qualcode.exchange.codetree import cleaned
from qualcode.model.codebook import KEY, Bilingual, Code, Codebook, CodeKind

# A busy machine is not a failing law.
patient = settings(deadline=None)

NASTY = (
    "no",
    "Yes",
    "~",
    "null",
    "1.1",
    "0x1F",
    "1_000",
    "2024-01-01",
    "=",
    "<<",
    "",
    " ",
    "\n",
    "\r",
    "'=1+1",
    "''=1+1",
    "-",
    "+62 812",
    "@here",
    "\t",
    "'",
    "''",
    '"',
    '""',
    ";",
    "a;b",
    "a: b",
    "a #b",
    "#ff0000",
    "- a",
    "? a",
    "| a",
    "> a",
    "& a",
    "*a",
    "!a",
    "%a",
    "`a",
    "{a: b}",
    "[a]",
    "---",
    " a",
    "a ",
    "a\nb",
    "a\n\nb",
    "a\n b",
    "a \nb",
    "a\n",
    "\na",
    "a\r\nb",
    "a\rb",
    "a\tb",
    "\ufeffa",
    "a\x85b",
    "a\u2028b",
    "a\u2029b",
    "Key: x",
    "Definition (en): x",
    "a\nKey: x",
    "a\n  b",
    "a\n  \n",
    "]]>",
    "<b>&amp;</b>",
    "<!-- -->",
    "a\u00a0b",
    "\u200f",
    "😀",
    "é",
    "e\u0301",
    "\x7f",
    "\x9f",
    "{file}",
    "word " * 60,
    "wo: rd # " * 30,
    "- word " * 40,
    "word\n" * 30,
    "x" * 300,
    "“quoted”, ‘text’",
)
raw = st.text(max_size=40) | st.sampled_from(NASTY) | st.lists(st.sampled_from(NASTY)).map("".join)
words = st.builds(Bilingual, raw, raw)
keys = st.from_regex(KEY, fullmatch=True).filter(lambda key: len(key) < 30) | st.sampled_from(
    ("no", "1.1", "1", "-", ".", "_", "null", "é", "jalan", "-x", "y", "0o7")
)
colours = st.just("") | st.from_regex(r"#([0-9A-Fa-f]{3}|[0-9A-Fa-f]{6})", fullmatch=True)
bare_codes = st.builds(
    Code,
    keys,
    kind=st.sampled_from(CodeKind),
    name=words,
    definition=words,
    include=words,
    exclude=words,
    example=words,
    aliases=st.lists(raw, max_size=3).map(tuple),
    colour=colours,
)


@st.composite
def books(draw: st.DrawFn) -> Codebook:
    """A codebook such as a project can hold: parents first, keys unique among siblings."""
    codes: list[Code] = []
    above: list[str] = []
    taken: set[str] = set()
    for bare in draw(st.lists(bare_codes, max_size=6)):
        del above[draw(st.integers(0, len(above))) :]
        path = "/".join((*above, bare.path))
        if path not in taken:
            taken.add(path)
            above.append(bare.path)
            codes.append(replace(bare, path=path))
    sources = draw(st.lists(raw, max_size=2).map(tuple))
    return cleaned(Codebook(tuple(codes), draw(words), draw(words), sources))


@contextmanager
def file_of(codebook: Codebook, form: str) -> Iterator[Path]:
    with TemporaryDirectory() as folder:
        path = Path(folder, f"book.{form}")
        path.write_bytes(codebooks.write(codebook, form))
        yield path


@patient
@given(books())
def test_a_codebook_survives_the_journey_through_yaml(codebook: Codebook) -> None:
    with file_of(codebook, "yaml") as path:
        assert codebooks.read(path).codebook == codebook


@patient
@given(books())
def test_a_codebook_survives_yaml_where_the_parser_is_the_slow_one(codebook: Codebook) -> None:
    with pytest.MonkeyPatch.context() as patch, file_of(codebook, "yaml") as path:
        patch.setattr(plain_yaml, "_PARSER", yaml.BaseLoader)
        assert codebooks.read(path).codebook == codebook


@pytest.mark.parametrize("form", ["csv", "qdc"])
@patient
@given(codebook=books())
def test_the_codes_survive_the_journey_through_the_poorer_formats(
    form: str, codebook: Codebook
) -> None:
    with file_of(codebook, form) as path:
        assert codebooks.read(path).codebook == Codebook(codebook.codes)


@pytest.mark.parametrize("form", ["yaml", "qdc", "csv"])
@patient
@given(codebook=books())
def test_the_only_problems_of_our_own_files_are_shared_names(form: str, codebook: Codebook) -> None:
    with file_of(codebook, form) as path:
        for problem in codebooks.read(path).problems:
            assert problem.message == "“{name}” is the name of both {one} and {other}"


@pytest.mark.parametrize("form", ["yaml", "qdc", "csv"])
@patient
@given(codebook=books())
def test_the_same_codebook_is_the_same_bytes(form: str, codebook: Codebook) -> None:
    with file_of(codebook, form) as path:
        again = replace(codebook, codes=codebooks.read(path).codebook.codes)
        assert codebooks.write(again, form) == path.read_bytes()


@patient
@given(books())
def test_other_yaml_readers_see_the_same_texts(codebook: Codebook) -> None:
    plain = yaml.safe_load(codebooks.write(codebook, "yaml"))
    assert [code["key"] for code in plain["codes"]] == [
        code.key for code in codebook.codes if not code.parent
    ]


@patient
@given(books(), st.randoms())
def test_the_rows_of_a_table_stand_in_any_order(codebook: Codebook, random: Random) -> None:
    lines = list(csv.reader(io.StringIO(codebooks.write(codebook, "csv").decode(), newline="")))
    rows = lines[1:]
    random.shuffle(rows)
    shuffled = io.StringIO(newline="")
    csv.writer(shuffled).writerows([lines[0], *rows])
    with TemporaryDirectory() as folder:
        path = Path(folder, "book.csv")
        path.write_bytes(shuffled.getvalue().encode())
        assert set(codebooks.read(path).codebook.codes) == set(codebook.codes)


@patient
@given(books())
def test_every_cell_is_safe_to_open_in_a_spreadsheet(codebook: Codebook) -> None:
    text = codebooks.write(codebook, "csv").decode()
    for row in csv.reader(io.StringIO(text, newline="")):
        assert not any(_runs(cell) for cell in row)


def _runs(cell: str) -> bool:
    """Whether a spreadsheet takes a cell for a formula: numbers and single signs are none."""
    number = re.fullmatch(r"[+-]?[0-9.,]+([eE][+-]?[0-9]+)?", cell)
    return len(cell) > 1 and cell.startswith(("=", "+", "-", "@", "\t", "\r")) and not number


@patient
@given(books())
def test_guids_in_qdc_are_each_used_once(codebook: Codebook) -> None:
    root = Xml.fromstring(codebooks.write(codebook, "qdc"))
    guids = [code.get("guid") for code in root.iter(f"{{{qdc.NAMESPACE}}}Code")]
    assert len(set(guids)) == len(guids) == len(codebook.codes)


@patient
@given(st.text(max_size=60) | st.sampled_from(NASTY))
def test_a_key_can_be_made_of_any_name(name: str) -> None:
    assert KEY.fullmatch(qdc.slug(name))


@patient
@given(
    st.binary(max_size=200) | st.text(max_size=200).map(str.encode),
    st.sampled_from(("yaml", "qdc", "csv")),
)
def test_any_bytes_are_read_or_refused_in_words(content: bytes, form: str) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder, f"book.{form}")
        path.write_bytes(content)
        try:
            codebooks.read(path)
        except InputError as refusal:
            assert path.name in str(refusal)


@pytest.mark.parametrize("form", ["yaml", "qdc", "csv"])
@patient
@given(codebook=books(), at=st.floats(0, 1), gone=st.integers(0, 9), put=st.binary(max_size=3))
def test_a_damaged_file_is_read_or_refused_in_words(
    form: str, codebook: Codebook, at: float, gone: int, put: bytes
) -> None:
    with file_of(codebook, form) as path:
        whole = path.read_bytes()
        cut = int(at * len(whole))
        path.write_bytes(whole[:cut] + put + whole[cut + gone :])
        try:
            codebooks.read(path)
        except InputError as refusal:
            assert path.name in str(refusal)
