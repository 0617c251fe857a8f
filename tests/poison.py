"""Files that do harm to the process that reads them."""

from __future__ import annotations

LETTERS = b"BT /F 12 Tf 72 700 Td (Ke hoach) Tj ET"
NOTHING = b"q Q"


def pdf(objects: list[bytes]) -> bytes:
    """A PDF of numbered objects, the first of which is its catalogue."""
    written = b"%PDF-1.7\n"
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(written))
        written += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    head = b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table)
    return written + head + b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(written))


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
