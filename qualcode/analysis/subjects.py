"""What is judged, and who spoke of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from qualcode.model.codebook import CodeKind
from qualcode.model.lists import Stance
from qualcode.model.views import Adjudication

By = Literal["evidence", "themes", "none", "stance", "coverage"]


@dataclass(frozen=True, slots=True)
class Source:
    """An informant, a document or an observation (`kind`), with what is known of it.

    `organisation` is the issuer of a document; what is unknown is empty.
    """

    id: str
    kind: str
    organisation: str = ""
    parent: str = ""
    standpoint: str = ""
    date: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """One coder's reading of one source: a stance in a passage of a transcript.

    `code` is the path of the code, empty for evidence. `stance` is toward the subject: where
    `turned` says so, it has been turned round from that of the coding. Equal readings of one
    transcript need not be repeated.
    """

    source: str
    coder: str
    code: str
    stance: Stance
    transcript: str
    basis: str = "first-hand"
    turned: bool = False


@dataclass(frozen=True, slots=True)
class Subject:
    """A claim or a theme, with all that was said of it.

    `said` holds what the coders found in passages, `n_segments` is how many passages these are;
    `own` is the path of a theme. `asked` and `not_asked` are informants. `literature` and
    `documents` say whether a claim cites any; `assets` is how many it names; `parts` and
    `rests_on` are ids of claims; `adjudications` decide nothing, and are passed on.
    """

    id: str
    text: str
    by: By
    said: tuple[Said, ...] = ()
    n_segments: int = 0
    own: str = ""
    asked: frozenset[str] = frozenset()
    not_asked: frozenset[str] = frozenset()
    literature: bool = False
    documents: bool = False
    assets: int = 0
    parts: tuple[str, ...] = ()
    rests_on: tuple[str, ...] = ()
    adjudications: tuple[Adjudication, ...] = ()


def theme_by(kind: CodeKind, own_stances: Iterable[Stance]) -> Literal["stance", "coverage"]:
    """How a theme is judged, from its code's kind and the stances of codings of that very code."""
    if kind == CodeKind.STATEMENT or any(stance != Stance.MENTION for stance in own_stances):
        return "stance"
    return "coverage"
