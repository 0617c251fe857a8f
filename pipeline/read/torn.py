"""Words that a text layer tears into pieces ("ĐIỀ U KHO ẢN", "NGH Ị QUY ẾT"), mended where only the whole is a syllable."""

from __future__ import annotations

from functools import lru_cache
from typing import Final
from unicodedata import normalize

import regex

from pipeline.read.syllables import is_syllable

_LONGEST: Final = 7
_STOPPED: Final = regex.compile("(?:ch|[cpt])$")
_TONES: Final = regex.compile("[\u0300\u0301\u0303\u0309\u0323]")
_RISING_OR_HEAVY: Final = frozenset("\u0301\u0323")
_VOWEL: Final = regex.compile("[aeiouyăâêôơư]")
_ABBREVIATED: Final = frozenset({"TH", "KH", "NH", "PH"})
"""What in capitals is as likely an abbreviation as the beginning of a syllable."""
_WITHOUT_ONSET: Final = """
a ai ái am ám an án ân ấn ẩn ang áng anh ánh ảnh ao áo ảo áp ăn ắt âm ấm ẩm ấp ấy âu ấu ẩu ác ách e em ém ép ê êm ếch ích ít im in inh
o oa oai oan oán oanh oi óc ong ốc ôi ối ôm ốm ôn ổn ồn ông ống ốp ô ổ ở ơi ơn ớt úc um ung úng ủng uốn uống
ướp ươm ươn ương ước ướt ưa ưng ứng ức ưu ứ uy úy ủy uỷ uyên uyển ý y ỷ yêm yếm yên yến yết yêu yếu yểu
"""
"""The syllables without a first consonant that are words (source: Hoàng Phê, Từ điển tiếng Việt, headwords; interjections left out)."""
_WORDS: Final = frozenset(_WITHOUT_ONSET.split())


def mended(text: str) -> str:
    """The line with the pieces of torn syllables put together; two pieces that are words both stay apart.

    >>> mended("ĐIỀ U KHO ẢN"), mended("NGH Ị QUY ẾT"), mended("Sở Y tế in ấn"), mended("điểm b an toàn")
    ('ĐIỀU KHOẢN', 'NGHỊ QUYẾT', 'Sở Y tế in ấn', 'điểm b an toàn')
    """
    words = text.split(" ")
    if all(map(_is_whole, words)):
        return text
    written: list[str] = []
    for index, word in enumerate(words):
        after = words[index + 1] if index + 1 < len(words) else ""
        if written and _belong(written[-1], word, after):
            written[-1] += word
        else:
            written.append(word)
    return " ".join(written)


@lru_cache(maxsize=16_384)
def _is_whole(word: str) -> bool:
    """Whether a word is one, or nothing that could be a piece of one."""
    bare = word.strip(".,;:()\"“”'!?/-–")
    return not bare.isalpha() or len(bare) > _LONGEST or _is_word(bare.lower())


def _is_word(syllable: str) -> bool:
    return is_syllable(syllable) and (syllable in _WORDS or _VOWEL.match(normalize("NFD", syllable)[0]) is None) and _tone_fits(syllable)


def _tone_fits(syllable: str) -> bool:
    """Whether a syllable has one tone at most, and one that its end allows."""
    tones = _TONES.findall(normalize("NFD", syllable))
    return len(tones) < 2 and (_STOPPED.search(syllable) is None or (len(tones) == 1 and tones[0] in _RISING_OR_HEAVY))


@lru_cache(maxsize=4096)
def _belong(before: str, word: str, after: str) -> bool:
    """Whether two pieces are one syllable; a lone consonant goes to the piece after it where that is no word by itself."""
    bare = word.rstrip(".,;:)”\"'!?")
    whole = before.lstrip("(“\"'") + bare
    if not whole.isalpha() or len(whole) > _LONGEST or not (whole.isupper() or whole[1:].islower()):
        return False
    first, second = whole[: len(whole) - len(bare)].lower(), bare.lower()
    if not first or not is_syllable(whole.lower()) or not _tone_fits(whole.lower()):
        return False
    if _is_word(second):
        if _VOWEL.search(normalize("NFD", first)):
            return not _is_word(first)
        return len(first) > 1 and not (whole.isupper() and first.upper() in _ABBREVIATED)
    return bool(_VOWEL.search(normalize("NFD", second))) or _is_word(after.lower()) or not is_syllable((second + after).lower())
