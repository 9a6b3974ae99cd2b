from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from qualcode.errors import InputError
from qualcode.readers.registry import Reading, read

_OASIS = "urn:oasis:names:tc:opendocument:xmlns"
_NAMESPACES = " ".join(
    f'xmlns:{short}="{_OASIS}:{long}:1.0"'
    for short, long in {
        "office": "office",
        "text": "text",
        "table": "table",
        "draw": "drawing",
        "style": "style",
        "fo": "xsl-fo-compatible",
    }.items()
)
Open = Callable[..., Path]


@pytest.fixture
def opened(tmp_path: Path) -> Open:
    """Writes an .odt around the elements of its body, with parts beside it."""

    def write(body: str, *, prolog: str = "", styles: str = "", **parts: str) -> Path:
        path = tmp_path / "w.odt"
        with ZipFile(path, "w", ZIP_DEFLATED) as package:
            package.writestr(
                "content.xml",
                f"{prolog}<office:document-content {_NAMESPACES}><office:automatic-styles>"
                '<style:style style:name="T1"><style:text-properties fo:font-weight="bold"/>'
                f"</style:style></office:automatic-styles><office:body><office:text>{body}"
                "</office:text></office:body></office:document-content>",
            )
            package.writestr(
                "styles.xml", f"<office:document-styles {_NAMESPACES}>{styles}"
                "</office:document-styles>"
            )  # fmt: skip
            for name, content in parts.items():
                package.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
        return path

    return write


def p(words: str) -> str:
    return f"<text:p>{words}</text:p>"


def told(reading: Reading) -> list[str]:
    return [str(problem).partition(": ")[2].partition("; ")[0] for problem in reading.problems]


def test_paragraphs_lists_and_tables_come_in_reading_order(opened: Open) -> None:
    def cell(words: str) -> str:
        return f"<table:table-cell>{p(words)}</table:table-cell>"

    path = opened(
        f"<text:h>Judul</text:h>{p('')}"
        + p('K0:<text:s text:c="2"/>a<text:tab/>b<text:line-break/>c <text:span>d</text:span> e')
        + f"<text:list><text:list-item>{p('satu')}</text:list-item></text:list>"
        + f"<table:table><table:table-row>{cell('K1:')}{cell('Ya')}</table:table-row></table:table>"
        + f"<text:section>{p('Usai')}</text:section>"
    )
    assert read(path).transcript.text == "Judul\n\nK0:  a\tb\nc d e\nsatu\nK1:\tYa\nUsai"


def test_what_stands_beside_the_text_is_counted(opened: Open) -> None:
    changes = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>tidak</text:p>"
        "</text:deletion></text:changed-region><text:changed-region><text:insertion/>"
        "</text:changed-region></text:tracked-changes>"
    )
    note = f"<text:note><text:note-citation>1</text:note-citation>{p('catatan kaki')}</text:note>"
    comment = f"<office:annotation>{p('komentar')}</office:annotation>"
    box = f"<draw:frame><draw:text-box>{p('kotak')}</draw:text-box></draw:frame>"
    picture = "<draw:frame><draw:image/></draw:frame>"
    styles = f"<style:header>{p('kepala')}</style:header><style:footer>{p('')}</style:footer>"
    reading = read(opened(changes + p(f"K0: saya{note} ya{comment}.{box}{picture}"), styles=styles))
    assert reading.transcript.text == "K0: saya ya."
    assert told(reading) == [
        "footnotes and endnotes that were not read: 1",
        "comments that were not read: 1",
        "headers and footers that were not read: 1",
        "text boxes that were not read: 1",
        "pictures that were not read: 1",
        "tracked changes: 1 deletions stayed out, 1 insertions came in",
    ]


def test_a_bold_name_alone_on_its_line_needs_no_colon(opened: Open) -> None:
    def bold(words: str) -> str:
        return p(f'<text:span text:style-name="T1">{words}</text:span>')

    body = bold("Ani") + p("Satu") + bold("Peneliti") + p("Dua") + bold("Ani") + p("Tiga")
    turns = read(opened(body)).transcript.turns
    assert [turn.label for turn in turns] == ["Ani", "Peneliti", "Ani"]


def test_spaces_without_end_are_not_written_out(opened: Open) -> None:
    path = opened(p('K0: a<text:s text:c="99999999"/><text:s text:c="9999999999999"/>b'))
    assert len(read(path).transcript.text) < 200


def test_a_locked_document_is_called_so(opened: Open) -> None:
    manifest = "<manifest><file-entry><encryption-data/></file-entry></manifest>"
    with pytest.raises(InputError, match="is protected by a password"):
        read(opened(p("K0: ya"), **{"META-INF__manifest_xml": manifest}))


def test_entities_are_refused(opened: Open) -> None:
    with pytest.raises(InputError, match=r"carries XML entities .* no \.odt file needs"):
        read(opened(p("&a;"), prolog='<!DOCTYPE x [<!ENTITY a "b">]>'))


def test_deep_nesting_is_refused(opened: Open) -> None:
    with pytest.raises(InputError, match="is damaged"):
        read(opened(p("<text:span>" * 5_000 + "a" + "</text:span>" * 5_000)))
