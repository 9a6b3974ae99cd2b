"""A picture as PNG, drawn with the font that comes with qualcode: the same bytes everywhere."""

from __future__ import annotations

import struct
from pathlib import Path
from zlib import crc32

DPI = 300
_CSS_DPI = 96
_MOST = 12_000  # pixels of the longer side; more is a file that hardly any program opens
_HEADER = 33  # bytes of the signature and the first chunk, which the resolution may follow
_FONTS = Path(__file__).with_name("fonts")


def png(svg: str, *, dpi: int = DPI) -> bytes:
    """The picture at `dpi` dots to the inch, fewer where a side would pass 12,000 dots.

    Text is drawn in DejaVu Sans alone; letters that it has not stay empty.
    """
    import resvg_py  # heavy: only where a PNG is asked for

    wide, high = size(svg)
    zoom = min(dpi / _CSS_DPI, _MOST / max(wide, high))
    fonts = [str(_FONTS / name) for name in ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf")]
    drawn = bytes(
        resvg_py.svg_to_bytes(
            svg_string=svg,
            zoom=zoom,
            skip_system_fonts=True,
            font_files=fonts,
            font_family="DejaVu Sans",
            sans_serif_family="DejaVu Sans",
        )
    )
    return _sized(drawn, zoom * _CSS_DPI)


def _sized(drawn: bytes, dpi: float) -> bytes:
    """The PNG with its resolution, so that other programs place it in the size of the SVG."""
    dots = round(dpi / 0.0254)
    chunk = b"pHYs" + struct.pack(">IIB", dots, dots, 1)
    framed = struct.pack(">I", len(chunk) - 4) + chunk + struct.pack(">I", crc32(chunk))
    return drawn[:_HEADER] + framed + drawn[_HEADER:]


def size(svg: str) -> tuple[float, float]:
    """Width and height of a picture of ours, in CSS pixels."""
    opening = svg[: svg.index(">")]
    wide, high = (
        float(opening.split(f' {name}="')[1].split('"')[0]) for name in ("width", "height")
    )
    return wide, high
