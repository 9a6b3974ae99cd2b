"""Pseudonyms: what tells who people are is replaced for good, and only the key file leads back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from itertools import count, pairwise
from pathlib import Path

from qualcode.analysis.identifiers import Finder, Listed, Person, Words, key
from qualcode.analysis.redaction import redacted
from qualcode.errors import InputError, Problem, problem
from qualcode.model.pseudonyms import Hit, Identifier, Proposal, Pseudonymised, Redaction
from qualcode.model.span import Span
from qualcode.store import holding, informants, pseudonymising, transcripts
from qualcode.store.engine import Connection
from qualcode.store.holding import Held
from qualcode.store.project import Project
from qualcode.store.speakers import folded
from qualcode.workflows.pseudonym_lists import Given, listed
from qualcode.workflows.revealing import originals
from qualcode.workflows.withdrawal import beside, unswept

_AROUND = 30  # characters that a preview shows on each side


class _RehearsedError(Exception):
    """Ends a rehearsal, so that nothing of it is kept."""


def pseudonymise(
    project: Project,
    coder: str,
    ids: Sequence[str] = (),
    lists: Sequence[Path] = (),
    *,
    dry_run: bool = False,
) -> tuple[Pseudonymised, tuple[Problem, ...]]:
    """Replace real names, and what else tells who people are, in some transcripts or in all.

    What is certain, or said so in one of the `lists`, is replaced for good: in every revision, in
    the history and in the bytes of the files. What stood there is kept in the key file alone. What
    is doubtful is only told. A `dry_run` changes nothing and tells the same.
    """
    given = listed(lists)
    found: Pseudonymised | None = None
    with suppress(_RehearsedError), project.writing(by=coder, why="pseudonymise") as step:
        plan = _Plan(project, step.connection, ids, given)
        changed = pseudonymising.pseudonymise(
            step, plan.texts, plan.labels, plan.abouts, plan.clean
        )
        problems = [*plan.problems, *plan.left()]
        found = Pseudonymised(
            None if dry_run else step.made, plan.proposals, tuple(changed), beside(project)
        )
        if dry_run:
            raise _RehearsedError
    assert found is not None
    if found.step is not None:
        if not project.sweep():
            problems.append(unswept(project))
        problems += [
            problem(path.name, "this backup still holds the names",
                    advice="keep it as safe as the key file, or remove it")
            for path in found.backups
        ]  # fmt: skip
    return found, tuple(problems)


@dataclass
class _Plan:
    """What is to be replaced, and where."""

    project: Project
    connection: Connection
    ids: Sequence[str]
    given: Given
    problems: list[Problem] = field(default_factory=list)
    proposals: list[Proposal] = field(default_factory=list)
    texts: dict[int, tuple[Held, Redaction]] = field(default_factory=dict)
    labels: dict[int, dict[str, str]] = field(default_factory=dict)
    abouts: dict[int, dict[str, str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        keys = transcripts.keys(self.connection)
        chosen = [transcripts.key_of(self.connection, id_) for id_ in self.ids]
        self._names = {key: id_ for id_, key in keys.items()}
        self.given.must_lie_in(keys)
        self._people = informants.listed(self.connection)
        self._by_key = {person.key: person for person in self._people}
        self._guids = {person.id: person.guid for person in self._people}
        self._known = list(self._persons())
        self._who = transcripts.speakers_of(self.connection)
        self._listed = [
            replace(each, whom=self._whom(each.replacement)) for each in self.given.words
        ]
        self._finder = Finder(self._known, self._listed)
        self._must_be_free()
        self._held = holding.held(self.connection, set(chosen) if chosen else None)
        kept = self.project.keyfile.originals()
        self._earlier = {each.key: originals(kept, each, self._held)[0] for each in self._held}
        for each in self._held:
            self._rename(each)
        self._said: dict[str, Listed] = {}
        now = {each.key: self._current(each) for each in self._held if each.current}
        self._remember()
        older = Finder(self._known, [*self._listed, *self._said.values()])
        same = {(e.transcript, e.text): now[e.key] for e in self._held if e.current}
        for each in self._held:
            hits = same.get((each.transcript, each.text))
            if hits is None:
                hits = self._older(each, older)
            text = redacted(each.text, hits, self._earlier[each.key])
            self.texts[each.key] = each, text
        self._words = self._all_words()
        self._pattern = Words(self._words)
        for each in self._held:
            if each.current:
                self._about(each.transcript)

    def _must_be_free(self) -> None:
        """Refuse what is to stand for something where it is itself to be replaced."""
        for each in self._listed:
            if any(hit.certain for hit in self._finder.hits(each.replacement)):
                raise InputError(
                    "{new} cannot stand for {words}",
                    advice="choose other words",
                    new=each.replacement,
                    words=each.words,
                )

    def _persons(self) -> Iterator[Person]:
        names = self.project.keyfile.names()
        if names is None:
            self.problems.append(
                problem(self.project.name, "there is no key file, so no real names are known",
                        advice="bring it back before anything is replaced, or list the names")
            )  # fmt: skip
            return
        for person in self._people:
            for name in dict.fromkeys(each.name for each in names.get(person.guid, ())):
                if key(name) == key(person.id):
                    self.problems.append(
                        problem(person.id, "the id is the real name, so it stays where it stands",
                                advice="list the name with a pseudonym of its own")
                    )  # fmt: skip
                yield Person(person.id, person.guid, name)

    def _whom(self, id_: str) -> tuple[str, ...]:
        return (self._guids[id_],) if id_ in self._guids else ()

    # What is replaced

    def _rename(self, each: Held) -> None:
        """What the speaker labels of a text become: the id of whose they are, where they tell."""
        renamed = self.labels.setdefault(each.transcript, {})
        for label in each.labels:
            whose = self._whose(each.transcript, label)
            if whose:
                renamed[folded(label)] = whose
                continue
            hits = [hit for hit in self._finder.hits(label) if hit.certain]
            if hits:
                renamed[folded(label)] = redacted(label, hits).text

    def _whose(self, transcript: int, label: str) -> str:
        """The informant whose name, or a part of it, a label is; empty where it tells nothing."""
        there = self._who.get(transcript, {}).get(folded(label))
        if there is None:
            named = {person.id for person in self._known if key(person.name) == key(label)}
            return named.pop() if len(named) == 1 else ""
        if len(there) != 1 or there[0][0] not in self._by_key:
            return ""
        person = self._by_key[there[0][0]]
        own = Finder([each for each in self._known if each.guid == person.guid], ())
        return person.id if key(label) != key(person.id) and own.hits(label) else ""

    def _labels(self, each: Held) -> list[Hit]:
        """Where labels stand that become something else."""
        renamed = self.labels[each.transcript]
        hits: list[Hit] = []
        last = 0
        for turn in each.turns:
            at = each.text.rfind(turn.label, last, turn.span.start) if turn.label else -1
            new = renamed.get(folded(turn.label), turn.label)
            if at >= 0 and new != turn.label:
                span = Span(at, at + len(turn.label))
                hits.append(
                    Hit(span, turn.label, new, Identifier.NAME, certain=True, whom=self._whom(new))
                )
            last = turn.span.end
        return hits

    def _found(self, each: Held, finder: Finder, done: Sequence[Hit]) -> Iterator[Hit]:
        """What is found in a text besides what is `done`, turn by turn and between them."""
        edges = {0, len(each.text)}
        edges |= {edge for turn in each.turns for edge in (turn.span.start, turn.span.end)}
        at = 0
        for start, end in pairwise(sorted(edges)):
            for hit in finder.hits(each.text[start:end]):
                found = replace(hit, span=Span(hit.span.start + start, hit.span.end + start))
                while at < len(done) and done[at].span.end <= found.span.start:
                    at += 1
                if at == len(done) or not done[at].span.overlap(found.span):
                    yield found

    def _current(self, each: Held) -> list[Hit]:
        """What is replaced in a current text; all that is found becomes a proposal."""
        id_ = self._names[each.transcript]
        labels = self._labels(each)
        said = [
            (replace(hit, whom=self._whom(hit.replacement)), apply)
            for hit, apply in self.given.places(id_, each.text, each.turns)
            if not any(hit.span.overlap(label.span) for label in labels)
        ]
        said = sorted([*said, *((hit, True) for hit in labels)], key=lambda one: one[0].span)
        found = [
            (hit, hit.certain)
            for hit in self._found(each, self._finder, [hit for hit, _ in said])
            if key(hit.words) not in self.given.never
        ]
        shown = sorted([*said, *found], key=lambda one: one[0].span)
        for hit, apply in shown:
            start, end = max(0, hit.span.start - _AROUND), hit.span.end + _AROUND
            context = " ".join(each.text[start:end].split())
            self.proposals.append(Proposal(id_, hit, context, apply))
        applied = [hit for hit, apply in shown if apply]
        for hit in applied:
            self._say(hit.words, hit.replacement, hit.kind, hit.whom)
        return applied

    def _say(self, words: str, new: str, kind: Identifier, whom: tuple[str, ...]) -> None:
        self._said.setdefault(key(words), Listed(words, new, kind, whom))

    def _remember(self) -> None:
        """What was replaced before is not to stand in the history either."""
        for each in self._held:
            for was in self._earlier[each.key]:
                self._say(was.words, was.span.of(each.text), Identifier.NAME, was.whom)

    def _older(self, each: Held, finder: Finder) -> list[Hit]:
        """What is replaced in a text that is no longer the current one."""
        labels = self._labels(each)
        found = (
            hit
            for hit in self._found(each, finder, labels)
            if (hit.certain or key(hit.words) in self._said)
            and key(hit.words) not in self.given.never
        )
        return sorted([*labels, *found], key=lambda hit: hit.span)

    # What stands elsewhere

    def _all_words(self) -> dict[str, Listed]:
        """All words that are to be gone, by how they are compared; an id of somebody stays."""
        ids = {key(person.id) for person in self._people}
        words = {
            key(each.name): Listed(each.name, each.id, whom=(each.guid,)) for each in self._known
        }
        words |= {key(each.words): each for each in self._listed}
        for _, text in self.texts.values():
            for each in text.originals:
                new = each.span.of(text.text)
                words.setdefault(key(each.words), Listed(each.words, new, whom=each.whom))
        words |= self._said
        return {
            words_: each
            for words_, each in words.items()
            if len(words_) > 1 and words_ not in ids and words_ not in self.given.never
        }

    def clean(self, text: str) -> str:
        """The same with all words replaced that are to be gone."""
        for span in reversed(self._pattern.places(text)):
            words = span.of(text)
            text = f"{text[: span.start]}{self._words[key(words)].put(words)}{text[span.end :]}"
        return text

    def _about(self, transcript: int) -> None:
        """A transcript's own id, where that is a name, and who asks there under a new label."""
        about: dict[str, str] = {}
        id_ = self._names[transcript]
        taken = {folded(each) for each in (*self._names.values(), *self._guids)}
        new = self.clean(id_)
        if new != id_:
            free = (new if number == 0 else f"{new}-{number}" for number in count())
            about["id"] = next(each for each in free if folded(each) not in taken)
            self._names[transcript] = about["id"]
        renamed = self.labels[transcript]
        asking = [
            renamed[label]
            for label, found in self._who.get(transcript, {}).items()
            if label in renamed and found[0][1] == "interviewer"
        ]
        if asking:
            given = holding.interviewers(self.connection, transcript)
            kept = [renamed.get(folded(each), each) for each in given]
            about["interviewer"] = ";".join(dict.fromkeys((*kept, *asking)))
        if about:
            self.abouts[transcript] = about

    def left(self) -> Iterator[Problem]:
        """Where the words still stand, which is for the researcher to mend."""
        for where, column, text in holding.others(self.connection):
            found = dict.fromkeys(span.of(text) for span in self._pattern.places(text))
            if found:
                yield problem(
                    where, "names still stand there, in its {column}: {words}",
                    advice="change it there; pseudonymise again, and the history forgets it, too",
                    column=column, words=", ".join(found),
                )  # fmt: skip
