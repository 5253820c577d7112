"""What leaves a thread for the record, and what whoever takes it over must know."""

from uuid import UUID

from litestar import Router, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody

from backend.messaging.commands import notes
from backend.messaging.queries import handing_over
from backend.messaging.schemas import CaseNote, HandOver, NoteIn
from backend.shared.viewer import Viewer

FILE = {"action": "message.file"}


@post("/notes", opt=FILE, operation_id="make_case_note")
async def make(young_person: FromPath[UUID], data: JSONBody[NoteIn], viewer: NamedDependency[Viewer]) -> CaseNote:
    """Make a case note of these messages. The same again is the same."""
    return await notes.file(viewer, young_person, data)


@get("/hand-over", opt=FILE, operation_id="hand_over")
async def hand_over(young_person: FromPath[UUID], viewer: NamedDependency[Viewer]) -> HandOver:
    """The thread in short, for a cover or a new adviser."""
    return await handing_over.hand_over(viewer, young_person)


router = Router("/api/messages/with/{young_person:uuid}", route_handlers=[make, hand_over])
