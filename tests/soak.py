"""Runs that are struck at random moments, and go on: ``python -m tests.soak [--rounds N] [--seconds S] [--kinds kill,disk,…] [--seed K]``.

Each round starts a run, lets something befall it, and gives the same command again. What comes out is, byte for byte, what a run gives that
nothing befell; nothing was read twice, nothing is left behind, and what was published before stayed whole at every moment.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import traceback
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, replace
from itertools import cycle, islice
from multiprocessing import get_context
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Final, Literal

import click

from pipeline.messages import Trouble
from pipeline.store.folder import DATABASE, is_ours
from tests.obstacles import remount, server_or_none, small_disk
from tests.patience import PATIENCE, until
from tests.soundness import Held, Unsound, held, look, published, watch
from tests.strikes import DONE, STOPPED, TROUBLE, Account, Deed, Errand, Strike, account, archive, marked, run

if TYPE_CHECKING:
    from tests.postgres import Server

KILLED: Final = -9

Need = Literal["postgres", "tmpfs", "strace"]


@dataclass(frozen=True, slots=True)
class Kind:
    """A way to be struck: what it needs, how such a run may end, and by which troubles."""

    deed: Deed | None
    ends: frozenset[int]
    troubles: frozenset[str] = frozenset()
    crew: bool = False
    need: Need | None = None


_LOST: Final = frozenset({"store.lost"})
_FULL: Final = frozenset({"store.full", "usage.writing-failed", "usage.out-not-writable", "usage.file-not-writable", "store.closed"})
KINDS: Final[Mapping[str, Kind]] = {
    "kill": Kind("kill", frozenset({KILLED})),
    "term": Kind("term", frozenset({STOPPED})),
    "worker": Kind("worker", frozenset({DONE}), crew=True),
    "nursery": Kind("nursery", frozenset({DONE}), crew=True),
    "family": Kind("family", frozenset({KILLED}), crew=True),
    "two": Kind("kill", frozenset({KILLED})),
    "moment": Kind(None, frozenset({KILLED, DONE})),
    "disk": Kind(None, frozenset({TROUBLE, DONE}), _FULL, need="tmpfs"),
    "connections": Kind("connections", frozenset({TROUBLE, DONE}), _LOST, need="postgres"),
    "server": Kind("server", frozenset({TROUBLE, DONE}), _LOST, need="postgres"),
    "syscall": Kind("stop", frozenset({KILLED, DONE}), need="strace"),
    "no-room": Kind("stop", frozenset({TROUBLE, DONE}), _FULL, need="strace"),
    "drive": Kind("stop", frozenset({TROUBLE, DONE}), _FULL, need="strace"),
}
CALLS: Final[Mapping[str, int]] = {
    "pwrite64": 1600, "write": 850, "unlink": 55, "fdatasync": 40, "ftruncate": 20, "mkdir": 8, "rename": 3, "link": 1, "renameat2": 1, "rmdir": 1, "unlinkat": 1
}  # fmt: skip
"""The system calls by which a run of twelve plans changes files, and how often it makes them."""
TAKING: Final = ("pwrite64", "write", "mkdir", "link", "rename")
"""Those that a full disk refuses."""
ARCHIVE: Final = 1
"""The seed of the archive."""
NOTES: Final = "của tôi"
"""What somebody put into the dataset's folder, which is to stay there."""


@dataclass(frozen=True, slots=True)
class Course:
    """What an undisturbed run did: its dataset, what its store holds, its steps and its seconds."""

    content: Mapping[str, bytes]
    held: Held
    steps: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a round went: whether the run was struck before its end and what it told, how many plans it had kept, how many the next one read, and
    how often a reader looked meanwhile."""

    kind: str
    struck: bool
    trouble: str | None
    kept: int
    read: int
    looks: int


class Scene:
    """What rounds share: an archive, part of it as a dataset that is there already, and how a run over all of it goes."""

    def __init__(self, folder: Path, plans: int, server: Server | None) -> None:
        self.folder, self.server = folder, server
        self.source = folder / "plans"
        self._context = get_context("forkserver")
        self._context.set_forkserver_preload(["tests.warm"])
        archive(self.source, plans // 3, ARCHIVE)
        self.base_db = server.new_database() if server else None
        self._undisturbed("base", None)
        if server:
            self._undisturbed("base-elsewhere", self.base_db)
            (folder / "base-elsewhere/notes.md").write_text(NOTES, "utf-8")
        (folder / "base/notes.md").write_text(NOTES, "utf-8")
        archive(self.source, plans, ARCHIVE)
        self.course = self._undisturbed("course", None)
        shutil.copytree(folder / "base", folder / "based")
        self.based = self._undisturbed("based", None)

    def start(self, errand: Errand) -> ForkServerProcess:
        """A run, which has begun."""
        errand.temporary.mkdir(exist_ok=True)
        process = self._context.Process(target=run, args=(errand,))
        process.start()
        return process

    def _undisturbed(self, name: str, db: str | None) -> Course:
        errand = Errand(self.source, self.folder / name, self.folder / f"{name}.report", self.folder / "temporary", db)
        started = time.monotonic()
        ended(self.start(errand))
        told = account(errand.report)
        if told.crash or told.trouble:
            raise Unsound(f"an undisturbed run fails: {told}")
        look(errand.out)
        return Course(published(errand.out), held(errand.out, db), told.steps, time.monotonic() - started)


def ended(process: ForkServerProcess) -> int:
    """The exit code of a run, the signal negative; waits for it."""
    process.join(PATIENCE)
    if process.exitcode is None:
        process.kill()
        raise Unsound("a run hangs")
    return process.exitcode


def play(scene: Scene, name: str, seed: int, folder: Path) -> Outcome:
    """One round in an empty folder. ``Unsound`` where anything is not as it must be."""
    kind, dice = KINDS[name], Random(seed)
    based, elsewhere = dice.random() < 0.5, kind.need == "postgres" or (kind.need is None and scene.server is not None and dice.random() < 0.3)
    beside = folder / "beside"
    beside.mkdir()
    with small_disk(beside) if kind.need == "tmpfs" else nullcontext():
        errand = Errand(scene.source, beside / "out", folder / "struck", folder / "temporary", crew=kind.crew)
        if elsewhere:
            assert scene.server is not None
            errand = replace(errand, db=scene.server.new_database(like=scene.base_db if based else None))
        if based:
            shutil.copytree(scene.folder / ("base-elsewhere" if elsewhere else "base"), errand.out)
        with _watching(errand.out) if based else nullcontext([0]) as looks:
            code, told = _strike(scene, name, errand, dice)
            before = _after_the_strike(kind, errand, code, told, folder / "copy")
            if kind.need == "tmpfs":
                remount(beside, "size=1g,nr_inodes=100000")
            again = replace(errand, report=folder / "again")
            _check(ended(scene.start(again)) == DONE, f"the run does not go on: {account(again.report)}")
            resumed = account(again.report)
            _resumed_well(scene, again, resumed, before, based)
        return Outcome(name, told.struck or code != DONE, told.trouble, before.read if before else 0, resumed.fresh or 0, looks[0])


def _after_the_strike(kind: Kind, errand: Errand, code: int, told: Account, copy: Path) -> Held | None:
    """What the store holds once the struck run is gone, which has said what it must."""
    _check(code in (kind.ends if told.struck else {*kind.ends, DONE}), f"the struck run ended with {code}: {told}")
    _check(told.crash is None, f"the struck run broke: {told.crash}")
    _check(told.trouble is None or told.trouble in kind.troubles, f"the struck run told of {told.trouble}")
    await_the_end(errand.report)
    if code in (DONE, TROUBLE) and kind.deed != "stop":  # who is stopped may be so while it clears up, which no system call may be left to do
        _nothing_beside(errand)
    before = _held_now(errand, copy)
    _check((before.read if before else 0) >= told.kept, f"{told.kept} plans were kept, {before} are there")
    return before


def _resumed_well(scene: Scene, again: Errand, resumed: Account, before: Held | None, based: bool) -> None:
    """Nothing lost, nothing twice, nothing left behind."""
    whole = scene.course.held
    _check(resumed.fresh == whole.plans - (before.read if before else 0), f"{before} were known, {resumed} were read")
    _check(published(again.out) == scene.course.content, "the dataset is another than that of an undisturbed run")
    now = held(again.out, again.db)
    _check(replace(now, unfinished_runs=0) == replace(whole, unfinished_runs=0), f"the store holds {replace(now, files=frozenset())}")
    look(again.out)
    _check(not based or (again.out / "notes.md").read_text("utf-8") == NOTES, "what else lay in the dataset is gone")
    await_the_end(again.report)
    _nothing_beside(again)


def _check(holds: bool, otherwise: str) -> None:
    if not holds:
        raise Unsound(otherwise)


def _nothing_beside(errand: Errand) -> None:
    beside = sorted(path.name for path in errand.out.parent.iterdir())
    _check(beside in (["out"], []), f"beside the dataset lie {beside}")
    left = sorted(path.name for path in errand.temporary.iterdir())
    _check(not left, f"temporary folders are left: {left}")


def await_the_end(report: Path) -> None:
    """Wait until all processes of a run are gone."""
    end = time.monotonic() + PATIENCE
    while left := marked(report):
        _check(time.monotonic() < end, f"processes are left: {left}")
        time.sleep(0.02)


def _held_now(errand: Errand, copy: Path) -> Held | None:
    """What the store holds after the strike, seen in a copy, lest looking mends it; None where it holds nothing."""
    try:
        if errand.db is not None:
            return held(errand.out, errand.db)
        if not is_ours(errand.out / DATABASE):
            return None
        shutil.copytree(errand.out, copy)
        return held(copy, None)
    except Trouble as trouble:
        _check(trouble.name == "store.empty", f"the struck store cannot be read: {trouble}")
        return None


def _strike(scene: Scene, name: str, errand: Errand, dice: Random) -> tuple[int, Account]:
    """Start a run that is struck, and wait for its end: its exit code, and what it told."""
    kind, server = KINDS[name], scene.server
    course = scene.based if errand.out.exists() else scene.course
    if kind.deed is not None:
        step = 1 if kind.deed == "stop" else dice.randrange(dice.choice((1, course.steps // 2)), course.steps)
        errand = replace(errand, strike=Strike(kind.deed, step, server.process_id if server else None))
    if kind.need == "tmpfs":
        _fill(errand.out.parent, dice, course)
    struck = scene.start(errand)
    if name == "two":
        other = replace(errand, report=errand.report.with_name("other"), strike=None)
        _check(ended(scene.start(other)) == DONE, f"the run beside the struck one: {account(other.report)}")
        await_the_end(other.report)
    elif name == "moment":
        time.sleep(dice.uniform(0, course.seconds))
        struck.kill()
    elif name == "server":
        assert server is not None
        at_once = dice.random() < 0.5
        until(lambda: not struck.is_alive() or (at_once and account(errand.report).struck))
        if account(errand.report).struck:
            server.start_again()
    elif kind.need == "strace":
        _trace(struck, name, dice)
    return ended(struck), account(errand.report)


def _trace(struck: ForkServerProcess, name: str, dice: Random) -> None:
    """Let a run that stands still go on, until its so-many-th call of a kind kills it or fails, or from then on all of them find no room."""
    call = dice.choice(TAKING if name == "no-room" else tuple(CALLS))
    when = dice.randrange(1, CALLS[call] + 1)
    inject = f"inject={call}:{ {'syscall': 'signal=KILL', 'no-room': 'error=ENOSPC', 'drive': 'error=EIO'}[name] }:when={when}{'+' * (name == 'no-room')}"
    assert struck.pid is not None
    status = Path(f"/proc/{struck.pid}/status")
    until(lambda: "State:\tT" in status.read_text("utf-8"))
    tracer = subprocess.Popen(["strace", "-qq", "-o", "/dev/null", "-e", f"trace={call}", "-e", inject, "-p", str(struck.pid)])
    until(lambda: tracer.poll() is not None or "TracerPid:\t0\n" not in status.read_text("utf-8"))
    os.kill(struck.pid, signal.SIGCONT)
    struck.join(PATIENCE)
    tracer.wait(PATIENCE)


@contextmanager
def _watching(out: Path) -> Iterator[list[int]]:
    """Within, somebody reads the dataset again and again; the list tells how often."""
    over, looks = threading.Event(), [0]

    def on() -> bool:
        looks[0] += 1
        return not over.wait(0.02)

    with ThreadPoolExecutor(1) as pool:
        reader = pool.submit(watch, out, on)
        try:
            yield looks
        finally:
            over.set()
            reader.result(PATIENCE)


def _fill(disk: Path, dice: Random, course: Course) -> None:
    """Leave less room on a disk than a run needs, or fewer files."""
    state = os.statvfs(disk)
    if dice.random() < 0.8:
        wanted = 3 * sum(map(len, course.content.values()))
        remount(disk, f"size={(state.f_blocks - state.f_bfree) * state.f_frsize + dice.randrange(4096, wanted)}")
    else:
        remount(disk, f"nr_inodes={state.f_files - state.f_ffree + dice.randrange(1, 2 * len(course.content))}")


def missing(need: Need | None, server: Server | None, folder: Path) -> str | None:
    """Why there can be no rounds of a kind; None where there can."""
    if need == "postgres":
        return None if server else "there is no PostgreSQL server"
    if need == "tmpfs":
        try:
            with small_disk(folder):
                return None
        except (OSError, subprocess.SubprocessError):
            return "no disk can be mounted"
    if need == "strace":
        tried = shutil.which("strace") and subprocess.run(["strace", "-o", "/dev/null", "true"], check=False, capture_output=True).returncode == 0
        return None if tried else "strace is not installed, or may not trace"
    return None


@click.command(help=__doc__)
@click.option("--rounds", type=click.IntRange(min=1), default=120, show_default=True)
@click.option("--seconds", type=float, default=float("inf"), help="Begin no further round after these.")
@click.option("--kinds", default=",".join(KINDS), show_default=True, help="Separated by commas.")
@click.option("--seed", type=int, help="The first round's; each has the next.")
@click.option("--plans", type=click.IntRange(min=6), default=60, show_default=True)
def soak(rounds: int, seconds: float, kinds: str, seed: int | None, plans: int) -> None:
    """Play rounds of several kinds in turn, and tell of each."""
    if unknown := sorted(set(kinds.split(",")) - KINDS.keys()):
        raise click.BadParameter(f"{', '.join(unknown)}: not one of {', '.join(KINDS)}.", param_hint="--kinds")
    first = random.SystemRandom().randrange(1_000_000) if seed is None else seed
    outcomes: list[Outcome] = []
    faults = 0
    with server_or_none() as server, tempfile.TemporaryDirectory(prefix="kehoach-soak-") as name:
        folder = Path(name)
        able = []
        for kind in kinds.split(","):
            if why := missing(KINDS[kind].need, server, folder):
                click.echo(f"{kind}: left out, for {why}")
            else:
                able.append(kind)
        scene = Scene(folder / "scene", plans, server)
        click.echo(f"{scene.course.held.plans} plans, {scene.course.steps} steps; rounds from seed {first}")
        end = time.monotonic() + seconds
        for number, kind in enumerate(islice(cycle(able), rounds)):
            if time.monotonic() > end:
                break
            place = folder / str(number)
            place.mkdir()
            try:
                outcomes.append(play(scene, kind, first + number, place))
                click.echo(f"{first + number} {outcomes[-1]}")
            except Exception:
                faults += 1
                click.echo(f"FAULT, again with --kinds {kind} --seed {first + number} --rounds 1 --plans {plans}\n{traceback.format_exc()}")
            shutil.rmtree(place, ignore_errors=True)
    for kind in able:
        click.echo(_told(kind, [each for each in outcomes if each.kind == kind]))
    click.echo(f"{len(outcomes)} rounds went well, {faults} did not")
    sys.exit(int(bool(faults)))


def _told(kind: str, outcomes: Sequence[Outcome]) -> str:
    """The outcomes of a kind on one line."""
    struck = [each for each in outcomes if each.struck]
    troubles = ", ".join(f"{name} {count}" for name, count in sorted(Counter(each.trouble for each in struck if each.trouble).items()))
    figures = f"{len(outcomes)} rounds, {len(struck)} struck before the end; {sum(each.kept for each in struck)} plans kept, then {sum(each.read for each in struck)} read"
    return f"{kind}: {figures}; a reader looked {sum(each.looks for each in outcomes)} times{f'; told: {troubles}' if troubles else ''}"


if __name__ == "__main__":
    soak()
