"""The offer as its editors see it: what is published, the draft beside it, and what was before."""

from datetime import date
from typing import Any, Literal
from uuid import UUID

from backend.entitlements.engine.lines import Right
from backend.entitlements.engine.reading import national
from backend.entitlements.queries.offer_checks import wrong_around, wrong_line
from backend.entitlements.queries.offer_rows import (
    MADE,
    Content,
    content,
    draft_row,
    first_people,
    latest_row,
    names,
)
from backend.entitlements.queries.offered import by_the
from backend.entitlements.schemas import LineIn, Offer, OfferLaw, OfferLine, OfferPot, OfferVersion
from backend.entitlements.tables import OfferVersion as VersionRow
from backend.entitlements.tables import OfferWrite
from backend.shared.viewer import Viewer

NO_DRAFT: dict[str, Any] = {"open": False, "revision": 0, "round": 0, "sent_by": None, "why": None, "from_on": None}
MOST_VERSIONS = 100
"""Versions shown, the newest; older ones stay in the table."""


async def offer(viewer: Viewer) -> Offer:
    """The published offer, the draft beside it line by line, and the versions there were. Six statements."""
    draft, latest = await draft_row() or NO_DRAFT, await latest_row()
    published = content(latest)
    said = content(draft) if draft["open"] else published
    first = await first_people(draft["round"]) if draft["open"] else []
    history = await VersionRow.select().order_by(VersionRow.number, ascending=False).limit(MOST_VERSIONS)
    wrote = await _wrote([row["round"] for row in history])
    known = await names(
        [*first, *(row["published_by"] for row in history), *(one for each in wrote.values() for one in each)]
    )
    return Offer(
        version=latest["number"] if latest else 0,
        drafted=draft["open"],
        draft_revision=draft["revision"],
        draft_by=[known[one] for one in first],
        sent_by=known.get(draft["sent_by"]),
        sent_why=draft["why"],
        sent_from=draft["from_on"],
        may_publish=draft["sent_by"] is not None and viewer.id not in first,
        lines=lines(said, published, viewer.today),
        pots=[OfferPot(id=pot.id, title=pot.title, pence=pot.pence) for pot in said.pots],
        laws=_laws(said),
        wrong=wrong_around(said),
        history=[_version(row, known, wrote) for row in history],
    )


def lines(said: Content, published: Content, today: date) -> list[OfferLine]:
    """Every right there is by either, and every line that was begun, in the pack's order."""
    now = {right.id: right for right in by_the(said, today)}
    before = {right.id: right for right in by_the(published, today)}
    ids = dict.fromkeys([*now, *before, *(line.right for line in said.lines)])
    return [_line(id, now.get(id) or before.get(id), said, published, today) for id in ids]


def _line(id: str, right: Right | None, said: Content, published: Content, today: date) -> OfferLine:
    line, before = said.line(id), published.line(id)
    wrong = wrong_line(line, said, today) if line else []
    checked = (line and line.last_checked) or today
    return OfferLine(
        right=id,
        title=(right.title if right else line.title if line else "") or id,
        topic=right.topic if right else (line and line.topic) or "money",
        change=_change(line, before),
        local=line is not None,
        stale=right is not None and right.stale_on(today),
        review_by=right.review_by if right else (line and line.review_by) or checked,
        last_checked=right.last_checked if right else checked,
        wrong=wrong,
    )


def _change(line: LineIn | None, before: LineIn | None) -> Literal["same", "changed", "added", "taken_out"]:
    if line == before:
        return "same"
    if before is None:
        return "added"
    return "taken_out" if line is None else "changed"


def _laws(said: Content) -> list[OfferLaw]:
    ours = {law.law: law.in_force for law in said.laws}
    return [
        OfferLaw(law, national().law_words.get(law, law.replace("_", " ")), day, law in ours, ours.get(law, day))
        for law, day in sorted(national().laws.items())
    ]


async def _wrote(rounds: list[int]) -> dict[int, list[UUID]]:
    if not rounds:
        return {}
    rows = (
        await OfferWrite.select(OfferWrite.round, OfferWrite.by)
        .where(OfferWrite.round.is_in(rounds), OfferWrite.what.is_in(list(MADE)))
        .order_by(OfferWrite.id)
    )
    found: dict[int, list[UUID]] = {}
    for row in rows:
        if row["by"] not in found.setdefault(row["round"], []):
            found[row["round"]].append(row["by"])
    return found


def _version(row: dict[str, Any], known: dict[UUID, str], wrote: dict[int, list[UUID]]) -> OfferVersion:
    return OfferVersion(
        number=row["number"],
        published_at=row["published_at"],
        published_by=known[row["published_by"]],
        written_by=", ".join(known[one] for one in wrote.get(row["round"], [])),
        why=row["why"],
        from_on=row["from_on"] if row["asked_from"] else None,
    )
