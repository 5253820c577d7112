"""Two people publish; a version never changes and counts from its day; an earlier one can come back."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from backend.entitlements.queries.offered import offer_lines, offered
from backend.shared import clock, db
from backend.shared.bell import bell
from backend.shared.viewer import NOBODY, Viewer
from tests.api.entitlements.offering import (
    EDIT,
    NOW,
    a_line,
    all_signed_in,
    done,
    editors,
    ledger,
    post,
    published,
    revision,
    said_of,
)

HOME = "setting_up_home"


@pytest.fixture
async def here(visit: Any) -> AsyncIterator[SimpleNamespace]:
    yield await editors(visit)
    clock.stand_still(None)


def anybody(now: datetime = NOW) -> Viewer:
    return Viewer(kind=NOBODY, action="offer.read", now=now)


async def pence(on: date, known_at: datetime) -> int | None:
    """What this council gave for a first home on that day, as known at that instant."""
    right = (await offered(anybody(known_at), on, known_at)).by_id()[HOME]
    return right.amounts[0].pence


async def test_a_second_person_publishes_and_everybody_sees_it(here: SimpleNamespace) -> None:
    before = await said_of(here.visit(), HOME)
    assert (before["offered"], before["amounts"][0]["pence"]) == ("not_said", 300_000)
    assert await published(here, a_line()) == 1
    after = await said_of(here.visit(), HOME)
    assert (after["offered"], after["local"]) == ("yes", "We give it in shops and as money.")
    assert (after["amounts"][0]["pence"], after["local_source"]["link"]) == (350_000, "https://tidewater.gov.uk/offer")
    assert after["hash"] != before["hash"]
    page = (await here.ada.get(EDIT)).json()
    assert (page["drafted"], page["sent_by"], page["sent_why"], page["may_publish"]) == (False, None, None, False)
    one = page["history"][0]
    assert (one["number"], one["published_by"], one["written_by"], one["why"]) == (
        1,
        "Mina Tester",
        "Ada Tester",
        "New sums.",
    )
    assert one["from_on"] is None
    assert await ledger() == ["offer_wrote", "offer_sent", "offer_published"]


@pytest.mark.parametrize("who", ["ada", "abe"])
async def test_whoever_wrote_any_line_or_sent_it_does_not_publish(here: SimpleNamespace, who: str) -> None:
    """Abe wrote one line, which Ada wrote over; Ada wrote and sent."""
    await done(here.abe, "lines", line=a_line(local="Abe's words"))
    await done(here.ada, "lines", line=a_line())
    await done(here.ada, "send", why="New sums.")
    before = await revision(here.ada)
    answer = await post(getattr(here, who), "publish")
    assert (answer.status_code, answer.json()["type"]) == (409, "/problems/second-person")
    assert (await getattr(here, who).get(EDIT)).json()["may_publish"] is False
    assert (await here.mina.get(EDIT)).json()["may_publish"] is True
    assert await revision(here.ada) == before
    assert await db.fetch("SELECT id FROM offer_version") == []


async def test_whoever_only_sent_it_does_not_publish_even_when_it_came_back(here: SimpleNamespace) -> None:
    await done(here.ada, "lines", line=a_line())
    await done(here.abe, "send", why="Sent by Abe.")
    await done(here.mina, "back")
    await done(here.ada, "send", why="Sent by Ada.")
    assert (await post(here.abe, "publish")).status_code == 409
    await done(here.mina, "publish")  # she sent it back, and wrote nothing


async def test_the_writer_of_the_last_draft_may_publish_the_next(here: SimpleNamespace) -> None:
    await published(here, a_line())
    await done(here.mina, "lines", line=a_line(local="Mina's words"))
    await done(here.mina, "send", why="Other words.")
    await done(here.ada, "publish")
    assert (await said_of(here.ada, HOME))["local"] == "Mina's words"


async def test_two_publish_at_once_and_there_is_one_version(here: SimpleNamespace) -> None:
    await done(here.ada, "lines", line=a_line())
    await done(here.ada, "send", why="New sums.")
    now = await revision(here.ada)
    answers = await asyncio.gather(
        *(who.post(f"{EDIT}/publish", json={"revision": now}) for who in (here.mina, here.abe) * 3)
    )
    assert sorted(one.status_code for one in answers) == [204] + [409] * 5
    assert [row["number"] for row in await db.fetch("SELECT number FROM offer_version")] == [1]


async def test_what_was_sent_is_not_written_in(here: SimpleNamespace) -> None:
    """What the second person reads is what they publish."""
    await done(here.ada, "lines", line=a_line())
    await done(here.ada, "send", why="New sums.")
    for what, said in (("lines", {"line": a_line(local="Slipped in")}), ("take-out", {"right": HOME}), ("pots", {"pots": []}),
                       ("laws", {"laws": []}), ("send", {"why": "Again."})):  # fmt: skip
        answer = await post(here.ada, what, **said)
        assert (answer.status_code, answer.json()["type"]) == (409, "/problems/conflict"), what
    await done(here.ada, "back")
    await done(here.ada, "lines", line=a_line(local="Slipped in"))
    old = await revision(here.ada) - 1
    assert (await here.mina.post(f"{EDIT}/publish", json={"revision": old})).json()["type"] == "/problems/draft-changed"
    assert (await post(here.mina, "publish")).json()["type"] == "/problems/conflict"  # nobody has sent it again


async def test_a_faulty_line_is_neither_sent_nor_published(here: SimpleNamespace) -> None:
    await done(here.ada, "lines", line=a_line(rule="age from 16\nand livng is own_place", last_checked="2026-11-30"))
    await done(here.ada, "lines", line=a_line("records", amounts=None, pot="gone"))
    answer = await post(here.ada, "send", why="New sums.")
    assert (answer.status_code, answer.json()["type"]) == (409, "/problems/faulty-lines")
    wrong = {(one["where"], one["line"], one["column"]) for one in answer.json()["wrong"]}
    assert {(f"{HOME}: rule", 2, 5), (f"{HOME}: last_checked", None, None), ("records: pot", None, None)} <= wrong
    assert all(one["what"] and one["cure"] for one in answer.json()["wrong"])
    # It was right when it was sent, and the world moved on: publishing looks again.
    await db.fetch("UPDATE offer_draft SET sent_at = now(), sent_by = $1, why = 'Old.'", here.ids["ada"])
    answer = await post(here.mina, "publish")
    assert (answer.status_code, answer.json()["type"]) == (409, "/problems/faulty-lines")
    assert await db.fetch("SELECT id FROM offer_version") == []


async def test_a_line_whose_review_has_passed_goes_out_as_stale_and_keeps_no_other_back(here: SimpleNamespace) -> None:
    await published(here, a_line(review_by="2026-12-01"))
    clock.stand_still(NOW + timedelta(days=10))
    await all_signed_in(here)
    await published(here, a_line("records", amounts=None))
    assert (await said_of(here.visit(), HOME))["stale"] is True


async def test_nothing_is_sent_where_nothing_is_changed(here: SimpleNamespace) -> None:
    assert (await post(here.ada, "send", why="Nothing.")).status_code == 409
    await published(here, a_line(), a_line("records", amounts=None))
    await done(here.ada, "lines", line=a_line())  # the first of two stays the first
    assert (await post(here.ada, "send", why="Nothing.")).json()["detail"] == "Nothing is changed in it."
    assert (await post(here.mina, "publish")).status_code == 409
    assert (await post(here.mina, "back")).status_code == 409


async def test_back_dating_is_valid_on_a_day_as_known_at_an_instant(here: SimpleNamespace) -> None:
    """Published in November, counts from April: in October nobody knew, and what was said then stays said."""
    first = NOW
    await published(here, a_line())
    later = NOW + timedelta(days=30)
    clock.stand_still(later)
    await all_signed_in(here)
    await published(here, a_line(amounts=[{"how": "up_to", "pence": 420_000}]), from_on="2026-04-01")
    day = date(2026, 6, 1)
    assert await pence(day, first + timedelta(days=1)) == 300_000  # version 1 counts from 29 November
    assert await pence(date(2026, 12, 1), first + timedelta(days=3)) == 350_000
    assert await pence(day, later) == 420_000
    assert await pence(date(2026, 3, 31), later) == 300_000
    assert await pence(date(2026, 12, 1), later) == 420_000  # the last published wins a day
    assert (await offered(anybody(later), day)).number == 2
    version = await offer_lines(anybody(later), day, later)
    assert version is not None
    assert (version.number, version.from_on) == (2, date(2026, 4, 1))
    assert await offer_lines(anybody(later), date(2026, 3, 31), later) is None
    assert (await here.ada.get(EDIT)).json()["history"][0]["from_on"] == "2026-04-01"


async def test_a_later_day_waits_and_is_not_brought_forward_unasked(here: SimpleNamespace) -> None:
    await published(here, a_line())
    await published(here, a_line(amounts=[{"how": "up_to", "pence": 420_000}]), from_on="2027-04-01")
    assert (await said_of(here.ada, HOME))["amounts"][0]["pence"] == 350_000
    assert await pence(date(2027, 4, 1), NOW) == 420_000
    await done(here.ada, "lines", line=a_line("records", amounts=None))
    refused = await post(here.ada, "send", why="One more line.")
    assert refused.status_code == 409
    assert "1 April 2027" in refused.json()["detail"] or "01 April 2027" in refused.json()["detail"]
    await done(here.ada, "send", why="One more line.", from_on="2027-04-01")
    await done(here.mina, "back")
    await done(here.ada, "undo", number=1)
    await done(here.ada, "lines", line=a_line(local="Put right today."))
    await done(here.ada, "send", why="A word put right.")
    await done(here.mina, "publish")
    assert (await said_of(here.ada, HOME))["local"] == "Put right today."


@pytest.mark.parametrize("day", ["0001-01-01", "2020-01-01", "2099-12-31", "9999-12-31"])
async def test_a_day_far_away_is_a_slip(here: SimpleNamespace, day: str) -> None:
    await done(here.ada, "lines", line=a_line())
    assert (await post(here.ada, "send", why="New sums.", from_on=day)).status_code == 409


async def test_undo_brings_an_earlier_version_back_as_a_draft(here: SimpleNamespace) -> None:
    await published(here, a_line())
    await published(here, a_line(local="Worse words."), a_line("records", amounts=None), why="More.")
    await done(here.abe, "undo", number=1)
    offer = (await here.ada.get(EDIT)).json()
    assert (offer["drafted"], offer["draft_by"], offer["version"]) == (True, ["Abe Tester"], 2)
    assert {one["right"]: one["change"] for one in offer["lines"] if one["change"] != "same"} == {
        HOME: "changed", "records": "taken_out"}  # fmt: skip
    assert (await said_of(here.ada, HOME))["local"] == "Worse words."
    await done(here.ada, "send", why="Back to the first.")
    assert (await post(here.abe, "publish")).json()["type"] == "/problems/second-person"
    await done(here.mina, "publish")
    assert (await said_of(here.ada, HOME))["local"] == "We give it in shops and as money."
    assert [one["number"] for one in (await here.ada.get(EDIT)).json()["history"]] == [3, 2, 1]
    assert (await here.ada.get(EDIT)).json()["history"][0]["written_by"] == "Abe Tester, Ada Tester"


async def test_undo_never_throws_away_a_draft_that_was_not_seen(here: SimpleNamespace) -> None:
    await published(here, a_line())
    await done(here.ada, "lines", line=a_line(local="Half written"))
    for said in ({"number": 1}, {"number": 1, "revision": 0}, {"number": 0}):
        answer = await here.abe.post(f"{EDIT}/undo", json=said)
        assert (answer.status_code, answer.json()["type"]) == (409, "/problems/draft-changed"), said
    await done(here.abe, "undo", number=1)  # with the draft's revision: thrown away knowingly
    assert (await here.ada.get(EDIT)).json()["drafted"] is False
    assert "Half written" in "".join(row["words"] for row in await db.fetch("SELECT words FROM offer_write"))
    assert (await ledger())[-1] == "offer_dropped"
    stale = await here.ada.post(f"{EDIT}/lines", json={"revision": 4, "line": a_line(local="Half")})
    assert stale.status_code == 409


async def test_undo_to_no_offer_and_to_no_version(here: SimpleNamespace) -> None:
    await published(here, a_line())
    for number in (7, 2):
        assert (await here.ada.post(f"{EDIT}/undo", json={"number": number})).status_code == 404
    await done(here.ada, "undo", number=0)
    await done(here.ada, "send", why="We start again.")
    await done(here.mina, "publish")
    assert (await said_of(here.ada, HOME))["offered"] == "not_said"


async def test_publishing_rings_and_only_publishing_does(here: SimpleNamespace) -> None:
    async with bell.listening():
        for _ in range(100):
            if not bell.deaf:
                break
            await asyncio.sleep(0.05)
        with bell.ear(["offer"]) as heard:
            await done(here.ada, "lines", line=a_line())
            await done(here.ada, "send", why="New sums.")
            await asyncio.sleep(0.2)
            assert not heard.is_set()
            await done(here.mina, "publish")
            await asyncio.wait_for(heard.wait(), 5)


async def test_the_days_of_laws_count_with_the_version(here: SimpleNamespace) -> None:
    laws = [one for one in (await here.ada.get(EDIT)).json()["laws"] if one["national"] is None]
    assert laws, "the pack has a law without a day"
    name = laws[0]["law"]
    await done(here.ada, "laws", laws=[{"law": name, "in_force": "2026-12-01"}])
    await done(here.ada, "send", why="The law starts.")
    await done(here.mina, "publish")
    then = await offered(anybody(), date(2026, 12, 1))
    assert f"[{name} 2026-12-01]" in "".join(rule.key for right in then.rights for rule in right.rules)


async def test_a_version_that_was_rolled_back_is_not_remembered(here: SimpleNamespace, monkeypatch: Any) -> None:
    """The same number comes again with other words: what was merged for the first must not answer for the second."""
    from backend.entitlements.commands import publishing

    async def looks_and_fails(viewer: Viewer) -> None:
        await offered(viewer)
        raise RuntimeError("the power went")

    await done(here.ada, "lines", line=a_line(local="Never said."))
    await done(here.ada, "send", why="New sums.")
    with monkeypatch.context() as broken:
        broken.setattr(publishing, "settle", looks_and_fails)
        assert (await post(here.mina, "publish")).status_code == 500
    assert (await here.ada.get(EDIT)).json()["version"] == 0
    await done(here.mina, "back")
    await published(here, a_line(local="Said."))
    assert (await said_of(here.ada, HOME))["local"] == "Said."


async def test_whose_account_ended_does_not_publish(here: SimpleNamespace) -> None:
    await done(here.ada, "lines", line=a_line())
    await done(here.ada, "send", why="New sums.")
    await db.fetch("UPDATE worker SET ended_at = $1 WHERE id = $2", datetime(2026, 1, 1, tzinfo=UTC), here.ids["mina"])
    assert (await here.mina.post(f"{EDIT}/publish", json={"revision": 2})).status_code == 401
