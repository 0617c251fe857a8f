"""From what the user names to an ordered list of distinct source files: nothing is read twice, nothing is dropped in silence."""

from __future__ import annotations

import errno
import fnmatch
import hashlib
import os
import stat
import sys
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Final, Literal

from pipeline.messages import Trouble, on_one_line, say
from pipeline.store.folder import is_dataset
from schemas.text import nfc

Skip = Literal["hidden", "office-lock", "link", "other-kind", "special", "dataset", "closed-folder", "repeated"]

STANDARD_INPUT: Final = "-"
MOST_BYTES: Final = 256 * 1024 * 1024
"""Larger files are not plans; they are recorded as too large instead of filling the memory."""


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file to read: where it is, and by what name the dataset knows it."""

    file: Path
    root: str
    """Name of the SOURCE folder it was found under (of the folder it lies in where the file itself was named)."""
    path: str
    """Path under that folder, with ``/`` separators."""
    data: bytes | None = field(default=None, repr=False)
    """Its bytes where they can be read only once (standard input, a pipe)."""

    @property
    def source_id(self) -> str:
        """From the root's name and the path, in one Unicode form: stays when the content changes."""
        return hashlib.sha256(nfc(f"{self.root}/{self.path}").encode()).hexdigest()[:16]

    @property
    def location(self) -> str:
        """Where it lies on this machine."""
        return _text(os.path.realpath(self.file)) if self.data is None else self.path


@dataclass(frozen=True, slots=True)
class Scope:
    """What a SOURCE stands for, so that a file that is no longer there can be told from one that nobody asked for."""

    folder: str
    pattern: tuple[str, ...] | None = None
    """The parts of a pattern below the folder; None for all that is in it."""

    def covers(self, location: str) -> bool:
        """Whether a file at this place would be read for the SOURCE."""
        below = location.removeprefix(self.folder.rstrip("/") + "/")
        if below == location:
            return False
        return self.pattern is None or _fits(tuple(below.split("/")), self.pattern)


@dataclass(frozen=True, slots=True)
class Gathered:
    """What the SOURCEs hold: the files to read in the order of the dataset, what was passed over, and SOURCEs with nothing to read."""

    files: tuple[SourceFile, ...]
    skipped: Mapping[Skip, int]
    empty: tuple[str, ...]
    scopes: tuple[Scope, ...] = ()


@dataclass(frozen=True, slots=True)
class Content:
    """Distinct bytes: the files that have them, the first of which stands for all, and why they could not be read, if so."""

    files: tuple[SourceFile, ...]
    sha256: str
    """Of the bytes; of the file's name where the bytes could not be read."""
    size: int
    trouble: str | None = None

    @property
    def source(self) -> SourceFile:
        """The first of its files."""
        return self.files[0]

    @property
    def copies(self) -> tuple[str, ...]:
        """The paths of the others."""
        return tuple(file.path for file in self.files[1:])

    @property
    def plan_id(self) -> str:
        return self.sha256[:16]

    @property
    def source_id(self) -> str:
        """Of its first file."""
        return self.source.source_id


def gather(sources: Sequence[str], read_standard_input: bool = False) -> Gathered:
    """The files that the SOURCEs (files, folders, patterns) stand for, ordered by path.

    Hidden files, Office lock files, symbolic links met in a folder, datasets and files of other kinds are passed over and counted; a
    file that several SOURCEs reach is read once. ``read_standard_input`` allows what can be read only once: ``-`` and pipes.
    ``Trouble`` where a SOURCE is not there, or none of them holds anything to read.
    """
    skipped: Counter[Skip] = Counter()
    found: dict[str, SourceFile] = {}
    empty = []
    for source in sources:
        holds = False
        for each in _resolve(source, read_standard_input, skipped):
            holds = True
            identity = os.path.realpath(each.file) if each.data is None else f"\0{each.path}"
            if identity in found:
                skipped["repeated"] += 1
            else:
                found[identity] = each
        if not holds:
            empty.append(source)
    if not found:
        raise Trouble("usage.no-plans", path=", ".join(map(readable, sources)), skipped=say("skipped.some", counts=counts(skipped)) if skipped else "")
    in_order = sorted(found.values(), key=lambda each: (each.path, each.root))
    return Gathered(tuple(in_order), dict(skipped), tuple(empty), tuple(filter(None, map(_scope, sources))))


def distinct(sources: Iterable[SourceFile]) -> tuple[Content, ...]:
    """The distinct contents among files, in their order; the first file that has a content stands for it."""
    return together(map(content_of, sources))


def together(contents: Iterable[Content]) -> tuple[Content, ...]:
    """Contents such that those of the same bytes are one."""
    alike: dict[str, list[Content]] = {}
    for content in contents:
        alike.setdefault(content.sha256, []).append(content)
    return tuple(replace(first, files=tuple(file for each in (first, *others) for file in each.files)) for first, *others in alike.values())


def content_of(source: SourceFile) -> Content:
    """The fingerprint of one file."""
    digest = hashlib.sha256()
    size = 0
    try:
        if source.data is not None:
            digest.update(source.data)
            size = len(source.data)
        else:
            with source.file.open("rb") as opened:
                while chunk := opened.read(1 << 20):
                    digest.update(chunk)
                    size += len(chunk)
    except OSError as error:
        name = hashlib.sha256(f"{source.root}/{source.path}".encode()).hexdigest()
        return Content((source,), name, 0, error.strerror or type(error).__name__)
    return Content((source,), digest.hexdigest(), size)


def one_file(source: str | Path | bytes) -> SourceFile:
    """A single file as a SOURCE; bytes without a name are standard input."""
    if isinstance(source, bytes):
        return SourceFile(Path(STANDARD_INPUT), STANDARD_INPUT, STANDARD_INPUT, source)
    return SourceFile(Path(source), _folder_name(Path(source).parent), _text(Path(source).name))


@cache
def other_kinds() -> frozenset[str]:
    """Name endings, and whole names, of what lies beside plans in a folder. Such a file is passed over unless its content is a PDF, a
    Word document or a picture of a page's size; one that the user names is always read."""
    lines = (files("pipeline") / "data" / "other-kinds.txt").read_text("utf-8").splitlines()
    return frozenset(ending for line in lines if not line.startswith("#") for ending in line.split())


def counts(skipped: Mapping[Skip, int]) -> str:
    """What was passed over, in words."""
    return ", ".join(say(f"skipped.{reason}", count=count) for reason, count in sorted(skipped.items()) if count)


def readable(path: str) -> str:
    """A path on one line, for messages."""
    return on_one_line(_text(path))


def _text(path: str) -> str:
    """The path as Unicode text: bytes of the name that are not UTF-8 appear as escapes."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def _resolve(source: str, pipes: bool, skipped: Counter[Skip]) -> Iterator[SourceFile]:
    """The files of one SOURCE."""
    if source == STANDARD_INPUT and pipes:
        yield one_file(sys.stdin.buffer.read(MOST_BYTES + 1))
        return
    path = Path(source)
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError) as error:
        if any(sign in source for sign in "*?["):
            yield from _matching(source, skipped)
            return
        if isinstance(error, OSError) and error.errno not in (errno.ENOENT, errno.ENOTDIR):
            raise Trouble("usage.no-access", path=readable(source), why=error.strerror) from error
        raise Trouble("usage.no-source", path=readable(source)) from error
    top = path if stat.S_ISDIR(mode) else path.parent
    yield from _named(path, top, mode, pipes, skipped)


def _named(path: Path, top: Path, mode: int, pipes: bool, skipped: Counter[Skip]) -> Iterator[SourceFile]:
    """What a path that the user named stands for: the file itself, or all files below the folder."""
    root = _folder_name(top)
    under = _text(path.relative_to(top).as_posix())
    if stat.S_ISDIR(mode):
        yield from _walk(path, root, "" if under == "." else f"{under}/", skipped)
    elif stat.S_ISREG(mode):
        yield SourceFile(path, root, under)
    elif stat.S_ISFIFO(mode) and pipes:
        with path.open("rb") as pipe:
            yield SourceFile(path, root, under, pipe.read(MOST_BYTES + 1))
    else:
        raise Trouble("usage.not-a-file", path=readable(str(path)))


def _folder_name(folder: Path) -> str:
    return _text(Path(os.path.abspath(folder)).name)  # noqa: PTH100 (a link keeps its own name)


def _walk(folder: Path, root: str, prefix: str, skipped: Counter[Skip]) -> Iterator[SourceFile]:
    """The files below a folder. Symbolic links are not followed, so the walk ends and stays inside."""
    waiting = [(folder, prefix)]
    while waiting:
        here, above = waiting.pop()
        for entry in _entries(here, skipped):
            reason = _reason_to_skip(entry)
            if reason:
                skipped[reason] += 1
            elif entry.is_dir(follow_symlinks=False):
                waiting.append((Path(entry.path), f"{above}{_text(entry.name)}/"))
            else:
                yield SourceFile(Path(entry.path), root, above + _text(entry.name))


def _entries(folder: Path, skipped: Counter[Skip]) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            return sorted(entries, key=lambda entry: entry.name)
    except OSError:
        skipped["closed-folder"] += 1
        return []


def _reason_to_skip(entry: os.DirEntry[str]) -> Skip | None:
    if entry.name.startswith("~$"):
        return "office-lock"
    if entry.name.startswith("."):
        return "hidden"
    if entry.is_symlink():
        return "link"
    if entry.is_dir():
        return "dataset" if is_dataset(Path(entry.path)) else None
    if not entry.is_file():
        return "special"
    name = entry.name.lower()
    other = not other_kinds().isdisjoint((name, Path(name).suffix))
    return "other-kind" if other and not _disguised(Path(entry.path)) else None


def _disguised(file: Path) -> bool:
    """Whether a file that is named like another kind is a PDF, a Word document or the scan of a page all the same."""
    from pipeline.read import pictures

    try:
        with file.open("rb") as opened:
            if b"%PDF-" in (start := opened.read(1024)):
                return True
            if pictures.format_of(start):
                return pictures.is_page(file)
            if not start.startswith(b"PK"):
                return False
            with zipfile.ZipFile(opened) as archive:
                return "word/document.xml" in archive.namelist()
    except (OSError, zipfile.BadZipFile, ValueError, NotImplementedError):
        return False


def _matching(pattern: str, skipped: Counter[Skip]) -> Iterator[SourceFile]:
    """The files that a pattern stands for: ``*`` and ``?`` within a name, ``**`` for any folders. The root is the last folder before the first sign."""
    top, wanted = _split(pattern)
    matches = sorted(set(_expand(top, wanted, skipped)))
    if not matches:
        raise Trouble("usage.no-match", path=readable(pattern))
    for match in matches:
        yield from _named(match, top, match.stat().st_mode, False, skipped)


def _split(pattern: str) -> tuple[Path, tuple[str, ...]]:
    """The folder that a pattern starts from, and its parts below."""
    parts = Path(pattern).parts
    fixed = next(index for index, part in enumerate(parts) if any(sign in part for sign in "*?["))
    return Path(*parts[:fixed]), tuple(part for index, part in enumerate(parts[fixed:], fixed) if not (part == "**" and index and parts[index - 1] == "**"))


def _scope(source: str) -> Scope | None:
    """What a SOURCE covers; None for one file."""
    if Path(source).is_dir():
        return Scope(_text(os.path.realpath(source)))
    if any(sign in source for sign in "*?[") and not Path(source).exists():
        top, wanted = _split(source)
        return Scope(_text(os.path.realpath(top)), wanted)
    return None


def _fits(names: Sequence[str], parts: Sequence[str]) -> bool:
    """Whether a path, or a folder that it is in, is one that the parts of a pattern stand for."""
    if not parts:
        return True
    if not names:
        return parts == ("**",)
    if parts[0] == "**":
        return _fits(names, parts[1:]) or _fits(names[1:], parts)
    return fnmatch.fnmatchcase(nfc(names[0]), nfc(parts[0])) and _fits(names[1:], parts[1:])


def _expand(folder: Path, parts: Sequence[str], skipped: Counter[Skip]) -> Iterator[Path]:
    if not parts:
        yield folder
        return
    if parts[0] == "**":
        yield from _expand(folder, parts[1:] or ["*"], skipped)
    for entry in _entries(folder, skipped) if folder.is_dir() else ():
        if parts[0] == "**":
            if entry.is_dir(follow_symlinks=False) and not entry.name.startswith("."):
                yield from _expand(Path(entry.path), parts, skipped)
        elif fnmatch.fnmatchcase(nfc(entry.name), nfc(parts[0])):
            reason = _reason_to_skip(entry)
            if reason is None or (reason == "other-kind" and parts[0] != "*"):
                yield from _expand(Path(entry.path), parts[1:], skipped)
            else:
                skipped[reason] += 1
