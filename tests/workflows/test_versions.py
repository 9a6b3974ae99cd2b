"""Versions of a codebook, and what was coded before a definition changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualcode import Study
from qualcode.analysis.codebooks import CodeChange
from qualcode.errors import NotFoundError, RefusedError


def _define(study: Study, folder: Path, code: str, words: str) -> None:
    """Give a code at the top another definition, as a file that is brought in does."""
    table = folder / "codebook.csv"
    table.write_text(f"key,definition_en\n{code},{words}\n", "utf-8")
    study.codebook.import_file(table)


def _waiting(study: Study) -> list[int]:
    return [each.coding.number for each in study.versions.outdated()]


def test_a_version_is_kept_and_nothing_differs_from_it_at_first(study: Study) -> None:
    study.codebook.freeze("v1")
    (version,) = study.versions.list()
    assert (version.name, version.by) == ("v1", "ani")
    assert study.versions.difference("v1") == ()
    with pytest.raises(RefusedError):
        study.codebook.freeze("v1")
    with pytest.raises(NotFoundError):
        study.versions.difference("v2")


def test_what_changed_since_a_version_is_told_code_by_code(study: Study, tmp_path: Path) -> None:
    study.codebook.add("lama", name="Old")
    study.codebook.add("sungai", name="River")
    study.codebook.freeze("v1")
    _define(study, tmp_path, "air", "Any water")
    study.codebook.move("sumur")
    study.codebook.rename("sungai", key="kali")
    study.codebook.merge("lama", into="air")
    study.codebook.add("baru")
    study.codebook.remove("gotong-royong")
    assert set(study.versions.difference("v1")) == {
        CodeChange("air", "changed", "definition", "en", "", "Any water"),
        CodeChange("air", "changed", "aliases", "", "", "lama, Old"),
        CodeChange("sumur", "moved", before="air/sumur", now="sumur"),
        CodeChange("kali", "moved", before="sungai", now="kali"),
        CodeChange("lama", "merged", now="air"),
        CodeChange("baru", "new"),
        CodeChange("gotong-royong", "gone"),
    }


def test_codings_from_before_a_definition_changed_wait_until_they_are_settled(
    study: Study, tmp_path: Path
) -> None:
    assert _waiting(study) == []
    _define(study, tmp_path, "air", "Any water")
    assert _waiting(study) == [1, 4, 3]
    (first, *_) = study.versions.outdated()
    assert first.changes == (
        CodeChange("air", "changed", "definition", "en", "", "Any water"),
    )  # fmt: skip
    study.codings.code("B1", ["air"], quote="Air dibeli")  # coded under the new definition
    assert _waiting(study) == [1, 4, 3]
    study.codings.keep([1])
    study.codings.recode(4, "air/sumur")
    study.codings.uncode(3)
    assert _waiting(study) == []
    for left in ([3], [4, 3], [1, 4, 3]):
        study.history.undo()
        assert _waiting(study) == left
    study.history.redo()
    assert _waiting(study) == [4, 3]


def test_a_definition_that_is_taken_back_leaves_nothing_waiting(
    study: Study, tmp_path: Path
) -> None:
    _define(study, tmp_path, "air", "Any water")
    study.codings.keep([1])
    _define(study, tmp_path, "air", "Clean water")
    assert _waiting(study) == [1, 4, 3]
    study.history.undo()
    assert _waiting(study) == [4, 3]
    study.history.undo()
    study.history.undo()
    assert _waiting(study) == []


def test_everybody_has_a_queue_of_their_own_and_one_code_can_be_asked_for(
    study: Study, tmp_path: Path
) -> None:
    _define(study, tmp_path, "air", "Any water")
    assert Study(study.project, "budi").versions.outdated() == []
    assert study.versions.outdated(code="sumur") == []
    assert len(study.versions.outdated(code="air")) == 3


def test_names_and_colours_are_not_what_a_code_means(study: Study) -> None:
    study.codebook.rename("air", key="banyu", en="Waters")
    assert _waiting(study) == []


def test_what_is_not_there_cannot_be_kept(study: Study) -> None:
    with pytest.raises(NotFoundError):
        study.codings.keep([1, 99])
