"""Informants as the referral tree that they make, and all that is known of each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

from rich.text import Text
from textual.binding import BindingType
from textual.content import Content

from qualcode.errors import Problem
from qualcode.i18n import mark, place, say, sentence
from qualcode.model.lists import Channel, ConsentMode, Scope, Status
from qualcode.model.views import InformantView, TopicView
from qualcode.model.withdrawal import Withdrawal
from qualcode.reports import listings, withdrawal
from qualcode.reports.document import Column, Document, Value
from qualcode.tui.commands import bindings
from qualcode.tui.dialogs.form import Field
from qualcode.tui.dialogs.picker import Choice, Picked, Picker
from qualcode.tui.dialogs.typed import Typed
from qualcode.tui.looks import branch_colour, shown
from qualcode.tui.screens.sheet import Sheet
from qualcode.workflows.study import Study

_FIRST = ("informant", "wave", "branch", "status", "role", "organisation")
_STATUS = {
    Status.NAMED: "○",
    Status.CONTACTED: "◔",
    Status.DECLINED: "⊘",
    Status.INTERVIEWED: "●",
    Status.WITHDRAWN: "⊗",
}
_FIELDS = (
    ("role", mark("Role")),
    ("organisation", mark("Organisation")),
    ("kind", mark("Kind")),
    ("standpoint", mark("Standpoint")),
    ("status", mark("Status")),
    ("date", mark("Date")),
    ("consent", mark("Consent")),
)
_KNOWN: Mapping[str, tuple[str, ...]] = {
    "kind": ("kunci", "utama", "tambahan"),
    "standpoint": ("provider", "client", "association", "policy", "outsider"),
    "status": tuple(status.value for status in Status),
}


@dataclass(frozen=True, slots=True)
class _Known:
    """An informant, whom they named, and what they were asked."""

    person: InformantView
    named: tuple[str, ...]
    topics: tuple[TopicView, ...]


class Informants(Sheet[_Known]):
    """The tree, one line a person; enter goes to what they said."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("informants")]

    def read(self, study: Study) -> tuple[Document, Sequence[_Known]]:
        """Everybody, in tree order."""
        people = study.informants.list()
        asked = study.topics.list()
        known = [
            _Known(
                person,
                tuple(other.id for other in people if person.id in other.referred_by),
                tuple(topic for topic in asked if _concerns(topic, person)),
            )
            for person in people
        ]
        return listings.arranged(listings.tree(people, study.notice), _FIRST), known

    def cell(self, column: Column, at: int, value: Value) -> Text:
        """Who is in one branch has one colour."""
        text = super().cell(column, at, value)
        person = self.things[at].person
        if column.key == "informant":
            stem = len(text.plain) - len(person.id)
            text.stylize("dim", 0, max(0, stem))
            text.stylize(self._colour(person) or "bold", max(0, stem))
        elif column.key == "branch" and person.branch:
            text.stylize(self._colour(person))
        elif column.key == "status":
            text = Text(f"{_STATUS[person.status]} ").append_text(text)
        return text

    def _colour(self, person: InformantView) -> str:
        branches = list(dict.fromkeys(k.person.branch for k in self.things if k.person.branch))
        if person.branch not in branches:
            return ""
        return branch_colour(branches.index(person.branch), dark=self.app.current_theme.dark)

    def beside(self, thing: _Known) -> Content:
        """All that is known of one person."""
        person = thing.person
        lines = [Content.styled(shown(person.id), f"bold {self._colour(person)}".strip())]
        known = {
            say("Role"): person.role,
            say("Organisation"): " ← ".join(
                filter(None, (person.organisation, person.parent_organisation))
            ),
            say("Kind"): say(person.kind),
            say("Standpoint"): say(person.standpoint),
            say("Status"): f"{_STATUS[person.status]} {say(person.status.value)}",
            say("Consent"): person.consent,
            say("Referred by"): _led(person),
            say("Wave"): "" if person.wave is None else str(person.wave),
            say("Branch"): person.branch or "",
            say("Named"): ", ".join(thing.named),
            say("Transcripts"): ", ".join(person.transcripts),
            **person.attributes,
        }
        for title, value in known.items():
            if value:
                lines.append(Content.assemble((f"{shown(title)}  ", "dim"), shown(value)))
        for title, asked in ((say("Asked about"), True), (say("Not asked about"), False)):
            topics = [topic.code for topic in thing.topics if topic.asked is asked]
            if topics:
                lines += [Content(""), Content.styled(title, "bold")]
                lines += [Content(f"{'✓' if asked else '–'} {shown(code)}") for code in topics]
        return Content("\n").join(lines)

    def chosen(self, thing: _Known, column: Column) -> None:
        """Go to the first transcript in which they speak."""
        del column
        if thing.person.transcripts:
            self.bench.go(thing.person.transcripts[0])
        else:
            self.notify(say("{id} speaks in no transcript", id=thing.person.id))

    def action_edit(self) -> None:
        """Ask for what is known of this person."""
        thing = self.thing
        if thing is None:
            return
        person = thing.person
        fields = [
            Field(key, say(title), str(getattr(person, key)), _KNOWN.get(key, ()))
            for key, title in _FIELDS
        ]
        fields += [Field(name, name, value) for name, value in person.attributes.items()]
        change = partial(self.bench.study.informants.change, person.id)
        self.ask(person.id, fields, lambda changed: change(**changed))

    def action_add(self) -> None:
        """Ask who it is that this person named."""
        thing = self.thing
        add = self.bench.study.informants.add
        fields = [
            Field("id", say("Pseudonym")),
            Field(
                "referred_by", say("Referred by (- for a seed)"), thing.person.id if thing else "-"
            ),
            Field("channel", say("Channel"), known=tuple(each.value for each in Channel)),
            *(Field(key, say(title), known=_KNOWN.get(key, ())) for key, title in _FIELDS),
        ]
        by = fields[1].value

        def _add(changed: dict[str, str]) -> object:
            return add(changed.pop("id", ""), **{"referred_by": by, **changed})

        self.ask(say("Somebody new"), fields, _add)

    def action_refer(self) -> None:
        """Ask whom this person named, of those who are there."""
        thing = self.thing
        if thing is None:
            return
        person = thing.person
        choices = [
            Choice(known.person.id, known.person.id, known.person.role)
            for known in self.things
            if known.person.id != person.id
        ]
        refer = self.bench.study.informants.refer

        def _chosen(picked: Picked | None) -> None:
            if picked is not None and picked.key:
                self.start(lambda: refer(person.id, picked.key), lambda _: self.reload())

        self.app.push_screen(Picker(say("Whom did {id} name?", id=person.id), choices), _chosen)

    def action_consent(self) -> None:
        """Ask what this person consented to."""
        thing = self.thing
        if thing is None:
            return
        fields = [
            Field("scope", say("Scope"), known=tuple(each.value for each in Scope)),
            Field("date", say("Date")),
            Field("mode", say("Written or recorded"), known=tuple(e.value for e in ConsentMode)),
            Field("form", say("Form and its version")),
            Field("note", say("Note")),
        ]
        consent = partial(self.bench.study.informants.consent, thing.person.id)
        self.ask(say("Consent of {id}", id=thing.person.id), fields, lambda given: consent(**given))

    def action_withdraw(self) -> None:
        """Show what would be erased, and erase it where their id is typed."""
        thing = self.thing
        if thing is None:
            return
        id_ = thing.person.id
        withdraw = self.bench.study.withdraw

        def _told(rehearsed: tuple[Withdrawal, tuple[Problem, ...]]) -> None:
            question = say("Erase everything from {id}? It cannot be undone.", id=id_)
            lines = withdrawal.told(rehearsed[0])
            self.app.push_screen(Typed(question, id_, lines), _answered)

        def _answered(sure: bool | None) -> None:
            if sure:
                self.start(lambda: withdraw(id_), _erased)

        def _erased(done: tuple[Withdrawal, tuple[Problem, ...]]) -> None:
            for each in done[1]:
                said = sentence(each.message, each.advice, dict(each.facts))
                self.notify(f"{place(each.where)}: {said}", severity="warning")
            self.reload()

        self.start(lambda: withdraw(id_, dry_run=True), _told)


def _concerns(topic: TopicView, person: InformantView) -> bool:
    return topic.informant == person.id or (
        not topic.informant and topic.transcript in person.transcripts
    )


def _led(person: InformantView) -> str:
    if person.seed and not person.referred_by:
        return say("nobody: a seed")
    how = ", ".join(filter(None, (say(person.channel), person.referral_date)))
    return ", ".join(person.referred_by) + (f" ({how})" if how else "")
