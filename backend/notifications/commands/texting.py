"""Texts: a place is kept before one is asked for, so that no crash and no race sends more than the caps allow (S23)."""

import logging
from dataclasses import dataclass
from uuid import UUID

from backend.notifications import rules
from backend.notifications.commands.claiming import Errand
from backend.notifications.rules import TEXT
from backend.notifications.text import DELIVERED, FAILED, STATUSES, TRY_AGAIN, Sent
from backend.shared.crypt import unseal
from backend.shared.dates import london_date, start_of
from backend.shared.db import fetch, transaction
from backend.shared.ids import new_id
from backend.shared.viewer import Viewer

log = logging.getLogger("onward.faults")

_ASKED = """
    SELECT d.reference FROM delivery d WHERE d.notice = ANY($1) AND d.channel = 'text' AND d.reference IS NOT NULL
        AND d.answer IS NULL AND d.problem IS NULL ORDER BY d.at DESC LIMIT 1
"""
_TODAY = """
    SELECT count(*) AS council, count(*) FILTER (WHERE n.young_person = $2) AS person
    FROM delivery d JOIN notice n ON n.id = d.notice
    WHERE d.channel = 'text' AND d.reference IS NOT NULL AND d.at >= $1
"""


@dataclass(frozen=True, slots=True)
class Place:
    """One text that may be sent. `asked_before`: we may have sent it already, and fell over before noting it."""

    reference: UUID
    number: str
    asked_before: bool


async def reserve(viewer: Viewer, errand: Errand) -> Place | None:
    """A place for one text counts from here, sent or not; None when today's are used up."""
    if errand.number is None:
        return None
    number = unseal(errand.number, f"notice_settings.text_to:{errand.number_row}").decode()
    ids = [one.id for one in errand.notices]
    async with transaction():
        # Everybody who sends texts counts one after the other, so that a race of many never passes the cap.
        await fetch("SELECT pg_advisory_xact_lock(hashtext('onward.texts'))")
        asked = await fetch(_ASKED, ids)
        if asked:
            return Place(asked[0]["reference"], number, asked_before=True)
        (today,) = await fetch(_TODAY, start_of(london_date(viewer.now)), errand.person)
        if today["person"] >= rules.TEXTS_A_DAY or today["council"] >= rules.COUNCIL_TEXTS_A_DAY:
            return None
        if today["council"] + 1 == rules.COUNCIL_TEXTS_A_DAY * 8 // 10:
            log.error("alarm texts_at_80_percent %s", today["council"] + 1)
        reference = new_id()
        references = [reference if one == errand.lead.id else None for one in ids]
        await fetch(
            "INSERT INTO delivery (id, notice, channel, at, reference) "
            "SELECT one.id, one.notice, 'text', $3, one.reference "
            "FROM unnest($1::uuid[], $2::uuid[], $4::uuid[]) AS one (id, notice, reference)",
            [new_id() for _ in ids], ids, viewer.now, references,
        )  # fmt: skip
    return Place(reference, number, asked_before=False)


async def answered(place: Place, sent: Sent) -> None:
    """What Notify said stands beside this text, and beside the notices it told of too."""
    problem = None if sent.what == "taken" else sent.what
    if sent.what == TRY_AGAIN and sent.status is None:
        problem = None  # nobody answered: perhaps it was sent, so the same reference asks again
    await fetch(
        "UPDATE delivery d SET answer = $2, problem = $3 FROM delivery lead, notice n, notice o "
        "WHERE lead.reference = $1 AND d.channel = 'text' AND d.at = lead.at AND n.id = lead.notice AND o.id = d.notice "
        "AND o.young_person = n.young_person",
        place.reference, sent.status, problem,
    )  # fmt: skip


_TOLD = """
    UPDATE delivery SET outcome = $2, outcome_at = $3
    WHERE reference = $1 AND (outcome IS NULL OR outcome <> $4) RETURNING notice, at
"""
# Every notice that this one text told of.
_TOGETHER = """
    SELECT n.id, n.kind FROM notice lead JOIN notice n ON n.young_person = lead.young_person
    JOIN delivery d ON d.notice = n.id AND d.channel = 'text' AND d.at = $2
    WHERE lead.id = $1 AND n.rung = 'text' AND n.ended_at IS NULL ORDER BY n.id FOR UPDATE OF n
"""


async def told(viewer: Viewer, reference: str, status: str) -> None:
    """Notify's receipt is kept. A text that did not arrive leaves its notices to the next rung now. Unknown ones: nothing."""
    try:
        known = UUID(reference)
    except ValueError:
        return
    if status not in STATUSES:
        return
    async with transaction():
        rows = await fetch(_TOLD, known, status, viewer.now, DELIVERED)
        if not rows or status not in FAILED:
            return
        for notice in await fetch(_TOGETHER, rows[0]["notice"], rows[0]["at"]):
            step = rules.next_step(rules.KINDS[notice["kind"]], TEXT)
            if step is not None:
                await fetch(
                    "UPDATE notice SET rung = $2, rung_since = $3, next_at = $3, tries = 0, lease = lease + 1, lease_until = NULL "
                    "WHERE id = $1",
                    notice["id"], step.rung, viewer.now,
                )  # fmt: skip
        await fetch("SELECT pg_notify('onward', 'notices')")
