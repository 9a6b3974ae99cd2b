"""A small study on the desk."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path

import pytest
from textual.pilot import Pilot

from qualcode import i18n, new_project
from qualcode.tui.app import Workbench

TALK = (
    "Ani: Bagaimana air di dusun?\n\n"
    "K0: Air bersih belum masuk. Kami gotong royong membuat sumur [b]dalam[/b].\n\n"
    "Ani: Siapa yang membantu?\n\n"
    "K0: Pak camat pernah datang.\n"
)
Settle = Callable[[Pilot[str]], Awaitable[None]]


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    made = tmp_path / "study.qualcode"
    with new_project(made, coder="ani") as study:
        study.informants.add("K0", referred_by="-", organisation="Dusun")
        study.informants.add("A1", referred_by="K0", organisation="Dinas")
        study.codebook.add("air", name="Water")
        study.codebook.add("gotong-royong", kind="statement", name="Mutual aid")
        study.claims.add("C1", "Air belum masuk.")
        (tmp_path / "K0.txt").write_text(TALK, "utf-8")
        (tmp_path / "Z9.txt").write_text("A1: 字字字 satu dua.\n", "utf-8")
        study.transcripts.import_files([tmp_path / "K0.txt", tmp_path / "Z9.txt"])
    yield made
    assert not (tmp_path / "state" / "qualcode" / "errors.log").exists()  # what failed is there


@pytest.fixture
def bench(path: Path) -> Workbench:
    return Workbench(str(path), "ani")


@pytest.fixture
def settle() -> Settle:
    async def _settle(pilot: Pilot[str]) -> None:
        """Wait until what was started has come back and is shown."""
        app = pilot.app
        assert isinstance(app, Workbench)
        for _ in range(10):  # what has come back may start more, on a busy machine late
            await pilot.pause()
            await asyncio.wrap_future(app.hands.submit(lambda: None))
        await pilot.pause()

    return _settle


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    i18n.speak("en")
    yield
    i18n.speak("en")
