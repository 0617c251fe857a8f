"""Plots as pictures: a process of its own draws them, for the engine takes a while to start and loads whatever fonts its environment names.

As a program (``python -m pipeline.audit.drawing``) it reads one JSON object a line, a chart of ``pipeline.audit.charts`` with what it is drawn from
and the files to make of it, and answers each with a line: width and height of the picture in CSS pixels.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from importlib.resources import as_file, files
from pathlib import Path
from typing import IO, Any, Final, Literal

import regex

from pipeline.messages import Trouble

Chart = Literal["stacked_bars", "heat_map", "upright_bars", "lying_bars", "figures_by_year"]
"""A function of ``pipeline.audit.charts``."""
Content = Mapping[str, Any]
"""Its arguments, by name: plain values."""
SCALE: Final = 2.0
"""How much larger a PNG is than the SVG, so that it prints well."""

_SIZE: Final = regex.compile(r'width="(\d+)" height="(\d+)"')


class Artist:
    """The process that draws; it works while this one goes on."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._process = process

    def draw(self, chart: Chart, content: Content, svg: Path, png: Path | None = None) -> tuple[int, int]:
        """Draw a plot into its files; width and height. ``OSError`` where they cannot be written, ``Trouble`` where the process died."""
        order, answers = self._process.stdin, self._process.stdout
        assert order is not None and answers is not None
        try:
            order.write(json.dumps({"chart": chart, "content": content, "svg": str(svg), "png": png and str(png)}).encode() + b"\n")
            order.flush()
        except BrokenPipeError as error:
            raise Trouble("audit.not-drawn") from error
        answer = answers.readline()
        if not answer:
            raise Trouble("audit.not-drawn")
        told = json.loads(answer)
        if told["error"]:
            raise OSError(told["error"], os.strerror(told["error"]))
        return told["width"], told["height"]

    def stop(self) -> None:
        """Draw no more; who waits for a plot is told so."""
        self._process.kill()


@contextmanager
def artist() -> Iterator[Artist]:
    """An artist, who has begun to set up when this returns."""
    with as_file(files("pipeline") / "audit" / "fonts.conf") as fonts:
        command = [sys.executable, "-P", "-m", "pipeline.audit.drawing"]  # what lies in the current folder is not to be loaded
        environment = {**os.environ, "FONTCONFIG_FILE": str(fonts), "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment, start_new_session=True)
        try:
            yield Artist(process)
        finally:
            process.kill()
            process.communicate()


def main(orders: Iterable[bytes], answers: IO[bytes]) -> None:
    """Draw what is ordered, until there is nothing more."""
    import vl_convert

    from pipeline.audit import charts

    vl_convert.vegalite_to_svg({"data": {"values": [{}]}, "mark": "point"})  # starts the engine
    for line in orders:
        order = json.loads(line)
        try:
            svg = vl_convert.vegalite_to_svg(getattr(charts, order["chart"])(**order["content"]))
            Path(order["svg"]).write_text(svg, "utf-8", "replace")
            if order["png"]:
                Path(order["png"]).write_bytes(vl_convert.svg_to_png(svg, scale=SCALE))
            width, height = _SIZE.search(svg).groups()  # type: ignore[union-attr]
            answer = {"width": int(width), "height": int(height), "error": None}
        except OSError as error:
            answer = {"error": error.errno}
        answers.write(json.dumps(answer).encode() + b"\n")
        answers.flush()


if __name__ == "__main__":
    main(sys.stdin.buffer, sys.stdout.buffer)
