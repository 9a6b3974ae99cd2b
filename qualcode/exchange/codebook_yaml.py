"""Codebooks in YAML: the format that people write, and the only one that carries everything."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

import yaml

from qualcode.errors import InputError, Problem, problem
from qualcode.exchange import codetree, intake
from qualcode.exchange.codetree import LANGUAGES, TEXTS, Entry, Place
from qualcode.exchange.intake import Intake
from qualcode.exchange.plain_yaml import Fields, Listing, Node, Scalar, load
from qualcode.model.codebook import Bilingual, Code, Codebook, CodeKind

BOOK_FIELDS = ("name", "about", "sources", "codes")
CODE_FIELDS = ("key", "kind", *TEXTS, "aliases", "colour", "codes")

# A code takes two levels, itself and the list below it; its texts and the book take the rest.
_DEEPEST = 2 * codetree.DEEPEST + 6


def read(path: Path) -> Intake:
    """The codebook that a YAML file holds."""
    return parse(path.name, intake.text(path))


def parse(name: str, words: str) -> Intake:
    """The codebook that a text holds; `name` is what problems call it."""
    return _Reading(name).book(load(name, words, _DEEPEST))


def write(codebook: Codebook) -> bytes:
    """The codebook as YAML that is good to read and to edit."""
    plain = {
        "name": _pair(codebook.name),
        "about": _pair(codebook.about),
        "sources": [codetree.clean(source) for source in codebook.sources],
        "codes": [_plain(entry) for entry in codetree.nested(codebook)],
    }
    filled = {field: value for field, value in plain.items() if value or field == "codes"}
    written = yaml.dump(
        filled, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=88, encoding="utf-8"
    )
    return bytes(written)


class _Reading:
    """One file being read, with the problems met so far."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._problems: list[Problem] = []

    def book(self, node: Node) -> Intake:
        if not isinstance(node, Fields) or "codes" not in node.values:
            raise InputError(
                "{file} has no field codes",
                advice="a codebook lists its codes under `codes:`, each beginning with `- key:`",
                file=self._file,
            )
        values = self._known(node, BOOK_FIELDS)
        book = Codebook(
            codetree.grown(self._file, self._entries(values.get("codes"))),
            name=self._words(values, "name"),
            about=self._words(values, "about"),
            sources=self._list(values, "sources"),
        )
        return codetree.checked(self._file, book, self._problems)

    def _entries(self, node: Node | None) -> list[Entry]:
        if node is None or (isinstance(node, Scalar) and not node.text):
            return []
        if isinstance(node, Listing):
            return [self._entry(item) for item in node.items]
        raise InputError(
            "{file}, row {row}: the field codes is not a list",
            advice="begin each code with `- key:`",
            file=self._file,
            row=node.row,
        )

    def _entry(self, node: Node) -> Entry:
        if not isinstance(node, Fields) or "key" not in node.values:
            raise InputError(
                "{file}, row {row}: a code without a key",
                advice="begin each code with `- key:`",
                file=self._file,
                row=node.row,
            )
        values = self._known(node, CODE_FIELDS)
        code = Code(
            codetree.key_at(*self._text(values, "key")),
            kind=codetree.kind_at(*self._text(values, "kind")),
            **{field: self._words(values, field) for field in TEXTS},
            aliases=self._list(values, "aliases"),
            colour=self._colour(values),
        )
        return Entry(code, node.row, self._entries(values.get("codes")))

    def _colour(self, values: dict[str, Node]) -> str:
        place, colour = self._text(values, "colour")
        if "colour" in values and not colour:
            self._problems.append(
                problem(
                    self._file,
                    "row {row}: the colour is empty",
                    advice="put it in quotes: without them, # begins a comment",
                    row=place.row,
                )
            )
        return codetree.colour_at(place, colour)

    def _text(self, values: dict[str, Node], field: str) -> tuple[Place, str]:
        node = values.get(field, Scalar(0, ""))
        place = Place(self._file, node.row)
        if isinstance(node, Scalar):
            return place, node.text
        raise InputError(
            "{file}, row {row}: the field {field} is not a single text",
            advice="write `{field}: …` in one line",
            file=self._file,
            row=node.row,
            field=field,
        )

    def _words(self, values: dict[str, Node], field: str) -> Bilingual:
        node = values.get(field, Scalar(0, ""))
        if isinstance(node, Scalar):
            return Bilingual(node.text)
        if isinstance(node, Fields):
            words = self._known(node, LANGUAGES)
            return Bilingual(self._text(words, "en")[1], self._text(words, "id")[1])
        raise InputError(
            "{file}, row {row}: the field {field} is not a text",
            advice="write one text, or `en:` and `id:` below it",
            file=self._file,
            row=node.row,
            field=field,
        )

    def _list(self, values: dict[str, Node], field: str) -> tuple[str, ...]:
        node = values.get(field, Scalar(0, ""))
        if isinstance(node, Scalar):
            return (node.text,) if node.text else ()
        if isinstance(node, Listing) and all(isinstance(item, Scalar) for item in node.items):
            return tuple(item.text for item in node.items if isinstance(item, Scalar))
        raise InputError(
            "{file}, row {row}: the field {field} is not a list of texts",
            advice="begin each text with `- `",
            file=self._file,
            row=node.row,
            field=field,
        )

    def _known(self, node: Fields, known: Collection[str]) -> dict[str, Node]:
        for field, value in node.values.items():
            if field not in known:
                self._problems.append(
                    problem(
                        self._file,
                        "row {row}: the field {field} is not known here and was left out",
                        advice="known: {known}",
                        row=value.row,
                        field=field,
                        known=", ".join(known),
                    )
                )
        return node.values


def _plain(entry: Entry) -> dict[str, object]:
    code = entry.code
    fields: dict[str, object] = {
        "key": code.key,
        "kind": "" if code.kind is CodeKind.TOPIC else code.kind.value,
        **{name: _pair(getattr(code, name)) for name in TEXTS},
        "aliases": list(code.aliases),
        "colour": code.colour,
        "codes": [_plain(child) for child in entry.below],
    }
    return {name: value for name, value in fields.items() if value}


def _pair(words: Bilingual) -> dict[str, str]:
    pairs = (("en", words.en), ("id", words.id))
    return {language: codetree.clean(text) for language, text in pairs if text}


class _Dumper(yaml.SafeDumper):
    """Writes lists further in than their field, and each text in the style that suits it."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002
        super().increase_indent(flow, False)

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002
        return True


def _scalar(dumper: _Dumper, text: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=_style(text))


def _style(text: str) -> str | None:
    """A block for tidy lines, double quotes for untidy ones, else whatever YAML finds plainest."""
    lines = text.splitlines()
    if lines == [text] or not text:
        return None
    tidy = lines == text.split("\n") and all(line == line.strip() for line in lines)
    return "|" if tidy and lines[0] and "".join(lines).isprintable() else '"'


_Dumper.add_representer(str, _scalar)
