"""The tables of the workbench: which document each shows, and where its rows lead."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from qualcode.model.lists import FIRST_ROUND
from qualcode.reports import listings
from qualcode.reports import matrix as matrix_report
from qualcode.reports import rounds as rounds_report
from qualcode.reports import triangulation as triangulation_report
from qualcode.reports.document import Document, Grid
from qualcode.tui.screens.sheet import Place, Sheet
from qualcode.workflows.study import Study

_Make = Callable[[Study], Document]


def _matrix(study: Study) -> Document:
    return matrix_report.document(
        study.matrix(), by="informant", cells="segments", notice=study.notice
    )


def _triangulation(study: Study) -> Document:
    found = study.triangulate()
    return triangulation_report.document(
        found.claims, found.themes, dimensions=found.dimensions, coders=found.coders,
        notice=found.notice,
    )  # fmt: skip


_DOCUMENTS: Mapping[str, _Make] = {
    "transcripts": lambda study: listings.transcripts(study.transcripts.list(), study.notice),
    "codebook": lambda study: listings.codes(study.codebook.list(), study.notice),
    "informants": lambda study: listings.tree(study.informants.list(), study.notice),
    "codings": lambda study: listings.codings(study.codings.list(), study.notice),
    "evidence": lambda study: listings.evidence(study.claims.list_evidence(), study.notice),
    "matrix": _matrix,
    "triangulation": _triangulation,
    "memos": lambda study: listings.memos(study.memos.list(), study.notice),
    "history": lambda study: listings.log(study.history.list(), study.notice),
    "settings": lambda study: listings.settings(study.settings.list(), study.notice),
}


def sheet(name: str, study: Study) -> Sheet:
    """The table of that name."""
    lead = _to_transcript if name == "transcripts" else _to_place
    return Sheet(lambda: _DOCUMENTS[name](study), lead)


def hits(study: Study, phrase: str) -> Sheet:
    """Where a phrase stands."""
    return Sheet(lambda: listings.hits(study.search(phrase), study.notice), _to_place)


def rounds(study: Study, later: str) -> Sheet:
    """What the coder did in the first round beside a later one."""

    def _make() -> Document:
        found = study.rounds.compare(FIRST_ROUND, later)
        return rounds_report.document(found, FIRST_ROUND, later, study.notice)

    return Sheet(_make, _to_place)


def _to_transcript(grid: Grid, row: int, _column: int) -> Place:
    return Place(str(grid.rows[row][0]))


def _to_place(grid: Grid, row: int, _column: int) -> Place | None:
    """Where a row that names a transcript and a character leads."""
    keys = [column.key for column in grid.columns]
    if "transcript" not in keys or "start" not in keys:
        return None
    start = grid.rows[row][keys.index("start")]
    transcript = str(grid.rows[row][keys.index("transcript")])
    return Place(transcript, start if isinstance(start, int) else 0)
