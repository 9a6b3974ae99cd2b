"""The codebook of a project: its tree, and finding a code by what people call it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, select

from qualcode.errors import NotFoundError, RefusedError, UsageError
from qualcode.model.codebook import KEY, Bilingual, Code, CodeKind
from qualcode.store.closest import closest
from qualcode.store.journal import Step
from qualcode.store.tables import CodebookVersionRow, CodeRow, CoderRow, CodingRow

_TEXTS = ("name", "definition", "include", "exclude", "example")


@dataclass(frozen=True, slots=True)
class Entry:
    """A code of the project, with the key that other rows hold to it."""

    key: int
    code: Code


class Book:
    """The whole codebook in memory, parents before what is below them."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self.entries = tuple(entries)
        self.by_path: Mapping[str, Entry] = {entry.code.path: entry for entry in entries}
        self.by_key: Mapping[int, Entry] = {entry.key: entry for entry in entries}
        self._called: dict[str, set[int]] | None = None

    @property
    def codes(self) -> tuple[Code, ...]:
        """The codes, in tree order."""
        return tuple(entry.code for entry in self.entries)

    @property
    def paths(self) -> tuple[str, ...]:
        """The paths, in tree order."""
        return tuple(self.by_path)

    def find(self, called: str) -> Entry:
        """The code of that path, or the only one of that key, name or alias."""
        path = called.strip().strip("/")
        if path in self.by_path:
            return self.by_path[path]
        found = self._names().get(path.casefold(), set())
        if len(found) == 1:
            return self.by_key[next(iter(found))]
        if found:
            raise NotFoundError(
                "{called} is the name of {count} codes",
                advice="give the path: {paths}",
                called=called,
                count=len(found),
                paths=", ".join(sorted(self.by_key[key].code.path for key in found)),
            )
        near = closest(path, [*self.by_path, *(entry.code.key for entry in self.entries)])
        raise NotFoundError(
            "there is no code {called}",
            advice="did you mean {near}?" if near else "qualcode codebook list shows all codes",
            called=called,
            near=near,
        )

    def _names(self) -> Mapping[str, set[int]]:
        """Codes by what they are called: a key counts before a name, a name before an alias."""
        if self._called is None:
            tiers: tuple[dict[str, set[int]], ...] = ({}, {}, {})
            for entry in self.entries:
                code = entry.code
                words = (code.aliases, (code.name.en, code.name.id), (code.key,))
                for tier, called in zip(tiers, words, strict=True):
                    for word in filter(None, called):
                        tier.setdefault(word.casefold(), set()).add(entry.key)
            aliases, names, keys = tiers
            self._called = {**aliases, **names, **keys}
        return self._called

    def below(self, entry: Entry) -> list[Entry]:
        """The code and all below it."""
        under = entry.code.path + "/"
        return [e for e in self.entries if e is entry or e.code.path.startswith(under)]


def book(connection: Connection) -> Book:
    """The codebook as it is."""
    return _book(tuple(map(tuple, connection.execute(_ROWS))))


_ROWS = select(
    CodeRow.key, CodeRow.parent, CodeRow.name, CodeRow.kind, CodeRow.aliases, CodeRow.colour,
    *(getattr(CodeRow, f"{text}_{language}") for text in _TEXTS for language in ("en", "id")),
).order_by(CodeRow.position, CodeRow.key)  # fmt: skip


@lru_cache(maxsize=2)
def _book(rows: tuple[tuple[Any, ...], ...]) -> Book:
    """The book of those rows; who codes one passage after the other has it made once."""
    children: dict[int | None, list[tuple[object, ...]]] = {}
    for found in rows:
        children.setdefault(found[1], []).append(found)
    entries: list[Entry] = []
    waiting = [(row, "") for row in reversed(children.get(None, []))]
    while waiting:
        row, above = waiting.pop()
        entry = _entry(row, above)
        entries.append(entry)
        waiting += [(child, entry.code.path) for child in reversed(children.get(entry.key, []))]
    return Book(entries)


def _entry(row: tuple[object, ...], above: str) -> Entry:
    key, _, name, kind, aliases, colour, *words = row
    texts = {
        text: Bilingual(str(words[2 * at]), str(words[2 * at + 1]))
        for at, text in enumerate(_TEXTS)
    }
    path = f"{above}/{name}" if above else str(name)
    known = tuple(json.loads(str(aliases)))
    return Entry(
        int(str(key)), Code(path, CodeKind(str(kind)), **texts, aliases=known, colour=str(colour))
    )


def _values(code: Code) -> dict[str, object]:
    values: dict[str, object] = {
        "kind": code.kind.value,
        "aliases": packed(code.aliases),
        "colour": code.colour,
    }
    for text in _TEXTS:
        both: Bilingual = getattr(code, text)
        values[f"{text}_en"] = both.en
        values[f"{text}_id"] = both.id
    return values


def put(step: Step, codes: Iterable[Code]) -> tuple[int, int]:
    """Add codes, parents first, or fill in those that are there; gives (new, changed)."""
    known = {path: entry.key for path, entry in book(step.connection).by_path.items()}
    old = book(step.connection).by_path
    position = len(known)
    new = changed = 0
    for code in codes:
        if code.path in known:
            filled = _filled(old[code.path].code, code)
            changed += step.update(CodeRow, known[code.path], **_values(filled))
            continue
        _check(code)
        parent = known.get(code.parent) if code.parent else None
        if code.parent and parent is None:
            raise NotFoundError("there is no code {called}", called=code.parent)
        known[code.path] = step.add(
            CodeRow, parent=parent, name=code.key, position=position + new, **_values(code)
        )
        new += 1
    return new, changed


def _filled(old: Code, new: Code) -> Code:
    """`old` with what `new` fills in; a file that says nothing of its kind leaves it."""
    texts = {}
    for text in _TEXTS:
        before, after = getattr(old, text), getattr(new, text)
        texts[text] = Bilingual(after.en or before.en, after.id or before.id)
    aliases = tuple(dict.fromkeys((*old.aliases, *new.aliases)))
    kind = new.kind if new.kind is CodeKind.STATEMENT else old.kind
    return Code(old.path, kind, **texts, aliases=aliases, colour=new.colour or old.colour)


def _check(code: Code) -> None:
    if not KEY.fullmatch(code.key):
        raise UsageError(
            "{key} cannot be the key of a code",
            advice="use letters, digits, and . _ - only; give the name apart",
            key=code.key,
        )


def change(step: Step, entry: Entry, **values: object) -> None:
    """Change what a code says of itself."""
    step.update(CodeRow, entry.key, **values)


def packed(aliases: Sequence[str]) -> str:
    """Aliases as a row holds them."""
    return json.dumps(list(aliases), ensure_ascii=False)


def rekey(step: Step, within: Book, entry: Entry, key: str) -> None:
    """Give a code another key; its path and those below change with it."""
    above = entry.code.parent
    path = f"{above}/{key}" if above else key
    _check(Code(path))
    if path in within.by_path and within.by_path[path].key != entry.key:
        raise RefusedError("there is already a code {path}", advice="merge the two", path=path)
    step.update(CodeRow, entry.key, name=key)


def move(step: Step, within: Book, entry: Entry, parent: Entry | None) -> None:
    """Hang a code, with all below it, under another, or at the top."""
    if parent and parent in within.below(entry):
        raise RefusedError(
            "{code} cannot hang below itself", advice="choose another parent", code=entry.code.path
        )
    path = f"{parent.code.path}/{entry.code.key}" if parent else entry.code.key
    if path in within.by_path and within.by_path[path].key != entry.key:
        raise RefusedError("there is already a code {path}", advice="merge the two", path=path)
    step.update(CodeRow, entry.key, parent=parent.key if parent else None)


def remove(step: Step, entry: Entry) -> int:
    """Take a code out with all below it and every coding; gives how many codes went."""
    before = len(book(step.connection).entries)
    step.delete(CodeRow, [entry.key])
    return before - len(book(step.connection).entries)


def codings_below(connection: Connection, entries: Iterable[Entry]) -> int:
    """How many codings the given codes have."""
    keys = [entry.key for entry in entries]
    found = select(CodingRow.key).where(CodingRow.code.in_(keys))
    return len(connection.execute(found).all())


def versions(connection: Connection) -> list[tuple[str, int, str]]:
    """The versions kept: (name, when, by whom), the oldest first."""
    found = connection.execute(
        select(CodebookVersionRow.name, CodebookVersionRow.created_at, CoderRow.name)
        .join(CoderRow, CoderRow.key == CodebookVersionRow.created_by)
        .order_by(CodebookVersionRow.key)
    )
    return [(name, at, by) for name, at, by in found]


def frozen(connection: Connection, name: str) -> str:
    """The codebook that was kept under a name."""
    found = select(CodebookVersionRow.book).where(CodebookVersionRow.name == name)
    book = connection.execute(found).scalar_one_or_none()
    if book is None:
        raise NotFoundError(
            "there is no version {name} of the codebook",
            advice="qualcode codebook versions shows them",
            name=name,
        )
    return book


def freeze(step: Step, name: str, book: str) -> None:
    """Keep a codebook under a name."""
    step.add(CodebookVersionRow, name=name, book=book)
