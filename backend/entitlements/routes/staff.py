"""What an adviser or their cover sees and records of a young person's rights."""

from uuid import UUID

from litestar import Router, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody

from backend.entitlements.commands import facts, talks
from backend.entitlements.queries import staff
from backend.entitlements.schemas import FactIn, Recorded, StaffRights, TalkIn, WhatIf, WhatIfIn
from backend.shared.viewer import Viewer


@get("/", opt={"action": "rights.work"}, operation_id="staff_rights")
async def staff_rights(young_person: FromPath[UUID], viewer: NamedDependency[Viewer]) -> StaffRights:
    """A young person's rights with the facts used."""
    return await staff.staff_rights(viewer, young_person)


@post("/what-if", opt={"action": "rights.work"}, status_code=200, operation_id="what_if")
async def what_if(young_person: FromPath[UUID], data: JSONBody[WhatIfIn], viewer: NamedDependency[Viewer]) -> WhatIf:
    """How their rights would stand if these facts were so. Nothing is kept."""
    return await staff.what_if(viewer, young_person, data)


@post("/facts", opt={"action": "rights.record"}, status_code=204, operation_id="record_fact")
async def record_fact(young_person: FromPath[UUID], data: JSONBody[FactIn], viewer: NamedDependency[Viewer]) -> None:
    """A fact that the council knows."""
    await facts.record(viewer, young_person, data)


@post("/talks", opt={"action": "rights.record"}, status_code=201, operation_id="record_talk")
async def record_talk(
    young_person: FromPath[UUID], data: JSONBody[TalkIn], viewer: NamedDependency[Viewer]
) -> Recorded:
    """We talked about their rights."""
    return await talks.record(viewer, young_person, data)


router = Router(
    "/api/rights/with/{young_person:uuid}", route_handlers=[staff_rights, what_if, record_fact, record_talk]
)
