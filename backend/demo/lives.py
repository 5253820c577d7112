"""Who the made-up young people are: name, age, history, home, days. Pure.

Shares follow the national figures of DfE, "Children looked after in England including adoptions", 2025 (Open
Government Licence v3.0): what care leavers of 17 to 18 and of 19 to 21 do, and where they live.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from backend.demo.dice import Dice
from backend.demo.histories import History, history
from backend.demo.words import facts, rows
from backend.people.care import THIRTEEN_WEEKS, age_reached, day_reaching, stretches
from backend.people.categories import category_on
from backend.people.entitlement import Category
from backend.people.plan_duty import plan_duty
from backend.shared.dates import add_months, age_on, birthday

AGES = {16: 12, 17: 15, 18: 14, 19: 13, 20: 12, 21: 11, 22: 10, 23: 7, 24: 6}
WAYS_YOUNG = {"in_care": 72, "alone": 16, "just_came": 2, "back_home": 3, "on_own": 3, "custody": 1, "guardian": 3}
WAYS_GROWN = {
    "in_care": 74,
    "alone": 16,
    "on_own": 3,
    "custody": 1,
    "back_home": 2,
    "short": 1,
    "home_worked": 1,
    "guardian": 2,
}
FIRST = (
    (17, "guardian"), (16, "just_came"), (17, "custody"), (17, "back_home"), (17, "home_worked"), (17, "detained"),
    (19, "short"), (22, "guardian"), (23, "in_care"), (21, "alone"), (24, "in_care"), (17, "short"), (16, "alone"),
)  # fmt: skip
"""The first lives after the cast: every legal category is there, however small the council."""
DOING_YOUNG = {
    "college": 38,
    "school": 14,
    "university": 3,
    "apprenticeship": 2,
    "work": 11,
    "ill": 4,
    "looking": 27,
    "parent": 2,
}
DOING_GROWN = {"college": 21, "university": 7, "apprenticeship": 2, "work": 26, "ill": 10, "looking": 29, "parent": 5}
HOME_CHILD = {"foster": 48, "residential": 17, "supported": 35}
HOME_YOUNG = {"staying_put": 16, "own_flat": 30, "supported": 26, "shared_house": 18, "family": 8, "custody": 2}
HOME_GROWN = {"own_flat": 52, "shared_house": 22, "staying_put": 4, "supported": 8, "family": 12, "custody": 2}


@dataclass(frozen=True, slots=True)
class Person:
    """One young person of the made-up council. `way` is how they went through care; `tags` choose their words."""

    child: str
    given_name: str
    family_name: str
    known_as: str
    born_on: date
    language: str
    home: str
    doing: str
    way: str
    past: History
    category: Category
    recorded: str | None
    must: bool
    plan_since: date
    support_requested: bool = False
    in_education_programme: bool = False
    contact_safely: str = ""
    tags: frozenset[str] = field(default_factory=frozenset)
    slots: dict[str, str] = field(default_factory=dict)

    def age(self, today: date) -> int:
        """Completed years."""
        return age_on(self.born_on, today)


def born(age: int, birthday_in: int, today: date) -> date:
    """The birth date of somebody who is `age` today and has the next birthday in so many days (1 to 365)."""
    next_one = today + timedelta(days=birthday_in)
    year = next_one.year - age - 1
    if (next_one.month, next_one.day) == (2, 29):
        return date(year, 3, 1)
    return next_one.replace(year=year)


def somebody(seed: int, number: int, today: date, taken: set[str] | None = None) -> Person:
    """The young person with this number (the cast comes before number 0). Their name is not among those `taken`, if it can be."""
    dice = Dice(seed, "life", number)
    age, way = FIRST[number] if number < len(FIRST) else (dice.by_share(AGES), "")
    way = way or dice.by_share(WAYS_YOUNG if age < 18 else WAYS_GROWN)
    group = facts("arrivals.json") if way == "alone" else facts("names.json")
    origin = group[dice.by_share({name: one["share"] for name, one in group.items()})]
    soonest = 300 if way == "just_came" and age == 16 else 1
    given, family = _name(dice, origin, taken if taken is not None else set())
    asked = age >= 21 and (number in (8, 9) or (number != 10 and dice.chance(0.57)))
    studies = asked and dice.chance(0.15)
    return person(
        dice,
        today,
        child=f"T{100_000 + number * 37 % 1_000_003:06d}{number % 97:02d}",
        given_name=given,
        family_name=family,
        born_on=born(age, dice.between(soonest, 365), today),
        way=way,
        language=dice.one_of(origin["language"]),
        faith=bool(origin.get("faith")) or dice.chance(0.06),
        heritage=bool(origin["language"] != ["en-GB"])
        or origin["family"][0] in ("Blackwood", "Acheampong", "Adeyemi-Clarke"),
        asked=asked,
        studies=studies,
    )


def person(
    dice: Dice,
    today: date,
    *,
    child: str,
    given_name: str,
    family_name: str,
    born_on: date,
    way: str,
    language: str = "en-GB",
    home: str = "",
    doing: str = "",
    faith: bool = False,
    heritage: bool = False,
    asked: bool = False,
    studies: bool = False,
    known_as: str = "",
) -> Person:
    """A whole person from what is given; the rest falls by chance and fits together."""
    age = age_on(born_on, today)
    past = history(dice, born_on, way, today)
    life = past.life(born_on, asked=asked, studies=studies)
    category = category_on(life, today)
    doing = doing or ("university" if studies else dice.by_share(DOING_YOUNG if age < 19 else DOING_GROWN))
    if (age < 18 and doing in ("university", "parent")) or (age == 18 and doing == "school"):
        doing = "college"
    home = home or _home(dice, age, way, past)
    if home == "custody":
        doing = "custody"
    elif doing == "university" and home != "own_flat":
        home = "uni_halls"
    tags = {"any", home, doing} - ({"any"} if home == "custody" else set()) | (
        {"inside"} if home == "custody" else set()
    )
    tags |= {"under_18"} if age < 18 else {"over_18"}
    tags |= {"just_18"} if age == 18 else set()
    tags |= {"over_18_home"} if age >= 18 and home not in ("custody", "uni_halls") else set()
    for tag, holds in (
        ("asylum", way == "alone"),
        ("faith", faith),
        ("heritage", heritage),
        ("lgbt", dice.chance(0.06)),
        ("settled", language in ("pl", "ro", "lt", "sk")),
    ):
        tags |= {tag} if holds and home != "custody" else set()
    places = facts("places.json")
    return Person(
        child=child,
        given_name=given_name,
        family_name=family_name,
        known_as=known_as or _known_as(dice, given_name),
        born_on=born_on,
        language=language,
        home=home,
        doing=doing,
        way=way,
        past=past,
        category=category,
        recorded=_recorded(dice, category),
        must=plan_duty(category, asked=asked or studies).must,
        plan_since=_plan_since(past, born_on),
        support_requested=asked,
        in_education_programme=studies,
        contact_safely=dice.one_of(rows("safely.txt"))[0] if dice.chance(0.14) else "",
        tags=frozenset(tags),
        slots={name: dice.one_of(ones) for name, ones in places.items()},
    )


def _home(dice: Dice, age: int, way: str, past: History) -> str:
    if way in ("back_home", "home_worked", "guardian", "short"):
        return "family"
    if age < 18:
        if way in ("custody", "detained"):
            return "custody"
        if way == "on_own":
            return "supported"
        open_in = past.spells[-1].placement
        return {"U": "foster", "K": "residential", "H": "supported"}.get(open_in[:1], "supported")
    return dice.by_share(HOME_YOUNG if age < 21 else HOME_GROWN)


def _name(dice: Dice, origin: dict[str, Any], taken: set[str]) -> tuple[str, str]:
    """Given and family name; after twenty tries two people may share theirs, as people do."""
    for _ in range(20):
        given = dice.one_of(origin["given"])
        family = dice.one_of([name for name in origin["family"] if name != given])
        if f"{given} {family}" not in taken:
            break
    taken.add(f"{given} {family}")
    return given, family


def _known_as(dice: Dice, given: str) -> str:
    short = {
        "Samuel": "Sam",
        "Daniel": "Danny",
        "Bradley": "Brad",
        "Georgia": "George",
        "Jasmine": "Jas",
        "Margaret": "Peg",
        "Natalia": "Nat",
        "Dominik": "Dom",
        "Mohaned": "Mo",
        "Abdelrahman": "Abdul",
    }
    return short.get(given, given) if dice.chance(0.6) else given


def _recorded(dice: Dice, computed: Category) -> str | None:
    """The council's own record: nearly always the same, sometimes not filled in, rarely another one."""
    other = {
        Category.RELEVANT: Category.QUALIFYING,
        Category.ELIGIBLE: Category.RELEVANT,
        Category.FORMER_RELEVANT: Category.QUALIFYING,
    }
    said = dice.by_share({"same": 93, "nothing": 5, "other": 2})
    if said == "nothing":
        return None
    return str((other.get(computed, computed) if said == "other" else computed).value)


def _plan_since(past: History, born_on: date) -> date:
    """The day from which a plan had to be there: three months after 16, or after thirteen weeks in care (CPR reg 42)."""
    spans = stretches(past.life(born_on).care)
    reached = day_reaching(spans, age_reached(born_on, 14), THIRTEEN_WEEKS)
    start = max(birthday(born_on, 16), date.fromordinal(min(reached, birthday(born_on, 24).toordinal())))
    return add_months(start, 3)
