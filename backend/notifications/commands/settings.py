"""What a person chose about notices, and what they did with one: opened it, saw it come, tried it out."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import msgspec

from backend.audit.commands import did
from backend.notifications import rules
from backend.notifications.commands.giving import give
from backend.notifications.commands.settling import end_many
from backend.notifications.queries.mine import whose
from backend.notifications.schemas import SettingsIn
from backend.notifications.tables import NoticeSettings
from backend.notifications.text import uk_mobile
from backend.shared.config import settings
from backend.shared.crypt import seal
from backend.shared.db import fetch, transaction
from backend.shared.ids import new_id
from backend.shared.problems import Conflict, NotFound, NotValid, TooMany
from backend.shared.viewer import YOUNG_PERSON, Viewer

BETWEEN_TESTS = timedelta(seconds=30)


async def change(viewer: Viewer, new: SettingsIn) -> None:
    """What was sent stands, the rest stays. NotValid for a number that is no UK mobile; Conflict where there are no texts."""
    changes = _changes(new)
    number = changes.pop("text_to", None)
    if number is not None and (viewer.kind != YOUNG_PERSON or not settings().notify_key) and number:
        raise Conflict("Text messages are not set up here.")
    mobile = uk_mobile(number) if number else ""
    if mobile is None:
        problem = "Check the number. It starts with 07."
        raise NotValid(problem, faults=[{"field": "text_to", "problem": problem}])
    if not changes and number is None:
        return
    async with transaction():
        id = await row_of(viewer)
        if number is not None:
            changes["text_to"] = seal(mobile.encode(), f"notice_settings.text_to:{id}") if mobile else None
        await NoticeSettings.update({getattr(NoticeSettings, name): value for name, value in changes.items()}).where(
            NoticeSettings.id == id
        )
        await _look_again(viewer)
        await did(viewer, "changed_notices", about=whose(viewer)[0], thing=id)


def _changes(new: SettingsIn) -> dict[str, Any]:
    found = {name: getattr(new, name) for name in new.__struct_fields__}
    return {name: value for name, value in found.items() if value is not msgspec.UNSET}


async def row_of(viewer: Viewer) -> UUID:
    """The id of this viewer's own settings, made when there were none. Inside a transaction."""
    young, worker = whose(viewer)
    await fetch(
        "INSERT INTO notice_settings (id, young_person, worker, shows, messages, plan, quiet, quiet_from, quiet_until, held) "
        "VALUES ($1, $2, $3, 'private', true, true, true, '22:00', '08:00', false) ON CONFLICT DO NOTHING",
        new_id(), young, worker,
    )  # fmt: skip
    rows = await fetch(
        "SELECT id FROM notice_settings WHERE young_person = $1 OR worker = $2 FOR UPDATE", young, worker
    )
    return UUID(str(rows[0]["id"]))


async def _look_again(viewer: Viewer) -> None:
    """Notices that wait because of the old choices are looked at with the new ones; whoever has them writes nothing more.

    A text that is under way is left to its errand: looked at anew, it would be sent twice.
    """
    await fetch(
        "UPDATE notice SET next_at = $2, lease = lease + 1, lease_until = NULL WHERE ended_at IS NULL AND (young_person = $1 OR worker = $1) AND rung_since <= $2 "
        "AND greatest(pushed_at, texted_at, '-infinity') < rung_since AND tries = 0 "
        "AND NOT (rung = 'text' AND lease_until IS NOT NULL AND lease_until >= now())",
        viewer.id, viewer.now,
    )  # fmt: skip
    await fetch("SELECT pg_notify('onward', 'notices')")


async def open_notice(viewer: Viewer, notice: UUID) -> str:
    """My notice has ended as seen, and a task that came of it is done; answers the path. NotFound when it is not mine.

    One that only tells a manager that somebody waits stays open until that is over.
    """
    young, worker = whose(viewer)
    async with transaction():
        rows = await fetch(
            "SELECT kind, about, thing FROM notice WHERE id = $1 AND (young_person = $2 OR worker = $3) AND kind = ANY($4) "
            "AND NOT (kind = 'new_phone' AND thing IS NOT DISTINCT FROM $5)",
            notice, young, worker, list(rules.KINDS), viewer.device,
        )  # fmt: skip
        if not rows:
            raise NotFound()
        kind = rows[0]["kind"]
        if not rules.only_told(kind, viewer.kind):
            await end_many(viewer, [notice], rules.SEEN, "opened")
    return rules.opens(kind, viewer.kind, rows[0]["about"], rows[0]["thing"])


async def shown(viewer: Viewer, notice: UUID) -> None:
    """The phone's worker put this pushed notice on the screen. Unknown, or told already: nothing changes."""
    await fetch(
        "UPDATE notice SET shown_at = $2 WHERE id = $1 AND shown_at IS NULL AND pushed_at IS NOT NULL",
        notice,
        viewer.now,
    )


async def test(viewer: Viewer) -> tuple[UUID, int]:
    """A test notice leaves at once, in quiet hours too; answers its id and how many phones it goes to. TooMany within 30 s."""
    young, worker = whose(viewer)
    async with transaction():
        id = await row_of(viewer)
        fresh = await fetch(
            "UPDATE notice_settings SET tested_at = $2, test_came = NULL "
            "WHERE id = $1 AND (tested_at IS NULL OR tested_at <= $3) RETURNING id",
            id, viewer.now, viewer.now - BETWEEN_TESTS,
        )  # fmt: skip
        if not fresh:
            raise TooMany("Wait a little, then try again.", wait_seconds=int(BETWEEN_TESTS.total_seconds()))
        key = f"test:{new_id()}"
        await give(viewer, kind="test", key=key, young_person=young, worker=worker)
        (given,) = await fetch("SELECT id FROM notice WHERE key = $1", key)
        (live,) = await fetch(
            "SELECT count(*) AS n FROM subscription WHERE gone_at IS NULL AND (young_person = $1 OR worker = $2)",
            young, worker,
        )  # fmt: skip
    return given["id"], live["n"]


async def answer_test(viewer: Viewer, *, came: bool) -> None:
    """Whether the test came. The test notices have ended."""
    young, worker = whose(viewer)
    async with transaction():
        id = await row_of(viewer)
        await fetch("UPDATE notice_settings SET test_came = $2 WHERE id = $1 AND tested_at IS NOT NULL", id, came)
        open_tests = await fetch(
            "SELECT id FROM notice WHERE kind = 'test' AND ended_at IS NULL AND (young_person = $1 OR worker = $2)",
            young, worker,
        )  # fmt: skip
        end, why = (rules.SEEN, "came") if came else (rules.DONE, "did_not_come")
        await end_many(viewer, [row["id"] for row in open_tests], end, why)
