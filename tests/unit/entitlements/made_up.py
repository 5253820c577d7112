"""Made-up people and rules for the rules of entitlements, from a random.Random, so that any of them can be had again."""

import random
from datetime import date, timedelta
from typing import Any

from backend.entitlements.engine.facts import Answer, Choice, Declared, Facts
from backend.people.entitlement import Category

DAY = date(2026, 11, 29)
YES_NO = (
    Choice("yes", "Yes", "If you do.", "You told us you do."),
    Choice("no", "No", "If you do not.", "You told us you do not."),
)
DECLARED = {
    "pays_rent": Declared("pays_rent", "yes_no", "Do you pay rent?", "Rent help.", YES_NO),
    "has_children": Declared("has_children", "yes_no", "Do you have a child?", "More help.", YES_NO, private=True),
    "lives_in_our_area": Declared("lives_in_our_area", "yes_no", "Do you live in our area?", "Councils.", YES_NO),
    "studying": Declared(
        "studying", "choice", "Do you study?", "Money to learn.",
        tuple(Choice(v, v.capitalize(), f"If you start at {v}.", f"You told us: {v}.") for v in ("none", "college", "university", "apprenticeship")),
    ),
    "moved_on": Declared("moved_on", "date", "When did you move?", "Set-up money.", noun="the day you moved", if_so="When you move."),
    "started_on": Declared("started_on", "date", "When did you start?", "Course money.", noun="the day you started"),
    "work_hours": Declared("work_hours", "number", "How many hours do you work?", "Pay.", noun="hours a week"),
}  # fmt: skip
LAWS = {"near": date(2027, 3, 1), "old": date(2020, 1, 1), "some_day": None}


def anybody(
    dice: random.Random, declared: dict[str, Declared] = DECLARED, known: float = 0.6, hush: float = 0.05
) -> dict[str, Any]:
    """A person as plain data, as the slow twin wants them: leap births, changing categories, answers from some day on."""
    born = dice.choice([date(2004, 2, 29), date(2008, 2, 29), date(1999, 1, 1) + timedelta(days=dice.randrange(4200))])
    turns = sorted({born + timedelta(days=dice.randrange(14 * 365, 26 * 366)) for _ in range(dice.randrange(4))})
    categories = [(born, dice.choice([None, "under_16", "none"]))] + [
        (day, dice.choice([*map(str, Category), None])) for day in turns
    ]
    answers = {name: _answers(dice, fact, hush) for name, fact in declared.items() if dice.random() < known}
    return {"born": born, "categories": categories, "answers": answers, "laws": LAWS}


def _answers(dice: random.Random, fact: Declared, hush: float) -> list[tuple[date | None, Any]]:
    days: list[date | None] = [None] if dice.random() < 0.7 else []
    days += sorted({DAY + timedelta(days=dice.randrange(-900, 900)) for _ in range(dice.choice([0, 0, 0, 1, 2]))})
    return [(day, _value(dice, fact, hush)) for day in days or [None]]


def _value(dice: random.Random, fact: Declared, hush: float) -> Any:
    if dice.random() < hush:
        return "not_said"
    if fact.options:
        return dice.choice(fact.options).value
    if fact.kind == "number":
        return dice.randrange(60)
    return "not_yet" if dice.random() < 0.15 else DAY + timedelta(days=dice.randrange(-1500, 500))


def facts_of(person: dict[str, Any], declared: dict[str, Declared] = DECLARED) -> Facts:
    """The same person as the engine wants them."""
    return Facts(
        person["born"],
        tuple((day, Category(name) if name else None) for day, name in person["categories"]),
        {
            fact: tuple(Answer(value, since) for since, value in given)
            for fact, given in person["answers"].items()
            if given
        },
        declared,
    )


def any_rule(dice: random.Random, depth: int = 3, declared: dict[str, Declared] = DECLARED) -> str:
    """The text of a rule, with brackets where they may or must be."""
    if depth == 0 or dice.random() < 0.25:
        return _any_test(dice, declared)
    how = dice.choice(["and", "and", "or", "or", "not", "brackets"])
    if how == "brackets":
        return f"({any_rule(dice, depth - 1, declared)})"
    if how == "not":
        return f"not ({any_rule(dice, depth - 1, declared)})"
    return f" {how} ".join(any_rule(dice, depth - 1, declared) for _ in range(dice.choice([2, 2, 3])))


def _any_test(dice: random.Random, declared: dict[str, Declared]) -> str:
    dates = [*(f.id for f in declared.values() if f.kind == "date"), "born_on", "birthday_18", "birthday_21"]
    low, unit = dice.randrange(14, 27), dice.choice(["days", "weeks", "months", "years"])
    count = dice.choice({"days": [1, 60, 300], "weeks": [1, 8, 52], "months": [1, 6, 13], "years": [1, 2, 18]}[unit])
    day, other = sorted(DAY + timedelta(days=dice.randrange(-2000, 700) - extra) for extra in (0, 701))
    when = dice.choice([f"before {day}", f"from {day}", f"from {day} to before {other + timedelta(days=800)}"])
    fact = dice.choice([f for f in declared.values() if f.kind != "date"])
    return dice.choice(
        [
            dice.choice(["always", "never"]),
            dice.choice(
                [f"age from {low}", f"age under {low}", f"age from {low} to under {low + dice.randrange(1, 6)}"]
            ),
            f"category is one of {', '.join(dice.sample([*map(str, Category)], dice.randrange(1, 4)))}",
            f"category is {dice.choice([*Category])}",
            *[_of_fact(dice, fact)] * 3,
            f"{dice.choice([*declared])} is known",
            f"age {dice.choice([f'from {low}', f'under {low}', f'from {low} to under {low + 3}'])} on {dice.choice(dates)}",
            f"{dice.choice(dates)} {when}",
            f"{dice.choice(['within', 'after'])} {count} {unit} of {dice.choice(dates)}",
            f"before {count} {unit} from birthday {dice.choice([18, 21, 25])}",
            f"today {when}",
            f"law {dice.choice([*LAWS])} in force",
        ]
    )


def _of_fact(dice: random.Random, fact: Declared) -> str:
    if fact.kind == "number":
        return f"{fact.id} {dice.choice(['at least', 'under'])} {dice.randrange(60)}"
    values = [option.value for option in fact.options]
    return dice.choice(
        [
            f"{fact.id} is {dice.choice(values)}",
            f"{fact.id} is one of {', '.join(dice.sample(values, dice.randrange(1, len(values))))}",
        ]
    )
