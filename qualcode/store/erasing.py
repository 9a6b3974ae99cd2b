"""Erasing all that came from one person, in the rows and in the history.

First it is worked out which rows go, those that only the journal still holds included: whatever
hangs on the person's own texts, passages and particulars. Then every row that stays, every image
in the journal and every reason of a step is looked through for their words and names. The person
stays as a nameless stone in the referral tree. A step of which anything was erased is marked so,
and is never taken back.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import PurePath

from sqlalchemy import Connection, delete, insert, select, true, update

from qualcode.model.lists import Status
from qualcode.model.span import Span
from qualcode.store import forgetting, sweeping, textindex
from qualcode.store.blanking import Blanked, blanked
from qualcode.store.journal import Step
from qualcode.store.masking import Mask, Names, says_nothing
from qualcode.store.revisions import NOBODY
from qualcode.store.rows import KEYS_AT_ONCE, Image, chunks, images_where, references, table_of
from qualcode.store.settings import LEAD
from qualcode.store.speakers import folded
from qualcode.store.tables import (
    RECORDED,
    CodingRow,
    ConsentRow,
    InformantRow,
    TombstoneRow,
    VoiceRow,
)
from qualcode.store.theirs import Theirs, theirs
from qualcode.store.transcripts import Voices, digest

_OWN = ("attribute", "consent", "member_check", "memo", "speaker_decision", "topic")
_STONE = {
    "role": "", "organisation": None, "kind": "", "standpoint": "", "date": "",
    "status": Status.WITHDRAWN.value,
}  # fmt: skip
_KEPT = frozenset(
    {("code", "name"), ("setting", "name"), ("revision", "text"), ("revision", "turns"),
     ("revision", "labels"), ("revision", "sha256")}
)  # fmt: skip


@dataclass(slots=True)
class Erased:
    """What went: `gone` counts rows by table, `masked` names those in which others had written
    down words or names, `shared` the labels that others speak under, too."""

    stone: str
    guid: str
    gone: dict[str, int] = field(default_factory=dict)
    whole: tuple[str, ...] = ()
    blanked: tuple[str, ...] = ()
    masked: list[tuple[str, str]] = field(default_factory=list)
    shared: tuple[tuple[str, str], ...] = ()
    steps: tuple[int, ...] = ()


def erase(step: Step, key: int, names: tuple[str, ...], leads: Collection[str] = ()) -> Erased:
    """Erase the informant of that key, who is or was called `names`; see the module.

    `leads` are the settings in which something was decided about those names.
    """
    return _Erasure(step, key, names, leads).done()


class _Erasure:
    def __init__(
        self, step: Step, key: int, names: tuple[str, ...], leads: Collection[str]
    ) -> None:
        self._step = step
        self._leads = leads
        self._connection = step.connection
        self._key = key
        row = select(InformantRow.id, InformantRow.guid).where(InformantRow.key == key)
        self._id, guid = self._connection.execute(row).one()
        self._stone = self._id if _is_code(self._id, names) else _new_stone(self._connection)
        self._erased = Erased(self._stone, guid)
        self._past = list(forgetting.past(self._connection))
        self._found: Theirs = theirs(self._connection, self._past, key, self._id, names)
        self._gone: dict[str, set[int]] = {row.__tablename__: set() for row in RECORDED}
        self._gone["transcript"] |= self._found.whole
        self._touched: dict[str, set[int]] = {noun: set() for noun in self._gone}
        self._voices = Voices(step)
        self._revoiced: dict[int, int] = {}
        given = {*names, self._id, *self._found.names}
        self._names = Names(given, self._stone)
        self._blanked = self._blank()
        words = [*self._found.texts, *(w for each in self._blanked.values() for w in each.words)]
        files = {name for file in self._found.files for name in (file, PurePath(file).stem)}
        self._mask = Mask(words, {*given, *files}, self._stone)

    def done(self) -> Erased:
        """Do it, and tell what went."""
        self._find_gone()
        self._take_out()
        self._clean_rows()
        self._clean_history()
        self._step.add(
            ConsentRow, informant=self._key, event="withdrawn",
            date=datetime.fromtimestamp(self._step.at // 1000, UTC).date().isoformat(),
            mode="", scope="", form="", note="",
        )  # fmt: skip
        self._step.erases = True
        self._erased.shared = tuple(self._found.together)
        textindex.rebuild(self._connection)
        sweeping.begin(self._connection)
        return self._erased

    def _blank(self) -> dict[int, Blanked]:
        """Every revision, past ones too, of the texts that others speak in, by key."""
        return {
            image["key"]: blanked(
                image["text"], image["turns"], self._found.labels[transcript], self._names,
                self._stone,
            )
            for transcript, images in self._found.shared.items()
            for image in images
        }  # fmt: skip

    # What goes

    def _all(self) -> Iterator[tuple[str, Image]]:
        """Every row that is or was, as far as the journal remembers; as it is now last."""
        for _, noun, images in self._past:
            for image in images:
                if len(image) > 1:
                    yield noun, image
        for row in RECORDED:
            table = table_of(row.__tablename__)
            heavy = _KEPT if table.name == "revision" else ()
            columns = [c for c in table.c if (table.name, c.name) not in heavy]
            for values in self._connection.execute(select(*columns)):
                yield table.name, dict(zip((c.name for c in columns), values, strict=True))

    def _find_gone(self) -> None:
        hanging: dict[str, dict[int, Image]] = {noun: {} for noun in self._gone}
        for noun, image in self._all():
            hanging[noun][image["key"]] = image
        for noun in _OWN:
            self._gone[noun] |= {
                key for key, row in hanging[noun].items() if row["informant"] == self._key
            }
        # A digest of a name can be tried out, and a label may hold the name.
        self._gone["setting"] |= {
            key for key, row in hanging["setting"].items() if self._led_here(row)
        }
        self._gone["speaker_decision"] |= {
            key
            for key, row in hanging["speaker_decision"].items()
            if folded(row["label"]) in self._found.labels.get(row["transcript"], ())
        }
        self._gone["passage"] |= {
            key for key, row in hanging["passage"].items() if self._only_theirs(row)
        }
        self._gone["organisation"] |= self._nobodys(hanging)
        grown = True
        while grown:
            grown = False
            for noun, rows in hanging.items():
                above = [
                    (column, self._gone[parent.name])
                    for column, parent in references()[noun]
                    if parent.name not in ("informant", "organisation") and self._gone[parent.name]
                ]
                new = {
                    key
                    for key, row in rows.items()
                    if any(row[column] in gone for column, gone in above)
                } - self._gone[noun]
                self._gone[noun] |= new
                grown = grown or bool(new)

    def _led_here(self, setting: Image) -> bool:
        """Whether it remembers what was decided about somebody called as they are."""
        name, value = setting["name"], setting["value"]
        return name in self._leads or (name.startswith(LEAD) and value == self._id)

    def _only_theirs(self, passage: Image) -> bool:
        """Whether they are heard in a passage and no other source is."""
        text = self._blanked.get(passage["revision"])
        if text is None or passage["transcript"] not in self._found.labels:
            return False
        spoken = {folded(label) for label in text.was.of(Span(passage["start"], passage["end"]))}
        mine = spoken & self._found.labels[passage["transcript"]]
        return bool(mine) and not spoken - mine - self._found.asking[passage["transcript"]]

    def _nobodys(self, rows: Mapping[str, Mapping[int, Image]]) -> set[int]:
        """The organisation that nobody else belongs to, as far as it says who it was."""
        own = rows["informant"][self._key]["organisation"]
        held = {r["organisation"] for k, r in rows["informant"].items() if k != self._key}
        held |= {
            r["organisation"]
            for k, r in rows["transcript"].items()
            if k not in self._gone["transcript"]
        }
        held |= {r["parent"] for r in rows["organisation"].values()}
        return {own} - held - {None}

    def _take_out(self) -> None:
        at = self._step.at
        for noun, keys in self._gone.items():
            table = table_of(noun)
            for some in chunks(sorted(keys), KEYS_AT_ONCE):
                there = select(table.c.guid).where(table.c.key.in_(some))
                guids = self._connection.execute(there).scalars().all()
                if noun == "transcript":
                    ids = select(table.c.id).where(table.c.key.in_(some)).order_by(table.c.id)
                    self._erased.whole += tuple(self._connection.execute(ids).scalars())
                self._connection.execute(table.delete().where(table.c.key.in_(some)))
                if guids:
                    stones = zip(self._step.keys("tombstone", len(guids)), guids, strict=True)
                    self._connection.execute(
                        insert(TombstoneRow),
                        [
                            {"key": k, "noun": noun, "guid": g, "at": at, "step": self._step.number}
                            for k, g in stones
                        ],
                    )
                    self._erased.gone[noun] = self._erased.gone.get(noun, 0) + len(guids)
            self._touched[noun] |= keys
        for some in chunks(sorted(self._gone["transcript"]), KEYS_AT_ONCE):
            self._connection.execute(delete(VoiceRow).where(VoiceRow.transcript.in_(some)))

    # What stays, without their words

    def _clean_rows(self) -> None:
        for row in RECORDED:
            table = table_of(row.__tablename__)
            for image in images_where(self._connection, table, true()):
                now = self._cleaned(table.name, image)
                if now != image:
                    self._keep(table.name, image, now)
        for passage, voice in self._revoiced.items():
            changing = update(CodingRow).where(CodingRow.passage == passage)
            self._connection.execute(changing.values(voice=voice))
        mute = [
            key
            for key, transcript, labels in self._connection.execute(
                select(VoiceRow.key, VoiceRow.transcript, VoiceRow.labels)
            )
            if self._found.labels.get(transcript, frozenset()) - {folded(self._stone)}
            & {folded(label) for label in json.loads(labels)}
        ]
        for some in chunks(mute, KEYS_AT_ONCE):
            self._connection.execute(delete(VoiceRow).where(VoiceRow.key.in_(some)))

    def _keep(self, noun: str, before: Image, now: Image) -> None:
        """Put a row as it is to be; whoever put other words into it finds that it was touched."""
        table = table_of(noun)
        self._touched[noun].add(now["key"])
        moved = noun in ("passage", "placement")
        values = now if moved else {**now, "step": self._step.number}
        self._connection.execute(update(table).where(table.c.key == now["key"]).values(**values))
        if noun == "revision":
            shared = before["transcript"] in self._found.labels
            if shared and now["current"]:
                id_ = select(table_of("transcript").c.id).where(
                    table_of("transcript").c.key == now["transcript"]
                )
                self._erased.blanked += (self._connection.execute(id_).scalar_one(),)
        elif not moved and (noun, now["key"]) != ("informant", self._key):
            self._erased.masked.append((noun, str(now.get("id") or now["key"])))

    def _cleaned(self, noun: str, image: Image) -> Image:
        """A row, or an image of one, as it may stay."""
        key = image["key"]
        if key in self._gone[noun]:
            return {c: "" if isinstance(v, str) and c != "guid" else v for c, v in image.items()}
        now = {
            column: self._mask.column(value)
            if isinstance(value, str) and column != "guid" and (noun, column) not in _KEPT
            else value
            for column, value in image.items()
        }
        if noun == "informant" and key == self._key and len(image) > 1:
            now |= {**_STONE, "id": self._stone}
        if noun == "revision" and key in self._blanked and "text" in image:
            text = self._blanked[key]
            now |= {
                "text": text.text, "turns": text.turns, "labels": text.labels,
                "length": len(text.text), "sha256": digest(text.text),
            }  # fmt: skip
        if noun in ("passage", "placement") and image.get("revision") in self._blanked:
            now |= self._placed(noun, image)
        if noun == "coding" and image.get("voice") and image.get("passage") in self._revoiced:
            now["voice"] = self._revoiced[image["passage"]]
        return now

    def _placed(self, noun: str, image: Image) -> Image:
        """Where a passage stands in the text as it is now, and who speaks there."""
        text = self._blanked[image["revision"]]
        start, end = text.moved(image["start"], image["end"])
        placed: Image = {"start": start, "end": end}
        transcript = image.get("transcript") or self._found.of[image["revision"]]
        labels = {folded(each) for each in text.was.of(Span(image["start"], image["end"]))}
        # A lost passage stands nowhere now, so nobody is heard in it.
        if labels & self._found.labels[transcript] and image.get("voice") != NOBODY:
            placed["voice"] = self._voices.at(transcript, text.now.of(Span(start, end)))
            if noun == "passage":
                self._revoiced[image["key"]] = placed["voice"]
        return placed

    def _clean_history(self) -> None:
        marked: set[int] = set()
        for kept in forgetting.clean_images(self._connection, self._cleaned):
            changed = {n["key"] for b, n in zip(kept.before, kept.now, strict=True) if b != n}
            self._touched[kept.noun] |= changed
            if changed:
                marked.add(kept.step)
        marked |= self._put_in()
        marked |= forgetting.clean_reasons(self._connection, self._mask)
        forgetting.mark_erased(self._connection, marked)
        self._erased.steps = tuple(sorted(marked))

    def _put_in(self) -> set[int]:
        """The steps that put in, or put back, a row of which anything went."""

        def touched(noun: str) -> set[int]:
            return self._gone[noun] if noun in ("passage", "placement") else self._touched[noun]

        back = {
            step
            for step, noun, images in self._past
            if any(image["key"] in touched(noun) for image in images)
        }
        return back.union(forgetting.put_in(self._connection, touched))


def _is_code(id_: str, names: tuple[str, ...]) -> bool:
    """Whether an id may stay: it says nothing, and nobody is called so."""
    return says_nothing(id_) and folded(id_) not in {folded(name) for name in names}


def _new_stone(connection: Connection) -> str:
    taken = {folded(id_) for id_ in connection.execute(select(InformantRow.id)).scalars()}
    return next(name for n in range(1, len(taken) + 2) if (name := f"withdrawn-{n}") not in taken)
