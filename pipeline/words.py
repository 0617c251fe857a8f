"""The one place that knows spaCy and underthesea: names met, sentences and parts of speech, as plain values.

Both are slow to load, so they are loaded with the first document; underthesea rewrites letters and spaces, so its words
are only ever looked up again in the text.
"""

from __future__ import annotations

from functools import cache, lru_cache, partial
from typing import TYPE_CHECKING

import regex

from extractors.agencies import surfaces
from schemas.document import Document
from schemas.text import Span
from schemas.words import Name, Tagged, Words

if TYPE_CHECKING:
    from collections.abc import Callable

    from spacy.language import Language
    from spacy.matcher import PhraseMatcher
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

_PIECE = 100_000
"""Characters that spaCy gets at a time."""
_TOKEN = regex.compile(r"\w+|[^\w\s]|\s")


def annotate(document: Document) -> Words:
    """The names, sentences and (on demand) parts of speech of a document, at its own offsets."""
    return Words(names=_names(document.folded), sentences_of=partial(_sentences, document.text), tag=tag)


@cache
def _matcher() -> tuple[Language, PhraseMatcher]:
    import spacy
    from spacy.matcher import PhraseMatcher

    language = spacy.blank("xx")
    language.tokenizer = partial(_tokens, language.vocab)
    matcher = PhraseMatcher(language.vocab)
    by_id: dict[str, list[str]] = {}
    for surface, name in surfaces().items():
        by_id.setdefault(name, []).append(surface)
    for name, names in by_id.items():
        matcher.add(name, [language.make_doc(surface) for surface in names])
    return language, matcher


def _tokens(vocabulary: Vocab, text: str) -> Doc:
    """Words and single signs: spaCy's own tokenizer takes twice the time and leaves signs between words in doubt."""
    from spacy.tokens import Doc

    tokens: list[str] = []
    spaces: list[bool] = []
    for stretch in text.split(" "):
        inside, followed = _cut(stretch)
        tokens += inside
        spaces += followed
    if text.endswith(" ") or not text:
        del tokens[-1], spaces[-1]
    elif spaces:
        spaces[-1] = False
    return Doc(vocabulary, words=tokens, spaces=spaces)


@lru_cache(maxsize=20_000)
def _cut(stretch: str) -> tuple[tuple[str, ...], tuple[bool, ...]]:
    """The tokens of what stands between two spaces, and whether a space follows each: it does the last one. Nothing is a space too many."""
    tokens = tuple(_TOKEN.findall(stretch))
    return (tokens, (*(False for _ in tokens[1:]), True)) if tokens else ((" ",), (False,))


def _names(folded: str) -> tuple[Name, ...]:
    language, matcher = _matcher()
    found: list[Name] = []
    for start, end in _pieces(folded):
        doc = language.make_doc(folded[start:end])
        hits = sorted((match.start, -match.end, match.label) for match in matcher(doc, as_spans=True))
        last = 0
        for first, minus, label in hits:
            if first < last:
                continue
            last = -minus
            span = doc[first:last]
            found.append(Name(start + span.start_char, start + span.end_char, language.vocab.strings[label]))
    return tuple(found)


def _pieces(text: str) -> list[tuple[int, int]]:
    """The text in stretches that end at a line end where there is one, so that no name is cut."""
    pieces: list[tuple[int, int]] = []
    start = 0
    while start < len(text):
        end = min(len(text), start + _PIECE)
        border = text.rfind("\n", start, end) if end < len(text) else -1
        end = border + 1 if border > start else end
        pieces.append((start, end))
        start = end
    return pieces


@cache
def _splitter() -> Callable[[str], list[str]]:
    from underthesea.pipeline.sent_tokenize import sent_tokenize

    split: Callable[[str], list[str]] = sent_tokenize
    return split


def _sentences(text: str, paragraph: Span) -> tuple[Span, ...]:
    """The sentences of a paragraph, each on one line, looked up again in the text."""
    split = _splitter()
    found: list[Span] = []
    for line in regex.finditer(r"[^\n]+", text, pos=paragraph.start, endpos=paragraph.end):
        at = line.start()
        for sentence in split(line[0]):
            start = text.find(sentence, at, line.end())
            if start < 0:
                continue
            at = start + len(sentence)
            found.append(Span(start, at))
    return tuple(found)


@lru_cache(maxsize=4096)
def tag(text: str) -> tuple[Tagged, ...]:
    """Parts of speech of a short text; words that underthesea spells otherwise than the text are left out."""
    from underthesea import pos_tag

    found: list[Tagged] = []
    at = 0
    for word, kind in pos_tag(text):
        pattern = regex.compile(r"\s*".join(map(regex.escape, word.split())))
        place = pattern.search(text, at)
        if place:
            found.append(Tagged(place.start(), place.end(), kind))
            at = place.end()
    return tuple(found)
