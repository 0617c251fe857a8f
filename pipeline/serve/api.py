"""The paths of the server and what each answers."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable
from typing import Annotated, Any, Final

from fastapi import APIRouter, FastAPI, Query, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response

from pipeline.serve import browse
from pipeline.serve.answers import (
    CoverageOfPlan,
    LegalRefOfPlan,
    NamedAgency,
    PlanHead,
    Problem,
    Served,
    TargetOfPlan,
    TaskOfPlan,
    page_of,
)
from pipeline.serve.desk import Desk, next_page, respond
from pipeline.serve.filters import AgencyFilters, CoverageFilters, Filters, FindingFilters, LegalRefFilters, PlanFilters, TargetFilters, TaskFilters
from pipeline.serve.guard import problem
from pipeline.serve.queries import BadPlace, Found, Queries
from pipeline.store.folder import program_version
from schemas.finding import Finding
from schemas.plan import SCHEMA_VERSION, Plan

_WRONG: Final[dict[int | str, dict[str, Any]]] = {422: {"model": Problem, "description": "A parameter is wrong"}}
_MISSING: Final[dict[int | str, dict[str, Any]]] = {404: {"model": Problem, "description": "There is no such thing"}, **_WRONG}

router = APIRouter()


@router.get("/plans", response_model=page_of(PlanHead), responses=_WRONG)
def plans(request: Request, asked: Annotated[PlanFilters, Query()]) -> Response:
    """Plans, without their lists."""
    return _listed(request, asked, lambda queries: queries.plans(asked), _alone)


@router.get("/plans/{plan_id}", response_model=Plan, responses=_MISSING)
def plan(request: Request, plan_id: str) -> Response:
    """A plan whole, as its line in plans.jsonl."""

    def answer(queries: Queries) -> bytes | None:
        record = queries.plan(plan_id)
        return record and zlib.decompress(record)

    return _one(request, answer)


@router.get("/tasks", response_model=page_of(TaskOfPlan), responses=_WRONG)
def tasks(request: Request, asked: Annotated[TaskFilters, Query()]) -> Response:
    """Tasks of all plans."""
    return _listed(request, asked, lambda queries: queries.tasks(asked))


@router.get("/tasks/{plan_id}/{id}", response_model=TaskOfPlan, responses=_MISSING)
def task(request: Request, plan_id: str, id: str) -> Response:  # noqa: A002
    """One task."""
    return _one(request, lambda queries: _of_plan(plan_id, queries.fact("tasks", plan_id, id)))


@router.get("/targets", response_model=page_of(TargetOfPlan), responses=_WRONG)
def targets(request: Request, asked: Annotated[TargetFilters, Query()]) -> Response:
    """Targets and results of all plans."""
    return _listed(request, asked, lambda queries: queries.targets(asked))


@router.get("/targets/{plan_id}/{id}", response_model=TargetOfPlan, responses=_MISSING)
def target(request: Request, plan_id: str, id: str) -> Response:  # noqa: A002
    """One target or result."""
    return _one(request, lambda queries: _of_plan(plan_id, queries.fact("targets", plan_id, id)))


@router.get("/legal-refs", response_model=page_of(LegalRefOfPlan), responses=_WRONG)
def legal_refs(request: Request, asked: Annotated[LegalRefFilters, Query()]) -> Response:
    """Mentions of laws and other documents in all plans."""
    return _listed(request, asked, lambda queries: queries.legal_refs(asked))


@router.get("/legal-refs/{plan_id}/{id}", response_model=LegalRefOfPlan, responses=_MISSING)
def legal_ref(request: Request, plan_id: str, id: str) -> Response:  # noqa: A002
    """One mention of a law or another document."""
    return _one(request, lambda queries: _of_plan(plan_id, queries.fact("legal_refs", plan_id, id)))


@router.get("/agencies", response_model=page_of(NamedAgency), responses=_WRONG)
def agencies(request: Request, asked: Annotated[AgencyFilters, Query()]) -> Response:
    """Bodies that the program knows, with their lineage, and those that plans name beside."""
    return _listed(request, asked, lambda queries: queries.agencies(asked), _alone)


@router.get("/coverage", response_model=page_of(CoverageOfPlan), responses=_WRONG)
def coverage(request: Request, asked: Annotated[CoverageFilters, Query()]) -> Response:
    """What each plan holds for each PAR INDEX domain."""
    return _listed(request, asked, lambda queries: queries.coverage(asked))


@router.get("/findings", response_model=page_of(Finding), responses=_WRONG)
def findings(request: Request, asked: Annotated[FindingFilters, Query()]) -> Response:
    """What only several plans together show."""
    return _listed(request, asked, lambda queries: queries.findings(asked), _alone)


@router.get("/status", response_model=Served)
def status(request: Request) -> Response:
    """What the dataset holds, and of which of its states the server answers."""
    desk: Desk = request.app.state.desk
    with desk.queries() as queries:
        told = json.dumps({"state": queries.state, "trouble": desk.follower.trouble}, ensure_ascii=False)
        body = f'{told[:-1]}, "status": {queries.status}}}'
    return Response(body, media_type="application/json", headers={"cache-control": "no-store"})


def make_app(desk: Desk) -> FastAPI:
    """The application over an index."""
    app = FastAPI(
        title="kehoach",
        version=SCHEMA_VERSION,
        summary="Vietnamese administrative plans as structured, grounded data; read-only",
        description=f"kehoach {program_version()}. Every answer is of one state of the dataset, which its ETag names.",
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
    )
    app.state.desk = desk
    app.include_router(router)
    app.include_router(browse.router, include_in_schema=False)
    app.add_exception_handler(HTTPException, _refused)
    app.add_exception_handler(RequestValidationError, _wrong)
    app.add_exception_handler(BadPlace, _lost)
    app.add_exception_handler(Exception, _failed)
    return app


def _alone(plan_id: str, record: bytes) -> bytes:  # noqa: ARG001
    return record


def _of_plan(plan_id: str, record: bytes | None) -> bytes | None:
    """A fact with the id of its plan."""
    return record and b'{"plan_id":' + json.dumps(plan_id, ensure_ascii=False).encode() + b"," + record[1:]


def _listed(request: Request, asked: Filters, ask: Callable[[Queries], Found], told: Callable[[str, bytes], bytes | None] = _of_plan) -> Response:
    def answer(queries: Queries) -> bytes:
        found = ask(queries)
        entries = b",".join(filter(None, (told(plan_id, record) for plan_id, _, record in found.entries)))
        onward = json.dumps(next_page(request.url.path, asked, found.after), ensure_ascii=False).encode()
        return b'{"total":%d,"items":[%b],"next":%b}' % (found.total, entries, onward)

    return _one(request, answer)


def _one(request: Request, answer: Callable[[Queries], bytes | None]) -> Response:
    return respond(request, answer, "application/json")


def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    if browse.is_page(request.url.path):
        return browse.refusal(request, error.status_code)
    return problem(error.status_code, str(error.detail), headers=error.headers)


def _wrong(request: Request, error: Exception) -> Response:  # noqa: ARG001
    assert isinstance(error, RequestValidationError)
    errors = [{"parameter": ".".join(map(str, each["loc"][1:])), "message": each["msg"]} for each in error.errors()]
    return problem(422, "; ".join(f"{each['parameter']}: {each['message']}" for each in errors), errors)


def _lost(request: Request, error: Exception) -> Response:  # noqa: ARG001
    return problem(422, "after: this is not the place of a page", [{"parameter": "after", "message": "not the place of a page of this list"}])


def _failed(request: Request, error: Exception) -> Response:  # noqa: ARG001
    return problem(500, "The server failed on this request.")
