"""The theme matrix: what its rows, columns and cells count."""

from __future__ import annotations

import pytest

from tests.cli.conftest import Begun
from tests.cli.work import Work

W1 = "Pewawancara: Soal beras?\n\nA1: Satu dua tiga empat.\n\nB1: Lima enam.\n"


def _made(work: Work) -> None:
    work.table("codebook", "key,parent\nberas,\ndatang,beras\nhabis,beras\nlain,\n")
    work.table(
        "informants",
        "id,organisation,role,kind,standpoint,referred_by,usia,status\n"
        "K0,W,kepala,kunci,provider,-,50,interviewed\n"
        "A1,X,warga,utama,client,K0,40,\n"
        "A2,X,kader,utama,client,A1,40,\n"
        "B1,Y,kader,tambahan,association,K0,,\n"
        "N1,Y,kader,tambahan,association,K0,,named\n",
    )
    work.text("W1", W1)
    work.text("A2", "A2: Tujuh delapan sembilan.\n")


@pytest.fixture
def study(begun: Begun) -> Work:
    """A seed and three more, two of them in one conversation, and codes two deep."""
    return begun(_made)


def test_a_parent_counts_distinct_codings_and_distinct_sources(study: Work) -> None:
    for code in ("datang", "habis", "beras"):
        study.code("W1", code, "Satu dua")
    study.code("A2", "datang", "Tujuh")
    segments, sources = study.matrix(), study.matrix("--cells", "sources")
    assert segments["beras"] == {"K0": 0, "A1": 3, "A2": 1, "B1": 0, "total": 4}
    assert segments["beras/datang"] == {"K0": 0, "A1": 1, "A2": 1, "B1": 0, "total": 2}
    assert sources["beras"] == {"K0": 0, "A1": 1, "A2": 1, "B1": 0, "total": 2}


def test_a_passage_of_two_informants_counts_for_both_and_once_in_all(study: Work) -> None:
    study.code("W1", "datang", "empat.\n\nB1: Lima")
    assert study.matrix()["beras"] == {"K0": 0, "A1": 1, "A2": 0, "B1": 1, "total": 1}
    assert study.matrix("--cells", "sources")["beras"]["total"] == 2


def test_the_interviewers_words_count_for_nobody(study: Work) -> None:
    study.code("W1", "datang", "Soal beras")
    for cells in ("segments", "sources", "presence", "words"):
        row = study.matrix("--cells", cells)["beras"]
        assert not any(row.values()), cells
    assert study.matrix("--by", "transcript")["beras"] == {"A2": 0, "W1": 0, "total": 0}


def test_the_rows_are_all_codes_in_tree_order(study: Work) -> None:
    rows = study.listed("matrix")
    assert [row["theme"] for row in rows] == ["beras", "beras/datang", "beras/habis", "lain"]


def test_the_columns_are_interviewed_informants_depth_first(study: Work) -> None:
    assert list(study.listed("matrix")[0]["cells"]) == ["K0", "A1", "A2", "B1"]


def test_in_csv_the_theme_comes_first_and_the_total_last(study: Work) -> None:
    study.code("W1", "datang", "Satu dua")
    printed = study("matrix", "--format", "csv").out.splitlines()
    assert printed[:2] == ["theme,K0,A1,A2,B1,total", "beras,0,1,0,0,1"]


@pytest.mark.parametrize(
    ("by", "row"),
    [
        ("informant", {"K0": 0, "A1": 2, "A2": 1, "B1": 1}),
        ("transcript", {"A2": 1, "W1": 2}),
        ("wave", {"0": 0, "1": 2, "2": 1}),
        ("organisation", {"W": 0, "X": 3, "Y": 1}),
        ("role", {"kader": 2, "kepala": 0, "warga": 2}),
        ("standpoint", {"association": 1, "client": 3, "provider": 0}),
        ("kind", {"kunci": 0, "tambahan": 1, "utama": 3}),
        ("usia", {"40": 3, "50": 0, "?": 1}),
    ],
)
def test_themes_can_be_set_against_anything_known_of_people(
    study: Work, by: str, row: dict[str, int]
) -> None:
    study.code("W1", "datang", "empat.\n\nB1: Lima")
    study.code("W1", "habis", "Satu dua")
    study.code("A2", "beras", "Tujuh")
    assert study.matrix("--by", by)["beras"] == {**row, "total": 3}


def test_a_branch_gathers_all_to_whom_its_ancestor_led(study: Work) -> None:
    study.code("W1", "datang", "Satu dua")
    study.code("A2", "datang", "Tujuh")
    study.code("W1", "datang", "Lima")
    row = study.matrix("--by", "branch")["beras"]
    assert (row["A1"], row["B1"], row["total"]) == (2, 1, 3)


def test_a_seed_stands_under_its_own_id_and_that_is_explained_everywhere_alike(
    study: Work,
) -> None:
    study.code("W1", "datang", "Satu dua")
    assert "K0" in study.matrix("--by", "branch")["beras"]
    rule = "A seed is in no branch"
    for words in ("matrix --by branch", "informants tree", "triangulate"):
        assert rule in " ".join(study(*words.split()).out.split()), words
    assert rule not in study("matrix").out


def test_the_matrix_says_whose_codings_it_reads_where_several_coded(study: Work) -> None:
    study.code("W1", "datang", "Satu dua")
    assert "codings of" not in study("matrix").out
    study.code("W1", "datang", "Satu dua", "--coder", "budi")
    for form in ("text", "html"):
        shown = study("matrix", "--format", form).out
        assert "Read from the codings of: ani, budi." in shown
        assert "counts twice" in shown
    assert study.matrix()["beras"]["A1"] == 2
    assert "counts twice" not in study("matrix", "--cells", "sources").out
    study("settings", "reporting_coders", "ani")
    assert "codings of" not in study("matrix").out


def test_two_of_one_office_in_one_passage_count_it_once_for_the_office(study: Work) -> None:
    study.text("W2", "A1: Sepuluh.\n\nA2: Sebelas.\n")
    study.code("W2", "datang", "Sepuluh.\n\nA2: Sebelas")
    assert study.matrix("--by", "organisation")["beras"]["X"] == 1
    assert study.matrix("--by", "organisation", "--cells", "sources")["beras"]["X"] == 2


def test_presence_says_whether_a_theme_is_there(study: Work) -> None:
    study.code("W1", "datang", "Satu dua")
    study.code("W1", "datang", "tiga")
    row = study.matrix("--cells", "presence")["beras"]
    assert {column: bool(value) for column, value in row.items() if column != "total"} == {
        "K0": False, "A1": True, "A2": False, "B1": False,
    }  # fmt: skip


def test_words_are_the_informants_own_under_the_union_of_passages(study: Work) -> None:
    study.code("W1", "datang", "Satu dua")
    study.code("W1", "habis", "dua tiga")
    study.code("W1", "lain", "beras?\n\nA1: Satu dua tiga empat.\n\nB1: Lima")
    found = study.matrix("--cells", "words")
    assert found["beras"]["A1"] == 0.75
    assert found["beras/datang"]["A1"] == 0.5
    assert (found["lain"]["A1"], found["lain"]["B1"]) == (1.0, 0.5)


def test_the_words_of_all_conversations_of_an_informant_are_her_words(study: Work) -> None:
    study.text("W2", "Pewawancara: Lagi?\n\nA1: Sepuluh sebelas dua belas.\n")
    study.code("W1", "datang", "Satu dua")
    assert study.matrix("--cells", "words")["beras"]["A1"] == 0.25


def test_quotes_are_the_passages_themselves(study: Work) -> None:
    study.code("W1", "habis", "tiga")
    study.code("W1", "datang", "Satu dua")
    row = study.matrix("--cells", "quotes")["beras"]
    assert (row["A1"], row["B1"]) == (["Satu dua", "tiga"], [])


@pytest.mark.parametrize("cells", ["segments", "sources", "presence", "words", "quotes"])
@pytest.mark.parametrize(
    "by", ["informant", "transcript", "wave", "branch", "organisation", "role"]
)
def test_every_kind_of_cells_goes_with_every_kind_of_columns(
    study: Work, by: str, cells: str
) -> None:
    study.code("W1", "datang", "empat.\n\nB1: Lima")
    rows = study.matrix("--by", by, "--cells", cells)
    assert list(rows) == ["beras", "beras/datang", "beras/habis", "lain"]
    assert any(rows["beras"].values())
    assert not any(rows["lain"].values())


def test_a_document_is_no_column_of_informants_but_one_of_transcripts(study: Work) -> None:
    study.text("D1", "Beras datang.\n", "--kind", "document", "--organisation", "Dinas")
    study.code("D1", "datang", "Beras datang")
    assert "D1" not in study.matrix()["beras"]
    assert study.matrix("--by", "transcript")["beras"]["D1"] == 1
    assert study.matrix("--by", "organisation")["beras"]["Dinas"] == 1


def test_columns_of_nothing_known_are_wrong_usage_and_say_what_there_is(study: Work) -> None:
    status, out, err = study.run("matrix", "--by", "shoes")
    assert (status, out) == (2, "")
    assert "organisation" in err
    assert "usia" in err


def test_the_same_project_has_the_same_matrix_whatever_came_first(work: Work) -> None:
    work.text("A1", "A1: Satu dua.\n")
    work("codebook", "add", "x")
    work.code("A1", "x", "Satu")
    first = work.matrix()
    assert first["x"] == {"total": 0}
    work.table("informants", "id\nA1\n")
    assert work.matrix()["x"] == {"A1": 1, "total": 1}
    work("undo")
    assert work.matrix() == first
