"""The tables of the workbench, by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from qualcode.model.lists import FIRST_ROUND
from qualcode.reports import cooccurrence, listings, referrals, saturation
from qualcode.reports import rounds as rounds_report
from qualcode.reports.document import Document
from qualcode.tui.screens.codebook import CodebookTable
from qualcode.tui.screens.informants import Informants
from qualcode.tui.screens.matrix import Matrix
from qualcode.tui.screens.memos import Memos
from qualcode.tui.screens.settings import Settings
from qualcode.tui.screens.sheet import Listing
from qualcode.tui.screens.tables import Tables
from qualcode.tui.screens.transcripts import Transcripts
from qualcode.tui.screens.triangulation import Triangulation
from qualcode.tui.screens.working import WorkingScreen
from qualcode.workflows.cooccurrence import UNITS
from qualcode.workflows.saturation import OVER
from qualcode.workflows.study import Study


def _saturation(study: Study, over: str) -> Document:
    return saturation.document(study.saturation(over=over), over=over, notice=study.notice)


def _cooccurrence(study: Study, unit: str) -> Document:
    return cooccurrence.document(study.cooccur(unit=unit), unit=unit, notice=study.notice)


def _referrals(study: Study, _: str) -> Document:
    found = study.referrals()
    return referrals.document(found.recruitment, found.claims, found.themes, notice=found.notice)


SHEETS: Mapping[str, Callable[[], WorkingScreen]] = {
    "transcripts": Transcripts,
    "codebook": CodebookTable,
    "informants": Informants,
    "codings": lambda: Listing(
        lambda s: listings.codings(s.quotable(s.codings.list())[0], s.notice)
    ),
    "evidence": lambda: Listing(
        lambda s: listings.evidence(s.quotable(s.claims.list_evidence())[0], s.notice)
    ),
    "matrix": Matrix,
    "triangulation": Triangulation,
    "saturation": lambda: Tables(_saturation, OVER),
    "cooccurrence": lambda: Tables(_cooccurrence, UNITS),
    "referrals": lambda: Tables(_referrals),
    "memos": Memos,
    "history": lambda: Listing(lambda s: listings.log(s.history.list(), s.notice)),
    "settings": Settings,
}


def hits(phrase: str) -> Listing:
    """Where a phrase stands."""
    return Listing(lambda s: listings.hits(s.search(phrase), s.notice))


def rounds(later: str) -> Listing:
    """What the coder did in the first round beside a later one."""

    def _make(study: Study) -> Document:
        found = study.rounds.compare(FIRST_ROUND, later)
        return rounds_report.document(found, FIRST_ROUND, later, study.notice)

    return Listing(_make)
