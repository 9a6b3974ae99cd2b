"""Whether a file that is a zip of XML (.docx, .odt, .epub, .xlsx) is safe to open."""

from __future__ import annotations

import lzma
import zlib
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from xml.sax import SAXException
from xml.sax.handler import ContentHandler
from zipfile import BadZipFile, ZipFile, ZipInfo

from defusedxml.common import DefusedXmlException
from defusedxml.sax import parseString

from qualcode.errors import InputError
from qualcode.readers import text

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How old Office files begin, and those that are locked by a password."""

_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_MOST_PARTS = 5_000
_MOST_XML = 50_000_000
# Text packs to a tenth, seldom to a fiftieth; a bomb to a thousandth.
_MOST_PACKED, _FROM = 100, 10_000_000
BROKEN: tuple[type[Exception], ...] = (
    *(BadZipFile, zlib.error, lzma.LZMAError, EOFError, NotImplementedError, RuntimeError),
    *(OSError, ValueError, LookupError, OverflowError),
)
"""What a damaged or hostile zip raises."""


def check(content: bytes, path: Path, ending: str, *, dtd: bool = False) -> None:
    """Refuse what is no package, is locked, unpacks without measure, or carries entities.

    `ending` is that of the format; `dtd` allows a document type, which XHTML has.
    """
    if content.startswith(OLE):
        raise old(content, path)
    try:
        with ZipFile(BytesIO(content)) as archive:
            check_size(archive.infolist(), len(content), path)
            for member in archive.infolist():
                if member.flag_bits & 1:
                    raise locked(path)
                _check_xml(member.filename, archive.read(member), path, ending, dtd=dtd)
    except BROKEN as failure:
        raise damaged(path, ending) from failure


def damaged(path: Path, ending: str) -> InputError:
    """The refusal of a file that is cut off, or not in the format of `ending` at all."""
    return InputError(
        "{name} is damaged, or not a {ending} file",
        advice="open it in the program that made it and save it again as {ending}",
        name=text.name(path),
        ending=ending,
    )


def locked(path: Path) -> InputError:
    """The refusal of a file that needs a password."""
    return InputError(
        "{name} is protected by a password",
        advice="open it in the program that made it and save it without one",
        name=text.name(path),
    )


def old(content: bytes, path: Path) -> InputError:
    """The refusal of a file that begins as old Office files do."""
    if _ENCRYPTED in content:
        return locked(path)
    return InputError(
        "{name} is an old .doc or .xls file, whatever its ending says",
        advice="open it in Word, Excel or LibreOffice and save it as .docx or .xlsx",
        name=text.name(path),
    )


def check_size(members: Sequence[ZipInfo], packed: int, path: Path) -> None:
    """Refuse what unpacks to more than an interview can hold."""
    # The sizes are what the file claims, and no more than that is ever unpacked.
    total = sum(member.file_size for member in members)
    markup = sum(member.file_size for member in members if _is_markup(member.filename))
    swollen = total > _FROM and total > packed * _MOST_PACKED
    if len(members) > _MOST_PARTS or total > text.LARGEST or markup > _MOST_XML or swollen:
        raise InputError(
            "{name} unpacks to far more than an interview holds",
            advice="if you know who made it, save its text as .txt",
            name=text.name(path),
        )


def _is_markup(part: str) -> bool:
    return part.lower().endswith((".xml", ".rels"))


def _check_xml(part: str, content: bytes, path: Path, ending: str, *, dtd: bool) -> None:
    if not _is_markup(part) and ("media/" in part.lower() or not _looks_like_xml(content)):
        return
    if dtd and not part.lower().endswith(".xml"):
        return
    try:
        parseString(content, ContentHandler(), forbid_dtd=not dtd)
    except DefusedXmlException as trap:
        raise InputError(
            "{name} carries XML entities or a document type, which no {ending} file needs",
            advice="if you know who made it, save its text as .txt",
            name=text.name(path),
            ending=ending,
        ) from trap
    except SAXException as failure:
        raise damaged(path, ending) from failure


def _looks_like_xml(content: bytes) -> bool:
    return content[:64].lstrip(b"\xef\xbb\xbf\xfe\xff\0 \t\r\n").startswith(b"<")
