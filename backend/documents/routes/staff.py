"""Papers of a young person, for whoever works with them."""

from uuid import UUID

from litestar import Router, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody

from backend.documents.commands import writing
from backend.documents.queries import staff
from backend.documents.schemas import PaperKind, PaperWritten, StaffPapers
from backend.shared.viewer import Viewer


@get("/", opt={"action": "papers.work"}, operation_id="staff_papers")
async def theirs(young_person: FromPath[UUID], viewer: NamedDependency[Viewer]) -> StaffPapers:
    """A young person's papers."""
    return await staff.staff_papers(viewer, young_person)


@post("/{kind:str}", opt={"action": "papers.write"}, status_code=204, operation_id="write_paper")
async def write(
    young_person: FromPath[UUID],
    kind: FromPath[PaperKind],
    data: JSONBody[PaperWritten],
    viewer: NamedDependency[Viewer],
) -> None:
    """Where one of them is, and who does what by when."""
    await writing.write(viewer, young_person, kind, data)


router = Router("/api/papers/with/{young_person:uuid}", route_handlers=[theirs, write])
