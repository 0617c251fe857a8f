"""Files that fsspec reaches: listed, told apart and read, with patience for what can pass.

What goes wrong comes out as an ``OSError`` with a reason in its ``strerror``: ``FileNotFoundError`` and ``PermissionError`` are said at
once, ``Unreachable`` after several tries. Keys and options come from the environment and fsspec's configuration, in each process anew.
"""

from __future__ import annotations

import errno
import os
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from email.utils import parsedate_to_datetime
from functools import lru_cache
from typing import IO, TYPE_CHECKING, Any, Final, TypeVar

import regex

from pipeline.ingest.address import WEB, Address, address_of
from pipeline.ingest.source import Entry, Remote
from pipeline.messages import Trouble, on_one_line

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem

T = TypeVar("T")

PAUSES: Final = (0.5, 2.0)
"""Seconds between one try and the next."""
FETCH_SECONDS: Final = 180
"""What fetching a file may take beyond what reading it may."""
_LONGEST_TRY: Final = 120
_BLOCK: Final = 8 << 20
_LONGEST_PATH: Final = 4096
_SETTLED: Final = 60.0
"""Seconds after which the time of a file tells a later change of it, though another machine's clock set it."""
_MARKS: Final = ("ETag", "etag", "generation", "md5Hash", "content_hash", "Content-MD5", "Digest")
"""What tells one version of a file from another."""
_TIMES: Final = ("LastModified", "last_modified", "mtime", "modified", "Last-Modified", "created")
_FINAL: Final = frozenset(
    {
        "AuthenticationException",
        "BadHostKeyException",
        "BadZipFile",
        "ImportError",
        "InvalidURL",
        "ParamValidationError",
        "PartialCredentialsError",
    }
    | {"ProfileNotFound", "TypeError", "ValueError", "NotImplementedError", "NonHttpUrlRedirectClientError", "TooManyRedirects", "UnauthorizedSSOTokenError"}
)
"""Names of exceptions that another try would only raise again. Keys that a machine of a cloud lends may be a moment late, so their want is none."""
_FINAL_NUMBERS: Final = frozenset({errno.EINVAL, errno.EPERM, errno.EISDIR, errno.ENOTDIR, errno.ENAMETOOLONG, errno.ENOSYS, errno.EREMCHG, errno.ELOOP})
_MAY_PASS: Final = frozenset({408, 425, 429})
_PACKAGES: Final = {"smbclient": "smbprotocol"}
"""Packages that are named otherwise than their module."""
_USER: Final = regex.compile(r"(?<=://)[^/@\s]*@")
_MOST_WORDS: Final = 200


class Unreachable(OSError):
    """The server did not answer, or not as it should, however often it was asked."""


def check(address: Address) -> None:
    """``Trouble`` where nothing is installed that reaches such an address."""
    import fsspec

    try:
        fsspec.get_filesystem_class(address.scheme)
    except ImportError as error:
        missing = getattr(error.__cause__, "name", None) or address.scheme
        module = str(missing).partition(".")[0]
        raise Trouble("usage.url-package", scheme=address.scheme, package=_PACKAGES.get(module, module)) from error
    except ValueError as error:
        raise Trouble("usage.url-scheme", scheme=on_one_line(address.scheme)) from error


def look(address: Address) -> Entry:
    """What lies at an address."""
    return _entry(address.names[-1], address, _ask(address, lambda system, path: system.info(path)))


def entries(folder: Remote) -> Sequence[Entry]:
    """What a folder holds."""
    above = _address(folder)
    found = _ask(above, lambda system, path: _below(path, system.ls(path, detail=True)))
    return [_entry(name, Address(above.scheme, above.authority, f"{above.path}/{name}"), info) for name, info in found]


def fetch(file: Remote, take: Callable[[IO[bytes]], T]) -> T:
    """What ``take`` makes of a file that is opened for it; it is called anew with each try."""
    address = _address(file)

    def from_start(system: AbstractFileSystem, path: str) -> T:
        with system.open(path, "rb", block_size=0 if address.scheme in WEB else _BLOCK) as opened:
            return take(opened)

    return _ask(address, from_start)


def _address(place: Remote) -> Address:
    address = address_of(place.url)
    assert address is not None
    return address


def _ask(address: Address, call: Callable[[AbstractFileSystem, str], T]) -> T:
    """What a call over the network gives, made again where what went wrong can pass."""
    for pause in (*PAUSES, None):
        try:
            system, path = _system(address)
            system.invalidate_cache()
            return call(system, path)
        except MemoryError:
            raise
        except Exception as error:
            reason = _reason(error)
            if pause is None or not isinstance(reason, Unreachable):
                raise reason from error
        _connected.cache_clear()
        time.sleep(pause)
    raise AssertionError


def _system(address: Address) -> tuple[AbstractFileSystem, str]:
    """The file system of an address, and the path in it."""
    import fsspec

    kind = fsspec.get_filesystem_class(address.scheme)
    system = _connected(address.scheme, address.base, os.getpid(), None if kind.async_impl else threading.get_ident())
    if address.scheme in WEB:
        return system, address.url
    return system, str(kind._strip_protocol(address.base)).rstrip("/") + address.path


@lru_cache(maxsize=64)
def _connected(scheme: str, base: str, process: int, thread: int | None) -> AbstractFileSystem:  # noqa: ARG001
    """A connection of one process, and of one thread where several must not share it."""
    import fsspec
    from fsspec.config import conf

    kind = fsspec.get_filesystem_class(scheme)
    names = (kind.protocol,) if isinstance(kind.protocol, str) else kind.protocol
    chosen = {option for name in names for option in conf.get(name, {})}
    manners = {option: value for option, value in _manners(scheme).items() if option not in chosen}
    return kind(**manners, **kind._get_kwargs_from_urls(base), skip_instance_cache=True)


def _manners(scheme: str) -> dict[str, Any]:
    """How long a library is to wait by itself, whom it is to trust, and web proxies of the environment; the user's configuration goes before."""
    if scheme == "s3":
        return {"config_kwargs": {"connect_timeout": 10, "read_timeout": 30, "retries": {"total_max_attempts": 1}}}
    if scheme == "sftp":
        from pipeline.ingest.known_hosts import AsKnown

        return {"timeout": 10, "banner_timeout": 30, "auth_timeout": 30, "channel_timeout": 30, "host_key_policy": AsKnown()}
    if scheme == "ftp":
        return {"timeout": 30}
    if scheme in WEB:
        from aiohttp import ClientTimeout

        return {"client_kwargs": {"trust_env": True, "timeout": ClientTimeout(total=_LONGEST_TRY, sock_connect=10, sock_read=30)}}
    return {}


def _below(folder: str, listed: Sequence[Mapping[str, Any]]) -> list[tuple[str, Mapping[str, Any]]]:
    """The names below a folder with what is known of each. Object stores list the folder itself too, and may hold names without letters."""
    top = folder.strip("/") + "/"
    named = [(str(info["name"]).lstrip("/").removeprefix(top), info) for info in listed]
    return [(name.rstrip("/"), info) for name, info in named if name or info["type"] == "directory"]


def _entry(name: str, address: Address, info: Mapping[str, Any]) -> Entry:
    kind: Final = {"file": "file", "directory": "folder", "link": "link"}.get(info["type"], "special")
    odd = not name or "/" in name or len(address.path) > _LONGEST_PATH
    return Entry(name, "special" if odd else kind, Remote(address.url, _stamp(info)))  # type: ignore[arg-type]


def _stamp(info: Mapping[str, Any]) -> str | None:
    """What is known of a file without opening it; None where a change of it might not show."""
    size = info.get("size")
    if not isinstance(size, int):
        return None
    mark = next((str(info[name]) for name in _MARKS if info.get(name)), None)
    return f"{size}:{mark}" if mark else _stamp_of_time(size, next((info[name] for name in _TIMES if info.get(name)), None))


def _stamp_of_time(size: int, changed: object) -> str | None:
    if isinstance(changed, str):
        with suppress(ValueError):
            changed = parsedate_to_datetime(changed)
    seconds = changed.timestamp() if isinstance(changed, datetime) else changed
    return f"{size}:{seconds}" if isinstance(seconds, int | float) and time.time() - seconds > _SETTLED else None


def _reason(error: Exception) -> OSError:
    """What went wrong, as the one kind of error that callers know."""
    if isinstance(error, FileNotFoundError) and isinstance(error.__cause__, Exception):
        return _reason(error.__cause__)
    status = _status(error)
    if isinstance(error, FileNotFoundError) or status in (404, 410):
        return FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))
    if isinstance(error, PermissionError) or status in (401, 403):
        return PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    said = f"HTTP {status}" if status else _words(error)
    last = 400 <= status < 500 and status not in _MAY_PASS if status else _is_final(error)
    return OSError(errno.EIO, said) if last else Unreachable(errno.EIO, said)


def _status(error: Exception) -> int:
    """The number that a web server answered with; 0 where it did not."""
    response = getattr(error, "response", None)
    status = response.get("ResponseMetadata", {}).get("HTTPStatusCode") if isinstance(response, dict) else getattr(error, "status", None)
    return status if isinstance(status, int) else 0


def _is_final(error: Exception) -> bool:
    names = {each.__name__ for each in type(error).__mro__}
    return not _FINAL.isdisjoint(names) or (isinstance(error, OSError) and error.errno in _FINAL_NUMBERS)


def _words(error: Exception) -> str:
    if isinstance(error, TimeoutError):
        return os.strerror(errno.ETIMEDOUT)
    words = str((error.strerror if isinstance(error, OSError) else "") or error or type(error).__name__)
    return on_one_line(_USER.sub("", words))[:_MOST_WORDS]
