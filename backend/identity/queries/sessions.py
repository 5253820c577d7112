"""Who is at the other end: one statement for each request."""

from datetime import datetime
from typing import Any
from uuid import UUID

from backend import __version__
from backend.identity.cookies import token_for
from backend.identity.rules import (
    HIDDEN_SECONDS,
    IDLE_OWNER,
    IDLE_STAFF,
    TOUCH,
    WHOLE_OWNER,
    WHOLE_STAFF,
    code_state,
)
from backend.identity.schemas import Me, PhoneNews
from backend.identity.tokens import hash_of
from backend.shared.config import settings
from backend.shared.db import fetch
from backend.shared.viewer import NOBODY, YOUNG_PERSON, Viewer

# A session counts while it is neither ended, idle nor over, its phone is in and is the one that sent the request, its
# owner is neither frozen nor gone, and its member of staff still works here. Seen is touched at most once a second.
_WHO = """
WITH phone AS (SELECT id FROM device WHERE secret_hash = $2 AND removed_at IS NULL),
live AS (
    SELECT s.id, s.young_person, s.worker, s.device, s.began_at, w.role
    FROM session s LEFT JOIN worker w ON w.id = s.worker LEFT JOIN young_person y ON y.id = s.young_person
    WHERE s.token_hash = $1 AND s.ended_at IS NULL AND s.ends_at > $3
      AND s.seen_at + make_interval(secs => s.idle_seconds) > $3
      AND (s.worker IS NULL OR w.ended_at IS NULL OR w.ended_at > $3)
      AND (s.young_person IS NULL OR (y.ended_at IS NULL AND s.device = (SELECT id FROM phone)))
      AND NOT EXISTS (SELECT FROM access_freeze f WHERE f.young_person = s.young_person AND f.ended_at IS NULL)),
touched AS (UPDATE session SET seen_at = $3 WHERE id = (SELECT id FROM live) AND seen_at < $4)
SELECT live.id AS session, live.young_person, live.worker, live.began_at, live.role, phone.id AS device
FROM (SELECT 1) AS one LEFT JOIN live ON true LEFT JOIN phone ON true
"""


async def viewer_for(
    *, session: str | None, device: str | None, action: str, now: datetime, request: str = "", touch: bool = True
) -> Viewer:
    """Who these two cookies are, at this instant. Nobody, when anything about them is over.

    Without `touch` the session does not count as used: a stream that opens itself again is nobody's activity.
    Nobody still carries the phone's id while the phone is in: joining and unlocking need it.
    """
    if not session and not device:
        return Viewer(kind=NOBODY, action=action, now=now, request=request)
    (row,) = await fetch(
        _WHO, hash_of(session or ""), hash_of(device or ""), now, now - (TOUCH if touch else WHOLE_OWNER + WHOLE_STAFF)
    )
    if row["session"] is None:
        return Viewer(kind=NOBODY, action=action, now=now, device=row["device"], request=request)
    return Viewer(
        kind=row["role"] or YOUNG_PERSON,
        action=action,
        now=now,
        id=row["worker"] or row["young_person"],
        device=row["device"] if row["young_person"] else None,
        session=row["session"],
        unlocked_at=row["began_at"],
        request=request,
    )


_PHONE = """
SELECT d.id, d.joined_at, d.removed_at, d.shared, d.pin_hash IS NOT NULL AS pin, d.wrong_tries, d.wait_until, d.told_at,
    y.id AS young_person, y.known_as, y.ended_at AS left_at,
    EXISTS (SELECT FROM passkey k WHERE k.young_person = y.id AND k.removed_at IS NULL) AS passkey,
    EXISTS (SELECT FROM access_freeze f WHERE f.young_person = y.id AND f.ended_at IS NULL) AS frozen,
    j.used_at, j.birthday_at, j.confirmed_at, j.approved_at, j.done_at, j.ended_at, j.expires_at,
    j.spoken_hash IS NOT NULL AS remote
FROM device d JOIN young_person y ON y.id = d.young_person
LEFT JOIN joining j ON j.device = d.id
WHERE d.secret_hash = $1 ORDER BY j.id DESC LIMIT 1
"""


async def me(viewer: Viewer, *, session: str | None, device: str | None, just_opened_wrong_tries: int = 0) -> Me:
    """The state of this phone or browser. A frozen, removed or unknown one is nobody; the first two are told to clear."""
    if viewer.is_staff:
        (worker,) = await fetch("SELECT given_name, family_name FROM worker WHERE id = $1", viewer.id)
        return _me(
            state="open",
            kind=viewer.kind,
            csrf=token_for(session or ""),
            given_name=worker["given_name"],
            name=f"{worker['given_name']} {worker['family_name']}",
            lock_after_seconds=int(IDLE_STAFF.total_seconds()),
            hidden_lock_seconds=int(IDLE_STAFF.total_seconds()),
        )
    rows = await fetch(_PHONE, hash_of(device)) if device else []
    if not rows:
        return _me()
    phone = rows[0]
    if phone["removed_at"] or phone["frozen"] or phone["left_at"]:
        return _me(wipe=True)
    hidden = HIDDEN_SECONDS if phone["shared"] is False else 0
    if viewer.kind == YOUNG_PERSON:
        return _me(
            state="open",
            kind=YOUNG_PERSON,
            csrf=token_for(session or ""),
            given_name=phone["known_as"],
            shared_phone=phone["shared"],
            ways=_ways(phone),
            hidden_lock_seconds=hidden,
            just_opened_wrong_tries=just_opened_wrong_tries,
            phone_news=await _news(phone["young_person"], phone["id"], phone["told_at"]),
        )
    if phone["joined_at"] is None:
        return _me(state="joining", given_name=phone["known_as"]) if _joining(phone, viewer.now) else _me()
    waiting = phone["wait_until"]
    return _me(
        state="locked",
        shared_phone=phone["shared"],
        ways=_ways(phone),
        hidden_lock_seconds=hidden,
        wrong_tries=phone["wrong_tries"],
        wait_seconds=max(0, -int((viewer.now - waiting).total_seconds() // 1)) if waiting else 0,
    )


def _me(**known: Any) -> Me:
    nothing: dict[str, Any] = {
        "state": NOBODY,
        "kind": "",
        "csrf": "",
        "given_name": "",
        "name": "",
        "shared_phone": None,
        "ways": [],
        "wrong_tries": 0,
        "wait_seconds": 0,
        "demo": settings().demo,
        "council": settings().council,
        "lock_after_seconds": int(IDLE_OWNER.total_seconds()),
        "hidden_lock_seconds": 0,
        "build": __version__,
        "just_opened_wrong_tries": 0,
        "must_set_up": False,
        "wipe": False,
        "phone_news": [],
    }
    return Me(**{**nothing, **known})


def _ways(phone: dict[str, Any]) -> list[str]:
    return [way for way in ("pin", "passkey") if phone[way]]


def _joining(phone: dict[str, Any], now: datetime) -> bool:
    steps = ("expires_at", "used_at", "birthday_at", "confirmed_at", "approved_at", "done_at", "ended_at")
    if phone["expires_at"] is None:
        return False
    return code_state(remote=phone["remote"], now=now, **{step: phone[step] for step in steps}) not in ("ended", "done")


async def _news(young_person: UUID, this: UUID, told_at: datetime | None) -> list[PhoneNews]:
    """What this phone must tell its owner about the others (decisions 28)."""
    rows = await fetch(
        """
        SELECT CASE WHEN joined_how = 'by_passkey' THEN 'joined_by_passkey' ELSE 'joined' END AS what, label,
            joined_at AS at FROM device WHERE young_person = $1 AND id <> $2 AND joined_at > $3
        UNION ALL SELECT 'out', label, removed_at FROM device
            WHERE young_person = $1 AND id <> $2 AND removed_at > $3 AND removed_why = 'wrong_pins'
        ORDER BY at DESC LIMIT 10
        """,
        young_person, this, told_at,
    )  # fmt: skip
    return [PhoneNews(**row) for row in rows]
