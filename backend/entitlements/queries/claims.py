"""Claims as their owner and their staff read them: one line each, with every promise and who did what."""

from collections.abc import Set
from datetime import date, datetime
from typing import Any
from uuid import UUID

from backend.audit.commands import looked
from backend.entitlements import claiming
from backend.entitlements.pots import PotOf
from backend.entitlements.queries.pots import pots
from backend.entitlements.schemas import Claim, ClaimFile, Claims, ClaimStop, NearClaim, Pot
from backend.entitlements.tables import Claim as ClaimRow
from backend.entitlements.tables import ClaimAttachment
from backend.people.queries import visible_to, visible_to_sql
from backend.shared.config import settings
from backend.shared.crypt import unseal
from backend.shared.dates import london_date, start_of
from backend.shared.db import transaction
from backend.shared.problems import NotFound, SignInNeeded
from backend.shared.viewer import MANAGER, YOUNG_PERSON, Viewer

_CLAIMS = """
    SELECT c.*, s.given_name AS seen_given, s.family_name AS seen_family, d.given_name AS decided_given,
        d.family_name AS decided_family, g.given_name AS given_given, g.family_name AS given_family
    FROM claim c LEFT JOIN worker s ON s.id = c.seen_by LEFT JOIN worker d ON d.id = c.decided_by
    LEFT JOIN worker g ON g.id = c.given_by
    WHERE c.young_person IN ({}) AND ({}::uuid IS NULL OR c.young_person = {}) AND ({}::uuid IS NULL OR c.id = {})
    ORDER BY c.asked_at DESC, c.id DESC
"""
# An answer waits to be read while its notice is neither seen nor over; unread in time it may be a task of the staff's.
_NEAR = """
    SELECT c.id, c.right_id, c.title, c.state, c.see_by, c.decide_by, c.give_by, c.challenge_by, c.given_on, c.given_at,
        EXISTS (SELECT FROM notice n WHERE n.thing = c.id AND n.young_person = c.young_person
            AND n.kind IN ('claim_decided', 'claim_challenge_answered') AND (n.ended_at IS NULL OR n."end" = 'handed'))
            AS unread
    FROM claim c WHERE c.young_person IN ({}) AND c.state NOT IN ('confirmed', 'withdrawn')
    ORDER BY c.due_on NULLS LAST, c.id
"""


async def my_claims(viewer: Viewer) -> Claims:
    """Everything the young person who asks has asked for, the newest first."""
    if viewer.id is None:
        raise SignInNeeded()
    return Claims(claims=await theirs(viewer, viewer.id))


async def theirs(viewer: Viewer, young_person: UUID) -> list[Claim]:
    """Everything this young person has asked for, the newest first. Four statements however many; no look is kept here."""
    return await _claims(viewer, young_person, None)


async def claim(viewer: Viewer, id: UUID) -> Claim:
    """One claim, for staff whose look is kept; NotFound when it is not there or not this viewer's."""
    async with transaction():
        mine = (ClaimRow.id == id) & ClaimRow.young_person.is_in(visible_to(viewer))
        whose = await ClaimRow.select(ClaimRow.young_person).where(mine).first()
        if whose is None:
            raise NotFound()
        (one,) = await _claims(viewer, whose["young_person"], id)
        await looked(viewer, about=whose["young_person"], thing=id)
    return one


async def near_claims(viewer: Viewer, named: Set[str]) -> list[NearClaim]:
    """Claims that wait for their owner, or that are late: each once, what they can do first. One statement.

    `named`: rights that Today may name; one that is in no offer any more is not among them.
    """
    found = []
    for row in await ClaimRow.raw(_NEAR, visible_to_sql(viewer)):
        due = claiming.due_on(line(row))
        late = claiming.is_late(due, viewer.today)
        asked = row["state"] == claiming.GIVEN and _asks(row)[0] <= viewer.today
        waits = "confirm" if asked else "answer" if row["unread"] else "late" if late else ""
        if waits:
            found.append(
                NearClaim(
                    row["id"],
                    row["right_id"],
                    row["title"],
                    waits,  # type: ignore[arg-type]
                    due if waits == "late" else None,
                    row["right_id"] not in named,
                )
            )
    return found


def _asks(row: dict[str, Any]) -> tuple[Any, Any]:
    return claiming.asks(row["given_on"], london_date(row["given_at"]), settings().claim_days["confirm"])


def line(row: dict[str, Any]) -> claiming.Line:
    """The claim as the rules look at it."""
    names = ("state", "see_by", "decide_by", "give_by", "challenge_by")
    return claiming.Line(*(row[name] for name in names))


async def _claims(viewer: Viewer, young_person: UUID, id: UUID | None) -> list[Claim]:
    sight = visible_to_sql(viewer)
    rows = await ClaimRow.raw(_CLAIMS, sight, young_person, young_person, id, id)
    if not rows:
        return []
    files = await _files([row["id"] for row in rows])
    left = await pots(viewer, young_person, {row["right_id"] for row in rows})
    return [_claim(row, files.get(row["id"], []), left.get(row["right_id"]), viewer) for row in rows]


async def _files(claims: list[UUID]) -> dict[UUID, list[ClaimFile]]:
    """By claim; which claims the viewer may see was asked before."""
    table = ClaimAttachment
    rows = await table.select(table.id, table.claim, table.kind, table.type, table.size).where(
        table.claim.is_in(claims)
    ).order_by(table.id)  # fmt: skip
    found: dict[UUID, list[ClaimFile]] = {}
    for row in rows:
        found.setdefault(row.pop("claim"), []).append(ClaimFile(**row))
    return found


def _claim(row: dict[str, Any], files: list[ClaimFile], pot: PotOf | None, viewer: Viewer) -> Claim:
    challenged = row["state"] == claiming.CHALLENGED
    return Claim(
        id=row["id"],
        right=row["right_id"],
        title=row["title"],
        words=opened(row, "words"),
        pence=row["pence"],
        files=files,
        state=row["state"],
        stops=_stops(row, viewer),
        decision=row["decision"],
        decided_pence=row["decided_pence"],
        reason_code=row["reason_code"],
        reason=opened(row, "reason"),
        why_late=opened(row, "why_late"),
        put_off=row["put_off"],
        first_due_on=row["first_by"],
        put_off_until=_put_off_until(row, viewer),
        given_how=opened(row, "given_how"),
        challenge=opened(row, "challenge") if row["challenge"] else None,
        challenge_due_on=row["challenge_by"] if challenged else None,
        pot=Pot(pot.total, pot.spent, pot.left, pot.waiting) if pot else None,
        advocate=settings().advocate_name,
        advocate_phone=settings().advocate_phone,
    )


def _put_off_until(row: dict[str, Any], viewer: Viewer) -> date | None:
    """Of the promise that is put off: being seen cannot be, so before it is seen it is the answer."""
    if viewer.kind == YOUNG_PERSON:
        return None
    due = row["decide_by"] if row["state"] == claiming.ASKED else row["due_on"]
    manager = viewer.kind == MANAGER
    return claiming.put_off_until(due, row["first_by"], row["put_off"], viewer.today, manager=manager)


def opened(row: dict[str, Any], column: str) -> str:
    """The words of this column, unsealed; "" where there are none."""
    return unseal(bytes(row[column]), f"claim.{column}:{row['id']}").decode() if row[column] else ""


def _stops(row: dict[str, Any], viewer: Viewer) -> list[ClaimStop]:
    """The line: each stop with who and when, and by when it is promised where it is still to come."""
    at = {
        "asked": row["asked_at"],
        "seen": row["seen_at"],
        "decided": row["decided_at"],
        "given": None if row["state"] == claiming.NOT_COME else _given(row),
        "confirmed": row["confirmed_at"],
    }
    promised = {promise.stop: promise.by for promise in claiming.promises(line(row))}
    return [
        ClaimStop(
            code=code,  # type: ignore[arg-type]
            at=at[code],
            by=_name(row, code, viewer) if at[code] else "",
            due_on=promised.get(code),
            late=claiming.is_late(promised.get(code), viewer.today),
        )
        for code in claiming.STOPS
    ]


def _given(row: dict[str, Any]) -> datetime | None:
    """When it was given, not when that was written down; it may have come before anybody wrote it down."""
    if row["given_at"] is None:
        return row["confirmed_at"]
    same = london_date(row["given_at"]) == row["given_on"]
    return row["given_at"] if same else start_of(row["given_on"])


def _name(row: dict[str, Any], stop: str, viewer: Viewer) -> str:
    """A first name for the young person, the whole name for staff; "" for what the young person did."""
    given, family = row.get(f"{stop}_given"), row.get(f"{stop}_family")
    if not given:
        return ""
    return given if viewer.kind == YOUNG_PERSON else f"{given} {family}"
