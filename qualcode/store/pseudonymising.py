"""Replacing what tells who people are in some transcripts, in the rows and in the history.

Every revision that there is or was of them is replaced as it stands, for an older one would still
hold the names; so are the images of them in the journal, and the same words in all other images
and in the reasons of steps. A step of which anything changed is marked as erased, and is never
taken back. Then the current text becomes a new revision, so that everybody sees that it changed.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import delete, select, true, update

from qualcode.model.lists import Placed
from qualcode.model.pseudonyms import Redaction
from qualcode.model.span import Span
from qualcode.model.transcript import Transcript
from qualcode.store import forgetting, revisions, sweeping, textindex, transcripts
from qualcode.store.holding import Held
from qualcode.store.journal import Step
from qualcode.store.rows import KEYS_AT_ONCE, Image, chunks, images_where, table_of
from qualcode.store.speakers import folded
from qualcode.store.tables import (
    RECORDED,
    CodingRow,
    RevisionRow,
    TranscriptRow,
    VoiceRow,
)
from qualcode.store.turns import packed

Labels = Mapping[int, Mapping[str, str]]
"""By transcript key and folded label, what the label becomes."""
_PLACED = ("passage", "placement")
_VOICED = ("passage", "placement", "coding")


def pseudonymise(
    step: Step,
    texts: Mapping[int, tuple[Held, Redaction]],
    labels: Labels,
    abouts: Mapping[int, Mapping[str, str]],
    clean: Callable[[str], str],
) -> list[str]:
    """Replace in the revisions `texts` (by key) and in the history; gives the ids of the
    transcripts whose current text changed. `clean` replaces in what is no text of theirs;
    `abouts` is what else is to be known of some transcripts."""
    return _Replacing(step, texts, labels, abouts, clean).done()


class _Replacing:
    def __init__(
        self,
        step: Step,
        texts: Mapping[int, tuple[Held, Redaction]],
        labels: Labels,
        abouts: Mapping[int, Mapping[str, str]],
        clean: Callable[[str], str],
    ) -> None:
        self._step = step
        self._connection = step.connection
        self._texts = texts
        self._labels = labels
        self._abouts = abouts
        self._clean = clean
        self._treated = {each.transcript for each, _ in texts.values()}
        self._revisions = {key: self._revision(*each) for key, each in texts.items()}
        self._voices: dict[int, int] = {}
        self._touched: dict[str, set[int]] = {row.__tablename__: set() for row in RECORDED}

    def done(self) -> list[str]:
        """Do it, and tell which transcripts changed."""
        self._rename_voices()
        self._clean_rows()
        marked = self._clean_history()
        changed = self._revise()
        if not self._step.size and (marked or any(self._touched.values())):
            there = select(TranscriptRow.key).where(TranscriptRow.key.in_(sorted(self._treated)))
            self._step.touch(TranscriptRow, list(self._connection.execute(there).scalars()))
        if self._step.size:
            self._step.erases = True
            textindex.rebuild(self._connection)
            sweeping.begin(self._connection)
        return changed

    def _revision(self, was: Held, now: Redaction) -> Image:
        renamed = self._labels.get(was.transcript, {})
        turns = [
            replace(
                turn,
                label=renamed.get(folded(turn.label), turn.label),
                span=now.moved(turn.span),
            )
            for turn in was.turns
        ]
        labels = list(dict.fromkeys(turn.label for turn in turns))
        return {
            "text": now.text, "turns": packed(turns), "length": len(now.text),
            "labels": json.dumps(labels, ensure_ascii=False),
            "sha256": transcripts.digest(now.text),
        }  # fmt: skip

    def _rename_voices(self) -> None:
        """Let the sets of speakers have the new labels; two that become one are put together."""
        rows = select(VoiceRow.key, VoiceRow.transcript, VoiceRow.labels).order_by(VoiceRow.key)
        known: dict[tuple[int, str], int] = {}
        changed: dict[int, str] = {}
        for voice, transcript, spoken in self._connection.execute(rows).all():
            renamed = self._labels.get(transcript, {})
            now = sorted({renamed.get(folded(each), each) for each in json.loads(spoken)})
            together = json.dumps(now, ensure_ascii=False)
            if together != spoken:
                changed[voice] = together
            first = known.setdefault((transcript, together), voice)
            if first != voice:
                self._voices[voice] = first
        for some in chunks(list(self._voices), KEYS_AT_ONCE):
            self._connection.execute(delete(VoiceRow).where(VoiceRow.key.in_(some)))
        unnamed = {voice: str(voice) for voice in changed}  # a label may become what another was
        for names in (unnamed, changed):
            for voice, together in names.items():
                renaming = update(VoiceRow).where(VoiceRow.key == voice)
                self._connection.execute(renaming.values(labels=together))

    def _clean_rows(self) -> None:
        """Put what stands in the texts as it is to be; other rows keep what they say."""
        for noun in ("transcript", "revision", "speaker_decision", *_PLACED):
            table = table_of(noun)
            for image in images_where(self._connection, table, true()):
                now = self._replaced(noun, image)
                if noun == "transcript":
                    now |= self._abouts.get(image["key"], {})
                if now == image:
                    continue
                if noun not in _PLACED:
                    self._touched[noun].add(image["key"])
                    now["step"] = self._step.number
                changing = update(table).where(table.c.key == image["key"])
                self._connection.execute(changing.values(**now))
        for old, new in self._voices.items():
            coded = update(CodingRow).where(CodingRow.voice == old)
            self._connection.execute(coded.values(voice=new))

    def _replaced(self, noun: str, image: Image) -> Image:
        """A row of a text, or an image of one, with what is to stand in it."""
        now = dict(image)
        if len(image) == 1:
            return now
        if noun == "revision" and image["key"] in self._revisions:
            now |= self._revisions[image["key"]] | {"file": self._clean(image["file"])}
        if noun == "transcript" and image["key"] in self._treated:
            renamed = self._labels.get(image["key"], {})
            asking = [each.strip() for each in image["interviewer"].split(";")]
            now["interviewer"] = ";".join(renamed.get(folded(each), each) for each in asking)
        if noun == "speaker_decision":
            renamed = self._labels.get(image["transcript"], {})
            now["label"] = renamed.get(folded(image["label"]), image["label"])
        if noun in _PLACED and image["revision"] in self._texts:
            _, text = self._texts[image["revision"]]
            span = text.moved(Span(image["start"], image["end"]))
            now |= {"start": span.start, "end": span.end}
        if noun in _VOICED:
            now["voice"] = self._voices.get(image["voice"], image["voice"])
        return now

    def _cleaned(self, noun: str, image: Image) -> Image:
        """An image in the journal, with the words replaced in whatever it held."""
        now = self._replaced(noun, image)
        if noun == "revision":
            return now
        return {
            column: self._column(value) if isinstance(value, str) and column != "guid" else value
            for column, value in now.items()
        }

    def _column(self, text: str) -> str:
        """A column, which may hold JSON."""
        if text[:1] in ("[", "{"):
            try:
                value = json.loads(text)
            except ValueError:
                return self._clean(text)
            now = self._value(value)
            return text if now == value else json.dumps(now, ensure_ascii=False)
        return self._clean(text)

    def _value(self, value: Any) -> Any:
        if isinstance(value, str):
            return self._clean(value)
        if isinstance(value, list):
            return [self._value(each) for each in value]
        if isinstance(value, dict):
            return {self._clean(name): self._value(each) for name, each in value.items()}
        return value

    def _clean_history(self) -> set[int]:
        """The steps of which anything changed, which are marked."""
        marked = set(forgetting.put_in(self._connection, self._touched.__getitem__))
        for kept in forgetting.clean_images(self._connection, self._cleaned):
            touched = self._touched[kept.noun]
            if kept.now != kept.before or any(image["key"] in touched for image in kept.before):
                marked.add(kept.step)
        marked |= forgetting.clean_reasons(self._connection, self._clean)
        forgetting.mark_erased(self._connection, marked)
        return marked

    def _revise(self) -> list[str]:
        """Let each current text that changed be a revision of its own."""
        changed: list[str] = []
        for was, redaction in self._texts.values():
            now = self._revisions[was.key]
            if not was.current or (was.text, list(was.labels)) == (
                now["text"], json.loads(now["labels"]),
            ):  # fmt: skip
                continue
            text = transcripts.text_of(self._connection, was.transcript)
            file = select(RevisionRow.file).where(RevisionRow.key == was.key)
            made = Transcript(text.id, text.text, text.turns)
            standing = revisions.passages(self._connection, was.transcript)
            new = revisions.add(self._step, text, made, self._connection.execute(file).scalar_one())
            there = [
                at if at.state is Placed.LOST else replace(at, revision=new.revision)
                for at in standing
            ]
            revisions.place(self._step, standing, there)
            guid = select(RevisionRow.guid).where(RevisionRow.key == new.revision)
            digest = now["sha256"], redaction.originals
            self._step.originals[self._connection.execute(guid).scalar_one()] = digest
            changed.append(text.id)
        for was, redaction in self._texts.values():
            if redaction.cuts:
                digest = self._revisions[was.key]["sha256"], redaction.originals
                self._step.originals[was.guid] = digest
        return changed
