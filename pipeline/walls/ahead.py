"""Work that goes on while its results wait to be taken, as far as there is room for them."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Generator, Iterator
from concurrent.futures import CancelledError
from typing import TypeVar

T = TypeVar("T")


class Ahead(Iterator[T]):
    """What a generator gives, in its order, by a thread of its own that does not wait to be asked.

    It waits only while what nobody has taken yet weighs more than ``room``. What the generator raises is raised where its next item would
    have been taken.

    >>> list(Ahead((letter for letter in "abc"), len, room=2))
    ['a', 'b', 'c']
    """

    def __init__(self, source: Generator[T, None, None], weigh: Callable[[T], int], room: int) -> None:
        self._source = source
        self._weigh = weigh
        self._room = room
        self._weight = 0
        self._made: deque[T] = deque()
        self._closed = False
        self._error: BaseException | None = None
        self._changed = threading.Condition()
        self.ended = False
        """Whether the generator has given all it has, or failed."""
        self._thread = threading.Thread(target=self._run, name="ahead", daemon=True)
        self._thread.start()

    def __next__(self) -> T:
        with self._changed:
            self._changed.wait_for(lambda: self._made or self.ended)
            if self._made:
                taken = self._made.popleft()
                self._weight -= self._weigh(taken)
                self._changed.notify_all()
                return taken
        raise self._error or StopIteration

    def close(self) -> None:
        """Forget what nobody has taken, and ask for nothing more. ``join`` then waits until the generator is done with its present item."""
        with self._changed:
            self._closed = True
            self._made.clear()
            self._changed.notify_all()

    def join(self) -> None:
        """Wait until the generator is closed."""
        self._thread.join()

    def _run(self) -> None:
        try:
            for each in self._source:
                self._put(each)
        except BaseException as error:
            self._error = error
        self._source.close()
        with self._changed:
            self.ended = True
            self._changed.notify_all()

    def _put(self, made: T) -> None:
        with self._changed:
            if not self._closed:
                self._made.append(made)
                self._weight += self._weigh(made)
                self._changed.notify_all()
                self._changed.wait_for(lambda: self._weight <= self._room or self._closed)
            if self._closed:
                raise CancelledError
