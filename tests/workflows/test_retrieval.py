"""Retrieval: what is found is what was counted, in its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualcode import new_project
from qualcode.errors import NotFoundError
from qualcode.workflows.study import Study

TALK = "Ani: Apa?\n\nK0: Air bersih belum masuk.\n\nA1: Sudah, sejak lama sekali.\n"


@pytest.fixture
def study(tmp_path: Path) -> Study:
    made = new_project(tmp_path / "s.qualcode", coder="ani")
    made.informants.add("K0", referred_by="-")
    made.informants.add("A1", referred_by="K0")
    made.codebook.add("air")
    made.codebook.add("masuk", parent="air")
    (tmp_path / "T1.txt").write_text(TALK, "utf-8")
    made.transcripts.import_files([tmp_path / "T1.txt"])
    made.codings.code("T1", ["air"], quote="Air bersih")
    made.codings.code("T1", ["masuk"], quote="belum masuk")
    made.codings.code("T1", ["masuk"], quote="Sudah", stance="deny")
    made.codings.code("T1", ["air"], quote="Apa")
    made.settings.set("reporting_coders", "ani")
    other = Study(made.project, "budi")
    other.codings.code("T1", ["air"], quote="bersih")
    return made


def test_every_cell_of_a_matrix_has_as_many_passages_as_it_says(study: Study) -> None:
    for by in ("informant", "transcript", "wave", "branch", "role"):
        found = study.matrix(by=by)
        assert any(row.total for row in found.rows)
        for row in found.rows:
            for column, count in zip(found.columns, row.values, strict=True):
                assert len(study.retrieve(row.path, by=by, column=column)) == count
            assert len(study.retrieve(row.path, by=by)) == row.total
    study.close()


def test_a_passage_stands_in_its_words(study: Study) -> None:
    found = study.retrieve("air")
    assert [(p.coding.quote, p.coding.coder) for p in found] == [
        ("Apa", "ani"), ("Air bersih", "ani"), ("bersih", "budi"), ("belum masuk", "ani"),
        ("Sudah", "ani"),
    ]  # fmt: skip
    third = found[3]
    assert third.before.endswith("K0: Air bersih ")
    assert third.after.startswith(".\n\nA1: Sudah")
    assert (third.line, third.coding.sources, third.coding.code) == (3, ("K0",), "air/masuk")
    study.close()


def test_evidence_is_found_with_its_claim_and_a_theme_that_is_not_there_is_a_sentence(
    study: Study,
) -> None:
    study.claims.add("C1", "Air belum masuk.")
    study.claims.tie("C1", "T1", quote="belum masuk")
    assert [(p.coding.code, p.coding.quote) for p in study.tied("C1")] == [("C1", "belum masuk")]
    with pytest.raises(NotFoundError):
        study.retrieve("udara")
    study.close()


def test_rows_of_a_matrix_are_those_of_a_theme(study: Study) -> None:
    assert [row.path for row in study.matrix(within="masuk").rows] == ["air/masuk"]
    study.close()
