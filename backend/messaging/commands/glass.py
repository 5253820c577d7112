"""A manager breaks the glass, closes it again, and another manager looks at what was done (safety.md S36)."""

from typing import Any
from uuid import UUID

from backend.audit.commands import did
from backend.identity.commands import limits
from backend.identity.commands.staff_sign_in import code_is_right
from backend.messaging import glass as rules
from backend.messaging.queries.glass import overdue, reviewable, standing
from backend.messaging.schemas import GlassIn, GlassNow
from backend.notifications.commands import Given, finish, give_many
from backend.people.queries import any_managers, must_see, visible_to, who_manages
from backend.people.rules import GLASS_REASONS
from backend.people.tables import GlassBreak, Worker
from backend.shared.crypt import seal
from backend.shared.db import transaction
from backend.shared.ids import new_id
from backend.shared.problems import Conflict, NotFound, NotValid, WrongSignIn
from backend.shared.viewer import Viewer


async def break_it(viewer: Viewer, young_person: UUID, said: GlassIn) -> GlassNow:
    """The manager may read this young person's thread for an hour; the reason is kept, and another manager is told at once.

    While it is open already, it stays as it is. NotFound when the young person is not in the manager's teams, WrongSignIn
    for a code that is not theirs now, Conflict while an earlier one waits for its review for too long.
    """
    reason = said.reason.strip()
    if len(reason) < rules.SHORTEST_REASON:
        words = "Say in a sentence why you need to read this."
        raise NotValid(words, faults=[{"field": "reason", "problem": words}])
    person = await must_see(viewer, young_person)
    await limits.wait_or_count("glass", str(viewer.id), viewer.now)
    async with transaction():
        # Two at once would both find none open: the manager's own row makes them take turns.
        await Worker.select(Worker.id).where(Worker.id == viewer.id).lock_rows("UPDATE")
        await must_see(viewer, young_person)
        if viewer.id is None or not await code_is_right(viewer, viewer.id, said.code):
            raise WrongSignIn("That code doesn't match. Wait for the next one.")
        if await overdue(viewer):
            raise Conflict("Another manager has to look at your earlier one first.", blocked=True)
        row = await standing(viewer, young_person)
        if row is None:
            row = await _begin(viewer, young_person, said.category, reason)
    await limits.forget("glass", str(viewer.id))
    return GlassNow(row["id"], young_person, f"{person['given_name']} {person['family_name']}", row["until_at"])


async def _begin(viewer: Viewer, young_person: UUID, category: str, reason: str) -> dict[str, Any]:
    id = new_id()
    row = GlassBreak(
        id=id,
        young_person=young_person,
        manager=viewer.id,
        category=category,
        reason=seal(reason.encode(), f"glass_break.reason:{id}"),
        began_at=viewer.now,
        until_at=viewer.now + rules.OPEN_FOR,
    )
    await GlassBreak.insert(row)
    await did(viewer, "broke_glass", about=young_person, thing=id, why=GLASS_REASONS[category])
    told = _others(viewer, (await who_manages([young_person], viewer.now)).get(young_person, []))
    if not told:
        told = _others(viewer, (await any_managers([young_person], viewer.now)).get(young_person, []))[:1]
    await give_many(viewer, [Given("glass_broken", f"glass:{id}:{one}", worker=one, thing=id) for one in told])
    return {"id": id, "until_at": row.until_at}


def _others(viewer: Viewer, managers: list[UUID]) -> list[UUID]:
    return [one for one in managers if one != viewer.id]


async def close(viewer: Viewer, young_person: UUID) -> None:
    """The manager reads no more from now. NotFound when nothing of theirs is open."""
    async with transaction():
        closed = (
            await GlassBreak.update({GlassBreak.ended_at: viewer.now})
            .where(
                GlassBreak.young_person == young_person,
                GlassBreak.young_person.is_in(visible_to(viewer)),
                GlassBreak.manager == viewer.id,
                GlassBreak.ended_at.is_null(),
                GlassBreak.until_at > viewer.now,
            )
            .returning(GlassBreak.id)
        )
        if not closed:
            raise NotFound()
        await did(viewer, "closed_glass", about=young_person, thing=closed[0]["id"])


async def reviewed(viewer: Viewer, id: UUID) -> None:
    """Another manager has looked at it. NotFound for one's own, one that is reviewed, and one that is others' to review."""
    async with transaction():
        row = next((one for one in await reviewable(viewer, lock=True) if one["id"] == id), None)
        if row is None:
            raise NotFound()
        await GlassBreak.update({GlassBreak.reviewed_by: viewer.id, GlassBreak.reviewed_at: viewer.now}).where(
            GlassBreak.id == id, GlassBreak.reviewed_at.is_null()
        )
        await did(viewer, "reviewed_glass", about=row["young_person"], thing=id)
        await finish(viewer, why="reviewed", kinds=("glass_broken",), thing=id)
