"""Lines of the offer that must be checked again soon: the administrators are told, once for each line and day."""

from datetime import date, timedelta

from backend.entitlements.queries.offer_rows import Content, content, row_in_force
from backend.entitlements.queries.offered import by_the
from backend.notifications.commands import Given, end_many, give_many
from backend.notifications.rules import DONE
from backend.people.tables import Worker
from backend.shared.db import fetch, transaction
from backend.shared.viewer import ADMIN, Viewer

KIND = "offer_review"
AHEAD = timedelta(days=28)

_OPEN = "SELECT id, key FROM notice WHERE kind = $1 AND (ended_at IS NULL OR \"end\" = 'handed') ORDER BY id"


async def remind(viewer: Viewer) -> None:
    """Every administrator has a notice for each line whose day passes within 28 days or has passed. Twice is once."""
    async with transaction():
        said = content(await row_in_force(viewer.today, viewer.now))
        admins = (
            await Worker.select(Worker.id)
            .where(Worker.role == ADMIN, Worker.ended_at.is_null() | (Worker.ended_at > viewer.now))
            .order_by(Worker.id)
        )
        await give_many(
            viewer,
            [Given(KIND, f"{key}:{one['id']}", worker=one["id"]) for key in _due(said, viewer.today) for one in admins],
        )


async def settle(viewer: Viewer) -> None:
    """Notices for lines that were checked again, or are gone, have ended. Inside the transaction that publishes."""
    due = set(_due(content(await row_in_force(viewer.today, viewer.now)), viewer.today))
    rows = await fetch(_OPEN, KIND)
    await end_many(
        viewer, [row["id"] for row in rows if row["key"].rpartition(":")[0] not in due], DONE, "line_checked"
    )


def _due(said: Content, today: date) -> list[str]:
    ours = {line.right for line in said.lines}
    return [
        f"{KIND}:{right.id}:{right.review_by}"
        for right in by_the(said, today)
        if right.id in ours and right.review_by <= today + AHEAD
    ]
