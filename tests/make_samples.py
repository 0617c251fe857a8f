"""Make the sample plans: from one plain structured source each, the TXT, DOCX and PDF files under samples/ and tests/samples/.

Run as ``python tests/make_samples.py`` (needs reportlab and the DejaVu Serif fonts for the PDFs). The same source, font and library
versions give the same bytes. A source is UTF-8 text in parts, each opened by a line ``:: kind``:

- ``letterhead``: rows of two cells ``left | right``, as the borderless table at the head of a plan;
- ``title``: the lines of the title block, the first being the type of document;
- ``body``: one paragraph a line, labels (I. 1. a) -) as a reader sees them;
- ``table W W …``: a ruled table with relative column widths; cells separated by `` | ``, the first row is the header, ``^`` is a cell
  merged with the one above, a row with fewer cells than columns is a group row whose last cell spans the rest;
- ``signature``: one row ``recipients | signature``;
- ``appendix``: centred lines on a new page.

``//`` within a cell is the end of a line.
"""

from __future__ import annotations

import io
import sys
import time
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape

import regex

if TYPE_CHECKING:
    from PIL.Image import Image

TESTS: Final = Path(__file__).parent
SOURCES: Final = TESTS / "samples" / "sources"
SHIPPED: Final = TESTS.parent / "samples"
RENDERINGS: Final = TESTS / "samples"
FONTS: Final = Path("/usr/share/fonts/truetype/dejavu")
REGULAR, BOLD = FONTS / "DejaVuSerif.ttf", FONTS / "DejaVuSerif-Bold.ttf"

MERGED: Final = "^"
LABELS: Final = (
    ("roman", regex.compile(r"([IVX]+)\. ")),
    ("decimal", regex.compile(r"(\d+)\. ")),
    ("letter", regex.compile(r"(\p{Ll})\) ")),
    ("dash", regex.compile(r"(-) ")),
)
ROMAN: Final = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a source: its kind, the relative column widths of a table, and its rows of cells (a line is a row of one cell)."""

    kind: str
    widths: tuple[int, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Made:
    """A file to make: where, from which source, and how."""

    path: Path
    source: str
    encoding: str = "utf-8"
    gap: bool = True
    """TXT: an empty line between paragraphs."""
    numbered: bool = False
    """DOCX: list labels are Word's own, not typed."""


MADE: Final = (
    Made(SHIPPED / "khe-vang-2021.docx", "khe-vang-2021", numbered=True),
    Made(SHIPPED / "nam-hoanh-2024.pdf", "nam-hoanh-2024"),
    Made(SHIPPED / "so-tttt-tay-van-2023.txt", "so-tttt-tay-van-2023", gap=False),
    Made(SHIPPED / "tra-lam-2023-tin.txt", "tra-lam-2023-tin", encoding="utf-16"),
    Made(SHIPPED / "muong-kha-2026.docx", "muong-kha-2026"),
    Made(SHIPPED / "noi-vu-tra-lam-2020.txt", "noi-vu-tra-lam-2020", gap=False),
    Made(RENDERINGS / "khe-vang-2021.txt", "khe-vang-2021"),
    Made(RENDERINGS / "khe-vang-2021.pdf", "khe-vang-2021"),
    Made(RENDERINGS / "nam-hoanh-2024.txt", "nam-hoanh-2024"),
    Made(RENDERINGS / "nam-hoanh-2024.docx", "nam-hoanh-2024"),
)

SCANNED: Final = Made(RENDERINGS / "scan" / "khe-vang-2021.pdf", "khe-vang-2021")
"""The plan as an office scanner gives it: pictures of its pages, black on white, a little askew."""
SCAN_DPI: Final = 200
SCAN_SKEW: Final = (0.4, -0.3)
"""Degrees by which the pages lie askew, in turns."""


def parts(source: str) -> tuple[Part, ...]:
    """The parts of a source text, in order."""
    found = []
    for chunk in regex.split(r"^:: ", source, flags=regex.M)[1:]:
        head, *lines = chunk.strip("\n").split("\n")
        kind, *widths = head.split()
        cells = kind in ("letterhead", "table", "signature")
        rows = tuple(tuple(cell.strip() for cell in line.split(" | ")) if cells else (line,) for line in lines)
        found.append(Part(kind, tuple(map(int, widths)), tuple(_padded(row, len(widths)) for row in rows) if widths else rows))
    return tuple(found)


def _padded(row: tuple[str, ...], columns: int) -> tuple[str, ...]:
    """A row whose empty last cell lost its separator to stripping gets it back; a group row (two cells) stays as it is."""
    row = tuple(cell.removesuffix(" |").strip() if cell.endswith(" |") or cell == "|" else cell for cell in row)
    return (*row, "") if len(row) == columns - 1 else row


def split_lines(cell: str) -> list[str]:
    """The lines of a cell."""
    return [line.strip() for line in cell.split("//")]


def label(line: str) -> tuple[str, str, str] | None:
    """The list label that opens a line: its kind, the label's value and the rest of the line."""
    return next(((kind, match[1], line[match.end() :]) for kind, pattern in LABELS if (match := pattern.match(line))), None)


def is_heading(line: str) -> bool:
    """Whether a line is set bold: a Roman label, or a decimal one whose text does not end as a sentence does."""
    found = label(line)
    return bool(found) and (found[0] == "roman" or (found[0] == "decimal" and line[-1] not in ".;:"))


# ---------------------------------------------------------------- TXT


def to_txt(plan: tuple[Part, ...], *, gap: bool) -> str:
    """The plan as text: a table row is a line of tab-separated cells, in which a line end becomes a space and a merged cell is repeated."""
    return "\n".join(line for part in plan for line in _txt(part, gap)).strip("\n") + "\n"


def _txt(part: Part, gap: bool) -> Iterator[str]:
    if part.kind in ("letterhead", "signature"):
        for column in range(2):
            for row in part.rows:
                yield from split_lines(row[column])
            yield ""
    elif part.kind == "table":
        above: tuple[str, ...] = ()
        for row in part.rows:
            above = tuple(above[n] if cell == MERGED else cell for n, cell in enumerate(row)) + ("",) * (len(part.widths) - len(row))
            yield "\t".join(" ".join(split_lines(cell)) for cell in above)
        yield ""
    elif part.kind == "body":
        for (line,) in part.rows:
            yield line
            if gap:
                yield ""
    else:
        yield from (line for (line,) in part.rows)
        yield ""


# ---------------------------------------------------------------- DOCX

WORD: Final = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
RELATIONS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
TYPES: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"
XML: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
LEVELS: Final = (("upperRoman", "%1."), ("decimal", "%2."), ("lowerLetter", "%3)"))
ILVL: Final = {"decimal": 1, "letter": 2}


def to_docx(plan: tuple[Part, ...], *, numbered: bool) -> bytes:
    """The plan as a Word file; with ``numbered``, labels are lists that Word counts, else they are typed."""
    if numbered:
        _check_counts(plan)
    files = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" Type="{RELATIONS}/officeDocument" '
        'Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
        + "".join(
            f'<Relationship Id="rId{n}" Type="{RELATIONS}/{name}" Target="{file}.xml"/>'
            for n, (name, file) in enumerate((("styles", "styles"), ("numbering", "numbering"), ("footer", "footer1")), start=1)
        )
        + "</Relationships>",
        "word/styles.xml": _styles(),
        "word/numbering.xml": _numbering(),
        "word/footer1.xml": f'<w:ftr {WORD}><w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple></w:p>'
        "</w:ftr>",
        "word/document.xml": f'<w:document {WORD} xmlns:r="{RELATIONS}"><w:body>'
        + "".join(_docx(part, numbered) for part in plan)
        + '<w:sectPr><w:footerReference w:type="default" r:id="rId3"/><w:pgSz w:w="11906" w:h="16838"/>'
        '<w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1701" w:header="720" w:footer="720" w:gutter="0"/></w:sectPr></w:body></w:document>',
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, xml in files.items():
            member = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            member.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(member, XML + xml)
    return packed.getvalue()


def _check_counts(plan: tuple[Part, ...]) -> None:
    """Word's counters must give the labels of the source: raises ValueError at the first that they do not."""
    counts = dict.fromkeys(("roman", "decimal", "letter"), 0)
    for part in plan:
        for (line,) in part.rows if part.kind == "body" else ():
            found = label(line)
            if not found or found[0] == "dash":
                continue
            kind, value, _ = found
            for deeper in list(counts)[list(counts).index(kind) + 1 :]:
                counts[deeper] = 0
            counts[kind] += 1
            expected = {"roman": ROMAN[counts[kind] - 1], "decimal": str(counts[kind]), "letter": chr(96 + counts[kind])}[kind]
            if value != expected:
                raise ValueError(f"Word would count {expected}, the source has {value}: {line[:40]}")


def _docx(part: Part, numbered: bool) -> str:
    if part.kind in ("letterhead", "signature"):
        return _docx_columns(part)
    if part.kind == "title":
        first, *rest = (line for (line,) in part.rows)
        return _paragraph(first, bold=True, align="center") + _paragraph("//".join(rest), bold=True, align="center")
    if part.kind == "appendix":
        first, *rest = (line for (line,) in part.rows)
        opening = _paragraph(first, bold=True, align="center", before='<w:r><w:br w:type="page"/></w:r>')
        return opening + "".join(_paragraph(line, align="center") for line in rest)
    if part.kind == "table":
        return _docx_table(part)
    return "".join(_docx_line(line, numbered) for (line,) in part.rows)


def _docx_line(line: str, numbered: bool) -> str:
    found = label(line) if numbered else None
    if not found:
        return _paragraph(line, bold=is_heading(line), align="both")
    kind, _, text = found
    if kind == "roman":
        return _paragraph(text, bold=True, style="Heading1")
    number, level = (2, 0) if kind == "dash" else (1, ILVL[kind])
    return _paragraph(text, bold=is_heading(line), align="both", list_=f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def _paragraph(text: str, *, bold: bool = False, align: str = "left", style: str = "", list_: str = "", before: str = "") -> str:
    """A paragraph whose text Word has cut into two runs, as its spelling check leaves them; ``//`` is a soft line break."""
    weight = "<w:rPr><w:b/></w:rPr>" if bold else ""
    half = len(text) // 2
    while text[half - 1 : half + 1].count("/"):
        half += 1
    runs = '<w:proofErr w:type="spellStart"/>'.join(
        f"<w:r>{weight}" + "<w:br/>".join(f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in piece.split("//")) + "</w:r>"
        for piece in (text[:half], text[half:])
        if piece
    )
    styled = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f'<w:p><w:pPr>{styled}{list_}<w:jc w:val="{align}"/></w:pPr>{before}{runs}</w:p>'


def _cell(text: str, width: int, *, extra: str = "", bold: bool = False, align: str = "left") -> str:
    inner = "".join(_paragraph(line, bold=bold, align=align) for line in split_lines(text))
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{extra}</w:tcPr>{inner}</w:tc>'


def _docx_columns(part: Part) -> str:
    """Two columns without rules: the recipients on the left and the signature on the right, or the two halves of a letterhead."""
    rows = "".join(
        "<w:tr>" + _cell(left, 4200, align="left" if part.kind == "signature" else "center") + _cell(right, 4800, bold=True, align="center") + "</w:tr>"
        for left, right in part.rows
    )
    grid = '<w:tblGrid><w:gridCol w:w="4200"/><w:gridCol w:w="4800"/></w:tblGrid>'
    return f'<w:tbl><w:tblPr><w:tblW w:w="9000" w:type="dxa"/></w:tblPr>{grid}{rows}</w:tbl><w:p/>'


def _docx_table(part: Part) -> str:
    scale = 9000 // sum(part.widths)
    widths = [width * scale for width in part.widths]
    rows = []
    for n, row in enumerate(part.rows):
        below = part.rows[n + 1] if n + 1 < len(part.rows) else ()
        cells = []
        for column, text in enumerate(row):
            extra, width = "", widths[column]
            if len(row) < len(widths) and column == len(row) - 1:
                extra, width = f'<w:gridSpan w:val="{len(widths) - column}"/>', sum(widths[column:])
            elif text == MERGED:
                extra, text = "<w:vMerge/>", ""
            elif len(below) == len(widths) and below[column] == MERGED:
                extra = '<w:vMerge w:val="restart"/>'
            cells.append(_cell(text, width, extra=extra, bold=n == 0 or len(row) < len(widths)))
        rows.append("<w:tr>" + ("<w:trPr><w:tblHeader/></w:trPr>" if n == 0 else "") + "".join(cells) + "</w:tr>")
    rules = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>' for side in ("top", "left", "bottom", "right", "insideH", "insideV"))
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblBorders>{rules}</w:tblBorders></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl><w:p/>"
    )


def _content_types() -> str:
    overrides = "".join(
        f'<Override PartName="/word/{file}.xml" ContentType="{TYPES}.{kind}+xml"/>'
        for file, kind in (("document", "document.main"), ("styles", "styles"), ("numbering", "numbering"), ("footer1", "footer"))
    )
    return (
        f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def _styles() -> str:
    """Heading 1 carries the first level of the list itself, as Word's multilevel headings do."""
    return (
        f'<w:styles {WORD}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:cs="Times New Roman"/>'
        '<w:sz w:val="28"/></w:rPr></w:rPrDefault></w:docDefaults>'
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/><w:basedOn w:val="Normal"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr>'
        '<w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/></w:rPr></w:style></w:styles>'
    )


def _numbering() -> str:
    levels = "".join(
        f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        + ('<w:pStyle w:val="Heading1"/>' if n == 0 else "")
        + f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/></w:lvl>'
        for n, (form, text) in enumerate(LEVELS)
    )
    dash = '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="-"/><w:lvlJc w:val="left"/></w:lvl>'
    return (
        f'<w:numbering {WORD}><w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'
        f'<w:abstractNum w:abstractNumId="1"><w:multiLevelType w:val="hybridMultilevel"/>{dash}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num></w:numbering>'
    )


# ---------------------------------------------------------------- PDF


def to_pdf(plan: tuple[Part, ...]) -> bytes:
    """The plan as a PDF with embedded font subsets; long table rows break over pages, where the header row comes again."""
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase.pdfmetrics import registerFont, registerFontFamily
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas
    from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Spacer, Table

    registerFont(TTFont("Plan", REGULAR))
    registerFont(TTFont("Plan-Bold", BOLD))
    registerFontFamily("Plan", normal="Plan", bold="Plan-Bold", italic="Plan", boldItalic="Plan-Bold")

    def style(size: float, alignment: int, **more: float) -> ParagraphStyle:
        return ParagraphStyle("plan", fontName="Plan", fontSize=size, leading=size * 1.35, alignment=alignment, **more)

    left, centre, both = 0, 1, 4
    text, middle, head, small = style(11, both, firstLineIndent=20, spaceAfter=4), style(11, centre), style(10, centre), style(8.5, left)

    def shown(line: str, form: ParagraphStyle, bold: bool) -> Paragraph:
        return Paragraph(f"<b>{escape(line)}</b>" if bold else escape(line), form)

    def columns(part: Part) -> Table:
        form = head if part.kind == "letterhead" else style(10, left)
        cells = [
            [[shown(line or "\u00a0", form, False) for line in split_lines(first)], [shown(line or "\u00a0", head, True) for line in split_lines(second)]]
            for first, second in part.rows
        ]
        return Table(cells, colWidths=[200, 290], style=[("VALIGN", (0, 0), (-1, -1), "TOP")])

    def ruled(part: Part) -> Table:
        rules: list[tuple[object, ...]] = [
            ("GRID", (0, 0), (-1, -1), 0.5, "black"),
            ("LINEBELOW", (0, "inrowsplitstart"), (-1, "inrowsplitstart"), 0.5, "black"),
            ("LINEABOVE", (0, "inrowsplitend"), (-1, "inrowsplitend"), 0.5, "black"),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ]
        columns_ = len(part.widths)
        cells = []
        for n, row in enumerate(part.rows):
            group = len(row) < columns_
            if group:
                rules.append(("SPAN", (len(row) - 1, n), (columns_ - 1, n)))
            for column, cell in enumerate(row):
                tops = [m for m in range(n, 0, -1) if len(part.rows[m]) == columns_ and part.rows[m][column] != MERGED]
                last = n + 1 == len(part.rows) or len(part.rows[n + 1]) < columns_ or part.rows[n + 1][column] != MERGED
                if cell == MERGED and last:
                    rules.append(("SPAN", (column, tops[0]), (column, n)))
            lines = [[shown(line, small, group or n == 0) for line in split_lines(cell)] if cell not in (MERGED, "") else "" for cell in row]
            cells.append([*lines, *[""] * (columns_ - len(row))])
        unit = 488 / sum(part.widths)
        return Table(cells, colWidths=[width * unit for width in part.widths], repeatRows=1, splitByRow=0, splitInRow=1, style=rules)

    story: list[object] = []
    for part in plan:
        if part.kind in ("letterhead", "signature"):
            story += [columns(part), Spacer(1, 10)]
        elif part.kind == "table":
            story += [Spacer(1, 4), ruled(part), Spacer(1, 10)]
        elif part.kind == "body":
            story += [shown(line, text, is_heading(line)) for (line,) in part.rows]
        else:
            story += [PageBreak()] if part.kind == "appendix" else []
            story += [*(shown(line, middle, True) for (line,) in part.rows), Spacer(1, 10)]

    def number(canvas: Canvas, _: object) -> None:
        canvas.setFont("Plan", 10)
        canvas.drawCentredString(A4[0] / 2, A4[1] - 34, str(canvas.getPageNumber()))

    packed = io.BytesIO()
    title = " ".join(line for part in plan if part.kind == "title" for (line,) in part.rows)
    template = SimpleDocTemplate(packed, pagesize=A4, leftMargin=60, rightMargin=45, topMargin=50, bottomMargin=50, title=title, author="kehoach", invariant=1)
    template.build(story, onLaterPages=number)
    return packed.getvalue()


# ---------------------------------------------------------------- scan


def scanned(pdf: bytes, *, dpi: int = SCAN_DPI) -> list[Image]:
    """The pages of a PDF as a scanner gives them."""
    import pypdfium2
    from PIL.Image import Resampling

    document = pypdfium2.PdfDocument(pdf)
    pages = [page.render(scale=dpi / 72, grayscale=True).to_pil() for page in document]
    document.close()
    turned = [page.rotate(SCAN_SKEW[index % 2], Resampling.BICUBIC, fillcolor="white") for index, page in enumerate(pages)]
    return [page.point(lambda grey: 255 * (grey > 150)).convert("1") for page in turned]


def to_scan(pdf: bytes) -> bytes:
    """The PDF as a scan: a PDF of pictures alone."""
    first, *others = scanned(pdf)
    packed = io.BytesIO()
    never = time.gmtime(0)
    first.save(packed, "PDF", save_all=True, append_images=others, resolution=SCAN_DPI, creationDate=never, modDate=never)
    return packed.getvalue()


# ---------------------------------------------------------------- all


def render(made: Made) -> bytes:
    """The bytes of one file, from its source; raises OSError where a font of a PDF is missing."""
    plan = parts((SOURCES / f"{made.source}.txt").read_text("utf-8"))
    if made.path.suffix == ".docx":
        return to_docx(plan, numbered=made.numbered)
    if made.path.suffix == ".pdf":
        return to_pdf(plan)
    shown = to_txt(plan, gap=made.gap)
    if made.encoding == "utf-16":
        return b"\xff\xfe" + shown.replace("\n", "\r\n").encode("utf-16-le")
    return shown.encode(made.encoding)


def main() -> None:
    for made in MADE:
        made.path.write_bytes(render(made))
        sys.stdout.write(f"{made.path.relative_to(TESTS.parent)}\n")
    SCANNED.path.parent.mkdir(exist_ok=True)
    SCANNED.path.write_bytes(to_scan(render(SCANNED)))
    sys.stdout.write(f"{SCANNED.path.relative_to(TESTS.parent)}\n")


if __name__ == "__main__":
    main()
