"""Bodies as entities with time: level and place of each one named, who took over whose field, and bodies named out of their time."""

from datetime import date
from pathlib import Path

import pandas
import pytest

from extractors.agencies import bodies, known_agencies, known_provinces, lineage
from extractors.localities import locate_agencies, place_in
from pipeline.store.publish import TableFiles
from schemas.plan import Agency
from tests.drafting import assigned

HEADS = {
    "province": "ỦY BAN NHÂN DÂN\nTỈNH LẠNG SƠN\nSố: 12/KH-UBND\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc",
    "city": "ỦY BAN NHÂN DÂN\nTHÀNH PHỐ CAO LÃNH\nSố: 12/KH-UBND\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc",
    "great city": "ỦY BAN NHÂN DÂN\nTHÀNH PHỐ ĐÀ NẴNG\nSố: 12/KH-UBND\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc",
    "district": "ỦY BAN NHÂN DÂN\nHUYỆN TAM ĐƯỜNG\nSố: 12/KH-UBND\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc",
    "commune": "ỦY BAN NHÂN DÂN\nXÃ BÌNH AN\nSố: 12/KH-UBND\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc",
    "department": "UBND TỈNH LẠNG SƠN\nSỞ TƯ PHÁP\nSố: 12/KH-STP\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc",
    "party": "HUYỆN ỦY TAM ĐƯỜNG\nSố: 12-KH/HU\nĐẢNG CỘNG SẢN VIỆT NAM",
}


def plan_of(circle: str, tasks: str, issued: str = "05 tháng 01 năm 2023") -> str:
    return f"{HEADS[circle]}\nNơi đó, ngày {issued}\nKẾ HOẠCH\nCải cách hành chính\n\nI. NHIỆM VỤ\n1. Nội dung\n- {tasks}\n- Nâng cao chất lượng phục vụ.\n"


def lead(circle: str, task: str) -> Agency:
    return locate_agencies(assigned(plan_of(circle, task))).tasks[0].leads[0]


# circle of the plan, task, id of its lead, level, place
LEADS = [
    ("province", "Sở Nội vụ theo dõi việc thực hiện.", "so-noi-vu", "province", "tỉnh Lạng Sơn"),
    ("province", "Sở Nội vụ tỉnh Cao Bằng trao đổi kinh nghiệm.", "so-noi-vu", "province", "tỉnh Cao Bằng"),
    ("province", "UBND các huyện, thành phố xây dựng kế hoạch.", "ubnd-cac-huyen-thanh-pho", "district", None),
    ("province", "UBND huyện Tràng Định xây dựng kế hoạch.", "uy-ban-nhan-dan-huyen", "district", "huyện Tràng Định"),
    ("province", "UBND TP. Hà Giang xây dựng kế hoạch.", "uy-ban-nhan-dan-thanh-pho-thuoc-tinh", "district", "thành phố Hà Giang"),
    ("province", "Báo Lạng Sơn tuyên truyền kế hoạch.", "bao-tinh", "province", "tỉnh Lạng Sơn"),
    ("province", "Bộ Nội vụ xem xét, hướng dẫn.", "bo-noi-vu", "central", None),
    ("province", "Trung tâm Trợ giúp pháp lý nhà nước tỉnh rà soát hồ sơ.", "trung-tam-tro-giup-phap-ly-nha-nuoc-tinh", "province", "tỉnh Lạng Sơn"),
    ("great city", "Công an thành phố tuần tra.", "cong-an-tinh", "province", "thành phố Đà Nẵng"),
    ("city", "Công an thành phố tuần tra.", "cong-an-huyen", "district", "thành phố Cao Lãnh"),
    ("district", "Phòng Nội vụ theo dõi việc thực hiện.", "phong-noi-vu", "district", "huyện Tam Đường"),
    ("district", "Sở Nội vụ hướng dẫn thực hiện.", "so-noi-vu", "province", None),
    ("district", "Ban cán sự đảng UBND huyện chỉ đạo thực hiện.", "ban-can-su-dang-uy-ban-nhan-dan-huyen", "district", "huyện Tam Đường"),
    ("district", "Các tổ chức chính trị - xã hội tuyên truyền.", "cac-to-chuc-doan-the-tinh", None, None),
    ("party", "Ban Tổ chức Huyện ủy tham mưu.", "ban-to-chuc-huyen-uy", "district", "huyện Tam Đường"),
    ("commune", "Phòng Kinh tế rà soát hồ sơ.", "phong-kinh-te-xa", "commune", "xã Bình An"),
    ("district", "Phòng Kinh tế rà soát hồ sơ.", "phong-kinh-te", "district", "huyện Tam Đường"),
    ("commune", "Phòng Văn hóa - Xã hội xã rà soát hồ sơ.", "phong-van-hoa-xa-hoi", "commune", "xã Bình An"),
    ("commune", "Văn phòng HĐND và UBND rà soát hồ sơ.", "van-phong-hoi-dong-nhan-dan-va-uy-ban-nhan-dan-xa", "commune", "xã Bình An"),
    ("commune", "Công an rà soát hồ sơ.", "cong-an-xa", "commune", "xã Bình An"),
    ("department", "Phòng Tài chính - Kế hoạch rà soát hồ sơ.", "phong-tai-chinh-ke-hoach", None, None),
    ("department", "Sở Tư pháp rà soát hồ sơ.", "so-tu-phap", "province", "tỉnh Lạng Sơn"),
]


@pytest.mark.parametrize(("circle", "task", "identity", "level", "place"), LEADS, ids=[f"{case[0]}: {case[1]}" for case in LEADS])
def test_level_and_place(circle: str, task: str, identity: str, level: str | None, place: str | None) -> None:
    found = lead(circle, task)
    assert (found.id, found.level, found.locality) == (identity, level, place)


@pytest.mark.parametrize("head", ["Giám đốc Sở chỉ đạo toàn diện.", "Lãnh đạo Sở phân công nhiệm vụ.", "Thủ trưởng Sở rà soát hồ sơ."])
def test_head_without_a_name_is_the_issuers(head: str) -> None:
    found = lead("department", head)
    assert (found.id, found.mention, found.locality) == ("so-tu-phap", "Sở Tư pháp", "tỉnh Lạng Sơn")
    assert lead("province", head).id != "so-tu-phap", "a province has many"


def test_unknown_body_is_marked() -> None:
    assert lead("province", "Sở Nội vụ rà soát hồ sơ.").in_gazetteer
    assert not lead("province", "Viện Nghiên cứu Phát triển Kinh tế - Xã hội tỉnh rà soát hồ sơ.").in_gazetteer


def test_issuer_has_level_and_place() -> None:
    issuer = locate_agencies(assigned(plan_of("department", "Văn phòng Sở rà soát hồ sơ."))).metadata.issuer
    assert issuer is not None
    assert (issuer.id, issuer.level, issuer.locality, issuer.in_gazetteer) == ("so-tu-phap", "province", "tỉnh Lạng Sơn", True)


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("UBND thị xã Hồng Ngự", ("district", "thị xã Hồng Ngự")),
        ("UBND thành phố Cần Thơ", ("province", "thành phố Cần Thơ")),
        ("Công an Phường 5", ("commune", "phường 5")),
        ("Thành ủy Cao Lãnh", ("district", "thành phố Cao Lãnh")),
        ("VNPT Lai Châu", ("province", "tỉnh Lai Châu")),
        ("Đoàn Thanh niên Cộng sản Hồ Chí Minh", None),
        ("Phòng Văn hóa - Xã hội", None),
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", None),
    ],
)
def test_place_in_a_name(name: str, place: tuple[str, str] | None) -> None:
    assert place_in(name) == place


def test_city_of_a_provinces_rank_since_a_day() -> None:
    assert place_in("UBND thành phố Huế", date(2019, 1, 1)) == ("district", "thành phố Huế")
    assert place_in("UBND thành phố Huế", date(2025, 6, 1)) == ("province", "thành phố Huế")


# who took over whose field in 2025, and before
@pytest.mark.parametrize(
    ("body", "former"),
    [
        ("so-noi-vu", "so-lao-dong-thuong-binh-va-xa-hoi"),
        ("so-khoa-hoc-va-cong-nghe", "so-thong-tin-va-truyen-thong"),
        ("so-tai-chinh", "so-ke-hoach-va-dau-tu"),
        ("so-nong-nghiep-va-moi-truong", "so-tai-nguyen-va-moi-truong"),
        ("so-xay-dung", "so-giao-thong-van-tai"),
        ("phong-kinh-te-xa", "phong-tai-nguyen-va-moi-truong"),
        ("phong-van-hoa-xa-hoi", "phong-lao-dong-thuong-binh-va-xa-hoi"),
        ("bo-khoa-hoc-va-cong-nghe", "bo-buu-chinh-vien-thong"),
    ],
)
def test_lineage(body: str, former: str) -> None:
    assert lineage(body)[0] == body
    assert former in lineage(body)


def test_provinces_know_their_own_past() -> None:
    now = {each.name: each for each in known_provinces() if each.valid_to is None}
    assert len(now) == 34
    assert set(now["Lào Cai"].predecessors) == {"Lào Cai", "Yên Bái"}
    assert [each.successors for each in known_provinces() if each.name == "Hà Giang"] == [("Tuyên Quang",)]


def test_published_bodies_answer_who_had_a_field() -> None:
    published = {each.id: each for each in known_agencies()}
    assert published.keys() == bodies().keys()
    assert published["so-noi-vu"].lineage == lineage("so-noi-vu")
    assert published["so-noi-vu"].valid_to is None
    assert published["so-thong-tin-va-truyen-thong"].valid_to == date(2025, 2, 28)
    assert published["so-thong-tin-va-truyen-thong"].successors == ("so-khoa-hoc-va-cong-nghe",)


def test_lives_and_successions_agree() -> None:
    known = bodies()
    for body in known.values():
        for other in body.successors:
            assert body.id in known[other].predecessors, (body.id, other)
        for other in body.predecessors:
            assert body.id in known[other].successors, (other, body.id)
        assert body.valid_from is None or body.valid_to is None or body.valid_from <= body.valid_to, body.id
        assert body.dates_trust in ("seen", "unconfirmed") or not (body.valid_from or body.valid_to), body.id


# a plan's day against the life of a lead: the code is noted only far outside of it
@pytest.mark.parametrize(
    ("circle", "task", "issued", "noted"),
    [
        ("province", "Sở Thông tin và Truyền thông rà soát hồ sơ.", "05 tháng 01 năm 2026", True),
        ("province", "Sở Thông tin và Truyền thông rà soát hồ sơ.", "05 tháng 04 năm 2025", False),
        ("province", "Sở Thông tin và Truyền thông rà soát hồ sơ.", "05 tháng 01 năm 2019", False),
        ("province", "Sở Nông nghiệp và Môi trường rà soát hồ sơ.", "05 tháng 01 năm 2019", True),
        ("province", "UBND huyện Tràng Định rà soát hồ sơ.", "05 tháng 01 năm 2026", True),
        ("commune", "Phòng Kinh tế rà soát hồ sơ.", "05 tháng 01 năm 2026", False),
        ("department", "Phòng Tài chính - Kế hoạch rà soát hồ sơ.", "05 tháng 01 năm 2026", False),
    ],
)
def test_body_out_of_its_time(circle: str, task: str, issued: str, noted: bool) -> None:
    draft = locate_agencies(assigned(plan_of(circle, task, issued)))
    assert draft.metadata.issued_on is not None and draft.metadata.issued_on > date(2018, 1, 1)
    assert [each.code for each in draft.diagnostics if each.code == "agency-out-of-time"] == ["agency-out-of-time"] * noted


def test_tasks_of_one_field_over_the_years() -> None:
    """Which tasks were the ones of Sở Khoa học và Công nghệ, those of the body it took in among them."""
    years = {"2019": "Sở TT&TT vận hành hệ thống.", "2026": "Sở Khoa học và Công nghệ vận hành hệ thống.", "2022": "Sở Tư pháp rà soát văn bản."}
    led = {year: lead("province", task).id for year, task in years.items()}
    field = next(each.lineage for each in known_agencies() if each.id == "so-khoa-hoc-va-cong-nghe")
    assert sorted(year for year, body in led.items() if body in field) == ["2019", "2026"]


def test_dataset_holds_bodies_and_provinces(tmp_path: Path) -> None:
    with TableFiles(tmp_path) as tables:
        tables.note(())
    agencies = {row["id"]: row for row in pandas.read_parquet(tmp_path / "agencies.parquet").to_dict("records")}
    assert str(agencies["so-thong-tin-va-truyen-thong"]["valid_to"]) == "2025-02-28"
    assert "so-thong-tin-va-truyen-thong" in list(agencies["so-khoa-hoc-va-cong-nghe"]["lineage"])
    assert len(pandas.read_parquet(tmp_path / "provinces.parquet")) == len(known_provinces())


def test_letterhead_that_lost_its_place() -> None:
    text = plan_of("province", "Sở Nội vụ rà soát hồ sơ của tỉnh Lạng Sơn.").replace(
        "ỦY BAN NHÂN DÂN\nTỈNH LẠNG SƠN\n", "ỦY BAN NHÂN DÂN | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM |\n"
    )
    issuer = assigned(text.replace("- Nâng cao", "- Ủy ban nhân dân tỉnh Lạng Sơn yêu cầu nâng cao")).metadata.issuer
    assert issuer is not None
    assert issuer.name == "Ủy ban nhân dân tỉnh Lạng Sơn"
