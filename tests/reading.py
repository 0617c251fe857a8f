"""What the tests of the readers share: a document as lines that a person can compare, and the promises that every document keeps."""

from __future__ import annotations

import unicodedata

from schemas.document import Document


def shown(document: Document) -> list[str]:
    """The blocks a line each: a paragraph as its text, a row as its cells between bars; line ends as ``/``."""
    lines = []
    for block in document.blocks:
        cells = [document.text[cell.start : cell.end] for cell in block.cells]
        text = f"| {' | '.join(cells)} |" if block.kind == "row" else document.text[block.start : block.end]
        lines.append(text.replace("\n", " / "))
    return lines


def check_promises(document: Document) -> None:
    """Assert what ``schemas.document`` promises of text, blocks and cells."""
    text = document.text
    assert unicodedata.is_normalized("NFC", text)
    assert len(document.folded) == len(text)
    assert "\r" not in text and "\0" not in text and "\ufeff" not in text
    end = 0
    tables: list[int] = []
    for block in document.blocks:
        stretch = text[block.start : block.end]
        assert stretch and stretch == stretch.strip()
        assert block.start >= end and (block.start == 0 or "\n" in text[end : block.start]) and not text[end : block.start].strip()
        assert "\n\n" not in stretch
        end = block.end
        if block.kind == "paragraph":
            assert "\t" not in stretch and not block.cells and block.table is None
            continue
        assert block.table is not None
        if block.table not in tables:
            tables.append(block.table)
        assert [cell.column for cell in block.cells] == sorted({cell.column for cell in block.cells})
        for cell in block.cells:
            cut = text[cell.start : cell.end]
            assert cut == cut.strip() and "\t" not in cut and cell.columns > 0
            assert block.span.holds(cell.span) or any(cell in other.cells for other in document.blocks if other.start < block.start)
    assert tables == list(range(len(tables)))
    assert not text[end:].strip()
