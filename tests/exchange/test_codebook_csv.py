from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from qualcode.errors import InputError
from qualcode.exchange import codebook_csv
from qualcode.model.codebook import Bilingual, Code, Codebook, CodeKind

Saved = Callable[[str, str | bytes], Path]


def paths_of(path: Path) -> list[str]:
    found = codebook_csv.read(path)
    assert found.problems == ()
    return [code.path for code in found.codebook.codes]


@pytest.mark.parametrize("text", ["key\nair\njalan", "key\r\nair\r\njalan\r\n", "KEY \rair\rjalan"])
def test_a_list_of_keys_is_a_codebook(saved: Saved, text: str) -> None:
    assert paths_of(saved("b.csv", text)) == ["air", "jalan"]


def test_children_may_stand_before_their_parents(saved: Saved) -> None:
    text = "key,parent\nz,a/m\ny,m\nm,a\nb,\na,\nc,b\n"
    assert paths_of(saved("b.csv", text)) == ["b", "b/c", "a", "a/m", "a/m/z", "a/m/y"]


def test_a_key_at_the_top_is_a_path_whoever_else_has_that_key(saved: Saved) -> None:
    text = "key,parent\nx,a\na,\nb,\na,b\ny,b/a\n"
    assert paths_of(saved("b.csv", text)) == ["a", "a/x", "b", "b/a", "b/a/y"]


@pytest.mark.parametrize("mark", [",", ";", "\t"])
@pytest.mark.parametrize("start", ["", "\ufeff", "# remark, with; marks\n\n# another\n"])
def test_any_spreadsheet_has_its_own_delimiter(saved: Saved, mark: str, start: str) -> None:
    text = start + "key,name_en,aliases\nair,Water,'a b'\n".replace(",", mark).replace(
        "'a b'", '"a;b"'
    )
    found = codebook_csv.read(saved("b.csv", text))
    assert found.problems == ()
    assert found.codebook.codes == (Code("air", name=Bilingual("Water"), aliases=("a", "b")),)


def test_everything_that_a_code_can_have_is_read(saved: Saved) -> None:
    header = ",".join(codebook_csv.COLUMNS)
    row = 'x, ,Statement,ne,ni,de,di,ie,ii,ee,ei,"xe\n2",xi,a; "b;c" ;;d, #abc '
    found = codebook_csv.read(saved("b.csv", f"{header}\n{row}\n"))
    assert found.problems == ()
    assert found.codebook == Codebook(
        (
            Code(
                "x",
                CodeKind.STATEMENT,
                Bilingual("ne", "ni"),
                definition=Bilingual("de", "di"),
                include=Bilingual("ie", "ii"),
                exclude=Bilingual("ee", "ei"),
                example=Bilingual("xe\n2", "xi"),
                aliases=("a", "b;c", "d"),
                colour="#abc",
            ),
        )
    )


def test_aliases_may_stand_on_lines_of_their_own(saved: Saved) -> None:
    found = codebook_csv.read(saved("b.csv", 'key,aliases\nair,"a\nb;c"\n'))
    assert found.codebook.codes[0].aliases == ("a", "b", "c")


def test_blank_rows_are_passed_over_and_still_counted(saved: Saved) -> None:
    with pytest.raises(InputError, match="row 6: there is no kind"):
        codebook_csv.read(saved("b.csv", "# remark\nkey,kind\n\nair,\n,\njalan,tema\n"))


def test_a_cell_that_looked_like_a_formula_is_guarded_and_freed(saved: Saved) -> None:
    codebook = Codebook(
        tuple(
            Code(f"k{n}", name=Bilingual(text))
            for n, text in enumerate(
                ("=1", "+1", "-1", "@x", "\tx", "\rx", "'=1", "''-1", "'x", "x")
            )
        )
    )
    written = codebook_csv.write(codebook)
    assert b"k0,,topic,'=1," in written
    assert b"k6,,topic,''=1," in written
    assert b"k8,,topic,'x," in written
    assert codebook_csv.read(saved("b.csv", written)).codebook == codebook


def test_an_unguarded_cell_is_read_as_it_stands(saved: Saved) -> None:
    found = codebook_csv.read(saved("b.csv", "key,name_en\nair,-1\n"))
    assert found.codebook.codes[0].name.en == "-1"


@pytest.mark.parametrize(
    ("text", "row", "words"),
    [
        ("key,name_en\nair,x\n,y\n", 3, "the key “” is empty"),
        ("key\ntwo words\n", 2, "the key “two words” is empty or has characters"),
        ("key\na/b\n", 2, "the key “a/b”"),
        ("key\nair\njalan\nair\n", 4, "the key air is already that of its sibling in row 2"),
        ("key,parent\na,\nx,a\nx,a\ny,x\n", 4, "the key x is already that of its sibling in row 3"),
        ("key,parent\nx,a\n", 2, "no code has the path or key a, named as parent"),
        ("key,parent\ny,x\nx,b/a\na,\nb,\n", 3, "no code has the path or key b/a"),
        ("key,parent\nx,r/c\nc,q/c\n", 2, "no code has the path or key r/c"),
        ("key,parent\na,\nb,\nk,a\nk,b\nx,k\n", 6, "may be any of 2 codes with that key"),
        ("key,parent\na,a\n", 2, "the parents of a are a circle (a < a)"),
        ("key,parent\ntop,\nx,a\na,b\nb,c\nc,a\n", 4, "are a circle (a < b < c < a)"),
        ("key,kind\nair,tema\n", 2, "there is no kind “tema”; write topic, statement"),
        ("key,colour\nair,red\n", 2, "the colour “red” is not one; write it as #RRGGBB"),
        ("key,colour\nair,#abcd\n", 2, "the colour “#abcd” is not one"),
        ('key,name_en\nair,"two\nlines"\njalan,x\n!,\n', 5, "the key “!”"),
        ('key,name_en\nair,"open\njalan,x\n', 2, "this is not CSV"),
        ('key,name_en\nair,x\njalan,"y"z\n', 3, "this is not CSV"),
        (f"key,name_en\nair,{'x' * 200_000}\n", 2, "this is not CSV"),
    ],
)
def test_a_mistake_is_refused_with_its_row(saved: Saved, text: str, row: int, words: str) -> None:
    with pytest.raises(InputError) as refusal:
        codebook_csv.read(saved("b.csv", text))
    assert f"b.csv, row {row}: " in str(refusal.value)
    assert words in str(refusal.value)
    assert refusal.value.advice


@pytest.mark.parametrize("text", ["name_en\nair\n", "# only a remark\n", "x" * 200_000])
def test_a_table_without_keys_is_told_how_one_looks(saved: Saved, text: str) -> None:
    with pytest.raises(InputError, match=r"b\.csv has no column key; name the columns .*key,"):
        codebook_csv.read(saved("b.csv", text))


def test_a_column_that_is_there_twice_is_refused(saved: Saved) -> None:
    with pytest.raises(InputError, match="the column name_en is here twice"):
        codebook_csv.read(saved("b.csv", "key,name_en,Name_EN\nair,x,y\n"))


def test_columns_and_cells_that_nobody_knows_are_told(saved: Saved) -> None:
    found = codebook_csv.read(
        saved("b.csv", "key,Warna,\nair,biru,\njalan,,x\npasar,,,,y\nsawah,,,,\n")
    )
    assert [str(told).partition(";")[0] for told in found.problems] == [
        "b.csv: the column warna is not known here and was left out",
        "b.csv: row 3: cells without a column name were left out",
        "b.csv: row 4: cells without a column name were left out",
    ]
    assert [code.path for code in found.codebook.codes] == ["air", "jalan", "pasar", "sawah"]


def test_nul_characters_are_replaced_and_told(saved: Saved) -> None:
    found = codebook_csv.read(saved("b.csv", "key,name_en\nair,x\0y\n"))
    assert found.codebook.codes == (Code("air", name=Bilingual("x\ufffdy")),)
    assert [told.message for told in found.problems] == [
        "{place}: characters that no file can hold became U+FFFD"
    ]


@pytest.mark.parametrize("count", [20_000])
def test_a_very_deep_table_is_refused(saved: Saved, count: int) -> None:
    rows = [f"k{n},k{n + 1}" for n in range(count)]
    with pytest.raises(InputError, match="deeper than 50 levels"):
        codebook_csv.read(saved("b.csv", "\n".join(["key,parent", *rows, f"k{count},"])))
