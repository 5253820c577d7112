"""Twenty kinds of person around one young person's record (safety.md 2), and one valid request for every route.

Ayo is the young person. `VALID` holds a request that would succeed for the person the route is made for, so that a
refusal is a refusal of the person and never of the request.
"""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import httpx
import pyotp

from backend.identity.commands.access import freeze
from backend.identity.commands.sessions import open_for_worker, open_for_young_person
from backend.identity.cookies import DEVICE, SEND_ONLY, SESSION, send_right, token_for
from backend.identity.tables import StaffAccount
from backend.notifications.commands import give
from backend.notifications.commands.claiming import claim
from backend.notifications.commands.noting import Outcome, note
from backend.people.tables import DeclaredRelationship, Worker
from backend.shared.crypt import seal
from backend.shared.db import fetch, transaction
from backend.shared.viewer import NOBODY, Viewer
from tests import cast
from tests.conformance import world_rights
from tests.conftest import ORIGIN

NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)
CANARY = "Marmalade-4711"  # stands in Ayo's plan and own words; nobody else may ever be sent it

ACTORS = (
    "owner", "owner_locked", "owner_joining", "owner_frozen", "other_young_person", "adviser", "cover", "former_adviser",
    "other_adviser", "adviser_relative", "manager", "manager_break_glass", "other_manager", "overseer", "nurse",
    "other_nurse", "admin", "auditor", "disabled", "anonymous",
)  # fmt: skip


@dataclass
class World:
    """Who there is, the cookies of each, and the ids that the routes speak of."""

    cookies: dict[str, dict[str, str]] = field(default_factory=dict)
    ids: dict[str, str] = field(default_factory=dict)

    def client(self, app: Any, actor: str) -> httpx.AsyncClient:
        """This actor's browser, on our own page, with the token that belongs to its session."""
        cookies = self.cookies.get(actor, {})
        return httpx.AsyncClient(
            transport=httpx.ASGITransport(app=app, raise_app_exceptions=False),
            base_url=ORIGIN,
            headers={"sec-fetch-site": "same-origin", "x-onward-token": token_for(cookies.get(SESSION, ""))},
            cookies=cookies,
        )


async def _sign_in(world: World, actor: str, *, worker: UUID | None = None, young_person: UUID | None = None) -> None:
    nobody = Viewer(kind=NOBODY, action="demo.use", now=NOW)
    if worker:
        opened = await open_for_worker(nobody, worker)
    else:
        assert young_person
        opened = await open_for_young_person(
            nobody, young_person, device_secret=None, label="Android phone", pin="482915"
        )
    world.cookies[actor] = {SESSION: opened.session} | ({DEVICE: opened.device} if opened.device else {})
    if young_person:
        world.cookies[actor][SEND_ONLY] = send_right(opened.session)


async def build(app: Any) -> World:
    """Ayo, with a shared plan, a finished next version and a draft action; everybody else around; all signed in."""
    world = World()
    quay, marsh = await cast.a_team("Quayside"), await cast.a_team("Marsh Lane")
    staff = {
        "adviser": await cast.a_worker("Priya", "adviser", team=quay),
        "cover": await cast.a_worker("Omar", "adviser", team=quay, id=COVER),
        "former_adviser": await cast.a_worker("Frank", "adviser", team=quay),
        "other_adviser": await cast.a_worker("Olga", "adviser", team=marsh),
        "adviser_relative": await cast.a_worker("Auntie", "adviser", team=quay),
        "manager": await cast.a_worker("Mina", "manager", team=quay),
        "manager_break_glass": await cast.a_worker("Moss", "manager", team=quay),
        "other_manager": await cast.a_worker("Max", "manager", team=marsh),
        "overseer": await cast.a_worker("Sen", "overseer"),
        "nurse": await cast.a_worker("Nia", "nurse"),
        "other_nurse": await cast.a_worker("Ned", "nurse"),
        "admin": await cast.a_worker("Ada", "admin"),
        "auditor": await cast.a_worker("Aud", "auditor"),
        "disabled": await cast.a_worker("Dis", "adviser", team=quay),
    }
    ayo = await cast.a_young_person("Ayo", date(2008, 11, 2), team=quay)
    bea = await cast.a_young_person("Bea", date(2004, 6, 1), team=quay)
    fay = await cast.a_young_person("Fay", date(2008, 1, 5), team=quay)
    for young_person in (ayo, bea, fay):
        await cast.allocated(young_person, staff["adviser"])
    await cast.covers(ayo, staff["cover"], starts_at=NOW - timedelta(days=1), ends_at=NOW + timedelta(days=3))
    await cast.allocated(ayo, staff["former_adviser"], ends_at=NOW - timedelta(days=9))
    await cast.allocated(ayo, staff["adviser_relative"])
    await cast.allocated(ayo, staff["disabled"])
    await DeclaredRelationship.insert(
        DeclaredRelationship(worker=staff["adviser_relative"], young_person=ayo, declared_at=NOW)
    )
    await cast.nurses(ayo, staff["nurse"])
    for manager in ("manager", "manager_break_glass"):
        await cast.manages(staff[manager], quay)
    await cast.manages(staff["other_manager"], marsh)
    for name, worker in staff.items():
        await _sign_in(world, name, worker=worker)
    await _sign_in(world, "owner", young_person=ayo)
    await _sign_in(world, "other_young_person", young_person=bea)
    await _sign_in(world, "owner_frozen", young_person=fay)
    await _sign_in(world, "owner_locked", young_person=ayo)
    del world.cookies["owner_locked"][SESSION]
    await freeze(Viewer(kind="adviser", action="access.freeze", now=NOW, id=staff["adviser"]), fay)
    await Worker.update({Worker.ended_at: NOW}).where(Worker.id == staff["disabled"])
    world.ids = {"young_person": str(ayo), "worker": str(staff["adviser"]), "bea": str(bea)}
    await _plans(app, world)
    await _messages(app, world)
    await _away(app, world)
    await _glass(app, world, [staff["manager"], staff["manager_break_glass"]])
    await _phones(app, world)
    await _notices(app, world)
    await world_rights.offer(app, world, _ok)
    await world_rights.claims(app, world, _ok, A_PHOTO)
    await world_rights.rights(app, world, _ok)
    await world_rights.papers(app, world, _ok)
    await _local_help(app, world)
    return world


async def _ok(client: httpx.AsyncClient, method: str, path: str, body: Any = None) -> Any:
    answer = await client.request(method, path, json=body)
    assert answer.is_success, f"{method} {path}: {answer.status_code} {answer.text}"
    return answer.json() if answer.content else None


async def _plans(app: Any, world: World) -> None:
    ayo, priya = world.ids["young_person"], world.ids["worker"]
    action = {
        "id": "018f0000-0000-7000-8000-000000000001", "matter": "home", "what": f"Set up your gas and {CANARY} by phone",
        "by_whom": ayo, "by_when": "2026-04-01", "helps": "You pay less", "plan_b": "Dan rings them with you",
    }  # fmt: skip
    async with world.client(app, "adviser") as adviser, world.client(app, "owner") as owner:
        await _ok(adviser, "POST", f"/api/plans/{ayo}/draft")
        await _ok(adviser, "PATCH", f"/api/plans/{ayo}/draft", {
            "matters": [{"code": code, "need": f"You like it here. {CANARY}", "support": "We help you stay."}
                        for code in ("home", "education", "work", "health", "money", "support_people", "relationships",
                                     "skills", "identity", "plan_b")]})  # fmt: skip
        await _ok(adviser, "POST", f"/api/plans/{ayo}/actions", action)
        await _ok(adviser, "POST", f"/api/plans/{ayo}/actions", {
            **action, "id": "018f0000-0000-7000-8000-000000000003", "what": "Get the damp in the bedroom fixed", "by_whom": priya})  # fmt: skip
        await _ok(adviser, "POST", f"/api/plans/{ayo}/finish")
        await _ok(adviser, "POST", f"/api/plans/{ayo}/share", {"why_anyway": "We read it together at home."})
        mine = await _ok(owner, "GET", "/api/plans/mine")
        await _ok(owner, "POST", "/api/plans/mine/words", {
            "id": "018f0000-0000-7000-8000-000000000002", "part": "home", "words": f"I want to stay. {CANARY}"})  # fmt: skip
        await _ok(
            adviser, "POST", f"/api/plans/{ayo}/review", {"at": "2026-03-24T16:30:00Z", "place": "Mill Lane Café"}
        )
        await _ok(adviser, "POST", f"/api/plans/{ayo}/draft")
        draft = await _ok(adviser, "GET", f"/api/plans/{ayo}")
    world.ids["version"] = mine["version"]["id"]
    actions = [a for part in mine["version"]["parts"] for a in part["actions"]]
    world.ids["action"] = next(a["id"] for a in actions if a["who"]["you"])
    world.ids["staff_action"] = next(a["id"] for a in actions if not a["who"]["you"])
    world.ids["draft_action"] = next(a["id"] for part in draft["draft"]["parts"] for a in part["actions"])
    world.ids["doer"] = priya


async def _messages(app: Any, world: World) -> None:
    """Ayo wrote to the adviser and to the nurse; the adviser answered, and Ayo wrote again."""
    ayo, written = world.ids["young_person"], {"written_at": NOW.isoformat()}
    async with world.client(app, "owner") as owner, world.client(app, "adviser") as adviser:
        said = [(owner, "mine/adviser", CANARY), (owner, "mine/nurse", "It hurts"), (adviser, f"with/{ayo}", f"Not {CANARY}"),
                (owner, "mine/adviser", f"I mean {CANARY}")]  # fmt: skip
        for number, (who, where, words) in enumerate(said, 1):
            id = f"018f0000-0000-7000-8000-0000000c000{number}"
            await _ok(who, "POST", f"/api/messages/{where}", {"id": id, "words": words, **written})
    world.ids |= {"which": "adviser", "message": "018f0000-0000-7000-8000-0000000c0001"}


async def _away(app: Any, world: World) -> None:
    """The adviser will be away in June, and the cover covers; Ayo's last message carries a photo."""
    photo, file = ("POST", "/api/messages/mine/{which}/files/{id}"), "018f0000-0000-7000-8000-0000000f0001"
    async with world.client(app, "adviser") as adviser, world.client(app, "owner") as owner:
        days = {"from_on": "2026-06-01", "until_on": "2026-06-05", "cover": str(COVER)}
        await _ok(adviser, "POST", "/api/messages/away", days)
        world.ids["away"] = (await _ok(adviser, "GET", "/api/messages/away"))["away"]["id"]
        sent_photo = await owner.post(f"/api/messages/mine/adviser/files/{file}?kind=photo", **sent(photo))
        assert sent_photo.status_code == 201, sent_photo.text
        carried = {
            "id": "018f0000-0000-7000-8000-0000000c0009",
            "words": "",
            "written_at": NOW.isoformat(),
            "file": {"id": file},
        }
        await _ok(owner, "POST", "/api/messages/mine/adviser", carried)
    world.ids["file"] = file


async def _glass(app: Any, world: World, managers: list[UUID]) -> None:
    """Both managers of the team have an authenticator; one of them has broken the glass of Ayo's messages."""
    for manager in managers:
        account = StaffAccount(worker=manager)
        account.totp_sealed = seal(TOTP.secret.encode(), f"staff_account.totp_sealed:{account.id}")
        await StaffAccount.insert(account)
    async with world.client(app, "manager_break_glass") as manager:
        before = {**A_REASON, "code": TOTP.at(NOW - timedelta(seconds=30))}  # the code of now is left for the tests
        world.ids["glass"] = (await _ok(manager, "POST", f"/api/messages/glass/{world.ids['young_person']}", before))[
            "id"
        ]


async def _phones(app: Any, world: World) -> None:
    ayo = world.ids["young_person"]
    async with world.client(app, "adviser") as adviser, world.client(app, "manager") as manager:
        far = await _ok(adviser, "POST", f"/api/people/{ayo}/joining", {"remote": True})
        taken = httpx.AsyncClient(
            transport=httpx.ASGITransport(app=app), base_url=ORIGIN, headers={"sec-fetch-site": "same-origin"}
        )
        async with taken:
            await _ok(
                taken, "POST", "/api/joining/take", {"secret": far["link"].split("#")[1], "spoken": far["spoken"]}
            )
            await _ok(taken, "POST", "/api/joining/birthday", {"born_on": "2008-11-02"})
            await _ok(taken, "POST", "/api/joining/phone", {"others_use": False})
            world.cookies["owner_joining"] = {DEVICE: taken.cookies[DEVICE]}
        await _ok(adviser, "POST", f"/api/people/{ayo}/joining/confirm", {"yes": True})
        world.ids["joining"] = (await _ok(manager, "GET", "/api/joinings/waiting"))["joinings"][0]["id"]
    async with world.client(app, "owner") as owner:
        phones = (await _ok(owner, "GET", "/api/phones"))["phones"]
    world.ids["phone"] = next(phone["id"] for phone in phones if not phone["this"])
    world.ids["passkey"] = "018f0000-0000-7000-8000-0000000000ff"


async def _notices(app: Any, world: World) -> None:
    """Ayo has open notices; one that nobody saw in time is the adviser's task."""
    async with world.client(app, "owner") as owner:
        world.ids["notice"] = (await _ok(owner, "GET", "/api/notices"))["notices"][0]["id"]
    unseen = Viewer.clock("notice.deliver", NOW)
    async with transaction():
        await give(unseen, kind="message", key="message:unseen", young_person=UUID(world.ids["young_person"]))
    await fetch("UPDATE notice SET rung = 'task' WHERE key = 'message:unseen'")
    claimed = await claim(unseen, 100)
    await note(unseen, [Outcome([pair for pair in claimed.moves if pair[1].act == "hand"])])
    await fetch("UPDATE notice SET lease_until = NULL")
    world.ids["task"] = str((await fetch("SELECT id FROM task"))[0]["id"])


A_SERVICE = {
    "id": "018f0000-0000-7000-8000-0000000e0001", "checked_on": "2026-03-01", "about": "hub", "name": "The Harbour Hub",
    "what": "Drop in any Tuesday.",
}  # fmt: skip
A_FEED = {"name": "Directory", "address": "https://directory.example.gov.uk/o/v3"}


async def _local_help(app: Any, world: World) -> None:
    """One service on the own list and one feed, which nobody has read."""
    async with world.client(app, "admin") as admin:
        await _ok(admin, "POST", "/api/local-help/keeping/own", A_SERVICE)
        feed = await _ok(admin, "POST", "/api/local-help/keeping/feeds", A_FEED)
    world.ids |= {"service": A_SERVICE["id"], "feed": feed["id"]}


NEW = "018f0000-0000-7000-8000-00000000aaaa"
COVER = UUID("018f0000-0000-7000-8000-0000000000c0")
TOTP = pyotp.TOTP("JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
A_REASON = {"category": "missing", "reason": "Ayo has not been seen since Friday.", "code": TOTP.at(NOW)}
A_PHOTO = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000"
    "000c49444154789c63f8cfc0000003010100c9fe92ef0000000049454e44ae426082"
)
"""One red pixel as PNG."""
A_MESSAGE = {"id": NEW, "words": "Can I bring my nan?", "written_at": "2026-03-10T11:59:00Z"}
A_BROWSER = {
    "endpoint": "https://updates.push.services.mozilla.com/wpush/v2/gAAAA", "key": 1, "auth": "BTBZMqHH6r4Tts7J_aSIgg",
    "p256dh": "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
}  # RFC 8291 appendix A  # fmt: skip
BODIES: dict[tuple[str, str], Any] = {
    ("PATCH", "/api/notices/settings"): {"shows": "first_names"},
    ("POST", "/api/notices/shown"): {"id": NEW},
    ("POST", "/api/notices/subscription"): A_BROWSER,
    ("POST", "/api/notices/subscription/off"): {"endpoint": A_BROWSER["endpoint"]},
    ("POST", "/api/notices/tasks/{task}/done"): {"how": "told_another_way"},
    ("POST", "/api/notices/test/answer"): {"came": True},
    ("POST", "/api/notices/text-status"): {"id": NEW, "reference": NEW, "status": "delivered"},
    ("POST", "/api/messages/mine/{which}"): A_MESSAGE,
    ("POST", "/api/messages/mine/{which}/marks"): {"delivered": 3, "read": 2},
    ("POST", "/api/messages/send-only/{which}"): A_MESSAGE,
    ("POST", "/api/messages/away"): {"from_on": "2026-07-01", "until_on": "2026-07-03", "cover": str(COVER)},
    ("POST", "/api/messages/glass/{young_person}"): A_REASON,
    ("POST", "/api/messages/with/{young_person}/notes"): {
        "id": NEW,
        "messages": ["018f0000-0000-7000-8000-0000000c0001"],
    },
    ("POST", "/api/messages/with/{young_person}"): A_MESSAGE,
    ("POST", "/api/messages/with/{young_person}/marks"): {"delivered": 3, "read": 3},
    ("POST", "/api/joining/take"): {"secret": "AAAAAAAAAAAAAAAAAAAAAA", "spoken": None},
    ("POST", "/api/joining/birthday"): {"born_on": "2008-11-02"},
    ("POST", "/api/joining/phone"): {"others_use": True},
    ("POST", "/api/joining/pin"): {"pin": "482915"},
    ("POST", "/api/joining/passkey"): {"credential": {}},
    ("POST", "/api/unlock/pin"): {"pin": "482915"},
    ("POST", "/api/unlock/passkey"): {"credential": {}},
    ("POST", "/api/staff/sign-in"): {"email": "priya@tidewater.gov.uk", "password": "not the right password"},
    ("POST", "/api/staff/second"): {"ticket": "AAAA", "code": "123456"},
    ("POST", "/api/staff/second/passkey/options"): {"ticket": "AAAA"},
    ("POST", "/api/staff/second/passkey"): {"ticket": "AAAA", "credential": {}},
    ("POST", "/api/staff/set-up/open"): {"secret": "AAAA"},
    ("POST", "/api/staff/set-up/totp"): {"secret": "AAAA"},
    ("POST", "/api/staff/set-up"): {"secret": "AAAA", "password": "a long enough password", "code": "123456"},
    ("POST", "/api/staff/passkeys"): {"credential": {}},
    ("POST", "/api/plans/mine/{version}/answer"): {"id": NEW, "answer": "agree", "words": "Good"},
    ("POST", "/api/plans/mine/words"): {"id": NEW, "part": "money", "words": "I save a bit"},
    ("POST", "/api/plans/mine/actions/{action}/done"): {"id": NEW},
    ("POST", "/api/plans/mine/review/change"): {"words": "Another day"},
    ("POST", "/api/plans/mine/review/ask"): {"words": "Soon"},
    ("PATCH", "/api/plans/{young_person}/draft"): {"matters": [{"code": "home", "need": "A", "support": "B"}]},
    ("POST", "/api/plans/{young_person}/actions"): {"id": NEW, "matter": "home", "what": "Buy a bed"},
    ("PATCH", "/api/plans/{young_person}/actions/{action}"): {"what": "Buy a bed and a lamp"},
    ("POST", "/api/plans/{young_person}/actions/{action}/progress"): {"id": NEW, "status": "done"},
    ("POST", "/api/plans/{young_person}/share"): {"why_anyway": "We read it together."},
    ("POST", "/api/plans/{young_person}/review"): {"at": "2026-03-25T10:00:00Z", "place": "The library"},
    ("POST", "/api/plans/{young_person}/review/held"): {"on": "2026-03-10"},
    ("POST", "/api/plans/{young_person}/review/new-home"): {"on": "2026-03-09"},
    ("POST", "/api/people/{young_person}/joining"): {"remote": False},
    ("POST", "/api/people/{young_person}/joining/confirm"): {"yes": False},
    ("POST", "/api/joinings/{joining}/approve"): {"yes": True},
    **world_rights.OFFER_BODIES,
    **world_rights.CLAIM_BODIES,
    **world_rights.RIGHTS_BODIES,
    **world_rights.PAPER_BODIES,
    ("POST", "/api/local-help/keeping/own"): {**A_SERVICE, "name": "The Hub", "revision": 0},
    ("POST", "/api/local-help/keeping/feeds"): {**A_FEED, "address": "https://services.example.org.uk/v3"},
}
CONTENT: dict[tuple[str, str], bytes] = {
    ("POST", "/api/messages/mine/{which}/files/{id}"): A_PHOTO,
    ("POST", "/api/messages/with/{young_person}/files/{id}"): A_PHOTO,
    ("POST", "/api/messages/send-only/{which}/files/{id}"): A_PHOTO,
    ("POST", "/api/claims/mine/files/{id}"): A_PHOTO,
}
"""What an upload sends instead of JSON: the file's own bytes."""
QUERIES = {"/api/offer/lines": "?ids=records,setting_up_home"}
"""What an address must say behind its path."""


def sent(route: tuple[str, str]) -> dict[str, Any]:
    """A valid request's body for this route, as arguments for httpx."""
    if route in CONTENT:
        return {"content": CONTENT[route], "headers": {"content-type": "application/octet-stream"}}
    return {"json": BODIES.get(route)}


DRAFT_ACTION = {
    ("PATCH", "/api/plans/{young_person}/actions/{action}"),
    ("DELETE", "/api/plans/{young_person}/actions/{action}"),
}


def address(world: World, method: str, template: str) -> str:
    """The template with Ayo's own ids in it."""
    ids = dict(world.ids)
    if (method, template) in DRAFT_ACTION:
        ids["action"] = ids["draft_action"]
    elif template.endswith("/progress"):
        ids["action"] = ids["staff_action"]
    ids["id"] = next((ids[name] for name in ("away", "glass") if template.startswith(f"/api/messages/{name}")), NEW)
    ids |= world_rights.claim_ids(template)
    return template.format(**ids) + ("?kind=photo" if (method, template) in CONTENT else QUERIES.get(template, ""))
