"""Passages by themselves: marked without a code, moved, starred, linked."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cli.work import Work

TEXT = "A1: Beras datang tiap bulan.\n\nB1: Beras habis tiap minggu. Harga naik.\n"


@pytest.fixture
def coding(work: Work) -> Work:
    """Two topics, two people, and one interview with both of them."""
    work.table("codebook", "key,kind\nberas,topic\nlain,topic\n")
    work.table("informants", "id\nA1\nB1\n")
    work.text("A1", TEXT)
    return work


def _places(work: Work, *options: str) -> list[dict[str, Any]]:
    return list(work.listed("passage", "list", *options))


def _mark(work: Work, quote: str, *options: str) -> int:
    return int(work("passage", "mark", "A1", "--quote", quote, *options).out)


def test_a_passage_is_marked_now_and_coded_later(coding: Work) -> None:
    number = _mark(coding, "Harga naik")
    (place,) = _places(coding, "--uncoded")
    assert (place["id"], place["quote"], place["codes"], place["sources"]) == (
        number, "Harga naik", [], ["B1"],
    )  # fmt: skip
    coding.code("A1", "lain", "Harga naik")
    assert _places(coding, "--uncoded") == []
    assert [(p["id"], p["codes"]) for p in _places(coding)] == [(number, ["lain"])]


def test_marking_twice_is_told_and_makes_nothing(coding: Work) -> None:
    number = _mark(coding, "Harga naik")
    again = coding("passage", "mark", "A1", "--quote", "Harga naik")
    assert int(again.out) == number
    assert "marked already" in again.err
    assert len(_places(coding)) == 1


def test_a_marked_passage_is_taken_out_again_but_not_with_its_codes(coding: Work) -> None:
    number = _mark(coding, "Harga naik")
    coding("passage", "unmark", number)
    assert _places(coding) == []
    coding("undo")
    coding.code("A1", "lain", "Harga naik")
    refused = coding.run("-p", coding.project, "passage", "unmark", number)
    assert refused.status == 1
    assert "carries codes" in refused.err


def test_an_edge_moves_for_all_codes_of_the_passage_and_for_who_speaks(coding: Work) -> None:
    coding("code", "A1", "beras", "lain", "--quote", "tiap bulan")
    (place,) = _places(coding)
    end = TEXT.index("habis") + len("habis")
    coding("passage", "move", place["id"], "--span", f":{end}")
    assert {(c["code"], c["start"], c["end"], tuple(c["sources"])) for c in coding.codings()} == {
        (code, place["start"], end, ("A1", "B1")) for code in ("beras", "lain")
    }
    assert coding.matrix()["lain"] == {"A1": 1, "B1": 1, "total": 1}
    coding("undo")
    assert coding.matrix()["lain"] == {"A1": 1, "B1": 0, "total": 1}


def test_an_edge_moves_for_this_code_only_and_splits_the_passage(coding: Work) -> None:
    first, _ = coding("code", "A1", "beras", "lain", "--quote", "tiap bulan").out.split()
    start = TEXT.index("datang")
    coding("passage", "move", first, "--coding", "--span", f"{start}:")
    assert {(c["code"], c["quote"]) for c in coding.codings()} == {
        ("beras", "datang tiap bulan"), ("lain", "tiap bulan"),
    }  # fmt: skip
    assert len(_places(coding)) == 2
    coding("passage", "move", first, "--coding", "--span", f"{TEXT.index('tiap bulan')}:")
    assert [p["codes"] for p in _places(coding)] == [["beras", "lain"]]


def test_a_coding_does_not_move_to_where_its_code_is_already(coding: Work) -> None:
    first = coding.code("A1", "beras", "tiap bulan")
    coding.code("A1", "beras", "tiap minggu")
    at = TEXT.index("tiap minggu")
    refused = coding.run(
        "-p", coding.project, "passage", "move", first, "--coding",
        "--span", f"{at}:{at + len('tiap minggu')}",
    )  # fmt: skip
    assert refused.status == 1
    assert "has that code already" in refused.err


@pytest.mark.parametrize("span", [":", "9:4", "x:9", ":9999"])
def test_an_impossible_place_is_refused(coding: Work, span: str) -> None:
    number = _mark(coding, "Harga naik")
    refused = coding.run("-p", coding.project, "passage", "move", number, "--span", span)
    assert refused.status == 1
    assert "Traceback" not in refused.err
    assert [p["quote"] for p in _places(coding)] == ["Harga naik"]


def test_a_key_quote_is_marked_and_outlives_its_codes(coding: Work) -> None:
    made = coding.code("A1", "beras", "Harga naik")
    (place,) = _places(coding)
    coding("passage", "key", place["id"])
    coding("uncode", made)
    assert [(p["id"], p["key_quote"]) for p in _places(coding, "--key")] == [(place["id"], "yes")]
    coding("passage", "key", place["id"], "--off")
    assert _places(coding, "--key") == []


def test_a_passage_has_a_translation_that_reports_print_with_its_translator(coding: Work) -> None:
    coding.table("claims", "id,text,themes\nK1,Beras habis.,beras\n")
    coding.code("A1", "beras", "Beras habis tiap minggu", "--stance", "affirm")
    coding("passage", "translate", 1, "Rice runs out each week.", "--by", "Dewi")
    (place,) = _places(coding)
    assert (place["translation"], place["translator"]) == ("Rice runs out each week.", "Dewi")
    assert "translated by Dewi: Rice runs out each week" in coding("table", "convergence").out
    (row,) = coding.listed("table", "appendix")
    assert (row["translation"], row["translator"]) == ("Rice runs out each week.", "Dewi")
    coding("informants", "consent", "B1", "--scope", "archive")
    assert "Rice" not in coding("table", "convergence").out + coding("passage", "list").out
    coding("undo")
    coding("undo")
    assert [p["translation"] for p in _places(coding)] == [""]
    coding("passage", "translate", 1, "It runs out.")
    assert _places(coding)[0]["translator"] == "ani"
    coding("passage", "translate", 1)
    assert [(p["translation"], p["translator"]) for p in _places(coding)] == [("", "")]


def test_two_passages_are_linked_and_unlinked(coding: Work) -> None:
    one, other = _mark(coding, "tiap bulan"), _mark(coding, "tiap minggu")
    number = int(coding("passage", "link", other, "contradicts", one).out)
    assert coding.listed("passage", "links") == [
        {"id": number, "passage": other, "kind": "contradicts", "other": one}
    ]
    coding("passage", "unlink", number)
    assert coding.listed("passage", "links") == []
    assert coding.run("-p", coding.project, "passage", "link", one, "likes", other).status == 2


def test_a_code_is_made_on_the_spot_in_one_step(coding: Work) -> None:
    coding("code", "A1", "lain", "--new", "beras/Harga naik!", "--quote", "Harga naik")
    assert {c["code"] for c in coding.codings()} == {"lain", "beras/harga-naik"}
    coding("code", "A1", "--new", "beras/harga naik", "--quote", "tiap bulan")
    assert len(coding.listed("codebook", "list")) == 3
    coding("undo")
    coding("undo")
    assert coding.codings() == []
    assert len(coding.listed("codebook", "list")) == 2
    for wrong in ((), ("--new", "?!"), ("--new", "jagung/harga")):
        refused = coding.run("-p", coding.project, "code", "A1", *wrong, "--quote", "tiap bulan")
        assert refused.status in (1, 2)
        assert refused.err.startswith("qualcode: ")


def test_pinned_codes_are_undone_like_anything_else(coding: Work) -> None:
    coding("codebook", "pin", "beras")
    assert coding("codebook", "pin", "beras").err.strip() == "nothing changed"
    coding("codebook", "pin", "beras", "--off")
    coding("undo")
    assert "pin beras" in [step["why"] for step in coding.history()]
