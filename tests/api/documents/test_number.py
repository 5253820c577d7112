"""The National Insurance number: kept only by its owner, shown only to them after an unlock of just now, and nowhere else."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from types import SimpleNamespace

import pytest

from backend.documents.tables import NiNumberKept
from backend.identity.tables import Device
from backend.shared import db
from backend.shared.crypt import Unreadable, unseal
from tests.api.identity.doing import PIN, Visit, a_phone, hold_token, signed_in
from tests.api.plans.doing import ok

At = Callable[[datetime], None]
PATH = "/api/papers/mine/ni-number"
CANARY = "JK987654D"
FORMS = ("JK987654D", "JK 98 76 54 D", "jk987654d", "98 76 54", "987654")


async def test_kept_shown_and_taken_away(us: SimpleNamespace, visit: Visit) -> None:
    ayo = await a_phone(visit, us.ayo)
    assert (await ayo.get(PATH)).status_code == 404
    assert (await ayo.put(PATH, json={"number": "jk 987654 d"})).status_code == 204
    assert await ok(await ayo.get(PATH)) == {"number": "JK 98 76 54 D", "kept_on": "2026-03-10"}
    assert (await ok(await ayo.get("/api/papers/mine")))["ni_kept"] is True
    assert (await ayo.put(PATH, json={"number": "AB123456C"})).status_code == 204  # in place of the first
    assert (await ok(await ayo.get(PATH)))["number"] == "AB 12 34 56 C"
    assert await NiNumberKept.count() == 1
    for _ in range(2):
        assert (await ayo.delete(PATH)).status_code == 204
    assert (await ayo.get(PATH)).status_code == 404
    assert await NiNumberKept.count() == 0


@pytest.mark.parametrize("number", ["", "GB987654D", "JK98765D", "JK987654E", "QQ123456C", CANARY + "X"])
async def test_what_cannot_be_one_is_refused_without_repeating_it(
    us: SimpleNamespace, visit: Visit, number: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    ayo = await a_phone(visit, us.ayo)
    answer = await ayo.put(PATH, json={"number": number})
    assert answer.status_code == 400
    assert answer.json()["faults"] == [
        {"field": "number", "problem": "It has two letters, six digits and one more letter."}
    ]
    assert not number or number not in answer.text
    assert not number or number not in caplog.text
    assert await NiNumberKept.count() == 0


@pytest.mark.parametrize(
    ("seconds", "status"), [(0, 200), (119, 200), (120, 200), (120.001, 403), (121, 403), (600, 403)]
)
async def test_the_unlock_counts_for_two_minutes_exactly(
    us: SimpleNamespace, visit: Visit, at: At, seconds: float, status: int
) -> None:
    ayo = await a_phone(visit, us.ayo)
    await ok(await ayo.put(PATH, json={"number": CANARY}))
    await ok(await ayo.put("/api/papers/mine/immigration", json={"leave": "Five years"}))
    at(us.noon + timedelta(seconds=seconds))
    answers = [
        await ayo.get(PATH),
        await ayo.get("/api/papers/mine/immigration"),
        await ayo.put("/api/papers/mine/immigration", json={"leave": "Ten years"}),
        await ayo.put(PATH, json={"number": "AB123456C"}),
        await ayo.delete(PATH),
    ]
    assert {one.status_code for one in answers} == ({403} if status == 403 else {200, 204})
    if status == 403:
        assert {one.json()["type"] for one in answers} == {"/problems/fresh-unlock"}
        assert await NiNumberKept.count() == 1
        assert (await ayo.get("/api/papers/mine")).status_code == 200  # the list itself stays open


async def test_unlocked_again_it_shows_again(us: SimpleNamespace, visit: Visit, at: At) -> None:
    ayo = await a_phone(visit, us.ayo)
    await ok(await ayo.put(PATH, json={"number": CANARY}))
    at(us.noon + timedelta(minutes=3))
    assert (await ayo.get(PATH)).status_code == 403
    assert (await ayo.post("/api/unlock/pin", json={"pin": PIN})).status_code == 200
    await hold_token(ayo)
    assert (await ok(await ayo.get(PATH)))["number"] == "JK 98 76 54 D"
    await ayo.post("/api/lock")
    assert (await ayo.get(PATH)).status_code == 401


async def test_a_phone_that_joined_with_nobody_beside_it_waits_a_day(us: SimpleNamespace, visit: Visit, at: At) -> None:
    ayo = await a_phone(visit, us.ayo)
    await ok(await ayo.put(PATH, json={"number": CANARY}))
    await Device.update({Device.health_opens_at: us.noon + timedelta(minutes=1)}).where(Device.young_person == us.ayo)
    answer = await ayo.get(PATH)
    assert (answer.status_code, answer.json()["type"]) == (403, "/problems/not-allowed")
    assert answer.json()["detail"] == "This phone is new. You can see this a day after it joined."
    assert (await ayo.delete(PATH)).status_code == 403
    at(us.noon + timedelta(minutes=1))
    assert (await ayo.get(PATH)).status_code == 200


async def test_no_trace_of_it_outside_its_seal(
    us: SimpleNamespace, visit: Visit, caplog: pytest.LogCaptureFixture
) -> None:
    """Not in a log, an audit line, a notice, an answer to anybody else, or anywhere in the database in clear."""
    caplog.set_level(logging.DEBUG)
    ayo, priya, mina = (
        await a_phone(visit, us.ayo),
        await signed_in(visit, us.priya),
        await signed_in(visit, us.mina),
    )
    await ok(await ayo.put(PATH, json={"number": CANARY}))
    said = [
        (await ayo.put(PATH, json={"number": f"{CANARY}{CANARY}{CANARY}"})).text,  # too long: refused before we look
        (await ayo.put(PATH, json={"number": CANARY, "more": CANARY})).text,
        (await ayo.post("/api/papers/mine/ni_number", json={"id": "x", "status": CANARY})).text,
        (await priya.get(f"/api/papers/with/{us.ayo}")).text,
        (await priya.get(f"/api/people/{us.ayo}")).text,
        (await mina.get("/api/papers/gaps")).text,
        (await mina.get("/api/papers/gaps.csv")).text,
        (await ayo.get("/api/papers/mine")).text,
        (await ayo.get("/api/people/me/looked")).text,
        (await ayo.get("/api/notices")).text,
    ]
    await ok(await ayo.get(PATH))
    tables = await db.fetch(
        "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
    )
    for table in tables:
        said += [str(row) for row in await db.fetch(f'SELECT t::text AS row FROM "{table["relname"]}" t')]
        if table["relname"] == "ni_number_kept":
            (row,) = await db.fetch("SELECT * FROM ni_number_kept")
            said += [bytes(row["number"]).decode("latin-1"), bytes(row["number"]).hex()]
    hexes = [form.encode().hex() for form in FORMS]
    for form in (*FORMS, *hexes):
        assert not [one for one in said if form in one], form
        assert form not in caplog.text
    for url in [record.getMessage() for record in caplog.records]:
        assert CANARY not in url


async def test_a_number_moved_to_somebody_else_does_not_open(us: SimpleNamespace, visit: Visit) -> None:
    ayo, bea = await a_phone(visit, us.ayo), await a_phone(visit, us.bea)
    await ok(await ayo.put(PATH, json={"number": CANARY}))
    await ok(await bea.put(PATH, json={"number": "AB123456C"}))
    row = await NiNumberKept.select().where(NiNumberKept.young_person == us.ayo).first()
    assert row
    assert len(bytes(row["number"])) == 38
    with pytest.raises(Unreadable):
        unseal(bytes(row["number"]), f"ni_number_kept.number:{us.bea}")
    await NiNumberKept.update({NiNumberKept.number: row["number"]}).where(NiNumberKept.young_person == us.bea)
    answer = await bea.get(PATH)
    assert answer.status_code == 500
    assert CANARY not in answer.text


async def test_the_ledger_says_that_not_what(us: SimpleNamespace, visit: Visit) -> None:
    ayo = await a_phone(visit, us.ayo)
    await ok(await ayo.put(PATH, json={"number": CANARY}))
    await ok(await ayo.get(PATH))
    await ayo.delete(PATH)
    await ayo.delete(PATH)
    rows = await db.fetch("SELECT did, why, thing FROM audit_row WHERE action = 'papers.private' ORDER BY id")
    assert [(row["did"], row["why"], row["thing"]) for row in rows] == [
        ("kept_private", None, None), ("forgot_private", None, None),
    ]  # fmt: skip
