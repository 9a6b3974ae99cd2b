"""What stands in a document beside its text, and was not read: counted, so that nothing is lost."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from qualcode.errors import Problem, problem
from qualcode.readers import text


def unread(
    path: Path,
    *,
    notes: int = 0,
    comments: int = 0,
    edges: int = 0,
    boxes: int = 0,
    pictures: int = 0,
) -> Iterator[Problem]:
    """A problem for each kind of thing that the document has; `edges` are headers and footers."""
    name = text.name(path)
    if notes:
        yield problem(
            name,
            "footnotes and endnotes that were not read: {count}",
            advice="move into the text what somebody said",
            count=notes,
        )
    if comments:
        yield problem(
            name,
            "comments that were not read: {count}",
            advice="write memos of those that matter",
            count=comments,
        )
    if edges:
        yield problem(
            name,
            "headers and footers that were not read: {count}",
            advice="move into the text what somebody said",
            count=edges,
        )
    if boxes:
        yield problem(
            name,
            "text boxes that were not read: {count}",
            advice="move into the text what somebody said",
            count=boxes,
        )
    if pictures:
        yield problem(
            name,
            "pictures that were not read: {count}",
            advice="keep the file if they matter",
            count=pictures,
        )


def tracked(path: Path, deleted: int, inserted: int) -> Iterator[Problem]:
    """The problem that changes were tracked, if any were."""
    if deleted or inserted:
        yield problem(
            text.name(path),
            "tracked changes: {deleted} deletions stayed out, {inserted} insertions came in",
            advice="accept or reject them in the file if that is not what was said",
            deleted=deleted,
            inserted=inserted,
        )
