"""Triangulation: which claims and themes stand, on whose word, and how independent those are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from qualcode.analysis.referral import Forest
from qualcode.analysis.subjects import By
from qualcode.analysis.triangulation import Row, Said, Source, Subject, theme_by, triangulate
from qualcode.i18n import language
from qualcode.model.lineage import EVERYBODY, Lineage
from qualcode.model.lists import Stance, Status
from qualcode.model.transcript import SourceKind
from qualcode.model.views import InformantView
from qualcode.store import (
    claims,
    codebook,
    informants,
    organisations,
    people,
    readings,
    topics,
    transcripts,
)
from qualcode.store.claims import Claim
from qualcode.store.codebook import Book, Entry
from qualcode.store.engine import Connection
from qualcode.store.project import Project
from qualcode.store.readings import Tied
from qualcode.workflows.claims import adjudications
from qualcode.workflows.informants import forest, known
from qualcode.workflows.lineage import Listened, listened
from qualcode.workflows.settings import Reporting, reporting


@dataclass(frozen=True, slots=True)
class Triangulation:
    """Every claim and every theme, judged; `dimensions` say what makes sources independent."""

    claims: tuple[Row, ...]
    themes: tuple[Row, ...]
    dimensions: tuple[str, ...]
    coders: tuple[str, ...]
    notice: str


@dataclass(frozen=True, slots=True)
class Judged:
    """A triangulation with all that it was made of; subjects and rows go side by side."""

    claims: tuple[Row, ...]
    themes: tuple[Row, ...]
    claim_subjects: tuple[Subject, ...]
    theme_subjects: tuple[Subject, ...]
    sources: tuple[Source, ...]
    tree: Forest
    settings: Reporting
    listening: Listened


def triangulation(project: Project, *, lineage: Lineage = EVERYBODY) -> Triangulation:
    """Judge every claim by its evidence or its themes, and every theme by stance or coverage.

    With a `lineage` as if nobody else, and no document or observation, had been heard.
    """
    with project.reading() as connection:
        found = judged(connection, lineage)
    dimensions = tuple(sorted(found.settings.dimensions))
    return Triangulation(
        found.claims, found.themes, dimensions, found.settings.coders, found.settings.notice
    )


def judged(connection: Connection, lineage: Lineage = EVERYBODY, *, named: bool = True) -> Judged:
    """The same, with the subjects, sources and trees behind it.

    Unless `named`, rows tell of who led to whom only the branch: no pair is called a referral pair,
    and all support came through a branch.
    """
    settings = reporting(connection)
    listening = listened(connection, lineage)
    study = Subjects(connection, settings, listening)
    tree = forest(connection)
    edges = [(edge.referrer, edge.informant) for edge in informants.referrals(connection)]
    interviewed = [person.id for person in listening.people if person.heard]
    sources = tuple(study.sources())
    subjects = tuple(study.claims()), tuple(study.themes())
    claims_, themes = (
        triangulate(
            some,
            sources,
            tree,
            settings.coders,
            interviewed,
            settings.dimensions,
            edges if named else None,
        )
        for some in subjects
    )
    if not named:
        claims_, themes = (
            tuple(
                replace(row, gatekeeper=row.gatekeeper and tree.branch(row.gatekeeper))
                for row in rows
            )
            for rows in (claims_, themes)
        )
    return Judged(claims_, themes, *subjects, sources, tree, settings, listening)


class Subjects:
    """Claims and themes with what was said of them, read off the project once."""

    def __init__(self, connection: Connection, settings: Reporting, listening: Listened) -> None:
        self._people = known(connection)
        self._connection = connection
        self._settings = settings
        self._book = codebook.book(connection)
        self._heard = listening.voices
        self._coders = {key: name for name, key in people.coders(connection).items()}
        self._said = self._readings()
        self._asked = _Asked(connection, self._book, listening.people)

    def _readings(self) -> dict[int, list[Said]]:
        """Per code, every reading of every source."""
        said: dict[int, list[Said]] = {}
        known = {stance.value: stance for stance in Stance}
        counting = self._settings.counting
        for code, voice, coder, stance in readings.stances(self._connection, counting):
            path = self._book.by_key[code].code.path
            heard = self._heard.get(voice)
            if heard is None:
                continue
            said.setdefault(code, []).extend(
                Said(source, self._coders[coder], path, known[stance], heard.transcript)
                for source in heard.sources
            )
        return said

    def _passages(self, themes: Mapping[int, Sequence[int]]) -> dict[int, int]:
        """How many passages each theme has in which a source is heard."""
        heard = [number for number, voice in self._heard.items() if voice.sources]
        return readings.passages_by_theme(self._connection, self._settings.counting, themes, heard)

    def sources(self) -> list[Source]:
        """Everyone and everything that can support a claim."""
        found = [
            Source(
                person.id, "informant", person.organisation, person.parent_organisation,
                person.standpoint, person.date,
            )
            for person in self._people
        ]  # fmt: skip
        parents = organisations.parents(self._connection)
        for stored in transcripts.listed(self._connection):
            about = stored.about
            if about.kind is not SourceKind.INTERVIEW:
                parent = parents.get(about.organisation, "")
                found.append(
                    Source(
                        stored.id, about.kind.value, about.organisation, parent,
                        date=about.date, place=about.place,
                    )
                )  # fmt: skip
        return found

    def codes(self) -> Iterator[tuple[str, Sequence[Said]]]:
        """Every code that was applied, by path, with its own readings."""
        for code, said in self._said.items():
            yield self._book.by_key[code].code.path, said

    def themes(self) -> Iterator[Subject]:
        """Every code with all below it."""
        below = {e.key: [each.key for each in self._book.below(e)] for e in self._book.entries}
        passages = self._passages(below)
        for entry in self._book.entries:
            said = [one for key in below[entry.key] for one in self._said.get(key, ())]
            own = {one.stance for one in self._said.get(entry.key, ())}
            asked, not_asked = self._asked.about([entry])
            yield Subject(
                entry.code.path,
                entry.code.name.in_(language()) or entry.code.key,
                theme_by(entry.code.kind, own),
                tuple(said),
                passages[entry.key],
                own=entry.code.path,
                asked=asked,
                not_asked=not_asked,
            )

    def claims(self) -> Iterator[Subject]:
        """Every claim, with its evidence, or else with what is coded under its themes."""
        listed = claims.listed(self._connection)
        evidence: dict[str, list[Tied]] = {}
        for tied in readings.evidence(self._connection, self._settings.counting.coders):
            evidence.setdefault(tied.claim, []).append(tied)
        codes = {
            claim.key: [
                below.key for entry, _ in self._themes(claim) for below in self._book.below(entry)
            ]
            for claim in listed
            if claim.id not in evidence
        }
        passages = self._passages(codes)
        parts: dict[str, list[str]] = {}
        for claim in listed:
            for whole in claim.part_of:
                parts.setdefault(whole, []).append(claim.id)
        settled = adjudications(self._connection)
        for claim in listed:
            if claim.id in evidence:
                said, count = self._tied(evidence[claim.id])
            else:
                said, count = tuple(self._under(claim)), passages[claim.key]
            asked, not_asked = self._asked.about([entry for entry, _ in self._themes(claim)])
            by: By = "evidence" if claim.id in evidence else "themes" if claim.themes else "none"
            yield Subject(
                claim.id,
                claim.text,
                by,
                said,
                count,
                asked=asked,
                not_asked=not_asked,
                literature=bool(claim.literature),
                documents=bool(claim.documents),
                assets=len(claim.assets),
                parts=tuple(parts.get(claim.id, ())),
                rests_on=claim.rests_on,
                adjudications=settled.get(claim.key, ()),
            )

    def _tied(self, evidence: Sequence[Tied]) -> tuple[tuple[Said, ...], int]:
        said: list[Said] = []
        passages: set[int] = set()
        for tied in evidence:
            heard = self._heard.get(tied.voice)
            if heard is None:
                continue
            if heard.sources:
                passages.add(tied.passage)
            said += [
                Said(
                    source, self._coders[tied.coder], "", Stance(tied.stance), heard.transcript,
                    tied.basis or "first-hand",
                )
                for source in heard.sources
            ]  # fmt: skip
        return tuple(said), len(passages)

    def _themes(self, claim: Claim) -> list[tuple[Entry, bool]]:
        return [(self._book.by_key[code], turned) for code, turned in claim.themes]

    def _under(self, claim: Claim) -> Iterator[Said]:
        for entry, turned in self._themes(claim):
            for below in self._book.below(entry):
                for one in self._said.get(below.key, ()):
                    yield replace(one, stance=one.stance.turned, turned=True) if turned else one


class _Asked:
    """Who was asked about what; what is asked of a code covers the codes below it.

    Who has withdrawn is left out: their silence is no finding.
    """

    def __init__(
        self, connection: Connection, book: Book, everyone: Sequence[InformantView]
    ) -> None:
        self._book = book
        self._told: dict[tuple[str, str], dict[str, bool]] = {}
        present: dict[str, list[str]] = {}
        ids = {person.id for person in everyone}
        withdrawn: set[str] = set()
        for person in everyone:
            if person.status is Status.WITHDRAWN:
                withdrawn.add(person.id)
            for transcript in person.transcripts:
                present.setdefault(transcript, []).append(person.id)
        told = sorted(topics.listed(connection), key=lambda topic: topic.informant != "")
        for topic in told:
            path = book.by_key[topic.code].code.path
            named = [topic.informant] if topic.informant in ids else []
            asked = named if topic.informant else present.get(topic.transcript, [])
            for id_ in set(asked) - withdrawn:
                self._told.setdefault((id_, topic.transcript), {})[path] = topic.asked

    def about(self, entries: Sequence[Entry]) -> tuple[frozenset[str], frozenset[str]]:
        """The informants asked about any of those codes, and those who were asked about none."""
        asked: set[str] = set()
        not_asked: set[str] = set()
        for (person, _), told in self._told.items():
            answers = {_nearest(told, entry.code.path) for entry in entries} - {None}
            if True in answers:
                asked.add(person)
            elif answers:
                not_asked.add(person)
        return frozenset(asked), frozenset(not_asked - asked)


def _nearest(told: Mapping[str, bool], path: str) -> bool | None:
    """What is recorded of the code itself, or else of the nearest one above it."""
    while path:
        if path in told:
            return told[path]
        path = path.rpartition("/")[0]
    return None
