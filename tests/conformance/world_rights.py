"""What stands in the world about rights: the offer has a version and a draft. One function for each part."""

from collections.abc import Awaitable, Callable
from typing import Any

A_LINE = {
    "right": "setting_up_home",
    "offered": "yes",
    "local": "We give it in shops and as money.",
    "amounts": [{"how": "up_to", "pence": 350_000}],
    "source": "Tidewater local offer",
    "last_checked": "2026-03-01",
    "review_by": "2026-08-01",
}
DRAFTED = {**A_LINE, "right": "records", "local": "Ask for a talk first.", "amounts": None}
REVISION = 4  # of the draft: version 1 took three

OFFER_BODIES: dict[tuple[str, str], Any] = {
    ("POST", "/api/offer/edit/lines"): {"revision": REVISION, "line": A_LINE},
    ("POST", "/api/offer/edit/take-out"): {"revision": REVISION, "right": "records"},
    ("POST", "/api/offer/edit/pots"): {
        "revision": REVISION,
        "pots": [
            {"id": "start", "title": "Starting out", "pence": 9},
        ],
    },
    ("POST", "/api/offer/edit/laws"): {"revision": REVISION, "laws": []},
    ("POST", "/api/offer/edit/send"): {"revision": REVISION, "why": "A word put right."},
    ("POST", "/api/offer/edit/back"): {"revision": REVISION},
    ("POST", "/api/offer/edit/publish"): {"revision": REVISION},
    ("POST", "/api/offer/edit/undo"): {"number": 0, "revision": REVISION},
}


async def offer(app: Any, world: Any, ok: Callable[..., Awaitable[Any]]) -> None:
    """Version 1 is out, by the administrator and the manager; the administrator drafts another line."""
    async with world.client(app, "admin") as admin, world.client(app, "manager") as manager:
        await ok(admin, "POST", "/api/offer/edit/lines", {"revision": 0, "line": A_LINE})
        await ok(admin, "POST", "/api/offer/edit/send", {"revision": 1, "why": "Our first offer."})
        await ok(manager, "POST", "/api/offer/edit/publish", {"revision": 2})
        await ok(admin, "POST", "/api/offer/edit/lines", {"revision": 3, "line": DRAFTED})
    world.ids["right"] = "setting_up_home"


CLAIM = "018f0000-0000-7000-8000-0000000d000{}"
CLAIM_FILE = "018f0000-0000-7000-8000-0000000d00f0"
A_CLAIM = {"right": "setting_up_home", "words": "Marmalade-4711, a cooker", "pence": 54_000}
A_NO = {"decision": "no", "reason_code": "over_the_limit", "reason": "Marmalade-4711 is used up."}
AS_GIVEN = {"how": "Paid to the shop", "on": "2026-03-10"}
CLAIM_STATES = {"asked": 1, "decided": 2, "given": 3, "refused": 4}
"""Which of Ayo's claims stands where."""
CLAIM_OF = {"confirm": "given", "challenge": "refused", "given": "decided"}
"""Which claim a route speaks of, by its last word; else the one that was asked."""
CLAIM_BODIES: dict[tuple[str, str], Any] = {
    ("POST", "/api/claims/mine"): {**A_CLAIM, "id": CLAIM.format(9), "files": []},
    ("POST", "/api/claims/mine/{claim}/confirm"): {"came": True, "words": "It came", "id": CLAIM.format(8)},
    ("POST", "/api/claims/mine/{claim}/challenge"): {"words": "My old one is broken"},
    ("POST", "/api/claims/{claim}/decide"): {"decision": "yes", "pence": 54_000, "reason_code": "", "reason": ""},
    ("POST", "/api/claims/{claim}/given"): AS_GIVEN,
    ("POST", "/api/claims/{claim}/late"): {"why": "The panel meets next week.", "new_day": "2026-04-01"},
}


async def claims(app: Any, world: Any, ok: Callable[..., Awaitable[Any]], photo: bytes) -> None:
    """Ayo asked four times: one waits with a photo, one has its yes, one was given, and one its no."""
    async with world.client(app, "owner") as owner, world.client(app, "adviser") as adviser:
        sent = await owner.post(
            f"/api/claims/mine/files/{CLAIM_FILE}?kind=photo",
            content=photo,
            headers={"content-type": "application/octet-stream"},
        )
        assert sent.status_code == 201, sent.text
        for state, number in CLAIM_STATES.items():
            files = [CLAIM_FILE] if state == "asked" else []
            await ok(owner, "POST", "/api/claims/mine", {**A_CLAIM, "id": CLAIM.format(number), "files": files})
        for state in ("decided", "given"):
            await ok(adviser, "POST", f"/api/claims/{CLAIM.format(CLAIM_STATES[state])}/decide", {"decision": "yes"})
        await ok(adviser, "POST", f"/api/claims/{CLAIM.format(CLAIM_STATES['given'])}/given", AS_GIVEN)
        await ok(adviser, "POST", f"/api/claims/{CLAIM.format(CLAIM_STATES['refused'])}/decide", A_NO)


def claim_ids(template: str) -> dict[str, str]:
    """The claim and the file that this route of claims speaks of."""
    if not template.startswith("/api/claims"):
        return {}
    state = CLAIM_OF.get(template.rpartition("/")[2], "asked")
    return {"claim": CLAIM.format(CLAIM_STATES[state]), "file": CLAIM_FILE}


A_TALK = {"on": "2026-03-09", "words": "Marmalade-4711 came up too"}
TALK = "018f0000-0000-7000-8000-0000000e0001"
RIGHTS_BODIES: dict[tuple[str, str], Any] = {
    ("POST", "/api/rights/mine/statements"): {
        "id": "018f0000-0000-7000-8000-0000000e0009", "fact": "living", "value": "supported", "shown": False,
    },
    ("POST", "/api/rights/mine/talks/{talk}"): {"answer": "no"},
    ("POST", "/api/rights/with/{young_person}/facts"): {"fact": "living", "value": "own_place"},
    ("POST", "/api/rights/with/{young_person}/talks"): {**A_TALK, "id": "018f0000-0000-7000-8000-0000000e0008"},
    ("POST", "/api/rights/with/{young_person}/what-if"): {"facts": {"studying": "university"}},
}  # fmt: skip


async def rights(app: Any, world: Any, ok: Callable[..., Awaitable[Any]]) -> None:
    """Ayo answered two questions, one of them privately; the adviser recorded a fact and a talk that waits for a yes or no."""
    ayo = world.ids["young_person"]
    async with world.client(app, "owner") as owner, world.client(app, "adviser") as adviser:
        for number, fact, value in ((2, "studying", "school_or_college"), (3, "has_children", "no")):
            said = {"id": f"018f0000-0000-7000-8000-0000000e000{number}", "fact": fact, "value": value}
            await ok(owner, "POST", "/api/rights/mine/statements", said)
        await ok(adviser, "POST", f"/api/rights/with/{ayo}/facts", {"fact": "working", "value": "none"})
        await ok(adviser, "POST", f"/api/rights/with/{ayo}/talks", {**A_TALK, "id": TALK})
    world.ids["talk"] = TALK


A_NUMBER = {"number": "AB 12 34 56 C"}
A_PAPER = {"status": "applied", "words": "Marmalade-4711 has the form"}
THEIR_LEAVE = {"leave": "Marmalade-4711, five years", "expires_on": "2027-06-30"}
PAPER_BODIES: dict[tuple[str, str], Any] = {
    ("POST", "/api/papers/mine/{kind}"): {**A_PAPER, "id": "018f0000-0000-7000-8000-0000000f8001"},
    ("POST", "/api/papers/mine/immigration"): {**A_PAPER, "id": "018f0000-0000-7000-8000-0000000f8002"},
    ("PUT", "/api/papers/mine/ni-number"): {"number": "JK987654D"},
    ("PUT", "/api/papers/mine/immigration"): {"leave": "Ten years", "expires_on": "2030-01-31", "shown": True},
    ("POST", "/api/papers/with/{young_person}/{kind}"): {
        **A_PAPER, "id": "018f0000-0000-7000-8000-0000000f8003", "where": "At home", "next_who": "young_person",
        "next_what": "Sign it", "next_by": "2026-03-20",
    },
}  # fmt: skip


async def papers(app: Any, world: Any, ok: Callable[..., Awaitable[Any]]) -> None:
    """Ayo and the adviser each said something of the passport; Ayo and Bea keep a number and their leave for themselves."""
    passport = f"/api/papers/with/{world.ids['young_person']}/passport"
    async with (
        world.client(app, "owner") as owner,
        world.client(app, "other_young_person") as other,
        world.client(app, "adviser") as adviser,
    ):
        said = {**A_PAPER, "id": "018f0000-0000-7000-8000-0000000f8004"}
        await ok(owner, "POST", "/api/papers/mine/passport", said)
        await ok(adviser, "POST", passport, {**A_PAPER, "id": "018f0000-0000-7000-8000-0000000f8005"})
        for whose, leave in ((owner, THEIR_LEAVE), (other, {"leave": "Three years"})):
            await ok(whose, "PUT", "/api/papers/mine/ni-number", A_NUMBER)
            await ok(whose, "PUT", "/api/papers/mine/immigration", leave)
    world.ids["kind"] = "passport"
