"""`qualcode passage …`."""

from __future__ import annotations

import click

from qualcode.cli import options
from qualcode.cli.output import emit, quotable, report
from qualcode.cli.shell import Call, Group, pass_call
from qualcode.errors import UsageError
from qualcode.i18n import mark
from qualcode.reports import listings


@click.group(cls=Group, name="passage", help=mark("Mark passages, move their edges, or link them."))
def group() -> None:
    pass


@group.command("mark", help=mark("Mark a passage of TRANSCRIPT, to be coded later."))
@click.argument("transcript")
@options.quote
@options.span
@click.option("--key", "key_quote", is_flag=True, help=mark("It is a key quote."))
@pass_call
def mark_(call: Call, transcript: str, quote: str, span: str, key_quote: bool) -> None:
    if not (quote or span):
        raise UsageError("say which passage", advice="give --quote or --span")
    with call.study() as study:
        outcome = study.marking.mark(transcript, **options.place(quote, span), key_quote=key_quote)
    report(call, outcome, mark("marked (step {step})"), numbers=True)


@group.command(help=mark("Take a passage, by number, out that carries no code."))
@click.argument("id_", metavar="ID", type=int)
@pass_call
def unmark(call: Call, id_: int) -> None:
    with call.study() as study:
        report(call, study.marking.unmark(id_), mark("removed (step {step})"))


@group.command(help=mark("Say that a passage, by number, is a key quote."))
@click.argument("id_", metavar="ID", type=int)
@click.option("--off", is_flag=True, help=mark("It is none any more."))
@pass_call
def key(call: Call, id_: int, off: bool) -> None:
    with call.study() as study:
        outcome = study.marking.star(id_, key_quote=not off)
    report(call, outcome, mark("changed (step {step})"))


@group.command(
    help=mark(
        "Give a passage, by number, a translation, which reports print below its words; no TEXT"
        " takes it out."
    )
)
@click.argument("id_", metavar="ID", type=int)
@click.argument("text", default="", metavar="[TEXT]")
@click.option("--by", default="", metavar="NAME", help=mark("Who translated it; you unless said."))
@pass_call
def translate(call: Call, id_: int, text: str, by: str) -> None:
    with call.study() as study:
        outcome = study.marking.translate(id_, text, by=by)
    report(call, outcome, mark("changed (step {step})"))


@group.command(help=mark("Move the edges of a passage, by number."))
@click.argument("id_", metavar="ID", type=int)
@click.option(
    "--span",
    required=True,
    metavar="A:B",
    help=mark("Where it is to stand; an edge may stay empty."),
)
@click.option(
    "--coding", is_flag=True, help=mark("ID is a coding; the others of its passage stay.")
)
@pass_call
def move(call: Call, id_: int, span: str, coding: bool) -> None:
    edges = options.place("", span)
    with call.study() as study:
        verb = study.marking.move_coding if coding else study.marking.move
        outcome = verb(id_, start=edges["start"], end=edges["end"])
    report(call, outcome, mark("moved (step {step})"))


@group.command("list", help=mark("List passages, in reading order."))
@click.option("--transcript", default="", metavar="ID", help=mark("In this transcript."))
@click.option("--uncoded", is_flag=True, help=mark("Only those without a code."))
@click.option("--key", "key_quotes", is_flag=True, help=mark("Only the key quotes."))
@pass_call
def list_(call: Call, transcript: str, uncoded: bool, key_quotes: bool) -> None:
    with call.study() as study:
        found = study.marking.list(transcript=transcript, uncoded=uncoded, key_quotes=key_quotes)
        emit(call, listings.places(quotable(call, study, found), study.notice))


@group.command(help=mark("Link a passage to another: contradicts, explains or follows."))
@click.argument("id_", metavar="ID", type=int)
@click.argument("kind")
@click.argument("other", type=int)
@pass_call
def link(call: Call, id_: int, kind: str, other: int) -> None:
    with call.study() as study:
        outcome = study.links.link(id_, kind, other)
    report(call, outcome, mark("linked (step {step})"), numbers=True)


@group.command(help=mark("Take a link, by number, out."))
@click.argument("id_", metavar="ID", type=int)
@pass_call
def unlink(call: Call, id_: int) -> None:
    with call.study() as study:
        report(call, study.links.remove(id_), mark("removed (step {step})"))


@group.command(help=mark("List the links between passages."))
@pass_call
def links(call: Call) -> None:
    with call.study() as study:
        emit(call, listings.links(study.links.list(), study.notice))
