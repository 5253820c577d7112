"""The manager's list of who lacks what by 17 and a half, and how many held what by 18."""

import csv
import io
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import httpx
import pytest

from backend.documents.checklist import papers
from backend.documents.commands import sealing
from backend.documents.queries.story import Words
from backend.people.tables import YoungPerson
from backend.shared.db import transaction
from backend.shared.ids import new_id
from backend.shared.viewer import Viewer
from tests import cast
from tests.api.documents.doing import say, write
from tests.api.identity.doing import Visit, a_phone, signed_in
from tests.api.plans.doing import ledger, ok, statements

At = Callable[[datetime], None]
CORE = {
    "ni_number",
    "photo_id",
    "birth_certificate",
    "passport",
    "nhs_gp",
    "bank_account",
    "home_at_18",
    "housing_register",
}


async def gaps(manager: httpx.AsyncClient) -> dict[str, Any]:
    return dict(await ok(await manager.get("/api/papers/gaps")))


def titles(kinds: set[str]) -> set[str]:
    return {papers()[kind].title for kind in kinds}


def names(found: dict[str, Any]) -> list[str]:
    return [row["name"].split()[0] for row in found["rows"]]


async def said_then(who: UUID, kind: str, status: str, at: datetime, **voice: Any) -> None:
    """An entry of that time: the owner's, through their phone, or a worker's."""
    action = "papers.write" if "by_worker" in voice else "papers.own"
    viewer = Viewer(kind="young_person", action=action, now=at, id=who)
    async with transaction():
        await sealing.keep(viewer, new_id(), Words("Words"), young_person=who, kind=kind, status=status, **voice)


async def test_who_lacks_what_by_17_and_a_half(us: SimpleNamespace, visit: Visit) -> None:
    mina, ayo = await signed_in(visit, us.mina), await a_phone(visit, us.ayo)
    for kind in sorted(CORE - {"passport", "bank_account"}):
        await say(ayo, kind, "held_by_me")
    found = await gaps(mina)
    (row,) = found["rows"]  # Bea is 22 and Cal is 20
    assert set(row["missing"]) == set(row["late"]) == titles({"passport", "bank_account"})
    assert (row["young_person"], row["name"], row["adviser"]) == (str(us.ayo), "Ayo Example", "Priya Tester")
    assert (row["age_years"], row["turns_18_on"], row["days_to_18"], row["held"], row["of"]) == (
        17, "2026-07-14", 126, 6, 15,
    )  # fmt: skip
    assert row["last_said_at"] == "2026-03-10T12:00:00Z"
    for kind in ("passport", "bank_account"):
        await say(ayo, kind, "held_by_me")
    assert (await gaps(mina))["rows"] == []


async def test_staffs_word_alone_closes_no_gap(us: SimpleNamespace, visit: Visit) -> None:
    mina, priya = await signed_in(visit, us.mina), await signed_in(visit, us.priya)
    for kind in sorted(CORE):
        await write(priya, us.ayo, kind, "held_by_me")
    (row,) = (await gaps(mina))["rows"]
    assert set(row["missing"]) == titles(CORE)
    assert row["held"] == 0


async def test_only_ones_own_teams_and_each_name_is_a_look(us: SimpleNamespace, visit: Visit) -> None:
    mina, zed = await signed_in(visit, us.mina), await signed_in(visit, us.zed)
    assert names(await gaps(mina)) == ["Ayo"]
    found = await gaps(zed)
    assert (found["rows"], found["turned_18"]) == ([], 0)
    assert await ledger(us.ayo) == [("manager", "saw_in_list")]
    assert await ledger(us.bea) == []


# born on, stands on the list, counts as turned 18; today is 10 March 2026
EDGES = [
    (date(2010, 3, 11), False, False),  # 16 tomorrow
    (date(2010, 3, 10), True, False),  # 16 today
    (date(2008, 3, 11), True, False),  # 18 tomorrow
    (date(2008, 3, 10), True, True),  # 18 today
    (date(2007, 12, 11), True, True),
    (date(2007, 12, 10), False, True),  # three months ago
    (date(2007, 3, 11), False, True),
    (date(2007, 3, 10), False, False),  # twelve months ago
    (date(2008, 2, 29), True, True),  # 18 on 1 March
]


@pytest.mark.parametrize(("born_on", "listed", "turned"), EDGES)
async def test_the_days_at_the_edges(
    us: SimpleNamespace, visit: Visit, born_on: date, listed: bool, turned: bool
) -> None:
    mina = await signed_in(visit, us.mina)
    await YoungPerson.update({YoungPerson.born_on: born_on}).where(YoungPerson.id == us.ayo)
    found = await gaps(mina)
    assert (names(found) == ["Ayo"], found["turned_18"]) == (listed, int(turned))


async def test_support_that_is_over_is_on_no_list(us: SimpleNamespace, visit: Visit) -> None:
    mina = await signed_in(visit, us.mina)
    await YoungPerson.update({YoungPerson.ended_at: us.noon}).where(YoungPerson.id == us.ayo)
    assert (await gaps(mina))["rows"] == []


async def test_worst_first(us: SimpleNamespace, visit: Visit) -> None:
    mina = await signed_in(visit, us.mina)
    # Dee is 16 and a week: fewer are late. Eli is as late as Ayo, and 18 sooner.
    for name, born_on in (("Dee", date(2010, 3, 3)), ("Eli", date(2008, 5, 1))):
        await cast.a_young_person(name, born_on, team=us.team)
    found = await gaps(mina)
    assert names(found) == ["Eli", "Ayo", "Dee"]
    assert [len(row["late"]) for row in found["rows"]] == sorted(
        (len(row["late"]) for row in found["rows"]), reverse=True
    )


async def test_how_many_held_what_by_18(us: SimpleNamespace, visit: Visit) -> None:
    """Gus held his passport the evening of his birthday, Hal the day after; Ivy's was staff's word; Jo needed none."""
    mina, turned = await signed_in(visit, us.mina), datetime(2026, 1, 20, tzinfo=UTC)
    who = {
        name: await cast.a_young_person(name, date(2008, 1, 20), team=us.team) for name in ("Gus", "Hal", "Ivy", "Jo")
    }
    phones = {name: await a_phone(visit, id) for name, id in who.items()}
    device = {name: await _device(phone) for name, phone in phones.items()}

    async def own(name: str, kind: str, status: str, at: datetime) -> None:
        await said_then(who[name], kind, status, at, device=device[name], session=new_id())

    await own("Gus", "passport", "held_by_me", turned + timedelta(hours=23, minutes=59))
    await own("Hal", "passport", "held_by_me", turned + timedelta(hours=24))
    await said_then(who["Ivy"], "passport", "held_by_me", turned - timedelta(days=9), by_worker=us.priya)
    await own("Jo", "passport", "not_needed", turned - timedelta(days=9))
    await own("Gus", "bank_account", "held_by_me", turned - timedelta(days=90))
    await own("Gus", "bank_account", "lost", turned - timedelta(days=1))  # lost by then
    await own("Hal", "bank_account", "held_by_me", turned - timedelta(days=1))
    await own("Hal", "bank_account", "lost", turned + timedelta(days=9))  # held by then, lost since
    found = await gaps(mina)
    counts = {one["kind"]: (one["held"], one["of"], one["title"]) for one in found["by_18"]}
    assert found["turned_18"] == 4
    assert counts["passport"] == (1, 3, "Passport")
    assert counts["bank_account"] == (1, 4, "Bank account in your own name")
    assert counts["immigration"][:2] == counts["adult_care"][:2] == (0, 0)
    assert "proof_letter" not in counts  # is not due before 18
    assert set(counts) == set(papers()) - {"proof_letter"}
    await _redraws(mina, found)


async def _device(phone: httpx.AsyncClient) -> UUID:
    return UUID((await ok(await phone.get("/api/phones")))["phones"][0]["id"])


async def _redraws(manager: httpx.AsyncClient, found: dict[str, Any]) -> None:
    """Every figure comes out of the rows again."""
    answer = await manager.get("/api/papers/gaps.csv")
    assert answer.headers["content-type"].startswith("text/csv")
    assert answer.headers["content-disposition"] == 'attachment; filename="papers-2026-03-10.csv"'
    rows = list(csv.DictReader(io.StringIO(answer.text, newline="")))
    assert len(rows) == 17 * len({row["child"] for row in rows})
    for one in found["by_18"]:
        of = [row for row in rows if row["paper"] == one["kind"] and row["needed_at_18"] == "yes"]
        assert (sum(row["held_at_18"] == "yes" for row in of), len(of)) == (one["held"], one["of"]), one["kind"]
    for gap in found["rows"]:
        mine = [row for row in rows if row["child"] == f"C{gap['name'].split()[0].upper()}"]
        assert {row["title"] for row in mine if row["late"] == "yes"} == set(gap["late"])
        assert sum(row["needed"] == "yes" for row in mine) == gap["of"]
        assert sum(row["held"] == "yes" and row["needed"] == "yes" for row in mine) == gap["held"]
    assert "Example" not in answer.text  # the council's own number, no name


async def test_the_csv_is_a_look_at_each_and_no_formula(us: SimpleNamespace, visit: Visit) -> None:
    mina = await signed_in(visit, us.mina)
    await YoungPerson.update({YoungPerson.child: "=1+1"}).where(YoungPerson.id == us.ayo)
    answer = await mina.get("/api/papers/gaps.csv")
    assert ",'=1+1," in answer.text
    assert await ledger(us.ayo) == [("manager", "saw_in_list")]


async def test_a_private_word_on_immigration_stays_private(us: SimpleNamespace, visit: Visit) -> None:
    mina, ayo = await signed_in(visit, us.mina), await a_phone(visit, us.ayo)
    before, rows = await gaps(mina), (await mina.get("/api/papers/gaps.csv")).text
    await say(ayo, "immigration", "lost")
    await ok(await ayo.put("/api/papers/mine/immigration", json={"leave": "Five years", "expires_on": "2026-03-01"}))
    after = await gaps(mina)
    assert after["rows"][0] == before["rows"][0], "not even when something was said: staff could tell of what"
    assert (await mina.get("/api/papers/gaps.csv")).text == rows
    await ok(
        await ayo.put(
            "/api/papers/mine/immigration", json={"leave": "Five years", "expires_on": "2026-03-01", "shown": True}
        )
    )
    assert titles({"immigration"}) <= set((await gaps(mina))["rows"][0]["missing"])


async def test_the_same_few_statements_for_everybody(us: SimpleNamespace, visit: Visit) -> None:
    mina, priya, ayo = await signed_in(visit, us.mina), await signed_in(visit, us.priya), await a_phone(visit, us.ayo)
    reads = [
        (mina, "/api/papers/gaps"), (mina, "/api/papers/gaps.csv"), (priya, f"/api/papers/with/{us.ayo}"),
        (ayo, "/api/papers/mine"),
    ]  # fmt: skip

    async def count() -> list[int]:
        found = []
        for browser, path in reads:
            with statements() as sent:
                await ok(await browser.get(path))
            found.append(len(sent))
        return found

    await say(ayo, "passport", "lost")
    few = await count()
    for place in range(25):
        person = await cast.a_young_person(f"More{place}", date(2008, 1, 1 + place % 28), team=us.team)
        phone = await a_phone(visit, person)
        for kind in ("passport", "photo_id", "bank_account"):
            await say(phone, kind, "held_by_me")
            await say(ayo, kind, "waiting")
    assert await count() == few
    assert few == [6, 6, 5, 4]
