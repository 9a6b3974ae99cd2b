"""A workbook: one sheet per grid, with typed cells; no text in it is ever run.

It is made in memory, since a temporary file would leave interview text behind.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from io import BytesIO
from itertools import count
import re

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from qualcode.errors import RefusedError
from qualcode.i18n import say
from qualcode.reports.document import Document, Grid, Heading, Paragraph, Quote, Value
from qualcode.reports.renderers.cells import (
    first_sentence,
    human,
    is_number,
    rounded,
    sourced,
    title,
    visible,
)
from qualcode.reports.renderers.monospace import breadth

_ROWS = 1_048_576
_CHARACTERS = 32_767
_DIGITS = 10**15
_NAME = 31
_A4 = 9
_NARROW, _BROAD, _PAGE = 8, 60, 100
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\\n\t]+")
_CLOSED_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
