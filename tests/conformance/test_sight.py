"""Who sees whom, in random worlds, against a second answer reckoned in plain Python (S14d); and lost access bites at once (S07).

`RIGHTS` is written out from safety.md 6.1 and the issue, by hand. It must not be taken from people.rules: two
tables that agree because one was copied prove nothing.
"""

import asyncio
import random
import time
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import httpx
import pytest
from piccolo.table import Table

from backend.people.queries import must_see, visible_to, visible_to_sql
from backend.people.rules import CLOCK_MAY, MAY
from backend.people.tables import DeclaredRelationship, GlassBreak, Link, Manages, Team, Worker, YoungPerson
from backend.shared import db
from backend.shared.ids import new_id
from backend.shared.problems import NotFound
from backend.shared.viewer import Viewer
from tests.conformance import world as w
from tests.conformance.house import House

NOW = datetime(2026, 3, 29, 0, 30, tzinfo=UTC)  # in the night the clocks go forward
WORLDS = 300

# action: (may the young person, their adviser, who covers, their team's manager, their nurse, a manager under glass)
RIGHTS = {
    "person.read": "-acm--", "person.list": "-acm--", "own.read": "o-----", "plan.read": "o-----", "plan.reached": "o-----",
    "plan.answer": "o-----", "plan.own_words": "o-----", "plan.own_action": "o-----", "review.answer": "o-----",
    "plan.work": "-acm--", "plan.write": "-ac---", "plan.share": "-ac---", "review.arrange": "-ac---",
    "sharing.record": "---m--", "sharing.figures": "---m--", "phone.add": "-ac---", "phone.list": "-acm--",
    "phone.remove": "-acm--", "phone.approve": "---m--", "access.freeze": "-acm--",
    "message.read": "oac-n-", "message.send": "oac-n-", "message.file": "-ac---", "message.waiting": "---m--",
    "message.break_glass": "---m--", "message.under_glass": "-----g", "notice.reach": "-acm--", "task.own": "-acmn-",
    "notice.unfinished": "---m--",
    "rights.own": "o-----", "rights.say": "o-----", "rights.work": "-ac---", "rights.record": "-ac---",
    "rights.figures": "---m--", "claim.own": "o-----", "claim.list": "-acm--", "claim.answer": "-acm--",
    "papers.own": "o-----", "papers.private": "o-----", "papers.work": "-acm--", "papers.write": "-ac---",
    "papers.gaps": "---m--",
}  # fmt: skip
EVERYBODY_FOR_THE_CLOCK = {
    "audit.seal", "away.cover", "claim.chase", "duty.reckon", "file.tidy", "identity.tidy", "local_help.fetch",
    "message.chase", "notice.deliver", "notice.probe", "papers.remind", "plan.chase", "review.remind", "rights.reckon",
    "rights.remind", "task.rise",
}  # fmt: skip
NOT_ABOUT_ANYBODY = [
    "own.phones",
    "own.leave",
    "own.passkeys",
    "own.notices",
    "own.away",
    "glass.review",
    "offer.edit",
    "local_help.keep",
    "offer.read",
    "local_help.read",
    "me.read",
    "help.read",
    "nothing.at_all",
    "",
]
ROLES = ("adviser", "adviser", "adviser", "manager", "nurse", "admin", "auditor", "overseer")


@dataclass
class Someone:
    """A member of staff, with everything a world says about them."""

    id: UUID
    role: str
    ended_at: datetime | None
    links: list[tuple[UUID, str, datetime, datetime | None]] = field(default_factory=list)
    teams: set[UUID] = field(default_factory=set)
    relatives: set[UUID] = field(default_factory=set)
    glass: list[tuple[UUID, datetime, datetime, datetime | None]] = field(default_factory=list)


@dataclass
class Somewhere:
    """One world: young people with their teams, and staff."""

    young: dict[UUID, UUID | None]
    staff: list[Someone]


def sees(one: Someone, action: str, young: dict[UUID, UUID | None]) -> set[UUID]:
    """The second answer, person by person."""
    seen = set()
    for person, team in young.items():
        _, adviser, cover, manager, nurse, glass = RIGHTS.get(action, "------")
        if one.ended_at is not None and one.ended_at <= NOW:
            continue
        if person in one.relatives:
            continue
        for whom, relation, starts, ends in one.links:
            current = starts <= NOW and (ends is None or ends > NOW)
            if whom != person or not current:
                continue
            if relation == "allocated" and one.role == "adviser" and adviser == "a":
                seen.add(person)
            if relation == "cover" and one.role == "adviser" and cover == "c":
                seen.add(person)
            if relation == "nurse_for" and one.role == "nurse" and nurse == "n":
                seen.add(person)
        if one.role == "manager" and manager == "m" and team is not None and team in one.teams:
            seen.add(person)
        for whom, began, until, ended in one.glass:
            still = one.role == "manager" and team is not None and team in one.teams  # taken off the team: it is shut
            if whom == person and began <= NOW < until and ended is None and still and glass == "g":
                seen.add(person)
    return seen


def an_instant(dice: random.Random) -> datetime:
    """Around now, and often exactly now or a moment beside it, where mistakes live."""
    near = dice.choice([timedelta(), timedelta(microseconds=1), timedelta(microseconds=-1), None, None, None])
    return NOW + (near if near is not None else timedelta(seconds=dice.randint(-30 * 86400, 30 * 86400)))


def a_world(dice: random.Random, rows: dict[type[Table], list[Table]]) -> Somewhere:
    """People, teams, dated links, covers, nurses, managed teams, relatives, accounts that ended or will."""
    teams = [Team(id=new_id(), name=f"T{dice.getrandbits(60)}") for _ in range(dice.randint(1, 3))]
    young = {new_id(): dice.choice([None, *(team.id for team in teams)]) for _ in range(dice.randint(1, 7))}
    rows[Team] += teams
    rows[YoungPerson] += [
        YoungPerson(id=who, child=f"C{dice.getrandbits(50)}", given_name="A", family_name="B", known_as="A",
                    born_on=date(2008, 1, 1), team=team, ended_at=dice.choice([None, None, None, NOW]))
        for who, team in young.items()
    ]  # fmt: skip
    staff = []
    for _ in range(dice.randint(2, 7)):
        one = Someone(new_id(), dice.choice(ROLES), an_instant(dice) if dice.random() < 0.25 else None)
        rows[Worker].append(Worker(id=one.id, given_name="W", family_name="W", email=f"{one.id}@x", role=one.role,
                                   team=dice.choice(teams).id, ended_at=one.ended_at))  # fmt: skip
        for _ in range(dice.randint(0, 6)):  # links that do not fit the role as well: roles change, rows stay
            starts, ends = an_instant(dice), an_instant(dice) if dice.random() < 0.6 else None
            link = (dice.choice(list(young)), dice.choice(("allocated", "cover", "nurse_for")), starts, ends)
            if link[:3] not in [other[:3] for other in one.links]:
                one.links.append(link)
                rows[Link].append(
                    Link(
                        id=new_id(),
                        young_person=link[0],
                        worker=one.id,
                        relation=link[1],
                        starts_at=starts,
                        ends_at=ends,
                    )
                )
        if dice.random() < (0.8 if one.role == "manager" else 0.2):
            one.teams = {team.id for team in dice.sample(teams, dice.randint(1, len(teams)))}
            rows[Manages] += [Manages(manager=one.id, team=team) for team in one.teams]
        for _ in range(dice.randint(0, 3)):
            began = an_instant(dice)
            until = dice.choice([began + timedelta(hours=1), NOW, NOW + timedelta(microseconds=1)])
            one.glass.append((dice.choice(list(young)), began, until, dice.choice([None, None, NOW])))
            rows[GlassBreak].append(
                GlassBreak(young_person=one.glass[-1][0], manager=one.id, category="safety", reason=b"x",
                           began_at=began, until_at=until, ended_at=one.glass[-1][3])
            )  # fmt: skip
        if dice.random() < 0.2:
            one.relatives = set(dice.sample(list(young), dice.randint(1, len(young))))
            rows[DeclaredRelationship] += [
                DeclaredRelationship(worker=one.id, young_person=who, declared_at=an_instant(dice))
                for who in one.relatives
            ]
        staff.append(one)
    return Somewhere(young, staff)


async def seen_by(viewer: Viewer, actions: list[str]) -> dict[str, set[UUID]]:
    """What visible_to answers for each action, in one statement."""
    sights = [visible_to_sql(viewer.doing(action)) for action in actions]
    parts = [f"SELECT {place} AS place, id FROM ({{}}) s{place}" for place in range(len(actions))]
    found: dict[str, set[UUID]] = {action: set() for action in actions}
    for row in await YoungPerson.raw(" UNION ALL ".join(parts), *sights):
        found[actions[row["place"]]].add(row["id"])
    return found


def test_the_second_table_knows_every_action() -> None:
    assert RIGHTS.keys() == MAY.keys()
    assert EVERYBODY_FOR_THE_CLOCK == CLOCK_MAY


@pytest.mark.parametrize("seed", [1])
async def test_random_worlds_agree_with_the_second_answer(database: None, seed: int) -> None:
    """All worlds stand in one database, so that an answer must also leave out everybody of every other world."""
    dice = random.Random(seed)
    rows: dict[type[Table], list[Table]] = {
        t: [] for t in (Team, YoungPerson, Worker, Link, Manages, DeclaredRelationship, GlassBreak)
    }
    worlds = [a_world(dice, rows) for _ in range(WORLDS)]
    for table, some in rows.items():
        for start in range(0, len(some), 1000):
            await table.insert(*some[start : start + 1000])
    await db.fetch("ANALYZE")  # thousands of rows came at once
    actions = [*RIGHTS, *NOT_ABOUT_ANYBODY, *EVERYBODY_FOR_THE_CLOCK]
    cells = somebody = 0
    for number, world in enumerate(worlds):
        for one in world.staff:
            found = await seen_by(Viewer(kind=one.role, action="", now=NOW, id=one.id), actions)
            for action in actions:
                wanted = sees(one, action, world.young)
                assert found[action] == wanted, f"seed {seed} world {number}: {one} {action}"
                cells, somebody = cells + 1, somebody + bool(wanted)
        person = dice.choice(list(world.young))
        found = await seen_by(Viewer(kind="young_person", action="", now=NOW, id=person), actions)
        for action in actions:
            assert found[action] == ({person} if RIGHTS.get(action, "-")[0] == "o" else set()), f"{person} {action}"
    assert cells > 20_000
    assert somebody > 2_000
    everyone = {who for world in worlds for who in world.young}
    for kind, id in (
        ("nobody", None),
        ("clock", None),
        ("manager", None),
        ("", None),
        ("adviser", next(iter(everyone))),
    ):
        found = await seen_by(Viewer(kind=kind, action="", now=NOW, id=id), actions)
        for action in actions:
            assert found[action] == (everyone if kind == "clock" and action in EVERYBODY_FOR_THE_CLOCK else set()), (
                kind,
                action,
            )
    await _must_see_agrees(worlds, dice)


async def _must_see_agrees(worlds: list[Somewhere], dice: random.Random) -> None:
    for _ in range(200):
        world, action = dice.choice(worlds), dice.choice(list(RIGHTS))
        one, person = dice.choice(world.staff), dice.choice(list(world.young))
        viewer = Viewer(kind=one.role, action=action, now=NOW, id=one.id)
        try:
            there = (await must_see(viewer, person))["id"] == person
        except NotFound:
            there = False
        assert there == (person in sees(one, action, world.young))
        assert (
            await YoungPerson.exists().where(YoungPerson.id == person, YoungPerson.id.is_in(visible_to(viewer)))
            == there
        )


# Four ways to lose access, each with the way back. The planned end is put to this very instant: it is over now.
LOSSES = {
    "the allocation ends": ("UPDATE link SET ends_at = $1 WHERE worker = $2 AND relation = 'allocated'",
                            "UPDATE link SET ends_at = NULL WHERE $1::timestamptz IS NOT NULL AND worker = $2 AND relation = 'allocated'"),
    "a relationship is declared": ("INSERT INTO declared_relationship (id, worker, young_person, declared_at) "
                                   "SELECT gen_random_uuid(), $2, id, $1 FROM young_person",
                                   "DELETE FROM declared_relationship WHERE $1::timestamptz IS NOT NULL AND worker = $2"),
    "the account ends": ("UPDATE worker SET ended_at = $1 WHERE id = $2",
                         "UPDATE worker SET ended_at = NULL WHERE $1::timestamptz IS NOT NULL AND id = $2"),
    "the role changes": ("UPDATE worker SET role = 'admin' WHERE $1::timestamptz IS NOT NULL AND id = $2",
                         "UPDATE worker SET role = 'adviser' WHERE $1::timestamptz IS NOT NULL AND id = $2"),
}  # fmt: skip


async def _read(client: httpx.AsyncClient, path: str, away: float) -> tuple[float, httpx.Response]:
    await asyncio.sleep(away)
    began = time.perf_counter()
    return began, await client.get(path)


async def test_a_hundred_losses_of_access_raced_with_reads(house: House) -> None:
    """S07: whatever was begun after the loss was committed sees nothing; the list is empty, the record is not there."""
    ayo, priya, dice = house.world.ids["young_person"], UUID(house.world.ids["worker"]), random.Random(7)
    paths = [f"/api/plans/{ayo}", f"/api/people/{ayo}", f"/api/people/{ayo}/phones", "/api/caseload"]
    before = after = 0
    async with house.world.client(house.app, "adviser") as client:
        for turn in range(100):
            take, give = list(LOSSES.values())[turn % len(LOSSES)]

            async def lose(statement: str = take) -> float:
                await asyncio.sleep(0.004)
                await db.fetch(statement, w.NOW, priya)
                return time.perf_counter()

            reads = [_read(client, dice.choice(paths), dice.uniform(0, 0.012)) for _ in range(6)]
            lost, *answers = await asyncio.gather(lose(), *reads)
            late = [await _read(client, path, 0) for path in paths]
            for began, answer in [*answers, *late]:
                shown = answer.status_code == 200 and str(answer.request.url.path) != "/api/caseload"
                shown = shown or (answer.status_code == 200 and ayo in answer.text)
                if began > lost:
                    after += 1
                    assert not shown, f"turn {turn}: {answer.request.url.path} was still answered"
                else:
                    before += shown
            await db.fetch(give, w.NOW, priya)
            assert (await client.get(paths[0])).status_code == 200
    assert before > 30, "nothing was read before the losses, so this was no race"
    assert after >= 400
