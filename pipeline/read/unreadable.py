"""Why a source cannot be read."""

from __future__ import annotations

from schemas.diagnostic import CODES


class Unreadable(Exception):
    """A source that no reader can turn into text.

    ``code`` is a key of ``schemas.diagnostic.CODES``; ``message`` says in one English sentence what is wrong and what to do.
    """

    def __init__(self, code: str, message: str) -> None:
        if code not in CODES:
            raise KeyError(code)
        super().__init__(message)
        self.code = code
        self.message = message
