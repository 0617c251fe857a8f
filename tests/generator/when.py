"""When a task is to be done: wordings for a line and for a time cell, with the dates they stand for in a plan of one year."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from random import Random
from typing import Final

from schemas.gold import GoldDeadline

ROMAN: Final = ("I", "II", "III", "IV")
EVENTS: Final = (
    "Khi có yêu cầu của cơ quan cấp trên", "Sau khi có hướng dẫn của cấp trên", "Theo kế hoạch của cấp trên", "Khi có phát sinh", "Theo hướng dẫn của Trung ương",
    "Ngay sau khi Kế hoạch được ban hành", "Trong vòng 15 ngày kể từ ngày Kế hoạch được ban hành", "Theo quy định",
)  # fmt: skip
RECURRING: Final = (
    ("hằng ngày", "daily"), ("hàng tuần", "weekly"), ("hằng tháng", "monthly"), ("hàng quý", "quarterly"), ("hằng năm", "yearly"),
    ("định kỳ hằng quý", "quarterly"), ("định kỳ hàng tháng", "monthly"), ("định kỳ 6 tháng, năm", "half-yearly+yearly"),
    ("định kỳ hằng quý, 6 tháng, năm", "quarterly+half-yearly+yearly"), ("mỗi tháng 02 lần", "monthly×2"), ("mỗi năm 02 lần", "yearly×2"),
    ("mỗi quý 01 lần", "quarterly"), ("mỗi tuần 03 buổi", "weekly×3"), ("định kỳ hằng tuần", "weekly"), ("định kỳ hằng năm", "yearly"),
    ("định kỳ hằng tháng, quý, năm", "monthly+quarterly+yearly"), ("mỗi quý một lần", "quarterly"), ("02 lần/năm", "yearly×2"), ("01 lần/tháng", "monthly"),
)  # fmt: skip


def _end_of_month(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def _shown(day: date, dice: Random) -> str:
    if dice.random() < 0.3:
        return f"{day.day:02} tháng {day.month:02} năm {day.year}"
    return f"{day:%d/%m/%Y}" if dice.random() < 0.7 else f"{day.day}/{day.month}/{day.year}"


def _day(year: int, dice: Random) -> date:
    return date(year, 1, 20) + timedelta(days=dice.randrange(330))


def _dated(year: int, dice: Random) -> GoldDeadline:
    """Done by a day; "trước" leaves the day itself out."""
    day = _day(year, dice)
    words, end = dice.choice(
        (
            ("trước ngày", day - timedelta(days=1)),
            ("xong trước ngày", day - timedelta(days=1)),
            ("chậm nhất ngày", day),
            ("chậm nhất là ngày", day),
            ("chậm nhất đến ngày", day),
            ("muộn nhất ngày", day),
        )
    )
    return GoldDeadline(f"{words} {_shown(day, dice)}", "date", None, end, None)


def _spanned(year: int, dice: Random, bare: bool) -> GoldDeadline:
    """Within a month, a quarter, half a year or a year; with ``bare`` the year may be left out."""
    unit = dice.randrange(4)
    tail = dice.choice(("/{}", " năm {}", "" if bare else "/{}")).format(year)
    if unit == 0:
        month = dice.randrange(1, 13)
        return GoldDeadline(f"tháng {month:02}{tail}", "period", date(year, month, 1), _end_of_month(year, month), None)
    if unit == 1:
        quarter = dice.randrange(4)
        name = dice.choice(("quý", "Quý"))
        return GoldDeadline(f"{name} {ROMAN[quarter]}{tail}", "period", date(year, 3 * quarter + 1, 1), _end_of_month(year, 3 * quarter + 3), None)
    if unit == 2:
        half = dice.randrange(2)
        return GoldDeadline(f"6 tháng {('đầu', 'cuối')[half]} năm {year}", "period", date(year, 6 * half + 1, 1), _end_of_month(year, 6 * half + 6), None)
    return GoldDeadline(f"năm {year}", "period", date(year, 1, 1), date(year, 12, 31), None)


def _from_to(year: int, dice: Random) -> GoldDeadline:
    """Between two days, two months or two quarters."""
    form = dice.randrange(4)
    if form == 0:
        first = _day(year, dice)
        last = min(first + timedelta(days=dice.randrange(5, 90)), date(year, 12, 31))
        return GoldDeadline(f"từ ngày {first:%d/%m/%Y} đến ngày {last:%d/%m/%Y}", "period", first, last, None)
    if form == 1:
        month = dice.randrange(1, 10)
        later = dice.randrange(month + 1, 13)
        return GoldDeadline(f"từ tháng {month} đến tháng {later}/{year}", "period", date(year, month, 1), _end_of_month(year, later), None)
    if form == 2:
        quarter = dice.randrange(3)
        joint = dice.choice((" - ", ", ", " và "))
        text = f"Quý {ROMAN[quarter]}{joint}Quý {ROMAN[quarter + 1]}/{year}"
        return GoldDeadline(text, "period", date(year, 3 * quarter + 1, 1), _end_of_month(year, 3 * quarter + 6), None)
    last_year = year + dice.randrange(1, 5)
    return GoldDeadline(f"giai đoạn {year}{dice.choice(('-', ' - '))}{last_year}", "period", date(year, 1, 1), date(last_year, 12, 31), None)


def in_words(year: int, dice: Random, *, bare: bool) -> GoldDeadline:
    """A deadline as a clause after what is to be done; ``bare`` where the plan covers one year, which words may then leave out."""
    kind = dice.randrange(6)
    if kind < 2:
        found = _dated(year, dice)
        opening = dice.choice(("", "hoàn thành "))
        return found if "xong" in found.text else _with_text(found, opening + found.text)
    if kind == 2:
        found = _spanned(year, dice, bare)
        return _with_text(found, dice.choice(("trong ", "hoàn thành trong ", "xong trong ")) + found.text)
    if kind == 3:
        found = _from_to(year, dice)
        if found.text.startswith("giai đoạn"):
            return _dated(year, dice)
        return found if found.text.startswith("từ") else _with_text(found, f"trong {found.text}")
    if kind == 4:
        words, frequency = dice.choice([each for each in RECURRING if each[0].startswith(("định kỳ", "mỗi", "0"))])
        return GoldDeadline(words, "recurring", None, None, frequency)
    day = dice.randrange(10, 28)
    every, frequency = dice.choice((("hằng tháng", "monthly"), ("hàng tháng", "monthly")))
    return GoldDeadline(f"trước ngày {day} {every}", "recurring", None, None, frequency)


def opening(dice: Random) -> GoldDeadline:
    """How often, as the first words of a task."""
    words, frequency = dice.choice([each for each in RECURRING if each[0].startswith(("hằng", "hàng", "định kỳ", "mỗi"))])
    return GoldDeadline(words[0].upper() + words[1:], "recurring", None, None, frequency)


def in_cell(year: int, dice: Random, *, bare: bool) -> GoldDeadline:
    """A deadline as the whole of a time cell; ``bare`` as for ``in_words``."""
    kind = dice.randrange(7)
    if kind == 0:
        found = _dated(year, dice)
    elif kind in (1, 2):
        found = _spanned(year, dice, bare)
        found = _with_text(found, dice.choice(("", "trong ")) + found.text)
    elif kind == 3:
        found = _from_to(year, dice)
    elif kind == 4:
        words, frequency = dice.choice((*RECURRING, ("hằng quý và đột xuất", "quarterly"), ("hằng tháng, quý, năm", "monthly+quarterly+yearly")))
        found = GoldDeadline(words, "recurring", None, None, frequency)
    elif kind == 5:
        return dice.choice(
            (
                GoldDeadline("Thường xuyên", "continuous", None, None, None),
                GoldDeadline(f"Thường xuyên, liên tục trong năm {year}", "continuous", date(year, 1, 1), date(year, 12, 31), None),
                GoldDeadline(f"Thường xuyên trong năm {year}", "continuous", date(year, 1, 1), date(year, 12, 31), None),
                GoldDeadline(f"Đến năm {year + 1}", "period", None, date(year + 1, 12, 31), None),
                GoldDeadline(f"Ngày {15:02}/10/{year}", "date", date(year, 10, 15), date(year, 10, 15), None),
            )
        )
    else:
        return GoldDeadline(dice.choice(EVENTS), "event", None, None, None)
    return _with_text(found, found.text[0].upper() + found.text[1:])


def _with_text(deadline: GoldDeadline, text: str) -> GoldDeadline:
    return GoldDeadline(text, deadline.kind, deadline.start, deadline.end, deadline.frequency)
