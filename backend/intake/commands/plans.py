"""Plans come in as drafts or as written. A file never proves that a plan was shared, so sharing is done in Onward."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from backend.intake import queries
from backend.intake.commands.batches import insert
from backend.intake.commands.known import People, Staffing
from backend.intake.folder import Files, Tell
from backend.intake.plan_files import PlanSheet, staff_named
from backend.intake.report import Report
from backend.plans.rules import MATTERS, PROGRESS
from backend.plans.tables import Action, ActionProgress, Contingency, Matter, OwnWords, PlanVersion, Review
from backend.shared.dates import london_date, start_of
from backend.shared.ids import new_id
from backend.shared.viewer import Viewer

Content = tuple[frozenset[Any], frozenset[Any], tuple[Any, ...]]
"""What a version says: matters, what happens if things change, actions in their order."""


async def bring_plans(
    viewer: Viewer, files: Files, staffing: Staffing, people: People, report: Report, tell: Tell
) -> None:
    """Each file's plan is a version in Onward. What Onward has been worked on since is never overwritten."""
    sheets = _for_people_here(files, staffing, people, report)
    ids = [person for person, _ in sheets]
    held, worked_on = await queries.versions(ids), await queries.worked_on(ids)
    fresh = _Fresh()
    for number, (person, sheet) in enumerate(sheets, 1):
        versions, content = held.get(person, []), _content(sheet, staffing)
        count = report.count("plans")
        same = next((v for v in versions if _stored(v) == content), None)
        draft = next((v for v in versions if v["shared_at"] is None), None)
        if same and not (same is draft and draft["written_at"] is None and sheet.plan.state == "written"):
            count.unchanged += 1
            continue
        if draft is None and versions and _not_newer(sheet, versions, person in worked_on):
            words = "Onward has this plan or a newer one. A new version needs a later written_on"
            report.set_aside("plans", "not_newer", sheet.file, 0, "$.written_on", words)
            continue
        if draft is None:
            fresh.add(person, sheet, content, versions, staffing, viewer)
            count.new += 1
        elif draft["begun_by"] or worked_on.get(person, draft["begun_at"]) > draft["begun_at"]:
            words = "Somebody works on this plan in Onward. Share or change it there"
            report.set_aside("plans", "worked_on", sheet.file, 0, "$.child", words)
            continue
        elif await queries.has_progress(draft["id"]):
            words = "Actions of this plan have moved in Onward. Share or change it there"
            report.set_aside("plans", "has_moved", sheet.file, 0, "$.child", words)
            continue
        else:
            await _take_out(draft["id"])
            fresh.add(person, sheet, content, [v for v in versions if v is not draft], staffing, viewer)
            count.changed += 1
        people.touched.add(person)
        tell("Plans", number, len(sheets))
    for rows in (fresh.versions, fresh.matters, fresh.contingencies, fresh.actions, fresh.progress):
        await insert(rows, "Plans", tell)
    await _own_words(sheets, people, report, tell)
    await _reviews(sheets, staffing, people, report, tell)


def _for_people_here(files: Files, staffing: Staffing, people: People, report: Report) -> list[tuple[UUID, PlanSheet]]:
    """The plans of young people in Onward; every member of staff they name must be there too."""
    found = []
    for child, sheet in sorted(files.plans.items()):
        for address in sorted(staff_named(sheet.plan) - staffing.workers.keys()):
            words = f"Nobody in Onward or in a staff file has the address {address}. Add them to staff.csv or mend it."
            report.fault("no_such_staff", sheet.file, 0, address, words)
        person = people.id_of(child)
        if person is None:
            report.set_aside(
                "plans", "child_not_in", sheet.file, 0, "$.child", "The child of this plan is not in Onward"
            )
        elif staff_named(sheet.plan) <= staffing.workers.keys():
            found.append((person, sheet))
    return found


def _worker(address: str | None, staffing: Staffing) -> UUID | None:
    return staffing.workers[address.lower()]["id"] if address else None


def _content(sheet: PlanSheet, staffing: Staffing) -> Content:
    plan = sheet.plan
    return (
        frozenset((m.code, m.need, m.support) for m in plan.matters if m.need or m.support),
        frozenset((c.part, c.words) for c in plan.if_things_change if c.words),
        tuple(
            (m.code, a.what, a.by_young_person, _worker(a.by_staff, staffing), a.by_name, a.by_when, a.helps, a.plan_b)
            for m in sorted(plan.matters, key=lambda m: MATTERS.index(m.code))
            for a in m.actions
        ),
    )


def _stored(version: dict[str, Any]) -> Content:
    columns = ("matter", "what", "by_young_person", "by_worker", "by_name", "by_when", "helps", "plan_b")
    ordered = sorted(version["actions"], key=lambda a: (MATTERS.index(a["matter"]), a["position"]))
    return (
        frozenset((m["code"], m["need"], m["support"]) for m in version["matters"] if m["need"] or m["support"]),
        frozenset((c["part"], c["words"]) for c in version["contingencies"] if c["words"]),
        tuple(tuple(a[column] for column in columns) for a in ordered),
    )


def _not_newer(sheet: PlanSheet, versions: list[dict[str, Any]], worked_on: bool) -> bool:
    """An old file run again must not undo what was done in Onward since: only a later day makes a new version."""
    written_on = sheet.plan.written_on
    if written_on and all(v["written_at"] is None or london_date(v["written_at"]) < written_on for v in versions):
        return False
    return sheet.plan.state == "written" or worked_on


class _Fresh:
    """Rows to insert, parents first."""

    def __init__(self) -> None:
        self.versions: list[PlanVersion] = []
        self.matters: list[Matter] = []
        self.contingencies: list[Contingency] = []
        self.actions: list[Action] = []
        self.progress: list[ActionProgress] = []

    def add(
        self,
        person: UUID,
        sheet: PlanSheet,
        content: Content,
        before: list[dict[str, Any]],
        staffing: Staffing,
        viewer: Viewer,
    ) -> None:
        """One version after those before it. An action with the same words keeps its promise from the last one."""
        plan, version = sheet.plan, new_id()
        written_at = _noon(plan.written_on, viewer.now) if plan.written_on and plan.state == "written" else None
        self.versions.append(
            PlanVersion(
                id=version,
                young_person=person,
                number=max((v["number"] for v in before), default=0) + 1,
                begun_at=viewer.now,
                written_at=written_at,
                written_by=_worker(plan.written_by, staffing),
            )
        )
        matters, contingencies, actions = content
        self.matters += [Matter(version=version, code=c, need=n, support=s) for c, n, s in sorted(matters)]
        self.contingencies += [Contingency(version=version, part=p, words=w) for p, w in sorted(contingencies)]
        kept = {(a["matter"], a["what"]): a["promise"] for a in (before[-1]["actions"] if before else [])}
        statuses = [a.status for m in sorted(plan.matters, key=lambda m: MATTERS.index(m.code)) for a in m.actions]
        for position, (one, status) in enumerate(zip(actions, statuses, strict=True)):
            action = new_id()
            matter, what, by_young_person, by_worker, by_name, by_when, helps, plan_b = one
            self.actions.append(
                Action(
                    id=action,
                    version=version,
                    promise=kept.pop((matter, what), action),
                    matter=matter,
                    position=position,
                    what=what,
                    by_young_person=by_young_person,
                    by_worker=by_worker,
                    by_name=by_name,
                    by_when=by_when,
                    helps=helps,
                    plan_b=plan_b,
                )
            )
            if status in PROGRESS:
                self.progress.append(ActionProgress(action=action, status=status, at=viewer.now))


async def _take_out(version: UUID) -> None:
    """An unshared version that came from a file gives way to the newer file."""
    for table in (Matter, Contingency, Action):
        await table.delete().where(table.version == version)
    await PlanVersion.delete().where(PlanVersion.id == version, PlanVersion.shared_at.is_null())


async def _own_words(sheets: list[tuple[UUID, PlanSheet]], people: People, report: Report, tell: Tell) -> None:
    """The young person's own words as the council wrote them down; those already there are not said twice."""
    held = await queries.own_words(person for person, _ in sheets)
    fresh = []
    for person, sheet in sheets:
        for said in sheet.plan.own_words:
            count = report.count("own words")
            if not said.words.strip() or (person, said.part, said.words) in held:
                count.unchanged += 1
                continue
            at = start_of(said.said_on)
            fresh.append(OwnWords(young_person=person, part=said.part, words=said.words, said_at=at, through="file"))
            held.add((person, said.part, said.words))
            people.touched.add(person)
            count.new += 1
    await insert(fresh, "Own words", tell)


async def _reviews(
    sheets: list[tuple[UUID, PlanSheet]], staffing: Staffing, people: People, report: Report, tell: Tell
) -> None:
    """The next review where Onward has none to come; after that Onward keeps it."""
    held = await queries.have_review_to_come(person for person, _ in sheets)
    fresh = []
    for person, sheet in sheets:
        if (review := sheet.plan.next_review) is None:
            continue
        if person in held:
            report.count("reviews").unchanged += 1
            continue
        fresh.append(
            Review(
                young_person=person,
                due_on=review.due_on,
                why=review.why,
                at=review.at,
                place=review.place,
                with_worker=_worker(review.with_staff, staffing),
            )
        )
        people.touched.add(person)
        report.count("reviews").new += 1
    await insert(fresh, "Reviews", tell)


def _noon(day: date, now: datetime) -> datetime:
    """A day without a time is kept as its noon in London, or as now when that has not come yet."""
    return min(start_of(day) + timedelta(hours=12), now)
