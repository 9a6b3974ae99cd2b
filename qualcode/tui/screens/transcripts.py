"""Transcripts: how far each is coded, who speaks, and what they agreed to."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import ClassVar

from rich.text import Text
from textual.binding import BindingType
from textual.content import Content

from qualcode.i18n import mark, say
from qualcode.model.transcript import SourceKind
from qualcode.model.views import TranscriptView
from qualcode.reports import listings
from qualcode.reports.document import Column, Document, Value
from qualcode.reports.renderers import cells
from qualcode.tui.commands import bindings
from qualcode.tui.dialogs.form import Field
from qualcode.tui.dialogs.line import Line
from qualcode.tui.dialogs.picker import Choice, Picked, Picker
from qualcode.tui.looks import shown
from qualcode.tui.screens.importing import Importing
from qualcode.tui.screens.naming import asking
from qualcode.tui.screens.sheet import Sheet
from qualcode.workflows.study import Study

_BAR = 10
_FIELDS = (
    ("kind", mark("Kind")),
    ("date", mark("Date")),
    ("organisation", mark("Organisation")),
    ("place", mark("Place")),
    ("mode", mark("Mode")),
    ("language", mark("Language")),
    ("duration", mark("Duration")),
    ("media", mark("Recording")),
)
_TAG = "tag"  # what the form offers before any attribute is there
_GROUPS = ("kind", "date", "organisation", "place", "mode", "language", "informants", "consent")
_FIRST = ("id", "coded", "informants", "codings", "date", "consent", "kind")


class Transcripts(Sheet[TranscriptView]):
    """What there is to read; enter opens it."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("transcripts")]

    def read(self, study: Study) -> tuple[Document, Sequence[TranscriptView]]:
        """All transcripts, what matters most in front."""
        found = study.transcripts.list()
        document = listings.transcripts(found, study.notice)
        return listings.arranged(document, _FIRST), found

    def cell(self, column: Column, at: int, value: Value) -> Text:
        """The share that is coded as a bar."""
        if column.key != "coded" or not isinstance(value, float | int):
            return super().cell(column, at, value)
        full = round(value * _BAR) or (1 if value else 0)
        theme = self.app.current_theme
        return Text.assemble(
            ("━" * full, theme.success or ""),
            ("━" * (_BAR - full), theme.panel or "dim"),
            f" {value:4.0%}",
        )

    def beside(self, thing: TranscriptView) -> Content:
        """What is known of one transcript."""
        about = thing.about
        known = {
            say("Informants"): ", ".join(thing.speakers),
            say("Unknown speakers"): ", ".join(thing.unmatched),
            say("Consent"): "; ".join(thing.consent),
            **{say(title): getattr(about, key) for key, title in _FIELDS if key != "kind"},
            **thing.attributes,
        }
        lines = [Content.assemble((shown(thing.id), "bold"), (f"  {say(about.kind.value)}", "dim"))]
        for title, value in known.items():
            if value:
                lines.append(Content.assemble((f"{shown(title)}  ", "dim"), shown(value)))
        counted = say(
            "{codings} codings on {passages} passages, {share} of the text",
            codings=thing.codings, passages=thing.passages, share=f"{thing.coded:.0%}",
        )  # fmt: skip
        return Content("\n").join([*lines, Content(""), Content(counted)])

    def chosen(self, thing: TranscriptView, column: Column) -> None:
        """Read it."""
        del column
        self.bench.go(thing.id)

    def action_bring(self) -> None:
        """Ask for files, and show what would be made of them."""

        def _named(path: str | None) -> None:
            if path:
                self.app.push_screen(Importing(Path(path).expanduser()))

        self.app.push_screen(
            Line(say("Bring in which file, folder or zip file? (* fits any)")), _named
        )

    def action_who(self) -> None:
        """Ask whom each label of this transcript is that is nobody yet, one after the other."""
        thing = self.thing
        if thing is not None:
            listed = self.bench.study.speakers.unmatched
            self.start(lambda: listed(thing.id), lambda found: asking(self, found))

    def action_edit(self) -> None:
        """Ask for what is known of this transcript."""
        thing = self.thing
        if thing is None:
            return
        kinds = tuple(kind.value for kind in SourceKind)
        further = dict.fromkeys((_TAG, *(name for each in self.things for name in each.attributes)))
        fields = [
            *(
                Field(key, say(title), getattr(thing.about, key), kinds if key == "kind" else ())
                for key, title in _FIELDS
            ),
            *(
                Field(name, name, thing.attributes.get(name, ""), self._values(name))
                for name in further
            ),
        ]
        change = partial(self.bench.study.transcripts.change, thing.id)
        self.ask(thing.id, fields, lambda changed: change(**changed))

    def _values(self, name: str) -> tuple[str, ...]:
        """What an attribute is elsewhere, offered while one types."""
        found = {each.attributes.get(name, "") for each in self.things}
        return tuple(sorted(found - {""}))

    def action_attribute(self) -> None:
        """Ask for a new attribute of this transcript, and what it is."""
        thing = self.thing
        if thing is None:
            return
        fields = [
            Field("name", say("Attribute, such as tag or group")),
            Field("value", say("What it is for {transcript}", transcript=thing.id)),
        ]
        change = self.bench.study.transcripts.change
        self.ask(
            thing.id, fields, lambda new: change(thing.id, **{new["name"]: new.get("value", "")})
        )

    def action_group(self) -> None:
        """Ask by what to group, and sort the transcripts by it."""
        grid = self.grid
        if grid is None:
            return
        names = dict.fromkeys(name for each in self.things for name in each.attributes)
        columns = [column for column in grid.columns if column.key in (*_GROUPS, *names)]
        choices = [Choice(column.key, cells.title(column)) for column in columns]

        def _chosen(picked: Picked | None) -> None:
            if picked is not None and picked.key:
                self.group(picked.key)

        self.app.push_screen(Picker(say("Group by what?"), choices), _chosen)
