"""Who may do what here: not yours is not there, and no member of staff can forge a stop (S48)."""

from datetime import timedelta
from types import SimpleNamespace

import httpx
import pytest

from backend.plans.commands import own
from backend.plans.schemas import AnswerWords
from backend.plans.tables import OwnWords, PlanAnswer, Reached
from backend.shared.ids import new_id
from backend.shared.problems import NotAllowed
from backend.shared.viewer import Viewer
from tests import cast
from tests.api.identity.doing import Visit, a_phone, signed_in
from tests.api.plans.doing import an_action, declared, ledger, ok, shared

NOWHERE = "01890000-0000-7000-8000-000000000000"


def staff_requests(who: object, action: str) -> list[tuple[str, str, dict | None]]:
    at = f"/api/plans/{who}"
    return [
        ("GET", at, None),
        ("POST", f"{at}/draft", None),
        ("PATCH", f"{at}/draft", {"matters": []}),
        ("POST", f"{at}/actions", an_action()),
        ("PATCH", f"{at}/actions/{action}", {"what": "Other words"}),
        ("DELETE", f"{at}/actions/{action}", None),
        ("POST", f"{at}/actions/{action}/progress", {"id": str(new_id()), "status": "done"}),
        ("POST", f"{at}/finish", None),
        ("POST", f"{at}/share", {"why_anyway": "It is agreed"}),
        ("POST", f"{at}/review", {"at": "2026-04-01T10:00:00Z", "place": "Library"}),
        ("POST", f"{at}/review/held", {"on": "2026-03-10"}),
        ("POST", f"{at}/review/new-home", {"on": "2026-03-10"}),
    ]


def own_requests(version: str, action: str) -> list[tuple[str, str, dict | None]]:
    at = "/api/plans/mine"
    return [
        ("GET", at, None),
        ("POST", f"{at}/{version}/delivered", None),
        ("POST", f"{at}/{version}/opened", None),
        ("POST", f"{at}/{version}/answer", {"id": str(new_id()), "answer": "agree", "words": ""}),
        ("POST", f"{at}/words", {"id": str(new_id()), "part": "home", "words": "Mine"}),
        ("POST", f"{at}/actions/{action}/done", {"id": str(new_id())}),
        ("POST", f"{at}/review/coming", None),
        ("POST", f"{at}/review/change", {"words": "Friday"}),
        ("POST", f"{at}/review/ask", {"words": "Soon"}),
    ]


async def statuses(browser: httpx.AsyncClient, requests: list[tuple[str, str, dict | None]]) -> set[int]:
    return {(await browser.request(method, path, json=body)).status_code for method, path, body in requests}


async def test_not_yours_is_not_there(us: SimpleNamespace, visit: Visit) -> None:
    priya, omar = await signed_in(visit, us.priya), await signed_in(visit, us.omar)
    action = (await ok(await priya.get(f"/api/plans/{us.ayo}")))["people"][0]["id"]
    theirs = await omar.get(f"/api/plans/{us.ayo}")
    nobody = await omar.get(f"/api/plans/{NOWHERE}")
    assert theirs.content == nobody.content
    assert await statuses(omar, staff_requests(us.ayo, action)) == {404}
    assert [kind for kind, _ in await ledger(us.ayo)] == ["adviser"]  # Priya's own look and nothing else


async def test_each_kind_of_person(us: SimpleNamespace, visit: Visit) -> None:
    priya, mina, zed = [await signed_in(visit, one) for one in (us.priya, us.mina, us.zed)]
    await shared(priya, us.ayo)
    await ok(await mina.get(f"/api/plans/{us.ayo}"))  # a manager reads, and writes nothing
    assert await statuses(mina, staff_requests(us.ayo, NOWHERE)[1:]) == {403}
    assert (await zed.get(f"/api/plans/{us.ayo}")).status_code == 404
    assert (await visit().get(f"/api/plans/{us.ayo}")).status_code == 401
    ayo = await a_phone(visit, us.ayo)
    assert await statuses(ayo, staff_requests(us.ayo, NOWHERE)) == {403}
    assert (await ayo.get("/api/caseload")).status_code == 403
    for role in ("nurse", "admin", "auditor", "overseer"):
        other = await signed_in(visit, await cast.a_worker(role.title(), role))
        assert await statuses(other, [*staff_requests(us.ayo, NOWHERE), ("GET", "/api/caseload", None)]) == {403}


async def test_access_ends_at_once_and_a_declared_relationship_shuts_the_door(
    us: SimpleNamespace, visit: Visit
) -> None:
    omar = await signed_in(visit, us.omar)
    assert (await omar.get(f"/api/plans/{us.ayo}")).status_code == 404
    await cast.covers(us.ayo, us.omar, starts_at=us.noon - timedelta(days=1), ends_at=us.noon + timedelta(days=1))
    await ok(await omar.get(f"/api/plans/{us.ayo}"))
    await declared(us.omar, us.ayo, us.noon)
    assert (await omar.get(f"/api/plans/{us.ayo}")).status_code == 404


async def test_no_staff_request_can_cause_a_stop(us: SimpleNamespace, visit: Visit) -> None:
    """S48: every own route as every kind of staff, and every staff route: no stop, no answer, no own words."""
    priya = await signed_in(visit, us.priya)
    version = await shared(priya, us.ayo)
    for worker in (us.priya, us.omar, us.mina, us.zed):
        browser = await signed_in(visit, worker)
        assert await statuses(browser, own_requests(version, NOWHERE)) == {403}
        await statuses(browser, staff_requests(us.ayo, NOWHERE))
    assert await statuses(visit(), own_requests(version, NOWHERE)) == {401}
    assert await Reached.count() + await PlanAnswer.count() + await OwnWords.count() == 0


async def test_a_staff_viewer_is_refused_even_with_a_young_persons_action(us: SimpleNamespace, visit: Visit) -> None:
    version = await shared(await signed_in(visit, us.priya), us.ayo)
    forged = Viewer(kind="adviser", action="plan.reached", now=us.noon, id=us.ayo, device=new_id(), session=new_id())
    nameless = Viewer(kind="young_person", action="plan.reached", now=us.noon, id=us.ayo)  # no phone, no session
    for viewer in (forged, nameless):
        with pytest.raises(NotAllowed):
            await own.reached(viewer, version, "opened")  # type: ignore[arg-type]
        with pytest.raises(NotAllowed):
            await own.answer(viewer.doing("plan.answer"), version, AnswerWords(id=new_id(), answer="agree"))  # type: ignore[arg-type]


async def test_another_young_person_reaches_nothing_of_mine(us: SimpleNamespace, visit: Visit) -> None:
    version = await shared(await signed_in(visit, us.priya), us.ayo)
    cal = await a_phone(visit, us.cal)
    requests = own_requests(version, NOWHERE)
    assert await statuses(cal, [one for one in requests if version in one[1]]) == {404}
    assert (await ok(await cal.get("/api/plans/mine")))["version"] is None


async def test_a_removed_phone_and_a_locked_one_prove_nothing(us: SimpleNamespace, visit: Visit) -> None:
    version = await shared(await signed_in(visit, us.priya), us.ayo)
    ayo = await a_phone(visit, us.ayo)
    await ok(await ayo.post("/api/lock"))
    assert (await ayo.post(f"/api/plans/mine/{version}/opened")).status_code == 401
    assert await Reached.count() == 0


async def test_every_look_and_every_change_is_kept(us: SimpleNamespace, visit: Visit) -> None:
    priya, mina, ayo = await signed_in(visit, us.priya), await signed_in(visit, us.mina), await a_phone(visit, us.ayo)
    before = len(await ledger(us.ayo))
    await ok(await mina.get(f"/api/plans/{us.ayo}"))
    await ok(await mina.get(f"/api/people/{us.ayo}"))
    await ok(await ayo.get("/api/plans/mine"))  # silent: it is their own
    await ok(await priya.get("/api/caseload"))
    assert (await ledger(us.ayo))[before:] == [("manager", "looked"), ("manager", "looked"), ("adviser", "saw_in_list")]
    assert ("adviser", "saw_in_list") in await ledger(us.bea)
    assert await ledger(us.cal) == []
    before = len(await ledger(us.ayo))
    await shared(priya, us.ayo)
    assert [did for _, did in (await ledger(us.ayo))[before:]] == [
        "began_draft", "changed_draft", "added_action", "finished_plan", "shared_plan", "looked",
    ]  # fmt: skip
