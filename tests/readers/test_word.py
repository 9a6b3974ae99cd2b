from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from docx import Document

from qualcode.errors import InputError
from qualcode.readers.registry import Reading, read

SAMPLE = Path(__file__).parents[2] / "transcripts" / "samples" / "interview-word.docx"
Word = Callable[..., Path]


def p(*runs: str) -> str:
    return f"<w:p>{''.join(runs)}</w:p>"


def r(words: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'


def bold(words: str) -> str:
    return r(words, "<w:b/>")


def told(reading: Reading) -> list[str]:
    return [str(problem).partition(": ")[2].partition("; ")[0] for problem in reading.problems]


def said(reading: Reading) -> list[tuple[str, str]]:
    text = reading.transcript.text
    return [(turn.label, turn.span.of(text)) for turn in reading.transcript.turns]


def test_what_python_docx_writes_comes_in(tmp_path: Path) -> None:
    document = Document()
    document.add_heading("Wawancara", 1)
    paragraph = document.add_paragraph()
    paragraph.add_run("Ani: ").bold = True
    paragraph.add_run("Halo\nsemua\tya")
    document.add_paragraph()
    document.add_paragraph("Ani: Lagi", style="List Bullet")
    path = tmp_path / "w.docx"
    document.save(str(path))
    reading = read(path)
    assert reading.transcript.text == "Wawancara\nAni: Halo\nsemua\tya\n\nAni: Lagi"
    assert said(reading) == [("Ani", "Halo\nsemua\tya"), ("Ani", "Lagi")]
    assert reading.problems == ()


def test_runs_are_joined_with_the_spaces_between_them(word: Word) -> None:
    path = word(p(r("K0:"), r(" "), r("ha"), r("lo "), r("semua")))
    assert read(path).transcript.text == "K0: halo semua"


def test_signs_that_are_elements_become_characters(word: Word) -> None:
    inside = (
        '<w:t>a</w:t><w:br/><w:t>b</w:t><w:tab/><w:t>c</w:t><w:br w:type="page"/><w:cr/>'
        "<w:t>d</w:t><w:noBreakHyphen/><w:t>e</w:t><w:softHyphen/><w:t>f\u00adg</w:t>"
    )
    path = word(f"<w:p><w:pPr><w:tabs><w:tab/></w:tabs></w:pPr><w:r>{inside}</w:r></w:p>")
    assert read(path).transcript.text == "a\nb\tc\nd-e\u00adf\u00adg"


def test_a_sign_of_a_symbol_font_is_replaced_and_counted(word: Word) -> None:
    smile = '<w:r><w:sym w:font="Wingdings" w:char="F04A"/></w:r>'
    reading = read(word(p(r("K0: ya "), smile)))
    assert reading.transcript.text == "K0: ya \ufffd"
    assert told(reading) == ["characters that no text can hold became \ufffd: 1"]


def test_words_in_links_fields_and_controls_stay(word: Word) -> None:
    path = word(
        p(
            f"<w:hyperlink>{r('tautan ')}</w:hyperlink>",
            f"<w:fldSimple>{r('bidang ')}</w:fldSimple>",
            "<w:r><w:instrText>DATE</w:instrText></w:r>",
            f"<w:sdt><w:sdtPr/><w:sdtContent>{r('isian')}</w:sdtContent></w:sdt>",
        )
        + f"<w:sdt><w:sdtContent>{p(r('kendali'))}</w:sdtContent></w:sdt>"
    )
    assert read(path).transcript.text == "tautan bidang isian\nkendali"


def test_tables_come_in_reading_order(word: Word) -> None:
    def row(*cells: str) -> str:
        return f"<w:tr>{''.join(f'<w:tc>{cell}</w:tc>' for cell in cells)}</w:tr>"

    inner = f"<w:tbl>{row(p(r('x')), p(r('y')))}</w:tbl>"
    path = word(
        p(r("Tabel"))
        + "<w:tbl>"
        + row(p(r("K0:")), p(r("Halo")) + p(r("semua")))
        + row(p(r("K1:")), inner + p())
        + row(p(), p())
        + "</w:tbl>"
        + p(r("Usai"))
    )
    reading = read(path)
    assert reading.transcript.text == "Tabel\nK0:\tHalo\nsemua\nK1:\tx\ty\n\n\t\nUsai"
    assert said(reading) == [("K0", "Halo\nsemua"), ("K1", "x\ty\n\n\t\nUsai")]


def test_deleted_words_stay_out_and_inserted_words_come_in(word: Word) -> None:
    deleted = "<w:del><w:r><w:delText>tidak </w:delText></w:r></w:del>"
    moved = f"<w:moveFrom>{r('dulu')}</w:moveFrom><w:moveTo>{r('kini')}</w:moveTo>"
    reading = read(word(p(r("K0: saya "), deleted, f"<w:ins>{r('sangat ')}</w:ins>", moved)))
    assert reading.transcript.text == "K0: saya sangat kini"
    assert told(reading) == ["tracked changes: 2 deletions stayed out, 2 insertions came in"]


def test_a_deleted_paragraph_mark_joins_two_paragraphs(word: Word) -> None:
    mark = "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>"
    row = f"<w:tr><w:trPr><w:del/></w:trPr><w:tc>{p()}</w:tc></w:tr>"
    path = word(p(mark, r("K0: satu ")) + p(r("dua")) + f"<w:tbl>{row}</w:tbl>" + p(r("tiga")))
    assert read(path).transcript.text == "K0: satu dua\ntiga"


def test_what_stands_beside_the_text_is_counted(word: Word) -> None:
    path = word(
        p(r("K0: Halo")),
        footnotes=f'<w:footnote w:id="0">{p()}</w:footnote><w:footnote>{p(r("a"))}</w:footnote>',
        endnotes=f"<w:endnote>{p(r('b'))}</w:endnote>",
        comments=f"<w:comment>{p(r('c'))}</w:comment><w:comment>{p(r('d'))}</w:comment>",
        header=p(r("kepala")),
        footer=p(),
    )
    assert told(read(path)) == [
        "footnotes and endnotes that were not read: 2",
        "comments that were not read: 2",
        "headers and footers that were not read: 1",
    ]


def test_what_is_no_plain_text_is_counted_once(word: Word) -> None:
    def box(words: str) -> str:
        return f"<w:txbxContent>{p(r(words))}</w:txbxContent>"

    choice = f'<mc:Choice Requires="wps">{box("kotak")}</mc:Choice>'
    fallback = f"<mc:Fallback><w:pict>{box('kotak')}</w:pict></mc:Fallback>"
    picture = "<w:r><w:pict><v:shape><v:imagedata/></v:shape></w:pict></w:r>"
    shape = f"<w:r><mc:AlternateContent>{choice}{fallback}</mc:AlternateContent></w:r>"
    reading = read(word(p(r("K0: Halo"), shape, picture) + "<w:altChunk/>"))
    assert reading.transcript.text == "K0: Halo"
    assert told(reading) == [
        "text boxes that were not read: 1",
        "pictures that were not read: 1",
        "embedded documents that were not read: 1",
    ]


def test_a_bold_name_is_a_label_with_its_colon(word: Word) -> None:
    path = word(p(r("Buka")) + p(bold("Ani:"), r(" satu")) + p(bold("Budi"), r(": dua")) * 2)
    assert said(read(path)) == [("Budi", "dua"), ("Budi", "dua")]


def test_a_bold_name_alone_on_its_line_is_a_label(word: Word) -> None:
    path = word(
        p(bold("TRANSKRIP"))
        + p(bold("Ibu "), bold("Siti"))
        + p(r("Halo"))
        + p(bold("Peneliti"))
        + p(r("Ya"))
        + p(bold("Ibu Siti"), r(" "))
        + p(r("Baik"))
        + p(r("Budi", '<w:b w:val="0"/>'), r("Budi"))
    )
    assert said(read(path)) == [
        ("Ibu Siti", "Halo"),
        ("Peneliti", "Ya"),
        ("Ibu Siti", "Baik\nBudiBudi"),
    ]


@pytest.mark.parametrize("body", ["", p(), p(r(" ")), "<w:sectPr/>"])
def test_a_document_without_words_holds_no_text(word: Word, body: str) -> None:
    with pytest.raises(InputError, match="holds no text"):
        read(word(body))


@pytest.mark.parametrize(
    "content", [b"bukan zip", b"PK\x03\x04", b"\0" * 1000, b"PK\x05\x06" + b"\0" * 18]
)
def test_what_is_no_word_file_is_refused(keep: Word, content: bytes) -> None:
    with pytest.raises(InputError, match=r"is damaged, or not a \.docx file"):
        read(keep(content, "w.docx"))


@pytest.mark.parametrize("part", [0.1, 0.5, 0.9, 0.999])
def test_a_truncated_file_is_refused(keep: Word, part: float) -> None:
    whole = SAMPLE.read_bytes()
    with pytest.raises(InputError, match="is damaged"):
        read(keep(whole[: int(len(whole) * part)], "w.docx"))


def test_a_workbook_by_the_name_of_a_document_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "w.docx"
    with ZipFile(path, "w") as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("xl/workbook.xml", "<workbook/>")
    with pytest.raises(InputError, match="is damaged, or not"):
        read(path)


def test_a_locked_file_is_called_so(keep: Word) -> None:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500
    with pytest.raises(InputError, match="is protected by a password"):
        read(keep(ole + "EncryptedPackage".encode("utf-16-le"), "w.docx"))
    with pytest.raises(InputError, match=r"is an old \.doc or \.xls file"):
        read(keep(ole, "w.docx"))


def test_a_zip_with_a_password_is_called_so(keep: Word) -> None:
    content = bytearray(SAMPLE.read_bytes())
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.find(signature) + offset] |= 1
    with pytest.raises(InputError, match="is protected by a password"):
        read(keep(bytes(content), "w.docx"))


@pytest.mark.parametrize("part", ["word/styles.xml", "word/media/image1.png"])
def test_a_bomb_is_refused_unopened(word: Word, part: str) -> None:
    path = word(p(r("K0: Halo")))
    with ZipFile(path, "a", ZIP_DEFLATED) as package:
        package.writestr(part, b" " * 30_000_000)
    with pytest.raises(InputError, match="unpacks to far more than an interview holds"):
        read(path)


def test_a_file_of_too_many_parts_is_refused(keep: Word) -> None:
    content = io.BytesIO()
    with ZipFile(content, "w") as package:
        for number in range(6_000):
            package.writestr(f"word/{number}.xml", "<a/>")
    with pytest.raises(InputError, match="unpacks to far more"):
        read(keep(content.getvalue(), "w.docx"))


@pytest.mark.parametrize(
    "prolog",
    [
        '<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>',
        '<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/hostname">]>',
        '<!DOCTYPE w SYSTEM "http://127.0.0.1:1/w.dtd">',
    ],
)
def test_entities_and_document_types_are_refused(word: Word, prolog: str) -> None:
    with pytest.raises(InputError, match="carries XML entities or a document type"):
        read(word(p(r("K0: Halo")), prolog=prolog))


def test_an_entity_in_a_part_of_another_name_is_refused(word: Word) -> None:
    path = word(p(r("K0: Halo")))
    with ZipFile(path, "a") as package:
        package.writestr("word/lain.bin", "\ufeff<!DOCTYPE a [<!ENTITY b 'c'>]><a/>")
    with pytest.raises(InputError, match="carries XML entities"):
        read(path)


def test_broken_xml_is_refused(word: Word) -> None:
    for body in ("<w:p>", "<w:p>&nope;</w:p>", "<w:p>" * 3000 + "</w:p>" * 3000):
        with pytest.raises(InputError, match="is damaged"):
            read(word(body))
