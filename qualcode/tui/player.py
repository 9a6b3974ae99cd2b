"""Playing a recording in the user's own player, from a moment on."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from threading import Thread

from qualcode.errors import NotFoundError

_PLAYERS = (
    ("mpv", "--start={seconds}", "--force-window=yes"),
    ("vlc", "--start-time={seconds}"),
    ("ffplay", "-loglevel", "quiet", "-ss", "{seconds}"),
)
_OPENERS = ("open",) if sys.platform == "darwin" else ("xdg-open",)  # these know no moment


def play(recording: Path, seconds: float) -> bool:
    """Start the player; tells whether it could be told where to start.

    `$QUALCODE_PLAYER` names another one, such as `celluloid --mpv-start={seconds}`. Raises
    `NotFoundError` where there is none.
    """
    command = _command()
    told = any("{seconds}" in word for word in command)
    words = [word.replace("{seconds}", f"{seconds:.1f}") for word in command]
    try:
        process = subprocess.Popen(
            [*words, str(recording)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError as failure:
        raise NotFoundError(
            "the player {player} cannot be started: {why}",
            advice="name another in $QUALCODE_PLAYER",
            player=words[0],
            why=failure.strerror or failure,
        ) from None
    Thread(target=process.wait, daemon=True).start()
    return told


def _command() -> list[str]:
    wished = shlex.split(os.environ.get("QUALCODE_PLAYER", ""))
    if wished:
        return wished
    for command in _PLAYERS:
        if shutil.which(command[0]):
            return list(command)
    for opener in _OPENERS:
        if shutil.which(opener):
            return [opener]
    raise NotFoundError(
        "no player for recordings was found",
        advice="install mpv or VLC, or name yours in $QUALCODE_PLAYER",
    )
