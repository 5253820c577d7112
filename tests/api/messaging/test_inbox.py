"""The inbox: who waited longest first, in a few statements however many, and only what its reader may see."""

from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any

from backend.shared import db
from tests import cast
from tests.api.messaging.doing import ok, phone, say, signed_in, soon
from tests.api.plans.doing import statements


async def inbox(visit: Any, worker: Any) -> dict[str, Any]:
    return dict(await ok(await (await signed_in(visit(), worker)).get("/api/messages/inbox")))


async def test_longest_waiting_first_then_the_newest(us: SimpleNamespace, visit: Any, at: Any) -> None:
    dee, eli = [await cast.a_young_person(name, date(2005, 1, 1), team=us.team) for name in ("Dee", "Eli")]
    for who in (dee, eli):
        await cast.allocated(who, us.priya)
    await say(await signed_in(visit(), us.priya), "Good morning Dee", dee)
    at(soon(us.noon, hours=1))
    await say(await phone(visit(), us.bea), "First")
    at(soon(us.noon, hours=2))
    await say(await phone(visit(), us.ayo), "Second")
    at(soon(us.noon, hours=3))
    await say(await phone(visit(), us.bea), "Still waiting")
    found = await inbox(visit, us.priya)
    assert [row["known_as"] for row in found["rows"]] == ["Bea", "Ayo", "Dee", "Eli"]
    assert (found["waiting"], found["unread"]) == (2, 2)
    bea, ayo, one, nobody = found["rows"]
    assert (bea["waiting_since"], bea["reply_by"], bea["late"]) == (
        "2026-03-10T13:00:00Z",
        "2026-03-12T17:00:00Z",
        False,
    )
    assert (bea["unread"], bea["last_words"], bea["last_by_owner"], bea["last_author"]) == (
        2,
        "Still waiting",
        True,
        "Bea",
    )
    assert (ayo["name"], ayo["initials"], ayo["which"], ayo["cover"], ayo["push"]) == (
        "Ayo Example",
        "AE",
        "adviser",
        False,
        "none",
    )
    assert (one["last_author"], one["last_by_owner"], one["last_spoke_by_owner"], one["unread"]) == (
        "Priya",
        False,
        False,
        0,
    )
    assert one["last_spoke_at"] == "2026-03-10T12:00:00Z"
    assert (nobody["last_words"], nobody["last_author"], nobody["last_spoke_at"], nobody["waiting_since"]) == (
        "",
        "",
        None,
        None,
    )


async def test_late_is_after_the_promise(us: SimpleNamespace, visit: Any, at: Any) -> None:
    await say(await phone(visit(), us.ayo))  # on a Tuesday: two working days are over on Thursday at five
    for late, instant in (
        (False, datetime(2026, 3, 12, 17, tzinfo=UTC)),
        (True, datetime(2026, 3, 12, 17, 0, 1, tzinfo=UTC)),
    ):
        at(instant)
        assert (await inbox(visit, us.priya))["rows"][0]["late"] is late


async def test_an_answer_and_no_reply_end_the_waiting(us: SimpleNamespace, visit: Any) -> None:
    await say(await phone(visit(), us.ayo))
    await say(await phone(visit(), us.bea))
    priya = await signed_in(visit(), us.priya)
    await say(priya, "Yes", us.ayo)
    await ok(await priya.post(f"/api/messages/with/{us.bea}/no-reply"))
    assert (await inbox(visit, us.priya))["waiting"] == 0


async def test_a_long_message_shows_its_beginning(us: SimpleNamespace, visit: Any) -> None:
    await say(await phone(visit(), us.ayo), "word " * 200)
    words = (await inbox(visit, us.priya))["rows"][0]["last_words"]
    assert len(words) <= 90
    assert words.endswith("word…")


async def test_a_nurse_has_her_own_and_cal_is_omars(us: SimpleNamespace, visit: Any) -> None:
    ayo = await phone(visit(), us.ayo)
    await say(ayo, "My heart races", "nurse")
    await say(await phone(visit(), us.cal), "Hi Omar")
    assert [row["last_words"] for row in (await inbox(visit, us.nia))["rows"]] == ["My heart races"]
    assert [row["last_words"] for row in (await inbox(visit, us.priya))["rows"]] == ["", ""]
    assert [row["known_as"] for row in (await inbox(visit, us.omar))["rows"]] == ["Cal"]
    assert (await inbox(visit, us.ned))["rows"] == []
    for other in (await signed_in(visit(), us.mina), ayo):
        assert (await other.get("/api/messages/inbox")).status_code == 403


async def test_a_cover_sees_words_of_thirty_days_and_that_somebody_waits(
    us: SimpleNamespace, visit: Any, at: Any
) -> None:
    at(soon(us.noon, days=-40))
    await say(await phone(visit(), us.ayo), "Long ago")
    at(us.noon)
    await cast.covers(us.ayo, us.omar, starts_at=us.noon, ends_at=soon(us.noon, days=3))
    row = next(one for one in (await inbox(visit, us.omar))["rows"] if one["known_as"] == "Ayo")
    assert (row["cover"], row["last_words"], row["unread"], row["late"]) == (True, "", 0, True)
    await say(await phone(visit(), us.ayo), "Now")
    row = next(one for one in (await inbox(visit, us.omar))["rows"] if one["known_as"] == "Ayo")
    assert (row["last_words"], row["unread"]) == ("Now", 1)


async def test_sixty_cost_as_many_statements_as_two(us: SimpleNamespace, visit: Any) -> None:
    priya = await signed_in(visit(), us.priya)
    with statements() as few:
        await ok(await priya.get("/api/messages/inbox"))
    for number in range(60):
        who = await cast.a_young_person(f"P{number}", date(2005, 1, 1), team=us.team)
        await cast.allocated(who, us.priya)
        await say(priya, "Hello", who) if number < 30 else None
    with statements() as many:
        found = await ok(await priya.get("/api/messages/inbox"))
    assert len(found["rows"]) == 62
    assert len(many) == len(few) <= 4  # the sign-in, the threads, the pushes, the ledger


async def test_each_name_shown_is_one_look(us: SimpleNamespace, visit: Any) -> None:
    await inbox(visit, us.priya)
    rows = await db.fetch("SELECT about FROM audit_row WHERE did = 'saw_in_list' AND actor = $1", us.priya)
    assert {row["about"] for row in rows} == {us.ayo, us.bea}
    assert len(rows) == 2
