"""Word 97-2003, Rich Text and OpenDocument files: converted to DOCX by LibreOffice, where it is installed, and read as such."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, NamedTuple

import regex

from pipeline.read import docx, programs
from pipeline.read.allowance import allowed
from pipeline.read.unreadable import Unreadable
from schemas.document import Document

SECONDS: Final = 60
"""The longest that a conversion may take; one of a plan takes one or two."""
_MOST_BYTES: Final = 200_000_000
_NAMES: Final = ("soffice", "libreoffice")
_PLACES: Final = (
    "/usr/lib/libreoffice/program/soffice",
    "/usr/lib64/libreoffice/program/soffice",
    "/opt/libreoffice*/program/soffice",
    "/snap/bin/libreoffice",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
)
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SECTOR: Final = 512
_WORD_MAGIC: Final = (b"\xec\xa5", b"\xdc\xa5")
"""How a Word 97 (Word 6) text stream begins."""
_FLAGS: Final = 10
_ENCRYPTED: Final = 0x0100
_RTF: Final = regex.compile(rb"\A(?:\xef\xbb\xbf)?\s{0,64}\{\\rtf")
_ODT: Final = regex.compile(rb"(?s)\APK\x03\x04.{26}mimetypeapplication/vnd\.oasis\.opendocument\.text")
_STREAM_NAME: Final = "WordDocument".encode("utf-16-le")
_PROTECTED: Final = "The document is protected by a password: remove the password and save it again"

_SETTINGS: Final = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>0</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetProxyType" oor:op="fuse"><value>2</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPProxyName" oor:op="fuse"><value>127.0.0.1</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPProxyPort" oor:op="fuse"><value>9</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPSProxyName" oor:op="fuse"><value>127.0.0.1</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPSProxyPort" oor:op="fuse"><value>9</value></prop></item>
</oor:items>
"""
"""A profile that runs no macros, follows no links and reaches no network (a proxy that is not there)."""
_NO_NETWORK: Final = dict.fromkeys(("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"), "http://127.0.0.1:9") | {"no_proxy": "", "NO_PROXY": ""}


class Kind(NamedTuple):
    """A format: its name in records, what to call such a file, and how its bytes are known and known to be locked."""

    format: str
    called: str
    recognizes: Callable[[bytes], bool]
    is_locked: Callable[[bytes], bool]


def _is_doc(data: bytes) -> bool:
    return data.startswith(_OLE) and _STREAM_NAME in data


def _is_locked_doc(data: bytes) -> bool:
    """Whether the text stream, which begins at a sector of its own, has the flag that its text is encrypted."""
    for at in range(_SECTOR, len(data) - _SECTOR, _SECTOR):
        if data[at : at + 2] in _WORD_MAGIC:
            return bool(int.from_bytes(data[at + _FLAGS : at + _FLAGS + 2], "little") & _ENCRYPTED)
    return False


def _is_locked_odt(data: bytes) -> bool:
    try:
        archive = zipfile.ZipFile(BytesIO(data))
        if sum(member.file_size for member in archive.infolist()) > _MOST_BYTES:
            raise Unreadable("too-large", "The document unpacks to more than any plan holds: it is not read, for safety")
        with archive.open("META-INF/manifest.xml") as manifest:
            return b"encryption-data" in manifest.read(1 << 20)
    except (zipfile.BadZipFile, KeyError, ValueError, OSError, NotImplementedError, RuntimeError):
        return False


KINDS: Final = (
    Kind("doc", "Word 97-2003 document (.doc)", _is_doc, _is_locked_doc),
    Kind("rtf", "Rich Text file (.rtf)", lambda data: _RTF.match(data) is not None, lambda data: False),  # noqa: ARG005
    Kind("odt", "OpenDocument text (.odt)", lambda data: _ODT.match(data) is not None, _is_locked_odt),
)


def recognizes(data: bytes) -> bool:
    """Whether the bytes are of a format that LibreOffice converts for us."""
    return _kind_of(data) is not None


def read(data: bytes) -> Document:
    """The document of such a file.

    Raises ``Unreadable``: ``encrypted``, ``too-large``, ``needs-libreoffice`` where it is not installed, ``conversion-failed`` where it
    gives up or takes more than ``SECONDS``, and what the DOCX reader raises.
    """
    kind = _kind_of(data)
    assert kind is not None
    if kind.is_locked(data):
        raise Unreadable("encrypted", _PROTECTED)
    program = programs.find(_NAMES, _PLACES)
    if program is None:
        raise Unreadable("needs-libreoffice", f"This is a {kind.called}: install LibreOffice (Debian: apt install libreoffice-writer), or save it as .docx")
    return replace(docx.read(_converted(data, kind, program)), format=kind.format)


def _kind_of(data: bytes) -> Kind | None:
    return next((kind for kind in KINDS if kind.recognizes(data)), None)


def _converted(data: bytes, kind: Kind, program: str) -> bytes:
    """The file as DOCX, made in a folder of its own that also holds LibreOffice's profile and is removed afterwards."""
    with TemporaryDirectory(prefix="kehoach-", ignore_cleanup_errors=True) as name:
        folder = Path(name).resolve()
        source, target = folder / f"plan.{kind.format}", folder / "made" / "plan.docx"
        source.write_bytes(data)
        settings = folder / "profile" / "user" / "registrymodifications.xcu"
        settings.parent.mkdir(parents=True)
        settings.write_text(_SETTINGS, "utf-8")
        command = (
            program,
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            *("--headless", "--norestore", "--nolockcheck", "--nodefault", "--nologo"),
            *("--convert-to", "docx:MS Word 2007 XML", "--outdir", str(target.parent), str(source)),
        )
        allowed().need(SECONDS)
        try:
            programs.run(command, seconds=SECONDS, environment={**_NO_NETWORK, "HOME": name, "TMPDIR": name, "SAL_USE_VCLPLUGIN": "svp"})
            if target.stat().st_size > _MOST_BYTES:
                raise Unreadable("too-large", "The document grows beyond what any plan holds when it is converted: it is not read, for safety")
            return target.read_bytes()
        except TimeoutError as error:
            raise Unreadable("conversion-failed", f"LibreOffice did not convert the {kind.called} in {SECONDS} seconds: save it as .docx") from error
        except (programs.Failed, OSError) as error:
            raise Unreadable("conversion-failed", f"LibreOffice could not convert the {kind.called}: open it in Word and save it as .docx") from error
