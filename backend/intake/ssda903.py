"""The two files of the children looked-after return (SSDA903) that Onward reads: header and episodes. Pure.

Columns and codes: Department for Education, children looked-after data return guide, as used by the open-source
validator of Data to Insight.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from backend.intake.cells import Column, Kind, Record, code_of, day, text_up_to
from backend.intake.report import Report
from backend.people.care import Care, Recorded, facts_of_spell

BEGAN = ("S", "L", "P", "T", "B", "U")
LEGAL_STATUSES = ("C1", "C2", "D1", "E1", "V2", "V3", "V4", "J1", "J2", "J3", "L1", "L2", "L3")
PLACEMENTS = (
    "A3", "A4", "A5", "A6", "H5", "K1", "K2", "P1", "P2", "P3", "R1", "R2", "R3", "R5", "S1",
    "T0", "T1", "T2", "T3", "T4", "U1", "U2", "U3", "U4", "U5", "U6", "Z1",
)  # fmt: skip
PROVIDERS = ("PR0", "PR1", "PR2", "PR3", "PR4", "PR5")
ENDED = (
    "X1", "E11", "E12", "E2", "E3", "E4A", "E4B", "E13", "E41", "E45", "E46", "E47", "E48",
    "E5", "E6", "E7", "E8", "E9", "E14", "E15", "E16", "E17",
)  # fmt: skip

CHILD = Column("CHILD", text_up_to(20), needed=True)

HEADER = Kind(
    name="header",
    known_by=frozenset({"CHILD", "DOB"}),
    columns=(CHILD, Column("DOB", day, needed=True)),
    not_stored=frozenset({"SEX", "ETHNIC", "UPN", "MOTHER", "MC_DOB"}),
)
EPISODES = Kind(
    name="episodes",
    known_by=frozenset({"CHILD", "DECOM", "LS"}),
    columns=(
        CHILD,
        Column("DECOM", day, needed=True),
        Column("RNE", code_of(BEGAN), lenient=True),
        Column("LS", code_of(LEGAL_STATUSES), needed=True),
        Column("PLACE", code_of(PLACEMENTS), lenient=True),
        Column("PLACE_PROVIDER", code_of(PROVIDERS), lenient=True),
        Column("DEC", day),
        Column("REC", code_of(ENDED)),
    ),
    not_stored=frozenset({"CIN", "REASON_PLACE_CHANGE", "HOME_POST", "PL_POST", "URN"}),
)


@dataclass(frozen=True)
class Child:
    """One child of the header file."""

    child: str
    born_on: date
    file: str
    line: int


@dataclass(frozen=True)
class Spell:
    """One spell in care of the episodes file."""

    child: str
    began_on: date
    ended_on: date | None
    legal_status: str
    why_began: str
    why_ended: str
    placement: str
    provider: str
    file: str
    line: int

    @property
    def content(self) -> tuple[date, date | None, str, str, str, str, str]:
        """What is stored of it; two spells with the same content are the same."""
        return (
            self.began_on,
            self.ended_on,
            self.legal_status,
            self.why_began,
            self.why_ended,
            self.placement,
            self.provider,
        )


def care_of(spells: Iterable[Spell]) -> list[Care]:
    """The spells as the law counts them."""
    return [Care(spell.began_on, spell.ended_on, spell.legal_status) for spell in spells]


def facts_of(spells: Iterable[Spell]) -> list[Recorded]:
    """What the ends of these spells say by their own codes."""
    return [fact for spell in spells for fact in facts_of_spell(spell.why_ended, spell.ended_on)]


def children(rows: Iterable[Record], today: date, report: Report) -> dict[str, Child]:
    """One child for each CHILD number; a second line with another date of birth is a fault."""
    found: dict[str, Child] = {}
    for row in rows:
        one = Child(row["CHILD"], row["DOB"], row.file, row.line)
        first = found.setdefault(one.child, one)
        if one.born_on > today:
            report.fault("future", row.file, row.line, "DOB", "This day has not come yet. Check the year.")
        if first.born_on != one.born_on:
            words = (
                f"{first.file} line {first.line} has another date of birth for child {one.child}. Keep the right one."
            )
            report.fault("two_births", row.file, row.line, "DOB", words)
        elif first is not one:
            words = f"Child {one.child} is in {first.file} line {first.line} already. This line is left out."
            report.warn("twice", row.file, row.line, "CHILD", words)
    return found


def spells(rows: Iterable[Record], today: date, report: Report) -> dict[str, list[Spell]]:
    """Each child's spells in order of their first day, tidied as `_tidy` says."""
    by_child: dict[str, list[Spell]] = {}
    for row in rows:
        spell = Spell(
            child=row["CHILD"],
            began_on=row["DECOM"],
            ended_on=row["DEC"],
            legal_status=row["LS"],
            why_began=row["RNE"] or "",
            why_ended=row["REC"] or "",
            placement=row["PLACE"] or "",
            provider=row["PLACE_PROVIDER"] or "",
            file=row.file,
            line=row.line,
        )
        if _possible(spell, today, report):
            by_child.setdefault(spell.child, []).append(spell)
    return {child: _tidy(some, report) for child, some in by_child.items()}


def _possible(spell: Spell, today: date, report: Report) -> bool:
    before = len(report.notes)
    for column, on in (("DECOM", spell.began_on), ("DEC", spell.ended_on)):
        if on and on > today:
            report.fault("future", spell.file, spell.line, column, "This day has not come yet. Check the year.")
    if spell.ended_on and spell.ended_on < spell.began_on:
        report.fault(
            "ends_first", spell.file, spell.line, "DEC", "The end is before the start (DECOM). Check both days."
        )
    if len(report.notes) > before:
        return False
    if spell.why_ended and not spell.ended_on:
        words = "There is a reason for the end but no day (DEC). The spell counts as going on. Fill in DEC."
        report.warn("reason_without_end", spell.file, spell.line, "REC", words)
        return True
    if spell.ended_on and not spell.why_ended:
        report.warn(
            "end_without_reason", spell.file, spell.line, "DEC", "There is an end but no reason (REC). Fill in REC."
        )
    return True


def _tidy(some: list[Spell], report: Report) -> list[Spell]:
    """The spells without repeats, in order; an open spell before another ends where that one begins.

    Two lines with one first day: the one with an end holds, because it was written later; of two ends, the later one.
    Overlapping spells stay as they are: a day in care counts once, however often it is covered.
    """
    by_start: dict[date, Spell] = {}
    for spell in sorted(
        some, key=lambda s: (s.began_on, s.ended_on is not None, s.ended_on or s.began_on, s.file, s.line)
    ):
        other = by_start.get(spell.began_on)
        by_start[spell.began_on] = spell
        if other is None:
            continue
        if other.content == spell.content:
            words = f"{other.file} line {other.line} says the same. This line is left out."
        else:
            words = f"{other.file} line {other.line} starts on the same day and differs. This line holds; keep one."
        report.warn("twice", spell.file, spell.line, "DECOM", words)
    tidy = list(by_start.values())
    for place, (one, following) in enumerate(pairwise(tidy)):
        if one.ended_on is None:
            words = f"The spell has no end, but line {following.line} starts later. It ends on that day; fill in DEC."
            report.warn("open_before_another", one.file, one.line, "DEC", words)
            tidy[place] = replace(one, ended_on=following.began_on)
        elif one.ended_on > following.began_on:
            words = f"The spell ends after line {following.line} starts. Each day counts once; check both."
            report.warn("overlap", one.file, one.line, "DEC", words)
    return tidy
