"""What a file is by its first bytes, where those leave no doubt."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

from qualcode.readers import package

_SIGNS = ((b"%PDF-", ".pdf"), (b"{\\rtf", ".rtf"))
_PARTS = (
    ("word/document.xml", ".docx"),
    ("xl/workbook.xml", ".xlsx"),
    ("META-INF/container.xml", ".epub"),
    ("content.xml", ".odt"),
)


def ending(content: bytes) -> str:
    """The ending that belongs to `content`, or nothing where any text may begin so."""
    for sign, found in _SIGNS:
        if content.startswith(sign):
            return found
    return _of_package(content) if content.startswith(b"PK\3\4") else ""


def _of_package(content: bytes) -> str:
    try:
        with ZipFile(BytesIO(content)) as archive:
            parts = set(archive.namelist())
    except package.BROKEN:
        return ""
    return next((found for part, found in _PARTS if part in parts), "")
