"""Plans of one province and year, through the real command line: what they contradict each other in is found, and nothing else."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from pathlib import Path

from schemas.text import nfc

ROOT = Path(__file__).parent.parent
PLANS = ROOT / "tests" / "neighbours"
"""Plans of a province, two of its districts, a commune and a department, of one year but for one; and of a district of the same name in another province."""

ON_TIME, AT_DISTRICTS, AT_COMMUNES = (
    "hồ sơ thủ tục hành chính (TTHC) cấp tỉnh được giải quyết trước hạn và đúng hạn",
    "hồ sơ TTHC cấp huyện được giải quyết trước hạn và đúng hạn",
    "hồ sơ TTHC cấp xã được giải quyết trước hạn và đúng hạn",
)

FOUND = {
    ("targets-differ", "an-hoa-cchc an-hoa-cds", "Tỷ lệ hồ sơ TTHC được giải quyết trước hạn và đúng hạn; > 95 %; > 96 %"),
    ("target-amended", "an-hoa-cds an-hoa-cds-moi", "Tỷ lệ hồ sơ nộp trực tuyến; 70 %; 65 %"),
    ("target-amended", "an-hoa-cds an-hoa-cds-moi", "Tỷ lệ thanh toán trực tuyến phí, lệ phí; ≥ 50 %; 45 %"),
    (
        "target-below-superior",
        "an-hoa-cchc tinh-cchc",
        "Chỉ số hài lòng của người dân, tổ chức đối với sự phục vụ của cơ quan hành chính nhà nước (SIPAS); > 86 %; ≥ 84 %",
    ),
    ("target-below-superior", "an-hoa-cchc an-hoa-cds tinh-cchc", f"{AT_DISTRICTS}; ≥ 97 %; > 95 %; > 96 %"),
    ("target-below-superior", "so-noi-vu tinh-cchc", f"{ON_TIME}; ≥ 98 %; 97.5 %"),
    ("target-below-superior", "an-hoa-cchc xa-muong-kha", f"{AT_COMMUNES}; > 98.5 %; 97 %"),
    ("target-below-superior", "tinh-cchc xa-muong-kha", f"{AT_COMMUNES}; ≥ 98 %; 97 %"),
    ("target-below-superior", "an-hoa-cchc tinh-cchc", "cán bộ, công chức cấp xã đạt chuẩn về trình độ chuyên môn; 100 %; 98 %"),
    ("task-leads-differ", "tinh-cchc tinh-cds", "Sở Nội vụ; Sở Thông tin và Truyền thông"),
}  # fmt: skip


def test_what_plans_of_a_province_contradict_each_other_in(tmp_path: Path) -> None:
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("PREFECT_", "LC_", "LANG"))}
    environment = {**clean, "PYTHONUTF8": "1", "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "pipeline.cli", "run", str(PLANS), "--out", str(tmp_path / "out"), "--lang", "vi"]
    done = subprocess.run(command, env=environment, cwd=tmp_path, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    records = list(map(json.loads, (tmp_path / "out/plans.jsonl").read_text("utf-8").splitlines()))
    names = {each["plan_id"]: each["source"]["path"].removesuffix("-2024.txt").removeprefix("huyen-") for each in records}
    facts = {f"{each['plan_id']}/{fact['id']}" for each in records for fact in (*each["targets"], *each["tasks"])}
    with (tmp_path / "out/tables/findings.csv").open(encoding="utf-8-sig", newline="") as opened:
        rows = list(csv.DictReader(opened))
    assert {(row["kind"], " ".join(names[each] for each in row["plan_ids"].split("; ")), row["values"]) for row in rows} == {
        (kind, plans, nfc(values)) for kind, plans, values in FOUND
    }
    assert len(rows) == len(FOUND)
    assert all(set(row["facts"].split("; ")) <= facts for row in rows)
    assert nfc("6 × kế hoạch đặt mức thấp hơn kế hoạch của tỉnh hoặc huyện cấp trên") in done.stdout
