"""The whole thread: written, shared, delivered, opened, understood; each stop on its own evidence."""

from types import SimpleNamespace

from backend.plans.tables import PlanAnswer, Reached
from backend.shared.ids import new_id
from tests.api.identity.doing import Visit, a_phone, signed_in
from tests.api.plans.doing import a_draft, an_action, ledger, ok, shared


async def stop(adviser, who) -> str:
    return (await ok(await adviser.get(f"/api/plans/{who}")))["stops"]["stop"]


async def test_a_plan_goes_its_whole_way(us: SimpleNamespace, visit: Visit) -> None:
    priya, ayo = await signed_in(visit, us.priya), await a_phone(visit, us.ayo)
    assert await stop(priya, us.ayo) == "none"
    mine = await ok(await ayo.get("/api/plans/mine"))
    assert mine["version"] is None
    assert mine["writing"] is False
    assert mine["adviser"] == {"name": "Priya Tester", "given_name": "Priya"}

    own = await a_draft(priya, us.ayo, owner=us.priya)
    assert await stop(priya, us.ayo) == "draft"
    assert (await ok(await ayo.get("/api/plans/mine")))["writing"] is True
    await ok(await priya.post(f"/api/plans/{us.ayo}/finish"))
    assert await stop(priya, us.ayo) == "written"
    waiting = await ok(await ayo.get("/api/plans/mine"))
    assert (waiting["version"], waiting["expected_by"]) == (None, "2026-03-17")

    await ok(await priya.post(f"/api/plans/{us.ayo}/share", json={"why_anyway": None}))
    assert await stop(priya, us.ayo) == "shared"
    mine = await ok(await ayo.get("/api/plans/mine"))
    version = mine["version"]
    assert [part["code"] for part in version["parts"]] == [
        "home", "learning", "health", "money", "people", "skills", "identity", "plan_b",
    ]  # fmt: skip
    home = version["parts"][0]
    assert home["matters"] == [
        {"code": "home", "need": "You live by the harbour.", "support": "We visit you each month."}
    ]
    assert home["if_things_change"] == "Ring Priya first."
    assert [(one["id"], one["who"]["you"], one["status"]) for one in home["actions"]] == [(own, True, "to_do")]
    money = version["parts"][3]["actions"][0]
    assert money["who"] == {"you": False, "name": "Priya Tester", "given_name": "Priya"}
    assert version["shared_by"]["given_name"] == "Priya"
    assert (version["number"], version["before"], version["opened_at"], version["answer"]) == (1, 0, None, None)
    assert mine["review"]["due_on"] == "2026-09-10"
    assert mine["review"]["why"] == "first"

    at = f"/api/plans/mine/{version['id']}"
    await ok(await ayo.post(f"{at}/delivered"))
    assert await stop(priya, us.ayo) == "delivered"
    await ok(await ayo.post(f"{at}/opened"))
    await ok(await ayo.post(f"{at}/opened"))
    await ok(await ayo.post(f"{at}/delivered"))
    assert await stop(priya, us.ayo) == "opened"

    later = {"id": str(new_id()), "answer": "not_now", "words": ""}
    await ok(await ayo.post(f"{at}/answer", json=later))
    assert await stop(priya, us.ayo) == "opened"  # not now is kept, and is no understanding
    no = {"id": str(new_id()), "answer": "disagree", "words": "No one asked me about Leeds."}
    await ok(await ayo.post(f"{at}/answer", json=no))
    await ok(await ayo.post(f"{at}/answer", json=no))
    assert await stop(priya, us.ayo) == "understood"
    again = {"id": str(new_id()), "answer": "not_now", "words": ""}
    await ok(await ayo.post(f"{at}/answer", json=again))
    assert await stop(priya, us.ayo) == "understood"  # never back

    assert await Reached.count() == 2
    assert await PlanAnswer.count() == 3
    mine = (await ok(await ayo.get("/api/plans/mine")))["version"]
    assert (mine["answer"], mine["opened_at"]) == ("not_now", us.noon.isoformat().replace("+00:00", "Z"))
    seen = (await ok(await priya.get(f"/api/plans/{us.ayo}")))["current"]
    assert seen["hash"] == mine["hash"]  # both copies say the same


async def test_an_answer_proves_that_it_arrived_and_was_opened(us: SimpleNamespace, visit: Visit) -> None:
    priya, ayo = await signed_in(visit, us.priya), await a_phone(visit, us.ayo)
    version = await shared(priya, us.ayo)
    await ok(
        await ayo.post(
            f"/api/plans/mine/{version}/answer", json={"id": str(new_id()), "answer": "partly", "words": "Mostly"}
        )
    )
    rows = await Reached.select(Reached.stop, Reached.act).order_by(Reached.stop)
    assert rows == [{"stop": "delivered", "act": "answered"}, {"stop": "opened", "act": "answered"}]
    assert await stop(priya, us.ayo) == "understood"


async def test_the_same_answer_id_with_other_words_is_refused(us: SimpleNamespace, visit: Visit) -> None:
    priya, ayo = await signed_in(visit, us.priya), await a_phone(visit, us.ayo)
    at = f"/api/plans/mine/{await shared(priya, us.ayo)}/answer"
    said = {"id": str(new_id()), "answer": "agree", "words": ""}
    await ok(await ayo.post(at, json=said))
    assert (await ayo.post(at, json={**said, "answer": "disagree"})).status_code == 409
    assert (await ok(await ayo.get("/api/plans/mine")))["version"]["answer"] == "agree"


async def test_own_words_stand_beside_the_councils_and_only_the_young_person_writes_them(
    us: SimpleNamespace, visit: Visit
) -> None:
    priya, ayo = await signed_in(visit, us.priya), await a_phone(visit, us.ayo)
    await shared(priya, us.ayo)
    first = {"id": str(new_id()), "part": "home", "words": "I want to stay here."}
    await ok(await ayo.post("/api/plans/mine/words", json=first))
    await ok(await ayo.post("/api/plans/mine/words", json=first))
    await ok(await ayo.post("/api/plans/mine/words", json={**first, "id": str(new_id()), "words": "I want to move."}))
    assert (await ayo.post("/api/plans/mine/words", json={**first, "words": "Other"})).status_code == 409
    home = (await ok(await priya.get(f"/api/plans/{us.ayo}")))["current"]["parts"][0]
    assert (home["own_words"], home["own_words_on"]) == ("I want to move.", "2026-03-10")
    assert (await priya.post("/api/plans/mine/words", json=first)).status_code == 403


async def test_i_did_my_action_and_nobody_elses(us: SimpleNamespace, visit: Visit) -> None:
    priya, ayo, cal = await signed_in(visit, us.priya), await a_phone(visit, us.ayo), await a_phone(visit, us.cal)
    await shared(priya, us.ayo, owner=us.priya)
    parts = (await ok(await ayo.get("/api/plans/mine")))["version"]["parts"]
    own, priyas = parts[0]["actions"][0]["id"], parts[3]["actions"][0]["id"]
    assert (await cal.post(f"/api/plans/mine/actions/{own}/done", json={"id": str(new_id())})).status_code == 404
    assert (await ayo.post(f"/api/plans/mine/actions/{priyas}/done", json={"id": str(new_id())})).status_code == 404
    await ok(await ayo.post(f"/api/plans/mine/actions/{own}/done", json={"id": str(new_id())}))
    await ok(await ayo.post(f"/api/plans/mine/actions/{own}/done", json={"id": str(new_id())}))
    action = (await ok(await ayo.get("/api/plans/mine")))["version"]["parts"][0]["actions"][0]
    assert (action["status"], action["done_on"]) == ("done", "2026-03-10")
    assert [one for one in await ledger(us.ayo) if one[1] == "did_action"] == [("young_person", "did_action")]

    note = f"/api/plans/{us.ayo}/actions"
    assert (await priya.post(f"{note}/{own}/progress", json={"id": str(new_id()), "status": "done"})).status_code == 404
    await ok(await priya.post(f"{note}/{priyas}/progress", json={"id": str(new_id()), "status": "started"}))
    assert (await ok(await ayo.get("/api/plans/mine")))["version"]["parts"][3]["actions"][0]["status"] == "going"


async def test_the_next_version_is_a_copy_without_what_is_done(us: SimpleNamespace, visit: Visit) -> None:
    priya, ayo = await signed_in(visit, us.priya), await a_phone(visit, us.ayo)
    first = await shared(priya, us.ayo, owner=us.priya)
    parts = (await ok(await ayo.get("/api/plans/mine")))["version"]["parts"]
    await ok(await ayo.post(f"/api/plans/mine/actions/{parts[0]['actions'][0]['id']}/done", json={"id": str(new_id())}))
    await ok(await priya.post(f"/api/plans/{us.ayo}/draft"))
    await ok(await priya.post(f"/api/plans/{us.ayo}/draft"))
    plan = await ok(await priya.get(f"/api/plans/{us.ayo}"))
    assert plan["draft"]["number"] == 2
    assert plan["draft"]["parts"][0]["actions"] == []
    assert [one["what"] for one in plan["draft"]["parts"][3]["actions"]] == ["Send the form to the bank"]
    assert plan["draft"]["parts"][0]["if_things_change"] == "Ring Priya first."
    assert plan["current"]["id"] == first
    await ok(await priya.post(f"/api/plans/{us.ayo}/finish"))
    assert await stop(priya, us.ayo) == "written"  # a new version starts again at written
    assert (await ok(await ayo.get("/api/plans/mine")))["version"]["id"] == first
    await ok(await priya.post(f"/api/plans/{us.ayo}/share", json={"why_anyway": None}))
    mine = (await ok(await ayo.get("/api/plans/mine")))["version"]
    assert (mine["number"], mine["before"]) == (2, 1)
    older = (await ok(await priya.get(f"/api/plans/{us.ayo}")))["older"]
    assert [(one["id"], one["number"]) for one in older] == [(first, 1)]


async def test_gaps_stop_sharing_and_each_is_named(us: SimpleNamespace, visit: Visit) -> None:
    priya = await signed_in(visit, us.priya)
    await ok(await priya.post(f"/api/plans/{us.ayo}/draft"))
    empty = await priya.post(f"/api/plans/{us.ayo}/share", json={"why_anyway": "We agreed it"})
    assert (empty.status_code, empty.json()["type"]) == (409, "/problems/not-ready")
    bare = an_action(by_when=None)
    await ok(await priya.post(f"/api/plans/{us.ayo}/actions", json=bare))
    refused = await priya.post(f"/api/plans/{us.ayo}/share", json={"why_anyway": "We agreed it"})
    assert refused.status_code == 409
    assert refused.json()["gaps"] == [
        {"action": bare["id"], "part": "home", "what": bare["what"], "problem": "No person yet"},
        {"action": bare["id"], "part": "home", "what": bare["what"], "problem": "No date yet"},
    ]
    assert (await ok(await priya.get(f"/api/plans/{us.ayo}")))["gaps"] == refused.json()["gaps"]
    change = {"by_name": "Ruth Bell", "by_when": "2026-04-01"}
    await ok(await priya.patch(f"/api/plans/{us.ayo}/actions/{bare['id']}", json=change))
    await ok(await priya.post(f"/api/plans/{us.ayo}/share", json={"why_anyway": None}))


async def test_a_hint_asks_for_a_reason_and_the_reason_is_kept(us: SimpleNamespace, visit: Visit) -> None:
    priya, ayo = await signed_in(visit, us.priya), await a_phone(visit, us.ayo)
    await ok(await priya.post(f"/api/plans/{us.ayo}/draft"))
    vague = an_action(what="Support Ayo to engage with Tidewater College", by_whom=str(us.priya))
    await ok(await priya.post(f"/api/plans/{us.ayo}/actions", json=vague))
    for nothing in (None, "     "):  # blanks are no reason
        asked = await priya.post(f"/api/plans/{us.ayo}/share", json={"why_anyway": nothing})
        assert (asked.status_code, asked.json()["type"]) == (409, "/problems/say-why")
    hint = asked.json()["hints"][0]
    assert (hint["where"], hint["try"]) == (vague["id"], "Go to Tidewater College with Priya Tester on a set day")
    await ok(await priya.post(f"/api/plans/{us.ayo}/share", json={"why_anyway": "Ayo chose these words"}))
    looks = (await ok(await ayo.get("/api/people/me/looked")))["looks"]
    assert [(one["who"], one["why"]) for one in looks if one["did"] == "shared_plan"] == [
        ("Priya Tester", "Ayo chose these words")
    ]
