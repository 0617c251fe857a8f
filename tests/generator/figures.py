"""Figures that plans set or report: every comparator, change and unit, each with the stretch that states it."""

from __future__ import annotations

from random import Random
from typing import Final

from schemas.gold import GoldTarget
from schemas.plan import Change, Comparator
from tests.generator.tree import Said

SHARES: Final = (
    ("Tỷ lệ hồ sơ thủ tục hành chính được giải quyết đúng hạn", "tthc_on_time"),
    ("Tỷ lệ hồ sơ nộp qua dịch vụ công trực tuyến", "online_services"),
    ("Mức độ hài lòng của người dân, doanh nghiệp", "sipas"),
    ("Tỷ lệ cán bộ, công chức cấp xã đạt chuẩn về trình độ chuyên môn", "staff_standard"),
    ("Tỷ lệ văn bản điện tử được ký số", None),
    ("Tỷ lệ người dân có tài khoản định danh điện tử", None),
    ("Tỷ lệ hộ gia đình có kết nối mạng cáp quang", None),
    ("Tỷ lệ học viên xếp loại khá, giỏi", None),
)
"""What is measured in per cent, and the indicator it is."""
WHOLES: Final = (
    ("văn bản quy phạm pháp luật được ban hành đúng quy trình", "legal_docs_procedure"),
    ("thủ tục hành chính được công khai trên cổng thông tin", "tthc_published"),
    ("kiến nghị của người dân được tiếp nhận, trả lời", None),
    ("cơ quan, đơn vị có trang thông tin điện tử", None),
    ("công chức, viên chức ký cam kết thực hiện", None),
    ("cuộc họp không sử dụng tài liệu giấy", None),
)
"""What follows a share that opens its line."""
COUNTS: Final = (
    ("mô hình", "Xây dựng", "điểm về chuyển đổi số"),
    ("lớp", "Mở", "bồi dưỡng kỹ năng"),
    ("sáng kiến", "Có", "được công nhận"),
    ("xã", "Có", "đạt chuẩn nông thôn mới"),
)
"""A counted thing, the verb before the figure and what follows."""
BOUNDS: Final[tuple[tuple[str, str, Comparator], ...]] = (
    ("đạt {}", "", "="), ("đạt từ {}", " trở lên", ">="), ("đạt {}", " trở lên", ">="), ("đạt ít nhất {}", "", ">="), ("đạt tối thiểu {}", "", ">="),
    ("đạt trên {}", "", ">"), ("vượt {}", "", ">"), ("dưới {}", "", "<"), ("không quá {}", "", "<="), ("phấn đấu đạt {}", "", "="), ("không thấp hơn {}", "", ">="),
    ("đạt không dưới {}", "", ">="), ("đạt hơn {}", "", ">"), ("phấn đấu đạt trên {}", "", ">"), ("tối đa {}", "", "<="), ("duy trì ở mức {}", "", "="),
)  # fmt: skip


def _number(dice: Random, low: int, high: int) -> tuple[str, float]:
    value = dice.randrange(low, high)
    if dice.random() < 0.3:
        tenth = dice.randrange(1, 10)
        return f"{value},{tenth}", value + tenth / 10
    return str(value), float(value)


def _target(
    text: str,
    indicator: str,
    indicator_id: str | None,
    comparator: Comparator,
    value: float,
    unit: str,
    change: Change | None = None,
    value_max: float | None = None,
) -> Said:
    return Said(text, (GoldTarget(text, None, None, "target", indicator, indicator_id, comparator, value, value_max, unit, change),))


def share(dice: Random) -> Said:
    """A share with its subject before it: "Tỷ lệ … đạt trên 90%"."""
    subject, indicator_id = dice.choice(SHARES)
    words, tail, comparator = dice.choice(BOUNDS)
    shown, value = _number(dice, 50, 99)
    return _target(f"{subject} {words.format(shown + '%')}{tail}", subject, indicator_id, comparator, value, "%")


def spread(dice: Random) -> Said:
    """A share between two figures."""
    subject, indicator_id = dice.choice(SHARES)
    low = dice.randrange(50, 80)
    high = low + dice.randrange(2, 15)
    shown = dice.choice((f"{low}-{high}%", f"{low} - {high}%", f"{low}% đến {high}%"))
    return _target(f"{subject} đạt từ {shown}", subject, indicator_id, "range", low, "%", None, high)


def opening_share(dice: Random) -> Said:
    """A share that opens its line: "Trên 90% …"."""
    rest, indicator_id = dice.choice(WHOLES)
    opening, comparator, shown = dice.choice(
        (("", "=", "100"), ("Trên ", ">", "90"), ("Tối thiểu ", ">=", "85"), ("Ít nhất ", ">=", "95"), ("Phấn đấu ", "=", "98"))
    )
    return _target(f"{opening}{shown}% {rest}", rest, indicator_id, comparator, float(shown), "%")  # type: ignore[arg-type]


def counted(dice: Random) -> Said:
    """A number of things to have."""
    unit, verb, rest = dice.choice(COUNTS)
    count = dice.randrange(2, 30)
    opening, comparator = dice.choice((("", "="), ("ít nhất ", ">="), ("tối thiểu ", ">="), ("trên ", ">")))
    return _target(f"{verb} {opening}{count:02} {unit} {rest}", f"{unit} {rest}", None, comparator, count, unit)  # type: ignore[arg-type]


def changed(dice: Random) -> Said:
    """A difference: up or down by so much."""
    form = dice.randrange(4)
    if form == 0:
        low = dice.randrange(2, 6)
        return _target(
            f"Chỉ số cải cách hành chính tăng từ {low}-{low + 3} bậc", "Chỉ số cải cách hành chính", "par_index_rank", "range", low, "bậc", "increase", low + 3
        )
    if form == 1:
        bound, comparator = dice.choice((("", "="), ("ít nhất ", ">="), ("tối thiểu ", ">=")))
        count = dice.randrange(2, 9)
        return _target(
            f"Chỉ số cải cách hành chính tăng {bound}{count:02} bậc", "Chỉ số cải cách hành chính", "par_index_rank", comparator, count, "bậc", "increase"
        )  # type: ignore[arg-type]
    bound, comparator = dice.choice((("", "="), ("ít nhất ", ">="), ("tối thiểu ", ">="), ("trên ", ">")))
    shown, value = _number(dice, 5, 30)
    subject = dice.choice(("Chi phí hội nghị, hội thảo", "Thời gian giải quyết thủ tục đất đai", "Số đơn thư khiếu nại"))
    return _target(f"{subject} giảm {bound}{shown}%", subject, None, comparator, value, "%", "decrease")  # type: ignore[arg-type]


def scored(dice: Random) -> Said:
    """A score of the index."""
    shown, value = _number(dice, 75, 95)
    words, tail, comparator = dice.choice(BOUNDS[:6])
    return _target(f"Chỉ số cải cách hành chính {words.format(shown + ' điểm')}{tail}", "Chỉ số cải cách hành chính", "par_index", comparator, value, "điểm")


FORMS: Final = (share, share, spread, opening_share, counted, changed, scored)


def aim(dice: Random) -> Said:
    """A figure to reach."""
    return dice.choice(FORMS)(dice)


def result(dice: Random, before: int) -> Said:
    """A figure of the year before that the plan reports."""
    subject, indicator_id = dice.choice(SHARES)
    shown, value = _number(dice, 50, 99)
    text = f"{subject[0].lower()}{subject[1:]} đạt {shown}%"
    return Said(f"Năm {before}, {text}", (GoldTarget(text, None, None, "result", subject, indicator_id, "=", value, None, "%", None),))
