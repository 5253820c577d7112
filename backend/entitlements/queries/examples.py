"""Made-up people, as if each was looked at today: what an editor sees a draft through."""

import asyncio
import tomllib
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from backend.entitlements.engine.facts import Answer, in_order, value_of
from backend.entitlements.engine.lines import Right
from backend.entitlements.engine.reading import national
from backend.entitlements.pots import Used
from backend.entitlements.queries.facts import Known
from backend.entitlements.queries.showing import Person, my_right
from backend.entitlements.schemas import Example, Moved, MyRight
from backend.people.entitlement import Category
from backend.people.recorded import recorded_course
from backend.shared.dates import birthday

FILE = Path(__file__).resolve().parents[1] / "pack" / "examples.toml"
NOTHING_ASKED: Used = {}


async def examples(before: list[Right], after: list[Right], on: date) -> list[Example]:
    """Each made-up person by these rights, and which stand or pay otherwise than by those before."""
    found = []
    for one in _people():
        found.append(_example(one, before, after, on))
        await asyncio.sleep(0)  # every sentence of every right: others get their turn
    return found


@cache
def _people() -> list[dict[str, Any]]:
    with FILE.open("rb") as file:
        found: list[dict[str, Any]] = tomllib.load(file)["example"]
        return found


def _example(one: dict[str, Any], before: list[Right], after: list[Right], on: date) -> Example:
    person = Person(made_up(one, on), on)
    then = {right.id: my_right(person, right, NOTHING_ASKED, before) for right in before}
    now = [my_right(person, right, NOTHING_ASKED, after) for right in after]
    titles = {right.id: right.title for right in (*before, *after)}
    moved = [
        Moved(id=right.id, title=titles[right.id], before=then[right.id], after=right)
        for right in now
        if right.id in then and _says(right) != _says(then[right.id])
    ]
    return Example(id=one["id"], words=one["words"], rights=now, moved=moved)


def _says(right: MyRight) -> tuple[Any, ...]:
    return right.standing, right.from_on, right.until_on, right.amount


def made_up(one: dict[str, Any], on: date) -> Known:
    """What is known of this made-up person, whose age and days are told from the day of looking."""
    born_on = _born(on - timedelta(days=one["days"]), one["age"])
    declared = national().facts
    answers = in_order(
        (
            fact,
            Answer(on - timedelta(days=said) if declared[fact].kind == "date" else value_of(declared[fact], str(said))),
        )
        for fact, said in one["facts"].items()
    )
    person = {"born_on": born_on}
    return Known(person, recorded_course(Category(one["category"]), born_on), answers, {}, frozenset())


def _born(birthday_on: date, age: int) -> date:
    """A day of birth whose `age`th birthday is this day; on 29 February the day after, which every year has."""
    if (birthday_on.month, birthday_on.day) == (2, 29):
        birthday_on += timedelta(days=1)
    born_on = birthday_on.replace(year=birthday_on.year - age)
    return born_on if birthday(born_on, age) == birthday_on else birthday_on
