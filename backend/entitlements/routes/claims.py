"""What a young person asked for: they ask, follow, confirm, challenge; staff see, decide and give."""

from uuid import UUID

from litestar import Request, Response, Router, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody

from backend.entitlements.commands import claim_answers, claim_files, claims
from backend.entitlements.queries import claim_files as kept_files
from backend.entitlements.queries import claim_rows
from backend.entitlements.queries import claims as reading
from backend.entitlements.schemas import (
    Asked,
    ChallengeIn,
    Claim,
    ClaimFile,
    ClaimFileKind,
    ClaimIn,
    ClaimRows,
    Claims,
    ConfirmIn,
    DecideIn,
    GivenIn,
    LateIn,
)
from backend.shared.viewer import Viewer

LARGEST = 10 * 1024 * 1024
NAMES = {"image/jpeg": "photo.jpg", "application/pdf": "file.pdf"}
OWN, LIST, ANSWER = {"action": "claim.own"}, {"action": "claim.list"}, {"action": "claim.answer"}


def _saved(file: kept_files.Kept) -> Response[bytes]:
    """The file as an attachment under a name of ours. Never compressed: it is as small as it gets."""
    disposition = f'attachment; filename="{NAMES[file.type]}"'
    return Response(file.data, media_type=file.type, headers={"content-disposition": disposition})


@get("/mine", opt=OWN, operation_id="my_claims")
async def mine(viewer: NamedDependency[Viewer]) -> Claims:
    """What I asked for, the newest first."""
    return await reading.my_claims(viewer)


@post("/mine", opt=OWN, status_code=201, operation_id="ask_for_right")
async def ask(data: JSONBody[ClaimIn], viewer: NamedDependency[Viewer]) -> Asked:
    """Ask for something. The same again is the same."""
    return await claims.ask(viewer, data)


@post(
    "/mine/files/{id:uuid}",
    opt={**OWN, "upload": True},
    status_code=201,
    request_max_body_size=LARGEST,
    operation_id="upload_for_claim",
)
async def upload(
    request: Request, id: FromPath[UUID], kind: FromQuery[ClaimFileKind], viewer: NamedDependency[Viewer]
) -> ClaimFile:
    """A file for what I will ask."""
    claims.phone(viewer)
    return await claim_files.keep(viewer, id, kind, await request.body())


@get("/mine/files/{file:uuid}", opt={**OWN, "plain": True}, operation_id="my_claim_file")
async def my_file(file: FromPath[UUID], viewer: NamedDependency[Viewer]) -> Response[bytes]:
    """A file of mine."""
    return _saved(await kept_files.kept(viewer, file))


@post("/mine/{claim:uuid}/read", opt=OWN, status_code=204, operation_id="read_claim")
async def read(claim: FromPath[UUID], viewer: NamedDependency[Viewer]) -> None:
    """I have read where this stands."""
    await claims.read(viewer, claim)


@post("/mine/{claim:uuid}/confirm", opt=OWN, status_code=204, operation_id="confirm_claim")
async def confirm(claim: FromPath[UUID], data: JSONBody[ConfirmIn], viewer: NamedDependency[Viewer]) -> None:
    """It came, or it did not."""
    await claims.confirm(viewer, claim, data)


@post("/mine/{claim:uuid}/challenge", opt=OWN, status_code=204, operation_id="challenge_claim")
async def challenge(claim: FromPath[UUID], data: JSONBody[ChallengeIn], viewer: NamedDependency[Viewer]) -> None:
    """I don't agree with the no."""
    await claims.challenge(viewer, claim, data)


@post("/mine/{claim:uuid}/withdraw", opt=OWN, status_code=204, operation_id="withdraw_claim")
async def withdraw(claim: FromPath[UUID], viewer: NamedDependency[Viewer]) -> None:
    """I don't need it any more."""
    await claims.withdraw(viewer, claim)


@get("/", opt=LIST, operation_id="list_claims")
async def rows(viewer: NamedDependency[Viewer]) -> ClaimRows:
    """Claims of those I work with, the earliest promise first."""
    return await claim_rows.rows(viewer)


@get("/{claim:uuid}", opt=LIST, operation_id="claim")
async def one(claim: FromPath[UUID], viewer: NamedDependency[Viewer]) -> Claim:
    """One claim."""
    return await reading.claim(viewer, claim)


@get("/files/{file:uuid}", opt={**LIST, "plain": True}, operation_id="claim_file")
async def file_of(file: FromPath[UUID], viewer: NamedDependency[Viewer]) -> Response[bytes]:
    """A file of a claim that I may read."""
    return _saved(await kept_files.kept(viewer, file))


@post("/{claim:uuid}/seen", opt=ANSWER, status_code=204, operation_id="see_claim")
async def see(claim: FromPath[UUID], viewer: NamedDependency[Viewer]) -> None:
    """I have read it; the young person sees who did."""
    await claim_answers.see(viewer, claim)


@post("/{claim:uuid}/decide", opt=ANSWER, status_code=204, operation_id="decide_claim")
async def decide(claim: FromPath[UUID], data: JSONBody[DecideIn], viewer: NamedDependency[Viewer]) -> None:
    """Yes, partly or no; also the answer to a challenge, by somebody else."""
    await claim_answers.decide(viewer, claim, data)


@post("/{claim:uuid}/given", opt=ANSWER, status_code=204, operation_id="give_claim")
async def given(claim: FromPath[UUID], data: JSONBody[GivenIn], viewer: NamedDependency[Viewer]) -> None:
    """It was paid or given."""
    await claim_answers.given(viewer, claim, data)


@post("/{claim:uuid}/late", opt=ANSWER, status_code=204, operation_id="late_claim")
async def late(claim: FromPath[UUID], data: JSONBody[LateIn], viewer: NamedDependency[Viewer]) -> None:
    """It is late: why, and the new day."""
    await claim_answers.late(viewer, claim, data)


router = Router(
    "/api/claims",
    route_handlers=[
        mine, ask, upload, my_file, read, confirm, challenge, withdraw,
        rows, one, file_of, see, decide, given, late,
    ],
)  # fmt: skip
