"""Many people at once: young people with two phones each, and an adviser of their own, all signed in."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from backend.identity.cookies import DEVICE, SESSION, token_for
from backend.identity.rules import HERE
from backend.identity.tables import Device, Session
from backend.identity.tokens import hash_of, new_secret
from backend.people.tables import Link, Manages, Team, Worker, YoungPerson
from backend.shared import clock
from backend.shared.config import settings
from backend.shared.ids import new_id
from backend.shared.viewer import Viewer

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
BATCH = 500


@dataclass
class Seat:
    """One open browser or phone: who sits there, and what it sends with every request."""

    person: UUID
    headers: dict[str, str]
    device: UUID | None = None


@dataclass
class Pair:
    """A young person on two phones, and their adviser."""

    young_person: UUID
    adviser: UUID
    phones: list[Seat]
    desk: Seat


async def crowd(many: int, *, phones: int = 2) -> tuple[list[Pair], UUID]:
    """So many pairs, and the manager of their one team."""
    team, now = Team(name="Quayside"), clock.now()
    manager = Worker(given_name="Mina", family_name="Lane", email="mina@tidewater.gov.uk", role="manager", team=team.id)
    await Team.insert(team)
    await Worker.insert(manager)
    await Manages.insert(Manages(manager=manager.id, team=team.id))
    pairs: list[Pair] = []
    for start in range(0, many, BATCH):
        rows: list[list] = [[], [], [], [], []]
        for number in range(start, min(start + BATCH, many)):
            pairs.append(_pair(number, team.id, phones, now, rows))
        for table, some in zip((Worker, YoungPerson, Link, Device, Session), rows, strict=True):
            await table.insert(*some)
    return pairs, manager.id


def _pair(number: int, team: UUID, phones: int, now: datetime, rows: list[list]) -> Pair:
    workers, people, links, devices, sessions = rows
    name = f"w{number}"
    workers.append(
        Worker(given_name=name, family_name="Tester", email=f"{name}@tidewater.gov.uk", role="adviser", team=team)
    )
    people.append(
        YoungPerson(
            child=f"C{number}", given_name=f"y{number}", family_name="Example", known_as=f"y{number}",
            born_on=date(2007, 5, 1), team=team,
        )
    )  # fmt: skip
    young_person, adviser = people[-1].id, workers[-1].id
    links.append(Link(young_person=young_person, worker=adviser, relation="allocated", starts_at=LONG_AGO))
    seats = []
    for phone in range(phones):
        secret = new_secret(256)
        devices.append(
            Device(
                young_person=young_person, secret_hash=hash_of(secret), label=f"Android phone {phone}", made_at=now,
                joined_at=now, joined_how=HERE, told_at=now, shared=False,
            )
        )  # fmt: skip
        seats.append(_seat(sessions, now, young_person=young_person, device=devices[-1].id, secret=secret))
    return Pair(young_person, adviser, seats, _seat(sessions, now, worker=adviser))


def _seat(
    sessions: list, now: datetime, *, young_person: UUID | None = None, worker: UUID | None = None,
    device: UUID | None = None, secret: str = "",
) -> Seat:  # fmt: skip
    token = new_secret(256)
    sessions.append(
        Session(
            token_hash=hash_of(token), young_person=young_person, worker=worker, device=device, began_at=now,
            seen_at=now, idle_seconds=90_000, ends_at=now + timedelta(days=1),
        )
    )  # fmt: skip
    person = young_person or worker
    assert person
    return Seat(person, headers(token, secret), device)


def headers(token: str, secret: str = "") -> dict[str, str]:
    """What our own page sends with these cookies."""
    cookies = f"{SESSION}={token}" + (f"; {DEVICE}={secret}" if secret else "")
    return {
        "host": settings().host,
        "cookie": cookies,
        "sec-fetch-site": "same-origin",
        "x-onward-token": token_for(token),
    }


def owner(pair: Pair, action: str, phone: int = 0) -> Viewer:
    """The young person at one of their phones, for code that is called without a door."""
    seat = pair.phones[phone]
    return Viewer("young_person", action, clock.now(), seat.person, seat.device, new_id())


def adviser(pair: Pair, action: str) -> Viewer:
    """Their adviser, likewise."""
    return Viewer("adviser", action, clock.now(), pair.adviser, None, new_id())
