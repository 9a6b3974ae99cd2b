"""The demonstration study: built from the files that come with qualcode, the same every time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from qualcode.errors import InputError
from qualcode.reports import matrix as matrix_report
from qualcode.reports.renderers import registry
from qualcode.workflows import shipped
from qualcode.workflows.files import write_file
from qualcode.workflows.outcome import Progress, quiet
from qualcode.workflows.study import Study, new_project

FIRST_CODER = "ani"
MADE = datetime(2023, 3, 22, 8, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Demo:
    """Where the demonstration lies."""

    project: Path
    report: Path
    matrix: Path
    dissonance: Path


def demo(folder: Path, *, progress: Progress = quiet) -> Demo:
    """Build the study, its report and its matrix in `folder`, and beside it a small project that
    shows contradiction. Its steps carry a fixed date, so two demos are alike to the byte."""
    built = Demo(
        folder / "jember.qualcode",
        folder / "report.html",
        folder / "matrix.csv",
        folder / "dissonance" / "dissonance.qualcode",
    )
    for project in (built.project, built.dissonance):
        if project.exists():
            raise InputError(
                "{path} is already there",
                advice="choose another folder, or remove this one first",
                path=project,
            )
        _make_folder(project.parent)
    with _study("jember", built.project, "abcd-jember", progress) as study:
        study.settings.set("reporting_coders", FIRST_CODER)
        study.settings.set("material", "citations")
        write_file(built.report, registry.render(study.report(), "html"))
        found = study.matrix()
        document = matrix_report.document(
            found, by="informant", cells="segments", notice=study.notice
        )
        write_file(built.matrix, registry.render(document, "csv"))
    codebook = shipped.study("dissonance") / "codebook.yaml"
    _study("dissonance", built.dissonance, codebook, progress).close()
    return built


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as failure:
        raise InputError(
            "cannot make the folder {path}: {why}",
            advice="choose a place that you may write to",
            path=folder,
            why=failure.strerror or failure,
        ) from failure


def _clock() -> Callable[[], int]:
    """A clock that stands still."""
    at = int(MADE.timestamp() * 1000)
    return lambda: at


def _study(name: str, project: Path, codebook: str | Path, progress: Progress) -> Study:
    files = shipped.study(name)
    study = new_project(project, coder=FIRST_CODER, codebook=codebook, clock=_clock())
    study.settings.set("constructed", _notice(files / "informants.csv"))
    study.informants.import_table(files / "informants.csv")
    study.transcripts.import_files(
        sorted(files.glob("*.txt")), table=files / "about.csv", progress=progress
    )
    study.topics.import_table(files / "topics.csv")
    study.codings.import_table(files / "codings.csv")
    study.claims.import_table(files / "claims.csv")
    study.claims.import_evidence(files / "evidence.csv")
    return study


def _notice(file: Path) -> str:
    """What the head of every file says, in English and Indonesian."""
    lines = file.read_text("utf-8").splitlines()
    return "\n".join(line.removeprefix("#").strip() for line in lines if line.startswith("#"))
