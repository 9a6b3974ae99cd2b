"""`qualcode themes …`."""

from __future__ import annotations

import click

from qualcode.cli import options
from qualcode.cli.output import emit, report
from qualcode.cli.shell import Call, Group, pass_call, sure
from qualcode.i18n import mark
from qualcode.reports import listings

_NUMBER = click.argument("id_", metavar="ID", type=int)


@click.group(cls=Group, name="themes", help=mark("Gather codes into themes."))
def group() -> None:
    pass


@group.command("list", help=mark("List themes with their codes, the oldest first."))
@pass_call
def list_(call: Call) -> None:
    with call.study() as study:
        emit(call, listings.themes(study.themes.list(), study.notice))


@group.command(help=mark("Make a theme of some codes, or of none yet."))
@click.argument("name")
@click.argument("codes", nargs=-1, metavar="[CODE…]")
@click.option("--idea", default="", metavar="TEXT", help=mark("Its central idea."))
@pass_call
def add(call: Call, name: str, codes: tuple[str, ...], idea: str) -> None:
    with call.study() as study:
        outcome = study.themes.add(name, idea=idea, codes=codes)
    report(call, outcome, mark("theme {number} made (step {step})"), numbers=True)


@group.command(help=mark("Give a theme, by number, another name, central idea or status."))
@_NUMBER
@click.option("--name", default=None, metavar="TEXT", help=mark("What it is called."))
@click.option("--idea", default=None, metavar="TEXT", help=mark("Its central idea."))
@click.option("--status", default="", help=mark("candidate, reviewed, named or set-aside."))
@pass_call
def change(call: Call, id_: int, name: str | None, idea: str | None, status: str) -> None:
    with call.study() as study:
        outcome = study.themes.change(id_, name=name, idea=idea, status=status)
    report(call, outcome, mark("changed (step {step})"))


@group.command(help=mark("Put codes into a theme, by number."))
@_NUMBER
@click.argument("codes", nargs=-1, required=True, metavar="CODE…")
@pass_call
def gather(call: Call, id_: int, codes: tuple[str, ...]) -> None:
    with call.study() as study:
        report(call, study.themes.gather(id_, codes), mark("changed (step {step})"))


@group.command(help=mark("Move a code out of a theme, into another, or both."))
@click.argument("code")
@click.option("--from", "out_of", default=None, type=int, metavar="ID", help=mark("Out of it."))
@click.option("--to", "into", default=None, type=int, metavar="ID", help=mark("Into it."))
@pass_call
def move(call: Call, code: str, out_of: int | None, into: int | None) -> None:
    with call.study() as study:
        outcome = study.themes.move(code, out_of=out_of, into=into)
    report(call, outcome, mark("changed (step {step})"))


@group.command(help=mark("Take a theme, by number, out; its codes stay."))
@_NUMBER
@options.yes
@pass_call
def remove(call: Call, id_: int, yes: bool) -> None:
    with call.study() as study:
        sure(mark("Remove theme {id}?"), yes=yes, id=id_)
        report(call, study.themes.remove(id_), mark("removed (step {step})"))
