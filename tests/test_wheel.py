"""The wheel holds everything: installed outside the checkout it extracts a plan that lies elsewhere."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

pytest.importorskip("hatchling", reason="hatchling builds the wheel; make test installs it")

ROOT = Path(__file__).parent.parent
ROOMS = ("schemas", "extractors", "pipeline")

PLAN = """ỦY BAN NHÂN DÂN
HUYỆN AN HÒA
Số: 12/KH-UBND
An Hòa, ngày 15 tháng 01 năm 2024

KẾ HOẠCH
Cải cách hành chính năm 2024

I. MỤC TIÊU
- Tỷ lệ hồ sơ giải quyết đúng hạn đạt từ 95% trở lên.

II. NHIỆM VỤ
1. Cải cách thủ tục hành chính
- Phòng Nội vụ chủ trì, phối hợp với Phòng Tư pháp rà soát thủ tục hành chính trong Quý II/2024 theo Nghị định số 61/2018/NĐ-CP.
- Văn phòng HĐND-UBND huyện thường xuyên kiểm tra việc niêm yết thủ tục hành chính.
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "--wheel-dir", str(folder), str(ROOT)]
    subprocess.run(build, check=True, cwd=folder)
    (built,) = folder.glob("kehoach-*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with nothing but the wheel's content; its dependencies come from the environment of the tests."""
    folder = tmp_path_factory.mktemp("site")
    install = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--target", str(folder), str(wheel)]
    subprocess.run(install, check=True, cwd=folder)
    return folder


def run(installed: Path, folder: Path, *arguments: str) -> str:
    environment = os.environ | {"PYTHONPATH": str(installed), "PYTHONUTF8": "1"}
    done = subprocess.run([sys.executable, *arguments], cwd=folder, env=environment, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_wheel_holds_every_file_of_the_rooms(wheel: Path) -> None:
    files = (path for room in ROOMS for path in (ROOT / room).rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    expected = {path.relative_to(ROOT).as_posix() for path in files} | {"flows.py"}
    assert any(name.startswith("extractors/data/") for name in expected)
    held = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    assert held == expected


def test_wheel_carries_licence_and_command(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        info = next(name for name in archive.namelist() if name.endswith(".dist-info/METADATA")).rpartition("/")[0]
        assert "kehoach contributors" in archive.read(f"{info}/licenses/LICENSE").decode()
        assert "kehoach = pipeline.cli:main" in archive.read(f"{info}/entry_points.txt").decode()


def test_installed_elsewhere_it_extracts_a_plan(installed: Path, tmp_path: Path) -> None:
    (tmp_path / "ke-hoach.txt").write_text(PLAN, "utf-8")
    assert Path(run(installed, tmp_path, "-c", "import pipeline; print(pipeline.__file__)").strip()).is_relative_to(installed)
    (line,) = run(installed, tmp_path, str(installed / "bin" / "kehoach"), "extract", "ke-hoach.txt").splitlines()
    plan = json.loads(line)
    assert plan["metadata"]["number"] == "12/KH-UBND"
    assert [[lead["mention"] for lead in task["leads"]] for task in plan["tasks"]] == [["Phòng Nội vụ"], ["Văn phòng HĐND-UBND huyện"]]
    assert plan["tasks"][0]["deadline"]["end"] == "2024-06-30"
    assert [target["value"] for target in plan["targets"]] == [95]
    assert [reference["symbol"] for reference in plan["legal_refs"]] == ["61/2018/NĐ-CP"]
