"""What need not be worked out twice while the dataset stays as it is."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, Final, TypeVar, cast

T = TypeVar("T")

MOST: Final = 256
"""What is remembered at a time; the longest unused goes first."""


class Memory:
    """Results by what they are of. Several threads may use it."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._known: OrderedDict[Hashable, Any] = OrderedDict()

    def recall(self, key: Hashable, make: Callable[[], T]) -> T:
        """What is remembered under a key, else what ``make`` gives."""
        with self._lock:
            if key in self._known:
                self._known.move_to_end(key)
                return cast(T, self._known[key])
        made = make()
        with self._lock:
            self._known[key] = made
            while len(self._known) > MOST:
                self._known.popitem(last=False)
        return made
