"""Staff add, see and remove a young person's phones, and freeze access."""

from uuid import UUID

from litestar import Router, delete, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody

from backend.identity import queries
from backend.identity.commands import access, codes, phones
from backend.identity.schemas import CodeState, MakeCode, NewCode, SayYes, StaffPhones, WaitingJoinings
from backend.shared.viewer import Viewer

ADD = {"action": "phone.add"}


@post("/joining", opt=ADD, operation_id="make_code", status_code=201)
async def make_code(young_person: FromPath[UUID], data: JSONBody[MakeCode], viewer: NamedDependency[Viewer]) -> NewCode:
    """A new code for a phone of theirs; the one before is dead."""
    return await codes.make(viewer, young_person, remote=data.remote)


@get("/joining", opt=ADD, operation_id="code_state")
async def code_state(young_person: FromPath[UUID], viewer: NamedDependency[Viewer]) -> CodeState:
    """How far my code is."""
    return await queries.code_now(viewer, young_person)


@post("/joining/confirm", opt=ADD, operation_id="confirm_phone", status_code=204)
async def confirm(young_person: FromPath[UUID], data: JSONBody[SayYes], viewer: NamedDependency[Viewer]) -> None:
    """My answer to "is it them?"."""
    await codes.confirm(viewer, young_person, yes=data.yes)


@get("/phones", opt={"action": "phone.list"}, operation_id="their_phones")
async def their_phones(young_person: FromPath[UUID], viewer: NamedDependency[Viewer]) -> StaffPhones:
    """Their phones."""
    return await queries.phones_for(viewer, young_person)


@delete("/phones/{phone:uuid}", opt={"action": "phone.remove"}, operation_id="remove_their_phone", status_code=204)
async def remove_phone(young_person: FromPath[UUID], phone: FromPath[UUID], viewer: NamedDependency[Viewer]) -> None:
    """A phone of theirs is out."""
    await phones.remove_for(viewer, young_person, phone)


@post("/freeze", opt={"action": "access.freeze"}, operation_id="freeze", status_code=204)
async def freeze(young_person: FromPath[UUID], viewer: NamedDependency[Viewer]) -> None:
    """Their access is shut."""
    await access.freeze(viewer, young_person)


@post("/unfreeze", opt={"action": "access.freeze"}, operation_id="unfreeze", status_code=204)
async def unfreeze(young_person: FromPath[UUID], viewer: NamedDependency[Viewer]) -> None:
    """Their phones can open again."""
    await access.unfreeze(viewer, young_person)


@get("/waiting", opt={"action": "phone.approve"}, operation_id="waiting_joinings")
async def waiting(viewer: NamedDependency[Viewer]) -> WaitingJoinings:
    """Phones at a distance that wait for my yes."""
    return await queries.waiting_joinings(viewer)


@post("/{joining:uuid}/approve", opt={"action": "phone.approve"}, operation_id="approve_phone", status_code=204)
async def approve(joining: FromPath[UUID], data: JSONBody[SayYes], viewer: NamedDependency[Viewer]) -> None:
    """My answer for a phone at a distance."""
    await codes.approve(viewer, joining, yes=data.yes)


routers = [
    Router(
        "/api/people/{young_person:uuid}",
        route_handlers=[make_code, code_state, confirm, their_phones, remove_phone, freeze, unfreeze],
    ),
    Router("/api/joinings", route_handlers=[waiting, approve]),
]
