"""Who may do what with papers: not yours is not there, and no member of staff speaks as its owner."""

from datetime import timedelta
from types import SimpleNamespace
from uuid import UUID

import httpx
import pytest

from backend.documents.commands import private, saying
from backend.documents.queries import private as kept
from backend.documents.schemas import ImmigrationIn, PaperSaid
from backend.documents.tables import NiNumberKept, PaperEntry
from backend.people.tables import Link
from backend.shared.ids import new_id
from backend.shared.problems import NotAllowed
from backend.shared.viewer import Viewer
from tests import cast
from tests.api.documents.doing import A_NUMBER, say, write
from tests.api.identity.doing import Visit, a_phone, signed_in
from tests.api.plans.doing import declared, ledger, ok

NOWHERE = UUID("01890000-0000-7000-8000-000000000000")


def staff_requests(who: object) -> list[tuple[str, str, dict | None]]:
    return [
        ("GET", f"/api/papers/with/{who}", None),
        ("POST", f"/api/papers/with/{who}/passport", {"id": str(new_id()), "status": "applied"}),
    ]


def own_requests() -> list[tuple[str, str, dict | None]]:
    at = "/api/papers/mine"
    return [
        ("GET", at, None),
        ("POST", f"{at}/passport", {"id": str(new_id()), "status": "lost"}),
        ("PUT", f"{at}/ni-number", {"number": A_NUMBER}),
        ("GET", f"{at}/ni-number", None),
        ("DELETE", f"{at}/ni-number", None),
        ("PUT", f"{at}/immigration", {"leave": "Five years"}),
        ("GET", f"{at}/immigration", None),
    ]


async def statuses(browser: httpx.AsyncClient, requests: list[tuple[str, str, dict | None]]) -> set[int]:
    return {(await browser.request(method, path, json=body)).status_code for method, path, body in requests}


async def test_not_yours_is_not_there(us: SimpleNamespace, visit: Visit) -> None:
    omar = await signed_in(visit, us.omar)
    theirs, nobody = (
        await omar.get(f"/api/papers/with/{us.ayo}"),
        await omar.get(f"/api/papers/with/{NOWHERE}"),
    )
    assert theirs.content == nobody.content
    assert await statuses(omar, staff_requests(us.ayo)) == {404}
    assert await ledger(us.ayo) == []
    assert await PaperEntry.count() == 0


async def test_each_kind_of_person(us: SimpleNamespace, visit: Visit) -> None:
    mina, zed = await signed_in(visit, us.mina), await signed_in(visit, us.zed)
    assert await statuses(mina, staff_requests(us.ayo)[:1]) == {200}
    assert await statuses(mina, staff_requests(us.ayo)[1:]) == {403}  # a manager reads, and writes nothing
    assert await statuses(zed, staff_requests(us.ayo)[:1]) == {404}
    ayo = await a_phone(visit, us.ayo)
    assert await statuses(ayo, staff_requests(us.ayo)) == {403}
    assert await statuses(ayo, [("GET", "/api/papers/gaps", None), ("GET", "/api/papers/gaps.csv", None)]) == {403}
    for role in ("nurse", "admin", "auditor", "overseer"):
        worker = await cast.a_worker(role.title(), role, team=us.team)
        await cast.nurses(us.ayo, worker)
        other = await signed_in(visit, worker)
        assert await statuses(other, [*staff_requests(us.ayo), *own_requests()]) == {403}, role
        assert (await other.get("/api/papers/gaps")).status_code == 403, role
    priya = await signed_in(visit, us.priya)
    assert await statuses(priya, own_requests()) == {403}
    assert (await priya.get("/api/papers/gaps")).status_code == 403
    assert await statuses(visit(), own_requests()[:1]) == {401}


async def test_a_cover_within_its_days_and_a_former_adviser(us: SimpleNamespace, visit: Visit) -> None:
    omar = await signed_in(visit, us.omar)
    await cast.covers(us.ayo, us.omar, starts_at=us.noon, ends_at=us.noon + timedelta(hours=1))
    assert await statuses(omar, staff_requests(us.ayo)) == {200, 204}
    await Link.update({Link.ends_at: us.noon}).where(Link.worker == us.omar, Link.relation == "cover")
    assert await statuses(omar, staff_requests(us.ayo)) == {404}
    priya = await signed_in(visit, us.priya)
    assert await statuses(priya, staff_requests(us.ayo)) == {200, 204}
    await Link.update({Link.ends_at: us.noon}).where(Link.worker == us.priya, Link.young_person == us.ayo)
    assert await statuses(priya, staff_requests(us.ayo)) == {404}
    assert await statuses(priya, staff_requests(us.bea)) == {200, 204}


async def test_who_knows_them_privately_sees_nothing(us: SimpleNamespace, visit: Visit) -> None:
    await declared(us.priya, us.ayo, us.noon)
    await declared(us.mina, us.ayo, us.noon)
    priya, mina = await signed_in(visit, us.priya), await signed_in(visit, us.mina)
    assert await statuses(priya, staff_requests(us.ayo)) == {404}
    assert (await mina.get(f"/api/papers/with/{us.ayo}")).status_code == 404
    assert str(us.ayo) not in (await mina.get("/api/papers/gaps")).text


async def test_bea_sees_and_changes_nothing_of_ayos(us: SimpleNamespace, visit: Visit) -> None:
    ayo, bea = await a_phone(visit, us.ayo), await a_phone(visit, us.bea)
    id = str(new_id())
    await say(ayo, "passport", "held_by_me", "In my drawer", id=id)
    await ok(await ayo.put("/api/papers/mine/ni-number", json={"number": A_NUMBER}))
    await ok(await ayo.put("/api/papers/mine/immigration", json={"leave": "Five years", "expires_on": "2027-01-01"}))
    assert (await say(bea, "passport", "held_by_me", "In my drawer", id=id)).status_code == 409
    assert "In my drawer" not in (await bea.get("/api/papers/mine")).text
    for path in ("ni-number", "immigration"):
        assert (await bea.get(f"/api/papers/mine/{path}")).status_code == 404
    assert (await bea.delete("/api/papers/mine/ni-number")).status_code == 204
    assert await NiNumberKept.count() == 1
    assert (await ok(await ayo.get("/api/papers/mine/ni-number")))["number"] == A_NUMBER


@pytest.mark.parametrize("kind", ["adviser", "manager", "clock", "nobody", "nurse"])
async def test_whatever_right_a_mistake_might_give_staff_have_no_phone(us: SimpleNamespace, kind: str) -> None:
    """The commands themselves refuse whoever is not the owner on an unlocked phone."""
    there = {"id": us.ayo, "device": new_id(), "session": new_id(), "unlocked_at": us.noon}
    staff = Viewer(kind=kind, action="papers.private", now=us.noon, **there)
    owner = Viewer(kind="young_person", action="papers.private", now=us.noon, id=us.ayo, unlocked_at=us.noon)
    for viewer in (staff, owner):  # the owner without a phone too
        for act in (
            saying.say(viewer, "passport", PaperSaid(id=new_id(), status="held_by_me")),
            private.keep_number(viewer, A_NUMBER),
            private.forget_number(viewer),
            private.keep_immigration(viewer, ImmigrationIn(leave="Five years")),
            kept.my_number(viewer),
            kept.my_immigration(viewer),
        ):
            with pytest.raises(NotAllowed):
                await act
    assert await PaperEntry.count() == 0


async def test_a_look_of_staff_is_kept_and_an_owners_is_not(us: SimpleNamespace, visit: Visit) -> None:
    priya, ayo = await signed_in(visit, us.priya), await a_phone(visit, us.ayo)
    await ok(await ayo.get("/api/papers/mine"))
    await ok(await priya.get(f"/api/papers/with/{us.ayo}"))
    await write(priya, us.ayo, "passport", "applied")
    assert (await ledger(us.ayo))[1:] == [("adviser", "looked"), ("adviser", "wrote_paper")]
