"""The second cycle from the command line: themes, versions, links and rounds."""

from __future__ import annotations

import pytest

from tests.cli.calling import Run
from tests.cli.work import Work


@pytest.fixture
def study(work: Work) -> Work:
    """Two codes, two people, and a coding of each."""
    work.table("codebook", "key,definition_en\nair,Water\njalan,\n")
    work.table("informants", "id,referred_by\nK0,-\nA1,K0\n")
    work.text("K0", "K0: Air belum masuk.\n")
    work.text("A1", "A1: Jalan rusak.\n")
    work.code("K0", "air", "Air belum masuk")
    work.code("A1", "jalan", "Jalan rusak")
    return work


def test_a_theme_is_made_filled_changed_and_removed(study: Work) -> None:
    number = study("themes", "add", "Neglect", "air", "--idea", "Late").out.strip()
    study("themes", "gather", number, "jalan")
    other = study("themes", "add", "Roads").out.strip()
    study("themes", "move", "jalan", "--from", number, "--to", other)
    study("themes", "change", number, "--status", "reviewed")
    assert study.listed("themes", "list") == [
        {"id": 1, "name": "Neglect", "idea": "Late", "status": "reviewed", "codes": ["air"]},
        {"id": 2, "name": "Roads", "idea": "", "status": "candidate", "codes": ["jalan"]},
    ]
    study("themes", "remove", other, "--yes")
    assert len(study.listed("themes", "list")) == 1


def test_a_version_is_listed_and_what_came_after_it_shown_and_kept(study: Work) -> None:
    study("codebook", "freeze", "v1")
    study.table("codebook", "key,definition_en\nair,Clean water\n")
    assert [version["name"] for version in study.listed("codebook", "versions")] == ["v1"]
    assert study.listed("codebook", "difference", "v1") == [
        {
            "code": "air", "what": "changed", "field": "definition", "language": "en",
            "before": "Water", "now": "Clean water",
        }
    ]  # fmt: skip
    assert [coding["id"] for coding in study.listed("codebook", "outdated")] == [1]
    study("codings", "keep", 1)
    assert study.listed("codebook", "outdated") == []


def test_a_round_is_listed_alone_and_compared_with_the_first(study: Work) -> None:
    study.code("K0", "jalan", "belum", "--round", "second")
    assert [coding["code"] for coding in study.codings("--round", "second")] == ["jalan"]
    found = study.listed("codings", "compare", "first", "second")
    assert [(row["outcome"], row["code"]) for row in found] == [
        ("only-first", "air"), ("only-second", "jalan"),
    ]  # fmt: skip


def test_what_is_not_there_is_one_sentence(study: Work, run: Run) -> None:
    for words in (
        ("themes", "remove", 9, "--yes"),
        ("codebook", "difference", "v9"),
        ("codings", "compare", "first", "second"),
        ("codings", "keep", 9),
        ("passage", "link", 1, "contradicts", 1),
    ):
        answer = run("-p", study.project, *words)
        assert answer.status == 1, words
        assert len(answer.err.splitlines()) == 1
