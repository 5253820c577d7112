"""Who is told of what happened to a plan or a review, and which notices it ends. Inside the transaction of the fact."""

from datetime import date, datetime
from uuid import UUID

from backend.notifications.commands import cancel, finish, give, give_staff, seen
from backend.plans import reminding
from backend.shared.viewer import Viewer

UNOPENED_STAFF = ("plan_unopened_7", "plan_unopened_14")
OWN_PLAN = ("plan_shared", "plan_unopened")
OWN_STAGES = tuple(reminding.OWN_STAGES.values())
STAFF_STAGES = tuple(reminding.STAFF_STAGES.values())
OWN_REVIEW = (*OWN_STAGES, "review_asked", "review_set", "review_moved")
STAFF_REVIEW = (*STAFF_STAGES, "review_asked_staff", "review_nudge", "plan_reply_due")


async def plan_shared(
    viewer: Viewer, young_person: UUID, version: UUID, before: dict[UUID, date | None], now: dict[UUID, date | None]
) -> None:
    """They are told of this version; what was told of the ones before is over.

    `before` and `now`: the promises of the version before and of this one, each with its day.
    """
    await cancel(viewer, why="newer", kinds=OWN_PLAN, young_person=young_person)
    await cancel(viewer, why="newer", kinds=UNOPENED_STAFF, about=young_person)
    for promise in before:
        if promise not in now or now[promise] != before[promise]:
            why = "moved" if promise in now else "newer"
            await cancel(viewer, why=why, kinds=reminding.WITH_ACTION, thing=promise)
    await give(
        viewer,
        kind="plan_shared",
        key=f"plan-shared:{version}",
        young_person=young_person,
        thing=version,
        named=viewer.id,
    )


async def plan_opened(viewer: Viewer, young_person: UUID, version: UUID) -> None:
    """They have it open: nobody has to be told of it any more."""
    await seen(viewer, kinds=OWN_PLAN, young_person=young_person, thing=version)
    await finish(viewer, why="opened", kinds=UNOPENED_STAFF, about=young_person, thing=version)


async def plan_answered(viewer: Viewer, young_person: UUID, version: UUID, answer: UUID, said: str) -> None:
    """A no or a partly is somebody's to answer; a later yes takes an earlier no back."""
    await finish(
        viewer, why="answered_again", kinds=("plan_answered", "plan_reply_due"), about=young_person, thing=version
    )
    if said in ("disagree", "partly"):
        await give_staff(viewer, kind="plan_answered", key=f"plan-answered:{answer}", about=young_person, thing=version)


async def answer_taken_up(viewer: Viewer, young_person: UUID, version: UUID) -> None:
    """Something came of their answer: a new draft, a review date, a new version."""
    await finish(viewer, why="taken_up", kinds=("plan_answered", "plan_reply_due"), about=young_person, thing=version)


async def review_asked(viewer: Viewer, young_person: UUID, review: UUID, *, date_set: bool) -> None:
    """They have it in writing that they asked, and whoever reads for them knows at once."""
    if not date_set:
        key = f"review-asked:{review}:{viewer.today}"
        await give(viewer, kind="review_asked", key=key, young_person=young_person, thing=review)
    await give_staff(
        viewer, kind="review_asked_staff", key=f"review-asked:{review}:{viewer.today}", about=young_person, thing=review
    )


async def date_answered(viewer: Viewer, young_person: UUID, review: UUID, *, change: bool) -> None:
    """They know the date. Wanting another one, whoever reads for them knows at once."""
    await seen(viewer, kinds=OWN_REVIEW, young_person=young_person, thing=review)
    if change:
        await give_staff(
            viewer,
            kind="review_asked_staff",
            key=f"review-change:{review}:{viewer.today}",
            about=young_person,
            thing=review,
        )
    else:
        kinds = ("review_asked_staff", "plan_reply_due")  # they can come after all
        await finish(viewer, why="coming_after_all", kinds=kinds, about=young_person, thing=review)


async def review_arranged(
    viewer: Viewer, young_person: UUID, review: UUID, before: datetime | None, at: datetime, *, place_changed: bool
) -> None:
    """They are told of the date, or that it moved; what was told of another date is over. The same again: nothing."""
    await finish(viewer, why="date_set", kinds=STAFF_REVIEW, about=young_person, thing=review)
    if before == at and not place_changed:
        return
    await cancel(
        viewer, why="moved" if before else "date_set", kinds=OWN_REVIEW, young_person=young_person, thing=review
    )
    kind = "review_moved" if before else "review_set"
    key = f"{kind.replace('_', '-')}:{review}:{viewer.now.isoformat()}"
    await give(
        viewer, kind=kind, key=key, young_person=young_person, thing=review, named=viewer.id, useful_until=at
    )  # fmt: skip


async def review_held(viewer: Viewer, young_person: UUID, review: UUID) -> None:
    """It was held: nothing about it is to come, for either side."""
    await finish(viewer, why="held", kinds=OWN_REVIEW, young_person=young_person, thing=review)
    await finish(viewer, why="held", kinds=STAFF_REVIEW, about=young_person, thing=review)


async def review_due_sooner(viewer: Viewer, young_person: UUID, review: UUID, *, date_set: bool) -> None:
    """Its day by law moved; where a date is set, the young person's own reminders go by that and stay."""
    await cancel(viewer, why="moved", kinds=STAFF_STAGES, about=young_person, thing=review)
    if not date_set:
        await cancel(viewer, why="moved", kinds=OWN_STAGES, young_person=young_person, thing=review)


async def action_over(viewer: Viewer, promise: UUID, how: str) -> None:
    """This promise is done, or did not happen: nobody is reminded of it any more."""
    await finish(viewer, why=how, kinds=reminding.WITH_ACTION, thing=promise)
