"""Claims: what judges them, and what only describes them."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cli.conftest import Begun
from tests.cli.work import Work

PEOPLE = "id,organisation,referred_by\nK0,W,-\nA1,X,K0\nB1,Y,K0\nC1,Z,K0\n"
SAYINGS = ("Beras datang", "Beras habis", "Beras mahal")


def _made(work: Work) -> None:
    work.table(
        "codebook",
        "key,parent,kind\ntopik,,topic\ncukup,topik,statement\nlama,topik,statement\n",
    )
    work.table("informants", PEOPLE)
    for who in ("A1", "B1", "C1"):
        work.text(who, "".join(f"{who}: {saying}, kata {who}.\n\n" for saying in SAYINGS))


@pytest.fixture
def study(begun: Begun) -> Work:
    """A seed and three people she named, each in an interview with the same three sayings."""
    return begun(_made)


def judged(work: Work, claims: str = "id,text\nC1,Beras cukup.\n") -> dict[str, Any]:
    """The claim C1, brought in with others and judged."""
    work.table("claims", claims)
    found: dict[str, Any] = work.claims()["C1"]
    return found


def sources(claim: dict[str, Any]) -> dict[str, str]:
    return {source["id"]: source["stance"] for source in claim["sources"]}


def test_a_claim_without_evidence_or_themes_has_no_sources(study: Work) -> None:
    found = judged(study)
    assert (found["by"], found["n_segments"], found["k"]) == ("none", 0, 0)
    assert (found["verdict"], found["reason"], found["n_eff"]) == ("silent", "uncited", None)


def test_a_claim_with_evidence_is_judged_by_its_evidence_alone(study: Work) -> None:
    judged(study, "id,text,themes\nC1,Beras cukup.,cukup\n")
    study.code("A1", "cukup", "Beras datang")
    study("claims", "tie", "C1", "B1", "--quote", "Beras datang", "--stance", "deny")
    found = study.claims()["C1"]
    assert (found["by"], sources(found), found["n_segments"]) == ("evidence", {"B1": "deny"}, 1)


def test_without_evidence_it_takes_the_codings_of_its_themes_and_all_below(study: Work) -> None:
    judged(study, "id,text,themes\nC1,Beras cukup.,topik\n")
    study.code("A1", "topik", "Beras datang")
    study.code("B1", "cukup", "Beras datang")
    study.code("C1", "lama", "Beras datang", "--stance", "qualify")
    found = study.claims()["C1"]
    assert (found["by"], sources(found)) == ("themes", {"B1": "affirm", "C1": "qualify"})
    assert (found["mentioned"], found["n_segments"]) == (["A1"], 3)


def test_several_themes_are_taken_as_a_union(study: Work) -> None:
    judged(study, "id,text,themes\nC1,Beras cukup.,cukup;topik/lama\n")
    study.code("A1", "cukup", "Beras datang")
    study.code("A1", "lama", "Beras datang")
    study.code("B1", "lama", "Beras habis")
    found = study.claims()["C1"]
    assert (sources(found), found["n_segments"]) == ({"A1": "affirm", "B1": "affirm"}, 2)


def test_who_affirms_one_coding_of_the_union_and_denies_another_is_mixed(study: Work) -> None:
    judged(study, "id,text,themes\nC1,Beras cukup.,cukup;lama\nC2,Beras ada.,topik\n")
    study.code("A1", "cukup", "Beras datang")
    study.code("A1", "lama", "Beras habis", "--stance", "deny")
    for found in study.claims().values():
        assert (sources(found), found["verdict"]) == ({"A1": "mixed"}, "dissonant")
        assert "denied-below" not in found["caveats"]


@pytest.mark.parametrize(
    ("stance", "turned"),
    [("affirm", "deny"), ("deny", "affirm"), ("qualify", "qualify"), ("mention", None)],
)
def test_a_mark_before_a_theme_turns_the_stance_round(
    study: Work, stance: str, turned: str | None
) -> None:
    judged(study, "id,text,themes\nC1,Beras tidak cukup.,!cukup\n")
    study.code("A1", "cukup", "Beras datang", "--stance", stance)
    found = study.claims()["C1"]
    assert sources(found) == ({"A1": turned} if turned else {})
    assert found["mentioned"] == ([] if turned else ["A1"])
    assert study.listed("claims", "list")[0]["themes"] == ["!topik/cukup"]


def test_who_only_mentions_a_claim_counts_for_nothing(study: Work) -> None:
    judged(study, "id,text,themes\nC1,Beras cukup.,cukup\n")
    study.code("A1", "cukup", "Beras datang", "--stance", "mention")
    found = study.claims()["C1"]
    assert (found["k"], found["sources"], found["mentioned"]) == (0, [], ["A1"])
    assert (found["verdict"], found["independent"], found["witnesses"]) == ("silent", 0, [])


def test_evidence_affirms_unless_it_says_otherwise(study: Work) -> None:
    judged(study)
    study("claims", "tie", "C1", "A1", "--quote", "Beras datang")
    study.table("evidence", "claim,transcript,quote\nC1,B1,Beras datang\n")
    assert sources(study.claims()["C1"]) == {"A1": "affirm", "B1": "affirm"}


def test_evidence_that_only_mentions_is_evidence_all_the_same(study: Work) -> None:
    judged(study, "id,text,themes\nC1,Beras cukup.,cukup\n")
    study.code("A1", "cukup", "Beras datang")
    study("claims", "tie", "C1", "B1", "--quote", "Beras datang", "--stance", "mention")
    found = study.claims()["C1"]
    assert (found["by"], found["sources"], found["mentioned"]) == ("evidence", [], ["B1"])


def test_one_passage_may_support_one_claim_and_speak_against_another(study: Work) -> None:
    study.table("claims", "id,text\nC1,Ya.\nC2,Tidak.\n")
    study("claims", "tie", "C1", "A1", "--quote", "Beras datang")
    study("claims", "tie", "C2", "A1", "--quote", "Beras datang", "--stance", "deny")
    assert {i: sources(c) for i, c in study.claims().items()} == {
        "C1": {"A1": "affirm"}, "C2": {"A1": "deny"},
    }  # fmt: skip


def test_a_passage_tied_twice_is_a_problem_and_tied_once(study: Work) -> None:
    judged(study)
    first = study("claims", "tie", "C1", "A1", "--quote", "Beras datang")
    again = study("claims", "tie", "C1", "A1", "--quote", "Beras datang", "--stance", "deny")
    assert (first.out, again.out) == ("1\n", "")
    assert "C1" in again.err
    assert sources(study.claims()["C1"]) == {"A1": "affirm"}


def test_evidence_can_be_taken_off_by_its_number(study: Work) -> None:
    judged(study)
    study("claims", "tie", "C1", "A1", "--quote", "Beras datang")
    study("claims", "untie", 1)
    assert study.listed("claims", "evidence", "list") == []
    study("undo")
    assert [e["id"] for e in study.listed("claims", "evidence", "list")] == [1]


@pytest.mark.parametrize(
    ("column", "value"),
    [("level", "desa"), ("type", "institusi"), ("assets", "Balai Desa"),
     ("documents", "Perbup 1"), ("literature", "Denzin 1978"), ("kind", "inference")],
)  # fmt: skip
def test_what_describes_a_claim_selects_nothing(study: Work, column: str, value: str) -> None:
    study.code("A1", "cukup", "Beras datang")
    study.code("B1", "cukup", "Beras datang")
    found = judged(study, f"id,text,themes,{column}\nC1,Beras cukup.,cukup,{value}\n")
    assert (found["verdict"], found["k"], found["reason"]) == ("converged", 2, None)


@pytest.mark.parametrize(
    ("columns", "values", "reason"),
    [
        ("", "", "uncited"),
        (",literature", ",Denzin 1978", "literature-only"),
        (",documents", ",Perbup 1", "document-named"),
        (",literature,documents", ",Denzin 1978,Perbup 1", "literature-only"),
        (",themes", ",cukup", "asked-and-silent"),
        (",themes,literature", ",cukup,Denzin 1978", "literature-only"),
        (",themes,documents", ",cukup,Perbup 1", "document-named"),
    ],
)
def test_why_nobody_speaks_is_the_first_reason_that_fits(
    study: Work, columns: str, values: str, reason: str
) -> None:
    study.table("topics", "transcript,code,asked\nA1,topik/cukup,yes\nB1,topik/cukup,no\n")
    found = judged(study, f"id,text{columns}\nC1,Beras cukup.{values}\n")
    assert (found["verdict"], found["reason"]) == ("silent", reason)


@pytest.mark.parametrize(
    ("assets", "part", "pooled"),
    [
        ("Beras;Balai", "", True),
        ("Beras", "", False),
        ("", "", False),
        ("Beras;Balai", "C1", False),
    ],
)
def test_two_assets_and_no_parts_are_pooled(
    study: Work, assets: str, part: str, pooled: bool
) -> None:
    found = judged(study, f"id,text,assets,part_of\nC1,Semua.,{assets},\nC2,Satu.,,{part}\n")
    assert ("pooled" in found["caveats"]) == pooled


LADDER = (
    ("", "silent"),
    ("A1+ B1-", "dissonant"),
    ("A1-", "denied"),
    ("A1+", "single-source"),
    ("A1± B1±", "partial"),
    ("A1+ B1+", "converged"),
)
STANCES = {"+": "affirm", "±": "qualify", "-": "deny"}


def _tie(study: Work, claim: str, said: str) -> None:
    for word in said.split():
        study("claims", "tie", claim, word[:-1], "--quote", f"Beras {_saying(claim)}",
              "--stance", STANCES[word[-1]])  # fmt: skip


def _saying(claim: str) -> str:
    return {"C2": "datang", "C3": "habis"}[claim]


@pytest.mark.parametrize("link", ["rests_on", "part_of"])
@pytest.mark.parametrize("weaker", range(len(LADDER)))
def test_a_claim_shows_the_weakest_verdict_of_its_parts_or_of_what_it_rests_on(
    study: Work, link: str, weaker: int
) -> None:
    stronger = min(weaker + 1, len(LADDER) - 1)
    rows = {
        "rests_on": "C1,Jadi.,inference,C2;C3\nC2,Satu.,,\nC3,Dua.,,\n",
        "part_of": "C1,Jadi.,,\nC2,Satu.,,C1\nC3,Dua.,,C1\n",
    }
    study.table("claims", f"id,text,kind,{link}\n{rows[link]}")
    _tie(study, "C2", LADDER[weaker][0])
    _tie(study, "C3", LADDER[stronger][0])
    found = study.claims()
    assert found["C2"]["verdict"] == LADDER[weaker][1]
    assert found["C1"]["weakest"] == LADDER[weaker][1]
    assert found["C2"]["weakest"] is None
    assert found["C1"]["verdict"] == "silent"


@pytest.mark.parametrize("circle", ["C1;C2", "C2"])
def test_claims_that_rest_on_one_another_are_judged_all_the_same(study: Work, circle: str) -> None:
    study.table("claims", "id,text,rests_on\nC1,Satu.,C2\nC2,Dua.,\n")
    refused_or_done = study.run(
        "claims", "import", study.write("more.csv", f"id,text,rests_on\nC2,Dua.,{circle}\n")
    )
    assert refused_or_done.status in (0, 1)
    assert study.claims()["C1"]["verdict"] == "silent"


def test_a_row_whose_id_exists_updates_what_it_fills(study: Work) -> None:
    judged(study, "id,text,kind,themes,level\nC1,Beras cukup.,fact,cukup,desa\n")
    study.table("claims", "id,text,kind,themes,level\nC1,,practice,,\n")
    (row,) = study.listed("claims", "list")
    assert (row["text"], row["kind"], row["themes"], row["level"]) == (
        "Beras cukup.", "practice", ["topik/cukup"], "desa",
    )  # fmt: skip


def test_lists_in_a_table_are_separated_by_semicolons(study: Work) -> None:
    judged(study, "id,text,assets,documents,literature\nC1,Ya., Balai ;Beras, P1;P2 ,L1\n")
    (row,) = study.listed("claims", "list")
    assert (row["assets"], row["documents"], row["literature"]) == (
        ["Balai", "Beras"], ["P1", "P2"], ["L1"],
    )  # fmt: skip


@pytest.mark.parametrize("kind", ["fact", "practice", "experience", "inference", "recommendation"])
def test_a_kind_is_one_of_the_list(study: Work, kind: str) -> None:
    study("claims", "add", "C1", "Beras cukup.", "--kind", kind)
    assert study.listed("claims", "list")[0]["kind"] == kind


@pytest.mark.parametrize(
    "basis", ["first-hand", "official", "told-by:N1", "read-from:D1", "opinion", "assent"]
)
def test_a_basis_is_one_of_the_list(study: Work, basis: str) -> None:
    judged(study)
    study("claims", "tie", "C1", "A1", "--quote", "Beras datang", "--basis", basis)
    assert study.listed("claims", "evidence", "list")[0]["basis"] == basis


@pytest.mark.parametrize(
    ("basis", "kept"), [("Official", "official"), (" Told-By: N1 ", "told-by:N1")]
)
def test_a_basis_is_read_without_regard_to_case(study: Work, basis: str, kept: str) -> None:
    judged(study)
    study("claims", "tie", "C1", "A1", "--quote", "Beras datang", "--basis", basis)
    assert study.listed("claims", "evidence", "list")[0]["basis"] == kept


@pytest.mark.parametrize(
    ("basis", "said"),
    [("told-by:A11", "did you mean A1?"), ("told-by:Z9", "Z9"), ("read-from:K99", "K99")],
)
def test_a_basis_that_names_nobody_known_is_a_problem(study: Work, basis: str, said: str) -> None:
    judged(study)
    told = study("claims", "tie", "C1", "B1", "--quote", "Beras datang", "--basis", basis)
    assert said in told.err
    told = study.table("evidence", f"claim,transcript,quote,basis\nC1,C1,Beras habis,{basis}\n")
    assert "row 2, basis" in told.err
    assert said in told.err
    assert study.claims()["C1"]["k"] == 2
    told = study("claims", "tie", "C1", "A1", "--quote", "Beras datang", "--basis", "told-by:K0")
    assert "K0" not in told.err


def test_only_one_mark_turns_a_theme_round(study: Work) -> None:
    refused = study.run("claims", "add", "C1", "Beras tidak cukup.", "--themes", "!!cukup")
    assert refused.status == 1
    assert "!cukup" in refused.err
    assert study.listed("claims", "list") == []


def test_two_who_have_it_from_the_same_person_are_one_witness(study: Work) -> None:
    judged(study)
    for who in ("A1", "B1"):
        study("claims", "tie", "C1", who, "--quote", "Beras datang", "--basis", "told-by:N1")
    found = study.claims()["C1"]
    assert (found["k"], found["independent"], found["reason"]) == (2, 1, "no-independent-pair")


def test_two_who_read_it_out_of_the_same_document_are_one_witness(study: Work) -> None:
    judged(study)
    for who in ("A1", "B1"):
        study("claims", "tie", "C1", who, "--quote", "Beras datang", "--basis", "read-from:D1")
    assert study.claims()["C1"]["independent"] == 1


def test_assent_to_a_leading_question_alone_makes_no_witness(study: Work) -> None:
    judged(study)
    study("claims", "tie", "C1", "A1", "--quote", "Beras datang")
    study("claims", "tie", "C1", "B1", "--quote", "Beras datang", "--basis", "assent")
    found = study.claims()["C1"]
    assert (found["k"], found["independent"], found["witnesses"]) == (2, 1, ["A1"])


def test_two_in_one_sitting_are_one_witness(study: Work) -> None:
    study.text("W1", "A1: Sudah cukup.\n\nB1: Betul sekali.\n")
    judged(study)
    study("claims", "tie", "C1", "W1", "--quote", "Sudah cukup")
    study("claims", "tie", "C1", "W1", "--quote", "Betul sekali")
    found = study.claims()["C1"]
    assert (found["k"], found["branches"], found["independent"]) == (2, 2, 1)


@pytest.mark.parametrize(
    ("date", "place", "independent"),
    [("2025-05-08", "balai", 1), ("2025-05-09", "balai", 2), ("2025-05-08", "pasar", 2)],
)
def test_observations_of_one_occasion_are_one_witness(
    study: Work, date: str, place: str, independent: int
) -> None:
    for name in ("OBS1", "OBS2"):
        study.text(name, f"Kami melihat beras datang, catatan {name}.\n", "--kind", "observation")
    about = study.write(
        "about.csv",
        f"transcript,kind,date,place\nOBS1,observation,2025-05-08,balai\n"
        f"OBS2,observation,{date},{place}\n",
    )
    study("transcripts", "import", "--about", about)
    judged(study)
    for name in ("OBS1", "OBS2"):
        study("claims", "tie", "C1", name, "--quote", "melihat beras datang")
    found = study.claims()["C1"]
    assert (found["k"], found["independent"]) == (2, independent)
    assert [s["kind"] for s in found["sources"]] == ["observation", "observation"]


def test_documents_count_in_k_g_and_i_but_not_in_b_or_n_eff(study: Work) -> None:
    study.text("D1", "Beras datang menurut laporan.\n", "--kind", "document",
               "--organisation", "Dinas")  # fmt: skip
    judged(study)
    study("claims", "tie", "C1", "A1", "--quote", "Beras datang")
    study("claims", "tie", "C1", "D1", "--quote", "Beras datang")
    found = study.claims()["C1"]
    assert (found["k"], found["organisations"], found["independent"]) == (2, 2, 2)
    assert (found["branches"], found["n_eff"]["1/2"], found["gatekeeper"]) == (1, 1.0, None)
    assert "one-seed" not in found["caveats"]


def test_a_claim_that_only_documents_support_has_no_n_eff(study: Work) -> None:
    study.text("D1", "Beras datang.\n", "--kind", "document", "--organisation", "Dinas")
    judged(study)
    study("claims", "tie", "C1", "D1", "--quote", "Beras datang")
    found = study.claims()["C1"]
    assert (found["n_eff"], found["branches"], found["verdict"]) == (None, 0, "single-source")


def test_a_document_is_not_independent_of_its_issuers_parent(study: Work) -> None:
    study("informants", "add", "B2", "--organisation", "Dinas", "--parent-organisation", "X",
          "--referred-by", "K0")  # fmt: skip
    study.text("D1", "Beras datang.\n", "--kind", "document", "--organisation", "Dinas")
    judged(study)
    study("claims", "tie", "C1", "A1", "--quote", "Beras datang")
    study("claims", "tie", "C1", "D1", "--quote", "Beras datang")
    assert study.claims()["C1"]["independent"] == 1


def test_dissent_within_one_source_and_between_sources_are_told_apart(study: Work) -> None:
    study.table("claims", "id,text\nC1,Satu.\n")
    study("claims", "tie", "C1", "A1", "--quote", "Beras datang")
    study("claims", "tie", "C1", "A1", "--quote", "Beras habis", "--stance", "deny")
    found = study.claims()["C1"]
    assert (found["reason"], sources(found)) == ("within-one-source", {"A1": "mixed"})
    study("claims", "tie", "C1", "B1", "--quote", "Beras habis", "--stance", "deny")
    study("claims", "tie", "C1", "C1", "--quote", "Beras habis")
    assert study.claims()["C1"]["reason"] == "between-sources"


@pytest.mark.parametrize(
    ("deniers", "reason"), [("A1", "single"), ("A1 B1", "converged"), ("A1 A2", "partial")]
)
def test_a_denial_has_its_own_ladder(study: Work, deniers: str, reason: str) -> None:
    study("informants", "add", "A2", "--organisation", "Y", "--referred-by", "A1")
    study.text("A2", "A2: Beras datang, kata A2.\n")
    judged(study)
    for who in deniers.split():
        study("claims", "tie", "C1", who, "--quote", "Beras datang", "--stance", "deny")
    found = study.claims()["C1"]
    assert (found["verdict"], found["reason"], found["independent"]) == ("denied", reason, 0)


def test_a_settled_contradiction_stays_visible(study: Work) -> None:
    judged(study)
    study("claims", "tie", "C1", "A1", "--quote", "Beras datang")
    study("claims", "tie", "C1", "B1", "--quote", "Beras datang", "--stance", "deny")
    study("claims", "adjudicate", "C1", "B1 speaks of another year")
    found = study.claims()["C1"]
    assert (found["verdict"], "adjudicated" in found["caveats"]) == ("dissonant", True)


def test_the_csv_of_a_triangulation_of_nothing_has_its_header(study: Work) -> None:
    header = (
        "id,text,by,n_segments,k,branches,organisations,independent,sources,mentioned,"
        "witnesses,gatekeeper,n_eff,verdict,reason,weakest,caveats\n"
    )
    assert study("triangulate", "--format", "csv").out == header
    study.table("claims", "id,text\nC1,Ya.\n")
    assert study("triangulate", "--format", "csv").out.startswith(header)


def test_an_adjudication_is_shown_with_its_author_and_date(study: Work) -> None:
    judged(study)
    study("claims", "tie", "C1", "A1", "--quote", "Beras datang")
    study("claims", "tie", "C1", "B1", "--quote", "Beras datang", "--stance", "deny")
    study("claims", "adjudicate", "C1", "Tahun lain", "--note", "lihat memo", "--coder", "budi")
    study("claims", "adjudicate", "C1", "Keduanya berlaku")
    day = study.history()[-1]["when"][:10]
    assert study.listed("claims", "list")[0]["adjudicated"] == [
        f"{day} budi: Tahun lain (lihat memo)",
        f"{day} ani: Keduanya berlaku",
    ]
    for form in ("text", "md", "html"):
        shown = study("triangulate", "--format", form).out
        for word in ("Tahun lain", "lihat memo", "budi", "Keduanya berlaku", day):
            assert word in shown, (form, word)
    assert "adjudications" not in study.claims()["C1"]
    study("undo")
    assert "Keduanya berlaku" not in study("triangulate").out


def test_every_verdict_reason_and_caveat_is_explained_below_the_table(study: Work) -> None:
    judged(study)
    said = "some support it and some speak against it"
    assert said not in study("triangulate").out
    study("claims", "tie", "C1", "A1", "--quote", "Beras datang")
    study("claims", "tie", "C1", "B1", "--quote", "Beras datang", "--stance", "deny")
    study("claims", "adjudicate", "C1", "Tahun lain")
    for form in ("text", "md", "html"):
        shown = study("triangulate", "--format", form).out
        assert said in shown
        assert "some sources support it and others deny it" in shown
        assert "a person has decided about the contradiction" in shown
        assert "Weakest below" not in shown


def test_a_decision_without_words_is_refused(study: Work) -> None:
    judged(study)
    refused = study.run("claims", "adjudicate", "C1", " ")
    assert (refused.status, refused.err.count("\n")) == (2, 1)
    assert "decision" in refused.err
    assert study.claims()["C1"]["caveats"] == []


def test_the_csv_of_a_triangulation_holds_claims_or_else_themes(study: Work) -> None:
    judged(study, "id,text,themes\nC1,Beras cukup.,cukup\n")
    study.code("A1", "cukup", "Beras datang")
    claims = study("triangulate", "--format", "csv").csv
    themes = study("triangulate", "--themes", "--format", "csv").csv
    assert [row["id"] for row in claims] == ["C1"]
    assert [row["id"] for row in themes] == ["topik", "topik/cukup", "topik/lama"]
    assert claims[0]["verdict"] == themes[1]["verdict"] == "single-source"
