"""Whose adviser sees what: while they work together, with a line for each look; and what if, of which nothing is kept."""

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import httpx
import pytest

from backend.people.tables import Link
from backend.shared import clock, db
from tests import cast
from tests.api.entitlements.saying import FOSTER, dee, mine, record, say, theirs
from tests.api.identity.doing import Visit, a_phone, signed_in
from tests.api.plans.doing import declared, ledger, ok

FACT = {"fact": "living", "value": "own_place"}
TALK = {"id": "018f0000-0000-7000-8000-0000000000a1", "on": "2026-03-09", "words": "We went through it all."}


async def doors(browser: httpx.AsyncClient, who: Any) -> set[int]:
    """What each route about this young person answers."""
    path = f"/api/rights/with/{who}"
    answers = [
        await browser.get(path),
        await browser.post(f"{path}/what-if", json={"facts": {"living": "own_place"}}),
        await browser.post(f"{path}/facts", json=FACT),
        await browser.post(f"{path}/talks", json=TALK),
    ]
    return {answer.status_code for answer in answers}


async def test_who_works_with_them_sees_them_and_nobody_else(us: SimpleNamespace, visit: Visit) -> None:
    priya, omar, mina = [await signed_in(visit, one) for one in (us.priya, us.omar, us.mina)]
    assert await doors(priya, us.ayo) == {200, 201, 204}
    assert await doors(omar, us.ayo) == {404}
    assert await doors(mina, us.ayo) == {403}
    assert await doors(priya, us.cal) == {404}
    ayo = await a_phone(visit, us.ayo)
    assert await doors(ayo, us.ayo) == {403}
    assert await doors(visit(), us.ayo) == {401}


async def test_a_cover_sees_between_the_days(us: SimpleNamespace, visit: Visit) -> None:
    day = timedelta(days=1)
    await cast.covers(us.ayo, us.omar, starts_at=us.noon + day, ends_at=us.noon + 2 * day)
    for after, seen in ((0, {404}), (1, {200, 201, 204}), (3, {404})):
        clock.stand_still(us.noon + after * day)
        assert await doors(await signed_in(visit, us.omar), us.ayo) == seen, after


async def test_a_former_adviser_and_a_relative_see_nothing(us: SimpleNamespace, visit: Visit) -> None:
    priya = await signed_in(visit, us.priya)
    await declared(us.priya, us.bea, us.noon)
    assert await doors(priya, us.bea) == {404}
    await Link.update({Link.ends_at: us.noon}).where(Link.young_person == us.ayo, Link.worker == us.priya)
    assert await doors(priya, us.ayo) == {404}
    assert await db.fetch("SELECT FROM council_fact") == []
    assert await db.fetch("SELECT FROM rights_talk") == []


async def test_each_look_leaves_one_line(us: SimpleNamespace, visit: Visit) -> None:
    priya = await signed_in(visit, us.priya)
    await theirs(priya, us.ayo)
    await ok(await priya.post(f"/api/rights/with/{us.ayo}/what-if", json={"facts": FOSTER}))
    assert await ledger(us.ayo) == [("adviser", "looked")] * 2
    await mine(await a_phone(visit, us.ayo))
    assert [who for who, did in await ledger(us.ayo) if did == "looked"] == ["adviser"] * 2


async def test_the_page_shows_the_facts_and_whose_they_are(us: SimpleNamespace, visit: Visit) -> None:
    ayo, priya = await a_phone(visit, us.ayo), await signed_in(visit, us.priya)
    await say(ayo, "living", "custody")
    await record(priya, us.ayo, "living", "own_place", since="2026-01-01")
    page = await theirs(priya, us.ayo)
    assert page["said"]["living", "young_person"] == "custody"
    assert page["said"]["living", "council"] == "own_place"
    rows = [one for one in page["facts"] if one["fact"] == "living"]
    assert [(one["by"], one["since"]) for one in rows] == [("young_person", None), ("council", "2026-01-01")]
    assert all(one["options"] and one["question"] for one in rows)
    assert (page["known_as"], page["on"], page["talks"]) == ("Ayo", "2026-03-10", [])


async def test_what_if_answers_only_what_moves_and_keeps_nothing(us: SimpleNamespace, visit: Visit) -> None:
    who = await dee(us)
    priya = await signed_in(visit, us.priya)
    path = f"/api/rights/with/{who}/what-if"
    tables = ("own_statement", "council_fact", "rights_reckoned", "notice", "rights_talk")
    answer = await ok(await priya.post(path, json={"facts": FOSTER}))
    moved = {one["id"]: one for one in answer["moved"]}
    assert (moved["staying_put"]["before"]["standing"], moved["staying_put"]["after"]["standing"]) == (
        "may",
        "ends_soon",
    )
    assert all((one["before"]["standing"], one["before"]["amount"]) != (one["after"]["standing"], one["after"]["amount"])
               for one in moved.values())  # fmt: skip
    assert "complain" not in moved, "what stays as it is is left out"
    for table in tables:
        assert await db.fetch(f"SELECT FROM {table}") == [], table
    assert (await ok(await priya.post(path, json={"facts": {}})))["moved"] == []
    later = await ok(await priya.post(path, json={"facts": FOSTER, "on": "2026-04-20"}))
    assert {one["id"]: one["after"]["standing"] for one in later["moved"]}["staying_put"] != "ends_soon"
    assert later["on"] == "2026-04-20"


async def test_what_if_goes_before_what_anybody_said(us: SimpleNamespace, visit: Visit) -> None:
    who = await dee(us)
    phone, priya = await a_phone(visit, who), await signed_in(visit, us.priya)
    await say(phone, "living", "own_place")
    await record(priya, who, "living", "custody")
    answer = await ok(await priya.post(f"/api/rights/with/{who}/what-if", json={"facts": FOSTER}))
    after = {one["id"]: one["after"] for one in answer["moved"]}["staying_put"]
    assert after["standing"] == "ends_soon"
    taken = await ok(await priya.post(f"/api/rights/with/{who}/what-if", json={"facts": {**FOSTER, "living": ""}}))
    assert {one["id"]: one["after"]["standing"] for one in taken["moved"]}.get("staying_put") == "may"


async def test_what_is_supposed_is_nobodys_difference(us: SimpleNamespace, visit: Visit) -> None:
    who = await dee(us)
    phone, priya = await a_phone(visit, who), await signed_in(visit, us.priya)
    for fact, own, council in (("living", "own_place", "custody"), ("foster_carer_agrees", "no", "yes")):
        await say(phone, fact, own)
        await record(priya, who, fact, council)
    asked = {"facts": {"living": "with_foster_carer"}}
    moved = (await ok(await priya.post(f"/api/rights/with/{who}/what-if", json=asked)))["moved"]
    after = {one["id"]: one["after"] for one in moved}["staying_put"]
    assert after["standing"] == "may"
    reasons = {one["fact"]: one["says"] for one in after["reasons"]}
    assert (reasons["living"], reasons["foster_carer_agrees"]) == ("yes", "not_known")


@pytest.mark.parametrize("asked", [{"facts": {"nothing_like_it": "yes"}}, {"facts": {"living": "a castle"}},
                                   {"on": "1812-12-24"}, {"facts": {}, "more": 1}], ids=str)  # fmt: skip
async def test_what_if_asks_for_facts(us: SimpleNamespace, visit: Visit, asked: dict[str, Any]) -> None:
    priya = await signed_in(visit, us.priya)
    assert (await priya.post(f"/api/rights/with/{us.ayo}/what-if", json=asked)).status_code == 400


async def test_a_hidden_answer_does_not_move_what_if(us: SimpleNamespace, visit: Visit) -> None:
    ayo, priya = await a_phone(visit, us.ayo), await signed_in(visit, us.priya)
    path, asked = f"/api/rights/with/{us.ayo}/what-if", {"facts": {"has_children": "no"}}
    before = await ok(await priya.post(path, json=asked))
    await say(ayo, "pregnant", "yes")
    assert await ok(await priya.post(path, json=asked)) == before


async def test_an_answer_that_was_private_stays_so_when_a_later_one_is_shown(us: SimpleNamespace, visit: Visit) -> None:
    """Else a look back with "what if" would say what they kept to themselves then."""
    ayo, priya = await a_phone(visit, us.ayo), await signed_in(visit, us.priya)
    path, asked = f"/api/rights/with/{us.ayo}/what-if", {"facts": {}, "on": "2026-03-09"}
    await say(ayo, "has_children", "no", shown=True)
    before = await ok(await priya.post(path, json=asked))
    await say(ayo, "has_children", "yes")
    clock.stand_still(us.noon + timedelta(days=1))
    ayo, priya = await a_phone(visit, us.ayo), await signed_in(visit, us.priya)
    await say(ayo, "has_children", "no", shown=True)
    asked["on"] = "2026-03-10"
    moved = {one["id"]: one["after"]["standing"] for one in (await ok(await priya.post(path, json=asked)))["moved"]}
    assert moved.get("young_parent") is None, before


async def test_somebody_not_there_is_not_found(us: SimpleNamespace, visit: Visit) -> None:
    priya = await signed_in(visit, us.priya)
    assert await doors(priya, "018f0000-0000-7000-8000-00000000dead") == {404}
    assert date(2026, 3, 10) == us.noon.date()
