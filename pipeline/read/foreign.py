"""Formats that are known but not read: what they are and what to do, by their first bytes."""

from __future__ import annotations

from typing import Final, NamedTuple, NoReturn

import regex

from pipeline.read.unreadable import Unreadable

_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


class Format(NamedTuple):
    """A format, the pattern its bytes match (from the start), and what to do with such a file."""

    name: str
    pattern: regex.Pattern[bytes]
    advice: str
    code: str = "unsupported-format"


def _wide(text: str) -> bytes:
    return regex.escape(text.encode("utf-16-le"), literal_spaces=True)


FORMATS: Final = (
    Format(
        "Word document protected by a password",
        regex.compile(rb"(?s)\A" + regex.escape(_OLE) + rb".*?" + _wide("EncryptedPackage")),
        "remove the password in Word and save it again",
        "encrypted",
    ),
    Format("old Office file", regex.compile(rb"\A" + regex.escape(_OLE)), "save it as .docx or PDF"),
    Format("OpenDocument file", regex.compile(rb"(?s)\APK\x03\x04.{26}mimetypeapplication/vnd\.oasis"), "save it as .docx or PDF"),
    Format("Excel workbook", regex.compile(rb"(?s)\APK\x03\x04.*?xl/(?:workbook|worksheets|styles)"), "save the plan as .docx or PDF"),
    Format("PowerPoint file", regex.compile(rb"(?s)\APK\x03\x04.*?ppt/(?:presentation|slides)"), "save the plan as .docx or PDF"),
    Format("zip archive", regex.compile(rb"\APK\x03\x04|\APK\x05\x06"), "unpack it and give the files in it"),
    Format("archive", regex.compile(rb"\A(?:Rar!\x1a|7z\xbc\xaf\x27\x1c|\x1f\x8b|BZh|\xfd7zXZ)"), "unpack it and give the files in it"),
    Format(
        "picture",
        regex.compile(rb"\A(?:\xff\xd8\xff|\x89PNG\r\n|GIF8[79]a|II\*\0|MM\0\*|BM.{4}\0\0\0\0|RIFF.{4}WEBP|\x00\x00\x00.ftyp)", regex.DOTALL),
        "put the pages in a PDF with recognized text",
    ),
    Format("XML file", regex.compile(rb"\A(?:\xef\xbb\xbf)?\s*<\?xml\s"), "save it as .docx or PDF"),
)
"""In the order in which they are tried."""


def recognizes(data: bytes) -> bool:
    """Whether the bytes are of a known format that this version does not read."""
    return _format_of(data) is not None


def read(data: bytes) -> NoReturn:
    """Say what the file is and what to do."""
    found = _format_of(data)
    assert found is not None
    unread = "" if found.code == "encrypted" else ", which this version does not read"
    raise Unreadable(found.code, f"This is {_article(found.name)} {found.name}{unread}: {found.advice}")


def _article(name: str) -> str:
    return "an" if name[0].lower() in "aeio" or name.startswith("XML") else "a"


def _format_of(data: bytes) -> Format | None:
    return next((known for known in FORMATS if known.pattern.match(data)), None)
