"""Where sentences end, by spaCy's rules; the library is loaded when the first one is asked for."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from qualcode.model.span import Span

if TYPE_CHECKING:
    from spacy.language import Language


@cache
def _rules() -> Language:
    import spacy

    rules = spacy.blank("xx")
    rules.add_pipe("sentencizer")
    return rules


def sentences(text: str, within: Span) -> list[Span]:
    """The sentences of a stretch of text, without the space around them."""
    found: list[Span] = []
    for sentence in _rules()(within.of(text)).sents:
        words = sentence.text
        start = within.start + sentence.start_char + len(words) - len(words.lstrip())
        end = within.start + sentence.start_char + len(words.rstrip())
        if start < end:
            found.append(Span(start, end))
    return found


def warm() -> None:
    """Load the rules, so that the first sentence is found at once."""
    _rules()
