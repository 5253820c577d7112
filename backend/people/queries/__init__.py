"""Reads, by noun: sight (the one key), lives, persons."""

from backend.people.queries.lives import lives
from backend.people.queries.sight import at_work, must_see, visible_to, visible_to_sql

__all__ = ["at_work", "lives", "must_see", "visible_to", "visible_to_sql"]
