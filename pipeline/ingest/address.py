"""SOURCEs that are URLs: taken apart, brought into one form, and refused where a secret is in them."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final
from urllib.parse import parse_qsl, unquote

import regex

from pipeline.ingest.source import STANDARD_INPUT
from pipeline.messages import Trouble, on_one_line

WEB: Final = frozenset({"http", "https"})
"""Schemes whose URLs name one file each, to which a query may belong; ``?`` and ``*`` are no pattern there."""

_LOCAL: Final = frozenset({"file", "local"})
_SAME: Final = {"s3a": "s3", "gcs": "gs", "ssh": "sftp"}
_INSIDE_OTHERS: Final = frozenset(
    {"asynclocal", "blockcache", "cached", "dask", "data", "dir", "filecache", "generic", "libarchive", "pyscript", "reference", "simplecache", "tar", "zip"}
)
"""Schemes of fsspec that reach files through another file system, or run something."""
_SECRETS: Final = regex.compile(
    r"(?i)(?:x-amz|x-goog)-(?:signature|credential|security-token)|awsaccesskeyid|signature|sig|token|(?:access|auth|api|sas|secret)[_-]?(?:token|key)|key|password|pwd"
)
_URL: Final = regex.compile(r"(?s)([A-Za-z][A-Za-z0-9+.-]+)://([^/?#]*)(.*)")
_CHAIN: Final = regex.compile(r"(?s)[a-z0-9]+::[A-Za-z][A-Za-z0-9+.-]+://.*")
_AUTHORITY: Final = regex.compile(r"(?:[^:@]*@)?(?:[^:@\[\]]*|\[[0-9A-Fa-f:.]+\])(?::\d*)?")


@dataclass(frozen=True, slots=True)
class Address:
    """A URL in its parts: ``scheme://authority/path``."""

    scheme: str
    authority: str
    path: str
    """Begins with a slash, or is empty; ends without one."""

    @property
    def base(self) -> str:
        """The URL up to the path: what tells one file system from another."""
        return f"{self.scheme}://{self.authority}"

    @property
    def url(self) -> str:
        return self.base + self.path

    @property
    def names(self) -> tuple[str, ...]:
        """The names on the way, the bucket's or the host's first."""
        host = self.authority.rpartition("@")[2]
        if self.scheme not in WEB:
            return (host, *filter(None, self.path.split("/")))
        path, mark, query = self.path.partition("?")
        *above, last = (host, *map(_plain, filter(None, path.split("/"))))
        return (*above, last + mark + query)

    def up_to(self, names: int) -> Address:
        """The folder above, so many names below the authority."""
        return Address(self.scheme, self.authority, "".join(f"/{name}" for name in [each for each in self.path.split("/") if each][:names]))


def address_of(source: str) -> Address | None:
    """The parts of a URL; None for what is a path, ``file://`` too. ``Trouble`` where it cannot be used, or holds a secret."""
    found = _URL.fullmatch(source)
    if found is None:
        if _CHAIN.fullmatch(source):
            raise Trouble("usage.url-inside", scheme=on_one_line(source.partition("::")[0]))
        return None
    scheme, authority, rest = found[1].lower(), found[2], found[3]
    if scheme in _LOCAL:
        return None
    if scheme in _INSIDE_OTHERS:
        raise Trouble("usage.url-inside", scheme=scheme)
    if not _AUTHORITY.fullmatch(authority) or (scheme in WEB and "@" in authority) or (scheme in WEB and _has_secret(rest)):
        raise Trouble("usage.url-secret", scheme=scheme)
    if scheme in WEB:
        return Address(scheme, authority, rest.partition("#")[0])
    return Address(_SAME.get(scheme, scheme), authority, rest.rstrip("/"))


def path_of(source: str) -> str:
    """A SOURCE on this machine as a path: ``file:///a/b`` is ``/a/b``, with ``%20`` for a space where no file has it in its name."""
    found = None if source == STANDARD_INPUT else _URL.fullmatch(source)
    if found is None or found[1].lower() not in _LOCAL:
        return source
    path = ("" if found[2] == "localhost" else found[2]) + found[3]
    plain = unquote(path)
    return path if os.path.lexists(path) or "\0" in plain or not os.path.lexists(PurePosixPath(plain)) else plain


def base_of(location: str) -> str:
    """The file system of a file's location: "" on this machine."""
    address = address_of(location)
    return address.base if address else ""


def is_url(location: str) -> bool:
    """Whether a file's location is on another machine."""
    return bool(_URL.fullmatch(location))


def _plain(name: str) -> str:
    """A name in a web address without its escapes, unless it would be several names then."""
    plain = unquote(name)
    return name if "/" in plain else plain


def _has_secret(rest: str) -> bool:
    return any(_SECRETS.fullmatch(name) for name, _ in parse_qsl(rest.partition("#")[0].partition("?")[2], keep_blank_values=True))
