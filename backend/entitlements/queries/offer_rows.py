"""The offer as it is stored: versions by number and by day, the one draft, and who wrote in it."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

import msgspec

from backend.entitlements.schemas import LawIn, LineIn, PotIn
from backend.entitlements.tables import OfferDraft, OfferVersion, OfferWrite
from backend.people.tables import Worker

WROTE, TOOK_OUT, POTS, LAWS, UNDID, LOADED = "wrote", "took_out", "pots", "laws", "undid", "loaded"
SENT, BACK, DROPPED, PUBLISHED = "sent", "back", "dropped", "published"
MADE = (WROTE, TOOK_OUT, POTS, LAWS, UNDID, LOADED, SENT)
"""Whoever did one of these to a draft is its first person. Sending it back changes nothing of it."""


class Content(msgspec.Struct, frozen=True):
    """What an offer says: its lines, the sums they share, and the days of laws that the council set itself."""

    lines: list[LineIn] = []
    pots: list[PotIn] = []
    laws: list[LawIn] = []

    def line(self, right: str) -> LineIn | None:
        """What it says of this right, if anything."""
        return next((one for one in self.lines if one.right == right), None)

    def rights(self) -> frozenset[str]:
        """The rights of which it says anything."""
        return frozenset(line.right for line in self.lines)

    def columns(self) -> dict[Any, str]:
        """The same as three texts of JSON, for a row."""
        return {name: msgspec.json.encode(getattr(self, name)).decode() for name in self.__struct_fields__}


NOTHING = Content()


def content(row: dict[str, Any] | None) -> Content:
    """What this version or draft says; nothing where there is none."""
    if row is None:
        return NOTHING
    return Content(
        lines=msgspec.json.decode(row["lines"], type=list[LineIn]),
        pots=msgspec.json.decode(row["pots"], type=list[PotIn]),
        laws=msgspec.json.decode(row["laws"], type=list[LawIn]),
    )


async def version_row(number: int) -> dict[str, Any] | None:
    """This version; None when there is none."""
    return await OfferVersion.select().where(OfferVersion.number == number).first()


async def latest_row() -> dict[str, Any] | None:
    """The version that was published last, whether it counts today or not."""
    return await OfferVersion.select().order_by(OfferVersion.number, ascending=False).first()


async def row_in_force(on: date, known_at: datetime) -> dict[str, Any] | None:
    """The version that counts on this day, as far as it was published at that instant.

    Of all that had begun to count by then the last published one wins: what a council back-dates is a correction.
    """
    return (
        await OfferVersion.select()
        .where(OfferVersion.from_on <= on, OfferVersion.published_at <= known_at)
        .order_by(OfferVersion.number, ascending=False)
        .first()
    )


async def draft_row() -> dict[str, Any] | None:
    """The draft's row; None before anybody ever wrote. It is a draft only while it is open."""
    return await OfferDraft.select().where(OfferDraft.slot == 1).first()


async def first_people(round: int) -> list[UUID]:
    """Who made the draft of this round what it is, or sent it, in the order they came."""
    rows = (
        await OfferWrite.select(OfferWrite.by)
        .where(OfferWrite.round == round, OfferWrite.what.is_in(list(MADE)))
        .order_by(OfferWrite.id)
    )
    return list(dict.fromkeys(row["by"] for row in rows))


async def names(workers: list[UUID]) -> dict[UUID, str]:
    """Their whole names; public in the office, and in no answer to anybody else."""
    if not workers:
        return {}
    rows = await Worker.select(Worker.id, Worker.given_name, Worker.family_name).where(Worker.id.is_in(workers))
    return {row["id"]: f"{row['given_name']} {row['family_name']}" for row in rows}
