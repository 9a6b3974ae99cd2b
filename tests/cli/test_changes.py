"""Changing what is known of transcripts, informants and codes, to nothing included."""

from __future__ import annotations

import pytest

from tests.cli.work import Work


def test_what_is_known_of_an_informant_changes_and_empties(work: Work) -> None:
    work.table("informants", "id,role,organisation,age\nK0,Kader,Desa,40\n")
    work("informants", "change", "K0", "role=", "status=declined", "organisation=", "age=41")
    (row,) = work.listed("informants", "list")
    assert [row[key] for key in ("role", "organisation", "status", "age")] == [
        "", "", "declined", "41",
    ]  # fmt: skip
    work("undo")
    assert work.listed("informants", "list")[0]["role"] == "Kader"


def test_what_is_known_of_a_transcript_changes_and_empties(work: Work) -> None:
    work.text("T1", "K0: Ya.\n", "--date", "2022-10-12")
    work("transcripts", "change", "T1", "date=", "place=Balai desa", "organisation=Dinas")
    (row,) = work.listed("transcripts", "list")
    assert (row["date"], row["place"], row["organisation"]) == ("", "Balai desa", "Dinas")


def test_what_a_code_says_of_itself_changes(work: Work) -> None:
    work("codebook", "add", "air", "--name", "Water")
    work("codebook", "change", "air", "key=tirta", "name_id=Air", "name_en=", "aliases=banyu; toya")
    (row,) = work.listed("codebook", "list")
    assert (row["path"], row["name_en"], row["name_id"]) == ("tirta", "", "Air")
    assert row["aliases"] == ["banyu", "toya"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("informants", "change", "K0", "status=gone"), "gone is no status"),
        (("informants", "change", "K0", "referred_by=A1"), "referred_by is not changed like this"),
        (("informants", "change", "K0", "role"), "role is no change"),
        (("transcripts", "change", "T1", "plce=x"), "did you mean place"),
        (("transcripts", "change", "T1", "date=soon"), "soon is no date"),
        (("codebook", "change", "air", "colour=blue"), "blue is no colour"),
        (("codebook", "change", "air", "parent=x"), "there is no column parent"),
        (("codebook", "change", "air", "key="), ""),
    ],
)
def test_a_wrong_change_is_one_sentence_and_changes_nothing(
    work: Work, words: tuple[str, ...], said: str
) -> None:
    work.table("informants", "id\nK0\n")
    work.text("T1", "K0: Ya.\n")
    work("codebook", "add", "air")
    before = work.listed("codebook", "list"), work.listed("transcripts", "list")
    answer = work.run("-p", work.project, *words)
    assert said in answer.err
    assert (work.listed("codebook", "list"), work.listed("transcripts", "list")) == before


def test_the_share_that_is_coded_counts_every_character_once(work: Work) -> None:
    work.table("informants", "id,consent\nK0,recorded\n")
    work.text("T1", "K0: satu dua tiga\n")  # 18 characters
    work("codebook", "add", "air")
    work("codebook", "add", "jalan")
    work.code("T1", "air", "satu dua")
    work.code("T1", "jalan", "dua tiga")
    (row,) = work.listed("transcripts", "list")
    assert row["coded"] == round(13 / 18, 4)
    assert row["consent"] == ["recorded"]
