"""The rows behind the figures, as CSV. Stays inside the manager's own teams, so no cell is hidden (decisions 29)."""

from datetime import datetime
from typing import Any
from uuid import UUID

from backend.audit.commands import looked_at_many
from backend.oversight.queries.figures import everyone
from backend.oversight.rules import NOT_COUNTED, REASONS
from backend.people.tables import YoungPerson
from backend.plans.queries.versions import stop_of
from backend.plans.rules import FIVE_STOPS
from backend.shared.dates import london_date
from backend.shared.db import transaction
from backend.shared.problems import NotFound
from backend.shared.spreadsheet import csv
from backend.shared.viewer import Viewer

_ROWS = """
    {}
    SELECT r.*, y.child, t.name AS team_name, v.content_hash
    FROM record r JOIN young_person y ON y.id = r.id LEFT JOIN team t ON t.id = r.team
    LEFT JOIN plan_version v ON v.id = r.version
    ORDER BY t.name NULLS LAST, y.child
"""


async def sharing_csv(viewer: Viewer, team: UUID | None) -> str:
    """One row for each person in sight, in or out of the denominator: every figure of `sharing` can be redrawn from it.

    The council's own number stands for the person, no name. A look at each is kept.
    """
    async with transaction():
        rows = await YoungPerson.raw(_ROWS, everyone(viewer, team))
        if team is not None and not rows:
            raise NotFound()
        await looked_at_many(viewer, [row["id"] for row in rows])
    head = [
        "counted_at", "child", "team", "must_have_plan", "category_or_reason", "reason_words", "first_plan_due_on",
        "version_number", "written_at", "shared_at", "delivered_at", "opened_at", "understood_at", "answer", "answered_at",
        "late_to_share", "days_to_share", "stop", "stop_since", "content_sha256",
    ]  # fmt: skip
    return csv([head, *(_line(row, viewer.now) for row in rows)])


def _line(row: dict[str, Any], now: datetime) -> list[object]:
    shared, written = row["shared_at"], row["written_at"]
    return [
        now.isoformat(),
        row["child"],
        row["team_name"],
        "yes" if row["must"] else "no",
        row["code"],
        "" if row["must"] else REASONS.get(row["code"], REASONS[NOT_COUNTED]),
        row["first_due_on"],
        row["number"],
        *(row[f"{stop.code}_at"].isoformat() if row[f"{stop.code}_at"] else "" for stop in FIVE_STOPS),
        row["answer"],
        row["answered_at"].isoformat() if row["answered_at"] else "",
        "yes" if row["late"] else "no",
        f"{(shared - written).total_seconds() / 86400:.2f}" if shared and written else "",
        stop_of(row if row["version"] else None).code,
        london_date(row["stands_since"]) if row["stands_since"] else "",
        row["content_hash"],
    ]
