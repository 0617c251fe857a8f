"""What stands around a plan's body: letterhead, title, preamble, recipients, signature, the frame of a web page.

Each block gets one role; the body's blocks get none here, since the outline decides them.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import cache
from itertools import takewhile
from typing import Final

import regex

from extractors.draft import Role
from extractors.labels import ABOVE_ROMAN, read_label
from extractors.rules import Rule, load_rules
from schemas.document import Block, Document

_TITLE_REACH: Final = 60
"""A title stands among the first blocks of its paper."""
_TITLE_LINE: Final = 300
"""A line of a title is shorter than this, in characters."""
_POSTS: Final = 2
"""So many lines may stand between a post and the name of its holder: another post, "(Đã ký)"."""
_NAME_LINE: Final = regex.compile(r"(?:[\p{Lu}][\p{L}.'-]*\s+){1,5}[\p{Lu}][\p{L}'-]*")
_DECIDES: Final = regex.compile(
    r"(?:ủy ban|ubnd|hội đồng|hđnd|(?:phó )?chủ tịch|bộ(?: trưởng)?|sở|(?:tổng )?giám đốc|thủ (?:tướng|trưởng)|chánh|hiệu trưởng|(?:tổng )?cục|trưởng"
    r"|ban(?! hành)|viện|thường trực|(?:tỉnh|thành|huyện|quận|thị|đảng) ủy)(?!\p{L})"
)
_ENDS_A_SENTENCE: Final = regex.compile(r"[.;:,!?]\s*$")


def zone_rule(document: Document, block: Block) -> Rule | None:
    """The rule of ``zones.toml`` that knows the block's first words."""
    if block.kind != "paragraph":
        return None
    line = document.folded[block.start : block.end]
    if not _known_lines().search(line):
        return None
    return next((rule for rule in load_rules("zones") if rule.pattern.search(line)), None)


@cache
def _known_lines() -> regex.Pattern[str]:
    """All rules in one, so that the many lines that none knows are asked once."""
    return regex.compile("|".join(f"(?:{rule.pattern.pattern})" for rule in load_rules("zones")))


def find_zones(document: Document) -> tuple[Role | None, ...]:
    """The role of each block that is not body; None for the body's.

    A paper may issue a plan that follows it (a decision, its articles, its signature, then the plan), and appendices may
    follow the signature: there the body goes on.
    """
    roles: list[Role | None] = []
    openings = _openings(document)
    opening = _opening(openings, 0)
    zone: Role | None = "letterhead" if _title_ahead(document) else None if opening is None else "preamble"
    for index, block in enumerate(document.blocks):
        if _is_note(block):
            roles.append("notice")
            continue
        rule = zone_rule(document, block)
        stated: Role | None = rule.values["role"] if rule else None
        if stated == "noise":
            roles.append(stated)
            continue
        if zone not in (None, "preamble", "title") and _is_title(document, block):
            zone, opening = "title", _opening(openings, index + 1)
        elif zone in ("recipients", "signature"):
            zone = _after_signature(document, block, stated, zone)
        elif stated in ("recipients", "signature"):
            zone = stated
        elif zone is None and _signs(document, index):
            zone = "signature"
        elif stated == "letterhead" and (opening is None or index < opening):
            roles.append(stated)
            continue
        elif zone == "title" and not _continues_title(document, block, index):
            zone = None if opening is None else "preamble"
        if zone == "preamble" and opening is not None and index >= opening:
            zone = None
        roles.append(zone)
    before = list(takewhile(lambda role: role in ("letterhead", "preamble", "noise"), roles))
    head = max((index for index, role in enumerate(before) if role == "letterhead"), default=0)
    return tuple("letterhead" if role == "preamble" and index < head else role for index, role in enumerate(roles))


def _is_note(block: Block) -> bool:
    """Whether the block is a footnote or endnote that stands after the text: its source says so in its place."""
    return (block.place.path or "").startswith(("footnote ", "endnote "))


def _after_signature(document: Document, block: Block, stated: Role | None, zone: Role) -> Role | None:
    """The zone of a block below the recipients or the signature: they go on, or an appendix starts."""
    label = read_label(document.text[block.start : block.end])
    if block.kind == "row" or (label is not None and label.kind == "appendix"):
        return None
    return "signature" if stated == "signature" or _is_name(document, block) else zone


def _signs(document: Document, index: int) -> bool:
    """Whether a block is nothing but a post in capitals, with the name of its holder below it."""
    block = document.blocks[index]
    if block.kind == "row" or not block.span.of(document.text).isupper():
        return False
    post = next(rule for rule in load_rules("metadata") if rule.name == "metadata.post")
    if not post.pattern.fullmatch(" ".join(block.span.of(document.folded).split())):
        return False
    for below in document.blocks[index + 1 : index + 2 + _POSTS]:
        text = below.span.of(document.text)
        if _is_name(document, below):
            return True
        if not (text.isupper() or text.startswith("(")):
            return False
    return False


def _title_ahead(document: Document) -> bool:
    """Whether a title stands among the first blocks."""
    return any(_is_title(document, block) for block in document.blocks[:_TITLE_REACH])


def _is_title(document: Document, block: Block) -> bool:
    """A line that is nothing but the kind of paper, or that opens with it in capitals and goes on as the title."""
    rule = zone_rule(document, block)
    if rule and rule.values["role"] == "title":
        return True
    first = document.text[block.start : block.end].split("\n")[0]
    return (
        block.kind == "paragraph"
        and first.isupper()
        and len(first) < _TITLE_LINE
        and regex.match(r"(?:kế hoạch|chương trình|đề án|phương án)(?!\p{L})", document.folded, pos=block.start) is not None
    )


def _continues_title(document: Document, block: Block, index: int) -> bool:
    """Whether the block still belongs to the title: always the first below the bare kind of paper, then short unfinished lines."""
    text, above = document.text[block.start : block.end], document.blocks[index - 1]
    if block.kind == "row" or read_label(text) or len(text) > 2 * _TITLE_LINE:
        return False
    decides = text.isupper() and _DECIDES.match(document.folded, block.start) is not None
    if decides and index + 1 < len(document.blocks) and document.folded.startswith("căn cứ", document.blocks[index + 1].start):
        return False  # "ỦY BAN NHÂN DÂN TỈNH …" above the legal bases: who decides, not what about
    bare = zone_rule(document, above)
    if bare and bare.values["role"] == "title":
        return text.isupper() or not _ENDS_A_SENTENCE.search(text)
    opens_preamble = any(
        rule.name == "zones.preamble-opening" and rule.pattern.search(document.folded[block.start : block.end]) for rule in load_rules("zones")
    )
    return len(text) < _TITLE_LINE / 2 and not _ENDS_A_SENTENCE.search(text) and (text.isupper() or not opens_preamble)


_Openings = tuple[Sequence[int], ...]
"""Where a body may open, as indexes of blocks in order: at labels above the numerals or numerals, at a first number, at a first letter, at a table row."""


def _openings(document: Document) -> _Openings:
    """A sequence of numbers or letters counts from its first label on, since others may stand in the preamble."""
    found: tuple[list[int], ...] = ([], [], [], [])
    for index, block in enumerate(document.blocks):
        if block.kind == "row":
            found[3].append(index)
        elif label := read_label(document.text[block.start : block.end]):
            if label.kind == "roman" or (label.kind in ABOVE_ROMAN and label.kind != "appendix"):
                found[0].append(index)
            elif label.first and label.kind in ("number", "decimal"):
                found[1].append(index)
            elif label.first and label.kind == "letter":
                found[2].append(index)
    return found


def _opening(openings: _Openings, start: int) -> int | None:
    """Where the body opens from ``start`` on: the first label of the highest kind there, else the first table, else nowhere."""
    return next((found[at] for found in openings if (at := bisect_left(found, start)) < len(found)), None)


def _is_name(document: Document, block: Block) -> bool:
    return _NAME_LINE.fullmatch(document.text[block.start : block.end].strip()) is not None
