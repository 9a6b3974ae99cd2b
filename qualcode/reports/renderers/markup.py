"""Somebody's words inside HTML, where they stay words."""

from __future__ import annotations

from html import escape

from qualcode.reports.renderers.cells import visible


def inert(text: str) -> str:
    """The text so that no part of it is markup."""
    return escape(visible(text))


def classes(*names: str) -> str:
    """A class attribute of the names that are not empty, if any."""
    given = " ".join(filter(None, names))
    return f' class="{given}"' if given else ""
