"""A weekly look at addresses that took no push for a week: a dead one is found before it is needed."""

import asyncio
from datetime import timedelta
from typing import Any
from uuid import UUID

from backend.notifications import moves, rules
from backend.notifications.commands.delivering import heard_of, send, topic_of
from backend.notifications.commands.noting import Heard, Outcome, note
from backend.notifications.push import VERY_LOW, Sender, payload
from backend.notifications.queries import due
from backend.notifications.queries.due import Address
from backend.shared.config import settings
from backend.shared.db import fetch, transaction
from backend.shared.viewer import Viewer

QUIET_FOR = timedelta(days=7)
AT_ONCE = 20
TTL = 1  # seconds: a phone that is off is not woken later
TAG = "probe"  # the phone's worker takes away what carries it

# Who is frozen or wants no notices is left alone; so is everybody in their quiet hours, until the next hourly look.
_ASK = """
    SELECT s.id, coalesce(s.young_person, s.worker) AS person, s.device, s.sealed, s.vapid_key, s.wait_until
    FROM subscription s
    WHERE s.gone_at IS NULL AND s.made_at <= $1 AND coalesce(s.accepted_at, s.made_at) <= $1
        AND coalesce(s.probed_at, s.made_at) <= $1 AND (s.wait_until IS NULL OR s.wait_until <= $2)
        AND NOT EXISTS (SELECT FROM notice_settings c WHERE (c.held OR c.shows = 'none')
            AND (c.young_person = s.young_person OR c.worker = s.worker))
        AND NOT EXISTS (SELECT FROM young_person y WHERE y.id = s.young_person AND y.ended_at <= $2)
        AND NOT EXISTS (SELECT FROM worker w WHERE w.id = s.worker AND w.ended_at <= $2)
        AND NOT s.id = ANY($3)
    ORDER BY s.id LIMIT $4 FOR UPDATE SKIP LOCKED
"""


async def probe(viewer: Viewer, sender: Sender) -> int:
    """Every such address was asked once; the answer is how many. Whoever falls over in between asks again next week."""
    asked, quiet = 0, list[UUID]()
    while True:
        async with transaction():
            rows = await fetch(_ASK, viewer.now - QUIET_FOR, viewer.now, quiet, AT_ONCE)
            chosen = await due.chosen({row["person"] for row in rows}) if rows else {}
            now_or_later = [(row, _choices(chosen, row["person"]).allowed(viewer.now) <= viewer.now) for row in rows]
            ready = [row for row, now in now_or_later if now]
            quiet += [row["id"] for row, now in now_or_later if not now]
            await fetch(
                "UPDATE subscription SET probed_at = $2 WHERE id = ANY($1)", [r["id"] for r in ready], viewer.now
            )
        if not rows:
            return asked
        heard = await asyncio.gather(*(_ask(row, sender) for row in ready))
        if heard:
            await note(viewer, [Outcome([], heard=heard)])
        asked += len(ready)


def _choices(chosen: dict[UUID, due.Chosen], person: UUID) -> moves.Choices:
    return chosen[person].choices if person in chosen else moves.Choices()


async def _ask(row: dict[str, Any], sender: Sender) -> Heard:
    address = Address(row["id"], row["device"], bytes(row["sealed"]), row["vapid_key"], row["wait_until"])
    said = payload(settings().origin, opens="/", body=rules.CHECK_WORDS, tag=TAG, badge=0, silent=True)
    answer = await send(sender, address, said, ttl=TTL, topic=topic_of(row["person"], TAG), urgency=VERY_LOW)
    return heard_of(address, [], answer)
