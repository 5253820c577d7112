"""Every refusal of every route is one shape, and tells nobody anything about our insides or what was sent (S29)."""

import logging
from typing import Any

import httpx
import pytest

from backend import doors
from tests.conformance import world as w
from tests.conformance.house import House, matrix, may_not, rows, whose, writes
from tests.conformance.shapes import CANARY, ask_wrongly, has_body, must_be_a_problem

ROUTES = sorted(matrix())


def test_the_routes_with_a_body_are_known(house: House) -> None:
    for route in ROUTES:
        assert has_body(route) == ("data" in house.handler(route).parsed_fn_signature.parameters), route


async def test_every_wrong_request_is_a_problem(house: House) -> None:
    before, asked = await rows(), 0
    for route in ROUTES:
        for what, answer in await ask_wrongly(house, route, whose(route)):
            assert 400 <= answer.status_code < 500, f"{what}: {answer.status_code} {answer.text}"
            must_be_a_problem(answer, what)
            asked += 1
    assert asked > 1000
    after = await rows()
    assert {name for name in after if after[name].keys() != before[name].keys()} <= {"try_count", "challenge"}


async def test_every_refused_person_is_told_in_the_same_shape(house: House) -> None:
    for route in ROUTES:
        for actor in may_not(route):
            must_be_a_problem(await house.ask(route, actor), f"{route} {actor}")


async def test_a_character_that_cannot_be_kept_is_refused(house: House) -> None:
    """PostgreSQL has no NUL: no field of text may turn it into a crash, and none may take it."""
    refused = 0
    for route in writes():
        for name, value in (w.BODIES.get(route) or {}).items():
            if isinstance(value, str):
                answer = await house.ask(route, whose(route), json={**w.BODIES[route], name: value[:8] + "\x00"})
                assert answer.status_code != 500, f"{route} {name}"
                refused += answer.status_code == 400
    assert refused >= 10


@pytest.mark.parametrize("path", ["/api", "/api/", "/api/nothing", "/api/plans/mine/x", "/nothing.js", "/assets/x.css"])
@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "DELETE", "OPTIONS"])
async def test_an_unknown_address_is_not_found(house: House, path: str, method: str) -> None:
    async with house.world.client(house.app, "adviser") as client:
        answer = await client.request(method, path)
    must_be_a_problem(answer, path)
    assert answer.status_code in (404, 405)


async def test_another_host_is_not_found(house: House) -> None:
    async with house.world.client(house.app, "adviser") as client:
        for path in ("/", "/api/me", "/api/caseload", "/api/nothing"):
            answer = await client.get(path, headers={"host": f"{CANARY}.example"})
            must_be_a_problem(answer, path)
            assert answer.status_code == 404


@pytest.mark.parametrize("origin", ["https://[", "null", "", "https://testserver.local.evil.example", "//", CANARY])
async def test_a_broken_origin_is_refused_and_no_crash(house: House, origin: str) -> None:
    answer = await house.ask(("POST", "/api/lock"), "owner", headers={"sec-fetch-site": None, "origin": origin})
    assert answer.status_code == 403
    must_be_a_problem(answer, origin)


class Everything(logging.Handler):
    """Every record of every logger, as it would be written."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record) + repr(record.__dict__.get("args")))


async def test_a_crash_tells_an_id_and_the_log_tells_no_word(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    heard = Everything()
    logging.getLogger().addHandler(heard)
    try:
        for route in ROUTES:
            with monkeypatch.context() as broken:
                broken.setattr(house.handler(route), "_fn", _crash)
                answer = await house.ask(route, whose(route))
            assert answer.status_code == 500, route
            body = must_be_a_problem(answer, " ".join(route))
            assert set(body) == {"type", "title", "detail", "status", "quote"}
            assert any(body["quote"] in line and "RuntimeError" in line for line in heard.lines), route
    finally:
        logging.getLogger().removeHandler(heard)
    assert not [line for line in heard.lines if CANARY in line]


async def _crash(**_: Any) -> None:
    raise RuntimeError(f"{CANARY} was in the plan")


async def test_a_crash_outside_every_route_is_the_same(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where Litestar itself, or our own answer to a fault, breaks: the server below must not log the exception's words."""

    async def broken(scope: Any, receive: Any, send: Any) -> None:
        raise RuntimeError(CANARY)

    heard = Everything()
    logging.getLogger().addHandler(heard)
    try:
        transport = httpx.ASGITransport(app=doors.around(broken), raise_app_exceptions=True)
        async with httpx.AsyncClient(transport=transport, base_url="https://testserver.local") as client:
            answer = await client.get("/api/me")
    finally:
        logging.getLogger().removeHandler(heard)
    body = must_be_a_problem(answer, "outside")
    assert answer.status_code == 500
    assert any(body["quote"] in line for line in heard.lines)
    assert not [line for line in heard.lines if CANARY in line]
