"""Staff sign in: a password, then a code or a passkey; only both make a session (safety.md 4.3)."""

import hmac
from typing import Any
from uuid import UUID, uuid4

import pyotp

from backend.audit.commands import did
from backend.identity import hashing
from backend.identity.commands import challenges, limits
from backend.identity.commands.sessions import Opened, begin_staff
from backend.identity.rules import STARTS_FROM_ADDRESS, STARTS_WINDOW, TICKET_LIFE, TOTP_STEP
from backend.identity.schemas import SecondNeeded
from backend.identity.tables import KnownBrowser, Passkey, SignInTicket, StaffAccount
from backend.identity.tokens import hash_of, new_secret
from backend.people.queries import at_work
from backend.people.tables import Worker
from backend.shared.crypt import unseal
from backend.shared.db import fetch, transaction
from backend.shared.problems import WrongSignIn
from backend.shared.viewer import Viewer

SECOND = "staff_second"

_ACCOUNT = """
SELECT w.id AS worker, a.id AS account, a.password_hash, a.totp_sealed IS NOT NULL AS totp,
    EXISTS (SELECT FROM known_browser b WHERE b.worker = w.id AND b.secret_hash = $2) AS known,
    EXISTS (SELECT FROM passkey p WHERE p.worker = w.id AND p.removed_at IS NULL) AS passkey
FROM worker w JOIN staff_account a ON a.worker = w.id
WHERE w.email = $1 AND (w.ended_at IS NULL OR w.ended_at > $3) AND a.set_up_at IS NOT NULL
"""


async def start(viewer: Viewer, email: str, password: str, *, address: str, browser: str | None) -> SecondNeeded:
    """The password was right: a ticket for the second factor, good for five minutes and nothing else.

    WrongSignIn is the one answer to a wrong password, an unknown e-mail and an account that is not set up or over, after
    the same work. Wrong tries delay the next one, for this e-mail from unknown browsers and from each known one apart,
    so that nobody far away can lock anybody out.
    """
    email = email.strip().lower()
    with hashing.place():
        await limits.count("staff-start", address, STARTS_FROM_ADDRESS, STARTS_WINDOW, viewer.now)
        rows = await fetch(_ACCOUNT, email, hash_of(browser or ""), viewer.now)
        account: dict[str, Any] = rows[0] if rows else {}
        bucket = _bucket(email, browser if account.get("known") else None)
        await limits.wait_or_count("password", bucket, viewer.now)
        known_hash = account.get("password_hash")
        if not await hashing.matches(known_hash, password.encode()):
            raise WrongSignIn()
        if fresh := await hashing.renewed(known_hash or "", password.encode()):
            await StaffAccount.update({StaffAccount.password_hash: fresh}).where(
                StaffAccount.id == account["account"], StaffAccount.password_hash == known_hash
            )
    await limits.forget("password", bucket)
    await limits.give_back("staff-start", address)  # a whole office behind one address starts work at nine
    ticket = new_secret(256)
    await SignInTicket.insert(
        SignInTicket(hash=hash_of(ticket), worker=account["worker"], expires_at=viewer.now + TICKET_LIFE)
    )
    ways = {(True, False): "totp", (False, True): "passkey"}
    return SecondNeeded(next=ways.get((account["totp"], account["passkey"]), "either"), ticket=ticket)  # type: ignore[arg-type]


async def finish_with_code(viewer: Viewer, ticket: str, code: str, *, browser: str | None) -> Opened:
    """Signed in with a code from the authenticator app. Each code works once, in its own half minute or a neighbour's."""
    holder = await _ticket(viewer, ticket)
    known = await _knows(holder["worker"], browser)
    bucket = _bucket(str(holder["worker"]), browser if known else None)
    await limits.wait_or_count("second", bucket, viewer.now)
    async with transaction():
        if not await code_is_right(viewer, holder["worker"], code):
            raise WrongSignIn()
        opened = await _open(viewer, holder, browser, known)
    await limits.forget("second", bucket)
    return opened


async def passkey_options(viewer: Viewer, ticket: str) -> dict[str, Any]:
    """Options for using one of this account's passkeys as the second factor."""
    holder = await _ticket(viewer, ticket)
    rows = await Passkey.select(Passkey.credential).where(
        Passkey.worker == holder["worker"], Passkey.removed_at.is_null()
    )
    return await challenges.to_use(SECOND, holder["id"], viewer.now, [row["credential"] for row in rows])


async def finish_with_passkey(
    viewer: Viewer, ticket: str, credential: dict[str, Any], *, browser: str | None
) -> Opened:
    """Signed in with a passkey of the same account that the password was right for."""
    holder = await _ticket(viewer, ticket)
    key, proof = await challenges.used(SECOND, holder["id"], viewer.now, credential)
    if key["worker"] != holder["worker"]:
        raise WrongSignIn()
    known = await _knows(holder["worker"], browser)
    async with transaction():
        await challenges.count_use(key, proof, viewer.now)
        return await _open(viewer, holder, browser, known)


async def code_is_right(viewer: Viewer, worker: UUID, code: str) -> bool:
    """Whether this code is this person's now, and was not used before; from here it is used."""
    account = await StaffAccount.select().where(StaffAccount.worker == worker).first()
    if account is None or account["totp_sealed"] is None:
        return False
    secret = unseal(account["totp_sealed"], f"staff_account.totp_sealed:{account['id']}").decode()
    step = step_of(secret, code, viewer)
    return step is not None and await _spend_step(account["id"], step)


def step_of(secret: str, code: str, viewer: Viewer) -> int | None:
    """The half minute (RFC 6238) whose code this is: now's, or one to either side for a clock that is off. None: no match."""
    now = int(viewer.now.timestamp()) // TOTP_STEP
    totp = pyotp.TOTP(secret, interval=TOTP_STEP)
    right = [step for step in (now - 1, now, now + 1) if hmac.compare_digest(totp.generate_otp(step), code)]
    return max(right, default=None)


async def _spend_step(account: UUID, step: int) -> bool:
    """Of all who bring a code of this step or an older one, the first is let in (RFC 6238 section 5.2)."""
    return bool(
        await StaffAccount.update({StaffAccount.totp_last_step: step})
        .where(StaffAccount.id == account, StaffAccount.totp_last_step < step)
        .returning(StaffAccount.id)
    )


async def _ticket(viewer: Viewer, ticket: str) -> dict[str, Any]:
    row = (
        await SignInTicket.select()
        .where(
            SignInTicket.hash == hash_of(ticket),
            SignInTicket.expires_at > viewer.now,
            SignInTicket.worker.is_in(at_work(viewer.now)),
        )
        .first()
    )
    if row is None:
        raise WrongSignIn("Type your e-mail and password again.", start_again=True)
    return row


async def _open(viewer: Viewer, holder: dict[str, Any], browser: str | None, known: bool) -> Opened:
    spent = await SignInTicket.delete().where(SignInTicket.id == holder["id"]).returning(SignInTicket.id)
    if not spent:
        raise WrongSignIn("Type your e-mail and password again.", start_again=True)
    return await open_staff(viewer, holder["worker"], browser, known)


async def open_staff(viewer: Viewer, worker: UUID, browser: str | None, known: bool) -> Opened:
    """A session for somebody who gave both factors; this browser is known from here. Inside a transaction."""
    mark = browser if known or await _marked(browser) else None
    given = mark or new_secret(256)
    await fetch(
        "INSERT INTO known_browser (id, worker, secret_hash, last_used_at) VALUES ($1, $2, $3, $4) "
        "ON CONFLICT (worker, secret_hash) DO UPDATE SET last_used_at = $4",
        uuid4(), worker, hash_of(given), viewer.now,
    )  # fmt: skip
    token = await begin_staff(viewer, worker)
    (row,) = await Worker.select(Worker.role).where(Worker.id == worker)
    await did(
        Viewer(row["role"], viewer.action, viewer.now, id=worker, request=viewer.request), "signed_in", thing=worker
    )
    return Opened(session=token, known=None if mark else given)


async def _knows(worker: UUID, browser: str | None) -> bool:
    return bool(browser) and await KnownBrowser.exists().where(
        KnownBrowser.worker == worker, KnownBrowser.secret_hash == hash_of(browser or "")
    )


async def _marked(browser: str | None) -> bool:
    """Whether we gave this mark to anybody: a laptop that two people share stays known for both."""
    return bool(browser) and await KnownBrowser.exists().where(KnownBrowser.secret_hash == hash_of(browser or ""))


def _bucket(who: str, known_browser: str | None) -> str:
    return f"{who}|{known_browser or 'unknown'}"
