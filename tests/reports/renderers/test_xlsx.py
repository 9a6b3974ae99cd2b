from __future__ import annotations

from datetime import datetime
from io import BytesIO
from zipfile import ZipFile

import pytest
from openpyxl import Workbook, load_workbook

from qualcode.errors import UsageError
from qualcode.reports.document import Column, Document, Figure, Grid, Heading, Paragraph, Value
from qualcode.reports.renderers.xlsx import render


def test_words_come_first_and_each_grid_has_a_sheet(report: Document) -> None:
    book = _read(report)
    assert book.sheetnames == ["Report", "Claims what they rest on", "Triangulation"]
    assert [cell.value for cell in book["Report"]["A"]][:3] == [
        "Invented material: nobody said this. Do not cite it.",
        "Aset *komunitas* & <warga>",
        "One line.\n# not a heading\n\n1. not a list",
    ]


def test_grids_under_headings_alone_need_no_sheet_of_words() -> None:
    grid = _grid("x", 1)
    assert _read(Document("Title", (Heading("Chapter"), grid))).sheetnames == ["Caption"]


def test_cells_keep_their_types(report: Document) -> None:
    _, _, *rows = _read(report)["Claims what they rest on"].iter_rows(values_only=True)
    assert rows == [
        ("c1", "Kami | <b>jalan</b>\nsendiri", "converged", 12, 0.3, "yes", "b1; z2", None),
        ("c2", "-5 dari _sepuluh_", "no source", 0, 2, "no", None, "1/3: 1.2346; 1/2: 1"),
        ("c3", "=cmd|' /C calc'!A0", "denied", 3, None, None, "協働", None),
    ]


@pytest.mark.parametrize("text", ["=1+1", "+1", "http://example.org", "007", "{=1}", "_x0041_"])
def test_text_is_never_run_linked_or_counted(text: str) -> None:
    cell = _read(Document("", (_grid(text),)))["Caption"]["A2"]
    assert (cell.data_type, cell.value, cell.hyperlink) == ("s", text, None)


def test_the_header_and_the_first_column_stay_in_sight(report: Document) -> None:
    sheet = _read(report)["Claims what they rest on"]
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("B3", "A2:H5")
    assert all(cell.font.bold for cell in sheet[2])
    assert sheet["B3"].alignment.wrap_text


def test_the_notice_is_on_every_sheet_every_page_and_the_file(report: Document) -> None:
    book = _read(report)
    for sheet in book:
        assert sheet["A1"].value == "Invented material: nobody said this. Do not cite it."
        assert sheet.oddHeader.center.text == "Invented material: nobody said this."
        assert sheet.oddFooter.center.text == "Invented material: nobody said this."
    assert book.properties.description == "Invented material: nobody said this. Do not cite it."


def test_the_file_says_no_time_of_its_own(report: Document) -> None:
    made = _read(report).properties
    assert made.created == made.modified == datetime(1980, 1, 1)


def test_characters_that_the_format_forbids_are_replaced() -> None:
    assert _first(_grid("a\x00b\x1bc\ufffed")) == "a\ufffdb\ufffdc\ufffdd"


def test_a_text_longer_than_a_cell_says_that_it_is_cut() -> None:
    held = _first(_grid("\N{GRINNING FACE}" * 20_000))
    assert isinstance(held, str)
    assert len(held.encode("utf-16-le")) // 2 <= 32_767
    assert held.endswith("\N{GRINNING FACE} … (cut: a cell of a workbook holds no more)")


def test_a_number_with_more_digits_than_a_sheet_keeps_is_text() -> None:
    assert _first(_grid(1234567890123456789)) == "1234567890123456789"


def test_more_rows_than_a_sheet_holds_are_refused() -> None:
    with pytest.raises(UsageError) as refused:
        render(Document("", (Grid((), ((),) * 1_048_576),)))
    assert str(refused.value) == "1048576 rows are more than a sheet holds; ask for csv or json"


def test_a_caption_too_long_for_a_sheet_is_cut_between_words_or_gives_way_to_the_title() -> None:
    long, short = (
        Grid((Column("a", "A"),), (), caption=caption)
        for caption in ("Coded segments at each theme and below it.", "Themes")
    )
    assert _read(Document("Theme matrix", (long,))).sheetnames == ["Theme matrix"]
    together = _read(Document("All of it", (long, short)))
    assert together.sheetnames == ["Coded segments at each theme", "Themes"]


def test_sheet_names_are_allowed_and_unique() -> None:
    names = [
        "History",
        "a/b*c?[d]:e\\f",
        "'quoted'",
        "x" * 40,
        "X" * 40,
        "",
        "\N{GRINNING FACE}" * 20,
    ]
    grids = tuple(Grid((Column("a", "A"),), (), caption=name) for name in names)
    assert _read(Document("", grids)).sheetnames == [
        "History (2)",
        "a b c d e f",
        "quoted",
        "x" * 31,
        "X" * 27 + " (2)",
        "Table",
        "\N{GRINNING FACE}" * 15,
    ]


def test_a_document_of_words_alone_is_a_sheet_of_words() -> None:
    sheet = _read(Document("Title", (Paragraph("=words"),)))["Report"]
    assert [(cell.value, cell.data_type) for cell in sheet["A"]] == [
        ("Title", "s"),
        ("=words", "s"),
    ]


def _grid(*row: Value) -> Grid:
    return Grid(tuple(Column(str(at), str(at)) for at in range(len(row))), (row,), "Caption")


def _first(grid: Grid) -> object:
    held: object = _read(Document("", (grid,)))["Caption"]["A2"].value
    return held


def _read(document: Document) -> Workbook:
    return load_workbook(BytesIO(render(document)))


def test_pictures_have_a_sheet_with_their_words() -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="80" height="40"></svg>'
    document = Document("", (Figure(svg, "Nothing is drawn", "Empty"), _grid("x", 1)))
    book = _read(document)
    assert book.sheetnames == ["Pictures", "Caption"]
    assert [cell.value for cell in book["Pictures"]["A"]] == ["Empty", "Nothing is drawn"]
    with ZipFile(BytesIO(render(document))) as archive:
        assert "xl/media/image1.png" in archive.namelist()
        assert b'descr="Nothing is drawn"' in archive.read("xl/drawings/drawing1.xml")
    assert render(document) == render(document)
