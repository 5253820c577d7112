"""What a young person can get, from what is known of them: never a certainty from what nobody knows."""

from datetime import UTC, date, datetime
from types import SimpleNamespace

from backend.entitlements.engine.reading import national
from backend.people.tables import YoungPerson
from backend.shared import clock
from tests import cast
from tests.api.entitlements.saying import ENDS_ON, FOSTER, a_statement, dee, mine, record, say
from tests.api.identity.doing import Visit, a_phone, signed_in
from tests.api.plans.doing import ok, statements


async def test_every_right_of_the_pack_stands_somehow_and_nothing_unknown_is_certain(
    us: SimpleNamespace, visit: Visit
) -> None:
    stands = await mine(await a_phone(visit, us.ayo))
    assert list(stands) == [right.id for right in national().rights]
    for one in stands.values():
        assert one["why"].endswith((".", "?")), one["id"]
        if one["standing"] in ("can", "ends_soon"):
            assert all(reason["says"] == "yes" for reason in one["reasons"]), one["id"]
        assert (one["standing"] == "later") == (one["from_on"] is not None), one["id"]


async def test_an_answer_counts_at_once(us: SimpleNamespace, visit: Visit) -> None:
    phone = await a_phone(visit, await dee(us))
    before = (await mine(phone))["staying_put"]
    assert before["standing"] == "may"
    assert before["question"]["fact"] in FOSTER
    assert before["question"]["type"] == "choice"
    for fact, value in FOSTER.items():
        await say(phone, fact, value)
    after = (await mine(phone))["staying_put"]
    assert (after["standing"], after["until_on"]) == ("ends_soon", str(ENDS_ON))
    await say(phone, "living", "own_place")
    assert (await mine(phone))["staying_put"]["standing"] == "not_now"


async def test_whoever_lives_elsewhere_is_told_which_of_two_councils_to_ask(us: SimpleNamespace, visit: Visit) -> None:
    phone = await a_phone(visit, us.ayo)
    told = {}
    for lives_here in ("yes", "no"):
        await say(phone, "lives_in_our_area", lives_here)
        stands = await mine(phone)
        told[lives_here] = {one["id"]: one["check_with"] for one in stands.values() if one["check_with"]}
    rights = national().by_id
    whose = {id: rights[id].given for id in told["no"] if not rights[id].check_with}
    assert {"responsible_council", "council_where_they_live"} <= set(whose.values())
    there, here = "the council where you live, with your adviser", "your adviser at Tidewater Council"
    for id, given in whose.items():
        assert told["no"][id] == {"council_where_they_live": there, "responsible_council": here}.get(
            given, "your personal adviser"
        ), id
    kept = {id: rights[id].check_with for id in told["no"] if rights[id].check_with}
    assert kept
    assert {id: told["no"][id] for id in kept} == kept  # where the pack names somebody, it is them
    assert set(told["yes"].values()) <= {"your personal adviser", "the council where you live", *kept.values()}


async def test_what_ends_within_eight_weeks_is_near(us: SimpleNamespace, visit: Visit) -> None:
    phone = await a_phone(visit, await dee(us))
    for fact, value in FOSTER.items():
        await say(phone, fact, value)
    near = await ok(await phone.get("/api/rights/mine/near"))
    put = next(one for one in near["ends"] if one["id"] == "staying_put")
    assert (put["days"], put["until_on"]) == (40, str(ENDS_ON))
    assert put["title"] == national().by_id["staying_put"].title


async def test_ends_on_the_edge_of_eight_weeks(us: SimpleNamespace, visit: Visit) -> None:
    who = await dee(us)
    phone = await a_phone(visit, who)
    for fact, value in FOSTER.items():
        await say(phone, fact, value)
    for day, near in ((datetime(2026, 2, 21, 12, tzinfo=UTC), False), (datetime(2026, 2, 22, 12, tzinfo=UTC), True)):
        clock.stand_still(day)
        again = await a_phone(visit, who)
        ends = (await ok(await again.get("/api/rights/mine/near")))["ends"]
        assert ("staying_put" in [one["id"] for one in ends]) == near, day


async def test_the_recorded_category_wins(us: SimpleNamespace, visit: Visit) -> None:
    phone = await a_phone(visit, us.cal)
    assert (await mine(phone))["pa_to_25"]["standing"] == "can"
    await YoungPerson.update({YoungPerson.recorded_category: "none"}).where(YoungPerson.id == us.cal)
    assert (await mine(phone))["plan_copy"]["standing"] == "not_now"


async def test_both_words_are_said_where_they_differ(us: SimpleNamespace, visit: Visit) -> None:
    who = await dee(us)
    phone, priya = await a_phone(visit, who), await signed_in(visit, us.priya)
    for fact, value in FOSTER.items():
        await say(phone, fact, value)
    await record(priya, who, "living", "own_place")
    put = (await mine(phone))["staying_put"]
    assert (put["standing"], put["until_on"], put["amount"]) == ("may", None, None)
    assert put["why"] == "You told us one thing and our records say another."
    both = next(one for one in put["reasons"] if one["fact"] == "living")
    assert both["says"] == "not_known"
    assert "You told us you live with your foster carer." in both["words"]
    assert "Our records say" in both["words"]
    assert put["check_with"]
    await record(priya, who, "living", "with_foster_carer")
    assert (await mine(phone))["staying_put"]["standing"] == "ends_soon"


async def test_a_difference_that_changes_nothing_leaves_certainty(us: SimpleNamespace, visit: Visit) -> None:
    who = await dee(us)
    phone, priya = await a_phone(visit, who), await signed_in(visit, us.priya)
    for fact, value in FOSTER.items():
        await say(phone, fact, value)
    before = await mine(phone)
    await say(phone, "working", "full_time")
    await record(priya, who, "working", "none")
    after = await mine(phone)
    assert after["staying_put"] == before["staying_put"]


async def test_whoever_chose_not_to_say_leaves_the_councils_word(us: SimpleNamespace, visit: Visit) -> None:
    who = await dee(us)
    phone, priya = await a_phone(visit, who), await signed_in(visit, us.priya)
    for fact, value in FOSTER.items():
        await record(priya, who, fact, value)
    await say(phone, "living", "not_said")
    assert (await mine(phone))["staying_put"]["standing"] == "ends_soon"


async def test_what_is_taken_back_is_not_known(us: SimpleNamespace, visit: Visit) -> None:
    who = await dee(us)
    phone, priya = await a_phone(visit, who), await signed_in(visit, us.priya)
    for fact, value in FOSTER.items():
        await record(priya, who, fact, value)
    await record(priya, who, "living", "")
    assert (await mine(phone))["staying_put"]["standing"] == "may"


async def test_a_locked_phone_and_another_person_read_nothing(us: SimpleNamespace, visit: Visit) -> None:
    phone = await a_phone(visit, us.ayo)
    await ok(await phone.post("/api/lock"))
    for path in ("", "/near", "/statements"):
        assert (await phone.get(f"/api/rights/mine{path}")).status_code == 401
    assert (await phone.post("/api/rights/mine/statements", json=a_statement("studying", "none"))).status_code == 401
    priya = await signed_in(visit, us.priya)
    assert (await priya.get("/api/rights/mine")).status_code == 403
    assert (await priya.post("/api/rights/mine/statements", json=a_statement("studying", "none"))).status_code == 403


async def test_statements_do_not_grow_with_what_was_said(us: SimpleNamespace, visit: Visit) -> None:
    who = await dee(us)
    phone, priya = await a_phone(visit, who), await signed_in(visit, us.priya)
    paths = ("/api/rights/mine", "/api/rights/mine/near", "/api/rights/mine/statements")
    few = [await _count(phone, path) for path in paths] + [await _count(priya, f"/api/rights/with/{who}")]
    for fact in national().facts.values():
        if fact.by == "you" and fact.options:
            for option in fact.options:
                await say(phone, fact.id, option.value)
                await record(priya, who, fact.id, option.value)
    assert [await _count(phone, path) for path in paths] + [await _count(priya, f"/api/rights/with/{who}")] == few
    assert few == [9, 8, 2, 11]  # with who asks: mine, near, what they said, the staff's page


async def _count(browser: object, path: str) -> int:
    await ok(await browser.get(path))  # type: ignore[attr-defined]
    with statements() as sent:
        await ok(await browser.get(path))  # type: ignore[attr-defined]
    return len(sent)


async def test_a_may_that_ends_is_near_without_a_name(us: SimpleNamespace, visit: Visit) -> None:
    phone = await a_phone(visit, await dee(us))
    ends = {one["id"]: one for one in (await ok(await phone.get("/api/rights/mine/near")))["ends"]}
    assert (await mine(phone))["staying_put"]["standing"] == "may"
    assert (ends["staying_put"]["until_on"], ends["staying_put"]["days"], ends["staying_put"]["unnamed"]) == (
        ENDS_ON.isoformat(),
        40,
        True,
    )
    clock.stand_still(datetime(2026, 2, 21, 12, tzinfo=UTC))  # 57 days before
    assert "staying_put" not in {one["id"] for one in (await ok(await phone.get("/api/rights/mine/near")))["ends"]}


async def test_what_a_private_answer_decides_of_is_marked_so_that_today_does_not_name_it(
    us: SimpleNamespace, visit: Visit
) -> None:
    who = await cast.a_young_person("Ife", date(2006, 4, 20), team=us.team)
    phone = await a_phone(visit, who)
    for fact in ("hurt_by_crime", "police_told_before_18"):
        await say(phone, fact, "yes", shown=True)  # an adviser may see it; who looks over a shoulder may not
    ends = (await ok(await phone.get("/api/rights/mine/near")))["ends"]
    rights = await mine(phone)
    assert [one["id"] for one in ends if one["unnamed"] and rights[one["id"]]["standing"] == "ends_soon"] == ["cica"]
    other = await a_phone(visit, await dee(us))
    for fact, value in FOSTER.items():
        await say(other, fact, value)
    ends = (await ok(await other.get("/api/rights/mine/near")))["ends"]
    assert [one["unnamed"] for one in ends if one["id"] == "staying_put"] == [False]
