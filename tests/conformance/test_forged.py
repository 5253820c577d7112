"""No request that did not come from our own page, in this very sign-in, changes anything (S16, safety.md 8)."""

from typing import Any

import pytest

from backend.identity.cookies import SESSION, token_for
from backend.people import rules
from tests.conformance.house import House, Route, changed, may, rows, whose, writes

ELSEWHERE = "https://evil.example"
FORM = {"content-type": "application/x-www-form-urlencoded"}
SITES: dict[str, dict[str, Any]] = {
    "from another site": {"headers": {"sec-fetch-site": "cross-site", "origin": ELSEWHERE}},
    "from another site that claims our origin": {
        "headers": {"sec-fetch-site": "cross-site", "origin": "https://testserver.local"}
    },
    "from a neighbour under our domain": {
        "headers": {"sec-fetch-site": "same-site", "origin": "https://other.testserver.local"}
    },
    "typed into the address bar": {"headers": {"sec-fetch-site": "none"}},
    "an old browser on another site": {"headers": {"sec-fetch-site": None, "origin": ELSEWHERE}},
    "an old browser in a sandbox": {"headers": {"sec-fetch-site": None, "origin": "null"}},
    "an old browser on our name without encryption": {
        "headers": {"sec-fetch-site": None, "origin": "http://testserver.local"}
    },
    "an old browser on another port": {"headers": {"sec-fetch-site": None, "origin": "https://testserver.local:8443"}},
    "an old browser on a longer name": {
        "headers": {"sec-fetch-site": None, "origin": "https://testserver.local.evil.example"}
    },
    "our name as a user name": {"headers": {"sec-fetch-site": None, "origin": "https://testserver.local@evil.example"}},
    "no headers at all": {"headers": {"sec-fetch-site": None}},
    "a referer is no origin": {"headers": {"sec-fetch-site": None, "referer": "https://testserver.local/today"}},
    "a made-up site": {"headers": {"sec-fetch-site": "same-origin, cross-site"}},
}
BODIES: dict[str, dict[str, Any]] = {
    "plain text": {"headers": {"content-type": "text/plain"}},
    "no kind of body": {"headers": {"content-type": ""}},
    "a form": {"headers": FORM},
    "a form with files": {"headers": {"content-type": "multipart/form-data; boundary=x"}},
    "nearly JSON": {"headers": {"content-type": "application/json-patch+json"}},
    "JSON as a second kind": {"headers": {"content-type": "text/plain; application/json"}},
}
BEFORE_A_SESSION = {
    "joining.use",
    "phone.unlock",
    "staff.sign_in",
    "demo.use",
    "message.send_only",
    "notice.shown",
    "text.status",
}
"""These have no session yet, so no token can be bound to one: their own secret is the key (safety.md 8)."""


def tokens(house: House, actor: str) -> dict[str, dict[str, Any]]:
    """Every token but the one that belongs to this sign-in."""
    ours = house.world.cookies[actor][SESSION]
    others = {name: cookies[SESSION] for name, cookies in house.world.cookies.items() if SESSION in cookies}
    wrong: dict[str, str | None] = {
        "no token": None,
        "an empty token": "",
        "a made-up token": "0" * 64,
        "the session itself": ours,
        "the token, cut": token_for(ours)[:-1],
        "the token in capitals": token_for(ours).upper(),
        "the token of nobody": token_for("x"),
    }
    wrong |= {f"the token of {name}": token_for(value) for name, value in others.items() if value != ours}
    return {name: {"headers": {"x-onward-token": token}} for name, token in wrong.items()}


def test_only_ways_in_do_without_a_token(house: House) -> None:
    open_writes = {house.handler(route).opt["action"] for route in writes() if house.is_open(route)}
    assert open_writes <= BEFORE_A_SESSION
    assert {action for action in rules.OPEN if action not in BEFORE_A_SESSION} == {
        "shell.read", "health.check", "me.read", "help.read", "offer.read", "local_help.read",
    }  # fmt: skip


@pytest.mark.parametrize("route", writes(), ids=" ".join)
async def test_no_forged_request_changes_anything(house: House, route: Route) -> None:
    actor = whose(route)
    shapes = dict(SITES)
    for name, how in BODIES.items():
        shapes[name] = {"content": b'{"pin": "482915", "yes": true, "remote": false}', **how}
    if not house.is_open(route):
        shapes |= tokens(house, actor)
    before = await rows()
    for name, how in shapes.items():
        answer = await house.ask(route, actor, **how)
        assert answer.status_code in (400, 403), f"{name}: {answer.status_code}"
        assert "set-cookie" not in answer.headers, name
    after = await rows()
    assert changed(before, after) == {}
    assert before["try_count"].keys() == after["try_count"].keys()  # a forged try costs its victim no try either


@pytest.mark.parametrize("route", [route for route in writes() if may(route)], ids=" ".join)
async def test_the_same_request_from_our_own_page_is_taken(house: House, route: Route) -> None:
    """Else the refusals above would say nothing. An old browser without Fetch Metadata sends our Origin."""
    old_browser = {"sec-fetch-site": None, "origin": "https://testserver.local"}
    assert (await house.ask(route, whose(route), headers=old_browser)).is_success


async def test_the_method_cannot_be_swapped(house: House) -> None:
    """GET is never forged, because it changes nothing: not by a header and not by a query."""
    before = await rows()
    ayo = house.world.ids["young_person"]
    async with house.world.client(house.app, "adviser") as client:
        for name in ("x-http-method-override", "x-method-override", "x-http-method"):
            answer = await client.get(
                f"/api/plans/{ayo}?_method=DELETE", headers={name: "DELETE", "sec-fetch-site": "none"}
            )
            assert answer.status_code == 200
    after = await rows()
    assert changed(before, after).keys() <= {"audit_row", "audit_waiting"}


async def test_reading_works_from_anywhere_and_changes_nothing_but_the_ledger(house: House) -> None:
    """A link in an e-mail opens the app; the answer stays unreadable to the other site (no CORS headers at all)."""
    before = await rows()
    for actor, path in (("adviser", "/api/caseload"), ("owner", "/api/plans/mine"), ("manager", "/api/sharing")):
        answer = await house.ask(("GET", path), actor, headers={"sec-fetch-site": "cross-site", "origin": ELSEWHERE})
        assert answer.status_code == 200
        assert not [name for name in answer.headers if name.startswith("access-control")]
    assert changed(before, await rows()).keys() <= {"audit_row", "audit_waiting", "duty"}
