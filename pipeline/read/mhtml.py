"""Web archives (MHTML, .mht) as browsers and Word save them: a MIME envelope around a page and what it shows."""

from __future__ import annotations

import binascii
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

import regex

_HEADER: Final = regex.compile(rb"([A-Za-z][\w-]{0,70}):[ \t]*([^\r\n]*(?:\r?\n[ \t][^\r\n]*)*)")
_HEADERS_END: Final = regex.compile(rb"\r?\n\r?\n")
_LONGEST_HEADERS: Final = 65_536
_DEEPEST: Final = 4
_ALPHABET: Final = regex.compile(rb"[^A-Za-z0-9+/]+")
_FOLD: Final = regex.compile(r"\r?\n\s*")


@dataclass(frozen=True, slots=True)
class Part:
    """A page in an archive: its bytes, the encoding its header names, and the addresses under which other pages show it."""

    data: bytes
    charset: str | None
    addresses: tuple[str, ...]


def recognizes(data: bytes) -> bool:
    """Headers first, and among them one that promises a page or parts."""
    headers, _ = _open(data)
    return bool(headers) and headers.get("content-type", "").lower().startswith(("multipart/related", "multipart/alternative", "text/html"))


def pages(data: bytes) -> tuple[Part, ...]:
    """The pages of an archive, the one that it opens with first."""
    return tuple(_pages(data, _DEEPEST))


def _pages(data: bytes, depth: int) -> Iterator[Part]:
    headers, body = _open(data)
    kind = headers.get("content-type", "").lower()
    if kind.startswith("text/html"):
        location, name = headers.get("content-location", ""), headers.get("content-id", "").strip(" <>")
        addresses = tuple(address for address in (location, f"cid:{name}" if name else "") if address)
        yield Part(_decoded(body, headers.get("content-transfer-encoding", "")), _parameter(headers, "charset"), addresses)
    elif kind.startswith("multipart/") and (boundary := _parameter(headers, "boundary")) and depth:
        for part in body.split(b"--" + boundary.encode("latin-1"))[1:]:
            if part.startswith(b"--"):
                return
            yield from _pages(part.lstrip(b"\r\n \t"), depth - 1)


def _open(data: bytes) -> tuple[Mapping[str, str], bytes]:
    """The headers by name in lower case, and what follows them."""
    end = _HEADERS_END.search(data, 0, _LONGEST_HEADERS)
    headers: dict[str, str] = {}
    at = 0
    while found := _HEADER.match(data, at, end.start() if end else min(len(data), _LONGEST_HEADERS)):
        headers.setdefault(found[1].decode("ascii").lower(), _FOLD.sub(" ", found[2].decode("latin-1")).strip())
        at = found.end()
        at += 2 if data[at : at + 2] == b"\r\n" else 1
    return headers, data[end.end() :] if end else b""


def _parameter(headers: Mapping[str, str], name: str) -> str | None:
    found = regex.search(rf'(?i);\s*{name}\s*=\s*(?:"([^"]*)"|([^\s;"]+))', headers.get("content-type", ""))
    return (found[1] or found[2]) if found else None


def _decoded(body: bytes, encoding: str) -> bytes:
    """The bytes that a part was sent as; a broken end is left out."""
    match encoding.strip().lower():
        case "quoted-printable":
            return binascii.a2b_qp(body)
        case "base64":
            letters = _ALPHABET.sub(b"", body)
            return binascii.a2b_base64(letters[: len(letters) // 4 * 4] + _padded(letters[len(letters) // 4 * 4 :]))
        case _:
            return body


def _padded(rest: bytes) -> bytes:
    return rest + b"=" * (4 - len(rest)) if len(rest) > 1 else b""
