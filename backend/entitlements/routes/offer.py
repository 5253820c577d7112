"""The local offer as its editors write it, look through it and publish it."""

from litestar import Router, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody

from backend.entitlements.commands import drafting, publishing, sending
from backend.entitlements.queries import offer as queries
from backend.entitlements.queries import offer_line
from backend.entitlements.queries import preview as looking
from backend.entitlements.schemas import (
    DraftIn,
    LawsIn,
    Offer,
    OfferFacts,
    OfferLinePage,
    OfferPreview,
    PotsIn,
    PublishIn,
    SendIn,
    TakeOutIn,
    UndoIn,
)
from backend.shared.viewer import Viewer

EDIT = {"action": "offer.edit"}


@get("/", opt=EDIT, operation_id="edit_offer")
async def offer(viewer: NamedDependency[Viewer]) -> Offer:
    """The published offer, the draft beside it, and what was before."""
    return await queries.offer(viewer)


@get("/facts", opt=EDIT, operation_id="offer_facts")
async def facts(viewer: NamedDependency[Viewer]) -> OfferFacts:
    """The facts that a rule may speak of, with their values."""
    return OfferFacts(facts=offer_line.facts())


@get("/preview", opt=EDIT, operation_id="preview_offer")
async def preview(viewer: NamedDependency[Viewer]) -> OfferPreview:
    """Made-up people by the draft, and how many real ones would gain or lose."""
    return await looking.preview(viewer)


@get("/{right:str}", opt=EDIT, operation_id="edit_offer_line")
async def line(right: FromPath[str], viewer: NamedDependency[Viewer]) -> OfferLinePage:
    """One line to edit."""
    return await offer_line.line_page(viewer, right)


@post("/lines", opt=EDIT, status_code=200, operation_id="draft_offer_line")
async def write(data: JSONBody[DraftIn], viewer: NamedDependency[Viewer]) -> OfferLinePage:
    """This line stands in the draft; faults are named and kept."""
    await drafting.write(viewer, data.revision, data.line)
    return await offer_line.line_page(viewer, data.line.right)


@post("/take-out", opt=EDIT, status_code=200, operation_id="take_out_offer_line")
async def take_out(data: JSONBody[TakeOutIn], viewer: NamedDependency[Viewer]) -> OfferLinePage:
    """The draft says nothing of this right any more."""
    await drafting.take_out(viewer, data.revision, data.right)
    return await offer_line.line_page(viewer, data.right)


@post("/pots", opt=EDIT, status_code=204, operation_id="draft_offer_pots")
async def pots(data: JSONBody[PotsIn], viewer: NamedDependency[Viewer]) -> None:
    """The sums that several rights share."""
    await drafting.set_pots(viewer, data.revision, data.pots)


@post("/laws", opt=EDIT, status_code=204, operation_id="draft_offer_laws")
async def laws(data: JSONBody[LawsIn], viewer: NamedDependency[Viewer]) -> None:
    """The days on which laws start."""
    await drafting.set_laws(viewer, data.revision, data.laws)


@post("/send", opt=EDIT, status_code=204, operation_id="send_offer")
async def send(data: JSONBody[SendIn], viewer: NamedDependency[Viewer]) -> None:
    """The draft waits for a second person."""
    await sending.send(viewer, data.revision, data.why, data.from_on)


@post("/back", opt=EDIT, status_code=204, operation_id="offer_back_to_draft")
async def back(data: JSONBody[PublishIn], viewer: NamedDependency[Viewer]) -> None:
    """It is a draft again."""
    await sending.back(viewer, data.revision)


@post("/publish", opt=EDIT, status_code=204, operation_id="publish_offer")
async def publish(data: JSONBody[PublishIn], viewer: NamedDependency[Viewer]) -> None:
    """The draft is the offer from now on; a second person does this."""
    await publishing.publish(viewer, data.revision)


@post("/undo", opt=EDIT, status_code=204, operation_id="undo_offer")
async def undo(data: JSONBody[UndoIn], viewer: NamedDependency[Viewer]) -> None:
    """The lines of an earlier version are the draft now."""
    await sending.undo(viewer, data.number, data.revision)


router = Router(
    "/api/offer/edit",
    route_handlers=[offer, facts, preview, line, write, take_out, pots, laws, send, back, publish, undo],
)
