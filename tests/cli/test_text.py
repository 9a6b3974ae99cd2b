"""The text of a transcript, and the positions that count in it."""

from __future__ import annotations

import signal
from pathlib import Path
from typing import Any

import pytest

from qualcode.readers import registry
from qualcode.readers.reading import Reading
from qualcode.readers.registry import read
from tests.cli.conftest import Write
from tests.cli.work import Work


def shown(work: Work, id_: str) -> dict[str, Any]:
    found: dict[str, Any] = work.listed("transcripts", "show", id_)
    return found


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("A1: Ya.\n".encode("utf-8-sig"), "A1: Ya.\n"),
        (b"A1: Ya.\r\nB1: Tidak.\r\n", "A1: Ya.\nB1: Tidak.\n"),
        (b"A1: Ya.\rB1: Tidak.", "A1: Ya.\nB1: Tidak."),
        ("A1: Cafe\u0301.\n".encode(), "A1: Caf\u00e9.\n"),
        (b"\n\n  A1: Ya.  \n\n\n", "\n\n  A1: Ya.  \n\n\n"),
        ("A1: Ya \U0001f33e padi.\n".encode(), "A1: Ya \U0001f33e padi.\n"),
        ("A1: Ya.\n".encode("utf-16"), "A1: Ya.\n"),
        (b"# catatan\n\nA1: Ya.", "# catatan\n\nA1: Ya."),
    ],
    ids=["bom", "crlf", "cr", "nfc", "blank", "astral", "utf16", "remark"],
)
def test_the_text_is_the_decoded_file_and_nothing_is_taken_away(
    work: Work, content: bytes, text: str
) -> None:
    work.text("A1", content)
    assert shown(work, "A1")["text"] == text


def test_what_no_text_can_hold_becomes_a_replacement_and_is_listed(work: Work) -> None:
    answer = work.text("A1", b"A1: Ya\0 sudah lama sekali.\n")
    assert shown(work, "A1")["text"] == "A1: Ya\ufffd sudah lama sekali.\n"
    assert "A1.txt" in answer.err


@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
def test_positions_count_code_points_of_that_text_from_0(work: Work, end: bytes) -> None:
    work("codebook", "add", "x")
    work.text("A1", end.join([b"# catatan", "A1: Cafe\u0301 \U0001f33e padi.".encode()]))
    number = work.code("A1", "x", "padi")
    text = shown(work, "A1")["text"]
    (coding,) = work.codings()
    assert text == "# catatan\nA1: Caf\u00e9 \U0001f33e padi."
    assert (coding["id"], coding["start"], coding["end"]) == (number, 21, 25)
    assert text[coding["start"] : coding["end"]] == coding["quote"] == "padi"


def test_a_turn_starts_after_its_label(work: Work) -> None:
    work.text("A1", "Pewawancara: Apa kabar?\n\nA1: Baik.\nSungguh.\n")
    found = shown(work, "A1")
    assert [(t["speaker"], found["text"][t["start"] : t["end"]]) for t in found["turns"]] == [
        ("Pewawancara", "Apa kabar?"),
        ("A1", "Baik.\nSungguh."),
    ]


def test_what_stands_before_the_first_turn_or_after_a_hash_belongs_to_nobody(work: Work) -> None:
    work("codebook", "add", "x")
    work.table("informants", "id\nA1\n")
    work.text("A1", "Direkam di balai desa.\n\nA1: Ya.\n# batuk lama\nA1: Tidak.\n")
    for quote in ("Direkam", "batuk lama", "Ya", "Tidak"):
        work.code("A1", "x", quote)
    assert [c["sources"] for c in work.codings()] == [[], ["A1"], [], ["A1"]]


def test_after_a_hash_nobody_speaks_in_an_interview_without_turns_either(work: Work) -> None:
    work("codebook", "add", "x")
    work.table("informants", "id\nA1\n")
    work.text("A1", "# di balai desa\nSatu dua.\n# batuk lama\nTiga empat.\n")
    assert work.listed("transcripts", "list")[0]["unmatched"] == []
    work.code("A1", "x", "balai")
    work.code("A1", "x", "batuk")
    assert [c["sources"] for c in work.codings()] == [[], []]
    assert (work.matrix()["x"]["A1"], work.themes()["x"]["k"]) == (0, 0)
    assert work.matrix("--cells", "words")["x"]["A1"] == 0
    work.code("A1", "x", "dua.\n# batuk lama\nTiga")
    assert work.codings("--informant", "A1")[0]["sources"] == ["A1"]
    assert work.matrix("--cells", "words")["x"]["A1"] == 0.5


def test_a_hash_in_an_interview_without_turns_leaves_the_text_to_whom_it_is_given(
    work: Work,
) -> None:
    work("codebook", "add", "x")
    work.table("informants", "id\nA1\n")
    work.text("pagi", "# di balai desa\nSatu dua.\n", "--informant", "A1")
    told = work.text("sore", "Tiga.\n# batuk\nEmpat.\n")
    assert "sore" in told.err
    work.code("pagi", "x", "Satu")
    work.code("sore", "x", "Tiga")
    assert [c["sources"] for c in work.codings()] == [["A1"], []]


def test_captions_become_one_line_a_cue_with_times_beside(work: Work) -> None:
    work.text(
        "A1.vtt",
        "WEBVTT\n\n00:01.000 --> 00:02.500\n<v A1>Beras datang.\n\n"
        "00:03.000 --> 00:04.000\n<v A1>Tiap bulan.\n",
    )
    found = shown(work, "A1")
    assert found["text"].splitlines() == ["A1: Beras datang.", "A1: Tiap bulan."]
    assert [(t["begins_ms"], t["ends_ms"]) for t in found["turns"]] == [(1000, 2500), (3000, 4000)]


def test_the_id_of_a_transcript_is_the_stem_of_its_file(work: Work) -> None:
    work.text("Bu Sri.v2.txt", "Siti: Ya.\n\nSiti: Betul.\n")
    assert [row["id"] for row in work.listed("transcripts", "list")] == ["Bu Sri.v2"]


def test_of_two_files_with_one_stem_in_one_call_the_second_is_refused_naming_both(
    work: Work, write: Write
) -> None:
    first = write("one/A1.txt", "A1: Ya.\n\nA1: Betul.\n")
    second = write("two/A1.md", "A1: Tidak.\n\nA1: Salah.\n")
    answer = work("transcripts", "import", first, second)
    assert str(first) in answer.err
    assert str(second) in answer.err
    assert shown(work, "A1")["text"].startswith("A1: Ya.")


def test_a_file_with_the_stem_of_a_transcript_that_is_there_is_refused_naming_both(
    work: Work, write: Write
) -> None:
    work.text("A1.txt", "A1: Ya.\n\nA1: Betul.\n")
    refused = work.run("transcripts", "import", write("A1.md", "A1: Tidak.\n\nA1: Salah.\n"))
    assert refused.status == 1
    assert "A1.md" in refused.err
    assert "A1.txt" in refused.err
    assert shown(work, "A1")["text"].startswith("A1: Ya.")


def test_importing_again_skips_what_is_the_same(work: Work) -> None:
    work.text("A1", "A1: Ya.\n")
    again = work.listed("transcripts", "import", "A1.txt")
    assert (again["new"], again["same"], again["step"]) == (0, 1, None)
    assert len(work.history()) == 1


def test_the_readable_files_come_in_though_others_cannot(work: Work, write: Write) -> None:
    write("all/A1.txt", "A1: Ya.\n")
    write("all/B1.txt", "B1: Tidak.\n")
    write("all/C1.txt", b"\x00\x01\x02\x03" * 100)
    write("all/peta.png", b"\x89PNG\r\n")
    answer = work("transcripts", "import", "all")
    assert [row["id"] for row in work.listed("transcripts", "list")] == ["A1", "B1"]
    assert "C1.txt" in answer.err
    assert "peta.png" in answer.err
    assert len(work.history()) == 1


def test_one_import_of_many_files_is_one_step(work: Work, write: Write) -> None:
    for number in range(1, 6):
        write(f"all/P{number}.txt", f"P{number}: Ya.\n")
    work("transcripts", "import", "all")
    work("undo")
    assert work.listed("transcripts", "list") == []


def test_stopping_an_import_keeps_what_has_been_read(
    work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(1, 4):
        work.write(f"all/P{number}.txt", f"P{number}: Ya.\n")

    def interrupted(path: Path) -> Reading:
        signal.raise_signal(signal.SIGINT)
        return read(path)

    with monkeypatch.context() as patch:
        patch.setattr(registry, "read", interrupted)
        stopped = work("transcripts", "import", "all")
    assert "2 files were not read" in stopped.err
    assert [row["id"] for row in work.listed("transcripts", "list")] == ["P1"]
    again = work.listed("transcripts", "import", "all")
    assert (again["new"], again["same"]) == (2, 1)


def test_what_is_known_of_a_transcript_comes_with_it_or_from_a_table(
    work: Work, write: Write
) -> None:
    write("A1.txt", "A1: Ya.\n")
    write("D1.txt", "Beras dibagikan tiap bulan.\n")
    about = write(
        "about.csv",
        "transcript,kind,organisation,date,place,mode,language,duration\n"
        "A1,interview,,2025-04-15,kantor,tatap muka,id,00:35:00\n"
        "D1,document,Dinas,2025-01,,,id,\n",
    )
    work("transcripts", "import", "A1.txt", "D1.txt", "--about", about)
    first, second = work.listed("transcripts", "list")
    assert (first["kind"], first["date"], first["place"], first["duration"]) == (
        "interview", "2025-04-15", "kantor", "00:35:00",
    )  # fmt: skip
    assert (second["kind"], second["organisation"], second["date"]) == (
        "document", "Dinas", "2025-01",
    )  # fmt: skip


def test_what_is_known_may_be_said_with_the_file(work: Work) -> None:
    work.text("D1", "Beras.\n", "--kind", "document", "--organisation", "Dinas", "--date", "2025")
    (row,) = work.listed("transcripts", "list")
    assert (row["kind"], row["organisation"], row["date"]) == ("document", "Dinas", "2025")


def test_a_phrase_is_found_whatever_its_case_and_accents(work: Work) -> None:
    work.table("informants", "id\nA1\n")
    work.text("A1", "Pewawancara: Soal Café?\n\nA1: Di café, BERAS kami; beras-mu.\n")
    found = work.listed("search", "cafe")
    assert [(hit["hit"], hit["sources"]) for hit in found] == [("Café", []), ("café", ["A1"])]
    text = shown(work, "A1")["text"]
    assert all(text[hit["start"] : hit["end"]] == hit["hit"] for hit in found)
    assert [hit["hit"] for hit in work.listed("search", "beras kami")] == ["BERAS kami"]
    assert work.listed("search", "tidak ada di sini") == []


def test_a_phrase_without_a_word_is_wrong_usage(work: Work) -> None:
    assert work.run("search", " .. ").status == 2


def test_a_transcript_taken_out_takes_its_codings_along_and_comes_back(work: Work) -> None:
    work("codebook", "add", "x")
    work.text("A1", "A1: Beras datang.\n")
    work.code("A1", "x", "Beras")
    before = work.codings()
    work("transcripts", "remove", "A1", "--yes")
    assert work.codings() == []
    assert work.listed("search", "beras") == []
    work("undo")
    assert work.codings() == before
    assert [hit["hit"] for hit in work.listed("search", "beras")] == ["Beras"]
