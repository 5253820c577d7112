"""Sharing: the version is made available, and from here it never changes."""

from uuid import UUID

from backend.audit.commands import did
from backend.people.queries import must_see, visible_to
from backend.plans import clarity, reviews, rules
from backend.plans.commands import telling
from backend.plans.commands.writing import locked_draft
from backend.plans.queries.staff import as_lines, gaps_out, hints_out
from backend.plans.queries.standing import latest_shared
from backend.plans.queries.versions import Content, contents
from backend.plans.tables import PlanVersion, Review
from backend.shared.db import transaction
from backend.shared.problems import NotReady, SayWhy
from backend.shared.viewer import Viewer


async def share(viewer: Viewer, young_person: UUID, why_anyway: str | None) -> None:
    """The draft is shared with its young person, finished first if it was not, and a next review is due.

    NotReady while an action has no person or no date (decisions 6). SayWhy while words could be clearer and no reason
    is given; a given reason is kept with the version and in the audit. Conflict without a draft.
    """
    async with transaction():
        person = await must_see(viewer, young_person)
        draft = await locked_draft(viewer, young_person)
        content = (await contents(viewer, [draft["id"]]))[draft["id"]]
        lines, texts = as_lines(content, person["known_as"])
        if gaps := rules.gaps(lines):
            raise NotReady("Each action needs a person and a date.", gaps=gaps_out(gaps))
        hints = clarity.hints(lines, texts, viewer.today)
        why_anyway = (why_anyway or "").strip()  # blanks are no reason
        if hints and not why_anyway:
            raise SayWhy("Change the words, or say why you share it as it is.", hints=hints_out(hints))
        why = why_anyway if hints else None
        before = await latest_shared(viewer, young_person)
        await PlanVersion.update(
            {
                PlanVersion.written_at: draft["written_at"] or viewer.now,
                PlanVersion.written_by: draft["written_by"] or viewer.id,
                PlanVersion.shared_at: viewer.now,
                PlanVersion.shared_by: viewer.id,
                PlanVersion.why_anyway: why,
                PlanVersion.content_hash: content.hash(young_person, draft["number"]),
            }
        ).where(PlanVersion.id == draft["id"], PlanVersion.young_person.is_in(visible_to(viewer)))
        first = Review(
            young_person=young_person,
            due_on=reviews.review_due_on(viewer.today),
            why=reviews.FIRST if draft["number"] == 1 else reviews.ROUTINE,
        )
        await Review.insert(first).on_conflict(action="DO NOTHING")  # one is already to come: it stays
        await did(viewer, "shared_plan", about=young_person, thing=draft["id"], why=why)
        await _tell(viewer, young_person, before["id"] if before else None, draft["id"], content)


async def _tell(viewer: Viewer, young_person: UUID, before: UUID | None, version: UUID, content: Content) -> None:
    days = {one.promise: one.by_when for one in content.actions}
    if before is None:
        await telling.plan_shared(viewer, young_person, version, {}, days)
        return
    earlier = (await contents(viewer, [before]))[before]
    await telling.plan_shared(
        viewer, young_person, version, {one.promise: one.by_when for one in earlier.actions}, days
    )
    await telling.answer_taken_up(viewer, young_person, before)
