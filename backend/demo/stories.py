"""How far each plan came and when: the outline of one young person's last eighteen months, and the hours of a day. Pure.

Every instant is before today, in the order that the product would have written it.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from backend.demo.dice import Dice
from backend.shared.dates import LONDON, is_working_day


@dataclass(frozen=True)
class Outline:
    """Days are days ago, None where it has not happened; `review_in` and `review_due_in` are days from today."""

    stop: str
    begun: int = 0
    written: int | None = None
    shared: int | None = None
    delivered: int | None = None
    opened: int | None = None
    answered: int | None = None
    answer: str = ""
    answer_words: str = ""
    earlier: tuple[int, ...] = ()  # days ago on which older versions were shared, oldest first
    draft_begun: int | None = None  # a newer draft beside the finished version
    phone_since: int | None = None
    phone_shared: bool = False
    review_in: int | None = None
    review_due_in: int | None = None  # given: the last review was held so that it falls on this day
    review_time: time = time(14, 0)
    review_place: str = ""
    review_answer: str | None = None
    review_words: str = ""
    asked: int | None = None
    asked_words: str = ""
    moved: int | None = None  # days ago they moved into a home the council found
    slips: bool = False
    written_time: time | None = None
    shared_time: time | None = None
    at_once: bool = False  # the phone was in use when the plan was shared
    unclear: bool = False  # one action of what is not shared yet could be clearer


def office(dice: Dice, day: date, at: time | None = None) -> datetime:
    """An instant in office hours of this day, or of the working day before it."""
    while not is_working_day(day):
        day -= timedelta(days=1)
    at = at or time(dice.between(9, 16), dice.between(0, 59), dice.between(0, 59))
    return datetime.combine(day, at, LONDON).astimezone(UTC)


def any_hour(dice: Dice, day: date) -> datetime:
    """An instant between eight in the morning and ten at night, London time."""
    at = time(dice.between(8, 21), dice.between(0, 59), dice.between(0, 59))
    return datetime.combine(day, at, LONDON).astimezone(UTC)


def office_day(day: date) -> date:
    """This day, or the working day before it."""
    while not is_working_day(day):
        day -= timedelta(days=1)
    return day
