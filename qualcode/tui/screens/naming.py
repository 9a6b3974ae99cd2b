"""Whom speaker labels are: asked one after the other, answered with one key."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from qualcode.i18n import mark, say
from qualcode.model.people import SpeakerView
from qualcode.reports.people import proposal
from qualcode.tui.dialogs.choice import Key, OneKey
from qualcode.tui.dialogs.picker import Choice, Picked, Picker
from qualcode.tui.looks import shown
from qualcode.tui.screens.working import WorkingScreen
from qualcode.workflows.speakers import Speakers

_OTHERWISE = (
    Key("a", "informant", mark("an informant …")),
    Key("n", "nobody", mark("no informant")),
    Key("i", "interviewer", mark("the interviewer")),
    Key("x", "refuse", mark("none of those proposed; ask no more about them")),
    Key("s", "skip", mark("later")),
)


def asking(screen: WorkingScreen, found: Sequence[SpeakerView]) -> None:
    """Ask about each label in turn; escape leaves the others as they are."""
    if not found:
        screen.notify(say("every speaker is known"))
        screen.reload()
        return
    here, rest = found[0], found[1:]
    proposed = [
        Key(str(at), like.informant, shown(proposal(like)))
        for at, like in enumerate(here.proposals, 1)
    ]
    question = say(
        "Who is {label} in {transcript}? ({turns} turns)",
        label=shown(here.label), transcript=shown(here.transcript), turns=here.turns,
    )  # fmt: skip
    otherwise = [key for key in _OTHERWISE if proposed or key.value != "refuse"]
    verbs = screen.bench.study.speakers

    def _answered(answer: str | None) -> None:
        if answer is None:
            screen.reload()
            return
        then = partial(_next, screen, rest)
        if answer == "skip":
            then()
        elif answer == "informant":
            _ask_whom(screen, question, here, then)
        else:
            screen.start(_decision(verbs, here, answer), lambda _: then())

    screen.app.push_screen(OneKey(question, [*proposed, *otherwise]), _answered)


def _ask_whom(
    screen: WorkingScreen, question: str, here: SpeakerView, then: Callable[[], None]
) -> None:
    """Offer all informants, and to make one whose pseudonym is typed."""
    study = screen.bench.study

    def _named(picked: Picked | None) -> None:
        if picked is None:
            screen.reload()
        else:
            screen.start(partial(_decide, picked), lambda _: then())

    def _decide(picked: Picked) -> None:
        if picked.typed:
            study.informants.add(picked.typed)
        study.speakers.accept(here.transcript, here.label, [picked.key or picked.typed])

    picker = Picker(question, None, create=say("a new informant: {typed}", typed="{typed}"))
    screen.app.push_screen(picker, _named)
    screen.start(
        lambda: [Choice(each.id, each.id, each.role) for each in study.informants.list()],
        picker.fill,
    )


def _next(screen: WorkingScreen, rest: Sequence[SpeakerView]) -> None:
    if rest:
        asking(screen, rest)
    else:
        screen.reload()


def _decision(verbs: Speakers, here: SpeakerView, answer: str) -> Callable[[], object]:
    where = (here.transcript, here.label)
    if answer == "nobody":
        return partial(verbs.nobody, *where)
    if answer == "interviewer":
        return partial(verbs.interviewer, *where)
    if answer == "refuse":
        return partial(verbs.rule_out, *where, [like.informant for like in here.proposals])
    return partial(verbs.accept, *where, [answer])
