"""REFI-QDA codebooks (QDC 1.0), which all the large programs read and write.

The name, description and sources of the book have no place in the format. A code has one name and
one description there; ours hold the rest as labelled lines, and come back whole.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from uuid import UUID, uuid5
from xml.etree import ElementTree as Xml

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from qualcode.errors import InputError, Problem, problem
from qualcode.exchange import codetree, intake
from qualcode.exchange.codetree import COLOUR, Entry
from qualcode.exchange.described import described, told
from qualcode.exchange.intake import Intake
from qualcode.model.codebook import Bilingual, Code, Codebook

NAMESPACE = "urn:QDA-XML:codebook:1.0"
ORIGIN = "qualcode"

# Makes the GUIDs of codes from their paths, so that the same codebook is the same bytes.
_GUIDS = UUID("5d2a3c1e-6f0b-4c57-9a84-0f2b7c9e1d63")


def read(path: Path) -> Intake:
    """The codebook that a QDC file of any program holds."""
    file = path.name
    root = _root(file, intake.content(path))
    reading = _Reading(file, ours=root.get("origin", "").split(" ")[0] == ORIGIN)
    entries = reading.entries(root)
    codes = codetree.grown(file, entries)
    return codetree.checked(file, Codebook(codes), reading.problems())
