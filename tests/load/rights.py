"""python -m tests.load.rights [people]: how long a hundred rights take for many people, on one core, in process time.

Two figures: making each person's categories from their care, and how every right stands. Nothing is stored.
"""

import random
import sys
import time
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

from backend.entitlements.engine.facts import Facts, categories_of
from backend.entitlements.engine.many import Many
from backend.entitlements.engine.reading import national
from backend.people.care import Care, Life
from tests.unit.entitlements.made_up import DAY, anybody, facts_of

RIGHTS = 100


def measured(people: int) -> dict[str, float]:
    """Seconds for so many people: their categories, and a hundred rights for each."""
    dice, declared = random.Random(4), national().facts
    rights = [replace(right, id=f"{right.id}_{n}") for n in range(3) for right in national().rights][:RIGHTS]
    many, standings, seconds = Many(rights), Counter[str](), Counter[str]()
    for _ in range(people):
        born = date(2001, 1, 1) + timedelta(days=dice.randrange(3650))
        life = Life(born, (Care(born + timedelta(days=dice.randrange(5000)), born + timedelta(days=365 * 17)),))
        answers = facts_of(anybody(dice, declared, known=0.4), declared).answers
        began = time.process_time()
        person = Facts(born, categories_of(life), answers, declared)
        between = time.process_time()
        standings.update(stand.standing for stand in many.standings(person, DAY))
        seconds.update({"categories": between - began, "rights": time.process_time() - between})
    return {"people": people, **dict(seconds), **dict(standings)}


if __name__ == "__main__":
    print(measured(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000))
