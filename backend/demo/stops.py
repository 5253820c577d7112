"""When each version was begun, written, shared, delivered, opened and answered: never one before the other. Pure."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from backend.demo import words
from backend.demo.dice import Dice
from backend.demo.stories import Outline, any_hour, office


@dataclass(frozen=True)
class Dated:
    """When one version was begun, written and shared, before anything stands in it."""

    number: int
    begun_at: datetime
    written_at: datetime | None = None
    shared_at: datetime | None = None
    told: dict[str, object] = field(default_factory=dict)


def dated(dice: Dice, story: Outline, today: date) -> list[Dated]:
    """Each version with its instants, in order: begun, written, shared, and never before the one it replaces."""
    found: list[Dated] = []

    def day(ago: int) -> date:
        return today - timedelta(days=ago)

    def later(of: datetime, other: datetime) -> datetime:
        return max(of, other + timedelta(minutes=dice.between(3, 50)))

    for number, shared_ago in enumerate(story.earlier, 1):
        begun, written = office(dice, day(shared_ago + 9)), office(dice, day(shared_ago + 1))
        shared = later(office(dice, day(shared_ago)), written)
        found.append(Dated(number, begun, written, shared, _past_stops(dice, story, shared, shared_ago, today)))
    if story.stop not in ("none",):
        begun = office(dice, day(story.begun))
        if found and found[-1].shared_at:
            begun = later(begun, found[-1].shared_at)
        written_at, shared_at = None, None
        if story.written is not None:
            written_at = later(office(dice, day(story.written), story.written_time), begun)
        if story.shared is not None and written_at:
            shared_at = later(office(dice, day(story.shared), story.shared_time), written_at)
        found.append(Dated(len(found) + 1, begun, written_at, shared_at, _stops(dice, story, shared_at, today)))
    if story.draft_begun is not None:
        begun = office(dice, day(story.draft_begun))
        last = found[-1].told.get("answered_at") or found[-1].shared_at
        found.append(Dated(len(found) + 1, later(begun, last) if isinstance(last, datetime) else begun))
    return found


def _stops(dice: Dice, story: Outline, shared_at: datetime | None, today: date) -> dict[str, object]:
    """Delivered, opened and answered, each a little after the one before on the same day."""
    told: dict[str, object] = {}
    before = shared_at
    for name, ago in (("delivered_at", story.delivered), ("opened_at", story.opened), ("answered_at", story.answered)):
        if ago is None or before is None:
            break
        at = any_hour(dice, today - timedelta(days=ago))
        before = (
            at
            if at > before and not (story.at_once and name == "delivered_at")
            else before + timedelta(seconds=dice.between(20, 900))
        )
        told[name] = before
    if "answered_at" in told:
        told |= {"answer": story.answer, "answer_words": story.answer_words}
    return told


def _past_stops(dice: Dice, story: Outline, shared: datetime, ago: int, today: date) -> dict[str, object]:
    """An older version reached its owner if the phone was there, and most were answered with a yes."""
    if story.phone_since is None or story.phone_since <= ago:
        return {}
    opened = max(1, ago - dice.between(0, 9))
    past = replace(story, delivered=ago, opened=opened if dice.chance(0.92) else None)
    if past.opened is not None and dice.chance(0.8):
        answer = dice.by_share({"agree": 82, "partly": 15, "disagree": 3})
        said = [line for code, line in words.rows("answers.txt") if code == answer and answer != "agree"]
        past = replace(past, answered=max(1, opened - dice.between(0, 4)), answer=answer)
        past = replace(past, answer_words=dice.one_of(said) if said else "")
    else:
        past = replace(past, answered=None)
    return _stops(dice, past, shared, today)
