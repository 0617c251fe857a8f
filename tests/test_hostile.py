"""Files made to do harm, through the command line as a process of its own: each has its record, nothing leaks, and the batch goes on."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.patience import PATIENCE
from tests.poison import PLAN, POISON, SWOLLEN, word, zipped

ROOT = Path(__file__).parent.parent
SECRET = "chuyện bí mật của máy này"
ODF = 'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
LAUGHS = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
BOMB = f'<!DOCTYPE d [<!ENTITY a0 "ha">{LAUGHS}]>'


def odt(doctype: str, text: str, more: Mapping[str, bytes] | None = None) -> bytes:
    body = "".join(f"<text:p>{line}</text:p>" for line in (*PLAN.splitlines(), text))
    content = (
        f'<?xml version="1.0"?>{doctype}<office:document-content {ODF}><office:body><office:text>{body}</office:text></office:body></office:document-content>'
    )
    return zipped({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": content.encode(), **(more or {})})


def page(doctype: str, text: str) -> bytes:
    return f"{doctype}<html><head><meta charset=utf-8></head><body>{''.join(f'<p>{line}</p>' for line in (*PLAN.splitlines(), text))}</body></html>".encode()


def extracted(folder: Path, *options: str, code: int, environment: Mapping[str, str] | None = None) -> tuple[dict[str, dict[str, object]], str, str]:
    """The records by path, all that the command wrote, and what of it was for a person to read."""
    done = subprocess.run(
        [sys.executable, "-m", "pipeline.cli", "extract", str(folder), "--lang", "en", *options],
        capture_output=True,
        check=False,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), **(environment or {})},
        timeout=PATIENCE,
    )
    written = (done.stdout + done.stderr).decode("utf-8", "replace")
    assert done.returncode == code, written
    assert "Traceback" not in written
    records = [json.loads(line) for line in done.stdout.decode().splitlines()]
    return {record["source"]["path"]: record for record in records}, written, done.stderr.decode()


def codes(record: Mapping[str, object]) -> list[str]:
    return [each["code"] for each in record["diagnostics"] if each["severity"] == "error"]  # type: ignore[attr-defined]


def test_bombs_and_entities_are_bounded_and_fetch_nothing(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text(SECRET, "utf-8")
    outside = f'<!DOCTYPE d [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
    folder = tmp_path / "plans"
    folder.mkdir()
    files = {
        "swelling.docx": word("", "x", {"docProps/app.xml": b" " * SWOLLEN}),
        "swelling-text.docx": word("", "<w:br/>" * 9_000_000),
        "laughs.docx": word(BOMB, "&a9;"),
        "outside.docx": word(outside, "&x;"),
        "swelling.odt": odt("", "x", {"Pictures/x.png": b" " * SWOLLEN}),
        "laughs.html": page(BOMB, "&a9;"),
        "outside.html": page(outside, f"&x; <iframe src='{secret.as_uri()}'></iframe><object data='{secret.as_uri()}'></object>"),
        "good.txt": PLAN.encode(),
    }
    if shutil.which("soffice"):
        files |= {"laughs.odt": odt(BOMB, "&a9;"), "outside.odt": odt(outside, "&x;")}
    for name, data in files.items():
        (folder / name).write_bytes(data)
    records, written, _ = extracted(folder, code=1)
    assert set(records) == set(files)
    assert SECRET not in written and "haha" not in written
    assert codes(records["swelling.docx"]) == codes(records["swelling.odt"]) == ["too-large"]
    assert codes(records["swelling-text.docx"]) == ["too-large"]
    assert [name for name, record in records.items() if "internal-error" in codes(record)] == []
    assert records["good.txt"]["tasks"] and codes(records["good.txt"]) == []


def test_poison_of_every_kind_ends_as_one_diagnostic_and_harms_no_neighbour(tmp_path: Path) -> None:
    for number, (kind, poison) in enumerate(POISON.items()):
        (tmp_path / f"{number} {kind}{poison.ending}").write_bytes(poison.make(number))
        (tmp_path / f"{number} sound.txt").write_text(f"{PLAN}{number}. Việc thứ {number}.\n", "utf-8")
    records, _, said = extracted(tmp_path, "--memory", "400", "--workers", "2", code=1)
    for number, (kind, poison) in enumerate(POISON.items()):
        record = records[f"{number} {kind}{poison.ending}"]
        assert len(codes(record)) == 1 and codes(record)[0] in poison.codes
        assert len(record["diagnostics"]) == 1  # type: ignore[arg-type]
        assert records[f"{number} sound.txt"]["tasks"] and codes(records[f"{number} sound.txt"]) == []
    assert len(records) == 2 * len(POISON)
    assert sum(f"{number} {kind}{poison.ending}: " in said for number, (kind, poison) in enumerate(POISON.items())) == len(POISON)


NAMES = (
    "kế hoạch 2019.txt",
    "план на год.txt",
    "計画・二〇一九年.txt",
    "خطة العمل.txt",
    "แผนงาน.txt",
    "🗂️ kế hoạch.txt",
    "a\nb\x1b[2J\x07.txt",
    "a\u202etxt.exe.txt",
    " leading and trailing .txt",
    "'; rm -rf $HOME #.txt",
    "%s{0}[red].txt",
)


def test_names_of_any_script_and_with_control_characters_are_read_and_cannot_steer_the_terminal(tmp_path: Path) -> None:
    for number, name in enumerate(NAMES):
        (tmp_path / name).write_text(f"{PLAN}{number}. Việc thứ {number}.\n", "utf-8")
        (tmp_path / f"bad {name}").write_bytes(b"%PDF-1.7 " + str(number).encode())
    records, written, said = extracted(tmp_path, code=1)
    assert set(records) == {*NAMES, *(f"bad {name}" for name in NAMES)}
    assert all(records[name]["tasks"] for name in NAMES)
    assert not any(character in written for character in "\x1b\x07")
    assert "\u202e" not in said


@pytest.mark.skipif(os.name != "posix", reason="links that lead out of a folder are made as on Unix")
def test_links_out_of_the_folder_are_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret").mkdir()
    (tmp_path / "secret/s.txt").write_text(f"{PLAN}- {SECRET}.\n", "utf-8")
    folder = tmp_path / "plans"
    folder.mkdir()
    (folder / "good.txt").write_text(PLAN, "utf-8")
    (folder / "file.txt").symlink_to(tmp_path / "secret/s.txt")
    (folder / "folder").symlink_to(tmp_path / "secret", target_is_directory=True)
    (folder / "loop").symlink_to(folder, target_is_directory=True)
    (folder / "nowhere.txt").symlink_to(tmp_path / "gone.txt")
    (folder / "passwords.txt").symlink_to("/etc/passwd")
    records, written, _ = extracted(folder, code=0)
    assert set(records) == {"good.txt"}
    assert SECRET not in written and "root:" not in written
