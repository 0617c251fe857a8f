"""Whether letters are Vietnamese at all: the share of words that the language's sounds allow, by which a garbled text is known."""

from __future__ import annotations

from typing import Final
from unicodedata import normalize

import regex

from extractors.plausibility import vietnamese_share
from schemas.text import fold

_ONSET: Final = "(?:b|ch?|d|đ|gh?|gi|h|kh?|l|m|ngh?|nh?|ph?|qu|r|s|th?|tr|v|x)?"
_RIMES: Final = """
a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
e ec em en eng eo ep et ê êch êm ên êng ênh êp êt êu
i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu y ych yêm yên yêng yêt yêu
o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong ooc oong op ot
ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơng ơp ơt
u ua uc ui um un ung up ut uân uâng uât uây uê uêch uên uênh uêt uôc uôi uôm uôn uông uôp uôt uơ uy uya uych uyên uyêt uyn uynh uyp uyt uyu
ư ưa ưc ưi ưm ưn ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu
"""
"""What may follow the first consonants, without its tone (source: the Vietnamese orthography; all that the language writes)."""
_TONES: Final = regex.compile("[\u0300\u0301\u0303\u0309\u0323]")
_SYLLABLE: Final = regex.compile(rf"{_ONSET}(?:{'|'.join(sorted(_RIMES.split(), key=len, reverse=True))})")
_WORD: Final = regex.compile(r"(?<![\p{L}\d])\p{L}{2,}(?![\p{L}\d])")
_VIETNAMESE_ENOUGH: Final = 0.1
"""The share of letters that only Vietnamese has, from which on a text has its diacritics; plans have 0.17 to 0.21."""


def is_syllable(word: str) -> bool:
    """Whether a word in small letters could be a Vietnamese syllable.

    >>> [word for word in ("nghiệp", "quyết", "giếng", "chírih", "tlìực", "ubnd") if is_syllable(word)]
    ['nghiệp', 'quyết', 'giếng']
    """
    return _SYLLABLE.fullmatch(normalize("NFC", _TONES.sub("", normalize("NFD", word)))) is not None


def wellness(text: str) -> float:
    """How well a text reads as Vietnamese, from 0 to 1: the share of its words that are syllables, less where its diacritics are missing.

    Abbreviations do not count; a text without words is no worse for it.
    """
    words = [word.lower() for word in _WORD.findall(text) if not word.isupper() or is_syllable(word.lower())]
    if not words:
        return 1.0
    known: dict[str, bool] = {word: is_syllable(word) for word in set(words)}
    return sum(map(known.__getitem__, words)) / len(words) * min(1.0, vietnamese_share(fold(text)) / _VIETNAMESE_ENOUGH)
