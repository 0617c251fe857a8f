"""A dataset is whole, the same for the same sources, and put in place in one step."""

from __future__ import annotations

import csv
import json
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pandas
import pytest

from pipeline.frames import RISKY_STARTS, harmless
from pipeline.ingest import distinct, gather
from pipeline.messages import Trouble
from pipeline.process import process
from pipeline.records import Processed
from pipeline.store import DatasetWriter, is_dataset
from schemas.tables import TABLES
from tests.patience import PATIENCE

ROOT = Path(__file__).parent.parent
PLAN = """KẾ HOẠCH
Cải cách hành chính năm {year}
I. NHIỆM VỤ
- Phòng Nội vụ chủ trì, phối hợp với Phòng Tư pháp rà soát thủ tục hành chính trước ngày 15/12/{year}.
- Đạt 100% hồ sơ đúng hạn theo Nghị định số 61/2018/NĐ-CP.
"""


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    folder = tmp_path / "plans"
    folder.mkdir()
    for year in (2019, 2020, 2021):
        (folder / f"{year}.txt").write_text(PLAN.format(year=year), "utf-8")
    (folder / "2022.txt").touch()
    return folder


def processed(*sources: Path) -> list[Processed]:
    return [process(content) for content in distinct(gather([str(source) for source in sources]).files)]


def write(out: Path, batches: Sequence[Sequence[Processed]]) -> None:
    with DatasetWriter(out) as writer:
        for batch in batches:
            writer.add(batch)
        writer.publish()


def content(folder: Path) -> Mapping[str, bytes]:
    """All files but the database, whose bytes tell when runs were."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file() and not path.name.startswith("kehoach.sqlite"))
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def test_dataset_holds_what_the_contract_says(sources: Path, tmp_path: Path) -> None:
    done = processed(sources)
    write(tmp_path / "out", [done[:2], done[2:]])
    records = [json.loads(line) for line in (tmp_path / "out/plans.jsonl").read_text("utf-8").splitlines()]
    assert [record["source"]["path"] for record in records] == ["2019.txt", "2020.txt", "2021.txt", "2022.txt"]
    for record in records:
        text = (tmp_path / f"out/texts/{record['plan_id']}.txt").read_bytes().decode()
        places = json.loads((tmp_path / f"out/places/{record['plan_id']}.json").read_bytes())
        assert [text[task["start"] : task["end"]] for task in record["tasks"]] == [task["text"] for task in record["tasks"]]
        assert "\n".join(text[block["start"] : block["end"]] for block in places["blocks"]).split() == text.split()
        assert all(block["place"]["path"].startswith("line ") for block in places["blocks"])
    assert [bool(record["tasks"]) for record in records] == [True, True, True, False]
    assert [diagnostic["code"] for diagnostic in records[3]["diagnostics"]] == ["empty-file"]


def test_tables_say_the_same_in_parquet_and_csv(sources: Path, tmp_path: Path) -> None:
    done = processed(sources)
    write(tmp_path / "out", [done[:2], done[2:]])
    for table in TABLES:
        rows = [row for each in done for row in table.rows(each.plan)]
        parquet = pandas.read_parquet(tmp_path / f"out/tables/{table.name}.parquet")
        assert list(parquet.columns) == [column.name for column in table.columns]
        kept = [{key: None if value is None or value is pandas.NA else value for key, value in row.items()} for row in parquet.to_dict("records")]
        assert [{key: list(value) if hasattr(value, "tolist") else value for key, value in row.items()} for row in kept] == rows
        with (tmp_path / f"out/tables/{table.name}.csv").open(encoding="utf-8-sig", newline="") as opened:
            cells = list(csv.DictReader(opened))
        assert [{key for key, cell in row.items() if cell} for row in cells] == [
            {key for key, value in row.items() if value is not None and value not in ([], "")} for row in rows
        ]
    assert (tmp_path / "out/tables/tasks.csv").read_bytes().startswith("\ufeffplan_id,".encode())


@pytest.mark.parametrize("start", RISKY_STARTS)
def test_cell_that_begins_like_a_formula_is_harmless(start: str, sources: Path, tmp_path: Path) -> None:
    (first, *_) = processed(sources)
    risky = f"{start}HYPERLINK(“x”, 1)"
    tasks = (replace(first.plan.tasks[0], text=risky, outputs=(risky, "b"), targets=(), legal_refs=()),)
    write(tmp_path / "out", [[replace(first, plan=replace(first.plan, tasks=tasks, targets=(), legal_refs=()))]])
    with (tmp_path / "out/tables/tasks.csv").open(encoding="utf-8-sig", newline="") as opened:
        (row,) = csv.DictReader(opened)
    assert (row["text"], row["outputs"]) == (f"'{risky}", f"'{risky}; b")
    assert pandas.read_parquet(tmp_path / "out/tables/tasks.parquet").text[0] == risky, "only spreadsheets need it"


@pytest.mark.parametrize("text", ["Rà soát - báo cáo", "100%", "", "'đã có", " =1"])
def test_other_cells_are_left_alone(text: str) -> None:
    assert harmless(text) == text


def test_same_sources_give_the_same_bytes(sources: Path, tmp_path: Path) -> None:
    write(tmp_path / "one", [processed(sources)])
    write(tmp_path / "two", [processed(sources)])
    assert content(tmp_path / "one") == content(tmp_path / "two")


def test_further_sources_are_added_and_what_else_lies_there_stays(sources: Path, tmp_path: Path) -> None:
    write(tmp_path / "out", [processed(sources / "2019.txt")])
    (tmp_path / "out/notes.md").write_text("của tôi", "utf-8")
    (tmp_path / "out/mine").mkdir()
    (tmp_path / "out/mine/a.txt").touch()
    write(tmp_path / "out", [processed(sources / "2020.txt", sources / "2021.txt")])
    assert len((tmp_path / "out/plans.jsonl").read_text("utf-8").splitlines()) == 3
    assert len(list((tmp_path / "out/texts").iterdir())) == 3
    assert (tmp_path / "out/notes.md").read_text("utf-8") == "của tôi"
    assert (tmp_path / "out/mine/a.txt").exists()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out", "plans"], "nothing is left beside it"


def test_run_that_fails_leaves_the_old_files_and_keeps_what_it_read(sources: Path, tmp_path: Path) -> None:
    write(tmp_path / "out", [processed(sources / "2019.txt")])
    before = content(tmp_path / "out")
    with pytest.raises(RuntimeError), DatasetWriter(tmp_path / "out") as writer:
        writer.add(processed(sources / "2020.txt"))
        raise RuntimeError
    assert content(tmp_path / "out") == before
    write(tmp_path / "out", [])
    assert len((tmp_path / "out/plans.jsonl").read_text("utf-8").splitlines()) == 2
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out", "plans"]


KILLED = """
import os, sys
from pathlib import Path
import pipeline.store.folder as folder
from pipeline.ingest import distinct, gather
from pipeline.process import process
from pipeline.store import DatasetWriter

step = sys.argv[3]
if step == "two-renames":
    folder.ctypes.CDLL = lambda *_, **__: None
    Path.rename, rename = lambda old, new: (rename(old, new), os._exit(9)), Path.rename
if step == "exchanged":
    folder._exchange, exchange = lambda *paths: (exchange(*paths), os._exit(9)), folder._exchange
with DatasetWriter(Path(sys.argv[2])) as writer:
    writer.add([process(content) for content in distinct(gather([sys.argv[1]]).files)])
    if step == "writing":
        os._exit(9)
    writer.publish()
"""


@pytest.mark.parametrize(("step", "plans_left"), [("writing", 3), ("exchanged", 4), ("two-renames", 3)])
def test_run_that_is_killed_leaves_the_old_dataset_or_the_new_one(step: str, plans_left: int, sources: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    write(out, [processed(sources / "2019.txt", sources / "2020.txt", sources / "2021.txt")])
    (out / "notes.md").write_text("của tôi", "utf-8")
    died = subprocess.run([sys.executable, "-c", KILLED, str(sources / "2022.txt"), str(out), step], cwd=Path(__file__).parent.parent, check=False)
    assert died.returncode == 9
    with DatasetWriter(out) as writer:
        assert len((out / "plans.jsonl").read_text("utf-8").splitlines()) == plans_left
        assert is_dataset(out)
        writer.publish()
    assert len((out / "plans.jsonl").read_text("utf-8").splitlines()) == 4, "what the killed run had read is not lost"
    assert (out / "notes.md").exists()
    write(tmp_path / "afresh", [processed(sources)])
    assert {name: data for name, data in content(out).items() if name != "notes.md"} == content(tmp_path / "afresh")
    shutil.rmtree(tmp_path / "afresh")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out", "plans"]


ADDING = """
import sys
from pathlib import Path
from pipeline.ingest import gather
from pipeline.process import process
from pipeline.store import DatasetWriter

with DatasetWriter(Path(sys.argv[1])) as writer:
    survey = writer.look(gather(sys.argv[2:]))
    print("looked", flush=True)
    sys.stdin.readline()
    for content in survey.fresh:
        writer.add([process(content)])
    writer.publish()
"""


def test_two_runs_at_once_lose_and_double_nothing(sources: Path, tmp_path: Path) -> None:
    """Two processes read overlapping sources into one dataset, plan by plan; what comes out is what one run gives."""
    for number in range(12):
        (sources / f"more-{number:02}.txt").write_text(PLAN.format(year=2000 + number), "utf-8")
    out = tmp_path / "out"
    names = [str(path) for path in sorted(sources.iterdir())]
    runs = [
        subprocess.Popen([sys.executable, "-c", ADDING, str(out), *some], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for some in (names[:11], names[5:])
    ]
    for run in runs:
        assert run.stdout is not None and run.stdout.readline() == "looked\n"
    for run in runs:
        assert run.stdin is not None
        run.stdin.write("go\n")
        run.stdin.flush()
    assert [run.wait(PATIENCE) for run in runs] == [0, 0]
    write(tmp_path / "afresh", [processed(sources)])
    assert content(out) == content(tmp_path / "afresh")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["afresh", "out", "plans"]


@pytest.mark.parametrize(
    ("prepare", "out", "trouble"),
    [
        (lambda here: (here / "file").touch(), "file", "usage.out-not-a-folder"),
        (lambda here: (here / "file").touch(), "file/below/out", "usage.out-not-a-folder"),
        (lambda here: (here / "letters").mkdir() or (here / "letters/a.txt").touch(), "letters", "usage.not-a-dataset"),
        (lambda here: (here / "odd").mkdir() or (here / "odd/dataset.json").write_text("[1]"), "odd", "usage.not-a-dataset"),
        (lambda here: here.exists(), "x" * 300, "usage.out-not-writable"),
    ],
)
def test_place_that_cannot_be_used_is_refused(prepare: object, out: str, trouble: str, tmp_path: Path) -> None:
    prepare(tmp_path)  # type: ignore[operator]
    before = content(tmp_path)
    with pytest.raises(Trouble, match="--out") as raised, DatasetWriter(tmp_path / out):
        raise AssertionError
    assert raised.value.name == trouble
    assert content(tmp_path) == before


def test_empty_folder_and_link_are_good_places(sources: Path, tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    write(tmp_path / "link", [processed(sources)])
    assert (tmp_path / "link").is_symlink()
    assert is_dataset(tmp_path / "real")


def test_old_folder_can_be_read_until_the_new_one_is_there(sources: Path, tmp_path: Path) -> None:
    """A reader that looks again and again always finds a whole dataset."""
    out = tmp_path / "out"
    write(out, [processed(sources)[:1]])
    reader = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import sys, pathlib\n"
            "out = pathlib.Path(sys.argv[1]); print('reading', flush=True); looks = 0\n"
            "while not (out.parent / 'stop').exists():\n"
            "    assert len((out / 'plans.jsonl').read_bytes().splitlines()) in range(1, 5); looks += 1\n"
            "print(looks)",
            str(out),
        ],
        stdout=subprocess.PIPE,
    )
    assert reader.stdout is not None and reader.stdout.readline() == b"reading\n"
    rest = processed(sources)[1:]
    for each in rest:
        write(out, [[each]])
        time.sleep(0.01)
    (tmp_path / "stop").touch()
    assert reader.wait(PATIENCE) == 0
    assert int(reader.stdout.read()) > 0
