"""What nobody can mean is refused, and what changes nothing leaves no line."""

from types import SimpleNamespace
from typing import Any

import pytest

from tests.api.identity.doing import Visit, signed_in
from tests.api.plans.doing import a_draft, an_action, ledger, ok, shared

NOWHERE = "01890000-0000-7000-8000-000000000000"


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("review", {"at": "9999-12-31T23:59:59-12:00", "place": "Library"}),  # past the last instant there is
        ("review", {"at": "2062-03-20T10:00:00Z", "place": "Library"}),
        ("review", {"at": "2026-03-20T10:00:00", "place": "Library"}),  # without a time zone
        ("review/new-home", {"on": "0001-01-01"}),
        ("review/new-home", {"on": "2006-03-09"}),
        ("review/held", {"on": "0001-01-01"}),
        ("review/held", {"on": "2016-03-09"}),
    ],
)
async def test_a_day_that_nobody_means_is_refused(us: SimpleNamespace, visit: Visit, path: str, body: Any) -> None:
    priya = await signed_in(visit, us.priya)
    await shared(priya, us.ayo)
    before = await ledger(us.ayo)
    answer = await priya.post(f"/api/plans/{us.ayo}/{path}", json=body)
    assert answer.status_code == 400, answer.text
    assert await ledger(us.ayo) == before


async def test_naming_nothing_changes_nothing_and_leaves_no_line(us: SimpleNamespace, visit: Visit) -> None:
    priya, at = await signed_in(visit, us.priya), f"/api/plans/{us.ayo}"
    action = await a_draft(priya, us.ayo)
    before = await ledger(us.ayo)
    await ok(await priya.patch(f"{at}/draft", json={}))
    await ok(await priya.patch(f"{at}/actions/{action}", json={}))
    assert (await priya.patch(f"{at}/actions/{NOWHERE}", json={})).status_code == 404
    assert await ledger(us.ayo) == before


async def test_a_character_that_cannot_be_kept_is_refused_whole(us: SimpleNamespace, visit: Visit) -> None:
    priya = await signed_in(visit, us.priya)
    await a_draft(priya, us.ayo)
    before = await ledger(us.ayo)
    answer = await priya.post(f"/api/plans/{us.ayo}/actions", json=an_action(what="Buy a bed\x00"))
    assert answer.status_code == 400
    assert await ledger(us.ayo) == before
