"""Lists asked of the index: filters as conditions of SQL, whose values are always bound, then one page of what meets them.

A page begins after the last entry of the one before, by what it is sorted by: no entry is met twice or missed, also where the dataset
changes between two pages.
"""

from __future__ import annotations

import binascii
import json
import sqlite3
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from extractors.agencies import known_agencies
from pipeline.export.occurrences import Recurring, is_on
from pipeline.export.selection import is_called, province_id, related
from pipeline.serve.answers import NamedAgency
from pipeline.serve.filters import (
    AgencyFilters,
    CoverageFilters,
    Filters,
    FindingFilters,
    LegalRefFilters,
    OfPlans,
    PlanFilters,
    Sure,
    TargetFilters,
    TaskFilters,
)
from pipeline.serve.index import stretch, words_of
from pipeline.serve.memory import Memory
from pipeline.serve.search import query_for, with_marks, without_marks
from schemas.text import nfc

_NEVER: Final = "9999-99-99"
_ORDERS: Final[Mapping[str, str]] = {
    "plan": "",
    "path": "",
    "due": f"ifnull(f.due, '{_NEVER}')",
    "-due": "ifnull(f.due, '')",
    "confidence": "f.confidence",
    "-confidence": "f.confidence",
    "symbol": "f.symbol",
    "issued": f"ifnull(p.issued_on, '{_NEVER}')",
    "-issued": "ifnull(p.issued_on, '')",
}
"""What each order sorts by first; the place in the dataset decides among equals."""


class BadPlace(ValueError):
    """``after`` is not what a page gave as the place of its next."""


@dataclass(frozen=True, slots=True)
class Found:
    """One page of entries, each its JSON with the ids that it belongs to."""

    total: int
    entries: Sequence[tuple[str, str, bytes]]
    """The id of the plan, the name that the plan goes by, and the record."""
    after: str | None
    """Where the next page begins; None on the last one."""


@dataclass(slots=True)
class _Conditions:
    """Conditions that must all be met, and the values in them."""

    clauses: list[str] = field(default_factory=list)
    values: list[Any] = field(default_factory=list)

    def add(self, clause: str, *values: Any) -> None:
        """One more condition, with a value for each ? in it."""
        self.clauses.append(clause)
        self.values += values

    def among(self, column: str, values: Iterable[Any]) -> None:
        """The column has one of the values, where there are any."""
        if some := list(values):
            self.add(f"{column} IN (SELECT value FROM json_each(?))", json.dumps(some))

    @property
    def where(self) -> str:
        return " AND ".join(self.clauses) or "TRUE"


@dataclass(frozen=True, slots=True)
class _Listed:
    """A body in the list of all, with the words that it is found by."""

    place: str
    marked: str
    plain: str
    is_named: bool
    record: bytes


class Queries:
    """Questions to one state of the index, which ``state`` names."""

    def __init__(self, connection: sqlite3.Connection, memory: Memory) -> None:
        self._connection = connection
        self._memory = memory
        self.state, self.status, self._sample = connection.execute("SELECT state, status, sample FROM states").fetchone()

    def plans(self, asked: PlanFilters) -> Found:
        """Plans without their lists."""
        conditions = self._of_plans(asked)
        self._searching(conditions, "plans", "p.number", asked.q)
        return self._page("plans p", "p.head", conditions, asked, asked.sort, ("p.path", "p.plan_id"))

    def tasks(self, asked: TaskFilters) -> Found:
        """Tasks."""
        conditions = self._of_facts("tasks", asked)
        if asked.agency or asked.role:
            bodies, values = "TRUE", []
            if asked.agency:
                bodies, values = "body IN (SELECT value FROM json_each(?))", [json.dumps(self._bodies(asked.agency))]
            role = " AND role = ?" if asked.role else ""
            conditions.add(f"f.number IN (SELECT task FROM task_bodies WHERE {bodies}{role})", *values, *filter(None, (asked.role,)))
        if asked.component:
            conditions.add("f.number IN (SELECT task FROM task_components WHERE component IN (SELECT value FROM json_each(?)))", json.dumps(asked.component))
        if asked.due_from or asked.due_to:
            first, last = asked.due_from or date.min, asked.due_to or date.max
            conditions.add(
                "(f.due BETWEEN ? AND ? OR f.number IN (SELECT task FROM task_rhythms WHERE rhythm IN (SELECT value FROM json_each(?))))",
                first.isoformat(),
                last.isoformat(),
                json.dumps(self._rhythms(first, last)),
            )
        return self._facts("tasks", conditions, asked, asked.sort)

    def targets(self, asked: TargetFilters) -> Found:
        """Targets and results."""
        conditions = self._of_facts("targets", asked)
        if asked.agency:
            bodies = json.dumps(self._bodies(asked.agency))
            conditions.add("f.number IN (SELECT target FROM target_bodies WHERE body IN (SELECT value FROM json_each(?)))", bodies)
        if asked.component:
            components = json.dumps(asked.component)
            conditions.add("f.number IN (SELECT target FROM target_components WHERE component IN (SELECT value FROM json_each(?)))", components)
        conditions.among("f.status", filter(None, (asked.status,)))
        conditions.among("f.indicator_id", asked.indicator)
        return self._facts("targets", conditions, asked, asked.sort)

    def legal_refs(self, asked: LegalRefFilters) -> Found:
        """Mentions of laws and other documents."""
        conditions = self._of_facts("legal_refs", asked)
        conditions.among("f.symbol", map(nfc, asked.symbol))
        conditions.among("f.relation", asked.relation)
        return self._facts("legal_refs", conditions, asked, asked.sort)

    def coverage(self, asked: CoverageFilters) -> Found:
        """What plans hold for each PAR INDEX domain."""
        conditions = self._of_plans(asked)
        conditions.among("f.start", asked.component)
        return self._facts("coverage", conditions, asked, "plan")

    def findings(self, asked: FindingFilters) -> Found:
        """What only several plans together show."""
        conditions = _Conditions()
        if asked.plan_id:
            conditions.add("p.number IN (SELECT finding FROM finding_plans WHERE plan_id IN (SELECT value FROM json_each(?)))", json.dumps(asked.plan_id))
        conditions.among("p.kind", asked.kind)
        conditions.among("p.severity", filter(None, (asked.severity,)))
        return self._page("(SELECT *, '' AS plan_id, '' AS name FROM findings) p", "p.record", conditions, asked, "plan", ("p.number",))

    def agencies(self, asked: AgencyFilters) -> Found:
        """Bodies that the program knows, and those that plans name beside."""
        words = with_marks(asked.q or "").split()
        wanted = [(f" {word} ", without_marks(word) == word) for word in words]
        wordless = bool(asked.q and asked.q.strip() and not words)
        found = [
            each
            for each in self._memory.recall((self.state, "agencies"), self._agencies)
            if all(word in (each.plain if bare else each.marked) for word, bare in wanted) and (not asked.named or each.is_named) and not wordless
        ]
        begin = _place(asked.after, 1)[0] if asked.after is not None else ""
        rest = [each for each in found if each.place > str(begin)]
        some = rest[: asked.limit]
        return Found(len(found), [("", "", each.record) for each in some], _told([some[-1].place]) if len(rest) > len(some) else None)

    def plan(self, plan_id: str) -> bytes | None:
        """A plan whole, compressed with zlib; None where there is no such plan."""
        row = self._connection.execute("SELECT record FROM plans WHERE plan_id = ?", (plan_id,)).fetchone()
        return bytes(row[0]) if row else None

    def fact(self, table: str, plan_id: str, id_: str) -> bytes | None:
        """A fact of a plan; None where there is no such fact."""
        asked = f"SELECT f.record FROM {table} f JOIN plans p ON p.number = f.plan WHERE p.plan_id = ? AND f.id = ?"
        row = self._connection.execute(asked, (plan_id, id_)).fetchone()
        return stretch(row[0], self._sample) if row else None

    def _facts(self, table: str, conditions: _Conditions, asked: Filters, sort: str) -> Found:
        tables = f"{table} f JOIN plans p ON p.number = f.plan"
        if not _ORDERS[sort] and not any("f." in clause for clause in conditions.clauses):
            tables = f"plans p CROSS JOIN {table} f ON p.number = f.plan"  # plan by plan, in order already: nothing is sorted
        return self._page(tables, "f.record", conditions, asked, sort, ("p.path", "p.plan_id", "f.start", "f.id"))

    def _of_plans(self, asked: OfPlans) -> _Conditions:
        conditions = _Conditions()
        conditions.among("p.plan_id", asked.plan_id)
        conditions.among("p.level", asked.level)
        if asked.year:
            conditions.add("EXISTS (SELECT 1 FROM json_each(?) WHERE value BETWEEN p.first_year AND p.last_year)", json.dumps(asked.year))
        if asked.province:
            provinces = json.dumps([province_id(each) for each in asked.province])
            conditions.add("p.number IN (SELECT plan FROM plan_provinces WHERE province IN (SELECT value FROM json_each(?)))", provinces)
        return conditions

    def _of_facts(self, table: str, asked: Sure) -> _Conditions:
        conditions = self._of_plans(asked)
        if asked.min_confidence:
            conditions.add("f.confidence >= ?", asked.min_confidence)
        self._searching(conditions, table, "f.number", asked.q)
        return conditions

    def _searching(self, conditions: _Conditions, table: str, number: str, asked: str | None) -> None:
        if asked is not None and asked.strip():
            query = query_for(asked)
            if query is None:
                conditions.add("FALSE")
            else:
                conditions.add(f"{number} IN (SELECT rowid FROM {words_of(table)} WHERE {words_of(table)} MATCH ?)", query)

    def _page(self, tables: str, record: str, conditions: _Conditions, asked: Filters, sort: str, place: Sequence[str]) -> Found:
        total = self._total(tables, conditions)
        order = _ORDERS[sort]
        down = sort.startswith("-")
        keys = (order, *place) if order else tuple(place)
        where, values = conditions.where, list(conditions.values)
        if asked.after is not None:
            begin = _place(asked.after, len(keys))
            beyond = f"({', '.join(place)}) > ({', '.join('?' * len(place))})"
            if order:
                where += f" AND ({order} {'<' if down else '>'} ? OR {order} = ? AND {beyond})"
                values += [begin[0], *begin]
            else:
                where += f" AND {beyond}"
                values += begin
        ordered = ", ".join(f"{key} DESC" if down and key == order else key for key in keys)
        query = f"SELECT p.plan_id, p.name, {record}, {', '.join(keys)} FROM {tables} WHERE {where} ORDER BY {ordered} LIMIT ?"
        rows = self._connection.execute(query, (*values, asked.limit + 1)).fetchall()
        some = rows[: asked.limit]
        entries = [(row[0], row[1], stretch(row[2], self._sample)) for row in some]
        return Found(total, entries, _told(some[-1][3:]) if len(rows) > asked.limit else None)

    def _total(self, tables: str, conditions: _Conditions) -> int:
        query, values = f"SELECT count(*) FROM {tables} WHERE {conditions.where}", tuple(conditions.values)
        return self._memory.recall((self.state, query, values), lambda: int(self._connection.execute(query, values).fetchone()[0]))

    def _bodies(self, asked: Sequence[str]) -> list[int]:
        """The numbers of the bodies that are called so, or had or have the field of one that is."""
        return [number for name in asked for number in self._memory.recall((self.state, "body", name), lambda name=name: self._called(name))]  # type: ignore[misc]

    def _called(self, asked: str) -> list[int]:
        name = nfc(asked)
        rows = self._connection.execute("SELECT number, id, name, mention, locality FROM bodies")
        return [number for number, *body, locality in rows if is_called(*body, locality or None, name)]

    def _rhythms(self, first: date, last: date) -> list[int]:
        """The numbers of the recurrences that fall on a day between two."""
        return self._memory.recall((self.state, "rhythms", first, last), lambda: self._falling(first, last))

    def _falling(self, first: date, last: date) -> list[int]:
        rows = self._connection.execute("SELECT number, rule, first FROM rhythms WHERE first <= ?", (last.isoformat(),))
        return [number for number, rule, begin in rows if is_on(Recurring(rule, date.fromisoformat(begin)), first, last)]

    def _agencies(self) -> list[_Listed]:
        """All bodies by name."""
        counted = "SELECT id, min(name), count(DISTINCT iif(role = 'lead', task, NULL)), count(DISTINCT iif(role = 'coordinator', task, NULL))"
        named = {row[0]: row for row in self._connection.execute(f"{counted} FROM bodies JOIN task_bodies ON body = number GROUP BY id")}
        known = {each.id: each for each in known_agencies()}
        found = []
        for id_ in known.keys() | named.keys():
            body = known.get(id_)
            _, name, leads, coordinates = named.get(id_, (id_, "", 0, 0))
            name = body.name if body else name
            words = f" {with_marks(f'{name} {id_}')} "
            place = f"{without_marks(with_marks(name))} {id_}"
            agency = NamedAgency(id=id_, name=name, known=body, related=sorted(related(id_)) if body else [id_], leads=leads, coordinates=coordinates)
            found.append(_Listed(place, words, without_marks(words), bool(leads or coordinates), agency.model_dump_json().encode()))
        return sorted(found, key=lambda each: each.place)


def _told(keys: Sequence[Any]) -> str:
    """The place after an entry as a page tells it."""
    return urlsafe_b64encode(json.dumps(list(keys), ensure_ascii=False, separators=(",", ":")).encode()).decode().rstrip("=")


def _place(told: str, count: int) -> list[Any]:
    """The place that a page told; ``BadPlace`` where it is none of so many values."""
    try:
        keys = json.loads(urlsafe_b64decode(told.encode() + b"=" * (-len(told) % 4)))
    except (ValueError, binascii.Error, RecursionError) as error:
        raise BadPlace from error
    if not isinstance(keys, list) or len(keys) != count or not all(isinstance(each, str | int | float) for each in keys):
        raise BadPlace
    if any(isinstance(each, int) and abs(each) >= 2**63 for each in keys):
        raise BadPlace
    return keys
