"""An open study: all verbs in one place, as the command line has them."""

from __future__ import annotations

import getpass
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

from qualcode.analysis.cooccurrence import Cooccurrence
from qualcode.analysis.matrix import Matrix
from qualcode.analysis.saturation import Saturation
from qualcode.errors import Problem
from qualcode.model.lineage import EVERYBODY, Lineage
from qualcode.model.views import HitView, RetrievedView
from qualcode.model.withdrawal import Withdrawal
from qualcode.reports.document import Document, Figure
from qualcode.store import people
from qualcode.store.project import Clock, Project, now
from qualcode.workflows import citations as citing
from qualcode.workflows import cooccurrence as cooccurrences
from qualcode.workflows import figures, quoting, retrieval, seating, tables, withdrawal
from qualcode.workflows import matrix as matrices
from qualcode.workflows import referrals as trees
from qualcode.workflows import report as whole
from qualcode.workflows import saturation as saturations
from qualcode.workflows import search as searching
from qualcode.workflows import triangulation as triangulations
from qualcode.workflows.claims import Claims
from qualcode.workflows.codebook import Codes, read_codebook
from qualcode.workflows.codings import Codings
from qualcode.workflows.comparison import Comparison
from qualcode.workflows.history import History
from qualcode.workflows.informants import Informants
from qualcode.workflows.leads import Leads
from qualcode.workflows.links import Links
from qualcode.workflows.marking import Marking
from qualcode.workflows.memos import Memos
from qualcode.workflows.pins import Pins
from qualcode.workflows.quoting import Quoted
from qualcode.workflows.referrals import Referrals
from qualcode.workflows.rounds import Rounds
from qualcode.workflows.settings import Settings
from qualcode.workflows.speakers import Speakers
from qualcode.workflows.themes import Themes
from qualcode.workflows.topics import Topics
from qualcode.workflows.transcripts import Transcripts
from qualcode.workflows.triangulation import Triangulation
from qualcode.workflows.versions import Versions


class Study:
    """A project opened by a coder.

    >>> with open_project("jember.qualcode", coder="ani") as study:
    ...     study.codings.code("SEK", ["aset/institusi"], quote="kami ini leading sector")
    ...     study.triangulate().claims[0].verdict
    """

    def __init__(self, project: Project, coder: str | None = None) -> None:
        self.project = project
        self._coder = coder

    @cached_property
    def coder(self) -> str:
        """Who works: as named, else the project's first coder."""
        if self._coder:
            return self._coder
        with self.project.reading() as connection:
            return next(iter(people.coders(connection)))

    @cached_property
    def transcripts(self) -> Transcripts:
        """Bringing transcripts in, and looking at them."""
        return Transcripts(self.project, self.coder)

    @cached_property
    def informants(self) -> Informants:
        """Bringing informants in, who referred whom, and looking at them."""
        return Informants(self.project, self.coder)

    @cached_property
    def speakers(self) -> Speakers:
        """Deciding whom a speaker label is."""
        return Speakers(self.project, self.coder)

    @cached_property
    def leads(self) -> Leads:
        """Whom informants named, and who may follow from it."""
        return Leads(self.project, self.coder)

    @cached_property
    def topics(self) -> Topics:
        """What was asked in which interview."""
        return Topics(self.project, self.coder)

    @cached_property
    def codebook(self) -> Codes:
        """The codebook: bringing one in and out, and working on it."""
        return Codes(self.project, self.coder)

    @cached_property
    def pins(self) -> Pins:
        """The codes that this coder keeps at hand."""
        return Pins(self.project, self.coder)

    @cached_property
    def codings(self) -> Codings:
        """Coding: one passage by hand, or a whole table."""
        return Codings(self.project, self.coder)

    @cached_property
    def marking(self) -> Marking:
        """Passages by themselves: marking, moving their edges, key quotes."""
        return Marking(self.project, self.coder)

    @cached_property
    def links(self) -> Links:
        """Linking passages with each other."""
        return Links(self.project, self.coder)

    @cached_property
    def themes(self) -> Themes:
        """Gathering codes into themes."""
        return Themes(self.project, self.coder)

    @cached_property
    def versions(self) -> Versions:
        """Versions of the codebook, and what was coded before a definition changed."""
        return Versions(self.project, self.coder)

    @cached_property
    def rounds(self) -> Rounds:
        """Rounds of coding, and comparing two of them."""
        return Rounds(self.project, self.coder)

    @cached_property
    def comparison(self) -> Comparison:
        """Setting the passages of a code against each other."""
        return Comparison(self.project, self.coder)

    @cached_property
    def claims(self) -> Claims:
        """Claims and the evidence for and against them."""
        return Claims(self.project, self.coder)

    @cached_property
    def memos(self) -> Memos:
        """Memos: writing them, and reading them again."""
        return Memos(self.project, self.coder)

    @cached_property
    def settings(self) -> Settings:
        """The settings of the project."""
        return Settings(self.project, self.coder)

    @cached_property
    def history(self) -> History:
        """What was done, undoing it, keeping a copy, and whether all is sound."""
        return History(self.project, self.coder)

    @property
    def notice(self) -> str:
        """What every page and table says where the material is invented, else empty."""
        return self.settings.show("constructed").value

    def search(self, phrase: str) -> list[HitView]:
        """Where a phrase stands, blind to case, accents and punctuation."""
        return searching.search(self.project, phrase)

    def retrieve(self, theme: str, *, by: str = "", column: str = "") -> list[RetrievedView]:
        """All passages of a theme with the words around them, or those behind a cell of a matrix;
        see `qualcode.workflows.retrieval`."""
        return retrieval.retrieved(self.project, theme, by=by, column=column)

    def tied(self, claim: str) -> list[RetrievedView]:
        """The passages tied to a claim, with the words around them."""
        return retrieval.tied(self.project, self.claims.list_evidence(claim=claim))

    def matrix(
        self,
        *,
        by: str = "informant",
        cells: str = "segments",
        within: str = "",
        lineage: Lineage = EVERYBODY,
    ) -> Matrix:
        """The theme matrix; see `qualcode.workflows.matrix.matrix`."""
        return matrices.matrix(self.project, by=by, cells=cells, within=within, lineage=lineage)

    def sides(self) -> tuple[str, ...]:
        """All that themes can be set against in a matrix."""
        return seating.sides(self.project)

    def cooccur(
        self, *, unit: str = "passage", within: int | None = None, lineage: Lineage = EVERYBODY
    ) -> Cooccurrence:
        """Which codes come together; see `qualcode.workflows.cooccurrence.cooccurrence`."""
        return cooccurrences.cooccurrence(self.project, unit=unit, within=within, lineage=lineage)

    def saturation(
        self,
        *,
        over: str = "themes",
        base: int = 4,
        run: int = 2,
        threshold: str = "5%",
        separate: bool = False,
        below: bool = False,
        lineage: Lineage = EVERYBODY,
    ) -> Saturation:
        """When nothing new came any more; see `qualcode.workflows.saturation.saturation`."""
        return saturations.saturation(
            self.project, over=over, base=base, run=run, threshold=threshold, separate=separate,
            below=below, lineage=lineage,
        )  # fmt: skip

    def referrals(self) -> Referrals:
        """How people were found, and what hangs on one branch alone; see
        `qualcode.workflows.referrals.referrals`."""
        return trees.referrals(self.project)

    def figure(self, name: str, *, claim: str = "", named: bool = False) -> Figure:
        """A picture of the study; see `qualcode.workflows.figures.figure`."""
        return figures.figure(self.project, name, claim=claim, named=named)

    def triangulate(self, *, lineage: Lineage = EVERYBODY) -> Triangulation:
        """Every claim and theme, judged; see `qualcode.workflows.triangulation`."""
        return triangulations.triangulation(self.project, lineage=lineage)

    def quotable(
        self, found: Sequence[Quoted], *, leaving: bool = False
    ) -> tuple[list[Quoted], tuple[Problem, ...]]:
        """Only what people let be quoted; see `qualcode.workflows.quoting.quotable`."""
        return quoting.quotable(self.project, found, leaving=leaving)

    def withheld(self, *, leaving: bool = False) -> tuple[Problem, ...]:
        """Whose words are left out of all quotes; see `qualcode.workflows.quoting.withheld`."""
        return quoting.withheld(self.project, leaving=leaving)

    def withdraw(
        self, informant: str, *, backups: bool = False, dry_run: bool = False
    ) -> tuple[Withdrawal, tuple[Problem, ...]]:
        """Erase everything from an informant; see `qualcode.workflows.withdrawal.withdraw`."""
        return withdrawal.withdraw(
            self.project, self.coder, informant, backups=backups, dry_run=dry_run
        )

    def table(self, name: str, *, named: bool = False) -> Document:
        """One table of the evidence; see `qualcode.workflows.tables`."""
        return tables.table(self.project, name, named=named)

    def report(self, *, named: bool = False) -> Document:
        """All of it, to read; see `qualcode.workflows.report.report`."""
        return whole.report(self.project, named=named)

    def methods(self) -> Document:
        """How the study was done, as far as the project holds it."""
        return whole.methods(self.project)

    def citations(
        self, claim: str = "", *, style: str = "article", by: str = "pseudonym"
    ) -> Document:
        """The informants behind a claim or all, cited; see `qualcode.workflows.citations`."""
        return citing.citations(self.project, claim, style=style, by=by)

    def close(self) -> None:
        """Let go of the project."""
        self.project.close()

    def __enter__(self) -> Study:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def open_project(where: str | Path, *, coder: str | None = None, clock: Clock = now) -> Study:
    """Open an existing project: a `.qualcode` file, or the URL of a PostgreSQL database.

    `coder` is who works from now on, else the project's first coder. Raises `QualcodeError`,
    one sentence that says what is wrong and what to do.
    """
    return Study(Project.open(str(where), clock=clock), coder)


def new_project(
    where: str | Path, *, coder: str | None = None, codebook: str | Path = "", clock: Clock = now
) -> Study:
    """Make a new project, with a codebook (a file, or a starter codebook by name) if one is given.

    `coder` is its first coder, else the login name. If the codebook cannot be read, no project
    is made.
    """
    if codebook:
        read_codebook(codebook)
    name = coder or login_name()
    study = Study(Project.create(str(where), coder=name, clock=clock), name)
    if codebook:
        study.codebook.import_file(codebook)
    return study


def login_name() -> str:
    """The name of whoever is logged in."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "coder"
