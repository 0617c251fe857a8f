"""The body that issues a plan: its letterhead, its symbol and the bodies it can give work to."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from typing import Any, Final

from schemas.plan import Level
from tests.generator.tree import capital

FOLDER: Final = Path(__file__).parent


@cache
def wordings() -> dict[str, Any]:
    """The wordings of ``wordings.toml``."""
    return tomllib.loads((FOLDER / "wordings.toml").read_text("utf-8"))


@cache
def bodies() -> dict[str, Any]:
    """The bodies of ``bodies.toml``."""
    return tomllib.loads((FOLDER / "bodies.toml").read_text("utf-8"))


@dataclass(frozen=True, slots=True)
class Office:
    """Who issues a plan.

    ``head`` are the lines on the left of the letterhead, ``symbol`` what follows the number, ``sign`` the lines above the name,
    ``short`` what the text calls it, ``circle`` the table of ``bodies.toml`` it gives work to, ``unit`` its kind of locality.
    """

    head: tuple[str, ...]
    name: str
    short: str
    symbol: str
    place: str
    level: Level
    circle: str
    unit: str
    sign: tuple[str, ...]

    def fill(self, wording: str) -> str:
        """A wording of the bodies with this office's locality."""
        return wording.format(place=self.place, unit=self.unit)

    @property
    def above(self) -> str:
        """To whom work is submitted."""
        return self.fill(bodies()[self.circle]["above"])


def office(dice: Random) -> Office:
    """An issuer of any level."""
    places = wordings()["places"]
    province, district, commune = (dice.choice(places[kind]) for kind in ("provinces", "districts", "communes"))
    committee = dice.choice((("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"), ("TM. UỶ BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"), ("CHỦ TỊCH",)))
    kind = dice.choice(("tỉnh", "tỉnh", "huyện", "huyện", "thị xã", "xã", "sở", "phòng", "bộ", "trường"))
    if kind == "tỉnh":
        head = dice.choice(
            (("ỦY BAN NHÂN DÂN", f"TỈNH {province.upper()}"), ("UỶ BAN NHÂN DÂN", f"TỈNH {province.upper()}"), (f"UBND TỈNH {province.upper()}",))
        )
        return Office(head, f"Ủy ban nhân dân tỉnh {province}", "UBND tỉnh", "UBND", province, "province", "province", "tỉnh", committee)
    if kind in ("huyện", "thị xã"):
        head = ("ỦY BAN NHÂN DÂN", f"{kind.upper()} {district.upper()}")
        return Office(head, f"Ủy ban nhân dân {kind} {district}", f"UBND {kind}", "UBND", district, "district", "district", kind, committee)
    if kind == "xã":
        unit = dice.choice(("xã", "phường"))
        head = dice.choice(
            (("ỦY BAN NHÂN DÂN", f"{unit.upper()} {commune.upper()}"), (f"UBND HUYỆN {district.upper()}", f"UBND {unit.upper()} {commune.upper()}"))
        )
        return Office(head, f"Ủy ban nhân dân {unit} {commune}", f"UBND {unit}", "UBND", commune, "commune", "commune", unit, committee)
    if kind == "sở":
        name, code = dice.choice((("Sở Nội vụ", "SNV"), ("Sở Tư pháp", "STP"), ("Sở Y tế", "SYT"), ("Sở Công Thương", "SCT"), ("Sở Tài chính", "STC")))
        head = (dice.choice(("UBND TỈNH", "ỦY BAN NHÂN DÂN TỈNH")) + f" {province.upper()}", name.upper())
        return Office(head, name, name, code, province, "department", "department", "tỉnh", dice.choice((("GIÁM ĐỐC",), ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"))))
    if kind == "phòng":
        name, code = dice.choice((("Phòng Nội vụ", "PNV"), ("Phòng Tư pháp", "PTP"), ("Phòng Giáo dục và Đào tạo", "PGDĐT")))
        return Office((f"UBND HUYỆN {district.upper()}", name.upper()), name, name, code, district, "department", "district", "huyện", ("TRƯỞNG PHÒNG",))
    if kind == "bộ":
        name, code = dice.choice((("Bộ Nội vụ", "BNV"), ("Bộ Tư pháp", "BTP"), ("Bộ Y tế", "BYT")))
        return Office((name.upper(),), name, name, code, "Hà Nội", "central", "ministry", "", dice.choice((("BỘ TRƯỞNG",), ("KT. BỘ TRƯỞNG", "THỨ TRƯỞNG"))))
    name = f"Trường Trung học phổ thông {dice.choice(places['schools'])}"
    head = (f"SỞ GIÁO DỤC VÀ ĐÀO TẠO {province.upper()}", name.upper())
    return Office(head, name, "Nhà trường", "THPT", province, "department", "school", "", ("HIỆU TRƯỞNG",))


@dataclass(frozen=True, slots=True)
class Named:
    """Bodies as a text names them, and each as the guide lists it."""

    text: str
    names: tuple[str, ...]


def one(place: Office, dice: Random) -> Named:
    """One body."""
    name = place.fill(dice.choice(bodies()[place.circle]["offices"]))
    return Named(name, (name,))


def collective(place: Office, dice: Random) -> Named:
    """One collective."""
    name = place.fill(dice.choice(bodies()[place.circle]["collectives"]))
    return Named(name, (capital(name),))


def head(place: Office, dice: Random) -> Named:
    """A person that stands for a body."""
    person, body = (place.fill(each) for each in dice.choice(bodies()[place.circle]["heads"]))
    return Named(person, (body,))


def leaders(place: Office, dice: Random) -> Named:
    """Who leads: mostly one body, sometimes two, a collective or a head."""
    kind = dice.randrange(10)
    if kind < 5:
        return one(place, dice)
    if kind < 7:
        return _two(place, dice)
    return collective(place, dice) if kind < 9 else head(place, dice)


def partners(place: Office, dice: Random, lead: Named) -> Named:
    """Who takes part beside those who lead: one or more bodies, collectives, or bodies that share a word."""
    return next(found for _ in range(1000) if not set((found := _partners(place, dice)).names) & set(lead.names))


def _partners(place: Office, dice: Random) -> Named:
    kind = dice.randrange(8)
    splits = bodies()[place.circle]["split"]
    if kind < 3:
        return one(place, dice)
    if kind < 5:
        return _two(place, dice)
    if kind == 5 and splits:
        text, *names = dice.choice(splits)
        return Named(place.fill(text), tuple(map(place.fill, names)))
    if kind == 6:
        first, second = one(place, dice), collective(place, dice)
        return Named(f"{first.text}{dice.choice((', ', ' và '))}{second.text}", first.names + second.names)
    return collective(place, dice)


def _two(place: Office, dice: Random) -> Named:
    first, second = dice.sample(bodies()[place.circle]["offices"], 2)
    names = (place.fill(first), place.fill(second))
    return Named(dice.choice((", ", "; ", " và ")).join(names), names)
