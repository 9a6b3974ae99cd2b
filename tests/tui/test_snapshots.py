"""The main screens as they are drawn: two sizes, both themes, compared with golden pictures.

Where a change of looks is meant, `python -m tests.tui.test_snapshots` draws them anew; look at
them before they are kept.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from docs.pictures import SCREENS, pictures
from qualcode.workflows.demo import demo

GOLDEN = Path(__file__).with_name("snapshots")
SIZES = ((80, 24), (140, 40))
THEMES = ("dark", "light")


@pytest.fixture(scope="module")
def jember(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("demo")
    demo(folder / "demo")
    yield folder / "demo" / "jember.qualcode"


def _file(screen: str, size: tuple[int, int], theme: str) -> Path:
    return GOLDEN / f"{screen}-{size[0]}x{size[1]}-{theme}.svg"


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("screen", SCREENS)
async def test_a_screen_looks_as_it_did(
    jember: Path,
    screen: str,
    size: tuple[int, int],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    drawn = await pictures(jember, screen, THEMES, size)
    for theme, picture in zip(THEMES, drawn, strict=True):
        (tmp_path / f"{theme}.svg").write_text(picture, "utf-8")
        assert picture == _file(screen, size, theme).read_text("utf-8"), (
            f"{screen} looks different: compare {tmp_path / theme}.svg"
            f" with {_file(screen, size, theme)}"
        )


def _draw_anew() -> None:
    GOLDEN.mkdir(exist_ok=True)
    with TemporaryDirectory() as place:
        for name in ("XDG_CONFIG_HOME", "XDG_STATE_HOME"):
            os.environ[name] = place
        demo(Path(place) / "demo")
        project = Path(place) / "demo" / "jember.qualcode"
        for screen in SCREENS:
            for size in SIZES:
                drawn = asyncio.run(pictures(project, screen, THEMES, size))
                for theme, picture in zip(THEMES, drawn, strict=True):
                    _file(screen, size, theme).write_text(picture, "utf-8")


if __name__ == "__main__":
    _draw_anew()
