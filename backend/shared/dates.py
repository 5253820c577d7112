"""Calendar rules. Dates are calendar dates in London; instants are aware and in UTC."""

from calendar import isleap, monthrange
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


def london_date(instant: datetime) -> date:
    """The date on a London wall at this aware instant. A naive instant raises ValueError."""
    if instant.tzinfo is None:
        raise ValueError("an instant needs its time zone")
    return instant.astimezone(LONDON).date()


def start_of(day: date) -> datetime:
    """The first instant of this London day, in UTC."""
    return datetime.combine(day, time.min, LONDON).astimezone(UTC)


def end_of(day: date) -> datetime:
    """The instant at which this London day is over, in UTC: a planned last day counts whole."""
    return start_of(day + timedelta(days=1))


def add_months(day: date, months: int) -> date:
    """The same day so many calendar months on, clamped to the month's end: 31 August + 6 is the last of February."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def birthday(born_on: date, age: int) -> date:
    """The day this age is reached. Born on 29 February: 1 March in other years.

    Family Law Reform Act 1969 s.9: an age is reached at the start of the birthday.
    """
    year = born_on.year + age
    if born_on.month == 2 and born_on.day == 29 and not isleap(year):
        return date(year, 3, 1)
    return born_on.replace(year=year)


def age_on(born_on: date, day: date) -> int:
    """Completed years on this day; negative before birth."""
    years = day.year - born_on.year
    return years if day >= birthday(born_on, years) else years - 1


def easter_sunday(year: int) -> date:
    """Western Easter by the anonymous Gregorian computus (Meeus, Astronomical Algorithms, ch. 8)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    w = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 19 * w) // 433
    month = (h + w - 7 * m + 90) // 25
    return date(year, month, (h + w - 7 * m + 33 * month + 19) % 32)


@cache
def bank_holidays(year: int) -> frozenset[date]:
    """England's yearly bank holidays. Banking and Financial Dealings Act 1971 Sch 1, with substitute days.

    One-off holidays by royal proclamation are not computed; they move no date that a court would read.
    """
    easter = easter_sunday(year)
    may_end = date(year, 5, 31)
    august_end = date(year, 8, 31)
    first_may = date(year, 5, 1)
    days = {
        easter - timedelta(days=2),
        easter + timedelta(days=1),
        first_may + timedelta(days=-first_may.weekday() % 7),
        may_end - timedelta(days=may_end.weekday()),
        august_end - timedelta(days=august_end.weekday()),
    }
    for fixed in (date(year, 1, 1), date(year, 12, 25), date(year, 12, 26)):
        while fixed.weekday() >= 5 or fixed in days:
            fixed += timedelta(days=1)
        days.add(fixed)
    return frozenset(days)


def is_working_day(day: date) -> bool:
    """Monday to Friday and no bank holiday in England."""
    return day.weekday() < 5 and day not in bank_holidays(day.year)


def working_days_after(day: date, count: int) -> date:
    """The day that lies `count` working days after `day` (which itself does not count)."""
    while count > 0:
        day += timedelta(days=1)
        count -= is_working_day(day)
    return day
