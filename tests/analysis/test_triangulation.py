from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.analysis.referral import Forest, Person
from qualcode.analysis.triangulation import (
    Row,
    Said,
    Source,
    SourceStance,
    Standing,
    Subject,
    as_dict,
    theme_by,
    triangulate,
)
from qualcode.model.codebook import CodeKind
from qualcode.model.lists import Stance
from qualcode.model.views import Adjudication

Judge = Callable[..., Row]


def said(
    words: str, *, coder: str = "ani", code: str = "", basis: str = "first-hand"
) -> list[Said]:
    """`A1+ B1- C1± D1~`: who affirms, denies, qualifies, mentions; each in a text of its own."""
    stances = {"+": Stance.AFFIRM, "-": Stance.DENY, "±": Stance.QUALIFY, "~": Stance.MENTION}
    return [
        Said(word[:-1], coder, code, stances[word[-1]], word[:-1], basis) for word in words.split()
    ]


@pytest.fixture
def judge(tree: Forest, organisation: dict[str, str]) -> Judge:
    """The row of one subject of the worked tree, with documents and observations beside it."""
    beside = [
        Source("doc-W", "document", "W"),
        Source("doc-X", "document", "X"),
        Source("doc-none", "document"),
        Source("visit", "observation", date="2022-10-12", place="office"),
    ]
    people = [Source(person, "informant", organisation[person]) for person in tree.order]
    stranger = [Source("stranger", "informant", "V"), Source("drifter", "informant")]

    def row(
        *readings: list[Said],
        by: str = "evidence",
        coders: Sequence[str] = ("ani", "budi"),
        interviewed: Sequence[str] = (),
        named: Sequence[tuple[str, str]] = (),
        **about: object,
    ) -> Row:
        everything = tuple(one for some in readings for one in some)
        subject = Subject("C", "a claim", by, everything, **about)  # type: ignore[arg-type]
        sources = [*beside, *people, *stranger]
        return triangulate([subject], sources, tree, coders, interviewed, named=named)[0]

    return row


@pytest.mark.parametrize(
    ("support", "k", "b", "g", "i", "keeper", "verdict", "reason", "witnesses"),
    [
        ("A2 A3 A4", 3, 1, 2, 1, "A1", "partial", "one-branch", "A2"),
        ("A2 B2 C1", 3, 3, 3, 3, None, "converged", None, "A2 B2 C1"),
        ("K0 A1", 2, 1, 1, 1, None, "partial", "referral-pair", "K0"),
        ("A1 B1", 2, 2, 2, 2, None, "converged", None, "A1 B1"),
        ("A2 D1", 2, 2, 2, 2, None, "converged", None, "D1 A2"),
        ("C1", 1, 1, 1, 1, None, "single-source", None, "C1"),
        ("A1 A2 A3 A4", 4, 1, 2, 1, "A1", "partial", "one-branch", "A1"),
        ("A3 B2 C1", 3, 3, 2, 2, None, "converged", None, "A3 B2"),
        ("A4 C1", 2, 2, 1, 1, None, "partial", "one-organisation", "A4"),
        ("K0 A1 A2 A3 A4 B1 B2 C1", 8, 3, 3, 3, None, "converged", None, "A1 B1 C1"),
        ("K0 A1 A2 A3 A4 B1 B2 C1 D0 D1", 10, 4, 4, 4, None, "converged", None, "D0 A1 B1 C1"),
    ],
)
def test_every_row_of_the_worked_tree(
    judge: Judge,
    support: str,
    k: int,
    b: int,
    g: int,
    i: int,
    keeper: str | None,
    verdict: str,
    reason: str | None,
    witnesses: str,
) -> None:
    """Methods note §1.5; an LCA that is a seed is no gatekeeper, and D0 stands before K0."""
    row = judge(said("+ ".join(support.split()) + "+"))
    assert (row.k, row.branches, row.organisations, row.independent) == (k, b, g, i)
    assert (row.gatekeeper, row.verdict, row.reason) == (keeper, verdict, reason)
    assert row.witnesses == tuple(witnesses.split())


def test_n_eff_is_shown_as_a_band_of_four_places(judge: Judge) -> None:
    """Methods note §1.5: 2.300, 1.933, 1.585."""
    row = as_dict(judge(said("A2+ A3+ A4+")))
    assert row["n_eff"] == {"1/3": 2.3, "1/2": 1.9333, "2/3": 1.5846}


@pytest.mark.parametrize(
    ("words", "verdict", "reason", "k", "i"),
    [
        ("A1+ A1-", "dissonant", "within-one-source", 0, 0),
        ("A2+ C1-", "dissonant", "between-sources", 1, 1),
        ("A1± B1±", "partial", "all-qualified", 2, 2),
        ("A2+ doc-W+", "converged", None, 2, 2),
        ("A2+ doc-X+", "partial", "one-organisation", 2, 1),
        ("B1- C1-", "denied", "converged", 0, 0),
    ],
)
def test_the_stance_cases(
    judge: Judge, words: str, verdict: str, reason: str | None, k: int, i: int
) -> None:
    """Methods note §1.5, below the table."""
    row = judge(said(words))
    assert (row.verdict, row.reason, row.k, row.independent) == (verdict, reason, k, i)


@pytest.mark.parametrize(
    ("words", "verdict", "reason"),
    [
        ("A1-", "denied", "single"),
        ("A1- A2-", "denied", "partial"),
        ("A1+ A1- B1+", "dissonant", "within-one-source"),
        ("A1+ A1- B1-", "dissonant", "within-one-source"),
        ("A1+ A1- B1- C1+", "dissonant", "between-sources"),
        ("A1+ B1±", "converged", None),
        ("A1±", "single-source", None),
        ("A1+ A2±", "partial", "referral-pair"),
        ("A1± A2±", "partial", "all-qualified"),
        ("A2+ A4+", "partial", "one-branch"),
        ("A1+ visit+", "converged", None),
        ("doc-X+ visit+", "converged", None),
        ("A1+ doc-none+", "partial", "no-independent-pair"),
        ("stranger+ drifter+", "partial", "no-independent-pair"),
        ("A1+ stranger+", "converged", None),
        ("A1~ B1~", "silent", "uncited"),
    ],
)
def test_the_ladder(judge: Judge, words: str, verdict: str, reason: str | None) -> None:
    row = judge(said(words))
    assert (row.verdict, row.reason) == (verdict, reason)


def test_a_referral_beside_the_tree_makes_a_pair_in_either_direction(judge: Judge) -> None:
    for named in (("A4", "C1"), ("C1", "A4")):
        assert judge(said("A4+ C1+"), named=[named]).reason == "referral-pair"
    assert judge(said("A1+ B1+"), named=[("A1", "B1")]).verdict == "converged"


@pytest.mark.parametrize(
    ("about", "reason"),
    [
        ({"literature": True, "documents": True, "asked": frozenset({"A1"})}, "literature-only"),
        ({"documents": True, "asked": frozenset({"A1"})}, "document-named"),
        ({"asked": frozenset({"A1"}), "not_asked": frozenset({"B1"})}, "asked-and-silent"),
        ({"not_asked": frozenset({"A1", "B1"})}, "not-asked"),
        ({"not_asked": frozenset({"A1"})}, "uncited"),
        ({}, "uncited"),
    ],
)
def test_silence_says_why(judge: Judge, about: dict[str, object], reason: str) -> None:
    row = judge(interviewed=["A1", "B1"], **about)
    assert (row.verdict, row.reason, row.sources) == ("silent", reason, ())


def test_nobody_interviewed_is_not_everybody_left_unasked(judge: Judge) -> None:
    assert judge(not_asked=frozenset({"A1"})).reason == "uncited"


def test_sources_stand_in_tree_order_then_by_id_and_mentions_apart(judge: Judge) -> None:
    row = judge(said("visit+ doc-W- C1- A1+ A1- A2± D0+ B1~ stranger+ K0~"))
    assert row.sources == (
        SourceStance("D0", "informant", Standing.AFFIRM),
        SourceStance("A1", "informant", Standing.MIXED),
        SourceStance("A2", "informant", Standing.QUALIFY),
        SourceStance("C1", "informant", Standing.DENY),
        SourceStance("stranger", "informant", Standing.AFFIRM),
        SourceStance("doc-W", "document", Standing.DENY),
        SourceStance("visit", "observation", Standing.AFFIRM),
    )
    assert row.mentioned == ("K0", "B1")
    assert [one.id for one in row.supporting] == ["D0", "A2", "stranger", "visit"]
    assert [one.id for one in row.dissenting] == ["A1", "C1", "doc-W"]


def test_what_is_unknown_is_said_and_not_made_up(judge: Judge) -> None:
    row = judge(said("A1+ stranger+ drifter+ doc-none+"))
    assert row.caveats == ("branch-unknown", "organisation-unknown")
    assert (row.branches, row.organisations) == (1, 2)
    assert row.n_eff is None and row.gatekeeper is None


def test_documents_count_for_k_and_organisations_but_not_for_branches(judge: Judge) -> None:
    row = judge(said("A1+ doc-W+ visit+"))
    assert (row.k, row.organisations, row.branches, row.independent) == (3, 2, 1, 3)
    assert row.n_eff == pytest.approx((1, 1, 1))
    assert row.gatekeeper is None and not row.caveats
    assert judge(said("doc-W+ visit+")).n_eff is None


def test_caveats_come_in_one_order(judge: Judge) -> None:
    row = judge(
        said("A1+ A2+", code="x/a"),
        said("A1-", code="x/b"),
        said("A2-", code="x/a", coder="budi"),
        by="stance",
        assets=2,
        adjudications=(Adjudication("Keduanya berlaku.", "", "ani", "2023-03-22"),),
    )
    assert row.caveats == ("one-seed", "pooled", "adjudicated", "coders-differ", "denied-below")


def test_a_claim_with_parts_is_not_pooled(judge: Judge) -> None:
    assert judge(said("A1+"), assets=2, parts=("D",)).caveats == ()
    assert judge(said("A1+"), assets=1).caveats == ()


def test_the_first_reporting_coder_who_coded_the_source_there_stands(judge: Judge) -> None:
    row = judge(said("A1-", coder="budi"), said("A1+"), said("B1-", coder="budi"))
    assert [(one.id, one.stance) for one in row.sources] == [("A1", "affirm"), ("B1", "deny")]
    assert row.caveats == ("coders-differ",)
    turned = judge(said("A1-", coder="budi"), said("A1+"), coders=["budi", "ani"])
    assert [(one.id, one.stance) for one in turned.sources] == [("A1", "deny")]


def test_two_coders_who_disagree_do_not_make_an_informant_contradict_herself(judge: Judge) -> None:
    row = judge(said("A1+"), said("A1-", coder="budi"), said("B1+"))
    assert row.verdict == "converged"


def test_who_is_no_reporting_coder_is_not_heard(judge: Judge) -> None:
    row = judge(said("A1+"), said("A1- B1+", coder="budi"), coders=["ani"])
    assert (row.k, row.caveats) == (1, ())


def test_not_having_coded_is_no_difference(judge: Judge) -> None:
    assert judge(said("A1+"), said("B1+", coder="budi")).caveats == ("one-seed",)


def test_whoever_repeats_one_origin_is_no_second_witness(judge: Judge) -> None:
    row = judge(said("A1+", basis="told-by:B1"), said("B1+"))
    assert (row.k, row.independent, row.witnesses) == (2, 1, ("A1",))
    assert row.reason == "no-independent-pair"
    both = judge(said("A1+ C1+", basis="read-from:rule"))
    assert both.independent == 1
    with_own = judge(said("A1+", basis="told-by:B1"), said("A1+"), said("B1+"))
    assert with_own.independent == 2


def test_only_supporting_passages_say_where_support_comes_from(judge: Judge) -> None:
    row = judge(said("A1+", basis="told-by:B1"), said("A1~"), said("B1+"))
    assert row.independent == 1


def test_one_sitting_makes_one_witness(judge: Judge) -> None:
    group = [Said(who, "ani", "", Stance.AFFIRM, "group") for who in ("A1", "B1")]
    assert judge(group).independent == 1
    assert judge(group, said("B1+")).independent == 2


def test_assent_to_leading_questions_supports_but_bears_no_witness(judge: Judge) -> None:
    row = judge(said("A1+ B1+", basis="assent"))
    assert (row.k, row.independent, row.verdict) == (2, 0, "partial")
    assert row.reason == "no-independent-pair"
    assert judge(said("A1+ B1+", basis="assent"), said("A1+ C1+")).witnesses == ("A1", "C1")


def test_many_supporters_say_so_where_the_count_is_only_a_bound() -> None:
    people = [Person(f"s{n:02}", None) for n in range(14)]
    people += [Person(f"{seed.id}-{n}", seed.id) for seed in people for n in range(3)]
    offices = {
        person.id: "XYZ"[int(person.id[-1])] if "-" in person.id else person.id for person in people
    }
    sources = [Source(person.id, "informant", offices[person.id]) for person in people]
    subject = Subject("C", "", "evidence", tuple(said("+ ".join(offices) + "+")))
    row = triangulate([subject], sources, Forest.of(people), ["ani"], [])[0]
    assert row.caveats == ("at-least",)


def test_a_topic_is_judged_by_coverage_until_somebody_takes_a_stance_on_it() -> None:
    assert theme_by(CodeKind.TOPIC, []) == "coverage"
    assert theme_by(CodeKind.TOPIC, [Stance.MENTION]) == "coverage"
    assert theme_by(CodeKind.TOPIC, [Stance.MENTION, Stance.QUALIFY]) == "stance"
    assert theme_by(CodeKind.STATEMENT, []) == "stance"


def test_under_coverage_whoever_speaks_of_it_counts_whatever_the_stance(judge: Judge) -> None:
    row = judge(said("A1- B1~", code="x/a"), said("A1+", code="x"), by="coverage")
    assert (row.verdict, row.reason, row.k, row.mentioned) == ("covered", None, 2, ())
    assert {one.stance for one in row.sources} == {Standing.MENTION}
    assert row.supporting == row.sources and row.dissenting == ()


def test_coverage_by_one_branch_is_partial_and_by_qualifying_is_not(judge: Judge) -> None:
    assert judge(said("A2~ A4~"), by="coverage").reason == "one-branch"
    assert judge(said("A1± B1±"), by="coverage").verdict == "covered"
    assert judge(said("A1~"), by="coverage").verdict == "single-source"
    assert judge(by="coverage").verdict == "silent"


def test_coders_do_not_differ_about_coverage(judge: Judge) -> None:
    row = judge(said("A1+"), said("A1-", coder="budi"), by="coverage")
    assert row.caveats == ()


@pytest.mark.parametrize(
    ("on_one", "on_other", "standing", "caveats"),
    [
        ("A1+", "A1-", "affirm", ("denied-below",)),
        ("A1±", "A1-", "qualify", ("denied-below",)),
        ("A1+ A1±", "A1-", "qualify", ("denied-below",)),
        ("A1+ A1-", "A1+", "mixed", ()),
        ("A1-", "A1-", "deny", ()),
        ("A1-", "A1~", "deny", ()),
        ("A1+", "A1±", "qualify", ()),
        ("A1+", "A1~", "affirm", ()),
    ],
)
def test_the_codes_below_a_theme_are_weighed_one_by_one(
    judge: Judge, on_one: str, on_other: str, standing: str, caveats: tuple[str, ...]
) -> None:
    row = judge(said(on_one, code="x/a"), said(on_other, code="x/b"), by="stance")
    assert [one.stance for one in row.sources] == [standing]
    assert row.caveats == caveats


@pytest.mark.parametrize(
    ("on_one", "on_other", "standing"),
    [
        ("A1+", "A1-", "mixed"),
        ("A1±", "A1-", "mixed"),
        ("A1-", "A1~", "deny"),
        ("A1+", "A1±", "qualify"),
    ],
)
def test_the_codes_of_a_claim_are_weighed_together(
    judge: Judge, on_one: str, on_other: str, standing: str
) -> None:
    row = judge(said(on_one, code="x/a"), said(on_other, code="x/b"), by="themes")
    assert [one.stance for one in row.sources] == [standing]
    assert row.caveats == ()


def test_an_inference_shows_the_weakest_of_what_it_rests_on_however_deep(tree: Forest) -> None:
    sources = [Source(person, "informant", person) for person in tree.order]

    def claim(name: str, words: str, *rests_on: str, parts: tuple[str, ...] = ()) -> Subject:
        return Subject(name, "", "evidence", tuple(said(words)), parts=parts, rests_on=rests_on)

    rows = triangulate(
        [
            claim("top", "", "middle"),
            claim("middle", "A1+ B1+", "top", "nowhere", parts=("low", "high")),
            claim("low", "A1+"),
            claim("high", "A1+ B1+"),
            claim("loop", "", "loop"),
        ],
        sources,
        tree,
        ["ani"],
        [],
    )
    assert [row.weakest for row in rows] == ["single-source", "silent", None, None, None]


def test_as_a_dictionary_it_has_the_documented_keys_in_order_and_goes_into_json(
    judge: Judge,
) -> None:
    row = judge(said("A1+ A2- B1~"), n_segments=4)
    found = as_dict(row)
    expected = {
        "id": "C",
        "text": "a claim",
        "by": "evidence",
        "n_segments": 4,
        "k": 1,
        "branches": 1,
        "organisations": 1,
        "independent": 1,
        "sources": [
            {"id": "A1", "kind": "informant", "stance": "affirm"},
            {"id": "A2", "kind": "informant", "stance": "deny"},
        ],
        "mentioned": ["B1"],
        "witnesses": ["A1"],
        "gatekeeper": None,
        "n_eff": {"1/3": 1.0, "1/2": 1.0, "2/3": 1.0},
        "verdict": "dissonant",
        "reason": "between-sources",
        "weakest": None,
        "caveats": [],
    }
    assert json.loads(json.dumps(found)) == expected
    assert list(found) == list(expected)


def test_a_source_that_is_not_listed_is_an_error(judge: Judge) -> None:
    with pytest.raises(ValueError, match="C: not among the sources: ghost"):
        judge(said("ghost+"))


def test_two_sources_of_one_id_are_an_error(tree: Forest) -> None:
    twice = [Source("A1", "observation"), Source("A1", "document")]
    with pytest.raises(ValueError, match="same id"):
        triangulate([], twice, tree, [], [])


def test_a_document_may_have_the_id_of_an_informant(tree: Forest) -> None:
    sources = [Source("A1", "document", "W"), Source("A1", "informant", "X")]
    interview = Said("A1", "ani", "", Stance.AFFIRM, "first talk")
    page = Said("A1", "ani", "", Stance.DENY, "A1")
    subject = Subject("C", "", "evidence", (page, interview))
    row = triangulate([subject], sources, tree, ["ani"], [])[0]
    assert [(one.kind, one.stance) for one in row.sources] == [
        ("informant", "affirm"),
        ("document", "deny"),
    ]


@pytest.mark.parametrize(
    ("claim", "cited", "assets", "k", "b", "i", "verdict", "reason", "keeper", "n_eff"),
    [
        ("C10", "KBDS KB1 KB3 KBI KTBI FBI", 2, 6, 2, 2, "converged", None, None,
         (4.28, 3.25, 2.31)),
        ("C12", "KBDS KB1 KB3", 1, 3, 1, 1, "partial", "one-branch", "SEK", (2.45, 2.00, 1.59)),
        ("C13", "KBI KTBI", 1, 2, 1, 1, "partial", "referral-pair", "KBI", (1.50, 1.33, 1.20)),
        ("C14", "KBDS KB1 KB3 KTBI", 2, 4, 2, 2, "converged", None, None, (3.40, 2.77, 2.09)),
        ("C16", "KBI PBI FBI", 3, 3, 1, 1, "partial", "one-branch", "KBI", (2.00, 1.67, 1.40)),
        ("C31", "KBI PBI FBI", 4, 3, 1, 1, "partial", "one-branch", "KBI", (2.00, 1.67, 1.40)),
    ],
)  # fmt: skip
def test_the_claims_of_the_study_on_the_invented_tree(
    study_tree: Forest,
    study_organisation: dict[str, str],
    claim: str,
    cited: str,
    assets: int,
    k: int,
    b: int,
    i: int,
    verdict: str,
    reason: str | None,
    keeper: str | None,
    n_eff: tuple[float, float, float],
) -> None:
    """Methods note §6; nobody knows who referred whom in the study, this tree is invented."""
    sources = [Source(p, "informant", office) for p, office in study_organisation.items()]
    readings = tuple(said("+ ".join(cited.split()) + "+"))
    subject = Subject(claim, "", "evidence", readings, assets=assets)
    row = triangulate([subject], sources, study_tree, ["ani"], [])[0]
    assert (row.k, row.branches, row.independent) == (k, b, i)
    assert (row.verdict, row.reason, row.gatekeeper) == (verdict, reason, keeper)
    assert row.n_eff == pytest.approx(n_eff, abs=5e-3)
    assert row.caveats == (("one-seed", "pooled") if assets > 1 else ("one-seed",))


@pytest.mark.parametrize("cited", ["KBDS KB1 KB3", "KBI KTBI", "KBI PBI FBI"])
def test_without_a_tree_the_organisations_of_the_study_decide(
    study_organisation: dict[str, str], cited: str
) -> None:
    """Methods note §6, verdicts by the organisation rule: C12, C13, C16."""
    sources = [Source(p, "informant", office) for p, office in study_organisation.items()]
    forest = Forest.of(Person(person, None, known=False) for person in study_organisation)
    subject = Subject("C", "", "evidence", tuple(said("+ ".join(cited.split()) + "+")))
    row = triangulate([subject], sources, forest, ["ani"], [])[0]
    assert (row.verdict, row.reason, row.branches) == ("partial", "one-organisation", 0)
    assert row.caveats == ("branch-unknown",) and row.n_eff is None


people = st.sampled_from(["A1", "A2", "A3", "A4", "B1", "B2", "C1", "D0", "D1", "K0", "doc-W"])
readings = st.builds(
    Said,
    source=people,
    coder=st.sampled_from(["ani", "budi"]),
    code=st.sampled_from(["x", "x/a", "x/b"]),
    stance=st.sampled_from(Stance),
    transcript=st.sampled_from(["t1", "t2", "t3"]),
    basis=st.sampled_from(["first-hand", "assent", "told-by:B1", "read-from:doc-W"]),
).map(lambda one: replace(one, transcript="doc-W") if one.source == "doc-W" else one)


def judged(subject: Subject, order: Sequence[str]) -> Row:
    edges = {"A1": "K0", "B1": "K0", "C1": "K0", "A2": "A1", "A3": "A1", "A4": "A3"}
    edges |= {"B2": "B1", "D1": "D0"}
    forest = Forest.of(Person(p, edges.get(p)) for p in order if p != "doc-W")
    sources = [
        Source(p, "document" if p == "doc-W" else "informant", p[-1].replace("3", ""))
        for p in order
    ]
    return triangulate([subject], sources, forest, ["ani", "budi"], [])[0]


ORDER = ["A1", "A2", "A3", "A4", "B1", "B2", "C1", "D0", "D1", "K0", "doc-W"]


@given(st.lists(readings), st.sampled_from(["evidence", "themes", "stance", "coverage"]), st.data())
def test_neither_the_order_of_readings_nor_repeating_them_matters(
    said_of: list[Said], by: str, data: st.DataObject
) -> None:
    once = Subject("C", "", by, tuple(said_of))  # type: ignore[arg-type]
    again = data.draw(st.permutations(said_of * 2))
    twice = Subject("C", "", by, tuple(again))  # type: ignore[arg-type]
    assert judged(twice, data.draw(st.permutations(ORDER))) == judged(once, ORDER)


@given(st.lists(readings), st.sampled_from(["evidence", "themes", "stance", "coverage"]))
def test_a_row_keeps_its_own_laws(said_of: list[Said], by: str) -> None:
    row = judged(Subject("C", "", by, tuple(said_of)), ORDER)  # type: ignore[arg-type]
    assert row.independent == len(row.witnesses) <= row.k == len(row.supporting)
    assert set(row.witnesses) <= {one.id for one in row.supporting}
    assert not {one.id for one in row.sources} & set(row.mentioned)
    assert {s.source for s in said_of} == {one.id for one in row.sources} | set(row.mentioned)
    assert (row.verdict == "silent") == (not row.sources)
    assert (row.verdict in ("dissonant", "denied")) == bool(row.dissenting)
    assert (row.reason is None) == (row.verdict in ("single-source", "converged", "covered"))
    if row.verdict in ("converged", "covered"):
        assert row.k >= 2 and row.independent >= 2
    if row.n_eff is not None:
        assert all(1 <= value <= row.k for value in row.n_eff)


@pytest.mark.parametrize(
    ("one", "other"), list(product(["affirm", "qualify", "deny", "mention"], repeat=2))
)
def test_on_one_code_the_first_rule_that_fits_decides(judge: Judge, one: str, other: str) -> None:
    """Methods note §1.4, rules 1 to 5."""
    marks = {"affirm": "+", "qualify": "±", "deny": "-", "mention": "~"}
    row = judge(said(f"A1{marks[one]} A1{marks[other]}"))
    both = {one, other}
    if "deny" in both and both & {"affirm", "qualify"}:
        expected = "mixed"
    else:
        expected = next(s for s in ("deny", "qualify", "affirm", "mention") if s in both)
    stances = [source.stance.value for source in row.sources]
    assert stances == ([] if expected == "mention" else [expected])
    assert row.mentioned == (("A1",) if expected == "mention" else ())
