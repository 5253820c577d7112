"""A member of staff sets up their account by a one-use link: password and authenticator, both at once."""

from dataclasses import replace
from typing import Any

import pyotp

from backend.audit.commands import did
from backend.identity import hashing
from backend.identity.commands import limits
from backend.identity.commands.codes import qr
from backend.identity.commands.sessions import Opened
from backend.identity.commands.staff_sign_in import open_staff, step_of
from backend.identity.passwords import weak_password
from backend.identity.rules import CODES_FROM_ADDRESS, CODES_WINDOW
from backend.identity.schemas import NewTotp, SetUpFor
from backend.identity.tables import StaffAccount
from backend.identity.tokens import hash_of
from backend.people.queries import at_work
from backend.shared.config import settings
from backend.shared.crypt import seal, unseal
from backend.shared.db import transaction
from backend.shared.problems import Conflict, NotFound, NotValid, WrongSignIn
from backend.shared.viewer import Viewer


async def open_set_up(viewer: Viewer, secret: str, address: str) -> SetUpFor:
    """Whose account this link sets up; the link stays unused. NotFound when it is used, over or was never there."""
    account = await _by_link(viewer, secret, address)
    return SetUpFor(
        name=account["given_name"], email=account["email"], has_password=account["password_hash"] is not None
    )


async def new_totp(viewer: Viewer, secret: str, address: str) -> NewTotp:
    """A fresh secret for the authenticator app; it counts once a code from it has proved it."""
    account = await _by_link(viewer, secret, address)
    typed = pyotp.random_base32()
    where = f"staff_account.pending_totp_sealed:{account['id']}"
    await StaffAccount.update({StaffAccount.pending_totp_sealed: seal(typed.encode(), where)}).where(
        StaffAccount.id == account["id"]
    )
    uri = pyotp.TOTP(typed).provisioning_uri(name=account["email"], issuer_name="Onward")
    return NewTotp(uri=uri, svg=qr(uri), typed=typed)


async def set_up(viewer: Viewer, secret: str, password: str, code: str, *, address: str, browser: str | None) -> Opened:
    """Password and second factor stand, the link is used up, and its holder is signed in.

    An account that has a password (its second factor was reset) needs that same password with the link.
    """
    with hashing.place():
        account = await _by_link(viewer, secret, address)
        await limits.wait_or_count("set-up", str(account["id"]), viewer.now)
        if account["password_hash"]:
            if not await hashing.matches(account["password_hash"], password.encode()):
                raise WrongSignIn()
        else:
            _must_be_strong(password, account)
        step = _proved(account, code, viewer)
        hashed = account["password_hash"] or await hashing.make(password.encode())
    async with transaction():
        used = (
            await StaffAccount.update(
                {
                    StaffAccount.password_hash: hashed,
                    StaffAccount.totp_sealed: seal(_pending(account), f"staff_account.totp_sealed:{account['id']}"),
                    StaffAccount.totp_last_step: step,
                    StaffAccount.pending_totp_sealed: None,
                    StaffAccount.set_up_hash: None,
                    StaffAccount.set_up_expires_at: None,
                    StaffAccount.set_up_at: viewer.now,
                }
            )
            .where(StaffAccount.id == account["id"], StaffAccount.set_up_hash == hash_of(secret))
            .returning(StaffAccount.id)
        )
        if not used:
            raise NotFound()
        await did(
            replace(viewer, kind=account["role"], id=account["worker"]), "set_up_account", thing=account["worker"]
        )
        opened = await open_staff(viewer, account["worker"], browser, known=False)
    await limits.forget("set-up", str(account["id"]))
    return opened


def _must_be_strong(password: str, account: dict[str, Any]) -> None:
    about = (*account["email"].replace("@", ".").split("."), account["given_name"], account["family_name"])
    if why := weak_password(password, (*about, *settings().council.split())):
        raise NotValid(why, faults=[{"field": "password", "problem": why}])


def _pending(account: dict[str, Any]) -> bytes:
    return unseal(account["pending_totp_sealed"], f"staff_account.pending_totp_sealed:{account['id']}")


def _proved(account: dict[str, Any], code: str, viewer: Viewer) -> int:
    if account["pending_totp_sealed"] is None:
        raise Conflict("Scan the code with your authenticator app first.")
    step = step_of(_pending(account).decode(), code, viewer)
    if step is None:
        problem = "That code doesn't match. Wait for the next one."
        raise NotValid(problem, faults=[{"field": "code", "problem": problem}])
    return step


async def _by_link(viewer: Viewer, secret: str, address: str) -> dict[str, Any]:
    """The account of a live set-up link. Wrong links count against the address, 20 an hour."""
    await limits.count("set-up", address, CODES_FROM_ADDRESS, CODES_WINDOW, viewer.now)
    account = (
        await StaffAccount.select(
            *StaffAccount.all_columns(),
            StaffAccount.worker.given_name.as_alias("given_name"),
            StaffAccount.worker.family_name.as_alias("family_name"),
            StaffAccount.worker.email.as_alias("email"),
            StaffAccount.worker.role.as_alias("role"),
        )
        .where(
            StaffAccount.set_up_hash == hash_of(secret),
            StaffAccount.set_up_expires_at > viewer.now,
            StaffAccount.worker.is_in(at_work(viewer.now)),
        )
        .first()
    )
    if account is None:
        raise NotFound()
    await limits.give_back("set-up", address)
    return account
