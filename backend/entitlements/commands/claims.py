"""What only the young person can do, on their own unlocked phone: ask, confirm, challenge, withdraw."""

from datetime import timedelta
from uuid import UUID

import msgspec

from backend.audit.commands import did
from backend.entitlements import claiming
from backend.entitlements.commands import claim_files, claim_telling
from backend.entitlements.commands.claim_moving import days, held, keep_step, made, moved, sealed
from backend.entitlements.engine.lines import Right
from backend.entitlements.queries.askable import askable
from backend.entitlements.queries.claims import opened
from backend.entitlements.schemas import Asked, ChallengeIn, ClaimIn, ConfirmIn
from backend.entitlements.tables import Claim
from backend.identity.commands import limits
from backend.people.queries import visible_to
from backend.shared.crypt import keyed_hash
from backend.shared.db import transaction
from backend.shared.problems import Conflict, NotAllowed, NotValid
from backend.shared.viewer import YOUNG_PERSON, Viewer

IN_A_DAY, DAY = 20, timedelta(days=1)
ENOUGH = "You asked for a lot today. Ask again tomorrow, or write to your adviser."


def phone(viewer: Viewer) -> UUID:
    """Whose unlocked phone this comes from. A member of staff has none, whatever right a mistake might give them."""
    if viewer.kind != YOUNG_PERSON or viewer.id is None or viewer.device is None or viewer.session is None:
        raise NotAllowed()
    return viewer.id


async def ask(viewer: Viewer, new: ClaimIn) -> Asked:
    """The claim stands with its promises, and whoever reads for them knows. The same id again: nothing.

    Also for a right that stands at "not right now": asking is always allowed. Raises NotValid for a right that is not
    asked for here, Conflict when the id stands with other words or a file is not there, TooMany above 20 a day.
    """
    owner = phone(viewer)
    mark = _mark(owner, new)
    if await _there(viewer, new.id, mark):
        return Asked(new.id)
    right = await askable(viewer, new.right)
    if new.pence == 0:
        raise NotValid("£0 is no sum.", faults=[{"field": "pence", "problem": "Leave the sum out, or say how much."}])
    await limits.count("claim", str(owner), IN_A_DAY, DAY, viewer.now, say=ENOUGH)
    async with transaction():
        row = _row(viewer, owner, new, right, mark)
        if await Claim.insert(row).on_conflict(target=Claim.id, action="DO NOTHING"):
            await claim_files.carry(viewer, new.id, new.files)
            await keep_step(viewer, new.id, claiming.ASKED, claiming.ASKED, row.due_on, new.words, new.pence)
            await did(viewer, "asked_claim", about=viewer.id, thing=new.id)
            await claim_telling.asked(viewer, owner, new.id, new.right)
        elif not await _there(viewer, new.id, mark):  # two phones may meet here
            raise Conflict()
    return Asked(new.id)


def _row(viewer: Viewer, owner: UUID, new: ClaimIn, right: Right, mark: bytes) -> Claim:
    line = claiming.first_promises(viewer.today, right.ask.answer_days or days().answer, days())
    return Claim(
        id=new.id,
        young_person=owner,
        right_id=new.right,
        title=right.title,
        mark=mark,
        words=sealed("words", new.id, new.words),
        pence=new.pence,
        state=line.state,
        due_on=claiming.due_on(line),
        asked_at=viewer.now,
        see_by=line.see_by,
        decide_by=line.decide_by,
    )


def _mark(owner: UUID, new: ClaimIn) -> bytes:
    whole = [owner, new.right, new.words, new.pence, sorted(map(str, new.files))]
    return keyed_hash("claim", msgspec.json.encode(whole))


async def _there(viewer: Viewer, id: UUID, mark: bytes) -> bool:
    mine = (Claim.id == id) & Claim.young_person.is_in(visible_to(viewer))
    row = await Claim.select(Claim.mark).where(mine).first()
    if row is None:
        return False
    if bytes(row["mark"]) != mark:
        raise Conflict("You asked for something else with this before.")
    return True


async def read(viewer: Viewer, claim: UUID) -> None:
    """Its owner has read where it stands: nobody has to tell them any more."""
    phone(viewer)
    async with transaction():
        row = await held(viewer, claim)
        await claim_telling.read(viewer, row["id"])


async def confirm(viewer: Viewer, claim: UUID, said: ConfirmIn) -> None:
    """It came, and it is over; or it did not, and the staff and their managers know. The same again: nothing."""
    phone(viewer)
    async with transaction():
        row = await held(viewer, claim)
        before = await made(viewer, claim, "came" if said.came else "not_come", said.id)
        if before or row["state"] == (claiming.CONFIRMED if said.came else claiming.NOT_COME):
            return
        if said.came:
            await moved(viewer, row, "came", said.words, step=said.id, confirmed_at=viewer.now)
            await claim_telling.came(viewer, row)
        else:
            give_by = claiming.give_by(viewer.today, days())
            await moved(viewer, row, "not_come", said.words, step=said.id, give_by=give_by)
            await claim_telling.not_come(viewer, row)


async def challenge(viewer: Viewer, claim: UUID, said: ChallengeIn) -> None:
    """A no, or a partly, is challenged once, and somebody else must answer. The same words again: nothing."""
    phone(viewer)
    async with transaction():
        row = await held(viewer, claim)
        if opened(row, "challenge") == said.words:
            return
        by = claiming.challenge_by(viewer.today, days())
        words = sealed("challenge", claim, said.words)
        await moved(
            viewer, row, "challenge", said.words, challenged_at=viewer.now, challenge=words, challenge_by=by
        )  # fmt: skip
        await claim_telling.challenged(viewer, row)


async def withdraw(viewer: Viewer, claim: UUID) -> None:
    """It is over, and nobody has anything left to do. Again: nothing."""
    phone(viewer)
    async with transaction():
        row = await held(viewer, claim)
        if row["state"] != claiming.WITHDRAWN:
            await moved(viewer, row, "withdraw")
            await claim_telling.withdrawn(viewer, row)
