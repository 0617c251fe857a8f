"""Recurring deadlines as RFC 5545 rules that a calendar reads."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from dateutil.rrule import rrulestr

import pipeline
from extractors.deadlines import find_deadline
from extractors.recurrence import recurrence
from schemas.document import Document
from schemas.text import Span


def rules_of(cell: str) -> tuple[str, ...]:
    """The rules of a time cell."""
    document = pipeline.read_document(cell.encode())
    found = find_deadline(document, Span(0, len(document.text)), None, in_cell=True)
    assert found is not None and found.kind == "recurring", cell
    return found.recurrence


@pytest.mark.parametrize(
    ("cell", "rules"),
    [
        ("Hằng ngày", ("FREQ=DAILY",)),
        ("Hàng tuần", ("FREQ=WEEKLY",)),
        ("Thứ Sáu hằng tuần", ("FREQ=WEEKLY;BYDAY=FR",)),
        ("Hàng tháng", ("FREQ=MONTHLY",)),
        ("Ngày 20 hằng tháng", ("FREQ=MONTHLY;BYMONTHDAY=20",)),
        ("Trước ngày 20 hằng tháng", ("FREQ=MONTHLY;BYMONTHDAY=19",)),
        ("Trước ngày 01 hằng tháng", ("FREQ=MONTHLY;BYMONTHDAY=-1",)),
        ("Chậm nhất ngày 25 hàng tháng", ("FREQ=MONTHLY;BYMONTHDAY=25",)),
        ("Hằng quý", ("FREQ=MONTHLY;INTERVAL=3",)),
        ("Ngày 14 của tháng cuối quý", ("FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=14",)),
        ("Ngày 10 tháng đầu quý", ("FREQ=YEARLY;BYMONTH=1,4,7,10;BYMONTHDAY=10",)),
        ("6 tháng một lần", ("FREQ=MONTHLY;INTERVAL=6",)),
        ("Hằng năm", ("FREQ=YEARLY",)),
        ("Trước ngày 15/12 hằng năm", ("FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=14",)),
        ("Trước ngày 01/3 hằng năm", ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1",)),
        ("Tháng 12 hàng năm", ("FREQ=YEARLY;BYMONTH=12",)),
        ("Tháng 6 và tháng 12 hằng năm", ("FREQ=YEARLY;BYMONTH=6,12",)),
        ("Định kỳ hằng quý, 6 tháng, năm", ("FREQ=MONTHLY;INTERVAL=3", "FREQ=MONTHLY;INTERVAL=6", "FREQ=YEARLY")),
        ("Thứ Ba và thứ Năm hằng tuần", ("FREQ=WEEKLY;BYDAY=TU,TH",)),
        ("Hằng tuần, vào thứ Sáu", ("FREQ=WEEKLY;BYDAY=FR",)),
        ("Chiều thứ Sáu hàng tuần", ("FREQ=WEEKLY;BYDAY=FR",)),
        ("Hằng tháng, trước ngày 20", ("FREQ=MONTHLY;BYMONTHDAY=19",)),
        ("Hằng tháng (trước ngày 20)", ("FREQ=MONTHLY;BYMONTHDAY=19",)),
        ("Ngày 31 hằng tháng", ("FREQ=MONTHLY;BYMONTHDAY=-1",)),
        ("Ngày 30 hằng tháng", ("FREQ=MONTHLY;BYMONTHDAY=28,29,30;BYSETPOS=-1",)),
        ("Ngày cuối cùng của tháng", ("FREQ=MONTHLY;BYMONTHDAY=-1",)),
        ("Ngày làm việc cuối cùng của mỗi tháng", ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",)),
        ("Ngày làm việc đầu tiên của quý", ("FREQ=MONTHLY;BYMONTH=1,4,7,10;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1",)),
        ("Tuần cuối của tháng", ("FREQ=MONTHLY",)),
        ("Hằng quý, trước ngày 15 tháng cuối quý", ("FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=14",)),
        ("Ngày 30 tháng cuối quý", ("FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=30",)),
        ("Trước ngày 20 hằng tháng; trước ngày 15/12 hằng năm", ("FREQ=MONTHLY;BYMONTHDAY=19", "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=14")),
        ("Trước ngày 31/6 hằng năm", ("FREQ=YEARLY",)),
        ("Ngày 29/02 hằng năm", ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29",)),
        ("Hằng tuần đến hết năm 2022", ("FREQ=WEEKLY",)),
        ("Cuối mỗi học kỳ", ("FREQ=MONTHLY;INTERVAL=6",)),
        ("02 tuần một lần", ("FREQ=WEEKLY;INTERVAL=2",)),
        ("2 năm/lần", ("FREQ=YEARLY;INTERVAL=2",)),
        ("Định kỳ 15 ngày/lần", ("FREQ=DAILY;INTERVAL=15",)),
        ("Mỗi tháng 02 kỳ", ()),
        ("02 lần/năm", ()),
    ],
)
def test_a_time_cell_gives_rules(cell: str, rules: tuple[str, ...]) -> None:
    assert rules_of(cell) == rules
    for rule in rules:
        assert rrulestr(f"RRULE:{rule}", dtstart=datetime(2022, 1, 1))


def test_dates_of_a_rule_are_the_days_that_the_words_mean() -> None:
    (rule,) = rules_of("Trước ngày 20 hằng tháng")
    days = rrulestr(f"RRULE:{rule}", dtstart=datetime(2022, 1, 1)).between(datetime(2022, 1, 1), datetime(2022, 4, 1))
    assert [f"{day:%d/%m}" for day in days] == ["19/01", "19/02", "19/03"]


def test_a_rule_ends_where_the_words_end_it() -> None:
    assert recurrence("quarterly", "hằng quý trong năm 2022", date(2022, 12, 31)) == ("FREQ=MONTHLY;INTERVAL=3;UNTIL=20221231",)


@pytest.mark.parametrize("words", ["ngày 32 hằng tháng", "tháng 13 hằng năm", "ngày 99/99 hằng năm"])
def test_days_that_do_not_exist_are_left_out(words: str) -> None:
    assert recurrence("monthly" if "hằng tháng" in words else "yearly", words, None)[0] in ("FREQ=MONTHLY", "FREQ=YEARLY")


def test_what_does_not_recur_has_no_rules() -> None:
    document: Document = pipeline.read_document("Quý II/2022".encode())
    found = find_deadline(document, Span(0, len(document.text)), None, in_cell=True)
    assert found is not None and found.recurrence == ()
