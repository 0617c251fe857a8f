"""Word 97-2003, Rich Text and OpenDocument files through LibreOffice, and what is said where it is missing, slow or of no use."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import tempfile
import time
import zipfile
from pathlib import Path

import pytest

from pipeline.read import Unreadable, office, programs, read
from schemas.text import nfc
from tests.reading import check_promises, shown

SAMPLE = Path(__file__).parent.parent / "samples" / "muong-kha-2026.docx"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

needs_libreoffice = pytest.mark.skipif(programs.find(office._NAMES, office._PLACES) is None, reason="LibreOffice is not installed (libreoffice-writer)")


def rtf(*lines: str) -> bytes:
    """Rich Text with each line a paragraph, letters beyond ASCII as RTF escapes them; a line in bars is a table row."""

    def escaped(text: str) -> str:
        return "".join(letter if letter.isascii() else f"\\u{ord(letter)}?" for letter in nfc(text))

    written = ""
    for line in lines:
        if line.startswith("|"):
            cells = line.strip("| ").split(" | ")
            written += r"\trowd" + "".join(rf"\cellx{3000 * (column + 1)}" for column in range(len(cells)))
            written += "".join(rf"\pard\intbl {escaped(cell)}\cell " for cell in cells) + "\\row\n"
        else:
            written += rf"\pard {escaped(line)}\par" + "\n"
    return (r"{\rtf1\ansi\deff0{\fonttbl{\f0 Times New Roman;}}" + written + "}").encode()


def odt(body: str, manifest: str = "") -> bytes:
    """An OpenDocument text with that content."""
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{path}:1.0"' for name, path in (("office", "office"), ("text", "text"), ("table", "table"))
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(zipfile.ZipInfo("mimetype"), "application/vnd.oasis.opendocument.text")
        archive.writestr(
            "META-INF/manifest.xml",
            '<?xml version="1.0" encoding="UTF-8"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
            '<manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.text"/>'
            f'<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml">{manifest}</manifest:file-entry></manifest:manifest>',
        )
        archive.writestr(
            "content.xml",
            f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {spaces} office:version="1.2">'
            f"<office:body><office:text>{body}</office:text></office:body></office:document-content>",
        )
    return buffer.getvalue()


def doc_like(flags: int) -> bytes:
    """The bytes by which a Word 97 file and its flags are known; no document."""
    stream = b"\xec\xa5\xc1\0" + b"\0" * 6 + flags.to_bytes(2, "little")
    return OLE.ljust(512, b"\0") + "WordDocument".encode("utf-16-le").ljust(512, b"\0") + stream.ljust(1024, b"\0")


@pytest.fixture(autouse=True)
def own_temporary_folder(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a test leaves behind is its own, whatever other tests do at the same time."""
    folder = str(tmp_path_factory.mktemp("tmp"))
    monkeypatch.setattr(tempfile, "tempdir", folder)
    monkeypatch.setenv("TMPDIR", folder)


def left_behind() -> set[str]:
    return {name for name in os.listdir(tempfile.gettempdir()) if name.startswith("kehoach-")}  # noqa: PTH208


@needs_libreoffice
def test_word_97_reads_as_the_docx_it_was_made_from(tmp_path: Path) -> None:
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    program = programs.find(office._NAMES, office._PLACES)
    assert program
    subprocess.run([program, profile, "--headless", "--convert-to", "doc:MS Word 97", "--outdir", str(tmp_path), str(SAMPLE)], check=True, capture_output=True)
    before = left_behind()
    document = read((tmp_path / "muong-kha-2026.doc").read_bytes())
    check_promises(document)
    assert document.format == "doc"
    assert shown(document) == shown(read(SAMPLE.read_bytes()))
    assert left_behind() <= before


@needs_libreoffice
def test_rich_text_with_a_table() -> None:
    document = read(rtf("KẾ HOẠCH", "I. NHIỆM VỤ", "1. Rà soát thủ tục hành chính.", "| STT | Nội dung | Chủ trì |", "| 1 | Kiểm tra | Sở Nội vụ |"))
    check_promises(document)
    assert document.format == "rtf"
    assert shown(document) == [
        "KẾ HOẠCH", "I. NHIỆM VỤ", "1. Rà soát thủ tục hành chính.", "| STT | Nội dung | Chủ trì |", "| 1 | Kiểm tra | Sở Nội vụ |",
    ]  # fmt: skip


@needs_libreoffice
def test_opendocument_with_a_table() -> None:
    cells = "".join(f"<table:table-cell><text:p>{text}</text:p></table:table-cell>" for text in ("Rà soát văn bản", "Sở Tư pháp"))
    body = f"<text:p>I. NHIỆM VỤ</text:p><table:table><table:table-column table:number-columns-repeated='2'/><table:table-row>{cells}</table:table-row></table:table>"
    document = read(odt(body))
    check_promises(document)
    assert document.format == "odt"
    assert shown(document) == ["I. NHIỆM VỤ", "| Rà soát văn bản | Sở Tư pháp |"]


@needs_libreoffice
@pytest.mark.parametrize(
    ("data", "codes"),
    [
        (doc_like(0), {"conversion-failed", "no-text"}),
        (rb"{\rtf1" + b"{" * 300_000, {"conversion-failed", "no-text"}),
        (rtf("x")[:30], {"conversion-failed", "no-text"}),
        (odt("<text:p>&bomb;</text:p>"), {"conversion-failed", "no-text"}),
    ],
    ids=["no stream", "deep groups", "cut short", "unknown entity"],
)
def test_broken_files_say_so(data: bytes, codes: set[str]) -> None:
    before = left_behind()
    with pytest.raises(Unreadable) as refused:
        read(data)
    assert refused.value.code in codes
    assert left_behind() <= before


@pytest.mark.parametrize(
    "data",
    [doc_like(0x0100), odt("", '<manifest:encryption-data manifest:checksum="x"/>')],
    ids=["doc", "odt"],
)
def test_locked_files_are_told_before_anything_is_started(data: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office.programs, "run", None)
    with pytest.raises(Unreadable) as refused:
        read(data)
    assert refused.value.code == "encrypted"


def test_an_archive_that_swells_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "_MOST_BYTES", 1000)
    with pytest.raises(Unreadable) as refused:
        read(odt("<text:p/>" * 1000))
    assert refused.value.code == "too-large"


@pytest.mark.parametrize("data", [doc_like(0), rtf("KẾ HOẠCH"), odt("<text:p>KẾ HOẠCH</text:p>")], ids=["doc", "rtf", "odt"])
def test_without_libreoffice_the_package_is_named(data: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(office, "_PLACES", ())
    with pytest.raises(Unreadable) as refused:
        read(data)
    assert refused.value.code == "needs-libreoffice"
    assert "apt install libreoffice-writer" in refused.value.message


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program called soffice, first on PATH; its text is for the test to write."""
    script = tmp_path / "bin" / "soffice"
    script.parent.mkdir()
    script.touch(mode=0o755)
    monkeypatch.setenv("PATH", f"{script.parent}{os.pathsep}{os.environ['PATH']}")
    return script


def test_a_conversion_that_hangs_ends_with_its_children(program: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program.write_text(f"#!/bin/sh\nsleep 300 &\necho $! > {tmp_path}/child\nwait\n")
    monkeypatch.setattr(office, "SECONDS", 1)
    before = left_behind()
    with pytest.raises(Unreadable) as refused:
        read(rtf("KẾ HOẠCH"))
    assert refused.value.code == "conversion-failed"
    assert left_behind() <= before
    child = int((tmp_path / "child").read_text())
    for _ in range(50):
        status = Path(f"/proc/{child}/stat")
        if not status.exists() or status.read_text().rpartition(")")[2].split()[0] == "Z":
            return
        time.sleep(0.1)
    pytest.fail("the child lives on")


@pytest.mark.parametrize("script", ["exit 0", "echo no >&2; exit 3", "yes | head -c 1000000; exit 1", "kill -9 $$"])
def test_a_conversion_without_a_result_is_told(program: Path, script: str) -> None:
    program.write_text(f"#!/bin/sh\n{script}\n")
    with pytest.raises(Unreadable) as refused:
        read(rtf("KẾ HOẠCH"))
    assert refused.value.code == "conversion-failed"


def test_each_conversion_has_a_profile_and_home_of_its_own(program: Path, tmp_path: Path) -> None:
    program.write_text(f'#!/bin/sh\necho "$HOME" >> {tmp_path}/homes\necho "$1" >> {tmp_path}/profiles\n')
    for _ in range(2):
        with pytest.raises(Unreadable):
            read(rtf("KẾ HOẠCH"))
    homes, profiles = ((tmp_path / name).read_text().split() for name in ("homes", "profiles"))
    assert len(set(homes)) == len(set(profiles)) == 2
    assert not any(Path(home).exists() for home in homes)
    assert all(home in profile for home, profile in zip(homes, profiles, strict=True))


def test_a_program_is_found_in_its_usual_places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    place = tmp_path / "libreoffice7.4" / "program" / "soffice"
    place.parent.mkdir(parents=True)
    shutil.copy("/bin/sh", place)
    assert programs.find(("soffice",), (str(tmp_path / "libreoffice*" / "program" / "soffice"),)) == str(place)
    assert programs.find(("soffice",), (str(tmp_path / "nothing"),)) is None


def test_a_web_page_named_doc_is_a_web_page() -> None:
    assert read("<html><body><p>KẾ HOẠCH rà soát thủ tục hành chính</p></body></html>".encode()).format == "html"
