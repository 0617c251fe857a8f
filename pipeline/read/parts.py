"""The parts of a Word file: found by its relationships alone, whatever else the archive holds, lacks or says of them.

What is not asked for is never unpacked; what is, is bounded before it is parsed. Nothing outside the archive is ever opened.
"""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING, Final
from zlib import error as ZlibError  # noqa: N812

import regex

from pipeline.read.unreadable import Unreadable

if TYPE_CHECKING:
    from docx.oxml.xmlchemy import BaseOxmlElement as Element

_MOST_BYTES: Final = 200_000_000
_MOST_OF_A_PART: Final = 60_000_000
_MOST_TAGS: Final = 2_000_000
_MOST_MEMBERS: Final = 10_000
_RELATIONSHIP: Final = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_STRICT_HOME: Final = b"purl.oclc.org"
_STRICT: Final = regex.compile(rb"""(["'])http://purl\.oclc\.org/ooxml/(wordprocessingml|drawingml)/main\1""")
"""The names that the strict variant of the format gives to what all others call by the names of 2006."""
_BROKEN: Final = (zipfile.BadZipFile, ZlibError, SyntaxError, KeyError, ValueError, EOFError, OSError, NotImplementedError)
DAMAGED: Final = "The Word document is damaged or cut short: open it in Word, save it again and retry"
_TOO_LARGE: Final = "The Word document unpacks to more than any plan holds: it is not read, for safety"


class Parts:
    """The archive of a Word document: its main part, and the parts related to it by their kind (``styles``, ``numbering`` …).

    Raises ``Unreadable`` (``damaged``, ``encrypted``, ``too-large``) where there is no main part to be had.
    """

    def __init__(self, data: bytes) -> None:
        self.broken: list[str] = []
        """The kinds of parts asked for that the document names and that are not there or no good."""
        try:
            self._archive = zipfile.ZipFile(BytesIO(data))
            members = self._archive.infolist()
            if len(members) > _MOST_MEMBERS or sum(member.file_size for member in members) > _MOST_BYTES:
                raise Unreadable("too-large", _TOO_LARGE)
            self._members = {_plain(member.filename): member for member in members}
            main = dict(self._relationships(""))["officeDocument"]
            self.main = self._root(main)
        except _BROKEN as error:
            raise Unreadable("damaged", DAMAGED) from error
        except RuntimeError as error:
            raise Unreadable("encrypted", "The document is protected by a password: remove the password in Word and save it again") from error
        try:
            self._related = dict(self._relationships(main))
        except (*_BROKEN, RuntimeError):
            self._related = {}
            self.broken.append("relationships")

    def related(self, kind: str) -> Element | None:
        """The root of the part of that kind; None where the document has none, or it is ``broken``."""
        if kind not in self._related:
            return None
        try:
            return self._root(self._related[kind])
        except (*_BROKEN, RuntimeError):
            self.broken.append(kind)
            return None

    def _relationships(self, name: str) -> Iterator[tuple[str, str]]:
        """The kind and the name of each part related to the named one (to the archive itself: ""), the first of a kind last."""
        folder, base = posixpath.split(name)
        source = posixpath.join(folder, "_rels", f"{base}.rels")
        if name and source not in self._members:
            return
        for link in reversed(list(self._root(source).iter(_RELATIONSHIP))):
            if link.get("TargetMode") != "External":
                yield link.get("Type", "").rsplit("/", 1)[-1], _plain(posixpath.join("/", folder, link.get("Target", "")))

    def _root(self, name: str) -> Element:
        from docx.oxml import parse_xml

        member = self._members[name]
        if member.file_size > _MOST_OF_A_PART:
            raise Unreadable("too-large", _TOO_LARGE)
        blob = self._archive.read(member)
        if blob.count(b"<") > _MOST_TAGS:
            raise Unreadable("too-large", _TOO_LARGE)
        if _STRICT_HOME in blob:
            blob = _STRICT.sub(rb"\1http://schemas.openxmlformats.org/\2/2006/main\1", blob)
        root: Element = parse_xml(blob)
        return root


def _plain(name: str) -> str:
    """A part's name as names are compared: from the archive's root, without case.

    >>> _plain("/Word\\\\..\\\\word/Document.xml")
    'word/document.xml'
    """
    return posixpath.normpath("/" + name.replace("\\", "/")).lstrip("/").lower()
