"""Pieces of a document whose fonts tell nothing: mended where their letters do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from pipeline.read.legacy import may_be_legacy, mend_lines
from pipeline.read.legacy.tables import ByteEncoding
from pipeline.read.pieces import Paragraph, Piece


def mend_pieces(pieces: Sequence[Piece]) -> tuple[Sequence[Piece], Counter[ByteEncoding]]:
    """The pieces with every paragraph and cell in Unicode, and how many letters were converted from each old encoding."""
    texts = [text for piece in pieces for text in _texts(piece)]
    if not may_be_legacy("\n".join(texts)):
        return pieces, Counter()
    mended = mend_lines(texts)
    counted: Counter[ByteEncoding] = Counter()
    for text, encoding in mended.values():
        counted[encoding] += len(text)
    return list(_mended(pieces, {index: text for index, (text, _) in mended.items()})), counted


def _texts(piece: Piece) -> list[str]:
    return [piece.text] if isinstance(piece, Paragraph) else [entry.text for entry in piece.entries]


def _mended(pieces: Sequence[Piece], mended: Mapping[int, str]) -> Iterator[Piece]:
    at = 0
    for piece in pieces:
        if isinstance(piece, Paragraph):
            yield replace(piece, text=mended.get(at, piece.text))
            at += 1
        else:
            yield replace(piece, entries=tuple(replace(entry, text=mended.get(at + index, entry.text)) for index, entry in enumerate(piece.entries)))
            at += len(piece.entries)
