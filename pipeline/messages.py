"""What the program says on the screen, in English or Vietnamese. The words are data: ``pipeline/data/messages.toml``."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Callable, Mapping
from contextvars import ContextVar
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final, Literal, get_args

if TYPE_CHECKING:
    from schemas.diagnostic import Code, Diagnostic
    from schemas.doubt import Doubt

Language = Literal["en", "vi"]
LANGUAGES: Final[tuple[Language, ...]] = get_args(Language)


def language_of(environment: Mapping[str, str]) -> Language:
    """The language of a locale as POSIX sets it: Vietnamese where it says so, else English."""
    locale = next((value for key in ("LC_ALL", "LC_MESSAGES", "LANG") if (value := environment.get(key))), "")
    return "vi" if locale.lower().startswith("vi") else "en"


_language: ContextVar[Language | None] = ContextVar("language", default=None)


def language() -> Language:
    """The language spoken now: the one set, else the one of the locale."""
    return _language.get() or language_of(os.environ)


def speak(chosen: str | None) -> None:
    """From now on speak this language; None means the locale's. ``ValueError`` for one that is not in the catalogue."""
    if chosen is not None and chosen not in LANGUAGES:
        raise ValueError(chosen)
    _language.set(chosen)


@cache
def catalogue() -> Mapping[str, Mapping[Language, str]]:
    """Every message by its name, in every language."""
    source = tomllib.loads((files("pipeline") / "data" / "messages.toml").read_text("utf-8"))
    return {f"{group}.{name}": words for group, messages in source.items() for name, words in messages.items()}


def say(name: str, **values: Any) -> str:
    """A message of the catalogue in the language spoken now, its blanks filled. ``KeyError`` for an unknown name or a blank left."""
    return catalogue()[name][language()].format(**values)


def explain(diagnostic: Diagnostic) -> str:
    """A diagnostic on one line: as recorded in English, its code's meaning and what to do in Vietnamese."""
    if language() == "en":
        return on_one_line(diagnostic.message)
    from schemas.diagnostic import CODES

    meaning = CODES[diagnostic.code].vietnamese if diagnostic.code in CODES else diagnostic.message
    advice = f"advice.{diagnostic.code}"
    return on_one_line(f"{meaning}: {say(advice)}" if advice in catalogue() else meaning)


def meaning_of(code: Code | Doubt) -> str:
    """What a code, kind or doubt stands for, in the language spoken now."""
    return code.english if language() == "en" else code.vietnamese


def on_one_line(text: str) -> str:
    """The text with line ends and other control characters shown as escapes, so that a hostile file name cannot forge a line or move the cursor."""
    return "".join(letter if letter.isprintable() or letter == " " else letter.encode("unicode_escape", "backslashreplace").decode("ascii") for letter in text)


class Trouble(Exception):
    """Something that the user can put right: ``str`` says what is wrong and what to do, in the language spoken now."""

    def __init__(self, name: str, **values: Any) -> None:
        super().__init__(say(name, **values))
        self.name = name
        self._values = values

    def __reduce__(self) -> tuple[Callable[..., Trouble], tuple[str, Mapping[str, Any]]]:
        """Made again from its parts: another process says it in its own language."""
        return _trouble, (self.name, self._values)


def _trouble(name: str, values: Mapping[str, Any]) -> Trouble:
    return Trouble(name, **values)
