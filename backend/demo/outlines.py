"""What became of a plan, by chance and by share: most on track, some late, a few worrying. Pure."""

from dataclasses import replace
from datetime import date, time

from backend.demo.dice import Dice
from backend.demo.lives import Person
from backend.demo.review_stories import next_due
from backend.demo.stories import Outline
from backend.demo.words import rows

BEGAN = 540  # days ago, when the council started Onward
STOPS = ("none", "draft", "written", "shared", "delivered", "opened", "understood")
SHARES = {
    "Quayside": (1, 1, 3, 4, 7, 9, 75),
    "Marsh Lane": (2, 2, 5, 5, 9, 11, 66),
    "Northgate": (2, 2, 6, 6, 11, 13, 60),
}
"""How many of a hundred plans stand at each stop; the teams differ."""
OVER_21 = (2, 3, 8, 9, 14, 15, 49)
LATE_FIRST_PLAN = 120  # days: a first plan may be late, but nobody is forgotten for years
NEW_HERE = {"none": 50, "draft": 35, "written": 15}
ANSWERS = {"agree": 74, "partly": 15, "disagree": 6, "not_now": 5}


def outline(dice: Dice, person: Person, team: str, today: date) -> Outline:
    """What became of this person's plan."""
    if not person.must:
        return Outline("none")
    since = (today - person.plan_since).days  # days since a plan had to be there
    if since < 10:
        stop = dice.by_share(NEW_HERE)
    else:
        shares = OVER_21 if person.age(today) >= 21 else SHARES.get(team, SHARES["Northgate"])
        stop = dice.by_share(dict(zip(STOPS, shares, strict=True)))
        if stop in ("none", "draft") and since > LATE_FIRST_PLAN:
            stop = "opened"
    if stop == "none":
        return Outline("none")
    if stop == "draft":
        return Outline("draft", begun=dice.between(1, 24), unclear=dice.chance(0.6))
    story = _dated(dice, stop, since)
    return _with_review(dice, _with_phone(dice, story, person), person, today)


def _dated(dice: Dice, stop: str, since: int) -> Outline:
    if stop == "written":
        written = dice.between(1, 6) if dice.chance(0.6) else dice.between(9, 40)
        return Outline(
            stop,
            begun=written + dice.between(3, 12),
            written=written,
            earlier=_earlier(dice, written, since),
            unclear=dice.chance(0.4),
        )
    late = stop in ("opened", "understood") and dice.chance(0.07)
    days = {"shared": (1, 25), "delivered": (1, 26), "opened": (3, 70), "understood": (6, 172)}[stop]
    shared = dice.between(188, 250) if late else dice.between(*days)
    if since < shared + 15 and since > 20:
        shared = max(6, min(shared, since - 15))
    story = Outline(
        stop, begun=shared + dice.between(5, 14), written=shared + dice.between(0, 4), shared=shared,
        earlier=_earlier(dice, shared, since), slips=dice.chance(0.15),
    )  # fmt: skip
    if stop == "shared":
        return story
    delivered = max(1, shared - dice.by_share({0: 70, 1: 15, 3: 10, 6: 5}))
    if stop == "delivered":
        return replace(story, delivered=delivered)
    opened = max(1, delivered - dice.by_share({0: 45, 1: 20, 2: 15, 5: 12, 9: 8}))
    if stop == "opened":
        return replace(story, delivered=delivered, opened=opened)
    answered = max(1, opened - dice.by_share({0: 60, 1: 20, 4: 15, 10: 5}))
    answer = dice.by_share(ANSWERS)
    words = [line for code, line in rows("answers.txt") if code == answer]
    spoken = {"agree": 0.12, "partly": 0.8, "disagree": 0.95, "not_now": 0.4}[answer]
    story = replace(story, delivered=delivered, opened=opened, answered=answered, answer=answer)
    story = replace(story, answer_words=dice.one_of(words)) if dice.chance(spoken) else story
    # A no or a partly gets a reply in days, and what follows from it is a new draft.
    if answer in ("partly", "disagree") and answered > 4 and dice.chance(0.85):
        return replace(story, draft_begun=dice.between(1, min(answered - 1, 20)))
    return replace(story, draft_begun=dice.between(1, 9)) if answered > 12 and dice.chance(0.04) else story


def _earlier(dice: Dice, shared: int, since: int) -> tuple[int, ...]:
    """Days ago on which older versions were shared: about two a year, back to the start of Onward or of the duty."""
    found: list[int] = []
    day = shared + dice.between(150, 182)
    while day < min(BEGAN - 20, since - 20) and len(found) < 3:
        found.insert(0, day)
        day += dice.between(150, 182)
    return tuple(found)


def _with_phone(dice: Dice, story: Outline, person: Person) -> Outline:
    """Whoever's plan reached a phone has one since before; of the others about half."""
    reached = story.delivered is not None
    if not reached and (person.home == "custody" or not dice.chance(0.45)):
        return story
    oldest = story.earlier[0] if story.earlier and dice.chance(0.75) else (story.shared if reached else 60)
    since = (oldest or 60) + dice.between(1, 14)
    return replace(story, phone_since=max(since, (story.delivered or 0) + 1), phone_shared=dice.chance(0.14))


def _with_review(dice: Dice, story: Outline, person: Person, today: date) -> Outline:
    if story.shared is None and not story.earlier:
        return story
    place, hour = _place(dice, person), time(dice.between(10, 16), dice.one_of((0, 30)))
    story = replace(story, review_place=place, review_time=hour)
    if story.phone_since and dice.chance(0.04):
        words = [line for kind, line in rows("reviews.txt") if kind == "asked"]
        return replace(story, asked=dice.between(1, 7), asked_words=dice.one_of(words))
    if person.home in ("supported", "own_flat", "shared_house") and dice.chance(0.05):
        story = replace(story, moved=dice.between(2, 24))
    due_in = (next_due(story, today)[0] - today).days
    near = due_in <= 40 and (dice.chance(0.65) if due_in > 0 else dice.chance(0.4))
    if not near:
        return story
    story = replace(story, review_in=dice.between(1, max(2, min(due_in, 30))))
    said = dice.by_share({"": 45, "coming": 43, "change": 12}) if story.phone_since else ""
    if said == "change":
        words = [line for kind, line in rows("reviews.txt") if kind == "change"]
        return replace(story, review_answer=said, review_words=dice.one_of(words))
    return replace(story, review_answer=said or None)


def _place(dice: Dice, person: Person) -> str:
    if person.home == "custody":
        return "The visits hall"
    places = [line for kind, line in rows("reviews.txt") if kind == "place"]
    if person.home != "own_flat":
        places.remove("Your flat")
    if person.doing != "college":
        places.remove("Your college, room 12")
    return dice.one_of(places)
