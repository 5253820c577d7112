"""The whole made-up council, life by life, in the order of their numbers. Pure."""

from collections.abc import Iterator
from datetime import date, timedelta
from uuid import UUID

from backend.demo import cast as pictures
from backend.demo import talks
from backend.demo.dice import Dice
from backend.demo.lives import somebody
from backend.demo.outlines import outline
from backend.demo.promises import own_words, versions
from backend.demo.records import Whole
from backend.demo.review_stories import review_stories
from backend.demo.staffing import Staff, adviser_for, noon


def council(seed: int, people: int, everyone: Staff, today: date) -> Iterator[Whole]:
    """Everybody: the cast first, then as many others as are wanted. The same seed and day give the same lives."""
    members = pictures.cast(seed, today)
    taken = {f"{one.person.given_name} {one.person.family_name}" for one in members}
    for member in members[:people]:
        who, adviser = member.person, everyone.named(member.adviser)
        dice = Dice(seed, "story", who.child)
        plans = versions(dice, who, member.story, adviser.given_name, today)
        plans = pictures.own_lines(dice, who.child, plans, today)
        words = {**own_words(dice, who), **pictures.own_words(who.child)}
        reviews = review_stories(dice, member.story, today)
        yield Whole(
            person_id(seed, who.child, today),
            who,
            member.story,
            plans,
            reviews,
            words,
            adviser,
            today - timedelta(days=16),
            talks.of_the_cast(who.child, today),
        )
    for number in range(people - len(members)):
        who, adviser = somebody(seed, number, today, taken), adviser_for(number, everyone)
        dice = Dice(seed, "story", who.child)
        story = outline(dice, who, adviser.team or "", today)
        plans = versions(dice, who, story, adviser.given_name, today)
        said_on = (plans[-1].begun_at.date() if plans else today) - timedelta(days=dice.between(1, 5))
        reviews = review_stories(dice, story, today)
        yield Whole(
            person_id(seed, who.child, today), who, story, plans, reviews, own_words(dice, who), adviser, said_on,
            talks.somebodys(Dice(seed, "talk", who.child), who, story.phone_since, adviser.given_name, today),
        )  # fmt: skip


def person_id(seed: int, child: str, today: date) -> UUID:
    """The id of the young person with this number of the council's."""
    return Dice(seed, "person", child).id(noon(today - timedelta(days=600)))
