"""Staff accounts: made on the server, set up by a one-use link, ended, and a lost second factor reset by two people."""

from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from backend.audit.commands import did
from backend.identity.commands.codes import end_codes
from backend.identity.commands.staff_sign_in import code_is_right
from backend.identity.rules import SET_UP_LIFE
from backend.identity.tables import Joining, Passkey, Session, SignInTicket, StaffAccount
from backend.identity.tokens import hash_of, new_secret
from backend.notifications.commands import forget_worker
from backend.people.queries import at_work
from backend.people.rules import ROLES
from backend.people.tables import Manages, Team, Worker
from backend.shared.config import settings
from backend.shared.db import transaction
from backend.shared.problems import Conflict, NotAllowed, NotFound, NotValid
from backend.shared.viewer import ADMIN, MANAGER, Viewer


async def hire(viewer: Viewer, email: str, *, given: str, family: str, role: str | None, team: str | None) -> UUID:
    """The member of staff with this e-mail: the one who is there (came by import), or a new one. A new manager answers for the team."""
    email = email.strip().lower()
    async with transaction():
        there = await Worker.select().where(Worker.email == email).first()
        if there:
            if (there["ended_at"] and there["ended_at"] <= viewer.now) or (role and role != there["role"]):
                raise Conflict("That e-mail belongs to an account that is over or has another role.")
            return UUID(str(there["id"]))
        if "@" not in email or not given or not family or role not in ROLES:
            raise NotValid("A new account needs --email, --name with given and family name, and --role.")
        row = await Team.select(Team.id).where(Team.name == team).first() if team else None
        if team and row is None:
            raise NotFound(f"There is no team called {team}.")
        worker = Worker(given_name=given, family_name=family, email=email, role=role, team=row and row["id"])
        await Worker.insert(worker)
        if role == MANAGER and row:
            await Manages.insert(Manages(manager=worker.id, team=row["id"]))
        await did(viewer, "added_staff", thing=worker.id)
        return worker.id


async def invite(viewer: Viewer, worker: UUID) -> str:
    """A fresh one-use set-up link for an account without one; the link before is dead. Conflict when it is set up already."""
    secret = new_secret(128)
    async with transaction():
        await Worker.select(Worker.id).where(Worker.id == worker).lock_rows("UPDATE")
        account = await StaffAccount.select().where(StaffAccount.worker == worker).first()
        if account and account["set_up_at"]:
            raise Conflict("This account is set up already.")
        if not account:
            await StaffAccount.insert(StaffAccount(worker=worker))
        await _give_link(worker, secret, viewer.now)
        await did(viewer, "invited_staff", thing=worker)
    return f"{settings().origin}/staff/set-up#{secret}"


async def reset(viewer: Viewer, worker: UUID, *, approved_by: UUID, code: str, password_too: bool) -> str:
    """A lost second factor is gone and all sessions with it; answers the one-use link to set up a new one.

    Two people: whoever runs the command, and an administrator or manager who gives the code of this half minute from
    their own authenticator. NotAllowed when that second person is the same, has no such role, or the code is wrong.
    """
    second = await Worker.select().where(Worker.id == approved_by, Worker.id.is_in(at_work(viewer.now))).first()
    if second is None or approved_by == worker or second["role"] not in (ADMIN, MANAGER):
        raise NotAllowed("Another administrator or manager has to approve this.")
    if not await code_is_right(viewer, approved_by, code):
        raise NotAllowed("The code of the person who approves doesn't match.")
    secret = new_secret(128)
    async with transaction():
        account = await StaffAccount.select().where(StaffAccount.worker == worker).first()
        if account is None or (account["password_hash"] is None and not password_too):
            raise Conflict("This account was never set up: make a new link with `staff add`.")
        change: dict[Any, Any] = {StaffAccount.totp_sealed: None, StaffAccount.set_up_at: None}
        if password_too:
            change[StaffAccount.password_hash] = None
        await StaffAccount.update(change).where(StaffAccount.worker == worker)
        await _no_passkeys(worker, viewer.now)
        await _sign_out_everywhere(viewer, worker)
        await _give_link(worker, secret, viewer.now)
        await did(replace(viewer, kind=second["role"], id=approved_by), "reset_second_factor", thing=worker)
    return f"{settings().origin}/staff/set-up#{secret}"


async def end(viewer: Viewer, worker: UUID) -> None:
    """The account is over at the next request: sessions, passkeys, link and codes for phones with it."""
    async with transaction():
        ended = (
            await Worker.update({Worker.ended_at: viewer.now})
            .where(Worker.id == worker, Worker.id.is_in(at_work(viewer.now)))
            .returning(Worker.id)
        )
        if not ended:
            raise Conflict("This account is over already.")
        await _no_passkeys(worker, viewer.now)
        await StaffAccount.update({StaffAccount.set_up_hash: None, StaffAccount.set_up_expires_at: None}).where(
            StaffAccount.worker == worker
        )
        await _sign_out_everywhere(viewer, worker)
        await forget_worker(viewer, worker)
        await did(viewer, "ended_staff", thing=worker)


async def _give_link(worker: UUID, secret: str, now: datetime) -> None:
    await StaffAccount.update(
        {StaffAccount.set_up_hash: hash_of(secret), StaffAccount.set_up_expires_at: now + SET_UP_LIFE}
    ).where(StaffAccount.worker == worker)


async def _no_passkeys(worker: UUID, now: datetime) -> None:
    await Passkey.update({Passkey.removed_at: now}).where(Passkey.worker == worker, Passkey.removed_at.is_null())


async def _sign_out_everywhere(viewer: Viewer, worker: UUID) -> None:
    await Session.update({Session.ended_at: viewer.now}).where(Session.worker == worker, Session.ended_at.is_null())
    await SignInTicket.delete().where(SignInTicket.worker == worker)
    await end_codes(viewer, Joining.worker == worker, "signed_out", confirmed_too=False)
