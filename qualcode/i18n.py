"""One door for every text that people read: English templates in, the chosen language out."""

from __future__ import annotations

import gettext
import locale
import os
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

LANGUAGES = ("en", "id")
_NAMES = ("what", "noun")  # facts that are words of ours, not the user's
_LINKED = ("told-by:", "read-from:")  # values of closed lists that an id follows
_PLACES = re.compile(
    r"^(?:file|text index)$|^(?:step|passage|coding)(?= \d+$)|(?<=, )(?:row|revision)(?= \d)"
)
LOCALE = Path(__file__).with_name("locale")
_chosen = ["en"]  # one for the program, its working threads included


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    return gettext.translation("qualcode", LOCALE, [language], fallback=True)


def speak(language: str) -> None:
    """From here on, texts come in `language` ("en" or "id")."""
    _chosen[0] = language


def language() -> str:
    """The language that texts come in now."""
    return _chosen[0]


def preferred(asked: str | None = None) -> str:
    """The language to use: the one asked for, `$QUALCODE_LANG`, the locale's, else English."""
    for wish in (asked, os.environ.get("QUALCODE_LANG"), *_from_locale()):
        short = re.split("[^a-z]", (wish or "").lower())[0]
        if short in ("id", "in", "ind", "indonesian"):
            return "id"
        if short in ("en", "english", "c", "posix"):
            return "en"
    return "en"


def _from_locale() -> list[str]:
    """What the environment wishes for; `$LANGUAGE` may name several, the dearest first."""
    wishes = [os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANGUAGE", "LANG")]
    if os.name == "nt":
        wishes.append(locale.getlocale()[0])
    return [each for wish in wishes if wish for each in wish.split(":")]


def say(template: str, **facts: object) -> str:
    """`template` in the current language, with its facts filled in."""
    if not template:
        return ""
    text = _translated(template)
    return text.format(**facts) if facts else text


def _translated(template: str) -> str:
    for head in _LINKED:
        if template.startswith(head):
            return _catalogue(_chosen[0]).gettext(head) + template.removeprefix(head)
    return _catalogue(_chosen[0]).gettext(template)


def place(where: str) -> str:
    """Where a problem is: our words for it in the current language, names as they are."""
    return _PLACES.sub(lambda found: say(found[0]), where)


def sentence(message: str, advice: str, facts: Mapping[str, str]) -> str:
    """What happened and what to do about it, in the current language."""
    told = {name: say(fact) if name in _NAMES else fact for name, fact in facts.items()}
    said = say(message, **told)
    return f"{said}; {say(advice, **told)}" if advice else said


def mark(template: str) -> str:
    """`template` unchanged; tells the catalogue that a face will `say` it later."""
    return template
