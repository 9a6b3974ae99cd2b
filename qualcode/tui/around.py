"""What the desk says of the place under the cursor: codings, evidence, links, memos."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from textual.content import Content
from textual.style import Style

from qualcode.i18n import mark, say
from qualcode.tui.commands import keys_of
from qualcode.tui.dialogs.judge import spelled
from qualcode.tui.looks import SIGNS, shown

if TYPE_CHECKING:
    from qualcode.model.views import CodingView, EvidenceView, LinkView, MemoView, PlaceView


UNHEARD = mark("no informant speaks here; it counts for nobody")


def headed(title: str, lines: Sequence[Content]) -> list[Content]:
    """Lines under a title with an empty line above; nothing where there are none."""
    return [Content(""), Content.styled(title, "bold"), *lines] if lines else []


def codings(
    here: Sequence[CodingView],
    taken: CodingView | None,
    called: Callable[[str], str],
    colour: Callable[[str], str],
) -> Iterator[Content]:
    """The codings here, each with its note; an arrow stands by the one that keys act on, and a
    click takes another."""
    more = say("{key} the next", key=keys_of("other"))
    yield Content.assemble(
        (say("Codings here"), "bold"), (f"  {more}" if len(here) > 1 else "", "dim")
    )
    for coding in here:
        it = coding == taken
        yield Content.assemble(
            "▸" if it else " ",
            ("▌", colour(coding.code) or "dim"),
            (
                f"{coding.number} {shown(called(coding.code))} {SIGNS[coding.stance.value]}",
                "bold" if it else "",
            ),
            (f" {shown(coding.coder)}", "dim"),
        ).stylize(Style.from_meta({"@click": f"screen.take({coding.number})"}))
        if not coding.sources:
            yield Content.styled(f"  {say(UNHEARD)}", "italic $warning")
        if coding.note:
            yield Content.styled(f"  {shown(coding.note)}", "italic")
    if not here:
        yield Content.styled(say("none"), "dim")


def places(
    here: Sequence[int], known: Mapping[int, PlaceView], uncoded: Collection[int]
) -> Iterator[Content]:
    """Which of the passages here is a key quote, has a translation, or waits for a code."""
    for number in here:
        if number in known and known[number].key_quote:
            yield Content(say("★ {n} key quote", n=number))
        if number in known and known[number].translation:
            yield Content.styled(shown(known[number].translation), "italic")
        if number in uncoded:
            yield Content(say("? {n} marked, no code yet", n=number))


def evidence(here: Sequence[EvidenceView], standing: Callable[[str], str]) -> Iterator[Content]:
    """The claims that this place is tied to, and how each stands."""
    for tied in here:
        basis = spelled(tied.basis)
        yield Content.assemble(
            f"{shown(tied.claim)} {SIGNS[tied.stance.value]}",
            (f" {shown(basis)}" if basis else "", "dim"),
        )
        if standing(tied.claim):
            yield Content.styled(f"  {standing(tied.claim)}", "italic")


def links(passages: Sequence[int], found: Sequence[LinkView]) -> Iterator[Content]:
    """How the passages here are linked with others."""
    for link in found:
        if link.passage in passages or link.other in passages:
            yield Content(f"{link.passage} {say(link.kind)} {link.other}")


def memos(
    passages: Sequence[int], codings_here: Sequence[int], found: Sequence[MemoView]
) -> Iterator[Content]:
    """The memos on the passages and codings here."""
    things = {("passage", str(number)) for number in passages}
    things |= {("coding", str(number)) for number in codings_here}
    for memo in found:
        if (memo.about, memo.on) in things:
            yield Content.assemble((f"{memo.date} ", "dim"), shown(memo.text))


def keys(
    codes: Mapping[int, str], pinned: Collection[str], called: Callable[[str], str]
) -> Iterator[Content]:
    """The codes on the number keys; a diamond stands by those that are pinned."""
    for number, path in codes.items():
        yield Content(f"{number} {'◆ ' if path in pinned else ''}{shown(called(path))}")
