"""The small patterns of the agency grammar, made of the word lists in ``agency-words.csv``; all match folded text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache, lru_cache
from itertools import groupby
from typing import Final

import regex

from extractors.agencies.gazetteer import phrases, provinces

WORD_END: Final = r"(?![\p{L}\p{N}])"
_TIER: Final = rf"cấp (?:tỉnh|huyện|xã|trung ương|tw|cơ sở|phòng|trên|dưới){WORD_END}"

# {kind} stands for any phrase of that kind; a space for white space.
_SOURCES: Final = {
    "person": r"{village-head} (?=(?:các|những|từng|mỗi|\d+) )|(?:(?:các |từng )?(?:đồng chí|đ/c|ông \(bà\)|ông/bà|ông, bà) |ông |bà )?(?:các )?"
    r"{person}(?:\s*(?:,|/|\bvà\b)\s*{person})*(?: \({person}\))? (?:(?<=phó \p{L}{2,8} |phó \p{L}{2,8} \p{L}{2,8} )thường trực )?"
    r"(?:(?:ban|phòng) (?=ban |phòng ))?",
    "members": r"(?:(?:các|những|từng|mỗi|toàn thể|tất cả)(?: các)? )?(?:(?:đồng chí|đ/c|ông, bà|ông/bà|ông|bà) )?thành viên(?: (?:của|trong|tham gia))? ",
    "role": r"(?:công chức|cán bộ|viên chức|chuyên viên|nhân viên|giáo viên|phó hiệu trưởng|hiệu phó|phó giám đốc)"
    r" (?:phụ trách|đầu mối|chuyên trách|theo dõi|làm)(?: công tác| lĩnh vực| về)*"
    r" (?:{scope}|{field}|(?:cntt|tthc|chuyên môn|cơ sở vật chất|nội vụ)(?!\p{L}))|{role}",
    "people": r"(?:cán bộ|công chức|viên chức|người lao động|giáo viên|nhân viên|đảng viên|đoàn viên|hội viên)" + WORD_END,
    "staff": r"(?:cán bộ|công chức|giáo viên|đảng viên)\s*(?:,|\bvà\b)\s*(?:công chức|viên chức|người lao động|giáo viên|nhân viên|đảng viên)" + WORD_END,
    "posted": r" (?:(?:được (?:cử|phân công|bố trí|giao)(?: đến| về| làm việc)?|làm việc|công tác|trực) )?(?:tại|đến) ",
    "comrade": r"(?:(?:các )?(?:đồng chí|đ/c)|ông|bà) ",
    "long-named": r"(?:công đoàn|ban quản lý|ngân hàng|chi cục|trung tâm|trường|công ty|tổng công ty|bệnh viện|hội|viện|quỹ)" + WORD_END,
    "quantifier": r"(?:{measure} )?{quantifier}(?: các(?!\p{L}))? ",
    "measure": "{measure} ",
    "noun": "{collective}",
    "level-noun": _TIER,
    "complement": r" (?:{school}(?:\s*(?:,|-|/|&|\bvà\b)\s*{school})*|{complement})",
    "modifier": " {modifier}",
    "province": " {province}",
    "head": "{acronym}|{head}",
    "working": "{working}",
    "standing": r"(?:(?:tỉnh|huyện|thành|thị|quận|đảng) ủy|(?:tỉnh|huyện|thành|thị|quận) đoàn|vnpt|viettel|ubmttq(?:vn)?|mttq|bhxh|kbnn|nhcsxh|tthcc|agribank"
    r"|đồn biên phòng|nhà thiếu nhi|{acronym})" + WORD_END + r"|(?:văn phòng|mặt trận)(?=\s*(?:[:;,.]|$)| (?:và |{verb}|{adverb}))",
    "plain-named": r"(?:tổ|đoàn|đội|nhóm|bộ phận|hội đồng|ban|trung tâm|phòng|trạm|khoa)"
    r"(?: \p{L}+){1,7}?(?= (?:chủ trì|có trách nhiệm|chịu trách nhiệm|phối hợp với|là (?:cơ quan|đơn vị|đầu mối|bộ phận))(?!\p{L}))"
    r"|bộ phận(?: (?!{verb})\p{L}+){1,4}(?:,(?: (?!{verb})\p{L}+){1,3}){0,3}(?= {verb})",
    "committee": r"{committee}(?:\s*[-&]\s*{committee})?",
    "not-a-body": "{not-a-body}",
    "organisation": r"tổ chức(?= (?:đảng|chính trị|đoàn thể|tín dụng|phi chính|quần chúng|xã hội))",
    "any-organisation": r"tổ chức" + WORD_END,
    "after-agencies": r"(?:cơ quan|đơn vị|doanh nghiệp|đoàn thể)[^,]{0,30},\s*$",
    "verb": "{verb}",
    "predicate": "{verb}|{adverb}",
    "manner": r"(?:{adverb}|tăng cường|đẩy mạnh)" + WORD_END,
    "leading": r" (?:chủ trì|có trách nhiệm|chịu trách nhiệm|làm đầu mối)" + WORD_END,
    "inner": r"\s*(?:,|/|&|-|\bvà\b)\s*(?:và )?(?=\p{L})",
    "place": r"{place}(?! (?:đoàn|ủy)(?!\p{L}))",
    "inside": r" (?:trong|của|thuộc) (?:nhà )?trường(?! hợp)" + WORD_END,
    "tier": _TIER,
    "all-levels": r" (?:các cấp|ba cấp|hai cấp)" + WORD_END,
    "trunk-city": r"thành phố (?:trực )?thuộc (?:trung ương|tỉnh)" + WORD_END,
    "plural": r"(?:(?:các|từng|mỗi|những) |\d+/\d+ |\d+ )",
    "and": r"\s*(?:,|/|;|-(?=(?:huyện|xã|phường))|\bvà\b)\s*(?:và )?",
    "of-level": r" (?:của )?",
    "level-link": r" (?:của |thuộc |chi nhánh )?",
    "places-link": r"\s*(?:,|/|-|\bvà\b)\s*(?:và )?| ",
    "where": r" (?:(?:đóng|đứng chân|hoạt động|công tác) )?(?:trên địa bàn|trên|tại|ở|trong)(?: toàn)? (?=\p{L})",
    "on-the-ground": r" (?:(?:đóng|đứng chân|hoạt động) )?trên (?:toàn )?địa bàn" + WORD_END,
    "under": r" (?:thuộc(?:,| và|/) trực thuộc|trực thuộc|thuộc|của) ",
    "owner": r"(?:ngành dọc(?: trung ương)?|phạm vi quản lý|thẩm quyền quản lý|quyền quản lý|chính phủ|trung ương|khối \p{L}+"
    r"|(?:các )?(?:sở|bộ|cục|tổng cục|vụ|viện|trường|nhà trường|phòng|ban|ngành|trung tâm|văn phòng|học viện|tổng công ty|công ty))" + WORD_END,
    "boundary": r"\s*(?:[;,.:()/\n]|\bvà\b|$)",
    "word": r" (nông thôn(?: mới)?|[\p{L}\p{N}][\p{L}\p{N}&./'’-]*)",
    "stop": r"(?:để|về|trong|theo|tại|được|đã|có|phải|cần|sẽ|khi|nếu|do|từ|với|cho|của|thuộc|trên|ở|nhằm|qua|thì|các|những|và|hoặc|trước|sau|không|vào|cùng"
    r"|đang|bằng|nơi|này|đó|như|mà|ra|lên)" + WORD_END,
    "paired": rf"(?:,\s*| và )các (?:cấp|ngành|địa phương){WORD_END}",
    "colon": r"\s*:\s*(?=\p{L})",
    "distributed": rf"(?:sở|phòng|bộ|ban|cục|vụ|hội|chi cục|viện|trung tâm|trường|khoa|huyện|xã|phường){WORD_END}",
    "office": r"(?:văn phòng|thường trực|đảng đoàn|lãnh đạo|ban \p{L}+(?: (?!(?:và|các|cùng)(?!\p{L}))\p{L}+){0,3}|đảng ủy|vp) (?={committee})",
    "joint": r"\s*(?:và|-|&)\s*",
    "always-named": r"(?:tổng cục|chi cục|cục|vụ)" + WORD_END,
    "dash": r"[^\S\n]*[-&]\s*(?=\p{L})",
    "post": r"(?:cơ quan|đơn vị|bộ phận|đầu mối)" + WORD_END,
    "field": r"\s*{field}",
    "scoped": r"(?:ban quản lý|bql|ban chỉ đạo|bcđ|ban chỉ huy|ban đại diện|bệnh viện|bv|văn phòng điều phối|hội đồng|tổ tư vấn|(?:đoàn|đội|tổ) kiểm tra)"
    r" (?:{scope}|\d{2,3}(?![\p{L}\p{N}/%.,-]))",
    "trained": r"(?:trường|trung tâm|học viện|viện|phân viện|cơ sở|ban|phòng|vụ)"
    r" (?:đào tạo(?:,| và| -)? )?bồi dưỡng (?:cán bộ|công chức|viên chức|nhà giáo)(?:(?:,| và) (?:cán bộ|công chức|viên chức))*(?: quản lý(?: giáo dục)?)?"
    + WORD_END,
    "compound": " {compound}",
    "long-verb": r" (?={verb-of-words})(?:\p{L}+ )\p{L}+" + WORD_END,
    "grounds": r" và (?:các )?khu (?:công nghiệp|kinh tế|chế xuất|công nghệ cao)(?:(?: và|,) (?:khu )?(?:chế xuất|công nghiệp))?" + WORD_END,
    "bureau": r"(?:văn phòng|vp|cơ quan thường trực(?: của)?|(?:tổ|bộ phận) (?:giúp việc|thư ký)(?: của)?) (?=(?:ban|hội đồng|bcđ|tổ)(?!\p{L}))",
    "place-letter": r"(?:p|x|h|q|tt|tx|tp)" + WORD_END,
    "own-body": r"(?:sở|bộ|cục|tổng cục|chi cục|trường|trung tâm|bệnh viện|viện|học viện)(?=\s*(?:[,;:.(]|$)| (?:{verb}|{adverb}))",
    "own-unit": r" (?:sở|bộ|cục|chi cục|trường|nhà trường|trung tâm|bệnh viện|viện)(?=\s*(?:[,;:.(]|$)| (?:{verb}|{adverb}))",
    "other-name": r" \([^()]{2,40}\)(?= (?:của|thuộc|tại) )",
    "numbered": r" (?:số )?\d{1,2}(?![\p{L}\p{N}/%.,-]\p{N}|[\p{L}\p{N}/%])",
    "gap": r"\s+",
    "blank": r"\s*",
    "and-word": "và",
    "scheme": r" (?:triển khai|thực hiện|chỉ đạo)(?: thực hiện)? (?=đề án|dự án|chương trình|nghị quyết|chỉ thị|kế hoạch|quyết định)",
}

NAMES_OF_PLACES: Final = regex.compile(
    r"\s*:?\s+(?<name>\p{Lu}[\p{L}’']*(?: \p{Lu}[\p{L}’']*){1,3}|\d{1,2}(?![\p{L}\p{N}/.%]))"
    r"(?:\s*(?:,|;|\bvà\b)\s*(?<name>\p{Lu}[\p{L}’']*(?: \p{Lu}[\p{L}’']*){1,3}|\d{1,2}(?![\p{L}\p{N}/.%]))){1,40}"
)
PLACE_NAME: Final = regex.compile(r"(?: +(?:\p{Lu}[\p{L}’']*|\d{1,2})(?![\p{L}\p{N}/.]))(?: *[- ] *\p{Lu}[\p{L}’']*){0,4}")
CAPITALS: Final = regex.compile(r"\p{Lu}[\p{L}\p{N}&.’'-]*(?:[ ](?:\p{Lu}[\p{L}\p{N}&’'-]*|&|và(?= \p{Lu})))*")
NEXT_CAPITAL: Final = regex.compile(r"\s+\p{Lu}")
ROW_OF_CAPITALS: Final = regex.compile(r",(?=(?:\s+\p{Lu}[\p{L} ]{1,30},){0,2}\s+\p{Lu}[\p{L}\s]{1,40}\s+và\s+\p{Lu})")
SMALL_WORD: Final = regex.compile(r"(?<=\p{L} )\p{Ll}")
LAST_TWO: Final = regex.compile(r"\s(\p{L}+\s\p{L}+)$")
GLUED: Final = regex.compile(r"[\p{L}\p{N}]+")


def any_of(words: Iterable[str]) -> str:
    """A pattern for any of the words, the longest first, whole words only; words that begin alike share their beginning.

    >>> any_of(["sở", "số", "sổ tay"]).removesuffix(WORD_END)
    '(?:s(?:ố|ổ tay|ở))'
    """
    return f"(?:{_branches(sorted(set(words)))})" + WORD_END


def _branches(words: list[str]) -> str:
    """A pattern for any of the words, which are sorted and not empty: what begins with one letter is one alternative."""
    alternatives: list[str] = []
    for _, alike in groupby(words, key=lambda word: word[0]):
        group = list(alike)
        shared = group[0][: next((at for at, (one, other) in enumerate(zip(group[0], group[-1], strict=False)) if one != other), len(group[0]))]
        rest = [word[len(shared) :] for word in group if len(word) > len(shared)]
        optional = "?" if len(rest) < len(group) else ""
        longer = f"(?:{_branches(rest)}){optional}" if rest else ""
        alternatives.append(regex.escape(shared, special_only=True, literal_spaces=True) + longer)
    return "|".join(alternatives)


@cache
def pattern(name: str) -> regex.Pattern[str]:
    """One of the patterns above, compiled."""

    def listed(match: regex.Match[str]) -> str:
        if match[1] == "verb-of-words":
            return any_of(verb for verb in phrases("verb") if " " in verb)
        return any_of(provinces() if match[1] == "province" else phrases(match[1]))

    return regex.compile(regex.sub(r"\{([a-z-]+)\}", listed, _SOURCES[name]).replace(" ", r"\s+"))


Matcher = Callable[[str, int, int], regex.Match[str] | None]
"""Matches a text from one offset up to another."""


@lru_cache(maxsize=20_000)
def opened_by(stretch: str) -> Mapping[str, Matcher]:
    """The patterns that match some text with this beginning, by their names.

    >>> "committee" in opened_by("ubnd"), "committee" in opened_by("rà")
    (True, False)
    """
    return {name: pattern(name).match for name in _SOURCES if pattern(name).match(stretch, partial=True)}
