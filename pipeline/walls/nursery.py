"""The process that workers are made from: it loads the language tools once, and gives birth to a worker in milliseconds.

It reads nothing itself. A worker that is gone is buried: the programs that it had called are ended and its temporary files removed.
The nursery ends when the process that started it does, however it ends, and takes its workers along.
"""

from __future__ import annotations

import ctypes
import gc
import os
import resource
import shutil
import signal
import socket
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pipeline.walls.scratch import clear_after, scratch

if TYPE_CHECKING:
    from pipeline.walls.parcels import Done, Job, MoreTime

START_SECONDS: Final = 180
"""How long a slow machine may take to load the language tools."""

_HOME: Final = Path(__file__).parent.parent.parent
_HIRE: Final = b"hire"
_BURY: Final = b"bury"
_MOST_BYTES: Final = 64
_PR_SET_PDEATHSIG: Final = 1
_PR_SET_CHILD_SUBREAPER: Final = 36
_READERS: Final = ("docx", "lxml.html", "pdfplumber", "PIL.Image", "pypdfium2")
_WARMING: Final = "KẾ HOẠCH\nI. NHIỆM VỤ\n- Sở Nội vụ chủ trì, phối hợp với các sở thực hiện Nghị định số 61/2018/NĐ-CP, đạt 100% trước ngày 15/12/2019.\n"


class Closed(Exception):
    """The nursery is gone."""


@dataclass(frozen=True, slots=True)
class Death:
    """How a worker ended: the signal that did it, or its exit code, the seconds of processor it had used, and the most memory it held beyond
    what it was born with, in bytes."""

    signal: int | None
    code: int | None
    processor_seconds: float
    most_bytes: int


class Nursery:
    """The nursery as its owner sees it. It is started at once and warms up while other things are done."""

    def __init__(self) -> None:
        self._warm = False
        self._control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            self._control.settimeout(START_SECONDS)
            start = f"import sys; sys.path.insert(0, {str(_HOME)!r}); from pipeline.walls.nursery import tend; tend({theirs.fileno()})"
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-c", start],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env={**os.environ, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"},
                pass_fds=[theirs.fileno()],
                start_new_session=True,
            )

    def hire(self, mebibytes: int) -> tuple[int, Connection[Job, Done | MoreTime]]:
        """A new worker: its process id, and the connection over which it is handed files. Waits until the nursery is warm; raises ``Closed``."""
        ours, theirs = socket.socketpair()
        with ours, theirs:
            answer = self._ask(_HIRE, mebibytes, [theirs.fileno()])
            self._warm = True
            return answer[0], Connection(ours.detach())

    def bury(self, worker: int) -> Death:
        """End a worker, if it has not ended, and all that it started; raises ``Closed``."""
        status, milliseconds, kilobytes = self._ask(_BURY, worker)
        killed = os.WIFSIGNALED(status)
        return Death(os.WTERMSIG(status) if killed else None, None if killed else os.WEXITSTATUS(status), milliseconds / 1000, kilobytes << 10)

    def interrupt(self) -> None:
        """Let whoever waits for it in another thread get ``Closed`` at once. Nothing can be asked of it any more."""
        with suppress(OSError):
            self._control.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """End it with all its workers."""
        self._control.close()
        if not self._warm:
            self._process.kill()
        try:
            self._process.wait(5)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        if self._process.returncode:
            clear_after(self._process.pid)

    def _ask(self, word: bytes, number: int, fds: list[int] | None = None) -> list[int]:
        try:
            socket.send_fds(self._control, [b"%s %d" % (word, number)], fds or [])
            answer = self._control.recv(_MOST_BYTES)
        except OSError as error:
            raise Closed from error
        if not answer:
            raise Closed
        return [int(each) for each in answer.split()]


def tend(fd: int) -> None:
    """Be the nursery, until the other end of the socket ``fd`` is closed."""
    _adopt_orphans()
    warm_up()
    gc.freeze()
    control = socket.socket(fileno=fd)
    with suppress(OSError):
        if control.recv(1, socket.MSG_PEEK):  # a nursery that nobody needed may be killed: it has nothing yet that would be left
            with scratch() as folder:
                _serve(control, folder)


def _serve(control: socket.socket, scratch: Path) -> None:
    """Bear and bury workers as asked, until nobody can ask any more; then bury all."""
    workers: set[int] = set()
    try:
        while True:
            asked, fds, _, _ = socket.recv_fds(control, _MOST_BYTES, 1)
            if not asked:
                return
            word, number = asked.split()
            if word == _HIRE:
                workers.add(worker := _bear(control, fds[0], int(number), scratch))
                control.send(b"%d" % worker)
            elif word == _BURY:
                workers.discard(int(number))
                control.send(_bury(int(number), workers, scratch))
    finally:
        for worker in set(workers):
            workers.discard(worker)
            _bury(worker, workers, scratch)


def warm_up() -> None:
    """Load what every file needs, and the readers' libraries."""
    from importlib import import_module

    from pipeline.ingest import content_of, one_file
    from pipeline.process import process

    process(content_of(one_file(_WARMING.encode())))
    for library in _READERS:
        import_module(library)


def _bear(control: socket.socket, fd: int, mebibytes: int, scratch: Path) -> int:
    """A new worker at the other end of the socket ``fd``; its process id."""
    from pipeline.walls.worker import work

    worker = os.fork()
    if worker:
        os.close(fd)
        return worker
    try:
        control.close()
        _adopt_orphans()
        _end_with_parent()
        own = scratch / str(os.getpid())
        own.mkdir()
        work(fd, mebibytes, own)
    finally:
        os._exit(1)


def _bury(worker: int, others: set[int], scratch: Path) -> bytes:
    """End a worker and what it started; its exit status, milliseconds of processor and most kilobytes held."""
    with suppress(ProcessLookupError):
        os.kill(worker, signal.SIGKILL)
    try:
        _, status, used = os.wait4(worker, 0)
    except ChildProcessError:
        return b"0 0 0"
    while orphans := _children() - others:
        for orphan in orphans:
            with suppress(ProcessLookupError):
                os.kill(orphan, signal.SIGKILL)
            with suppress(ChildProcessError):
                os.waitpid(orphan, 0)
    shutil.rmtree(scratch / str(worker), ignore_errors=True)
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return b"%d %d %d" % (status, 1000 * (used.ru_utime + used.ru_stime), max(0, used.ru_maxrss - own))


def _children() -> set[int]:
    """The process ids of this process's children."""
    own = f"/proc/self/task/{os.getpid()}/children"
    try:
        return {int(each) for each in Path(own).read_text("ascii").split()}
    except OSError:
        return set()


def _adopt_orphans() -> None:
    """What the children of this process leave behind when they end becomes its own child, and so can be ended too."""
    _control_process(_PR_SET_CHILD_SUBREAPER, 1)


def _end_with_parent() -> None:
    _control_process(_PR_SET_PDEATHSIG, signal.SIGKILL)


def _control_process(option: int, value: int) -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(option, value, 0, 0, 0)
