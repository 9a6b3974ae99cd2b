"""Conventions of a project's own for who speaks: chosen, set, or found and proposed."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cli.work import Work

SAID = (("Ani", "Apa kabar? Baik: begitu."), ("K0", "Baik."), ("Ani", "Lalu"), ("K0", "Sudah - ya"))


def written(shape: str) -> str:
    return "".join(shape.format(name=name, words=words) + "\n" for name, words in SAID)


def said(work: Work, id_: str) -> list[tuple[str, str]]:
    shown = work.listed("transcripts", "show", id_)
    return [
        (turn["speaker"], shown["text"][turn["start"] : turn["end"]]) for turn in shown["turns"]
    ]


def planned(work: Work, name: str, text: str, *options: str) -> dict[str, Any]:
    file = work.write(name, text)
    return dict(work.listed("transcripts", "import", "--dry-run", file, *options)[0])


@pytest.mark.parametrize(
    ("shape", "pattern"),
    [
        ("<{name}> {words}", "<NAME>"),
        ("{name} > {words}", "NAME >"),
        ("{name}> {words}", "NAME>"),
        ("{{{name}}} {words}", "{NAME}"),
        ("({name}) {words}", "(NAME)"),
        ("{name} | {words}", "NAME |"),
        ("{name} = {words}", "NAME ="),
        ("{name} – {words}", "NAME –"),
        ("{name} - {words}", "NAME -"),
        ("- {name} - {words}", "-NAME -"),
        ("{name}\t{words}", "NAME TAB"),
        ("@{name}) {words}", "@NAME)"),
    ],
)
def test_a_pattern_that_repeats_is_proposed_and_taken_when_it_is_chosen(
    work: Work, shape: str, pattern: str
) -> None:
    plan = planned(work, "W1.txt", written(shape))
    assert (plan["turns"], plan["pattern"]) == (0, pattern)
    work("transcripts", "import", work.project.parent / "W1.txt")
    assert said(work, "W1") == []
    work.text("W2", written(shape), "--turns", pattern)
    assert said(work, "W2") == list(SAID)


def test_a_pattern_may_have_the_time_too(work: Work) -> None:
    text = "0:03 | Ani | Apa?\n0:07 | K0 | Ya.\n"
    work.text("W1", text, "--turns", "TIME | NAME |")
    shown = work.listed("transcripts", "show", "W1")
    assert [(turn["speaker"], turn["begins_ms"]) for turn in shown["turns"]] == [
        ("Ani", 3_000),
        ("K0", 7_000),
    ]
    work.text("W2", "== Ani\nApa?\n== K0\nYa.\n", "--turns", "== NAME")
    assert said(work, "W2") == [("Ani", "Apa?"), ("K0", "Ya.")]


def test_the_pattern_of_a_project_holds_until_it_is_taken_back(work: Work) -> None:
    work("settings", "turns", "<NAME>")
    work.text("W1", written("<{name}> {words}"))
    assert said(work, "W1") == list(SAID)
    work.text("W2", "Ani: Apa?\nK0: Ya.\nAni: O.\n")
    assert [label for label, _ in said(work, "W2")] == ["Ani", "K0", "Ani"]
    work("settings", "turns", "")
    work.text("W3", written("<{name}> {words}"))
    assert said(work, "W3") == []


def test_where_no_turn_follows_the_pattern_that_is_told(work: Work) -> None:
    answer = work.text("W1", "Tanpa siapa pun.\n", "--turns", "<NAME>")
    assert "no turn in it begins as <NAME> says" in answer.err


@pytest.mark.parametrize("pattern", ["NAME", "<name>", "NAME NAME:", "TIME TIME NAME", ">>"])
def test_what_is_no_pattern_is_refused(work: Work, pattern: str) -> None:
    file = work.write("W1.txt", "K0: Ya.\n")
    for words in (
        ("settings", "turns", pattern),
        ("transcripts", "import", file, "--turns", pattern),
    ):
        answer = work.run(*words)
        assert (answer.status, "is no pattern" in answer.err) == (1, True)


@pytest.mark.parametrize(
    "text",
    [
        "Kami datang - lalu pulang.\nKami duduk - lalu bicara.\nHujan - deras.\nAngin - kencang.\n",
        "- satu\n- dua\n- tiga\n- empat\n- lima\n",
        "1) satu\n2) dua\n1) tiga\n2) empat\n",
        "> Begitu katanya\n> Begitu kata mereka\n> Lain lagi\n\nTeks biasa saja di sini.\n",
        "Nama\tUmur\nAni\t40\nBudi\t30\nSiti\t20\nEka\t50\n",
        "Air bersih (PDAM) masuk.\nAir bersih (sumur) kering.\nJalan (desa) rusak.\n",
    ],
)
def test_prose_lists_and_tables_get_no_proposal(work: Work, text: str) -> None:
    assert planned(work, "W1.txt", text)["pattern"] == ""
