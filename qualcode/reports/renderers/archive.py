"""An archive whose bytes depend on its members alone."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_FIRST = "[Content_Types].xml"
_BEGINNING = (1980, 1, 1, 0, 0, 0)


def settled(archive: bytes) -> bytes:
    """The archive with its members in one order, each with the same date."""
    made = BytesIO()
    with ZipFile(BytesIO(archive)) as source, ZipFile(made, "w", ZIP_DEFLATED) as target:
        for name in sorted(source.namelist(), key=lambda name: (name != _FIRST, name)):
            member = ZipInfo(name, _BEGINNING)
            member.compress_type = ZIP_DEFLATED
            member.create_system = 3
            target.writestr(member, source.read(name))
    return made.getvalue()
