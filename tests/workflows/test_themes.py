"""Themes as sets of codes, and codes that become one."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualcode import Study
from qualcode.errors import InputError, NotFoundError, RefusedError, UsageError


def _codes(study: Study) -> dict[int, tuple[str, ...]]:
    return {theme.number: theme.codes for theme in study.themes.list()}


def test_a_theme_has_an_idea_a_status_and_codes(study: Study) -> None:
    number = study.themes.add("Water at home", idea="Piped late", codes=["sumur"]).numbers[0]
    (theme,) = study.themes.list()
    assert (theme.number, theme.name.id, theme.idea) == (number, "Water at home", "Piped late")
    assert (theme.status.value, theme.codes) == ("candidate", ("air/sumur",))
    study.themes.change(number, name="Water", idea="", status="set-aside")
    (theme,) = study.themes.list()
    assert (theme.name.en, theme.idea, theme.status.value) == ("Water", "", "set-aside")


def test_codes_are_moved_between_themes_and_each_move_is_one_undo(study: Study) -> None:
    one = study.themes.add("One", codes=["air"]).numbers[0]
    two = study.themes.add("Two").numbers[0]
    study.themes.move("air", out_of=one, into=two)
    assert _codes(study) == {one: (), two: ("air",)}
    study.history.undo()
    assert _codes(study) == {one: ("air",), two: ()}
    study.themes.gather(two, ["air", "air", "sumur"])
    study.themes.move("air", out_of=one, into=two)
    assert _codes(study) == {one: (), two: ("air", "air/sumur")}
    study.themes.move("air", out_of=two)
    assert _codes(study)[two] == ("air/sumur",)


def test_a_theme_goes_with_its_memos_and_comes_back_with_them(study: Study) -> None:
    number = study.themes.add("One", codes=["air"]).numbers[0]
    study.memos.add("a thought", about="theme", on=str(number))
    study.themes.remove(number)
    assert (study.themes.list(), study.memos.list()) == ([], [])
    assert len(study.codebook.list()) == 3
    study.history.undo()
    assert _codes(study) == {number: ("air",)}
    assert [(memo.about, memo.on) for memo in study.memos.list()] == [("theme", str(number))]


def test_what_a_theme_cannot_be_is_refused(study: Study) -> None:
    number = study.themes.add("One").numbers[0]
    with pytest.raises(InputError):
        study.themes.add("  ")
    with pytest.raises(UsageError):
        study.themes.change(number, status="done")
    for verb in (study.themes.remove, study.themes.change):
        with pytest.raises(NotFoundError):
            verb(99)
    with pytest.raises(NotFoundError):
        study.themes.move("air", out_of=number)


def test_a_merge_does_what_its_preview_says(study: Study, tmp_path: Path) -> None:
    study.codings.code("K0", ["gotong-royong"], quote="Air bersih belum masuk")
    study.codebook.add("bantu", parent="gotong-royong")
    study.claims.add("C1", "They help each other.", themes="gotong-royong")
    study.themes.add("Together", codes=["gotong-royong"])
    study.memos.add("unclear", about="code", on="gotong-royong")
    (tmp_path / "topics.csv").write_text("transcript,code,asked\nK0,gotong-royong,yes\n", "utf-8")
    study.topics.import_table(tmp_path / "topics.csv")
    seen = study.codebook.merging("gotong-royong", into="air")
    assert (seen.codings, seen.twice, seen.below) == (1, 1, ("gotong-royong/bantu",))
    assert (seen.topics, seen.claims, seen.themes, seen.memos) == (1, 1, 1, 1)
    before = len(study.codings.list(code="air"))
    study.codebook.merge("gotong-royong", into="air")
    assert len(study.codings.list(code="air")) == before + seen.codings
    assert study.themes.list()[0].codes == ("air",)
    study.history.undo()
    assert len(study.codings.list(code="air")) == before


def test_a_preview_refuses_what_the_merge_would(study: Study) -> None:
    with pytest.raises(RefusedError):
        study.codebook.merging("air", into="air/sumur")


def test_codings_are_counted_by_code(study: Study) -> None:
    assert study.codebook.counts() == {"air": 3, "air/sumur": 1, "gotong-royong": 1}


def test_a_split_joins_a_code_that_is_there_only_where_that_is_meant(study: Study) -> None:
    study.codebook.split("air", "sungai", [3], name="River")
    with pytest.raises(RefusedError):
        study.codebook.split("air", "sungai", [1])
    study.codebook.split("air", "sungai", [1], join=True)
    assert study.codebook.counts()["sungai"] == 2
    with pytest.raises(RefusedError):
        study.codebook.split("sungai", "sungai", [1], join=True)
