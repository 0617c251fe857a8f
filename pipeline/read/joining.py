"""Joining what a source broke: paragraphs over lines, blank lines and pages. The words that decide stand in ``extractors/data/reading.toml``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache, lru_cache
from itertools import pairwise
from typing import Final

import regex

from extractors.labels import read_label
from extractors.rules import load_rules
from pipeline.read.markup import is_decoration
from pipeline.read.names import cuts_name, cuts_place
from pipeline.read.pieces import Paragraph, Piece
from schemas.document import Place
from schemas.text import fold

RUNNING: Final = 45
"""From this many characters on a line is taken for running text; a shorter one may be a heading that ends in any word."""
_TAIL: Final = 60
_LONGEST_SYMBOL: Final = 16
_MORE_THAN_A_TITLE: Final = 25
"""From this many characters on a line that ends in a comma, or before one or two words with a full stop, is cut."""
_SPACES_OF_A_NAME: Final = 3
"""A single word in capitals after a line of at least four is the rest of a name, not a line of its own."""
ORDINAL_HEADS: Final = frozenset({"stt", "tt"})
"""Heads of the column that counts a table's rows."""
_LOWER_START: Final = regex.compile(r"[\p{Pi}\"']?(?!https?:|www\.|\S+@)\p{Ll}")
_GOES_ON_START: Final = regex.compile(r"[,;.)\]\p{Pf}](?!\S*\.\.)")
_DIGIT_START: Final = regex.compile(r"\d|[IVX]+(?:/|\s+năm)")
_CRITERION_START: Final = regex.compile(r"\d{1,2}\.\d")
_QUARTER_START: Final = regex.compile(r"I{1,3}V?(?!\p{L})(?=\s*(?:[-,;/]|và|năm))")
_ORDER_START: Final = regex.compile(r"[IVX]{1,5}(?!\p{L})[.,;)]*(?:\s|$)")
_OF_ORDER: Final = (" khóa", " nhiệm kỳ", " đại hội", " đại hội lần thứ")
"""What a Roman number follows that counts terms and congresses."""
_YEAR_START: Final = regex.compile(r"[-–—] ?\d{4}(?!\d)")
_YEARS_START: Final = regex.compile(r"(?:19|20)\d\d(?: ?[-–] ?(?P<last>(?:19|20)\d\d))?(?=[\s,;.])(?!\s*[:.)]\s)")
_YEAR_END: Final = regex.compile(r"(?<!\d)\d{4}$")
_QUARTER: Final = regex.compile(r"[IVX]+\s?/\s?\d{4}")
_CUT_SYMBOL: Final = regex.compile(r"(?<=\d|\p{Lu}\p{Lu})[-/]$")
_SYMBOL_TAIL: Final = regex.compile(r"(?<![^\s(])\d{1,5}/(?:\d{1,4}/?)?\p{Lu}{0,4}$")
_SYMBOL_REST: Final = regex.compile(r"(?:\d{0,3}/)?\p{Lu}{1,6}(?:-\p{Lu}\p{L}{0,6}){0,2}|\p{Lu}{0,4}(?:-\p{Lu}\p{L}{0,6}){1,2}")
_WHOLE_SYMBOL: Final = regex.compile(r"\d{1,5}/(?:(?:19|20)\d{2}/)?\p{Lu}{2,6}(?:-\p{Lu}\p{L}{0,6}){1,2}")
_CAPITAL_START: Final = regex.compile(r"[\p{Lu}\d]")
_LAST_WORDS: Final = regex.compile(r"\p{L}+(?: \p{L}+)?[.;](?:/\W{0,3})?|\p{L}+(?: \p{L}+){0,5}\./\W{0,3}")
"""One or two words and the end of a sentence, or some more and the end of a document: no paragraph, but the last line of one."""
_PLAN_START: Final = regex.compile(r"Kế hoạch (?:này|vào|được|số)|(?:Các )?Chỉ tiêu \d{1,2}(?:, \d{1,2})*[.;]?$")
_FIGURED_CODE: Final = regex.compile(r"[A-Z][A-Z .:/-]*\d[A-Z\d .,:;/-]*")
_SYMBOL_START: Final = regex.compile(r"\d{1,5}[-/]\S*\p{Lu}")
_FIRST_BRACKET: Final = regex.compile(r"[()]")


@cache
def line_patterns() -> Mapping[str, tuple[regex.Pattern[str], ...]]:
    """The patterns of ``reading.toml`` by kind."""
    kinds: dict[str, tuple[regex.Pattern[str], ...]] = {}
    for rule in load_rules("reading"):
        kinds[rule.values["kind"]] = (*kinds.get(rule.values["kind"], ()), rule.pattern)
    return kinds


@lru_cache(maxsize=4096)
def is_kind(kind: str, folded: str) -> bool:
    """Whether a rule of that kind is met in the folded line."""
    return any(pattern.search(folded) for pattern in line_patterns()[kind])


def is_labelled(line: str) -> bool:
    """Whether the line opens with a list label or a caption of its own, so that it never goes on another.

    >>> is_labelled("đ) Kiểm tra"), is_labelled("Nơi nhận:"), is_labelled("quản lý nhà nước")
    (True, True, False)
    """
    return (read_label(line) is not None and not _QUARTER.match(line)) or is_kind("label", fold(line[:_TAIL]))


def is_capitals(line: str) -> bool:
    """Whether the line is several words, all in capitals (one alone may be an abbreviation, and so may codes with figures).

    >>> is_capitals("II. NHIỆM VỤ VÀ GIẢI PHÁP"), is_capitals("12/KH-UBND ngày"), is_capitals("TCVN ISO 9001:2015;")
    (True, False, False)
    """
    return line.isupper() and " " in line and _FIGURED_CODE.fullmatch(line) is None


def _is_bare_label(line: str) -> bool:
    label = read_label(line + " x") if len(line) < 12 else None
    return label is not None and label.end >= len(line) and label.kind not in ("part", "chapter", "division", "article", "appendix")


def _leaves_bracket_open(previous: str, following: str) -> bool:
    first = _FIRST_BRACKET.search(following)
    return previous.rfind("(") > previous.rfind(")") and first is not None and first[0] == ")"


def goes_on(previous: str, following: str, adjacent: bool = True, running: int = RUNNING) -> bool:
    """Whether ``following`` is the rest of a paragraph that a line or page end cut after ``previous``.

    ``adjacent``: no blank line and no page end stands between them. ``running``: how long ``previous`` must be for its last
    word alone to tell that it is cut; 0 in a table's cells, whose lines are short.

    >>> goes_on("đề nghị cấp có thẩm quyền cắt giảm thời gian,", "chi phí đi lại của tổ chức")
    True
    >>> goes_on("a) Phòng Nội vụ", "Tham mưu UBND huyện"), goes_on("1. Mục đích", "- nâng cao")
    (False, False)
    """
    tail = fold(previous[-_TAIL:])
    counted = _DIGIT_START.match(following) and (tail[-1:] != ";" or _CRITERION_START.match(following)) and is_kind("counting", tail)
    if (
        (counted and (len(previous) >= running or not is_labelled(following) or _SYMBOL_START.match(following)))
        or (tail.endswith(" quý") and _QUARTER_START.match(following))
        or (tail.endswith(_OF_ORDER) and _ORDER_START.match(following))
        or (_YEAR_END.search(tail) and _YEAR_START.match(following))
        or (_SYMBOL_START.match(following) and is_kind("before-symbol", tail))
        or (adjacent and is_kind("before-dash", tail) and is_kind("dash-of-a-name", fold(following[:_TAIL])))
        or (adjacent and len(previous) >= _MORE_THAN_A_TITLE and _PLAN_START.match(following) and is_kind("before-a-plan", tail))
    ):
        return True
    if not is_capitals(previous) and (adjacent or following[:1].isalpha()) and cuts_name(previous, following):
        return True
    if is_labelled(following):
        return False
    if _is_bare_label(previous) or _is_cut_symbol(previous, following) or is_kind("cut", tail):
        return True
    label = read_label(previous)
    if is_capitals(previous[label.end if label else 0 :]) or is_capitals(following):
        heading = adjacent and label is not None and label.end < len(previous) and is_capitals(previous[label.end :]) and is_capitals(following)
        one_word_left = (
            adjacent and following.isupper() and " " not in following and previous.count(" ") >= _SPACES_OF_A_NAME and fold(following) not in ORDINAL_HEADS
        )
        return (heading or one_word_left) and not is_kind("ended", tail)
    if is_kind("ended", tail):
        return is_kind("paused", tail) and _LOWER_START.match(following) is not None
    if _LOWER_START.match(following) or _GOES_ON_START.match(following) or _leaves_bracket_open(previous, following):
        return True
    if len(previous) >= running and (years := _YEARS_START.match(following)) and (adjacent or years["last"]):
        return True
    if adjacent and len(previous) >= _MORE_THAN_A_TITLE and (tail.endswith(",") or _LAST_WORDS.fullmatch(following)):
        return True
    return len(previous) >= running and (is_kind("open", tail) or cuts_place(previous, following))


def joint(previous: str, following: str) -> str:
    """What stands between two parts of one paragraph: nothing where a symbol was cut ("NĐ-" + "CP", in a narrow cell "61/20" + "18/NĐ-CP"), else a space."""
    return "" if _is_cut_symbol(previous, following) else " "


def _is_cut_symbol(previous: str, following: str) -> bool:
    if _CUT_SYMBOL.search(previous[-_TAIL:]) is not None:
        return _CAPITAL_START.match(following) is not None
    tail, rest = _SYMBOL_TAIL.search(previous[-_LONGEST_SYMBOL:]), _SYMBOL_REST.match(following)
    if tail is None or rest is None:
        return False
    return not _WHOLE_SYMBOL.fullmatch(tail[0]) and _WHOLE_SYMBOL.fullmatch(tail[0] + rest[0]) is not None


def hull(first: Place, second: Place) -> Place:
    """The place of two parts taken together: the first's, its box grown where both stand on one page."""
    if first.box is None or second.box is None or first.page != second.page:
        return first
    (left, top, right, bottom), (left2, top2, right2, bottom2) = first.box, second.box
    return replace(first, box=(min(left, left2), min(top, top2), max(right, right2), max(bottom, bottom2)))


def join_broken(pieces: Iterable[Piece]) -> list[Piece]:
    """The pieces with every paragraph whole that was cut into several. Costs grow with the text, whatever is joined."""
    joined: list[Piece] = []
    parts: list[Paragraph] = []

    def close() -> None:
        if parts:
            joined.append(_merge(parts))
            parts.clear()

    for piece in pieces:
        if not isinstance(piece, Paragraph):
            close()
            joined.append(piece)
        elif piece.text.strip() and not is_decoration(piece.text):
            if not (
                parts and _same_heading(parts[-1], piece) and goes_on(_opening(parts[0].text, parts[-1].text, len(parts)), piece.text, adjacent=not piece.gap)
            ):
                close()
            parts.append(piece)
    close()
    return joined


def _same_heading(first: Paragraph, second: Paragraph) -> bool:
    return second.heading in (0, first.heading)


def _opening(first: str, last: str, parts: int) -> str:
    """What ``goes_on`` must know of the paragraph so far: whole while it is short, its end when it is long."""
    return first if parts == 1 else first[:_TAIL] + " " + last


def whole_lines(lines: Iterable[str], running: int = RUNNING) -> list[str]:
    """The lines with every one whole that was cut into several; ``running`` as in ``goes_on``. Costs grow with the text.

    >>> whole_lines(["Rà soát quy trình,", "thủ tục", "Báo cáo"], running=0)
    ['Rà soát quy trình, thủ tục', 'Báo cáo']
    """
    whole: list[str] = []
    parts: list[str] = []
    count = 0
    for line in lines:
        if count and goes_on(_opening(parts[0], parts[-1], count), line, running=running):
            parts += (joint(parts[-1], line), line)
            count += 1
        else:
            whole += ["".join(parts)] if count else []
            parts, count = [line], 1
    return [*whole, "".join(parts)] if count else whole


def _merge(parts: list[Paragraph]) -> Paragraph:
    first = parts[0]
    if len(parts) == 1:
        return first
    written = [first.text]
    place, turns = first.place, first.turns
    length = len(first.text)
    for previous, part in pairwise(parts):
        between = joint(previous.text, part.text)
        length += len(between)
        if part.place.page is not None and part.place.page != previous.last_page:
            turns += ((length, part.place.page),)
        turns += tuple((length + offset, page) for offset, page in part.turns)
        written += (between, part.text)
        length += len(part.text)
        place = hull(place, part.place)
    return replace(first, text="".join(written), place=place, bold=all(part.bold for part in parts), turns=turns)
