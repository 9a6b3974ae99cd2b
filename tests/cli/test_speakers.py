"""Deciding whom a speaker label is, and following the names that informants mention."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cli.test_people import heard, unmatched
from tests.cli.work import Work


def proposals(work: Work, label: str) -> list[tuple[str, str]]:
    """Whom a label of the only transcript may be, and why."""
    rows = work.listed("transcripts", "speakers")
    found = next(row["proposals"] for row in rows if row["speaker"] == label)
    return [(each["informant"], each["reason"]) for each in found]


@pytest.mark.parametrize(
    ("label", "why"),
    [
        ("Bu Siti Aminah", "title"),
        ("Ibu Hj. Siti Aminah", "title"),
        ("Dr. Siti Aminah M.Si.", "title"),
        ("Prof. Siti Aminah S.Sos.", "title"),
        ("Mrs Siti Aminah", "title"),
        ("Aminah Siti", "order"),
        ("Bu Siti", "part"),
        ("Siti Aminnah", "misspelt"),
        ("Sitti Amina", "misspelt"),
        ("S. Aminah", "initials"),
        ("SA", "initials"),
        ("KB-1", "spelling"),
        ("kb 01", "spelling"),
        ("Bu KB1", "title"),
        ("K. B.", "initials"),
        ("Kepala Dinas", "role"),
    ],
)
def test_a_label_that_may_be_somebody_is_proposed_and_not_decided(
    work: Work, label: str, why: str
) -> None:
    work.table(
        "informants",
        'id,name,role\nKB1,Siti Aminah,Kepala Dinas\nK0,"Budi Santoso",Lurah\n',
    )
    work.text("W1", f"Peneliti: Apa?\n\n{label}: Ya.\n\nPeneliti: O.\n\n{label}: Betul.\n")
    assert proposals(work, label) == [("KB1", why)]
    assert heard(work, "W1")[label] == []
    work("transcripts", "speaker", "W1", label, "KB1")
    assert heard(work, "W1")[label] == ["KB1"]
    assert unmatched(work, "W1") == []
    work("undo")
    assert heard(work, "W1")[label] == []


@pytest.mark.parametrize("label", ["KB3", "K", "S", "Budiman Wijaya", "Ibu", "KB", "BS"])
def test_a_label_that_is_like_nobody_or_like_two_is_not_proposed(work: Work, label: str) -> None:
    work.table(
        "informants",
        "id,name\nKB1,Siti Aminah\nKB2,Budi Santoso\nX9,Bima Sakti\n",
    )
    work.text("W1", f"Peneliti: Apa?\n\n{label}: Ya.\n\nPeneliti: O.\n\n{label}: Betul.\n")
    assert proposals(work, label) == []


def test_a_proposal_that_was_refused_does_not_come_again(work: Work) -> None:
    work.table("informants", "id,name\nA1,Siti Aminah\nA2,Siti Rahayu\n")
    work.text("W1", "Bu Siti: Ya.\n\nPak RT: Betul.\n\nBu Siti: O.\n")
    assert proposals(work, "Bu Siti") == [("A1", "part"), ("A2", "part")]
    work("transcripts", "speaker", "W1", "bu siti", "--not", "A1")
    assert proposals(work, "Bu Siti") == [("A2", "part")]
    assert unmatched(work, "W1") == ["bu siti", "pak rt"]
    work("transcripts", "speaker", "W1", "Bu Siti", "A1")
    assert heard(work, "W1")["Bu Siti"] == ["A1"]


def test_nobody_and_the_interviewer_are_asked_about_no_more(work: Work) -> None:
    work.table("informants", "id\nA1\n")
    work.text("W1", "A1: Ya.\n\nTetangga: O.\n\nQ: Apa?\n\nA1: Ya.\n\nTetangga: E.\n\nQ: Lalu?\n")
    work("transcripts", "speaker", "W1", "Tetangga", "--nobody")
    work("transcripts", "speaker", "W1", "Q", "--interviewer")
    assert work.listed("transcripts", "speakers") == []
    assert heard(work, "W1") == {"A1": ["A1"], "Tetangga": [], "Q": []}


def test_a_decision_holds_for_one_transcript_or_everywhere(work: Work) -> None:
    work.table("informants", "id\nA1\n")
    for name in ("W1", "W2", "W3"):
        work.text(name, "Bu Sri: Ya.\n\nLain: O.\n\nBu Sri: Betul.\n\nLain: E.\n")
    work("transcripts", "speaker", "W1", "Bu Sri", "A1")
    assert [unmatched(work, name) for name in ("W1", "W2")] == [["lain"], ["bu sri", "lain"]]
    work("transcripts", "speaker", "W2", "BU SRI", "A1", "--everywhere")
    assert [unmatched(work, name) for name in ("W1", "W2", "W3")] == [["lain"]] * 3
    work("undo")
    assert unmatched(work, "W3") == ["bu sri", "lain"]
    assert heard(work, "W1")["Bu Sri"] == ["A1"]


def test_all_of_a_focus_group_speak_under_one_label(work: Work) -> None:
    people = [f"P{n}" for n in range(1, 13)]
    work.table("informants", "id\n" + "\n".join(people))
    said = "\n\n".join(f"{who}: Saya {who}." for who in people)
    work.text("FGD", f"Moderator: Setuju?\n\n{said}\n\nSemua: Setuju sekali!\n")
    work.text("P3-lanjutan", "Peneliti: Lagi?\n\nP3: Ya, lagi.\n")
    work("codebook", "add", "setuju")
    work("transcripts", "speaker", "FGD", "Semua", *people)
    work.code("FGD", "setuju", "Setuju sekali!")
    assert work.codings()[0]["sources"] == sorted(people)
    found = {row["id"]: row["transcripts"] for row in work.listed("informants", "list")}
    assert found["P3"] == ["FGD", "P3-lanjutan"]
    assert found["P12"] == ["FGD"]


def test_one_thing_is_said_of_a_label_that_is_there(work: Work) -> None:
    work.table("informants", "id\nA1\n")
    work.text("W1", "Bu Sri: Ya.\n\nLain: O.\n\nBu Sri: Betul.\n\nLain: E.\n")
    run = work.run
    assert run("transcripts", "speaker", "W1", "Bu Sri", "A1", "--nobody").status == 2
    assert run("transcripts", "speaker", "W1", "Bu Sri").status == 2
    refused = run("transcripts", "speaker", "W1", "Bu Sry", "A1")
    assert (refused.status, "Bu Sri" in refused.err) == (1, True)
    assert run("transcripts", "speaker", "W1", "Bu Sri", "A9").status == 1
    assert len(work.history()) == 2


TALK = (
    "Peneliti: Siapa lagi, Pak Anwar?\n\n"
    "K0: Coba tanya Bu Siti Aminah, ya. Pak Camat juga tahu.\n"
    "Ibu saya dulu kenal. Bapak Ibu semua.\n\n"
    "Peneliti: Lalu?\n\n"
    "K0: Pak Camat itu. Lalu Dr. H. Budi Santoso datang, juga Mr. Smith. Tanya A1.\n"
)


def leads(work: Work, *words: str) -> dict[str, dict[str, Any]]:
    return {row["name"]: row for row in work.listed("informants", "leads", *words)}


def test_people_whom_informants_name_are_known_ones_or_leads(work: Work) -> None:
    work.table("informants", "id,name,referred_by\nK0,,-\nA1,Budi Santoso,\nA2,Siti Aminah,K0\n")
    work.text("K0", TALK)
    found = leads(work)
    assert list(found) == ["Pak Camat", "Dr. H. Budi Santoso", "Mr. Smith", "A1"]
    assert found["Pak Camat"]["informant"] is None
    assert found["Pak Camat"]["mentions"] == [
        {"transcript": "K0", "line": 3, "speakers": ["K0"], "times": 2}
    ]
    assert found["Dr. H. Budi Santoso"]["informant"] == "A1"
    assert found["Dr. H. Budi Santoso"]["reason"] == "title"
    assert found["A1"]["informant"] == "A1"


def test_a_lead_becomes_an_informant_whom_its_speakers_named(work: Work) -> None:
    work.table("informants", "id,referred_by\nK0,-\n")
    work.text("K0", TALK, "--date", "2022-10-12")
    work("informants", "lead", "pak camat", "C1")
    row = next(row for row in work.listed("informants", "list") if row["id"] == "C1")
    assert (row["referred_by"], row["channel"], row["status"]) == (["K0"], "named", "named")
    assert row["referral_date"] == "2022-10-12"
    assert "Pak Camat" not in leads(work)
    work.text("W2", "Peneliti: Apa?\n\nPak Camat: Ya.\n")
    assert heard(work, "W2")["Pak Camat"] == ["C1"]
    work("undo")
    work("undo")
    assert "Pak Camat" in leads(work)


def test_a_lead_may_be_somebody_known_by_another_name(work: Work) -> None:
    work.table("informants", "id,name,referred_by\nK0,,-\nJ1,Joko,\n")
    work.text("K0", TALK)
    work("informants", "lead", "Pak Camat", "J1")
    assert "Pak Camat" not in leads(work)
    work.table("informants", "id,referred_by\nB2,K0\n")
    work.text("B2", "Peneliti: Apa?\n\nB2: Pak Camat itu baik.\n")
    assert leads(work)["Pak Camat"]["informant"] == "J1"


def test_a_lead_that_was_refused_is_not_listed_again(work: Work) -> None:
    work.table("informants", "id,referred_by\nK0,-\n")
    work.text("K0", TALK)
    work("informants", "lead", "Mr. Smith", "--refuse")
    assert "Mr. Smith" not in leads(work, "K0")
    assert "Smith" not in str(work.history())
    work("undo")
    assert "Mr. Smith" in leads(work, "K0")


def test_nobody_leads_to_themselves_or_to_who_led_to_them(work: Work) -> None:
    work.table("informants", "id,name,referred_by\nK0,Anwar,-\nA1,Siti,K0\n")
    work.text("A1", "Peneliti: Siapa?\n\nA1: Pak Anwar. Saya Bu Siti.\n")
    assert leads(work) == {}


def test_a_lead_that_nobody_named_is_refused(work: Work) -> None:
    work.table("informants", "id,referred_by\nK0,-\n")
    work.text("K0", TALK)
    assert work.run("informants", "lead", "Pak Anwar", "X1").status == 1
    assert work.run("informants", "lead", "Pak Camat").status == 2
    answer = work.run("informants", "lead", "Pak Camad", "X1")
    assert (answer.status, "Pak Camat" in answer.err) == (1, True)
