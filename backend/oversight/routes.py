"""HTTP for figures, nothing else."""

from typing import Annotated
from uuid import UUID

from litestar import Response, Router, get
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, QueryParameter

from backend.oversight.queries import figures, record, rows
from backend.oversight.schemas import Sharing, SharingRecord
from backend.plans.commands import duties
from backend.shared.viewer import Viewer

FIGURES = {"action": "sharing.figures"}


@get("/sharing", opt=FIGURES, operation_id="sharing")
async def sharing(
    viewer: NamedDependency[Viewer],
    team: FromQuery[UUID | None] = None,
    most: Annotated[int, QueryParameter(ge=1, le=500)] = 20,
) -> Sharing:
    """How far plans got in my teams, and who is stuck; `most` names on that list."""
    await duties.bring_up_to_date(viewer)
    return await figures.sharing(viewer, team, most)


@get("/sharing.csv", opt=FIGURES, operation_id="sharing_csv", media_type="text/csv")
async def sharing_csv(viewer: NamedDependency[Viewer], team: FromQuery[UUID | None] = None) -> Response[str]:
    """A row for each young person, to redraw every figure."""
    await duties.bring_up_to_date(viewer)
    name = f"plan-sharing-{viewer.today.isoformat()}.csv"
    return Response(
        await rows.sharing_csv(viewer, team),
        media_type="text/csv",
        headers={"content-disposition": f'attachment; filename="{name}"'},
    )


@get("/sharing/{young_person:uuid}", opt={"action": "sharing.record"}, operation_id="sharing_record")
async def sharing_record(young_person: FromPath[UUID], viewer: NamedDependency[Viewer]) -> SharingRecord:
    """The five stops of one plan, with who, when and how."""
    return await record.record(viewer, young_person)


router = Router("/api", route_handlers=[sharing, sharing_csv, sharing_record])
