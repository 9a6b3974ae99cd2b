"""The worked tree of the methods note (§1.5), brought in and judged through the command line.

    K0 -> A1, B1, C1    A1 -> A2, A3    A3 -> A4    B1 -> B2        D0 -> D1

Every row of its table is judged three ways: as a claim with evidence, as a claim judged by its
theme, and as that theme itself, which is a statement.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.cli.calling import call, plain_environment

EDGES = "K0>A1 K0>B1 K0>C1 A1>A2 A1>A3 A3>A4 B1>B2 D0>D1"
OFFICES = {"X": "K0 A1 A2", "Y": "A3 A4 C1", "Z": "B1 B2", "W": "D0 D1"}
TREE_ORDER = ["D0", "D1", "K0", "A1", "A2", "A3", "A4", "B1", "B2", "C1"]


@dataclass(frozen=True)
class Case:
    """Who says what, and what qualcode must make of it; what is not given is not looked at."""

    name: str
    said: str
    expected: Mapping[str, Any]


def row(
    support: str,
    branches: int,
    organisations: int,
    gatekeeper: str | None,
    independent: int,
    n_eff: tuple[float, float, float],
    verdict: str,
    reason: str | None = None,
    *,
    kish: float,
    pd: int,
) -> Case:
    """A row of the table: everybody in `support` affirms."""
    return Case(
        support.replace(" ", "-").lower(),
        " ".join(f"{who}+" for who in support.split()),
        {
            "k": len(support.split()),
            "branches": branches,
            "organisations": organisations,
            "gatekeeper": gatekeeper,
            "independent": independent,
            "n_eff": dict(zip(("1/3", "1/2", "2/3"), n_eff, strict=True)),
            "verdict": verdict,
            "reason": reason,
            "kish": kish,
            "pd": pd,
            "pd_all": 10,
            "sources": [(who, "affirm") for who in TREE_ORDER if who in support.split()],
        },
    )


TABLE = (
    row(
        "A2 A3 A4", 1, 2, "A1", 1, (2.300, 1.933, 1.585), "partial", "one-branch", kish=1.895, pd=5
    ),
    row("A2 B2 C1", 3, 3, None, 3, (2.837, 2.485, 1.969), "converged", kish=2.483, pd=6),
    row(
        "K0 A1", 1, 1, None, 1, (1.500, 1.333, 1.200), "partial", "referral-pair", kish=1.333, pd=2
    ),
    row("A1 B1", 2, 2, None, 2, (1.800, 1.600, 1.385), "converged", kish=1.6, pd=3),
    row("A2 D1", 2, 2, None, 2, (2.000, 2.000, 2.000), "converged", kish=2.0, pd=5),
    row("C1", 1, 1, None, 1, (1, 1, 1), "single-source", kish=1, pd=2),
    row(
        "A1 A2 A3 A4",
        1,
        2,
        "A1",
        1,
        (2.500, 2.000, 1.600),
        "partial",
        "one-branch",
        kish=1.939,
        pd=5,
    ),
    row("A3 B2 C1", 3, 2, None, 2, (2.837, 2.485, 1.969), "converged", kish=2.483, pd=6),
    row(
        "A4 C1",
        2,
        1,
        None,
        1,
        (1.976, 1.882, 1.670),
        "partial",
        "one-organisation",
        kish=1.882,
        pd=5,
    ),
    row(
        "K0 A1 A2 A3 A4 B1 B2 C1",
        3,
        3,
        None,
        3,
        (4.500, 3.333, 2.400),
        "converged",
        kish=2.968,
        pd=8,
    ),
    row(
        "K0 A1 A2 A3 A4 B1 B2 C1 D0 D1",
        4,
        4,
        None,
        4,
        (6.000, 4.667, 3.600),
        "converged",
        kish=4.071,
        pd=10,
    ),
)

BELOW_THE_TABLE = (
    Case(
        "one-who-affirms-and-denies",
        "A1+ A1-",
        {"verdict": "dissonant", "reason": "within-one-source", "k": 0, "n_eff": None,
         "sources": [("A1", "mixed")]},
    ),
    Case(
        "one-affirms-and-one-denies",
        "A2+ C1-",
        {"verdict": "dissonant", "reason": "between-sources", "k": 1, "independent": 1,
         "sources": [("A2", "affirm"), ("C1", "deny")]},
    ),
    Case(
        "two-who-only-qualify",
        "A1± B1±",
        {"verdict": "partial", "reason": "all-qualified", "k": 2, "independent": 2,
         "sources": [("A1", "qualify"), ("B1", "qualify")]},
    ),
    Case(
        "one-and-a-document-of-another-office",
        "A2+ DOKW+",
        {"verdict": "converged", "reason": None, "k": 2, "independent": 2, "organisations": 2,
         "branches": 1, "gatekeeper": None, "witnesses": ["A2", "DOKW"], "caveats": [],
         "n_eff": {"1/3": 1, "1/2": 1, "2/3": 1}},
    ),
    Case(
        "one-and-a-document-of-her-office",
        "A2+ DOKX+",
        {"verdict": "partial", "reason": "one-organisation", "k": 2, "independent": 1,
         "organisations": 1, "witnesses": ["A2"]},
    ),
    Case(
        "two-deny-and-nobody-affirms",
        "B1- C1-",
        {"verdict": "denied", "reason": "converged", "k": 0, "branches": 0, "organisations": 0,
         "independent": 0, "witnesses": [], "gatekeeper": None, "n_eff": None,
         "sources": [("B1", "deny"), ("C1", "deny")]},
    ),
)  # fmt: skip

CASES = (*TABLE, *BELOW_THE_TABLE)
WAYS = {"evidence": "E", "themes": "T", "stance": ""}
STANCES = {"+": "affirm", "±": "qualify", "-": "deny"}


def _spoken(case: Case) -> Iterator[tuple[str, str, str]]:
    """Who says what with which stance, each in a sentence that stands nowhere else."""
    for word in case.said.split():
        who, sign = word[:-1], word[-1]
        yield who, f"Saya {who} bicara soal {case.name}, tanda {sign} begitu.", STANCES[sign]


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> Mapping[tuple[str, str], Any]:
    """Every case as judged, by way and name."""
    folder = tmp_path_factory.mktemp("tree")
    _write_files(folder)

    def run(*words: str) -> Any:
        answer = call(words, folder=folder, env=plain_environment(folder))
        assert answer.status == 0, answer.err
        return answer

    run("new", "tree.qualcode", "--coder", "ani", "--codebook", "codes.csv")
    run("informants", "import", "informants.csv")
    run("transcripts", "import", *(f"{who}.txt" for who in TREE_ORDER))
    for office in "WX":
        run("transcripts", "import", f"DOK{office}.txt", "--kind", "document",
            "--organisation", office)  # fmt: skip
    run("codings", "import", "codings.csv")
    run("claims", "import", "claims.csv")
    run("claims", "evidence", "import", "evidence.csv")
    found = run("triangulate", "--format", "json").json
    rows = {row["id"]: row for row in (*found["claims"], *found["themes"])}
    run("table", "independence", "-o", "independence.xlsx")
    worth = load_workbook(folder / "independence.xlsx")
    for sheet in worth.worksheets[1:]:
        head, *lines = sheet.iter_rows(values_only=True)
        for line in lines:
            row = dict(zip(head, line, strict=True))
            rows[str(line[0])] |= {
                "kish": row["Kish, ρ = 1/2"], "pd": row["PD"], "pd_all": row["PD of all"]
            }  # fmt: skip
    return {(way, c.name): rows[WAYS[way] + c.name] for way in WAYS for c in CASES}


def _write_files(folder: Path) -> None:
    tables: dict[str, list[str]] = {
        "codes.csv": ["key,kind", *(f"{case.name},statement" for case in CASES)],
        "informants.csv": ["id,organisation,referred_by", *_people()],
        "codings.csv": ["transcript,code,quote,stance"],
        "claims.csv": ["id,text,themes"],
        "evidence.csv": ["claim,transcript,quote,stance"],
    }
    heard: dict[str, list[str]] = {who: [] for who in (*TREE_ORDER, "DOKW", "DOKX")}
    for case in CASES:
        tables["claims.csv"] += [f"E{case.name},tied,", f"T{case.name},coded,{case.name}"]
        for who, sentence, stance in _spoken(case):
            heard[who].append(sentence)
            tables["codings.csv"].append(f'{who},{case.name},"{sentence}",{stance}')
            tables["evidence.csv"].append(f'E{case.name},{who},"{sentence}",{stance}')
    for name, lines in tables.items():
        (folder / name).write_text("\n".join(lines) + "\n", "utf-8")
    for who, sentences in heard.items():
        asked = [] if who.startswith("DOK") else [f"Pewawancara: Silakan, {who}."]
        turns = [f"{who}: {said}" for said in sentences] if asked else sentences
        (folder / f"{who}.txt").write_text("\n\n".join((*asked, *turns)) + "\n", "utf-8")


def _people() -> Iterator[str]:
    led = {who: by for by, _, who in (edge.partition(">") for edge in EDGES.split())}
    office = {who: name for name, people in OFFICES.items() for who in people.split()}
    for who in reversed(TREE_ORDER):
        yield f"{who},{office[who]},{led.get(who, '-')}"


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_row_is_judged_as_it_was_worked_out_by_hand(
    judged: Mapping[tuple[str, str], Any], case: Case, way: str
) -> None:
    found = judged[way, case.name]
    for key, expected in case.expected.items():
        assert _rounded(key, found[key]) == expected, key
    assert found["by"] == way


def _rounded(key: str, value: Any) -> Any:
    if key == "sources":
        return [(one["id"], one["stance"]) for one in value]
    if key == "n_eff" and value is not None:
        return {rho: round(n, 3) for rho, n in value.items()}
    if key == "kish":
        return round(value, 3)
    return value


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("case", TABLE, ids=lambda case: case.name)
def test_as_many_witnesses_are_named_as_are_independent(
    judged: Mapping[tuple[str, str], Any], case: Case, way: str
) -> None:
    found = judged[way, case.name]
    supporters = [source["id"] for source in found["sources"]]
    assert len(found["witnesses"]) == found["independent"]
    assert found["witnesses"] == [who for who in supporters if who in found["witnesses"]]


def test_the_witnesses_are_the_first_that_are_independent(
    judged: Mapping[tuple[str, str], Any],
) -> None:
    assert judged["evidence", "a3-b2-c1"]["witnesses"] == ["A3", "B2"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_support_from_one_tree_says_so(judged: Mapping[tuple[str, str], Any], case: Case) -> None:
    found = judged["evidence", case.name]
    supporters = [s["id"] for s in found["sources"] if s["stance"] in ("affirm", "qualify")]
    trees = {"D" if who.startswith("D") else "K" for who in supporters}
    expected = len(supporters) > 1 and len(trees) == 1
    assert ("one-seed" in found["caveats"]) == expected


def test_a_document_is_named_as_what_it_is(judged: Mapping[tuple[str, str], Any]) -> None:
    found = judged["themes", "one-and-a-document-of-another-office"]
    assert found["sources"] == [
        {"id": "A2", "kind": "informant", "stance": "affirm"},
        {"id": "DOKW", "kind": "document", "stance": "affirm"},
    ]
