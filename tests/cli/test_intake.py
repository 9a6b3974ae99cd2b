"""What is named, however it is packed, comes in; and what would come in can be seen before."""

from __future__ import annotations

import io
import shutil
import zipfile
from pathlib import Path

import pytest

from tests.cli.conftest import Write
from tests.cli.work import Work

SAMPLES = Path(__file__).parents[2] / "transcripts" / "samples"


def packed(**files: str | bytes) -> bytes:
    """A zip; in the names of its files, two underscores are a slash and one is a full stop."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, words in files.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), words)
    return content.getvalue()


def ids(work: Work) -> list[str]:
    return [row["id"] for row in work.listed("transcripts", "list")]


def test_every_sample_comes_in_at_once(work: Work) -> None:
    work("transcripts", "import", SAMPLES, "--interviewer", "SPEAKER_00")
    assert ids(work) == sorted(path.stem for path in SAMPLES.iterdir())


def test_the_files_in_an_archive_come_in(work: Work, write: Write) -> None:
    word = (SAMPLES / "interview-word.docx").read_bytes()
    write("all.zip", packed(A1_txt="A1: Ya.\n", in__B1_docx=word, C1_png=b"\x89PNG", _DS="x"))
    answer = work("transcripts", "import", "all.zip")
    assert ids(work) == ["A1", "B1"]
    assert "all.zip/C1.png: its ending is not one that can be read" in answer.err
    assert "DS" not in answer.err
    again = work.listed("transcripts", "import", "all.zip")
    assert (again["new"], again["same"]) == (0, 2)


def test_an_archive_in_a_folder_comes_in_and_its_twin_is_named(work: Work, write: Write) -> None:
    write("all/a.zip", packed(A1_txt="A1: Ya.\n"))
    write("all/b/A1.txt", "A1: Tidak.\n")
    answer = work("transcripts", "import", "all")
    assert ids(work) == ["A1"]
    assert "a.zip/A1.txt has the same name, A1" in answer.err


def test_a_project_in_the_folder_that_is_imported_is_not_a_file_to_read(work: Work) -> None:
    work.table("informants", "id,name\nA1,Ani\n")
    work.write("A1.txt", "A1: Ya.\n")
    work("backup")
    answer = work("transcripts", "import", work.project.parent)
    assert ids(work) == ["A1"]
    assert ".qualcode" not in answer.err
    assert "informants.csv" in answer.err


def test_a_path_that_leads_out_of_an_archive_is_named_and_the_rest_comes_in(
    work: Work, write: Write, tmp_path: Path
) -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name in ("../B1.txt", "/C1.txt", "x/../../D1.txt", "C:\\E1.txt", "A1.txt"):
            archive.writestr(zipfile.ZipInfo(name), "A1: Ya.\n")
    write("all.zip", content.getvalue())
    before = sorted(tmp_path.rglob("*"))
    answer = work("transcripts", "import", "all.zip")
    assert ids(work) == ["A1"]
    assert answer.err.count("its path leads out of the archive") == 4
    assert not (tmp_path.parent / "B1.txt").exists()
    assert [path for path in sorted(tmp_path.rglob("*.txt")) if path not in before] == []


def test_a_bomb_in_an_archive_is_named_and_the_rest_comes_in(work: Work, write: Write) -> None:
    write("all.zip", packed(A1_txt="A1: Ya.\n", B1_txt="A" * 50_000_000))
    answer = work("transcripts", "import", "all.zip")
    assert ids(work) == ["A1"]
    assert "B1.txt unpacks to far more than an interview holds" in answer.err


def test_a_locked_or_damaged_file_in_an_archive_is_named(work: Work, write: Write) -> None:
    content = bytearray(packed(A1_txt="A1: Ya.\n", B1_txt="B1: Tidak, bukan begitu.\n"))
    content[content.find(b"PK\x01\x02") + 8] |= 1
    content[content.find(b"B1.txt") + 10] ^= 0xFF
    write("all.zip", bytes(content))
    refused = work.run("transcripts", "import", "all.zip")
    assert refused.status == 1
    assert "A1.txt is protected by a password" in refused.err
    assert "B1.txt is damaged" in refused.err


@pytest.mark.parametrize("content", [b"", b"PK", b"bukan zip"])
def test_what_is_no_archive_is_refused_and_the_rest_comes_in(
    work: Work, write: Write, content: bytes
) -> None:
    write("all/a.zip", content)
    write("all/A1.txt", "A1: Ya.\n")
    answer = work("transcripts", "import", "all")
    assert ids(work) == ["A1"]
    assert "a.zip is damaged, or not a .zip file" in answer.err


def test_a_wildcard_stands_for_the_files_that_fit_it(work: Work, write: Write) -> None:
    for name in ("a/A1.txt", "a/b/B1.txt", "a/C1.md", "D[1].txt"):
        write(name, f"{Path(name).stem}: Ya.\n")
    work("transcripts", "import", "a/*.txt")
    assert ids(work) == ["A1"]
    work("transcripts", "import", "a/**/*.txt", "D[1].txt")
    assert ids(work) == ["A1", "B1", "D[1]"]
    work("transcripts", "import", "?")
    assert ids(work) == ["A1", "B1", "C1", "D[1]"]


def test_a_wildcard_that_nothing_fits_is_told(work: Work, write: Write) -> None:
    refused = work.run("transcripts", "import", "tidak/*.txt")
    assert refused.status == 1
    assert "no file is called tidak/*.txt" in refused.err
    answer = work("transcripts", "import", "tidak/*.txt", write("A1.txt", "A1: Ya.\n"))
    assert "no file is called tidak/*.txt" in answer.err


def test_each_bad_file_is_a_problem_and_the_others_come_in(work: Work, write: Write) -> None:
    write("all/A1.txt", "A1: Ya.\n")
    write("all/empty.docx", b"")
    write("all/cut.odt", (SAMPLES / "interview-opendocument.odt").read_bytes()[:500])
    write("all/old.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
    write("all/junk.pdf", b"%PDF-1.4 junk")
    write("all/list.csv", "nama,umur\nAni,30\n")
    write("all/heard.json", "[]")
    write("all/other.docx", (SAMPLES / "interview-pdf.pdf").read_bytes())
    write("all/line.vtt", "WEBVTT\n\n00:01.000 --> 00:02.000\n" + "kata " * 100_000)
    answer = work("transcripts", "import", "all")
    assert ids(work) == ["A1", "line", "other"]
    for said in (
        "empty.docx holds no text",
        "cut.odt is damaged, or not a .odt file",
        "old.docx is an old .doc or .xls file",
        "junk.pdf is damaged, or not a .pdf file",
        "list.csv is no table of speech",
        "heard.json holds no speech",
        "other.docx: it is a .pdf file, whatever its ending says, and was read as one",
        "line.vtt: cues without a name, which belong to nobody: 1",
    ):
        assert said in answer.err
    assert "Traceback" not in answer.err


def test_a_dry_run_shows_what_would_be_made_and_makes_nothing(work: Work, write: Write) -> None:
    work.table("informants", "id\nC1\n")
    work.text("A1", "A1: Ya.\n")
    work.text("B1", "B1: Ya.\n")
    write("B1.txt", "B1: Tidak.\n")
    write("all/B1.txt", "B1: Lain.\n")
    shutil.copy(SAMPLES / "otter.txt", write("C1.txt", ""))
    write("D1.txt", "Pembuka.\nAni: satu\nAni: dua\nTujuan: tiga\n")
    write("E1.docx", b"")
    steps = len(work.history())
    files = ("A1.txt", "B1.txt", "C1.txt", "D1.txt", "E1.docx", "all/B1.txt")
    shown = work.listed("transcripts", "import", "--dry-run", *files)
    assert {row["file"]: row["fate"] for row in shown} == {
        "A1.txt": "same",
        "B1.txt": "changed",
        "C1.txt": "new",
        "D1.txt": "new",
        "E1.docx": "refused",
        "all/B1.txt": "changed",
    }
    otter, other = shown[2], shown[3]
    assert (otter["turns"], otter["timed"]) == (8, 8)
    assert otter["speakers"] == [
        {"speaker": "Pewawancara", "turns": 4, "informants": []},
        {"speaker": "Ibu Siti", "turns": 4, "informants": ["C1"]},
    ]
    assert otter["begins_with"][1]["begins"] == 8.0
    assert other["passed"] == ["Tujuan"]
    answer = work("transcripts", "import", "--dry-run", *files)
    assert "Tetangga. Baru kemudian kami melapor" in answer.out
    assert "E1.docx holds no text" in answer.err
    assert "B1 (from B1.txt) is there already with other words" in answer.err
    assert ids(work) == ["A1", "B1"]
    assert len(work.history()) == steps


def test_a_dry_run_in_which_nothing_would_come_in_fails_as_the_import_would(
    work: Work, write: Write
) -> None:
    refused = work.run("transcripts", "import", "--dry-run", write("A1.docx", b""))
    assert refused.status == 1
    assert "A1.docx holds no text" in refused.err
