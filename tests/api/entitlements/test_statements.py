"""What a young person says of themself is theirs: said once, kept, and private where it is private."""

from types import SimpleNamespace
from typing import Any

import pytest

from backend.entitlements.tables import CouncilFact, OwnStatement
from backend.shared import db
from backend.shared.ids import new_id
from tests import cast
from tests.api.entitlements.saying import a_statement, mine, record, say, theirs
from tests.api.identity.doing import Visit, a_phone, signed_in
from tests.api.plans.doing import ledger, ok


async def test_said_twice_it_stands_once(us: SimpleNamespace, visit: Visit) -> None:
    ayo = await a_phone(visit, us.ayo)
    said = await say(ayo, "studying", "none", since="2026-01-05")
    await ok(await ayo.post("/api/rights/mine/statements", json=said))
    assert await OwnStatement.count() == 1
    assert [did for _, did in await ledger(us.ayo)].count("said_statement") == 1
    for change in ({"value": "university"}, {"since": None}, {"shown": True}, {"fact": "working", "value": "none"}):
        answer = await ayo.post("/api/rights/mine/statements", json={**said, **change})
        assert answer.status_code == 409, change
    bea = await a_phone(visit, us.bea)
    assert (await bea.post("/api/rights/mine/statements", json=said)).status_code == 409
    assert await OwnStatement.count() == 1


async def test_the_latest_answer_is_shown_and_can_be_changed(us: SimpleNamespace, visit: Visit) -> None:
    ayo = await a_phone(visit, us.ayo)
    await say(ayo, "studying", "none")
    await say(ayo, "has_children", "no")
    await say(ayo, "studying", "university", since="2026-02-01")
    await say(ayo, "course_started_on", "2026-02-01")
    found = {one["fact"]: one for one in (await ok(await ayo.get("/api/rights/mine/statements")))["statements"]}
    assert found["studying"]["value"] == "university"
    assert found["studying"]["since"] == "2026-02-01"
    assert found["studying"]["words"] == "I am at uni"
    assert "apprenticeship" in [one["value"] for one in found["studying"]["options"]]
    assert (found["has_children"]["private"], found["has_children"]["shown"]) == (True, False)
    assert (found["course_started_on"]["type"], found["course_started_on"]["options"]) == ("date", [])
    bea = await a_phone(visit, us.bea)
    assert (await ok(await bea.get("/api/rights/mine/statements")))["statements"] == []


WRONG: list[dict[str, Any]] = [
    {"fact": "no_such_fact"},
    {"value": "sometimes"},
    {"fact": "course_started_on", "value": "last week"},
    {"fact": "course_started_on", "value": "1026-01-01"},
    {"fact": "course_started_on", "value": "2026-W01-1x"},
    {"fact": "work_hours", "value": "-3"},
    {"since": "1066-10-14"},
    {"fact": "in_education_programme", "value": "yes"},
    {"fact": "support_requested", "value": "yes"},
]


@pytest.mark.parametrize("change", WRONG, ids=str)
async def test_what_is_no_answer_is_refused(us: SimpleNamespace, visit: Visit, change: dict[str, Any]) -> None:
    ayo = await a_phone(visit, us.ayo)
    answer = await ayo.post("/api/rights/mine/statements", json={**a_statement("studying", "none"), **change})
    assert answer.status_code == 400, answer.text
    assert answer.json()["faults"]
    assert await OwnStatement.count() == 0


async def test_a_day_is_kept_one_way(us: SimpleNamespace, visit: Visit) -> None:
    ayo = await a_phone(visit, us.ayo)
    await say(ayo, "course_started_on", "20260201")
    (one,) = (await ok(await ayo.get("/api/rights/mine/statements")))["statements"]
    assert one["value"] == "2026-02-01"


async def test_nothing_said_stands_in_clear(us: SimpleNamespace, visit: Visit) -> None:
    ayo, priya = await a_phone(visit, us.ayo), await signed_in(visit, us.priya)
    await say(ayo, "studying", "apprenticeship")
    await record(priya, us.ayo, "living", "custody")
    (said,) = await db.fetch("SELECT said FROM own_statement")
    (known,) = await db.fetch("SELECT known FROM council_fact")
    assert not any(word in said["said"] for word in (b"studying", b"apprenticeship"))
    assert not any(word in known["known"] for word in (b"living", b"custody"))
    await say(ayo, "pregnant", "no")
    lengths = await db.fetch(
        "SELECT DISTINCT length(said) FROM own_statement UNION SELECT length(known) FROM council_fact"
    )
    assert len(lengths) == 1, "the length tells nothing either"
    # Moved to another row it opens nothing.
    moved = new_id()
    await db.fetch(
        "INSERT INTO own_statement (id, young_person, said, shown, said_at, device, session) "
        "SELECT $1, young_person, said, shown, said_at, device, session FROM own_statement LIMIT 1",
        moved,
    )
    assert (await ayo.get("/api/rights/mine")).status_code == 500


async def test_a_private_answer_is_hidden_from_the_adviser_until_it_is_shown(us: SimpleNamespace, visit: Visit) -> None:
    ayo, priya = await a_phone(visit, us.ayo), await signed_in(visit, us.priya)
    nobody_said = await theirs(priya, us.ayo)
    await say(ayo, "pregnant", "yes")
    assert (await mine(ayo))["young_parent"] != nobody_said["by_id"]["young_parent"]
    hidden = await theirs(priya, us.ayo)
    assert hidden["by_id"] == nobody_said["by_id"], "a right tells what is hidden"
    assert hidden["said"] == nobody_said["said"]
    assert hidden["hidden"] == 1
    await say(ayo, "pregnant", "yes", shown=True)
    shown = await theirs(priya, us.ayo)
    assert (shown["hidden"], shown["said"]["pregnant", "young_person"]) == (0, "yes")
    assert shown["by_id"] == await mine(ayo)
    await say(ayo, "pregnant", "yes", shown=False)
    assert (await theirs(priya, us.ayo))["by_id"] == nobody_said["by_id"], "taken back, and the earlier one too"


async def test_what_is_not_private_is_seen(us: SimpleNamespace, visit: Visit) -> None:
    ayo, priya = await a_phone(visit, us.ayo), await signed_in(visit, us.priya)
    await say(ayo, "studying", "apprenticeship")
    page = await theirs(priya, us.ayo)
    assert page["said"]["studying", "young_person"] == "apprenticeship"
    assert page["hidden"] == 0


async def test_a_hidden_answer_never_makes_a_difference_seen(us: SimpleNamespace, visit: Visit) -> None:
    ayo, priya = await a_phone(visit, us.ayo), await signed_in(visit, us.priya)
    for fact in ("pregnant", "has_children"):
        await record(priya, us.ayo, fact, "no")
    before = await theirs(priya, us.ayo)
    await say(ayo, "pregnant", "yes")
    assert (await mine(ayo))["young_parent"]["why"] == "You told us one thing and our records say another."
    assert (await theirs(priya, us.ayo))["by_id"] == before["by_id"]


async def test_the_council_records_a_fact_once(us: SimpleNamespace, visit: Visit) -> None:
    priya = await signed_in(visit, us.priya)
    for _ in range(2):
        await record(priya, us.ayo, "living", "own_place", since="2026-01-01")
    await record(priya, us.ayo, "working", "")
    assert await CouncilFact.count() == 1
    assert [did for _, did in await ledger(us.ayo)].count("recorded_fact") == 1
    await record(priya, us.ayo, "living", "")
    assert await CouncilFact.count() == 2
    assert ("living", "council") not in (await theirs(priya, us.ayo))["said"]
    for wrong in ({"fact": "nothing_like_it", "value": "yes"}, {"fact": "living", "value": "a castle"},
                  {"fact": "support_requested", "value": "yes"}, {"fact": "living", "value": "not_said"}):  # fmt: skip
        assert (await priya.post(f"/api/rights/with/{us.ayo}/facts", json=wrong)).status_code == 400, wrong


async def test_the_case_systems_facts_are_read_from_people(us: SimpleNamespace, visit: Visit) -> None:
    who = await cast.a_young_person("Eli", us.noon.date().replace(year=2006), team=us.team, in_education_programme=True)
    await cast.allocated(who, us.priya)
    said = (await theirs(await signed_in(visit, us.priya), who))["said"]
    assert said["in_education_programme", "council"] == "yes"
    assert said["support_requested", "council"] == "no"


async def test_a_hundred_answers_a_day_and_then_what_to_do(
    us: SimpleNamespace, visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("backend.entitlements.commands.statements.IN_A_DAY", 3)
    ayo, bea = await a_phone(visit, us.ayo), await a_phone(visit, us.bea)
    for value in ("none", "university", "none"):
        last = await say(ayo, "studying", value)
    answer = await ayo.post("/api/rights/mine/statements", json=a_statement("studying", "university"))
    assert (answer.status_code, answer.json()["type"]) == (429, "/problems/too-many")
    assert answer.json()["detail"].startswith("You changed a lot of answers today. Go on tomorrow")
    assert int(answer.headers["retry-after"]) > 80_000
    await ok(await ayo.post("/api/rights/mine/statements", json=last))  # the reply was lost on its way
    assert await OwnStatement.count() == 3
    await say(bea, "studying", "none")  # each person has their own hundred
