"""Where people of referral trees stand."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from qualcode.reports.figures.lettering import cut, width, wrap
from qualcode.reports.figures.tree import places

Order = list[tuple[str, int, str | None]]


@st.composite
def forests(draw: st.DrawFn) -> Order:
    """Trees depth first, as (id, wave, referrer)."""
    parents = draw(st.lists(st.integers(-1, 30), max_size=40))
    children: dict[int, list[int]] = {}
    for at, parent in enumerate(parents):
        children.setdefault(parent if parent < at else -1, []).append(at)
    order: Order = []

    def _walk(at: int, wave: int, above: str | None) -> None:
        order.append((str(at), wave, above))
        for child in children.get(at, ()):
            _walk(child, wave + 1, str(at))

    for root in children.get(-1, ()):
        _walk(root, 0, None)
    return order


@given(forests(), st.lists(st.floats(5, 80), min_size=40, max_size=40))
def test_everybody_stands_once_and_nobody_on_anybody_of_their_wave(
    order: Order, heights: list[float]
) -> None:
    high = {id_: height for (id_, _, _), height in zip(order, heights, strict=False)}
    found, end = places(order, high, 10)
    assert [one.id for one in found] == [id_ for id_, _, _ in order]
    for one, other in combinations(found, 2):
        if one.wave == other.wave:
            apart = abs(one.y - other.y)
            assert apart >= (high[one.id] + high[other.id]) / 2 - 1e-6
    for one in found:
        assert high[one.id] / 2 - 1e-6 <= one.y <= end - high[one.id] / 2 + 1e-6


@given(st.text(max_size=300), st.floats(30, 300), st.booleans())
def test_wrapped_lines_keep_within_their_room_and_lose_nothing(
    text: str, room: float, bold: bool
) -> None:
    lines = wrap(text, room, 10, bold=bold)
    assert all(width(line, 10, bold=bold) <= room for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


def test_what_has_no_room_ends_in_an_ellipsis() -> None:
    lines = wrap("Kepala Bidang Rehabilitasi Sosial " * 9, 150, 8.5, most=3)
    assert len(lines) == 3
    assert lines[2].endswith("…")
    assert cut("Kepala", 100, 10) == "Kepala"
