"""One folder of a council's files, read and checked as far as the files alone allow. Pure."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date

from backend.intake import council_files, ssda903
from backend.intake.cells import Record, records
from backend.intake.council_files import Allocation, Staff
from backend.intake.plan_files import PlanSheet, read_plan
from backend.intake.reading import Source, as_sheet
from backend.intake.report import Report
from backend.intake.ssda903 import Child, Spell

Tell = Callable[[str, int, int], None]
"""Told how far a step is: its name, how much is done, of how much."""


@dataclass
class Files:
    """Everything the folder holds. `kinds` are the kinds of file that were there, even when empty."""

    kinds: set[str] = field(default_factory=set)
    children: dict[str, Child] = field(default_factory=dict)
    spells: dict[str, list[Spell]] = field(default_factory=dict)
    people: dict[str, Record] = field(default_factory=dict)
    people_columns: frozenset[str] = frozenset()
    staff: dict[str, Staff] = field(default_factory=dict)
    allocations: list[Allocation] = field(default_factory=list)
    facts: dict[tuple[str, str, date], Record] = field(default_factory=dict)
    plans: dict[str, PlanSheet] = field(default_factory=dict)


def read_folder(sources: Iterable[Source], today: date, report: Report, tell: Tell = lambda *_: None) -> Files:
    """What all the files say together. Every fault goes to the report, so that one run names them all."""
    files = Files()
    rows: dict[str, list[Record]] = {}
    found = list(sources)
    for number, source in enumerate(found, 1):
        tell("Reading the files", number, len(found))
        if source.name.lower().endswith(".json"):
            files.kinds.add("plans")
            if sheet := read_plan(source, today, report):
                _newest(files.plans, sheet, report)
        elif source.name.lower().endswith(".csv"):
            _take_csv(source, files, rows, report)
        else:
            report.warn(
                "unknown_file", source.name, 0, "", "Onward reads .csv files and plans/*.json. It leaves this one out."
            )
    if not files.kinds and not report.notes:
        report.fault(
            "nothing_there", ".", 0, "", "There is no file here that Onward reads. See backend/intake/README.md."
        )
    files.children = ssda903.children(rows.get("header", []), today, report)
    files.spells = ssda903.spells(rows.get("episodes", []), today, report)
    files.people = council_files.people(rows.get("people", []), report)
    files.staff = council_files.staff(rows.get("staff", []), report)
    files.allocations = council_files.allocations(rows.get("allocations", []), report)
    files.facts = council_files.facts(rows.get("facts", []), report)
    return files


def _take_csv(source: Source, files: Files, rows: dict[str, list[Record]], report: Report) -> None:
    of_lines = Report()
    sheet = as_sheet(source, of_lines)
    kind = council_files.kind_of(sheet.columns) if sheet else None
    if sheet is None or kind is not None:
        report.notes += of_lines.notes
    if sheet is None:
        return
    if kind is None:
        words = "Its columns are not those of a file that Onward reads. It is left out; see backend/intake/README.md."
        report.warn("unknown_file", source.name, 1, "", words)
        return
    files.kinds.add(kind.name)
    if kind is council_files.PEOPLE:
        files.people_columns |= frozenset(sheet.columns)
    rows.setdefault(kind.name, []).extend(records(kind, sheet, report))


def _newest(plans: dict[str, PlanSheet], sheet: PlanSheet, report: Report) -> None:
    """One plan for each child: a draft is newer than a written one, else the later day holds."""

    def age(one: PlanSheet) -> tuple[bool, date, str]:
        return one.plan.state == "draft", one.plan.written_on or date.min, one.file

    other = plans.get(sheet.plan.child)
    if other is None:
        plans[sheet.plan.child] = sheet
        return
    older, plans[sheet.plan.child] = sorted((other, sheet), key=age)
    words = "Another file has a newer plan of this child. Onward takes over the newest only"
    report.set_aside("plans", "older_plan", older.file, 0, "$.child", words)
