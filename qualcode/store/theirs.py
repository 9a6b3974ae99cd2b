"""Which texts are one person's alone, and in which texts others speak, too."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection, true

from qualcode.model.transcript import SourceKind
from qualcode.store import people, transcripts
from qualcode.store.rows import Image, images_where, table_of
from qualcode.store.speakers import INTERVIEWERS, folded


@dataclass(slots=True)
class Theirs:
    """By transcript key: `whole` are theirs alone, `shared` the revisions of those that are not,
    `labels` what they are called there and `asking` who only asks, both folded; `of` the transcript
    of a revision. `texts`, `files` and `names` are what is to be found nowhere afterwards."""

    whole: set[int] = field(default_factory=set)
    shared: dict[int, list[Image]] = field(default_factory=dict)
    labels: dict[int, frozenset[str]] = field(default_factory=dict)
    asking: dict[int, frozenset[str]] = field(default_factory=dict)
    together: list[tuple[str, str]] = field(default_factory=list)
    of: dict[int, int] = field(default_factory=dict)
    texts: list[str] = field(default_factory=list)
    files: set[str] = field(default_factory=set)
    names: set[str] = field(default_factory=set)


def theirs(
    connection: Connection,
    past: Sequence[tuple[int, str, Sequence[Image]]],
    key: int,
    id_: str,
    names: Sequence[str],
) -> Theirs:
    """The texts in which the informant of that key speaks or spoke, removed ones included."""
    found = Theirs()
    about: dict[int, Image] = {}
    revisions: dict[int, Image] = {}
    gone_ids: dict[int, set[str]] = {}
    for noun, kept in (("transcript", about), ("revision", revisions)):
        for image in (i for _, n, images in past if n == noun for i in images if len(i) > 1):
            kept[image["key"]] = image
        for image in images_where(connection, table_of(noun), true()):
            kept[image["key"]] = image
    for _, noun, images in past:
        if noun == "transcript":
            for image in images:
                gone_ids.setdefault(image["key"], set()).add(image.get("id", ""))
    who = transcripts.speakers_of(connection)
    own = {folded(each) for each in (id_, *names)}
    coders = {folded(name) for name in people.coders(connection) if len(name) > 1}
    for number, transcript in about.items():
        mine = [each for each in revisions.values() if each["transcript"] == number]
        labels = {folded(label) for each in mine for label in json.loads(each["labels"])}
        matched = who.get(number, {})
        theirs_here = {
            label for label, those in matched.items() if {i for i, _ in those} == {key}
        } | ((labels & own) - {name for name, those in matched.items() if those[0][0]})
        asking = {folded(each) for each in transcript["interviewer"].split(";") if each.strip()}
        asking |= INTERVIEWERS | coders
        asking |= {name for name, those in matched.items() if those[0][1] == "interviewer"}
        asking -= theirs_here
        others = labels - theirs_here - asking - {""}
        if transcript["kind"] != SourceKind.INTERVIEW:
            others |= {transcript["id"]}  # its source is itself, whoever speaks in it
        elif number not in who and own & {
            folded(transcript["declared"]),
            folded(transcript["id"]),
        }:
            theirs_here |= {"", *(others if len(others) == 1 else ())}
            others -= theirs_here
        found.together += [
            (transcript["id"], label)
            for label, those in matched.items()
            if len(those) > 1 and key in {i for i, _ in those}
        ]
        if not theirs_here:
            continue
        found.names |= {
            label for label in theirs_here for i, how in matched.get(label, ())
            if i == key and how in ("name", "id")
        }  # fmt: skip
        if others:
            found.shared[number] = mine
            found.labels[number] = frozenset(theirs_here)
            found.asking[number] = frozenset(asking)
            found.of.update({each["key"]: number for each in mine})
            continue
        found.whole.add(number)
        found.texts += [each["text"] for each in mine]
        found.files |= {each["file"] for each in mine if each["file"]}
        found.names |= {transcript["id"], *gone_ids.get(number, ())} - {""}
    return found
