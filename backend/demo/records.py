"""One made-up life as rows, ready for the tables of people, identity and plans. Pure."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from backend.demo.dice import Dice
from backend.demo.lives import Person
from backend.demo.promises import Line, Version
from backend.demo.review_stories import ReviewStory
from backend.demo.rights_rows import RIGHTS
from backend.demo.staffing import Colleague, Staff
from backend.demo.stories import Outline, any_hour, office
from backend.demo.talks import Talk
from backend.demo.threads import TALKED
from backend.demo.told import Phone
from backend.identity.rules import AT_A_DISTANCE, HERE
from backend.people.rules import ALLOCATED, NURSE_FOR
from backend.plans.rules import PARTS

COLUMNS = {
    "team": ("id", "name"),
    "worker": ("id", "given_name", "family_name", "email", "role", "team"),
    "manages": ("id", "manager", "team"),
    "young_person": ("id", "child", "given_name", "family_name", "known_as", "born_on", "language", "contact_safely", "team",
                     "recorded_category", "recorded_basis", "support_requested", "in_education_programme"),
    "episode": ("id", "young_person", "began_on", "ended_on", "legal_status", "why_began", "why_ended", "placement", "provider"),
    "life_fact": ("id", "young_person", "kind", "from_on", "until_on", "confirmed"),
    "link": ("id", "young_person", "worker", "relation", "starts_at", "ends_at", "away"),
    "declared_relationship": ("id", "worker", "young_person", "declared_at"),
    "device": ("id", "young_person", "secret_hash", "label", "made_at", "joined_at", "joined_by", "joined_how", "shared",
               "last_used_at", "told_at", "removed_at", "removed_why", "pin_hash", "wrong_tries"),
    "access_freeze": ("id", "young_person", "began_at", "began_by"),
    "plan_version": ("id", "young_person", "number", "begun_at", "begun_by", "written_at", "written_by"),
    "matter": ("id", "version", "code", "need", "support"),
    "contingency": ("id", "version", "part", "words"),
    "action": ("id", "version", "promise", "matter", "position", "what", "by_young_person", "by_worker", "by_name", "by_when",
               "helps", "plan_b"),
    "action_progress": ("id", "action", "status", "at", "by_young_person", "by_worker"),
    "own_words": ("id", "young_person", "part", "words", "said_at", "through"),
    "reached": ("id", "version", "stop", "act", "at", "device", "session"),
    "plan_answer": ("id", "version", "answer", "words", "at", "device", "session"),
    "review": ("id", "young_person", "due_on", "why", "asked_at", "asked_words", "at", "place", "set_at", "with_worker",
               "answer", "answer_words", "answered_at", "held_on"),
    "away": ("id", "worker", "cover", "from_at", "until_at", "said_at"),
    **TALKED,
    **RIGHTS,
}  # fmt: skip
"""Which columns are written; the others have their defaults."""
VERSIONED = ("plan_version", "matter", "contingency", "action")
"""Written version by version, because the database refuses to add to one that was shared."""
LABELS = {"Android phone": 62, "iPhone": 32, "Windows computer": 3, "Android tablet": 2, "Chromebook": 1}


@dataclass(frozen=True)
class Shared:
    """One version on the moment it was shared: from here it can not change."""

    version: Version
    young_person: UUID
    by: UUID


@dataclass
class Records:
    """Rows by table; those of plan versions also by the place of their version in its plan."""

    rows: dict[str, list[tuple[Any, ...]]] = field(default_factory=lambda: defaultdict(list))
    versions: dict[int, dict[str, list[tuple[Any, ...]]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(list))
    )
    shared: dict[int, list[Shared]] = field(default_factory=lambda: defaultdict(list))


@dataclass(frozen=True)
class Whole:
    """Everything about one young person, before it is rows."""

    id: UUID
    person: Person
    story: Outline
    versions: list[Version]
    reviews: list[ReviewStory]
    words: dict[str, str]
    adviser: Colleague
    said_on: date
    talks: list[Talk]


def office_rows(into: Records, everyone: Staff, dice: Dice, at: datetime) -> None:
    """Teams and staff."""
    into.rows["team"] += [(id, name) for name, id in everyone.teams.items()]
    into.rows["worker"] += [
        (one.id, one.given_name, one.family_name, one.email, one.role, everyone.teams[one.team] if one.team else None)
        for one in everyone.everyone
    ]
    into.rows["manages"] += [(dice.id(at), one.id, everyone.teams[team]) for one, team in everyone.manages()]


def life_rows(
    into: Records,
    whole: Whole,
    everyone: Staff,
    dice: Dice,
    today: date,
    *,
    sealed: Callable[[UUID, str], bytes],
    pin: str,
) -> Phone | None:
    """All rows of one young person; the answer is their phone. `sealed` seals how to reach them; no PIN opens `pin`."""
    one, id = whole.person, whole.id
    into.rows["young_person"].append(
        (id, one.child, one.given_name, one.family_name, one.known_as, one.born_on, one.language,
         sealed(id, one.contact_safely) if one.contact_safely else None,
         everyone.teams[whole.adviser.team] if whole.adviser.team else None, one.recorded, None,
         one.support_requested, one.in_education_programme)
    )  # fmt: skip
    made = office(dice, today - timedelta(days=600))
    into.rows["episode"] += [
        (dice.id(made), id, spell.began_on, spell.ended_on, spell.legal_status, spell.why_began, spell.why_ended,
         spell.placement, spell.provider)
        for spell in one.past.spells
    ]  # fmt: skip
    into.rows["life_fact"] += [
        (dice.id(made), id, fact.kind, fact.from_on, fact.until_on, fact.confirmed) for fact in one.past.facts
    ]
    _links(into, whole, everyone, dice, today)
    phone, joined = _phone(into, whole, dice, today, pin)
    _plan(into, whole, everyone, dice)
    _evidence(into, whole, dice, phone)
    for part in PARTS:
        if part in whole.words and whole.versions:
            at = any_hour(dice, whole.said_on)
            through = "phone" if joined and at > joined else "file"
            into.rows["own_words"].append((dice.id(at), id, part, whole.words[part], at, through))
    for review in whole.reviews:
        into.rows["review"].append(
            (dice.id(review.set_at or made), id, review.due_on, review.why, review.asked_at, review.asked_words, review.at,
             review.place if review.at else "", review.set_at, whole.adviser.id if review.at else None, review.answer,
             review.words, review.answered_at, review.held_on)
        )  # fmt: skip
    return Phone(phone, joined) if phone and joined else None


def _links(into: Records, whole: Whole, everyone: Staff, dice: Dice, today: date) -> None:
    first = whole.versions[0].begun_at.date() if whole.versions else today - timedelta(days=40)
    first = min(first, today - timedelta(days=whole.story.phone_since or 0))
    since = office(dice, first - timedelta(days=dice.between(15, 120)))
    if dice.chance(0.1) and len(everyone.advisers) > 1:
        before = dice.one_of(
            [one for one in everyone.advisers if one.team == whole.adviser.team and one != whole.adviser]
        )
        began = since - timedelta(days=dice.between(150, 500))
        into.rows["link"].append((dice.id(began), whole.id, before.id, ALLOCATED, began, since, None))
    into.rows["link"].append((dice.id(since), whole.id, whole.adviser.id, ALLOCATED, since, None, None))
    nursed = any(line.who == "nurse" for version in whole.versions for line in version.lines)
    if nursed or whole.person.age(today) < 18:
        into.rows["link"].append((dice.id(since), whole.id, everyone.nurse.id, NURSE_FOR, since, None, None))


def _phone(into: Records, whole: Whole, dice: Dice, today: date, pin: str) -> tuple[UUID | None, datetime | None]:
    """Their phone and when it joined, before anything was read on it; a few had another one before."""
    story = whole.story
    if story.phone_since is None:
        return None, None
    stops = [at for one in whole.versions for at in (one.delivered_at, one.opened_at, one.answered_at) if at]
    ticks = [said.at for one in whole.versions for line in one.lines for said in line.progress if said.by_young_person]
    joined = office(dice, today - timedelta(days=story.phone_since))
    joined = min([joined, *(at - timedelta(minutes=30) for at in stops)])
    used = max([joined, any_hour(dice, today - timedelta(days=dice.between(1, 70))), *stops, *ticks])
    how = AT_A_DISTANCE if dice.chance(0.12) else HERE
    if dice.chance(0.06):
        lost = joined - timedelta(days=dice.between(1, 30))
        began = lost - timedelta(days=dice.between(20, 90))
        into.rows["device"].append(
            (dice.id(began), whole.id, dice.secret(), dice.by_share(LABELS), began - timedelta(minutes=4), began,
             whole.adviser.id, HERE, False, lost - timedelta(days=1), began, lost, dice.one_of(("by_staff", "by_owner")), None, 0)
        )  # fmt: skip
    id = dice.id(joined)
    into.rows["device"].append(
        (id, whole.id, dice.secret(), dice.by_share(LABELS), joined - timedelta(minutes=4), joined, whole.adviser.id, how,
         story.phone_shared, used, used, None, None, pin, 0)
    )  # fmt: skip
    return id, joined


def _plan(into: Records, whole: Whole, everyone: Staff, dice: Dice) -> None:
    by = whole.adviser.id
    for place, one in enumerate(whole.versions):
        rows = into.versions[place]
        rows["plan_version"].append(
            (one.id, whole.id, one.number, one.begun_at, by, one.written_at, by if one.written_at else None)
        )
        rows["matter"] += [(dice.id(one.begun_at), one.id, code, *words) for code, words in one.matters.items()]
        rows["contingency"] += [
            (dice.id(one.begun_at), one.id, part, words) for part, words in one.if_things_change.items()
        ]
        rows["action"] += [action_row(one, line, by, everyone.nurse.id) for line in one.lines]
        into.rows["action_progress"] += [
            (
                dice.id(said.at),
                line.id,
                said.status,
                said.at,
                said.by_young_person,
                None if said.by_young_person else by,
            )
            for line in one.lines
            for said in line.progress
        ]
        if one.shared_at:
            into.shared[place].append(Shared(one, whole.id, by))


def action_row(version: Version, line: Line, adviser: UUID, nurse: UUID) -> tuple[Any, ...]:
    """One action, with the one owner it has, if any."""
    worker = {"adviser": adviser, "nurse": nurse}.get(line.who)
    name = line.who if line.who not in ("you", "adviser", "nurse", "") else None
    return (
        line.id, version.id, line.promise, line.matter, line.position, line.what, line.who == "you", worker, name,
        line.by_when, line.helps, line.plan_b,
    )  # fmt: skip


def _evidence(into: Records, whole: Whole, dice: Dice, phone: UUID | None) -> None:
    """The last three stops, each from an unlocked stretch of their own phone."""
    for one in whole.versions:
        for stop, act, at in (("delivered", "fetched", one.delivered_at), ("opened", "opened", one.opened_at)):
            if at:
                into.rows["reached"].append((dice.id(at), one.id, stop, act, at, phone, dice.id(at)))
        if one.answered_at:
            into.rows["plan_answer"].append(
                (
                    dice.id(one.answered_at),
                    one.id,
                    one.answer,
                    one.answer_words,
                    one.answered_at,
                    phone,
                    dice.id(one.answered_at),
                )
            )
