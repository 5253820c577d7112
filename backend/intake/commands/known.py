"""Who is in Onward while an import runs: those it held before and those that this run brings."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID


@dataclass
class Staffing:
    """Teams by name in lower case and staff by e-mail address."""

    teams: dict[str, dict[str, Any]]
    workers: dict[str, dict[str, Any]]

    def team(self, name: str | None) -> UUID | None:
        """The team's id; None for no name."""
        return self.teams[name.casefold()]["id"] if name else None


@dataclass
class People:
    """Young people by CHILD number, and whose record this run wrote."""

    rows: dict[str, dict[str, Any]]
    touched: set[UUID] = field(default_factory=set)

    def id_of(self, child: str) -> UUID | None:
        """The young person's id; None when they are not in Onward."""
        return self.rows[child]["id"] if child in self.rows else None
