"""An owner's own papers: the list, their word, and what they keep here for themselves alone."""

from litestar import Router, delete, get, post, put
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody

from backend.documents.commands import private as keeping
from backend.documents.commands import saying
from backend.documents.queries import mine, private
from backend.documents.schemas import (
    Immigration,
    ImmigrationIn,
    NiNumber,
    NiNumberIn,
    PaperKind,
    Papers,
    PaperSaid,
    PapersNear,
)
from backend.shared.viewer import Viewer

OWN, PRIVATE = {"action": "papers.own"}, {"action": "papers.private"}


@get("/", opt=OWN, operation_id="my_papers")
async def all_mine(viewer: NamedDependency[Viewer]) -> Papers:
    """My papers: which, where they are, whose turn."""
    return await mine.my_papers(viewer)


@get("/near", opt=OWN, operation_id="my_papers_near")
async def near(viewer: NamedDependency[Viewer]) -> PapersNear:
    """What of my papers belongs on Today."""
    return await mine.near(viewer)


@post("/{kind:str}", opt=OWN, status_code=204, operation_id="say_paper")
async def say(kind: FromPath[PaperKind], data: JSONBody[PaperSaid], viewer: NamedDependency[Viewer]) -> None:
    """Where one of them is."""
    await saying.say(viewer, kind, data)


# The path below has what is kept of it too, and a fixed path hides the one with a kind: so it has its own.
@post("/immigration", opt=OWN, status_code=204, operation_id="say_immigration_paper")
async def say_immigration(data: JSONBody[PaperSaid], viewer: NamedDependency[Viewer]) -> None:
    """Where my papers to stay are."""
    await saying.say(viewer, "immigration", data)


@get("/ni-number", opt={**PRIVATE, "plain": True}, operation_id="my_ni_number")
async def number(viewer: NamedDependency[Viewer]) -> NiNumber:
    """My National Insurance number."""
    return await private.my_number(viewer)


@put("/ni-number", opt=PRIVATE, status_code=204, operation_id="keep_ni_number")
async def keep_number(data: JSONBody[NiNumberIn], viewer: NamedDependency[Viewer]) -> None:
    """Keep my number here."""
    await keeping.keep_number(viewer, data.number)


@delete("/ni-number", opt=PRIVATE, operation_id="forget_ni_number")
async def forget_number(viewer: NamedDependency[Viewer]) -> None:
    """Take my number away."""
    await keeping.forget_number(viewer)


@get("/immigration", opt={**PRIVATE, "plain": True}, operation_id="my_immigration")
async def immigration(viewer: NamedDependency[Viewer]) -> Immigration:
    """My leave to stay."""
    return await private.my_immigration(viewer)


@put("/immigration", opt=PRIVATE, status_code=204, operation_id="keep_immigration")
async def keep_immigration(data: JSONBody[ImmigrationIn], viewer: NamedDependency[Viewer]) -> None:
    """What I say of my leave to stay; nothing in it takes it away."""
    await keeping.keep_immigration(viewer, data)


router = Router(
    "/api/papers/mine",
    route_handlers=[
        all_mine,
        near,
        say,
        say_immigration,
        number,
        keep_number,
        forget_number,
        immigration,
        keep_immigration,
    ],
)
