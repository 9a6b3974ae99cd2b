"""What a report says, apart from how it looks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

Scalar = str | int | float | bool | None
Value = Scalar | tuple["Value", ...] | Mapping[str, "Value"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a grid.

    `key` is the name in JSON and CSV and never translated; `title` is a template that faces
    translate, unless it is `verbatim`, being the user's own word. A `closed` column holds
    values from a closed list, which JSON and CSV print as they are and other renderers translate.
    """

    key: str
    title: str
    closed: bool = False
    verbatim: bool = False


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; `text` is already in the reader's language."""

    text: str
    depth: int = 2


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text, already in the reader's language."""

    text: str


@dataclass(frozen=True, slots=True)
class Quote:
    """Somebody's words, and whose."""

    text: str
    source: str


@dataclass(frozen=True, slots=True)
class Grid:
    """A table; cells keep their types, a tuple is a list of values.

    `opens` names for each row the `Part` of the document that tells more of it, if any; empty
    where no row has one.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    caption: str = ""
    opens: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture: SVG that carries its own size and needs no style sheet, font file or script.

    `alt` says in words what it shows, for whoever cannot see it; both texts are already in the
    reader's language.
    """

    svg: str
    alt: str
    caption: str = ""


Leaf = Heading | Paragraph | Quote | Grid | Figure


@dataclass(frozen=True, slots=True)
class Part:
    """What a reader may open and close, under a title; on paper it is a heading and its text.

    `key` is what the rows of a grid call it by. `more` is only for pages on which it can stay
    folded away.
    """

    key: str
    title: str
    blocks: tuple[Leaf, ...]
    more: tuple[Leaf, ...] = ()
    depth: int = 4


Block = Leaf | Part


@dataclass(frozen=True, slots=True)
class Document:
    """A report: JSON prints `data` where there is one, else the first grid; CSV the first grid.

    `notice` marks invented material; every renderer repeats it on every page and table. `filter`
    says of whom alone the report is, for programs that read JSON or CSV.
    """

    title: str
    blocks: tuple[Block, ...]
    notice: str = ""
    data: Value = None
    filter: str = ""

    @property
    def grid(self) -> Grid | None:
        """The first grid."""
        return next((block for block in self.leaves if isinstance(block, Grid)), None)

    @property
    def leaves(self) -> Iterator[Leaf]:
        """All blocks in a row, each part as a heading and what stands in it."""
        return unfolded(self.blocks)


def unfolded(blocks: Iterable[Block]) -> Iterator[Leaf]:
    """The blocks with each part as a heading and what stands in it."""
    for block in blocks:
        if isinstance(block, Part):
            yield Heading(block.title, block.depth)
            yield from block.blocks
        else:
            yield block
