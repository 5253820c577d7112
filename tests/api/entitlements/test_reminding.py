"""Money and help that end: told eight and two weeks before, once each, to their owner and to whoever reads for them."""

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from backend.entitlements.commands import reckoning, reminding
from backend.entitlements.queries.reckoned import kept_at, opened
from backend.entitlements.reckoning import Kept, packed
from backend.entitlements.tables import RightsReckoned
from backend.people.tables import Link, YoungPerson
from backend.shared import clock, db
from backend.shared.crypt import seal
from backend.shared.dates import end_of
from backend.shared.viewer import Viewer
from tests import cast
from tests.api.entitlements.saying import ENDS_ON, FOSTER, dee, mine, say, with_a_carer
from tests.api.identity.doing import Visit, a_phone
from tests.api.plans.doing import statements

KINDS = ("right_ends_56", "right_ends_14", "right_ends_staff")


async def round_at(day: datetime) -> None:
    """Both jobs, on this day."""
    clock.stand_still(day)
    await reckoning.bring_up_to_date(Viewer.clock("rights.reckon", day))
    await reminding.remind(Viewer.clock("rights.remind", day))


async def notices(who: UUID) -> list[tuple[str, Any, Any, Any]]:
    """Kind, whose if it is a worker's, how it ended and why; of what was given to or about this young person."""
    rows = await db.fetch(
        'SELECT kind, worker, "end", why FROM notice WHERE coalesce(about, young_person) = $1 AND kind = ANY($2) ORDER BY key',
        who, list(KINDS),
    )  # fmt: skip
    return sorted(((r["kind"], r["worker"], r["end"], r["why"]) for r in rows), key=str)


def before(days: int) -> datetime:
    """Noon, so many days before Dee's last day."""
    return datetime(ENDS_ON.year, ENDS_ON.month, ENDS_ON.day, 12, tzinfo=UTC) - timedelta(days=days)


async def test_eight_weeks_two_weeks_and_over(us: SimpleNamespace) -> None:
    who = await with_a_carer(us, await dee(us))
    await round_at(before(57))
    assert await notices(who) == []
    for _ in range(2):
        await round_at(before(56))
    first = [("right_ends_56", None, None, None), ("right_ends_staff", us.priya, None, None)]
    assert await notices(who) == first
    (own,) = await db.fetch(
        "SELECT useful_until, thing FROM notice WHERE kind = 'right_ends_56' AND young_person = $1", who
    )
    assert own["useful_until"] == end_of(ENDS_ON)
    await round_at(before(15))
    assert await notices(who) == first
    await round_at(before(14))
    second = [
        ("right_ends_14", None, None, None),
        ("right_ends_56", None, "cancelled", "newer"),
        ("right_ends_staff", us.priya, "cancelled", "newer"),
        ("right_ends_staff", us.priya, None, None),
    ]
    assert await notices(who) == second
    await round_at(before(0))
    assert await notices(who) == second, "the last day counts whole"
    await round_at(before(-1))
    assert {(kind, end) for kind, _, end, _ in await notices(who)} == {(kind, "cancelled") for kind in KINDS}
    assert ("right_ends_14", None, "cancelled", "over") in await notices(who)


async def test_a_may_that_ends_is_told_too(us: SimpleNamespace) -> None:
    """Nobody said whether Dee lives with a foster carer: staying put is a "may", and after her birthday too late to ask."""
    who = await dee(us)
    await reckoning.bring_up_to_date(Viewer.clock("rights.reckon", before(50)))
    assert (await _kept(who))["staying_put"].standing == "may"
    await _only(who, "staying_put")
    await reminding.remind(Viewer.clock("rights.remind", before(50)))
    assert await notices(who) == [("right_ends_56", None, None, None), ("right_ends_staff", us.priya, None, None)]


async def test_what_is_not_reckoned_yet_takes_nothing_back(us: SimpleNamespace) -> None:
    """After an upgrade all is reckoned anew; a round of reminders may come first."""
    who = await dee(us)
    await round_at(before(50))
    await db.fetch("DELETE FROM rights_reckoned")
    await reminding.remind(Viewer.clock("rights.remind", before(49)))
    assert {end for _, _, end, _ in await notices(who)} == {None}


async def test_a_round_that_comes_late_gives_the_latest_stage_alone(us: SimpleNamespace) -> None:
    who = await with_a_carer(us, await dee(us))
    await round_at(before(10))
    assert [kind for kind, *_ in await notices(who)] == ["right_ends_14", "right_ends_staff"]


async def test_when_the_end_moves_the_notice_goes(us: SimpleNamespace) -> None:
    who = await with_a_carer(us, await dee(us))
    await round_at(before(50))
    await YoungPerson.update({YoungPerson.born_on: date(2005, 8, 20)}).where(YoungPerson.id == who)
    await round_at(before(49))
    assert {(end, why) for _, _, end, why in await notices(who)} == {("cancelled", "ends_otherwise")}
    await YoungPerson.update({YoungPerson.born_on: date(2005, 4, 22)}).where(YoungPerson.id == who)
    await round_at(before(48))
    assert ("right_ends_56", None, None, None) in await notices(who), "another last day is another thing to know"


async def test_whoever_opens_their_list_has_seen_it(us: SimpleNamespace, visit: Visit) -> None:
    """Else their adviser is told in the end that they have not."""
    who = await with_a_carer(us, await dee(us))
    phone = await a_phone(visit, who)
    for day in (before(50), before(10)):
        await round_at(day)
        phone = await a_phone(visit, who)
        await mine(phone)
        await round_at(day)
    own = [(kind, end, why) for kind, worker, end, why in await notices(who) if worker is None]
    assert own == [("right_ends_14", "seen", "opened"), ("right_ends_56", "seen", "opened")]


async def test_who_has_left_is_told_nothing_more(us: SimpleNamespace) -> None:
    who = await with_a_carer(us, await dee(us))
    await round_at(before(50))
    await YoungPerson.update({YoungPerson.ended_at: before(50)}).where(YoungPerson.id == who)
    await reminding.remind(Viewer.clock("rights.remind", before(49)))  # before anybody reckoned again
    assert {end for _, _, end, _ in await notices(who)} == {"cancelled"}


async def test_somebody_else_reads_now(us: SimpleNamespace) -> None:
    who = await with_a_carer(us, await dee(us))
    await round_at(before(50))
    await Link.update({Link.ends_at: before(50)}).where(Link.young_person == who)
    await cast.allocated(who, us.omar, starts_at=before(50))
    await round_at(before(49))
    staff = [one for one in await notices(who) if one[0] == "right_ends_staff"]
    assert sorted(staff, key=str) == sorted(
        [("right_ends_staff", us.priya, "cancelled", "not_theirs"), ("right_ends_staff", us.omar, None, None)], key=str
    )


async def test_nobody_reads_for_them(us: SimpleNamespace) -> None:
    who = await with_a_carer(us, await cast.a_young_person("Dee", date(2005, 4, 20), team=us.team))
    await round_at(before(50))
    assert await notices(who) == [("right_ends_56", None, None, None)]


async def test_what_only_its_owner_may_see_is_not_told_to_staff(us: SimpleNamespace, visit: Visit) -> None:
    """The fee waiver for citizenship ends at 18, and hangs on an answer that Ayo does not show."""
    phone = await a_phone(visit, us.ayo)
    await say(phone, "british", "no")
    day = datetime(2026, 7, 13, 12, tzinfo=UTC) - timedelta(days=40)
    await reckoning.bring_up_to_date(Viewer.clock("rights.reckon", day))
    await _only(us.ayo, "citizenship_fee")
    await reminding.remind(Viewer.clock("rights.remind", day))
    assert await notices(us.ayo) == [("right_ends_56", None, None, None)]
    await say(phone, "british", "no", shown=True)
    await reckoning.bring_up_to_date(Viewer.clock("rights.reckon", day))
    await _only(us.ayo, "citizenship_fee")
    await reminding.remind(Viewer.clock("rights.remind", day))
    assert ("right_ends_staff", us.priya, None, None) in await notices(us.ayo)


async def _kept(who: UUID) -> dict[str, Kept]:
    (row,) = await RightsReckoned.select().where(RightsReckoned.young_person == who)
    return opened(row)


async def _only(who: UUID, right: str) -> None:
    """As if nothing else ended on that day."""
    sealed = seal(packed([(await _kept(who))[right]]), kept_at(who))
    await RightsReckoned.update({RightsReckoned.kept: sealed}).where(RightsReckoned.young_person == who)


async def test_a_private_answer_of_one_right_does_not_hide_another(us: SimpleNamespace, visit: Visit) -> None:
    who = await with_a_carer(us, await dee(us))
    phone = await a_phone(visit, who)
    for fact, value in FOSTER.items():
        await say(phone, fact, value)
    await say(phone, "pregnant", "yes")
    await round_at(before(40))
    assert ("right_ends_staff", us.priya, None, None) in await notices(who)


async def test_a_few_statements_however_many(us: SimpleNamespace) -> None:
    await with_a_carer(us, await dee(us))
    await reckoning.bring_up_to_date(Viewer.clock("rights.reckon", before(50)))
    clock.stand_still(before(50))
    with statements() as sent:
        await reminding.remind(Viewer.clock("rights.remind", before(50)))
    few = len(sent)
    for place in range(40):
        who = await cast.a_young_person(f"More{place}", date(2005, 4, 1 + place % 25), team=us.team)
        await cast.allocated(await with_a_carer(us, who), us.priya)
    await reckoning.bring_up_to_date(Viewer.clock("rights.reckon", before(50)))
    with statements() as sent:
        await reminding.remind(Viewer.clock("rights.remind", before(50)))
    assert len(sent) == few <= 5
    given = await db.fetch("SELECT count(*) AS many FROM notice WHERE kind = 'right_ends_56'")
    assert given[0]["many"] > 30
