"""What the user names becomes an ordered list of distinct files: nothing twice, nothing lost in silence."""

from __future__ import annotations

import hashlib
import os
import unicodedata
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.ingest import distinct, gather
from pipeline.messages import Trouble

TEXT = "KẾ HOẠCH\nI. NHIỆM VỤ\n- Rà soát thủ tục hành chính.\n"


@pytest.fixture
def put(tmp_path: Path) -> Callable[[str, str | bytes], Path]:
    def write(name: str, content: str | bytes = TEXT) -> Path:
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        return file

    return write


Put = Callable[..., Path]


def paths(*sources: str | Path) -> list[str]:
    return [each.path for each in gather([str(source) for source in sources]).files]


def test_folder_is_read_with_all_below_in_order_of_paths(put: Put, tmp_path: Path) -> None:
    for name in ("plans/b.txt", "plans/a/z.txt", "plans/a.txt", "plans/a/b/c"):
        put(name)
    assert paths(tmp_path / "plans") == ["a.txt", "a/b/c", "a/z.txt", "b.txt"]


@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        ("plans/*.txt", ["a.txt"]),
        ("plans/**/*.txt", ["2020/b.txt", "2021/x/c.txt", "a.txt"]),
        ("plans/202?/*", ["2020/b.txt", "2021/d.dat", "2021/x/c.txt"]),
        ("plans/2021/**", ["2021/d.dat", "2021/x/c.txt"]),
        ("plans/**/x", ["2021/x/c.txt"]),
        ("plans/[!a]*/b.txt", ["2020/b.txt"]),
    ],
)
def test_patterns(put: Put, tmp_path: Path, pattern: str, found: list[str]) -> None:
    for name in ("a.txt", "2020/b.txt", "2021/x/c.txt", "2021/d.dat"):
        put(f"plans/{name}", name)
    gathered = gather([str(tmp_path / pattern)])
    top = {"plans/2021/**": "2021"}.get(pattern, "plans")
    assert {each.root for each in gathered.files} == {top}
    assert [f"2021/{each.path}" if top == "2021" else each.path for each in gathered.files] == found


def test_name_with_brackets_is_a_name_before_it_is_a_pattern(put: Put, tmp_path: Path) -> None:
    put("plan[1].txt")
    assert paths(tmp_path / "plan[1].txt") == ["plan[1].txt"]


def test_what_is_passed_over_is_counted(put: Put, tmp_path: Path) -> None:
    put("plans/a.txt")
    put("plans/.hidden.txt")
    put("plans/.git/config")
    put("plans/~$a.docx")
    put("plans/logo.PNG", b"\x89PNG")
    put("plans/README.md")
    put("plans/dataset/dataset.json", '{"kind": "kehoach dataset"}')
    put("plans/dataset/texts/0.txt")
    os.mkfifo(tmp_path / "plans/pipe")
    (tmp_path / "plans/again").symlink_to(tmp_path / "plans/a.txt")
    gathered = gather([str(tmp_path / "plans"), str(tmp_path / "plans/a.txt")])
    assert [each.path for each in gathered.files] == ["a.txt"]
    assert gathered.skipped == {"hidden": 2, "office-lock": 1, "other-kind": 2, "dataset": 1, "special": 1, "link": 1, "repeated": 1}


def test_links_neither_loop_nor_lead_outside(put: Put, tmp_path: Path) -> None:
    put("secret/s.txt", "bí mật")
    put("plans/a.txt")
    (tmp_path / "plans/loop").symlink_to(tmp_path / "plans", target_is_directory=True)
    (tmp_path / "plans/outside").symlink_to(tmp_path / "secret", target_is_directory=True)
    assert paths(tmp_path / "plans") == ["a.txt"]
    assert paths(tmp_path / "plans" / "**" / "*.txt") == ["a.txt"]
    assert paths(tmp_path / "plans/outside") == ["s.txt"]


def test_content_tells_a_plan_whatever_its_name(put: Put, tmp_path: Path) -> None:
    put("plans/scan.jpg", b"%PDF-1.7\n")
    put("plans/photo.jpg", b"\xff\xd8\xff")
    put("plans/broken.zip", b"PK\x03\x04 cut")
    with zipfile.ZipFile(tmp_path / "plans/word.zip", "w") as archive:
        archive.writestr("word/document.xml", "<w:document/>")
    assert paths(tmp_path / "plans") == ["scan.jpg", "word.zip"]
    assert paths(tmp_path / "plans/photo.jpg") == ["photo.jpg"], "a file that is named is always read"


def test_same_bytes_are_one_content_with_copies(put: Put, tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", "c/d.txt"):
        put(f"plans/{name}")
    put("plans/other.txt", "khác")
    contents = distinct(gather([str(tmp_path / "plans")]).files)
    assert [(each.source.path, each.copies) for each in contents] == [("a.txt", ("b.txt", "c/d.txt")), ("other.txt", ())]
    assert contents[0].plan_id == hashlib.sha256(TEXT.encode()).hexdigest()[:16]


def test_ids(put: Put) -> None:
    before = distinct(gather([str(put("one/plans/a.txt"))]).files)[0]
    elsewhere = distinct(gather([str(put("two/plans/a.txt").parent)]).files)[0]
    assert before.plan_id == elsewhere.plan_id
    assert before.source_id == elsewhere.source_id, "a file named alone is the one found in its folder"
    after = distinct(gather([str(put("one/plans/a.txt", "Số: 2/KH-UBND"))]).files)[0]
    assert after.source_id == before.source_id
    assert after.plan_id != before.plan_id
    assert distinct(gather([str(put("one/plans/b.txt"))]).files)[0].source_id != before.source_id


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("kế hoạch năm 2019.txt", "kế hoạch năm 2019.txt"),
        (unicodedata.normalize("NFD", "kế hoạch.txt"), unicodedata.normalize("NFD", "kế hoạch.txt")),
        ("-lead.txt", "-lead.txt"),
        ("a\nb.txt", "a\nb.txt"),
        (os.fsdecode(b"plan\xff.txt"), "plan\\xff.txt"),
    ],
)
def test_weird_names(put: Put, tmp_path: Path, name: str, path: str) -> None:
    put(f"plans/{name}")
    assert paths(tmp_path / "plans") == [path]
    assert paths(tmp_path / "plans" / name) == [path]


def test_composed_and_decomposed_names_are_one_source(put: Put, tmp_path: Path) -> None:
    composed, decomposed = (put(f"{form}/plans/kế hoạch.txt".replace("kế hoạch", unicodedata.normalize(form, "kế hoạch"))) for form in ("NFC", "NFD"))
    first, second = (distinct(gather([str(file)]).files)[0] for file in (composed, decomposed))
    assert first.source_id == second.source_id
    assert paths(tmp_path / "NFD/plans" / "kế*") == [unicodedata.normalize("NFD", "kế hoạch.txt")]


@pytest.mark.parametrize(
    ("source", "trouble"),
    [
        ("nowhere", "usage.no-source"),
        ("nowhere\0", "usage.no-source"),
        ("plans/a.txt/b", "usage.no-source"),
        ("*.pdf", "usage.no-match"),
        ("empty", "usage.no-plans"),
        ("pictures", "usage.no-plans"),
        ("/dev/null", "usage.not-a-file"),
        ("pipe", "usage.not-a-file"),
    ],
)
def test_wrong_sources_are_told(put: Put, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, source: str, trouble: str) -> None:
    put("plans/a.txt")
    put("pictures/a.png", b"\x89PNG")
    (tmp_path / "empty").mkdir()
    os.mkfifo(tmp_path / "pipe")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(Trouble, match=r"Name |Check") as raised:
        gather([source])
    assert raised.value.name == trouble


def test_empty_folder_beside_plans_does_not_stop_them(put: Put, tmp_path: Path) -> None:
    put("plans/a.txt")
    (tmp_path / "empty").mkdir()
    gathered = gather([str(tmp_path / "empty"), str(tmp_path / "plans")])
    assert (len(gathered.files), gathered.empty) == (1, (str(tmp_path / "empty"),))


def test_file_that_vanishes_is_a_content_with_its_trouble(put: Put) -> None:
    gone = put("plans/gone.txt")
    files = gather([str(gone)]).files
    gone.unlink()
    (content,) = distinct(files)
    assert content.trouble
    assert len(content.sha256) == 64
