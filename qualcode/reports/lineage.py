"""Saying that a report looks at a part of the referral trees only."""

from __future__ import annotations

from dataclasses import replace

from qualcode.i18n import mark, say
from qualcode.model.lineage import Lineage
from qualcode.reports.document import Document, Paragraph

_ONLY = {
    "branch": mark("branch {id}"),
    "wave": mark("wave {id}"),
    "descendants_of": mark("people whom {id} led to"),
}


def limited(document: Document, lineage: Lineage) -> Document:
    """The report with a first line about who alone is looked at, if not everybody is;
    JSON and CSV say it in a `filter`."""
    if not lineage:
        return document
    parts = [
        say(template, id=getattr(lineage, name))
        for name, template in _ONLY.items()
        if getattr(lineage, name)
    ]
    line = say(
        "Only {parts}; everybody else, documents and observations are left out.",
        parts=", ".join(parts),
    )
    named = (f"{name}={getattr(lineage, name)}" for name in _ONLY if getattr(lineage, name))
    return replace(document, blocks=(Paragraph(line), *document.blocks), filter=";".join(named))
