"""Codes and the tree they form."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

KEY = re.compile(r"[\w.-]+")


class CodeKind(StrEnum):
    """A topic is what is spoken of; a statement is what one can affirm or deny."""

    TOPIC = "topic"
    STATEMENT = "statement"


@dataclass(frozen=True, slots=True)
class Bilingual:
    """The same words in English and Indonesian; either may be empty."""

    en: str = ""
    id: str = ""

    def __bool__(self) -> bool:
        return bool(self.en or self.id)

    def in_(self, language: str) -> str:
        """The words in `language` ("en" or "id"), or in the other one where they are missing."""
        return (self.id or self.en) if language == "id" else (self.en or self.id)


@dataclass(frozen=True, slots=True)
class Code:
    """A code as a codebook has it; `path` is the keys from the root, joined by `/`."""

    path: str
    kind: CodeKind = CodeKind.TOPIC
    name: Bilingual = Bilingual()
    definition: Bilingual = Bilingual()
    include: Bilingual = Bilingual()
    exclude: Bilingual = Bilingual()
    example: Bilingual = Bilingual()
    aliases: tuple[str, ...] = ()
    colour: str = ""

    @property
    def key(self) -> str:
        """Its own part of the path, unique among its siblings."""
        return self.path.rpartition("/")[2]

    @property
    def parent(self) -> str:
        """The path of the code above it, empty at the top."""
        return self.path.rpartition("/")[0]


@dataclass(frozen=True, slots=True)
class Codebook:
    """A tree of codes, parents before what is below them, siblings in the book's order."""

    codes: tuple[Code, ...]
    name: Bilingual = Bilingual()
    about: Bilingual = Bilingual()
    sources: tuple[str, ...] = field(default=())


def below(path: str, paths: Iterable[str]) -> list[str]:
    """The given paths that are `path` or hang below it."""
    under = path + "/"
    return [other for other in paths if other == path or other.startswith(under)]
