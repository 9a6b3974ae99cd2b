"""Options and arguments that several commands take."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from qualcode.errors import UsageError
from qualcode.i18n import mark

FILE = click.Path(path_type=Path)

keep_going = click.option(
    "--keep-going", is_flag=True, help=mark("Leave out wrong rows instead of refusing the table.")
)
yes = click.option("--yes", is_flag=True, help=mark("Do not ask."))
quote = click.option("--quote", default="", help=mark("The words of the passage."))
span = click.option(
    "--span", default="", metavar="A:B", help=mark("From character A up to, not including, B.")
)
stance = click.option(
    "--stance", default="", metavar="S", help=mark("affirm, qualify, deny or mention.")
)
note = click.option("--note", default="", metavar="TEXT", help=mark("A remark."))


changes = click.argument("changes", nargs=-1, required=True, metavar="COLUMN=VALUE…")


def values(changes: tuple[str, ...]) -> dict[str, str]:
    """What `COLUMN=VALUE` arguments say; a value may be empty."""
    for change in changes:
        if "=" not in change:
            raise UsageError(
                "{change} is no change", advice="write it as COLUMN=VALUE", change=change
            )
    return {name.strip(): value for name, _, value in (c.partition("=") for c in changes)}


def place(quote: str, span: str) -> dict[str, Any]:
    """The place that `--quote` or `--span` names."""
    if not span:
        return {"quote": quote}
    start, colon, end = span.partition(":")
    if not colon:
        raise UsageError(
            "{span} is no span", advice="write it as START:END, such as 120:180", span=span
        )
    return {"quote": quote, "start": start, "end": end}
