"""`qualcode open`, and `qualcode` alone."""

from __future__ import annotations

import sys

import click

from qualcode.cli.shell import Call, Command, pass_call
from qualcode.errors import UsageError
from qualcode.i18n import mark


def at_a_terminal() -> bool:
    """Whether there is a terminal to show the workbench in."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def workbench(call: Call, project: str | None = None) -> None:
    """Open the workbench, where there is a terminal to show it."""
    where = project or call.where()
    if not at_a_terminal():
        raise UsageError(
            "the workbench needs a terminal", advice="qualcode --help lists what works without one"
        )
    from qualcode.tui.app import Workbench

    app = Workbench(where, call.who())
    app.run()
    if app.return_code:
        sys.exit(app.return_code)


@click.command(cls=Command, name="open", help=mark("Open the workbench."))
@pass_call
def open_(call: Call) -> None:
    workbench(call)
