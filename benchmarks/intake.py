"""Bringing files in: many of mixed formats, one long one, and stopping in the middle.

    python benchmarks/intake.py [CASE…] [--files 1000] [--keep FOLDER]

The cases are mixed, long, stop and hostile; without any, all. mixed is 1,000 files of 30 KB of
words as txt, md, html, rtf, vtt, srt, docx and odt; long is one transcript of 10 MB; stop
interrupts the first half way and runs it again; hostile is a page of 20 MB of blank lines and one
of 100 MB in one line. Each is a whole command in a process of its own, beside reading the same
bytes and nothing else. A wrong number of transcripts ends it with status 1.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from html import escape
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from docx import Document

_WORDS = """
    air bersih belum masuk ke dusun kami gotong royong membuat sumur dalam pak camat pernah datang
    bantuan sosial keluarga penerima manfaat pendamping desa lembaga kelompok usaha jember warga
"""
_EACH, _LONG, _BLANK, _LINE = 30_000, 10_000_000, 20_000_000, 100_000_000
_TURN = 240  # characters
_MB = 1024 * (1024 if sys.platform == "darwin" else 1)
_TEXT = "urn:oasis:names:tc:opendocument:xmlns"

Said = Sequence[tuple[str, str]]


def _said(chance: random.Random, characters: int) -> Said:
    """Turns of an interview, of about so many characters together."""
    return [
        (("Pewawancara", "K0")[at % 2], " ".join(chance.choices(_WORDS.split(), k=_TURN // 6)))
        for at in range(max(2, characters // _TURN))
    ]


def _plain(said: Said) -> bytes:
    return "\n".join(f"{name}: {words}\n" for name, words in said).encode()


def _page(said: Said) -> bytes:
    return "".join(f"<p><b>{name}:</b> {escape(words)}</p>\n" for name, words in said).encode()


def _rich(said: Said) -> bytes:
    lines = "".join(f"{name}: {words}\\par " for name, words in said)
    return f"{{\\rtf1\\ansi {lines}}}".encode()


def _captions(said: Said, point: str) -> Iterator[str]:
    for at, (name, words) in enumerate(said):
        clock = f"{at // 3600:02}:{at // 60 % 60:02}:{at % 60:02}{point}"
        yield f"{at + 1}\n{clock}000 --> {clock}900\n{name}: {words}\n"


def _vtt(said: Said) -> bytes:
    return ("WEBVTT\n\n" + "\n".join(_captions(said, "."))).encode()


def _srt(said: Said) -> bytes:
    return "\n".join(_captions(said, ",")).encode()


def _word(said: Said) -> bytes:
    document, made = Document(), BytesIO()
    for name, words in said:
        document.add_paragraph(f"{name}: {words}")
    document.save(made)
    return made.getvalue()


def _opendocument(said: Said) -> bytes:
    made = BytesIO()
    lines = "".join(f"<text:p>{name}: {words}</text:p>" for name, words in said)
    with ZipFile(made, "w", ZIP_DEFLATED) as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        package.writestr(
            "content.xml",
            f'<office:document-content xmlns:office="{_TEXT}:office:1.0"'
            f' xmlns:text="{_TEXT}:text:1.0"><office:body><office:text>{lines}</office:text>'
            "</office:body></office:document-content>",
        )
    return made.getvalue()


WRITERS: Mapping[str, Callable[[Said], bytes]] = {
    ".txt": _plain,
    ".md": _plain,
    ".html": _page,
    ".rtf": _rich,
    ".vtt": _vtt,
    ".srt": _srt,
    ".docx": _word,
    ".odt": _opendocument,
}


@dataclass(frozen=True, slots=True)
class Taken:
    """A whole command: seconds on the clock and of the processor, and peak memory in MB."""

    seconds: float
    cpu: float
    memory: float


def mixed(folder: Path, count: int) -> Path:
    """That many files of 30 KB of words, of every format in turn."""
    there = folder / f"mixed-{count}"
    there.mkdir(exist_ok=True)
    chance = random.Random(7)
    endings = list(WRITERS)
    for at in range(count):
        ending = endings[at % len(endings)]
        file = there / f"w{at:05}{ending}"
        said = _said(chance, _EACH)
        if not file.exists():
            file.write_bytes(WRITERS[ending](said))
    return there


def _written(file: Path, content: bytes) -> Path:
    file.write_bytes(content)
    return file


def _command(project: Path, *words: object) -> list[str]:
    return [sys.executable, "-m", "qualcode", "-p", str(project), *map(str, words)]


def _new(folder: Path) -> Path:
    project = Path(tempfile.mkdtemp(dir=folder)) / "study.qualcode"
    words = [sys.executable, "-m", "qualcode", "new", str(project), "--coder", "ana"]
    subprocess.run(words, check=True, capture_output=True)
    return project


def _timed(words: Sequence[str], wait: float | None = None) -> Taken:
    """Run a command, interrupted after `wait` seconds where that is given."""
    began = time.perf_counter()
    process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    if wait is not None:
        time.sleep(wait)
        process.send_signal(signal.SIGINT)
    _, _, used = os.wait4(process.pid, 0)
    return Taken(time.perf_counter() - began, used.ru_utime + used.ru_stime, used.ru_maxrss / _MB)


def _bare(path: Path) -> float:
    """Seconds to read the same bytes and nothing else."""
    began = time.perf_counter()
    for file in sorted(path.iterdir()) if path.is_dir() else [path]:
        file.read_bytes()
    return time.perf_counter() - began


def _there(project: Path) -> list[str]:
    words = _command(project, "transcripts", "list", "--format", "json")
    found = subprocess.run(words, check=True, capture_output=True).stdout
    return [row["id"] for row in json.loads(found)]


def _told(name: str, taken: Taken, path: Path) -> None:
    size = sum(f.stat().st_size for f in ([path] if path.is_file() else path.iterdir()))
    print(
        f"{name:24} {taken.seconds:7.2f} s  cpu {taken.cpu:7.2f} s  {taken.memory:6.0f} MB   "
        f"{size / 1e6:6.1f} MB read alone: {_bare(path):.2f} s",
        flush=True,
    )


def _checked(name: str, path: Path, folder: Path, count: int) -> bool:
    project = _new(folder)
    _told(name, _timed(_command(project, "transcripts", "import", path)), path)
    _told(f"{name}, once more", _timed(_command(project, "transcripts", "import", path)), path)
    return len(_there(project)) == count


def _stopped(path: Path, folder: Path, count: int) -> bool:
    """Interrupt an import half way, by what a whole one takes, and let it go on."""
    whole = _timed(_command(_new(folder), "transcripts", "import", path))
    project = _new(folder)
    words = _command(project, "transcripts", "import", path)
    first = _timed(words, whole.seconds / 2)
    kept = len(_there(project))
    second = _timed(words)
    _told(f"stopped at {kept} of {count}", first, path)
    _told("and gone on", second, path)
    return 0 < kept < count and len(set(_there(project))) == count


def main() -> int:
    """Run the cases that are named, or all."""
    parser = argparse.ArgumentParser(description=__doc__, add_help=True)
    parser.add_argument("cases", nargs="*", metavar="CASE")
    parser.add_argument("--files", type=int, default=1_000)
    parser.add_argument("--keep", type=Path)
    asked = parser.parse_args()
    cases = asked.cases or ["mixed", "long", "stop", "hostile"]
    good = True
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        keep = asked.keep or folder
        keep.mkdir(parents=True, exist_ok=True)
        if "mixed" in cases:
            files = mixed(keep, asked.files)
            good &= _checked(f"{asked.files} mixed files", files, folder, asked.files)
        if "long" in cases:
            text = _plain(_said(random.Random(7), _LONG))
            good &= _checked("10 MB", _written(folder / "long.txt", text), folder, 1)
        if "stop" in cases:
            good &= _stopped(mixed(keep, asked.files), folder, asked.files)
        if "hostile" in cases:
            blank = _written(folder / "blank.txt", b"\n" * _BLANK + b"K0: ya\n")
            good &= _checked("20 MB of blank lines", blank, folder, 1)
            line = _written(folder / "line.txt", b"K0: " + b"air bersih " * (_LINE // 11))
            good &= _checked("100 MB in one line", line, folder, 1)
    print("all came in" if good else "NOT ALL CAME IN")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
