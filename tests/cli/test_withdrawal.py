"""Withdrawal and consent at the command line."""

from __future__ import annotations

import json

import pytest

from tests.cli.conftest import Begun
from tests.cli.work import Work

GROUP = "A1: Jalan rusak sekali.\n\nBudi Santoso: Air keruh dan bau.\n\nA1: Ya, keruh.\n"


def _made(work: Work) -> None:
    work.table("informants", "id,name,referred_by\nA1,,-\nbudi,Budi Santoso,A1\nC1,,budi\n")
    work("codebook", "add", "air", "--kind", "statement")
    work.text("fgd", GROUP)
    work.text("budi", "Budi Santoso: Sumur kami kering sejak kemarau.\n")
    work.code("fgd", "air", "Air keruh")
    work.code("fgd", "air", "Ya, keruh")
    work.code("budi", "air", "Sumur kami")
    work.table("claims", "id,text,themes\nK1,Air keruh.,air\n")


@pytest.fixture
def study(begun: Begun) -> Work:
    """A group and an interview, with somebody who will withdraw."""
    return begun(_made)


def test_a_rehearsal_shows_what_would_go_and_which_verdicts_would_change(study: Work) -> None:
    told = study.listed("informants", "withdraw", "budi", "--dry-run")
    assert told["step"] is None
    assert (told["id"], told["transcripts"], told["blanked"]) == ("withdrawn-1", ["budi"], ["fgd"])
    assert told["verdicts"] == [
        {"kind": "claim", "id": "K1", "before": "partial", "after": "single-source"},
        {"kind": "theme", "id": "air", "before": "partial", "after": "single-source"},
    ]
    assert told["exports"] == []
    assert [row["transcript"] for row in study.codings()] == ["fgd", "fgd", "budi"]


def test_a_withdrawal_says_what_went_and_keeps_the_lineage(study: Work) -> None:
    study("matrix", "-o", "matrix.csv")
    study.write("budi.vtt", "WEBVTT")
    study("backup")
    answer = study("informants", "withdraw", "budi", "--yes")
    assert "erased for good" in answer.err
    assert "this backup still holds their words" in answer.err
    assert "K1" in answer.out
    assert "matrix.csv" in answer.out
    assert "budi.vtt" in answer.out
    people = {row["id"]: row for row in study.listed("informants", "list")}
    assert people["C1"]["referred_by"] == ["withdrawn-1"]
    assert people["withdrawn-1"]["status"] == "withdrawn"
    assert [row["quote"] for row in study.codings()] == ["Ya, keruh"]
    assert study.claims()["K1"]["k"] == 1
    assert study.run("-p", study.project, "undo").status == 1
    assert study("check").status == 0
    assert [row["erased"] for row in study.history()][-1] is True
    assert study.listed("search", "air keruh") == []


def test_a_pseudonym_that_says_nothing_stays(study: Work) -> None:
    told = study.listed("informants", "withdraw", "A1", "--yes")
    assert (told["id"], told["blanked"], told["transcripts"]) == ("A1", ["fgd"], [])
    text = study.listed("transcripts", "show", "fgd")["text"]
    assert text == "A1: [withdrawn]\n\nBudi Santoso: Air keruh dan bau.\n\nA1: [withdrawn]\n"


def test_backups_are_erased_where_that_is_asked_for(study: Work) -> None:
    study("backup")
    answer = study("informants", "withdraw", "budi", "--yes", "--backups")
    assert "backup" not in answer.err
    (backup,) = study.project.parent.glob("*.backup")
    assert b"kemarau" not in backup.read_bytes()
    assert study.run("-p", backup, "check").status == 0


def test_what_others_say_of_somebody_stays_and_is_told(work: Work) -> None:
    work.table("informants", "id,name\nA1,\nbudi,Budi Santoso\n")
    work.text("A1", "A1: Budi Santoso tahu itu.\n")
    answer = work("informants", "withdraw", "budi", "--yes")
    assert "! A1: others still say the name there, times: 1" in answer.err


def test_nobody_is_quoted_against_their_consent(study: Work) -> None:
    assert "quote" not in study("codings", "list").err
    study("informants", "consent", "budi", "--scope", "archive,share", "--date", "2022-10-12")
    answer = study("codings", "list", "--format", "json")
    quotes = [row["quote"] for row in json.loads(answer.out)]
    assert quotes == ["[not to be quoted]", "Ya, keruh", "[not to be quoted]"]
    assert "! budi: did not consent to being quoted; quotes left out: 2" in answer.err
    cells = study("matrix", "--cells", "quotes", "--format", "json")
    assert cells.json[0]["cells"]["A1"] == ["Ya, keruh"]
    assert set(cells.json[0]["cells"]["budi"]) == {"[not to be quoted]"}
    assert "budi" in cells.err
    assert study.claims()["K1"]["k"] == 2
    written = study("codings", "list", "-o", "codings.csv")
    assert "it is not recorded whether these may be quoted, and they are: A1" in written.err
    assert b"Sumur" not in study.project.with_name("codings.csv").read_bytes()
    study("informants", "consent", "budi", "--scope", "quote")
    assert [row["quote"] for row in study.codings()] == ["Air keruh", "Ya, keruh", "Sumur kami"]
    study("undo")
    assert study.codings()[0]["quote"] == "[not to be quoted]"


def test_no_report_quotes_against_consent(study: Work) -> None:
    study("recode", "1", "--stance", "deny")
    study("informants", "consent", "budi", "--scope", "none")
    for words in (
        ("table", "convergence"), ("table", "negative"), ("table", "appendix"), ("report",),
    ):  # fmt: skip
        answer = study(*words, "--format", "json")
        told = study(*words, "--format", "md").out
        assert "budi: did not consent to being quoted" in answer.err
        for words_of_theirs in ("Air keruh", "Sumur kami"):
            assert words_of_theirs not in answer.out.replace("Air keruh.", "")
            assert words_of_theirs not in told.replace("Air keruh.", "")


def test_an_interview_is_not_exported_against_consent(study: Work) -> None:
    study("informants", "consent", "budi", "--scope", "quote")
    answer = study.run("-p", study.project, "transcripts", "export", "fgd", "-o", "fgd.docx")
    assert answer.status == 1
    assert "budi did not consent to their interview being shared" in answer.err
    answer = study.run("-p", study.project, "transcripts", "show", "fgd", "-o", "fgd.txt")
    assert answer.status == 1
    assert not study.project.with_name("fgd.txt").exists()
    study("informants", "consent", "budi", "--scope", "quote,share")
    study("transcripts", "export", "fgd", "-o", "fgd.docx")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--scope", "film"), "film is no scope"),
        (("--scope", "none,quote"), "none and something else is no scope"),
        (("--scope", "quote", "--date", "soon"), "soon is no date"),
        ((), "nothing is said of the consent"),
    ],
)
def test_consent_that_says_nothing_is_refused(
    study: Work, words: tuple[str, ...], said: str
) -> None:
    answer = study.run("-p", study.project, "informants", "consent", "budi", *words)
    assert answer.status == 2
    assert said in answer.err
