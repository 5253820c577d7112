"""One errand: a push to every address of a person, or one text. No transaction is open while a service is asked."""

import asyncio
import base64
import json
import logging
import secrets
from datetime import timedelta
from typing import Any
from uuid import UUID

from backend.notifications import moves, rules, times
from backend.notifications.commands import texting
from backend.notifications.commands.claiming import Errand
from backend.notifications.commands.noting import Heard, Outcome
from backend.notifications.moves import Verdict
from backend.notifications.push import HIGH, NEVER, NORMAL, Answer, Sender, payload
from backend.notifications.queries.due import Address
from backend.notifications.rules import PUSH, TEXT
from backend.notifications.text import BAD_NUMBER, OUR_FAULT, TAKEN, Sent, Texts
from backend.shared import clock
from backend.shared.config import settings
from backend.shared.crypt import Unreadable, keyed_hash, unseal
from backend.shared.viewer import Viewer

log = logging.getLogger("onward.faults")
SHORTEST = 60  # seconds a push lives at least


def topic_of(person: object, topic: str) -> str:
    """32 characters that replace an older push of this sort on this person's phones, and tell nobody which sort."""
    digest = keyed_hash("push-topic", f"{person}:{topic}".encode())[:24]
    return base64.urlsafe_b64encode(digest).decode()


async def run(viewer: Viewer, errand: Errand, sender: Sender, texts: Texts | None) -> Outcome:
    """The errand is run. Whatever breaks counts as a failed try: the ladder goes on."""
    try:
        if errand.lead.rung == TEXT:
            return await _text(viewer, errand, texts)
        return await _push(errand, sender)
    except Exception as fault:  # one bad row must not keep the others from leaving
        log.error("notice %s failed: %s", errand.lead.id, type(fault).__name__)
        return _later(errand, [None])


async def _push(errand: Errand, sender: Sender) -> Outcome:
    # Side by side: a phone's silent service must not use up the lease of the others.
    heard = await asyncio.gather(*(_one(errand, address, sender) for address in errand.addresses))
    verdicts, now = [one.verdict for one in heard], clock.now()
    taken = any(one.what == moves.ACCEPTED for one in verdicts)
    can_text = errand.number is not None
    steps = [
        (n, moves.after_push(n, verdicts, errand.choices, now, _jitter(), can_text=can_text)) for n in errand.notices
    ]
    return Outcome(steps, left=PUSH if taken else "", failed=not taken, heard=heard)


async def _one(errand: Errand, address: Address, sender: Sender) -> Heard:
    lead = errand.lead
    answer = await send(
        sender, address, notice_of(errand), ttl=ttl_of(errand), topic=topic_of(errand.person, errand.topic),
        urgency=HIGH if lead.rules.group in (rules.MESSAGES, rules.SAFETY) else NORMAL,
    )  # fmt: skip
    return heard_of(address, [n.id for n in errand.notices], answer)


async def send(
    sender: Sender, address: Address, notice: dict[str, Any], *, ttl: int, topic: str, urgency: str
) -> Answer:
    """What came of one push to this address."""
    to = opened(address)
    if to is None or not sender.knows(address.vapid_key):
        return Answer(None, "unreadable" if to is None else "key_gone")
    return await sender.send(to, address.vapid_key, notice, ttl=ttl, topic=topic, urgency=urgency)


def heard_of(address: Address, notices: list[UUID], answer: Answer) -> Heard:
    """What this answer means for the address. Where nothing can ever be sent it goes; the phone subscribes again."""
    now = clock.now()
    verdict = moves.verdict(answer.status, times.retry_after(answer.retry_after, now))
    if answer.problem in NEVER:
        verdict = Verdict(moves.GONE)
    return Heard(address.id, notices, now, answer.status, answer.problem, verdict)


def opened(address: Address) -> dict[str, Any] | None:
    """endpoint, p256dh and auth of this address; None when they cannot be read."""
    try:
        return dict(json.loads(unseal(address.sealed, f"subscription.sealed:{address.id}")))
    except (Unreadable, ValueError):
        return None


def notice_of(errand: Errand) -> dict[str, Any]:
    """The payload: a closed line, our own neutral path, a tag without a meaning."""
    lead = errand.lead
    words = rules.words(lead.rules, errand.choices.shows, errand.name, times.weekday(lead.useful_until))
    return payload(
        settings().origin,
        opens=f"/open/{lead.id}" if lead.young_person else f"/staff/open/{lead.id}",
        body=words,
        tag=topic_of(errand.person, errand.topic),
        badge=min(errand.badge, 99),
    )


def ttl_of(errand: Errand) -> int:
    """Seconds that a push service keeps it: the kind's own time, and no longer than it is of use."""
    lead = errand.lead
    left = lead.rules.ttl
    if lead.useful_until:
        left = min(left, lead.useful_until - clock.now())
    return max(SHORTEST, int(left / timedelta(seconds=1)))


async def _text(viewer: Viewer, errand: Errand, texts: Texts | None) -> Outcome:
    place = await texting.reserve(viewer, errand)
    if place is None or texts is None:
        steps = [(n, moves.wait_for_tomorrow(n, errand.choices, viewer.now)) for n in errand.notices]
        return Outcome(steps)
    sent = Sent(None, TAKEN) if place.asked_before and (was := await texts.has(place.reference)) else None
    if sent is None and place.asked_before and was is None:
        return _later(errand, [None])
    sent = sent or await texts.send(place.number, place.reference)
    await texting.answered(place, sent)
    now = clock.now()
    if sent.what == TAKEN:
        steps = [(n, moves.wait_on(n, errand.choices, now)) for n in errand.notices]
        return Outcome(steps, left=TEXT)
    if sent.what in (BAD_NUMBER, OUR_FAULT):
        if sent.what == OUR_FAULT:
            log.error("alarm text_refused %s", sent.status)
        return Outcome([(n, moves.given_up(n, errand.choices, now, can_text=False)) for n in errand.notices])
    return _later(errand, [times.retry_after(sent.retry_after, now)])


def _later(errand: Errand, asked: list[Any]) -> Outcome:
    now = clock.now()
    can_text = errand.number is not None
    steps = [(n, moves.try_again(n, asked, errand.choices, now, _jitter(), can_text=can_text)) for n in errand.notices]
    return Outcome(steps, failed=True)


def _jitter() -> float:
    return secrets.randbelow(1000) / 1000
