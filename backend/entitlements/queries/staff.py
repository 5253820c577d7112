"""A young person's rights as their adviser or cover sees them: with the facts used, and without what is not shown to them."""

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from backend.audit.commands import looked
from backend.entitlements.answers import EARLIEST, LATEST, unfit
from backend.entitlements.engine.facts import Answer, Declared, value_of
from backend.entitlements.engine.reading import national
from backend.entitlements.queries.claims import theirs
from backend.entitlements.queries.facts import Known, known
from backend.entitlements.queries.offered import offered
from backend.entitlements.queries.pack import pack
from backend.entitlements.queries.pots import sums
from backend.entitlements.queries.showing import KINDS, Person, my_right
from backend.entitlements.queries.statements import options, words
from backend.entitlements.queries.talks import talks
from backend.entitlements.schemas import Fact, Moved, StaffRights, WhatIf, WhatIfIn
from backend.shared.db import transaction
from backend.shared.problems import NotFound, NotValid
from backend.shared.viewer import Viewer


async def staff_rights(viewer: Viewer, young_person: UUID) -> StaffRights:
    """Their rights with the facts used, and how many private answers are not shown; the look is kept."""
    async with transaction():
        here = await _known(viewer, young_person)
        await looked(viewer, about=young_person)
        person, rights = Person(here, viewer.today), (await offered(viewer)).rights
        claimed = await sums(viewer, young_person)
        return StaffRights(
            young_person=young_person,
            known_as=here.person["known_as"],
            on=viewer.today,
            pack=(await pack(viewer)).list.hash,
            rights=[my_right(person, right, claimed, rights) for right in rights],
            facts=list(_facts(here, viewer.today)),
            hidden=len(here.hidden),
            claims=await theirs(viewer, young_person),
            talks=await talks(viewer, young_person),
        )


async def what_if(viewer: Viewer, young_person: UUID, asked: WhatIfIn) -> WhatIf:
    """The rights that would stand differently on that day with these facts. Nothing is kept but the look."""
    answers = _answers(asked)
    on = asked.on or viewer.today
    if not EARLIEST <= on < LATEST:
        raise NotValid("Choose another day.", faults=[{"field": "on", "problem": "Choose another day."}])
    async with transaction():
        here = await _known(viewer, young_person)
        await looked(viewer, about=young_person)
        now, then = (await offered(viewer)).rights, {one.id: one for one in (await offered(viewer, on)).rights}
        claimed = await sums(viewer, young_person)
    before, after = Person(here, viewer.today), Person(here, on, answers)
    moved = []
    for right in now:
        if right.id not in then:
            continue
        was = my_right(before, right, claimed, now)
        would = my_right(after, then[right.id], claimed, list(then.values()))
        if (was.standing, was.amount) != (would.standing, would.amount):
            moved.append(Moved(id=right.id, title=right.title, before=was, after=would))
    return WhatIf(on=on, moved=moved)


async def _known(viewer: Viewer, young_person: UUID) -> Known:
    found = await known(viewer, [young_person])
    if young_person not in found:
        raise NotFound()
    return found[young_person]


def _answers(asked: WhatIfIn) -> dict[str, str | date | int | None]:
    """What is supposed; an empty value: as if nobody had said. Raises NotValid for what is no fact or no answer of it."""
    declared = national().facts
    found: dict[str, str | date | int | None] = {}
    for fact, value in asked.facts.items():
        problem = unfit(declared[fact], value, None) if fact in declared and value else None
        if fact not in declared or problem:
            said = problem or "There is no such fact."
            raise NotValid(said, faults=[{"field": f"facts.{fact}", "problem": said}])
        found[fact] = value_of(declared[fact], value) if value else None
    return found


def _facts(here: Known, on: date) -> Iterator[Fact]:
    """Every fact that can be known, in the pack's order; two rows where both have said something."""
    for one in national().facts.values():
        said = _now(here, here.own.get(one.id, ()), on)
        recorded = _now(here, here.council.get(one.id, ()), on)
        if said:
            yield _fact(one, said)
        if recorded or not said:
            yield _fact(one, recorded)


def _now(here: Known, answers: tuple[Answer, ...], on: date) -> Answer | None:
    """The answer that holds that day, or one that is to come."""
    holds = [answer for answer in answers if answer.since is None or answer.since <= on]
    return holds[-1] if holds else answers[0] if answers else None


def _fact(declared: Declared, answer: Answer | None) -> Fact:
    value = str(answer.value) if answer else ""
    return Fact(
        fact=declared.id,
        type=KINDS[declared.kind],
        question=declared.question,
        private=declared.private,
        value=value,
        words=words(declared, value) if value else "",
        by="young_person" if answer and answer.by == "you" else "council",
        since=answer.since if answer else None,
        options=options(declared),
    )
