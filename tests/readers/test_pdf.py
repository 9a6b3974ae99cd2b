from __future__ import annotations

import base64
import zlib
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from qualcode.errors import InputError
from qualcode.readers.registry import Reading, read

Keep = Callable[..., Path]
# One page that says "K0: rahasia", locked by the word "kunci".
LOCKED = zlib.decompress(
    base64.b64decode(
        "eNqNU7tu1EAUpWVEQROUBmmaVAjmPWNLq5XyWoEgJEoIFCjFPBeHxY7sWZSEmmLTpaOjRohvoaClIlR0FCAkJMTY"
        "ebBiKbBdzJx77jlXR9cLGyuDm+QWAwufTt5/AARiWJld0OsB9OBgz0O0rKMeVUOANvTQN5Amwibo94EvXUukMw0d"
        "D6C7hWvgY8haPtwBaLkalxGSqVb2z9bWqPaJeuqE1rwr9FK1n7RwekUuYMZpq7jpm2pc2zRUqzCoUk93IJCfD5m+"
        "ZFzGpNdA8dfofMa/1QBoa2xid21BAtCSbnynjm770XMfC6sBWi1t5YpyCNGjolwsm+IcmDIQUwb3fDmMT6DAbb2J"
        "tdfPwMej63Ov66vq28nhjReT4vvR26+/JtvjV9vHXy7f/9FffPe0Wrs0P/n85uXx7k9zZe7afKt81nzmIac8HkKa"
        "UoHswo3QLMUJOc15LhXNU3lQjKKvIdqKunS6dgCtwx5zuQ9W6+C0dpxqiy03zhiOrVSeM+IYDkzawAnVyioc8kwo"
        "wzy21mhnU8rbsCcIM7k3JCjBiMgNcyYNoHKitQzBSZqZwL3w3CuRaU4kxzjdUy1oTHDWn4puv/YBYKgAvnigFIIJ"
        "GOAFRlLAXaX8g0k+gxHKZjAqyAzGeDaD8Wks1roY+brLeqs49Gk8tFlVaatPV/XOSlrSns1yTJzzuc6sUIHR4IVS"
        "GaVMkpxS3f8fyk63YfXBXoTyfG2bqOvYBSNl+l8XVtcH4Dc1zwfa"
    )
)


def pdf(*pages: Sequence[tuple[int, str]], picture: bool = False) -> bytes:
    """A file whose pages have lines of text at a height; `picture` fills pages without any."""
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(len(pages)))
    resources = "<< /Font << /F1 3 0 R >> >>"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding >>",
    ]
    for n, page in enumerate(pages):
        lines = "".join(f"1 0 0 1 72 {y} Tm ({words}) Tj\n" for y, words in page)
        drawn = "q 500 0 0 500 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID x EI Q"
        stream = f"BT /F1 10 Tf\n{lines}ET" if page or not picture else drawn
        objects += [
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources {resources} "
            f"/Contents {5 + 2 * n} 0 R >>",
            f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream",
        ]
    body = "".join(f"{n} 0 obj\n{each}\nendobj\n" for n, each in enumerate(objects, 1))
    return f"%PDF-1.4\n{body}trailer << /Root 1 0 R >>\n%%EOF\n".encode("cp1252")


def told(reading: Reading) -> list[str]:
    return [str(problem).partition(": ")[2].partition("; ")[0] for problem in reading.problems]


def test_lines_go_on_where_the_next_word_would_not_have_fit(keep: Keep) -> None:
    page = [
        (770, "Ani: Halo semua yang sudah datang ke balai"),
        (757, "ini."),
        (744, "Pendek."),
        (731, "Lagi sebuah baris yang panjang sekali, ya."),
        (718, "Budi: Ya, dan di sini pun barisnya panjang"),
        (705, "sekali."),
        (670, "Ani: Jauh di bawah."),
        (657, "Budi: Ya."),
    ]
    reading = read(keep(pdf(page), "w.pdf"))
    assert reading.transcript.text == (
        "Ani: Halo semua yang sudah datang ke balai ini.\nPendek.\n"
        "Lagi sebuah baris yang panjang sekali, ya.\n"
        "Budi: Ya, dan di sini pun barisnya panjang sekali.\n\n"
        "Ani: Jauh di bawah.\nBudi: Ya."
    )
    assert reading.problems == ()


def test_a_paragraph_goes_on_over_the_page(keep: Keep) -> None:
    one = [(770, "Kepala 1"), (740, "K0: satu dua tiga empat lima"), (100, "1 / 3")]
    two = [(770, "Kepala 2"), (740, "enam tujuh."), (100, "2 / 3")]
    three = [(770, "Kepala 3"), (740, "K1: ya"), (100, "3 / 3")]
    reading = read(keep(pdf(one, two, three), "w.pdf"))
    assert reading.transcript.text == "K0: satu dua tiga empat lima enam tujuh.\nK1: ya"
    assert told(reading) == ["headers, footers and page numbers that were left out: 6"]


def test_a_word_divided_at_the_end_of_a_line_keeps_its_hyphen(keep: Keep) -> None:
    reading = read(keep(pdf([(770, "K0: kata anak-"), (757, "anak itu")]), "w.pdf"))
    assert reading.transcript.text == "K0: kata anak-anak itu"
    assert told(reading) == ["words that were divided at the end of a line and keep the hyphen: 1"]


def test_a_scan_is_called_so(keep: Keep) -> None:
    with pytest.raises(InputError, match=r"is a scan: .* hold no text; have its text recognised"):
        read(keep(pdf([], [], picture=True), "w.pdf"))


def test_scanned_pages_among_others_are_named(keep: Keep) -> None:
    reading = read(keep(pdf([(770, "K0: ya")], [], [], picture=True), "w.pdf"))
    assert reading.transcript.text == "K0: ya"
    assert told(reading) == ["pages that are pictures and hold no text: 2, 3"]


def test_a_file_without_words_holds_no_text(keep: Keep) -> None:
    with pytest.raises(InputError, match="holds no text"):
        read(keep(pdf([]), "w.pdf"))


def test_a_locked_file_is_called_so(keep: Keep) -> None:
    with pytest.raises(InputError, match="is protected by a password"):
        read(keep(LOCKED, "w.pdf"))


@pytest.mark.parametrize("content", [b"%PDF-1.4\n", b"bukan pdf", b"%PDF-1.7" + b"\0" * 500])
def test_what_is_no_pdf_is_refused(keep: Keep, content: bytes) -> None:
    with pytest.raises(InputError, match=r"is damaged, or not a \.pdf file"):
        read(keep(content, "w.pdf"))


def test_a_tree_of_pages_that_never_ends_is_refused(keep: Keep) -> None:
    endless = pdf([(770, "K0: ya")]).replace(b"/Count 1 ", b"/Count 99999999 ")
    try:
        assert read(keep(endless, "w.pdf")).transcript.text
    except InputError as refusal:
        assert str(refusal)
