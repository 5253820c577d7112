"""Push services in every mood, and the rules that no push may break, checked as each one comes."""

import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any
from uuid import UUID

from backend.notifications.commands.subscribing import _sealed
from backend.notifications.schemas import SubscriptionIn
from backend.notifications.tables import Subscription
from backend.shared import clock
from backend.shared.crypt import keyed_hash
from backend.shared.dates import LONDON
from backend.shared.ids import new_id
from tests.push_service import CUT, DRIP, GARBAGE, HANG, REDIRECT, RESET, Browser, Post, PushService

SIZE = 615  # bytes of every body: 512 of payload and what RFC 8188 adds
Mood = Callable[[random.Random, int], Any]
"""The answer to the push of this number (from 0) to one address."""


def _first(times: int, answer: Any) -> Mood:
    return lambda dice, number: (
        answer(dice) if number < times and callable(answer) else answer if number < times else 201
    )


def _wait(status: int, *, as_date: bool) -> Callable[[random.Random], Any]:
    def answer(dice: random.Random) -> Any:
        seconds = dice.choice((1, 60, 900, 7200, 40_000))
        at = clock.now() + timedelta(seconds=seconds)
        return status, {
            "retry-after": format_datetime(at.replace(microsecond=0), usegmt=True) if as_date else str(seconds)
        }

    return answer


def _now_and_then(answer: Any, share: float) -> Mood:
    return lambda dice, number: answer if dice.random() < share else dice.choice((200, 201, 202))


MOODS: dict[str, Mood] = {
    "takes": lambda dice, number: 201,
    "takes with 200": lambda dice, number: 200,
    "forgets at once": lambda dice, number: 404,
    "forgets later": lambda dice, number: 201 if number < 2 else 410,
    "too large": lambda dice, number: 413,
    "busy, seconds": _first(3, _wait(429, as_date=False)),
    "busy, a date": _first(3, _wait(429, as_date=True)),
    "busy for ever": lambda dice, number: _wait(429, as_date=bool(number % 2))(dice),
    "busy, says nothing": _first(2, 429),
    "busy, nonsense": _first(2, lambda dice: (429, {"retry-after": dice.choice(("soon", "-5", "1e9", ""))})),
    "away": _first(2, _wait(503, as_date=False)),
    "broken": _first(4, 500),
    "broken for ever": lambda dice, number: 500,
    "hangs": _first(1, HANG),
    "hangs now and then": _now_and_then(HANG, 0.1),
    "resets": _first(3, RESET),
    "resets now and then": _now_and_then(RESET, 0.3),
    "cuts its answer": _first(2, CUT),
    "drips": _first(1, DRIP),
    "talks garbage": _first(3, GARBAGE),
    "garbage for ever": lambda dice, number: GARBAGE,
    "redirects": _first(2, REDIRECT),
    "redirects for ever": lambda dice, number: REDIRECT,
    "refuses our key": _first(2, 403),
    "odd": lambda dice, number: dice.choice((204, 226, 402, 418, 501, 502, 504, 599, 201)),
}


@dataclass
class Address:
    """One browser, whose it is, the mood of its service, and what came of it so far."""

    browser: Browser
    person: UUID
    mood: Mood
    came: int = 0
    wait_until: datetime | None = None
    asked_at: datetime | None = None
    gone_at: datetime | None = None


class Services(PushService):
    """Every service in one. A push that breaks a rule is written down in `broken`; the test wants that list empty."""

    def __init__(self, dice: random.Random) -> None:
        super().__init__()
        self.dice, self.addresses, self.broken = dice, dict[str, Address](), list[str]()
        self.counts: Counter[str] = Counter()
        self.opened_notices: Counter[str] = Counter()
        self.tags: dict[str, set[str]] = {}

    async def subscribe(self, person: UUID, device: UUID | None, mood: str) -> Subscription:
        """A row for a new browser of this person; `device` for a young person's phone."""
        browser = self.browser()
        self.addresses[browser.endpoint.removeprefix(self.origin)] = Address(browser, person, MOODS[mood])
        id, now = new_id(), clock.now()
        return Subscription(
            id=id, young_person=person if device else None, worker=None if device else person, device=device,
            address_hash=keyed_hash("push-address", browser.endpoint.encode()),
            sealed=_sealed(id, SubscriptionIn(**browser.subscription())), vapid_key=1, made_at=now, confirmed_at=now,
        )  # fmt: skip

    def next_answer(self, path: str) -> Any:
        """As its mood is; and what may not be is written down."""
        address = self.addresses.get(path)
        if address is None:
            self.broken.append(f"went to {path}")  # where a redirect points
            return 404
        now, answer = clock.now(), address.mood(self.dice, address.came)
        address.came += 1
        if address.gone_at and address.gone_at < now:
            self.broken.append("went to an address that was gone")
        if address.wait_until and now < address.wait_until and now != address.asked_at:  # else it was on its way
            self.broken.append(f"came at {now} where Retry-After said {address.wait_until}")
        if not 8 <= now.astimezone(LONDON).hour < 22:
            self.broken.append(f"came in quiet hours, at {now}")
        status, headers = answer if isinstance(answer, tuple) else (answer, {})
        if status in (404, 410):
            address.gone_at = address.gone_at or now
        if asked := _until(headers.get("retry-after"), now):
            address.wait_until, address.asked_at = asked, now
        self.counts[str(status)] += 1
        return answer

    def look(self) -> None:
        """Opens every push that came since the last look, as its browser would."""
        posts, self.posts = self.posts, []
        for post in posts:
            if (address := self.addresses.get(post.path)) is not None:
                self._look_at(post, address)

    def _look_at(self, post: Post, address: Address) -> None:
        shown = address.browser.opened(post.body)["notification"]
        if len(post.body) != SIZE:
            self.broken.append(f"a body of {len(post.body)} bytes")
        if int(post.headers["ttl"]) <= 0 or not 1 <= len(post.headers["topic"]) <= 32:
            self.broken.append(f"TTL {post.headers['ttl']}, topic {post.headers['topic']}")
        if shown["tag"] != "probe":
            notice = shown["navigate"].rpartition("/")[2]
            self.opened_notices[notice] += 1
            self.tags.setdefault(notice, set()).add(shown["tag"])


def _until(header: str | None, now: datetime) -> datetime | None:
    """What the service asked for, read here by other means than the code under test."""
    if header and header.endswith("GMT"):
        return datetime.strptime(header, "%a, %d %b %Y %H:%M:%S GMT").replace(tzinfo=UTC)
    return now + timedelta(seconds=int(header)) if header and header.isdecimal() else None
