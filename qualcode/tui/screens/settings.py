"""Settings: what holds, and changing it."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from qualcode.i18n import mark, say
from qualcode.model.views import SettingView
from qualcode.reports import listings
from qualcode.reports.document import Column, Document
from qualcode.tui.dialogs.form import Field
from qualcode.tui.looks import shown
from qualcode.tui.screens.sheet import Sheet
from qualcode.workflows.study import Study

_MEANS = {
    "reporting_coders": mark("Whose codings count in reports, separated by ;. Empty: everybody's."),
    "reporting_rounds": mark("Which rounds count in reports. Empty: the first."),
    "approach": mark("How codes come about: reflexive, codebook, coding-reliability, framework."),
    "independence": mark(
        "What must differ for two sources to be independent: organisation, parent, standpoint,"
        " branch."
    ),
    "retention": mark("The day by which the material is to be erased."),
    "constructed": mark("What every page says of invented material; yes for the usual words."),
}


class Settings(Sheet[SettingView]):
    """The settings of the project; enter changes one."""

    def read(self, study: Study) -> tuple[Document, Sequence[SettingView]]:
        """All settings with what holds now."""
        found = study.settings.list()
        return listings.settings(found, study.notice), found

    def beside(self, thing: SettingView) -> Content:
        """What a setting means, and its whole value."""
        return Content("\n\n").join(
            [
                Content.styled(thing.key, "bold"),
                Content(say(_MEANS[thing.key])),
                Content.assemble((f"{say('Value')}  ", "dim"), shown(thing.value)),
                Content.styled(say("enter: change it"), "dim"),
            ]
        )

    def chosen(self, thing: SettingView, column: Column) -> None:
        """Ask for another value."""
        del column
        put = self.bench.study.settings.set
        value = thing.value if thing.given else ""
        fields = [Field("value", say(_MEANS[thing.key]), value)]
        self.ask(thing.key, fields, lambda changed: put(thing.key, changed["value"]))
