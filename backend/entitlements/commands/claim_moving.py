"""One move of a claim: the row is held, the rules say where it leads, and the row, its step and its line go together."""

from typing import Any
from uuid import UUID

from backend.audit.commands import did
from backend.entitlements import claiming
from backend.entitlements.queries.claims import line
from backend.entitlements.tables import Claim, ClaimStep
from backend.people.queries import visible_to
from backend.shared.config import settings
from backend.shared.crypt import seal
from backend.shared.ids import new_id
from backend.shared.problems import Conflict, NotFound
from backend.shared.viewer import YOUNG_PERSON, Viewer

OWN_DID = {
    "came": "confirmed_claim",
    "not_come": "said_not_come",
    "challenge": "challenged_claim",
    "withdraw": "withdrew_claim",
}


def days() -> claiming.Days:
    """What this council promises."""
    return claiming.Days(**settings().claim_days)


async def held(viewer: Viewer, claim: UUID) -> dict[str, Any]:
    """The claim's row, this transaction's alone; NotFound when it is not there or not this viewer's."""
    mine = (Claim.id == claim) & Claim.young_person.is_in(visible_to(viewer))
    row = await Claim.select().where(mine).lock_rows("UPDATE").first()
    if row is None:
        raise NotFound()
    return row


def leads_to(viewer: Viewer, row: dict[str, Any], act: str) -> str:
    """Where this act leads from where the claim stands; Conflict when it cannot be done from here."""
    who = claiming.OWNER if viewer.kind == YOUNG_PERSON else claiming.COUNCIL
    to = claiming.move(act, who, row["state"], decision=row["decision"], challenged=row["challenged_at"] is not None)
    if to is None:
        raise Conflict()
    return to


async def moved(
    viewer: Viewer, row: dict[str, Any], act: str, words: str = "", *, step: UUID | None = None, **changes: Any
) -> None:
    """The claim stands where this act leads, with these changes; the step and the ledger's line are kept with it.

    `step`: the id that the phone made for it.
    """
    new = {**changes, "state": leads_to(viewer, row, act)}
    if act != "late":  # what was promised is kept or over; the next promise is a new one
        new |= {"put_off": 0, "first_by": None, "why_late": None}
    whole = {**row, **new}
    new["due_on"] = claiming.due_on(line(whole))
    new["over_at"] = viewer.now if new["state"] in claiming.OVER else None
    # The step first: the database lets a claim be confirmed only where its owner's step stands.
    await keep_step(viewer, row["id"], act, new["state"], new["due_on"], words, whole["decided_pence"], step)
    await Claim.update({getattr(Claim, name): value for name, value in new.items()}).where(
        Claim.id == row["id"], Claim.young_person.is_in(visible_to(viewer))
    )
    if viewer.kind == YOUNG_PERSON:
        await did(viewer, OWN_DID[act], about=viewer.id, thing=row["id"])
    else:
        await _did(viewer, act, row)


async def _did(viewer: Viewer, act: str, row: dict[str, Any]) -> None:
    about, thing = row["young_person"], row["id"]
    if act == "see":
        await did(viewer, "saw_claim", about=about, thing=thing)
    elif act == "give":
        await did(viewer, "gave_claim", about=about, thing=thing)
    elif act == "late":
        await did(viewer, "claim_late", about=about, thing=thing)
    else:
        await did(viewer, "decided_claim", about=about, thing=thing)


async def made(viewer: Viewer, claim: UUID, act: str, step: UUID | None) -> bool:
    """Whether this very step was made before; Conflict when its id stands for another."""
    row = await ClaimStep.select().where(ClaimStep.id == step).first() if step else None
    if row and (row["claim"], row["act"], row["by"]) != (claim, act, viewer.id):
        raise Conflict()
    return row is not None


async def keep_step(
    viewer: Viewer,
    claim: UUID,
    act: str,
    state: str,
    due_on: Any,
    words: str,
    pence: int | None,
    step: UUID | None = None,
) -> None:
    """This move is kept as it was made; what was said with it only sealed."""
    id = step or new_id()
    await ClaimStep.insert(
        ClaimStep(
            id=id,
            claim=claim,
            act=act,
            state=state,
            at=viewer.now,
            by=viewer.id,
            by_owner=viewer.kind == YOUNG_PERSON,
            due_on=due_on,
            pence=pence,
            words=seal(words.encode(), f"claim_step.words:{id}") if words else None,
            device=viewer.device if viewer.kind == YOUNG_PERSON else None,
            session=viewer.session if viewer.kind == YOUNG_PERSON else None,
        )
    )


def sealed(column: str, claim: UUID, words: str) -> bytes | None:
    """These words for this column of the claim; None where there are none."""
    return seal(words.encode(), f"claim.{column}:{claim}") if words else None
