"""Standings are kept for reminders and figures, and only what changed is reckoned again: counted, not believed."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest

from backend.entitlements.commands import reckoning
from backend.entitlements.engine.reading import national
from backend.entitlements.queries import offered as offers
from backend.entitlements.queries.reckoned import opened
from backend.entitlements.reckoning import Kept
from backend.entitlements.tables import RightsReckoned
from backend.people.tables import LifeFact, YoungPerson
from backend.shared import clock, db
from backend.shared.viewer import Viewer
from tests import cast
from tests.api.entitlements.saying import ENDS_ON, FOSTER, dee, mine, record, say
from tests.api.identity.doing import Visit, a_phone, signed_in
from tests.api.plans.doing import statements

RIGHTS = len(national().rights)


async def reckon() -> int:
    """One round of the job; how many rights were reckoned."""
    return await reckoning.bring_up_to_date(Viewer.clock("rights.reckon", clock.now()))


@contextmanager
def counted(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[tuple[date, str]]]:
    """Every right that is reckoned inside, beside the birthday of whose it is."""
    done: list[tuple[date, str]] = []
    real = reckoning.kept_of

    def kept_of(right: Any, person: Any, *more: Any) -> Any:
        done.append((person.mine.born_on, right.id))
        return real(right, person, *more)

    monkeypatch.setattr(reckoning, "kept_of", kept_of)
    yield done
    monkeypatch.setattr(reckoning, "kept_of", real)


async def kept(who: UUID) -> dict[str, Kept]:
    (row,) = await RightsReckoned.select().where(RightsReckoned.young_person == who)
    return opened(row)


async def test_what_is_kept_is_what_its_owner_reads(us: SimpleNamespace, visit: Visit) -> None:
    who = await dee(us)
    phone = await a_phone(visit, who)
    for fact, value in FOSTER.items():
        await say(phone, fact, value)
    assert await reckon() == 4 * RIGHTS
    rows = await kept(who)
    assert rows["staying_put"].until_on == ENDS_ON
    read = await mine(phone)
    assert {id: (row.standing, row.from_on, row.until_on) for id, row in rows.items()} == {
        id: (one["standing"], *(one[name] and date.fromisoformat(one[name]) for name in ("from_on", "until_on")))
        for id, one in read.items()
    }


async def test_nothing_changed_nothing_is_reckoned(us: SimpleNamespace) -> None:
    assert await reckon() == 3 * RIGHTS
    with statements() as sent:
        assert await reckon() == 0
    assert len(sent) == 2, sent  # the offer, and whether anybody is stale


async def test_an_answer_brings_back_only_the_rights_that_ask_for_it(
    us: SimpleNamespace, visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    phone, priya = await a_phone(visit, us.ayo), await signed_in(visit, us.priya)
    await reckon()
    asks = {right.id for right in national().rights if "foster_carer_agrees" in right.facts}
    assert 0 < len(asks) < RIGHTS / 2
    await say(phone, "foster_carer_agrees", "yes")
    with counted(monkeypatch) as done:
        assert await reckon() == len(asks)
    assert set(done) == {(date(2008, 7, 14), id) for id in asks}
    await record(priya, us.ayo, "foster_carer_agrees", "no")
    assert await reckon() == len(asks)
    assert await reckon() == 0


@pytest.mark.parametrize(
    "change",
    [
        {YoungPerson.born_on: date(2008, 7, 15)},
        {YoungPerson.recorded_category: "qualifying"},
        {YoungPerson.in_education_programme: True},
    ],
    ids=["birthday", "category", "course"],
)
async def test_a_change_in_the_record_is_found(us: SimpleNamespace, change: dict[Any, Any]) -> None:
    await reckon()
    await YoungPerson.update(change).where(YoungPerson.id == us.ayo)
    assert await reckon() > 0
    assert await reckon() == 0


async def test_a_fact_of_their_life_is_found(us: SimpleNamespace) -> None:
    await reckon()
    await db.fetch("UPDATE episode SET ended_on = '2026-02-01' WHERE young_person = $1", us.ayo)
    assert await reckon() > 0
    await LifeFact.insert(LifeFact(young_person=us.ayo, kind="adopted", from_on=date(2026, 3, 1)))
    assert await reckon() > 0
    assert (await kept(us.ayo))["plan_copy"].standing == "not_now"


async def test_a_day_that_comes_is_reckoned_and_no_other(us: SimpleNamespace, monkeypatch: pytest.MonkeyPatch) -> None:
    await reckon()
    clock.stand_still(datetime(2026, 3, 11, 12, tzinfo=UTC))
    quiet = await reckon()
    assert quiet < 10, "a day on which nothing happens"
    clock.stand_still(datetime(2026, 7, 14, 12, tzinfo=UTC))  # Ayo is 18
    with counted(monkeypatch) as done:
        await reckon()
    assert (date(2008, 7, 14), "staying_put") in done
    assert len({id for born, id in done if born == date(2006, 1, 30)}) < RIGHTS / 2
    assert (await kept(us.ayo))["council_tax"].standing != "later"


async def test_every_day_of_a_year_stands_as_if_reckoned_anew(us: SimpleNamespace, visit: Visit) -> None:
    """The days on which a right is said to change are all of them: what was kept longest is still right."""
    who = await dee(us)
    phone = await a_phone(visit, who)
    for fact, value in {**FOSTER, "studying": "apprenticeship", "apprenticeship_started_on": "2026-02-01"}.items():
        await say(phone, fact, value)
    for month in range(3, 13):
        for day in (1, 13, 20, 28):
            clock.stand_still(datetime(2026, month, day, 12, tzinfo=UTC))
            await reckon()
            left = await _all()
            await db.fetch("DELETE FROM rights_reckoned")
            await reckon()
            assert left == await _all(), (month, day)


async def _all() -> dict[tuple[UUID, str], tuple[str, date | None]]:
    rows = await RightsReckoned.select()
    return {(row["young_person"], id): (one.standing, one.until_on) for row in rows for id, one in opened(row).items()}


async def test_a_right_that_changes_is_reckoned_for_everybody_and_alone(
    us: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    await reckon()
    real = offers.offered

    async def changed(viewer: Viewer, *more: Any) -> Any:
        import dataclasses

        import msgspec

        now = await real(viewer, *more)
        fewer = [r if r.id != "complain" else dataclasses.replace(r, offered="no") for r in now.rights[:-1]]
        return msgspec.structs.replace(now, rights=fewer)

    monkeypatch.setattr(reckoning, "offered", changed)
    assert await reckon() == 3
    assert (await kept(us.ayo))["complain"].standing == "not_now"
    assert len(await kept(us.ayo)) == RIGHTS - 1, "a right that is gone stands for nobody"


async def test_who_has_left_has_no_standings(us: SimpleNamespace) -> None:
    await reckon()
    await YoungPerson.update({YoungPerson.ended_at: us.noon}).where(YoungPerson.id == us.ayo)
    assert await reckon() == 0
    assert await kept(us.ayo) == {}
    assert len(await kept(us.bea)) == RIGHTS


async def test_what_hangs_on_a_private_answer_is_marked(us: SimpleNamespace, visit: Visit) -> None:
    phone = await a_phone(visit, us.ayo)
    await say(phone, "british", "no")
    await reckon()
    rows = await kept(us.ayo)
    assert (rows["citizenship_fee"].standing, rows["citizenship_fee"].shown) == ("can", False)
    assert rows["complain"].shown
    await say(phone, "british", "no", shown=True)
    await reckon()
    assert (await kept(us.ayo))["citizenship_fee"].shown


async def test_statements_do_not_grow_with_people(us: SimpleNamespace) -> None:
    with statements() as sent:
        await reckon()
    few = len(sent)
    for place in range(60):
        await cast.a_young_person(f"More{place}", date(2004 + place % 5, 1 + place % 12, 5), team=us.team)
    with statements() as sent:
        assert await reckon() == 60 * RIGHTS
    assert len(sent) == few <= 12


async def test_a_change_in_the_middle_is_found_the_next_time(
    us: SimpleNamespace, visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody answers after the marks were read and before their facts were: nothing of it is lost."""
    phone = await a_phone(visit, us.ayo)
    real = reckoning.known

    async def late(viewer: Viewer, ids: list[UUID]) -> Any:
        found = await real(viewer, ids)
        await say(phone, "studying", "none")
        return found

    monkeypatch.setattr(reckoning, "known", late)
    await reckon()
    monkeypatch.setattr(reckoning, "known", real)
    assert 0 < await reckon() < RIGHTS


async def test_nobody_but_the_clock_reckons(us: SimpleNamespace) -> None:
    viewer = Viewer(kind="adviser", action="rights.reckon", now=us.noon, id=us.priya)
    assert await reckoning.bring_up_to_date(viewer) == 0
    assert await _all() == {}


async def test_two_servers_at_once_keep_the_same(us: SimpleNamespace, visit: Visit) -> None:
    for place in range(20):
        await cast.a_young_person(f"More{place}", date(2004 + place % 5, 1 + place % 12, 5), team=us.team)
    await asyncio.gather(*(reckon() for _ in range(4)))
    assert len(await _all()) == 23 * RIGHTS
    assert await reckon() == 0
    phone = await a_phone(visit, us.ayo)
    await asyncio.gather(*(say(phone, "studying", "none") for _ in range(3)), *(reckon() for _ in range(3)))
    await reckon()
    stands = {id: one["standing"] for id, one in (await mine(phone)).items()}
    assert {id: row.standing for id, row in (await kept(us.ayo)).items()} == stands
