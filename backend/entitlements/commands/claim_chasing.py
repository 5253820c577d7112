"""A promise about a claim is not forgotten: staff are told before its day, and its owner before they have to ask."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from backend.entitlements import claiming
from backend.entitlements.queries.claims import line
from backend.entitlements.tables import Claim
from backend.notifications.commands import Given, give_many
from backend.people.queries import any_managers, visible_to_sql, who_manages, who_reads
from backend.shared.config import settings
from backend.shared.dates import london_date, working_days_after
from backend.shared.db import fetch, transaction
from backend.shared.viewer import Viewer

AT_ONCE = 500
"""Claims in one transaction."""
KINDS = ["claim_due", "claim_late", "claim_late_staff", "claim_confirm"]

# A decision ends such notices under the claim's row lock: held here too, none is given behind its back.
_OPEN = """
    SELECT c.id, c.young_person, c.right_id, c.state, c.due_on, c.see_by, c.decide_by, c.give_by, c.challenge_by, c.asked_at,
        c.decided_at, c.challenged_at, c.given_on, c.given_at
    FROM claim c JOIN young_person y ON y.id = c.young_person AND (y.ended_at IS NULL OR y.ended_at > {})
    WHERE c.young_person IN ({}) AND c.over_at IS NULL AND (c.due_on <= {} OR c.state = 'given')
        AND ({}::uuid IS NULL OR c.id > {})
    ORDER BY c.id LIMIT {} FOR SHARE OF c SKIP LOCKED
"""


async def chase(viewer: Viewer) -> None:
    """Whoever must know has been told once of each promise near and each that passed, and each owner asked twice
    whether it came. Twice is once. The clock's alone."""
    last: UUID | None = None
    ahead = working_days_after(viewer.today, claiming.WARNED)
    while True:
        async with transaction():
            rows = await Claim.raw(_OPEN, viewer.now, visible_to_sql(viewer), ahead, last, last, AT_ONCE)
            await _give(viewer, rows)
        if len(rows) < AT_ONCE:
            return
        last = rows[-1]["id"]


async def _give(viewer: Viewer, rows: list[dict[str, Any]]) -> None:
    wanted = [(row, kind, key) for row in rows for kind, key in _tellings(row, viewer)]
    if not wanted:
        return
    told = await fetch(
        "SELECT kind, key FROM notice WHERE thing = ANY($1) AND kind = ANY($2)", [row["id"] for row in rows], KINDS
    )
    # Once for each promise, whoever it was told to: a new adviser finds the claim in their list.
    before = {row["key"] if row["kind"] in OWN else row["key"].rpartition(":")[0] for row in told}
    new = [(row, kind, key) for row, kind, key in wanted if key not in before]
    people = list({row["young_person"] for row, kind, _ in new if kind not in OWN})
    around = await _around(people, viewer) if people else {}
    given = []
    for row, kind, key in new:
        if kind in OWN:
            given.append(Given(kind, key, young_person=row["young_person"], thing=row["id"]))
        else:
            reader, managers = around[row["young_person"]]
            above = row["right_id"] in claiming.ABOVE_ADVISERS
            for worker in _workers(kind, None if above and managers else reader, managers):
                given.append(Given(kind, f"{key}:{worker}", worker=worker, about=row["young_person"], thing=row["id"]))
    await give_many(viewer, sorted(given, key=lambda one: one.key))


OWN = {"claim_late", "claim_confirm"}


def _tellings(row: dict[str, Any], viewer: Viewer) -> Iterable[tuple[str, str]]:
    """Kinds that are due for this claim today, each with the key of its promise."""
    if row["state"] == claiming.GIVEN:
        recorded, days = london_date(row["given_at"]), settings().claim_days["confirm"]
        for number, day in enumerate(reversed(claiming.asks(row["given_on"], recorded, days))):
            if day <= viewer.today:  # after a pause only the last one is asked
                yield "claim_confirm", f"claim-confirm:{row['id']}:{int(row['given_at'].timestamp())}:{2 - number}"
                return
    for kind, promise in claiming.tellings(line(row), _began(row), viewer.today):
        yield kind, f"{kind.replace('_', '-')}:{row['id']}:{promise.stop}:{promise.by}"


def _began(row: dict[str, Any]) -> Any:
    """The day on which the open promise was first made."""
    at = {claiming.DECIDED: "decided_at", claiming.NOT_COME: "given_at", claiming.CHALLENGED: "challenged_at"}
    return london_date(row[at.get(row["state"], "asked_at")])


async def _around(people: list[UUID], viewer: Viewer) -> dict[UUID, tuple[UUID | None, list[UUID]]]:
    reads, manages = await who_reads(people, viewer.now), await who_manages(people, viewer.now)
    nobody = [who for who in people if who not in reads and who not in manages]
    anyone = await any_managers(nobody, viewer.now)
    return {who: (reads.get(who), manages.get(who) or anyone.get(who, [])[:1]) for who in people}


def _workers(kind: str, reader: UUID | None, managers: list[UUID]) -> list[UUID]:
    """Before the day whoever reads, or the managers; once it has passed both."""
    if kind == "claim_due":
        return [reader] if reader else managers
    return list(dict.fromkeys([*([reader] if reader else []), *managers]))
