"""What whoever delivers must know of the people whose notices are due. Inside the transaction that claims them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from backend.notifications.moves import Choices, Standing
from backend.notifications.rules import KINDS, NOT_CLOSER, OF_NURSES, WAITING
from backend.notifications.tables import NoticeSettings
from backend.shared.config import settings
from backend.shared.dates import london_date, start_of
from backend.shared.db import fetch
from backend.shared.viewer import ADVISER, MANAGER, NURSE

CAPPED = [name for name, kind in KINDS.items() if kind.capped]

# Only what left lately matters, so that years of old notices cost nothing.
_LATELY = """
    SELECT coalesce(n.young_person, n.worker) AS person,
        max(greatest(n.pushed_at, n.texted_at)) FILTER (WHERE n.kind = ANY($3)) AS last_capped,
        max(n.pushed_at) FILTER (WHERE n.kind = ANY($4)) AS last_message,
        count(*) FILTER (WHERE n.ended_at IS NULL AND n.rung_since <= $2) AS open,
        (SELECT count(*) FROM delivery d JOIN notice t ON t.id = d.notice
            WHERE t.young_person = n.young_person AND d.reference IS NOT NULL AND d.at >= $5) AS texts
    FROM notice n
    WHERE (n.young_person = ANY($1) OR n.worker = ANY($1)) AND (n.ended_at IS NULL OR n.ended_at > $2 - interval '40 days')
    GROUP BY n.young_person, n.worker
"""
# A worker works with a young person while a link, or the team they answer for, says so (people.queries.sight). A manager
# also while nobody else does; and what asks for an answer is theirs only until somebody reads. What is of a nurse's thread
# is a nurse's job, whatever else its worker became.
_LOST = """
    SELECT n.id, CASE WHEN its.nurses THEN $4 ELSE w.role END AS role
    FROM notice n JOIN worker w ON w.id = n.worker LEFT JOIN young_person y ON y.id = n.about
    LEFT JOIN task t ON n.kind = 'task' AND t.id = n.thing
    CROSS JOIN LATERAL (SELECT coalesce(t.kind, n.kind) = ANY($3) AS nurses) AS its
    CROSS JOIN LATERAL (SELECT
        EXISTS (SELECT FROM link l JOIN worker o ON o.id = l.worker AND o.role = $7 AND (o.ended_at IS NULL OR o.ended_at > $2)
            WHERE l.young_person = y.id AND l.relation <> 'nurse_for' AND l.starts_at <= $2 AND (l.ends_at IS NULL OR l.ends_at > $2)
            AND NOT EXISTS (SELECT FROM declared_relationship d WHERE d.worker = o.id AND d.young_person = y.id)) AS reads,
        EXISTS (SELECT FROM manages m JOIN worker o ON o.id = m.manager AND o.role = $5 AND (o.ended_at IS NULL OR o.ended_at > $2)
            WHERE m.team = y.team
            AND NOT EXISTS (SELECT FROM declared_relationship d WHERE d.worker = o.id AND d.young_person = y.id)) AS managed
    ) AS others
    WHERE n.id = ANY($1) AND (w.ended_at <= $2 OR n.about IS NOT NULL AND (
        EXISTS (SELECT FROM declared_relationship d WHERE d.worker = n.worker AND d.young_person = n.about)
        OR its.nurses AND w.role <> $4
        OR w.role = $5 AND n.kind = ANY($6) AND others.reads
        OR NOT EXISTS (SELECT FROM link l WHERE l.worker = n.worker AND l.young_person = n.about AND l.starts_at <= $2
            AND (l.ends_at IS NULL OR l.ends_at > $2)
            AND w.role = CASE l.relation WHEN 'nurse_for' THEN $4 ELSE $7 END)
        AND NOT EXISTS (SELECT FROM manages m WHERE m.team = y.team AND m.manager = n.worker AND w.role = $5)
        AND NOT (w.role = $5 AND n.kind <> 'task' AND NOT others.reads AND NOT others.managed)))
"""
_HELD = "SELECT young_person FROM notice_settings WHERE young_person = ANY($1) AND held"


DEFAULT = Choices()
_JOBS = (list(OF_NURSES), NURSE, MANAGER, list(WAITING), ADVISER)


@dataclass(frozen=True, slots=True)
class Address:
    """One live browser of the person. What it is sealed with opens only beside its own row."""

    id: UUID
    device: UUID | None
    sealed: bytes
    vapid_key: int
    wait_until: datetime | None


@dataclass(frozen=True, slots=True)
class Lately:
    """What left for this person lately, and how much is open."""

    last_capped: datetime | None = None
    last_message: datetime | None = None
    open: int = 0
    texts: int = 0


@dataclass(frozen=True, slots=True)
class Chosen:
    """A person's settings row; `text_to` stays sealed until a text leaves."""

    choices: Choices = DEFAULT
    row: UUID | None = None
    text_to: bytes | None = None


async def chosen(people: Collection[UUID]) -> dict[UUID, Chosen]:
    """What these people chose; who chose nothing is left out and has the defaults."""
    rows = await NoticeSettings.select().where(
        NoticeSettings.young_person.is_in(list(people)) | NoticeSettings.worker.is_in(list(people))
    )
    return {row["young_person"] or row["worker"]: _chosen(row) for row in rows}


def _chosen(row: dict[str, Any]) -> Chosen:
    names = ("shows", "messages", "plan", "quiet", "quiet_from", "quiet_until", "held")
    return Chosen(
        choices=Choices(**{name: row[name] for name in names}),
        row=row["id"],
        text_to=bytes(row["text_to"]) if row["text_to"] and settings().notify_key else None,
    )


async def addresses(people: Collection[UUID]) -> dict[UUID, list[Address]]:
    """The live addresses of these people."""
    rows = await fetch(
        "SELECT id, coalesce(young_person, worker) AS person, device, sealed, vapid_key, wait_until FROM subscription "
        "WHERE gone_at IS NULL AND (young_person = ANY($1) OR worker = ANY($1)) ORDER BY made_at DESC, id",
        list(people),
    )
    found: dict[UUID, list[Address]] = {}
    for row in rows:
        address = Address(row["id"], row["device"], bytes(row["sealed"]), row["vapid_key"], row["wait_until"])
        found.setdefault(row["person"], []).append(address)
    return found


async def lately(people: Collection[UUID], now: datetime) -> dict[UUID, Lately]:
    """What left for these people lately."""
    rows = await fetch(_LATELY, list(people), now, CAPPED, list(NOT_CLOSER), start_of(london_date(now)))
    return {
        row["person"]: Lately(row["last_capped"], row["last_message"], row["open"], row["texts"] or 0) for row in rows
    }


async def left(people: Collection[UUID], now: datetime) -> set[UUID]:
    """Who of these young people is no longer with the council."""
    rows = await fetch("SELECT id FROM young_person WHERE id = ANY($1) AND ended_at <= $2", list(people), now)
    return {row["id"] for row in rows}


async def lost(notices: Collection[Standing], now: datetime) -> dict[UUID, str]:
    """Workers' notices whose worker has left or no longer works with the young person, with that worker's role.

    Of a nurse's thread the role is always the nurse's.
    """
    ids = [one.id for one in notices if one.worker]
    return {row["id"]: row["role"] for row in await fetch(_LOST, ids, now, *_JOBS)} if ids else {}


async def held(young_people: Collection[UUID]) -> set[UUID]:
    """For whom of these nothing leaves now (S03)."""
    return {row["young_person"] for row in await fetch(_HELD, list(young_people))} if young_people else set()


async def first_names(workers: Collection[UUID]) -> dict[UUID, str]:
    """What these workers are called."""
    if not workers:
        return {}
    return {
        row["id"]: row["given_name"]
        for row in await fetch("SELECT id, given_name FROM worker WHERE id = ANY($1)", list(workers))
    }
