from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from qualcode.errors import InputError, RefusedError, UsageError
from qualcode.exchange import codebooks, intake
from qualcode.model.codebook import Bilingual, Code, Codebook

Saved = Callable[[str, str | bytes], Path]
GOLDEN = Path(__file__).with_name("golden")
STARTERS = Path(__file__).parents[2] / "codebooks"


@pytest.mark.parametrize("form", ["yaml", "qdc", "csv"])
def test_the_small_codebook_is_written_as_people_have_seen_it(small: Codebook, form: str) -> None:
    assert codebooks.write(small, form) == (GOLDEN / f"small.{form}").read_bytes()


@pytest.mark.parametrize("form", ["yaml", "qdc", "csv"])
def test_the_golden_file_is_read_as_the_small_codebook(small: Codebook, form: str) -> None:
    found = codebooks.read(GOLDEN / f"small.{form}")
    assert found.codebook.codes == small.codes
    assert found.problems == ()


@pytest.mark.parametrize("path", sorted(STARTERS.glob("*.yaml")), ids=lambda path: path.stem)
def test_a_starter_codebook_is_read_without_a_problem_in_the_file_itself(path: Path) -> None:
    found = codebooks.read(path)
    assert found.codebook.codes
    assert not [told for told in found.problems if "name of both" not in told.message]


@pytest.mark.parametrize("ending", [".yaml", ".YML", ".Qdc", ".CSV"])
def test_the_ending_chooses_the_format_in_capitals_too(
    small: Codebook, tmp_path: Path, ending: str
) -> None:
    path = tmp_path / f"book{ending}"
    path.write_bytes(codebooks.write(small, codebooks.ENDINGS[ending.lower()]))
    assert codebooks.read(path).codebook.codes == small.codes


def test_another_ending_is_refused_with_those_that_are_known(saved: Saved) -> None:
    with pytest.raises(
        InputError, match=r"book\.docx .*known endings: \.yaml, \.yml, \.qdc, \.csv"
    ):
        codebooks.read(saved("book.docx", "key"))


def test_another_form_is_refused_with_those_that_are_known(small: Codebook) -> None:
    with pytest.raises(UsageError, match="no codebook format xml; known: yaml, qdc, csv"):
        codebooks.write(small, "xml")


@pytest.mark.parametrize("ending", codebooks.ENDINGS)
@pytest.mark.parametrize("content", [b"", b" \n\n", b"\xef\xbb\xbf", b"\xef\xbb\xbf\n"])
def test_an_empty_file_is_refused(saved: Saved, ending: str, content: bytes) -> None:
    with pytest.raises(InputError, match="is empty"):
        codebooks.read(saved(f"book{ending}", content))


@pytest.mark.parametrize("ending", codebooks.ENDINGS)
def test_a_binary_file_is_refused(saved: Saved, ending: str) -> None:
    picture = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256))
    with pytest.raises(InputError, match="book"):
        codebooks.read(saved(f"book{ending}", picture))


@pytest.mark.parametrize("ending", codebooks.ENDINGS)
def test_a_file_larger_than_any_codebook_is_refused_before_it_is_read(
    saved: Saved, ending: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(intake, "LARGEST", 1024 * 1024)
    with pytest.raises(InputError, match="larger than 1 MB"):
        codebooks.read(saved(f"book{ending}", b"#" * (1024 * 1024 + 1)))


@pytest.mark.parametrize("ending", codebooks.ENDINGS)
def test_a_file_that_is_not_there_is_named(tmp_path: Path, ending: str) -> None:
    with pytest.raises(InputError, match=r"there is no file .*book"):
        codebooks.read(tmp_path / f"book{ending}")


def test_a_folder_is_not_a_codebook(tmp_path: Path) -> None:
    (tmp_path / "book.csv").mkdir()
    with pytest.raises(InputError, match=r"book\.csv cannot be read"):
        codebooks.read(tmp_path / "book.csv")


@pytest.mark.parametrize("ending", [".yaml", ".csv"])
def test_a_text_in_an_older_encoding_is_refused_with_its_row(saved: Saved, ending: str) -> None:
    with pytest.raises(InputError, match="row 2: the text is not UTF-8; save the file as UTF-8"):
        codebooks.read(saved(f"book{ending}", "key\nkafé".encode("cp1252")))


def test_a_name_that_two_codes_share_is_told_and_kept(saved: Saved) -> None:
    found = codebooks.read(
        saved(
            "book.csv", "key,parent,name_en,name_id,aliases\na,,Road,Jalan,\nb,,,x,ROAD;y\nc,b,,y,"
        )
    )
    assert [str(told) for told in found.problems] == [
        "book.csv: “ROAD” is the name of both a and b; the path finds each",
        "book.csv: “y” is the name of both b and b/c; the path finds each",
    ]
    assert len(found.codebook.codes) == 3


def test_a_code_that_has_one_name_twice_is_no_problem(saved: Saved) -> None:
    found = codebooks.read(
        saved("book.csv", "key,name_en,name_id,aliases\na,Musrenbang,Musrenbang,musrenbang")
    )
    assert found.problems == ()


def test_codes_that_are_not_in_the_order_of_the_tree_are_put_in_it(tmp_path: Path) -> None:
    loose = Codebook((Code("b"), Code("a"), Code("b/x"), Code("a/y"), Code("b/w")))
    for form in ("yaml", "qdc", "csv"):
        path = tmp_path / f"book.{form}"
        path.write_bytes(codebooks.write(loose, form))
        paths = [code.path for code in codebooks.read(path).codebook.codes]
        assert paths == ["b", "b/x", "b/w", "a", "a/y"]


@pytest.mark.parametrize("form", ["yaml", "qdc", "csv"])
def test_the_deepest_tree_survives_and_a_deeper_one_is_refused(tmp_path: Path, form: str) -> None:
    paths = ["/".join("a" * depth) for depth in range(1, 52)]
    deepest = Codebook(tuple(map(Code, paths[:50])))
    path = tmp_path / f"book.{form}"
    path.write_bytes(codebooks.write(deepest, form))
    assert codebooks.read(path).codebook == deepest
    with pytest.raises(RefusedError, match="deeper than the 50 levels"):
        codebooks.write(Codebook(tuple(map(Code, paths))), form)


def test_a_codebook_that_is_no_tree_is_a_mistake_of_ours() -> None:
    with pytest.raises(ValueError, match="no code above a/b"):
        codebooks.write(Codebook((Code("a/b"),)), "csv")
    with pytest.raises(ValueError, match="two codes have one path"):
        codebooks.write(Codebook((Code("a"), Code("a"))), "csv")


@pytest.mark.parametrize("form", ["yaml", "qdc", "csv"])
def test_characters_that_no_file_holds_are_replaced_and_told(tmp_path: Path, form: str) -> None:
    odd = Codebook((Code("a", name=Bilingual("x\0y"), definition=Bilingual("\ud800", "\uffff")),))
    path = tmp_path / f"book.{form}"
    path.write_bytes(codebooks.write(odd, form))
    kept = Code("a", name=Bilingual("x\ufffdy"), definition=Bilingual("\ufffd", "\ufffd"))
    assert codebooks.read(path).codebook.codes == (kept,)
    assert [str(told) for told in codebooks.losses(odd, form)] == [
        f"{form}: a: characters that no file can hold became U+FFFD; look at the texts there"
    ]


def test_what_a_form_cannot_carry_of_the_book_itself_is_told(small: Codebook) -> None:
    assert codebooks.losses(small, "yaml") == ()
    for form in ("qdc", "csv"):
        (told,) = codebooks.losses(small, form)
        assert "the name, description and sources of the codebook" in str(told)
        assert codebooks.losses(Codebook(small.codes), form) == ()


@pytest.mark.parametrize("form", ["yaml", "qdc", "csv"])
def test_a_codebook_without_codes_is_still_one(tmp_path: Path, form: str) -> None:
    path = tmp_path / f"book.{form}"
    path.write_bytes(codebooks.write(Codebook(()), form))
    assert codebooks.read(path) == codebooks.Intake(Codebook(()))


def test_yaml_and_xml_are_loaded_only_when_they_are_needed(saved: Saved) -> None:
    path = saved("book.csv", "key\nair\n")
    told = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys; from pathlib import Path; from qualcode.exchange import codebooks;"
            f"codebooks.read(Path({str(path)!r}));"
            "print({'yaml', 'defusedxml', 'xml.etree.ElementTree'} & set(sys.modules))",
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stdout.strip() == "set()"
