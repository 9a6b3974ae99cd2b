"""Small studies to do things to."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from qualcode import Study, new_project

TEXT = "Ani: Bagaimana air di dusun?\n\nK0: Air bersih belum masuk, tapi kami gotong royong.\n"


def small_study(where: str, *, coder: str = "ani") -> Study:
    """One interview, three people in a tree, two codes, a claim, and something coded."""
    study = new_project(where, coder=coder)
    study.informants.add("K0", referred_by="-", organisation="Dusun", date="2024-01-02")
    study.informants.add("A1", referred_by="K0", organisation="Dinas")
    study.codebook.add("air", name="Air")
    study.codebook.add("gotong-royong", parent="air", kind="statement")
    with TemporaryDirectory() as folder:
        path = Path(folder, "K0.txt")
        path.write_text(TEXT, "utf-8")
        study.transcripts.import_files([path])
    study.codings.code("K0", ["air", "gotong-royong"], quote="Air bersih belum masuk")
    study.claims.add("C1", "Air belum masuk.")
    study.claims.tie("C1", "K0", quote="belum masuk")
    return study
