"""Requests that every route must refuse, and what each refusal must look like."""

import json
from collections.abc import Iterator
from typing import Any

import httpx

from tests.conformance import world as w
from tests.conformance.house import House, Route, matrix

CANARY = "Xylophone-9183"  # stands in everything sent; no answer may hold it
JSON = {"content-type": "application/json"}
LIMIT = 64 * 1024


def has_body(route: Route) -> bool:
    """Whether this route reads a body."""
    return route in w.BODIES


def bad_bodies(route: Route) -> Iterator[tuple[str, dict[str, Any]]]:
    """Bodies that fit no route of the house, each with its name."""
    valid = w.BODIES[route]
    raw = json.dumps(valid)
    yield "broken JSON", {"content": f'{{"{CANARY}": "{CANARY}'.encode(), "headers": JSON}
    yield "no body", {"content": b"", "headers": JSON}
    yield "a list", {"json": [CANARY]}
    yield "a text", {"json": CANARY}
    yield "null", {"content": b"null", "headers": JSON}
    yield "an unknown field", {"json": {**valid, CANARY: CANARY}}
    if must_say(route):
        yield "no fields", {"json": {}}
    yield "not UTF-8", {"content": b'{"a": "\xff\xfe"}', "headers": JSON}
    yield "a broken surrogate", {"content": b'{"\\ud800": 1}', "headers": JSON}
    yield "not a number", {"content": b"NaN", "headers": JSON}
    yield "over 64 KB", {"json": {**valid, CANARY: "x" * LIMIT}}
    yield "over 64 KB of blanks", {"content": raw.encode() + b" " * LIMIT, "headers": JSON}
    yield "deep lists", {"content": b"[" * 30_000, "headers": JSON}
    yield "deep objects", {"content": b'{"a":' * 8_000 + b"1" + b"}" * 8_000, "headers": JSON}
    for kind in (
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/xml",
    ):
        yield kind, {"content": raw.encode(), "headers": {"content-type": kind}}
    for name, value in valid.items():
        yield f"a list for {name}", {"json": {**valid, name: [CANARY]}}
        yield f"an object for {name}", {"json": {**valid, name: {CANARY: CANARY}}}
        yield f"a number for {name}", {"json": {**valid, name: 10**30}}
        if isinstance(value, str):
            yield f"too long for {name}", {"json": {**valid, name: CANARY + "x" * 5000}}
            if name not in ("why_anyway", "spoken", "expires_on") and not (
                name == "id" and route[1].endswith("/confirm")
            ):
                yield f"nothing for {name}", {"json": {**valid, name: None}}


def must_say(route: Route) -> bool:
    """Whether this route's body has a field that may not be left out."""
    if route == ("PUT", "/api/papers/mine/immigration"):
        return False  # nothing in it takes away what was kept
    return (
        route[1].rpartition("/")[2] not in ("draft", "share", "change", "ask", "off", "what-if") and route[0] != "PATCH"
    )


def wrong_ways(route: Route) -> Iterator[tuple[str, dict[str, Any]]]:
    """The same address asked in ways nobody may."""
    here = {method for method, path in matrix() if path == route[1]}
    for method in ("GET", "POST", "PUT", "PATCH", "DELETE", "TRACE", "OPTIONS"):
        if method not in here:
            yield f"{method} instead", {"method": method}
    yield "a longer path", {"path": f"{route[1]}/{CANARY}"}
    if "{" in route[1]:
        yield "no id", {"path": route[1].format_map(_Anything(CANARY))}
        yield "another's id", {"path": route[1].format_map(_Anything("018f0000-0000-7000-8000-00000000dead"))}


class _Anything(dict[str, str]):
    def __init__(self, value: str) -> None:
        self.value = value

    def __missing__(self, key: str) -> str:
        return self.value


def must_be_a_problem(answer: httpx.Response, what: str) -> dict[str, Any]:
    """The answer is RFC 9457 problem+json and says nothing of our insides and nothing of what was sent."""
    assert answer.headers["content-type"] == "application/problem+json", what
    body = answer.json()
    assert body["type"].startswith("/problems/"), what
    assert body["status"] == answer.status_code, what
    assert body["title"], what
    assert body["detail"], what
    for word in (CANARY, "Traceback", ".py", "line ", "backend", "litestar", "msgspec", "asyncpg", "SELECT", "Error"):
        assert word not in answer.text, f"{what}: {word} in {answer.text}"
        assert all(word not in value for value in answer.headers.values()), what
    return dict(body)


async def ask_wrongly(house: House, route: Route, actor: str) -> list[tuple[str, httpx.Response]]:
    """Every refusal of this route to somebody who may use it."""
    shapes = list(wrong_ways(route)) + (list(bad_bodies(route)) if has_body(route) else [])
    return [(f"{' '.join(route)}, {name}", await house.ask(route, actor, **how)) for name, how in shapes]
