"""The ladder as a walk: from any start, under any answers and any clock, it ends; and nothing leaves when it must not."""

import random
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.notifications import moves, rules, times
from backend.notifications.moves import Choices, Move, Person, Standing, Verdict
from backend.notifications.rules import KINDS, PUSH, TASK, TEXT
from backend.shared.dates import london_date
from backend.shared.ids import new_id

ENDING = sorted(name for name, kind in KINDS.items() if kind.to_a_person or kind.ladder[-1].stay is not None)
ANSWERS = (200, 201, 202, 302, 400, 401, 403, 404, 410, 413, 429, 500, 503, None)
NOON = datetime(2026, 3, 10, 12, tzinfo=UTC)


def a_notice(kind: str, since: datetime, **more: object) -> Standing:
    to = {"worker": new_id()} if KINDS[kind].group == rules.STAFF else {"young_person": new_id()}
    return Standing(id=new_id(), kind=kind, lease=1, rung=PUSH, rung_since=since, tries=0, **to, **more)  # type: ignore[arg-type]


def moved(notice: Standing, move: Move, now: datetime, *, left: str = "", failed: bool = False) -> Standing:
    """What the database would hold afterwards."""
    if left:
        notice = replace(notice, **{"pushed_at" if left == PUSH else "texted_at": now})  # type: ignore[arg-type]
    if failed:
        notice = replace(notice, tries=moves.SPENT if move.spent else notice.tries + 1)
    return replace(notice, rung=move.rung, rung_since=now, tries=0) if move.act == moves.CLIMB else notice


@pytest.mark.parametrize("kind", ENDING)
@given(seed=st.integers(0, 2**32), start=st.integers(0, 4 * 365 * 24 * 60))
@settings(deadline=None)
def test_every_walk_ends_and_keeps_the_rules(kind: str, seed: int, start: int) -> None:
    dice, now = random.Random(seed), datetime(2025, 1, 1, tzinfo=UTC) + timedelta(minutes=start)
    choices = Choices(
        shows=dice.choice(("private", "first_names", "none")), messages=dice.random() < 0.8, plan=dice.random() < 0.8,
        quiet=dice.random() < 0.8, quiet_from=time(dice.randrange(24), dice.choice((0, 30))), quiet_until=time(dice.randrange(24)),
    )  # fmt: skip
    until = now + timedelta(hours=dice.randrange(1, 900)) if dice.random() < 0.4 else None
    notice, began, left = a_notice(kind, now, useful_until=until), now, list[datetime]()
    rungs = {step.rung for step in KINDS[kind].ladder} if choices.wants(KINDS[kind]) else set()
    person = Person(choices, waits=[None] * dice.randrange(3), can_text=dice.random() < 0.5)
    for _ in range(400):
        move = moves.next_move(notice, person, now)
        if move.act in (moves.HAND, moves.END):
            break
        if move.act == moves.WAIT:
            assert (move.until or now) > now
            now = (move.until or now) + timedelta(seconds=dice.choice((0, 0, 1, 5, 3600)))  # a worker may come late
            continue
        if move.act == moves.SEND:
            left.append(now)
            assert kind == "test" or choices.allowed(now) == now, "in quiet hours"
            assert kind == "test" or choices.wants(KINDS[kind])
            assert until is None or now < until
            if notice.rung == TEXT:
                taken = dice.random() < 0.5
                after = (
                    moves.wait_on(notice, choices, now)
                    if taken
                    else moves.try_again(notice, [None], choices, now, dice.random(), can_text=True)
                )
                notice = moved(notice, after, now, left=TEXT if taken else "", failed=not taken)
            else:
                said = [
                    moves.verdict(dice.choice(ANSWERS), now + timedelta(seconds=dice.randrange(9000)))
                    for _ in person.waits
                ]
                after = moves.after_push(notice, said, choices, now, dice.random(), can_text=person.can_text)
                taken = any(one.what == moves.ACCEPTED for one in said)
                person = replace(person, waits=[one.again_at for one in said if one.what != moves.GONE])
                notice = moved(notice, after, now, left=PUSH if taken else "", failed=not taken)
            if after.act == moves.END:
                move = after
                break
            if after.act == moves.WAIT:
                assert (after.until or now) > now
                now = after.until or now
            continue
        notice = moved(notice, move, now)
    else:
        raise AssertionError(f"{kind} never ends")
    assert (move.act == moves.HAND) == KINDS[kind].to_a_person
    early = until is not None and now >= until
    assert early or now - began >= (KINDS[kind].ladder[0].stay or timedelta()) or TEXT in rungs, (
        "a push service hurried it"
    )
    assert now - began <= timedelta(days=60)
    assert len(left) <= 2 * len(times.BACKOFF) + 2


@given(st.integers(0, 2**32))
@settings(deadline=None, max_examples=50)
def test_capped_kinds_leave_once_a_london_day(seed: int) -> None:
    """Four months of one person's reminders, looked at every so often: never two on one day, none forgotten."""
    dice, now = random.Random(seed), datetime(2026, 1, 1, tzinfo=UTC)
    capped = [name for name, kind in KINDS.items() if kind.capped and kind.group == rules.PLAN]
    waiting = [a_notice(dice.choice(capped), now + timedelta(hours=dice.randrange(24 * 90))) for _ in range(30)]
    days, last = list[object](), None
    for _ in range(24 * 130):
        now += timedelta(minutes=dice.randrange(30, 90))
        due = [one for one in waiting if one.rung_since <= now]
        sending, person = [], Person(Choices(), waits=[None], last_capped=last)
        for one in due:
            move = moves.next_move(one, person, now)
            if move.act == moves.SEND:
                sending.append(one)
            elif move.act in (moves.END, moves.HAND):
                waiting.remove(one)
            elif move.act == moves.CLIMB:
                waiting[waiting.index(one)] = moved(one, move, now)
        if sending:
            days.append(london_date(now))
            last = now
            for one in sending:
                waiting[waiting.index(one)] = replace(one, pushed_at=now)
    assert len(days) == len(set(days))
    assert waiting == []


@pytest.mark.parametrize(
    ("status", "what"),
    [(200, "accepted"), (201, "accepted"), (202, "accepted"), (404, "gone"), (410, "gone"), (413, "too_large"), (400, "key"),
     (401, "key"), (403, "key"), (204, "failed"), (301, "failed"), (302, "failed"), (307, "failed"), (308, "failed"), (418, "failed"),
     (429, "failed"), (500, "failed"), (503, "failed"), (None, "failed")],
)  # fmt: skip
def test_what_an_answer_means(status: int | None, what: str) -> None:
    asked = moves.verdict(status, NOON)
    assert asked.what == what
    assert asked.again_at == (NOON if status in (429, 503) else None)


def test_held_and_gone_come_before_everything() -> None:
    notice = a_notice("message", NOON - timedelta(days=99))
    assert moves.next_move(notice, Person(Choices(held=True), waits=[None]), NOON).act == moves.WAIT
    assert moves.next_move(notice, Person(Choices(held=True), gone=True), NOON) == Move(
        moves.END, end="cancelled", why="left"
    )


def test_a_kind_of_a_newer_version_waits_for_it() -> None:
    notice = replace(a_notice("message", NOON), kind="not_yet_known", worker=new_id(), young_person=None)
    move = moves.next_move(notice, Person(Choices()), NOON + timedelta(days=300))
    assert (move.act, move.until) == (moves.WAIT, NOON + timedelta(days=301))


def test_texts_stop_at_the_daily_number() -> None:
    notice = replace(a_notice("message", NOON), rung=TEXT)
    person = Person(Choices(), can_text=True, texts_today=rules.TEXTS_A_DAY - 1)
    assert moves.next_move(notice, person, NOON).act == moves.SEND
    later = moves.next_move(notice, replace(person, texts_today=rules.TEXTS_A_DAY), NOON)
    assert later == Move(moves.WAIT, until=datetime(2026, 3, 11, 8, tzinfo=UTC))


def test_without_a_number_the_text_rung_is_climbed_at_once() -> None:
    notice = replace(a_notice("message", NOON), rung=TEXT)
    assert moves.next_move(notice, Person(Choices()), NOON) == Move(moves.CLIMB, rung=TASK)


def test_one_acceptance_among_many_is_enough() -> None:
    said = [Verdict(moves.GONE), Verdict(moves.FAILED), Verdict(moves.ACCEPTED)]
    assert moves.after_push(a_notice("message", NOON), said, Choices(), NOON, 0, can_text=False).act == moves.WAIT
