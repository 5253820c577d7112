"""Every answer of a push service, by the book; and what goes over the wire, read as a browser reads it (RFC 8030, 8291, 8292)."""

import asyncio
import base64
import json
import time
from datetime import timedelta
from email.utils import format_datetime
from types import SimpleNamespace
from typing import Any

import http_ece
import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

from backend.notifications import push as pushing
from backend.notifications.commands import delivering
from backend.notifications.connections import Connections
from backend.notifications.push import Sender, payload, public_key
from backend.shared import clock
from backend.shared.db import fetch
from tests import push_service as ps
from tests.api.notifications.doing import (
    DAY,
    HOUR,
    council_with,
    deliver,
    given,
    later,
    notice,
    subscribed,
    subscription,
    until_it_ends,
)
from tests.push_service import Browser, PushService, unb64

KEYS = {1: b"thirty-two bytes of a tester's m", 2: b"another thirty-two-byte number!!"}


@pytest.fixture
def no_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """Timeouts of a blink."""
    monkeypatch.setattr(pushing, "WHOLE", 0.3)


def test_the_example_of_rfc_8291_opens() -> None:
    """Appendix A, so that our reader does not only agree with our writer."""
    private = ec.derive_private_key(
        int.from_bytes(unb64("q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94"), "big"), ec.SECP256R1()
    )
    body = unb64(
        "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
    )
    auth = unb64("BTBZMqHH6r4Tts7J_aSIgg")
    plain = http_ece.decrypt(body, private_key=private, auth_secret=auth, version="aes128gcm")
    assert plain == b"When I grow up, I want to be a watermelon"


async def test_what_goes_over_the_wire(us: SimpleNamespace, push: PushService) -> None:
    phone = push.browser()
    await subscribed(phone, us.ayo)
    one = await given("message", young_person=us.ayo)
    await deliver()
    (post,) = push.posts
    assert phone.opened(post.body) == {
        "web_push": 8030,
        "notification": {"title": "Onward", "body": "You have something new.", "navigate": f"https://testserver.local/open/{one}",
                         "tag": post.headers["topic"], "lang": "en-GB", "dir": "ltr"},
        "app_badge": 1,
    }  # fmt: skip
    assert len(post.body) == 615
    assert (post.headers["ttl"], post.headers["urgency"], post.headers["content-encoding"]) == (
        "604800",
        "high",
        "aes128gcm",
    )
    assert len(post.headers["topic"]) == 32
    assert set(post.headers) == {"host", "ttl", "urgency", "topic", "content-encoding", "content-type", "content-length",
                                 "authorization"}  # fmt: skip


def claims_of(header: str, key: bytes) -> dict[str, Any]:
    """The VAPID claims, their signature verified by hand (RFC 8292 section 2, RFC 7515)."""
    scheme, _, rest = header.partition(" ")
    parts = dict(one.strip().split("=", 1) for one in rest.split(","))
    assert scheme == "vapid"
    assert parts["k"] == public_key(key)
    head, body, signature = parts["t"].split(".")
    assert json.loads(unb64(head)) == {"typ": "JWT", "alg": "ES256"}
    raw = unb64(signature)
    point = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), unb64(parts["k"]))
    signed = encode_dss_signature(int.from_bytes(raw[:32], "big"), int.from_bytes(raw[32:], "big"))
    point.verify(signed, f"{head}.{body}".encode(), ec.ECDSA(hashes.SHA256()))
    with pytest.raises(InvalidSignature):
        point.verify(signed, f"{head}.x{body}".encode(), ec.ECDSA(hashes.SHA256()))
    return dict(json.loads(unb64(body)))


async def test_claims_are_fresh_for_each_service_and_kept_for_it() -> None:
    async with PushService().running() as one, PushService().running() as other:
        for key in (1, 2):
            sender = Sender(Connections(allow=lambda _: True), KEYS, "mailto:onward@tidewater.gov.uk")
            headers = []
            for service in (one, other, one):
                sender._local = service.origin
                said = payload("https://x", opens="/", body="You have something new.", tag="t", badge=0)
                assert (await sender.send(service.browser().subscription(), key, said, ttl=60, topic="t")).status == 201
                headers.append(service.posts[-1].headers["authorization"])
                claims = claims_of(headers[-1], KEYS[key])
                assert (claims["aud"], claims["sub"]) == (service.origin, "mailto:onward@tidewater.gov.uk")
                assert 3600 < claims["exp"] - time.time() <= 24 * 3600
            assert headers[0] == headers[2] != headers[1]


async def test_a_ttl_of_nothing_or_a_long_notice_is_never_sent(push: PushService) -> None:
    sender = Sender(Connections(push.origin), KEYS, "mailto:a@b.uk", local=push.origin)
    to, said = push.browser().subscription(), payload("https://x", opens="/", body="A", tag="t", badge=0)
    for wrong, ttl in ((said, 0), (said, -1), ({**said, "more": "x" * 500}, 60)):
        with pytest.raises(ValueError, match="TTL"):
            await sender.send(to, 1, wrong, ttl=ttl, topic="t")
    assert push.posts == []


@pytest.mark.parametrize("status", [404, 410])
async def test_a_dead_address_is_forgotten_at_once_and_the_rung_keeps_its_time(
    us: SimpleNamespace, push: PushService, status: int
) -> None:
    phone = push.browser()
    id = await subscribed(phone, us.ayo)
    push.answers(phone, status)
    one = await given("message", young_person=us.ayo)
    await deliver()
    row = await subscription(id)
    assert (row["gone_at"], row["gone_why"], row["sealed"]) == (us.noon, f"http_{status}", None)
    assert ((await notice(one))["ended_at"], (await notice(one))["next_at"]) == (None, us.noon + DAY)
    await given("message", young_person=us.ayo)
    await deliver()
    assert len(push.posts) == 1
    row = await until_it_ends(one)
    assert (row["end"], row["handed_to"], row["ended_at"]) == ("handed", us.priya, us.noon + DAY)


@pytest.mark.parametrize("answer", [404, 410, 413, 500, 403])
@pytest.mark.parametrize("kind", ["task", "glass_broken", "message_waiting", "review_28"])
async def test_no_push_service_can_end_a_notice_or_hurry_it(
    us: SimpleNamespace, push: PushService, kind: str, answer: int
) -> None:
    to = {"young_person": us.ayo} if kind == "review_28" else {"worker": us.priya, "about": us.ayo}
    await subscribed(push.browser(), us.ayo if kind == "review_28" else us.priya, worker="worker" in to)
    push.always = answer
    one = await given(kind, **to)
    for _ in range(80):
        await deliver()
        later(hours=1)
    row = await notice(one)
    assert (row["ended_at"], row["rung"], await fetch("SELECT id FROM task")) == (None, "push", [])
    assert len(push.posts) == 1 or (answer in (500, 403) and len(push.posts) <= 8)


async def test_a_new_address_gets_what_a_dead_one_did_not(us: SimpleNamespace, push: PushService) -> None:
    dead, new = push.browser(), push.browser()
    await subscribed(dead, us.ayo)
    push.answers(dead, 413)
    one = await given("message", young_person=us.ayo)
    await deliver()
    assert (await notice(one))["tries"] == 8
    await subscribed(new, us.ayo)
    await deliver()
    assert (len(push.to(new)), (await notice(one))["pushed_at"]) == (1, us.noon)


async def test_another_phone_is_enough(us: SimpleNamespace, push: PushService) -> None:
    dead, slow, good = push.browser(), push.browser(), push.browser()
    ids = [await subscribed(one, us.ayo) for one in (dead, slow, good)]
    push.answers(dead, 410)
    push.answers(slow, 500)
    one = await given("message", young_person=us.ayo)
    await deliver()
    row = await notice(one)
    assert (row["pushed_at"], row["ended_at"], row["next_at"], row["tries"]) == (us.noon, None, us.noon + DAY, 0)
    rows = [await subscription(id) for id in ids]
    assert [row["gone_at"] for row in rows] == [us.noon, None, None]
    assert [row["failing_since"] for row in rows] == [us.noon, us.noon, None]
    assert [row["accepted_at"] for row in rows] == [None, None, us.noon]


async def test_too_large_is_our_fault_and_never_tried_again_on_that_rung(
    us: SimpleNamespace, push: PushService, caplog: pytest.LogCaptureFixture
) -> None:
    phone = push.browser()
    id = await subscribed(phone, us.ayo)
    push.always = 413
    one = await given("message", young_person=us.ayo)
    for _ in range(30):
        await deliver()
        later(hours=1)
    assert len(push.posts) == 1
    assert "alarm push_too_large [413]" in caplog.text
    assert (await subscription(id))["gone_at"] is None
    assert (await notice(one))["end"] == "handed"


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize("as_date", [False, True], ids=["seconds", "date"])
async def test_retry_after_is_kept_to_the_second(
    us: SimpleNamespace, push: PushService, status: int, as_date: bool
) -> None:
    phone = push.browser()
    id = await subscribed(phone, us.ayo)
    asked = format_datetime(us.noon + timedelta(seconds=900), usegmt=True) if as_date else "900"
    push.answers(phone, (status, {"retry-after": asked}))
    one = await given("message", young_person=us.ayo)
    await deliver()
    assert (await subscription(id))["wait_until"] == us.noon + timedelta(seconds=900)
    await given("new_phone", young_person=us.ayo)  # another notice for the same service waits too
    later(seconds=899)
    await deliver()
    assert len(push.posts) == 1
    later(seconds=1)
    await deliver()
    assert len(push.posts) == 3
    assert (await notice(one))["pushed_at"] == us.noon + timedelta(seconds=900)


@pytest.mark.parametrize("status", [400, 401, 403])
async def test_a_refused_key_is_an_alarm_and_keeps_the_address(
    us: SimpleNamespace, push: PushService, caplog: pytest.LogCaptureFixture, status: int
) -> None:
    phone = push.browser()
    id = await subscribed(phone, us.ayo)
    push.answers(phone, status)
    one = await given("message", young_person=us.ayo)
    await deliver()
    assert f"alarm push_key_refused [{status}]" in caplog.text
    assert (await subscription(id))["gone_at"] is None
    later(minutes=2)
    await deliver()
    assert (await notice(one))["pushed_at"] == clock.now()


@pytest.mark.parametrize("trouble", [500, 502, 302, ps.REDIRECT, ps.RESET, ps.GARBAGE, ps.CUT, ps.HANG, ps.DRIP, 418])
async def test_trouble_is_tried_again_with_growing_waits_and_never_followed(
    us: SimpleNamespace, push: PushService, no_patience: None, trouble: Any
) -> None:
    phone = push.browser()
    id = await subscribed(phone, us.ayo)
    push.always = trouble
    one = await given("message", young_person=us.ayo)
    waits = []
    for _ in range(3):
        await deliver()
        row = await notice(one)
        waits.append(row["next_at"] - clock.now())
        clock.stand_still(row["next_at"])
    minutes = [round(wait / timedelta(minutes=1), 2) for wait in waits]
    assert all(least <= found <= least * 1.25 for found, least in zip(minutes, (1, 5, 15), strict=True)), minutes
    assert [post.path for post in push.posts] == [push.posts[0].path] * 3  # nothing else was ever asked
    row = await subscription(id)
    assert (row["gone_at"], row["failing_since"]) == (None, us.noon)
    push.always = 201
    await deliver()
    row = await subscription(id)
    assert (row["failing_since"], row["accepted_at"]) == (None, clock.now())


async def test_a_service_that_never_recovers_leaves_it_to_a_person(us: SimpleNamespace, push: PushService) -> None:
    await subscribed(push.browser(), us.ayo)
    push.always = 500
    one = await given("message", young_person=us.ayo)
    row = await until_it_ends(one, step=timedelta(minutes=1))
    assert (row["end"], row["ended_at"] - us.noon) == ("handed", DAY)
    tries = await fetch("SELECT answer, at FROM delivery ORDER BY at")
    assert 5 <= len(tries) <= 8
    assert all(row["answer"] == 500 for row in tries)


async def test_a_hanging_service_holds_up_nobody_else(us: SimpleNamespace, push: PushService) -> None:
    slow, quick = push.browser(), push.browser()
    await subscribed(slow, us.ayo)
    await subscribed(quick, us.bea)
    push.answers(slow, ps.HANG)
    await given("message", young_person=us.ayo)
    round_ = asyncio.create_task(deliver())
    for _ in range(100):
        await asyncio.sleep(0.02)
        if push.to(slow):
            break
    later = await given("message", young_person=us.bea)
    began = time.monotonic()
    while not (await notice(later))["pushed_at"]:
        assert time.monotonic() - began < 5
        await asyncio.sleep(0.05)
    assert not round_.done()
    round_.cancel()


async def test_two_keys_during_a_change_and_a_lost_one_makes_room(us: SimpleNamespace, push: PushService) -> None:
    old, new = push.browser(), push.browser()
    with council_with(push_local=push.origin, vapid_keys={1: KEYS[1]}):
        first = await subscribed(old, us.ayo)
    with council_with(push_local=push.origin, vapid_keys={2: KEYS[2], 1: KEYS[1]}):
        await subscribed(new, us.bea)
        await fetch("UPDATE subscription SET vapid_key = 2 WHERE young_person = $1", us.bea)
        for who in (us.ayo, us.bea):
            await given("message", young_person=who)
        await deliver()
        claims_of(push.to(old)[0].headers["authorization"], KEYS[1])
        claims_of(push.to(new)[0].headers["authorization"], KEYS[2])
    with council_with(push_local=push.origin, vapid_keys={2: KEYS[2]}):
        later(minutes=2)
        one = await given("message", young_person=us.ayo)
        await deliver()
    assert ((await subscription(first))["gone_why"], len(push.to(old))) == ("key_gone", 1)
    assert (await notice(one))["ended_at"] is None


async def test_useful_until_bounds_the_ttl(us: SimpleNamespace, push: PushService) -> None:
    await subscribed(push.browser(), us.ayo)
    await given("review_7", young_person=us.ayo, useful_until=us.noon + HOUR)
    await deliver()
    assert push.posts[0].headers["ttl"] == "3600"
    assert delivering.SHORTEST > 0


def test_the_public_key_is_what_browsers_want() -> None:
    point = base64.urlsafe_b64decode(public_key(KEYS[1]) + "=")
    assert (len(point), point[0]) == (65, 4)
    assert isinstance(Browser("x").subscription(), dict)
