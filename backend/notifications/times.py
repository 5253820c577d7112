"""When something may leave, and when to try again. Wall time is London's; instants are aware and in UTC. Pure."""

import re
from datetime import UTC, date, datetime, time, timedelta
from email.utils import parsedate_to_datetime
from functools import lru_cache

from backend.shared.dates import LONDON, end_of, london_date, working_days_after

MINUTE = timedelta(minutes=1)
BACKOFF = tuple(MINUTE * n for n in (1, 5, 15, 60, 4 * 60, 12 * 60, 24 * 60, 72 * 60))
"""Waits after the first try, the second …; after the eighth the next rung takes over (safety.md 9.2)."""
LONGEST_WAIT = BACKOFF[-1]
CLOCKS_CHANGE = time(1)  # in UTC, on the nights they do (Summer Time Act 1972)
COALESCE = MINUTE  # messages within this of a push are told by the next one together


def is_quiet(at: datetime, since: time, until: time) -> bool:
    """Whether the wall clock stands between these times, the second not included. Equal times are no quiet hours."""
    wall = at.astimezone(LONDON).time()
    return since <= wall < until if since <= until else wall >= since or wall < until


def next_allowed(at: datetime, since: time, until: time) -> datetime:
    """The first instant from `at` on that lies outside the quiet hours.

    On a clock-change night an end may come twice or never: both are tried, and one that the clocks skip comes up to an
    hour after the skip.
    """
    if not is_quiet(at, since, until):
        return at
    return next(end for end in _ends(at.astimezone(LONDON).date(), since, until) if end >= at)


# Every notice of a night asks for the ends of the same quiet hours.
@lru_cache(maxsize=1024)
def _ends(day: date, since: time, until: time) -> tuple[datetime, ...]:
    """The instants of three London days at which these quiet hours may be over, in order."""
    days = [day + timedelta(days=n) for n in (0, 1, 2)]
    ends = [datetime.combine(d, until, LONDON).replace(fold=fold).astimezone(UTC) for d in days for fold in (1, 0)]
    ends += [datetime.combine(d, CLOCKS_CHANGE, UTC) for d in days]
    return tuple(sorted(end for end in ends if not is_quiet(end, since, until)))


def tomorrow(at: datetime) -> datetime:
    """The first instant of the next London day."""
    return end_of(london_date(at))


def backoff(tries: int, jitter: float) -> timedelta | None:
    """How long to wait after so many failed tries; None when they are enough.

    `jitter`, 0 to 1, spreads a wait over the quarter above it, so that not everyone comes back at once.
    """
    return None if tries >= len(BACKOFF) else BACKOFF[max(tries, 1) - 1] * (1 + jitter / 4)


def retry_after(header: str | None, now: datetime) -> datetime | None:
    """The instant a service asked to wait for (RFC 9110 section 10.2.3: seconds or a date), at most 72 hours on.

    None when it asked for nothing that can be read. A date that has passed is now.
    """
    text = (header or "").strip()
    if re.fullmatch(r"[0-9]{1,9}", text):
        return now + min(timedelta(seconds=int(text)), LONGEST_WAIT)
    try:
        at = parsedate_to_datetime(text)
        at = at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
    except (TypeError, ValueError, IndexError, OverflowError):
        return None
    return max(now, min(at, now + LONGEST_WAIT))


def in_working_days(now: datetime, count: int) -> datetime:
    """When this London day has ended so many working days on."""
    return end_of(working_days_after(london_date(now), count))


def weekday(at: datetime | None) -> str:
    """The day's name in London of a thing that is over at this instant."""
    return "" if at is None else f"{(at - timedelta(microseconds=1)).astimezone(LONDON):%A}"
