"""Plan files: JSON checked against the format, each fault with its line and its place. Pure but for msgspec."""

import json
import re
from collections import Counter
from dataclasses import dataclass
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Any

import msgspec

from backend.intake.reading import Source, as_text
from backend.intake.report import Report
from backend.intake.schemas import PlanFile

_STEP = re.compile(r"\.(\w+)|\[(\d+)\]")


@dataclass(frozen=True)
class PlanSheet:
    """One plan and the file it came from."""

    file: str
    plan: PlanFile


def schema() -> bytes:
    """The plan format as JSON Schema, as it is kept in plan.schema.json."""
    return msgspec.json.format(msgspec.json.encode(msgspec.json.schema(PlanFile), order="sorted"), indent=2) + b"\n"


def read_plan(source: Source, today: date, report: Report) -> PlanSheet | None:
    """The plan of this file; None after a fault."""
    text = as_text(source, report)
    if text is None:
        return None
    try:
        plan = msgspec.json.decode(text, type=PlanFile)
    except msgspec.ValidationError as wrong:
        words, _, place = str(wrong).partition(" - at `")
        place = place.rstrip("`")
        report.fault("plan_wrong", source.name, line_of(text, place), place, f"{words}. See plan.schema.json.")
        return None
    except (msgspec.DecodeError, RecursionError):
        report.fault(
            "not_json", source.name, _syntax_line(text), "", "This is not JSON. Check commas, quotes and brackets."
        )
        return None
    before = len(report.faults)
    _check(plan, source.name, text, today, report)
    return PlanSheet(source.name, plan) if len(report.faults) == before else None


def _check(plan: PlanFile, file: str, text: str, today: date, report: Report) -> None:
    """What the schema cannot say: one owner, no repeats, a day for a written plan, no day that has not come."""

    def wrong(code: str, place: str, words: str) -> None:
        report.fault(code, file, line_of(text, place), place, words)

    if plan.state == "written" and plan.written_on is None:
        wrong("no_written_on", "$.state", "A written plan needs the day it was finished. Fill in written_on.")
    if plan.written_on and plan.written_on > today:
        wrong("future", "$.written_on", "This day has not come yet. Check the year.")
    for place, codes in (
        ("$.matters", [m.code for m in plan.matters]),
        ("$.if_things_change", [c.part for c in plan.if_things_change]),
    ):
        for code in [code for code, times in Counter(codes).items() if times > 1]:
            wrong("twice", place, f"'{code}' is there twice. Put all of it into one.")
    for number, said in enumerate(plan.own_words):
        if said.said_on > today:
            wrong("future", f"$.own_words[{number}].said_on", "This day has not come yet. Check the year.")
    for m, matter in enumerate(plan.matters):
        for a, action in enumerate(matter.actions):
            place = f"$.matters[{m}].actions[{a}]"
            owners = [action.by_young_person, action.by_staff, action.by_name]
            if sum(map(bool, owners)) > 1:
                wrong("two_owners", place, "More than one person does this. Name one; make two actions of it.")
            missing = [what for what, there in (("person", any(owners)), ("date", action.by_when)) if not there]
            if missing:
                words = f"No {' and no '.join(missing)} yet. The plan comes in, but cannot be shared like this."
                report.warn("plan_gap", file, line_of(text, place), place, words)


def staff_named(plan: PlanFile) -> set[str]:
    """Every e-mail address of staff that the plan names, in lower case."""
    named = chain(
        [plan.written_by, plan.next_review.with_staff if plan.next_review else None],
        (action.by_staff for matter in plan.matters for action in matter.actions),
    )
    return {address.lower() for address in named if address}


def line_of(text: str, place: str) -> int:
    """The line on which the value at a place like $.matters[0].need begins; the deepest one that is there."""
    at = _skip(text, 0)
    for step in _STEP.finditer(place):
        try:
            found = _step_into(text, at, step[1] if step[1] is not None else int(step[2]))
        except (ValueError, IndexError, RecursionError):
            break
        if found is None:
            break
        at = found
    return text.count("\n", 0, at) + 1


def _step_into(text: str, at: int, key: str | int) -> int | None:
    """Where the value of this key or number begins, inside the object or list that begins at `at`."""
    decoder = json.JSONDecoder()
    if text[at] not in "{[":
        return None
    is_object = text[at] == "{"
    at, number = _skip(text, at + 1), 0
    while text[at] not in "}]":
        name: Any = number
        if is_object:
            name, at = decoder.raw_decode(text, at)
            at = _skip(text, _skip(text, at) + 1)
        if name == key:
            return at
        _, at = decoder.raw_decode(text, at)
        at = _skip(text, at)
        at, number = (_skip(text, at + 1) if text[at] == "," else at), number + 1
    return None


def _skip(text: str, at: int) -> int:
    while at < len(text) and text[at] in " \t\r\n":
        at += 1
    return at


def _syntax_line(text: str) -> int:
    try:
        json.loads(text)
    except json.JSONDecodeError as fault:
        return fault.lineno
    except RecursionError:
        pass
    return 1


if __name__ == "__main__":
    Path(__file__).with_name("plan.schema.json").write_bytes(schema())
