r"""Rules that know what they cannot do without, so that most texts are passed by without a search.

Nearly all patterns fail on nearly all texts. Which stretches a text must hold for a pattern to find anything in it can be read
off the pattern itself: "(?:chậm nhất|trước) ngày \d+" needs "ngày", and "nhất" or "trước". One look at a text's words tells what
all rules need of it. What is read off is never more than the pattern requires: what is not understood requires nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import reduce
from operator import or_
from typing import Final, NamedTuple

import regex

from extractors.rules import Rule

Need = frozenset[str]
"""Stretches of which a text must hold at least one."""

_MOST_STRETCHES: Final = 40
"""A need with more stretches is not worth looking for."""
_MOST_NEEDS: Final = 4
"""So many needs of a pattern are looked for, the most telling ones."""
_ALWAYS: Final = 1
"""The bit that every text holds."""
_WORDS_KNOWN: Final = 10_000
"""A sieve remembers what so many words hold."""
_ANY_DIGIT_TELLS: Final = 2
_LONG: Final = 4
"""Stretches of so many letters tell as much as longer ones."""
_DIGIT: Final = "\0"
"""Stands for any digit among the stretches; no text has this sign."""
_QUANTIFIER: Final = regex.compile(r"(?:[*+?]|\{(?<least>\d*)(?:,\d*)?\})[?+]?")
_GROUP: Final = regex.compile(r"\((?<kind>\?(?:P?<(?![=!])\w+>|:|>|<?[=!]|[a-zA-Z]*-?[a-zA-Z]*[:)])|(?!\?))")
_ESCAPE: Final = regex.compile(r"\\(?:[pP](?:\{[^}]*\}|\w)|g<\w+>|L<\w+>|[xuUN]|.)", regex.DOTALL)
_CLASS: Final = regex.compile(r"\[\^?\]?(?:\\.|[^\]\\])*\]", regex.DOTALL)
_DIGITS: Final = regex.compile(r"\\d|\[(?:\d-\d|\d)+\]")


class Sieve:
    """Rules that are searched for in the same texts, with what each of them needs."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        needed = [(rule, needs(rule.pattern.pattern)) for rule in rules]
        bits = {stretch: _ALWAYS << place for place, stretch in enumerate(sorted({each for _, all_of in needed for need in all_of for each in need}), 1)}
        self._held = _Held(bits)
        self._needed = tuple((rule, *_padded([reduce(or_, map(bits.__getitem__, need)) for need in all_of])) for rule, all_of in needed)

    def sift(self, text: str) -> list[Rule]:
        """The rules that may find something in a text, in their order: no other one does."""
        held = reduce(or_, filter(None, map(self._held.__getitem__, text.split())), _ALWAYS)
        return [rule for rule, one, two, three, four in self._needed if held & one and held & two and held & three and held & four]


class _Held(dict[str, int]):
    """The bits of the stretches that a word holds, by the word: read once, and forgotten when too many are remembered.

    No stretch has white space in it, so none goes over two words.
    """

    def __init__(self, bits: Mapping[str, int]) -> None:
        self._bits = bits
        self._lengths = sorted(set(map(len, bits)))

    def __missing__(self, word: str) -> int:
        if len(self) >= _WORDS_KNOWN:
            self.clear()
        stretches = (word[start : start + length] for length in self._lengths for start in range(len(word) - length + 1))
        digit = self._bits.get(_DIGIT, 0) if any(map(str.isdecimal, word)) else 0
        held = self[word] = reduce(or_, (self._bits.get(stretch, 0) for stretch in stretches), digit)
        return held


def _padded(masks: list[int]) -> tuple[int, int, int, int]:
    """Four masks of which a text must hold one bit each: where fewer are needed, one that every text holds."""
    one, two, three, four = (*masks, *[_ALWAYS] * (_MOST_NEEDS - len(masks)))
    return one, two, three, four


def needs(source: str) -> tuple[Need, ...]:
    r"""What a text must hold for a pattern to find anything in it: one stretch of each need (NUL is any digit). Empty where that cannot be said.

    >>> [sorted(need) for need in needs(r"(?:chậm nhất|trước) ngày \d+")]
    [['ngày'], ['chậm', 'trước'], ['nhất', 'trước'], ['\x00']]
    >>> needs(r"(?:ngày)? \w"), needs(r"(?i)ngày")
    ((), ())
    """
    telling = {need for need in _Reader(source).alternatives() if _tells(need) > 1 and len(need) <= _MOST_STRETCHES}
    least = (need for need in telling if not any(other < need for other in telling))
    return tuple(sorted(least, key=_rank)[:_MOST_NEEDS])


def _tells(need: Need) -> int:
    """How telling the least telling stretch of a need is: signs tell more than single letters, and any digit little."""
    return min(
        _ANY_DIGIT_TELLS if stretch == _DIGIT else min(_LONG, sum(1 if sign.isalnum() else 0 if sign.isspace() else 3 for sign in stretch)) for stretch in need
    )


def _rank(need: Need) -> tuple[int, int, list[str]]:
    return -_tells(need), len(need), sorted(need)


class _Piece(NamedTuple):
    """What one piece of a pattern requires: a letter or sign as it stands, or the needs of a group."""

    literal: str | None
    needs: tuple[Need, ...] = ()


class _Reader:
    """Reads a pattern from left to right."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._at = 0
        self._sensible = True
        """Whether upper and lower case are told apart so far."""

    def alternatives(self) -> tuple[Need, ...]:
        """The needs of what stands between here and the end of the group: of several alternatives, one need that covers all."""
        branches = [self._sequence()]
        while self._source.startswith("|", self._at):
            self._at += 1
            branches.append(self._sequence())
        if not self._sensible or not all(branches):
            return ()
        if len(branches) == 1:
            return branches[0]
        ranked = [sorted(branch, key=_rank) for branch in branches]
        return tuple(
            _without_longer(stretch for branch in ranked for stretch in branch[min(place, len(branch) - 1)])
            for place in range(min(_MOST_NEEDS, max(map(len, ranked))))
        )

    def _sequence(self) -> tuple[Need, ...]:
        found: list[Need] = []
        run = ""
        while self._at < len(self._source) and self._source[self._at] not in "|)":
            piece = self._piece()
            least, counted = self._least()
            if piece.literal is not None and not counted:
                run += piece.literal
                continue
            if least and piece.literal is not None:
                run += piece.literal
            if run:
                found.append(frozenset({run}))
            run = ""
            if least:
                found.extend(piece.needs)
        return (*found, frozenset({run})) if run else tuple(found)

    def _least(self) -> tuple[int, bool]:
        """How often the piece before must stand there at least, and whether a quantifier says so."""
        quantifier = _QUANTIFIER.match(self._source, self._at)
        if quantifier is None:
            return 1, False
        self._at = quantifier.end()
        if quantifier[0][0] == "{":
            return int(quantifier["least"] or 0), True
        return int(quantifier[0][0] == "+"), True

    def _piece(self) -> _Piece:
        sign = self._source[self._at]
        if sign == "(":
            return self._group()
        if sign == "[":
            found = _CLASS.match(self._source, self._at)
            self._at = found.end() if found else len(self._source)
            return _of_digits(found[0]) if found else _Piece(None)
        if sign == "\\":
            escape = _ESCAPE.match(self._source, self._at)
            self._at = escape.end() if escape else len(self._source)
            if escape and len(escape[0]) == 2 and not escape[0][1].isalnum():
                return _Piece(escape[0][1])
            return _of_digits(escape[0]) if escape else _Piece(None)
        self._at += 1
        return _Piece(None if sign in "^$." or sign.isspace() else sign)

    def _group(self) -> _Piece:
        opening = _GROUP.match(self._source, self._at)
        if opening is None:  # a kind of group that is not understood: from here on nothing is
            self._at, self._sensible = len(self._source), False
            return _Piece(None)
        self._at = opening.end()
        kind = opening["kind"]
        self._sensible = self._sensible and not (kind.startswith("?") and "i" in kind.partition("<")[0])
        if kind.endswith(")"):
            return _Piece(None)
        inside = self.alternatives()
        self._at += 1
        return _Piece(None, () if kind in ("?=", "?!", "?<=", "?<!") else inside)


def _of_digits(one: str) -> _Piece:
    """What a class or an escape requires: one of digits alone, a digit."""
    return _Piece(None, (frozenset({_DIGIT}),) if _DIGITS.fullmatch(one) else ())


def _without_longer(stretches: Iterable[str]) -> Need:
    """The stretches without those that hold a shorter one."""
    kept: list[str] = []
    for stretch in sorted(set(stretches), key=len):
        if not any(shorter in stretch for shorter in kept):
            kept.append(stretch)
    return frozenset(kept)
