"""The next review: due by rule, given a date, answered, asked for, held."""

from datetime import UTC, datetime
from types import SimpleNamespace

from backend.plans.tables import Review
from tests.api.identity.doing import Visit, a_phone, signed_in
from tests.api.plans.doing import ok, shared


async def row_of(adviser, who) -> dict:
    people = (await ok(await adviser.get("/api/caseload")))["people"]
    return next(one for one in people if one["id"] == str(who))


async def test_a_date_is_set_and_both_answers_reach_the_adviser(us: SimpleNamespace, visit: Visit) -> None:
    priya, ayo = await signed_in(visit, us.priya), await a_phone(visit, us.ayo)
    await shared(priya, us.ayo)
    assert (await ayo.post("/api/plans/mine/review/coming")).status_code == 409  # there is no date to come to yet
    when = {"at": "2026-03-24T16:30:00Z", "place": "The café by the library"}
    await ok(await priya.post(f"/api/plans/{us.ayo}/review", json=when))
    mine = (await ok(await ayo.get("/api/plans/mine")))["review"]
    assert mine == {
        "due_on": "2026-09-10", "why": "first", "at": "2026-03-24T16:30:00Z", "place": when["place"],
        "with_name": "Priya Tester", "answer": None, "answer_words": "",
    }  # fmt: skip
    await ok(await ayo.post("/api/plans/mine/review/coming"))
    assert (await row_of(priya, us.ayo))["review"]["answer"] == "coming"
    await ok(await ayo.post("/api/plans/mine/review/change", json={"words": "I work that day"}))
    row = await row_of(priya, us.ayo)
    assert (row["need"], row["need_detail"], row["by"]) == ("review_change", "I work that day", "2026-03-13")
    await ok(await priya.post(f"/api/plans/{us.ayo}/review", json={**when, "at": "2026-03-25T16:30:00Z"}))
    row = await row_of(priya, us.ayo)
    assert (row["need"], row["review"]["answer"]) == ("wait_open", None)


async def test_asking_brings_it_forward_to_ten_working_days(us: SimpleNamespace, visit: Visit) -> None:
    priya, ayo = await signed_in(visit, us.priya), await a_phone(visit, us.ayo)
    await shared(priya, us.ayo)
    await ok(await ayo.post("/api/plans/mine/review/ask", json={"words": "My flat is damp"}))
    review = (await ok(await ayo.get("/api/plans/mine")))["review"]
    assert (review["due_on"], review["why"]) == ("2026-03-24", "asked")
    row = await row_of(priya, us.ayo)
    assert (row["need"], row["need_detail"], row["by"]) == ("review_asked", "My flat is damp", "2026-03-24")


async def test_asking_without_a_plan_makes_a_review(us: SimpleNamespace, visit: Visit) -> None:
    ayo = await a_phone(visit, us.ayo)
    await ok(await ayo.post("/api/plans/mine/review/ask", json={"words": ""}))
    assert (await ok(await ayo.get("/api/plans/mine")))["review"]["due_on"] == "2026-03-24"


async def test_asking_when_a_date_is_set_asks_for_another(us: SimpleNamespace, visit: Visit) -> None:
    priya, ayo = await signed_in(visit, us.priya), await a_phone(visit, us.ayo)
    await shared(priya, us.ayo)
    when = {"at": "2026-08-24T16:30:00Z", "place": "Library"}
    await ok(await priya.post(f"/api/plans/{us.ayo}/review", json=when))
    await ok(await ayo.post("/api/plans/mine/review/ask", json={"words": "Sooner"}))
    assert (await row_of(priya, us.ayo))["need"] == "review_change"


async def test_held_and_the_next_one_is_due_in_six_months(us: SimpleNamespace, visit: Visit) -> None:
    priya = await signed_in(visit, us.priya)
    assert (await priya.post(f"/api/plans/{us.ayo}/review/held", json={"on": "2026-03-10"})).status_code == 404
    await shared(priya, us.ayo)
    tomorrow = await priya.post(f"/api/plans/{us.ayo}/review/held", json={"on": "2026-03-11"})
    assert tomorrow.status_code == 400
    await ok(await priya.post(f"/api/plans/{us.ayo}/review/held", json={"on": "2026-02-28"}))
    rows = await Review.select(Review.due_on, Review.why, Review.held_on).order_by(Review.due_on)
    assert [(str(row["due_on"]), row["why"], row["held_on"] is None) for row in rows] == [
        ("2026-08-28", "routine", True),
        ("2026-09-10", "first", False),
    ]


async def test_a_new_home_brings_it_to_day_28(us: SimpleNamespace, visit: Visit) -> None:
    priya = await signed_in(visit, us.priya)
    await shared(priya, us.ayo)
    await ok(await priya.post(f"/api/plans/{us.ayo}/review/new-home", json={"on": "2026-03-04"}))
    review = (await ok(await priya.get(f"/api/plans/{us.ayo}")))["review"]
    assert (review["due_on"], review["why"]) == ("2026-04-01", "new_home")


async def test_a_date_gone_by_is_refused(us: SimpleNamespace, visit: Visit) -> None:
    priya = await signed_in(visit, us.priya)
    for at in ("2026-03-10T11:59:00Z", "2026-03-24T16:30:00"):  # over, and without its time zone
        answer = await priya.post(f"/api/plans/{us.ayo}/review", json={"at": at, "place": "Library"})
        assert answer.status_code == 400
    assert datetime(2026, 3, 10, 12, tzinfo=UTC) == us.noon
