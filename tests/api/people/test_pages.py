"""The staff's page about one person, and what a young person sees about themself."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

from backend.audit.commands import did_to_many
from backend.people.tables import YoungPerson
from backend.shared import clock
from backend.shared.crypt import seal
from backend.shared.db import transaction
from backend.shared.viewer import ADMIN, Viewer
from tests import cast
from tests.api.identity.doing import Visit, a_phone, signed_in
from tests.api.plans.doing import ledger, ok


async def test_the_page_of_a_young_person(us: SimpleNamespace, visit: Visit) -> None:
    words = seal(b"Text only, never ring.", f"young_person.contact_safely:{us.ayo}")
    await YoungPerson.update({YoungPerson.contact_safely: words}).where(YoungPerson.id == us.ayo)
    page = await ok(await (await signed_in(visit, us.priya)).get(f"/api/people/{us.ayo}"))
    category = page.pop("category")
    assert page == {
        "id": str(us.ayo), "name": "Ayo Example", "known_as": "Ayo", "age": 17, "born_on": "2008-07-14",
        "language": "en-GB", "contact_safely": "Text only, never ring.", "team": "Quayside",
        "adviser": {"name": "Priya Tester", "given_name": "Priya"}, "cover": None,
    }  # fmt: skip
    assert (category["computed"], category["recorded"], category["mismatch"]) == ("eligible", "", False)
    assert category["next_change"] == "2026-07-14"
    assert category["since"] == "2024-07-14"
    assert "Born on 14 July 2008" in category["facts"]


async def test_a_mismatch_with_the_case_system_shows_and_the_case_system_counts(
    us: SimpleNamespace, visit: Visit
) -> None:
    await YoungPerson.update(
        {YoungPerson.recorded_category: "relevant", YoungPerson.recorded_basis: "Decided by panel"}
    ).where(YoungPerson.id == us.ayo)
    category = (await ok(await (await signed_in(visit, us.mina)).get(f"/api/people/{us.ayo}")))["category"]
    assert (category["computed"], category["recorded"], category["mismatch"]) == ("eligible", "relevant", True)
    status = await ok(await (await a_phone(visit, us.ayo)).get("/api/people/me/status"))
    assert (status["category"], status["reason"]) == ("relevant", "Decided by panel")
    clock.stand_still(datetime(2026, 7, 14, 9, tzinfo=UTC))  # Ayo is 18, and the case system is behind
    status = await ok(await (await a_phone(visit, us.ayo)).get("/api/people/me/status"))
    assert status["category"] == "former_relevant"
    category = (await ok(await (await signed_in(visit, us.mina)).get(f"/api/people/{us.ayo}")))["category"]
    assert (category["recorded"], category["mismatch"]) == ("former_relevant", False)


async def test_my_status_and_my_team(us: SimpleNamespace, visit: Visit) -> None:
    ayo = await a_phone(visit, us.ayo)
    status = await ok(await ayo.get("/api/people/me/status"))
    assert status["category"] == "eligible"
    assert status["law"].startswith("Children Act 1989")
    nurse = await cast.a_worker("Nell", "nurse")
    await cast.nurses(us.ayo, nurse)
    await cast.covers(us.ayo, us.omar, starts_at=us.noon - timedelta(days=1), ends_at=us.noon + timedelta(hours=12))
    assert await ok(await ayo.get("/api/people/me/team")) == {
        "adviser": {"name": "Priya Tester", "given_name": "Priya", "role": "Personal adviser"},
        "cover": {"name": "Omar Tester", "given_name": "Omar", "until": "2026-03-10"},  # midnight: its last whole day
        "manager": {"name": "Mina Tester", "given_name": "Mina"},
        "nurse": {"name": "Nell Tester", "given_name": "Nell"},
    }


async def test_not_yours_is_not_there(us: SimpleNamespace, visit: Visit) -> None:
    omar, ayo = await signed_in(visit, us.omar), await a_phone(visit, us.ayo)
    assert (await omar.get(f"/api/people/{us.ayo}")).status_code == 404
    assert (await omar.get("/api/people/me/team")).status_code == 403
    assert (await ayo.get(f"/api/people/{us.ayo}")).status_code == 403


async def test_who_looked_newest_first_by_key_and_only_at_me(us: SimpleNamespace, visit: Visit) -> None:
    priya, omar, ayo = await signed_in(visit, us.priya), await signed_in(visit, us.omar), await a_phone(visit, us.ayo)
    for _ in range(52):
        await ok(await priya.get(f"/api/people/{us.ayo}"))
    await ok(await priya.get("/api/caseload"))
    await ok(await omar.get(f"/api/people/{us.cal}"))
    first = await ok(await ayo.get("/api/people/me/looked"))
    assert len(first["looks"]) == 50
    assert (first["looks"][0]["did"], first["looks"][1]["did"]) == ("saw_in_list", "looked")
    assert {(one["who"], one["role"]) for one in first["looks"]} == {("Priya Tester", "Personal adviser")}
    rest = await ok(await ayo.get(f"/api/people/me/looked?before={first['next']}"))
    assert (len(rest["looks"]), rest["next"]) == (3, None)


async def test_the_councils_files_are_in_the_list_without_a_name(us: SimpleNamespace, visit: Visit) -> None:
    async with transaction():
        await did_to_many(Viewer(kind=ADMIN, action="intake.import", now=us.noon), "imported", [us.ayo])
    told = await ok(await (await a_phone(visit, us.ayo)).get("/api/people/me/looked"))
    assert [(one["who"], one["role"], one["did"]) for one in told["looks"]] == [("", "", "imported")]


async def test_a_freeze_leaves_no_trace_on_the_phone_and_stays_in_the_ledger(us: SimpleNamespace, visit: Visit) -> None:
    priya = await signed_in(visit, us.priya)
    await ok(await priya.get(f"/api/people/{us.ayo}"))
    for step in ("freeze", "unfreeze"):
        await ok(await priya.post(f"/api/people/{us.ayo}/{step}"))
    told = await ok(await (await a_phone(visit, us.ayo)).get("/api/people/me/looked"))
    assert [one["did"] for one in told["looks"]] == ["looked"]
    assert [did for _, did in await ledger(us.ayo) if "froze" in did] == ["froze", "unfroze"]
