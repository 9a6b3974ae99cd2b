"""What codes meant when something was coded with them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import islice
from typing import Any

from sqlalchemy import Connection, select

from qualcode.model.codebook import Bilingual, Code
from qualcode.store.codebook import Book
from qualcode.store.entries import past_images
from qualcode.store.tables import CodeRow, CodingRow


def changed_since(connection: Connection, book: Book, coder: int) -> Iterator[tuple[int, Code]]:
    """The codings of a coder whose code has another definition, or other rules, than when the
    coding was touched last: the number of each, and the code as it was then."""
    past: dict[int, list[tuple[int, Mapping[str, Any]]]] = {}
    for step, was in past_images(connection, CodeRow):
        past.setdefault(was["key"], []).append((step, was))
    found = (
        select(CodingRow.key, CodingRow.code, CodingRow.step)
        .where(CodingRow.coder == coder, CodingRow.code.in_(past))
        .order_by(CodingRow.key)
    )
    for number, key, touched in connection.execute(found):
        later = (image for step, image in past[key] if step > touched)
        now = book.by_key[key].code
        for image in islice(later, 1):
            then = replace(
                now,
                definition=_both(image, "definition"),
                include=_both(image, "include"),
                exclude=_both(image, "exclude"),
            )
            if then != now:
                yield number, then


def _both(image: Mapping[str, Any], text: str) -> Bilingual:
    return Bilingual(image[f"{text}_en"], image[f"{text}_id"])
