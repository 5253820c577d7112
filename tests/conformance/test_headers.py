"""The headers of safety.md 8 stand on every answer, whatever its status and whoever refused it (S35)."""

from pathlib import Path
from typing import Any

import httpx
import pytest

from backend.identity.cookies import DEVICE, KNOWN, SEND_ONLY, SESSION
from tests.conformance import world as w
from tests.conformance.house import House, matrix, may, whose
from tests.conformance.served import served
from tests.conformance.shapes import ask_wrongly
from tests.conftest import ORIGIN

# Written out from safety.md 8, and not taken from the code.
ALL = {
    "strict-transport-security": "max-age=63072000; includeSubDomains",
    "cross-origin-opener-policy": "same-origin",
    "origin-agent-cluster": "?1",
    "permissions-policy": "geolocation=(), camera=(), microphone=(self), payment=(), usb=(), browsing-topics=(), "
    "publickey-credentials-get=(self), publickey-credentials-create=(self)",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-resource-policy": "same-origin",
}
PERSONAL = {
    "cache-control": "no-store",
    "vary": "Cookie",
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
}
SHELL = {
    "default-src": "'none'", "script-src": "'self'", "style-src": "'self'", "img-src": "'self' blob:", "media-src": "'self' blob:", "font-src": "'self'",
    "connect-src": "'self'", "worker-src": "'self'", "manifest-src": "'self'", "form-action": "'self'", "base-uri": "'none'",
    "object-src": "'none'", "frame-ancestors": "'none'", "require-trusted-types-for": "'script'", "trusted-types": "worker",
}  # fmt: skip
PUBLIC = {
    "/api/help": "public, max-age=3600",
    "/api/local-help": "public, max-age=300",
    "/api/offer": "public, max-age=300",
    "/api/offer/lines": "public, max-age=300",
}
"""Nobody's words, kept by browsers and caches; and asked for again by their tag, but for the help numbers."""
TAGGED = PUBLIC.keys() - {"/api/help"}
NEVER = {"server", "x-powered-by", "etag", "last-modified", "access-control-allow-origin", "access-control-allow-methods",
         "access-control-allow-credentials"}  # fmt: skip


def faults(answer: httpx.Response, wanted: dict[str, str]) -> list[str]:
    """Which headers are missing, twice or different, and which should not be there."""
    found = [
        f"{name}: {answer.headers.get(name)}" for name, value in wanted.items() if answer.headers.get(name) != value
    ]
    return found + [f"{name} is there" for name in NEVER if name in answer.headers]


async def test_every_answer_of_the_api(house: House) -> None:
    classes: dict[int, int] = {}
    for route in sorted(matrix()):
        answers: list[tuple[str, Any]] = [
            (actor, await house.ask(route, actor)) for actor in w.ACTORS if route[0] == "GET"
        ]
        answers += await ask_wrongly(house, route, whose(route))
        answers += [
            (actor, await house.ask(route, actor)) for actor in ("anonymous", "owner_locked", "nurse", "disabled")
        ]
        for what, answer in answers:
            wanted = ALL | PERSONAL
            found = faults(answer, wanted)
            if route[1] in PUBLIC and answer.is_success:
                found = faults(answer, wanted | {"cache-control": PUBLIC[route[1]]})
                found = [one for one in found if route[1] not in TAGGED or not one.startswith("etag")]
                assert ("etag" in answer.headers) == (route[1] in TAGGED)
            assert found == [], f"{route} {what} {answer.status_code}"
            if answer.content:
                kind = answer.headers["content-type"]
                saved = answer.headers.get("content-disposition", "").startswith("attachment")
                known = kind in ("application/json", "application/problem+json", "text/csv; charset=utf-8")
                assert known or (kind == "image/jpeg" and saved), kind
            classes[answer.status_code] = classes.get(answer.status_code, 0) + 1
    assert classes.keys() >= {200, 400, 401, 403, 404, 405, 413}
    assert sum(classes.values()) > 1500


@pytest.mark.parametrize("route", [r for r in sorted(matrix()) if r[0] != "GET" and may(r)], ids=" ".join)
async def test_every_write_that_succeeds(house: House, route: Any) -> None:
    answer = await house.ask(route, whose(route))
    assert answer.is_success
    assert faults(answer, ALL | PERSONAL) == []
    for cookie in answer.headers.get_list("set-cookie"):
        must_be_ours(cookie)
    ways_out = {"/api/sign-out": '"cache", "storage"', "/api/phones/remove-all": '"cache", "storage", "cookies"'}
    assert answer.headers.get("clear-site-data") == ways_out.get(route[1])


def must_be_ours(cookie: str) -> None:
    """One Set-Cookie line as safety.md 8 wants it."""
    named, *attributes = cookie.split("; ")
    assert named.split("=")[0] in (DEVICE, SESSION, KNOWN, SEND_ONLY)
    said = {one.lower() for one in attributes}
    assert {"secure", "httponly", "path=/", "samesite=strict"} <= said, cookie
    assert not [one for one in said if one.startswith("domain")], cookie


async def test_unlocking_rotates_the_session_and_locking_takes_it(house: House) -> None:
    async with house.world.client(house.app, "owner_locked") as phone:
        first = await phone.post("/api/unlock/pin", json={"pin": "482915"})
        again = await phone.post("/api/unlock/pin", json={"pin": "482915"})
        lines = first.headers.get_list("set-cookie") + again.headers.get_list("set-cookie")
        assert len({line.split(";")[0] for line in lines}) == 2 * 2  # a fresh session and send-only right each time
        for line in lines:
            must_be_ours(line)
            if line.startswith(f"{SESSION}="):
                assert "max-age" not in line.lower()  # gone when the browser closes
            else:
                assert line.startswith(f"{SEND_ONLY}=")
                assert "max-age=604800" in line.lower()
        phone.headers["x-onward-token"] = again.json()["csrf"]
        out = await phone.post("/api/lock")
        assert out.status_code == 204
        assert "max-age=0" in out.headers["set-cookie"].lower()


@pytest.mark.parametrize("path", ["/", "/today", "/plan/home", "/exit", "/sw.js", "/index.html", "/app.webmanifest"])
async def test_the_shell(house: House, path: str) -> None:
    async with house.world.client(house.app, "anonymous") as client:
        answer = await client.get(path)
        again = await client.get(path, headers={"if-none-match": answer.headers["etag"]})
    assert (answer.status_code, again.status_code) == (200, 304)
    for one in (answer, again):
        assert [fault for fault in faults(one, ALL) if not fault.startswith("etag")] == []
        policy = dict(part.strip().split(" ", 1) for part in one.headers["content-security-policy"].split(";"))
        assert policy == SHELL
        assert one.headers["cache-control"] == "no-cache"
        assert one.headers["vary"] == "Accept-Encoding"
        assert "set-cookie" not in one.headers
    assert answer.headers["content-type"].count("charset") <= 1


async def test_what_is_not_the_shell_gets_no_page(house: House) -> None:
    async with house.world.client(house.app, "anonymous") as client:
        for path in ("/nothing.js", "/assets/nothing.css", "/api/nothing", "/schema", "/schema/openapi.json", "/docs"):
            answer = await client.get(path)
            assert "openapi" not in answer.text
            if answer.status_code == 404:
                assert faults(answer, ALL | PERSONAL) == []
        health = await client.get("/healthz")
        assert health.status_code == 200
        assert faults(health, ALL) == []


async def test_the_real_server_adds_nothing_of_its_own(house: House, tmp_path: Path) -> None:
    host = {"host": ORIGIN.removeprefix("https://"), "sec-fetch-site": "same-origin"}
    seen = set()
    async with served(tmp_path / "output") as address, httpx.AsyncClient(base_url=address, headers=host) as client:
        for method, path in (("GET", "/api/me"), ("GET", "/api/caseload"), ("POST", "/api/lock"), ("GET", "/api/nothing"),
                             ("PUT", "/api/me"), ("GET", "/"), ("GET", "/nothing.js")):  # fmt: skip
            answer = await client.request(method, path)
            wanted = ALL if path == "/" else ALL | PERSONAL
            assert [fault for fault in faults(answer, wanted) if path != "/" or not fault.startswith("etag")] == [], (
                path
            )
            seen.add(answer.status_code)
        big = await client.post("/api/unlock/pin", content=b"x" * 70_000, headers={"content-type": "application/json"})
        assert big.status_code == 413
        assert faults(big, ALL | PERSONAL) == []
        signed = await client.get(
            "/api/caseload", headers={"cookie": f"{SESSION}={house.world.cookies['adviser'][SESSION]}"}
        )
        assert faults(signed, ALL | PERSONAL) == []
    assert seen >= {200, 401, 404, 405}
