"""What every answer has in common, whoever makes it: headers that keep a browser from doing more than show it, and problems told as JSON."""

from __future__ import annotations

import json
import sys
from collections.abc import Collection, Mapping
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final

from starlette.responses import Response

from pipeline.messages import on_one_line

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOOPBACK: Final = frozenset({"localhost", "127.0.0.1", "[::1]"})
"""What this machine calls itself."""
POLICY: Final = "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

_HEADERS: Final = (
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
)


def problem(status: int, detail: str, errors: list[dict[str, Any]] | None = None, headers: Mapping[str, str] | None = None) -> Response:
    """An answer that says what was wrong (RFC 9457)."""
    told: dict[str, Any] = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "detail": detail, "errors": errors}
    body = json.dumps({name: value for name, value in told.items() if value is not None}, ensure_ascii=False)
    return Response(body.encode("utf-8", "replace"), status, headers, "application/problem+json")


class Guard:
    """An application with this around it. ``hosts`` are the names it may be asked by, so that no web page can pass itself off as it; None for any.

    ``policy`` is what its pages may do.
    """

    def __init__(self, app: ASGIApp, hosts: Collection[str] | None, policy: str = POLICY) -> None:
        self._app, self._hosts = app, hosts
        self._headers = ((b"content-security-policy", policy.encode()), *_HEADERS)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun = False

        async def send_on(message: Message) -> None:
            nonlocal begun
            if message["type"] == "http.response.start":
                begun = True
                message = {**message, "headers": [*message.get("headers", ()), *self._headers]}
            await send(message)

        if self._hosts is not None and _host(scope) not in self._hosts:
            await problem(HTTPStatus.MISDIRECTED_REQUEST, "This server is not asked by that name.")(scope, receive, send_on)
            return
        inner = {**scope, "method": "GET"} if scope["method"] == "HEAD" else scope
        try:
            await self._app(inner, receive, send_on)
        except Exception as error:
            print(on_one_line(f"{scope['path']}: {type(error).__name__}: {error}"), file=sys.stderr)  # noqa: T201
            if not begun:
                await problem(HTTPStatus.INTERNAL_SERVER_ERROR, "The server failed on this request.")(scope, receive, send_on)


def _host(scope: Scope) -> str:
    """The name that a request asks for, without its port."""
    host = next((value.decode("latin-1") for name, value in scope["headers"] if name == b"host"), "")
    name, colon, port = host.rpartition(":")
    return (name if colon and port.isdecimal() else host).lower()
