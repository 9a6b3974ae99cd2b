"""Pseudonyms at the command line: shown, applied for good, and led back by the key file."""

from __future__ import annotations

import csv
import stat
from pathlib import Path

import pytest

from tests.cli.conftest import Begun
from tests.cli.work import Work

TALK = (
    "ani: Siapa yang datang?\n\n"
    "Budi Santoso: Bu Sri Wahyuni datang ke rumahnya, lalu Wahyuninya pulang.\n\n"
    "Sri Wahyuni: NIK saya 3509014101900001, telepon 0812-3456-7890. Ann's annual report, ANN!\n\n"
    "Sri Wahyuni: Kami di Jl. Mawar No. 3, Jember.\n"
)
TOLD = (
    "ani: Siapa yang datang?\n\n"
    "A1: Bu K1 datang ke rumahnya, lalu Wahyuninya pulang.\n\n"
    "K1: NIK saya [NIK], telepon [phone]. A2's annual report, A2!\n\n"
    "K1: Kami di Jl. Mawar No. 3, Jember.\n"
)


def _made(work: Work) -> None:
    work.table(
        "informants", "id,name,referred_by\nK1,Sri Wahyuni,-\nA1,Budi Santoso,K1\nA2,Ann,K1\n"
    )
    work.table("codebook", "key\nair\n")
    work.text("T", TALK)
    work.code("T", "air", "Sri Wahyuni datang")
    work.code("T", "air", "Jl. Mawar No. 3")


@pytest.fixture
def study(begun: Begun) -> Work:
    """An interview full of names, coded; the informants' are in the key file."""
    work = begun(_made)
    # The key file is no part of the project, so it is not copied with it.
    work.table("informants", "id,name\nK1,Sri Wahyuni\nA1,Budi Santoso\nA2,Ann\n")
    return work


def _text(work: Work, id_: str = "T") -> str:
    return str(work.listed("transcripts", "show", id_)["text"])


def _speakers(work: Work, id_: str = "T") -> list[list[str]]:
    return [turn["informants"] for turn in work.listed("transcripts", "show", id_)["turns"]]


def test_a_preview_shows_what_is_certain_and_what_is_not_and_changes_nothing(study: Work) -> None:
    rows = study.listed("transcripts", "pseudonymise", "T", "--dry-run")
    assert [(row["words"], row["replacement"], row["certain"]) for row in rows] == [
        ("Budi Santoso", "A1", "yes"), ("Sri Wahyuni", "K1", "yes"), ("Wahyuni", "K1", "no"),
        ("Sri Wahyuni", "K1", "yes"), ("3509014101900001", "[NIK]", "yes"),
        ("0812-3456-7890", "[phone]", "yes"), ("Ann", "A2", "yes"), ("ANN", "A2", "yes"),
        ("Sri Wahyuni", "K1", "yes"), ("Jl. Mawar No. 3", "[address]", "no"),
    ]  # fmt: skip
    assert _text(study) == TALK


def test_certain_names_are_replaced_and_everything_stays_where_it_is(study: Work) -> None:
    before = _speakers(study)
    answer = study("transcripts", "pseudonymise", "--yes")
    assert "replaced for good" in answer.err
    assert _text(study) == TOLD
    assert [row["quote"] for row in study.codings()] == ["K1 datang", "Jl. Mawar No. 3"]
    assert [row["sources"] for row in study.codings()] == [["A1"], ["K1"]]
    assert _speakers(study) == before == [[], ["A1"], ["K1"], ["K1"]]
    assert study("check").status == 0
    assert study.listed("transcripts", "settle") == []
    assert stat.S_IMODE(Path(f"{study.project}.key").stat().st_mode) == 0o600
    again = study("transcripts", "pseudonymise", "--yes")
    assert "nothing changed" in again.err


def test_it_asks_first_and_is_not_undone(study: Work) -> None:
    refused = study.run("-p", study.project, "transcripts", "pseudonymise")
    assert refused.status == 2
    assert "Only the key file leads back" in refused.err
    study("transcripts", "pseudonymise", "--yes")
    assert study.run("-p", study.project, "undo").status == 1
    assert _text(study) == TOLD


def test_what_a_preview_says_is_done(study: Work) -> None:
    preview = study.project.parent / "preview.csv"
    study("transcripts", "pseudonymise", "--dry-run", "-o", preview)
    with preview.open(newline="", encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        if row["words"] in ("Wahyuni", "Jl. Mawar No. 3"):
            row["apply"] = "yes"
        if row["words"] == "ANN":
            row["apply"] = "no"
    with preview.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    listed = study.write("list.csv", "words,replacement,kind\nJember,[town],place\n")
    study("transcripts", "pseudonymise", "--list", preview, "--list", listed, "--yes")
    assert _text(study) == (
        "ani: Siapa yang datang?\n\n"
        "A1: Bu K1 datang ke rumahnya, lalu K1nya pulang.\n\n"
        "K1: NIK saya [NIK], telepon [phone]. A2's annual report, ANN!\n\n"
        "K1: Kami di [address], [town].\n"
    )
    assert [row["quote"] for row in study.codings()] == ["K1 datang", "[address]"]


def test_the_key_file_leads_back_to_the_byte_also_after_a_revision(study: Work) -> None:
    back = study.project.parent / "back.txt"
    study("transcripts", "pseudonymise", "--yes")
    study("transcripts", "reveal", "T", back)
    assert back.read_bytes() == TALK.encode()
    assert stat.S_IMODE(back.stat().st_mode) == 0o600
    assert study.run("-p", study.project, "transcripts", "reveal", "T", back).status == 1
    assert _text(study) == TOLD
    study("transcripts", "revise", "T", study.write("T2.txt", TOLD.replace("lalu", "kemudian")))
    listed = study.write("list.csv", "words,replacement\nJember,Kediri\n")
    study("transcripts", "pseudonymise", "--list", listed, "--yes")
    study("transcripts", "reveal", "T", study.project.parent / "later.txt")
    later = study.project.parent / "later.txt"
    assert later.read_text("utf-8") == TALK.replace("lalu", "kemudian")


def test_without_the_key_file_there_is_no_way_back(study: Work) -> None:
    study("transcripts", "pseudonymise", "--yes")
    Path(f"{study.project}.key").unlink()
    answer = study.run("-p", study.project, "transcripts", "reveal", "T", "back.txt")
    assert answer.status == 1
    assert "holds nothing of T" in answer.err
    assert not (study.project.parent / "back.txt").exists()
    told = study("transcripts", "pseudonymise", "--dry-run").err
    assert "there is no key file, so no real names are known" in told


def test_names_elsewhere_and_in_backups_are_told(study: Work) -> None:
    study("memo", "add", "Tanya Sri Wahyuni lagi")
    study("backup")
    study.text("lain", "K1: Budi Santoso tahu.\n")
    answer = study("transcripts", "pseudonymise", "T", "--yes")
    assert "! memo 1: names still stand there, in its text: Sri Wahyuni" in answer.err
    assert "! lain: names still stand there, in its text: Budi Santoso" in answer.err
    assert "this backup still holds the names" in answer.err
    assert _text(study, "lain") == "K1: Budi Santoso tahu.\n"


def test_labels_and_ids_that_are_names_are_replaced_too(study: Work) -> None:
    study.text("Sri Wahyuni", "Bu Sri: Air keruh.\n\nNarasumber: Ya.\n\nTamu: Betul.\n")
    study("transcripts", "speaker", "Sri Wahyuni", "Bu Sri", "K1")
    study("transcripts", "speaker", "Sri Wahyuni", "Narasumber", "A1")
    study("transcripts", "pseudonymise", "--yes")
    assert {row["id"] for row in study.listed("transcripts", "list")} == {"T", "K1-1"}
    assert _text(study, "K1-1") == "K1: Air keruh.\n\nNarasumber: Ya.\n\nTamu: Betul.\n"
    assert _speakers(study, "K1-1") == [["K1"], ["A1"], []]


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ("words,replacement\nJember,\n", "say what is to stand for Jember"),
        ("words,replacement\nJember,Kota Jember\n", "Kota Jember cannot stand for Jember"),
        ("words,replacement\nJember,Ann\n", "Ann cannot stand for Jember"),
        ("words,replacement,kind\nJember,X,city\n", "city is no kind"),
        ("words,replacement,apply\nJember,X,maybe\n", "maybe is neither yes nor no"),
        ("words,replacement,transcript,start,end\nani,X,T,1,b\n", "1:b is no place"),
        ("words,replacement,transcript,start,end,apply\nani,X,T,1,4,yes\n", "does not stand there"),
        ("words,replacement,transcript,start,end,apply\nani,X,U,0,3,yes\n", "no transcript U"),
    ],
)
def test_a_list_that_says_something_impossible_is_refused(
    study: Work, table: str, said: str
) -> None:
    path = study.write("list.csv", table)
    words = ("transcripts", "pseudonymise", "--list", path, "--yes")
    answer = study.run("-p", study.project, *words)
    assert answer.status in (1, 2)
    assert said in answer.err
    assert _text(study) == TALK
