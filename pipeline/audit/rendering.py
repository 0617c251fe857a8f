"""How a page of the report is made: its template, its words in both languages, and its data as a script, for a page opened from disk fetches nothing."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from pipeline.messages import LANGUAGES, Language, catalogue
from schemas.diagnostic import Code
from schemas.doubt import Doubt

_UNSAFE: Final = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}


@dataclass(frozen=True, slots=True)
class Words:
    """Something said in both languages; in a page, both stand there and the reader's is shown."""

    vi: str
    en: str

    def __html__(self) -> str:
        return _html(self.vi, self.en)

    def __str__(self) -> str:
        return self.vi

    def of(self, language: Language) -> str:
        """What is said in one of them."""
        return self.en if language == "en" else self.vi

    def each(self, change: Callable[[str], str]) -> Words:
        """The same with each language's words changed."""
        return Words(change(self.vi), change(self.en))


def words(name: str, /, **values: Any) -> Words:
    """A message of the catalogue in both languages, its blanks filled; a blank may be filled with ``Words``. ``KeyError`` for an unknown name."""
    if not values:
        return _words(name)
    said = {language: catalogue()[name][language].format(**{key: _in(value, language) for key, value in values.items()}) for language in LANGUAGES}
    return Words(said["vi"], said["en"])


@cache
def _words(name: str) -> Words:
    return Words(catalogue()[name]["vi"].format(), catalogue()[name]["en"].format())


@lru_cache(maxsize=4096)
def _html(vi: str, en: str) -> str:
    if vi == en:
        return str(escape(vi))
    return f'<span class="say" lang="vi">{escape(vi)}</span><span class="say" lang="en">{escape(en)}</span>'


def both(meaning: Code | Doubt) -> Words:
    """What a code, a kind or a doubt stands for."""
    return Words(meaning.vietnamese, meaning.english)


def day(value: date | None) -> Words:
    """A day as people write it; empty where none is given."""
    return Words(f"{value:%d/%m/%Y}", value.isoformat()) if value else Words("", "")


def number(value: int) -> Words:
    """A whole number with its thousands set apart."""
    told = f"{value:,}"
    return Words(told.replace(",", "."), told)


def percent(value: float) -> Words:
    """A share of a hundred with one decimal."""
    told = f"{value:.1f}"
    return Words(f"{told.replace('.', ',')} %", f"{told}%")


def attribute(name: str, said: Words) -> Markup:
    """An attribute (``aria-label``, ``placeholder``, ``title`` …) in the language of the reader: Vietnamese until the script changes it."""
    vi, en = escape(said.vi), escape(said.en)
    return Markup(f'{name}="{vi}" data-vi-{name}="{vi}" data-en-{name}="{en}"')


def option(said: Words) -> Markup:
    """The attributes of an element that may hold nothing but text (``option``, ``title``), whose text the script sets."""
    return Markup(f'data-vi="{escape(said.vi)}" data-en="{escape(said.en)}"')


def script(name: str, value: Any) -> bytes:
    """Data as a script that a page loads from disk: ``kehoach.data[name] = value``; no text in it can end the script element or a string."""
    told = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for letter, code in _UNSAFE.items():
        told = told.replace(letter, code)
    return f"(window.kehoach??={{}}).data??={{}};kehoach.data[{json.dumps(name)}]={told};\n".encode("utf-8", "replace")


@dataclass(frozen=True, slots=True)
class Desk:
    """Where the pages of one report are written."""

    folder: Path
    shared: Mapping[str, Any] = field(default_factory=dict)
    """What every page may show, such as the dataset's name."""

    def page(self, path: str, template: str, **values: Any) -> None:
        """Write a page at a path under the report's folder; ``OSError`` where it cannot be written."""
        root = "../" * path.count("/")
        rendered = _pages().get_template(template).render(**self.shared, path=path, root=root, **values)
        self.file(path, rendered.encode("utf-8", "replace"))

    def data(self, path: str, name: str, value: Any) -> None:
        """Write data as a script file."""
        self.file(path, script(name, value))

    def file(self, path: str, content: bytes) -> None:
        """Write any other file."""
        place = self.folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)


def _in(value: Any, language: Language) -> Any:
    return value.of(language) if isinstance(value, Words) else value


@cache
def _pages() -> Environment:
    environment = Environment(
        loader=PackageLoader("pipeline.audit", "pages"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, auto_reload=False
    )
    environment.globals |= {"t": words, "both": both, "day": day, "number": number, "percent": percent, "attribute": attribute, "option": option}
    return environment
