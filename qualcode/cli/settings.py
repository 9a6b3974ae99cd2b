"""`qualcode settings`."""

from __future__ import annotations

import click

from qualcode.cli.output import emit, report
from qualcode.cli.shell import Call, Command, pass_call
from qualcode.i18n import mark
from qualcode.reports import listings


@click.command(
    cls=Command,
    help=mark(
        "Show all settings, or one, or set one: reporting_coders, reporting_rounds, approach,"
        " independence, retention, turns, constructed. An empty VALUE goes back to the default."
    ),
)
@click.argument("key", required=False)
@click.argument("value", required=False)
@pass_call
def settings(call: Call, key: str | None, value: str | None) -> None:
    with call.study() as study:
        if key and value is not None:
            report(call, study.settings.set(key, value), mark("set (step {step})"))
            return
        found = [study.settings.show(key)] if key else study.settings.list()
        emit(call, listings.settings(found, study.notice))
