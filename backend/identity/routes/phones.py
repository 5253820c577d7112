"""A young person's own phones."""

from uuid import UUID

from litestar import Response, Router, delete, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath

from backend.identity import queries
from backend.identity.commands import phones
from backend.identity.routes.answers import left
from backend.identity.schemas import Phones
from backend.shared.viewer import Viewer

OWN = {"action": "own.phones"}


@get("/", opt=OWN, operation_id="my_phones")
async def mine(viewer: NamedDependency[Viewer]) -> Phones:
    """My phones."""
    return await queries.phones_of(viewer)


@delete("/{phone:uuid}", opt=OWN, operation_id="remove_my_phone", status_code=204)
async def remove(phone: FromPath[UUID], viewer: NamedDependency[Viewer]) -> Response[None]:
    """This phone of mine is out."""
    return left(device_too=True) if await phones.remove(viewer, phone) else Response(None, status_code=204)


@post("/remove-all", opt=OWN, operation_id="remove_all_my_phones", status_code=204)
async def remove_all(viewer: NamedDependency[Viewer]) -> Response[None]:
    """Every phone of mine is out, this one too."""
    await phones.remove_all(viewer)
    return left(device_too=True)


@post("/noticed", opt=OWN, operation_id="noticed_phone_news", status_code=204)
async def noticed(viewer: NamedDependency[Viewer]) -> None:
    """The news about my other phones was read here."""
    await phones.noticed(viewer)


router = Router("/api/phones", route_handlers=[mine, remove, remove_all, noticed])
