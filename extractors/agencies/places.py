"""The levels and places that say which body is meant: "cấp huyện", "các xã, thị trấn", "trên địa bàn huyện Tam Đường"."""

from __future__ import annotations

from typing import Final

import regex

from extractors.agencies.patterns import PLACE_NAME
from extractors.agencies.view import View

_TIERS: Final = (
    frozenset({"tỉnh", "thành phố", "tp"}),
    frozenset({"huyện", "quận", "thị xã", "thành phố", "tp", "h", "q", "tx"}),
    frozenset({"xã", "phường", "thị trấn", "đặc khu", "x", "p", "tt"}),
    frozenset({"thôn", "khu phố", "tổ dân phố", "bản", "ấp", "khu dân cư"}),
)


def places_end(view: View, start: int) -> int | None:
    """The end of a level or a row of places of one tier: "cấp huyện", "các xã, thị trấn", "huyện Tam Đường"."""
    level = view.meets("tier", start)
    if level:
        return modifiers_end(view, level.end())
    first = view.after("plural", start)
    place = _place_letter(view, first) if first > start or _pointed(view, first) else None
    place = view.meets("place", first) or place
    if not place:
        return None
    trunk = view.meets("trunk-city", first)
    end, named = (trunk.end(), True) if trunk else _place_name(view, place.end(), first == start)
    tiers = _tiers(place[0])
    while not named:
        link = view.meets("places-link", end)
        following = (view.meets("place", link.end()) or _place_letter(view, link.end())) if link else None
        if following is None or not tiers & _tiers(following[0]):
            break
        tiers &= _tiers(following[0])
        end, named = _place_name(view, max(view.after("trunk-city", following.start()), following.end()), True)
    return modifiers_end(view, end)


def modifiers_end(view: View, end: int) -> int:
    """The end of the listed words that narrow a body without naming a place ("có liên quan"), else ``end``."""
    while (modifier := view.meets("modifier", end)) is not None:
        end = modifier.end()
    return end


def located_end(view: View, end: int) -> int:
    """The end of the words that say where ("trên địa bàn huyện", "trong tỉnh"), else ``end``."""
    where = view.meets("where", end)
    return (places_end(view, where.end()) if where else None) or view.after("inside", view.after("on-the-ground", end))


def _place_name(view: View, end: int, single: bool) -> tuple[int, bool]:
    """Where the proper name after a level ends, and whether there is one ("huyện Tam Đường", "TP. Huế")."""
    if not single:
        return end, False
    if view.text[end : end + 1] == "." and view.text[end - 1].isupper():
        end += 1
    name = PLACE_NAME.match(view.text, end, view.limit)
    return (name.end(), True) if name else (end, False)


def _place_letter(view: View, at: int) -> regex.Match[str] | None:
    """The capitals that stand for a level in a row of levels: "UBND các xã, P, TT"."""
    found = view.meets("place-letter", at)
    return found if found and view.text[at : found.end()].isupper() else None


def _pointed(view: View, at: int) -> bool:
    """Whether a short word for a level with its point, and a name behind it, begin here: "UBND TX. Hồng Ngự"."""
    found = _place_letter(view, at)
    return found is not None and view.text[found.end() : found.end() + 1] == "." and PLACE_NAME.match(view.text, found.end() + 1, view.limit) is not None


def _tiers(place: str) -> set[int]:
    word = " ".join(place.split())
    return {index for index, tier in enumerate(_TIERS) if word in tier}
