"""What the made-up young people and their staff wrote to each other: ordinary things, a few without an answer yet. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from backend.demo import words
from backend.demo.dice import Dice
from backend.demo.lives import Person
from backend.demo.stories import any_hour, office
from backend.shared.dates import LONDON, is_working_day, start_of, working_days_after

YOU, ADVISER, NURSE = "you", "adviser", "nurse"
TALKING = 0.4  # of those with a phone
WAITING = 0.14  # of those who talk
OLDEST = 90  # days
OPENS, CLOSES, NIGHT = time(9), time(17), time(22)


@dataclass(frozen=True, slots=True)
class Said:
    """One message. `who`: you, adviser, nurse, or the given name of an adviser. `quoted`: the words it is about."""

    at: datetime
    who: str
    words: str
    about: str = ""
    quoted: str = ""


@dataclass(frozen=True, slots=True)
class Talk:
    """One thread. `waits`: what the young person wrote last has no answer yet. `read`: how many of them they have read."""

    thread: str
    said: tuple[Said, ...]
    waits: bool
    read: int

    @property
    def settled(self) -> int:
        """How many messages need nothing any more: all before the question of the last day or two."""
        if not self.waits:
            return len(self.said)
        since = self.said[-1].at - timedelta(days=1)
        return next(place for place in range(len(self.said)) if self._asks(place, since))

    def _asks(self, place: int, since: datetime) -> bool:
        return self.said[place].at >= since and all(one.who == YOU for one in self.said[place:])

    @property
    def waiting_since(self) -> datetime | None:
        """When the oldest message without an answer came."""
        return self.said[self.settled].at if self.waits else None


def of_the_cast(child: str, today: date) -> list[Talk]:
    """The threads of the pictures, in the order of data/cast_talk.txt."""
    rows = [row[1:] for row in words.rows("cast_talk.txt") if row[0] == child]
    dice = Dice(0, "cast talk", child)
    found = []
    for thread in dict.fromkeys(row[0] for row in rows):
        said: list[Said] = []
        for _, when, who, about, quoted, text in (row for row in rows if row[0] == thread):
            ago, clock = when.split(",")
            day, at = today - timedelta(days=int(ago)), time.fromisoformat(clock.strip())
            instant = datetime.combine(day, at, LONDON).astimezone(UTC) if who == YOU else office(dice, day, at)
            if said and instant <= said[-1].at:
                instant = said[-1].at + timedelta(minutes=7)
            said.append(Said(instant, who, text, about, quoted))
        unread = said[-1].who != YOU and (today - said[-1].at.date()).days <= 3
        # A "thank you" asks for nothing; a question of the last days does.
        waits = said[-1].who == YOU and said[-1].words.endswith(("?", "mates are here", "last year"))
        found.append(Talk(thread, tuple(said), waits, len(said) - unread))
    return found


def somebodys(dice: Dice, person: Person, phone_since: int | None, adviser: str, today: date) -> list[Talk]:
    """The thread of somebody with a phone and their adviser; none for those who do not write."""
    if phone_since is None or phone_since < 4 or not dice.chance(TALKING):
        return []
    slots = {**person.slots, "adviser": adviser}
    exchanges = words.exchanges()
    fit = [
        name for name, one in exchanges.items() if one.fits & person.tags and not name.endswith("?") and name != "hello"
    ]
    chosen = dice.some_of(fit, dice.between(1, 4))
    oldest = min(phone_since - 1, OLDEST)
    days = sorted((dice.between(2, oldest) for _ in chosen), reverse=True)
    if phone_since <= OLDEST:
        chosen, days = ["hello", *chosen], [oldest, *days]
    asking = [name for name, one in exchanges.items() if one.fits & person.tags and name.endswith("?")]
    if dice.chance(WAITING) and asking:
        chosen, days = [*chosen, dice.one_of(asking)], [*days, dice.by_share({1: 50, 2: 25, 3: 15, 5: 10})]
    said: list[Said] = []
    waits = False
    for name, ago in zip(chosen, days, strict=True):
        more, waits = _exchange(dice, exchanges[name].lines, slots, today, ago, said)
        said += more
        waits = waits or name.endswith("?")
    if not said:
        return []
    unread = said[-1].who != YOU and dice.chance(0.15)
    return [Talk(ADVISER, tuple(said), waits, len(said) - unread)]


def _exchange(
    dice: Dice, lines: Sequence[tuple[str, str]], slots: dict[str, str], today: date, ago: int, before: list[Said]
) -> tuple[list[Said], bool]:
    """One exchange from that day on, as far as it came before today; and whether it broke off before an answer."""
    found: list[Said] = []
    day = today - timedelta(days=ago)
    working = day if is_working_day(day) else working_days_after(day, 1)  # never before there was a phone
    at = any_hour(dice, day) if lines[0][0] == YOU else office(dice, working)
    if before and at <= before[-1].at:
        at = _next(dice, before[-1].at, lines[0][0])
    for who, text in lines:
        if found:
            at = _next(dice, at, who)
        if at >= start_of(today):
            return found, who != YOU and bool(found) and found[-1].who == YOU
        found.append(Said(at, who, words.filled(text, slots)))
    return found, False


def _next(dice: Dice, at: datetime, who: str) -> datetime:
    """When the next one writes: a young person by night at the latest, staff in office hours."""
    later = (at + timedelta(minutes=dice.between(2, 150))).astimezone(LONDON)
    minutes = timedelta(minutes=dice.between(1, 120))
    if who == YOU:
        if later.date() > at.astimezone(LONDON).date() or later.time() >= NIGHT:
            morning = datetime.combine(at.astimezone(LONDON).date() + timedelta(days=1), time(8), LONDON)
            later = morning + minutes
    elif not is_working_day(later.date()) or later.time() >= CLOSES:
        later = datetime.combine(working_days_after(later.date(), 1), OPENS, LONDON) + minutes
    elif later.time() < OPENS:
        later = datetime.combine(later.date(), OPENS, LONDON) + minutes
    return later.astimezone(UTC)
