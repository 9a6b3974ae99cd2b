"""The demonstration study: the article's pattern of citations, and what follows from it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.cli.calling import ROOT, Run, ask

# Whom the article cites behind which of its 34 claims (methods note, §6).
CITED = {
    "C01": "SEK",
    "C02": "KBDS",
    "C06": "SEK",
    "C10": "KBDS KB1 KB3 KBI KTBI FBI",
    "C12": "KBDS KB1 KB3",
    "C13": "KBI KTBI",
    "C14": "KBDS KB1 KB3 KTBI",
    "C16": "KBI PBI FBI",
    "C31": "KBI PBI FBI",
}
VERDICTS = {
    "converged": "C10 C14",
    "partial": "C12 C13 C16 C31",
    "single-source": "C01 C02 C06",
}
UNCITED = {
    "literature-only": "C09 C17 C19 C23 C24 C25 C26 C30",
    "document-named": "C22 C27 C28",
    "uncited": "C00 C03 C04 C05 C07 C08 C11 C15 C18 C20 C21 C29 C32 C33",
}
N_EFF = {
    "C10": (4.28, 3.25, 2.31),
    "C12": (2.45, 2.00, 1.59),
    "C13": (1.50, 1.33, 1.20),
    "C14": (3.40, 2.77, 2.09),
    "C16": (2.00, 1.67, 1.40),
    "C31": (2.00, 1.67, 1.40),
}
GATEKEEPERS = {"C12": "SEK", "C13": "KBI", "C16": "KBI", "C31": "KBI"}
INDEPENDENT = {"C01": 1, "C02": 1, "C06": 1, "C10": 2, "C12": 1, "C13": 1, "C14": 2, "C16": 1,
               "C31": 1}  # fmt: skip


@pytest.fixture(scope="module")
def claims(jember: Path) -> Mapping[str, Any]:
    found = ask(jember, "triangulate", "--format", "json").json["claims"]
    return {claim["id"]: claim for claim in found}


def test_all_claims_of_the_article_are_judged(claims: Mapping[str, Any]) -> None:
    assert list(claims) == [f"C{number:02}" for number in range(34)]


def test_the_sources_are_those_that_the_article_cites(claims: Mapping[str, Any]) -> None:
    found = {
        id_: " ".join(source["id"] for source in claim["sources"])
        for id_, claim in claims.items()
        if claim["sources"]
    }
    assert found == CITED


def test_every_citation_is_taken_as_affirming(claims: Mapping[str, Any]) -> None:
    stances = {source["stance"] for claim in claims.values() for source in claim["sources"]}
    assert stances == {"affirm"}


@pytest.mark.parametrize(("verdict", "ids"), VERDICTS.items())
def test_the_verdicts_are_those_worked_out_by_hand(
    claims: Mapping[str, Any], verdict: str, ids: str
) -> None:
    assert [i for i, claim in claims.items() if claim["verdict"] == verdict] == ids.split()


@pytest.mark.parametrize(("reason", "ids"), UNCITED.items())
def test_what_nobody_is_cited_for_says_why(
    claims: Mapping[str, Any], reason: str, ids: str
) -> None:
    silent = {i: claim["reason"] for i, claim in claims.items() if claim["verdict"] == "silent"}
    assert [i for i, why in silent.items() if why == reason] == ids.split()
    assert len(silent) == 25


@pytest.mark.parametrize(("id_", "expected"), N_EFF.items())
def test_the_effective_numbers_are_those_of_the_invented_tree(
    claims: Mapping[str, Any], id_: str, expected: tuple[float, ...]
) -> None:
    found = claims[id_]["n_eff"]
    assert list(found) == ["1/3", "1/2", "2/3"]
    assert tuple(round(value, 2) for value in found.values()) == expected


def test_gatekeepers_and_independent_witnesses(claims: Mapping[str, Any]) -> None:
    assert {i: c["gatekeeper"] for i, c in claims.items() if c["gatekeeper"]} == GATEKEEPERS
    assert {i: c["independent"] for i, c in claims.items() if c["sources"]} == INDEPENDENT


def test_a_citation_for_several_assets_is_pooled(claims: Mapping[str, Any]) -> None:
    pooled = {i for i in CITED if "pooled" in claims[i]["caveats"]}
    assert pooled == {"C06", "C10", "C14", "C16", "C31"}


def test_the_conclusions_show_the_weakest_that_they_rest_on(jember: Path) -> None:
    listed = {claim["id"]: claim for claim in ask(jember, "claims", "list", "--format",
                                                   "json").json}  # fmt: skip
    judged = ask(jember, "triangulate", "--format", "json").json["claims"]
    for claim in judged:
        rests = bool(listed[claim["id"]]["rests_on"])
        parts = any(claim["id"] in other["part_of"] for other in listed.values())
        assert (claim["weakest"] is not None) == (rests or parts), claim["id"]


def test_json_has_the_documented_keys_in_their_order(jember: Path) -> None:
    found = ask(jember, "triangulate", "--format", "json").json
    documented = [
        "id", "text", "by", "n_segments", "k", "branches", "organisations", "independent",
        "sources", "mentioned", "witnesses", "gatekeeper", "n_eff", "verdict", "reason", "weakest",
        "caveats",
    ]  # fmt: skip
    assert [key for key in found if key != "notice"] == ["claims", "themes"]
    assert all(sorted(row) == sorted(documented) for kind in ("claims", "themes")
               for row in found[kind])  # fmt: skip


def test_the_matrix_of_the_demonstration_is_as_it_was(demo: Path) -> None:
    golden = ROOT / "tests" / "golden" / "jember-matrix.csv"
    assert (demo / "matrix.csv").read_text("utf-8") == golden.read_text("utf-8")


def test_what_is_printed_is_the_triangulation_table(run: Run, tmp_path: Path) -> None:
    made = run("demo", "here")
    assert made.status == 0
    assert "C10" in made.out
    assert "converged" in made.out
    assert "here/jember.qualcode" in made.err
    assert {path.name for path in (tmp_path / "here").iterdir()} >= {
        "jember.qualcode", "report.html", "matrix.csv",
    }  # fmt: skip


def test_a_demonstration_is_never_written_over(run: Run, tmp_path: Path) -> None:
    (tmp_path / "here").mkdir()
    (tmp_path / "here" / "jember.qualcode").write_bytes(b"mine")
    status, out, err = run("demo", "here", "--no-open")
    assert (status, out) == (1, "")
    assert "here/jember.qualcode" in err
    assert (tmp_path / "here" / "jember.qualcode").read_bytes() == b"mine"


def test_the_demonstration_is_sound(jember: Path, dissonance: Path) -> None:
    ask(jember, "check")
    ask(dissonance, "check")
