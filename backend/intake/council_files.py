"""The files of our own format beside the return: people, staff, allocations, facts. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from backend.intake.cells import Column, Kind, Record, code_of, day, email, language, text_up_to, yes_or_no
from backend.intake.report import Report
from backend.intake.ssda903 import CHILD, EPISODES, HEADER
from backend.people.care import FACTS
from backend.people.entitlement import Category
from backend.people.rules import ALLOCATED, COVER, NURSE_FOR, ROLES
from backend.shared.viewer import ADVISER, MANAGER, NURSE

RELATIONS = {"ADVISER": ALLOCATED, "COVER": COVER, "NURSE": NURSE_FOR}
ROLE_FOR = {ALLOCATED: ADVISER, COVER: ADVISER, NURSE_FOR: NURSE}
CATEGORIES = [one.value for one in Category if one not in (Category.UNDER_16, Category.OVER_25)]

_NAME = text_up_to(80)
PEOPLE = Kind(
    name="people",
    known_by=frozenset({"CHILD", "GIVEN_NAME"}),
    columns=(
        CHILD,
        Column("GIVEN_NAME", _NAME, needed=True),
        Column("FAMILY_NAME", _NAME, needed=True),
        Column("KNOWN_AS", _NAME),
        Column("LANGUAGE", language),
        Column("CONTACT_SAFELY", text_up_to(400, lines=True)),
        Column("TEAM", _NAME),
        Column("CATEGORY", code_of(CATEGORIES)),
        Column("CATEGORY_BASIS", text_up_to(400)),
        Column("SUPPORT_REQUESTED", yes_or_no),
        Column("IN_EDUCATION_PROGRAMME", yes_or_no),
    ),
)
STAFF = Kind(
    name="staff",
    known_by=frozenset({"EMAIL", "ROLE"}),
    columns=(
        Column("EMAIL", email, needed=True),
        Column("GIVEN_NAME", _NAME, needed=True),
        Column("FAMILY_NAME", _NAME, needed=True),
        Column("ROLE", code_of(ROLES), needed=True),
        Column("TEAM", _NAME),
        Column("MANAGES", text_up_to(400)),
        Column("LAST_DAY", day),
    ),
)
ALLOCATIONS = Kind(
    name="allocations",
    known_by=frozenset({"CHILD", "STAFF_EMAIL"}),
    columns=(
        CHILD,
        Column("STAFF_EMAIL", email, needed=True),
        Column("RELATION", code_of(RELATIONS), needed=True),
        Column("FROM", day, needed=True),
        Column("TO", day),
    ),
)
FACT_FILE = Kind(
    name="facts",
    known_by=frozenset({"CHILD", "FACT"}),
    columns=(
        CHILD,
        Column("FACT", code_of(FACTS), needed=True),
        Column("FROM", day, needed=True),
        Column("UNTIL", day),
        Column("CONFIRMED", yes_or_no),
    ),
)
KINDS = (EPISODES, ALLOCATIONS, FACT_FILE, PEOPLE, STAFF, HEADER)

_OTHER_RETURN_FILES = frozenset(
    {"DUC", "IN_TOUCH", "REVIEW", "SDQ_SCORE", "DATE_INT", "DATE_PLACED", "PREV_PERM", "MISSING", "MIS_START", "SW_ID"}
)
"""Columns of the return's other files, which also have CHILD and DOB and are not read."""


def kind_of(columns: Iterable[str]) -> Kind | None:
    """Which of our files this is, by its columns; None for a file that Onward does not read."""
    names = frozenset(columns)
    found = next((kind for kind in KINDS if kind.known_by <= names), None)
    return None if found is HEADER and names & _OTHER_RETURN_FILES else found


@dataclass(frozen=True)
class Staff:
    """One member of staff as the council's file has them."""

    email: str
    given_name: str
    family_name: str
    role: str
    team: str | None
    manages: frozenset[str]
    last_day: date | None
    file: str
    line: int


@dataclass(frozen=True)
class Allocation:
    """Who advises, covers or nurses whom, first and last day both included."""

    child: str
    email: str
    relation: str
    first_day: date
    last_day: date | None
    file: str
    line: int


def people(rows: Iterable[Record], report: Report) -> dict[str, Record]:
    """One row for each child; a second one is a fault, because nobody can say which name is right."""
    return _one_each(rows, "CHILD", report)


def staff(rows: Iterable[Record], report: Report) -> dict[str, Staff]:
    """One member of staff for each e-mail address. A manager without MANAGES answers for their own TEAM."""
    found = {}
    for address, row in _one_each(rows, "EMAIL", report).items():
        named = frozenset(name.strip() for name in (row["MANAGES"] or "").split(";") if name.strip())
        if named and row["ROLE"] != MANAGER:
            words = "Only a manager answers for teams. Empty the cell or set ROLE to manager."
            report.fault("not_a_manager", row.file, row.line, "MANAGES", words)
        if row["ROLE"] == MANAGER and not named and row["TEAM"]:
            named = frozenset({row["TEAM"]})
        if row["ROLE"] == MANAGER and not named:
            report.warn(
                "no_team", row.file, row.line, "MANAGES", "This manager answers for no team and will see nobody."
            )
        if too_long := next((name for name in named if len(name) > 80), None):
            report.fault(
                "cell_wrong", row.file, row.line, "MANAGES", f"'{too_long[:40]}' is too long for a team's name."
            )
        found[address] = Staff(
            address,
            row["GIVEN_NAME"],
            row["FAMILY_NAME"],
            row["ROLE"],
            row["TEAM"],
            named,
            row["LAST_DAY"],
            row.file,
            row.line,
        )
    return found


def allocations(rows: Iterable[Record], report: Report) -> list[Allocation]:
    """Allocations that can be; each has a first day, cover has a last one, and none is there twice."""
    found: dict[tuple[str, str, str, date], Allocation] = {}
    for row in rows:
        one = Allocation(
            row["CHILD"], row["STAFF_EMAIL"], RELATIONS[row["RELATION"]], row["FROM"], row["TO"], row.file, row.line
        )
        if one.last_day and one.last_day < one.first_day:
            report.fault(
                "ends_first", one.file, one.line, "TO", "The last day is before the first (FROM). Check both days."
            )
        if one.relation == COVER and not one.last_day:
            report.fault("cover_without_end", one.file, one.line, "TO", "Cover must end. Write its last day.")
        first = found.setdefault((one.child, one.email, one.relation, one.first_day), one)
        if first is not one and first.last_day != one.last_day:
            words = f"{first.file} line {first.line} has another last day for the same allocation. Keep one."
            report.fault("two_ends", one.file, one.line, "TO", words)
        elif first is not one:
            words = f"{first.file} line {first.line} says the same. This line is left out."
            report.warn("twice", one.file, one.line, "CHILD", words)
    return list(found.values())


def facts(rows: Iterable[Record], report: Report) -> dict[tuple[str, str, date], Record]:
    """Facts by child, kind and first day."""
    found: dict[tuple[str, str, date], Record] = {}
    for row in rows:
        if row["UNTIL"] and row["UNTIL"] < row["FROM"]:
            report.fault(
                "ends_first", row.file, row.line, "UNTIL", "The end is before the start (FROM). Check both days."
            )
        first = found.setdefault((row["CHILD"], row["FACT"], row["FROM"]), row)
        if first is not row:
            words = f"{first.file} line {first.line} has this fact from the same day. Keep one."
            report.fault("two_rows", row.file, row.line, "FACT", words)
    return found


def _one_each(rows: Iterable[Record], column: str, report: Report) -> dict[str, Record]:
    found: dict[str, Record] = {}
    for row in rows:
        first = found.setdefault(row[column], row)
        if first is row:
            continue
        if first.values == row.values:
            words = f"{first.file} line {first.line} says the same. This line is left out."
            report.warn("twice", row.file, row.line, column, words)
        else:
            words = f"{first.file} line {first.line} has {row[column]} already and differs. Keep one."
            report.fault("two_rows", row.file, row.line, column, words)
    return found
