"""Teams, staff and allocations come in."""

from datetime import datetime
from typing import Any
from uuid import UUID

from piccolo.columns import Column

from backend.audit import commands as audit
from backend.intake import queries
from backend.intake.commands.batches import insert
from backend.intake.commands.known import People, Staffing
from backend.intake.council_files import ROLE_FOR, Allocation, Staff
from backend.intake.folder import Files, Tell
from backend.intake.report import Report
from backend.people.rules import ALLOCATED, ROLES
from backend.people.tables import Link, Manages, Team, Worker
from backend.shared.dates import end_of, start_of
from backend.shared.db import fetch
from backend.shared.ids import new_id
from backend.shared.viewer import Viewer


async def bring_staff(viewer: Viewer, files: Files, report: Report, tell: Tell) -> Staffing:
    """Every team named and every member of staff is there as the files say; nobody is taken out."""
    staffing = Staffing(await queries.teams(), await queries.workers())
    await _teams(files, staffing, report, tell)
    managed = await queries.managed_teams()
    fresh, changed, manages = [], [], []
    for one in files.staff.values():
        known = staffing.workers.get(one.email)
        row = _worker(one, known, staffing, viewer.now, report)
        answers_for, wanted = managed.get(row["id"], set()), {staffing.team(name) for name in one.manages}
        count = report.count("staff")
        if known is None:
            fresh.append(Worker(**row))
            count.new += 1
        elif row != known or answers_for != wanted:
            changed.append(Worker(**row))
            count.changed += 1
        else:
            count.unchanged += 1
        # A manager's teams are exactly those of their row; whom they may see follows at the next request.
        manages += [Manages(manager=row["id"], team=team) for team in wanted - answers_for]
        if gone := answers_for - wanted:
            await Manages.delete().where(Manages.manager == row["id"], Manages.team.is_in(list(gone)))
        staffing.workers[one.email] = row
    await insert(fresh, "Staff", tell)
    for worker in changed:
        await Worker.update(_said_of(worker, files.staff[worker.email])).where(Worker.id == worker.id)
    await insert(manages, "Staff", tell)
    for worker in fresh + changed:
        await audit.did(viewer, "imported_staff", thing=worker.id)
    if "staff" in files.kinds:
        for email, row in staffing.workers.items():
            if email not in files.staff and row["ended_at"] is None:
                report.missing(
                    "staff", "staff", f"{email} works in Onward and is in no staff file. Write a LAST_DAY to end it."
                )
    return staffing


async def _teams(files: Files, staffing: Staffing, report: Report, tell: Tell) -> None:
    named = [one.team for one in files.staff.values()] + [row["TEAM"] for row in files.people.values()]
    named += [name for one in files.staff.values() for name in sorted(one.manages)]
    fresh = []
    for name in filter(None, named):
        if name.casefold() not in staffing.teams:
            team = Team(id=new_id(), name=name)
            staffing.teams[name.casefold()] = {"id": team.id, "name": name}
            fresh.append(team)
            report.count("teams").new += 1
    await insert(fresh, "Teams", tell)


def _worker(
    one: Staff, known: dict[str, Any] | None, staffing: Staffing, now: datetime, report: Report
) -> dict[str, Any]:
    ends_at, held = end_of(one.last_day) if one.last_day else None, known["ended_at"] if known else None
    if ends_at and _would_reopen(held, ends_at, now):
        words = f"The account of {one.email} has ended in Onward, and a later day does not bring it back."
        report.warn("account_has_ended", one.file, one.line, "LAST_DAY", words)
        ends_at = None
    return {
        "id": known["id"] if known else new_id(),
        "given_name": one.given_name,
        "family_name": one.family_name,
        "email": one.email,
        "role": one.role,
        "team": staffing.team(one.team) or (known["team"] if known else None),
        # A planned last day counts whole. Neither no day nor a later one brings back an account that was ended by hand.
        "ended_at": ends_at or held,
    }


def _said_of(worker: Worker, one: Staff) -> dict[Column | str, Any]:
    """What the file says of somebody known; without a LAST_DAY it says nothing about the end of their account."""
    columns = [Worker.given_name, Worker.family_name, Worker.role, Worker.team]
    columns += [Worker.ended_at] if one.last_day and worker.ended_at == end_of(one.last_day) else []
    return {column: getattr(worker, column._meta.name) for column in columns}


async def bring_allocations(
    viewer: Viewer, files: Files, staffing: Staffing, people: People, report: Report, tell: Tell
) -> None:
    """Every allocation of the files holds from its first day to its last; those not in them stay as they are."""
    held = await queries.links()
    fresh: list[Link] = []
    changed: list[tuple[Link, datetime | None]] = []
    named = set()
    for one in files.allocations:
        worker = _able(one, staffing, report)
        young_person = people.id_of(one.child)
        if worker is None:
            continue
        if young_person is None:
            words = "The child of this allocation is not in Onward"
            report.set_aside("allocations", "child_not_in", one.file, one.line, "CHILD", words)
            continue
        key = (young_person, worker["id"], one.relation, start_of(one.first_day))
        ends_at = end_of(one.last_day) if one.last_day else None
        named.add(key)
        known = held.get(key)
        if known and known["ends_at"] == ends_at:
            report.count("allocations").unchanged += 1
        elif known and _would_reopen(known["ends_at"], ends_at, viewer.now):
            words = "This allocation has ended in Onward. To start it again, give it a new first day"
            report.set_aside("allocations", "has_ended", one.file, one.line, "TO", words)
        else:
            link = Link(
                id=known["id"] if known else new_id(),
                young_person=key[0],
                worker=key[1],
                relation=key[2],
                starts_at=key[3],
                ends_at=ends_at,
            )
            if known:
                changed.append((link, known["ends_at"]))
            else:
                fresh.append(link)
            people.touched.add(young_person)
            count = report.count("allocations")
            count.new, count.changed = count.new + (not known), count.changed + bool(known)
    await insert(fresh, "Allocations", tell)
    for link, before in changed:
        # Somebody may end access by hand while this runs: then their word holds.
        same = Link.ends_at.is_null() if before is None else Link.ends_at == before
        await Link.update({Link.ends_at: link.ends_at}).where(Link.id == link.id, same)
    if "allocations" in files.kinds:
        _missing(held, named, people, viewer.now, report)
    await _teams_of_advisers(people, viewer.now)


def _able(one: Allocation, staffing: Staffing, report: Report) -> dict[str, Any] | None:
    """The member of staff, when there is one whose role fits this relation."""
    worker = staffing.workers.get(one.email)
    if worker is None:
        words = f"Nobody in Onward or in a staff file has the address {one.email}. Add them to staff.csv or mend it."
        report.fault("no_such_staff", one.file, one.line, "STAFF_EMAIL", words)
    elif worker["role"] != ROLE_FOR[one.relation]:
        needed = ROLES[ROLE_FOR[one.relation]].lower()
        words = f"{one.email} is {ROLES[worker['role']].lower()}, and this needs a {needed}. Name another person."
        report.fault("wrong_role", one.file, one.line, "STAFF_EMAIL", words)
        return None
    return worker


def _would_reopen(held: datetime | None, said: datetime | None, now: datetime) -> bool:
    """Access that has ended, perhaps by hand, does not come back because an older file does not know it."""
    return held is not None and held <= now and (said is None or said > held)


def _missing(
    held: dict[tuple[UUID, UUID, str, datetime], dict[str, Any]],
    named: set[Any],
    people: People,
    now: datetime,
    report: Report,
) -> None:
    children = {row["id"]: child for child, row in people.rows.items()}
    for key, row in held.items():
        if key not in named and row["away"] is None and (row["ends_at"] is None or row["ends_at"] > now):
            child = children[row["young_person"]]
            what = "adviser" if row["relation"] == ALLOCATED else row["relation"]
            words = f"An allocation ({what}) of child {child} holds in Onward and is in no allocations file. It stays."
            report.missing("allocations", "allocations", words)


async def _teams_of_advisers(people: People, now: datetime) -> None:
    """A young person without a team joins their adviser's, so that its manager sees them."""
    joined = await fetch(
        """
        UPDATE young_person SET team = worker.team FROM link JOIN worker ON worker.id = link.worker
        WHERE link.young_person = young_person.id AND young_person.team IS NULL AND worker.team IS NOT NULL
        AND link.relation = $1 AND link.starts_at <= $2 AND (link.ends_at IS NULL OR link.ends_at > $2)
        RETURNING young_person.id
        """,
        ALLOCATED,
        now,
    )
    people.touched |= {row["id"] for row in joined}
