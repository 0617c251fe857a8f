"""A run beneath Prefect: how files are shared out, what is told while it goes on, the report it leaves, and what is tried again."""

from __future__ import annotations

import errno
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.ingest import Content, SourceFile
from pipeline.messages import Trouble, speak
from pipeline.run.batches import BATCH_SECONDS, batches, seconds_of, spread
from pipeline.run.events import BatchDone, Event, FileDone, Publishing, Surveyed, listener
from pipeline.run.gauge import Pace
from pipeline.run.ingestion import Ingestion
from pipeline.run.order import Order, database_url
from pipeline.run.passing import may_pass
from pipeline.run.report import MOST_FAILURES, MOST_LINES, MOST_SLOW, BatchReport, FileLine, Stage, Tally
from pipeline.walls.limits import Limits
from schemas.diagnostic import diagnose

PLAN = "KẾ HOẠCH\nCải cách hành chính năm {}\nI. NHIỆM VỤ\n- Phòng Nội vụ chủ trì rà soát thủ tục hành chính.\n"


def content(name: str, size: int) -> Content:
    return Content((SourceFile(Path(name), "plans", name),), f"{name}-{size}", size)


def line(number: int, failure: str | None = None, seconds: float = 0.1) -> FileLine:
    why = diagnose(failure, "why") if failure else None
    return FileLine(f"{number}.txt", 0, f"{number:016}", 10, 2, seconds, None, None, 1, 2, 3, 4, (), why)


@given(st.lists(st.tuples(st.sampled_from(["a.txt", "b.pdf", "c.docx", "d.tiff", "e"]), st.integers(0, 1 << 24))))
def test_batches_hold_every_file_once_in_order_and_some_seconds_of_work(files: list[tuple[str, int]]) -> None:
    contents = [content(name, size) for name, size in files]
    for shared in (batches(contents), spread(contents)):
        assert [each for batch in shared for each in batch.contents] == contents
        assert [batch.number for batch in shared] == list(range(1, len(shared) + 1))
        for batch in shared:
            assert batch.contents and batch.seconds == pytest.approx(sum(map(seconds_of, batch.contents)))
            assert batch.seconds <= BATCH_SECONDS or len(batch.contents) == 1
            assert batch.patience(Limits(workers=2)) > 600
    assert len(spread(contents)) >= len(batches(contents))


def test_a_scan_weighs_more_than_a_text() -> None:
    texts = [content(f"{number}.txt", 20_000) for number in range(300)]
    scans = [content(f"{number}.tiff", 2_000_000) for number in range(300)]
    assert len(batches(texts)) < 5 < len(batches(scans))


@contextmanager
def heard() -> Iterator[list[Event]]:
    events: list[Event] = []
    before = listener.set(events.append)
    try:
        yield events
    finally:
        listener.reset(before)


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    (tmp_path / "plans").mkdir()
    for year in (2019, 2020, 2021):
        (tmp_path / f"plans/{year}.txt").write_text(PLAN.format(year), "utf-8")
    (tmp_path / "plans/<b>_x|y.txt").touch()
    return tmp_path


def run(archive: Path, out: str = "dataset") -> list[Event]:
    with heard() as events, Ingestion(Order((str(archive / "plans"),), str(archive / out))) as ingestion:
        for batch in ingestion.batches:
            ingestion.note(ingestion.process(batch))
        ingestion.publish()
    return events


def test_events_of_a_run(archive: Path) -> None:
    surveyed, *files, batch, publishing = run(archive)
    assert isinstance(surveyed, Surveyed) and (surveyed.files, surveyed.unchanged) == (4, 0)
    assert [each.line.path for each in files if isinstance(each, FileDone)] == ["2019.txt", "2020.txt", "2021.txt", "<b>_x|y.txt"]
    assert sum(each.seconds for each in files if isinstance(each, FileDone)) == pytest.approx(surveyed.seconds)
    assert isinstance(batch, BatchDone) and batch.report.failures == 1 and isinstance(publishing, Publishing)


def test_log_of_a_batch_counts_what_to_look_at_and_names_each_failure(archive: Path, caplog: pytest.LogCaptureFixture) -> None:
    (archive / "plans/no-plan.txt").write_text("KẾ HOẠCH\nCải cách hành chính năm 2018\nI. MỤC ĐÍCH\n- Nâng cao chất lượng phục vụ.\n", "utf-8")
    with caplog.at_level("INFO", "kehoach"):
        run(archive)
    told = [(record.levelname, record.message) for record in caplog.records if record.name == "kehoach"]
    assert [level for level, _ in told] == ["INFO", "WARNING", "ERROR"]
    assert told[0][1].startswith("Batch 1: ")
    assert told[1][1].startswith("Batch 1, to look at: ") and "no-tasks × 1" in told[1][1]
    assert told[2][1].startswith("<b>_x|y.txt: The file is empty")


def test_report_lies_in_the_dataset(archive: Path) -> None:
    run(archive)
    (archive / "plans/2022.txt").write_text(PLAN.format(2022), "utf-8")
    run(archive)
    folder = archive / "dataset/runs"
    assert sorted(file.name for file in folder.iterdir()) == ["000001.json", "000001.md", "000002.json", "000002.md"], "those of earlier runs stay"
    first, second = (json.loads((folder / f"00000{number}.json").read_bytes()) for number in (1, 2))
    assert (first["files"], first["read"], first["failed"], first["tasks"]) == (4, 3, 1, 3)
    assert (second["files"], second["unchanged"]) == (2, 3), "what failed is tried again"
    assert [(each["path"], each["code"]) for each in first["failures"]] == [("<b>_x|y.txt", "empty-file")]
    assert first["sources"] == [str(archive / "plans")] and first["settings"]["database"] == "in the dataset"
    assert set(first["stages"]) == {"ingest", "segment", "extract", "normalize", "write", "publish"}
    assert first["versions"]["python"] and first["versions"]["prefect"] and len(first["slowest"]) == 4
    words = (folder / "000001.md").read_text("utf-8")
    assert words.startswith("# Run 1 into ") and "- Plans read: 3" in words
    assert "| &lt;b&gt;\\_x\\|y.txt | The file is empty" in words, "no mark of Markdown or HTML in a name has a meaning"


def test_report_speaks_vietnamese_and_no_password_is_in_it(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    speak("vi")
    try:
        run(archive)
    finally:
        speak(None)
    assert "- Kế hoạch đã đọc: 3" in (archive / "dataset/runs/000001.md").read_text("utf-8")
    assert "secret" not in repr(Order(("plans",), "out", db="postgresql://u:secret@h/d"))
    monkeypatch.setenv("KEHOACH_DB", "postgresql://h/d")
    assert database_url(None) == "postgresql://h/d"


def test_batch_whose_writing_failed_is_written_again_without_being_read_again(archive: Path) -> None:
    with heard() as events, Ingestion(Order((str(archive / "plans"),), str(archive / "dataset"))) as ingestion:
        (batch,) = ingestion.batches
        (archive / "gone").mkdir()
        lost = ingestion.process(batch)
        for each in (archive / "plans").iterdir():
            each.unlink()
        assert ingestion.process(batch).lines == lost.lines
        ingestion.note(lost)
        assert ingestion.publish().total.files == 4
    assert sum(isinstance(each, FileDone) for each in events) == 4


def test_tally_takes_the_same_room_for_any_archive() -> None:
    tally = Tally()
    for number in range(MOST_FAILURES + 500):
        lines = (line(2 * number), line(2 * number + 1, "damaged", seconds=number))
        tally.add(BatchReport(number, lines, {"write": Stage(2, 0.5)}))
    total = tally.total(3.0)
    assert (total.files, total.read, total.failed) == (2 * (MOST_FAILURES + 500), MOST_FAILURES + 500, MOST_FAILURES + 500)
    assert (len(total.plans), len(total.failures), len(total.slowest)) == (MOST_LINES, MOST_FAILURES, MOST_SLOW)
    assert [each.seconds for each in total.slowest[:2]] == [MOST_FAILURES + 499, MOST_FAILURES + 498]
    assert (total.counts["targets"], total.pages, total.stages["write"].seconds) == (3 * total.read, 2 * total.files, 0.5 * (MOST_FAILURES + 500))


def test_pace_tells_the_time_left_by_the_work_left() -> None:
    pace = Pace(100.0, expected=50.0)
    assert pace.left(105.0) is None
    pace.count(10.0, pages=20, failed=False)
    pace.count(15.0, pages=5, failed=True)
    assert (pace.left(110.0), pace.rate(pace.pages, 110.0), pace.failed) == (10.0, 2.5, 1)


@pytest.mark.parametrize(
    ("error", "passes"),
    [
        (Trouble("store.lost", store="db", why="gone"), True),
        (Trouble("store.locked", store="db"), True),
        (Trouble("store.full", store="db", why="full"), False),
        (Trouble("usage.no-workers"), False),
        (OSError(errno.ESTALE, "stale"), True),
        (TimeoutError(), True),
        (OSError(errno.ENOSPC, "full"), False),
        (PermissionError(errno.EACCES, "no"), False),
        (ValueError("a fault of the program"), False),
        (None, False),
    ],
)
def test_what_may_pass(error: object, passes: bool) -> None:
    assert may_pass(error) is passes
