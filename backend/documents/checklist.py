"""The checklist as it stands in papers.toml, and its ages as days of one person's life. Pure but for reading that file once."""

import re
import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from backend.shared.dates import add_months, birthday

_AGE = re.compile(r"(?P<years>\d+)y(?:(?P<months>\d+)m)?(?:(?P<days>-?\d+)d)?")


@dataclass(frozen=True, slots=True)
class Age:
    """So many birthdays, months after the last of them, and days after that (below 0: before)."""

    years: int
    months: int = 0
    days: int = 0

    def of(self, born_on: date) -> date:
        """The day: months run from the birthday, clamped to the month's end; born on 29 February, from 1 March."""
        return add_months(birthday(born_on, self.years), self.months) + timedelta(days=self.days)


@dataclass(frozen=True, slots=True)
class Item:
    """One paper: what it is, how to get it, and who usually begins. See papers.toml."""

    kind: str
    title: str
    about: str
    how: tuple[str, ...]
    start: Age | None
    have_by: Age | None
    free: bool
    starts: str
    first: str
    first_name: str = ""
    renew: str = ""
    only_some: bool = False


def age_of(text: str | None) -> Age | None:
    """An age as papers.toml writes it; None for none. Raises ValueError for anything else."""
    if text is None:
        return None
    found = _AGE.fullmatch(text)
    if not found:
        raise ValueError(f"{text!r} is no age: write 15y9m, 18y7d or 18y-1d")
    return Age(int(found["years"]), int(found["months"] or 0), int(found["days"] or 0))


def _item(row: dict[str, Any]) -> Item:
    ages = {name: age_of(row.get(name)) for name in ("start", "have_by")}
    return Item(**{**row, **ages, "how": tuple(row["how"])})


@lru_cache(maxsize=4096)
def days_of(born_on: date) -> dict[str, tuple[date | None, date | None]]:
    """From which day and by which each paper is due for whoever was born then, by kind. A council's people share a few
    thousand birthdays, and their list is made again on each look."""
    return {
        kind: (item.start.of(born_on) if item.start else None, item.have_by.of(born_on) if item.have_by else None)
        for kind, item in papers().items()
    }


@cache
def papers() -> dict[str, Item]:
    """Every paper by kind, in the order in which they are shown."""
    with Path(__file__).with_name("papers.toml").open("rb") as file:
        return {row["kind"]: _item(row) for row in tomllib.load(file)["paper"]}
