"""Who speaks, or is said to speak, and is nobody in the project."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from qualcode.errors import Problem, problem
from qualcode.store import informants, speakers
from qualcode.store.closest import closest
from qualcode.store.engine import Connection

_TOLD_AT_ONCE = 20


def strangers(connection: Connection, named: set[str]) -> list[Problem]:
    """A problem for every informant that an interview is said to be of, and nobody is."""
    known = list(informants.keys(connection))
    there = {speakers.folded(id_) for id_ in known}
    return [
        problem(
            id_,
            "no informant has that id yet",
            advice="did you mean {near}?" if closest(id_, known) else "import the informants",
            near=closest(id_, known),
        )
        for id_ in sorted(named - {""})
        if speakers.folded(id_) not in there
    ]


def nobodies(connection: Connection, ids: Collection[str] | None = None) -> list[Problem]:
    """A problem for every speaker label that is nobody, in some transcripts or in all.

    Transcripts that share a label share a line; the list of transcripts has what is over.
    """
    places: dict[tuple[str, str], list[str]] = {}
    for id_, label, how in speakers.unmatched(connection):
        if ids is None or id_ in ids:
            places.setdefault((label, how), []).append(id_)
    found = [_nobody(where, label, how) for (label, how), where in places.items()]
    if len(found) <= _TOLD_AT_ONCE:
        return found
    rest = problem(
        "transcripts",
        "and {count} more speakers are nobody",
        advice="qualcode transcripts list shows them",
        count=len(found) - _TOLD_AT_ONCE,
    )
    return [*found[:_TOLD_AT_ONCE], rest]


def _nobody(ids: Sequence[str], label: str, how: str) -> Problem:
    where = ", ".join(ids[:3]) + (f" … ({len(ids)})" if len(ids) > 3 else "")
    if not label:
        return problem(
            where,
            "it has no speakers and belongs to no informant",
            advice="name the informant with --informant, or in a table with --about",
        )
    if how == speakers.SEVERAL:
        return problem(
            where,
            "more than one informant is called {label}, so the words count for nobody",
            advice="give one of them another name, or write the id where they speak",
            label=label,
        )
    return problem(
        where,
        "the speaker {label} is no informant and no interviewer",
        advice="import the informants, or name who asks with --interviewer",
        label=label,
    )
