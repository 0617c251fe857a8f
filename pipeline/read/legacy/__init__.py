"""Vietnamese in the encodings from before Unicode: told by what the text is once decoded, and turned into Unicode."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

import regex

from pipeline.read.legacy.evidence import Evidence, evidence_of
from pipeline.read.legacy.fonts import is_unicode
from pipeline.read.legacy.hyphens import tell_hyphens
from pipeline.read.legacy.tables import BYTE_ENCODINGS, ByteEncoding, Encoding, from_full_tcvn3, from_legacy
from pipeline.read.legacy.viqr import from_viqr, has_signs
from schemas.diagnostic import Diagnostic, diagnose

__all__ = ["Converted", "converted_note", "decode_bytes", "may_be_legacy", "mend", "mend_lines", "most"]

NAMES: Final[Mapping[Encoding, str]] = {
    "tcvn3": "TCVN3 (ABC)",
    "vni-windows": "VNI-Windows",
    "viqr": "VIQR",
    "windows-1258": "windows-1258",
    "viscii": "VISCII",
}
_SAMPLE: Final = 16_384
_SUSPECTS: Final = frozenset("¡¢£¤¥¦¨©ª¬\xad®¯±³´µ¶·¸¹º¼½¾¿ÄÅÆÇËÎÏÐÑÖ×ØÛÜÞßäåæçëîïðñö÷øûüþÿŒœŠšŽžŸƒ")
"""Characters that old encodings' bytes look like and Vietnamese does not have. (The marks of windows-1258 look like letters that it has.)"""
_BEYOND_ASCII: Final = regex.compile(r"[^\x00-\x7f]")
_MOST_LINES: Final = 1_000
"""So many lines are asked one by one for what they show."""
_TAG: Final = regex.compile(r"<[^<>]*>")
_FEW: Final = 0.02
"""The share of characters beyond ASCII, such as quotes, that a text in VIQR may have."""
_MORE: Final = 3
"""By how many known words a line must read better in an old encoding than as it stands."""


@dataclass(frozen=True, slots=True)
class Converted:
    """A text in Unicode, how many of its lines came in which old encoding, and of how many with letters beyond ASCII."""

    text: str
    lines: Mapping[Encoding, int]
    of: int

    @property
    def encoding(self) -> Encoding:
        """The one that most of the converted lines came in."""
        return max(self.lines, key=self.lines.__getitem__)

    def name_of(self, encoding: str) -> str:
        """What the whole is said to be in, when its bytes are in ``encoding``: an old one where most lines were."""
        return self.encoding if 2 * sum(self.lines.values()) >= self.of else encoding

    @property
    def note(self) -> Diagnostic:
        """What the record says of it."""
        count = sum(self.lines.values())
        return converted_note(self.lines, "" if count == self.of else f" in {count} of {self.of} lines")


def most(converted: Mapping[ByteEncoding, int]) -> ByteEncoding | None:
    """The encoding that most was converted from; None where nothing was."""
    return max(converted, key=converted.__getitem__, default=None)


def converted_note(encodings: Iterable[Encoding], part: str = "") -> Diagnostic:
    """What the record says of text that was converted; ``part``: of how much, such as `` in 3 of 40 lines``."""
    names = " and ".join(NAMES[encoding] for encoding in sorted(encodings))
    return diagnose("legacy-encoding", f"Text in {names}{part} was converted to Unicode: compare a few words with the original")


def decode_bytes(data: bytes) -> Converted | None:
    """The text of bytes that are in an old 8-bit encoding; None where none makes Vietnamese of them."""
    view = data.decode("latin-1")
    decoders: list[tuple[Encoding, Callable[[str], str]]] = [(encoding, partial(from_legacy, encoding=encoding)) for encoding in BYTE_ENCODINGS]
    decoders.append(("tcvn3", from_full_tcvn3))
    sample = _sample(line for line in view.split("\n") if not line.isascii())
    found = [evidence_of(decode(sample)) for _, decode in decoders]
    best = max(range(len(decoders)), key=lambda index: found[index].known)
    encoding, decode = decoders[best]
    return Converted(decode(view), {encoding: 1}, 1) if found[best].is_convincing else None


def mend(text: str) -> Converted | None:
    """The text with every line in Unicode; None where nothing speaks for an old encoding.

    Meant for text whose bytes were taken for Latin-1, windows-1252 or ASCII by whoever saved it.
    """
    if _is_viqr(text):
        return Converted(from_viqr(text), {"viqr": 1}, 1)
    if not may_be_legacy(text):
        return None
    lines = text.split("\n")
    mended = mend_lines(lines)
    whole = "\n".join(mended[index][0] if index in mended else line for index, line in enumerate(lines))
    counted: Counter[Encoding] = Counter(encoding for _, encoding in mended.values())
    return Converted(whole, counted, sum(not line.isascii() for line in lines)) if mended else None


def may_be_legacy(text: str) -> bool:
    """Whether it is worth looking at the lines of a text; costs next to nothing."""
    return not text.isascii() and not (_SUSPECTS.isdisjoint(text) and is_unicode(text))


def mend_lines(lines: Sequence[str]) -> dict[int, tuple[str, ByteEncoding]]:
    """The lines that are in an old encoding, by their index: in Unicode, and the encoding.

    A line shows its encoding by itself, or with the others; one too short to show it follows those that do.
    """
    candidates = {index: line for index, line in enumerate(lines) if _BEYOND_ASCII.search(line) and not is_unicode(line)}
    suspects = [line for line in candidates.values() if not _SUSPECTS.isdisjoint(line)]
    if not suspects and len(candidates) == sum(not line.isascii() for line in lines):
        suspects = list(candidates.values())
    if not suspects:
        return {}
    shown = {found for line in (*suspects[:_MOST_LINES], "\n".join(suspects)) if (found := _encoding_of(line))}
    mended: dict[int, tuple[str, ByteEncoding]] = {}
    for index, line in candidates.items():
        if best := _best(line, shown):
            mended[index] = best
    return mended


def _sample(lines: Iterable[str]) -> str:
    """The beginning of the lines, without tags, which are words of another language."""
    written: list[str] = []
    length = 0
    for line in lines:
        if length >= _SAMPLE:
            break
        written.append(_TAG.sub(" ", line[:_SAMPLE]))
        length += len(written[-1])
    return "\n".join(written)


def _encoding_of(text: str) -> ByteEncoding | None:
    """The encoding that makes convincing Vietnamese of the text, and more of it than the text is as it stands."""
    sample = _sample(text.split("\n"))
    as_is = evidence_of(sample)
    found: dict[ByteEncoding, Evidence] = {encoding: evidence_of(from_legacy(sample, encoding)) for encoding in BYTE_ENCODINGS}
    best = max(found, key=lambda encoding: found[encoding].known)
    return best if found[best].is_convincing and found[best].known >= as_is.known + _MORE else None


def _best(line: str, encodings: Iterable[ByteEncoding]) -> tuple[str, ByteEncoding] | None:
    """The line in the encoding, of these, that makes the most of it; None where it is better as it stands."""
    best, least = None, evidence_of(line[:_SAMPLE]).known
    for encoding in sorted(encodings):
        evidence = evidence_of(from_legacy(line[:_SAMPLE], encoding))
        if evidence.known > least and 2 * evidence.known >= evidence.accented:
            best, least = encoding, evidence.known
    return (from_legacy(tell_hyphens(line) if best == "tcvn3" else line, best), best) if best else None


def _is_viqr(text: str) -> bool:
    sample = text[:_SAMPLE]
    if not sample.isascii() and len(sample.encode("ascii", "ignore")) < (1 - _FEW) * len(sample):
        return False
    return has_signs(sample) and evidence_of(from_viqr(sample)).is_convincing
