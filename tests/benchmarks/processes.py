"""What a running command takes, as Linux tells it from outside: memory, and processor time by what its processes are for."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Final

_TICKS: Final = os.sysconf("SC_CLK_TCK")
_PAGE: Final = os.sysconf("SC_PAGE_SIZE")
_ROLES: Final[Mapping[str, str]] = {"nursery": "readers", "publisher": "publisher", "prefect_server": "server"}
"""What children of the command are for, by a word of their command line."""


@dataclass(frozen=True, slots=True)
class Spent:
    """Seconds of processor: of the command itself, of the workers that read files, of what writes the dataset's files, and of Prefect's server."""

    command: float = 0.0
    readers: float = 0.0
    publisher: float = 0.0
    server: float = 0.0

    @property
    def all(self) -> float:
        return self.command + self.readers + self.publisher + self.server


@dataclass(frozen=True, slots=True)
class _Process:
    parent: int
    own: float
    """Seconds of processor."""
    heirs: float
    """Those of its children that have ended."""


def spent_by(command: int) -> Spent:
    """What a command and its descendants have used until now; nothing of those of its children that have ended."""
    processes = _processes()
    seconds = dict.fromkeys((field.name for field in fields(Spent)), 0.0)
    seconds["command"] = processes[command].own if command in processes else 0.0
    for number, process in processes.items():
        line = _line_to(number, command, processes)
        if len(line) > 1:
            seconds[_role(line[-2])] += process.own + process.heirs
    return Spent(**seconds)


def resident(process: int) -> int:
    """The bytes of memory that a process holds."""
    return int(Path(f"/proc/{process}/statm").read_text("ascii").split()[1]) * _PAGE


def machine_seconds() -> float:
    """The seconds of processor that all programs of the machine have used since it started."""
    user, nice, system, *_ = Path("/proc/stat").read_text("ascii").splitlines()[0].split()[1:]
    return (int(user) + int(nice) + int(system)) / _TICKS


def _processes() -> dict[int, _Process]:
    found = {}
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text("utf-8", "replace").rpartition(")")[2].split()
        except OSError:
            continue
        found[int(status.parent.name)] = _Process(int(fields[1]), sum(map(int, fields[11:13])) / _TICKS, sum(map(int, fields[13:15])) / _TICKS)
    return found


def _line_to(process: int, ancestor: int, processes: Mapping[int, _Process]) -> list[int]:
    """A process and those that it descends from, the ancestor last; nothing where it is of another family."""
    line = [process]
    while line[-1] != ancestor:
        above = processes.get(line[-1])
        if above is None:
            return []
        line.append(above.parent)
    return line


def _role(child: int) -> str:
    """What a child of the command is for."""
    try:
        words = Path(f"/proc/{child}/cmdline").read_text("utf-8", "replace")
    except OSError:
        return "command"
    return next((role for sign, role in _ROLES.items() if sign in words), "command")
