"""An adviser says that they talked about rights; only the young person says whether that is so."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

from backend.entitlements.tables import RightsTalk
from backend.shared import clock, db
from backend.shared.ids import new_id
from tests.api.entitlements.saying import theirs
from tests.api.identity.doing import Visit, a_phone, signed_in
from tests.api.plans.doing import ledger, ok


def a_talk(**more: Any) -> dict[str, Any]:
    return {"id": str(new_id()), "on": "2026-03-09", "words": "We went through it all.", **more}


async def notices(kind: str) -> list[tuple[Any, Any]]:
    """Of this kind, whose it is and how it ended; oldest first."""
    rows = await db.fetch('SELECT young_person, worker, "end" FROM notice WHERE kind = $1 ORDER BY id', kind)
    return [(row["young_person"] or row["worker"], row["end"]) for row in rows]


async def test_the_young_person_is_asked_and_a_yes_settles_it(us: SimpleNamespace, visit: Visit) -> None:
    priya, ayo = await signed_in(visit, us.priya), await a_phone(visit, us.ayo)
    talk = a_talk()
    await ok(await priya.post(f"/api/rights/with/{us.ayo}/talks", json=talk))
    assert await notices("talk_asked") == [(us.ayo, None)]
    asked = (await ok(await ayo.get("/api/rights/mine/near")))["talk"]
    assert asked == {"id": talk["id"], "by": "Priya Tester", "on": "2026-03-09", "words": talk["words"], "answer": None}
    for _ in range(2):
        await ok(await ayo.post(f"/api/rights/mine/talks/{talk['id']}", json={"answer": "yes"}))
    assert await notices("talk_asked") == [(us.ayo, "seen")]
    assert await notices("talk_no") == []
    assert (await ok(await ayo.get("/api/rights/mine/near")))["talk"] is None
    assert [(one["id"], one["answer"]) for one in (await theirs(priya, us.ayo))["talks"]] == [(talk["id"], "yes")]
    told = [did for _, did in await ledger(us.ayo) if did != "joined_phone"]
    assert told == ["talked_rights", "answered_talk", "looked"]


async def test_a_no_is_told_to_whoever_reads(us: SimpleNamespace, visit: Visit) -> None:
    priya, ayo = await signed_in(visit, us.priya), await a_phone(visit, us.ayo)
    talk = a_talk()
    await ok(await priya.post(f"/api/rights/with/{us.ayo}/talks", json=talk))
    await ok(await ayo.post(f"/api/rights/mine/talks/{talk['id']}", json={"answer": "no"}))
    assert await notices("talk_no") == [(us.priya, None)]
    assert (await ayo.post(f"/api/rights/mine/talks/{talk['id']}", json={"answer": "yes"})).status_code == 409
    assert (await RightsTalk.select(RightsTalk.answer))[0]["answer"] == "no"
    await ok(await priya.post(f"/api/rights/with/{us.ayo}/talks", json=a_talk(on="2026-03-10")))
    assert await notices("talk_no") == [(us.priya, "done")], "they talked again"


async def test_nobody_answers_for_another(us: SimpleNamespace, visit: Visit) -> None:
    priya, bea = await signed_in(visit, us.priya), await a_phone(visit, us.bea)
    talk = a_talk()
    await ok(await priya.post(f"/api/rights/with/{us.ayo}/talks", json=talk))
    for browser, status in ((bea, 404), (priya, 403), (visit(), 401)):
        answer = await browser.post(f"/api/rights/mine/talks/{talk['id']}", json={"answer": "yes"})
        assert answer.status_code == status
    assert (await ok(await bea.get("/api/rights/mine/near")))["talk"] is None
    assert (await RightsTalk.select(RightsTalk.answer))[0]["answer"] is None
    assert (await bea.post(f"/api/rights/mine/talks/{new_id()}", json={"answer": "yes"})).status_code == 404


async def test_recorded_twice_it_stands_once(us: SimpleNamespace, visit: Visit) -> None:
    priya, talk = await signed_in(visit, us.priya), a_talk()
    for _ in range(2):
        await ok(await priya.post(f"/api/rights/with/{us.ayo}/talks", json=talk))
    assert await RightsTalk.count() == 1
    assert len(await notices("talk_asked")) == 1
    for change in ({"on": "2026-03-08"}, {"words": "Another"}, {"words": ""}):
        assert (await priya.post(f"/api/rights/with/{us.ayo}/talks", json={**talk, **change})).status_code == 409
    assert (await priya.post(f"/api/rights/with/{us.bea}/talks", json=talk)).status_code == 409


async def test_a_newer_talk_is_the_one_that_is_asked_about(us: SimpleNamespace, visit: Visit) -> None:
    priya, ayo = await signed_in(visit, us.priya), await a_phone(visit, us.ayo)
    old, new = a_talk(), a_talk(on="2026-03-10")
    for minutes, talk in enumerate((old, new)):
        clock.stand_still(us.noon + timedelta(minutes=minutes))
        await ok(await priya.post(f"/api/rights/with/{us.ayo}/talks", json=talk))
    assert await notices("talk_asked") == [(us.ayo, "cancelled"), (us.ayo, None)]
    assert (await ok(await ayo.get("/api/rights/mine/near")))["talk"]["id"] == new["id"]
    await ok(await ayo.post(f"/api/rights/mine/talks/{new['id']}", json={"answer": "yes"}))
    assert (await ok(await ayo.get("/api/rights/mine/near")))["talk"] is None


async def test_no_talk_is_in_the_future(us: SimpleNamespace, visit: Visit) -> None:
    priya = await signed_in(visit, us.priya)
    answer = await priya.post(f"/api/rights/with/{us.ayo}/talks", json=a_talk(on="2026-03-11"))
    assert answer.status_code == 400
    assert await RightsTalk.count() == 0


async def test_its_words_are_sealed(us: SimpleNamespace, visit: Visit) -> None:
    priya = await signed_in(visit, us.priya)
    await ok(await priya.post(f"/api/rights/with/{us.ayo}/talks", json=a_talk(words="Marmalade")))
    (row,) = await db.fetch("SELECT words FROM rights_talk")
    assert b"Marmalade" not in row["words"]
