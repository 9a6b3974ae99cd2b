"""How long it takes to revise the text of one transcript with all that is coded in it.

`python -m benchmarks.revision` makes interviews of 1 MB and 10 MB with 5,000 codings, revises them
(200 edits; every line wrapped anew; a tenth of the words heard otherwise; one turn edited by hand)
and prints the seconds for comparing the texts, for placing what stands in them, and for the whole
verb with its undo. The texts are made from a fixed seed.
"""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from qualcode import Study, new_project
from qualcode.analysis.alignment import Edit, aligned, edited
from qualcode.analysis.replacing import Replacing
from qualcode.model.span import Span

CODINGS = 5_000
EDITS = 200
SIZES = (1_000_000, 10_000_000)


def _words(chance: random.Random) -> list[str]:
    syllables = [v + c for v in "aiueo" for c in "bcdghjklmnprst"]
    return ["".join(chance.choices(syllables, k=chance.randint(1, 4))) for _ in range(8_000)]


def _text(chance: random.Random, words: list[str], size: int) -> str:
    turns: list[str] = []
    length = 0
    while length < size:
        some = (words[min(int(chance.expovariate(1 / 900)), 7_999)] for _ in range(30))
        turns.append(f"{chance.choice(['K0', 'A1', 'B1'])}: {' '.join(some).capitalize()}.\n\n")
        length += len(turns[-1])
    return "".join(turns)


def _edits(chance: random.Random, text: str) -> Iterator[Edit]:
    for at in sorted(chance.sample(range(0, len(text) - 100, 100), EDITS)):
        length = chance.choice([1, 1, 1, 8, 60])
        yield Edit(at, at + length, chance.choice(["x", "kata baru ", "", "sebuah tambahan\n"]))


def _heard_otherwise(chance: random.Random, words: list[str], text: str) -> str:
    return " ".join(
        chance.choice(words) if chance.random() < 0.1 else word for word in text.split(" ")
    )


def _timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _measure(study: Study, size: int) -> None:
    chance = random.Random(size)
    words = _words(chance)
    text = _text(chance, words, size)
    with TemporaryDirectory() as folder:
        file = Path(folder, f"T{size}.txt")
        file.write_text(text, "utf-8")
        study.transcripts.import_files([file])
        table = Path(folder, "codings.csv")
        starts = sorted(chance.randrange(len(text) - 400) for _ in range(CODINGS))
        spans = [Span(at, at + chance.randint(10, 300)) for at in starts]
        rows = (f"{file.stem},kata,{span.start},{span.end}" for span in spans)
        table.write_text("\n".join(["transcript,code,start,end", *rows]), "utf-8")
        study.codings.import_table(table)
    others = {
        "200 edits": edited(text, list(_edits(chance, text))).new,
        "lines wrapped anew": text.replace(" ", "\n").replace("\n\n", " "),
        "heard otherwise": _heard_otherwise(chance, words, text),
    }
    print(f"{size // 1_000_000} MB, {CODINGS} codings")
    for name, new in others.items():
        comparing = _timed(partial(aligned, text, new))
        replacing = Replacing(aligned(text, new))
        states: Counter[str] = Counter()
        placing = _timed(partial(_place, replacing, spans, states))
        whole = _timed(partial(study.transcripts.revise, file.stem, new))
        undo = _timed(study.history.undo)
        told = ", ".join(f"{state} {count}" for state, count in sorted(states.items()))
        print(f"  {name:20} compare {comparing:6.2f}  place {placing:5.2f}", end="")
        print(f"  verb {whole:6.2f}  undo {undo:5.2f}   {told}", flush=True)
    edit = [Edit(len(text) // 2, len(text) // 2 + 4, "kata")]
    print(f"  one edit by hand: {_timed(lambda: study.transcripts.edit(file.stem, edit)):.2f}")


def _place(replacing: Replacing, spans: Sequence[Span], states: Counter[str]) -> None:
    states.update(replacing.place(at).state for at in spans)


def main() -> None:
    """Measure all sizes, each in a project of its own."""
    for size in SIZES:
        with (
            TemporaryDirectory() as folder,
            new_project(Path(folder, "b.qualcode"), coder="ani") as study,
        ):
            study.codebook.add("kata")
            _measure(study, size)


if __name__ == "__main__":
    main()
