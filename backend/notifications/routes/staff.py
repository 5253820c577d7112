"""For staff: what was handed to them, whether push reaches someone, how a team's notices stand."""

from uuid import UUID

from litestar import Router, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody

from backend.notifications.commands import tasks
from backend.notifications.queries import reach
from backend.notifications.schemas import Reach, TaskDone, Tasks, Unfinished
from backend.shared.viewer import Viewer


@get("/tasks", opt={"action": "task.own"}, operation_id="my_tasks")
async def my_tasks(viewer: NamedDependency[Viewer]) -> Tasks:
    """What nobody saw in time and is mine now."""
    return await reach.tasks(viewer)


@post("/tasks/{task:uuid}/done", opt={"action": "task.own"}, operation_id="task_done", status_code=204)
async def done(task: FromPath[UUID], data: JSONBody[TaskDone], viewer: NamedDependency[Viewer]) -> None:
    """It is done."""
    await tasks.done(viewer, task, data.how)


@get("/reach/{young_person:uuid}", opt={"action": "notice.reach"}, operation_id="push_reach")
async def reaches(young_person: FromPath[UUID], viewer: NamedDependency[Viewer]) -> Reach:
    """Whether push reaches their phone."""
    return await reach.reach(viewer, young_person)


@get("/unfinished", opt={"action": "notice.unfinished"}, operation_id="unfinished_notices")
async def unfinished(viewer: NamedDependency[Viewer]) -> Unfinished:
    """How my teams' notices stand."""
    return await reach.unfinished(viewer)


router = Router("/api/notices", route_handlers=[my_tasks, done, reaches, unfinished])
