"""Every review of a made-up plan: held ones, and the one to come, due by the product's own rules. Pure."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from backend.demo.dice import Dice
from backend.demo.stories import Outline, any_hour, office, office_day
from backend.plans import reviews
from backend.shared.dates import LONDON, add_months, is_working_day, working_days_after

OFFICE = "The leaving care office, second floor"


@dataclass(frozen=True)
class ReviewStory:
    """One review; `at` with place is a set date, `held_on` says that it was."""

    due_on: date
    why: str
    at: datetime | None = None
    place: str = ""
    set_at: datetime | None = None
    answer: str | None = None
    words: str = ""
    answered_at: datetime | None = None
    held_on: date | None = None
    asked_at: datetime | None = None
    asked_words: str = ""


def last_review(story: Outline, today: date) -> date:
    """The last review, or the day the plan was first shared where none was held."""
    if story.review_due_in is not None:
        return add_months(today + timedelta(days=story.review_due_in), -reviews.ROUTINE_MONTHS)
    days = (story.begun if story.earlier else story.shared) or 0
    return office_day(today - timedelta(days=days))


def next_due(story: Outline, today: date) -> tuple[date, str]:
    """When the next review must be, and why, by the product's own rules."""
    given = {
        "new_home_on": today - timedelta(days=story.moved) if story.moved is not None else None,
        "asked_on": office_day(today - timedelta(days=story.asked)) if story.asked is not None else None,
    }
    last = last_review(story, today)
    due = reviews.review_due_on(last, **given)
    if story.asked is not None:
        return due, reviews.ASKED
    if due < reviews.review_due_on(last):
        return due, reviews.NEW_HOME
    first = not story.earlier and story.review_due_in is None
    return due, reviews.FIRST if first else reviews.ROUTINE


def review_stories(dice: Dice, story: Outline, today: date) -> list[ReviewStory]:
    """Every review of this plan in order; the last one is still to come."""
    if story.shared is None and not story.earlier:
        return []
    found: list[ReviewStory] = []
    shared = [*story.earlier, *([story.shared] if story.shared is not None else [])]
    since = office_day(today - timedelta(days=shared[0]))
    begun = [days + 9 for days in story.earlier[1:]] + ([story.begun] if story.earlier else [])
    held = [office_day(today - timedelta(days=days)) for days in begun]
    if story.review_due_in is not None:
        last = last_review(story, today)
        held = [*(day for day in held if day < last - timedelta(days=60)), last]
    for day in held:
        at = office(dice, day)
        said = "coming" if story.phone_since and (today - day).days < story.phone_since and dice.chance(0.7) else None
        found.append(
            ReviewStory(
                due_on=reviews.review_due_on(since),
                why=reviews.ROUTINE if found else reviews.FIRST,
                at=at.replace(minute=30, second=0, microsecond=0),
                place=story.review_place or OFFICE,
                set_at=at - timedelta(days=dice.between(9, 20)),
                answer=said,
                answered_at=at - timedelta(days=3) if said else None,
                held_on=day,
            )
        )
        since = day
    due, why = next_due(story, today)
    asked_at = any_hour(dice, office_day(today - timedelta(days=story.asked))) if story.asked is not None else None
    coming = ReviewStory(due, why, asked_at=asked_at, asked_words=story.asked_words)
    if story.review_in is not None:
        day = today + timedelta(days=story.review_in)
        while not is_working_day(day):
            day = working_days_after(day, 1)
        said_at = any_hour(dice, today - timedelta(days=dice.between(1, 3))) if story.review_answer else None
        coming = replace(
            coming, at=datetime.combine(day, story.review_time, LONDON).astimezone(UTC), place=story.review_place or OFFICE,
            set_at=office(dice, today - timedelta(days=dice.between(5, 12))), answer=story.review_answer, words=story.review_words, answered_at=said_at,
        )  # fmt: skip
    return [*found, coming]
