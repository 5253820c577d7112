"""The next review: asked for, given a date, answered, held. At most one is to come for each young person."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from backend.audit.commands import did
from backend.people.queries import must_see, visible_to
from backend.plans import reviews
from backend.plans.commands import telling
from backend.plans.queries.standing import latest_shared
from backend.plans.tables import Review
from backend.shared.dates import london_date
from backend.shared.db import transaction
from backend.shared.problems import Conflict, NotFound, NotValid, SignInNeeded
from backend.shared.viewer import Viewer

FARTHEST = timedelta(days=2 * 365)
"""No review is planned farther ahead or told of farther back: reviews come every six months, so it is a slip of the pen."""


async def _to_come(viewer: Viewer, young_person: UUID | None) -> dict[str, Any] | None:
    """The review that is still to be held, locked until this transaction ends."""
    return (
        await Review.select()
        .where(
            Review.young_person == young_person, Review.young_person.is_in(visible_to(viewer)), Review.held_on.is_null()
        )
        .lock_rows("UPDATE")
        .first()
    )


async def _change(viewer: Viewer, review: UUID, values: dict[Any, Any]) -> None:
    await Review.update(values).where(Review.id == review, Review.young_person.is_in(visible_to(viewer)))


async def _new(viewer: Viewer, young_person: UUID | None, **values: Any) -> UUID:
    review = Review(young_person=young_person, **values)
    if not await Review.insert(review).on_conflict(action="DO NOTHING"):
        raise Conflict()  # somebody made one in this very moment; the next try finds it
    return review.id


async def coming(viewer: Viewer) -> None:
    """The young person will be there. Conflict while no date is set."""
    await _answered(viewer, "coming", "")


async def change(viewer: Viewer, words: str) -> None:
    """The young person wants another date, in their words; their adviser sees it. Conflict while no date is set."""
    await _answered(viewer, "change", words)


async def _answered(viewer: Viewer, answer: str, words: str) -> None:
    async with transaction():
        review = await _to_come(viewer, viewer.id)
        if review is None or review["at"] is None:
            raise Conflict("This review has no date yet.")
        await _change(
            viewer, review["id"], {Review.answer: answer, Review.answer_words: words, Review.answered_at: viewer.now}
        )
        await did(viewer, f"review_{answer}", about=viewer.id, thing=review["id"])
        await telling.date_answered(viewer, review["young_person"], review["id"], change=answer == "change")


async def ask(viewer: Viewer, words: str) -> None:
    """The young person asks for a review: due within ten working days, earlier if one was due anyway.

    Care Leavers (England) Regulations 2010 reg 7(2). A date that is already set stands until the adviser changes it.
    """
    if viewer.id is None:
        raise SignInNeeded()
    async with transaction():
        review = await _to_come(viewer, viewer.id)
        due = reviews.review_due_on(viewer.today, asked_on=viewer.today)
        if review is None:
            asked = await _new(viewer, viewer.id, due_on=due, why=reviews.ASKED, asked_at=viewer.now, asked_words=words)
        else:
            asked = review["id"]
            values = {
                Review.due_on: min(due, review["due_on"]),
                Review.why: reviews.ASKED,
                Review.asked_at: viewer.now,
                Review.asked_words: words,
            }
            if review["at"] is not None:
                values |= {Review.answer: "change", Review.answer_words: words, Review.answered_at: viewer.now}
            await _change(viewer, asked, values)
        await did(viewer, "asked_review", about=viewer.id, thing=asked)
        await telling.review_asked(viewer, viewer.id, asked, date_set=bool(review and review["at"]))


async def arrange(viewer: Viewer, young_person: UUID, at: datetime, place: str) -> None:
    """The next review is then and there, with this adviser; an earlier answer to another date is gone."""
    if at.tzinfo is None or not viewer.now < at <= viewer.now + FARTHEST:
        raise NotValid(
            "Choose a day and time to come.", faults=[{"field": "at", "problem": "Choose a day and time to come."}]
        )
    async with transaction():
        await must_see(viewer, young_person)
        review = await _to_come(viewer, young_person)
        values: dict[str, Any] = {"at": at, "place": place, "with_worker": viewer.id, "set_at": viewer.now}
        if review is None:
            id = await _new(
                viewer, young_person, due_on=reviews.review_due_on(viewer.today), why=reviews.ROUTINE, **values
            )
        else:
            id = review["id"]
            await _change(viewer, id, {**values, "answer": None, "answer_words": "", "answered_at": None})
        await did(viewer, "arranged_review", about=young_person, thing=id)
        before, was_at = (review["at"], review["place"]) if review else (None, "")
        await telling.review_arranged(viewer, young_person, id, before, at, place_changed=place != was_at)
        if version := await latest_shared(viewer, young_person):
            await telling.answer_taken_up(viewer, young_person, version["id"])


async def held(viewer: Viewer, young_person: UUID, on: date) -> None:
    """The review was held on this day, and the next one is due six months later. NotFound when none was to come."""
    async with transaction():
        await must_see(viewer, young_person)
        review = await _to_come(viewer, young_person)
        if review is None:
            raise NotFound()
        too_old = on < viewer.today - FARTHEST or (review["set_at"] and on < london_date(review["set_at"]))
        if on > viewer.today or too_old:
            raise NotValid(
                "Choose the day it was held.", faults=[{"field": "on", "problem": "Choose the day it was held."}]
            )
        await _change(viewer, review["id"], {Review.held_on: on})
        await _new(viewer, young_person, due_on=reviews.review_due_on(on), why=reviews.ROUTINE)
        await did(viewer, "held_review", about=young_person, thing=review["id"])
        await telling.review_held(viewer, young_person, review["id"])


async def moved(viewer: Viewer, young_person: UUID, on: date) -> None:
    """A new home that the council provides, from this day: the next review is due on day 28 at the latest.

    Care Leavers (England) Regulations 2010 reg 7(3).
    """
    if not viewer.today - FARTHEST <= on <= viewer.today:
        raise NotValid(
            "Choose the day of the move.", faults=[{"field": "on", "problem": "Choose the day of the move."}]
        )
    async with transaction():
        await must_see(viewer, young_person)
        review = await _to_come(viewer, young_person)
        due = reviews.review_due_on(on, new_home_on=on)
        if review is None:
            id = await _new(viewer, young_person, due_on=due, why=reviews.NEW_HOME)
        else:
            id = review["id"]
            if due < review["due_on"]:
                await _change(viewer, id, {Review.due_on: due, Review.why: reviews.NEW_HOME})
                await telling.review_due_sooner(viewer, young_person, id, date_set=bool(review["at"]))
        await did(viewer, "noted_new_home", about=young_person, thing=id)
