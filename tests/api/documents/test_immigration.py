"""Leave to stay: its owner's own, private until they show it; the council may know a day of its own."""

from collections.abc import Callable
from datetime import datetime, timedelta
from types import SimpleNamespace

import pytest

from backend.documents.tables import ImmigrationKept
from backend.shared import db
from tests.api.documents.doing import a_round, mine, say, theirs, write
from tests.api.identity.doing import Visit, a_phone, signed_in
from tests.api.plans.doing import ok

At = Callable[[datetime], None]
PATH = "/api/papers/mine/immigration"
LEAVE = {"leave": "Periwinkle leave, five years", "expires_on": "2027-01-31"}


async def test_kept_private_and_taken_away(us: SimpleNamespace, visit: Visit) -> None:
    ayo, priya = await a_phone(visit, us.ayo), await signed_in(visit, us.priya)
    assert (await ayo.get(PATH)).status_code == 404
    assert (await mine(ayo, "immigration"))["standing"] == "not_needed"
    before = await ok(await priya.get(f"/api/papers/with/{us.ayo}"))
    assert (await ayo.put(PATH, json=LEAVE)).status_code == 204
    assert await ok(await ayo.get(PATH)) == {**LEAVE, "shown": False, "said_on": "2026-03-10", "by": "you"}
    stated = await mine(ayo, "immigration")  # that they have leave is enough: it is on their list
    assert (stated["standing"], stated["next_who"], stated["owner_says"]) == ("to_come", "adviser", None)
    assert (await say(ayo, "immigration", "held_by_me", "In my blue bag")).status_code == 204
    papers = await ok(await ayo.get("/api/papers/mine"))
    assert (papers["immigration_kept"], papers["held"], papers["of"]) == (True, 1, 16)
    own = await mine(ayo, "immigration")
    # The day itself needs an unlock of its own.
    assert (own["standing"], own["have_by"], own["days_left"], own["held"]) == ("with_you", None, None, True)
    assert "2027-01-31" not in (await ayo.get("/api/papers/mine")).text
    # To staff nothing has changed, byte for byte.
    assert await ok(await priya.get(f"/api/papers/with/{us.ayo}")) == before
    assert before["immigration_expires_on"] is None
    for _ in range(2):
        assert (await ayo.put(PATH, json={"leave": " "})).status_code == 204
    assert (await ayo.get(PATH)).status_code == 404
    assert await ImmigrationKept.count() == 0
    rows = await db.fetch("SELECT did FROM audit_row WHERE action = 'papers.private' ORDER BY id")
    assert [row["did"] for row in rows] == ["kept_private", "forgot_private"]


async def test_shown_the_adviser_sees_the_day_and_hidden_again_not(us: SimpleNamespace, visit: Visit) -> None:
    ayo, priya = await a_phone(visit, us.ayo), await signed_in(visit, us.priya)
    await ok(await ayo.put(PATH, json={"leave": "Settled", "shown": True}))  # without a day
    assert (await theirs(priya, us.ayo, "immigration"))["standing"] == "to_come"
    await say(ayo, "immigration", "held_by_me", "In my blue bag")
    await ok(await ayo.put(PATH, json={**LEAVE, "shown": True}))
    seen = await ok(await priya.get(f"/api/papers/with/{us.ayo}"))
    paper = await theirs(priya, us.ayo, "immigration")
    assert seen["immigration_expires_on"] == "2027-01-31"
    assert (paper["owner_says"], paper["have_by"], paper["said"][0]["words"]) == (
        "held_by_me", "2027-01-31", "In my blue bag",
    )  # fmt: skip
    assert "Periwinkle" not in (await priya.get(f"/api/papers/with/{us.ayo}")).text  # the day, never the words
    await ok(await ayo.put(PATH, json={**LEAVE, "shown": False}))
    seen = await ok(await priya.get(f"/api/papers/with/{us.ayo}"))
    assert seen["immigration_expires_on"] is None
    assert (await theirs(priya, us.ayo, "immigration"))["owner_says"] is None


async def test_before_it_ends_it_says_who_does_what_and_not_when(us: SimpleNamespace, visit: Visit, at: At) -> None:
    ayo, priya = await a_phone(visit, us.ayo), await signed_in(visit, us.priya)
    await say(ayo, "immigration", "held_by_me")
    await ok(await ayo.put(PATH, json={"leave": "", "expires_on": "2026-05-09"}))  # in 60 days
    paper, lawyer = await mine(ayo, "immigration"), "Ask your adviser to book a lawyer with you"
    assert (paper["standing"], paper["next_who"], paper["next_what"]) == ("your_turn", "young_person", lawyer)
    assert (paper["have_by"], paper["days_left"]) == (None, None)
    near = (await ok(await ayo.get("/api/papers/mine/near")))["papers"]
    assert [(one["next_what"], one["unnamed"]) for one in near if one["kind"] == "immigration"] == [(lawyer, True)]
    at(us.noon + timedelta(minutes=1))
    await write(
        priya, us.ayo, "immigration", "applied", next_who="adviser", next_what="Ring them", next_by="2026-03-20"
    )
    paper = await mine(ayo, "immigration")
    assert (paper["standing"], paper["next_who"], paper["next_what"]) == ("going", "adviser", "Ring them")


async def test_the_council_may_write_a_day_of_its_own(us: SimpleNamespace, visit: Visit, at: At) -> None:
    ayo, priya = await a_phone(visit, us.ayo), await signed_in(visit, us.priya)
    await write(priya, us.ayo, "immigration", "applied", words="Lawyer booked", expires_on="2026-08-31")
    assert (await ok(await priya.get(f"/api/papers/with/{us.ayo}")))["immigration_expires_on"] == "2026-08-31"
    assert await ok(await ayo.get(PATH)) == {
        "leave": "", "expires_on": "2026-08-31", "shown": True, "said_on": "2026-03-10", "by": "council",
    }  # fmt: skip
    at(us.noon + timedelta(minutes=1))
    await write(priya, us.ayo, "immigration", "waiting")  # says nothing of the day: the last one written holds
    assert (await theirs(priya, us.ayo, "immigration"))["have_by"] == "2026-08-31"
    await ok(await ayo.put(PATH, json=LEAVE))  # their own, kept to themselves: staff go by what they wrote
    assert (await ok(await priya.get(f"/api/papers/with/{us.ayo}")))["immigration_expires_on"] == "2026-08-31"
    assert (await ok(await ayo.get(PATH)))["by"] == "you"
    await ok(await ayo.put(PATH, json={**LEAVE, "shown": True}))  # shown, the owner's counts
    assert (await ok(await priya.get(f"/api/papers/with/{us.ayo}")))["immigration_expires_on"] == "2027-01-31"


async def test_nothing_of_it_stands_in_clear(us: SimpleNamespace, visit: Visit) -> None:
    ayo, priya = await a_phone(visit, us.ayo), await signed_in(visit, us.priya)
    await ok(await ayo.put(PATH, json={**LEAVE, "shown": True}))
    await write(priya, us.ayo, "immigration", "applied", words="Marigold words", where="Foxglove Lane",
                expires_on="2028-02-29", next_who="someone_else", next_name="Hollyhock", next_what="Snapdragon",
                next_by="2026-03-20")  # fmt: skip
    stored = ""
    for table in ("paper_entry", "immigration_kept", "audit_row", "notice"):
        stored += " ".join(str(row) for row in await db.fetch(f"SELECT t::text AS row FROM {table} t"))
    hidden = ("Periwinkle", "Marigold", "Foxglove", "Hollyhock", "Snapdragon", "2027-01-31", "2028-02-29")
    for word in hidden:
        assert word not in stored
        assert word.encode().hex() not in stored


async def test_what_they_say_is_bounded(us: SimpleNamespace, visit: Visit) -> None:
    ayo = await a_phone(visit, us.ayo)
    assert (await ayo.put(PATH, json={"leave": "x" * 401})).status_code == 400
    assert (await ayo.put(PATH, json={"leave": "x" * 400})).status_code == 204
    assert (await ayo.put(PATH, json={"expires_on": "31 January"})).status_code == 400


@pytest.mark.parametrize("day", ["0001-01-01", "0026-03-01", "1989-12-31", "2100-01-01", "9999-12-31"])
async def test_a_slip_in_the_year_is_refused_and_stops_no_round(us: SimpleNamespace, visit: Visit, day: str) -> None:
    ayo, priya = await a_phone(visit, us.ayo), await signed_in(visit, us.priya)
    assert (await ayo.put(PATH, json={"leave": "Five years", "expires_on": day})).status_code == 400
    assert (await write(priya, us.ayo, "immigration", "applied", expires_on=day)).status_code == 400
    await a_round()
    assert (await ayo.get(PATH)).status_code == 404


@pytest.mark.parametrize("status", ["not_needed"])
async def test_who_needs_none_says_so(us: SimpleNamespace, visit: Visit, at: At, status: str) -> None:
    ayo, priya = await a_phone(visit, us.ayo), await signed_in(visit, us.priya)
    await write(priya, us.ayo, "immigration", "applied", expires_on="2026-08-31")
    at(us.noon + timedelta(minutes=1))
    await say(ayo, "immigration", status, "I am British now")
    assert (await mine(ayo, "immigration"))["standing"] == "not_needed"
