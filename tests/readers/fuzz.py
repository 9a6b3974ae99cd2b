"""Look for bytes that a reader does not stand, guided by what of it they reach.

    pip install atheris
    python tests/readers/fuzz.py .rtf -max_total_time=600

The laws beside this file damage samples by chance; this goes on from whatever reached new lines.
It begins with the samples of that ending, and stops at bytes that are neither read nor refused in
a sentence, that take longer than ten seconds, or more than 2 GB; they are left in the folder.
Further options are those of libFuzzer.
"""

from __future__ import annotations

import sys
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import atheris

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

with atheris.instrument_imports(include=["qualcode.readers", "striprtf", "defusedxml"]):
    from qualcode.errors import InputError
    from qualcode.readers import registry


def main(ending: str, *options: str) -> None:
    """Fuzz the reader of `ending` until something is found or the time is up."""
    path = Path(f"w{ending}")

    def _try(content: bytes) -> None:
        with suppress(InputError):
            made = registry.parse(path, content).transcript
            assert all(turn.span.end <= len(made.text) for turn in made.turns)

    with TemporaryDirectory() as found:
        for sample in (ROOT / "transcripts" / "samples").glob(f"*{ending}"):
            Path(found, sample.name).write_bytes(sample.read_bytes())
        limits = ("-timeout=10", "-rss_limit_mb=2048")
        atheris.Setup([sys.argv[0], *limits, *options, found], _try)
        atheris.Fuzz()


if __name__ == "__main__":
    if len(sys.argv) < 2 or sys.argv[1] not in registry.ENDINGS:
        sys.exit(f"name one of {' '.join(registry.ENDINGS)}")
    main(*sys.argv[1:])
