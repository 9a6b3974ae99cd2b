"""The tree of codes between a file and a codebook, and the checks that all formats share."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from qualcode.errors import InputError, Problem, RefusedError, problem
from qualcode.exchange.intake import Intake
from qualcode.model.codebook import KEY, Bilingual, Code, Codebook, CodeKind

TEXTS = ("name", "definition", "include", "exclude", "example")
LANGUAGES = ("en", "id")
DEEPEST = 50
COLOUR = re.compile(r"#(?:[0-9A-Fa-f]{3}|[0-9A-Fa-f]{6})")

# What XML 1.0 cannot write; PostgreSQL refuses NUL, and UTF-8 the surrogates.
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: a file, and the line of it as a text editor counts them."""

    file: str
    row: int


@dataclass(slots=True)
class Entry:
    """A code with what hangs below it; coming from a file, its path is still only its key."""

    code: Code
    row: int = 0
    below: list[Entry] = field(default_factory=list)


def clean(text: str) -> str:
    """`text` with U+FFFD for each character that files and databases cannot hold."""
    return _UNWRITABLE.sub("\ufffd", text)


def key_at(place: Place, text: str) -> str:
    """`text` as a key."""
    key = text.strip()
    if not KEY.fullmatch(key):
        raise InputError(
            "{file}, row {row}: the key “{key}” is empty or has characters that a key cannot have",
            advice="use letters, digits, `.`, `_` and `-`, without spaces",
            file=place.file,
            row=place.row,
            key=key,
        )
    return key


def kind_at(place: Place, text: str) -> CodeKind:
    """`text` as a kind of code; a topic where it is empty."""
    try:
        return CodeKind(text.strip().lower() or CodeKind.TOPIC)
    except ValueError as error:
        raise InputError(
            "{file}, row {row}: there is no kind “{kind}”",
            advice="write {known}, or leave it out",
            file=place.file,
            row=place.row,
            kind=text.strip(),
            known=", ".join(CodeKind),
        ) from error


def colour_at(place: Place, text: str) -> str:
    """`text` as a colour, which may be empty."""
    colour = text.strip()
    if colour and not COLOUR.fullmatch(colour):
        raise InputError(
            "{file}, row {row}: the colour “{colour}” is not one",
            advice="write it as #RRGGBB or #RGB, or leave it out",
            file=place.file,
            row=place.row,
            colour=colour,
        )
    return colour


def refuse_depth(file: str, path: str) -> None:
    """Stop at a code that lies deeper than any codebook needs."""
    if path.count("/") >= DEEPEST:
        raise InputError(
            "{file}: the code {key} lies deeper than {limit} levels",
            advice="move it further up in the tree",
            file=file,
            key=path.rpartition("/")[2],
            limit=DEEPEST,
        )


def grown(file: str, top: Sequence[Entry]) -> tuple[Code, ...]:
    """The codes of a file with their whole paths, parents first."""
    codes: list[Code] = []
    _refuse_twins(file, top)
    waiting = [("", entry) for entry in reversed(top)]
    while waiting:
        above, entry = waiting.pop()
        code = replace(entry.code, path=above + entry.code.key)
        refuse_depth(file, code.path)
        _refuse_twins(file, entry.below)
        codes.append(code)
        waiting.extend((code.path + "/", child) for child in reversed(entry.below))
    return tuple(codes)


def checked(file: str, codebook: Codebook, problems: Sequence[Problem]) -> Intake:
    """The codebook as it can be kept, with the doubts about it after the reader's own."""
    clean_book = cleaned(codebook)
    return Intake(
        clean_book,
        (*problems, *replaced(file, codebook, clean_book), *_shared_names(file, clean_book)),
    )


def nested(codebook: Codebook) -> list[Entry]:
    """The codes of a codebook as a tree of clean entries, to be written."""
    entries = {code.path: Entry(code) for code in cleaned(codebook).codes}
    if len(entries) < len(codebook.codes):
        raise ValueError("two codes have one path")
    top: list[Entry] = []
    for path, entry in entries.items():
        if path.count("/") >= DEEPEST:
            raise RefusedError(
                "the code {code} lies deeper than the {limit} levels that files can have",
                advice="move it further up in the tree",
                code=path,
                limit=DEEPEST,
            )
        parent = entry.code.parent
        if parent and parent not in entries:
            raise ValueError(f"no code above {path}")
        (entries[parent].below if parent else top).append(entry)
    return top


def in_order(top: Sequence[Entry]) -> Iterator[Entry]:
    """Every entry of the tree, parents first."""
    waiting = list(reversed(top))
    while waiting:
        entry = waiting.pop()
        yield entry
        waiting.extend(reversed(entry.below))


def cleaned(codebook: Codebook) -> Codebook:
    """The codebook with texts that can be written, and aliases that say something."""
    return Codebook(
        tuple(map(_clean_code, codebook.codes)),
        name=_clean_pair(codebook.name),
        about=_clean_pair(codebook.about),
        sources=tuple(map(clean, codebook.sources)),
    )


def replaced(where: str, before: Codebook, after: Codebook) -> list[Problem]:
    """What `cleaned` had to replace."""
    places = [
        code.path for code, kept in zip(before.codes, after.codes, strict=True) if _lost(code, kept)
    ]
    if (before.name, before.about, before.sources) != (after.name, after.about, after.sources):
        places.insert(0, "name, about, sources")
    return [
        problem(
            where,
            "{place}: characters that no file can hold became U+FFFD",
            advice="look at the texts there",
            place=place,
        )
        for place in places
    ]


def _lost(code: Code, kept: Code) -> bool:
    return any(getattr(code, name) != getattr(kept, name) for name in TEXTS) or any(
        map(_UNWRITABLE.search, code.aliases)
    )


def _clean_code(code: Code) -> Code:
    return replace(
        code,
        name=_clean_pair(code.name),
        definition=_clean_pair(code.definition),
        include=_clean_pair(code.include),
        exclude=_clean_pair(code.exclude),
        example=_clean_pair(code.example),
        aliases=tuple(filter(None, (clean(alias).strip() for alias in code.aliases))),
    )


def _clean_pair(words: Bilingual) -> Bilingual:
    return Bilingual(clean(words.en), clean(words.id))


def _refuse_twins(file: str, siblings: Sequence[Entry]) -> None:
    seen: dict[str, Entry] = {}
    for entry in siblings:
        first = seen.setdefault(entry.code.key, entry)
        if first is not entry:
            raise InputError(
                "{file}, row {row}: the key {key} is already that of its sibling in row {first}",
                advice="give one of them another key or another parent",
                file=file,
                row=entry.row,
                key=entry.code.key,
                first=first.row,
            )


def _shared_names(file: str, codebook: Codebook) -> list[Problem]:
    first: dict[str, Code] = {}
    found = []
    for code in codebook.codes:
        names = {name.strip().casefold(): name.strip() for name in _names(code)}
        for folded, name in names.items():
            other = first.setdefault(folded, code)
            if folded and other is not code:
                found.append(
                    problem(
                        file,
                        "“{name}” is the name of both {one} and {other}",
                        advice="the path finds each",
                        name=name,
                        one=other.path,
                        other=code.path,
                    )
                )
    return found


def _names(code: Code) -> tuple[str, ...]:
    return (code.name.en, code.name.id, *code.aliases)
