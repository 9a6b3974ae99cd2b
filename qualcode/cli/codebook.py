"""`qualcode codebook …`."""

from __future__ import annotations

from pathlib import Path

import click

from qualcode.cli import options
from qualcode.cli.output import emit, report
from qualcode.cli.shell import Call, Export, Group, pass_call, remark, sure, tell
from qualcode.errors import UsageError
from qualcode.i18n import mark
from qualcode.model.codebook import Bilingual
from qualcode.reports import listings

_TEXTS = ("definition", "include", "exclude", "example")


@click.group(cls=Group, name="codebook", help=mark("Bring in, export and work on the codebook."))
def group() -> None:
    pass


@group.command(
    "import",
    help=mark("Take in a codebook: a YAML, QDC or CSV file, or abcd or abcd-jember."),
)
@click.argument("file")
@pass_call
def import_(call: Call, file: str) -> None:
    with call.study() as study:
        outcome = study.codebook.import_file(file)
    report(call, outcome, mark("{new} new, {changed} changed, {same} as before (step {step})"))


@group.command(cls=Export, help=mark("Write the codebook to a YAML, QDC or CSV file."))
@click.argument("file", type=options.FILE, required=False)
@pass_call
def export(call: Call, file: Path | None) -> None:
    file = options.one_file(file, call.output)
    if file is None:
        raise UsageError("there is no file to write", advice="name one, such as codebook.yaml")
    with call.study() as study:
        outcome = study.codebook.export(file)
    tell(outcome.problems)
    remark("written: {path}", path=file)


@group.command("list", help=mark("List the codes, in tree order."))
@pass_call
def list_(call: Call) -> None:
    with call.study() as study:
        emit(call, listings.codes(study.codebook.list(), study.notice))


@group.command(help=mark("Add a code."))
@click.argument("key")
@click.option("--parent", default="", metavar="CODE", help=mark("The code that it hangs below."))
@click.option("--kind", default="", help=mark("topic or statement."))
@click.option("--name", default="", help=mark("Its name, in both languages."))
@click.option("--definition", default="", help=mark("What it means."))
@click.option("--include", default="", help=mark("When to use it."))
@click.option("--exclude", default="", help=mark("When not to use it."))
@click.option("--example", default="", help=mark("An example."))
@pass_call
def add(call: Call, /, key: str, parent: str, kind: str, name: str, **texts: str) -> None:
    given = {text: Bilingual(texts[text], texts[text]) for text in _TEXTS if texts[text]}
    with call.study() as study:
        outcome = study.codebook.add(key, parent=parent, kind=kind, name=name, **given)
    report(call, outcome, mark("added (step {step})"))


@group.command(
    help=mark("Change what a code says of itself, such as name_en=Water colour=#0072B2.")
)
@click.argument("id_", metavar="CODE")
@options.changes
@pass_call
def change(call: Call, /, id_: str, changes: tuple[str, ...]) -> None:
    with call.study() as study:
        outcome = study.codebook.change(id_, **options.values(changes))
    report(call, outcome, mark("changed (step {step})"))


@group.command(help=mark("Give a code another key, or other names."))
@click.argument("code")
@click.argument("key", required=False, default="")
@click.option("--name-en", default="", help=mark("Its name in English."))
@click.option("--name-id", default="", help=mark("Its name in Indonesian."))
@pass_call
def rename(call: Call, code: str, key: str, name_en: str, name_id: str) -> None:
    if not (key or name_en or name_id):
        raise UsageError("say what to call it", advice="give a key, --name-en or --name-id")
    with call.study() as study:
        outcome = study.codebook.rename(code, key=key, en=name_en, id_=name_id)
    report(call, outcome, mark("renamed (step {step})"))


@group.command(help=mark("Hang a code below another; at the top where no parent is given."))
@click.argument("code")
@click.option("--parent", default="", metavar="CODE", help=mark("The code that it hangs below."))
@pass_call
def move(call: Call, code: str, parent: str) -> None:
    with call.study() as study:
        report(call, study.codebook.move(code, parent=parent), mark("moved (step {step})"))


@group.command(help=mark("Make two codes one: CODE becomes part of INTO."))
@click.argument("code")
@click.argument("into")
@pass_call
def merge(call: Call, code: str, into: str) -> None:
    with call.study() as study:
        report(call, study.codebook.merge(code, into=into), mark("merged (step {step})"))


@group.command(help=mark("Move some codings of CODE, by number, to a new code KEY beside it."))
@click.argument("code")
@click.argument("key")
@click.argument("numbers", nargs=-1, type=int, required=True)
@pass_call
def split(call: Call, code: str, key: str, numbers: tuple[int, ...]) -> None:
    with call.study() as study:
        outcome = study.codebook.split(code, key, numbers)
    report(call, outcome, mark("codings moved: {changed} (step {step})"))


@group.command(help=mark("Take a code out, with all below it and all their codings."))
@click.argument("code")
@options.yes
@pass_call
def remove(call: Call, code: str, yes: bool) -> None:
    with call.study() as study:
        codes, codings = study.codebook.below(code)
        question = mark("Remove the code and all below it? Codes: {codes}, codings: {codings}.")
        sure(question, yes=yes, codes=codes, codings=codings)
        report(call, study.codebook.remove(code), mark("codes removed: {changed} (step {step})"))


@group.command(help=mark("Keep a code at hand: pinned codes are on the number keys."))
@click.argument("code")
@click.option("--off", is_flag=True, help=mark("Keep it at hand no more."))
@pass_call
def pin(call: Call, code: str, off: bool) -> None:
    with call.study() as study:
        outcome = study.pins.unpin(code) if off else study.pins.pin(code)
    report(call, outcome, mark("changed (step {step})"))


@group.command(help=mark("List the versions that were frozen."))
@pass_call
def versions(call: Call) -> None:
    with call.study() as study:
        emit(call, listings.versions(study.versions.list(), study.notice))


@group.command(help=mark("Show how the codebook now differs from a version."))
@click.argument("name")
@pass_call
def difference(call: Call, name: str) -> None:
    with call.study() as study:
        emit(call, listings.difference(study.versions.difference(name), name, study.notice))


@group.command(help=mark("List your codings from before the definition of their code changed."))
@click.option("--code", default="", help=mark("Of this code and all below it."))
@pass_call
def outdated(call: Call, code: str) -> None:
    with call.study() as study:
        found = [each.coding for each in study.versions.outdated(code=code)]
        emit(call, listings.codings(found, study.notice))


@group.command(help=mark("Keep the codebook as it is now under a name."))
@click.argument("name")
@pass_call
def freeze(call: Call, name: str) -> None:
    with call.study() as study:
        report(call, study.codebook.freeze(name), mark("frozen (step {step})"))
