"""From each quote to its code, category, theme and claim."""

from __future__ import annotations

from collections.abc import Iterator

from qualcode.i18n import language
from qualcode.reports.appendix import Step
from qualcode.workflows.material import Material


def steps(material: Material) -> Iterator[Step]:
    """Every coding in reading order, then every piece of evidence whose passage has no code."""
    judged_by: dict[str, list[str]] = {}
    for row in material.judged.claims:
        if row.by == "themes":
            for path in dict.fromkeys(path for path, _ in material.under(row.id)):
                judged_by.setdefault(path, []).append(row.id)
    evidence: dict[int, list[str]] = {}
    for place in material.tied:
        evidence.setdefault(place.passage, []).append(place.claim)
    names = _names(material)
    coded: set[int] = set()
    for place in material.coded:
        coded.add(place.passage)
        claims = dict.fromkeys((*evidence.get(place.passage, ()), *judged_by.get(place.code, ())))
        above = place.code.rpartition("/")[0]
        root = names[place.code.partition("/")[0]]
        themes = material.gathered.get(place.code) or (root,)
        yield Step(
            material.words.of(place), names[place.code], names.get(above, ""), themes, tuple(claims)
        )
    for place in material.tied:
        if place.passage not in coded:
            yield Step(material.words.of(place), "", "", (), (place.claim,))


def _names(material: Material) -> dict[str, str]:
    return {
        entry.code.path: entry.code.name.in_(language()) or entry.code.key
        for entry in material.book.entries
    }
