"""The clock's rounds: what stands today is given, what no longer stands is taken back. Twice is once, and so are two servers.

A round looks at everybody in pages, with the same few statements a page. What is open is read before the facts: a
notice is kept together with its fact, so whatever is seen open has its fact in sight.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from backend.notifications.commands import Given, end_many, give_many
from backend.notifications.rules import CANCELLED, DONE
from backend.people.queries import who_manages, who_reads
from backend.plans import reminding, rising
from backend.plans.queries import standing
from backend.plans.queries.standing import Facts
from backend.plans.reminding import Due
from backend.shared.db import transaction
from backend.shared.viewer import Viewer

AT_ONCE = 1000
"""Young people in one transaction: some 200 ms, so that no lock and no other request waits long."""


@dataclass(slots=True)
class Round:
    """What a whole round found: for which advisers a review is late, and what rose to which manager on which days."""

    kinds: frozenset[str]
    late: set[UUID] = field(default_factory=set)
    risen: defaultdict[UUID, list[date]] = field(default_factory=lambda: defaultdict(list))


async def remind(viewer: Viewer) -> None:
    """Reviews: each stage of today is given, and each adviser with a late one has a digest on a working day."""
    found = Round(reminding.WITH_REVIEW)
    await _through_everyone(viewer, found)
    due = found.late if rising.daily_due(viewer.today) else set()
    async with transaction():
        await _digests(viewer, "review_late", "review-late", due, found.late)


async def chase(viewer: Viewer) -> None:
    """Plans, replies and actions: each stage of today is given, and a manager to whom something rose has one digest."""
    found = Round(reminding.WITH_PLAN | reminding.WITH_ACTION)
    await _through_everyone(viewer, found)
    async with transaction():
        last = await standing.last_digests(viewer, "digest_manager", list(found.risen))
        due = {one for one, days in found.risen.items() if rising.digest_due(days, last.get(one), viewer.today)}
        await _digests(
            viewer, "digest_manager", "digest-manager", due, {one for one, days in found.risen.items() if days}
        )


async def _through_everyone(viewer: Viewer, found: Round) -> None:
    last: UUID | None = None
    while True:
        async with transaction():
            ids = await standing.page_after(viewer, last, AT_ONCE)
            if ids:
                await _page(viewer, ids, found)
        if len(ids) < AT_ONCE:
            return
        last = ids[-1]


async def _page(viewer: Viewer, ids: list[UUID], found: Round) -> None:
    open_now = await standing.open_notices(viewer, ids, found.kinds)
    facts = await standing.facts(viewer, ids)
    if found.kinds >= reminding.WITH_ACTION:
        for who, doing in (await standing.open_actions(viewer, list(facts))).items():
            facts[who].actions = doing
    readers, managers = await who_reads(ids, viewer.now), await who_manages(ids, viewer.now)
    dues = {who: _dues(one, viewer.today) for who, one in facts.items()}
    given = []
    for who, mine in dues.items():
        reader = readers.get(who)
        for due, doer in mine:
            worker = None if due.own else doer or reader
            if (due.own or worker) and due.kind in found.kinds and not due.late_to_give:
                given.append(_given(due, who, worker, reader))
        alone = [due.since for due, doer in mine if not due.own and not doer and not reader]
        _rise(found, facts[who], alone, reader, managers.get(who, []), viewer.today)
    await _take_back(viewer, open_now, facts, dues)
    # One order for everyone: no two rounds wait for each other.
    await give_many(viewer, sorted(given, key=lambda one: one.key))


def _dues(one: Facts, today: date) -> list[tuple[Due, UUID | None]]:
    """What stands, with the member of staff who does an action themselves."""
    found: list[tuple[Due, UUID | None]] = []
    if one.review:
        found += [(due, None) for due in reminding.of_review(one.review, today)]
    if one.plan:
        found += [(due, None) for due in reminding.of_plan(one.plan, today)]
    for doing in one.actions:
        found += [(due, doing.doer) for due in reminding.of_action(doing.action, today)]
    return found


def _given(due: Due, who: UUID, worker: UUID | None, reader: UUID | None) -> Given:
    if worker is None:
        named = due.named or (reader if due.kind in reminding.WITH_ACTION else None)
        return Given(due.kind, due.key, young_person=who, thing=due.thing, named=named, useful_until=due.useful_until)
    return Given(due.kind, f"{due.key}:{worker}", worker=worker, about=who, thing=due.thing)


def _rise(found: Round, one: Facts, alone: list[date], reader: UUID | None, managers: list[UUID], today: date) -> None:
    """`alone`: the days of what nobody could be told, because nobody works with them: their manager's at once."""
    if one.review and reader and reminding.is_late(one.review, today):
        found.late.add(reader)
    days = rising.rises(one.review, one.plan, [doing.action for doing in one.actions], today)
    for manager in managers:
        found.risen[manager] += [*days, *alone]


async def _take_back(
    viewer: Viewer,
    open_now: list[dict[str, Any]],
    facts: dict[UUID, Facts],
    dues: dict[UUID, list[tuple[Due, UUID | None]]],
) -> None:
    gone: defaultdict[str, list[UUID]] = defaultdict(list)
    for one in open_now:
        mine = [due for due, _ in dues.get(one["who"], [])]
        here = facts.get(one["who"])
        told = reminding.still_true(here.review, here.plan, viewer.today) if here else set()
        key = one["key"].removesuffix(f":{one['worker']}")
        of_the_fact = one["kind"] in reminding.OF_THE_FACT
        if one["over"]:
            gone["person_ended"].append(one["id"])
        elif (
            not one["linked"] and not of_the_fact
        ):  # those are given once: whoever reads now gets the same one passed on
            gone["not_theirs"].append(one["id"])
        elif (one["kind"], one["thing"]) not in told if of_the_fact else all(due.key != key for due in mine):
            gone[reminding.why_over(one["kind"], one["thing"], mine)].append(one["id"])
    for why, ids in gone.items():
        await end_many(viewer, sorted(ids), CANCELLED, why)


async def _digests(viewer: Viewer, kind: str, name: str, due: set[UUID], needed: set[UUID]) -> None:
    """Who is due has today's, an older one gives way, and one without anything behind it any more is done."""
    older = [one for one in await standing.open_digests(viewer, kind) if not one["key"].endswith(f":{viewer.today}")]
    await end_many(viewer, [one["id"] for one in older if one["worker"] in due], CANCELLED, "newer")
    await end_many(viewer, [one["id"] for one in older if one["worker"] not in needed], DONE, "nothing_left")
    await give_many(viewer, [Given(kind, f"{name}:{one}:{viewer.today}", worker=one) for one in sorted(due)])
