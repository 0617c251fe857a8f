"""Who may come in: whoever opened the address that the command printed. A key in it becomes a cookie, and every form carries a token of its own."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from http.cookies import CookieError, SimpleCookie
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qsl, urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from pipeline.serve.guard import problem

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

KEY: Final = "key"
POLICY: Final = "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
_BYTES: Final = 24


@dataclass(frozen=True, slots=True)
class Secrets:
    """What is drawn at each start: the key of the address, and the token that every form sends back."""

    key: str = field(default_factory=lambda: secrets.token_urlsafe(_BYTES))
    token: str = field(default_factory=lambda: secrets.token_urlsafe(_BYTES))


class Door:
    """An application that answers only those who have the key. Cookies know no ports, so the cookie is named by the server's."""

    def __init__(self, app: ASGIApp, key: str, port: int) -> None:
        self._app, self._key, self._cookie = app, key, f"kehoach-review-{port}"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        answer: ASGIApp = self._app
        if _same(request.query_params.get(KEY), self._key):
            answer = self._welcome(request)
        elif not _same(_cookie(request, self._cookie), self._key):
            answer = problem(403, "Open the address that kehoach review printed when it started.")
        await answer(scope, receive, send)

    def _welcome(self, request: Request) -> Response:
        rest = urlencode([(name, value) for name, value in parse_qsl(request.url.query) if name != KEY])
        response = RedirectResponse(f"/?{rest}" if rest else "/", 303, {"cache-control": "no-store"})
        response.set_cookie(self._cookie, self._key, httponly=True, samesite="strict")
        return response


def _cookie(request: Request, name: str) -> str | None:
    try:
        found = SimpleCookie(request.headers.get("cookie", "")).get(name)
    except CookieError:
        return None
    return found.value if found else None


def _same(given: str | None, known: str) -> bool:
    return given is not None and secrets.compare_digest(given.encode("utf-8", "replace"), known.encode())
