"""The pages for people: tasks to search and filter, plans, one plan, agencies. Vietnamese, or English where it is asked for; no scripts."""

from __future__ import annotations

import json
import zlib
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from importlib.resources import files
from typing import Any, Final, TypeVar, get_args
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from jinja2 import Environment, PackageLoader, StrictUndefined
from pydantic import ValidationError
from starlette.responses import Response

from extractors.agencies import bodies
from pipeline.messages import LANGUAGES, Language, catalogue
from pipeline.serve.desk import next_page, respond
from pipeline.serve.filters import AgencyFilters, Filters, PlanFilters, TaskFilters
from pipeline.serve.queries import BadPlace, Found, Queries
from schemas.diagnostic import CODES
from schemas.doubt import DOUBTS
from schemas.level import Level

HOME: Final = "/"
PLANS: Final = "/browse/plans"
AGENCIES: Final = "/browse/agencies"
STYLE: Final = "/browse/style.css"
LOW: Final = 0.7
"""Below it, a page says how sure a fact is."""

_HTML: Final = "text/html; charset=utf-8"
_LEVELS: Final = get_args(Level)
Asked = TypeVar("Asked", bound=Filters)

router = APIRouter()


@dataclass(frozen=True, slots=True)
class _Speech:
    """How a page speaks."""

    language: Language

    def word(self, name: str, **values: Any) -> str:
        """A message of the catalogue."""
        return catalogue()[name][self.language].format(**values)

    def day(self, value: str | None) -> str:
        """An ISO date as people write it."""
        if not value:
            return ""
        return value if self.language == "en" else f"{date.fromisoformat(value):%d/%m/%Y}"

    def days(self, first: str | None, last: str | None) -> str:
        """A span of days, of which one end may be open."""
        if first and last:
            return self.day(first) if first == last else f"{self.day(first)}–{self.day(last)}"
        return self.word("browse.from", day=self.day(first)) if first else self.word("browse.until", day=self.day(last))

    def number(self, value: int) -> str:
        """A number with its thousands set apart."""
        told = f"{value:,}"
        return told if self.language == "en" else told.replace(",", ".")

    def doubt(self, code: str) -> str:
        """Why a fact may be wrong."""
        known = DOUBTS.get(code)
        return code if known is None else (known.english if self.language == "en" else known.vietnamese)

    def noticed(self, diagnostics: Sequence[Mapping[str, str]]) -> Sequence[tuple[str, str, int]]:
        """What was noticed of a plan: how grave it is, in words, and how often."""
        told = Counter((each["severity"], self._meaning(each)) for each in diagnostics)
        return [(severity, words, count) for (severity, words), count in told.items()]

    def _meaning(self, diagnostic: Mapping[str, str]) -> str:
        known = CODES.get(diagnostic["code"])
        return diagnostic["message"] if self.language == "en" or known is None else known.vietnamese


@router.get(HOME)
def home(request: Request) -> Response:
    """Tasks of all plans, and a form to find some."""
    return _list(request, TaskFilters, "tasks.html", HOME, lambda queries, asked: queries.tasks(asked), "/tasks")


@router.get(PLANS)
def plans(request: Request) -> Response:
    """Plans, and a form to find some."""
    return _list(request, PlanFilters, "plans.html", PLANS, lambda queries, asked: queries.plans(asked), "/plans")


@router.get(AGENCIES)
def agencies(request: Request) -> Response:
    """Bodies that plans name."""
    return _list(request, AgencyFilters, "agencies.html", AGENCIES, lambda queries, asked: queries.agencies(asked), "/agencies", {"named": "true"})


@router.get(f"{PLANS}/{{plan_id}}")
def plan(request: Request, plan_id: str) -> Response:
    """One plan: who issued it and when, its tasks by section, targets, references, what was noticed."""

    def answer(queries: Queries) -> bytes | None:
        record = queries.plan(plan_id)
        if record is None:
            return None
        return _page(request, "plan.html", queries, plan=json.loads(zlib.decompress(record)), data=f"/plans/{plan_id}")

    return respond(request, answer, _HTML)


@router.get(STYLE)
def style() -> Response:
    """How the pages look."""
    sheet = files("pipeline") / "serve" / "pages" / "style.css"
    return Response(sheet.read_bytes(), media_type="text/css; charset=utf-8", headers={"cache-control": "max-age=3600"})


def is_page(path: str) -> bool:
    """Whether people are shown what is at this path."""
    return path == HOME or path.startswith("/browse/")


def refusal(request: Request, status: int) -> Response:
    """The page that says that there is nothing here."""
    return Response(_rendered(request, "refusal.html", status=status, data=None), status, media_type=_HTML)


def _list(
    request: Request,
    kind: type[Asked],
    page: str,
    path: str,
    ask: Callable[[Queries, Asked], Found],
    data: str,
    usual: Mapping[str, str] | None = None,
) -> Response:
    """A page of a list as its form asks for it; what is wrong in the form is said above it, and nothing is shown."""
    given, wrong = _given(request), None
    try:
        asked = kind.model_validate({**(usual or {}), **given})
    except ValidationError as error:
        wrong = sorted({str(each["loc"][0]) for each in error.errors() if each["loc"]})
        asked = kind.model_validate({})

    def answer(queries: Queries) -> bytes:
        found = None if wrong else ask(queries, asked)
        entries = [(plan_id, name, json.loads(record)) for plan_id, name, record in found.entries] if found else []
        extra = {"lang": "en"} if _language(request) == "en" else {}
        onward = next_page(path, asked, found.after, extra) if found else None
        raw = f"{data}?{urlencode(asked.model_dump(mode='json', exclude_defaults=True), doseq=True)}".rstrip("?")
        filtered = not given.keys() <= {"q", "after"}
        return _page(request, page, queries, given=given, filtered=filtered, found=found, entries=entries, next=onward, wrong=wrong, data=raw)

    try:
        return respond(request, answer, _HTML)
    except BadPlace:
        return refusal(request, 422)


def _given(request: Request) -> dict[str, Any]:
    """What a form asks for: fields left blank are none, and a field of several values may hold them apart by ;."""
    given: dict[str, Any] = {}
    for name, value in request.query_params.multi_items():
        if name == "lang" or not value.strip():
            continue
        if name in ("agency", "province"):
            given.setdefault(name, []).extend(each.strip() for each in value.split(";") if each.strip())
        elif name in ("year", "level", "component", "plan_id"):
            given.setdefault(name, []).append(value.strip())
        else:
            given[name] = value.strip()
    return given


def _language(request: Request) -> Language:
    asked = request.query_params.get("lang")
    return asked if asked in LANGUAGES else "vi"


def _page(request: Request, name: str, queries: Queries, **values: Any) -> bytes:
    return _rendered(request, name, status=200, held=json.loads(queries.status), **values)


def _rendered(request: Request, name: str, **values: Any) -> bytes:
    speech = _Speech(_language(request))
    other: Language = "en" if speech.language == "vi" else "vi"
    rest = [(key, value) for key, value in request.query_params.multi_items() if key != "lang"]
    values |= {
        "speech": speech,
        "t": speech.word,
        "other": other,
        "switch": f"{request.url.path}?{urlencode([*rest, ('lang', other)])}",
        "link": partial(_link, speech.language),
        "called": _called,
        "levels": _LEVELS,
        "low": LOW,
        "path": request.url.path,
    }
    return _pages().get_template(name).render(values).encode("utf-8", "replace")


def _link(language: Language, path: str, **parameters: Any) -> str:
    """The address of a page, in the language of this one."""
    kept = {name: value for name, value in parameters.items() if value not in (None, "", [])}
    if language != "vi":
        kept["lang"] = language
    return f"{path}?{urlencode(kept, doseq=True)}" if kept else path


def _called(identity: str) -> str:
    """The name of a body that is known, else its id."""
    return bodies()[identity].name if identity in bodies() else identity


@cache
def _pages() -> Environment:
    return Environment(loader=PackageLoader("pipeline.serve", "pages"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
