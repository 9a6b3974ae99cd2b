"""From the bytes of a file to the text of a transcript."""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from stat import S_ISDIR, S_ISREG

from qualcode.errors import InputError, Problem, problem

LARGEST = 200_000_000
"""The most bytes that a file may hold, unpacked."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    # Before UTF-16, whose mark is the beginning of this one.
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# What people's programs write; left to itself the guesser also finds cp775 in a short "Café".
_USUAL = [
    *("cp1252", "latin_1", "iso8859_15", "mac_roman", "cp1250", "cp1251", "koi8_r", "cp1253"),
    *("cp1254", "cp1255", "cp1256", "cp1258", "cp874", "cp932", "euc_jp", "gb18030", "big5"),
    "cp949",
]
_IMPOSSIBLE = re.compile("[\0\ud800-\udfff]")
_NO_WORDS = re.compile("[\1-\x08\x0e-\x1a\x1c-\x1f\x7f\ufffd]")


def identity(path: Path) -> str:
    """The transcript id that a file gives: its stem, in NFC."""
    return mended(path.stem)[0]


def name(path: Path) -> str:
    """The file's name as it can be shown."""
    return mended(path.name)[0]


def contents(path: Path) -> bytes:
    """All bytes of an ordinary file."""
    with reachable(path):
        if path.stat().st_size > LARGEST:
            raise _too_large(path)
        return path.read_bytes()


@contextmanager
def reachable(path: Path) -> Iterator[None]:
    """Refuse what is no ordinary file, and say so of what cannot be opened inside."""
    try:
        found = path.stat()
        if S_ISDIR(found.st_mode):
            raise InputError("{name} is a folder", advice="name the files in it", name=path)
        if not S_ISREG(found.st_mode):
            # Reading from a pipe or a device may never end.
            raise InputError("{name} is not a file", advice="name a file", name=path)
        yield
    except FileNotFoundError as missing:
        raise InputError("there is no file {name}", advice="check its name", name=path) from missing
    except PermissionError as refusal:
        raise InputError(
            "{name} may not be read", advice="ask its owner for leave to read it", name=path
        ) from refusal
    except (OSError, ValueError) as failure:
        raise InputError(
            "{name} cannot be read: {reason}",
            advice="copy it elsewhere and try that",
            name=path,
            reason=getattr(failure, "strerror", None) or failure,
        ) from failure


def decoded(path: Path, content: bytes) -> tuple[str, tuple[Problem, ...]]:
    """The text in the bytes of a file of plain text, as transcripts have it."""
    raw, guess = _decode(content, path)
    text, lost = mended(raw)
    if _is_binary(text):
        raise _not_text(path)
    if not text or text.isspace():
        raise no_text(path)
    problems = []
    if guess:
        problems.append(
            problem(
                name(path),
                "it is not in UTF-8; {encoding} was guessed",
                advice="look at its accented letters, and save it as UTF-8 if they are wrong",
                encoding=guess,
            )
        )
    return text, (*problems, *replaced(path, lost))


def mended(raw: str) -> tuple[str, int]:
    """`raw` with `\\n` line ends and in NFC, and how many impossible characters became U+FFFD."""
    text, lost = raw, 0
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\0" in text or not _encodable(text):
        text, lost = _IMPOSSIBLE.subn("\ufffd", text)
    if not text.isascii() and not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    return text, lost


def replaced(path: Path, count: int) -> tuple[Problem, ...]:
    """The problem that `count` characters became U+FFFD, if any did."""
    if not count:
        return ()
    return (
        problem(
            name(path),
            "characters that no text can hold became \ufffd: {count}",
            advice="search for \ufffd and compare with the file",
            count=count,
        ),
    )


def no_text(path: Path) -> InputError:
    """The refusal of a file without words."""
    return InputError(
        "{name} holds no text", advice="check that it is the right file", name=name(path)
    )


def _too_large(path: Path) -> InputError:
    return InputError(
        "{name} is larger than {limit} MB",
        advice="split it into one file per interview",
        name=name(path),
        limit=LARGEST // 1_000_000,
    )


def _encodable(text: str) -> bool:
    # Much quicker than looking for surrogates, and there are nearly never any.
    if text.isascii():
        return True
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _decode(content: bytes, path: Path) -> tuple[str, str]:
    """The characters of `content`, and the encoding where that had to be guessed."""
    encoding, content = _declared(content)
    if encoding.startswith("utf-16"):
        return _utf16(content, encoding), ""
    try:
        return content.decode(encoding), ""
    except UnicodeDecodeError:
        return _undeclared(content, path)


def _declared(content: bytes) -> tuple[str, bytes]:
    for bom, encoding in _BOMS:
        if content.startswith(bom):
            return encoding, content[len(bom) :]
    return _evident_utf16(content) or "utf-8", content


def _evident_utf16(content: bytes) -> str:
    """The byte order of UTF-16 without a mark: every other byte of Latin letters is zero."""
    half, left = divmod(len(content), 2)
    if left or half < 2 or b"\0" not in content:
        return ""
    even, odd = content[::2].count(0) / half, content[1::2].count(0) / half
    if odd > 0.4 and even < 0.05:
        return "utf-16-le"
    return "utf-16-be" if even > 0.4 and odd < 0.05 else ""


def _utf16(content: bytes, encoding: str) -> str:
    whole = len(content) & ~1
    text = content[:whole].decode(encoding, "surrogatepass")
    # Half a character at the end is as lost as a lone surrogate, and counted as one.
    return text if whole == len(content) else text + "\ud800"


def _undeclared(content: bytes, path: Path) -> tuple[str, str]:
    """The text of bytes that are not sound UTF-8."""
    if b"\0" in content:
        raise _not_text(path)
    try:
        return _paired(content.decode("utf-8", "surrogatepass")), ""
    except UnicodeDecodeError:
        guess = _guess(content)
    if not guess:
        raise _not_text(path)
    return content.decode(guess), guess


def _paired(text: str) -> str:
    """`text` with surrogates that make a pair put together, as some databases write them apart."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")


def _guess(content: bytes) -> str:
    from charset_normalizer import from_bytes  # slow to load, and seldom needed

    matches = from_bytes(content, cp_isolation=_USUAL)
    best = matches.best()
    if best is None:
        return ""
    # Encodings that fit equally come in the order of their names, Polish before Western.
    for match in matches:
        fits = match.chaos <= best.chaos and match.coherence >= best.coherence
        if fits and "cp1252" in match.could_be_from_charset:
            return "cp1252"
    return best.encoding


def _is_binary(text: str) -> bool:
    # Looked at as it will be read again, so that a text once taken in is always taken in.
    start = text[:4000]
    return len(_NO_WORDS.findall(start)) > 0.3 * len(start)


def _not_text(path: Path) -> InputError:
    return InputError(
        "{name} is not a text file",
        advice="open it in the program that made it and save it as .txt or .docx",
        name=name(path),
    )
