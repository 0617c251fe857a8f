"""Legal references: every kind of paper with its symbol, dates and locators, as plans cite them."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Final

from schemas.gold import GoldLegalRef
from schemas.plan import Locator
from tests.generator.tree import Said

STATE: Final = (
    ("Nghị định", "{n}/{year}/NĐ-CP", "Chính phủ", "về quản lý, sử dụng tài sản công"),
    ("Nghị quyết", "{n}/NQ-CP", "Chính phủ", "về các nhiệm vụ, giải pháp chủ yếu"),
    ("Quyết định", "{n}/QĐ-TTg", "Thủ tướng Chính phủ", "phê duyệt Chương trình tổng thể"),
    ("Chỉ thị", "{n}/CT-TTg", "Thủ tướng Chính phủ", "về tăng cường kỷ luật, kỷ cương"),
    ("Thông tư", "{n}/{year}/TT-BNV", "Bộ Nội vụ", "hướng dẫn thực hiện"),
    ("Thông tư", "{n}/{year}/TT-BTC", "Bộ Tài chính", "quy định chế độ báo cáo"),
    ("Quyết định", "{n}/QĐ-BNV", "Bộ Nội vụ", "về việc phê duyệt Đề án"),
    ("Thông tư liên tịch", "{n}/{year}/TTLT-BNV-BTC", "Bộ Nội vụ, Bộ Tài chính", "hướng dẫn chế độ phụ cấp"),
)
"""Type, symbol, issuer and subject."""
PARTY: Final = (
    ("Nghị quyết", "{n}-NQ/TW", "Bộ Chính trị", "về một số vấn đề lớn"),
    ("Nghị quyết", "{n}-NQ/TU", "Tỉnh ủy", "về phát triển nguồn nhân lực"),
    ("Chỉ thị", "{n}-CT/TU", "Ban Thường vụ Tỉnh ủy", "về tăng cường sự lãnh đạo"),
    ("Kế hoạch", "{n}-KH/TU", "Tỉnh ủy", "về chương trình hành động"),
)
LOCAL: Final = (
    ("Kế hoạch", "{n}/KH-UBND", "UBND tỉnh", "về triển khai nhiệm vụ trọng tâm"),
    ("Quyết định", "{n}/{year}/QĐ-UBND", "UBND tỉnh", "ban hành Quy định phân cấp quản lý"),
    ("Nghị quyết", "{n}/{year}/NQ-HĐND", "HĐND tỉnh", "về dự toán ngân sách"),
    ("Công văn", "{n}/UBND-NC", "UBND tỉnh", "về việc đôn đốc thực hiện"),
    ("Công văn", "{n}/SNV-CCHC", "Sở Nội vụ", "về việc hướng dẫn tự đánh giá"),
)
LAWS: Final = (
    "Cán bộ, công chức",
    "Viên chức",
    "Ngân sách nhà nước",
    "Giao dịch điện tử",
    "Tiếp cận thông tin",
    "Tổ chức chính quyền địa phương",
    "Khiếu nại",
    "Phòng, chống tham nhũng",
)
ISO: Final = GoldLegalRef("TCVN ISO 9001:2015", "TCVN ISO 9001:2015", "TCVN", None, None, None, None)


def _day(dice: Random, before: int) -> date:
    return date(before - dice.randrange(0, 6), 1, 1) + timedelta(days=dice.randrange(360))


def _paper(dice: Random, before: int, forms: tuple[tuple[str, str, str, str], ...], locator: Locator | None = None) -> tuple[GoldLegalRef, str]:
    """A reference and the subject that may follow it."""
    kind, form, issuer, subject = dice.choice(forms)
    day = _day(dice, before)
    number = dice.randrange(3, 1900 if "QĐ-" in form or "KH-" in form else 160)
    symbol = form.format(n=f"{number:02}", year=day.year)
    written = dice.choice(
        (f"{day.day:02}/{day.month:02}/{day.year}", f"{day.day:02}/{day.month}/{day.year}", f"{day.day:02} tháng {day.month:02} năm {day.year}")
    )
    quote = f"{kind}{dice.choice((' số ', ' số ', ' '))}{symbol}"
    dated = dice.random() < 0.85
    if dated:
        quote += f" ngày {written} của {issuer}"
    return GoldLegalRef(quote, symbol, kind, day if dated else None, issuer if dated else None, locator, None), subject


def law(dice: Random, before: int) -> Said:
    """A law by its title, mostly with its day."""
    title = dice.choice(LAWS)
    day = _day(dice, before)
    quote, issued = (f"Luật {title} ngày {day.day:02} tháng {day.month:02} năm {day.year}", day) if dice.random() < 0.7 else (f"Luật {title}", None)
    return Said(quote, refs=(GoldLegalRef(quote, f"luật {title.lower()}", "Luật", issued, None, None, None),))


def basis(dice: Random, before: int) -> Said:
    """One legal basis without the word that opens it."""
    if dice.random() < 0.3:
        return law(dice, before)
    ref, subject = _paper(dice, before, dice.choice((STATE, PARTY, LOCAL)))
    return Said(f"{ref.quote} {subject}", refs=(ref,))


def several(dice: Random, before: int) -> Said:
    """Two or three papers in one line."""
    return Said("") + _joined([basis(dice, before) for _ in range(dice.randrange(2, 4))])


def _joined(said: list[Said]) -> Said:
    first, *rest = said
    for each in rest:
        first = first + "; " + each
    return first


def cited(dice: Random, before: int) -> Said:
    """A reference as the end of a task makes it: with a locator, to be amended, replaced or followed."""
    form = dice.randrange(5)
    if form == 0:
        article, clause = str(dice.randrange(2, 60)), str(dice.randrange(1, 9))
        where, locator = dice.choice(
            (
                (f"khoản {clause} Điều {article}", Locator(điều=article, khoản=clause)),
                (f"Điều {article}", Locator(điều=article)),
                (f"điểm b khoản {clause} Điều {article}", Locator(điều=article, khoản=clause, điểm="b")),
            )
        )
        ref, _ = _paper(dice, before, STATE[:1], locator)
        return Said(f" theo quy định tại {where} {ref.quote}", refs=(ref,))
    if form == 1:
        ref, _ = _paper(dice, before, LOCAL[1:2])
        return Said("; " + dice.choice(("sửa đổi, bổ sung ", "thay thế ", "bãi bỏ ")) + ref.quote, refs=(ref,))
    if form == 2:
        return Said("; áp dụng hệ thống quản lý chất lượng theo tiêu chuẩn TCVN ISO 9001:2015", refs=(ISO,))
    if form == 3:
        return " theo " + law(dice, before)
    ref, _ = _paper(dice, before, (*STATE, *PARTY, *LOCAL))
    return Said(f" theo {ref.quote}", refs=(ref,))
