"""The people of the design's pictures: who they are, what they said and what their plans hold, around any today. Pure."""

from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from typing import Any

from backend.demo import words
from backend.demo.dice import Dice
from backend.demo.histories import History, Spell
from backend.demo.lives import Person, born, person
from backend.demo.promises import Line, Progress, Version
from backend.demo.stories import Outline, any_hour, office

JADE, YUSUF, TOBI, CALLUM = "T00000101", "T00000202", "T00000303", "T00000404"


@dataclass(frozen=True)
class Member:
    """One of the cast with their adviser's given name and the outline that the pictures show."""

    person: Person
    adviser: str
    story: Outline


def cast(seed: int, today: date) -> list[Member]:
    """The whole cast, in the order of data/cast.json."""
    return [_member(seed, dict(one), today) for one in words.facts("cast.json")]


def _member(seed: int, one: dict[str, Any], today: date) -> Member:
    told, adviser, slots = dict(one.pop("story")), one.pop("adviser"), one.pop("slots", {})
    for name in ("review_time", "written_time", "shared_time"):
        if name in told:
            told[name] = time.fromisoformat(told[name])
    story = Outline(**{**told, "earlier": tuple(told.get("earlier", ()))})
    born_on = born(one.pop("age"), one.pop("birthday_in"), today)
    dice = Dice(seed, "cast", one["child"])
    who = person(dice, today, born_on=born_on, known_as=one["given_name"], **one)
    who = replace(who, slots={**who.slots, **slots}, recorded=str(who.category.value), contact_safely="")
    if story.moved is not None:
        who = replace(who, past=_moved(who.past, today - timedelta(days=story.moved)))
    return Member(who, adviser, story)


def _moved(past: History, day: date) -> History:
    """The open spell ends and the next begins on this day, in a house with help on site."""
    *before, last = past.spells
    if last.ended_on is not None or last.began_on >= day:
        return past
    over = replace(last, ended_on=day, why_ended="X1")
    return replace(past, spells=(*before, over, Spell(day, None, last.legal_status, "P", "", "H5", "PR5")))


def own_lines(dice: Dice, child: str, versions: list[Version], today: date) -> list[Version]:
    """The versions with the actions and words of the pictures in the last two of them.

    A matter named in data/cast_plan.txt holds exactly those actions.
    """
    rows = [row[1:] for row in words.rows("cast_plan.txt") if row[0] == child]
    if not rows or not versions:
        return versions
    *older, last = versions
    named = {matter for matter, *_ in rows}
    made = [_line(dice, row, last, today) for row in rows if row[3] != "only"]
    new = {row[4] for row in rows if row[3] == "new"}
    if older and child == JADE:
        before = [_earlier(dice, row, older[-1], today) for row in rows if row[3] != "new"]
        older[-1] = _holding(older[-1], named, before)
        ids = {one.what: one.id for one in before}
        # What was done stands with the version that was hers at the time; both lines are one promise.
        made = [one if one.what in new else replace(one, promise=ids[one.what], progress=()) for one in made]
    return [*older, _saying(child, _holding(last, named, made), today)]


def _line(dice: Dice, row: tuple[str, ...], version: Version, today: date) -> Line:
    matter, who, by, said, what, helps, plan_b = row
    id = dice.id(version.begun_at)
    progress: tuple[Progress, ...] = ()
    if said.startswith("done"):
        on = today - timedelta(days=int(said.split()[1]))
        theirs = who == "you"
        progress = (Progress("done", any_hour(dice, on) if theirs else office(dice, on), theirs),)
    by_when = today + timedelta(days=int(by.split("<")[0]))
    return Line(id, id, matter, 0, what, who, by_when, helps, plan_b, progress)


def _earlier(dice: Dice, row: tuple[str, ...], version: Version, today: date) -> Line:
    """The same line as it stood in the version before, with what was said about it since."""
    line = _line(dice, row, version, today)
    days = int(row[2].split("<")[-1])
    return replace(line, by_when=today + timedelta(days=days))


def _holding(version: Version, named: set[str], lines: list[Line]) -> Version:
    kept = [one for one in version.lines if one.matter not in named]
    return replace(version, lines=tuple(replace(one, position=place) for place, one in enumerate([*lines, *kept])))


def _saying(child: str, version: Version, today: date) -> Version:
    """Needs and contingencies in the words of the pictures."""
    matters, changes = dict(version.matters), dict(version.if_things_change)
    since = today - timedelta(days=62)
    slots = {"moved_in": f"{since.day} {since:%B}"}
    for row in words.rows("cast_words.txt"):
        if row[0] != child:
            continue
        if row[1] == "need":
            matters[row[2]] = (words.filled(row[3], slots), row[4])
        elif row[1] == "change":
            changes[row[2]] = row[3]
    return replace(version, matters=matters, if_things_change=changes)


def own_words(child: str) -> dict[str, str]:
    """What one of the cast said, by part."""
    return {row[2]: row[3] for row in words.rows("cast_words.txt") if row[0] == child and row[1] == "own"}
