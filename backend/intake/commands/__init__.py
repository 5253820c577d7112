"""An import as one transaction: everything in the folder comes in, or nothing does."""

from backend.audit import commands as audit
from backend.intake.commands.people import bring_people
from backend.intake.commands.plans import bring_plans
from backend.intake.commands.staff import bring_allocations, bring_staff
from backend.intake.folder import Files, Tell
from backend.intake.report import Report
from backend.shared.db import fetch, transaction
from backend.shared.problems import Busy
from backend.shared.viewer import Viewer

LOCK = 903
"""Key of the transaction lock: two imports at once would each miss what the other writes."""


class _NothingKept(Exception):
    """Rolls the transaction back."""


async def bring_in(
    viewer: Viewer, files: Files, report: Report, *, dry_run: bool, tell: Tell = lambda *_: None
) -> None:
    """Onward holds what the files say, and the report counts it; after any fault, or with dry_run, nothing changed.

    Raises Busy while another import runs. A dry run does the whole work and rolls it back, so that it says exactly what a real run would do.
    """
    if report.faults:
        return
    try:
        async with transaction():
            if not (await fetch("SELECT pg_try_advisory_xact_lock($1) AS free", LOCK))[0]["free"]:
                raise Busy("Another import is running. Run this one when it is done.")
            staffing = await bring_staff(viewer, files, report, tell)
            people = await bring_people(viewer, files, staffing, report, tell)
            await bring_plans(viewer, files, staffing, people, report, tell)
            await bring_allocations(viewer, files, staffing, people, report, tell)
            await audit.did_to_many(viewer, "imported", sorted(people.touched))
            if dry_run or report.faults:
                raise _NothingKept
    except _NothingKept:
        pass
