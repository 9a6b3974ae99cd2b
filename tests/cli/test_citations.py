"""Citing the informants behind a claim."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.calling import Run, ask


@pytest.mark.parametrize(
    ("options", "citation"),
    [
        ("", "(KB1, 2022; KB3, 2022; KBDS, 2022)"),
        (
            "--by role",
            "(Kepala Bidang 1, 2022; Kepala Bidang 3, 2022; tidak diketahui [KBDS], 2022)",
        ),
        (
            "--style apa",
            "(KB1, personal communication, October 18, 2022; KB3, personal communication,"
            " October 26, 2022; KBDS, personal communication, October 12, 2022)",
        ),
        (
            "--style apa --lang id",
            "(KB1, komunikasi pribadi, 18 Oktober 2022; KB3, komunikasi pribadi, 26 Oktober 2022;"
            " KBDS, komunikasi pribadi, 12 Oktober 2022)",
        ),
    ],
)
def test_a_claim_is_cited_to_the_informants_behind_it(
    jember: Path, options: str, citation: str
) -> None:
    (row,) = ask(jember, "citations", "C12", *options.split(), "--format", "json").json
    assert row["citation"] == citation


def test_a_claim_without_an_informant_has_no_citation(jember: Path) -> None:
    (row,) = ask(jember, "citations", "C32", "--format", "json").json
    assert row["citation"] == ""


def test_the_interviews_are_listed_under_the_claims(jember: Path) -> None:
    assert "SEK. (2022, October 12, 2022). [Interview]." in ask(jember, "citations").out


def test_a_claim_or_a_style_that_is_not_is_refused(jember: Path, run: Run) -> None:
    assert "no claim C99" in run("-p", jember, "citations", "C99").err
    assert "article, apa" in run("-p", jember, "citations", "--style", "mla").err
