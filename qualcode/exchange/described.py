"""All that a code says, as labelled lines in the one description that a QDC code has.

The label begins a line, and further lines of the same text stand two spaces in:

    Definition (en): What people say of the road.
    Include (en): Holes,
      and dust.
    Key: jalan
"""

from __future__ import annotations

import re

from qualcode.exchange.codetree import LANGUAGES, TEXTS
from qualcode.model.codebook import KEY, Bilingual, Code, CodeKind

# What other programs show first comes first; they have the name in a place of its own.
_TEXT_LABELS = {
    (text, language): f"{text.capitalize()} ({language})"
    for text in (*TEXTS[1:], TEXTS[0])
    for language in LANGUAGES
}
_ALIAS, _KIND, _KEY = "Alias", "Kind", "Key"
_LABELS = (*_TEXT_LABELS.values(), _ALIAS, _KIND, _KEY)
_BETWEEN = re.compile(r"\n(?=(?:" + "|".join(map(re.escape, _LABELS)) + "):)")


def described(code: Code) -> str:
    """The labelled lines of a code; the path above it and its colour are not in them."""
    lines = [
        (label, getattr(getattr(code, of), tongue)) for (of, tongue), label in _TEXT_LABELS.items()
    ]
    lines += [(_ALIAS, alias) for alias in code.aliases]
    lines += [(_KIND, code.kind.value)] if code.kind is not CodeKind.TOPIC else []
    lines += [(_KEY, code.key)]
    return "\n".join(f"{label}: {text}".replace("\n", "\n  ") for label, text in lines if text)


def told(description: str) -> Code | None:
    """The code that `described` told of; nothing where somebody has written other lines in."""
    found: dict[str, list[str]] = {}
    for lines in _BETWEEN.split(description):
        label, colon, text = lines.partition(":")
        if not colon or label not in _LABELS:
            return None
        found.setdefault(label, []).append(_indented_no_more(text.removeprefix(" ")))
    aliases = tuple(found.pop(_ALIAS, ()))
    if any(len(texts) > 1 for texts in found.values()):
        return None
    return _code({label: texts[0] for label, texts in found.items()}, aliases)


def _code(found: dict[str, str], aliases: tuple[str, ...]) -> Code | None:
    key, kind = found.get(_KEY, ""), found.get(_KIND, CodeKind.TOPIC)
    if not KEY.fullmatch(key) or kind not in list(CodeKind):
        return None
    words = {
        text: Bilingual(*(found.get(_TEXT_LABELS[text, tongue], "") for tongue in LANGUAGES))
        for text in TEXTS
    }
    return Code(key, kind=CodeKind(kind), **words, aliases=aliases, colour="")


def _indented_no_more(text: str) -> str:
    return re.sub(r"\n(?:  )?", "\n", text)
