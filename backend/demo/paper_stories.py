"""Where the papers of the made-up young people are: by their age, most in time, some late, some said by nobody. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from backend.demo import words
from backend.demo.dice import Dice
from backend.demo.lives import Person
from backend.demo.stories import any_hour, office
from backend.demo.told import Phone
from backend.documents.checklist import Item, papers
from backend.documents.voices import ADVISER, SOMEONE_ELSE, YOUNG_PERSON
from backend.shared.dates import birthday, london_date, start_of, working_days_after

HELD, NOT_STARTED, APPLIED, WAITING = "held_by_me", "not_started", "applied", "waiting"
ELSEWHERE, NOT_NEEDED, LOST = "held_by_someone_else", "not_needed", "lost"
OVER, NEAR = 0.86, 0.4
"""How many hold a paper that is due; and one that could have begun."""
SOMEBODY = 0.8
"""Of what nobody holds, how much somebody has written about."""
OPEN = {APPLIED: 34, ELSEWHERE: 24, NOT_STARTED: 22, WAITING: 14, HELD: 6}
"""What the council says of a paper that its owner does not hold. `held_by_me`: the owner has not said so."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One word on one paper. `own`: its owner's; `next_in`: days from today."""

    kind: str
    status: str
    at: datetime
    own: bool
    words: str = ""
    where: str = ""
    next_who: str | None = None
    next_name: str = ""
    next_what: str = ""
    next_by: date | None = None
    expires_on: date | None = None


def of_the_cast(child: str, phone: Phone | None, adviser: str, today: date) -> list[Entry]:
    """The papers of the pictures, in the order of data/cast_papers.txt."""
    dice, found = Dice(0, "cast papers", child), []
    for _, kind, who, status, ago, said, where, next_who, what, by in _rows(child):
        day, own = today - timedelta(days=int(ago)), who == "you"
        if own and phone is None:
            continue
        at = max(any_hour(dice, day), phone.joined_at + timedelta(minutes=9)) if own and phone else office(dice, day)
        name = where if next_who == SOMEONE_ELSE else ""
        step = working_days_after(today + timedelta(days=int(by) - 1), 1) if by else None
        found.append(Entry(kind, status, at, own, said, where, next_who or None, name, what, step))
    return found


def _rows(child: str) -> Iterator[tuple[str, ...]]:
    for row in words.rows("cast_papers.txt"):
        if row[0] == child:
            yield (*row, *[""] * (10 - len(row)))


def somebodys(dice: Dice, person: Person, phone: Phone | None, today: date) -> list[Entry]:
    """What was said of each paper that could have begun; of whoever is 19 or more only what they hold."""
    found: list[Entry] = []
    grown = person.age(today) >= 19
    if grown and (phone is None or not dice.chance(0.35)):
        return []
    for item in papers().values():
        if item.only_some and not (item.kind == "immigration" and person.way == "alone"):
            continue
        start = item.start.of(person.born_on) if item.start else birthday(person.born_on, 16)
        if start < today:
            found += _of(dice, item, start, person, phone, today, grown=grown)
    return found


def _of(
    dice: Dice, item: Item, start: date, person: Person, phone: Phone | None, today: date, *, grown: bool
) -> Iterator[Entry]:
    have_by = item.have_by.of(person.born_on) if item.have_by else birthday(person.born_on, 18)
    due = have_by <= today
    if phone and dice.chance(OVER if due else NEAR):
        day = _between(dice, start, min(have_by, today - timedelta(days=1)))
        at = max(any_hour(dice, day), phone.joined_at + timedelta(minutes=dice.between(6, 40)))
        if at < start_of(today):
            yield Entry(item.kind, HELD if dice.chance(0.97) else NOT_NEEDED, at, own=True)
    elif not grown and dice.chance(SOMEBODY):
        yield _councils(dice, item, start, person, today)
        if phone and dice.chance(0.12):
            at = any_hour(dice, today - timedelta(days=dice.between(1, 5)))
            if at > phone.joined_at:
                yield Entry(item.kind, dice.by_share({WAITING: 6, LOST: 2, APPLIED: 4}), at, own=True)


def _between(dice: Dice, first: date, last: date) -> date:
    return first + timedelta(days=dice.between(0, max(0, (last - first).days)))


def _councils(dice: Dice, item: Item, start: date, person: Person, today: date) -> Entry:
    """The council's word, with a person and a day for what comes next; a few of those days have passed."""
    day = max(start, today - timedelta(days=dice.between(2, 60)))
    at = office(dice, day)
    found = [row for row in words.rows("paper_words.txt") if row[0] in (item.kind, "any")]
    theirs = {row[1] for row in found if row[0] == item.kind}
    status = dice.by_share({name: share * (3 if name in theirs else 1) for name, share in OPEN.items()})
    fit = [row for row in found if row[1] == status]
    _, _, said, *where = dice.one_of([row for row in fit if row[0] == item.kind] or fit)
    place = where[0] if where and status == ELSEWHERE else ""
    ends = today + timedelta(days=dice.between(20, 900)) if item.kind == "immigration" else None
    if status == HELD:
        return Entry(item.kind, status, at, False, said, expires_on=ends)
    late = dice.chance(0.12) and london_date(at) < today - timedelta(days=12)
    by = today - timedelta(days=dice.between(1, 9)) if late else today + timedelta(days=dice.between(2, 40))
    who = dice.by_share({item.starts: 6, ADVISER: 3, YOUNG_PERSON: 1})
    name = (item.first_name or "Your nurse") if who == SOMEONE_ELSE else ""
    return Entry(item.kind, status, at, False, said, place, who, name, item.first, working_days_after(by, 1), ends)
