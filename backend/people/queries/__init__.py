"""Reads, by noun: sight (the one key), lives, persons, working (who reads for whom now)."""

from backend.people.queries.lives import lives
from backend.people.queries.sight import at_work, must_see, visible_to, visible_to_sql
from backend.people.queries.working import any_managers, who_manages, who_nurses, who_reads

__all__ = [
    "any_managers",
    "at_work",
    "lives",
    "must_see",
    "visible_to",
    "visible_to_sql",
    "who_manages",
    "who_nurses",
    "who_reads",
]
