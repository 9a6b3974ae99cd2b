"""YAML as nothing but texts, lists and fields, each with its line: no tags, no aliases, no guesses.

`no`, `1.1` and `2024-01-01` stay the words that somebody wrote.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import yaml

from qualcode.errors import InputError

# The parser in C reads the same language twenty times as fast; not every machine has it.
_PARSER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_PLAIN_TAGS = (None, "!", "tag:yaml.org,2002:str")


@dataclass(frozen=True, slots=True)
class Scalar:
    """A text."""

    row: int
    text: str


@dataclass(frozen=True, slots=True)
class Listing:
    """A list."""

    row: int
    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Fields:
    """Names with what each one holds."""

    row: int
    values: dict[str, Node]


Node = Scalar | Listing | Fields


def load(file: str, text: str, deepest: int) -> Node:
    """The only document in `text`; nothing in it may be nested deeper than `deepest`."""
    try:
        return _document(file, yaml.parse(text, Loader=_PARSER), deepest)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise InputError(
            "{file}, row {row}: this is not YAML ({reason})",
            advice="check the indentation, the colons and the quotes there",
            file=file,
            row=mark.line + 1 if mark else "?",
            reason=error.problem or error.context,
        ) from error
    except (yaml.YAMLError, ValueError, OverflowError) as error:
        raise InputError(
            "{file} has characters that YAML does not allow",
            advice="check that it is a text file, and take control characters out",
            file=file,
        ) from error


def _document(file: str, events: Iterator[yaml.Event], deepest: int) -> Node:
    for event in events:
        if isinstance(event, yaml.DocumentStartEvent):
            break
    else:
        raise InputError("{file} is empty", advice="check that it is the right file", file=file)
    found = _node(file, next(events), events, deepest)
    next(events)
    if isinstance(after := next(events), yaml.DocumentStartEvent):
        raise InputError(
            "{file}, row {row}: a second document begins here",
            advice="keep one codebook in one file, and take the line `---` out",
            file=file,
            row=_row(after),
        )
    return found


def _node(file: str, event: yaml.Event, events: Iterator[yaml.Event], left: int) -> Node:
    _refuse_extras(file, event)
    if isinstance(event, yaml.ScalarEvent):
        # A block ends with a line break that nobody meant.
        value = event.value.rstrip("\n") if event.style in ("|", ">") else event.value
        return Scalar(_row(event), value)
    if left == 0:
        raise InputError(
            "{file}, row {row}: this is nested too deeply for a codebook",
            advice="check the indentation and the brackets there",
            file=file,
            row=_row(event),
        )
    if isinstance(event, yaml.SequenceStartEvent):
        return Listing(_row(event), tuple(_items(file, events, left - 1)))
    return Fields(_row(event), _fields(file, events, left - 1))


def _items(file: str, events: Iterator[yaml.Event], left: int) -> Iterator[Node]:
    while not isinstance(event := next(events), yaml.SequenceEndEvent):
        yield _node(file, event, events, left)


def _fields(file: str, events: Iterator[yaml.Event], left: int) -> dict[str, Node]:
    found: dict[str, Node] = {}
    while not isinstance(event := next(events), yaml.MappingEndEvent):
        name = _name(file, event)
        if name in found:
            raise InputError(
                "{file}, row {row}: the field {field} is here twice",
                advice="keep one of the two",
                file=file,
                row=_row(event),
                field=name,
            )
        found[name] = _node(file, next(events), events, left)
    return found


def _name(file: str, event: yaml.Event) -> str:
    _refuse_extras(file, event)
    if isinstance(event, yaml.ScalarEvent):
        return event.value
    raise InputError(
        "{file}, row {row}: the name of a field has to be a word",
        advice="check the brackets and the question marks there",
        file=file,
        row=_row(event),
    )


def _refuse_extras(file: str, event: yaml.Event) -> None:
    """Refuse what lets a small file grow without end, or make something other than text."""
    if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None) is not None:
        raise InputError(
            "{file}, row {row}: YAML anchors (&) and aliases (*) are not read here",
            advice="write the text out, or put it in quotes",
            file=file,
            row=_row(event),
        )
    if getattr(event, "tag", None) not in _PLAIN_TAGS:
        raise InputError(
            "{file}, row {row}: YAML tags (!) are not read here",
            advice="take the tag out, or put the text in quotes",
            file=file,
            row=_row(event),
        )


def _row(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 0
