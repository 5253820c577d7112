"""What came of due notices is noted, each only while the lease under which it was claimed is still the newest."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from backend.notifications import moves, rules
from backend.notifications.commands.handing import hand_over, successors
from backend.notifications.moves import Move, Standing
from backend.notifications.queries import due
from backend.notifications.rules import PUSH, TEXT
from backend.shared.db import fetch, transaction
from backend.shared.ids import new_id
from backend.shared.viewer import Viewer

log = logging.getLogger("onward.faults")

# A worker that slept past its lease finds another number and changes nothing. A notice that ended meanwhile stays ended;
# what has left for it still counts for the day.
_NOTE = """
    UPDATE notice n SET
        rung = one.rung, rung_since = one.rung_since, tries = one.tries, lease_until = NULL,
        pushed_at = coalesce(one.pushed_at, n.pushed_at), texted_at = coalesce(one.texted_at, n.texted_at),
        worker = coalesce(one.worker, n.worker),
        next_at = CASE WHEN n.ended_at IS NULL AND one.ended_at IS NULL THEN one.next_at END,
        handed_to = CASE WHEN n.ended_at IS NULL THEN one.handed_to ELSE n.handed_to END,
        "end" = coalesce(n."end", one."end"), why = coalesce(n.why, one.why), ended_at = coalesce(n.ended_at, one.ended_at)
    FROM unnest($1::uuid[], $2::int[], $3::text[], $4::timestamptz[], $5::int[], $6::timestamptz[], $7::timestamptz[],
        $8::timestamptz[], $9::timestamptz[], $10::text[], $11::text[], $12::uuid[], $13::uuid[])
        AS one (id, lease, rung, rung_since, tries, next_at, pushed_at, texted_at, ended_at, "end", why, handed_to, worker)
    WHERE n.id = one.id AND n.lease = one.lease AND n.lease_until IS NOT NULL
    RETURNING n.id
"""
_COLUMNS = ("id", "lease", "rung", "rung_since", "tries", "next_at", "pushed_at", "texted_at", "ended_at", "end", "why",
            "handed_to", "worker")  # fmt: skip
_TRIED = """
    INSERT INTO delivery (id, notice, channel, subscription, at, answer, problem)
    SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::uuid[], $5::timestamptz[], $6::int[], $7::text[])
"""
_HEARD = """
    UPDATE subscription s SET
        accepted_at = CASE WHEN one.what = 'accepted' THEN one.at ELSE s.accepted_at END,
        failing_since = CASE WHEN one.what = 'accepted' THEN NULL ELSE coalesce(s.failing_since, one.at) END,
        wait_until = greatest(one.again_at, CASE WHEN s.wait_until > one.at THEN s.wait_until END),
        gone_at = CASE WHEN one.what = 'gone' THEN one.at END,
        gone_why = CASE WHEN one.what = 'gone' THEN one.why END,
        sealed = CASE WHEN one.what = 'gone' THEN NULL ELSE s.sealed END
    FROM unnest($1::uuid[], $2::text[], $3::timestamptz[], $4::timestamptz[], $5::text[])
        AS one (id, what, at, again_at, why)
    WHERE s.id = one.id AND s.gone_at IS NULL
"""


@dataclass(frozen=True, slots=True)
class Heard:
    """What the service of one address said to one push of these notices."""

    address: UUID
    notices: Sequence[UUID]
    at: datetime
    status: int | None
    problem: str
    verdict: moves.Verdict


@dataclass(frozen=True, slots=True)
class Outcome:
    """Moves of claimed notices. `left` is the channel on which they left just now; `failed`: a try went wrong."""

    moves: Sequence[tuple[Standing, Move]]
    left: str = ""
    failed: bool = False
    heard: Sequence[Heard] = ()


async def note(viewer: Viewer, outcomes: Sequence[Outcome]) -> int:
    """All of these stand, in one transaction; the answer is how many notices were still this caller's."""
    now = viewer.now
    heard = [one for outcome in outcomes for one in outcome.heard]
    async with transaction():
        found = await successors([pair for outcome in outcomes for pair in outcome.moves], now)
        # Read again after the people were locked: frozen since the claim, nobody is told, and no time passes.
        held = await due.held([n.young_person for outcome in outcomes for n, _ in outcome.moves if n.young_person])
        rows = [
            _row(notice, _unless_held(notice, move, held, now), outcome, found.get(notice.id), now)
            for outcome in outcomes
            for notice, move in outcome.moves
        ]
        rows.sort(key=lambda row: row["id"])
        kept: list[dict[str, Any]] = []
        still_open: set[UUID] = set()
        if rows:
            ids = [row["id"] for row in rows]
            locked = await fetch("SELECT id, ended_at FROM notice WHERE id = ANY($1) ORDER BY id FOR UPDATE", ids)
            still_open = {row["id"] for row in locked if row["ended_at"] is None}
            kept = await fetch(_NOTE, *([row[name] for row in rows] for name in _COLUMNS))
        if heard:
            await _keep(heard)
        ours = still_open & {row["id"] for row in kept}
        handed = {row["id"]: row["handed_to"] for row in rows if row["handed_to"] and row["id"] in ours}
        await hand_over(viewer, [n for o in outcomes for n, _ in o.moves if n.id in handed], handed)
    _alarms(heard)
    return len(kept)


def _unless_held(notice: Standing, move: Move, held: set[UUID], now: datetime) -> Move:
    over = move.act == moves.END and move.why == "left"
    return Move(moves.WAIT, until=now + rules.FAR) if notice.young_person in held and not over else move


def _row(notice: Standing, move: Move, outcome: Outcome, to: UUID | None, now: datetime) -> dict[str, Any]:
    row: dict[str, Any] = dict.fromkeys(_COLUMNS)
    row |= {"id": notice.id, "lease": notice.lease, "rung": notice.rung, "rung_since": notice.rung_since}
    row |= {
        "tries": moves.SPENT if move.spent else notice.tries + outcome.failed,
        "next_at": move.until or now + rules.FAR,
    }
    row["pushed_at"] = now if outcome.left == PUSH else None
    row["texted_at"] = now if outcome.left == TEXT else None
    if move.act == moves.CLIMB:
        row |= {"rung": move.rung, "rung_since": now, "tries": 0, "next_at": now}
    elif move.act == moves.END:
        row |= {"ended_at": now, "end": move.end, "why": move.why}
    elif move.act == moves.HAND and to:
        row |= {"ended_at": now, "end": rules.HANDED, "why": "unseen", "handed_to": to}
    elif move.act == moves.PASS_ON and to:
        # A moment later than the last push, so that it counts as not pushed to them.
        since = now + timedelta(microseconds=1)
        row |= {"worker": to, "rung": PUSH, "rung_since": since, "tries": 0, "next_at": now}
    elif move.act == moves.PASS_ON and (notice.about is None or notice.kind == "task"):
        row |= {"ended_at": now, "end": rules.CANCELLED, "why": "left"}
    elif move.act == moves.PASS_ON or (move.act == moves.HAND and notice.kind in rules.OF_NURSES):
        row |= {"ended_at": now, "end": rules.CANCELLED, "why": "nobody"}
    return row


async def _keep(heard: Sequence[Heard]) -> None:
    tried = [(new_id(), notice, PUSH, one.address, one.at, one.status, one.problem or None)
             for one in heard for notice in one.notices]  # fmt: skip
    if tried:
        await fetch(_TRIED, *(list(column) for column in zip(*tried, strict=True)))
    last = {one.address: one for one in heard}
    # Several pushes may have been on their way to one service: what any of them was told to wait is kept.
    again = {
        address: max((h.verdict.again_at for h in heard if h.address == address and h.verdict.again_at), default=None)
        for address in last
    }
    said = [(one.address, one.verdict.what, one.at, again[one.address], f"http_{one.status}" if one.status else one.problem)
            for _, one in sorted(last.items())]  # fmt: skip
    await fetch(_HEARD, *(list(column) for column in zip(*said, strict=True)))


def _alarms(heard: Sequence[Heard]) -> None:
    """What is our own fault is told to whoever keeps the server: a code and a status, never an address."""
    for code, what in (("push_key_refused", moves.KEY), ("push_too_large", moves.TOO_LARGE)):
        if found := {one.status for one in heard if one.verdict.what == what}:
            log.error("alarm %s %s", code, sorted(found, key=str))
