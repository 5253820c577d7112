"""Reads, by noun. The door asks `viewer_for`."""

from backend.identity.queries.codes import code_now, joining_now, waiting_joinings
from backend.identity.queries.phones import frozen_since, phone_states, phones_for, phones_of, sender_of
from backend.identity.queries.sessions import me, viewer_for

__all__ = [
    "code_now",
    "frozen_since",
    "joining_now",
    "me",
    "phone_states",
    "phones_for",
    "phones_of",
    "sender_of",
    "viewer_for",
    "waiting_joinings",
]
