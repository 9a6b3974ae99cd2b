"""A whole project as plain values, to tell whether two are the same."""

from __future__ import annotations

from sqlalchemy import select, text

from qualcode import Study
from qualcode.store.tables import RECORDED, SpeakerRow

Dump = dict[str, list[tuple[object, ...]]]


def dump(study: Study) -> Dump:
    """Every row of every recorded table, whom the labels are, and how much is indexed."""
    with study.project.reading() as connection:
        found: Dump = {}
        for row in RECORDED:
            table = row.metadata.tables[row.__tablename__]
            rows = connection.execute(select(*table.c).order_by(table.c.key))
            found[table.name] = [tuple(each) for each in rows]
        speakers = select(
            SpeakerRow.transcript, SpeakerRow.label, SpeakerRow.informant, SpeakerRow.how
        )
        found["speaker"] = sorted(tuple(each) for each in connection.execute(speakers))
        index = connection.execute(text("SELECT rowid FROM text_index ORDER BY rowid"))
        found["text_index"] = [tuple(each) for each in index]
        return found
