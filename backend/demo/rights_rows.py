"""One made-up life as the rooms of rights and papers keep it: words sealed, each from its owner's phone or by staff. Pure."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from backend.demo import claim_stories, paper_stories, told, words
from backend.demo.claim_rows import CLAIMS, Around, claim_rows
from backend.demo.dice import Dice
from backend.demo.paper_stories import Entry
from backend.demo.staffing import Colleague, Staff
from backend.demo.told import Keep, Phone, Told
from backend.entitlements import claiming
from backend.entitlements.answers import written
from backend.entitlements.engine.facts import Declared
from backend.entitlements.engine.lines import Right

if TYPE_CHECKING:
    from backend.demo.records import Records, Whole

RIGHTS = {
    "own_statement": ("id", "young_person", "said", "shown", "said_at", "device", "session"),
    "council_fact": ("id", "young_person", "known", "at", "by"),
    "rights_talk": ("id", "young_person", "by", "talked_on", "words", "made_at", "answer", "answered_at", "device", "session"),
    **CLAIMS,
    "paper_entry": ("id", "young_person", "kind", "status", "by_worker", "said", "next_who", "next_by", "at", "device", "session"),
    "local_service": ("id", "about", "name", "what", "who_for", "address", "phone", "email", "link", "opens", "cost",
                      "checked_on"),
}  # fmt: skip


@dataclass(frozen=True)
class Offered:
    """What the council offers and promises, and what may be said of a person."""

    rights: Mapping[str, Right]
    facts: Mapping[str, Declared]
    days: claiming.Days


def rights_rows(
    into: "Records", whole: "Whole", phone: Phone | None, everyone: Staff, offered: Offered, seed: int, today: date, keep: Keep
) -> None:  # fmt: skip
    """Everything of one young person. Whoever has no phone has said nothing and asked for nothing."""
    child = whole.person.child
    pictured = any(row[0] == child for row in words.rows("cast_papers.txt"))
    said = told.of_the_cast(child, phone, today) or told.somebodys(
        Dice(seed, "told", child), whole.person, phone, today
    )
    dice = Dice(seed, "rights", child)
    for one in said:
        _told(into, whole, phone, one, dice, offered, keep)
    for talk in told.talks(Dice(seed, "rights talk", child), phone, today):
        _talk(into, whole, phone, talk, dice, keep)
    _claims(into, whole, phone, everyone, offered, seed, today, keep)
    entries = (
        paper_stories.of_the_cast(child, phone, whole.adviser.given_name, today)
        if pictured
        else paper_stories.somebodys(Dice(seed, "papers", child), whole.person, phone, today)
    )
    for entry in sorted(entries, key=lambda one: one.at):
        _paper(into, whole, phone, entry, dice, keep)


def manager_of(team: str | None, everyone: Staff) -> Colleague:
    """Who answers for this team: its own manager, or the first."""
    return next((one for one in everyone.managers if one.team == team), everyone.managers[0])


def _told(
    into: "Records", whole: "Whole", phone: Phone | None, one: Told, dice: Dice, offered: Offered, keep: Keep
) -> None:  # fmt: skip
    id, answer = dice.id(one.at), written(offered.facts[one.fact], one.value, one.since)
    if one.own and phone:
        sealed = keep.seal(answer, f"own_statement.said:{id}")
        into.rows["own_statement"].append(
            (id, whole.id, sealed, one.shown, one.at, phone.id, dice.id(one.at))
        )  # fmt: skip
    elif not one.own:
        sealed = keep.seal(answer, f"council_fact.known:{id}")
        into.rows["council_fact"].append((id, whole.id, sealed, one.at, whole.adviser.id))


def _talk(into: "Records", whole: "Whole", phone: Phone | None, talk: told.RightsTalk, dice: Dice, keep: Keep) -> None:
    id, answered = dice.id(talk.made_at), bool(talk.answer) and phone is not None
    into.rows["rights_talk"].append(
        (id, whole.id, whole.adviser.id, talk.on,
         keep.seal(talk.words, f"rights_talk.words:{id}") if talk.words else None, talk.made_at,
         talk.answer if answered else None, talk.answered_at if answered else None,
         phone.id if answered and phone else None, dice.id(talk.made_at) if answered else None)
    )  # fmt: skip


def _claims(
    into: "Records", whole: "Whole", phone: Phone | None, everyone: Staff, offered: Offered, seed: int, today: date, keep: Keep
) -> None:  # fmt: skip
    if phone is None:
        return
    child, manager = whole.person.child, manager_of(whole.adviser.team, everyone).id
    around = Around(whole.id, phone, whole.adviser.id, manager, offered.days)
    since = whole.story.phone_since
    cast = any(row[0] == child for row in words.rows("cast_claims.txt"))
    asked = (
        claim_stories.of_the_cast(child, today)
        if cast or _pictured(child)
        else claim_stories.somebodys(Dice(seed, "claims", child), whole.person, since, today)
    )
    dice = Dice(seed, "claim rows", child)
    for one in asked:
        if one.moves[0].at > phone.joined_at:
            claim_rows(into, one, offered.rights[one.right], around, dice, keep)


def _pictured(child: str) -> bool:
    """Whoever can be tried out has the claims of the pictures and no others."""
    return any(row[0] == child for row in words.rows("demo_page.txt"))


def _paper(into: "Records", whole: "Whole", phone: Phone | None, one: Entry, dice: Dice, keep: Keep) -> None:
    id = dice.id(one.at)
    said: dict[str, Any] = {
        "words": one.words,
        "where": one.where,
        "next_name": one.next_name,
        "next_what": one.next_what,
    }
    said = {name: text for name, text in said.items() if text}
    if one.expires_on:
        said["expires_on"] = one.expires_on.isoformat()
    device: UUID | None = phone.id if one.own and phone else None
    into.rows["paper_entry"].append(
        (id, whole.id, one.kind, one.status, None if one.own else whole.adviser.id,
         keep.seal(json.dumps(said), f"paper_entry.said:{id}"), one.next_who, one.next_by, one.at, device,
         dice.id(one.at) if one.own else None)
    )  # fmt: skip
