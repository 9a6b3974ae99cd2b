"""Going: from coding to coding, to what waits for a code, to what was found; and the filter."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, TypeVar

from qualcode.i18n import say
from qualcode.model.span import Span
from qualcode.tui import player
from qualcode.tui.dialogs.line import Line
from qualcode.tui.dialogs.picker import Choice, Picked, Picker
from qualcode.tui.screens.reading import Only
from qualcode.tui.screens.selecting import Selecting

if TYPE_CHECKING:
    from qualcode.model.views import HitView

_Place = TypeVar("_Place", int, tuple[str, int])
_CODE, _CODER = "code:", "coder:"


class Going(Selecting):
    """What goes somewhere in the text, and what leaves things out of it."""

    def action_coding(self, by: int) -> None:
        """Go to the next coding, or back to the one before."""
        found = _beyond(sorted({c.start for c in self.seen}), self.view.cursor, by)
        if found is not None:
            self.view.go(found)

    def action_uncoded(self, by: int) -> None:
        """Select this coder's next passage without a code, or the one before."""
        me = self.bench.study.coder
        waiting = {place.start: place for place in self.waiting if place.coder == me}
        chosen = self.view.selection
        here = chosen.start if chosen else self.view.cursor - (by > 0)
        found = _beyond(sorted(waiting), here, by)
        if found is None:
            self.notify(
                say("no marked passage without a code follows; space marks one")
                if by > 0
                else say("no marked passage without a code stands before; space marks one")
            )
        else:
            self.view.select(Span(waiting[found].start, waiting[found].end))

    # What was found

    def action_hit(self, by: int) -> None:
        """Go to the next place of what was looked for last, or the one before; asks if nothing
        was."""
        if self.bench.phrase:
            self._go_to_hit(self.bench.phrase, by)
        else:
            self.app.push_screen(
                Line(say("Find which words?")), lambda phrase: self._go_to_hit(phrase, by)
            )

    def _go_to_hit(self, phrase: str | None, by: int) -> None:
        if not phrase or self.shown is None:
            return
        self.bench.phrase = phrase
        chosen = self.view.selection
        here = (self.shown.id, chosen.start if chosen else self.view.cursor - (by > 0))
        study = self.bench.study
        self.start(lambda: study.search(phrase), lambda hits: self._went(hits, here, by))

    def _went(self, hits: Sequence[HitView], here: tuple[str, int], by: int) -> None:
        at = _beyond([(hit.transcript, hit.start) for hit in hits], here, by)
        hit = next((h for h in hits if (h.transcript, h.start) == at), None)
        if hit is None:
            self.notify(say("not found that way: {phrase}", phrase=self.bench.phrase), markup=False)
            return
        span = Span(hit.start, hit.end)
        if self.shown is not None and hit.transcript == self.shown.id:
            self.view.select(span)
        else:
            self.open(hit.transcript, span)

    def action_play(self) -> None:
        """Play the recording from where this turn begins."""
        shown = self.shown
        if shown is None:
            return
        found = self.units.turn(self.view.cursor)
        seconds = (found[0].begins or 0) / 1000 if found else 0.0
        study = self.bench.study

        def _told(told: bool) -> None:
            at = f"{int(seconds) // 60}:{int(seconds) % 60:02}" if told else say("its start")
            self.notify(say("playing {id} from {at}", id=shown.id, at=at))

        self.start(lambda: player.play(study.transcripts.media(shown.id), seconds), _told)

    # The filter

    def action_only(self) -> None:
        """Ask for the code or coder to show alone; or show all again."""
        if self.only is not None:
            self.show_only(None)
            return
        coded = dict.fromkeys(coding.code for coding in self.codings)
        coders = dict.fromkeys(coding.coder for coding in self.codings)
        if not coded:
            self.notify(say("nothing is coded in this transcript yet"))
            return
        choices = [
            *(Choice(_CODE + path, self.called(path), path) for path in coded),
            *(Choice(_CODER + name, name, say("coder")) for name in coders),
        ]
        self.app.push_screen(Picker(say("Show only which code or coder?"), choices), self._only)

    def _only(self, picked: Picked | None) -> None:
        if picked is None or not picked.key:
            return
        if picked.key.startswith(_CODER):
            self.show_only(Only(coder=picked.key.removeprefix(_CODER)))
        else:
            self.show_only(Only(code=picked.key.removeprefix(_CODE)))

    def show_only(self, only: Only | None) -> None:
        """Leave out what is not of one code or coder; None leaves out nothing."""
        self.only = only
        self.show_codings(self.codings)


def _beyond(places: Sequence[_Place], here: _Place, by: int) -> _Place | None:
    """The first of some places in order that lies beyond one, forward or back."""
    if by > 0:
        return next((place for place in places if place > here), None)
    return next((place for place in reversed(places) if place < here), None)
