"""Our cookies' names and lives, and the token that is bound to a session (safety.md 8)."""

from backend.identity.rules import DEVICE_LIFE, KNOWN_LIFE, SEND_LIFE
from backend.shared.crypt import keyed_hash

DEVICE = "__Host-d"  # the phone's own secret
SESSION = "__Host-s"
KNOWN = "__Host-k"  # a browser that staff signed in from before; alone it opens nothing
SEND_ONLY = "__Host-q"  # a locked phone may hand over what was written on it; it can read nothing (safety.md 1)
# Seconds; None: the browser forgets it when it closes.
LIVES: dict[str, int | None] = {
    DEVICE: int(DEVICE_LIFE.total_seconds()),
    SESSION: None,
    KNOWN: int(KNOWN_LIFE.total_seconds()),
    SEND_ONLY: int(SEND_LIFE.total_seconds()),
}


def send_right(session_cookie: str) -> str:
    """The send-only right that begins with this session; who holds the one can not reckon the other."""
    return keyed_hash("send-only", session_cookie.encode()).hex()


def token_for(session_cookie: str) -> str:
    """The token that every changing request of this session carries in x-onward-token. No session: an empty string."""
    return keyed_hash("csrf", session_cookie.encode()).hex() if session_cookie else ""
