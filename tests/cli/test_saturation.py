"""`saturation`: the worked example of the methods note (§2), the study, bad input."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.cli.calling import ask, call, plain_environment
from tests.cli.work import Work

NEW = (20, 9, 5, 3, 3, 1, 0, 1, 0, 0)
WAVES = (0, 1, 1, 1, 2, 2, 2, 2, 3, 3)
FORMS = ("text", "json", "csv", "md", "html", "xlsx")


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Ten interviews of ten people, each a word for every theme that is new and one old theme."""
    folder = tmp_path_factory.mktemp("example")
    people, codings = ["id,referred_by,date"], ["transcript,code,quote"]
    for at, wave in enumerate(WAVES):
        referrer = f"P{WAVES.index(wave - 1)}" if wave else "-"
        people.append(f"P{at},{referrer},2022-10-{at + 1:02}")
        codes = range(sum(NEW[:at]), sum(NEW[: at + 1]))
        codings += [f"P{at},t{code},kata{code:02}" for code in codes]
        codings.append(f"P{at},t0,pertama")
        words = " ".join(f"kata{code:02}" for code in codes)
        (folder / f"P{at}.txt").write_text(f"P{at}: {words} pertama.\n", "utf-8")
    (folder / "codes.csv").write_text("key\n" + "".join(f"t{n}\n" for n in range(sum(NEW))))
    (folder / "people.csv").write_text("\n".join(people) + "\n")
    (folder / "codings.csv").write_text("\n".join(codings) + "\n")
    for words in (
        "new ten.qualcode --coder ani --codebook codes.csv",
        "informants import people.csv",
        "transcripts import " + " ".join(f"P{at}.txt" for at in range(10)),
        "codings import codings.csv",
    ):
        done = call(words.split(), folder=folder, env=plain_environment(folder))
        assert done.status == 0, done.err
    return folder / "ten.qualcode"


def _ask(project: Path, *words: object) -> Any:
    return ask(project, "saturation", *words, "--format", "json").json


@pytest.mark.parametrize(
    ("options", "result"),
    [
        ("", "5+2"),
        ("--separate", "6+2"),
        ("--run 3", "6+3"),
        ("--base 5", "5+2"),
        ("--base 5 --run 3", "5+3"),
        ("--base 5 --run 3 --below", "6+3"),
        ("--base 6", "6+2"),
        ("--base 6 --run 3", "6+3"),
        ("--threshold 0", "8+2"),
        ("--threshold 0% --separate", "8+2"),
        ("--threshold 0 --base 5", "8+2"),
        ("--threshold 0 --base 6", "8+2"),
        ("--threshold 0 --run 3", None),
        ("--threshold 0 --base 5 --run 3", None),
        ("--threshold 0 --base 6 --run 3", None),
        ("--threshold 0.05", "5+2"),
        ("--threshold 1/20", "5+2"),
        ("--threshold 10.9%", "4+2"),
    ],
)
def test_the_worked_example_is_saturated_where_it_is_by_hand(
    example: Path, options: str, result: str | None
) -> None:
    assert _ask(example, *options.split())["result"] == result


def test_the_runs_show_what_is_new_beside_the_base(example: Path) -> None:
    found = _ask(example)
    assert (found["base_themes"], found["themes"]) == (37, 42)
    assert [point["new"] for point in found["interviews"]] == list(NEW)
    assert [(run["first"], run["last"], run["new"], run["of"]) for run in found["runs"]][:2] == [
        (5, 6, 4, 37), (6, 7, 1, 37),
    ]  # fmt: skip


def test_by_wave_it_is_saturated_at_the_second(example: Path) -> None:
    waves = _ask(example)["waves"]
    assert waves["result"] == "2"
    assert [(run["wave"], run["new"], run["of"]) for run in waves["runs"]] == [
        ("2", 5, 37), ("3", 0, 37),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("base", "result", "range_", "inside"),
    [
        (2, "2+2", {"2+2": 12}, {"branch": "SEK", "organisation": "Dinas Sosial Kabupaten Jember"}),
        (4, "5+2", {"5+2": 4, "6+2": 8}, {}),
    ],
)
def test_the_illustration_of_the_study(
    jember: Path, base: int, result: str, range_: dict[str, int], inside: dict[str, str]
) -> None:
    found = _ask(jember, "--over", "claims", "--base", base)
    assert (found["result"], found["range"], found["inside"]) == (result, range_, inside)
    assert [point["new"] for point in found["interviews"]] == [2, 4, 0, 0, 3, 0, 0, 0]
    assert [round(point["expected"], 2) for point in found["interviews"]] == [
        3.00, 4.89, 6.16, 7.06, 7.71, 8.21, 8.62, 9.00,
    ]  # fmt: skip
    assert round(found["chao2"], 2) == 10.31


def test_inside_one_office_the_report_says_so_and_how_much_came_later(jember: Path) -> None:
    said = ask(jember, "saturation", "--over", "claims", "--base", 2).out
    assert "inside one organisation: Dinas Sosial Kabupaten Jember" in said
    assert "3 more: 50%" in said
    assert "meaning saturation" in said


def test_a_branch_has_themes_of_its_own(jember: Path) -> None:
    branches = _ask(jember, "--over", "claims")["groups"]["branch"]
    assert [(each["name"], each["interviews"], each["only"]) for each in branches] == [
        ("SEK", 4, ["C01", "C02", "C06", "C12"]),
        ("KBI", 4, ["C13", "C16", "C31"]),
    ]


@pytest.mark.parametrize("form", FORMS)
def test_the_same_project_gives_the_same_bytes(jember: Path, form: str) -> None:
    words = ("saturation", "--over", "claims", "--format", form)
    assert ask(jember, *words).printed == ask(jember, *words).printed


@pytest.mark.parametrize("form", ["json", "csv"])
def test_data_is_the_same_in_every_language(jember: Path, form: str) -> None:
    words = ("saturation", "--format", form, "--lang")
    assert ask(jember, *words, "id").printed == ask(jember, *words, "en").printed


def test_in_csv_there_is_a_row_for_every_interview(jember: Path) -> None:
    rows = ask(jember, "saturation", "--over", "claims", "--format", "csv").csv
    assert [row["interview"] for row in rows] == [
        "SEK",
        "KBDS",
        "KB1",
        "KB3",
        "KBI",
        "KTBI",
        "PBI",
        "FBI",
    ]
    assert [row["total"] for row in rows] == ["2", "6", "6", "6", "9", "9", "9", "9"]


@pytest.fixture
def study(work: Work) -> Work:
    """Three people of one day and one who says nothing that is coded, under two codes."""
    work.table("codebook", "key\nberas\nair\n")
    work.table("informants", "id\nA\nB\nC\nD\n")
    for who in "ABCD":
        work.text(who, f"Pewawancara: Soal beras?\n\n{who}: Beras dan air.\n")
    for who in "ABC":
        work.code(who, "beras", "Beras dan")
    return work


def test_interviews_that_hold_nothing_are_left_out_and_named(study: Work) -> None:
    found = study.listed("saturation", "--base", 1)
    assert found["left_out"] == ["D"]
    assert found["result"] == "1+2"
    assert "nothing counted in them: D" in study("saturation", "--base", 1).out


def test_the_interviewer_brings_no_theme(study: Work) -> None:
    study.code("D", "air", "Soal beras")
    assert study.listed("saturation")["left_out"] == ["D"]


def test_a_document_is_no_interview(study: Work) -> None:
    study.text("SK", "Air mengalir.\n", "--kind", "document")
    study.code("SK", "air", "Air mengalir")
    found = study.listed("saturation", "--base", 1)
    assert (found["themes"], len(found["interviews"]), found["left_out"]) == (1, 3, ["D"])


def test_without_dates_every_order_is_tried(study: Work) -> None:
    study.code("C", "air", "air")
    found = study.listed("saturation", "--base", 1, "--run", 1)
    assert found["undated"] == 3
    assert found["range"] == {"1+1": 4, "2+1": 2}


def test_too_many_orders_are_not_tried_and_it_says_so(study: Work) -> None:
    for number in range(8):
        study.text(f"E{number}", "A: Beras lagi.\n")
        study.code(f"E{number}", "beras", "Beras lagi")
    found = study.listed("saturation")
    assert found["range"] == {}
    assert "5040 orders" in study("saturation").out


def test_an_empty_project_is_saturated_by_nothing(work: Work) -> None:
    found = work.listed("saturation")
    assert (found["result"], found["themes"], found["interviews"]) == (None, 0, [])
    assert "too few" in work("saturation").out
    work.listed("saturation", "--over", "claims")


def test_only_who_supports_a_claim_brings_it(study: Work) -> None:
    study.table("claims", "id,text\nK1,Beras datang\n")
    study("claims", "tie", "K1", "A", "--quote", "Beras dan", "--stance", "mention")
    study("claims", "tie", "K1", "B", "--quote", "Beras dan", "--stance", "deny")
    study("claims", "tie", "K1", "C", "--quote", "Beras dan", "--stance", "qualify")
    found = study.listed("saturation", "--over", "claims")
    assert found["left_out"] == ["A", "B", "D"]
    assert [point["interview"] for point in found["interviews"]] == ["C"]


@pytest.mark.parametrize(
    ("options", "word"),
    [
        ("--over colours", "themes, claims"),
        ("--base 0", "whole number from 1"),
        ("--run -1", "whole number from 1"),
        ("--threshold lots", "5%"),
        ("--threshold 5", "5%"),
        ("--threshold 1/0", "5%"),
        ("--threshold nan", "5%"),
        ("--base two", "two"),
    ],
)
def test_wrong_options_are_refused_in_one_sentence(study: Work, options: str, word: str) -> None:
    status, out, err = study.run("saturation", *options.split())
    assert (status, out) == (2, "")
    assert word in err
    assert len(err.splitlines()) == 1
