"""How many cells of tables that page ends cut are read whole: ``python -m tests.benchmarks.cut_tables [--seeds 40] [--errors]``.

Takes the tables of generated plans (merged cells, rows that head a group, every second one without the numbers of its rows), makes their rows long, sets
them on pages so low that each is cut several times, mostly within a row, and reads the PDFs back. A cell is whole when its text, white space aside, stands
in one cell of the same column and row. LibreOffice and Chromium set them too where they are installed.
"""

from __future__ import annotations

import argparse
import io
import subprocess
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from html import escape
from itertools import cycle
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, NamedTuple

from rich.console import Console
from rich.table import Table

from pipeline.read import programs, read
from schemas.document import Document
from tests.generator import generate
from tests.make_samples import BOLD, MERGED, REGULAR, Part, split_lines, to_docx

HEIGHT: Final = 200
"""Of a page, in points: some three to six rows of a table."""
WIDTH: Final = 595
DEEDS: Final = 4
"""So many steps at most has a row."""
MARGIN: Final = 42
BEFORE: Final = Part("body", (), (("Chi tiết từng nhiệm vụ nêu tại bảng sau đây:",),))
AFTER: Final = Part("body", (), (("Trong quá trình triển khai, nếu có vướng mắc, các cơ quan, đơn vị phản ánh về cơ quan chủ trì để được hướng dẫn.",),))
CHROMIUM: Final = ("chromium", "chromium-browser", "google-chrome")
SECONDS: Final = 60

Cell = tuple[str, int, str]
"""What is to be done by its row, its column, its text; one merged over rows is a cell of each."""
Cells = Counter[Cell]


class Setter(NamedTuple):
    """Makes a PDF of a table; ``ruled``: with all its rules, so that it shows which cells are merged over rows."""

    make: Callable[[Part], bytes]
    ruled: bool = True


@dataclass(frozen=True)
class Counted:
    """How many cells there were, how many came out whole, how many went over a page end, and the texts that stand in no cell that there was."""

    cells: int = 0
    whole: int = 0
    turned: int = 0
    lost: tuple[Cell, ...] = ()
    extra: tuple[Cell, ...] = ()

    def __add__(self, other: Counted) -> Counted:
        return Counted(self.cells + other.cells, self.whole + other.whole, self.turned + other.turned, self.lost + other.lost, self.extra + other.extra)

    @property
    def share(self) -> float:
        """The share of cells that are whole, in percent."""
        return 100 * self.whole / self.cells if self.cells else 100.0


def tables(seeds: Sequence[int]) -> Iterator[Part]:
    """The tables of the plans of those seeds, their rows made long; every second one has empty cells where its rows' numbers were."""
    found = [part for seed in seeds for part in generate(seed).parts if part.kind == "table"]
    for count, part in enumerate(found):
        yield _unnumbered(_lengthened(part)) if count % 2 else _lengthened(part)


def _lengthened(part: Part) -> Part:
    """The table with the words of more rows in the widest cell of each, as several steps of one task."""
    content = part.widths.index(max(part.widths))
    deeds = [row[content] for row in part.rows[1:] if len(row) == len(part.widths)]
    head, *rows = part.rows
    turns = cycle(range(len(deeds)))

    def longer(row: tuple[str, ...]) -> tuple[str, ...]:
        start = next(turns)
        steps = (*deeds[start + 1 :], *deeds[:start])[: start % DEEDS]
        return (*row[:content], "; ".join((row[content], *(step[:1].lower() + step[1:] for step in steps))), *row[content + 1 :])

    return replace(part, rows=(head, *(longer(row) if len(row) == len(part.widths) else row for row in rows)))


def _unnumbered(part: Part) -> Part:
    head, *rows = part.rows
    return replace(part, rows=(head, *(("", *row[1:]) if len(row) == len(part.widths) else row for row in rows)))


def compare(part: Part, document: Document, shows_merged: bool) -> Counted:
    """The cells of a table beside those that were read; ``shows_merged``: rules show which cells are merged over rows."""
    expected, got = _expected(part, shows_merged), _got(document, part.widths.index(max(part.widths)))
    return Counted(expected.total(), (expected & got).total(), len(document.turns), tuple((expected - got).elements()), tuple((got - expected).elements()))


def _expected(part: Part, shows_merged: bool) -> Cells:
    content = part.widths.index(max(part.widths))
    cells: Cells = Counter()
    above: tuple[str, ...] = ()
    for row in part.rows:
        above = tuple(above[column] if cell == MERGED else " ".join(" ".join(split_lines(cell)).split()) for column, cell in enumerate(row))
        shown = [column for column, cell in enumerate(row) if above[column] and (shows_merged or cell != MERGED)]
        cells.update((above[min(content, len(row) - 1)], column, above[column]) for column in shown)
    return cells


def _got(document: Document, content: int) -> Cells:
    cells: Cells = Counter()
    for block in document.blocks:
        texts = {cell.column: " ".join(document.text[cell.start : cell.end].split()) for cell in block.cells}
        own = texts.get(content, "") or next((text for column, text in sorted(texts.items(), reverse=True) if text), "")
        cells.update((own, column, text) for column, text in texts.items() if text)
    return cells


# ---------------------------------------------------------------- reportlab


@dataclass(frozen=True)
class Look:
    """How a table is set: its rules (``GRID``, ``LINEBELOW`` or none), whether pages repeat its header, cut its rows, and rule it off where they end."""

    rules: str = "GRID"
    repeat: bool = True
    cut: bool = True
    ruled_off: bool = True


LOOKS: Final[Mapping[str, Look]] = {
    "ruled": Look(),
    "ruled, header not repeated": Look(repeat=False),
    "ruled, open at page ends": Look(ruled_off=False),
    "ruled below rows": Look(rules="LINEBELOW", cut=False),
    "no rules": Look(rules="", cut=False),
    "no rules, rows cut": Look(rules="", repeat=False),
}


def by_reportlab(look: Look, part: Part) -> bytes:
    """The table as reportlab sets it."""
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase.pdfmetrics import registerFont, registerFontFamily
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.platypus import Paragraph, SimpleDocTemplate
    from reportlab.platypus import Table as Ruled

    class RuledOff(Ruled):  # type: ignore[misc]
        """Each page's part of a table with a line above and below it."""

        def draw(self) -> None:
            super().draw()
            for y in (0, self._height):
                self.canv.line(0, y, self._width, y)

    registerFont(TTFont("Cut", REGULAR))
    registerFont(TTFont("Cut-Bold", BOLD))
    registerFontFamily("Cut", normal="Cut", bold="Cut-Bold", italic="Cut", boldItalic="Cut-Bold")
    small = ParagraphStyle("small", fontName="Cut", fontSize=8.5, leading=11)

    def shown(text: str, bold: bool = False) -> Paragraph:
        return Paragraph(f"<b>{escape(text)}</b>" if bold else escape(text), small)

    columns = len(part.widths)
    style: list[tuple[object, ...]] = [("VALIGN", (0, 0), (-1, -1), "TOP")]
    if look.rules == "GRID":
        style += [(line, (0, 0), (-1, -1), 0.5, "black") for line in ("LINEBEFORE", "LINEAFTER")]
    cells = []
    for number, row in enumerate(part.rows):
        bold = number == 0 or len(row) < columns
        style += [("SPAN", (len(row) - 1, number), (columns - 1, number))] if len(row) < columns else []
        if look.rules:
            closed = [column for column in range(columns) if not _is_merged_below(part, number, column)]
            style += [("LINEBELOW", (column, number), (column, number), 0.5, "black") for column in closed]
        cells.append([[shown(line, bold) for line in split_lines(cell)] if cell not in (MERGED, "") else "" for cell in row] + [""] * (columns - len(row)))
    unit = (WIDTH - 2 * MARGIN) / sum(part.widths)
    widths = [width * unit for width in part.widths]
    kind = RuledOff if look.rules and look.ruled_off else Ruled
    table = kind(cells, widths, repeatRows=int(look.repeat), splitByRow=int(not look.cut), splitInRow=1, style=style)
    held = io.BytesIO()
    margins = {f"{side}Margin": MARGIN for side in ("left", "right")} | {"topMargin": 24, "bottomMargin": 24}
    SimpleDocTemplate(held, pagesize=(WIDTH, HEIGHT), invariant=1, **margins).build([shown(BEFORE.rows[0][0]), table, shown(AFTER.rows[0][0])])
    return held.getvalue()


def _is_merged_below(part: Part, row: int, column: int) -> bool:
    """Whether a cell goes on in the row below."""
    return row + 1 < len(part.rows) and len(part.rows[row + 1]) > column and part.rows[row + 1][column] == MERGED


def _last_merged(part: Part, row: int, column: int) -> int:
    """The last row that a cell is merged with below it; its own where none is."""
    if part.rows[row][column] == MERGED:
        return row
    last = row
    while _is_merged_below(part, last, column):
        last += 1
    return last


# ---------------------------------------------------------------- other programs


def by_libreoffice(program: str, part: Part) -> bytes:
    """The table of a Word file as LibreOffice prints it."""
    with TemporaryDirectory() as folder:
        source = Path(folder, "table.docx")
        source.write_bytes(_on_low_pages(to_docx((BEFORE, part, AFTER), numbered=False)))
        profile = f"-env:UserInstallation={Path(folder, 'profile').as_uri()}"
        programs.run((program, profile, "--headless", "--convert-to", "pdf", "--outdir", folder, str(source)), seconds=SECONDS)
        return source.with_suffix(".pdf").read_bytes()


def _on_low_pages(docx: bytes) -> bytes:
    """The Word file with pages less high and letters of the size that tables have."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx)) as given, zipfile.ZipFile(packed, "w") as written:
        for name in given.namelist():
            written.writestr(name, given.read(name).replace(b'w:h="16838"', b'w:h="6600"').replace(b'<w:sz w:val="28"/>', b'<w:sz w:val="22"/>'))
    return packed.getvalue()


def by_chromium(program: str, ruled: bool, part: Part) -> bytes:
    """The table of a web page as Chromium prints it."""
    border = "border: 1px solid; " if ruled else ""
    style = f"@page {{ size: {WIDTH}pt {HEIGHT}pt; margin: 24pt {MARGIN}pt }} table {{ border-collapse: collapse; width: 100% }}"
    style += f" body {{ font: 8.5pt 'DejaVu Serif', serif }} td, th {{ {border}padding: 2pt 5pt; vertical-align: top; text-align: left }}"
    rows = "".join(_html_row(part, number) for number in range(1, len(part.rows)))
    head = f"<thead>{_html_row(part, 0)}</thead>"
    with TemporaryDirectory() as folder:
        source, target = Path(folder, "table.html"), Path(folder, "table.pdf")
        page = f"<html lang=vi><meta charset=utf-8><style>{style}</style><p>{BEFORE.rows[0][0]}</p><table>{head}<tbody>{rows}</tbody></table><p>{AFTER.rows[0][0]}</p>"
        source.write_text(page, "utf-8")
        options = ("--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder}/profile", "--no-pdf-header-footer", f"--print-to-pdf={target}")
        subprocess.run((program, *options, source.as_uri()), capture_output=True, timeout=SECONDS, check=True)
        return target.read_bytes()


def _html_row(part: Part, number: int) -> str:
    row, columns = part.rows[number], len(part.widths)
    tag = "th" if number == 0 or len(row) < columns else "td"
    cells = []
    for column, cell in enumerate(row):
        if cell == MERGED:
            continue
        down = _last_merged(part, number, column) - number + 1
        across = columns - column if column + 1 == len(row) else 1
        spans = (f" rowspan={down}" if down > 1 else "") + (f" colspan={across}" if across > 1 else "")
        cells.append(f"<{tag}{spans}>{'<br>'.join(map(escape, split_lines(cell)))}</{tag}>")
    return f"<tr>{''.join(cells)}</tr>"


# ---------------------------------------------------------------- all


def setters() -> dict[str, Setter]:
    """The ways to set a table that are at hand here, by name."""
    ways: dict[str, Setter] = {name: Setter(partial(by_reportlab, look), look.rules == "GRID") for name, look in LOOKS.items()}
    if writer := programs.find(("soffice", "libreoffice")):
        ways["Word file by LibreOffice"] = Setter(partial(by_libreoffice, writer))
    if browser := programs.find(CHROMIUM):
        for name, ruled in (("web page by Chromium", True), ("web page by Chromium, no rules", False)):
            ways[name] = Setter(partial(by_chromium, browser, ruled), ruled)
    return ways


def measure(setter: Setter, seeds: Sequence[int]) -> Counted:
    """How whole the cells of all tables of the seeds come out that are set in one way."""
    return sum((compare(part, read(setter.make(part)), setter.ruled) for part in tables(seeds)), Counted())


def main() -> None:
    """Print the table, and with ``--errors`` what came out otherwise."""
    parser = argparse.ArgumentParser(prog="tests.benchmarks.cut_tables", description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--seeds", type=int, default=40, help="how many plans the tables are taken from")
    parser.add_argument("--errors", action="store_true", help="list every cell that is not whole, and what stands in others")
    asked = parser.parse_args()
    console = Console()
    shown = Table("tables set", "cells", "whole", "%", "parts over a page end", "others", title="cells of tables cut by page ends")
    total = Counted()
    for name, setter in setters().items():
        counted = measure(setter, range(asked.seeds))
        total += counted
        shown.add_row(name, *_figures(counted))
        for sign, texts in (("-", counted.lost), ("+", counted.extra)) if asked.errors else ():
            for row, column, text in texts:
                console.print(f"{name}: {sign} [{column}] {text} ({row})", markup=False, soft_wrap=True, highlight=False)
    shown.add_row("all", *_figures(total))
    console.print(shown)


def _figures(counted: Counted) -> tuple[str, ...]:
    return str(counted.cells), str(counted.whole), f"{counted.share:.2f}", str(counted.turned), str(len(counted.extra))


if __name__ == "__main__":
    main()
