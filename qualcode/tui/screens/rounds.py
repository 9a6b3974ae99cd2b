"""Coding in a further round, with what was coded before out of sight, and comparing the two."""

from __future__ import annotations

from qualcode.i18n import say
from qualcode.model.lists import FIRST_ROUND
from qualcode.tui.dialogs.picker import Choice, Picked, Picker
from qualcode.tui.screens.working import WorkingScreen


class InRounds(WorkingScreen):
    """A screen on which the round of coding can be chosen."""

    def action_round(self) -> None:
        """Ask in which round to work from here on; only that round's codings are shown."""
        study = self.bench.study

        def _chosen(picked: Picked | None) -> None:
            if picked is not None:
                self.bench.round = picked.key or picked.typed
                self.reload()

        def _ask(known: tuple[str, ...]) -> None:
            names = dict.fromkeys((*known, self.bench.round))
            create = say("begin the round {typed}", typed="{typed}")
            choices = [Choice(name, name) for name in names]
            self.app.push_screen(Picker(say("Work in which round?"), choices, create=create),
                                 _chosen)  # fmt: skip

        self.start(study.rounds.list, _ask)

    def action_rounds(self) -> None:
        """Compare what I coded in the first round with the round that I work in, or the last."""
        study, here = self.bench.study, self.bench.round

        def _show(known: tuple[str, ...]) -> None:
            later = here if here != FIRST_ROUND else known[-1]
            if later == FIRST_ROUND:
                said = say("there is only one round so far; begin another to code again")
                self.notify(said, severity="warning")
            else:
                from qualcode.tui import sheets

                self.app.push_screen(sheets.rounds(later))

        self.start(study.rounds.list, _show)
