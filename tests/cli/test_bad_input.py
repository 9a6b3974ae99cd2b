"""Bad input: one clear sentence each, naming file, row and field, and nothing is changed."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.calling import Answer, Run
from tests.cli.conftest import Begun, Write
from tests.cli.work import Work

CELLS = (
    ("informants", "id,status\nB1,named\nB2,retired\n", 3, "status", "retired"),
    ("informants", "id,referred_by,channel\nB1,A1,letter\n", 2, "channel", "letter"),
    ("informants", "id,date\nB1,kemarin\n", 2, "date", "kemarin"),
    ("informants", "id,date\nB1,2025-02-30\n", 2, "date", "2025-02-30"),
    ("informants", "id,referred_by,referral_date\nB1,A1,12/10/2022\n", 2, "referral_date",
     "12/10/2022"),
    ("informants", "id,role\n,ketua\n", 2, "id", "no id"),
    ("informants", "id\nB1\nB2\nB1\n", 4, "id", "B1"),
    ("informants", "id,referred_by\nB1,Z9\n", 2, "referred_by", "Z9"),
    ("informants", "id,referred_by\nB1,A1;Z9\n", 2, "referred_by", "Z9"),
    ("informants", "id,referred_by\nB1,B1\n", 2, "referred_by", "B1"),
    ("informants", "id,referred_by\nB1,B2\nB2,B3\nB3,B1\n", 3, "referred_by", "B3"),
    ("topics", "transcript,code,asked\nZ9,x,yes\n", 2, "transcript", "Z9"),
    ("topics", "transcript,code,asked\nA1,z,yes\n", 2, "code", "z"),
    ("topics", "transcript,code,asked\nA1,x,maybe\n", 2, "asked", "maybe"),
    ("topics", "transcript,code,asked,informant\nA1,x,yes,Z9\n", 2, "informant", "Z9"),
    ("codings", "transcript,code,quote\nZ9,x,Beras\n", 2, "transcript", "Z9"),
    ("codings", "transcript,code,quote\nA1,z,datang\n", 2, "code", "z"),
    ("codings", "transcript,code,quote\nA1,,datang\n", 2, "code", ""),
    ("codings", "transcript,code,quote,stance\nA1,x,datang,agree\n", 2, "stance", "agree"),
    ("codings", "transcript,code,quote\nA1,x,Beras\n", 2, "quote", "2 times"),
    ("codings", "transcript,code,quote\nA1,x,Jagung\n", 2, "quote", "not in A1"),
    ("codings", "transcript,code,start,end\nA1,x,0,9999\n", 2, "start, end", "0:9999"),
    ("codings", "transcript,code,start,end\nA1,x,9,3\n", 2, "start, end", "9:3"),
    ("codings", "transcript,code,start,end,quote\nA1,x,4,9,habis\n", 2, "start, end", "4:9"),
    ("codings", "transcript,code,quote\nA1\n", 2, "code", ""),
    ("claims", "id,text,kind\nC1,Ya.,rumour\n", 2, "kind", "rumour"),
    ("claims", "id,text,themes\nC1,Ya.,x;z\n", 2, "themes", "z"),
    ("claims", "id,text,themes\nC1,Ya.,!z\n", 2, "themes", "z"),
    ("claims", "id,text,rests_on\nC1,Ya.,C9\n", 2, "rests_on", "C9"),
    ("claims", "id,text,part_of\nC1,Ya.,C1\n", 2, "part_of", "C1"),
    ("claims", "id,text\nC1,Ya.\nC1,Tidak.\n", 3, "id", "C1"),
    ("claims", "id,text\nC1,\n", 2, "text", "text"),
    ("claims", "id,text\n,Ya.\n", 2, "id", "no id"),
    ("evidence", "claim,transcript,quote\nC9,A1,datang\n", 2, "claim", "C9"),
    ("evidence", "claim,transcript,quote\nC0,Z9,datang\n", 2, "transcript", "Z9"),
    ("evidence", "claim,transcript,quote\nC0,A1,Beras\n", 2, "quote", "2 times"),
    ("evidence", "claim,transcript,quote,stance\nC0,A1,datang,agree\n", 2, "stance", "agree"),
    ("evidence", "claim,transcript,quote,basis\nC0,A1,datang,hearsay\n", 2, "basis", "hearsay"),
    ("evidence", "claim,transcript,quote,basis\nC0,A1,datang,told-by:\n", 2, "basis", "told-by:"),
    ("about", "transcript,kind\nZ9,interview\n", 2, "transcript", "Z9"),
    ("about", "transcript,kind\nA1,gossip\n", 2, "kind", "gossip"),
    ("about", "transcript,date\nA1,yesterday\n", 2, "date", "yesterday"),
    ("about", "transcript,date\nA1,2025\nA1,2026\n", 3, "transcript", "A1"),
)  # fmt: skip

NOUNS = ("informants", "topics", "codings", "claims", "evidence", "about")
COMMANDS = {
    **{noun: (noun, "import") for noun in NOUNS},
    "evidence": ("claims", "evidence", "import"),
    "about": ("transcripts", "import", "--about"),
}
HEADERS = {
    "informants": "id",
    "topics": "transcript,code,asked",
    "codings": "transcript,code",
    "claims": "id,text",
    "evidence": "claim,transcript",
    "about": "transcript",
}


def _made(work: Work) -> None:
    work.table("codebook", "key\nx\n")
    work.table("informants", "id\nA1\n")
    work.text("A1", "A1: Beras datang. Beras habis.\n")
    work("claims", "add", "C0", "Benar.")


@pytest.fixture
def study(begun: Begun) -> Work:
    """A little of everything."""
    return begun(_made)


def refused(work: Work, *words: object) -> Answer:
    """What a command says that is refused, and that leaves everything as it was."""
    before = work.history(), work.project.read_bytes()
    answer = work.run("-p", work.project, *words)
    assert answer.status == 1, answer.err
    assert answer.out == ""
    assert "Traceback" not in answer.err
    assert answer.err.splitlines()[-1].startswith("qualcode: ")
    assert "something unexpected" not in answer.err
    assert (work.history(), work.project.read_bytes()) == before
    return answer


@pytest.mark.parametrize(("noun", "content", "line", "column", "said"), CELLS)
def test_a_wrong_cell_is_named_by_file_row_and_column(
    study: Work, noun: str, content: str, line: int, column: str, said: str
) -> None:
    table = study.write(f"{noun}.csv", content)
    lines = refused(study, *COMMANDS[noun], table).err.splitlines()
    place = f"{noun}.csv, row {line}, {column}: "
    assert any(place in each and said in each for each in lines), lines
    assert f"{noun}.csv" in lines[-1]


@pytest.mark.parametrize(("noun", "content", "line", "column", "said"), CELLS)
def test_a_wrong_row_is_left_out_where_work_keeps_going(
    study: Work, noun: str, content: str, line: int, column: str, said: str
) -> None:
    if "B3" in content:  # a circle has no single wrong row
        return
    table = study.write(f"{noun}.csv", content)
    answer = study(*COMMANDS[noun], table, "--keep-going")
    assert f"{noun}.csv, row {line}, {column}: " in answer.err
    assert said in answer.err
    study("check")


def test_a_circle_is_left_out_where_work_keeps_going_and_whoever_hangs_on_it(study: Work) -> None:
    table = study.write("round.csv", "id,referred_by\nB1,B2\nB2,B3\nB3,B1\nB4,B3\nB5,B6\nB6,-\n")
    said = study("informants", "import", table, "--keep-going").err
    assert [line.count("circle") for line in said.splitlines()] == [1, 1, 1, 0, 0]
    assert "row 5, referred_by: B3, in row 4, was left out itself" in said
    listed = {row["id"] for row in study.listed("informants", "list")}
    assert listed & {"B1", "B2", "B3", "B4", "B5", "B6"} == {"B5", "B6"}


@pytest.mark.parametrize("noun", NOUNS)
@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "no column"),
        (b"\n\n", "no column"),
        (b"nonsense\n1\n", "no column"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "table.csv"),
        (b"PK\x03\x04\x14\x00\x06\x00\x08\x00", "table.csv"),
        (b"%s,note,note\n", "twice"),
        (b"%s,note\n1,1,1,1,1,1\n", "row 2"),
        (b'%s,note\n1,1,"half a ro', "row 2"),
        (b'%s,note\n"1"x,1,1\n', "row 2"),
    ],
    ids=["empty", "blank", "other", "picture", "workbook", "twice", "wide", "half", "quotes"],
)
def test_a_table_that_cannot_be_read_is_refused_by_its_name(
    study: Work, noun: str, content: bytes, said: str
) -> None:
    table = study.write("table.csv", content.replace(b"%s", HEADERS[noun].encode()))
    (line,) = refused(study, *COMMANDS[noun], table).err.splitlines()
    assert "table.csv" in line
    assert said in line


@pytest.mark.parametrize("noun", [*NOUNS, "codebook", "transcripts"])
@pytest.mark.parametrize("name", ["none.csv", "folder.csv"])
def test_a_file_that_is_not_there_or_is_a_folder_is_refused_by_its_name(
    study: Work, noun: str, name: str
) -> None:
    (study.project.parent / "folder.csv").mkdir()
    words = COMMANDS.get(noun, (noun, "import"))
    if (noun, name) == ("transcripts", "folder.csv"):
        return  # a folder is searched
    assert name in refused(study, *words, name).err


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("Z9.txt", bytes(range(256)) * 20, "not a text file"),
        ("Z9.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" * 50, "not a text file"),
        ("Z9.txt", b"", "no text"),
        ("Z9.txt", b" \n\n ", "no text"),
        ("Z9.docx", b"not a package", "Z9.docx"),
        ("Z9.docx", b"PK\x03\x04" + b"\0" * 40, "Z9.docx"),
        ("Z9.xyz", b"words", "ending"),
        ("Z9", b"A1: Ya.", "ending"),
        ("Z9.vtt", b"no captions at all", "Z9.vtt"),
    ],
)
def test_a_transcript_that_cannot_be_read_is_refused_by_its_name(
    study: Work, name: str, content: bytes, said: str
) -> None:
    answer = refused(study, "transcripts", "import", study.write(name, content))
    assert name in answer.err
    assert said in answer.err


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("codes.csv", "key\na b\n", "a b"),
        ("codes.csv", "key,parent\na,none\n", "none"),
        ("codes.csv", "key,kind\na,opinion\n", "opinion"),
        ("codes.csv", "key,parent\na,b\nb,a\n", "codes.csv"),
        ("codes.csv", "name_en\nA\n", "key"),
        ("codes.yaml", "codes: [", "codes.yaml"),
        ("codes.yaml", "just a sentence", "codes.yaml"),
        ("codes.yaml", "codes:\n  - key: a\n    kind: opinion\n", "opinion"),
        ("codes.yaml", b"\x89PNG\r\n\x1a\n\0\0", "codes.yaml"),
        ("codes.qdc", "<CodeBook", "codes.qdc"),
        ("codes.qdc", "<html/>", "codes.qdc"),
        ("codes.qdc", '<!DOCTYPE x [<!ENTITY a "b">]><CodeBook>&a;</CodeBook>', "codes.qdc"),
        ("codes.doc", "x", "codes.doc"),
        ("none", "", "none"),
    ],
)
def test_a_codebook_that_cannot_be_read_is_refused(
    study: Work, name: str, content: str | bytes, said: str
) -> None:
    words = name if name == "none" else study.write(name, content)
    assert said in refused(study, "codebook", "import", words).err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("code A1 z --quote datang", "z"),
        ("code Z9 x --quote datang", "Z9"),
        ("code A1 x --quote Beras", "2 times"),
        ("code A1 x --quote Jagung", "not in A1"),
        ("code A1 x --span 0:9999", "0:9999"),
        ("transcripts show Z9", "Z9"),
        ("transcripts remove Z9 --yes", "Z9"),
        ("informants withdraw Z9 --yes", "Z9"),
        ("informants refer A1 Z9", "Z9"),
        ("informants add B1 --referred-by Z9", "Z9"),
        ("codebook add x", "x"),
        ("codebook add y --parent z", "z"),
        ("codebook rename z y", "z"),
        ("codebook move x --parent x", "x"),
        ("codebook merge x x", "x"),
        ("codebook remove z --yes", "z"),
        ("claims add C1 Ya. --themes z", "z"),
        ("claims tie C9 A1 --quote datang", "C9"),
        ("claims tie C0 A1 --quote Beras", "2 times"),
        ("claims untie 99", "99"),
        ("claims adjudicate C9 so", "C9"),
        ("uncode 99", "99"),
        ("recode 99 x", "99"),
        ("memo remove 99 --yes", "99"),
        ("memo change 99 --text So", "99"),
        ("memo add Aneh. --about code --on z", "z"),
    ],
)
def test_what_is_named_and_not_there_is_refused_in_one_line(
    study: Work, words: str, said: str
) -> None:
    (line,) = refused(study, *words.split()).err.splitlines()
    assert said in line


def test_what_nearly_exists_is_suggested(study: Work) -> None:
    study("codebook", "add", "gotong-royong")
    said = refused(study, "code", "A1", "gotong-royng", "--quote", "datang").err
    assert "gotong-royong" in said


def _newer(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 9999")


def test_a_project_of_a_newer_version_is_left_alone(study: Work) -> None:
    _newer(study.project)
    before = study.project.read_bytes()
    for words in ("log", "codebook add y", "check"):
        status, out, err = study.run("-p", study.project, *words.split())
        assert (status, out) == (1, "")
        assert "newer" in err
        assert "study.qualcode" in err
        assert err.count("\n") == 1
    assert study.project.read_bytes() == before


@pytest.mark.parametrize("words", ["log", "codebook add y", "check", "triangulate"])
@pytest.mark.parametrize(
    "content",
    [b"", b"A1: Ya.\n" * 20, b"\x89PNG\r\n\x1a\n" * 40, b"SQLite format 3\0" + b"\0" * 84],
    ids=["empty", "text", "picture", "blank database"],
)
def test_a_file_that_is_no_project_is_refused_and_left_alone(
    run: Run, write: Write, words: str, content: bytes
) -> None:
    path = write("other.qualcode", content)
    status, out, err = run(*words.split())
    assert (status, out) == (1, "")
    assert "other.qualcode is no qualcode project" in err
    assert err.count("\n") == 1
    assert path.read_bytes() == content


def test_a_database_of_another_program_is_refused_and_left_alone(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "other.qualcode"
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE step (number INTEGER)")
    before = path.read_bytes()
    status, _, err = run("log")
    assert (status, "other.qualcode is no qualcode project" in err) == (1, True)
    assert path.read_bytes() == before


@pytest.mark.parametrize("name", ["none.qualcode", "folder/none.qualcode"])
def test_a_project_that_is_not_there_is_not_made(run: Run, tmp_path: Path, name: str) -> None:
    status, _, err = run("-p", name, "log")
    assert (status, name in err) == (1, True)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_is_no_project(run: Run, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    status, _, err = run("-p", "folder", "log")
    assert (status, "folder" in err, err.count("\n")) == (1, True, 1)


@pytest.mark.parametrize("url", ["mysql://localhost/x", "postgresql://localhost:1/x", "http://x/y"])
def test_a_database_that_cannot_be_reached_or_used_is_refused(run: Run, url: str) -> None:
    status, out, err = run("-p", url, "log")
    assert (status, out) == (1, "")
    assert "something unexpected" not in err
    assert "Traceback" not in err


def test_a_spoilt_key_file_is_refused_by_its_name(study: Work) -> None:
    study.write("study.qualcode.key", "{half of it")
    answer = study.run("informants", "add", "B1", "--name", "Siti")
    assert (answer.status, "study.qualcode.key" in answer.err) == (1, True)
    assert [row["id"] for row in study.listed("informants", "list")] == ["A1"]


def test_a_quote_that_stands_twice_says_where(study: Work) -> None:
    study.text("T1", "Ya, beras. Beras, beras.\n")
    said = refused(study, "code", "T1", "x", "--quote", "beras").err
    assert "stands 2 times in T1: 4:9, 18:23" in said
    assert "--span" in said


def test_a_span_that_ends_before_it_starts_holds_nothing(study: Work) -> None:
    assert "5:2 holds nothing" in refused(study, "code", "A1", "x", "--span", "5:2").err


@pytest.mark.parametrize("words", ["informants import pipe", "-p pipe log"])
def test_a_pipe_is_refused_and_not_waited_for(study: Work, words: str) -> None:
    os.mkfifo(study.project.with_name("pipe"))
    assert study.run(*words.split()).status == 1


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("informants withdraw Z9", "there is no informant Z9"),
        ("memo remove 99", "there is no memo 99"),
        ("informants withdraw A1", "It cannot be undone. Confirm it with --yes"),
        ("memo add x --about claim", "give --on"),
        ("memo add x --on K2", "give --about"),
    ],
)
def test_what_is_missing_is_said_first_and_plainly(study: Work, words: str, said: str) -> None:
    answer = study.run(*words.split(" "))
    assert answer.status != 0
    assert said in answer.err.splitlines()[-1]


def test_a_coder_whose_name_is_empty_is_refused(study: Work) -> None:
    before = study.history()
    assert study.run("memo", "add", "x", "--coder", "  ").status == 2
    assert study.history() == before


@pytest.mark.parametrize("name", ["", "jember.2022"])
def test_a_project_has_a_name_by_which_it_is_found(run: Run, tmp_path: Path, name: str) -> None:
    made = run("new", name)
    assert made.status == (0 if name else 2)
    assert [path.name for path in tmp_path.glob("*.qualcode")] == [f"{name}.qualcode"] * bool(name)


def test_a_search_without_a_hit_says_so(study: Work) -> None:
    assert "nothing was found" in study("search", "jagung").err


def test_a_refused_table_tells_of_its_misspelt_columns_too(study: Work) -> None:
    table = study.write("c.csv", "transcript,code,quote,stence\nnowhere,x,Satu,affirm\n")
    told = study.run("codings", "import", table).err
    assert "stence" in told
    assert "cells that are wrong: 1;" in told
