"""The process that writes the files of a large dataset: what that takes of memory goes with it, and the run keeps its own for reading.

It holds the lock under which its owner publishes as long as it lives, so that nobody else publishes even where the owner is killed, and
ends when the owner does, however that ends.
"""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final

from pydantic import SecretStr

from pipeline.messages import Trouble
from pipeline.store.database import open_store
from pipeline.store.folder import Place, shown
from pipeline.store.publish import State, publish

_HOME: Final = Path(__file__).parent.parent.parent


@dataclass(frozen=True, slots=True)
class _Errand:
    """The dataset whose files are wanted, where its store is, and the folder to write."""

    out: Path
    db: SecretStr | None
    folder: Path


def publish_apart(place: Place, db: str | None, folder: Path, turn: int) -> State:
    """As ``publish``, by a process of its own, which inherits the lock ``turn``; raises what that raises.

    ``Trouble`` where the process was ended by somebody else.
    """
    start = f"import sys; sys.path.insert(0, {str(_HOME)!r}); from pipeline.store.publisher import serve; serve()"
    with subprocess.Popen(
        [sys.executable, "-P", "-c", start],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"},
        pass_fds=[turn],
        start_new_session=True,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            answer = _ask(process.stdin, process.stdout, _Errand(place.out.absolute(), SecretStr(db) if db else None, folder))
        except EOFError as error:
            raise Trouble("store.not-published", path=shown(place.out), why=_end(process.wait())) from error
        finally:
            process.kill()
    if isinstance(answer, Exception):
        raise answer
    return answer


def _ask(order: IO[bytes], answers: IO[bytes], errand: _Errand) -> State | Exception:
    """What comes back for an errand; ``EOFError`` where nothing does."""
    try:
        order.write(pickle.dumps(errand))
        order.flush()
    except BrokenPipeError as error:
        raise EOFError from error
    answer: State | Exception = pickle.load(answers)
    return answer


def _end(code: int) -> str:
    """How a process ended, in words."""
    return signal.strsignal(-code) or f"signal {-code}" if code < 0 else f"exit {code}"


def serve() -> None:
    """Do one errand that comes over standard input; the answer, or the error, goes to standard output."""
    errand = pickle.load(sys.stdin.buffer)
    threading.Thread(target=_end_with_the_owner, daemon=True).start()
    answer: State | Exception
    try:
        store = open_store(Place(errand.out), errand.db.get_secret_value() if errand.db else None)
        try:
            answer = publish(store, errand.folder)
        finally:
            store.close()
    except Exception as error:
        answer = error
    sys.stdout.buffer.write(pickle.dumps(answer))
    sys.stdout.buffer.flush()


def _end_with_the_owner() -> None:
    sys.stdin.buffer.read()
    os._exit(1)
