"""Codes as choices, and what a new one is called."""

from __future__ import annotations

from collections.abc import Iterable

from qualcode.i18n import language
from qualcode.model.codebook import Code
from qualcode.tui.dialogs.picker import Choice


def named(code: Code) -> str:
    """What a code is called in the language on the screen."""
    return code.name.in_(language()) or code.key


def code_choices(codes: Iterable[Code], *, without: str = "") -> list[Choice]:
    """The codes to pick from, found by path, names and aliases."""
    return [
        Choice(
            code.path, named(code), code.path,
            tuple(filter(None, (code.path, code.name.en, code.name.id, *code.aliases))),
        )
        for code in codes
        if code.path != without
    ]  # fmt: skip


def key_of(name: str) -> str:
    """The key of a code of that name; empty where it has no letters or digits."""
    return "-".join("".join(c if c.isalnum() else " " for c in name.lower()).split())
