"""The wheel carries all that the program needs, and works away from the checkout."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_the_demo_runs_from_the_wheel_alone(tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path / "dist")],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (wheel,) = (tmp_path / "dist").glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "installed")
    ran = subprocess.run(
        [sys.executable, "-m", "qualcode", "demo", "there", "--no-open", "--format", "json"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tmp_path / "installed")},
        capture_output=True,
        text=True,
    )
    assert ran.returncode == 0, ran.stderr
    assert '"id": "C33"' in ran.stdout
    assert (tmp_path / "there" / "report.html").is_file()
    names = {Path(name).name for name in zipfile.ZipFile(wheel).namelist()}
    assert {"py.typed", "qualcode.mo", "LICENSE", "abcd.yaml", "abcd-jember.yaml"} <= names
