"""A private PostgreSQL for the tests: its own files, its own socket, gone afterwards."""

from __future__ import annotations

import os
import pwd
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

_MISSING = (
    "the tests need PostgreSQL's programs initdb and pg_ctl: on Debian, apt-get install postgresql"
    ' (or leave these tests out with -m "not postgresql")'
)


def _programs() -> Path:
    """The folder with initdb and pg_ctl, the newest version there is."""
    on_path = shutil.which("initdb")
    if on_path:
        return Path(on_path).resolve().parent
    found = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    newest = max(found, key=lambda program: float(program.parts[-3]), default=None)
    if newest is None:
        raise AssertionError(_MISSING)
    return newest.parent


def _user() -> str | None:
    """Whom the server runs as: PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


def _dictionary_order(programs: Path) -> tuple[str, ...]:
    """Sort as people do, where the server can, to catch what relies on its order."""
    said = subprocess.run([programs / "initdb", "--version"], capture_output=True, text=True)
    version = int(re.findall(r"\d+", said.stdout)[0])
    return ("--locale-provider=icu", "--icu-locale=en-US") if version >= 15 else ()


def _run(log: Path, *words: object) -> None:
    with log.open("a") as said:
        ran = subprocess.run(
            [str(word) for word in words],
            user=_user(),
            cwd="/",
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=said,
        )
    if ran.returncode:
        raise AssertionError(f"{words[0]} failed:\n{log.read_text()[-2_000:]}")


@contextmanager
def cluster() -> Iterator[str]:
    """A running server; gives the start of its URLs, which a database's name completes.

    It stands under /tmp, because the name of a socket may not be long.
    """
    programs = _programs()
    with TemporaryDirectory(prefix="qc", dir="/tmp") as name:
        folder = Path(name)
        data, log = folder / "data", folder / "log"
        user = _user()
        if user is not None:
            shutil.chown(folder, user)
        initdb = (programs / "initdb", "-D", data, "-A", "trust", "-U", "qualcode", "-E", "UTF8")
        _run(log, *initdb, "-N", "--no-locale", *_dictionary_order(programs))
        options = f"-k {folder} -c listen_addresses='' -c fsync=off -c max_connections=50"
        pg_ctl = (programs / "pg_ctl", "-D", data, "-w")
        _run(log, *pg_ctl, "-o", options, "-l", folder / "server", "start")
        try:
            yield f"postgresql://qualcode@/{{}}?host={folder}"
        finally:
            _run(log, *pg_ctl, "-m", "immediate", "stop")
