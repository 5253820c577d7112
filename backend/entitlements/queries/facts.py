"""What is known of young people, as the engine needs it: their own word beside the council's, each with its day."""

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from backend.entitlements.answers import Said, holding, united
from backend.entitlements.categories import Course, categories
from backend.entitlements.engine.facts import NOT_SAID, Answer, Declared, Facts
from backend.entitlements.engine.reading import national
from backend.entitlements.tables import OwnStatement
from backend.people.queries import lives, visible_to_sql
from backend.shared.crypt import seal, unseal
from backend.shared.dates import london_date
from backend.shared.problems import NotFound
from backend.shared.viewer import Viewer

OF_PEOPLE = ("in_education_programme", "support_requested")
"""Facts that stand with the person, as the case system has them."""

BREATH = 25
"""People after whom others get their turn: the clock asks for hundreds at once."""

Answers = Mapping[str, tuple[Answer, ...]]

_SAID = """
    SELECT id, young_person, said AS sealed, shown, said_at AS at, true AS own
    FROM own_statement WHERE young_person = ANY({}) AND young_person IN ({})
    UNION ALL
    SELECT id, young_person, known, true, at, false
    FROM council_fact WHERE young_person = ANY({}) AND young_person IN ({})
    ORDER BY at, id
"""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of one young person. `hidden`: facts whose private answer nobody but its owner may see."""

    person: Mapping[str, Any]
    categories: Course
    own: Answers
    council: Answers
    hidden: frozenset[str]

    def shown(self) -> "Known":
        """The same without what nobody but its owner may see."""
        return replace(self, own={fact: told for fact, told in self.own.items() if fact not in self.hidden})

    def countable(self) -> "Known":
        """The same without anything private, whoever said or was shown it: two sums that differ by one are about somebody."""
        declared = national().facts
        own, council = (
            {fact: told for fact, told in one.items() if not declared[fact].private} for one in (self.own, self.council)
        )
        return replace(self, own=own, council=council)

    def sides(self, on: date) -> tuple[Facts, Facts | None, frozenset[str]]:
        """The facts with the young person's word first; with the council's first where both differ that day; and which do."""
        differ = frozenset(fact for fact in self.own.keys() & self.council.keys() if self._differs(fact, on))
        mine = self._facts(united(self.own, self.council))
        return mine, self._facts(united(self.council, self.own)) if differ else None, differ

    def _facts(self, answers: Answers) -> Facts:
        return Facts(self.person["born_on"], self.categories, answers, national().facts)

    def _differs(self, fact: str, on: date) -> bool:
        both = (self._facts({fact: answers[fact]}).answer(fact, on) for answers in (self.own, self.council))
        return len({one.value for one in both if one and one.value != NOT_SAID}) > 1


async def known(viewer: Viewer, ids: list[UUID]) -> dict[UUID, Known]:
    """What is known of each of these that the viewer may see. Four statements however many.

    An adviser's has no private answer that its owner does not show them.
    """
    found = await lives(viewer, ids)
    said: dict[UUID, list[dict[str, Any]]] = {who: [] for who in found}
    if found:
        sight = visible_to_sql(viewer)
        for row in await OwnStatement.raw(_SAID, list(found), sight, list(found), sight):
            where = said_at(row["id"]) if row["own"] else known_at(row["id"])
            said[row["young_person"]].append(row | json.loads(unseal(row["sealed"], where)))
    declared, known_of = national().facts, {}
    for place, (who, (person, life)) in enumerate(found.items()):
        known_of[who] = _known(viewer, person, categories(person, life, viewer.today), said[who], declared)
        if place % BREATH == BREATH - 1:
            await asyncio.sleep(0)
    return known_of


async def facts_of(viewer: Viewer, young_person: UUID) -> Facts:
    """What is known of this young person, their own word first. NotFound where the viewer may not see them."""
    found = await known(viewer, [young_person])
    if young_person not in found:
        raise NotFound()
    return found[young_person].sides(viewer.today)[0]


def _known(
    viewer: Viewer, person: dict[str, Any], course: Course, rows: list[dict[str, Any]], declared: Mapping[str, Declared]
) -> Known:
    latest = {row["fact"]: row["shown"] for row in rows if row["own"]}
    hidden = frozenset(
        fact for fact, shown in latest.items() if not shown and fact in declared and declared[fact].private
    )
    if viewer.is_staff:
        rows = [row for row in rows if not (row["own"] and (row["fact"] in hidden or _private_then(row, declared)))]
    council = holding((_said(row) for row in rows if not row["own"]), declared)
    for fact in OF_PEOPLE:
        council[fact] = (Answer("yes" if person[fact] else "no", None, "council"),)
    return Known(person, course, holding((_said(row) for row in rows if row["own"]), declared), council, hidden)


def _private_then(row: dict[str, Any], declared: Mapping[str, Declared]) -> bool:
    """An answer that nobody but its owner might see stays theirs, whatever they show later: "what if" asks for any day."""
    return not row["shown"] and row["fact"] in declared and declared[row["fact"]].private


def _said(row: dict[str, Any]) -> Said:
    since = date.fromisoformat(row["since"]) if row["since"] else None
    return Said(row["fact"], row["value"], since, london_date(row["at"]), "you" if row["own"] else "council")


def said_at(id: UUID) -> str:
    """Where a young person's own answer is sealed."""
    return f"own_statement.said:{id}"


def known_at(id: UUID) -> str:
    """Where what the council recorded is sealed."""
    return f"council_fact.known:{id}"


def sealed_answer(where: str, words: str) -> bytes:
    """An answer as it is stored."""
    return seal(words.encode(), where)
