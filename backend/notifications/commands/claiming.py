"""Due notices are claimed person by person, under a lease, and each has its next move. What must be sent comes as errands.

One worker at a time has a person's due notices: one push a day, one for several messages and the daily number of texts
are decided where nobody else decides. Whoever dies with a claim leaves it to others after the lease.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from backend.notifications import moves, rules
from backend.notifications.moves import Move, Person, Standing
from backend.notifications.queries import due
from backend.notifications.rules import PUSH
from backend.shared.db import fetch, transaction
from backend.shared.viewer import Viewer

# The lease runs by the database's clock: the clocks of two servers may differ, and one may be set back.
_DUE = """
    SELECT young_person, worker FROM (
        SELECT young_person, worker, next_at FROM notice
        WHERE ended_at IS NULL AND next_at <= $1 AND (lease_until IS NULL OR lease_until < now())
        ORDER BY next_at LIMIT $2) AS oldest
    GROUP BY young_person, worker ORDER BY min(next_at)
"""
# A statement of its own, so that the next one sees what whoever held the lock before has claimed.
_HOLD_YOUNG = "SELECT id FROM young_person WHERE id = ANY($1) LIMIT $2 FOR NO KEY UPDATE SKIP LOCKED"
_HOLD_STAFF = "SELECT id FROM worker WHERE id = ANY($1) LIMIT $2 FOR NO KEY UPDATE SKIP LOCKED"
# Who is still held is found once for all: asked anew for each notice, a few hundred of one adviser took seconds.
_CLAIM = """
    UPDATE notice n SET lease = lease + 1, lease_until = now() + make_interval(secs => $3)
    WHERE n.ended_at IS NULL AND n.next_at <= $2 AND (n.young_person = ANY($1) OR n.worker = ANY($1))
        AND coalesce(n.young_person, n.worker) NOT IN (SELECT coalesce(o.young_person, o.worker) FROM notice o
            WHERE o.lease_until >= now() AND (o.young_person = ANY($1) OR o.worker = ANY($1)))
    RETURNING id, kind, lease, rung, rung_since, tries, useful_until, pushed_at, texted_at, young_person, worker, about,
        thing, named
"""
LOOK_AHEAD = 20  # due notices looked at for each person wanted


@dataclass(frozen=True, slots=True)
class Errand:
    """Several notices of one person that leave as one: a push to these addresses, or a text. `lead` is the one it opens."""

    lead: Standing
    notices: Sequence[Standing]
    choices: moves.Choices
    addresses: Sequence[due.Address] = ()
    topic: str = ""
    name: str = ""
    badge: int = 0
    number: bytes | None = None  # sealed
    number_row: UUID | None = None

    @property
    def person(self) -> UUID:
        """Whose notices these are."""
        found = self.lead.young_person or self.lead.worker
        if found is None:
            raise ValueError("a notice is somebody's")
        return found


@dataclass(slots=True)
class Claimed:
    """What one claim found: moves that need nobody outside, and errands."""

    moves: list[tuple[Standing, Move]] = field(default_factory=list)
    errands: list[Errand] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.moves or self.errands)


async def claim(viewer: Viewer, people: int) -> Claimed:
    """The due notices of at most so many people are this caller's for 90 seconds. Empty: nothing is due, or others have it."""
    now, claimed = viewer.now, Claimed()
    async with transaction():
        waiting = await fetch(_DUE, now, people * LOOK_AHEAD)
        young = [row["young_person"] for row in waiting if row["young_person"]]
        staff = [row["worker"] for row in waiting if row["worker"]]
        held = [row["id"] for row in await fetch(_HOLD_YOUNG, young, people)] if young else []
        if staff and len(held) < people:
            held += [row["id"] for row in await fetch(_HOLD_STAFF, staff, people - len(held))]
        if not held:
            return claimed
        notices = [Standing(**row) for row in await fetch(_CLAIM, held, now, rules.LEASE_SECONDS)]
        if not notices:
            return claimed
        seen = await _look(notices, now)
    for person in {one.young_person or one.worker: None for one in notices}:
        theirs = sorted((n for n in notices if person in (n.young_person, n.worker)), key=_first_come)
        _sort_out(theirs, person, seen, now, claimed)
    return claimed


def told_late(claimed: Claimed, now: datetime) -> set[UUID]:
    """The young people of whose notices nobody may have rung: streams that other processes serve have not heard of them."""
    notices = [notice for notice, _ in claimed.moves] + [one for errand in claimed.errands for one in errand.notices]
    return {who for one in notices if moves.may_not_have_rung(one, now) and (who := one.young_person or one.about)}


def _first_come(notice: Standing) -> tuple[datetime, UUID]:
    return notice.useful_until or notice.rung_since + rules.DAY * 400, notice.id


async def _look(notices: list[Standing], now: datetime) -> dict[str, Any]:
    people = list({one.young_person or one.worker for one in notices} - {None})
    young = [one.young_person for one in notices if one.young_person]
    found: dict[str, Any] = {
        "chosen": await due.chosen(people),  # type: ignore[arg-type]  # None is taken out above
        "addresses": await due.addresses(people),  # type: ignore[arg-type]
        "lately": await due.lately(people, now),  # type: ignore[arg-type]
        "left": await due.left(young, now),
        "lost": await due.lost(notices, now),
    }
    named = {
        one.named
        for one in notices
        if one.named and (it := found["chosen"].get(one.young_person)) and it.choices.shows == rules.FIRST_NAMES
    }
    found["names"] = await due.first_names(named)
    return found


def _sort_out(notices: list[Standing], person: Any, seen: dict[str, Any], now: datetime, claimed: Claimed) -> None:
    """Each notice of this person has a move, or belongs to an errand with others."""
    chosen: due.Chosen = seen["chosen"].get(person, due.Chosen())
    lately: due.Lately = seen["lately"].get(person, due.Lately())
    live: list[due.Address] = seen["addresses"].get(person, [])
    state = Person(
        choices=chosen.choices,
        gone=person in seen["left"],
        can_text=chosen.text_to is not None,
        texts_today=lately.texts,
        last_capped=lately.last_capped,
        last_message=lately.last_message,
    )
    leaving: dict[tuple[str, str], list[Standing]] = {}
    for notice in notices:
        if notice.id in seen["lost"]:
            claimed.moves.append((notice, Move(moves.PASS_ON, why=seen["lost"][notice.id])))
            continue
        waits = [one.wait_until for one in _for(notice, live)]
        move = moves.next_move(notice, replace(state, waits=waits), now)
        if move.act == moves.SEND:
            leaving.setdefault((notice.rung, _together(notice)), []).append(notice)
        else:
            claimed.moves.append((notice, move))
    _one_capped(leaving, claimed, chosen.choices, now)
    for (rung, topic), group in leaving.items():
        lead = group[0]
        ready = [one for one in _for(lead, live) if one.wait_until is None or one.wait_until <= now]
        claimed.errands.append(
            Errand(
                lead=lead,
                notices=group,
                choices=chosen.choices,
                addresses=ready if rung == PUSH else (),
                topic=topic,
                name=seen["names"].get(lead.named, ""),
                badge=lately.open,
                number=chosen.text_to,
                number_row=chosen.row,
            )
        )


def _one_capped(
    leaving: dict[tuple[str, str], list[Standing]], claimed: Claimed, choices: moves.Choices, now: datetime
) -> None:
    """A push and a text of capped kinds would be two on one day: the text goes, the push waits."""
    texts = leaving.get((rules.TEXT, rules.TEXT), [])
    if (PUSH, _CAPPED) in leaving and any(one.rules.capped for one in texts):
        for notice in leaving.pop((PUSH, _CAPPED)):
            claimed.moves.append((notice, moves.wait_for_tomorrow(notice, choices, now)))


_CAPPED = "capped"


def _together(notice: Standing) -> str:
    """Notices of one person with the same answer leave as one."""
    if notice.rung == rules.TEXT:
        return rules.TEXT
    return _CAPPED if notice.rules.capped else rules.AS_ONE.get(notice.kind, notice.kind)


def _for(notice: Standing, live: list[due.Address]) -> list[due.Address]:
    """The addresses for this notice: news of a new phone goes to the others."""
    return [one for one in live if notice.kind != "new_phone" or one.device != notice.thing]
