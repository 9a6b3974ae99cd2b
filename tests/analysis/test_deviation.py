"""How far the themes of a number of interviews stray, against all choices gone through."""

from __future__ import annotations

from itertools import combinations
from statistics import fmean, pstdev

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.analysis.rarefaction import deviation, expected


@given(st.lists(st.frozensets(st.sampled_from("abcdef")), max_size=7))
def test_average_and_deviation_are_those_over_every_choice(found: list[frozenset[str]]) -> None:
    shown = [
        [len(frozenset().union(*chosen)) for chosen in combinations(found, count)]
        for count in range(1, len(found) + 1)
    ]
    assert expected(found) == pytest.approx([fmean(each) for each in shown])
    assert deviation(found) == pytest.approx([pstdev(each) for each in shown], abs=1e-6)
