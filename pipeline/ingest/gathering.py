"""From SOURCEs to files: paths and URLs are resolved, folders walked, patterns followed, by the same rules wherever they lie."""

from __future__ import annotations

import errno
import stat
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from pipeline.ingest import remote
from pipeline.ingest.address import WEB, Address, address_of, path_of
from pipeline.ingest.folders import entries
from pipeline.ingest.kinds import Skip, counts, is_named_otherwise, is_of_dataset, reason_to_skip
from pipeline.ingest.patterns import Parts, begin, enter, fitting, split
from pipeline.ingest.reading import at_once, folder_name, named, one_file
from pipeline.ingest.source import MOST_BYTES, STANDARD_INPUT, Entry, Gathered, Remote, Scope, SourceFile, Where, location_of, readable, text_of
from pipeline.messages import Trouble, say


def gather(sources: Sequence[str], read_standard_input: bool = False) -> Gathered:
    """The files that the SOURCEs (files, folders, patterns, as paths or URLs) stand for, ordered by path.

    Hidden files, Office lock files, symbolic links met in a folder, datasets and files of other kinds are passed over and counted; a
    file that several SOURCEs reach is read once. ``read_standard_input`` allows what can be read only once: ``-`` and pipes.
    ``Trouble`` where a SOURCE is not there, or none of them holds anything to read.
    """
    skipped: Counter[Skip] = Counter()
    found: dict[str, SourceFile] = {}
    empty, scopes = [], []
    addresses = [address_of(source) for source in sources]
    for source, address in zip(sources, addresses, strict=True):
        holds = False
        scope, files = _resolve_url(source, address, skipped) if address else _resolve(path_of(source), read_standard_input, skipped)
        for each in files:
            holds = True
            identity = each.location if each.data is None else f"\0{each.path}"
            if identity in found:
                skipped["repeated"] += 1
            else:
                found[identity] = each
        if scope:
            scopes.append(scope)
        if not holds:
            empty.append(source)
    if not found:
        raise Trouble("usage.no-plans", path=", ".join(map(readable, sources)), skipped=say("skipped.some", counts=counts(skipped)) if skipped else "")
    in_order = sorted(found.values(), key=lambda each: (each.path, each.root))
    return Gathered(tuple(in_order), dict(skipped), tuple(empty), tuple(scopes))


def _resolve(source: str, pipes: bool, skipped: Counter[Skip]) -> tuple[Scope | None, Iterator[SourceFile]]:
    """What a SOURCE on this machine covers, and its files."""
    if source == STANDARD_INPUT and pipes:
        return None, iter([one_file(sys.stdin.buffer.read(MOST_BYTES + 1))])
    path = Path(source)
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError) as error:
        fixed, pattern = split(path.parts)
        top = Path(*path.parts[:fixed])
        if pattern and top.is_dir():
            return _matching(top, folder_name(top), pattern, source, skipped)
        if pattern:
            raise Trouble("usage.no-match", path=readable(source)) from error
        if isinstance(error, OSError) and error.errno not in (errno.ENOENT, errno.ENOTDIR):
            raise Trouble("usage.no-access", path=readable(source), why=error.strerror) from error
        raise Trouble("usage.no-source", path=readable(source)) from error
    if stat.S_ISDIR(mode):
        return Scope(location_of(path)), _walk(path, folder_name(path), "", skipped, source)
    if stat.S_ISREG(mode):
        return None, iter([one_file(path)])
    if stat.S_ISFIFO(mode) and pipes:
        with path.open("rb") as pipe:
            return None, iter([SourceFile(path, folder_name(path.parent), text_of(path.name), pipe.read(MOST_BYTES + 1))])
    raise Trouble("usage.not-a-file", path=readable(source))


def _resolve_url(source: str, address: Address, skipped: Counter[Skip]) -> tuple[Scope | None, Iterator[SourceFile]]:
    """What a SOURCE elsewhere covers, and its files."""
    remote.check(address)
    try:
        found = remote.look(address)
    except OSError as error:
        fixed, pattern = split(address.path.strip("/").split("/"))
        if isinstance(error, FileNotFoundError) and pattern and address.scheme not in WEB:
            top = address.up_to(fixed)
            return _matching(Remote(top.url), text_of(top.names[-1]), pattern, source, skipped)
        raise _trouble(source, error) from error
    if found.kind == "folder":
        return Scope(address.url), _walk(found.where, text_of(found.name), "", skipped, source)
    if found.kind == "file":
        return None, iter([named(found.where, address)])
    raise Trouble("usage.not-a-file", path=readable(source))


def _walk(folder: Where, root: str, prefix: str, skipped: Counter[Skip], named: str | None = None) -> Iterator[SourceFile]:
    """The files below a folder (``named``: by the user, so). Links are not followed, so the walk ends and stays inside."""
    waiting = [(folder, prefix, named)]
    while waiting:
        here, above, source = waiting.pop()
        held = _held(here, source, skipped)
        for entry, reason in zip(held, at_once(reason_to_skip, held, _waits), strict=True):
            path = above + text_of(entry.name)
            if reason:
                skipped[reason] += 1
            elif entry.kind == "folder":
                waiting.append((entry.where, f"{path}/", None))
            else:
                yield SourceFile(entry.where, root, path)


def _matching(top: Where, root: str, pattern: Parts, source: str, skipped: Counter[Skip]) -> tuple[Scope, Iterator[SourceFile]]:
    """What a pattern below a folder covers, and its files."""
    return Scope(location_of(top), pattern), _matches(top, root, pattern, source, skipped)


def _matches(top: Where, root: str, pattern: Parts, source: str, skipped: Counter[Skip]) -> Iterator[SourceFile]:
    """The files that a pattern stands for, and those in folders that it stands for. The root is the last folder before the first sign."""
    matched = False
    waiting: list[tuple[Where, str, frozenset[Parts], str | None]] = [(top, "", begin(pattern), source)]
    while waiting:
        here, above, parts, named = waiting.pop()
        for entry in _held(here, named, skipped):
            path, after = above + text_of(entry.name), enter(parts, entry.name)
            if not after or (entry.kind != "folder" and () not in after):
                continue
            wanted = fitting(parts, entry.name)
            reason = reason_to_skip(entry)
            if reason and not (reason == "other-kind" and wanted - {"*"}):
                skipped[reason] += bool(wanted)
            elif () not in after:
                waiting.append((entry.where, f"{path}/", after, None))
            elif entry.kind == "folder":
                matched = True
                yield from _walk(entry.where, root, f"{path}/", skipped)
            else:
                matched = True
                yield SourceFile(entry.where, root, path)
    if not matched:
        raise Trouble("usage.no-match", path=readable(source))


def _held(folder: Where, named: str | None, skipped: Counter[Skip]) -> Sequence[Entry]:
    """What is in a folder; nothing where it cannot be listed, or is a dataset that nobody named."""
    try:
        held = entries(folder)
    except OSError as error:
        if named is not None and isinstance(folder, Remote):
            raise _trouble(named, error) from error
        skipped["closed-folder"] += 1
        return ()
    if named is None and is_of_dataset(folder, {entry.name: entry for entry in held}):
        skipped["dataset"] += 1
        return ()
    return held


def _waits(entry: Entry) -> bool:
    """Whether telling what an entry is takes a look into a file of another machine."""
    return isinstance(entry.where, Remote) and is_named_otherwise(entry)


def _trouble(source: str, error: OSError) -> Trouble:
    """Why a SOURCE elsewhere cannot be had."""
    if isinstance(error, FileNotFoundError):
        return Trouble("usage.no-source", path=readable(source))
    return Trouble("usage.no-answer" if isinstance(error, remote.Unreachable) else "usage.no-access", path=readable(source), why=error.strerror)
