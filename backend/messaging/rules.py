"""Whose thread it is, how far back a cover reads, when an answer is due, and what is said out of hours. Pure."""

from datetime import UTC, datetime, time, timedelta

from backend.shared.dates import LONDON, is_working_day, london_date, working_days_after

ADVISER, NURSE = "adviser", "nurse"
THREADS = (ADVISER, NURSE)
THREAD_OF = {"adviser": ADVISER, "nurse": NURSE}  # kind of staff to the one thread they have with a young person
APP, SEND_ONLY = "app", "send_only"  # how a message came
LAST = 2_000_000_000  # no thread gets this long
PAGE = 50  # messages on a page
COVER_SEES = timedelta(days=30)  # before the cover began (safety.md 6.1)
OPENS, CLOSES = time(9), time(17)  # on working days, wall time in London
DAY_OF_WORK = timedelta(hours=CLOSES.hour - OPENS.hour)  # the clocks change on Sundays, at night
OLDEST_CLOCK = datetime(2020, 1, 1, tzinfo=UTC)  # a phone that says less has lost its clock, not its age
SHORT = 140  # characters of a message that stand in a list
BURST, EVERY = 60, timedelta(seconds=1)  # messages of one account at once, and then one in so long (safety.md 4.6)
FILE_WORDS = {"photo": "Photo", "pdf": "PDF", "voice": "Voice note"}

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


def written(said: datetime, now: datetime) -> datetime:
    """When it was typed, by the phone's clock as far as one can believe it: never later than now, never before 2020."""
    return said if OLDEST_CLOCK <= said <= now else now


def reply_by(waiting_since: datetime, days: int) -> datetime:
    """When the promised answer is due: the end of working hours, so many working days after the London day it came."""
    due = working_days_after(london_date(waiting_since), days)
    return datetime.combine(due, CLOSES, LONDON).astimezone(UTC)


def is_working(now: datetime) -> bool:
    """Whether somebody reads now: a working day in England, from 9am until 5pm in London."""
    here = now.astimezone(LONDON)
    return is_working_day(here.date()) and OPENS <= here.time() < CLOSES


def next_opening(now: datetime) -> datetime:
    """The first instant from now on at which somebody reads, in UTC: now itself within working hours."""
    if is_working(now):
        return now
    here = now.astimezone(LONDON)
    day = here.date()
    if not is_working_day(day) or here.time() >= CLOSES:
        day = working_days_after(day, 1)
    return datetime.combine(day, OPENS, LONDON).astimezone(UTC)


def hours_line(now: datetime, reader: str) -> str:
    """Who reads next and when, out of hours; "" within them. `reader`: the first name of who reads at next_opening."""
    if is_working(now):
        return ""
    today, day = london_date(now), london_date(next_opening(now))
    ahead = (day - today).days
    when = {0: "today", 1: "tomorrow"}.get(ahead, f"on {_DAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]}")
    return f"{reader or 'Someone from the team'} reads messages from 9am {when}."


def beginning(words: str, file: str | None) -> str:
    """The short beginning of a message for a list, on one line; what kind of file it is where it has no words."""
    line = " ".join(words.split())
    if not line:
        return FILE_WORDS.get(file or "", "")
    return line if len(line) <= SHORT else line[: SHORT - 1].rstrip() + "…"
