"""A file of a claim, through the same key as the claim it hangs on."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from backend.audit.commands import did
from backend.entitlements.tables import ClaimAttachment
from backend.people.queries import visible_to
from backend.shared.crypt import unseal
from backend.shared.db import transaction
from backend.shared.problems import NotFound
from backend.shared.viewer import YOUNG_PERSON, Viewer


@dataclass(frozen=True, slots=True)
class Kept:
    """The file's own bytes, unsealed."""

    type: str
    data: bytes


async def kept(viewer: Viewer, file: UUID) -> Kept:
    """The file for its owner, or, once it is asked for, for staff whose look is kept; NotFound when it is not theirs."""
    sight: Any = (ClaimAttachment.id == file) & ClaimAttachment.young_person.is_in(visible_to(viewer))
    if viewer.kind != YOUNG_PERSON:
        sight &= ClaimAttachment.claim.is_not_null()
    async with transaction():
        row = await ClaimAttachment.select().where(sight).first()
        if row is None:
            raise NotFound()
        if viewer.kind != YOUNG_PERSON:
            await did(viewer, "opened_claim_file", about=row["young_person"], thing=file)
    return Kept(row["type"], unseal(bytes(row["sealed"]), f"claim_attachment.sealed:{file}"))
