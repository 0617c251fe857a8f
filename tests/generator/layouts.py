"""Ways to write one plan as text: paragraphs a line each, wrapped at a width, tables of tabs or of Markdown."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import cycle
from textwrap import wrap
from typing import Final

import regex

from tests.make_samples import MERGED, Part, split_lines, to_txt

WIDTH: Final = 88
UNEVEN: Final = (88, 61, 74, 45, 80, 52, 67)


def close(parts: tuple[Part, ...]) -> bytes:
    """One paragraph a line, no empty lines between them."""
    return to_txt(parts, gap=False).encode()


def spaced(parts: tuple[Part, ...]) -> bytes:
    """One paragraph a line, an empty line between them; Windows line ends, UTF-16."""
    return b"\xff\xfe" + to_txt(parts, gap=True).replace("\n", "\r\n").encode("utf-16-le")


def wrapped(parts: tuple[Part, ...]) -> bytes:
    """Paragraphs broken at a width, an empty line between them."""
    return "\n\n".join(
        _wrapped(to_txt((part,), gap=True).strip("\n")) if part.kind == "body" else to_txt((part,), gap=False).strip("\n") for part in parts
    ).encode()


def _wrapped(body: str) -> str:
    """Lines of at most ``WIDTH``, none of which opens with a dash that belongs to a name ("Phòng Tài chính - Kế hoạch")."""
    return "\n".join("\n".join(wrap(regex.sub(r"(?<=\S) - ", "\0-\0", line), WIDTH)).replace("\0", " ") for line in body.split("\n"))


def ragged(parts: tuple[Part, ...]) -> bytes:
    """Paragraphs broken at ever other widths, as text copied from a web page is; no empty lines between them."""
    widths = cycle(UNEVEN)
    return "\n\n".join(
        "\n".join(line for whole in to_txt((part,), gap=False).strip("\n").split("\n") for line in (_uneven(whole, widths) if part.kind == "body" else [whole]))
        for part in parts
    ).encode()


def _uneven(paragraph: str, widths: Iterator[int]) -> list[str]:
    lines: list[str] = []
    width = 0
    for word in paragraph.split(" "):
        if lines and len(lines[-1]) + 1 + len(word) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
            width = next(widths)
    return lines


def markdown(parts: tuple[Part, ...]) -> bytes:
    """Headings in bold, tables between bars."""
    return "\n\n".join(_markdown(part) for part in parts).encode()


def _markdown(part: Part) -> str:
    if part.kind == "table":
        return "\n".join(_bars(part))
    if part.kind == "body":
        return "\n\n".join(f"**{line}**" if line.isupper() else line for (line,) in part.rows)
    lines = [line for line in to_txt((part,), gap=False).splitlines() if line.strip()]
    return "\n\n".join(f"**{line}**" if part.kind in ("title", "appendix") else line for line in lines)


def _bars(part: Part) -> Iterator[str]:
    above: tuple[str, ...] = ()
    for count, row in enumerate(part.rows):
        above = tuple(above[n] if cell == MERGED else cell for n, cell in enumerate(row)) + ("",) * (len(part.widths) - len(row))
        yield f"| {' | '.join('<br>'.join(split_lines(cell)) for cell in above)} |"
        if count == 0:
            yield "|" + " --- |" * len(part.widths)


LAYOUTS: Final[Mapping[str, Callable[[tuple[Part, ...]], bytes]]] = {
    "close": close,
    "spaced": spaced,
    "wrapped": wrapped,
    "ragged": ragged,
    "markdown": markdown,
}
