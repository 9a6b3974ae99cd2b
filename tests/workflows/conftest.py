"""A study of three people and two codes, in which something is coded."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from qualcode import Study, new_project

TALKS = {
    "K0": "K0: Air bersih belum masuk. Kami gotong royong.\n\nA1: Air sudah ada.\n",
    "A1": "A1: Sumur kami dangkal. Pipa belum sampai.\n",
    "B1": "B1: Sungai kotor. Air dibeli.\n",
}


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    with new_project(tmp_path / "study.qualcode", coder="ani") as made:
        made.informants.add("K0", referred_by="-", organisation="Dusun")
        made.informants.add("A1", referred_by="K0", organisation="Dinas")
        made.informants.add("B1", referred_by="K0", organisation="Dinas")
        made.codebook.add("air", name="Water")
        made.codebook.add("sumur", parent="air")
        made.codebook.add("gotong-royong", name="Mutual aid", kind="statement")
        for name, talk in TALKS.items():
            (tmp_path / f"{name}.txt").write_text(talk, "utf-8")
        made.transcripts.import_files([tmp_path / f"{name}.txt" for name in TALKS])
        made.codings.code("K0", ["air"], quote="Air bersih belum masuk")
        made.codings.code("A1", ["air/sumur"], quote="Sumur kami dangkal")
        made.codings.code("B1", ["air"], quote="Sungai kotor")
        made.codings.code("K0", ["air"], quote="Air sudah ada")
        made.codings.code("K0", ["gotong-royong"], quote="Kami gotong royong")
        yield made
