from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from qualcode.errors import InputError
from qualcode.exchange import codebook_yaml, plain_yaml
from qualcode.model.codebook import Bilingual, Code, Codebook, CodeKind

Saved = Callable[[str, str | bytes], Path]


@pytest.fixture(params=["CBaseLoader", "BaseLoader"], autouse=True)
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every test holds for both parsers."""
    monkeypatch.setattr(plain_yaml, "_PARSER", getattr(yaml, request.param, yaml.BaseLoader))


def codes_of(path: Path) -> tuple[Code, ...]:
    found = codebook_yaml.read(path)
    assert found.problems == ()
    return found.codebook.codes


def test_a_plain_text_is_english(saved: Saved) -> None:
    path = saved("b.yaml", "codes:\n- key: air\n  name: Water\n  definition: {id: Air bersih}\n")
    assert codes_of(path) == (
        Code("air", name=Bilingual("Water"), definition=Bilingual("", "Air bersih")),
    )


def test_words_that_yaml_takes_for_something_else_stay_words(saved: Saved) -> None:
    path = saved(
        "b.yaml",
        "codes:\n- key: no\n  name: {en: yes, id: 2024-01-01}\n"
        "- key: 1.10\n  name: 0x1F\n- key: null\n",
    )
    assert codes_of(path) == (
        Code("no", name=Bilingual("yes", "2024-01-01")),
        Code("1.10", name=Bilingual("0x1F")),
        Code("null"),
    )


def test_everything_that_a_code_can_have_is_read(saved: Saved) -> None:
    path = saved(
        "b.yaml",
        """\
# a remark
name: {en: Book, id: Buku}
about: About it
sources:
  - One (1993)
codes:
  - key: gotong-royong
    kind: Statement
    name: {en: Mutual help, id: Gotong royong}
    definition:
      id: >
        Warga saling
        membantu.
    include: |
      kerja bakti
      arisan
    exclude: paid work
    example: "“Kami bantu.”"
    aliases: [kerja bakti, arisan]
    colour: "#4C78A8"
    codes:
      - key: upah
        aliases: gaji
        colour: '#abc'
""",
    )
    found = codebook_yaml.read(path)
    assert found.problems == ()
    assert found.codebook == Codebook(
        (
            Code(
                "gotong-royong",
                CodeKind.STATEMENT,
                Bilingual("Mutual help", "Gotong royong"),
                definition=Bilingual("", "Warga saling membantu."),
                include=Bilingual("kerja bakti\narisan"),
                exclude=Bilingual("paid work"),
                example=Bilingual("“Kami bantu.”"),
                aliases=("kerja bakti", "arisan"),
                colour="#4C78A8",
            ),
            Code("gotong-royong/upah", aliases=("gaji",), colour="#abc"),
        ),
        name=Bilingual("Book", "Buku"),
        about=Bilingual("About it"),
        sources=("One (1993)",),
    )


def test_fields_that_nobody_knows_are_told(saved: Saved) -> None:
    path = saved(
        "b.yaml",
        "titel: x\ncodes:\n- key: air\n  color: '#abc'\n  name:\n    en: Water\n    jv: Banyu\n",
    )
    found = codebook_yaml.read(path)
    assert [str(told).partition(";")[0] for told in found.problems] == [
        "b.yaml: row 1: the field titel is not known here and was left out",
        "b.yaml: row 4: the field color is not known here and was left out",
        "b.yaml: row 7: the field jv is not known here and was left out",
    ]
    assert found.codebook.codes == (Code("air", name=Bilingual("Water")),)


def test_a_colour_that_became_a_comment_is_told(saved: Saved) -> None:
    found = codebook_yaml.read(saved("b.yaml", "codes:\n- key: air\n  colour: #FF0000\n"))
    (told,) = found.problems
    assert str(told) == (
        "b.yaml: row 3: the colour is empty; put it in quotes: without them, # begins a comment"
    )


@pytest.mark.parametrize(
    ("text", "row", "words"),
    [
        ("codes:\n- name: x\n", 2, "a code without a key"),
        ("codes:\n- air\n", 2, "a code without a key"),
        ("codes: air\n", 1, "the field codes is not a list"),
        ("codes:\n- key: two words\n", 2, "the key “two words” is empty or has characters"),
        ("codes:\n- key: ''\n", 2, "the key “” is empty"),
        ("codes:\n- key: a/b\n", 2, "the key “a/b”"),
        ("codes:\n- key: [a]\n", 2, "the field key is not a single text"),
        ("codes:\n- key: a\n  kind: tema\n", 3, "there is no kind “tema”; write topic, statement"),
        ("codes:\n- key: a\n  colour: red\n", 3, "the colour “red” is not one"),
        ("codes:\n- key: a\n  colour: '#ab'\n", 3, "the colour “#ab” is not one"),
        ("codes:\n- key: a\n- key: b\n- key: a\n", 4, "already that of its sibling in row 2"),
        ("codes: [{key: a}, {key: a}]\n", 1, "already that of its sibling in row 1"),
        ("codes:\n- key: a\n  key: b\n", 3, "the field key is here twice"),
        ("codes:\n- key: a\n  name:\n  - x\n", 4, "the field name is not a text"),
        ("codes:\n- key: a\n  name: {en: [x]}\n", 3, "the field en is not a single text"),
        ("codes:\n- key: a\n  aliases: {en: x}\n", 3, "the field aliases is not a list of texts"),
        ("codes:\n- key: a\n  aliases: [[x]]\n", 3, "the field aliases is not a list of texts"),
        ("codes:\n- key: a\n  codes: {key: b}\n", 3, "the field codes is not a list"),
        ("codes: []\n---\ncodes: []\n", 2, "a second document begins here"),
        ("codes:\n- key: &x a\n- key: *x\n", 2, "anchors (&) and aliases (*) are not read"),
        ("codes:\n- key: !!python/name:os.system a\n", 2, "YAML tags (!) are not read"),
        ("codes:\n- {[a]: b}\n", 2, "the name of a field has to be a word"),
        ("codes:\n- key: a\n  name: x: y\n", 3, "this is not YAML"),
        ("codes:\n- key: 'a\n", 3, "this is not YAML"),
        ("codes:\n\t- key: a\n", 2, "this is not YAML"),
    ],
)
def test_a_mistake_is_refused_with_its_row(saved: Saved, text: str, row: int, words: str) -> None:
    with pytest.raises(InputError) as refusal:
        codebook_yaml.read(saved("b.yaml", text))
    assert f"b.yaml, row {row}: " in str(refusal.value)
    assert words in str(refusal.value)
    assert refusal.value.advice


@pytest.mark.parametrize("text", ["just words\n", "- key: a\n", "name: x\n", "{}\n", "---\n"])
def test_yaml_that_is_no_codebook_is_told_how_one_looks(saved: Saved, text: str) -> None:
    with pytest.raises(InputError, match=r"b\.yaml has no field codes; a codebook lists its"):
        codebook_yaml.read(saved("b.yaml", text))


def test_a_file_of_remarks_is_empty(saved: Saved) -> None:
    with pytest.raises(InputError, match="is empty"):
        codebook_yaml.read(saved("b.yaml", "# nothing\n"))


def test_a_bomb_of_aliases_does_not_go_off(saved: Saved) -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 30)]
    with pytest.raises(InputError, match="row 1: YAML anchors"):
        codebook_yaml.read(saved("b.yaml", "\n".join([*lines, "codes: *a29"])))


@pytest.mark.parametrize("nest", ["[", "{a: ", "- ", "? ", "codes: [{key: a, "])
def test_nesting_without_end_is_refused(saved: Saved, nest: str) -> None:
    with pytest.raises(InputError, match="row 1: "):
        codebook_yaml.read(saved("b.yaml", nest * 100_000))


@pytest.mark.parametrize("character", ["\0", "\x07", "\x1b"])
def test_control_characters_in_the_file_are_refused(saved: Saved, character: str) -> None:
    with pytest.raises(InputError, match="characters that YAML does not allow"):
        codebook_yaml.read(saved("b.yaml", f"codes:\n- key: a\n  name: x{character}y\n"))


def test_control_characters_written_as_escapes_are_replaced_and_told(saved: Saved) -> None:
    found = codebook_yaml.read(
        saved("b.yaml", 'about: "\\a"\ncodes:\n- key: a\n  name: "x\\0y"\n  aliases: ["\\e"]\n')
    )
    assert found.codebook.codes == (Code("a", name=Bilingual("x\ufffdy"), aliases=("\ufffd",)),)
    assert found.codebook.about == Bilingual("\ufffd")
    assert [str(told).partition(" characters")[0] for told in found.problems] == [
        "b.yaml: name, about, sources:",
        "b.yaml: a:",
    ]


def test_what_is_written_is_good_to_read(small: Codebook) -> None:
    lines = codebook_yaml.write(small).decode().splitlines()
    assert max(map(len, lines)) <= 100
    assert "      en: |-" in lines
    assert "  - key: '1.1'" in lines
