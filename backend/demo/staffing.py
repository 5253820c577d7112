"""Who works at Tidewater Council, and who advises whom. Pure."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from backend.demo.dice import Dice
from backend.demo.words import facts
from backend.people.rules import KIND_OF, MANAGES
from backend.shared.dates import start_of
from backend.shared.viewer import ADMIN, ADVISER, AUDITOR, NURSE

FOR_EACH = 18  # young people for one adviser, about; a large council has more advisers
DANS_OTHERS = 14  # beside the cast: 24 in all, as in the pictures


@dataclass(frozen=True, slots=True)
class Colleague:
    """One member of staff."""

    id: UUID
    given_name: str
    family_name: str
    role: str
    team: str | None

    @property
    def email(self) -> str:
        """The sign-in name."""
        plain = "".join(
            letter for letter in f"{self.given_name}.{self.family_name}".lower() if letter.isalpha() or letter == "."
        )
        return f"{plain}@tidewater.gov.uk"


@dataclass(frozen=True)
class Staff:
    """All of them; `teams` by name."""

    teams: dict[str, UUID]
    advisers: tuple[Colleague, ...]
    managers: tuple[Colleague, ...]
    nurse: Colleague
    others: tuple[Colleague, ...]

    @property
    def everyone(self) -> tuple[Colleague, ...]:
        """Every member of staff."""
        return (*self.advisers, *self.managers, self.nurse, *self.others)

    def named(self, given_name: str) -> Colleague:
        """The adviser with this given name. Raises StopIteration for nobody."""
        return next(one for one in self.advisers if one.given_name == given_name)

    def manages(self) -> list[tuple[Colleague, str]]:
        """Who answers for which team. The first manager answers for all of them, as in the pictures."""
        found = [(self.managers[0], team) for team in self.teams]
        return found + [(one, one.team) for one in self.managers[1:] if one.team]


def staff(seed: int, people: int, today: date) -> Staff:
    """The staff of a council with so many young people: twelve advisers, more where they are needed."""
    dice, known = Dice(seed, "staff"), facts("staff.json")
    hired = start_of(today - timedelta(days=900))

    def one(given: str, family: str, role: str, team: str | None) -> Colleague:
        return Colleague(dice.id(hired), given, family, role, team)

    def alone(job: str, role: str) -> Colleague:
        given, family = known[job]
        return one(given, family, role, None)

    teams = {name: dice.id(hired) for name in known["teams"]}
    advisers = [one(given, family, ADVISER, team) for given, family, team in known["advisers"]]
    names = facts("names.json")
    taken = {(each.given_name, each.family_name) for each in advisers}
    while len(advisers) < people // FOR_EACH:
        origin = names[dice.one_of(list(names))]
        given, family = dice.one_of(origin["given"]), f"{dice.one_of(origin['family'])}-{dice.one_of(origin['family'])}"
        if (given, family) not in taken:
            taken.add((given, family))
            advisers.append(one(given, family, ADVISER, known["teams"][len(advisers) % len(known["teams"])]))
    return Staff(
        teams,
        tuple(advisers),
        tuple(one(given, family, KIND_OF[MANAGES], team) for given, family, team in known["managers"]),
        alone("nurse", NURSE),
        (alone("admin", ADMIN), alone("auditor", AUDITOR)),
    )


def adviser_for(number: int, everyone: Staff) -> Colleague:
    """Who advises the young person with this number."""
    if number % 15 == 0 and number // 15 < DANS_OTHERS:
        return everyone.advisers[0]
    before = min(DANS_OTHERS, (number + 14) // 15)
    others = everyone.advisers[1:]
    return others[(number - before) % len(others)]


def noon(day: date) -> datetime:
    """Twelve o'clock UTC on this day."""
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
