"""Who looked and who changed what is kept with the fact, or neither is (decisions 25, safety.md 6.1 and I7)."""

import csv
from typing import Any

import pyotp
import pytest

from backend.identity.commands import staff_accounts
from backend.people.tables import YoungPerson
from backend.shared import db
from backend.shared.viewer import NOBODY, Viewer
from tests.api.identity.doing import Authenticator
from tests.conformance import world as w
from tests.conformance.house import LEDGER, House, Route, changed, may, may_not, reads, rows, whose, writes

LISTS = {
    "/api/messages/inbox": lambda answer, by_child: [one["young_person"] for one in answer.json()["rows"]],
    "/api/messages/waiting": lambda answer, by_child: [one["young_person"] for one in answer.json()["rows"]],
    "/api/messages/glasses": lambda answer, by_child: [by_child["CAYO"] for _ in answer.json()["to_review"]],
    "/api/notices/tasks": lambda answer, by_child: [one["young_person"] for one in answer.json()["tasks"]],
    "/api/notices/unfinished": lambda answer, by_child: [one["young_person"] for one in answer.json()["tasks"]],
    "/api/caseload": lambda answer, by_child: [one["id"] for one in answer.json()["people"]],
    "/api/claims": lambda answer, by_child: sorted({one["young_person"] for one in answer.json()["rows"]}),
    "/api/joinings/waiting": lambda answer, by_child: [one["young_person"] for one in answer.json()["joinings"]],
    "/api/papers/gaps": lambda answer, by_child: [one["young_person"] for one in answer.json()["rows"]],
    "/api/papers/gaps.csv": lambda answer, by_child: sorted(
        {by_child[row["child"]] for row in csv.DictReader(answer.text.splitlines())}
    ),
    "/api/sharing": lambda answer, by_child: [one["young_person"] for one in answer.json()["stuck"]],
    "/api/sharing.csv": lambda answer, by_child: [
        by_child[row["child"]] for row in csv.DictReader(answer.text.splitlines())
    ],
}
"""A list counts as one look at each person it shows; how to read whom it shows off its answer."""

POLLED = {
    "/api/people/{young_person}/joining": "Asked every few seconds while a QR is shown, and answers only how far the "
    "asker's own code is. Making the code, the answer to 'is it them?' and the phone's joining are each kept; a line for "
    "each poll would bury 'who looked' under some hundred lines for one phone.",
}
ABOUT_ONESELF = {"/api/papers/mine", "/api/papers/mine/near", "/api/papers/mine/ni-number", "/api/papers/mine/immigration", "/api/claims/mine", "/api/claims/mine/files/{file}", "/api/rights/figures", "/api/rights/mine", "/api/rights/mine/near", "/api/rights/mine/statements", "/api/messages/away", "/api/notices", "/api/notices/key", "/api/notices/settings", "/api/messages/mine", "/api/messages/mine/{which}", "/api/messages/stream", "/api/help", "/api/joining", "/api/me", "/api/phones", "/api/staff/passkeys", "/api/people/me/looked",
                 "/api/people/me/status", "/api/people/me/team", "/api/plans/mine"}  # fmt: skip

NOBODYS_WORDS = {"/api/offer", "/api/offer/lines", "/api/offer/edit", "/api/offer/edit/facts", "/api/offer/edit/{right}",
                 "/api/local-help", "/api/local-help/keeping"}  # fmt: skip
"""Public words, and who may write them."""

COUNTED = {"/api/offer/edit/preview": "previewed_offer"}
"""Sums of people that can be nobody: the look itself is kept, because many of them together could tell more."""

WORDS_READ = {
    "/api/messages/with/{young_person}": "read_messages",
    "/api/messages/with/{young_person}/hand-over": "read_hand_over",
    "/api/messages/files/{file}": "opened_file",
    "/api/claims/files/{file}": "opened_claim_file",
    "/api/claims/{claim}": "looked",
    "/api/messages/glass/{young_person}": "read_under_glass",
    "/api/messages/glass/{young_person}/files/{file}": "read_under_glass",
}
"""Where more than a look is kept: the young person sees that their words were read."""

QUIET = {
    "/api/joining/take": "one-use code to phone: the phone can do nothing before the adviser's yes, which is kept",
    "/api/joining/birthday": "a guard against a mix-up; the adviser's yes is kept, and so is the joining",
    "/api/joining/phone": "the phone says who else uses it; its joining is kept",
    "/api/lock": "the session of whoever asks",
    "/api/sign-out": "the session of whoever asks",
    "/api/claims/mine/files/{id}": "a file is nothing before a claim carries it, and the claim is kept",
    "/api/claims/mine/{claim}/read": "whose claim it is read it: no record of when they use it (safety.md 7)",
    "/api/messages/mine/{which}/files/{id}": "a file is nothing before a message carries it, and the message is kept",
    "/api/messages/with/{young_person}/files/{id}": "a file is nothing before a message carries it, and the message is kept",
    "/api/messages/send-only/{which}/files/{id}": "a file is nothing before a message carries it, and the message is kept",
    "/api/messages/mine/{which}/marks": "how far a young person's own phone got: no record of when they use it (safety.md 7)",
    "/api/messages/mine/{which}/told": "the thread itself says that its owner was told",
    "/api/messages/with/{young_person}/marks": "how far the page that was kept as a look has been shown",
    "/api/notices/shown": "a phone's worker showed a push: an instant beside the notice, and about nobody's record",
    "/api/notices/subscription/off": "nothing is turned off here that was not on; what was is kept",
    "/api/notices/test": "a try of whoever asks, with nothing in it",
    "/api/notices/test/answer": "a try of whoever asks, with nothing in it",
    "/api/notices/{notice}/opened": "whose notice it is saw it: no record of when they use it (safety.md 7)",
    "/api/phones/noticed": "which news this phone has shown its owner",
    "/api/unlock/pin": "a young person opens their own phone: we keep no record of when they use it (safety.md 7)",
    "/api/unlock/passkey/options": "a number for one use",
    "/api/staff/passkeys/options": "a number for one use",
}
"""Writes that leave no line, each with its reason: none of them changes a record or somebody's ways in."""

NOT_IN_THIS_WORLD = {
    "/api/offer/edit/back", "/api/offer/edit/publish",
    "/api/notices/text-status",  # its token is set up in tests/api/notifications/test_texts.py
    "/api/joining/take", "/api/joining/birthday",
    "/api/joining/passkey", "/api/joining/passkey/options", "/api/joining/pin", "/api/staff/passkeys",
    "/api/staff/passkeys/{passkey}", "/api/staff/second", "/api/staff/second/passkey", "/api/staff/second/passkey/options",
    "/api/staff/set-up", "/api/staff/set-up/open", "/api/staff/set-up/totp", "/api/staff/sign-in", "/api/unlock/passkey",
    "/api/people/{young_person}/joining/confirm",
}  # fmt: skip
"""Writes that no actor of the world can finish with one request: the last tests of this file walk there."""

SUCCEEDS = [route for route in writes() if may(route) and route[1] not in NOT_IN_THIS_WORLD]
AUDITED = [route for route in SUCCEEDS if route[1] not in QUIET]


async def ledger() -> list[dict[str, Any]]:
    return await db.fetch("SELECT * FROM audit_row ORDER BY id")


async def test_every_staff_read_leaves_one_line_for_each_person_shown(house: House) -> None:
    by_child = {row["child"]: str(row["id"]) for row in await YoungPerson.select(YoungPerson.child, YoungPerson.id)}
    looks = 0
    for route in reads():
        for actor in may(route):
            before = len(await ledger())
            answer = await house.ask(route, actor)
            fresh = (await ledger())[before:]
            if route[1] in POLLED or route[1] in ABOUT_ONESELF | NOBODYS_WORDS:
                shown = []
            elif route[1] in COUNTED:
                shown = ["None"]
            elif route[1] in LISTS:
                shown = LISTS[route[1]](answer, by_child)
            elif actor == "owner":
                shown = []
            else:
                assert "{young_person}" in route[1] or route[1] in WORDS_READ, (
                    f"{route}: say in this file whom it shows"
                )
                shown = [house.world.ids["young_person"]]
            assert sorted(str(row["about"]) for row in fresh) == sorted(shown), f"{route} {actor}"
            action = house.handler(route).opt["action"]
            for row in fresh:
                assert row["did"] == (
                    "saw_in_list" if route[1] in LISTS else (WORDS_READ | COUNTED).get(route[1], "looked")
                )
                assert (row["action"], row["at"], row["why"]) == (action, w.NOW, None)
                assert row["request"], route
                assert (await db.fetch("SELECT role FROM worker WHERE id = $1", row["actor"]))[0]["role"] == row[
                    "actor_kind"
                ]
            looks += len(fresh)
    assert looks > 20


async def test_a_refused_read_leaves_no_line(house: House) -> None:
    before = await ledger()
    for route in reads():
        for actor in may_not(route):
            assert (await house.ask(route, actor)).status_code >= 400
    assert await ledger() == before


@pytest.mark.parametrize("route", SUCCEEDS, ids=" ".join)
async def test_a_write_and_its_line_are_one_transaction(house: House, route: Route) -> None:
    before, count = await rows(), len(await ledger())
    answer = await house.ask(route, whose(route))
    assert answer.is_success, answer.text
    differs = changed(before, await rows())
    fresh = (await ledger())[count:]
    if route[1] in QUIET:
        assert fresh == []
        return
    facts = {by for name, writers in differs.items() if name not in LEDGER for by in writers}
    # A row taken out leaves no trace of who did it; what is there to see was written together with its line.
    assert facts <= differs.get("audit_row", set()), f"{route} wrote outside the transaction of its line"
    if any(name not in LEDGER for name in differs):
        assert fresh, f"{route} changed {sorted(differs)} and nobody will know"
    for row in fresh:
        theirs = route[1].startswith("/api/messages/away")  # about everybody whom the adviser works with
        assert theirs or row["about"] is None or str(row["about"]) == house.world.ids["young_person"]


async def test_without_its_line_nothing_is_written(house: House) -> None:
    """The line is refused at COMMIT, after everything else was done: not one row of the act may stay."""
    await house.rebuild(
        "CREATE FUNCTION no_line() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no line'; END $$",
        "CREATE CONSTRAINT TRIGGER no_line AFTER INSERT ON audit_row DEFERRABLE INITIALLY DEFERRED "
        "FOR EACH ROW EXECUTE FUNCTION no_line()",
    )
    before, broken = await rows(), 0
    for route in AUDITED:
        answer = await house.ask(route, whose(route))
        assert answer.status_code == 500 or answer.is_success, (
            f"{route} {answer.status_code}"
        )  # or it had nothing to do
        assert changed(before, await rows()) == {}, f"{route} wrote and left no line"
        broken += answer.status_code == 500
    assert broken > 20


async def test_a_refused_write_changes_nothing_and_leaves_no_line(house: House) -> None:
    before = await rows()
    for route in writes():
        for actor in may_not(route):
            answer = await house.ask(route, actor)
            assert answer.status_code >= 400, f"{route} {actor}"
        assert changed(before, await rows()) == {}, route


async def test_a_write_that_fails_half_way_leaves_no_line(house: House) -> None:
    """Refused after the first statements: gaps, hints, another's id, a wrong day, somebody who does not work here."""
    ayo, world = house.world.ids["young_person"], house.world
    plan = f"/api/plans/{ayo}"
    half_way = [
        ("adviser", "POST", f"{plan}/share", {"why_anyway": None}),
        ("adviser", "POST", f"{plan}/actions", {"id": world.ids["action"], "matter": "home", "what": "An id in use"}),
        ("adviser", "PATCH", f"{plan}/actions/{world.ids['action']}", {"what": "It is shared already"}),
        ("adviser", "PATCH", f"{plan}/actions/{world.ids['draft_action']}", {"by_whom": world.ids["bea"]}),
        ("adviser", "DELETE", f"{plan}/actions/{world.ids['staff_action']}", None),
        ("adviser", "POST", f"{plan}/actions/{world.ids['action']}/progress", {"id": w.NEW, "status": "done"}),
        ("adviser", "POST", f"{plan}/review/held", {"on": "2026-03-01"}),
        ("adviser", "POST", f"{plan}/review", {"at": "2026-03-09T10:00:00Z", "place": "Yesterday"}),
        ("adviser", "POST", f"/api/people/{ayo}/joining/confirm", {"yes": True}),
        ("owner", "POST", f"/api/plans/mine/actions/{world.ids['staff_action']}/done", {"id": w.NEW}),
        ("owner", "POST", "/api/plans/mine/words", {"id": "018f0000-0000-7000-8000-000000000002", "part": "home", "words": "Others"}),
        ("owner", "DELETE", f"/api/phones/{w.NEW}", None),
        ("owner", "POST", "/api/messages/mine/adviser", {**w.A_MESSAGE, "id": world.ids["message"]}),
        ("owner", "POST", "/api/messages/mine/adviser", {**w.A_MESSAGE, "file": {"id": w.NEW}}),
        ("adviser", "POST", f"/api/messages/with/{ayo}", {**w.A_MESSAGE, "id": world.ids["message"]}),
    ]  # fmt: skip
    async with world.client(house.app, "adviser") as client:
        gap = {"id": "018f0000-0000-7000-8000-00000000bbbb", "matter": "money", "what": "Nobody's yet"}
        assert (await client.post(f"{plan}/actions", json=gap)).status_code == 204
    before = await rows()
    for actor, method, path, body in half_way:
        async with world.client(house.app, actor) as client:
            answer = await client.request(method, path, json=body)
        assert 400 <= answer.status_code < 500, f"{path} {answer.status_code}"
        assert changed(before, await rows()) == {}, path


def fresh_lines(before: list[dict[str, Any]], after: list[dict[str, Any]]) -> list[str]:
    return [row["did"] for row in after[len(before) :]]


async def test_joining_a_phone_leaves_its_lines(house: House) -> None:
    bea, before = house.world.ids["bea"], await ledger()
    async with house.world.client(house.app, "adviser") as adviser, house.world.client(house.app, "anonymous") as phone:
        code = (await adviser.post(f"/api/people/{bea}/joining", json={"remote": False})).json()
        await phone.post("/api/joining/take", json={"secret": code["link"].partition("#")[2]})
        await phone.post("/api/joining/birthday", json={"born_on": "2004-06-01"})
        await phone.post("/api/joining/phone", json={"others_use": False})
        assert (await adviser.post(f"/api/people/{bea}/joining/confirm", json={"yes": True})).status_code == 204
        passkey = Authenticator()
        made = passkey.make((await phone.post("/api/joining/passkey/options")).json())
        assert (await phone.post("/api/joining/passkey", json={"credential": made})).status_code == 200
    async with house.world.client(house.app, "anonymous") as unknown:
        used = passkey.use((await unknown.post("/api/unlock/passkey/options")).json())
        assert (await unknown.post("/api/unlock/passkey", json={"credential": used})).status_code == 200
    after = await ledger()
    assert fresh_lines(before, after) == ["showed_code", "confirmed_phone", "joined_phone", "joined_by_passkey"]
    assert {str(row["about"]) for row in after[len(before) :]} == {bea}
    async with house.world.client(house.app, "adviser") as adviser, house.world.client(house.app, "anonymous") as phone:
        code = (await adviser.post(f"/api/people/{bea}/joining", json={"remote": False})).json()
        await phone.post("/api/joining/take", json={"secret": code["link"].partition("#")[2]})
        await phone.post("/api/joining/birthday", json={"born_on": "2004-06-01"})
        await phone.post("/api/joining/phone", json={"others_use": True})
        await adviser.post(f"/api/people/{bea}/joining/confirm", json={"yes": True})
        assert (await phone.post("/api/joining/pin", json={"pin": "482915"})).status_code == 200
    assert fresh_lines(after, await ledger()) == ["showed_code", "confirmed_phone", "joined_phone"]


async def test_staff_accounts_leave_their_lines(house: House) -> None:
    here, before = Viewer(kind=NOBODY, action="staff.add", now=w.NOW), await ledger()
    worker = await staff_accounts.hire(
        here, "new@tidewater.gov.uk", given="New", family="Tester", role="adviser", team=None
    )
    secret = (await staff_accounts.invite(here, worker)).partition("#")[2]
    password = "harbour lantern biscuit meadow"
    async with house.world.client(house.app, "anonymous") as browser:
        assert (await browser.post("/api/staff/set-up/open", json={"secret": secret})).status_code == 200
        totp = pyotp.TOTP((await browser.post("/api/staff/set-up/totp", json={"secret": secret})).json()["typed"])
        done = {"secret": secret, "password": password, "code": totp.at(w.NOW)}
        assert (await browser.post("/api/staff/set-up", json=done)).status_code == 200
        browser.headers["x-onward-token"] = (await browser.get("/api/me")).json()["csrf"]
        passkey = Authenticator()
        made = passkey.make((await browser.post("/api/staff/passkeys/options")).json())
        assert (await browser.post("/api/staff/passkeys", json={"credential": made})).status_code == 204
        sign_in = {"email": "new@tidewater.gov.uk", "password": password}
        ticket = {"ticket": (await browser.post("/api/staff/sign-in", json=sign_in)).json()["ticket"]}
        late = {**ticket, "code": totp.at(w.NOW, counter_offset=1)}
        assert (await browser.post("/api/staff/second", json=late)).status_code == 200
        ticket = {"ticket": (await browser.post("/api/staff/sign-in", json=sign_in)).json()["ticket"]}
        used = passkey.use((await browser.post("/api/staff/second/passkey/options", json=ticket)).json())
        assert (await browser.post("/api/staff/second/passkey", json={**ticket, "credential": used})).status_code == 200
        browser.headers["x-onward-token"] = (await browser.get("/api/me")).json()["csrf"]
        kept = (await browser.get("/api/staff/passkeys")).json()["passkeys"][0]["id"]
        assert (await browser.delete(f"/api/staff/passkeys/{kept}")).status_code == 204
    assert fresh_lines(before, await ledger()) == [
        "added_staff", "invited_staff", "set_up_account", "signed_in", "added_passkey", "signed_in", "signed_in",
        "removed_passkey",
    ]  # fmt: skip


async def test_an_offer_leaves_its_lines(house: House) -> None:
    before, edit = await ledger(), "/api/offer/edit"
    async with house.world.client(house.app, "manager") as manager, house.world.client(house.app, "admin") as admin:
        for who, what, more in ((admin, "send", {"why": "A word put right."}), (manager, "back", {}),
                                (admin, "send", {"why": "Once more."}), (manager, "publish", {})):  # fmt: skip
            revision = (await who.get(edit)).json()["draft_revision"]
            assert (await who.post(f"{edit}/{what}", json={"revision": revision, **more})).status_code == 204
    fresh = (await ledger())[len(before) :]
    assert [row["did"] for row in fresh] == ["offer_sent", "offer_back", "offer_sent", "offer_published"]
    assert [row["why"] for row in fresh] == ["A word put right.", None, "Once more.", "Once more."]
    assert {row["about"] for row in fresh} == {None}


def test_every_write_is_walked_somewhere() -> None:
    walked = {route[1] for route in SUCCEEDS} | NOT_IN_THIS_WORLD
    assert {route[1] for route in writes()} <= walked
    assert QUIET.keys() <= walked
    assert len(AUDITED) > 20
