"""Lists of bodies: split as the annotation guide splits them, each with the very words it stands in."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

import regex

from extractors.agencies.gazetteer import bodies, known_at, resolve_agency
from extractors.agencies.grammar import capitals_at, unit_at
from extractors.agencies.names import goes_on
from extractors.agencies.view import Unit, View, is_predicate, is_verb
from extractors.draft import Draft
from schemas.plan import Agency
from schemas.text import Span, fold, slug

CONFIDENCE: Final = {"known": 0.97, "committee": 0.97, "collective": 0.95, "element": 0.95, "role": 0.85, "headed": 0.85, "capitals": 0.6, "listed": 0.6}
_SEPARATOR: Final = regex.compile(
    r"\s*(?:[;,+/&\t•]|(?:\bvà|\bcùng(?:\s+với)?|\bhoặc|\bcũng\s+như)(?![\p{L}]))+\s*(?:(?:và|cùng)(?:\s+với)?(?![\p{L}])\s*)?", regex.VERSION1
)
_LIST_SEPARATOR: Final = regex.compile(
    r"(?:\s*(?:[;,+/&\t•.]|\n\s*[-–*]|(?:\bvà|\bcùng(?:\s+với)?|\bhoặc|\bcũng\s+như)(?![\p{L}]))+\s*(?:(?:và|cùng)(?:\s+với)?(?![\p{L}])\s*)?|\s*\n\s*)"
)
_ASIDE: Final = regex.compile(r"\s*\([^()]{0,160}\)")
_ROLE_ASIDE: Final = regex.compile(
    r"\s*\(\s*(?:(?:cơ quan |đơn vị )?(?:chủ trì|phối hợp|đầu mối|thường trực|tham mưu|qua\b|b/c|để\b)"
    r"|theo (?:quyết định|kế hoạch)|(?:quyết định|kế hoạch|nghị quyết|thông báo|công văn) số)[^()]{0,80}\)"
)
_LAST_ASIDE: Final = regex.compile(r"\s*\([^()]*\)$")
_LOOSE: Final = regex.compile(r"[\s:\-–]*")
_LIST_START: Final = regex.compile(r"[\s\-–*•+:.]*(?:(?:và|gồm|bao gồm|cho|với)(?![\p{L}])\s*:?\s*)?")
_TIER_LABEL: Final = regex.compile(r"(?:ở\s+)?cấp\s+(?:trung\s+ương|tỉnh|huyện|xã)\s*:\s*(?=\p{L})")
"""In "Cấp tỉnh: Sở Nội vụ; cấp huyện: Phòng Nội vụ" the bodies stand behind the colons."""
_LIST_END: Final = regex.compile(r"[\s.;:,/✓]*$")
_CHUNK_END: Final = regex.compile(r"[;,\n\t•]|$")
_BAD_START: Final = regex.compile(
    r"\d(?!\d? (?:thôn|xã|phường|huyện|trường|tổ|khu|bản|ấp|buôn)(?!\p{L}))|(?:theo|không|nt)(?!\p{L})|như trên"
    r"|(?:hoàn thành|thời (?:gian|hạn)|thường xuyên|định kỳ|hằng|hàng (?:tháng|quý|năm|tuần)|(?:trước|từ|đến) (?:ngày|tháng)"
    r"|(?:trong )?(?:quý|tháng|năm) [\divx])"
)
_LEVEL_AT_END: Final = regex.compile(r"(?:cấp\s+)?(?:tỉnh|huyện|quận|thị\s+xã|thành\s+phố|xã|phường|thị\s+trấn|đặc\s+khu)$", regex.IGNORECASE)
_LEVEL: Final = regex.compile(r"cấp\s+\p{L}+")
_DOUBLED: Final = regex.compile(r"\b(các|và|của|sở|phòng|với) \1\b", regex.IGNORECASE)
_HEAD_OF: Final = regex.compile(
    r"^((?:các )(?:tổ|thôn|đội|nhóm|khối|cụm|khu phố|bản|ấp|khóm)|(?:tổ|đội|nhóm)(?= trưởng (?:chuyên môn|cm)$)) trưởng(?= chuyên môn| cm|$)", regex.IGNORECASE
)
"""A head named in one word with its body: "các tổ trưởng" are "các tổ"."""


@dataclass(frozen=True, slots=True)
class Found:
    """Bodies found in a row, and where their words end."""

    units: tuple[Unit, ...]
    end: int


def list_agencies(draft: Draft, span: Span) -> tuple[Agency, ...]:
    """The bodies of a stretch that is nothing but a list of them: a table cell, a heading. Words that are no known body are kept as unknown."""
    view = View.of(draft, span.end)
    lead = _LIST_START.match(view.folded, span.start, span.end)
    at = lead.end() if lead else span.start
    units: list[Unit] = []
    while at < span.end and not _LIST_END.match(view.folded, at, span.end):
        more = goes_on(view, units[-1], at) if units else None
        if more:
            units[-1] = replace(units[-1], end=more)
            separator = _LIST_SEPARATOR.match(view.folded, more, span.end)
            at = separator.end() if separator else more
            continue
        tier = _TIER_LABEL.match(view.folded, at, span.end)
        at = tier.end() if tier else at
        found = unit_at(view, at, listing=True) or _elliptic(view, units, at) or _chunk(view, at)
        if not found:
            break
        end = found[-1].end
        role = _ROLE_ASIDE.match(view.folded, end, span.end)
        aside = None if role else _ASIDE.match(view.folded, end, span.end)
        if aside:
            end = aside.end()
            found = (*found[:-1], replace(found[-1], end=end))
        end = role.end() if role else end
        separator = _LIST_SEPARATOR.match(view.folded, end, span.end)
        if not separator and not role and not _LIST_END.match(view.folded, end, span.end):
            border = _CHUNK_END.search(view.folded, end, span.end)
            end = _trim(view, border.start() if border else span.end)
            found = (*found[:-1], replace(found[-1], end=end))
            separator = _LIST_SEPARATOR.match(view.folded, end, span.end)
        units.extend(found)
        if not separator:
            at = end if role else span.end
            gap = _LOOSE.match(view.folded, at, span.end)
            at = gap.end() if gap else at
            continue
        at = separator.end()
    return agencies(view, _share(view, units))


def agencies_from(draft: Draft, start: int, limit: int) -> tuple[tuple[Agency, ...], int]:
    """The list of bodies that begins at ``start`` in running text, and where it ends; empty, with ``start``, where none begins there."""
    view = View.of(draft, limit)
    found = row_at(view, start, anything=True)
    return agencies(view, found.units), found.end


def row_at(view: View, start: int, anything: bool = False) -> Found:
    """The bodies named one after the other from ``start`` on; ``anything`` takes runs of capitals for bodies as well."""
    at = view.after("blank", start)
    units: list[Unit] = []
    end = start
    while at < view.limit:
        found = unit_at(view, at) or _elliptic(view, units, at)
        if not found and anything and not is_verb(view, at) and (not units or units[-1].kind != "collective"):
            run = capitals_at(view, at)
            found = ((run,) if run and (not units or not is_predicate(view, at)) else ()) or _bare(view, at)
        if not found:
            more = goes_on(view, units[-1], at) if units else None
            if more:
                units[-1] = replace(units[-1], end=more)
                end = more
            break
        units.extend(found)
        end = found[-1].end
        aside = _ASIDE.match(view.folded, end, view.near(end))
        after = aside.end() if aside else end
        separator = _SEPARATOR.match(view.folded, after, view.near(after))
        if not separator:
            end = after if aside and is_predicate(view, after + 1) else end
            break
        at = separator.end()
    return Found(tuple(_share(view, units)), end)


def _bare(view: View, at: int) -> tuple[Unit, ...]:
    """A common noun alone, where a list of bodies goes on behind it: "phối hợp với ngân hàng, giáo viên chủ nhiệm"."""
    noun = view.meets("noun", at)
    following = _SEPARATOR.match(view.folded, noun.end(), view.near(at)) if noun and not view.meets("not-a-body", at) else None
    return (Unit(at, at, noun.end(), "collective"),) if noun and following and unit_at(view, following.end()) else ()


def _elliptic(view: View, units: list[Unit], at: int) -> tuple[Unit, ...]:
    """ "Sở Nội vụ, Tài chính, Tư pháp": names that share the head of the one before."""
    if not units or units[-1].kind not in ("known", "element"):
        return ()
    head = fold(units[-1].before or view.text[units[-1].body : units[-1].end].split(maxsplit=1)[0])
    if head not in ("sở", "phòng", "bộ", "ban"):
        return ()
    known = known_at(view.folded, at, view.limit, head) if view.capital(at) else None
    return (Unit(at, at, known[0], "element", before=head.capitalize(), name=known[1]),) if known else ()


def _chunk(view: View, at: int) -> tuple[Unit, ...]:
    """Words between separators that no rule knows: kept, for nothing found may be dropped."""
    if _BAD_START.match(view.folded, at, view.limit):
        return ()
    border = _CHUNK_END.search(view.folded, at, view.limit)
    end = _trim(view, border.start() if border else view.limit)
    return (Unit(at, at, end, "capitals"),) if slug(view.text[at:end]) not in ("", "va") else ()


def _trim(view: View, end: int) -> int:
    while end > 0 and (view.text[end - 1].isspace() or view.text[end - 1] in ".;,:/✓"):
        end -= 1
    return end


def _share(view: View, units: list[Unit]) -> list[Unit]:
    """Levels said once for several: in "UBND và Đài Truyền thanh cấp huyện" the level belongs to both."""
    shared = [_with_head(view, before, unit) for before, unit in zip([None, *units], units, strict=False)]
    for index in range(len(shared) - 2, -1, -1):
        unit, following = shared[index], shared[index + 1]
        if unit.kind == "committee" and unit.place is None and following.kind != "collective":
            level = _LEVEL_AT_END.search(view.text[following.body : following.end])
            after = view.text[slice(*following.place)] if following.place else following.after or (level[0] if level else "")
            shared[index] = replace(unit, after=after)
    return shared


def _with_head(view: View, before: Unit | None, unit: Unit) -> Unit:
    """The unit with the head that the one before has and it lacks: in "Công an cấp huyện, cấp xã" both are Công an."""
    if before is None or before.place is None or not _LEVEL.fullmatch(view.folded, unit.body, unit.end):
        return unit
    shares = unit.kind == "collective" and view.folded.startswith("cấp", before.place[0]) and before.place[0] > before.body
    return replace(unit, kind="element", before=view.text[before.body : before.place[0]].strip()) if shares else unit


def agencies(view: View, units: tuple[Unit, ...] | list[Unit]) -> tuple[Agency, ...]:
    """The units as agencies, each once."""
    made: dict[str, Agency] = {}
    for unit in units:
        agency = _agency(view, unit)
        made.setdefault(fold(agency.mention), agency)
    return tuple(made.values())


def _agency(view: View, unit: Unit) -> Agency:
    mention = clean_mention(" ".join(filter(None, (unit.before, view.text[unit.body : unit.end], unit.after))))
    resolved = resolve_agency(_LAST_ASIDE.sub("", mention))
    known = bodies().get(resolved.id) is not None
    rule = "listed" if unit.kind == "capitals" and not known else "known" if known and unit.kind in ("headed", "capitals") else unit.kind
    confidence = CONFIDENCE[rule] if unit.kind != "capitals" or known else CONFIDENCE["capitals"]
    return Agency(
        id=resolved.id,
        name=resolved.name,
        mention=mention,
        kind=resolved.kind if unit.kind != "role" or known else "role",
        collective=resolved.collective,
        start=unit.start,
        end=unit.end,
        rule=f"agencies.{rule}",
        confidence=confidence,
    )


def clean_mention(words: str) -> str:
    """A body's name as the guide lists it: on one line, doubled words once, the first letter a capital."""
    line = " ".join(words.split()).strip(" .,;:-–")
    line = _HEAD_OF.sub(lambda head: head[1], _DOUBLED.sub(lambda doubled: doubled[1], line))
    return line[:1].upper() + line[1:]
