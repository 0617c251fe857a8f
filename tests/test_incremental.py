"""Runs over the same dataset: what is known is not read again, what changes keeps its history, what goes is marked."""

from __future__ import annotations

import json
import os
import shutil
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from pipeline.changes import Change
from pipeline.ingest import gather
from pipeline.messages import Trouble
from pipeline.process import process
from pipeline.store import DatasetWriter
from pipeline.store.database import open_store
from pipeline.store.diff import differences
from pipeline.store.folder import Place
from pipeline.store.history import Survey
from pipeline.store.status import Status, status
from tests.test_store import content

PLAN = """KẾ HOẠCH
Cải cách hành chính năm {year}
I. NHIỆM VỤ
- Phòng Nội vụ chủ trì rà soát thủ tục hành chính trước ngày {day}/12/{year}.
- Phòng Tư pháp kiểm tra văn bản quy phạm pháp luật, đạt {share}% hồ sơ đúng hạn.
"""


def plan(year: int = 2019, day: int = 15, share: int = 90, more: str = "") -> str:
    return PLAN.format(year=year, day=day, share=share) + more


@pytest.fixture(params=["sqlite", "postgresql"])
def db(request: pytest.FixtureRequest) -> str | None:
    """No URL for the database in the folder; else that of an empty one on a real server."""
    return None if request.param == "sqlite" else str(request.getfixturevalue("postgres").new_database())


@pytest.fixture
def plans(tmp_path: Path) -> Path:
    folder = tmp_path / "plans"
    folder.mkdir()
    for year in (2019, 2020, 2021):
        (folder / f"{year}.txt").write_text(plan(year), "utf-8")
    age(folder)
    return folder


def age(folder: Path, seconds: float = 60) -> None:
    """Let files be old enough for their times to be trusted."""
    for file in folder.rglob("*.txt"):
        os.utime(file, (time.time() - seconds, time.time() - seconds))


def run(out: Path, *sources: Path | str, db: str | None = None, prune: bool = False, read: Callable[[Any], Any] = process) -> Survey:
    with DatasetWriter(out, db=db, sources=[str(source) for source in sources]) as writer:
        survey = writer.look(gather([str(source) for source in sources]))
        for each in survey.fresh:
            writer.add([read(each)])
        writer.publish(prune)
    return survey


def records(out: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (out / "plans.jsonl").read_text("utf-8").splitlines()]


def paths(out: Path) -> list[tuple[str, list[str]]]:
    return [(each["source"]["path"], each["source"]["copies"]) for each in records(out)]


def status_of(out: Path, db: str | None) -> Status:
    store = open_store(Place(out), db)
    try:
        return status(store)
    finally:
        store.close()


def changes(out: Path, db: str | None, since: int) -> list[Change]:
    store = open_store(Place(out), db)
    try:
        with store.reading() as connection:
            return list(differences(connection, since))
    finally:
        store.close()


def never(content: Any) -> Any:
    raise AssertionError(f"{content} is not to be read")


def test_what_is_known_is_not_read_again(plans: Path, tmp_path: Path, db: str | None) -> None:
    out = tmp_path / "out"
    assert len(run(out, plans, db=db).fresh) == 3
    before = content(out)
    inode = (out / "plans.jsonl").stat().st_ino
    survey = run(out, plans, db=db, read=never)
    assert (survey.fresh, len(survey.known), survey.gone) == ((), 3, ())
    assert content(out) == before
    assert (out / "plans.jsonl").stat().st_ino == inode, "nothing is written where nothing changed"


def test_a_file_of_known_bytes_is_not_read_though_its_times_are_new(plans: Path, tmp_path: Path) -> None:
    run(tmp_path / "out", plans)
    (plans / "2019.txt").write_bytes((plans / "2019.txt").read_bytes())
    run(tmp_path / "out", plans, read=never)


def test_a_change_that_keeps_size_and_modification_time_is_seen(plans: Path, tmp_path: Path) -> None:
    run(tmp_path / "out", plans)
    run(tmp_path / "out", plans)
    file = plans / "2019.txt"
    times = file.stat()
    file.write_text(plan(2019, day=16), "utf-8")
    os.utime(file, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert [each.source.path for each in run(tmp_path / "out", plans).fresh] == ["2019.txt"]


def test_changed_bytes_replace_the_record_and_keep_its_history(plans: Path, tmp_path: Path, db: str | None) -> None:
    out = tmp_path / "out"
    run(out, plans, db=db)
    first = records(out)[0]
    (plans / "2019.txt").write_text(plan(2019, day=20, more="- Phòng Y tế báo cáo kết quả.\n"), "utf-8")
    run(out, plans, db=db)
    now = records(out)[0]
    assert (now["source_id"], len(records(out))) == (first["source_id"], 3)
    assert now["plan_id"] != first["plan_id"]
    assert not (out / f"texts/{first['plan_id']}.txt").exists()
    told = [(each.change, each.kind) for each in changes(out, db, 1)]
    assert sorted(told) == [("added", "task"), ("changed", "deadline"), ("changed", "task")]
    (later,) = (each for each in changes(out, db, 1) if each.kind == "deadline")
    assert later.before and later.after and (later.before["end"], later.after["end"]) == ("2019-12-14", "2019-12-19")
    assert changes(out, db, 2) == []
    run(tmp_path / "afresh", plans)
    assert content(out) == content(tmp_path / "afresh")


def test_changed_back_is_no_change(plans: Path, tmp_path: Path) -> None:
    run(tmp_path / "out", plans)
    before = content(tmp_path / "out")
    (plans / "2019.txt").write_text(plan(2019, day=20), "utf-8")
    run(tmp_path / "out", plans)
    (plans / "2019.txt").write_text(plan(2019), "utf-8")
    run(tmp_path / "out", plans)
    assert changes(tmp_path / "out", None, 1) == []
    assert len(changes(tmp_path / "out", None, 2)) == 2
    assert content(tmp_path / "out") == before


def test_the_first_difference_is_all_there_is(plans: Path, tmp_path: Path, db: str | None) -> None:
    out = tmp_path / "out"
    run(out, plans, db=db)
    (plans / "2022.txt").write_text(plan(2022), "utf-8")
    run(out, plans, db=db)
    told = changes(out, db, 0)
    assert {each.change for each in told} == {"added"}
    whole = records(out)
    for kind, facts in (
        ("task", [task for each in whole for task in each["tasks"]]),
        ("target", [target for each in whole for target in each["targets"]]),
        ("deadline", [task["deadline"] for each in whole for task in each["tasks"] if task["deadline"]]),
    ):
        assert [each.after for each in told if each.kind == kind] == facts and facts


def test_a_run_there_was_not_is_told(plans: Path, tmp_path: Path) -> None:
    run(tmp_path / "out", plans)
    with pytest.raises(Trouble) as raised:
        changes(tmp_path / "out", None, 7)
    assert raised.value.name == "store.no-run"


def test_what_is_gone_is_marked_until_it_is_pruned(plans: Path, tmp_path: Path, db: str | None) -> None:
    out = tmp_path / "out"
    run(out, plans, db=db)
    before = content(out)
    (plans / "2020.txt").unlink()
    assert [Path(each).name for each in run(out, plans, db=db).gone] == ["2020.txt"]
    assert content(out) == before
    assert (status_of(out, db).gone, status_of(out, db).files) == (("2020.txt",), 2)
    assert run(out, plans, db=db).gone == (), "told once"
    run(out, plans, db=db, prune=True)
    assert [path for path, _ in paths(out)] == ["2019.txt", "2021.txt"]
    assert {(each.change, each.path) for each in changes(out, db, 1)} == {("removed", "2020.txt")}
    run(tmp_path / "afresh", plans)
    assert content(out) == content(tmp_path / "afresh")


def test_what_comes_back_is_there_again(plans: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run(out, plans)
    (plans / "2020.txt").rename(tmp_path / "kept")
    run(out, plans)
    (tmp_path / "kept").rename(plans / "2020.txt")
    run(out, plans, read=never)
    assert status_of(out, None).gone == ()


@pytest.mark.parametrize(
    ("sources", "gone"),
    [
        (["plans"], {"a.txt", "b/c.txt"}),
        (["plans/b"], {"b/c.txt"}),
        (["plans/*.txt"], {"a.txt"}),
        (["plans/**"], {"a.txt", "b/c.txt"}),
        (["plans/k.txt"], set()),
    ],
)
def test_only_what_lay_beneath_the_sources_given_is_gone(sources: Sequence[str], gone: set[str], tmp_path: Path) -> None:
    for number, name in enumerate(("a.txt", "b/c.txt", "k.txt", "b/k.txt")):
        file = tmp_path / "plans" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(plan(2010 + number), "utf-8")
    run(tmp_path / "out", tmp_path / "plans")
    (tmp_path / "plans/a.txt").unlink()
    (tmp_path / "plans/b/c.txt").unlink()
    run(tmp_path / "out", *(tmp_path / source for source in sources))
    assert set(status_of(tmp_path / "out", None).gone) == gone


def test_further_sources_add_to_the_dataset(plans: Path, tmp_path: Path, db: str | None) -> None:
    out = tmp_path / "out"
    run(out, plans / "2021.txt", db=db)
    run(out, plans / "2019.txt", db=db)
    run(out, plans, db=db)
    run(tmp_path / "afresh", plans)
    assert content(out) == content(tmp_path / "afresh")


def test_folders_of_one_name_do_not_drive_each_other_out(tmp_path: Path) -> None:
    """Two archives, each a folder of the same name with a file of the same name, given one after the other or together."""
    for year in (2019, 2020):
        (tmp_path / f"{year}/plans").mkdir(parents=True)
        (tmp_path / f"{year}/plans/a.txt").write_text(plan(year), "utf-8")
    run(tmp_path / "out", tmp_path / "2020/plans")
    run(tmp_path / "out", tmp_path / "2019/plans")
    run(tmp_path / "afresh", tmp_path / "2019/plans", tmp_path / "2020/plans")
    assert len(records(tmp_path / "out")) == 2
    assert content(tmp_path / "out") == content(tmp_path / "afresh")


def test_an_archive_that_moved_is_the_same(plans: Path, tmp_path: Path) -> None:
    run(tmp_path / "out", plans)
    before = content(tmp_path / "out")
    (tmp_path / "elsewhere").mkdir()
    plans.rename(tmp_path / "elsewhere/plans")
    run(tmp_path / "out", tmp_path / "elsewhere/plans", read=never)
    assert content(tmp_path / "out") == before
    assert status_of(tmp_path / "out", None).files == 3


def test_copies_are_one_record_named_after_the_first(plans: Path, tmp_path: Path, db: str | None) -> None:
    out = tmp_path / "out"
    run(out, plans, db=db)
    shutil.copy(plans / "2020.txt", plans / "1999.txt")
    shutil.copy(plans / "2020.txt", plans / "2030.txt")
    run(out, plans, db=db, read=never)
    assert paths(out) == [("1999.txt", ["2020.txt", "2030.txt"]), ("2019.txt", []), ("2021.txt", [])]
    (plans / "1999.txt").unlink()
    run(out, plans, db=db, read=never)
    assert paths(out)[1] == ("2020.txt", ["2030.txt"])
    run(tmp_path / "afresh", plans)
    assert content(out) == content(tmp_path / "afresh")
    (plans / "2020.txt").write_text(plan(2020, day=1), "utf-8")
    run(out, plans, db=db)
    assert [path for path, _ in paths(out)] == ["2019.txt", "2020.txt", "2021.txt", "2030.txt"]


def test_other_rules_read_again_and_status_says_what_is_stale(plans: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "out"
    run(out, plans)
    monkeypatch.setattr("pipeline.fingerprint.program_digest", lambda: "0123456789abcdef")
    assert status_of(out, None).stale == ("2019.txt", "2020.txt", "2021.txt")
    assert len(run(out, plans / "2019.txt").fresh) == 1
    assert status_of(out, None).stale == ("2020.txt", "2021.txt")
    assert changes(out, None, 1) == [], "the records are the same"


def test_another_setting_reads_again(plans: Path, tmp_path: Path) -> None:
    run(tmp_path / "out", plans)
    with DatasetWriter(tmp_path / "out", ocr="never") as writer:
        assert len(writer.look(gather([str(plans)])).fresh) == 3


def test_failures_have_their_line_and_are_tried_again(plans: Path, tmp_path: Path, db: str | None) -> None:
    out = tmp_path / "out"
    (plans / "0.txt").touch()
    run(out, plans, db=db)
    assert [(each.path, each.code) for each in status_of(out, db).failed] == [("0.txt", "empty-file")]
    assert len(records(out)) == 4
    assert [each.source.path for each in run(out, plans, db=db).fresh] == ["0.txt"]
    assert changes(out, db, 1) == []
    (plans / "0.txt").write_text(plan(1999), "utf-8")
    run(out, plans, db=db)
    assert status_of(out, db).failed == ()
    assert len(records(out)) == 4


def test_a_run_that_was_stopped_goes_on_where_it_was(plans: Path, tmp_path: Path, db: str | None) -> None:
    out = tmp_path / "out"
    with pytest.raises(KeyboardInterrupt), DatasetWriter(out, db=db) as writer:
        survey = writer.look(gather([str(plans)]))
        writer.add([process(survey.fresh[0])])
        raise KeyboardInterrupt
    assert [each.source.path for each in run(out, plans, db=db).fresh] == ["2020.txt", "2021.txt"]
    run(tmp_path / "afresh", plans)
    assert content(out) == content(tmp_path / "afresh")


def test_a_run_that_was_stopped_before_it_read_anything_leaves_nothing(plans: Path, tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt), DatasetWriter(tmp_path / "out") as writer:
        writer.look(gather([str(plans)]))
        raise KeyboardInterrupt
    assert sorted(path.name for path in tmp_path.iterdir()) == ["plans"]
