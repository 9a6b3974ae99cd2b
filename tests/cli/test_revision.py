"""Revising a transcript's text, and settling what could not be placed for sure."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.work import Work

TALK = "K0: Aer bersih belum masuk.\n\nA1: Sudah ada pipa.\n\nK0: Sumur kami dangkal.\n"
BETTER = "K0: Air bersih belum masuk.\n\nK0: Sumur kami dangkal.\n"


@pytest.fixture
def coded(work: Work) -> Work:
    work.table("codebook", "key\nair\n")
    work.table("informants", "id,referred_by\nK0,-\nA1,K0\n")
    work.text("T", TALK)
    for words in ("Aer bersih", "Sudah ada pipa", "Sumur kami"):
        work.code("T", "air", words)
    return work


@pytest.fixture
def better(coded: Work) -> Path:
    return coded.write("better/T.txt", BETTER)


def _quotes(work: Work, *options: object) -> list[str]:
    return [row["quote"] for row in work.codings(*options)]


def _states(work: Work) -> dict[str, tuple[str, str]]:
    return {row["was"]: (row["state"], row["now"]) for row in work.listed("transcripts", "settle")}


def test_a_file_with_other_words_is_offered_as_a_revision(coded: Work, better: Path) -> None:
    (shown,) = coded.listed("transcripts", "import", "--dry-run", better)
    assert shown["fate"] == "changed"
    refused = coded.run("-p", coded.project, "transcripts", "import", better)
    assert refused.status == 1
    assert f"qualcode transcripts revise T {better}" in refused.err
    assert len(coded.listed("transcripts", "list")) == 1


def test_every_coding_is_placed_anew_and_what_is_lost_counts_nowhere(
    coded: Work, better: Path
) -> None:
    preview = coded.listed("transcripts", "revise", "T", better, "--dry-run")
    assert {row["state"]: row["passages"] for row in preview} == {
        "exact": 1, "changed": 1, "lost": 1,
    }  # fmt: skip
    assert _quotes(coded) == ["Aer bersih", "Sudah ada pipa", "Sumur kami"]
    done = coded("transcripts", "revise", "T", better)
    assert "revision 2; passages: exact 1, changed 1, lost 1" in done.err
    assert _quotes(coded) == ["Air bersih", "Sumur kami"]
    assert _states(coded) == {
        "Aer bersih": ("changed", "Air bersih"), "Sudah ada pipa": ("lost", ""),
    }  # fmt: skip
    assert coded.matrix()["air"]["total"] == 2
    for command in (("matrix",), ("triangulate",), ("codings", "list")):
        assert "which count in no analysis: 1" in coded(*command).err
    assert coded.listed("transcripts", "show", "T")["text"] == BETTER
    assert coded("check").status == 0


def test_the_same_words_again_change_nothing(coded: Work) -> None:
    again = coded("transcripts", "revise", "T", coded.write("again/T.txt", TALK))
    assert "nothing changed" in again.err
    assert coded.listed("transcripts", "show", "T")["revision"] == 1


def test_old_revisions_and_the_codings_on_them_stay_within_reach(coded: Work, better: Path) -> None:
    coded("transcripts", "revise", "T", better)
    assert coded.listed("transcripts", "show", "T", "--revision", 1)["text"] == TALK
    then = _quotes(coded, "--transcript", "T", "--revision", 1)
    assert then == ["Aer bersih", "Sudah ada pipa", "Sumur kami"]
    absent = coded.run("-p", coded.project, "transcripts", "show", "T", "--revision", 7)
    assert absent.status == 1
    assert "no revision 7" in absent.err


def test_undo_and_redo_work_across_a_revision(coded: Work, better: Path) -> None:
    coded("transcripts", "revise", "T", better)
    coded("undo")
    assert _quotes(coded) == ["Aer bersih", "Sudah ada pipa", "Sumur kami"]
    assert coded.listed("transcripts", "settle") == []
    coded("redo")
    assert _quotes(coded) == ["Air bersih", "Sumur kami"]
    assert coded("check").status == 0


@pytest.mark.parametrize("again", ["undo", "redo"])
def test_a_revision_stands_in_the_way_of_passages_from_before_it(
    coded: Work, better: Path, again: str
) -> None:
    coded("code", "T", "air", "--quote", "dangkal", "--coder", "budi")
    if again == "undo":
        (number,) = [row["id"] for row in coded.codings() if row["coder"] == "budi"]
        coded("uncode", number, "--coder", "budi")
    else:
        coded("undo", "--coder", "budi")
    coded("transcripts", "revise", "T", better, "--coder", "ani")
    refused = coded.run("-p", coded.project, again, "--coder", "budi")
    assert refused.status == 1
    assert "(revise transcript T) has since touched the same transcript" in refused.err
    assert coded("check").status == 0


def test_another_coder_who_coded_the_new_text_stands_in_the_way_of_undo(
    coded: Work, better: Path
) -> None:
    coded("transcripts", "revise", "T", better)
    coded("code", "T", "air", "--quote", "masuk", "--coder", "budi")
    refused = coded.run("-p", coded.project, "undo", "--coder", "ani")
    assert refused.status == 1
    assert "stands against it" in refused.err
    assert coded("check").status == 0


def test_passages_are_settled_one_by_one(coded: Work, better: Path) -> None:
    coded("transcripts", "revise", "T", better)
    numbers = {row["was"]: row["passage"] for row in coded.listed("transcripts", "settle")}
    coded("transcripts", "settle", numbers["Aer bersih"], "--accept")
    coded("transcripts", "settle", numbers["Sudah ada pipa"], "--quote", "belum masuk")
    assert _states(coded) == {}
    assert _quotes(coded) == ["Air bersih", "belum masuk", "Sumur kami"]
    coded("undo")
    coded("transcripts", "settle", numbers["Sudah ada pipa"], "--drop", "--yes")
    assert _quotes(coded) == ["Air bersih", "Sumur kami"]
    assert "count in no analysis" not in coded("matrix").err
    wrong = coded.run("-p", coded.project, "transcripts", "settle", 99, "--accept")
    assert wrong.status == 1
    assert "99" in wrong.err


def test_words_that_come_back_bring_their_coding_back(coded: Work, better: Path) -> None:
    coded("transcripts", "revise", "T", better)
    coded("transcripts", "revise", "T", coded.write("again/T.txt", TALK))
    assert _quotes(coded) == ["Aer bersih", "Sudah ada pipa", "Sumur kami"]
    assert coded("check").status == 0


def test_evidence_memos_and_speakers_follow(coded: Work) -> None:
    coded("claims", "add", "C1", "Air belum masuk.")
    coded("claims", "tie", "C1", "T", "--quote", "Aer bersih belum masuk")
    words = "Bu Ani: Halo.\n\n" + TALK.replace("A1:", "K0:")
    coded("transcripts", "revise", "T", coded.write("other/T.docx.txt", words))
    (tied,) = coded.listed("claims", "evidence", "list")
    assert (tied["quote"], tied["sources"]) == ("Aer bersih belum masuk", ["K0"])
    assert [row["sources"] for row in coded.codings()] == [["K0"]] * 3


def test_times_stay_with_the_turns_when_only_words_are_corrected(work: Work) -> None:
    captions = "1\n00:00:01,000 --> 00:00:04,000\nK0: Aer bersih.\n"
    work.text("V.srt", captions)
    plain = "K0: Air bersih.\n"
    work("transcripts", "revise", "V", work.write("v/V.txt", plain))
    (turn,) = work.listed("transcripts", "show", "V")["turns"]
    assert (turn["begins_ms"], turn["ends_ms"]) == (1000, 4000)
