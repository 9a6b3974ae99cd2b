from __future__ import annotations

import os
import subprocess
import sys
import unicodedata
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from qualcode.errors import InputError
from qualcode.readers.registry import ENDINGS, READERS, read, readable


def test_an_ending_counts_in_either_case() -> None:
    assert readable(Path("a.txt"))
    assert readable(Path("b.DOCX"))
    assert not readable(Path("c.mp3"))
    assert not readable(Path("txt"))


def test_every_ending_belongs_to_one_reader() -> None:
    assert sorted(ENDINGS) == sorted({ending for reader in READERS for ending in reader.endings})


def test_the_id_is_the_stem_in_nfc(keep: Callable[..., Path]) -> None:
    path = keep("K0: Halo\n", unicodedata.normalize("NFD", "wawancara.Café.TXT"))
    assert read(path).transcript.id == unicodedata.normalize("NFC", "wawancara.Café")


def test_an_ending_that_nobody_reads_is_refused_with_those_that_are(
    keep: Callable[..., Path],
) -> None:
    with pytest.raises(InputError, match=r"a\.mp3 has an ending .*\.docx"):
        read(keep("ID3", "a.mp3"))


@pytest.mark.parametrize("name", ["folder", "folder.txt", "folder.docx"])
def test_a_folder_is_refused(tmp_path: Path, name: str) -> None:
    folder = tmp_path / name
    folder.mkdir()
    with pytest.raises(InputError, match="is a folder"):
        read(folder)


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_missing_file_is_refused(tmp_path: Path, ending: str) -> None:
    with pytest.raises(InputError, match="there is no file"):
        read(tmp_path / f"nowhere{ending}")


@pytest.mark.parametrize("ending", ENDINGS)
def test_an_empty_file_holds_no_text(keep: Callable[..., Path], ending: str) -> None:
    with pytest.raises(InputError, match="holds no text"):
        read(keep(b"", f"empty{ending}"))


def test_a_file_that_may_not_be_read_is_refused() -> None:
    """As somebody who may not do everything: root reads what nobody may."""
    with TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        path = Path(folder, "K0.txt")
        path.write_text("K0: Halo\n", "utf-8")
        path.chmod(0)
        code = (
            "import os, sys; from pathlib import Path\n"
            "from qualcode.readers import plain; from qualcode.readers.registry import read\n"
            "os.geteuid() or os.setuid(65534)\n"
            "try: read(Path(sys.argv[1]))\n"
            "except Exception as failure: print(type(failure).__name__, failure)"
        )
        ran = subprocess.run([sys.executable, "-c", code, path], capture_output=True, text=True)
    assert "InputError" in ran.stdout, ran.stderr
    assert "may not be read" in ran.stdout


def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.txt"
    os.mkfifo(pipe)
    with pytest.raises(InputError, match="is not a file"):
        read(pipe)


def test_a_name_that_no_file_can_have_is_refused() -> None:
    with pytest.raises(InputError, match="cannot be read"):
        read(Path("x" * 5000 + ".txt"))
    with pytest.raises(InputError, match="cannot be read"):
        read(Path("a\0b.txt"))


PACKAGES = {
    ".docx": "word/document.xml",
    ".odt": "content.xml",
    ".epub": "META-INF/container.xml",
    ".xlsx": "xl/workbook.xml",
}


def packed(part: str, content: bytes) -> bytes:
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as archive:
        archive.writestr(part, content)
    return made.getvalue()


@pytest.mark.parametrize(("ending", "part"), PACKAGES.items())
def test_a_bomb_is_refused_before_it_unpacks(
    keep: Callable[..., Path], ending: str, part: str
) -> None:
    bomb = packed(part, b"<a>" + b" " * 60_000_000 + b"</a>")
    with pytest.raises(InputError, match="unpacks to far more than an interview holds"):
        read(keep(bomb, f"w{ending}"))


@pytest.mark.parametrize(("ending", "part"), PACKAGES.items())
def test_entities_are_refused(keep: Callable[..., Path], ending: str, part: str) -> None:
    laughs = b'<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><a>&b;</a>'
    with pytest.raises(InputError, match="carries XML entities or a document type"):
        read(keep(packed(part, laughs), f"w{ending}"))


@pytest.mark.parametrize("ending", ENDINGS)
def test_an_office_file_that_is_old_or_locked_is_called_so(
    keep: Callable[..., Path], ending: str
) -> None:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500
    with pytest.raises(InputError, match=r"is an old \.doc or \.xls file"):
        read(keep(ole, f"w{ending}"))
    with pytest.raises(InputError, match="is protected by a password"):
        read(keep(ole + "EncryptedPackage".encode("utf-16-le"), f"v{ending}"))


def test_what_reads_a_format_is_loaded_with_its_first_file() -> None:
    parsers = "docx lxml openpyxl pypdfium2 striprtf"
    check = (
        f"import sys, qualcode.readers.registry; print(set('{parsers}'.split()) & set(sys.modules))"
    )
    answer = subprocess.run([sys.executable, "-c", check], capture_output=True, check=True)
    assert answer.stdout.strip() == b"set()"
