"""Reads about phones that are joining: what the phone may know, what the adviser sees, what waits for a manager."""

from datetime import datetime
from typing import Any
from uuid import UUID

from backend.audit.commands import looked_at_many
from backend.identity.rules import BIRTHDAY_TRIES, PHONE_SEES, code_state
from backend.identity.schemas import CodeState, JoiningNow, WaitingJoining, WaitingJoinings
from backend.identity.tables import Joining
from backend.identity.tokens import hash_of
from backend.people.queries import must_see, visible_to
from backend.shared.db import transaction
from backend.shared.problems import NotFound
from backend.shared.viewer import Viewer


def state_of(code: dict[str, Any], now: datetime) -> str:
    """How far this row of Joining is; see rules.code_state."""
    steps = ("expires_at", "used_at", "birthday_at", "confirmed_at", "approved_at", "done_at", "ended_at")
    return code_state(remote=code["spoken_hash"] is not None, now=now, **{step: code[step] for step in steps})


async def joining_now(viewer: Viewer, device_secret: str | None) -> JoiningNow:
    """How far the joining of this phone is: a first name, and after the adviser's yes the adviser's, nothing else (S26).

    A phone that was refused is told "ended", though it is out already.
    """
    code = (
        await Joining.select(
            *Joining.all_columns(),
            Joining.young_person.known_as.as_alias("known_as"),
            Joining.worker.given_name.as_alias("adviser"),
        )
        .where(Joining.device.secret_hash == hash_of(device_secret))
        .order_by(Joining.id, ascending=False)
        .first()
        if device_secret
        else None
    )
    if code is None:
        raise NotFound()
    state = PHONE_SEES.get(state_of(code, viewer.now), "ended")
    return JoiningNow(
        state=state,  # type: ignore[arg-type]
        given_name=code["known_as"] if state != "ended" else "",
        adviser_name=code["adviser"] if state == "confirmed" else "",
        remote=code["spoken_hash"] is not None,
        tries_left=BIRTHDAY_TRIES - code["birthday_tries"],
        expires_at=code["expires_at"],
    )


async def code_now(viewer: Viewer, young_person: UUID) -> CodeState:
    """How far this adviser's latest code for the young person is.

    The screen asks every few seconds while the QR is shown; making the code is the audited act, not each look at it.
    """
    await must_see(viewer, young_person)
    code = (
        await Joining.select(*Joining.all_columns(), Joining.device.label.as_alias("label"))
        .where(
            Joining.young_person == young_person,
            Joining.young_person.is_in(visible_to(viewer)),
            Joining.worker == viewer.id,
        )
        .order_by(Joining.id, ascending=False)
        .first()
    )
    if code is None:
        return CodeState(state="none", phone_label=None, expires_at=None)
    state: Any = state_of(code, viewer.now)
    return CodeState(state=state, phone_label=code["label"], expires_at=code["expires_at"])


async def waiting_joinings(viewer: Viewer) -> WaitingJoinings:
    """Phones at a distance that wait for this manager's yes, oldest first."""
    async with transaction():
        rows = (
            await Joining.select(
                Joining.id,
                Joining.young_person,
                Joining.confirmed_at,
                Joining.young_person.given_name.as_alias("given_name"),
                Joining.young_person.family_name.as_alias("family_name"),
                Joining.worker.given_name.as_alias("adviser_given"),
                Joining.worker.family_name.as_alias("adviser_family"),
                Joining.device.label.as_alias("label"),
            )
            .where(
                Joining.young_person.is_in(visible_to(viewer)),
                Joining.spoken_hash.is_not_null(),
                Joining.confirmed_at.is_not_null(),
                Joining.approved_at.is_null(),
                Joining.ended_at.is_null(),
                Joining.expires_at > viewer.now,
            )
            .order_by(Joining.id)
        )
        await looked_at_many(viewer, [row["young_person"] for row in rows])
    return WaitingJoinings(
        joinings=[
            WaitingJoining(
                id=row["id"],
                young_person=row["young_person"],
                name=f"{row['given_name']} {row['family_name']}",
                adviser=f"{row['adviser_given']} {row['adviser_family']}",
                asked_at=row["confirmed_at"],
                phone_label=row["label"],
            )
            for row in rows
        ]
    )
