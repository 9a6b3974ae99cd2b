"""REFI-QDA codebooks (QDC 1.0), which all the large programs read and write.

The name, description and sources of the book have no place in the format. A code has one name and
one description there; ours hold the rest as labelled lines, and come back whole.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, deque
from collections.abc import Sequence
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
    codes = codetree.grown(file, reading.entries(root))
    return codetree.checked(file, Codebook(codes), reading.problems())


def write(codebook: Codebook) -> bytes:
    """The codes as QDC, with the same GUIDs for the same paths."""
    root = Xml.Element("CodeBook", {"xmlns": NAMESPACE, "origin": ORIGIN})
    _write_below(Xml.SubElement(root, "Codes"), codetree.nested(codebook))
    Xml.indent(root)
    # A bare CR would be read as a line feed.
    text = Xml.tostring(root, encoding="unicode").replace("\r", "&#13;")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'.encode()


def slug(name: str) -> str:
    """A key made of a name, in small letters: letters and digits of any script, `.`, `_`, `-`."""
    letters = unicodedata.normalize("NFC", name.lower())
    bare = "".join(sign for sign in letters if not unicodedata.category(sign).startswith("M"))
    return re.sub(r"[^\w.]+", "-", bare).strip("-") or "code"


def _write_below(parent: Xml.Element, entries: Sequence[Entry]) -> None:
    for entry in entries:
        code = entry.code
        element = Xml.SubElement(parent, "Code")
        element.set("guid", str(uuid5(_GUIDS, code.path)))
        element.set("name", _shown(code))
        element.set("isCodable", "true")
        if code.colour:
            element.set("color", code.colour)
        Xml.SubElement(element, "Description").text = described(code)
        _write_below(element, entry.below)


def _shown(code: Code) -> str:
    return code.name.in_("en") or code.key


def _root(file: str, content: bytes) -> Xml.Element:
    try:
        root = fromstring(content, forbid_dtd=True)
    except DefusedXmlException as error:
        raise InputError(
            "{file} declares a document type or entities, which are not read here",
            advice="take the DOCTYPE out, or save the codebook again in the program it comes from",
            file=file,
        ) from error
    except Xml.ParseError as error:
        raise InputError(
            "{file}, row {row}: this is not XML ({reason})",
            advice="save the codebook again in the program that it comes from",
            file=file,
            row=error.position[0],
            reason=str(error).partition(": line ")[0],
        ) from error
    except (LookupError, ValueError) as error:
        raise InputError(
            "{file} is in an encoding that is not read here ({reason})",
            advice="save it as UTF-8",
            file=file,
            reason=error,
        ) from error
    if _tag(root) != "CodeBook":
        raise InputError(
            "{file} is not a REFI-QDA codebook but holds {root}",
            advice="export the codebook as QDC in the program that it comes from",
            file=file,
            root=_tag(root),
        )
    return root


def _tag(element: Xml.Element) -> str:
    """The name of an element; programs disagree on the namespace, NVivo writes `1:0`."""
    return element.tag.rpartition("}")[2]


@dataclass(slots=True)
class _Keys:
    """The keys of siblings, each given once."""

    _taken: set[str] = field(default_factory=set)
    _given: Counter[str] = field(default_factory=Counter)

    def free(self, wish: str) -> str:
        key = wish
        while key in self._taken:
            self._given[wish] += 1
            key = f"{wish}-{self._given[wish] + 1}"
        self._taken.add(key)
        return key


class _Reading:
    """One file being read, with what was met and cannot be kept."""

    def __init__(self, file: str, *, ours: bool) -> None:
        self._file = file
        self._ours = ours
        self._problems: list[Problem] = []
        self._headings: list[str] = []
        self._attributes: dict[str, None] = {}

    def entries(self, root: Xml.Element) -> list[Entry]:
        """The tree of codes; whatever else stands in the file becomes a problem."""
        top: list[Entry] = []
        waiting: deque[tuple[Xml.Element, str, list[Entry]]] = deque()
        for part in root:
            if _tag(part) == "Codes":
                waiting.append((part, "", top))
            else:
                self._leave_out_of_book(part)
        if not waiting:
            raise InputError(
                "{file} holds no codes",
                advice="export the codebook again in the program that it comes from",
                file=self._file,
            )
        while waiting:
            parent, above, siblings = waiting.popleft()
            keys = _Keys()
            for element in parent:
                if _tag(element) != "Code":
                    self._leave_out(element, above)
                    continue
                entry = self._entry(element, above, keys)
                siblings.append(entry)
                waiting.append((element, above + entry.code.key + "/", entry.below))
        return top

    def problems(self) -> list[Problem]:
        """What was met, with what concerns many codes said once."""
        said = list(self._problems)
        if self._headings:
            said.append(
                problem(
                    self._file,
                    "not for coding there, but like all codes here: {codes}",
                    advice="code with what lies below them",
                    codes=", ".join(self._headings),
                )
            )
        for name in self._attributes:
            said.append(
                problem(
                    self._file,
                    "the attribute {name} of codes is not known here and was left out",
                    name=name,
                )
            )
        return said

    def _entry(self, element: Xml.Element, above: str, keys: _Keys) -> Entry:
        code = self._code(element, above)
        path = above + keys.free(code.key)
        codetree.refuse_depth(self._file, path)
        if self._ours and path != above + code.key:
            self._problems.append(
                problem(
                    self._file,
                    "{code}: its key was taken by a sibling; this is its new one",
                    advice="correct the line Key in its description, or leave it so",
                    code=path,
                )
            )
        if element.get("isCodable") in ("false", "0"):
            self._headings.append(path)
        unknown = element.attrib.keys() - {"guid", "name", "isCodable", "color"}
        self._attributes.update(dict.fromkeys(sorted(unknown)))
        return Entry(
            replace(code, path=path.rpartition("/")[2], colour=self._colour(element, path))
        )

    def _code(self, element: Xml.Element, above: str) -> Code:
        """The code by what its description tells where that is ours, else by its name."""
        name = element.get("name", "")
        texts = ["".join(part.itertext()) for part in element if _tag(part) == "Description"]
        description = "\n\n".join(texts)
        if self._ours and description:
            if code := told(description):
                return _renamed(code, name)
            self._problems.append(
                problem(
                    self._file,
                    "{code}: its description has lost its labels and is all definition now",
                    advice="move its parts back where they belong",
                    code=above + slug(name),
                )
            )
        if not name.strip():
            self._problems.append(
                problem(
                    self._file,
                    "a code below {above} has no name",
                    advice="look for the key {key} and name it",
                    above=above.rstrip("/") or "Codes",
                    key=slug(name),
                )
            )
        return Code(
            slug(name), name=Bilingual(name.strip()), definition=Bilingual(description.strip())
        )

    def _colour(self, element: Xml.Element, path: str) -> str:
        colour = element.get("color", "").strip()
        if not colour or COLOUR.fullmatch(colour):
            return colour
        self._problems.append(
            problem(
                self._file,
                "{code}: the colour {colour} is not one and was left out",
                advice="give it a colour such as #RRGGBB",
                code=path,
                colour=colour,
            )
        )
        return ""

    def _leave_out(self, element: Xml.Element, above: str) -> None:
        if _tag(element) == "Description" and above:
            return
        self._problems.append(
            problem(
                self._file,
                "{element} of {code} was left out",
                advice="a codebook has no place for it here",
                element=_tag(element),
                code=above.rstrip("/") or "Codes",
            )
        )

    def _leave_out_of_book(self, part: Xml.Element) -> None:
        sets = [child for child in part if _tag(child) == "Set"]
        for found in sets:
            self._problems.append(
                problem(
                    self._file,
                    "the set {name} of {count} codes was left out",
                    advice="make a theme of these codes",
                    name=found.get("name", ""),
                    count=sum(_tag(member) == "MemberCode" for member in found),
                )
            )
        if not sets and (len(part) or _tag(part) != "Sets"):
            self._problems.append(
                problem(
                    self._file,
                    "{element} was left out",
                    advice="a codebook has no place for it here",
                    element=_tag(part),
                )
            )


def _renamed(code: Code, name: str) -> Code:
    """The code under the name that it was given elsewhere, if it was."""
    if not name or name == _shown(code):
        return code
    if code.name.en or not code.name.id:
        return replace(code, name=replace(code.name, en=name))
    return replace(code, name=replace(code.name, id=name))
