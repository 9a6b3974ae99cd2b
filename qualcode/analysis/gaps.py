"""What is missing: claims and themes that rest on too little, and people who were not heard."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from qualcode.analysis.subjects import Subject
from qualcode.analysis.triangulation import Row
from qualcode.model.lists import Verdict
from qualcode.model.views import InformantView

Kind = Literal[
    "single-source", "one-branch", "one-organisation", "literature-only", "uncited",
    "document-named", "asked-and-silent", "key-informant-silent", "not-asked",
]  # fmt: skip
KINDS: tuple[Kind, ...] = get_args(Kind)
KEY_INFORMANT = ("kunci", "key")


@dataclass(frozen=True, slots=True)
class Gap:
    """Something missing: in a claim, in a theme, or in what an informant (`of`) could have said.

    `who` names the sources there are, or the informants who were not asked; `role` is that of the
    informant whose gap it is.
    """

    kind: Kind
    of: Literal["claim", "theme", "informant"]
    id: str
    text: str
    who: tuple[str, ...] = ()
    role: str = ""


def gaps(
    claims: Sequence[Row],
    themes: Sequence[Row],
    subjects: Sequence[Subject],
    people: Sequence[InformantView],
) -> tuple[Gap, ...]:
    """By kind, then claims, themes and informants in their order; `subjects` are of the themes.

    A theme that nobody coded is no gap of the study: it is only listed where somebody was not
    asked about it, or was asked and said nothing.
    """
    found = [
        *(gap for row in claims for gap in _of_row(row, "claim")),
        *(gap for row in themes if row.n_segments for gap in _of_row(row, "theme")),
        *(
            Gap("not-asked", "theme", subject.id, subject.text, tuple(sorted(subject.not_asked)))
            for subject in subjects
            if subject.not_asked
        ),
        *(
            Gap("asked-and-silent", "theme", row.id, row.text)
            for row in themes
            if row.reason == "asked-and-silent"
        ),
        *_silent(claims, themes, people),
    ]
    return tuple(sorted(found, key=lambda gap: KINDS.index(gap.kind)))


def _of_row(row: Row, of: Literal["claim", "theme"]) -> Iterator[Gap]:
    kind = row.verdict.value if row.verdict is Verdict.SINGLE_SOURCE else row.reason
    if kind in KINDS and not (of == "theme" and kind in ("asked-and-silent", "not-asked")):
        who = tuple(one.id for one in row.supporting)
        yield Gap(kind, of, row.id, row.text, who)


def _silent(
    claims: Sequence[Row], themes: Sequence[Row], people: Sequence[InformantView]
) -> Iterator[Gap]:
    """Key informants whose words stand behind no claim and under no theme."""
    heard = {one.id for row in (*claims, *themes) for one in row.sources if one.kind == "informant"}
    heard.update(id_ for row in (*claims, *themes) for id_ in row.mentioned)
    for person in people:
        if person.kind in KEY_INFORMANT and person.id not in heard:
            yield Gap("key-informant-silent", "informant", person.id, "", role=person.role)
