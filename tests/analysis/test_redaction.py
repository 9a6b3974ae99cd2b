"""Laws of replacing words in a text and of putting them back."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from qualcode.analysis.redaction import redacted, revealed
from qualcode.model.pseudonyms import Hit, Identifier
from qualcode.model.span import Span

TEXTS = st.text("ab \n", min_size=1, max_size=40)


@st.composite
def _hits(draw: st.DrawFn, text: str) -> list[Hit]:
    edges = draw(st.lists(st.integers(0, len(text)), unique=True, max_size=8))
    spans = [Span(a, b) for a, b in zip(*[iter(sorted(edges))] * 2, strict=False)]
    new = st.text("XY", min_size=1, max_size=4)
    return [Hit(s, s.of(text), draw(new), Identifier.NAME, certain=True) for s in spans]


@given(st.data())
def test_what_is_revealed_is_the_text_however_often_it_was_replaced(data: st.DataObject) -> None:
    text = data.draw(TEXTS)
    first = redacted(text, data.draw(_hits(text)))
    second = redacted(first.text, data.draw(_hits(first.text)), first.originals)
    assert revealed(first.text, first.originals) == text
    assert revealed(second.text, second.originals) == text


@given(st.data())
def test_every_span_holds_the_old_words_with_the_replacements(data: st.DataObject) -> None:
    text = data.draw(TEXTS)
    hits = data.draw(_hits(text))
    start = data.draw(st.integers(0, len(text) - 1))
    span = Span(start, data.draw(st.integers(start + 1, len(text))))
    made = redacted(text, hits)
    touched = [hit for hit in hits if hit.span.overlap(span)]
    at, end = span.start, span.end
    if touched:
        at, end = min(at, touched[0].span.start), max(end, touched[-1].span.end)
    words, done = "", at
    for hit in touched:
        words += text[done : hit.span.start] + hit.replacement
        done = hit.span.end
    assert made.moved(span).of(made.text) == words + text[done:end]
