"""A private PostgreSQL for the tests: its own files, its own socket, gone afterwards."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_MISSING = (
    "the tests need PostgreSQL's programs initdb and pg_ctl: on Debian, apt-get install postgresql"
    ' (or leave these tests out with -m "not postgresql")'
)


def _programs() -> Path:
    """The folder with initdb and pg_ctl, the newest version there is."""
    on_path = shutil.which("initdb")
    if on_path:
        return Path(on_path).parent
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if not found:
        raise AssertionError(_MISSING)
    return found[-1].parent


def _user() -> str | None:
    """Whom the server runs as: PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


def _run(*words: object) -> None:
    subprocess.run(
        [str(word) for word in words],
        check=True,
        user=_user(),
        cwd="/",
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


@contextmanager
def cluster() -> Iterator[str]:
    """A running server; gives the start of its URLs, which a database's name completes."""
    programs = _programs()
    folder = Path(tempfile.mkdtemp(prefix="qc"))
    user = _user()
    if user is not None:
        shutil.chown(folder, user)
    data = folder / "data"
    _run(programs / "initdb", "-D", data, "-A", "trust", "-U", "qualcode", "-E", "UTF8", "-N")
    options = f"-k {folder} -c listen_addresses='' -c fsync=off -c max_connections=30"
    _run(programs / "pg_ctl", "-D", data, "-o", options, "-l", folder / "log", "-w", "start")
    try:
        yield f"postgresql://qualcode@/{{}}?host={folder}"
    finally:
        _run(programs / "pg_ctl", "-D", data, "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)
