"""What is known of the made-up young people for their rights: their own word, the council's, and talks about it. Pure."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from backend.demo import words
from backend.demo.dice import Dice
from backend.demo.lives import Person
from backend.demo.stories import any_hour, office
from backend.shared.dates import start_of

LIVING = {
    "foster": "with_foster_carer", "staying_put": "with_foster_carer", "residential": "supported", "supported": "supported",
    "shared_house": "shared_private", "family": "with_family", "uni_halls": "uni_room", "custody": "custody",
}  # fmt: skip
STUDYING = {
    "college": "school_or_college", "school": "school_or_college", "university": "university",
    "apprenticeship": "apprenticeship",
}  # fmt: skip
SAYING, KNOWN, TALKED = 0.62, 0.7, 0.4
"""Of those with a phone who said something of themselves; of all of whom the council recorded something; who talked."""
OTHERWISE = 0.15
"""Of what the council recorded of learning, how much is old news."""


@dataclass(frozen=True, slots=True)
class Keep:
    """How words are sealed for a place, and the mark that knows a row again."""

    seal: Callable[[str, str], bytes]
    mark: Callable[[str, list[Any]], bytes]


@dataclass(frozen=True, slots=True)
class Phone:
    """Somebody's own phone, and since when."""

    id: UUID
    joined_at: datetime


@dataclass(frozen=True, slots=True)
class Told:
    """One answer of one fact. `own`: the young person's; `shown`: a private one that their adviser may see."""

    fact: str
    value: str
    at: datetime
    own: bool
    since: date | None = None
    shown: bool = False


@dataclass(frozen=True, slots=True)
class RightsTalk:
    """A talk about rights that an adviser wrote down, and what the young person said of it."""

    on: date
    made_at: datetime
    words: str
    answer: str = ""
    answered_at: datetime | None = None


def facts_of(person: Person, dice: Dice, today: date) -> dict[str, str]:
    """What is true of them, as far as their home and their days tell."""
    rented = person.home in ("own_flat", "shared_house")
    flat = "own_place" if dice.chance(0.3) else "council_or_housing_association"
    working = {"work": "full_time" if dice.chance(0.55) else "part_time", "apprenticeship": "full_time"}
    found = {
        "living": LIVING.get(person.home, flat),
        "studying": STUDYING.get(person.doing, "none"),
        "working": working.get(person.doing, "none"),
        "lives_in_our_area": "yes" if dice.chance(0.88) else "no",
        "has_bank_account": "yes" if dice.chance(0.9) else "no",
    }
    if person.doing in ("college", "university", "school"):
        found["course_full_time"] = "yes" if dice.chance(0.85) else "no"
    if person.doing == "apprenticeship":
        found["apprenticeship_started_on"] = (today - timedelta(days=dice.between(20, 500))).isoformat()
        found["had_apprenticeship_money"] = "yes" if dice.chance(0.4) else "no"
    if person.age(today) >= 18:
        out_of_work = person.doing in ("looking", "ill", "parent")
        found["pays_rent"] = "yes" if rented else "no"
        found["on_universal_credit"] = "yes" if out_of_work and dice.chance(0.85) else "no"
        found["low_income"] = "yes" if out_of_work or dice.chance(0.4) else "no"
    if person.home == "own_flat":
        found["moved_into_own_place_on"] = (today - timedelta(days=dice.between(40, 700))).isoformat()
    elif person.home in ("supported", "staying_put") and person.age(today) >= 18:
        found["moving_into_own_place"] = "yes" if dice.chance(0.25) else "no"
    if person.home == "staying_put":
        found["foster_carer_agrees"] = "yes"
    return found


def private_facts(person: Person, dice: Dice) -> dict[str, str]:
    """What only some say, and for whom alone it is."""
    found = {
        "has_children": "yes" if person.doing == "parent" else "no",
        "disabled": "yes" if (person.doing == "ill" and dice.chance(0.6)) or dice.chance(0.08) else "no",
        "british_or_settled": "no" if person.way == "alone" else "yes",
        "has_ehcp": "yes" if dice.chance(0.1) else "no",
    }
    return {fact: value for fact, value in found.items() if dice.chance(0.55)}


def somebodys(dice: Dice, person: Person, phone: Phone | None, today: date) -> list[Told]:
    """What they said on their phone, and what their adviser recorded; one word against the other now and then."""
    known, found = facts_of(person, dice, today), []
    if dice.chance(KNOWN):
        for fact in ("living", "studying", "working", "has_bank_account"):
            if dice.chance(0.75):
                value = "none" if fact == "studying" and dice.chance(OTHERWISE) else known[fact]
                at = office(dice, today - timedelta(days=dice.between(8, 240)))
                found.append(Told(fact, value, at, own=False))
    if phone and dice.chance(SAYING):
        day = today - timedelta(days=dice.between(1, 120))
        found += [_own(dice, fact, value, day, phone, today) for fact, value in known.items() if dice.chance(0.85)]
        for fact, value in private_facts(person, dice).items():
            found.append(_own(dice, fact, value, day, phone, today, shown=dice.chance(0.4)))
    return found


def of_the_cast(child: str, phone: Phone | None, today: date) -> list[Told]:
    """What data/cast_facts.txt says of them, in the place of what falls by chance; nothing for the others."""
    dice, found = Dice(0, "cast facts", child), []
    for _, fact, value, since, ago, shown in (row for row in words.rows("cast_facts.txt") if row[0] == child):
        if phone:
            said = _day(value, today) if value.startswith("-") else value
            told = _own(dice, fact, said, today - timedelta(days=int(ago)), phone, today, shown=shown == "yes")
            day = date.fromisoformat(_day(since, today)) if since else None
            found.append(Told(told.fact, told.value, told.at, True, day, told.shown))
    return found


def _day(days: str, today: date) -> str:
    return (today + timedelta(days=int(days))).isoformat()


def _own(dice: Dice, fact: str, value: str, day: date, phone: Phone, today: date, *, shown: bool = False) -> Told:
    at = max(any_hour(dice, day), phone.joined_at + timedelta(minutes=dice.between(5, 50)))
    return Told(fact, value, min(at, start_of(today) - timedelta(minutes=1)), own=True, shown=shown)


def talks(dice: Dice, phone: Phone | None, today: date) -> list[RightsTalk]:
    """The last talk about rights, for four of ten; the young person said whether it was so, or was not asked long ago."""
    if not dice.chance(TALKED):
        return []
    on = today - timedelta(days=dice.between(3, 170))
    made = office(dice, on)
    lines = [row[0] for row in words.rows("rights_talks.txt")]
    talk = RightsTalk(made.date(), made, dice.one_of(lines) if dice.chance(0.7) else "")
    answered = made + timedelta(hours=dice.between(2, 60))
    said = dice.by_share({"yes": 74, "no": 5, "": 21})
    if not said or phone is None or not phone.joined_at < answered < start_of(today):
        return [talk]
    return [RightsTalk(talk.on, talk.made_at, talk.words, said, answered)]
