"""Tasks: what was handed to a person is done by a person, or rises."""

from uuid import UUID

from backend.audit.commands import did
from backend.notifications.commands.handing import pass_on, rise_some
from backend.notifications.commands.settling import finish
from backend.notifications.tables import Task
from backend.people.queries import visible_to
from backend.shared.db import transaction
from backend.shared.problems import NotFound
from backend.shared.viewer import Viewer


async def done(viewer: Viewer, task: UUID, how: str) -> None:
    """This task is done, and the notices that told of it. Done already: nothing more. NotFound when it is not this viewer's."""
    async with transaction():
        mine = (Task.worker == viewer.id) | (Task.risen_to == viewer.id)
        row = (
            await Task.select(Task.young_person, Task.done_at)
            .where(Task.id == task, mine, Task.young_person.is_in(visible_to(viewer)))
            .lock_rows("UPDATE")
            .first()
        )
        if row is None:
            raise NotFound()
        if row["done_at"]:
            return
        await Task.update(
            {Task.done_at: viewer.now, Task.done_by: viewer.id, Task.done_how: how, Task.rises_at: None}
        ).where(Task.id == task)
        await finish(viewer, why=how, kinds=["task"], thing=task)
        await did(viewer, "did_task", about=row["young_person"], thing=task)


async def rise(viewer: Viewer) -> None:
    """No task is overdue without its manager knowing, and none is left with somebody who is gone. Twice is once."""
    while True:
        async with transaction():
            if await rise_some(viewer) == 0:
                break
    async with transaction():
        await pass_on(viewer)
