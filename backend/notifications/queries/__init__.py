"""Reads, by noun: due (for whoever delivers), mine, reach (and tasks)."""

from backend.notifications.queries.reach import reach_of

__all__ = ["reach_of"]
