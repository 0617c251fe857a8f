"""How the time of extraction grows with the text: for ten times the text ten to eleven times the time, whatever the text.

``python -m tests.benchmarks.growth`` measures plans and texts made to be slow. Processor time of one core, the best of three runs,
so that only the ratio counts and a busy machine shows little.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Final

from rich.console import Console
from rich.table import Table

from pipeline.extract import extract
from pipeline.read import read
from schemas.document import Document
from schemas.plan import Source

SMALL: Final = 10_000
"""Characters of the smaller text."""
TIMES: Final = 10
"""How much longer the other is; of a plan, how often each of its bullets stands there."""
RUNS: Final = 3
LIMIT: Final = 11
"""Ten times the text takes no more times the time."""
HOSTILE: Final[Mapping[str, str]] = MappingProxyType(
    {
        "digits": "1234567890",
        "digits and spaces": "1 ",
        "digits and dots": "1.",
        "a lone percent of digits": "100% ",
        "dashes": "-",
        "dashes as bullets, on lines": "- a\n",
        "capitals": "ABCDE",
        "words in capitals": "SỞ NỘI VỤ ",
        "open brackets": "(",
        "open brackets with words": "(theo ",
        "quotes": '"',
        "colons": "a: ",
        "semicolons": "a; ",
        "dates": "ngày 1 tháng 1 năm 2024 ",
        "laws": "Nghị định số 61/2018/NĐ-CP, ",
        "bodies in a list": "Sở Nội vụ, UBND huyện Tam Đường, ",
        "verbs of lead": "chủ trì, phối hợp với ",
        "numbered lines": "1. Thực hiện\n",
        "numbered parts in one line": "1. Thực hiện 2) ",
        "syllables without spaces": "nghiêng",
        "words, no line break": "thực hiện cải cách hành chính của các cơ quan ",
        "tabs": "a\t",
        "empty lines": "a\n\n\n\n",
    }
)
"""What is repeated, by what it is."""
_SOURCE: Final = Source("plan.txt", (), "0" * 64, 0, "txt", None, "utf-8", False)


@dataclass(frozen=True)
class Growth:
    """How long a text takes and a longer one of the same sort: lengths in characters, times in seconds."""

    what: str
    small: int
    large: int
    seconds: float
    longer: float

    @property
    def times(self) -> float:
        """How many times the time ten times the text takes."""
        return 10 * self.longer / self.seconds / (self.large / self.small)

    @property
    def figures(self) -> tuple[str, ...]:
        """How many times the text, how many times the time for ten times the text, and the characters of the longer text in a second."""
        told = f"{self.times:.1f} ×" if self.times <= LIMIT else f"[red]{self.times:.1f} × too much[/red]"
        return f"{self.large / self.small:.1f} ×", told, f"{self.large / self.longer / 1e6:.2f} M"


def measure(plans: Sequence[Document]) -> Iterator[Growth]:
    """The growth of each hostile text, and of each plan when all that it lists is there ``TIMES``."""
    for plan in plans:
        lines = [line for line in plan.text.split("\n") if line.strip()]
        more = [line for line in lines for _ in range(TIMES if _listed(line) else 1)]
        yield _growth(f"a plan of {len(lines)} lines, its bullets repeated", "\n".join(lines), "\n".join(more))
    for what, repeated in HOSTILE.items():
        text = repeated * (SMALL // len(repeated))
        yield _growth(what, text, text * TIMES)


def _listed(line: str) -> bool:
    """Whether a line can stand there several times without a change of what stands around it."""
    return line.lstrip().startswith(("-", "+", "•"))


def _growth(what: str, text: str, more: str) -> Growth:
    return Growth(what, len(text), len(more), _seconds(text), _seconds(more))


def _seconds(text: str) -> float:
    """The least time of several runs, the document already read."""
    document = read(text.encode())
    return min(_once(document) for _ in range(RUNS))


def _once(document: Document) -> float:
    fresh = Document(document.text, document.blocks, document.format)
    gc.collect()
    gc.freeze()  # what stood in memory before is no part of what a text costs
    started = time.thread_time()
    extract(fresh, _SOURCE, "plan")
    return time.thread_time() - started


def show() -> None:
    """Print the table for the samples."""
    samples = Path(__file__).parent.parent.parent / "samples"
    documents = [read(path.read_bytes()) for path in sorted(samples.glob("*.txt"))]
    for document in documents:
        extract(document, _SOURCE, "plan")
    table = Table("what", "characters", "text", "time for ten times the text", "characters/s", title="how the time of extraction grows with the text")
    for growth in measure(documents):
        table.add_row(growth.what, f"{growth.small:,}", *growth.figures)
    Console().print(table)


if __name__ == "__main__":
    show()
