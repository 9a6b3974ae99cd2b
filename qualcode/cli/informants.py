"""`qualcode informants …`."""

from __future__ import annotations

from pathlib import Path

import click

from qualcode.cli import options
from qualcode.cli.output import emit, report
from qualcode.cli.shell import Call, Group, fail, pass_call, remark, sure, tell
from qualcode.i18n import mark
from qualcode.reports import listings, people, withdrawal


@click.group(cls=Group, name="informants", help=mark("Bring in people and who referred whom."))
def group() -> None:
    pass


@group.command(
    "import",
    help=mark(
        "Take in informants from a CSV: id,name,role,organisation,parent_organisation,kind,"
        "standpoint,referred_by,channel,referral_date,date,status,consent. Only id is needed;"
        " further columns become attributes. A seed is referred by -."
    ),
)
@click.argument("csv", type=options.FILE)
@options.keep_going
@pass_call
def import_(call: Call, csv: Path, keep_going: bool) -> None:
    with call.study() as study:
        outcome = study.informants.import_table(csv, keep_going=keep_going)
    report(call, outcome, mark("{new} new, {changed} changed, {same} as before (step {step})"))


@group.command("list", help=mark("List informants, in tree order."))
@pass_call
def list_(call: Call) -> None:
    with call.study() as study:
        emit(call, listings.informants(study.informants.list(), study.notice))


@group.command(help=mark("Show the referral tree, with waves and branches."))
@pass_call
def tree(call: Call) -> None:
    with call.study() as study:
        emit(call, listings.tree(study.informants.list(), study.notice))


@group.command(help=mark("Add an informant, or fill in what is given."))
@click.argument("id_", metavar="ID")
@click.option("--name", default="", help=mark("The real name; kept in the key file only."))
@click.option("--role", default="", help=mark("What they are."))
@click.option("--organisation", default="", help=mark("Where they belong."))
@click.option("--parent-organisation", default="", help=mark("What that belongs to."))
@click.option("--kind", default="", help=mark("kunci, utama or tambahan."))
@click.option("--standpoint", default="", help=mark("provider, client, association, policy …"))
@click.option("--referred-by", default="", metavar="ID", help=mark("Who named them; - for a seed."))
@click.option(
    "--channel", default="", help=mark("named, introduced, assigned, permit, approached.")
)
@click.option("--referral-date", default="", help=mark("When they were named."))
@click.option("--date", default="", help=mark("When they were interviewed."))
@click.option("--status", default="", help=mark("named, contacted, declined, interviewed …"))
@click.option("--consent", default="", help=mark("What they consented to."))
@pass_call
def add(call: Call, /, id_: str, **values: str) -> None:
    with call.study() as study:
        outcome = study.informants.add(id_, **values)
    report(call, outcome, mark("{new} new, {changed} changed (step {step})"))


@group.command(
    help=mark("Change what is known of an informant, such as status=declined; role= empties it.")
)
@click.argument("id_", metavar="ID")
@options.changes
@pass_call
def change(call: Call, /, id_: str, changes: tuple[str, ...]) -> None:
    with call.study() as study:
        outcome = study.informants.change(id_, **options.values(changes))
    report(call, outcome, mark("changed (step {step})"))


@group.command(help=mark("Record that informant A named informant B."))
@click.argument("a", metavar="A")
@click.argument("b", metavar="B")
@click.option(
    "--channel", default="", help=mark("named, introduced, assigned, permit, approached.")
)
@click.option("--date", default="", help=mark("When they were named."))
@pass_call
def refer(call: Call, a: str, b: str, channel: str, date: str) -> None:
    with call.study() as study:
        outcome = study.informants.refer(a, b, channel=channel, date=date)
    report(call, outcome, mark("recorded (step {step})"))


@group.command(
    help=mark("List people whom informants named: known ones not yet referred, and new leads.")
)
@click.argument("transcript", default="", metavar="[TRANSCRIPT]")
@pass_call
def leads(call: Call, transcript: str) -> None:
    with call.study() as study:
        emit(call, people.leads(study.leads.list(transcript), study.notice))


@group.command(
    help=mark(
        "Follow a lead: NAME, as it is listed, becomes the informant ID, or is one already, named"
        " by all who spoke of them. With --refuse it is not listed again."
    )
)
@click.argument("name")
@click.argument("id_", metavar="[ID]", default="")
@click.option("--refuse", is_flag=True, help=mark("It is nobody to follow."))
@pass_call
def lead(call: Call, name: str, id_: str, refuse: bool) -> None:
    if bool(id_) == refuse:
        fail(mark("name the informant that it is, or --refuse"))
    with call.study() as study:
        outcome = study.leads.refuse(name) if refuse else study.leads.accept(name, id_)
    report(call, outcome, mark("recorded (step {step})"))


@group.command(
    help=mark(
        "Record what an informant consented to, and when: any of quote, archive and share, or"
        " none. What somebody does not let be quoted is left out of tables and reports."
    )
)
@click.argument("id_", metavar="ID")
@click.option("--scope", default="", help=mark("quote, archive, share, with commas; or none."))
@click.option("--date", default="", help=mark("When they consented."))
@click.option("--mode", default="", help=mark("written or recorded."))
@click.option("--form", default="", help=mark("Which form, in which version."))
@options.note
@pass_call
def consent(call: Call, /, id_: str, **values: str) -> None:
    with call.study() as study:
        outcome = study.informants.consent(id_, **values)
    report(call, outcome, mark("recorded (step {step})"))


@group.command(
    help=mark(
        "Erase everything from an informant, for good: their words, and what was made of them."
        " Only their place in the referral tree stays. It cannot be undone."
    )
)
@click.argument("id_", metavar="ID")
@click.option("--backups", is_flag=True, help=mark("Erase in the backups beside the project too."))
@click.option("--dry-run", is_flag=True, help=mark("Show what would go, and change nothing."))
@options.yes
@pass_call
def withdraw(call: Call, id_: str, backups: bool, dry_run: bool, yes: bool) -> None:
    with call.study() as study:
        study.informants.show(id_)
        if not dry_run:
            question = mark("Erase everything from {id}? It cannot be undone.")
            sure(question, yes=yes, id=id_)
        found, problems = study.withdraw(id_, backups=backups, dry_run=dry_run)
        notice = study.notice
    tell(problems)
    if found.step is not None:
        remark("erased for good (step {step})", step=found.step)
    emit(call, withdrawal.document(found, notice))
