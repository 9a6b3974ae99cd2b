from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

Keep: TypeAlias = Callable[..., Path]

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_P = "http://schemas.openxmlformats.org/package/2006"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_NAMESPACES = (
    f'xmlns:w="{_W}" xmlns:r="{_R}" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)


@pytest.fixture
def keep(tmp_path: Path) -> Keep:
    """Writes a file and says where it is."""

    def write(content: str | bytes, name: str = "wawancara.txt") -> Path:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write


@pytest.fixture
def word(tmp_path: Path) -> Keep:
    """Writes a Word file around the elements of its body, with parts beside it."""

    def write(body: str, *, prolog: str = "", name: str = "wawancara.docx", **parts: str) -> Path:
        path = tmp_path / name
        relations = "".join(
            f'<Relationship Id="rId{n}" Type="{_R}/{kind}" Target="{kind}.xml"/>'
            for n, kind in enumerate(parts)
        )
        overrides = "".join(
            f'<Override PartName="/word/{kind}.xml" ContentType="{_WORD}.{kind}+xml"/>'
            for kind in parts
        )
        with ZipFile(path, "w", ZIP_DEFLATED) as package:
            package.writestr(
                "[Content_Types].xml",
                f'<Types xmlns="{_P}/content-types"><Default Extension="rels" '
                f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
                f'<Override PartName="/word/document.xml" '
                f'ContentType="{_WORD}.document.main+xml"/>{overrides}</Types>',
            )
            package.writestr(
                "_rels/.rels",
                f'<Relationships xmlns="{_P}/relationships"><Relationship Id="rId1" '
                f'Type="{_R}/officeDocument" Target="word/document.xml"/></Relationships>',
            )
            package.writestr(
                "word/_rels/document.xml.rels",
                f'<Relationships xmlns="{_P}/relationships">{relations}</Relationships>',
            )
            package.writestr(
                "word/document.xml",
                f"{prolog}<w:document {_NAMESPACES}><w:body>{body}</w:body></w:document>",
            )
            for kind, content in parts.items():
                root = {"header": "hdr", "footer": "ftr"}.get(kind, kind)
                package.writestr(
                    f"word/{kind}.xml", f"<w:{root} {_NAMESPACES}>{content}</w:{root}>"
                )
        return path

    return write
