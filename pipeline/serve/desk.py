"""Where requests are answered: one state of the index for each, and nothing sent again that the asker has."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from starlette.exceptions import HTTPException
from starlette.responses import Response

from pipeline.serve.memory import Memory
from pipeline.serve.queries import Queries

if TYPE_CHECKING:
    from starlette.requests import Request

    from pipeline.serve.filters import Filters
    from pipeline.serve.follower import Follower
    from pipeline.serve.index import Index


@dataclass(slots=True)
class Desk:
    """The index, who keeps it up with the store, and what need not be asked twice."""

    index: Index
    follower: Follower
    memory: Memory = field(default_factory=Memory)

    @contextmanager
    def queries(self) -> Iterator[Queries]:
        """Questions that all see one state."""
        with self.index.reading() as connection:
            yield Queries(connection, self.memory)


def respond(request: Request, answer: Callable[[Queries], bytes | None], kind: str) -> Response:
    """What ``answer`` makes of the present state, with its ETag; 304 where the asker has it, 404 where it makes nothing."""
    desk: Desk = request.app.state.desk
    with desk.queries() as queries:
        headers = {"etag": f'"{queries.state}"', "cache-control": "no-cache"}
        if _has(request, queries.state):
            return Response(status_code=304, headers=headers)
        body = answer(queries)
    if body is None:
        raise HTTPException(404, "There is no such thing in this dataset.")
    return Response(body, media_type=kind, headers=headers)


def _has(request: Request, state: str) -> bool:
    """Whether the asker has the answer of this state."""
    known = (each.strip().removeprefix("W/") for each in request.headers.get("if-none-match", "").split(","))
    return f'"{state}"' in known


def next_page(path: str, asked: Filters, after: str | None, extra: Mapping[str, str] | None = None) -> str | None:
    """The address of the page that begins at a place; None where there is none."""
    if after is None:
        return None
    parameters = {**asked.model_dump(mode="json", exclude_defaults=True), **(extra or {}), "after": after}
    return f"{path}?{urlencode(parameters, doseq=True)}"
