"""Young people, their spells in care and the facts of their lives come in."""

from datetime import date
from typing import Any
from uuid import UUID

from backend.intake import queries
from backend.intake.cells import Record
from backend.intake.commands.batches import insert, replace
from backend.intake.commands.known import People, Staffing
from backend.intake.folder import Files, Tell
from backend.intake.report import Report
from backend.intake.rules import SET_ASIDE, counts_for_anything, why_set_aside
from backend.intake.ssda903 import care_of, facts_of
from backend.people.care import Recorded, life_of
from backend.people.tables import Episode, LifeFact, YoungPerson
from backend.shared.crypt import Unreadable, seal, unseal
from backend.shared.ids import new_id
from backend.shared.viewer import Viewer

NO_NAME = "No name yet"
FLAGS = {"SUPPORT_REQUESTED": "support_requested", "IN_EDUCATION_PROGRAMME": "in_education_programme"}
RECORDED = {"CATEGORY": "recorded_category", "CATEGORY_BASIS": "recorded_basis"}

FROM_FILES = [
    column for column in YoungPerson._meta.columns if column._meta.name not in ("id", "ended_at", "ended_why")
]
"""The columns of a young person that a file may change; how a record ends is decided in Onward."""

OF_SPELLS = [column for column in Episode._meta.columns if column._meta.name not in ("id", "young_person", "began_on")]


async def bring_people(viewer: Viewer, files: Files, staffing: Staffing, report: Report, tell: Tell) -> People:
    """Everyone to keep is there with what the files say of them; a column that is not in a file changes nothing."""
    people = People(await queries.young_people())
    facts: dict[str, list[Recorded]] = {}
    for (about, kind, from_on), said in files.facts.items():
        facts.setdefault(about, []).append(Recorded(kind, from_on, said["UNTIL"], bool(said["CONFIRMED"])))
    fresh, changed = [], []
    for child in sorted(files.children.keys() | files.spells.keys() | files.people.keys()):
        held = people.rows.get(child)
        if held is None and (code := _why_not(child, files, facts.get(child, []), viewer.today)):
            _set_aside(child, code, files, report)
            continue
        row = _person(child, held, files, staffing)
        count = report.count("young people")
        if held is None:
            fresh.append(YoungPerson(**row))
            count.new += 1
            if row["given_name"] == NO_NAME and "people" in files.kinds:
                one = files.children[child]
                words = f"Child {child} has no line in a people file. Staff will see '{NO_NAME} {child}'. Add one."
                report.warn("no_name", one.file, one.line, "CHILD", words)
        elif row != held:
            changed.append(YoungPerson(**row))
            count.changed += 1
        else:
            count.unchanged += 1
            continue
        people.rows[child] = row
        people.touched.add(row["id"])
    await insert(fresh, "Young people", tell)
    await replace(changed, FROM_FILES, "Young people", tell)
    await _spells(files, people, report, tell)
    await _facts(files, people, report, tell)
    if "header" in files.kinds:
        for child in people.rows.keys() - files.children.keys():
            words = f"Child {child} is in Onward and in no header file. The record stays as it is."
            report.missing("young people", "header", words)
    return people


def _why_not(child: str, files: Files, facts: list[Recorded], today: date) -> str | None:
    """The code of SET_ASIDE for somebody Onward does not hold yet; None to bring them in."""
    one = files.children.get(child)
    if one is None:
        return "no_header"
    spells = files.spells.get(child, [])
    return why_set_aside(life_of(one.born_on, care_of(spells), [*facts_of(spells), *facts]), today)


def _set_aside(child: str, code: str, files: Files, report: Report) -> None:
    spells = files.spells.get(child)
    source = files.children.get(child) or (spells[0] if spells else files.people[child])
    report.set_aside("young people", code, source.file, source.line, "CHILD", SET_ASIDE[code])


def _person(child: str, held: dict[str, Any] | None, files: Files, staffing: Staffing) -> dict[str, Any]:
    """The whole row as it should be."""
    new = {
        "id": new_id(),
        "child": child,
        "given_name": NO_NAME,
        "family_name": child,
        "known_as": NO_NAME,
        "language": "en-GB",
        "contact_safely": None,
        "team": None,
        "recorded_category": None,
        "recorded_basis": None,
        "support_requested": False,
        "in_education_programme": False,
        "ended_at": None,
        "ended_why": None,
    }
    row = dict(held or new)
    if child in files.children:
        row["born_on"] = files.children[child].born_on
    if said := files.people.get(child):
        row |= {"given_name": said["GIVEN_NAME"], "family_name": said["FAMILY_NAME"]}
        columns = files.people_columns
        if "KNOWN_AS" in columns or held is None or held["known_as"] == NO_NAME:
            row["known_as"] = said["KNOWN_AS"] or said["GIVEN_NAME"]
        if "LANGUAGE" in columns:
            row["language"] = said["LANGUAGE"] or "en-GB"
        row |= {name: said[column] for column, name in RECORDED.items() if column in columns}
        row |= {name: bool(said[column]) for column, name in FLAGS.items() if column in columns}
        if "CONTACT_SAFELY" in columns:
            row["contact_safely"] = _sealed(row["id"], row["contact_safely"], said)
        if said["TEAM"]:
            row["team"] = staffing.team(said["TEAM"])
    return row


def _sealed(person: UUID, held: bytes | None, said: Record) -> bytes | None:
    """How to reach them safely, sealed for this row; the bytes held stay when they say the same."""
    words, where = said["CONTACT_SAFELY"], f"young_person.contact_safely:{person}"
    if not words:
        return None
    if held is not None:
        try:
            if unseal(held, where).decode() == words:
                return held
        except Unreadable:
            pass  # sealed under a key that is gone: the words of the file take its place
    return seal(words.encode(), where)


async def _spells(files: Files, people: People, report: Report, tell: Tell) -> None:
    """Each kept child's spells are those of the files; one that only Onward has stays and is named while it is open."""
    held = await queries.episodes()
    fresh, changed = [], []
    for child, spells in files.spells.items():
        person = people.rows.get(child)
        if person is None:
            continue
        before = held.get(person["id"], {})
        count = report.count("episodes")
        for spell in spells:
            if not counts_for_anything(spell.began_on, spell.ended_on, spell.why_ended, person["born_on"]):
                words = "The spell ended before the 14th birthday, and no rule needs it"
                report.set_aside("episodes", "before_14", spell.file, spell.line, "DEC", words)
                continue
            known = before.get(spell.began_on)
            row = {
                "id": known["id"] if known else new_id(),
                "young_person": person["id"],
                "began_on": spell.began_on,
                "ended_on": spell.ended_on,
                "legal_status": spell.legal_status,
                "why_began": spell.why_began,
                "why_ended": spell.why_ended,
                "placement": spell.placement,
                "provider": spell.provider,
            }
            if known is None:
                fresh.append(Episode(**row))
                count.new += 1
            elif known != row:
                changed.append(Episode(**row))
                count.changed += 1
            else:
                count.unchanged += 1
                continue
            people.touched.add(person["id"])
        starts = {spell.began_on for spell in spells}
        for began_on in sorted(day for day, row in before.items() if row["ended_on"] is None and day not in starts):
            words = f"Child {child}: the spell from {began_on:%d/%m/%Y} is open in Onward and in no episodes file. It stays."
            report.missing("episodes", "episodes", words)
    await insert(fresh, "Episodes", tell)
    await replace(changed, OF_SPELLS, "Episodes", tell)


async def _facts(files: Files, people: People, report: Report, tell: Tell) -> None:
    """Facts of a life that the return cannot tell, as somebody recorded them."""
    held = await queries.facts()
    fresh: list[LifeFact] = []
    changed: list[LifeFact] = []
    for (child, kind, from_on), said in files.facts.items():
        person = people.id_of(child)
        count = report.count("facts")
        if person is None:
            words = "The child of this fact is not in Onward"
            report.set_aside("facts", "child_not_in", said.file, said.line, "CHILD", words)
            continue
        known = held.get((person, kind, from_on))
        row = {
            "id": known["id"] if known else new_id(),
            "young_person": person,
            "kind": kind,
            "from_on": from_on,
            "until_on": said["UNTIL"],
            "confirmed": bool(said["CONFIRMED"]),
        }
        if known == row:
            count.unchanged += 1
            continue
        (changed if known else fresh).append(LifeFact(**row))
        count.new, count.changed = count.new + (known is None), count.changed + (known is not None)
        people.touched.add(person)
    await insert(fresh, "Facts", tell)
    await replace(changed, [LifeFact.until_on, LifeFact.confirmed], "Facts", tell)
