"""What the words of a triangulation mean, whichever occur."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qualcode.analysis.referral import Forest
from qualcode.analysis.triangulation import Row, Subject, triangulate
from qualcode.i18n import say
from qualcode.model.lists import Verdict
from qualcode.reports.legend import legend

REASONS = {
    Verdict.SILENT: "literature-only document-named asked-and-silent not-asked uncited",
    Verdict.DISSONANT: "between-sources within-one-source",
    Verdict.DENIED: "single",
    Verdict.PARTIAL: (
        "all-qualified referral-pair one-branch one-organisation no-independent-pair"
    ),
}
CAVEATS = (
    "one-seed", "pooled", "branch-unknown", "organisation-unknown", "adjudicated", "coders-differ",
    "denied-below", "at-least",
)  # fmt: skip


@pytest.fixture
def row() -> Row:
    return triangulate([Subject("C", "", "none")], [], Forest.of([]), [], [])[0]


def words(*rows: Row) -> dict[str, str]:
    return {str(word): str(meaning) for word, meaning in legend(rows).rows}


@pytest.mark.parametrize("verdict", list(Verdict))
def test_every_verdict_and_reason_has_a_meaning(row: Row, verdict: Verdict) -> None:
    reasons: list[str | None] = [*REASONS.get(verdict, "").split()]
    for reason in reasons or [None]:
        found = words(replace(row, verdict=verdict, reason=reason))
        assert set(found) == {say(verdict), *filter(None, [reason])}
        assert all(found.values())


@pytest.mark.parametrize("caveat", CAVEATS)
def test_every_caveat_has_a_meaning(row: Row, caveat: str) -> None:
    assert words(replace(row, caveats=(caveat,)))[caveat]


def test_columns_that_only_some_rows_fill_are_explained_where_they_are(row: Row) -> None:
    found = words(row, replace(row, gatekeeper="A1", weakest=Verdict.DENIED))
    assert {"All through", "Weakest below", "denied"} <= set(found)
    assert not {"All through", "Weakest below"} & set(words(row))


def test_how_far_denials_bear_one_another_out_is_no_verdict(row: Row) -> None:
    assert set(words(replace(row, verdict=Verdict.DENIED, reason="converged"))) == {"denied"}
