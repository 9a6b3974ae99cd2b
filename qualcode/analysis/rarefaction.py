"""What any number of interviews would have shown, whatever their order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from math import sqrt


def expected(found: Sequence[Collection[str]]) -> list[float]:
    """How many themes 1, 2, … interviews show on average over all choices of that many.

    `found` holds the themes of each interview. The sum over themes of 1 - C(n - m, k) / C(n, k),
    m being the interviews that have the theme: exact, nothing is drawn at random.
    """
    interviews = len(found)
    themes = sorted(Counter(_spread(found).values()).items())  # sums depend on their order
    missed = dict.fromkeys((having for having, _ in themes), 1.0)
    curve: list[float] = []
    for chosen in range(interviews):
        for having in missed:
            missed[having] *= max(interviews - having - chosen, 0) / (interviews - chosen)
        curve.append(sum(count * (1 - missed[having]) for having, count in themes))
    return curve


def deviation(found: Sequence[Collection[str]]) -> list[float]:
    """How far that number strays, over all choices of 1, 2, … interviews: one standard deviation.

    Exact: the variance of the themes missed, from how many interviews lack a theme, and how many
    lack both of two. The work grows with the square of the themes that differ in their interviews.
    """
    interviews = len(found)
    having: dict[str, int] = {}
    for at, themes in enumerate(found):
        for theme in set(themes):
            having[theme] = having.get(theme, 0) | 1 << at
    alike = sorted(Counter(having.values()).items())
    alone: Counter[int] = Counter()
    both: Counter[int] = Counter()
    for one, count in alike:
        alone[interviews - one.bit_count()] += count
        for other, others in alike:
            both[interviews - (one | other).bit_count()] += count * others
    missed = dict.fromkeys(sorted({*alone, *both}), 1.0)
    curve: list[float] = []
    for chosen in range(interviews):
        for lacking in missed:
            missed[lacking] *= max(lacking - chosen, 0) / (interviews - chosen)
        mean = sum(count * missed[lacking] for lacking, count in sorted(alone.items()))
        square = sum(count * missed[lacking] for lacking, count in sorted(both.items()))
        curve.append(sqrt(max(square - mean * mean, 0.0)))
    return curve


def chao2(found: Sequence[Collection[str]]) -> float:
    """How many themes there may be, those that nobody came up with included.

    Bias-corrected Chao2 (Chao 1987) over interviews, from the themes found in one and in two.
    """
    spread = Counter(_spread(found).values())
    once, twice = spread[1], spread[2]
    if not found:
        return 0.0
    interviews = len(found)
    unseen = (interviews - 1) / interviews * once * (once - 1) / (2 * (twice + 1))
    return spread.total() + unseen


def _spread(found: Iterable[Collection[str]]) -> Counter[str]:
    """In how many interviews each theme is."""
    return Counter(theme for themes in found for theme in set(themes))
