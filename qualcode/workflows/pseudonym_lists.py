"""Lists of words to replace, and previews in which somebody said what is to be replaced."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from qualcode.analysis.identifiers import Listed, Words, key
from qualcode.errors import InputError
from qualcode.exchange import csvtable
from qualcode.exchange.csvtable import Row
from qualcode.model.pseudonyms import Hit, Identifier
from qualcode.model.span import Span
from qualcode.model.transcript import Turn
from qualcode.workflows.outcome import Wrong
from qualcode.workflows.values import of_list

_YES, _NO = ("yes", "ya", "y"), ("no", "tidak", "n")


@dataclass(slots=True)
class Given:
    """Words for everywhere, keys of words that are never replaced, and what holds in one place."""

    words: list[Listed] = field(default_factory=list)
    never: set[str] = field(default_factory=set)
    _places: dict[str, list[tuple[Row, Hit, bool]]] = field(default_factory=dict)

    def take(self, row: Row) -> None:
        """A row: with a start it holds for one place, without for every one."""
        words, new, apply = row["words"], row["replacement"], row["apply"].lower()
        kind = of_list(Identifier, row["kind"] or "name", "kind")
        if apply not in ("", *_YES, *_NO):
            raise InputError("{given} is neither yes nor no", given=apply)
        sure = apply in _YES or not (apply or row["start"])
        if not key(words):
            raise InputError("no words are given")
        if sure and (not new or ";" in new):
            raise InputError("say what is to stand for {words}", words=words)
        if sure and (Words([words]).places(new) or csvtable.guard(new) != new):
            raise InputError(
                "{new} cannot stand for {words}", advice="choose other words", new=new, words=words
            )
        if row["start"]:
            span = _span(row)
            hit = Hit(span, words, new, kind, certain=True)
            self._places.setdefault(row["transcript"], []).append((row, hit, sure))
        elif sure:
            self.words.append(Listed(words, new, kind))
        else:
            self.never.add(key(words))

    def must_lie_in(self, ids: Collection[str] | Mapping[str, int]) -> None:
        """Refuse places in transcripts that are not there."""
        for id_ in self._places:
            if id_ not in ids:
                raise InputError(
                    "there is no transcript {id}", advice="make the preview again", id=id_
                )

    def places(self, id_: str, text: str, turns: Sequence[Turn]) -> list[tuple[Hit, bool]]:
        """What is said of places in a text, in order, and whether it is to be replaced."""
        edges = [edge for turn in turns for edge in (turn.span.start, turn.span.end)]
        found = sorted(self._places.get(id_, ()), key=lambda each: each[1].span)
        last = 0
        for row, hit, _ in found:
            cut = any(hit.span.start < edge < hit.span.end for edge in edges)
            if cut or hit.span.start < last or hit.span.of(text).split() != hit.words.split():
                raise InputError(
                    "{file}, row {line}: {words} does not stand there in {id}",
                    advice="the text was changed since; make the preview again",
                    file=row.file, line=row.line, words=hit.words, id=id_,
                )  # fmt: skip
            last = hit.span.end
        return [
            (Hit(hit.span, hit.span.of(text), hit.replacement, hit.kind, hit.certain), sure)
            for _, hit, sure in found
        ]


def listed(paths: Sequence[Path]) -> Given:
    """What some CSV files say: `words,replacement`, and what a preview has besides."""
    given = Given()
    for path in paths:
        table = csvtable.read(
            path, required=("words", "replacement"),
            optional=("transcript", "start", "end", "kind", "certain", "context", "apply"),
        )  # fmt: skip
        wrong = Wrong(table.file)
        for row in table.rows:
            with wrong.at(row, "words"):
                given.take(row)
        wrong.insist(keep_going=False, told=table.problems)
    return given


def _span(row: Row) -> Span:
    try:
        return Span(int(row["start"]), int(row["end"]))
    except ValueError as failure:
        raise InputError(
            "{start}:{end} is no place", start=row["start"], end=row["end"] or "-"
        ) from failure
