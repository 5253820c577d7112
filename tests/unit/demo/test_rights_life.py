"""The made-up claims, papers and facts obey the rules of their rooms, on any day."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from uuid import UUID, uuid4

import pytest

from backend.demo import claim_stories, paper_stories, told, words
from backend.demo.claim_rows import Around, play
from backend.demo.claim_stories import OWNERS, Asked, Move
from backend.demo.dice import Dice
from backend.demo.told import Phone
from backend.documents.checklist import papers
from backend.documents.rules import list_of
from backend.documents.voices import STATUSES, Voices, Word
from backend.entitlements import claiming
from backend.entitlements.answers import unfit
from backend.entitlements.engine.lines import Right
from backend.entitlements.engine.reading import national, offer_of
from backend.shared.dates import is_working_day, london_date, start_of
from tests.unit.demo.test_lives import DAYS, TODAY, lives

LAST = claiming.Days(see=2, answer=10, give=10, challenge=10, confirm=3)
OWNER, ADVISER, MANAGER = UUID(int=1), UUID(int=2), UUID(int=3)
AROUND = Around(OWNER, Phone(UUID(int=4), datetime(2020, 1, 1, tzinfo=UTC)), ADVISER, MANAGER, LAST)
CAST = sorted({row[0] for row in words.rows("cast_claims.txt")})


def asked_of(today: date) -> list[Asked]:
    found = [one for child in CAST for one in claim_stories.of_the_cast(child, today)]
    for one in lives(today, 220, seed=1)[12:]:
        since = one.story.phone_since
        found += claim_stories.somebodys(Dice(1, "claims", one.person.child), one.person, since, today)
    return found


def askable() -> dict[str, Right]:
    from backend.entitlements.engine.merging import merged

    now = datetime(2026, 11, 29, tzinfo=UTC)
    rights = merged(national(), [offer_of("tidewater")], TODAY, now)
    return {right.id: right for right in rights if right.ask.in_app}


@pytest.mark.parametrize("today", DAYS)
def test_every_claim_goes_as_the_rules_let_it_and_stays_behind_today(today: date) -> None:
    rights, states, late = askable(), Counter[str](), 0
    for asked in asked_of(today):
        times = [move.at for move in asked.moves]
        assert all(first < second for first, second in pairwise(times))
        assert times[-1] < start_of(today)
        played = play(asked, rights[asked.right], AROUND)
        row = played.row
        states[row["state"]] += 1
        assert (row["due_on"] is not None) == (row["state"] in ("asked", "seen", "decided", "not_come", "challenged"))
        assert (row["over_at"] is not None) == (row["state"] in claiming.OVER)
        assert row["decision"] in (None, "yes") or (row["reason"] and row["reason_code"])
        late += claiming.is_late(row["due_on"], today)
        for move, said in played.steps:
            assert (said["by"] == OWNER) == (move.act in OWNERS)
            assert move.act in OWNERS or is_working_day(london_date(move.at))
    assert set(states) == set(claiming.STATES)
    assert 1 <= late <= 14
    assert states["confirmed"] > sum(states.values()) * 0.3


def test_a_move_that_the_rules_do_not_allow_is_never_a_row() -> None:
    at = datetime(2026, 11, 2, 10, tzinfo=UTC)
    moves = (Move("asked", at, "A bed"), Move("came", at + timedelta(days=1)))
    with pytest.raises(ValueError, match="came cannot follow asked"):
        play(Asked("setting_up_home", moves), askable()["setting_up_home"], AROUND)


def test_whoever_said_no_does_not_answer_the_challenge() -> None:
    at = [datetime(2026, 11, day, 10, tzinfo=UTC) for day in (2, 3, 4, 5)]
    moves = [Move(act, when, "words", code="other") for act, when in zip(("asked", "no", "challenge", "yes"), at, strict=True)]  # fmt: skip
    row = play(Asked("setting_up_home", tuple(moves)), askable()["setting_up_home"], AROUND).row
    assert (row["refused_by"], row["decided_by"], row["state"]) == (ADVISER, MANAGER, "decided")


def test_what_a_claim_asks_for_is_asked_for_in_the_app() -> None:
    named = {row[0] for row in words.rows("claims.txt")} | {row[1] for row in words.rows("cast_claims.txt")}
    assert named <= set(askable())


def phone_of(since: int | None, today: date) -> Phone | None:
    return Phone(uuid4(), start_of(today - timedelta(days=since))) if since else None


@pytest.mark.parametrize("today", DAYS)
def test_what_is_said_can_be_kept_and_is_said_on_their_own_phone(today: date) -> None:
    declared, own, differ = national().facts, 0, 0
    for one in lives(today, 220, seed=1):
        phone, child = phone_of(one.story.phone_since, today), one.person.child
        said = told.of_the_cast(child, phone, today) or told.somebodys(Dice(1, "told", child), one.person, phone, today)
        for each in said:
            assert unfit(declared[each.fact], each.value, each.since) is None, each
            assert each.at < start_of(today)
            assert not each.own or (phone and each.at > phone.joined_at)
            assert each.own or not declared[each.fact].private
            own += each.own
        both = {fact: {each.value for each in said if each.fact == fact} for fact in ("studying", "living")}
        differ += any(len(values) > 1 for values in both.values())
    assert own > 400
    assert 1 <= differ <= 20


def test_nobody_with_a_phone_to_be_ashamed_of_shows_what_they_did_not_choose_to() -> None:
    shown, hidden = 0, 0
    for one in lives()[12:]:
        phone = phone_of(one.story.phone_since, TODAY)
        for each in told.somebodys(Dice(1, "told", one.person.child), one.person, phone, TODAY):
            private = national().facts[each.fact].private
            assert private or not each.shown
            shown, hidden = shown + each.shown, hidden + (private and not each.shown)
    assert shown > 10
    assert hidden > 10


@pytest.mark.parametrize("today", DAYS)
def test_papers_are_said_in_time_and_a_step_has_who_what_and_when(today: date) -> None:
    held: dict[int, list[float]] = {}
    for one in lives(today, 220, seed=1):
        phone, child = phone_of(one.story.phone_since, today), one.person.child
        said = paper_stories.of_the_cast(child, phone, "Dan", today) or paper_stories.somebodys(
            Dice(1, "papers", child), one.person, phone, today
        )
        voices: dict[str, dict[bool, Word]] = {}
        for each in sorted(said, key=lambda entry: entry.at):
            assert each.kind in papers()
            assert each.status in STATUSES
            assert each.at < start_of(today)
            assert not each.own or (phone and each.at > phone.joined_at)
            steps = (each.next_who, each.next_what, each.next_by)
            assert all(steps) or not any(steps)
            assert not (each.own and each.next_who)
            assert (each.next_who == "someone_else") == bool(each.next_name)
            assert each.next_by is None or each.next_by >= london_date(each.at)
            assert each.status != "not_needed" or each.own or each.words
            assert each.expires_on is None or each.kind == "immigration"
            word = Word(each.status, each.at, each.next_who, each.next_by)
            voices.setdefault(each.kind, {})[each.own] = word
        now = {kind: Voices(both.get(True), both.get(False)) for kind, both in voices.items()}
        stand = list_of(one.person.born_on, now, today)
        need = [paper for paper in stand if paper.standing != "not_needed"]
        held.setdefault(one.person.age(today), []).append(sum(paper.held for paper in need) / len(need))
    shares = {age: sum(found) / len(found) for age, found in held.items()}
    assert shares[16] < shares[17] < shares[18]
    assert shares[16] > 0.05
    assert shares[18] < 0.8
