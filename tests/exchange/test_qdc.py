from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from qualcode.errors import InputError
from qualcode.exchange import qdc
from qualcode.model.codebook import Bilingual, Code, Codebook

Saved = Callable[[str, str | bytes], Path]

# The namespace as NVivo writes it, the byte order mark as QualCoder does.
FOREIGN = """\ufeff<?xml version="1.0" encoding="utf-8" standalone="no"?>
<CodeBook origin="NVivo 12 For Mac" xmlns="urn:QDA-XML:codebook:1:0"
    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="x y">
  <Codes>
    <Code guid="A" name="Nodes" isCodable="false">
      <Description>
        All of them.
      </Description>
      <Code guid="B" name="Air &amp; Sanitasi (kota)" isCodable="true" color="#FF0000"/>
      <Code guid="C" name="air sanitasi kota" isCodable="true" color="255,0,0"/>
      <Code guid="D" name="" isCodable="true" weight="3"><NoteRef targetGUID="N"/></Code>
      <Code guid="E" name="Größe · École" isCodable="true"/>
    </Code>
  </Codes>
  <Sets>
    <Set guid="S" name="Infrastruktur"><MemberCode guid="B"/><MemberCode guid="C"/></Set>
  </Sets>
</CodeBook>
"""


def ours(*codes: str) -> str:
    return f'<CodeBook origin="qualcode 0.1.0"><Codes>{"".join(codes)}</Codes></CodeBook>'


def test_the_codebook_of_another_program_is_read(saved: Saved) -> None:
    assert qdc.read(saved("b.qdc", FOREIGN)).codebook == Codebook(
        (
            Code("nodes", name=Bilingual("Nodes"), definition=Bilingual("All of them.")),
            Code(
                "nodes/air-sanitasi-kota", name=Bilingual("Air & Sanitasi (kota)"), colour="#FF0000"
            ),
            Code("nodes/air-sanitasi-kota-2", name=Bilingual("air sanitasi kota")),
            Code("nodes/code"),
            Code("nodes/größe-école", name=Bilingual("Größe · École")),
        )
    )


def test_what_it_could_not_carry_is_told(saved: Saved) -> None:
    assert [str(told).partition(";")[0] for told in qdc.read(saved("b.qdc", FOREIGN)).problems] == [
        "b.qdc: the set Infrastruktur of 2 codes was left out",
        "b.qdc: nodes/air-sanitasi-kota-2: the colour 255,0,0 is not one and was left out",
        "b.qdc: a code below nodes has no name",
        "b.qdc: NoteRef of nodes/code was left out",
        "b.qdc: not for coding there, but like all codes here: nodes",
        "b.qdc: the attribute weight of codes is not known here and was left out",
    ]


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Gotong Royong", "gotong-royong"),
        ("  a / b  ", "a-b"),
        ("C++", "c"),
        ("v1.2_x", "v1.2_x"),
        ("E\u0301cole", "école"),
        ("İzmir", "izmir"),
        ("社区 资产", "社区-资产"),
        ("!!!", "code"),
        ("", "code"),
    ],
)
def test_a_key_is_made_of_the_name(name: str, key: str) -> None:
    assert qdc.slug(name) == key


def test_names_in_other_encodings_are_read(saved: Saved) -> None:
    text = '<?xml version="1.0" encoding="{}"?><CodeBook><Codes><Code name="é"/></Codes></CodeBook>'
    for encoding in ("utf-16", "iso-8859-1"):
        path = saved("b.qdc", text.format(encoding).encode(encoding))
        assert qdc.read(path).codebook.codes == (Code("é", name=Bilingual("é")),)


def test_a_code_renamed_in_our_file_keeps_everything_else(saved: Saved) -> None:
    before = Codebook(
        (
            Code("a", name=Bilingual("Road", "Jalan"), include=Bilingual("dust")),
            Code("b", name=Bilingual("", "Pasar")),
            Code("c"),
        )
    )
    text = qdc.write(before).decode()
    for old, new in (("Road", "Way"), ("Pasar", "Toko"), ("c", "Third")):
        text = text.replace(f'name="{old}"', f'name="{new}"')
    after = qdc.read(saved("b.qdc", text)).codebook.codes
    assert [code.name for code in after] == [
        Bilingual("Way", "Jalan"),
        Bilingual("", "Toko"),
        Bilingual("Third"),
    ]
    assert after[0].include == Bilingual("dust")


@pytest.mark.parametrize(
    "description",
    [
        "Somebody wrote over it",
        "Definition (en): x",
        "Definition (en): x\nDefinition (en): y\nKey: a",
        "Key: two words",
        "Kind: tema\nKey: a",
        "Remark: x\nKey: a",
    ],
)
def test_a_description_without_our_labels_becomes_the_definition(
    saved: Saved, description: str
) -> None:
    code = f'<Code name="Air"><Description>{description}</Description></Code>'
    found = qdc.read(saved("b.qdc", ours(code)))
    assert found.codebook.codes == (
        Code("air", name=Bilingual("Air"), definition=Bilingual(description)),
    )
    (told,) = found.problems
    assert str(told).startswith("b.qdc: air: its description has lost its labels")


def test_spaces_at_the_ends_of_lines_may_be_lost(saved: Saved) -> None:
    code = (
        '<Code name="Air"><Description>Definition (en):\n  x\n\n  y\nKey: air</Description></Code>'
    )
    found = qdc.read(saved("b.qdc", ours(code)))
    assert found.problems == ()
    assert found.codebook.codes == (
        Code("air", name=Bilingual("Air"), definition=Bilingual("\nx\n\ny")),
    )


def test_a_code_added_to_our_file_by_hand_is_read_like_any(saved: Saved) -> None:
    found = qdc.read(
        saved(
            "b.qdc",
            ours('<Code name="Air"/>', "<Code name='x'><Description>Key: air</Description></Code>"),
        )
    )
    assert [code.path for code in found.codebook.codes] == ["air", "air-2"]
    (told,) = found.problems
    assert str(told).startswith("b.qdc: air-2: its key was taken by a sibling")


def test_what_has_no_place_is_told(saved: Saved) -> None:
    codes = "<Codes><Description>x</Description></Codes>"
    text = f"<CodeBook><Users><User/></Users>{codes}<Sets/></CodeBook>"
    found = qdc.read(saved("b.qdc", text))
    assert [told.facts[0] for told in found.problems] == [
        ("element", "Users"),
        ("element", "Description"),
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("<CodeBook><Codes>", "row 1: this is not XML"),
        ("\n\n<CodeBook></Codes>", "row 3: this is not XML (mismatched tag)"),
        ("key,parent\nair,", "row 1: this is not XML"),
        ("<CodeBook>\0</CodeBook>", "row 1: this is not XML"),
        ('<?xml version="1.0" encoding="shift_jis"?><CodeBook/>', "an encoding that is not read"),
        ('<?xml version="1.0" encoding="nonsense"?><CodeBook/>', "b.qdc"),
        ("<CodeBook/>", "b.qdc holds no codes"),
        ('<Project xmlns="urn:QDA-XML:project:1.0"/>', "not a REFI-QDA codebook but holds Project"),
        ("<html/>", "holds html"),
        ("<!DOCTYPE CodeBook><CodeBook><Codes/></CodeBook>", "declares a document type"),
    ],
)
def test_what_is_no_codebook_is_refused(saved: Saved, text: str, words: str) -> None:
    with pytest.raises(InputError) as refusal:
        qdc.read(saved("b.qdc", text))
    assert words in str(refusal.value)
    assert refusal.value.advice


@pytest.mark.parametrize("entity", ['"lol"', 'SYSTEM "file:///etc/passwd"'])
def test_entities_are_not_followed(saved: Saved, entity: str) -> None:
    bomb = "".join(f'<!ENTITY b{n} "{f"&b{n - 1};" * 10}">' for n in range(1, 30))
    text = f"<!DOCTYPE x [<!ENTITY b0 {entity}>{bomb}]><CodeBook><Codes>&b29;</Codes></CodeBook>"
    with pytest.raises(InputError, match="declares a document type or entities"):
        qdc.read(saved("b.qdc", text))


def test_nesting_without_end_is_refused(saved: Saved) -> None:
    deep = "<Code name='x'>" * 100_000 + "</Code>" * 100_000
    with pytest.raises(InputError, match="the code x lies deeper than 50 levels"):
        qdc.read(saved("b.qdc", f"<CodeBook><Codes>{deep}</Codes></CodeBook>"))


def test_many_codes_of_one_name_are_told_apart(saved: Saved) -> None:
    codes = '<Code name="Lain"/>' * 3 + '<Code name="lain 2"/>'
    found = qdc.read(saved("b.qdc", f"<CodeBook><Codes>{codes}</Codes></CodeBook>"))
    assert [code.path for code in found.codebook.codes] == ["lain", "lain-2", "lain-3", "lain-2-2"]


def test_guids_depend_on_the_path_alone() -> None:
    one, two = (qdc.write(Codebook((Code("a", name=Bilingual(name)),))) for name in ("x", "y"))
    assert one.split(b'name="')[0] == two.split(b'name="')[0]
