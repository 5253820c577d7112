"""What stands in each version of a made-up plan, and how its actions went. Pure."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import UUID

from backend.demo import words
from backend.demo.dice import Dice
from backend.demo.lives import Person
from backend.demo.stops import dated
from backend.demo.stories import Outline, any_hour, office, office_day
from backend.plans.rules import DID_NOT_HAPPEN, DONE, MATTERS, PARTS, STARTED

HOW_MANY = {
    "home": (2, 3), "education": (1, 2), "work": (1, 1), "health": (2, 2), "money": (2, 3), "support_people": (1, 1),
    "relationships": (1, 2), "skills": (2, 3), "identity": (2, 3), "plan_b": (1, 2),
}  # fmt: skip
"""Actions for each matter, fewest and most."""


@dataclass(frozen=True, slots=True)
class Progress:
    """Somebody said how an action stands."""

    status: str
    at: datetime
    by_young_person: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One action of one version. `who`: you, adviser, nurse, "" for nobody yet, or a name."""

    id: UUID
    promise: UUID
    matter: str
    position: int
    what: str
    who: str
    by_when: date | None
    helps: str
    plan_b: str
    progress: tuple[Progress, ...] = ()


@dataclass(frozen=True)
class Version:
    """One version with everything in it; an instant is None where that stop was not reached."""

    id: UUID
    number: int
    begun_at: datetime
    written_at: datetime | None
    shared_at: datetime | None
    matters: dict[str, tuple[str, str]]
    if_things_change: dict[str, str]
    lines: tuple[Line, ...]
    delivered_at: datetime | None = None
    opened_at: datetime | None = None
    answered_at: datetime | None = None
    answer: str = ""
    answer_words: str = ""
    why_anyway: str | None = None


def versions(dice: Dice, person: Person, story: Outline, adviser: str, today: date) -> list[Version]:
    """All versions of this person's plan with what stands in them."""
    slots = {**person.slots, "adviser": adviser}
    found: list[Version] = []
    used: set[str] = set()
    times = dated(dice, story, today)
    for place, when in enumerate(times):
        ends = times[place + 1].begun_at.date() if place + 1 < len(times) else today
        before = found[-1].lines if found else ()
        plan_from = (when.shared_at or when.written_at or when.begun_at).date()
        lines = _lines(dice, person, slots, before, plan_from, when.begun_at, used)
        if not when.shared_at and (story.unclear or when.written_at is None):
            lines = _unfinished(dice, lines, person.known_as, gaps=when.written_at is None, unclear=story.unclear)
        why = None
        if when.shared_at and dice.chance(0.025):
            line, why = _kept(dice, len(lines), when.begun_at, plan_from)
            lines.append(line)
        if when.shared_at:
            read = when.told.get("opened_at")
            read_on = read.date() if isinstance(read, datetime) else None
            lines = [_gone_on(dice, line, plan_from, min(ends, today), story.slips, read_on) for line in lines]
        found.append(
            Version(
                id=dice.id(when.begun_at),
                number=when.number,
                begun_at=when.begun_at,
                written_at=when.written_at,
                shared_at=when.shared_at,
                matters=_matters(dice, person, slots),
                if_things_change=_if_things_change(dice, person, slots),
                lines=tuple(lines),
                why_anyway=why,
                **when.told,  # type: ignore[arg-type]
            )
        )
    return found


def _lines(
    dice: Dice,
    person: Person,
    slots: dict[str, str],
    before: tuple[Line, ...],
    start: date,
    at: datetime,
    used: set[str],
) -> list[Line]:
    """What is not done yet goes on under the same promise; the rest is new."""
    found: list[Line] = []
    kept = {row[1] for row in words.rows("kept_words.txt")}
    over = {one.id for one in before if any(said.status in (DONE, DID_NOT_HAPPEN) for said in one.progress)}
    open_still = [one for one in before if one.id not in over and one.what not in kept]
    for matter in MATTERS:
        carried = [one for one in open_still if one.matter == matter][:2]
        for one in carried:
            by_when = max(one.by_when or start, _day(dice, start, (9, 40), one.who))
            found.append(replace(one, id=dice.id(at), position=len(found), by_when=by_when, progress=()))
        low, high = HOW_MANY[matter]
        want = dice.between(low, high) - len(carried)
        fit = [one for one in words.promises()[matter] if one.fits & person.tags and one.what not in used]
        own = [one for one in fit if not one.fits & {"any", "inside"}]
        chosen = dice.some_of(own, min(want, dice.between(1, 2))) if want > 0 else []
        chosen += (
            dice.some_of([one for one in fit if one not in chosen], want - len(chosen)) if want > len(chosen) else []
        )
        for new in chosen:
            used.add(new.what)
            id, by_when = dice.id(at), _day(dice, start, new.within, new.who)
            what, helps, plan_b = (words.filled(text, slots) for text in (new.what, new.helps, new.plan_b))
            found.append(Line(id, id, matter, len(found), what, new.who, by_when, helps, plan_b))
    return found


def _unfinished(dice: Dice, lines: list[Line], name: str, *, gaps: bool, unclear: bool) -> list[Line]:
    """What an adviser still has to do: some actions without a person or a date, or one that nobody could check."""
    found = list(lines)
    if gaps:
        for place in range(len(found)):
            if dice.chance(0.12):
                found[place] = replace(found[place], by_when=None)
            elif dice.chance(0.06):
                found[place] = replace(found[place], who="")
    if unclear and found:
        wanted = words.rows("unclear.txt")
        place = next((at for at, one in enumerate(found) if one.matter == "home"), 0) if gaps else 0
        fit = [what for matter, what in wanted if matter == found[place].matter]
        if fit:
            found[place] = replace(found[place], what=words.filled(fit[0], {"name": name}), plan_b="")
    return found


def _kept(dice: Dice, place: int, at: datetime, start: date) -> tuple[Line, str]:
    """A line in the young person's own words that a hint speaks against, and the reason why it stays."""
    matter, what, helps, plan_b, why = dice.one_of(words.rows("kept_words.txt"))
    id = dice.id(at)
    return Line(id, id, matter, place, what, "you", start + timedelta(days=dice.between(20, 60)), helps, plan_b), why


def _day(dice: Dice, start: date, within: tuple[int, int], who: str) -> date:
    """A day for an action; staff do theirs on working days. Some are soon, some take a season."""
    low, high = within
    day = start + timedelta(days=dice.between(low, high * dice.by_share({1: 40, 3: 35, 5: 25})))
    return day if who == "you" else max(office_day(day), start)


def _gone_on(dice: Dice, line: Line, shared: date, ends: date, slips: bool, read_on: date | None) -> Line:
    """How this action stood at `ends`: most are done by their day; where things slip, more are not.

    Nobody ticks an action in a plan they have not opened.
    """
    by_when = line.by_when or ends
    past = by_when < ends
    if line.who == "you":  # theirs to tick, on their own phone and nowhere else
        odds = {DONE: 80.0, "": 20.0} if past else {DONE: 12.0, "": 88.0}
    elif past:
        odds = {DONE: 65.0, DID_NOT_HAPPEN: 10.0, "": 25.0} if slips else {DONE: 99.7, DID_NOT_HAPPEN: 0.3}
    else:
        odds = {DONE: 10.0, STARTED: 12.0, "": 78.0}
    status = dice.by_share(odds)
    last = min(ends - timedelta(days=1), by_when + timedelta(days=4 if status == DID_NOT_HAPPEN else 0))
    if not status or last <= shared + timedelta(days=1):
        return line
    on = last - timedelta(days=dice.between(0, min(6, (last - shared).days - 1)))
    theirs = line.who == "you"
    if theirs and (read_on is None or on <= read_on):
        return line
    at = any_hour(dice, on) if theirs else max(office(dice, on), office(dice, shared) + timedelta(days=1))
    return replace(line, progress=(Progress(status, at, theirs),))


def _matters(dice: Dice, person: Person, slots: dict[str, str]) -> dict[str, tuple[str, str]]:
    return {
        matter: tuple(words.filled(cell, slots) for cell in _saying(dice, "matters.txt", matter, person))  # type: ignore[misc]
        for matter in MATTERS
    }


def _if_things_change(dice: Dice, person: Person, slots: dict[str, str]) -> dict[str, str]:
    return {part: words.filled(_saying(dice, "if_things_change.txt", part, person)[0], slots) for part in PARTS}


def _saying(dice: Dice, name: str, about: str, person: Person) -> tuple[str, ...]:
    """Words for their own situation in four of five throws, words for anybody else."""
    fit = [one for one in words.sayings(name)[about] if one.fits & (person.tags | {"any"})]
    own = [one for one in fit if "any" not in one.fits]
    return dice.one_of(own if own and (len(own) == len(fit) or dice.chance(0.8)) else fit).words


def own_words(dice: Dice, person: Person) -> dict[str, str]:
    """What the young person said, part by part; some parts are left empty."""
    return {
        part: words.filled(_saying(dice, "own_words.txt", part, person)[0], {"adviser": ""})
        for part in PARTS
        if dice.chance(0.86)
    }
