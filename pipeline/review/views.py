"""The pages of a review. Every one works without scripts; what is said is written before the next page is shown."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Annotated, Any, Final
from urllib.parse import parse_qsl, quote, urlencode

from fastapi import APIRouter, Depends, FastAPI, Request
from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, RedirectResponse, Response

from extractors.agencies import bodies
from pipeline.messages import LANGUAGES, Language, Trouble, speak
from pipeline.review.anchors import FACTS
from pipeline.review.applying import Corrected
from pipeline.review.awaiting import Item, items
from pipeline.review.context import marked_text, pieces
from pipeline.review.desk import Desk, Key, Sheet, Wanted, progress
from pipeline.review.finding import words_in
from pipeline.review.forms import Given, Wrong, amended_value, given_of, value_from
from pipeline.review.telling import Speech, rows
from pipeline.review.values import deadline_in_words, value_of
from schemas.correction import Kind, Verdict

SHOWN: Final = 100
"""Facts on the page of the queue."""
MOST_BYTES: Final = 1 << 20
"""A form that is larger is none of ours."""
MOST_FIELDS: Final = 1000
LONGEST_REASON: Final = 4000
ADDABLE: Final[tuple[Kind, ...]] = ("task", "target", "legal_ref")

_HTML: Final = "text/html; charset=utf-8"
_ASSETS: Final = {"style.css": "text/css; charset=utf-8", "review.css": "text/css; charset=utf-8", "review.js": "text/javascript; charset=utf-8"}
_KINDS: Final[tuple[Kind, ...]] = ("metadata", *FACTS)

router = APIRouter()


async def _form(request: Request) -> Given:
    """The fields of a form of ours."""
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > MOST_BYTES:
            raise HTTPException(413)
    given: dict[str, list[str]] = {}
    try:
        for name, value in parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=MOST_FIELDS, errors="strict"):
            given.setdefault(name, []).append(value)
    except ValueError as error:
        raise HTTPException(400) from error
    token = given.pop("token", [""])[0]
    if not secrets.compare_digest(token.encode(), request.app.state.token.encode()):
        raise HTTPException(403)
    return given


Form = Annotated[Given, Depends(_form)]


@router.get("/")
def queue(request: Request) -> Response:
    """What awaits review."""
    return _queue(request)


@router.get("/fact/{plan_id}/{kind}/{fact}")
def fact(request: Request, plan_id: str, kind: str, fact: str) -> Response:
    """One fact, to be decided on."""
    sheet, known = _sheet(request, plan_id), _kind(kind)
    return _fact(request, sheet, (known, fact))


@router.post("/fact/{plan_id}/{kind}/{fact}")
def decide(request: Request, plan_id: str, kind: str, fact: str, given: Form) -> Response:
    """What the reviewer says of a fact; the next one is shown."""
    desk, sheet, key = _desk(request), _sheet(request, plan_id), (_kind(kind), fact)
    present = sheet.fact(key)
    if present is None:
        raise HTTPException(404)
    verdict, why = _first(given, "verdict"), _first(given, "why").strip()[:LONGEST_REASON]
    before, onward = value_of(present), _next(desk.queue(_wanted(request), desk.plans()), (plan_id, *key))
    if verdict == "accept":
        line = desk.decide(sheet, key, "accept", before, why)
    elif verdict == "reject" and kind != "metadata":
        line = desk.decide(sheet, key, "reject", None, why)
    elif verdict == "correct":
        try:
            value = amended_value(key[0], before, given, sheet.state.plan.metadata.period)
        except Wrong as wrong:
            return _fact(request, sheet, key, given, wrong.name)
        told: Verdict = "accept" if value == before else "correct"
        line = desk.decide(sheet, key, told, value, why)
    else:
        raise HTTPException(400)
    return _to(request, _address(onward.plan_id, onward.kind, onward.fact) if onward else "/", last=line.id)


@router.get("/plan/{plan_id}")
def plan(request: Request, plan_id: str) -> Response:
    """A plan whole: its text with its facts, what was said of it, and what was missed."""
    return _plan(request, _sheet(request, plan_id))


@router.post("/plan/{plan_id}/done")
def done(request: Request, plan_id: str, given: Form) -> Response:  # noqa: ARG001
    """The reviewer has read the whole plan."""
    _desk(request).finish(_sheet(request, plan_id))
    return _to(request, f"/plan/{quote(plan_id)}")


@router.get("/plan/{plan_id}/add")
def missed(request: Request, plan_id: str) -> Response:
    """The form for a fact that was missed."""
    return _add(request, _sheet(request, plan_id))


@router.post("/plan/{plan_id}/add")
def add(request: Request, plan_id: str, given: Form) -> Response:
    """A fact that was missed."""
    sheet, kind = _sheet(request, plan_id), _kind(_first(given, "of"))
    if kind not in ADDABLE:
        raise HTTPException(400)
    span = words_in(sheet.document.text, _first(given, "words"), _first(given, "start"))
    if span is None:
        return _add(request, sheet, given, "words")
    try:
        value = value_from(kind, given, sheet.state.plan.metadata.period)
    except Wrong as wrong:
        return _add(request, sheet, given, wrong.name)
    line = _desk(request).add(sheet, kind, span, value, _first(given, "why").strip()[:LONGEST_REASON])
    return _to(request, f"/plan/{quote(plan_id)}", last=line.id)


@router.get("/said")
def said(request: Request) -> Response:
    """What was said last."""
    return _page(request, "said.html", lines=_desk(request).said(SHOWN))


@router.post("/undo")
def undo(request: Request, given: Form) -> Response:
    """Take something back, and show what it was about."""
    line = _desk(request).undo(_first(given, "line"))
    if line is None:
        raise HTTPException(404)
    back = f"/plan/{quote(line.plan_id)}" if line.kind == "plan" else _address(line.plan_id, line.kind, line.fact)
    return _to(request, "/said" if _first(given, "from") == "said" else back)


@router.post("/apply")
def apply(request: Request, given: Form) -> Response:  # noqa: ARG001
    """Bring the dataset up to what was said."""
    return _queue(request, applied=_desk(request).apply())


@router.get("/deadline")
def deadline(request: Request, words: str, plan_id: str) -> Response:
    """When some words say, as the program reads them."""
    read = deadline_in_words(words[:500], _sheet(request, plan_id).state.plan.metadata.period)
    days = {"start": read.start.isoformat() if read.start else "", "end": read.end.isoformat() if read.end else ""} if read else {}
    return JSONResponse({"kind": read.kind, "frequency": read.frequency or "", **days} if read else {}, headers={"cache-control": "no-store"})


@router.get("/assets/{name}")
def asset(name: str) -> Response:
    """How the pages look, and what their keys do."""
    if name not in _ASSETS:
        raise HTTPException(404)
    room = "serve" if name == "style.css" else "review"
    data = (files("pipeline") / room / "pages" / name).read_bytes()
    return Response(data, media_type=_ASSETS[name], headers={"cache-control": "no-cache"})


def make_app(desk: Desk, token: str, language: Language) -> FastAPI:
    """The application over a desk; whoever writes must send the token back."""
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None, redirect_slashes=False)
    app.state.desk, app.state.token, app.state.language = desk, token, language
    app.include_router(router)
    app.add_exception_handler(HTTPException, _refused)
    app.add_exception_handler(Trouble, _troubled)
    return app


def _queue(request: Request, **extra: Any) -> Response:
    desk = _desk(request)
    plans = desk.plans()
    wanted = _wanted(request)
    found = desk.queue(wanted, plans)
    everything = desk.queue(Wanted(), plans)
    choices = {
        "rules": sorted({item.rule for item in everything if item.rule}),
        "doubts": sorted({doubt for item in everything for doubt in item.doubts}),
        "kinds": _KINDS,
    }
    return _page(request, "queue.html", plans=plans, wanted=wanted, found=found[:SHOWN], count=len(found), choices=choices, **extra)


def _fact(request: Request, sheet: Sheet, key: Key, given: Given | None = None, wrong: str | None = None) -> Response:
    fact = sheet.fact(key)
    if fact is None:
        raise HTTPException(404)
    kind, identity = key
    facts = sheet.facts if key in sheet.facts.by_id else sheet.extracted
    span = facts.span_of(kind, fact)
    desk = _desk(request)
    found = desk.queue(_wanted(request), desk.plans())
    here = (sheet.state.plan.plan_id, kind, identity)
    return _page(
        request,
        "fact.html",
        sheet=sheet,
        plan=sheet.state.plan,
        fact=fact,
        kind=kind,
        identity=identity,
        item=_item(sheet, key),
        page=sheet.document.page_at(span.start),
        pieces=pieces(sheet.document, span, fact),
        rows=rows(fact, _speech(request)),
        line=sheet.state.decided.get(key),
        given=given if given is not None else given_of(value_of(fact)),
        wrong=wrong,
        names=_names(sheet),
        next=_next(found, here),
        place=next((number for number, item in enumerate(found, 1) if (item.plan_id, item.kind, item.fact) == here), None),
        count=len(found),
        here=_address(*here) + _query(request),
    )


def _item(sheet: Sheet, key: Key) -> Item:
    """A fact as the queue has it; of one that was rejected, as it was extracted."""
    found = items(sheet.state) if key in sheet.facts.by_id else items(Corrected(sheet.stored.plan, sheet.state.decided, ()))
    return next(item for item in found if (item.kind, item.fact) == key)


def _plan(request: Request, sheet: Sheet, **extra: Any) -> Response:
    whole = next(each for each in _desk(request).plans() if each.plan_id == sheet.state.plan.plan_id)
    return _page(
        request, "plan.html", sheet=sheet, plan=sheet.state.plan, whole=whole, text=marked_text(sheet.document, sheet.facts), addable=ADDABLE, **extra
    )  # fmt: skip


def _add(request: Request, sheet: Sheet, given: Given | None = None, wrong: str | None = None) -> Response:
    asked = request.query_params if given is None else {name: _first(given, name) for name in ("of", "words", "start")}
    kind = asked.get("of", "")
    return _page(
        request,
        "add.html",
        plan=sheet.state.plan,
        kind=kind if kind in ADDABLE else ADDABLE[0],
        words=asked.get("words", ""),
        start=asked.get("start", ""),
        given=given or {"comparator": ["="], "status": ["target"], "relation": ["cites"]},
        wrong=wrong,
        names=_names(sheet),
        addable=ADDABLE,
    )


def _next(found: Sequence[Item], here: tuple[str, Kind, str]) -> Item | None:
    """The fact after this one; of a fact that is not in the queue any more, the first."""
    at = next((number for number, item in enumerate(found) if (item.plan_id, item.kind, item.fact) == here), None)
    if at is None:
        return found[0] if found else None
    return found[(at + 1) % len(found)] if len(found) > 1 else None


def _names(sheet: Sheet) -> list[str]:
    """Names of bodies to choose from: those of the plan, then all that are known."""
    named = [agency.mention for task in sheet.state.plan.tasks for agency in (*task.leads, *task.coordinators)]
    return list(dict.fromkeys([*sorted(set(named)), *(body.name for body in bodies().values())]))


def _desk(request: Request) -> Desk:
    desk: Desk = request.app.state.desk
    speak(_language(request))
    return desk


def _sheet(request: Request, plan_id: str) -> Sheet:
    sheet = _desk(request).sheet(plan_id)
    if sheet is None:
        raise HTTPException(404)
    return sheet


def _kind(name: str) -> Kind:
    found = next((kind for kind in _KINDS if kind == name), None)
    if found is None:
        raise HTTPException(404)
    return found


def _first(given: Given, name: str) -> str:
    return next(iter(given.get(name, ())), "")


def _wanted(request: Request) -> Wanted:
    asked = {name: request.query_params.get(name) or None for name in ("plan", "kind", "rule", "doubt")}
    return Wanted(**asked)


def _query(request: Request, **more: str) -> str:
    """What of the address goes along: which facts are asked for."""
    asked = {name: value for name in ("plan", "kind", "rule", "doubt") if (value := request.query_params.get(name))}
    return f"?{urlencode({**asked, **more})}" if asked or more else ""


def _address(plan_id: str, kind: str, identity: str) -> str:
    return f"/fact/{quote(plan_id, safe='')}/{kind}/{quote(identity, safe='')}"


def _to(request: Request, address: str, **more: str) -> Response:
    return RedirectResponse(address + _query(request, **more), 303)


def _language(request: Request) -> Language:
    """The language asked for, now or before; else the one that the command speaks."""
    asked = request.query_params.get("lang") or request.cookies.get("lang")
    usual: Language = request.app.state.language
    return next((each for each in LANGUAGES if each == asked), usual)


def _speech(request: Request) -> Speech:
    return Speech(_language(request))


def _page(request: Request, name: str, status: int = 200, **values: Any) -> Response:
    speech = _speech(request)
    desk = _desk(request)
    other: Language = "en" if speech.language == "vi" else "vi"
    last = request.query_params.get("last")
    rest = [(key, value) for key, value in request.query_params.multi_items() if key not in ("lang", "last")]
    plans = desk.plans()
    values |= {
        "speech": speech,
        "t": speech.word,
        "other": other,
        "switch": f"{request.url.path if request.method == 'GET' else '/'}?{urlencode([*rest, ('lang', other)])}",
        "query": _query(request),
        "address": _address,
        "token": request.app.state.token,
        "desk": desk,
        "progress": progress(plans, desk.below),
        "behind": desk.behind(),
        "last": next((line for line in desk.said(SHOWN) if line.id == last), None) if last else None,
        "path": request.url.path,
    }
    body = _templates().get_template(name).render({"applied": None, "trouble": None, **values}).encode("utf-8", "replace")
    response = Response(body, status, media_type=_HTML, headers={"cache-control": "no-store"})
    if request.query_params.get("lang"):
        response.set_cookie("lang", speech.language, samesite="strict", httponly=True)
    return response


def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return _refusal(request, error.status_code, None)


def _troubled(request: Request, error: Exception) -> Response:
    return _refusal(request, 503, str(error))


def _refusal(request: Request, status: int, trouble: str | None) -> Response:
    speech = _speech(request)
    body = _templates().get_template("refusal.html").render(speech=speech, t=speech.word, status=status, trouble=trouble)
    return Response(body, status, media_type=_HTML)


@cache
def _templates() -> Environment:
    return Environment(loader=PackageLoader("pipeline.review", "pages"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
