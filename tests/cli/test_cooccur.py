"""`cooccur`: which codes come together, in every unit, and whose words those are."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.cli.calling import ask
from tests.cli.work import Work

FORMS = ("text", "json", "csv", "md", "html", "xlsx")
W1 = "Pewawancara: Soal beras?\n\nA1: Satu dua tiga empat.\n\nA1: Lima enam.\n\nB1: Tujuh.\n"


@pytest.fixture
def study(work: Work) -> Work:
    """Two informants in one interview, a third in another, and three codes."""
    work.table("codebook", "key\nberas\nair\nlain\n")
    work.table("informants", "id\nA1\nB1\nC1\n")
    work.text("W1", W1)
    work.text("C1", "C1: Delapan sembilan.\nSepuluh sebelas.\n")
    return work


def _pairs(study: Work, *options: object) -> dict[tuple[str, str], dict[str, Any]]:
    found = study.listed("cooccur", *options)["pairs"]
    return {(pair["code"], pair["other"]): pair for pair in found}


def test_the_worked_numbers(work: Work) -> None:
    """10 and 8 with 4 together among 40: c is 0.2857, lift 2 (methods note, §4)."""
    work.table("codebook", "key\na\nb\nc\n")
    work.table("informants", "id\nA1\n")
    work.text("A1", "A1: " + " ".join(f"kata{at:02}" for at in range(40)) + "\n")
    codes = {"a": range(10), "b": range(6, 14), "c": range(14, 40)}
    rows = [f"A1,{code},kata{at:02}" for code, some in codes.items() for at in some]
    work.table("codings", "transcript,code,quote\n" + "\n".join(rows) + "\n")
    found = work.listed("cooccur")
    assert found["units"] == 40
    assert found["pairs"] == [
        {"code": "a", "other": "b", "together": 4, "n": 10, "n_other": 8, "sources": 1,
         "c": 0.2857, "share": 0.4, "share_other": 0.5, "lift": 2.0, "uneven": False},
    ]  # fmt: skip


def test_a_frequent_code_beside_a_rare_one_is_uneven(work: Work) -> None:
    """100 and 10 with 5 together: c is 0.048, though half of the rare one is there (§4)."""
    work.table("codebook", "key\na\nb\n")
    work.table("informants", "id\nA1\n")
    work.text("A1", "A1: " + " ".join(f"kata{at:03}" for at in range(105)) + "\n")
    codes = {"a": range(100), "b": range(95, 105)}
    rows = [f"A1,{code},kata{at:03}" for code, some in codes.items() for at in some]
    work.table("codings", "transcript,code,quote\n" + "\n".join(rows) + "\n")
    (pair,) = work.listed("cooccur")["pairs"]
    assert (pair["c"], pair["share_other"], pair["uneven"]) == (0.0476, 0.5, True)


def test_one_long_passage_over_three_short_ones_stays_within_one(study: Work) -> None:
    study.code("W1", "beras", "Satu dua tiga empat")
    for word in ("Satu", "dua", "tiga"):
        study.code("W1", "air", word)
    pair = _pairs(study)["beras", "air"]
    assert (pair["n"], pair["n_other"], pair["together"]) == (1, 3, 1)
    assert (pair["c"], pair["share"], pair["share_other"]) == (0.3333, 1.0, 1.0)


def test_each_unit_is_wider_than_the_one_before(study: Work) -> None:
    study.code("W1", "beras", "Satu")
    study.code("W1", "air", "empat")
    study.code("W1", "lain", "enam")
    assert set(_pairs(study)) == set()
    assert set(_pairs(study, "--unit", "turn")) == {("beras", "air")}
    assert set(_pairs(study, "--unit", "paragraph")) == {("beras", "air")}
    assert len(_pairs(study, "--unit", "transcript")) == 3


def test_a_distance_counts_the_characters_between(study: Work) -> None:
    study.code("W1", "beras", "Satu")
    study.code("W1", "air", "tiga")
    assert set(_pairs(study, "--within", 4)) == set()
    assert set(_pairs(study, "--within", 5)) == {("beras", "air")}


def test_without_blank_lines_a_paragraph_is_a_line(study: Work) -> None:
    study.code("C1", "beras", "Delapan")
    study.code("C1", "air", "sembilan")
    study.code("C1", "lain", "Sepuluh")
    assert set(_pairs(study, "--unit", "paragraph")) == {("beras", "air")}
    assert len(_pairs(study, "--unit", "turn")) == 3


def test_the_sources_behind_a_cell_are_those_whose_words_it_holds(study: Work) -> None:
    study.code("W1", "beras", "Satu")
    study.code("W1", "air", "Satu")
    study.code("W1", "beras", "tiga")
    study.code("W1", "air", "tiga")
    assert _pairs(study)["beras", "air"]["sources"] == 1
    study.code("C1", "beras", "Delapan")
    study.code("C1", "air", "Delapan")
    assert _pairs(study)["beras", "air"]["sources"] == 2


def test_the_interviewers_words_count_for_nobody(study: Work) -> None:
    study.code("W1", "beras", "Soal")
    study.code("W1", "air", "Soal")
    for unit in ("passage", "turn", "paragraph", "transcript"):
        assert study.listed("cooccur", "--unit", unit)["units"] == 0


def test_a_passage_over_a_question_is_not_found_in_the_question(study: Work) -> None:
    study.code("W1", "beras", "beras?\n\nA1: Satu")
    study.code("W1", "air", "beras?\n\nA1: Satu dua")
    assert study.listed("cooccur", "--unit", "turn")["units"] == 1


def test_only_reporting_coders_count(study: Work) -> None:
    study.code("W1", "beras", "Satu")
    study.code("W1", "air", "Satu", "--coder", "budi")
    assert len(_pairs(study)) == 1
    study("settings", "reporting_coders", "ani")
    assert _pairs(study) == {}


@pytest.mark.parametrize("unit", ["passage", "turn", "paragraph", "transcript"])
def test_an_empty_project_has_nothing_together(work: Work, unit: str) -> None:
    assert work.listed("cooccur", "--unit", unit) == {
        "unit": unit, "within": None, "units": 0, "pairs": [],
    }  # fmt: skip
    assert "No two codes" in work("cooccur", "--unit", unit).out


@pytest.mark.parametrize("form", FORMS)
def test_the_same_project_gives_the_same_bytes(jember: Path, form: str) -> None:
    words = ("cooccur", "--unit", "turn", "--format", form)
    assert ask(jember, *words).printed == ask(jember, *words).printed


def test_in_csv_there_is_a_row_for_every_pair_the_most_frequent_first(jember: Path) -> None:
    rows = ask(jember, "cooccur", "--format", "csv").csv
    together = [int(row["together"]) for row in rows]
    assert together == sorted(together, reverse=True)
    assert (rows[0]["code"], rows[0]["other"]) == ("aset/institusi", "tingkat/pusat")


@pytest.mark.parametrize(
    ("options", "word"),
    [
        ("--unit chapter", "paragraph"),
        ("--within -1", "0 characters or more"),
        ("--unit turn --within 5", "leave --unit out"),
        ("--within far", "far"),
    ],
)
def test_wrong_options_are_refused_in_one_sentence(study: Work, options: str, word: str) -> None:
    status, out, err = study.run("cooccur", *options.split())
    assert (status, out) == (2, "")
    assert word in err
    assert len(err.splitlines()) == 1
