"""Letters that a format cannot hold, shown instead of dropped."""

from __future__ import annotations

from typing import Final

_CONTROLS: Final = {code: chr(0x2400 + code) for code in range(0x20) if chr(code) not in "\t\n"} | {0x7F: "␡"}
_SPOILT: Final = _CONTROLS | dict.fromkeys((*range(55296, 57344), 65534, 65535), "�")


def shown(text: str) -> str:
    """The text with control characters as their pictures, and what is no character as "�"; line ends and tabs stay.

    >>> shown("a\\0b\\r\\nc\\x1b\\ud800")
    'a␀b\\nc␛�'
    """
    return text if text.isprintable() else text.replace("\r\n", "\n").translate(_SPOILT)
