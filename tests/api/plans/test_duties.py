"""Who must have a plan is reckoned once, and again as soon as a fact under it, or the day, changes."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any

from backend.people.tables import Episode, LifeFact, YoungPerson
from backend.plans.commands.duties import bring_up_to_date
from backend.plans.tables import Duty
from backend.shared.viewer import Viewer
from tests import cast


def everyone(at: datetime) -> Viewer:
    return Viewer.clock("duty.reckon", at)


async def duty(who: Any) -> tuple[bool, str]:
    row = await Duty.select().where(Duty.young_person == who).first()
    return row["must"], row["code"]


async def test_reckoned_once_and_kept(us: SimpleNamespace) -> None:
    assert await bring_up_to_date(everyone(us.noon)) == 3
    assert await bring_up_to_date(everyone(us.noon)) == 0
    assert await duty(us.ayo) == (True, "eligible")
    assert await duty(us.bea) == (False, "not_asked")
    assert await duty(us.cal) == (True, "former_relevant")
    row = await Duty.select().where(Duty.young_person == us.ayo).first()
    assert (row["first_due_on"], row["holds_until"]) == (date(2024, 10, 14), date(2026, 7, 14))


async def test_only_who_is_in_sight(us: SimpleNamespace) -> None:
    priya = Viewer(kind="adviser", action="person.list", now=us.noon, id=us.priya)
    assert await bring_up_to_date(priya) == 2
    assert await bring_up_to_date(everyone(us.noon)) == 1


async def test_a_birthday_passes(us: SimpleNamespace) -> None:
    await bring_up_to_date(everyone(us.noon))
    assert await bring_up_to_date(everyone(datetime(2026, 7, 13, 22, 59, tzinfo=UTC))) == 0  # 23:59 in London
    assert await bring_up_to_date(everyone(datetime(2026, 7, 13, 23, 0, tzinfo=UTC))) == 1
    assert await duty(us.ayo) == (True, "former_relevant")


async def test_every_fact_under_it_makes_it_fade(us: SimpleNamespace, at: Callable[[datetime], None]) -> None:
    viewer = everyone(us.noon)
    await bring_up_to_date(viewer)
    await YoungPerson.update({YoungPerson.support_requested: True}).where(YoungPerson.id == us.bea)
    assert await bring_up_to_date(viewer) == 1
    assert await duty(us.bea) == (True, "former_relevant_21_25")
    await LifeFact.insert(LifeFact(young_person=us.cal, kind="died", from_on=date(2026, 3, 1)))
    await Episode.update({Episode.ended_on: date(2019, 1, 1)}).where(Episode.young_person == us.ayo)
    assert await bring_up_to_date(viewer) == 2
    assert await duty(us.cal) == (False, "died")
    assert await duty(us.ayo) == (False, "no_status")
    await Episode.delete().where(Episode.young_person == us.ayo)
    await Episode.insert(Episode(young_person=us.ayo, began_on=date(2018, 7, 14), legal_status="C2"))
    assert await bring_up_to_date(viewer) == 1
    assert await duty(us.ayo) == (True, "eligible")


async def test_what_the_case_system_recorded_wins_and_an_end_takes_out(us: SimpleNamespace) -> None:
    viewer = everyone(us.noon)
    await YoungPerson.update({YoungPerson.recorded_category: "qualifying"}).where(YoungPerson.id == us.ayo)
    await YoungPerson.update({YoungPerson.ended_at: us.noon, YoungPerson.ended_why: "other_council"}).where(
        YoungPerson.id == us.cal
    )
    await bring_up_to_date(viewer)
    assert await duty(us.ayo) == (False, "some_help_only")
    assert await duty(us.cal) == (False, "other_council")


async def test_two_at_once_agree(us: SimpleNamespace) -> None:
    import asyncio

    for place in range(20):
        await cast.a_young_person(f"More{place}", date(2008, 1, 1 + place), team=us.team)
    await asyncio.gather(*(bring_up_to_date(everyone(us.noon)) for _ in range(4)))
    assert await Duty.count() == 23
