"""Ten thousand notices of every kind: no planted word in payload, address, tag, topic or log, and one length for all (S05)."""

import logging
import random
from datetime import timedelta
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest

from backend.notifications.commands import delivering
from backend.notifications.commands.claiming import Errand
from backend.notifications.commands.subscribing import _sealed
from backend.notifications.connections import Connections
from backend.notifications.moves import Choices, Standing
from backend.notifications.push import Sender
from backend.notifications.queries.due import Address
from backend.notifications.rules import KINDS, words
from backend.notifications.schemas import SubscriptionIn
from backend.people.tables import Worker, YoungPerson
from backend.shared import clock
from backend.shared.config import settings
from backend.shared.db import fetch
from backend.shared.ids import new_id
from tests.api.notifications.doing import council_with, deliver, given, later, rise, subscribed, the_clock
from tests.push_service import Browser, PushService

CANARIES = [f"Canary{word}{n}" for n, word in enumerate(
    ("Quince", "Tansy", "Rhubarb", "Marrow", "Fennel", "Bramble", "Sorrel", "Medlar", "Damson", "Lovage") * 5)]  # fmt: skip
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
PRIVATE = {words(kind, "private", "", "") for kind in KINDS.values()}
WORDS = PRIVATE | {words(kind, "first_names", "Omar", day) for kind in KINDS.values() for day in DAYS}


def check(said: dict[str, object], allowed: set[str]) -> str:
    """Nothing but the parts that may be there; the line itself."""
    note = said["notification"]
    assert isinstance(note, dict)
    assert set(said) == {"web_push", "notification", "app_badge"}
    assert set(note) == {"title", "body", "navigate", "tag", "lang", "dir"}
    assert note["body"] in allowed
    front, _, id = str(note["navigate"]).rpartition("/open/")
    assert front in ("https://testserver.local", "https://testserver.local/staff")
    assert UUID(id)
    return str(note["body"])


async def test_ten_thousand_notices_say_nothing(caplog: pytest.LogCaptureFixture) -> None:
    """Each is encrypted for a browser, sent, and opened as that browser would; planted words stand in all that is near."""
    dice, caught = random.Random(5), list[tuple[str, Any, bytes]]()
    caplog.set_level(logging.DEBUG)

    class Caught(Connections):
        async def post(self, url: str, headers: Any, body: bytes) -> tuple[int, str | None]:
            caught.append((url, headers, body))
            return dice.choice((201, 201, 410, 413, 403, 500)), dice.choice(CANARIES)

    http = Caught()
    sender = Sender(http, settings().vapid_keys, settings().vapid_subject)
    phone, seen, kinds = Browser("https://updates.push.services.mozilla.com/wpush/v2/gAAAA"), set(), sorted(KINDS)
    address = Address(id=new_id(), device=new_id(), sealed=b"", vapid_key=1, wait_until=None)
    sealed = _sealed(address.id, SubscriptionIn(**phone.subscription()))
    address = Address(address.id, address.device, sealed, 1, None)
    for n in range(10_000):
        kind, shows = kinds[n % len(kinds)], dice.choice(("private", "first_names"))
        whose = {"worker": new_id()} if KINDS[kind].group == "staff" else {"young_person": new_id()}
        until = clock.now() + timedelta(minutes=dice.randrange(60, 60 * 24 * 400)) if dice.random() < 0.5 else None
        lead = Standing(id=new_id(), kind=kind, lease=n, rung="push", rung_since=clock.now(), tries=0, useful_until=until,
                        about=new_id(), thing=new_id(), named=new_id(), **whose)  # fmt: skip
        name = "Omar" if shows == "first_names" and dice.random() < 0.7 else ""
        errand = Errand(
            lead, [lead], Choices(shows=shows), [address], topic=kind, name=name, badge=dice.randrange(10**6)
        )
        outcome = await delivering.run(the_clock(), errand, sender, None)
        assert outcome.heard[0].problem == ""
        url, headers, body = caught.pop()
        assert len(body) == 615
        said = phone.opened(body)
        seen.add(check(said, PRIVATE if shows == "private" else WORDS))
        wire = f"{url} {headers} {said}"
        assert not any(one in wire for one in CANARIES)
    assert seen >= PRIVATE
    assert "New message from Omar." in seen
    assert not any(one in caplog.text for one in CANARIES)
    assert not any(one in caplog.text for one in (phone.endpoint, phone.p256dh, "gAAAA", "mozilla"))


@pytest.mark.parametrize("shows", ["private", "first_names"])
async def test_nor_does_the_whole_way_from_the_tables(
    us: SimpleNamespace, push: PushService, caplog: pytest.LogCaptureFixture, shows: str
) -> None:
    dice = random.Random(7)
    caplog.set_level(logging.DEBUG)
    await YoungPerson.update({YoungPerson.given_name: CANARIES[0], YoungPerson.family_name: CANARIES[1], YoungPerson.known_as: CANARIES[2],
                              YoungPerson.child: CANARIES[3][:20]}).where(YoungPerson.id == us.ayo)  # fmt: skip
    await Worker.update(
        {Worker.given_name: CANARIES[4], Worker.family_name: CANARIES[5], Worker.email: CANARIES[6]}
    ).where(Worker.id == us.priya)
    await fetch("INSERT INTO notice_settings (id, young_person, shows, messages, plan, quiet, quiet_from, quiet_until, held) "
                "VALUES ($1, $2, $3, true, true, false, '22:00', '08:00', false)", new_id(), us.ayo, shows)  # fmt: skip
    await subscribed(push.browser(), us.ayo)
    await subscribed(push.browser(), us.priya, worker=True)
    kinds = sorted(KINDS) * 10
    dice.shuffle(kinds)
    # Planted where a careless line would pick them up: in keys, and in the council's settings.
    with council_with(
        push_local=push.origin, council=CANARIES[7], duty_name=CANARIES[8], out_of_hours_phone=CANARIES[9]
    ):
        for n, kind in enumerate(kinds):
            to = {"worker": us.priya, "about": us.ayo} if KINDS[kind].group == "staff" else {"young_person": us.ayo}
            until = clock.now() + timedelta(days=dice.randrange(1, 9)) if dice.random() < 0.3 else None
            await given(
                kind, key=f"{dice.choice(CANARIES)}:{n}", thing=new_id(), named=us.omar, useful_until=until, **to
            )
            if n % 6 == 5:
                await deliver()
                await rise()
                later(hours=13, minutes=dice.randrange(600))
    seen = {check(push.browsers[post.path].opened(post.body), WORDS) for post in push.posts}
    assert len(push.posts) > 50
    assert not any(post.path in caplog.text for post in push.posts)
    assert {len(post.body) for post in push.posts} == {615}
    assert ("New message from Omar." in seen) == (shows == "first_names")
    assert not any(
        one in caplog.text or any(one in f"{post.path} {post.headers}" for post in push.posts) for one in CANARIES
    )
