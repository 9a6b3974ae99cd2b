"""What can be the label of a speaker, wherever in its line it stands."""

from __future__ import annotations

import re
from typing import TypeAlias

from qualcode.readers.clock import CLOCK

GAP = r"[ \t\u00a0]*"
BRACKETED = rf"\[{CLOCK}\]|\({CLOCK}\)"
# From when to when, as Whisper prints it.
LASTING = rf"\[{CLOCK}{GAP}(?:-->|[→–-]){GAP}{CLOCK}\]"
# Anything but what ends or breaks a sentence: `\w` would leave out the vowel signs of many scripts.
LETTER = r"""[^\n:：,;!?…。，、；！？“”„«»"()\[\]{}<>|*=~^`\\@—]"""

# Where its line begins, where its words can begin, the label, its time, and whether it is surely a
# speaker's. A plain tuple: a class of its own costs as much as finding the label.
Head: TypeAlias = tuple[int, int, str, int | None, bool]

INTERVIEWER = re.compile(
    r"(?:pewawancara|peneliti|interviewer|researcher|moderator)(?:[ _-]*(?:[0-9]+|[a-z]))?",
    re.IGNORECASE,
)
_TITLE = re.compile(r"(?:[^\W\d_]{1,4}\.)+")
_SENTENCE = re.compile(r"[^\W\d_]{5}\.|[0-9]\.|\.\.")
_NUMBER = re.compile(r"[\s_-]*[0-9]+$")
# What stands before a colon in reports and at the head of transcripts.
_THINGS = (
    "catatan, note, notes, nb, ps, sumber, source, sources, tabel, table, gambar, figure, foto,"
    " photo, lampiran, appendix, keterangan, halaman, page, judul, title, topik, topic, subject,"
    " tanggal, date, hari, day, waktu, time, pukul, jam, durasi, duration, tempat, place, lokasi,"
    " location, bahasa, language, file, berkas, recording, rekaman, attendees, peserta, keywords,"
    " kata kunci, summary, ringkasan, transcript, transkrip, www, http, https, email, e-mail,"
    " total, jumlah"
)
_NO_SPEAKERS = frozenset(_THINGS.split(", "))


def name(raw: str) -> str:
    """The label in `raw`, or nothing where it cannot be one."""
    label = " ".join(raw.split()).rstrip("_ ")
    words = [word for word in label.split(" ") if not _TITLE.fullmatch(word)]
    if len(label) > 40 or len(words) > 4 or _SENTENCE.search(label):
        return ""
    return "" if _NUMBER.sub("", label).casefold() in _NO_SPEAKERS else label
