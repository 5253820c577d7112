"""The plan as its owner reads it."""

from typing import Any
from uuid import UUID

from backend.plans.queries.versions import ActionRow, Around, Content, around, contents, of_part, versions
from backend.plans.rules import PARTS, share_by
from backend.plans.schemas import MyAction, MyPart, MyPlan, Named, Version, Who
from backend.plans.tables import Duty
from backend.shared.dates import london_date
from backend.shared.problems import SignInNeeded
from backend.shared.viewer import Viewer


async def my_plan(viewer: Viewer) -> MyPlan:
    """The latest shared version with everything beside it; no version when none was shared. At most four statements."""
    if viewer.id is None:
        raise SignInNeeded()
    rows = await versions(viewer, viewer.id)
    shared = [row for row in rows if row["shared_at"]]
    beside = await around(viewer, viewer.id)
    version = None
    if shared:
        content = (await contents(viewer, [shared[0]["id"]]))[shared[0]["id"]]
        version = _version(viewer.id, shared[0], content, beside, len(shared) - 1)
    unshared = next((row for row in rows if not row["shared_at"]), None)
    expected = None
    if unshared and unshared["written_at"]:
        expected = share_by(london_date(unshared["written_at"]))
    elif not shared:
        duty = await Duty.select(Duty.first_due_on).where(Duty.young_person == viewer.id).first()
        expected = duty["first_due_on"] if duty else None
    return MyPlan(
        version=version,
        review=beside.review,
        adviser=beside.adviser,
        writing=unshared is not None,
        expected_by=expected if expected and expected >= viewer.today else None,
    )


def _version(owner: UUID, row: dict[str, Any], content: Content, beside: Around, before: int) -> Version:
    return Version(
        id=row["id"],
        number=row["number"],
        shared_at=row["shared_at"],
        shared_by=Named(
            name=f"{row['shared_given'] or ''} {row['shared_family'] or ''}".strip(),
            given_name=row["shared_given"] or "",
        ),
        written_on=london_date(row["written_at"]),
        opened_at=row["opened_at"],
        answer=row["answer"],
        answer_words=row["answer_words"],
        answered_at=row["answered_at"],
        parts=[_part(code, content, beside) for code in PARTS],
        before=before,
        hash=content.hash(owner, row["number"]),
    )


def _part(code: str, content: Content, beside: Around) -> MyPart:
    matters, actions = of_part(content, code)
    said = beside.own_words.get(code)
    return MyPart(
        code=code,
        matters=matters,
        own_words=said.words if said else "",
        own_words_on=london_date(said.said_at) if said else None,
        actions=[_action(one) for one in actions],
        if_things_change=content.if_things_change.get(code, ""),
    )


def _action(one: ActionRow) -> MyAction:
    name, given_name = one.owner
    return MyAction(
        id=one.id,
        matter=one.matter,
        what=one.what,
        who=Who(you=one.by_young_person, name=name, given_name=given_name),
        by_when=one.by_when,
        helps=one.helps,
        status=one.shown,
        done_on=one.done_on,
        plan_b=one.plan_b,
    )
