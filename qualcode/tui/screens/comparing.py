"""What the desk can do to compare: the last passages of others beside the text, or two panes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on

from qualcode.i18n import say
from qualcode.tui.screens.working import WorkingScreen
from qualcode.tui.widgets.passages import Passages

if TYPE_CHECKING:
    from qualcode.model.views import CodingView


class Comparing(WorkingScreen):
    """A screen with a text, a code in hand, and passages beside."""

    def code_here(self) -> tuple[str, tuple[str, ...]] | None:
        """The code in hand, as a path, and the sources that are heard where the cursor is."""
        raise NotImplementedError

    def action_beside(self) -> None:
        """Show what others said last under the code in hand, or put it away."""
        beside = self.query_one("#beside", Passages)
        if self.has_class("comparing"):
            self.remove_class("comparing")
            return
        here = self.code_here()
        if here is None:
            return
        code, who = here
        study, round_ = self.bench.study, self.bench.round
        title = say("{code}: others, the last first", code=code)

        def _show(found: list[CodingView]) -> None:
            if found:
                beside.show(title, found)
                self.add_class("comparing")
            else:
                self.notify(say("nobody else has spoken of {code} yet", code=code), markup=False)

        self.start(lambda: study.comparison.elsewhere(code, apart_from=who, round_=round_), _show)

    def action_compare(self) -> None:
        """Set the passages of the code in hand against each other."""
        from qualcode.tui.screens.compare import Compare

        here = self.code_here()
        if here is not None:
            self.app.push_screen(Compare(here[0]))

    @on(Passages.Chosen)
    def _jump(self, event: Passages.Chosen) -> None:
        self.bench.go(event.coding.transcript, event.coding.start)
