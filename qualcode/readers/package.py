"""Whether a .docx file is safe to open: a zip from outside may be anything."""

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

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_MOST_PARTS = 5_000
_MOST_XML = 50_000_000
# Text packs to a tenth, seldom to a fiftieth; a bomb to a thousandth.
_MOST_PACKED, _FROM = 100, 10_000_000
_BROKEN = (
    *(BadZipFile, zlib.error, lzma.LZMAError, EOFError, NotImplementedError, RuntimeError),
    *(OSError, ValueError, LookupError, OverflowError),
)


def check(content: bytes, path: Path) -> None:
    """Refuse what is no package, is locked, unpacks without measure, or carries entities."""
    if content.startswith(_OLE):
        raise _locked(path) if _ENCRYPTED in content else _old(path)
    try:
        with ZipFile(BytesIO(content)) as archive:
            _check_size(archive.infolist(), len(content), path)
            for member in archive.infolist():
                if member.flag_bits & 1:
                    raise _locked(path)
                _check_xml(member.filename, archive.read(member), path)
    except _BROKEN as failure:
        raise damaged(path) from failure


def damaged(path: Path) -> InputError:
    """The refusal of a file that is cut off, or no .docx at all."""
    return InputError(
        "{name} is damaged, or not a .docx file",
        advice="open it in Word or LibreOffice and save it again as .docx",
        name=text.name(path),
    )


def _check_size(members: Sequence[ZipInfo], packed: int, path: Path) -> None:
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


def _check_xml(part: str, content: bytes, path: Path) -> None:
    if not _is_markup(part) and (part.startswith("word/media/") or not _looks_like_xml(content)):
        return
    try:
        parseString(content, ContentHandler(), forbid_dtd=True)
    except DefusedXmlException as trap:
        raise InputError(
            "{name} carries XML entities or a document type, which no .docx needs",
            advice="if you know who made it, save its text as .txt",
            name=text.name(path),
        ) from trap
    except SAXException as failure:
        raise damaged(path) from failure


def _looks_like_xml(content: bytes) -> bool:
    return content[:64].lstrip(b"\xef\xbb\xbf\xfe\xff\0 \t\r\n").startswith(b"<")


def _locked(path: Path) -> InputError:
    return InputError(
        "{name} is protected by a password",
        advice="open it in Word or LibreOffice and save it without one",
        name=text.name(path),
    )


def _old(path: Path) -> InputError:
    return InputError(
        "{name} is an old .doc file, whatever its ending says",
        advice="open it in Word or LibreOffice and save it as .docx",
        name=text.name(path),
    )
