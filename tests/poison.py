"""Files that cannot be read, and files that do harm to the process that reads them.

``POISON`` has one maker a kind; the others are for tests of one thing.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from random import Random
from typing import Final

PLAN: Final = "KẾ HOẠCH\nCải cách hành chính năm 2019\nI. NHIỆM VỤ\n- Phòng Nội vụ chủ trì rà soát thủ tục hành chính.\n"
LETTERS = b"BT /F 12 Tf 72 700 Td (Ke hoach) Tj ET"
NOTHING = b"q Q"
SWOLLEN: Final = 201_000_000
"""Bytes, more than a Word file may hold."""

W: Final = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_RELS: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"


@dataclass(frozen=True, slots=True)
class Poison:
    """A kind of file that cannot be read: how its name ends, what makes one (another with each number), and the code of its one diagnostic;
    several where it depends on the machine which bound is met first."""

    ending: str
    make: Callable[[int], bytes]
    codes: tuple[str, ...]


def pdf(objects: list[bytes], trailer: bytes = b"") -> bytes:
    """A PDF of numbered objects, the first of which is its catalogue."""
    written = b"%PDF-1.7\n"
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(written))
        written += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    head = b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table)
    return written + head + b"trailer\n<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, trailer, len(written))


def stream(words: bytes, content: bytes) -> bytes:
    return b"<<%s/Length %d>>\nstream\n%s\nendstream" % (words, len(content), content)


def nested_forms(shown: bytes, deep: int = 12, times: int = 10) -> bytes:
    """A page of forms that show forms that show forms, the last of which shows something: few bytes that a library which cannot be
    interrupted reads for ages. Letters take all memory besides."""
    font = b"/Font<</F <</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>"
    forms = [
        stream(b"/Type/XObject/Subtype/Form/BBox[0 0 612 792]/Resources<</XObject<</X %d 0 R>>>>" % (number + 6), b"/X Do " * times) for number in range(deep)
    ]
    last = stream(b"/Type/XObject/Subtype/Form/BBox[0 0 612 792]/Resources<<%s>>" % font, shown)
    return pdf(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</XObject<</X 5 0 R>>>>>>",
            stream(b"", b"/X Do " * times),
            *forms,
            last,
        ]
    )


def looping_pages() -> bytes:
    """A tree of pages whose branches hold one another."""
    return pdf([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R 2 0 R]/Count 9>>", b"<</Type/Pages/Parent 2 0 R/Kids[2 0 R 3 0 R]/Count 9>>"])


def one_page(number: int, trailer: bytes = b"") -> bytes:
    """A PDF of one page with a number on it."""
    return pdf(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F <</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>",
            stream(b"", LETTERS.replace(b"hoach", b"hoach %d" % number)),
        ],
        trailer,
    )


def locked(number: int) -> bytes:
    """A PDF that no empty password opens."""
    return one_page(number, b"/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<%064x>/U<%064x>>>/ID[<00><00>]" % (number, 1))


def zipped(parts: Mapping[str, bytes]) -> bytes:
    """Files packed as one."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part, zipfile.ZIP_STORED if name == "mimetype" else None)
    return packed.getvalue()


def word(doctype: str, text: str, more: Mapping[str, bytes] | None = None) -> bytes:
    """A Word file: a plan, and a text in XML as its last paragraph."""
    relation = f'<Relationships xmlns="{_RELS}"><Relationship Id="r" Type="{_OFFICE}" Target="word/document.xml"/></Relationships>'
    body = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in (*PLAN.splitlines(), text))
    document = f'<?xml version="1.0"?>{doctype}<w:document {W}><w:body>{body}</w:body></w:document>'
    return zipped({"_rels/.rels": relation.encode(), "word/document.xml": document.encode(), **(more or {})})


def picture(width: int, height: int) -> bytes:
    """A PNG of a few bytes that says it is so many dots wide and high."""
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(b"")), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in chunks)


def login_page(number: int) -> bytes:
    """What a browser saves instead of the file when the session is over."""
    return f'<html><head><title></title><script>location="/login"</script></head><frameset><frame src="/login?file={number}"></frameset></html>'.encode()


POISON: Final[Mapping[str, Poison]] = {
    "cut short": Poison(".pdf", lambda number: one_page(number)[:-120], ("damaged",)),
    "locked": Poison(".pdf", locked, ("encrypted",)),
    "endless": Poison(".pdf", lambda number: nested_forms(NOTHING) + b"%% %d\n" % number, ("timed-out", "out-of-memory")),
    "swelling": Poison(".docx", lambda number: word("", str(number), {"docProps/app.xml": b" " * SWOLLEN}), ("too-large",)),
    "deep": Poison(".docx", lambda number: word("", f"{'<w:ins>' * 60_000}{number}{'</w:ins>' * 60_000}"), ("damaged",)),
    "torn": Poison(".docx", lambda number: word("", str(number))[:-200], ("damaged",)),
    "login page": Poison(".doc", login_page, ("no-text",)),
    "huge picture": Poison(".pdf", lambda number: picture(60_000, 60_000 + number), ("too-large",)),
    "garbage": Poison(".txt", lambda number: Random(number).randbytes(5000), ("unsupported-format",)),
    "empty": Poison(".txt", lambda number: b"", ("empty-file",)),  # noqa: ARG005
}
"""Ten kinds, by their names."""
