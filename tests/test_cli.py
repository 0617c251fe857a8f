"""The command line as a user meets it: what it prints, where, and with which exit code."""

from __future__ import annotations

import io
import json
import os
import random
import subprocess
import sys
import unicodedata
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator

from pipeline.cli import cli
from pipeline.messages import speak
from tests.patience import PATIENCE

ROOT = Path(__file__).parent.parent
PLAN = (
    "KẾ HOẠCH\nCải cách hành chính năm 2019\nI. NHIỆM VỤ\n- Phòng Nội vụ chủ trì rà soát thủ tục hành chính trước ngày 15/12/2019.\n- Phòng Tư pháp phối hợp.\n"
)
WORD = """<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{}</w:body></w:document>"""
LANGUAGE = ("LC_ALL", "LC_MESSAGES", "LANG", "LANGUAGE")


@dataclass(frozen=True)
class Done:
    returncode: int
    stdout: bytes
    stderr: bytes


def kehoach(*arguments: str | Path, stdin: bytes | None = None, language: str = "en") -> Done:
    """The command in this process, so that the language tools are loaded once."""
    result = CliRunner().invoke(cli, [*map(str, arguments), "--lang", language], input=stdin)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exc_info
    return Done(result.exit_code, result.stdout_bytes, result.stderr_bytes)


def process(*arguments: str | Path, cwd: Path = ROOT, environment: Mapping[str, str] | None = None) -> Done:
    """The command as a process of its own."""
    clean = {name: value for name, value in os.environ.items() if name not in LANGUAGE}
    done = subprocess.run(
        [sys.executable, "-m", "pipeline.cli", *map(str, arguments)],
        capture_output=True,
        check=False,
        cwd=cwd,
        env={**clean, "PYTHONPATH": str(ROOT), **(environment or {})},
        timeout=PATIENCE,
    )
    return Done(done.returncode, done.stdout, done.stderr)


@pytest.fixture(autouse=True)
def own_language() -> Iterator[None]:
    yield
    speak(None)


def records(output: bytes) -> list[dict[str, object]]:
    return [json.loads(line) for line in output.decode().splitlines()]


def codes(record: Mapping[str, object]) -> list[str]:
    diagnostics = record["diagnostics"]
    assert isinstance(diagnostics, list)
    return [each["code"] for each in diagnostics if each["severity"] != "info"]


def lines(stream: bytes) -> list[str]:
    return stream.decode().splitlines()


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    file = tmp_path / "plan.txt"
    file.write_text(PLAN, "utf-8")
    return file


def test_extract_prints_a_record_a_line(plan: Path) -> None:
    done = kehoach("extract", plan)
    (record,) = records(done.stdout)
    assert (done.returncode, done.stderr) == (0, b"")
    assert process("extract", plan) == done
    assert record["source"] == {**dict.fromkeys(("pages", "encoding")), **record["source"], "path": "plan.txt", "format": "txt"}  # type: ignore[dict-item]
    assert isinstance(record["tasks"], list) and len(record["tasks"]) == 2
    assert "Phòng Nội vụ" in done.stdout.decode()


def test_extract_reads_standard_input_and_writes_a_file(plan: Path, tmp_path: Path) -> None:
    printed = kehoach("extract", "-", stdin=PLAN.encode())
    (record,) = records(printed.stdout)
    written = kehoach("extract", plan, "--out", tmp_path / "out.jsonl")
    (same,) = records((tmp_path / "out.jsonl").read_bytes())
    assert (printed.returncode, written.returncode, written.stdout) == (0, 0, b"")
    assert record["plan_id"] == same["plan_id"]
    assert [path.name for path in sorted(tmp_path.iterdir())] == ["out.jsonl", "plan.txt"]


def test_file_named_like_an_option_is_read(plan: Path, tmp_path: Path) -> None:
    plan.rename(tmp_path / "--lead.txt")
    done = process("extract", "--", "--lead.txt", cwd=tmp_path)
    assert [record["source"]["path"] for record in records(done.stdout)] == ["--lead.txt"]  # type: ignore[index]


def test_weird_names_neither_break_a_line_nor_stop_the_run(tmp_path: Path) -> None:
    names = ["kế hoạch 2019.txt", unicodedata.normalize("NFD", "kế hoạch.txt"), "a\nb\x1b[31m.txt", os.fsdecode(b"\xff.txt"), "[bold].txt"]
    for number, name in enumerate(names):
        (tmp_path / name).write_bytes(f"{number} không phải kế hoạch".encode())
    done = kehoach("extract", tmp_path)
    assert done.returncode == 0
    assert sorted(record["source"]["path"] for record in records(done.stdout)) == sorted([*names[:3], "\\xff.txt", names[4]])  # type: ignore[index]
    assert "a\\nb\\x1b[31m.txt: " in done.stderr.decode()
    assert b"\x1b" not in done.stderr


SAMPLE_WORD = next((ROOT / "samples").glob("*.docx")).read_bytes()
BAD: Sequence[tuple[str, bytes, str]] = [
    ("empty.txt", b"", "empty-file"),
    ("cut.pdf", b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog", "damaged"),
    ("cut.docx", SAMPLE_WORD[: len(SAMPLE_WORD) // 2], "damaged"),
    ("noise.txt", random.Random(1).randbytes(5000), "unsupported-format"),
    ("noise.pdf", random.Random(2).randbytes(5000), "unsupported-format"),
    ("picture.txt", b"\x89PNG\r\n\x1a\n" + random.Random(3).randbytes(500), "damaged"),
]


@pytest.mark.parametrize(("name", "data", "code"), BAD, ids=[name for name, *_ in BAD])
def test_bad_file_is_a_record_with_its_reason_and_the_others_go_on(name: str, data: bytes, code: str, plan: Path, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(data)
    done = kehoach("extract", tmp_path / name, plan)
    bad, good = sorted(records(done.stdout), key=lambda record: bool(record["tasks"]))
    assert done.returncode == 1
    assert codes(bad) == [code]
    assert len(lines(done.stderr)) == 1 and lines(done.stderr)[0].startswith(f"{name}: ")
    assert good["tasks"] and codes(good) == []


def test_damage_of_any_kind_leaves_a_record(tmp_path: Path) -> None:
    """Cut and scrambled files of every format: each has its record, and none is an error of this program."""
    chance = random.Random(20)
    whole = [path for path in (ROOT / "samples").iterdir() if path.suffix in (".txt", ".docx", ".pdf")]
    for path in whole:
        data = path.read_bytes()
        (tmp_path / f"cut-{path.name}").write_bytes(data[: chance.randrange(1, len(data))])
        scrambled = bytearray(data)
        for _ in range(20):
            scrambled[chance.randrange(len(data))] = chance.randrange(256)
        (tmp_path / f"scrambled-{path.name}").write_bytes(scrambled)
    done = kehoach("extract", tmp_path)
    found = records(done.stdout)
    assert len(found) == 2 * len(whole)
    assert [each for each in found if "internal-error" in codes(each)] == []


def test_wrong_extension_does_not_matter(tmp_path: Path) -> None:
    word = io.BytesIO()
    with zipfile.ZipFile(word, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'/>")
        archive.writestr("word/document.xml", WORD.format("<w:p><w:r><w:t>Hết</w:t></w:r></w:p>"))
    (tmp_path / "text.pdf").write_text(PLAN, "utf-8")
    (tmp_path / "text.docx").write_bytes(PLAN.replace("Tư pháp", "Tài chính").encode("utf-16"))
    found = {record["source"]["path"]: record["source"]["format"] for record in records(kehoach("extract", tmp_path).stdout)}  # type: ignore[index]
    assert found == {"text.pdf": "txt", "text.docx": "txt"}


def test_text_that_is_no_plan_is_extracted_with_a_warning(tmp_path: Path) -> None:
    (tmp_path / "english.txt").write_text("The committee shall meet twice a year and publish its minutes within thirty days.\n" * 3, "utf-8")
    (tmp_path / "recipe.txt").write_text("Cách nấu phở bò: ninh xương sáu giờ, thêm hồi, quế, gừng nướng; chần bánh phở rồi chan nước.\n", "utf-8")
    done = kehoach("extract", tmp_path)
    assert done.returncode == 0
    doubts = [[code for code in codes(record) if code.startswith("not-")] for record in records(done.stdout)]
    assert doubts == [["not-vietnamese", "not-a-plan"], ["not-a-plan"]]
    assert {line.partition(":")[0] for line in lines(done.stderr)} == {"english.txt", "recipe.txt"}


WRONG: Sequence[tuple[Sequence[str], str]] = [
    (("extract", "nowhere.txt"), "nowhere.txt"),
    (("extract", "*.nothing"), "*.nothing"),
    (("extract", "{plan}", "--out", "/dev/null/x"), "/dev/null/x"),
    (("extract", "{plan}", "--out", "/"), "/"),
    (("run", "nowhere", "--out", "{out}"), "nowhere"),
    (("run", "{empty}", "--out", "{out}"), "empty"),
    (("run", "{plan}", "--out", "{plan}"), "plan.txt"),
    (("run", "{plan}", "--out", "{plan}/below"), "plan.txt"),
    (("run", "{plan}", "--out", "{full}"), "full"),
]


@pytest.mark.parametrize(("arguments", "named"), WRONG)
@pytest.mark.parametrize("language", ["en", "vi"])
def test_wrong_use_is_told_in_one_line(arguments: Sequence[str], named: str, language: str, plan: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "full").mkdir()
    (tmp_path / "full/letter.txt").touch()
    places = {name: str(tmp_path / name) for name in ("empty", "full", "out")}
    done = kehoach(*(each.format(plan=plan, **places) for each in arguments), language=language)
    (message,) = lines(done.stderr)
    assert (done.returncode, done.stdout) == (2, b"")
    assert message.startswith({"en": "Error: ", "vi": "Lỗi: "}[language]) and named in message
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("arguments", [("run", "x"), ("run", "--out", "x"), ("extract",), ("dance",), ("schema", "--lang", "fr")])
def test_wrong_options_are_wrong_use(arguments: Sequence[str]) -> None:
    done = process(*arguments)
    assert done.returncode == 2
    assert b"Traceback" not in done.stderr


def test_wrong_use_in_json(tmp_path: Path) -> None:
    done = kehoach("run", tmp_path / "nowhere", "--out", tmp_path / "out", "--json")
    assert done.returncode == 2
    assert "nowhere" in json.loads(done.stdout)["error"]


def test_closed_pipe_ends_quietly(tmp_path: Path) -> None:
    for number in range(20):
        (tmp_path / f"{number}.txt").write_text(PLAN + f"- Việc số {number}.\n" * 200, "utf-8")
    reader = subprocess.Popen([sys.executable, "-m", "pipeline.cli", "extract", str(tmp_path)], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert reader.stdout is not None and reader.stderr is not None
    assert reader.stdout.read(1) == b"{"
    reader.stdout.close()
    assert reader.stderr.read() == b""
    assert reader.wait(PATIENCE) != 0


def test_schema_is_a_valid_schema() -> None:
    done = process("schema")
    schema = json.loads(done.stdout)
    assert (done.returncode, done.stderr) == (0, b"")
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    Draft202012Validator.check_schema(schema)


@pytest.mark.parametrize(
    ("arguments", "environment", "words"),
    [
        ((), {}, "Build a dataset from SOURCEs"),
        ((), {"LANG": "vi_VN.UTF-8"}, "Dựng bộ dữ liệu"),
        ((), {"LANG": "vi_VN.UTF-8", "LC_ALL": "C.UTF-8"}, "Build a dataset from SOURCEs"),
        (("--lang", "vi"), {}, "Dựng bộ dữ liệu"),
        (("--lang=en",), {"LANG": "vi_VN.UTF-8"}, "Build a dataset from SOURCEs"),
    ],
)
def test_help_speaks_the_language_asked_for(arguments: Sequence[str], environment: Mapping[str, str], words: str) -> None:
    done = process("run", *arguments, "--help", environment={"PYTHONUTF8": "1", **environment})
    assert words in " ".join(done.stdout.decode().split())


def test_version() -> None:
    assert process("--version").stdout.startswith(b"kehoach ")


@pytest.mark.parametrize(
    ("command", "heavy"),
    [
        ("--help", {"prefect", "pandas", "pyarrow", "spacy", "underthesea", "pydantic", "rich"}),
        ("schema", {"prefect", "pandas", "pyarrow", "spacy", "underthesea", "rich"}),
        ("extract", {"prefect", "pandas", "pyarrow"}),
    ],
)
def test_commands_load_only_what_they_need(command: str, heavy: set[str], plan: Path) -> None:
    arguments = [command, str(plan)] if command == "extract" else [command]
    program = (
        f"import sys\nsys.argv = ['kehoach', *{arguments!r}]\nfrom pipeline.cli import main\n"
        "try: main()\nfinally: print('\\nloaded:', *(name for name in sys.modules if '.' not in name))"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, check=True)
    loaded = set(done.stdout.decode().rpartition("loaded:")[2].split())
    assert "pipeline" in loaded
    assert loaded & heavy == set()
