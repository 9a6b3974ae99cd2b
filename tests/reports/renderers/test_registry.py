from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from qualcode.errors import UsageError
from qualcode.reports.document import Document
from qualcode.reports.renderers.registry import RENDERERS, form_of, render


@pytest.mark.parametrize("form", [renderer.name for renderer in RENDERERS])
def test_the_same_document_gives_the_same_bytes(report: Document, form: str) -> None:
    assert render(report, form) == render(report, form)


@pytest.mark.parametrize("form", [renderer.name for renderer in RENDERERS])
def test_a_document_without_blocks_is_still_a_file(form: str) -> None:
    assert isinstance(render(Document("Nothing yet", ()), form), bytes)


@pytest.mark.parametrize("form", [each.name for each in RENDERERS if not each.binary])
def test_the_notice_is_in_every_format(report: Document, form: str) -> None:
    assert "Invented material: nobody said this." in render(report, form).decode()


def test_an_unknown_format_is_refused_with_the_known_ones() -> None:
    with pytest.raises(UsageError) as refused:
        render(Document("", ()), "pdf")
    assert str(refused.value) == (
        "there is no format pdf; supported: text, json, csv, md, html, xlsx, docx"
    )


@pytest.mark.parametrize(
    ("name", "form"), [("a.txt", "text"), ("a.b.CSV", "csv"), ("a.md", "md"), ("x.XLSX", "xlsx")]
)
def test_the_ending_chooses_the_format(name: str, form: str) -> None:
    assert form_of(Path(name)) == form


@pytest.mark.parametrize("name", ["report", "report.pdf", ".html"])
def test_an_ending_that_says_nothing_is_refused_with_the_supported_ones(name: str) -> None:
    with pytest.raises(UsageError) as refused:
        form_of(Path("folder") / name)
    assert str(refused.value) == (
        f"the ending of {name} does not say which format to write; "
        "supported: .txt, .json, .csv, .md, .html, .xlsx, .docx"
    )


def test_knowing_the_formats_does_not_load_them() -> None:
    asked = "import sys, qualcode.reports.renderers.registry; print('xlsxwriter' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", asked], capture_output=True, check=True)
    assert told.stdout.strip() == b"False"
