"""Options and arguments that several commands take."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

import click

from qualcode.errors import UsageError
from qualcode.i18n import mark
from qualcode.model.lineage import Lineage

FILE = click.Path(path_type=Path, readable=False)  # whether it may be read shows on reading

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


def lineage(command: Callable[..., None]) -> Callable[..., None]:
    """Gives a command a `Lineage`, out of three options."""

    @click.option("--branch", default="", metavar="ID", help=mark("Only people of this branch."))
    @click.option("--wave", default="", metavar="N", help=mark("Only people of this wave."))
    @click.option(
        "--descendants-of", default="", metavar="ID", help=mark("Only people whom ID led to.")
    )
    @wraps(command)
    def _command(*given: Any, branch: str, wave: str, descendants_of: str, **named: Any) -> None:
        command(*given, lineage=Lineage(branch, wave, descendants_of), **named)

    return _command


def one_file(named: Path | None, output: Path | None) -> Path | None:
    """The file to write, where it may be named by itself or with `-o`."""
    if named and output:
        raise UsageError("two files are named", advice="leave -o out")
    return named or output
