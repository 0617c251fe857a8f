"""A text that is not Vietnamese, or not a plan, is said to be so; plans of every shape are not."""

import pytest

from extractors.plausibility import ENOUGH_CUES, VIETNAMESE_SHARE, plan_cues, vietnamese_share
from schemas.text import fold, nfc

PLANS = [
    "KẾ HOẠCH\nCải cách hành chính năm 2019\nI. MỤC ĐÍCH, YÊU CẦU\nII. NHIỆM VỤ\n- Rà soát thủ tục hành chính.",
    "QUYẾT ĐỊNH\nVề việc ban hành Kế hoạch tuyên truyền\nĐiều 1. Ban hành kèm theo Quyết định này Kế hoạch tuyên truyền.\nĐiều 2. Sở Nội vụ chủ trì.",
    "TRƯỜNG THCS HÒA BÌNH\nSố: 05/KH-THCS\nKẾ HOẠCH\nKiểm tra nội bộ năm học 2023-2024\n1. Hiệu trưởng chịu trách nhiệm chung.",
    "CHƯƠNG TRÌNH\nhành động phòng, chống tham nhũng, lãng phí\nI. MỤC TIÊU\nII. GIẢI PHÁP",
    "UBND tỉnh vừa ban hành kế hoạch số 4183 /KH-UBND. Kế hoạch đặt ra chỉ tiêu. UBND tỉnh giao Sở Nội vụ chủ trì.",
    "I. MỤC TIÊU\nII. NHIỆM VỤ, GIẢI PHÁP\nIII. TỔ CHỨC THỰC HIỆN\nPhòng Nội vụ chủ trì, phối hợp với Phòng Tài chính.",
]
OTHERS = [
    "Cách nấu phở bò: ninh xương trong sáu giờ, thêm hồi, quế, gừng nướng; chần bánh phở rồi chan nước dùng nóng.",
    "BÁO CÁO\nKết quả thực hiện nhiệm vụ năm 2020\nUBND huyện đã hoàn thành các chỉ tiêu; Phòng Nội vụ chủ trì.",
    "HỢP ĐỒNG\nBên A giao bên B thực hiện kế hoạch giao hàng; bên B chịu trách nhiệm về chất lượng.",
    "Truyện Kiều\nTrăm năm trong cõi người ta,\nChữ tài chữ mệnh khéo là ghét nhau.",
    "",
]


@pytest.mark.parametrize("text", PLANS)
def test_plan_has_cues_enough(text: str) -> None:
    assert plan_cues(fold(nfc(text))) >= ENOUGH_CUES


@pytest.mark.parametrize("text", OTHERS)
def test_other_text_has_too_few_cues(text: str) -> None:
    assert plan_cues(fold(nfc(text))) < ENOUGH_CUES


@pytest.mark.parametrize("text", [*PLANS, *(text for text in OTHERS if text)])
def test_vietnamese_is_recognised(text: str) -> None:
    assert vietnamese_share(fold(nfc(text))) >= VIETNAMESE_SHARE


@pytest.mark.parametrize(
    "text",
    [
        "The quick brown fox jumps over the lazy dog, again and again, until the day is over.",
        "Où êtes-vous né ? À l'hôpital près de la forêt, où les élèves célèbrent Noël.",
        "计划 实施 方案 为了 加强 行政 管理 工作",
        "Ke hoach cai cach hanh chinh nam 2019 cua huyen, khong co dau",
    ],
)
def test_other_languages_and_lost_diacritics_are_not(text: str) -> None:
    assert vietnamese_share(fold(nfc(text))) < VIETNAMESE_SHARE
