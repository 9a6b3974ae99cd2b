"""What the tables of a report draw on, read off the project once and shared by all of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from qualcode.analysis.triangulation import Source
from qualcode.i18n import language
from qualcode.model.views import InformantView, MemoView, NegativeCaseView, QuoteView
from qualcode.store import claims, codebook, informants, passages, themes, transcripts
from qualcode.store.claims import Claim
from qualcode.store.codebook import Book
from qualcode.store.project import Project
from qualcode.store.transcripts import Stored
from qualcode.workflows import negative_cases, quotes
from qualcode.workflows.matrix import passages_by_source
from qualcode.workflows.memos import Memos
from qualcode.workflows.quotes import Place, Words
from qualcode.workflows.settings import tabled
from qualcode.workflows.triangulation import Judged, judged


class Material:
    """A project as the tables see it; each part is read when a table first wants it.

    Unless `named`, verdicts tell nothing of who led to whom but the branch.
    """

    def __init__(self, project: Project, *, named: bool = False) -> None:
        self.project = project
        self.named = named

    @cached_property
    def judged(self) -> Judged:
        """Claims and themes as they are judged, and what that rests on."""
        with self.project.reading() as connection:
            return judged(connection, named=self.named)

    @property
    def people(self) -> Sequence[InformantView]:
        """All informants, in tree order."""
        return self.judged.listening.people

    @cached_property
    def heard(self) -> tuple[Source, ...]:
        """The sources that a table lists: who was interviewed, then documents and observations."""
        speaking = {person.id for person in self.people if person.heard}
        known = {source.id: source for source in self.judged.sources if source.kind == "informant"}
        texts = [source for source in self.judged.sources if source.kind != "informant"]
        own = [known[person.id] for person in self.people if person.id in speaking]
        return (*own, *texts)

    @cached_property
    def book(self) -> Book:
        """The codebook."""
        with self.project.reading() as connection:
            return codebook.book(connection)

    @cached_property
    def claims(self) -> Mapping[str, Claim]:
        """All claims by id, as they came in."""
        with self.project.reading() as connection:
            return {claim.id: claim for claim in claims.listed(connection)}

    @cached_property
    def transcripts(self) -> Mapping[str, Stored]:
        """All transcripts by id."""
        with self.project.reading() as connection:
            return {stored.id: stored for stored in transcripts.listed(connection)}

    @cached_property
    def dates(self) -> Mapping[str, str]:
        """When each transcript was made; where that is not known, the date of who speaks in it."""
        found = {id_: stored.about.date for id_, stored in self.transcripts.items()}
        for person in self.people:
            for id_ in person.transcripts:
                found[id_] = found[id_] or person.date
        return found

    @cached_property
    def gathered(self) -> Mapping[str, tuple[str, ...]]:
        """The names of the themes that a researcher gathered each code into, by its path."""
        found: dict[str, tuple[str, ...]] = {}
        with self.project.reading() as connection:
            listed = themes.listed(connection)
        for theme in listed:
            for code in theme.codes:
                path = self.book.by_key[code].code.path
                found[path] = (*found.get(path, ()), theme.name.in_(language()))
        return found

    @cached_property
    def member_checks(self) -> Mapping[str, str]:
        """How the last member check of an informant stands."""
        with self.project.reading() as connection:
            ids = {key: id_ for id_, key in informants.keys(connection).items()}
            return {ids[key]: state for key, state in informants.member_checks(connection).items()}

    @cached_property
    def counts(self) -> Mapping[str, Mapping[tuple[bool, str], int]]:
        """Codings at each theme and below it in the words of each source."""
        with self.project.reading() as connection:
            return passages_by_source(connection)

    @cached_property
    def coded(self) -> Sequence[Place]:
        """Every coding that counts, in reading order."""
        with self.project.reading() as connection:
            return quotes.coded(
                connection, self.judged.settings, self.book, self.judged.listening.voices
            )

    @cached_property
    def tied(self) -> Sequence[Place]:
        """Every piece of evidence that counts, by claim."""
        with self.project.reading() as connection:
            return quotes.tied(connection, self.judged.settings, self.judged.listening.voices)

    @cached_property
    def words(self) -> Words:
        """Reads the words of places."""
        with self.project.reading() as connection:
            names = self.project.real_names(connection)
            people = informants.listed(connection)
            return Words(connection, {names[p.guid]: p.id for p in people if names.get(p.guid)})

    def under(self, claim: str) -> Iterator[tuple[str, bool]]:
        """The paths of the codes that a claim is judged by, and whether they are turned round."""
        for key, turned in self.claims[claim].themes:
            for below in self.book.below(self.book.by_key[key]):
                yield below.code.path, turned

    @cached_property
    def quotes(self) -> Mapping[str, Sequence[QuoteView]]:
        """Per claim a quote for each witness, and one against it from each who dissents."""
        rows = self.judged.claims
        with self.project.reading() as connection:
            starred = passages.key_quotes(connection)
        codes = {row.id: tuple(self.under(row.id)) for row in rows if row.by == "themes"}
        found = quotes.chosen(rows, codes, self.coded, self.tied, starred)
        return {
            row.id: tuple(
                self.words.of(place, (who,), stance) for place, who, stance in found[row.id]
            )
            for row in rows
        }

    @cached_property
    def negative_cases(self) -> Sequence[NegativeCaseView]:
        """What speaks against claims, and how that was explained."""
        return negative_cases.listed(self.project)

    @cached_property
    def memos(self) -> Sequence[MemoView]:
        """All memos, the oldest first."""
        return Memos(self.project, "").list()

    @cached_property
    def settings(self) -> Mapping[str, str]:
        """The settings that shape tables, as they hold now."""
        with self.project.reading() as connection:
            return tabled(connection)
