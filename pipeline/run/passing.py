"""What goes wrong with a batch and may go right a little later."""

from __future__ import annotations

import errno
from typing import Final

from pipeline.messages import Trouble

PAUSES: Final = (2.0, 5.0, 15.0, 30.0)
"""Seconds before each further attempt at a batch: a database that is started anew takes some."""

_PASSING: Final = frozenset({"store.lost", "store.locked"})
_PASSING_NUMBERS: Final = frozenset(
    {
        errno.EAGAIN,
        errno.EBUSY,
        errno.ECONNABORTED,
        errno.ECONNREFUSED,
        errno.ECONNRESET,
        errno.EHOSTUNREACH,
        errno.EINTR,
        errno.EIO,
        errno.ENETDOWN,
        errno.ENETUNREACH,
        errno.EPIPE,
        errno.ESTALE,
        errno.ETIMEDOUT,
    }
)


def may_pass(error: object) -> bool:
    """Whether another attempt may do better: a connection or a drive that went away, not a full disk or a fault of the program.

    >>> may_pass(ConnectionResetError(errno.ECONNRESET, "")), may_pass(OSError(errno.ENOSPC, "")), may_pass(ValueError())
    (True, False, False)
    """
    if isinstance(error, Trouble):
        return error.name in _PASSING
    return isinstance(error, TimeoutError) or (isinstance(error, OSError) and error.errno in _PASSING_NUMBERS)
