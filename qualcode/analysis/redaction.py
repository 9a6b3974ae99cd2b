"""Replacing words of a text so that it can be put back, and putting it back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from qualcode.analysis.alignment import Alignment
from qualcode.analysis.replacing import Replacing
from qualcode.model.lists import Placed
from qualcode.model.pseudonyms import Hit, Original, Redaction
from qualcode.model.span import Span


def redacted(text: str, hits: Sequence[Hit], earlier: Sequence[Original] = ()) -> Redaction:
    """The text with its hits replaced; these are in order and do not overlap.

    What was replaced in it `earlier` is kept, so that one `revealed` leads back all the way.
    """
    pieces: list[str] = []
    cuts: list[tuple[int, int, int, int]] = []
    done = length = 0
    for hit in hits:
        kept = text[done : hit.span.start]
        pieces += (kept, hit.replacement)
        start = length + len(kept)
        length = start + len(hit.replacement)
        cuts.append((hit.span.start, hit.span.end, start, length))
        done = hit.span.end
    made = Redaction("".join([*pieces, text[done:]]), tuple(cuts), ())
    now = [Original(hit.span, hit.words, hit.whom) for hit in hits]
    originals = tuple(
        Original(
            made.moved(span),
            revealed(text, [each for each in earlier if _within(each.span, span)], span),
            whom,
        )
        for span, whom in _clusters([*earlier, *now])
    )
    return Redaction(made.text, made.cuts, originals)


def revealed(text: str, originals: Iterable[Original], span: Span | None = None) -> str:
    """The text, or a span of it, with what stood there before."""
    at, end = (span.start, span.end) if span else (0, len(text))
    pieces: list[str] = []
    for each in originals:
        pieces += (text[at : each.span.start], each.words)
        at = each.span.end
    return "".join([*pieces, text[at:end]])


def carried(originals: Sequence[Original], found: Alignment) -> tuple[list[Original], int]:
    """The originals of a text in a later revision of it, and how many have no place there."""
    placing = Replacing(found)
    kept: list[Original] = []
    last = 0
    for each in originals:
        place = placing.place(each.span)
        sure = place.span if place.state is Placed.EXACT else None
        if sure and sure.start >= last and sure.of(found.new) == each.span.of(found.old):
            kept.append(Original(sure, each.words, each.whom))
            last = sure.end
    return kept, len(originals) - len(kept)


def _clusters(originals: Sequence[Original]) -> Iterator[tuple[Span, tuple[str, ...]]]:
    """What overlaps, put together."""
    last: Span | None = None
    whom: tuple[str, ...] = ()
    for each in sorted(originals, key=lambda each: each.span):
        if last and each.span.start < last.end:
            last = Span(last.start, max(last.end, each.span.end))
            whom = tuple(dict.fromkeys((*whom, *each.whom)))
            continue
        if last:
            yield last, whom
        last, whom = each.span, each.whom
    if last:
        yield last, whom


def _within(inner: Span, outer: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end
