"""Every route as each of the twenty kinds of person answers as doors.csv says. That file is written by people.

S14b: with any guard or the key taken away, this same comparison turns red.
"""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from backend import doors
from backend.people import rules
from backend.people.tables import YoungPerson
from backend.shared import clock
from tests.conformance import world as w
from tests.conformance.house import House

DOORS = Path(__file__).with_name("doors.csv")


def expected() -> dict[tuple[str, str], dict[str, str]]:
    """The hand-written file, by method and path."""
    with DOORS.open(newline="") as file:
        return {(row["method"], row["path"]): row for row in csv.DictReader(file)}


def routes(app: Any) -> dict[tuple[str, str], Any]:
    """Every API route of the app: method and path template to its handler."""
    found = {}
    for route in app.routes:
        for handler in doors.handlers_of(route):
            for method in getattr(handler, "http_methods", ()):
                if method not in ("OPTIONS", "HEAD") and route.path.startswith("/api"):
                    path = route.path_format if hasattr(route, "path_format") else route.path
                    found[(method, _plain(path))] = handler
    return found


def _plain(path: str) -> str:
    import re

    return re.sub(r":\w+}", "}", path)


@pytest.fixture(scope="module")
def around(built: House) -> Iterator[House]:
    """The world as it was built; each test puts it back itself, as often as it needs to."""
    clock.stand_still(w.NOW)
    yield built
    clock.stand_still(None)


async def cells(around: House, route: tuple[str, str], actors: tuple[str, ...] = w.ACTORS) -> dict[str, Any]:
    """What each actor is answered on this route; whoever changes something gets a new world behind them."""
    app, world = around.app, around.world
    method, template = route
    answers: dict[str, Any] = {}
    waiting = list(actors)
    while waiting:
        await around.restore()
        while waiting:
            actor = waiting.pop(0)
            async with world.client(app, actor) as client:
                answer = await client.request(method, w.address(world, method, template), **w.sent(route))
            answers[actor] = answer
            refused = answer.status_code in (401, 404, 405) or "/problems/not-allowed" in answer.text
            if not refused and method != "GET":
                break  # this one may have changed something
    return answers


def test_no_route_is_missing_and_none_is_stale(app: Any) -> None:
    assert set(routes(app)) == set(expected())


@pytest.mark.parametrize("route", sorted(expected()), ids=lambda r: " ".join(r))
async def test_each_actor_gets_what_is_written(around: Any, route: tuple[str, str]) -> None:
    row = expected()[route]
    answers = await cells(around, route)
    got = {actor: str(answer.status_code) for actor, answer in answers.items()}
    assert got == {actor: row[actor] for actor in w.ACTORS}
    for actor, answer in answers.items():
        assert answer.headers["cache-control"], actor
        if answer.is_success and answer.headers.get("content-type", "").startswith("application/json"):
            assert set(row["fields"].split()) == set(answer.json()), actor
        if actor not in ("owner", "adviser", "cover", "manager", "manager_break_glass"):
            assert w.CANARY not in answer.text, f"{actor} was sent Ayo's words"
        if not answer.is_success:
            assert answer.headers["content-type"] == "application/problem+json", actor
            assert w.CANARY not in answer.text


async def test_not_yours_and_not_there_are_the_same_answer(around: Any) -> None:
    app, world = around.app, around.world
    await around.restore()
    nobody = "018f0000-0000-7000-8000-00000000dead"
    async with world.client(app, "other_adviser") as client:
        for path in ("/api/people/{}", "/api/plans/{}", "/api/people/{}/phones"):
            yours = await client.get(path.format(world.ids["young_person"]))
            there = await client.get(path.format(nobody))
            assert yours.status_code == there.status_code == 404
            assert yours.content == there.content


# Open routes answer 401 by themselves, to whoever has no phone to open; there is no guard on them to take away.
GUARDED = [
    route
    for route in sorted(expected())
    if expected()[route]["anonymous"] == "401" and "/unlock/" not in route[1] and "/send-only/" not in route[1]
]
# These stand on the viewer's own id instead of the key: my own phones and passkeys, and the code that I myself show.
OWN_ID = {
    "/api/messages/away/{id}/end",
    "/api/messages/glasses/{id}/reviewed",
    "/api/notices/{notice}/opened",
    "/api/notices/tasks/{task}/done",
    "/api/phones/{phone}",
    "/api/staff/passkeys/{passkey}",
    "/api/people/{young_person}/joining/confirm",
}
OWN_GLASS = {("GET", "/api/messages/glass/{young_person}"), ("POST", "/api/messages/glass/{young_person}/close")}
KEYED = [
    route
    for route in GUARDED
    if "404" in expected()[route].values() and route[1] not in OWN_ID and route not in OWN_GLASS
]


def test_there_are_guards_and_keys_to_take_away() -> None:
    assert len(GUARDED) > 25
    assert len(KEYED) > 10


def test_a_route_without_an_action_keeps_the_house_shut(app: Any) -> None:
    for route, handler in routes(app).items():
        taken = handler.opt.pop("action")
        try:
            with pytest.raises(SystemExit, match="name no known action"):
                doors.check(app)
        finally:
            handler.opt["action"] = taken
        assert taken in rules.KNOWN, route


@pytest.mark.parametrize("route", GUARDED, ids=lambda r: " ".join(r))
async def test_without_its_guard_a_route_turns_red(
    around: Any, route: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The guard lets everyone in to this one route: at least one actor must be answered otherwise than written."""
    app = around.app
    action = routes(app)[route].opt["action"]
    monkeypatch.setattr(doors, "OPEN", {**rules.OPEN, action: "taken away by this test"})
    row = expected()[route]
    answers = await cells(around, route, ("anonymous", "admin", "other_young_person"))
    assert [actor for actor, answer in answers.items() if str(answer.status_code) != row[actor]]


@pytest.mark.parametrize("route", KEYED, ids=lambda r: " ".join(r))
async def test_without_its_key_a_route_turns_red(
    around: Any, route: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """visible_to returns everyone: somebody who must not see Ayo now does, and the comparison says so."""
    import sys

    def everyone(viewer: Any) -> Any:
        return YoungPerson.select(YoungPerson.id)

    for name, module in list(sys.modules.items()):
        if name.startswith("backend.") and hasattr(module, "visible_to"):
            monkeypatch.setattr(module, "visible_to", everyone)
    row = expected()[route]
    hidden = tuple(actor for actor in w.ACTORS if row[actor] == "404")
    answers = await cells(around, route, hidden)
    assert [actor for actor, answer in answers.items() if answer.status_code != 404]
