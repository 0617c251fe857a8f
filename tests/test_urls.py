"""Sources by URL: the same folder gives the same dataset wherever it lies, and a server's faults are its own."""

from __future__ import annotations

import http.server
import json
import pickle
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import quote

import pytest

import pipeline
from pipeline.ingest import content_of, contents_of, gather
from pipeline.ingest.address import path_of
from pipeline.ingest.reading import MOST_SILENT
from pipeline.ingest.source import Scope
from pipeline.messages import Trouble
from tests.test_cli import kehoach, process
from tests.test_flow import environment
from tests.test_incremental import never, paths, plan, run
from tests.test_store import content

pytest.importorskip("s3fs")
pytest.importorskip("moto")
pytest.importorskip("paramiko")

from fsspec.config import conf

from tests.object_store import ObjectStore, running_object_store
from tests.patience import PATIENCE
from tests.sftp_server import PASSWORD, USER, running_sftp_server

SAMPLES = Path(__file__).parent.parent / "samples"
SECRET = "mat-khau-cua-toi"


@pytest.fixture(scope="module")
def store() -> Iterator[ObjectStore]:
    with running_object_store() as running, pytest.MonkeyPatch.context() as patch:
        for name, value in running.environment.items():
            patch.setenv(name, value)
        yield running


@pytest.fixture
def bucket(store: ObjectStore, request: pytest.FixtureRequest) -> str:
    """An empty bucket of the test's own; nothing has been asked of the server yet."""
    name = "".join(letter if letter.isalnum() else "-" for letter in request.node.name.lower())[:60].strip("-")
    store.make(name)
    store.asked()
    return name


@pytest.fixture
def plans(tmp_path: Path) -> Path:
    """A folder with plans of several formats, and with what is passed over."""
    folder = tmp_path / "here/kế hoạch"
    (folder / "2020").mkdir(parents=True)
    for name in ("muong-kha-2026.docx", "noi-vu-tra-lam-2020.txt"):
        shutil.copy(SAMPLES / name, folder)
    shutil.copy(SAMPLES / "muong-kha-2026.docx", folder / "2020/ẩn dưới tên khác.zip")
    (folder / "2020/sơ kết 100% #1?.txt").write_text(plan(2020), "utf-8")
    (folder / "2020/bản sao.txt").write_text(plan(2020), "utf-8")
    (folder / "2020/sẽ sửa.txt").write_text(plan(2020, day=20), "utf-8")
    for name in (".ẩn.txt", "~$khóa.docx", "logo.png", "bảng.xlsx"):
        (folder / name).write_bytes(b"PK\x03\x04")
    (folder / "cũ").mkdir()
    (folder / "cũ/dataset.json").write_text('{"kind": "kehoach dataset"}', "utf-8")
    (folder / "cũ/a.txt").write_text(plan(2018), "utf-8")
    return folder


def plans_read(store: ObjectStore) -> set[str]:
    """The objects named as plans that were read since one last asked; files of other kinds are always looked into."""
    return {path for method, path in store.asked() if method == "GET" and path.endswith((".txt", ".docx", ".pdf"))}


def test_a_bucket_gives_the_dataset_of_the_folder_and_is_kept_up_to_date(store: ObjectStore, bucket: str, plans: Path, tmp_path: Path) -> None:
    store.put_folder(f"{bucket}/{plans.name}", plans)
    url, out = f"s3://{bucket}/{plans.name}", tmp_path / "out"
    program = [sys.executable, "-m", "pipeline.cli", "run", url, "--out", str(out), "--quiet"]
    done = subprocess.run(program, cwd=tmp_path, env=environment(), capture_output=True, timeout=PATIENCE, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    run(tmp_path / "of the folder", plans)
    assert content(tmp_path / "of the folder").items() <= content(out).items(), "the run's own report is more"
    assert gather([url]).skipped == gather([str(plans)]).skipped == {"hidden": 1, "office-lock": 1, "other-kind": 2, "dataset": 1}

    store.asked()
    again = json.loads(kehoach("run", url, "--out", out, "--json").stdout.splitlines()[-1])
    assert (again["read"], again["unchanged"], again["gone"], plans_read(store)) == (0, 4, 0, set())

    changed = f"{bucket}/{plans.name}/2020/sẽ sửa.txt"
    store.put(changed, plan(2021).encode())
    store.delete(f"{bucket}/{plans.name}/noi-vu-tra-lam-2020.txt")
    store.asked()
    store.fail("GET", f"/{quote(changed)}", 500, times=2)
    survey = run(out, url)
    assert (len(survey.fresh), len(survey.known), survey.gone) == (1, 2, (f"{url}/noi-vu-tra-lam-2020.txt",))
    assert plans_read(store) == {f"/{quote(changed)}"}
    assert ("noi-vu-tra-lam-2020.txt", []) in paths(out), "what is gone stays until it is pruned"


def test_what_a_server_cannot_list_is_not_gone(store: ObjectStore, bucket: str, tmp_path: Path) -> None:
    for name in ("2019.txt", "cũ/2018.txt", "cũ/2017.txt"):
        store.put(f"{bucket}/plans/{name}", plan(len(name)).encode())
    url, out = f"s3://{bucket}/plans", tmp_path / "out"
    assert len(run(out, url).fresh) == 2
    store.fail("GET", f"/{bucket}?list-type=2&prefix=plans%2Fc%C5%A9%2F&")
    survey = run(out, url, read=never)
    assert (survey.fresh, survey.gone, gather([url]).skipped) == ((), (), {"closed-folder": 1})
    store.asked()
    store.delete(f"{bucket}/plans/cũ/2018.txt")
    store.fail("GET", f"/{bucket}?list-type=2&prefix=plans%2Fc%C5%A9%2F&")
    assert run(out, url).gone == (f"s3://{bucket}/plans/cũ/2018.txt",), "that it is not there was said of it alone"


def test_a_folder_that_moves_is_followed_as_far_as_it_can_be_seen(store: ObjectStore, bucket: str, tmp_path: Path) -> None:
    (tmp_path / "plans").mkdir()
    for place in (f"{bucket}/old/plans", f"{bucket}/new/plans"):
        store.put(f"{place}/a.txt", plan().encode())
    (tmp_path / "plans/a.txt").write_text(plan(), "utf-8")
    run(tmp_path / "out", f"s3://{bucket}/old/plans")
    store.delete(f"{bucket}/old/plans/a.txt")
    run(tmp_path / "out", f"s3://{bucket}/new/plans", read=never)
    assert paths(tmp_path / "out") == [("a.txt", [])]
    store.asked()
    run(tmp_path / "out", tmp_path / "plans", read=never)
    assert (store.asked(), paths(tmp_path / "out")) == ([], [("a.txt", ["a.txt"])]), "a run without the server does not ask it"


def test_one_object_that_cannot_be_had_is_a_diagnostic(store: ObjectStore, bucket: str) -> None:
    for name in ("forbidden", "broken", "well"):
        store.put(f"{bucket}/plans/{name}.txt", plan(len(name)).encode())
    store.fail("GET", f"/{bucket}/plans/forbidden.txt", 403)
    store.fail("GET", f"/{bucket}/plans/broken.txt", 503)
    done = process("extract", f"s3://{bucket}/plans")  # a command of its own: workers have the environment of the time when they are first prepared
    assert done.returncode == 1
    assert done.stderr.decode().splitlines() == [
        "broken.txt: The file cannot be opened (Service Unavailable): check that it can be reached and may be read, and run again.",
        "forbidden.txt: The file cannot be opened (Permission denied): check that it can be reached and may be read, and run again.",
    ]
    records = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(each["source"]["path"], len(each["tasks"])) for each in records] == [("broken.txt", 0), ("forbidden.txt", 0), ("well.txt", 2)]
    asked = [path for method, path in store.asked() if method == "GET"]
    assert asked.count(f"/{bucket}/plans/forbidden.txt") == 1, "what cannot pass is not tried again"
    assert asked.count(f"/{bucket}/plans/broken.txt") == 3


def test_a_server_that_is_gone_is_told_in_one_line(store: ObjectStore, bucket: str, tmp_path: Path) -> None:
    store.put(f"{bucket}/plans/a.txt", plan().encode())
    out = tmp_path / "out"
    run(out, f"s3://{bucket}/plans")
    before = content(out)
    store.fail("HEAD", f"/{bucket}")
    store.fail("GET", f"/{bucket}")
    done = kehoach("run", f"s3://{bucket}/plans", "--out", out)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode() == (
        f"Error: s3://{bucket}/plans: its server does not answer as it should (Internal Server Error). Check the address and the network, and run again.\n"
    )
    assert content(out) == before


def test_a_server_that_falls_silent_ends_the_run_before_it_changes_anything(
    store: ObjectStore, bucket: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.ingest.remote.PAUSES", ())
    store.put(f"{bucket}/plans/00.txt", plan().encode())
    run(tmp_path / "out", f"s3://{bucket}/plans")
    before = content(tmp_path / "out")
    for number in range(MOST_SILENT):
        store.put(f"{bucket}/plans/{number:02}.txt", plan(2000 + number).encode())
    store.fail("GET", f"/{bucket}/", 503)
    with pytest.raises(Trouble, match=f"^s3://{bucket}/plans/..[.]txt: its server does not answer"):
        run(tmp_path / "out", f"s3://{bucket}/plans")
    assert content(tmp_path / "out") == before


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("s3://{bucket}/no/where", "s3://{bucket}/no/where: there is no such file or folder. Check the path."),
        ("s3://no-such-bucket/plans", "s3://no-such-bucket/plans: there is no such file or folder. Check the path."),
        ("s3://{bucket}/*.pdf", "s3://{bucket}/*.pdf: no file matches this pattern. Check it, and quote it so that the shell leaves it alone."),
        ("s3://{bucket}/closed", "s3://{bucket}/closed: it cannot be opened (Permission denied). Check the path and its permissions."),
        ("gs://bucket/plans", "gs:// needs a package that is not installed. Run: pip install gcsfs"),
        ("smb://me@host/plans", "smb:// needs a package that is not installed. Run: pip install smbprotocol"),
        ("chrome://plans", "chrome://: addresses of this kind are not known. Write file://, http://, https://, s3://, sftp:// or another that fsspec reads."),
        ("zip://a.pdf::s3://bucket/a.zip", "zip://: files inside of others, or behind a cache, are not read. Unpack or copy them, and name the place itself."),
        (
            "simplecache::s3://bucket/a.pdf",
            "simplecache://: files inside of others, or behind a cache, are not read. Unpack or copy them, and name the place itself.",
        ),
        ("s3://{bucket}/\x1b[2J\n", "s3://{bucket}/\\x1b[2J\\n: no file matches this pattern. Check it, and quote it so that the shell leaves it alone."),
    ],
)
def test_what_cannot_be_had_is_told_in_one_line(store: ObjectStore, source: str, told: str) -> None:
    store.make("told")
    store.put("told/a.txt", plan().encode())
    store.fail("HEAD", "/told/closed", 403)
    done = kehoach("extract", source.format(bucket="told"))
    store.asked()
    assert (done.returncode, done.stdout, done.stderr.decode()) == (2, b"", f"Error: {told.format(bucket='told')}\n")


@pytest.mark.parametrize(
    "source",
    [
        f"s3://khoa:{SECRET}@bucket/plans",
        f"sftp://me:{SECRET}@host/plans",
        f"sftp://me:{SECRET}/@host/plans",
        f"https://{SECRET}@host/plan.pdf",
        f"https://host/plan.pdf?X-Amz-Signature={SECRET}&X-Amz-Date=2026",
        f"https://host/plan.pdf?id=1&access_token={SECRET}",
        f"FTP://:{SECRET}@host/plans",
    ],
)
def test_a_secret_in_an_address_goes_nowhere(source: str, tmp_path: Path) -> None:
    done = kehoach("run", source, "--out", tmp_path / "out", "--json")
    assert done.returncode == 2
    assert SECRET not in done.stdout.decode() + done.stderr.decode()
    assert b"no password, key or signature" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_secrets_of_the_environment_are_neither_kept_nor_sent(store: ObjectStore, bucket: str, tmp_path: Path) -> None:
    store.put(f"{bucket}/plans/a.txt", plan().encode())
    run(tmp_path / "out", f"s3://{bucket}/plans")
    (file,) = gather([f"s3://{bucket}/plans"]).files
    assert pickle.loads(pickle.dumps(file)) == file
    secret = store.environment["AWS_SECRET_ACCESS_KEY"].encode()
    assert not any(secret in data for data in (pickle.dumps(file), *(each.read_bytes() for each in (tmp_path / "out").rglob("*") if each.is_file())))


def test_names_of_a_listing_stay_below_their_folder(store: ObjectStore, bucket: str) -> None:
    names = ("a/../../b.txt", "../c.txt", "//d.txt", "e\\..\\f.txt", "kế\x1b[2Jhoạch.txt", "đúng.txt", "g/./h.txt")
    for number, name in enumerate(names):
        store.put(f"{bucket}/plans/{name}", plan(number).encode())
    store.put(f"{bucket}/plans/", b"")
    gathered = gather([f"s3://{bucket}/plans"])
    assert [each.path for each in gathered.files] == ["e\\..\\f.txt", "kế\x1b[2Jhoạch.txt", "đúng.txt"]
    assert gathered.skipped == {"hidden": 3, "special": 1}
    assert [len(each.tasks) for each in pipeline.extract_plans(f"s3://{bucket}/plans")] == [2, 2, 2]


def test_patterns_and_names_are_those_of_folders(store: ObjectStore, bucket: str, tmp_path: Path) -> None:
    for name in ("a.txt", "2020/b.txt", "2021/x/c.txt", "2021/d.dat", "2021/ảnh.png", "[1].txt"):
        store.put(f"{bucket}/plans/{name}", name.encode())
        (tmp_path / "plans" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "plans" / name).write_text(name, "utf-8")
    for pattern in ("", "/", "/*.txt", "/**/*.txt", "/202?/*", "/2021/**", "/**/x", "/[!a]*/b.txt", "/2021/*.png", "/[1].txt", "/2021/d.dat"):
        here, there = (gather([f"{top}/plans{pattern}"]) for top in (tmp_path, f"s3://{bucket}"))
        assert [(each.root, each.path) for each in there.files] == [(each.root, each.path) for each in here.files], pattern
        assert (there.skipped, bool(there.scopes)) == (here.skipped, bool(here.scopes))
    twice = gather([f"s3://{bucket}/plans/", f"s3a://{bucket}/plans/a.txt", f"s3://{bucket}/plans/*.txt"])
    assert (len(twice.files), twice.skipped) == (5, {"other-kind": 1, "repeated": 3})


def test_file_urls_are_paths(plans: Path, tmp_path: Path) -> None:
    (tmp_path / "50%20.txt").write_text(plan(), "utf-8")
    for source in (plans, plans / "2020", plans / "2020/sẽ sửa.txt", tmp_path / "50%20.txt"):
        here = gather([str(source)])
        assert gather([source.as_uri()]) == gather([f"file://{source}"]) == gather([f"file://localhost{source}"]) == here
    assert path_of("file:///a/*.txt") == "/a/*.txt"
    assert gather([f"file://{plans}/2020/*.txt"]) == gather([f"{plans}/2020/*.txt"])
    with pytest.raises(Trouble, match="/no/where: there is no such"):
        gather(["file:///no/where"])


def test_a_dataset_lies_on_this_machine(plans: Path, tmp_path: Path) -> None:
    program = [sys.executable, "-m", "pipeline.cli", "run", str(plans), "--out", "s3://bucket/dataset"]
    done = subprocess.run(program, cwd=tmp_path, env=environment(), capture_output=True, timeout=PATIENCE, check=False)
    assert done.returncode == 2 and done.stderr.decode().startswith("Error: s3://bucket/dataset: a dataset lies in a folder of this machine")
    assert not (tmp_path / "s3:").exists()


def test_a_pattern_covers_what_it_would_find() -> None:
    scope = Scope("s3://bucket/plans", ("**", "*.txt"))
    assert [scope.covers(f"s3://bucket/{name}") for name in ("plans/a/b.txt", "plans/a.txt", "plans2/a.txt", "plans/a.pdf")] == [True, True, False, False]


class Web(http.server.ThreadingHTTPServer):
    """A web server with one answer for each path; what it was asked for, and how often it is still to fail."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answers)
        self.url = f"http://127.0.0.1:{self.server_port}"
        self.answers: dict[str, tuple[int, Mapping[str, str], bytes]] = {}
        self.failing = 0
        self.asked: list[str] = []


class _Answers(http.server.BaseHTTPRequestHandler):
    server: Web

    def do_HEAD(self) -> None:
        self._answer(with_body=False)

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        self._answer(with_body=True)

    def _answer(self, with_body: bool) -> None:
        status, headers, body = self.server.answers.get(self.path, (404, {}, b""))
        if self.server.failing:
            self.server.failing -= 1
            status, headers, body = 500, {}, b""
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        if with_body:
            self.wfile.write(body)

    def log_message(self, *arguments: object) -> None:
        pass


@pytest.fixture
def web() -> Iterator[Web]:
    with Web() as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def test_a_file_of_the_web_by_its_address(web: Web, tmp_path: Path) -> None:
    name = "/v%C4%83n%20b%E1%BA%A3n/k%E1%BA%BF%20ho%E1%BA%A1ch.txt"
    for number, path in enumerate((name, "/tai-ve.aspx?id=1", "/tai-ve.aspx?id=2")):
        web.answers[path] = (200, {"ETag": f'"{number}"'}, plan(2019 + number).encode())
    urls, host = [f"{web.url}{path}" for path in web.answers], f"127.0.0.1:{web.server_port}"
    named = [(each.root, each.path) for each in gather(urls).files]
    assert named == [("văn bản", "kế hoạch.txt"), (host, "tai-ve.aspx?id=1"), (host, "tai-ve.aspx?id=2")]
    web.failing = 2
    assert len(run(tmp_path / "out", *urls).fresh) == 3
    web.asked.clear()
    assert len(run(tmp_path / "out", *urls, read=never).known) == 3
    assert web.asked == []
    web.answers[name] = (200, {"ETag": '"new"'}, plan(2030).encode())
    assert [each.source.path for each in run(tmp_path / "out", *urls).fresh] == ["kế hoạch.txt"]
    assert pipeline.extract_plan(urls[1]).source.path == "tai-ve.aspx?id=1"


def test_the_web_leads_to_no_file_of_this_machine(web: Web, tmp_path: Path) -> None:
    (tmp_path / "plan.txt").write_text(plan(), "utf-8")
    web.answers["/plan.txt"] = (302, {"Location": (tmp_path / "plan.txt").as_uri()}, b"")
    with pytest.raises(Trouble, match="it cannot be opened"):
        gather([f"{web.url}/plan.txt"])
    with pytest.raises(Trouble, match="there is no such file"):
        gather([f"{web.url}/no/where.txt"])


def test_a_file_is_read_no_further_than_the_largest_allowed(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.ingest.reading.MOST_BYTES", 1000)
    web.answers["/long.txt"] = (200, {}, b"-" * 5000)
    assert content_of(gather([f"{web.url}/long.txt"]).files[0]).size == 1001


def test_a_folder_of_an_sftp_server_is_read_by_whom_ssh_knows(plans: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (plans / "liên kết").symlink_to(tmp_path)
    (plans.parent / "known").mkdir()
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setitem(conf, "sftp", {"password": PASSWORD})
    with running_sftp_server(plans.parent) as server:
        url = f"sftp://{USER}@127.0.0.1:{server.port}"
        with pytest.raises(Trouble, match=r"the server's key is not in ~/[.]ssh/known_hosts: connect to it with ssh once"):
            gather([f"{url}/{plans.name}"])
        (tmp_path / ".ssh").mkdir()
        (tmp_path / ".ssh/known_hosts").write_text(server.known, "utf-8")
        there, here = gather([f"{url}/{plans.name}"]), gather([str(plans)])
        assert [(each.root, each.path) for each in there.files] == [(each.root, each.path) for each in here.files]
        assert there.skipped == here.skipped
        server.drop()
        assert [each.sha256 for each in contents_of(there.files)] == [each.sha256 for each in contents_of(here.files)]
        assert [each.path for each in gather([f"{url}/{plans.name}/**/*#1?.txt"]).files] == ["2020/sơ kết 100% #1?.txt"]
        with pytest.raises(Trouble, match="Authentication failed"):
            gather([f"sftp://other@127.0.0.1:{server.port}/{plans.name}"])
