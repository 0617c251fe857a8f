"""Clauses that say of a figure only where or at which level it holds ("…, cấp huyện đạt trên 97%"): what they measure stands before them."""

from __future__ import annotations

from typing import Final

import regex

from schemas.text import fold

_BODY: Final = (
    r"(?:tỉnh|thành phố|huyện|quận|thị xã|xã|phường|thị trấn|đặc khu|thôn"
    r"|sở|bộ|ban|ngành|phòng|trường học|trường|cơ quan|đơn vị|địa phương)(?!\p{L})"
)
_BODIES: Final = (
    rf"(?:các\s{{1,9}})?{_BODY}(?:(?:,|\svà)\s{{1,9}}{_BODY}){{0,3}}(?:\s{{1,9}}(?:chuyên môn|trực thuộc|cấp\s{{1,9}}(?:tỉnh|huyện|xã))(?!\p{{L}}))?"
)
_LEVEL: Final = r"(?:cấp|khối)\s{1,9}(?:tỉnh|thành phố|huyện|quận|xã|phường|sở|trung ương|cơ sở)(?!\p{L})"
_OFFICE: Final = rf"(?:(?:ubnd|ủy ban nhân dân|bộ phận (?:một cửa|tiếp nhận và trả kết quả))\s{{1,9}}(?:{_LEVEL}|{_BODIES})|các\s{{1,9}}{_BODIES})"
_AT: Final = r"(?:ở|tại|đối với|của)\s{1,9}"
_PLACE: Final = rf"(?:{_AT}(?:{_LEVEL}|{_OFFICE}|{_BODIES})|{_LEVEL}|{_OFFICE})(?:(?:,|\svà)\s{{1,9}}(?:{_AT})?(?:{_LEVEL}|{_OFFICE})){{0,3}}"
_BINDS: Final = r"(?:(?:phấn đấu|phải|đạt|là|có|từ|mức|trên|dưới|hơn|khoảng|tối thiểu|tối đa|ít nhất|không|thấp hơn|quá)\s{1,9}){0,5}[≥>]?\s{0,9}\d"

LEVEL: Final = regex.compile(rf"\s{{0,9}}(?:(?:ở|tại|đối với)\s{{1,9}})?{_LEVEL}")
"""A share that says only the level ("…, 97% cấp huyện"); of what stands before the first of the list."""
PLACE_GOES_ON: Final = regex.compile(rf"\s{{0,9}}[,;]?\s{{0,9}}(?:(?:và|còn|riêng)\s{{1,9}})?(?P<place>{_PLACE})\s{{1,9}}{_BINDS}")
_ENDS_WITH_PLACE: Final = regex.compile(rf"(?<!\p{{L}})(?P<at>{_AT})?(?:{_PLACE})\Z")


def said_of(indicator: str, place: str) -> str:
    """An indicator of one place said of another; as it is where it ends with none.

    >>> said_of("Tỷ lệ hồ sơ đúng hạn ở cấp tỉnh", "cấp huyện, cấp xã"), said_of("Tỷ lệ hồ sơ đúng hạn", "tại các xã")
    ('Tỷ lệ hồ sơ đúng hạn ở cấp huyện, cấp xã', 'Tỷ lệ hồ sơ đúng hạn')
    """
    ending = _ENDS_WITH_PLACE.search(fold(indicator))
    if ending is None:
        return indicator
    own = "" if regex.match(_AT, fold(place)) else indicator[slice(*ending.span("at"))] if ending["at"] else ""
    return indicator[: ending.start()] + own + place
