"""Files of messages: the file's own bytes in, and out only as something to save (safety.md S11)."""

from uuid import UUID

from litestar import Request, Response, Router, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery

from backend.messaging.commands import files
from backend.messaging.queries.files import Kept, kept
from backend.messaging.routes.send_only import OPEN, sender
from backend.messaging.schemas import FileKind, FileOut, Which
from backend.shared.problems import NotAllowed
from backend.shared.viewer import YOUNG_PERSON, Viewer

LARGEST = 10 * 1024 * 1024
NAMES = {
    "image/jpeg": "photo.jpg",
    "application/pdf": "file.pdf",
    "audio/webm": "voice.webm",
    "audio/ogg": "voice.ogg",
    "audio/mp4": "voice.m4a",
}
SEND = {"action": "message.send", "upload": True}


def saved(file: Kept) -> Response[bytes]:
    """The file as an attachment under a name of ours. Never compressed: it is as small as it gets."""
    disposition = f'attachment; filename="{NAMES[file.type]}"'
    return Response(file.data, media_type=file.type, headers={"content-disposition": disposition})


@post("/mine/{which:str}/files/{id:uuid}", opt=SEND, request_max_body_size=LARGEST, operation_id="upload_mine")
async def mine(
    request: Request,
    which: FromPath[Which],
    id: FromPath[UUID],
    kind: FromQuery[FileKind],
    viewer: NamedDependency[Viewer],
) -> FileOut:
    """A file for my next message."""
    if viewer.kind != YOUNG_PERSON or viewer.id is None:
        raise NotAllowed()
    return await files.keep(viewer, viewer.id, which, id, kind, await request.body())


@post("/with/{young_person:uuid}/files/{id:uuid}", opt=SEND, request_max_body_size=LARGEST, operation_id="upload_to")
async def theirs(
    request: Request,
    young_person: FromPath[UUID],
    id: FromPath[UUID],
    kind: FromQuery[FileKind],
    viewer: NamedDependency[Viewer],
) -> FileOut:
    """A file for my next message to this young person."""
    return await files.keep(viewer, young_person, None, id, kind, await request.body())


@post(
    "/send-only/{which:str}/files/{id:uuid}",
    opt={**OPEN, "upload": True},
    status_code=204,
    request_max_body_size=LARGEST,
    operation_id="upload_locked",
)
async def locked(
    request: Request,
    which: FromPath[Which],
    id: FromPath[UUID],
    kind: FromQuery[FileKind],
    viewer: NamedDependency[Viewer],
) -> None:
    """A file for a message that a locked phone hands over."""
    owner = await sender(request, viewer)
    if owner.id:
        await files.keep(owner, owner.id, which, id, kind, await request.body())


@get("/files/{file:uuid}", opt={"action": "message.read", "plain": True}, operation_id="message_file")
async def fetch(file: FromPath[UUID], viewer: NamedDependency[Viewer]) -> Response[bytes]:
    """A file of a message that I may read."""
    return saved(await kept(viewer, file))


router = Router("/api/messages", route_handlers=[mine, theirs, locked, fetch])
