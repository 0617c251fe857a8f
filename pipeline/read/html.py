"""Web pages: saved pages of portals, Word's own HTML, web archives (.mht). The plan on the page becomes the document, and nothing around it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import regex

from pipeline.read import mhtml
from pipeline.read.charset import decode_page
from pipeline.read.clutter import plan_of
from pipeline.read.encoding import Decoded
from pipeline.read.joining import join_broken
from pipeline.read.legacy import converted_note, most
from pipeline.read.legacy.pieces import mend_pieces
from pipeline.read.page import Page, paragraphs_and_rows
from pipeline.read.pieces import lay_out
from pipeline.read.tables import join_rows
from pipeline.read.unreadable import Unreadable
from schemas.document import Document

_SAMPLE: Final = 65_536
_OPENS: Final = regex.compile(
    r"\s*(?:(?:<\?xml\b[^>]{0,500}>|<!--(?:(?!-->).){0,20000}-->)\s*)*<(?:!doctype\s+html|html|head|body|title|meta|link)\b",
    regex.IGNORECASE | regex.DOTALL,
)
_FRAGMENT_OPENS: Final = regex.compile(r"\s*<(?:div|p|table|center|span|article|section|h[1-6]|font|ul|ol|style|b|strong)\b[^<>]*>", regex.IGNORECASE)
_BLOCK_END: Final = regex.compile(r"</(?:p|div|td|th|li|tr|h[1-6])\s*>|<br\b", regex.IGNORECASE)
_LINE: Final = regex.compile(r"\S[^\n]*")
_EMBEDDED: Final = regex.compile(r"data:[\w/+.;=-]{1,100},[\w+/=%\s-]{200,}", regex.IGNORECASE)
_MOST_TAGS: Final = 400_000
_MOST_CHARACTERS: Final = 20_000_000
_TOO_LARGE: Final = "The web page holds more than any plan does: it is not read, for safety"


def recognizes(data: bytes) -> bool:
    """A page by how it opens, a piece of one by the ends of paragraphs and cells that most of its lines have; a web archive by its headers."""
    sample = _sample(data)
    if _OPENS.match(sample):
        return True
    if _FRAGMENT_OPENS.match(sample):
        return 2 * len(_BLOCK_END.findall(sample)) >= len(_LINE.findall(sample))
    return mhtml.recognizes(data)


def read(data: bytes) -> Document:
    """The document of a web page or archive. Paragraphs and tables are counted in the places: ``paragraph 14``, ``table 2 row 3``.

    Raises ``Unreadable``: ``no-text``, ``too-large``, and what ``pipeline.read.charset.decode_page`` raises.
    """
    parts = mhtml.pages(data) if mhtml.recognizes(data) else (mhtml.Part(data, None, ()),)
    pages = [(part, decode_page(part.data, part.charset)) for part in parts if part.data.strip()]
    frames = {address: page.text for part, page in pages for address in part.addresses}
    documents = (_document(page, frames) for _, page in pages)
    found = next((document for document in documents if document.blocks), None)
    if found is None:
        raise Unreadable("no-text", "The web page holds no text (it may load the plan from elsewhere): copy the plan's text into a document and save that")
    return found


def _document(page: Decoded, frames: Mapping[str, str]) -> Document:
    gathered = Page(frames, _parse, in_unicode=page.encoding == "tcvn3")
    _parse(page.text, gathered)
    pieces, mended = mend_pieces(list(paragraphs_and_rows(plan_of(gathered.shown, gathered.generator))))
    converted = gathered.converted + mended
    encoding = most(converted) or page.encoding
    notes = (*page.diagnostics, *((converted_note(converted),) if converted else ()))
    return lay_out(join_rows(join_broken(pieces), cut_anywhere=True), "html", encoding=encoding, diagnostics=notes)


def _parse(text: str, page: Page) -> None:
    """Tell the page of every tag and text. The parser makes no tree, opens nothing, and knows no entities but those of HTML."""
    from lxml import etree

    slim = _EMBEDDED.sub("", text)
    if len(slim) > _MOST_CHARACTERS or slim.count("<") > _MOST_TAGS:
        raise Unreadable("too-large", _TOO_LARGE)
    parser = etree.HTMLParser(target=page, encoding="utf-8", no_network=True, huge_tree=False)
    try:
        parser.feed(slim.encode("utf-8", "replace"))
        parser.close()
    except etree.XMLSyntaxError:
        page.close()


def _sample(data: bytes) -> str:
    """The beginning of the bytes as characters, so far as ASCII is concerned."""
    start = data[:_SAMPLE]
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return start.decode("utf-16", "replace")
    return start.removeprefix(b"\xef\xbb\xbf").decode("latin-1")
