"""Nothing personal reaches a log, whatever is sent and whatever breaks (S29): fifty words, planted everywhere."""

import asyncio
import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import httpx
import pytest

from backend.audit.jobs import seal
from backend.identity.cookies import DEVICE, SESSION, token_for
from backend.people.tables import Team, Worker, YoungPerson
from backend.shared import clock, db
from backend.shared.crypt import seal as sealed
from backend.shared.viewer import Viewer
from backend.worker import Job, _turn
from tests.conformance import world as w
from tests.conformance.house import House, Route, matrix, whose
from tests.conformance.served import served
from tests.conformance.shapes import has_body
from tests.conftest import ORIGIN

CANARIES = [f"Canary{number:02}zq" for number in range(50)]


class Heard(logging.Handler):
    """Every record of every logger down to DEBUG: as written, with what its parts hold."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.setFormatter(logging.Formatter("%(name)s %(message)s"))
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        if record.name.startswith(("httpx", "httpcore")):
            return  # the browser of this test
        said = self.format(record)  # with exc_info and stack_info, where a logger gives them
        self.lines.append(said + repr({name: value for name, value in vars(record).items() if name != "exc_info"}))


@contextmanager
def listening() -> Iterator[Heard]:
    heard, root = Heard(), logging.getLogger()
    names = ["", "onward", "uvicorn", "uvicorn.error", "uvicorn.access", "asyncio", "litestar", "piccolo", "asyncpg"]
    levels = {name: logging.getLogger(name).level for name in names}
    for name in names:
        logging.getLogger(name).setLevel(logging.DEBUG)
    root.addHandler(heard)
    try:
        yield heard
    finally:
        root.removeHandler(heard)
        for name, level in levels.items():
            logging.getLogger(name).setLevel(level)


def found(text: str) -> list[str]:
    return [word for word in CANARIES if word.lower() in text.lower()]


async def plant(house: House) -> None:
    """Words 0 to 19 stand in what is stored: names, addresses, plan, own words, reasons, labels."""
    ayo, names = house.world.ids["young_person"], iter(CANARIES[:20])
    await YoungPerson.update({
        YoungPerson.given_name: next(names), YoungPerson.family_name: next(names), YoungPerson.known_as: next(names),
        YoungPerson.child: next(names), YoungPerson.recorded_basis: next(names), YoungPerson.born_on: date(2008, 11, 2),
        YoungPerson.contact_safely: sealed(next(names).encode(), f"young_person.contact_safely:{ayo}"),
    }).where(YoungPerson.id == ayo)  # fmt: skip
    worker = {
        Worker.given_name: next(names),
        Worker.family_name: next(names),
        Worker.email: f"{next(names)}@x.gov.uk".lower(),
    }
    await Worker.update(worker).where(Worker.id == house.world.ids["worker"])
    await Team.update({Team.name: next(names)}).where(Team.name == "Quayside")
    plan = f"/api/plans/{ayo}"
    async with house.world.client(house.app, "adviser") as adviser, house.world.client(house.app, "owner") as owner:
        said: list[tuple[httpx.AsyncClient, str, str, Any]] = [
            (adviser, "PATCH", f"{plan}/draft", {"matters": [{"code": "home", "need": next(names), "support": next(names)}]}),
            (adviser, "PATCH", f"{plan}/draft", {"if_things_change": [{"part": "home", "words": next(names)}]}),
            (adviser, "POST", f"{plan}/actions", {"id": "018f0000-0000-7000-8000-0000000000c1", "matter": "home",
                                                  "what": next(names), "helps": next(names), "plan_b": next(names)}),
            (adviser, "POST", f"{plan}/review", {"at": "2026-03-27T10:00:00Z", "place": next(names)}),
            (owner, "POST", "/api/plans/mine/words", {"id": "018f0000-0000-7000-8000-0000000000c2", "part": "money",
                                                      "words": next(names)}),
            (owner, "POST", "/api/plans/mine/review/change", {"words": next(names)}),
            (owner, "POST", f"/api/plans/mine/{house.world.ids['version']}/answer",
             {"id": "018f0000-0000-7000-8000-0000000000c3", "answer": "partly", "words": next(names)}),
        ]  # fmt: skip
        for browser, method, path, body in said:
            answer = await browser.request(method, path, json=body)
            assert answer.is_success, f"{path} {answer.text}"
    assert next(names, None) is None


HEADERS = {
    "user-agent": CANARIES[20], "referer": f"https://{CANARIES[21]}.example/{CANARIES[22]}", "accept-language": CANARIES[23],
    "x-forwarded-for": CANARIES[24], "x-request-id": CANARIES[25], "authorization": f"Bearer {CANARIES[26]}",
    "forwarded": f"for={CANARIES[27]}", "traceparent": CANARIES[28],
}  # fmt: skip


def shapes(house: House, route: Route) -> list[dict[str, Any]]:
    """This route asked rightly and wrongly, with words 20 to 49 in headers, cookies, paths, queries and bodies."""
    here: str = house.address(route)
    sent: list[dict[str, Any]] = [{"params": {CANARIES[29]: CANARIES[30]}}] if route[0] == "GET" else []
    sent += [{"path": f"{here}/{CANARIES[31]}"}, {"path": f"{here}%00{CANARIES[32]}"}, {"method": CANARIES[33].upper()}]
    sent += [
        {"headers": {"host": f"{CANARIES[34]}.example"}},
        {"headers": {"cookie": f"{CANARIES[35]}={CANARIES[36]}"}},
    ]
    sent += [{"headers": {"sec-fetch-site": CANARIES[37]}}, {"headers": {"x-onward-token": CANARIES[38]}}]
    sent += [{"headers": {"cookie": f"{SESSION}={CANARIES[39]}; {DEVICE}={CANARIES[40]}"}}]
    if has_body(route):
        valid = w.BODIES[route]
        sent += [{"json": {**valid, CANARIES[41]: CANARIES[42]}}, {"json": [CANARIES[43]]}]
        sent += [{"json": {**valid, name: {CANARIES[44]: CANARIES[45]}}} for name in valid]
        sent += [{"json": {**valid, name: CANARIES[46] + "\x00"}} for name in valid]
        json_kind = {"content-type": "application/json"}
        sent += [{"content": f'{{"a": "{CANARIES[47]}'.encode(), "headers": json_kind}]
        sent += [{"content": f"[{CANARIES[48]}".encode() * 4000, "headers": json_kind}]
        sent += [{"content": CANARIES[49].encode(), "headers": {"content-type": CANARIES[49]}}]
    return sent


def walk() -> list[Route]:
    """Every route; a right PIN opens a new session in place of the one we hold, so unlocking comes last."""
    return sorted(matrix(), key=lambda route: (route[1].startswith("/api/unlock"), route))


async def _crash(**arguments: Any) -> None:
    words = " ".join(CANARIES)
    raise ValueError(f"{words} {arguments}") from LookupError(words)


async def test_no_planted_word_reaches_a_log(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    await plant(house)
    with listening() as heard:
        for route in walk():
            for how in shapes(house, route):
                answer = await house.ask(
                    route, whose(route), **{**how, "headers": {**HEADERS, **how.get("headers", {})}}
                )
                assert answer.status_code != 500, f"{route} {how}"
                if (
                    not answer.is_success and "/problems/not-ready" not in answer.text
                ):  # that one names the plan's own gaps
                    assert found(answer.text) == [], f"{route} {how}"
            with monkeypatch.context() as broken:
                broken.setattr(house.handler(route), "_fn", _crash)
                answer = await house.ask(route, whose(route), headers=HEADERS)
                assert answer.status_code == 500
                assert found(answer.text + str(answer.headers)) == []
        await _break_the_database(house)
        await _break_a_job()
    assert len([line for line in heard.lines if line.startswith("onward.access")]) > 500
    assert len([line for line in heard.lines if line.startswith("onward.faults")]) > len(matrix())
    assert [line for line in heard.lines if found(line)] == []
    for path in (house.world.ids[name] for name in ("young_person", "version", "action", "phone")):
        assert not [line for line in heard.lines if path in line], "a path with an id is in the log"


async def _break_the_database(house: House) -> None:
    """PostgreSQL's own messages quote the row: "Key (child)=(…) already exists", "Failing row contains (…)"."""
    await house.rebuild(
        "CREATE FUNCTION broken() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'failing row contains %', NEW::text USING DETAIL = NEW::text; END $$"
    )
    for table in ("own_words", "action", "matter", "plan_answer", "review", "device", "joining"):
        await house.rebuild(
            f"CREATE TRIGGER broken BEFORE INSERT OR UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION broken()"
        )
    broken = 0
    for route in walk():
        body = json.loads(json.dumps(w.BODIES.get(route) or {}))
        for name, value in body.items():
            if name in ("words", "what", "place", "why_anyway"):
                body[name] = value + CANARIES[41]
        answer = await house.ask(route, whose(route), **({"json": body} if body else {}))
        if answer.status_code == 500:
            broken += 1
            assert found(answer.text) == []
    assert broken >= 5


async def _break_a_job() -> None:
    """The worker's rounds end in the same log."""
    closing = asyncio.Event()

    async def breaks(viewer: Viewer) -> None:
        closing.set()
        raise RuntimeError(" ".join(CANARIES))

    await _turn(Job("audit.seal", 0.01, breaks), closing)
    await seal(Viewer.clock("audit.seal", clock.now()))


async def test_the_real_server_writes_none_of_it(house: House, tmp_path: Path) -> None:
    """As a council runs it, with uvicorn's own words and everything it prints."""
    await plant(house)
    session, ayo = house.world.cookies["adviser"][SESSION], house.world.ids["young_person"]
    ours = {
        **HEADERS, "host": ORIGIN.removeprefix("https://"), "sec-fetch-site": "same-origin",
        "cookie": f"{SESSION}={session}", "x-onward-token": token_for(session),
    }  # fmt: skip
    async with served(tmp_path / "output") as address, httpx.AsyncClient(base_url=address, headers=ours) as client:
        # Its clock is the wall's.
        await db.fetch("UPDATE session SET seen_at = now(), ends_at = now() + interval '1 hour'")
        for path in ("/api/caseload", f"/api/plans/{ayo}", f"/{CANARIES[31]}", f"/api/{CANARIES[32]}?{CANARIES[33]}",
                     f"/api/people/{CANARIES[34]}"):  # fmt: skip
            await client.get(path)
        await house.rebuild("ALTER TABLE matter RENAME COLUMN support TO gone")  # from here on every plan crashes
        words = {"matters": [{"code": "home", "need": CANARIES[41], "support": CANARIES[42]}]}
        assert (await client.patch(f"/api/plans/{ayo}/draft", json=words)).status_code == 500
        await client.post("/api/unlock/pin", content=CANARIES[43] * 9000, headers={"content-type": "application/json"})
        port = int(address.rpartition(":")[2])
        for raw in (f"GET /{CANARIES[44]} HTTP/9.9", CANARIES[45], f"GET / HTTP/1.1\r\n{CANARIES[46]}",
                    f"POST /api/lock HTTP/1.1\r\nhost: {CANARIES[47]}\r\ncontent-length: {CANARIES[48]}"):  # fmt: skip
            _, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(f"{raw}\r\n\r\n".encode())
            await writer.drain()
            writer.close()
    output = (tmp_path / "output").read_text()
    assert "onward.access" in output
    assert "onward.faults" in output
    assert [line for line in output.splitlines() if found(line)] == []
    assert ayo not in output
