"""Merging codes, wherever it is asked for: what would change is shown before it is done."""

from __future__ import annotations

from collections.abc import Iterable

from qualcode.i18n import say
from qualcode.model.codebook import Code
from qualcode.model.views import MergeView
from qualcode.tui.dialogs.picker import Picked, Picker
from qualcode.tui.dialogs.sure import Sure
from qualcode.tui.screens.choosing import code_choices
from qualcode.tui.screens.working import WorkingScreen
from qualcode.workflows.outcome import Outcome


def merging(screen: WorkingScreen, path: str, codes: Iterable[Code]) -> None:
    """Ask which of the codes that one becomes, show what that changes, do it, and read anew."""
    codebook = screen.bench.study.codebook

    def _chosen(picked: Picked | None) -> None:
        if picked is not None and picked.key:
            into = picked.key
            screen.start(lambda: codebook.merging(path, into=into), lambda seen: _ask(into, seen))

    def _ask(into: str, seen: MergeView) -> None:
        def _go(yes: bool | None) -> None:
            if yes:
                screen.start(lambda: codebook.merge(path, into=into), _merged)

        question = say("Merge {code} into {into}?", code=path, into=into)
        screen.app.push_screen(Sure(question, _preview(seen)), _go)

    def _merged(outcome: Outcome) -> None:
        screen.tell(outcome)
        screen.reload()

    question = say("Merge {code} into which code?", code=path)
    screen.app.push_screen(Picker(question, code_choices(codes, without=path)), _chosen)


def _preview(seen: MergeView) -> list[str]:
    lines = [say("codings that move: {count}", count=seen.codings)]
    if seen.twice:
        lines.append(
            say("passages with both codes, where one coding stays: {count}", count=seen.twice)
        )
    if seen.below:
        lines.append(say("now below it: {codes}", codes=", ".join(seen.below)))
    lines.append(
        say(
            "that move with it: topics {topics}, claims {claims}, themes {themes}, memos {memos}",
            topics=seen.topics, claims=seen.claims, themes=seen.themes, memos=seen.memos,
        )
    )  # fmt: skip
    return lines
