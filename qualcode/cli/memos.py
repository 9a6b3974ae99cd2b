"""`qualcode memo …`."""

from __future__ import annotations

import click

from qualcode.cli import options
from qualcode.cli.output import emit, report
from qualcode.cli.shell import Call, Group, pass_call, sure
from qualcode.errors import UsageError
from qualcode.i18n import mark
from qualcode.reports import listings


@click.group(cls=Group, name="memo", help=mark("Write, list or remove memos."))
def group() -> None:
    pass


@group.command(help=mark("Write a memo, on one thing or on the project."))
@click.argument("text")
@click.option(
    "--kind", default="analytic", help=mark("analytic, code, field, method, reflexive or rival.")
)
@click.option(
    "--about",
    default="",
    help=mark("transcript, informant, code, claim, passage, coding or theme."),
)
@click.option("--on", default="", metavar="ID", help=mark("Which one: its id, path or number."))
@click.option("--date", default="", help=mark("The day; today unless said."))
@pass_call
def add(call: Call, text: str, kind: str, about: str, on: str, date: str) -> None:
    with call.study() as study:
        outcome = study.memos.add(text, kind=kind, about=about, on=on, date=date)
    report(call, outcome, mark("written (step {step})"), numbers=True)


@group.command("list", help=mark("List memos, the oldest first."))
@pass_call
def list_(call: Call) -> None:
    with call.study() as study:
        emit(call, listings.memos(study.memos.list(), study.notice))


@group.command(help=mark("Put other words, another kind or another day in a memo, by number."))
@click.argument("id_", metavar="ID", type=int)
@click.option("--text", default="", help=mark("Its words."))
@click.option("--kind", default="", help=mark("analytic, code, field, method, reflexive or rival."))
@click.option("--date", default="", help=mark("The day."))
@pass_call
def change(call: Call, id_: int, text: str, kind: str, date: str) -> None:
    if not (text or kind or date):
        raise UsageError("say what is to change", advice="give --text, --kind or --date")
    with call.study() as study:
        outcome = study.memos.change(id_, text=text, kind=kind, date=date)
    report(call, outcome, mark("changed (step {step})"))


@group.command(help=mark("Take a memo, by number, out."))
@click.argument("id_", metavar="ID", type=int)
@options.yes
@pass_call
def remove(call: Call, id_: int, yes: bool) -> None:
    with call.study() as study:
        study.memos.show(id_)
        sure(mark("Remove memo {id}?"), yes=yes, id=id_)
        report(call, study.memos.remove(id_), mark("removed (step {step})"))
