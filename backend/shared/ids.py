"""Identifiers. Migrations import this path, so it never moves."""

import secrets
import time
from uuid import UUID


def new_id() -> UUID:
    """A UUIDv7 (RFC 9562 section 5.7): later ones sort after earlier ones, to the millisecond."""
    random = secrets.randbits(74)
    return UUID(
        int=(time.time_ns() // 1_000_000) << 80 | 7 << 76 | (random >> 62) << 64 | 2 << 62 | (random & (1 << 62) - 1)
    )
