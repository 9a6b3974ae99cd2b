from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import Workbook

from qualcode.errors import InputError
from qualcode.readers.registry import Reading, read

Keep = Callable[..., Path]


def told(reading: Reading) -> list[str]:
    return [str(problem).partition(": ")[2].partition("; ")[0] for problem in reading.problems]


def timed(reading: Reading) -> list[tuple[str, int | None, int | None]]:
    return [(turn.label, turn.begins, turn.ends) for turn in reading.transcript.turns]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_row_says_who_said_what_and_when(keep: Keep, delimiter: str) -> None:
    rows = ["Start|End|Speaker|Text", "0:01|0:02.5|Ani|Halo", "[00:00:03]|4.25|Budi:|Ya"]
    content = "\n".join(row.replace("|", delimiter) for row in rows)
    reading = read(keep(content, "w.csv"))
    assert reading.transcript.text == "Ani: Halo\nBudi: Ya\n"
    assert timed(reading) == [("Ani", 1_000, 2_500), ("Budi", 3_000, 4_250)]
    assert reading.problems == ()


def test_a_row_for_each_answer_has_its_question_as_a_note(keep: Keep) -> None:
    reading = read(
        keep(
            "Responden,Pertanyaan,Jawaban,Catatan\n"
            'R1,Apa kabar?,"Baik,\nsemua",x\nR2,Apa kabar?,Sehat,\nR1,Lalu?,# tidak,\n',
            "w.csv",
        )
    )
    assert reading.transcript.text == (
        "# Apa kabar?\nR1: Baik, semua\nR2: Sehat\n# Lalu?\nR1: # tidak\n"
    )
    assert reading.transcript.labels == ("R1", "R2")


def test_whisper_counts_milliseconds_and_others_seconds(keep: Keep) -> None:
    heard = "start\tend\ttext\n1500\t2500\tHalo\n"
    assert read(keep(heard, "w.tsv")).transcript.text == "Halo\n"
    marked = "start\tend\tspeaker\ttext\n1.5\t2,5\tAni\tHalo\n"
    assert timed(read(keep(marked, "v.tsv"))) == [("Ani", 1_500, 2_500)]


def test_what_is_odd_in_a_row_is_told_and_the_rest_comes_in(keep: Keep) -> None:
    reading = read(
        keep(
            "start,end,speaker,text\n0:05,0:09,Ani,a\n0:07,0:08,Budi,b\nsiang,,Ani,c\n"
            "0:02,0:01,Ani,d\n0:10,,Budi,\n0:11,,,e\n",
            "w.csv",
        )
    )
    assert reading.transcript.text == "Ani: a\nBudi: b\nAni: c\nAni: d\ne\n"
    assert told(reading) == [
        "row 4: the time siang cannot be read",
        "row 6 has no words and was left out",
        "lines without a name, which belong to nobody: 1",
        "lines that begin before the one ahead of them has ended: 1",
        "times that go backwards: 1",
    ]


@pytest.mark.parametrize(
    "content",
    [
        "id,text,kind,themes\nC1,Warga percaya,fact,aset\n",
        "transcript,code,coder,start,end,quote\nK0,aset,ani,1,2,Ya\n",
        "nama,umur\nAni,30\n",
        "text\nHalo\n",
        "a" * 1_000_000,
    ],
)
def test_a_table_of_something_else_is_refused(keep: Keep, content: str) -> None:
    with pytest.raises(InputError, match="is no table of speech"):
        read(keep(content, "w.csv"))


def test_a_table_without_words_holds_no_text(keep: Keep) -> None:
    with pytest.raises(InputError, match="holds no text"):
        read(keep("speaker,text\nAni,\n", "w.csv"))


def test_a_cell_may_be_large(keep: Keep) -> None:
    reading = read(keep(f"speaker,text\nAni,{'kata ' * 200_000}\n", "w.csv"))
    assert len(reading.transcript.text) > 900_000


def workbook(path: Path, *sheets: tuple[str, Sequence[Sequence[object]]]) -> Path:
    book = Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets:
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    book.save(path)
    return path


def test_the_first_sheet_of_speech_is_read_and_the_others_are_named(tmp_path: Path) -> None:
    clock, length = datetime.time(0, 1, 2), datetime.timedelta(minutes=1, seconds=5)
    speech = [
        ("waktu", "selesai", "penutur", "teks"),
        (clock, length, "Ani", "Halo"),
        (None, None, "Budi", None),
    ]
    path = workbook(
        tmp_path / "w.xlsx",
        ("Biaya", [("apa", "berapa"), ("bensin", 10)]),
        ("Wawancara", speech),
        ("Lain", speech),
    )
    reading = read(path)
    assert reading.transcript.text == "Ani: Halo\n"
    assert reading.problems[-1].facts == (("sheets", "Biaya, Lain"),)


def test_cells_keep_what_they_show(tmp_path: Path) -> None:
    clock, length = datetime.time(0, 1, 2), datetime.timedelta(minutes=1, seconds=5)
    rows = [
        ("mulai", "selesai", "penutur", "teks"),
        (clock, length, "Ani", "Halo"),
        (66.5, 70, 7, 8),
    ]
    reading = read(workbook(tmp_path / "w.xlsx", ("Wawancara", rows)))
    assert reading.transcript.text == "Ani: Halo\n7: 8\n"
    assert timed(reading) == [("Ani", 62_000, 65_000), ("7", 66_500, 70_000)]


def test_rows_without_end_are_refused(tmp_path: Path) -> None:
    whole = workbook(tmp_path / "a.xlsx", ("A", [("speaker", "text"), ("Ani", "Halo")]))
    path = tmp_path / "w.xlsx"
    with ZipFile(whole) as old, ZipFile(path, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name.endswith("sheet1.xml"):
                content = content.replace(b'<row r="2"', b'<row r="999999999"')
            new.writestr(name, content)
    with pytest.raises(InputError):
        read(path)
