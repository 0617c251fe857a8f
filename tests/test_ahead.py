"""A generator that goes on in a thread of its own while nobody takes what it gives."""

from __future__ import annotations

import threading
from collections.abc import Generator
from concurrent.futures import CancelledError

import pytest

from pipeline.messages import Trouble
from pipeline.walls.ahead import Ahead

LONG = 60
"""Seconds to wait for what must happen."""


def test_it_goes_on_while_nobody_takes() -> None:
    third = threading.Event()

    def letters() -> Generator[str, None, None]:
        yield from "ab"
        third.set()
        yield "c"

    ahead = Ahead(letters(), len, room=9)
    assert third.wait(LONG)
    assert list(ahead) == ["a", "b", "c"]
    assert ahead.ended


def test_it_waits_for_room() -> None:
    taken = 0
    most = 0

    def numbers() -> Generator[int, None, None]:
        nonlocal most
        for number in range(50):
            most = max(most, number - taken)
            yield number

    for number, each in enumerate(Ahead(numbers(), lambda _: 1, room=3)):
        assert each == number
        taken += 1
    assert taken == 50
    assert most <= 5, "three that wait, one too many, and one on its way to whoever takes it"


def test_what_it_raises_is_raised_where_it_would_have_been_taken() -> None:
    def spoilt() -> Generator[int, None, None]:
        yield 1
        raise Trouble("usage.no-workers")

    ahead = Ahead(spoilt(), lambda _: 1, room=9)
    assert next(ahead) == 1
    for _ in range(2):
        with pytest.raises(Trouble):
            next(ahead)


def test_when_closed_it_ends_and_closes_the_generator() -> None:
    closed = threading.Event()

    def endless() -> Generator[int, None, None]:
        try:
            while True:
                yield 1
        finally:
            closed.set()

    ahead = Ahead(endless(), lambda _: 1, room=3)
    assert next(ahead) == 1
    ahead.close()
    ahead.join()
    assert closed.is_set()
    with pytest.raises(CancelledError):
        next(ahead)
