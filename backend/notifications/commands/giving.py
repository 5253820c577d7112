"""A notice is given in the transaction of its fact. From there it always ends: seen, done, handed on, or cancelled."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from backend.notifications.rules import KINDS, PUSH
from backend.people.queries import who_manages, who_reads
from backend.shared.db import fetch, in_transaction
from backend.shared.ids import new_id
from backend.shared.viewer import Viewer

RINGS = "notices"
"""The name under which the bell wakes who delivers."""

# Two workers may meet here with the same thing; the unique key decides.
_GIVE = """
    WITH given AS (
        INSERT INTO notice (id, key, kind, young_person, worker, about, thing, named, given_at, useful_until, rung,
            rung_since, next_at, tries, lease)
        SELECT id, key, kind, young_person, worker, about, thing, named, $11, useful_until, $12, at, at, 0, 0
        FROM unnest($1::uuid[], $2::text[], $3::text[], $4::uuid[], $5::uuid[], $6::uuid[], $7::uuid[], $8::uuid[],
            $9::timestamptz[], $10::timestamptz[])
            AS one (id, key, kind, young_person, worker, about, thing, named, at, useful_until)
        ON CONFLICT (key) DO NOTHING RETURNING id)
    SELECT pg_notify('onward', $13) FROM (SELECT count(*) AS n FROM given) AS new WHERE n > 0
"""


@dataclass(frozen=True, slots=True)
class Given:
    """One notice to give: for a young person or for a worker, never both.

    `key` is one for each thing, stage and person. `about`: the young person a worker's notice is about. `named`: the
    worker whose first name it may say, to who chose that. `at`: not before this instant. `useful_until`: after it
    nothing leaves for it.
    """

    kind: str
    key: str
    young_person: UUID | None = None
    worker: UUID | None = None
    about: UUID | None = None
    thing: UUID | None = None
    named: UUID | None = None
    at: datetime | None = None
    useful_until: datetime | None = None


async def give(
    viewer: Viewer,
    *,
    kind: str,
    key: str,
    young_person: UUID | None = None,
    worker: UUID | None = None,
    about: UUID | None = None,
    thing: UUID | None = None,
    named: UUID | None = None,
    at: datetime | None = None,
    useful_until: datetime | None = None,
) -> None:
    """This person will be told, with the caller's transaction; the same key again changes nothing. See `Given`.

    Raises RuntimeError outside a transaction, ValueError for an unknown kind or not exactly one person.
    """
    await give_many(
        viewer,
        [Given(kind, key, young_person, worker, about, thing, named, at, useful_until)],
    )


async def give_staff(viewer: Viewer, *, kind: str, key: str, about: UUID, thing: UUID) -> None:
    """Whoever reads for this young person will be told; their managers where nobody does. As `give`."""
    reader = (await who_reads([about], viewer.now)).get(about)
    workers = [reader] if reader else (await who_manages([about], viewer.now)).get(about, [])
    await give_many(viewer, [Given(kind, f"{key}:{one}", worker=one, about=about, thing=thing) for one in workers])


async def give_many(viewer: Viewer, notices: Collection[Given]) -> None:
    """All of these, in one statement. As `give`."""
    if not in_transaction():
        raise RuntimeError("a notice belongs in the transaction of its fact")
    for one in notices:
        if one.kind not in KINDS or (one.young_person is None) == (one.worker is None):
            raise ValueError(f"{one.kind} to {'both or nobody' if one.kind in KINDS else 'somebody'}")
    columns = [
        [new_id() for _ in notices],
        *([getattr(one, name) for one in notices]
          for name in ("key", "kind", "young_person", "worker", "about", "thing", "named")),
        [one.at or viewer.now for one in notices],
        [one.useful_until for one in notices],
    ]  # fmt: skip
    if notices:
        await fetch(_GIVE, *columns, viewer.now, PUSH, RINGS)
