"""Coders at work: every verb of a study that changes it, in any order."""

from __future__ import annotations

import tempfile
from abc import abstractmethod
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule

from qualcode import Study
from qualcode.model.transcript import SourceKind

CODERS = st.sampled_from(["ani", "budi", "cici"])
PEOPLE = st.sampled_from(["K0", "A1", "A2", "B1"])
NAMES = {"K0": "", "A1": "", "A2": "Sri Wahyuni", "B1": "Bambang"}
REFERRERS = st.sampled_from(["-", "", "K0", "A1", "A1;K0"])
CODES = st.sampled_from(["air", "jalan", "desa", "air/sumur", "jalan/aspal", "desa/dana"])
PARENTS = st.one_of(st.just(""), CODES)
KEYS = st.sampled_from(["air", "jalan", "desa", "sumur", "aspal", "dana"])
CLAIMS = st.sampled_from(["C1", "C2", "C3"])
STANCES = st.sampled_from(["", "affirm", "qualify", "deny", "mention"])
ROUNDS = st.sampled_from(["", "first", "second"])
WORDS = {
    "T1": "Ani: Bagaimana?\n\nK0: Air bersih belum masuk ke dusun kami.\n\nA1: Sudah, pipa.\n",
    "T2": "Budi: Lalu?\n\nSri Wahyuni: Jalan diaspal tahun lalu, dengan dana desa.\n\nSiti: Ya.\n",
    "K0": "Kami gotong royong membuat sumur, dan kepala dusun ikut menggali bersama kami.\n",
    "D1": "Peraturan desa tentang air: setiap dusun mendapat sumur, dan jalan diperbaiki.\n",
}
TEXTS = st.sampled_from(sorted(WORDS))
CORRECTED = st.sampled_from(["Air bersih", "Jalan diaspal", "sumur", "dana desa, dan", "\n\n"])
STARTS = st.integers(0, min(map(len, WORDS.values())) - 10)
NUMBERS = st.integers(1, 9)
MEMO_ON = st.sampled_from(
    ["", "transcript", "informant", "code", "claim", "theme", "passage", "coding"]
)  # fmt: skip


class Verbs(RuleBasedStateMachine):
    """Does what coders do, and leaves it to `does` to look at what came of it."""

    study: Study

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory(prefix="qc")
        self._files = count(1)

    @abstractmethod
    def does(self, coder: str, verb: Callable[[Study], Any]) -> None:
        """`coder` does something to the study."""

    def table(self, *lines: str) -> Path:
        """A file with those lines."""
        path = Path(self.folder.name, f"table{next(self._files)}.csv")
        path.write_text("\n".join(lines) + "\n", "utf-8")
        return path

    @rule(coder=CODERS, id_=TEXTS)
    def bring_in_a_transcript(self, coder: str, id_: str) -> None:
        path = Path(self.folder.name, f"{id_}.txt")
        path.write_text(WORDS[id_], "utf-8")
        about = {"kind": "document" if id_ == "D1" else "interview"}
        self.does(coder, lambda s: s.transcripts.import_files([path], about=about))

    @rule(coder=CODERS, id_=TEXTS, old=CORRECTED, new=CORRECTED)
    def revise(self, coder: str, id_: str, old: str, new: str) -> None:
        text = WORDS[id_].replace(old, new)
        self.does(coder, lambda s: s.transcripts.revise(id_, text))

    @rule(coder=CODERS, number=NUMBERS, start=st.one_of(st.none(), STARTS))
    def settle(self, coder: str, number: int, start: int | None) -> None:
        where = {} if start is None else {"start": str(start), "end": str(start + 13)}
        self.does(coder, lambda s: s.transcripts.settle(number, **where))

    @rule(coder=CODERS, id_=TEXTS, kind=st.sampled_from(SourceKind), who=PEOPLE)
    def tell_about_a_transcript(self, coder: str, id_: str, kind: SourceKind, who: str) -> None:
        table = self.table("transcript,kind,informant,place", f"{id_},{kind.value},{who},Jember")
        self.does(coder, lambda s: s.transcripts.import_files([], table=table))

    @rule(coder=CODERS, id_=TEXTS)
    def remove_a_transcript(self, coder: str, id_: str) -> None:
        self.does(coder, lambda s: s.transcripts.remove(id_))

    @rule(coder=CODERS, id_=PEOPLE, by=REFERRERS, body=KEYS)
    def add_an_informant(self, coder: str, id_: str, by: str, body: str) -> None:
        values = {"name": NAMES[id_], "referred_by": by, "organisation": body}
        self.does(coder, lambda s: s.informants.add(id_, **values))

    @rule(coder=CODERS, people=st.lists(st.tuples(PEOPLE, REFERRERS, KEYS), max_size=4))
    def bring_in_informants(self, coder: str, people: list[tuple[str, str, str]]) -> None:
        rows = [f"{id_},{NAMES[id_]},{by},{body},dusun {body}" for id_, by, body in people]
        table = self.table("id,name,referred_by,consent,hamlet", *rows)
        self.does(coder, lambda s: s.informants.import_table(table, keep_going=True))

    @rule(coder=CODERS, by=PEOPLE, id_=PEOPLE)
    def refer(self, coder: str, by: str, id_: str) -> None:
        self.does(coder, lambda s: s.informants.refer(by, id_, channel="named"))

    @rule(coder=CODERS, id_=PEOPLE)
    def say_who_is_out(self, coder: str, id_: str) -> None:
        self.does(coder, lambda s: s.informants.change(id_, status="withdrawn"))

    @rule(coder=CODERS, id_=PEOPLE, scope=st.sampled_from(["quote", "archive,share", "none"]))
    def consent(self, coder: str, id_: str, scope: str) -> None:
        self.does(coder, lambda s: s.informants.consent(id_, scope=scope))

    @rule(coder=CODERS, key=KEYS, parent=PARENTS)
    def add_a_code(self, coder: str, key: str, parent: str) -> None:
        self.does(coder, lambda s: s.codebook.add(key, parent=parent))

    @rule(coder=CODERS, keys=st.lists(KEYS, min_size=1, max_size=3, unique=True), name=KEYS)
    def bring_in_a_codebook(self, coder: str, keys: list[str], name: str) -> None:
        below = ["", *keys]
        rows = [f"{key},{above},{name}" for key, above in zip(keys, below, strict=False)]
        table = self.table("key,parent,name_en", *rows)
        self.does(coder, lambda s: s.codebook.import_file(table))

    @rule(coder=CODERS, code=CODES, key=KEYS)
    def rename_a_code(self, coder: str, code: str, key: str) -> None:
        self.does(coder, lambda s: s.codebook.rename(code, key=key, en=key.upper()))

    @rule(coder=CODERS, id_=PEOPLE, body=st.one_of(st.just(""), KEYS))
    def change_an_informant(self, coder: str, id_: str, body: str) -> None:
        values = {"organisation": body, "role": body, "umur": body, "consent": body}
        self.does(coder, lambda s: s.informants.change(id_, **values))

    @rule(coder=CODERS, id_=TEXTS, body=st.one_of(st.just(""), KEYS))
    def change_a_transcript(self, coder: str, id_: str, body: str) -> None:
        self.does(coder, lambda s: s.transcripts.change(id_, organisation=body, media=body))

    @rule(coder=CODERS, code=CODES, key=KEYS)
    def change_a_code(self, coder: str, code: str, key: str) -> None:
        values = {"key": key, "kind": "statement", "aliases": key, "colour": "#0072B2"}
        self.does(coder, lambda s: s.codebook.change(code, **values))

    @rule(coder=CODERS, code=CODES, parent=PARENTS)
    def move_a_code(self, coder: str, code: str, parent: str) -> None:
        self.does(coder, lambda s: s.codebook.move(code, parent=parent))

    @rule(coder=CODERS, code=CODES, into=CODES)
    def merge_codes(self, coder: str, code: str, into: str) -> None:
        self.does(coder, lambda s: s.codebook.merge(code, into=into))

    @rule(coder=CODERS, code=CODES, key=KEYS, number=NUMBERS)
    def split_a_code(self, coder: str, code: str, key: str, number: int) -> None:
        self.does(coder, lambda s: s.codebook.split(code, key, [number]))

    @rule(coder=CODERS, code=CODES)
    def remove_a_code(self, coder: str, code: str) -> None:
        self.does(coder, lambda s: s.codebook.remove(code))

    @rule(coder=CODERS, name=KEYS)
    def freeze(self, coder: str, name: str) -> None:
        self.does(coder, lambda s: s.codebook.freeze(name))

    @rule(coder=CODERS, id_=TEXTS, codes=st.lists(CODES, min_size=1, max_size=3), start=STARTS,
          stance=STANCES, round_=ROUNDS)  # fmt: skip
    def code(
        self, coder: str, id_: str, codes: list[str], start: int, stance: str, round_: str
    ) -> None:
        where = {"start": str(start), "end": str(start + 9)}
        self.does(
            coder, lambda s: s.codings.code(id_, codes, **where, stance=stance, round_=round_)
        )

    @rule(coder=CODERS, id_=TEXTS, code=CODES, who=CODERS, round_=ROUNDS,
          starts=st.lists(STARTS, max_size=12))  # fmt: skip
    def bring_in_codings(
        self, coder: str, id_: str, code: str, who: str, round_: str, starts: list[int]
    ) -> None:
        rows = [f"{id_},{code},{who},{at},{at + 7},{round_}" for at in starts]
        table = self.table("transcript,code,coder,start,end,round", *rows)
        self.does(coder, lambda s: s.codings.import_table(table, keep_going=True))

    @rule(coder=CODERS, number=NUMBERS)
    def uncode(self, coder: str, number: int) -> None:
        self.does(coder, lambda s: s.codings.uncode(number))

    @rule(coder=CODERS, number=NUMBERS, code=CODES, stance=STANCES)
    def recode(self, coder: str, number: int, code: str, stance: str) -> None:
        self.does(coder, lambda s: s.codings.recode(number, code, stance=stance))

    @rule(coder=CODERS, numbers=st.lists(NUMBERS, min_size=1, max_size=3))
    def keep(self, coder: str, numbers: list[int]) -> None:
        self.does(coder, lambda s: s.codings.keep(numbers))

    @rule(coder=CODERS, number=st.integers(1, 8), words=st.sampled_from(("", "air", "water")))
    def translate(self, coder: str, number: int, words: str) -> None:
        self.does(coder, lambda s: s.marking.translate(number, words))

    @rule(coder=CODERS, id_=TEXTS, start=STARTS, key_quote=st.booleans())
    def mark(self, coder: str, id_: str, start: int, key_quote: bool) -> None:
        where = {"start": str(start), "end": str(start + 9)}
        self.does(coder, lambda s: s.marking.mark(id_, **where, key_quote=key_quote))

    @rule(coder=CODERS, number=NUMBERS)
    def unmark(self, coder: str, number: int) -> None:
        self.does(coder, lambda s: s.marking.unmark(number))

    @rule(coder=CODERS, number=NUMBERS, start=STARTS, alone=st.booleans())
    def move_an_edge(self, coder: str, number: int, start: int, alone: bool) -> None:
        def _verb(study: Study) -> object:
            move = study.marking.move_coding if alone else study.marking.move
            return move(number, start=str(start), end=str(start + 11))

        self.does(coder, _verb)

    @rule(coder=CODERS, number=NUMBERS, other=NUMBERS)
    def link(self, coder: str, number: int, other: int) -> None:
        self.does(coder, lambda s: s.links.link(number, "explains", other))

    @rule(coder=CODERS, code=CODES)
    def pin(self, coder: str, code: str) -> None:
        self.does(coder, lambda s: s.pins.pin(code))

    @rule(coder=CODERS, code=CODES)
    def add_a_theme(self, coder: str, code: str) -> None:
        self.does(coder, lambda s: s.themes.add(f"about {code}", codes=[code]))

    @rule(coder=CODERS, code=CODES, out_of=st.sampled_from([None, 1, 2]), into=NUMBERS)
    def move_a_code_between_themes(
        self, coder: str, code: str, out_of: int | None, into: int
    ) -> None:
        self.does(coder, lambda s: s.themes.move(code, out_of=out_of, into=into))

    @rule(coder=CODERS, number=NUMBERS, status=st.sampled_from(["reviewed", "set-aside"]))
    def change_a_theme(self, coder: str, number: int, status: str) -> None:
        self.does(coder, lambda s: s.themes.change(number, idea=status, status=status))

    @rule(coder=CODERS, number=NUMBERS)
    def remove_a_theme(self, coder: str, number: int) -> None:
        self.does(coder, lambda s: s.themes.remove(number))

    @rule(coder=CODERS, id_=CLAIMS, other=CLAIMS, code=CODES)
    def add_a_claim(self, coder: str, id_: str, other: str, code: str) -> None:
        values = {"themes": f"!{code}", "assets": f"{code};x", "rests_on": other}
        self.does(coder, lambda s: s.claims.add(id_, f"{id_} holds", **values))

    @rule(coder=CODERS, claims=st.lists(st.tuples(CLAIMS, CODES, CLAIMS), max_size=3))
    def bring_in_claims(self, coder: str, claims: list[tuple[str, str, str]]) -> None:
        rows = [f"{id_},{id_} is so,{code},{other},Denzin 1978" for id_, code, other in claims]
        table = self.table("id,text,themes,part_of,literature", *rows)
        self.does(coder, lambda s: s.claims.import_table(table, keep_going=True))

    @rule(coder=CODERS, claim=CLAIMS, id_=TEXTS, start=STARTS)
    def tie(self, coder: str, claim: str, id_: str, start: int) -> None:
        where = {"start": str(start), "end": str(start + 9)}
        self.does(coder, lambda s: s.claims.tie(claim, id_, **where))

    @rule(coder=CODERS, claim=CLAIMS, id_=TEXTS, who=CODERS, starts=st.lists(STARTS, max_size=4))
    def bring_in_evidence(
        self, coder: str, claim: str, id_: str, who: str, starts: list[int]
    ) -> None:
        rows = [f"{claim},{id_},{who},{at},{at + 9}" for at in starts]
        table = self.table("claim,transcript,coder,start,end", *rows)
        self.does(coder, lambda s: s.claims.import_evidence(table, keep_going=True))

    @rule(coder=CODERS, number=NUMBERS)
    def untie(self, coder: str, number: int) -> None:
        self.does(coder, lambda s: s.claims.untie(number))

    @rule(coder=CODERS, claim=CLAIMS)
    def adjudicate(self, coder: str, claim: str) -> None:
        self.does(coder, lambda s: s.claims.adjudicate(claim, "both hold"))

    @rule(coder=CODERS, claim=CLAIMS, number=NUMBERS, revised=st.booleans())
    def explain_a_negative_case(self, coder: str, claim: str, number: int, revised: bool) -> None:
        self.does(coder, lambda s: s.claims.explain(claim, number, "another year", revised=revised))

    @rule(coder=CODERS, id_=TEXTS, code=CODES, who=st.one_of(st.just(""), PEOPLE),
          asked=st.sampled_from(["yes", "no"]))  # fmt: skip
    def say_what_was_asked(self, coder: str, id_: str, code: str, who: str, asked: str) -> None:
        table = self.table("transcript,code,informant,asked", f"{id_},{code},{who},{asked}")
        self.does(coder, lambda s: s.topics.import_table(table))

    @rule(coder=CODERS, about=MEMO_ON, id_=TEXTS, code=CODES, who=PEOPLE, claim=CLAIMS,
          number=NUMBERS)  # fmt: skip
    def write_a_memo(
        self, coder: str, about: str, id_: str, code: str, who: str, claim: str, number: int
    ) -> None:
        things = {"transcript": id_, "code": code, "informant": who, "claim": claim}
        on = things.get(about, str(number) if about else "")
        self.does(coder, lambda s: s.memos.add("a thought", about=about, on=on, date="2024"))

    @rule(coder=CODERS, number=NUMBERS)
    def remove_a_memo(self, coder: str, number: int) -> None:
        self.does(coder, lambda s: s.memos.remove(number))

    @rule(coder=CODERS, number=NUMBERS, kind=st.sampled_from(["", "rival", "field"]))
    def change_a_memo(self, coder: str, number: int, kind: str) -> None:
        self.does(coder, lambda s: s.memos.change(number, text="a better thought", kind=kind))

    @rule(coder=CODERS, value=st.sampled_from(["reflexive", "framework", ""]))
    def set_the_approach(self, coder: str, value: str) -> None:
        self.does(coder, lambda s: s.settings.set("approach", value))

    @rule(coder=CODERS, who=st.lists(CODERS, min_size=1, unique=True))
    def set_the_reporting_coders(self, coder: str, who: list[str]) -> None:
        self.does(coder, lambda s: s.settings.set("reporting_coders", ";".join(who)))
