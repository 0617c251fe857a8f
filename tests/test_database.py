"""The database as others meet it, and what it does when the world goes wrong: real SQLite, a real PostgreSQL, real processes."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import threading
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner
from sqlalchemy import create_engine, inspect, select, text

from pipeline.cli import cli
from pipeline.ingest import distinct, gather
from pipeline.messages import Trouble
from pipeline.process import process
from pipeline.records import Processed
from pipeline.store import DatasetWriter
from pipeline.store.database import Store, open_store
from pipeline.store.folder import Place
from pipeline.store.migrations import HEAD, KNOWN, VERSIONS
from pipeline.store.migrations.upgrade import HERE, configuration
from pipeline.store.model import METADATA, TABLES
from schemas.relations import MEMORY_RELATIONS, PLAN_RELATIONS
from tests.test_incremental import db, plan, plans, records, run, status_of
from tests.test_store import content

if TYPE_CHECKING:
    from tests.postgres import Server

__all__ = ["db", "plans"]
ROOT = Path(__file__).parent.parent
SAMPLES = ROOT / "samples"


def read(*sources: Path) -> list[Processed]:
    return [process(each) for each in distinct(gather([str(source) for source in sources]).files)]


def opened(out: Path, db: str | None = None) -> Store:
    return open_store(Place(out), db)


def write(out: Path, done: list[Processed], db: str | None = None) -> None:
    with DatasetWriter(out, db=db) as writer:
        writer.add(done)
        writer.publish()


def test_tables_hold_every_fact_of_every_plan(tmp_path: Path, db: str | None) -> None:
    done = read(SAMPLES)
    write(tmp_path / "out", done, db)
    store = opened(tmp_path / "out", db)
    tasks, agencies, components = TABLES["tasks"], TABLES["task_agencies"], TABLES["task_components"]
    with store.reading() as connection:
        for each in done:
            whose = each.plan.plan_id
            rows = connection.execute(select(tasks).where(tasks.c.plan_id == whose).order_by(tasks.c.position)).all()
            assert [(row.id, row.text, row.start, row.end, row.deadline_end, row.confidence) for row in rows] == [
                (task.id, task.text, task.start, task.end, task.deadline.end if task.deadline else None, task.confidence) for task in each.plan.tasks
            ]
            led = connection.execute(select(agencies.c.task, agencies.c.agency_id).where(agencies.c.plan_id == whose, agencies.c.role == "lead"))
            assert sorted(map(tuple, led)) == sorted((task.id, agency.id) for task in each.plan.tasks for agency in task.leads)
            placed = connection.execute(select(components.c.task, components.c.component).where(components.c.plan_id == whose))
            assert sorted(map(tuple, placed)) == sorted((task.id, component) for task in each.plan.tasks for component in task.components)
    store.close()


def test_the_question_of_the_readme_in_plain_sql(tmp_path: Path) -> None:
    """Tasks that a body leads and that are due in a quarter, as any program asks the file."""
    done = read(SAMPLES)
    write(tmp_path / "out", done)
    due = [(task, agency.id) for each in done for task in each.plan.tasks for agency in task.leads if task.deadline and task.deadline.end]
    ((task, body), *_) = due
    assert task.deadline is not None and task.deadline.end is not None
    first = date(task.deadline.end.year, (task.deadline.end.month - 1) // 3 * 3 + 1, 1)
    last = date(first.year + first.month // 10, (first.month + 2) % 12 + 1, 1)
    with sqlite3.connect(tmp_path / "out/kehoach.sqlite") as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        found = connection.execute(
            "SELECT t.text FROM tasks t JOIN task_agencies a ON a.plan_id = t.plan_id AND a.task = t.id"
            " WHERE a.agency_id = ? AND a.role = 'lead' AND t.deadline_end >= ? AND t.deadline_end < ?",
            (body, first.isoformat(), last.isoformat()),
        ).fetchall()
    assert (task.text,) in found
    assert len(found) == sum(1 for each, agency in due if agency == body and each.deadline and each.deadline.end and first <= each.deadline.end < last)


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO coverage SELECT plan_id, 9, applicable, tasks, targets, inferred_tasks, 9 FROM coverage LIMIT 1",
        "UPDATE tasks SET section = 's-none'",
        "UPDATE tasks SET origin = 'rumour'",
        'UPDATE tasks SET "end" = start - 1',
        "UPDATE tasks SET confidence = 2",
        "UPDATE task_agencies SET role = 'friend'",
        "DELETE FROM plans",
        "UPDATE sources SET plan_id = 'none'",
    ],
)
def test_the_database_refuses_what_is_no_fact(statement: str, plans: Path, tmp_path: Path, db: str | None) -> None:
    run(tmp_path / "out", plans, db=db)
    store = opened(tmp_path / "out", db)
    with pytest.raises(Exception, match=r"(?i)constraint"):
        store.write(lambda connection: connection.execute(text(statement)))
    store.close()


def test_every_relation_has_its_table_and_migrations_build_what_the_types_say(tmp_path: Path, db: str | None) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    write(tmp_path / "out", [], db)
    store = opened(tmp_path / "out", db)
    with store.reading() as connection:
        assert {each.name for each in (*PLAN_RELATIONS, *MEMORY_RELATIONS)} <= set(inspect(connection).get_table_names())
        context = MigrationContext.configure(connection, opts={"compare_type": True, "version_table": VERSIONS})
        assert compare_metadata(context, METADATA) == [], "python -m tests.write_migration writes what is missing"
    store.close()


def test_versions_are_those_that_there_are_migrations_for() -> None:
    from alembic.script import ScriptDirectory

    engine = create_engine("sqlite://")
    with engine.connect() as connection:
        script = ScriptDirectory.from_config(configuration(connection))
    assert script.get_current_head() == HEAD
    assert [each.revision for each in script.walk_revisions()] == list(reversed(KNOWN))


def test_a_store_of_an_older_version_is_migrated_and_keeps_its_plans(plans: Path, tmp_path: Path, db: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    """A further migration is put beside those that there are, as a later version of the program would bring it."""
    out = tmp_path / "out"
    run(out, plans, db=db)
    before = content(out)
    folder = tmp_path / "migrations"
    folder.mkdir()
    for file in HERE.rglob("*.*"):
        if file.suffix in (".py", ".mako"):
            (folder / file.relative_to(HERE)).parent.mkdir(exist_ok=True)
            (folder / file.relative_to(HERE)).write_bytes(file.read_bytes())
    (folder / "versions/v9999_later.py").write_text(
        f"import sqlalchemy as sa\nfrom alembic import op\nrevision = '9999'\ndown_revision = {HEAD!r}\n"
        "def upgrade():\n    op.add_column('runs', sa.Column('remark', sa.Text()))\n",
        "utf-8",
    )
    monkeypatch.setattr("pipeline.store.migrations.upgrade.HERE", folder)
    monkeypatch.setattr("pipeline.store.database.HEAD", "9999")
    monkeypatch.setattr("pipeline.store.database.KNOWN", (*KNOWN, "9999"))
    with pytest.raises(Trouble) as raised:
        opened(out, db)
    assert raised.value.name == "store.older"
    run(out, plans, db=db, read=lambda _: pytest.fail("what is known is not read again"))
    assert content(out) == before
    store = opened(out, db)
    with store.reading() as connection:
        assert "remark" in {column["name"] for column in inspect(connection).get_columns("runs")}
        assert connection.execute(text("SELECT count(*) FROM plans")).scalar() == 3
    store.close()


def test_a_newer_store_is_refused_and_left_alone(plans: Path, tmp_path: Path, db: str | None) -> None:
    run(tmp_path / "out", plans, db=db)
    store = opened(tmp_path / "out", db)
    store.write(lambda connection: connection.execute(text(f"UPDATE {VERSIONS} SET version_num = '8888'")))
    store.close()
    before = content(tmp_path / "out")
    for attempt in (lambda: run(tmp_path / "out", plans, db=db), lambda: status_of(tmp_path / "out", db)):
        with pytest.raises(Trouble) as raised:
            attempt()
        assert raised.value.name == "store.newer"
    assert content(tmp_path / "out") == before


def test_a_database_of_another_program_is_refused_and_untouched(plans: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run(out, plans)
    file = out / "kehoach.sqlite"
    file.unlink()
    with sqlite3.connect(file) as connection:
        connection.execute("CREATE TABLE songs (title TEXT)")
    connection.close()
    before = file.read_bytes()
    for attempt in (lambda: run(out, plans), lambda: status_of(out, None)):
        with pytest.raises(Trouble) as raised:
            attempt()
        assert raised.value.name == "store.foreign"
    assert file.read_bytes() == before
    file.write_bytes(b"no database at all")
    with pytest.raises(Trouble):
        run(out, plans)
    assert file.read_bytes() == b"no database at all"


def test_a_postgresql_database_of_another_program_is_refused_and_untouched(postgres: Server, plans: Path, tmp_path: Path) -> None:
    url = postgres.new_database()
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE songs (title TEXT)"))
    with pytest.raises(Trouble) as raised:
        run(tmp_path / "out", plans, db=url)
    assert raised.value.name == "store.foreign"
    assert inspect(engine).get_table_names() == ["songs"]
    engine.dispose()
    assert not (tmp_path / "out").exists()


def hostile(whole: Processed, words: str) -> Processed:
    (task, *others) = whole.plan.tasks
    changed = replace(whole.plan, tasks=(replace(task, text=words, path=words), *others), metadata=replace(whole.plan.metadata, title=words))
    return replace(whole, plan=changed)


@pytest.mark.parametrize("words", ["a\0b", "\0", "10 MB: " + "ế" * 5_000_000, "'; DROP TABLE plans; --", "%s %(x)s :x \\", "\u202e\ufeff\U0001f600"])
def test_hostile_words_are_kept(words: str, plans: Path, tmp_path: Path, db: str | None) -> None:
    (first, *others) = read(plans)
    write(tmp_path / "out", [hostile(first, words), *others], db)
    assert records(tmp_path / "out")[0]["metadata"]["title"] == words
    store = opened(tmp_path / "out", db)
    with store.reading() as connection:
        titles = connection.execute(text("SELECT title FROM plans ORDER BY path")).scalars().all()
    assert titles[0] == words.replace("\0", "␀") and len(titles) == 3
    store.close()


def test_what_no_file_can_hold_is_a_failure_and_the_others_go_on(plans: Path, tmp_path: Path, db: str | None) -> None:
    """A lone surrogate cannot be written as UTF-8; a fact that refers to nothing has no place in the tables."""
    (first, second, third) = read(plans)
    astray = replace(second, plan=replace(second.plan, tasks=tuple(replace(task, section="s-nowhere") for task in second.plan.tasks)))
    write(tmp_path / "out", [hostile(first, "x\ud800y"), astray, third], db)
    assert [(each.path, each.code) for each in status_of(tmp_path / "out", db).failed] == [("2019.txt", "internal-error"), ("2020.txt", "internal-error")]
    assert [bool(each["tasks"]) for each in records(tmp_path / "out")] == [False, False, True]


def limited(pages: int) -> Any:
    """What makes SQLite say that the disk is full after so many pages."""
    from pipeline.store import database

    def set_up(connection: sqlite3.Connection, record: object) -> None:
        database_set_up(connection, record)
        connection.execute(f"PRAGMA max_page_count = {pages}")

    database_set_up = database._set_up_sqlite
    return set_up


def test_a_full_disk_leaves_the_store_as_it_was_and_the_run_goes_on_later(plans: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "out"
    run(out, plans / "2019.txt")
    before = content(out)
    pages = (out / "kehoach.sqlite").stat().st_size // 4096
    (plans / "2022.txt").write_text(plan(2022, more="- Phòng Y tế báo cáo.\n" * 500), "utf-8")
    with monkeypatch.context() as full:
        full.setattr("pipeline.store.database._set_up_sqlite", limited(pages + 2))
        with pytest.raises(Trouble) as raised:
            run(out, plans)
    assert raised.value.name == "store.full"
    assert content(out) == before
    run(out, plans)
    run(tmp_path / "afresh", plans)
    assert content(out) == content(tmp_path / "afresh")


def test_a_disk_that_fills_while_a_plan_that_was_rejected_is_replaced_is_told(plans: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The tables reject the plan's facts before they come to its text, for which there is no room."""
    out = tmp_path / "out"
    run(out, plans / "2019.txt")
    before = content(out)
    second = read(plans)[1]
    astray = replace(second, plan=replace(second.plan, tasks=tuple(replace(task, section="s-nowhere") for task in second.plan.tasks)), text=b"x" * 1_000_000)
    pages = (out / "kehoach.sqlite").stat().st_size // 4096
    monkeypatch.setattr("pipeline.store.database._set_up_sqlite", limited(pages + 40))
    with pytest.raises(Trouble) as raised, DatasetWriter(out) as writer:
        writer.add([astray])
    assert raised.value.name == "store.full"
    assert content(out) == before


def test_files_that_find_no_room_leave_the_old_ones(plans: Path, tmp_path: Path) -> None:
    """A limit on the size of files stands for a full disk while the dataset's files are written."""
    out = tmp_path / "out"
    run(out, plans / "2019.txt")
    before = content(out)
    (plans / "2022.txt").write_text(plan(2022, more="- Phòng Y tế báo cáo.\n" * 1600), "utf-8")
    program = "import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 20, 1 << 20)); from tests.test_incremental import run\n"
    program += "from pathlib import Path\nfrom pipeline.messages import Trouble\n"
    program += "try: run(Path(sys.argv[1]), Path(sys.argv[2]))\nexcept Trouble as trouble: print(trouble); sys.exit(2)"
    done = subprocess.run([sys.executable, "-c", program, str(out), str(plans)], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (2, ""), done.stderr
    assert len(done.stdout.splitlines()) == 1
    assert content(out) == before
    run(out, plans)
    assert len(records(out)) == 4
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out", "plans"]


def test_a_locked_database_is_told(plans: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run(tmp_path / "out", plans / "2019.txt")
    monkeypatch.setattr("pipeline.store.database.BUSY_SECONDS", 0.2)
    holder = sqlite3.connect(tmp_path / "out/kehoach.sqlite", isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    with pytest.raises(Trouble) as raised:
        run(tmp_path / "out", plans)
    assert raised.value.name == "store.locked"
    holder.close()
    run(tmp_path / "out", plans)
    assert len(records(tmp_path / "out")) == 3


def test_a_reader_that_keeps_the_database_open_is_told_and_loses_nothing(plans: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The files cannot be exchanged beneath another program; the plans are kept, and the next run puts them in place."""
    out = tmp_path / "out"
    run(out, plans / "2019.txt")
    before = content(out)
    monkeypatch.setattr("pipeline.store.database.PATIENCE_MILLISECONDS", 200)
    reader = sqlite3.connect(out / "kehoach.sqlite")
    assert reader.execute("SELECT count(*) FROM plans").fetchone() == (1,)
    with pytest.raises(Trouble) as raised:
        run(out, plans)
    assert raised.value.name == "store.in-use"
    assert content(out) == before
    assert not status_of(out, None).published
    reader.close()
    run(out, plans, read=lambda _: pytest.fail("what is known is not read again"))
    assert len(records(out)) == 3
    assert status_of(out, None).published


def test_a_lost_connection_is_made_again(postgres: Server, plans: Path, tmp_path: Path) -> None:
    """The server ends every connection in mid-run; the run does not notice."""
    url = postgres.new_database()
    with DatasetWriter(tmp_path / "out", db=url) as writer:
        for each in writer.look(gather([str(plans)])).fresh:
            writer.add([process(each)])
            engine = create_engine(url)
            with engine.connect() as connection:
                connection.execute(
                    text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname = current_database()")
                )
            engine.dispose()
        writer.publish()
    assert len(records(tmp_path / "out")) == 3


def test_a_server_that_restarts_is_waited_for(postgres: Server, plans: Path, tmp_path: Path) -> None:
    url = postgres.new_database()
    with DatasetWriter(tmp_path / "out", db=url) as writer:
        first, *others = writer.look(gather([str(plans)])).fresh
        writer.add([process(first)])
        rest = [process(each) for each in others]
        postgres.stop()
        late = threading.Timer(0.5, postgres.start)
        late.start()
        try:
            writer.add(rest)
        finally:
            late.join()
        writer.publish()
    assert len(records(tmp_path / "out")) == 3


def test_a_server_that_is_gone_is_told_and_the_run_goes_on_when_it_is_back(postgres: Server, plans: Path, tmp_path: Path) -> None:
    url = postgres.new_database()
    run(tmp_path / "out", plans / "2019.txt", db=url)
    before = content(tmp_path / "out")
    postgres.stop()
    try:
        with pytest.raises(Trouble) as raised:
            run(tmp_path / "out", plans, db=url)
    finally:
        postgres.start()
    assert raised.value.name == "store.lost"
    assert len(str(raised.value).splitlines()) == 1
    assert content(tmp_path / "out") == before
    run(tmp_path / "out", plans, db=url)
    assert len(records(tmp_path / "out")) == 3


def command(*arguments: str | Path) -> tuple[int, list[str], list[str]]:
    result = CliRunner().invoke(cli, [*map(str, arguments), "--lang", "en"])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exc_info
    return result.exit_code, result.stdout.splitlines(), result.stderr.splitlines()


def test_status_and_diff_as_commands(plans: Path, tmp_path: Path, db: str | None) -> None:
    out = tmp_path / "out"
    (plans / "0.txt").touch()
    run(out, plans, db=db)
    options = ("--db", db) if db else ()
    code, lines, errors = command("status", out, *options)
    assert (code, errors) == (0, [])
    assert lines[0].startswith("4 plans from 4 files in ")
    assert lines[1:3] == ["Not read: 1", "  0.txt: the file is empty: get the file again from where it came"]
    assert lines[3].startswith("Run 1: ") and lines[3].endswith(str(plans))
    code, lines, _ = command("diff", out, "--since", "0", *options)
    assert (code, len(lines)) == (0, 12)
    assert command("diff", out, "--since", "1", *options) == (0, [], [])
    code, lines, errors = command("diff", out, "--since", "5", *options)
    assert (code, lines, len(errors)) == (2, [], 1)


@pytest.mark.parametrize("url", ["mysql://x@127.0.0.1/y", "no url", "postgresql://kehoach:secret@127.0.0.1:9/none"])
def test_a_wrong_address_is_told_on_one_line_without_the_password(url: str, plans: Path, tmp_path: Path) -> None:
    code, lines, errors = command("run", plans, "--out", tmp_path / "out", "--db", url, "--quiet")
    assert (code, lines, len(errors)) == (2, [], 1)
    assert "secret" not in errors[0]
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("name", ["status", "diff"])
def test_where_there_is_no_dataset_the_commands_say_so(name: str, tmp_path: Path) -> None:
    code, lines, errors = command(name, tmp_path, *(("--since", "0") if name == "diff" else ()))
    assert (code, lines, len(errors)) == (2, [], 1)
    assert list(tmp_path.iterdir()) == []


def test_without_the_driver_the_command_says_what_to_install(plans: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(Trouble, match=r"pip install 'kehoach\[postgres\]'"):
        run(tmp_path / "out", plans, db="postgresql://kehoach@127.0.0.1/none")
