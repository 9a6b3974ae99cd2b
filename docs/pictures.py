"""Pictures of the workbench, from the running program on the demonstration study.

    python -m docs.pictures

writes those of the README beside this file; the tests compare more of them with golden files.
"""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Mapping, Sequence
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console
from rich.segment import Segment

from docs.svg import svg
from qualcode import i18n
from qualcode.tui.app import Workbench
from qualcode.workflows.demo import demo

HERE = Path(__file__).parent
SCREENS: Mapping[str, tuple[str, ...]] = {
    "desk": ("t", *("down",) * 4, "enter", *("n",) * 4, "right"),
    "informants": ("I", "down"),
    "matrix": ("M",),
    "passages": ("M", "down", *("right",) * 4, "enter"),
    "triangulation": ("V", *("down",) * 10),
    "codebook": ("b", "down"),
    "board": ("B", "right", "down"),
    "compare": ("t", *("down",) * 4, "enter", *("n",) * 4, "right", "A"),
    "versions": ("F",),
}
"""The main screens, and the keys that lead there."""

_README = (
    ("desk", "dark", (132, 36)),
    ("triangulation", "dark", (132, 36)),
    ("informants", "light", (132, 22)),
    ("matrix", "light", (132, 36)),
)


async def pictures(
    project: Path, screen: str, themes: Sequence[str], size: tuple[int, int]
) -> list[str]:
    """One screen of the workbench as SVGs, one in each theme."""
    app = Workbench(str(project), "ani")
    async with app.run_test(size=size) as pilot:
        await _still(app)
        app.hint = ""
        for key in SCREENS[screen]:
            await pilot.press(key)
            await _still(app)
        found = []
        for theme in themes:
            app.theme = f"qualcode-{theme}"
            await _still(app)
            found.append(_drawn(app))
        return found


async def _still(app: Workbench) -> None:
    """Wait until all that was started has come and two pictures in a row are the same."""
    before, now = "", "?"
    while before != now:
        for _ in range(4):
            await asyncio.wrap_future(app.hands.submit(lambda: None))
            await asyncio.sleep(0.01)
        before, now = now, _drawn(app)


def _drawn(app: Workbench) -> str:
    width, height = app.size
    console = Console(width=width, height=height, file=StringIO(), color_system="truecolor")
    update = app.screen._compositor.render_update(full=True, simplify=True)
    segments = Segment.filter_control(console.render(update or ""))
    theme = app.current_theme
    return svg(
        list(Segment.split_lines(segments)),
        width=width,
        title=f"qualcode · {app.desk.shown.id if app.desk.shown else ''}",
        ink=(theme.foreground or "#ffffff").lower(),
        ground=(theme.background or "#000000").lower(),
    )


def main(folder: Path) -> None:
    """Write the pictures of the README."""
    i18n.speak("en")
    with TemporaryDirectory() as place:
        for name in ("XDG_CONFIG_HOME", "XDG_STATE_HOME"):
            os.environ[name] = place
        demo(Path(place) / "demo")
        for screen, theme, size in _README:
            project = Path(place) / "demo" / "jember.qualcode"
            (drawn,) = asyncio.run(pictures(project, screen, [theme], size))
            (folder / f"{screen}.svg").write_text(drawn, "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if sys.argv[1:] else HERE)
