"""Ways to write one plan as text: paragraphs a line each, wrapped at a width, tables of tabs or of Markdown."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from textwrap import wrap
from typing import Final

from tests.make_samples import MERGED, Part, split_lines, to_txt

WIDTH: Final = 88


def _lines(parts: tuple[Part, ...]) -> Iterator[tuple[str, str]]:
    """The kind of each part's lines and the lines as ``to_txt`` gives them, without empty ones."""
    for part in parts:
        for line in to_txt((part,), gap=False).splitlines():
            if line.strip():
                yield part.kind, line


def close(parts: tuple[Part, ...]) -> bytes:
    """One paragraph a line, no empty lines between them."""
    return to_txt(parts, gap=False).encode()


def spaced(parts: tuple[Part, ...]) -> bytes:
    """One paragraph a line, an empty line between them; Windows line ends, UTF-16."""
    return b"\xff\xfe" + to_txt(parts, gap=True).replace("\n", "\r\n").encode("utf-16-le")


def wrapped(parts: tuple[Part, ...]) -> bytes:
    """Paragraphs broken at a width, an empty line between them."""
    lines = [line if kind == "table" else "\n".join(wrap(line, WIDTH)) + ("\n" if kind == "body" else "") for kind, line in _lines(parts)]
    return "\n".join(lines).encode()


def markdown(parts: tuple[Part, ...]) -> bytes:
    """Headings in bold, tables between bars."""
    return "\n\n".join(_markdown(part) for part in parts).encode()


def _markdown(part: Part) -> str:
    if part.kind == "table":
        return "\n".join(_bars(part))
    if part.kind == "body":
        return "\n\n".join(f"**{line}**" if line.isupper() else line for (line,) in part.rows)
    return "\n\n".join(f"**{line}**" if part.kind in ("title", "appendix") else line for _, line in _lines((part,)))


def _bars(part: Part) -> Iterator[str]:
    above: tuple[str, ...] = ()
    for count, row in enumerate(part.rows):
        above = tuple(above[n] if cell == MERGED else cell for n, cell in enumerate(row)) + ("",) * (len(part.widths) - len(row))
        yield f"| {' | '.join('<br>'.join(split_lines(cell)) for cell in above)} |"
        if count == 0:
            yield "|" + " --- |" * len(part.widths)


LAYOUTS: Final[Mapping[str, Callable[[tuple[Part, ...]], bytes]]] = {"close": close, "spaced": spaced, "wrapped": wrapped, "markdown": markdown}
