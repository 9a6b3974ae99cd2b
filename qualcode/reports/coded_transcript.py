"""A coded transcript as a Word file: lines numbered as they are cited, codes in the margin.

Codes are comments of Word, since these mark the very words, may overlap, and are printed in the
margin.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from qualcode.i18n import say
from qualcode.model.lists import Stance
from qualcode.model.views import CodingView, TextView
from qualcode.reports.renderers.archive import settled
from qualcode.reports.renderers.cells import visible
from qualcode.reports.renderers.docx_page import FAINT, WARNING, opened

_NUMBER = Cm(1.1)
_Place = tuple[str, int, int]


def coded_transcript(
    shown: TextView, codings: Sequence[CodingView], *, notice: str = "", when: int = 0
) -> bytes:
    """The transcript as a DOCX file; `when` is what comments are dated, in milliseconds since 1970.

    One comment holds all codes that a coder put on one passage. A speaker is named by pseudonym.
    """
    file = opened(shown.id, notice)
    file.add_paragraph(visible(shown.id), style="Title")
    about = shown.about
    known = (say(about.kind.value), about.organisation, about.date, about.place)
    file.add_paragraph(visible(" · ".join(filter(None, known))))
    if notice:
        run = file.add_paragraph().add_run(visible(notice))
        run.font.bold, run.font.color.rgb = True, WARNING
    places: dict[_Place, list[CodingView]] = {}
    for coding in codings:
        places.setdefault((coding.coder, coding.start, coding.end), []).append(coding)
    runs = _write(file, shown, sorted({at for _, *ends in places for at in ends}))
    for (coder, start, end), held in places.items():
        inside = [run for at, run in runs if start <= at < end]
        if inside:
            _comment(file, inside, coder, held, datetime.fromtimestamp(when // 1000, UTC))
    stream = BytesIO()
    file.save(stream)
    return settled(stream.getvalue())


def _write(file: Any, shown: TextView, edges: Sequence[int]) -> list[tuple[int, Any]]:
    """The lines, cut where a passage begins or ends; each piece with where it starts."""
    made: list[tuple[int, Any]] = []
    names = {turn.label: ", ".join(people) for turn, people in shown.turns if people}
    spoken = [(turn.span.start, turn.span.end) for turn, _ in shown.turns]
    cuts = sorted({*edges, *(at for span in spoken for at in span)})
    at = 0
    for number, line in enumerate(shown.text.split("\n"), 1):
        if line.strip():
            paragraph = _line(file, number)
            for start, piece in _pieces(line, at, cuts):
                told = any(begin <= start < end for begin, end in spoken)
                run = paragraph.add_run(visible(piece if told else _disguised(piece, names)))
                run.font.bold = None if told or line.startswith("#") else True
                made.append((start, run))
        at += len(line) + 1
    return made


def _line(file: Any, number: int) -> Any:
    paragraph = file.add_paragraph()
    look = paragraph.paragraph_format
    look.left_indent, look.first_line_indent, look.space_after = _NUMBER, -_NUMBER, Pt(3)
    look.tab_stops.add_tab_stop(_NUMBER)
    counted = paragraph.add_run(f"{number}\t")
    counted.font.size, counted.font.color.rgb = Pt(8), FAINT
    return paragraph


def _pieces(line: str, at: int, cuts: Sequence[int]) -> Iterator[tuple[int, str]]:
    inside = [cut - at for cut in cuts if at < cut < at + len(line)]
    for start, end in zip([0, *inside], [*inside, len(line)], strict=True):
        yield at + start, line[start:end]


def _disguised(words: str, names: dict[str, str]) -> str:
    """A speaker's label, as the pseudonym of who that is."""
    for label, name in names.items():
        pieces = re.split(rf"(?<!\w){re.escape(label)}(?!\w)", words)
        words = name.join(pieces)
    return words


def _comment(
    file: Any, runs: Sequence[Any], coder: str, held: Sequence[CodingView], when: datetime
) -> None:
    lines = []
    for coding in held:
        stance = "" if coding.stance is Stance.MENTION else f" · {say(coding.stance.value)}"
        lines.append(f"{coding.code}{stance}")
        if coding.note:
            lines.append(f"  {coding.note}")
    comment = file.add_comment(
        [runs[0], runs[-1]], visible("\n".join(lines)), visible(coder), visible(coder)[:2]
    )
    comment._comment_elm.set(qn("w:date"), when.strftime("%Y-%m-%dT%H:%M:%SZ"))
