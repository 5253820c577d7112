"""The page of kinds: only the words of the design's list, no time of 0, and every ladder leads somewhere."""

from datetime import timedelta

import pytest

from backend.notifications.rules import CHECK_WORDS, KINDS, TASK, next_step, opens, stay, words

# The design language, section 9, copied by hand: what a lock screen may show.
PRIVATE = {"You have something new.", "Something is coming up.", "A reminder for you.", "You have an update.",
           "Someone signed in. Was it you?", "A message is waiting.", "Something is waiting for you."}  # fmt: skip
FIRST_NAMES = PRIVATE | {
    "New message from Dan.", "Dan shared something with you.", "You're meeting Dan on Tuesday.",
    "A reminder from you and Dan.", "A date has been set.", "Dan is away.", "Something ends soon. Have a look.",
}  # fmt: skip


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_only_words_of_the_list(kind: str) -> None:
    one = KINDS[kind]
    for shows in ("private", "none", "anything else"):
        assert words(one, shows, "Dan", "Tuesday") in PRIVATE
    assert words(one, "first_names", "Dan", "Tuesday") in FIRST_NAMES
    assert words(one, "first_names", "", "Tuesday") in PRIVATE | {
        "A date has been set.",
        "Something ends soon. Have a look.",
    }
    assert words(one, "first_names", "Dan", "") in FIRST_NAMES
    if one.group == "staff":
        assert words(one, "first_names", "Ayo", "Tuesday") in {"A message is waiting.", "Something is waiting for you."}


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_no_time_is_nothing_and_the_ladder_is_whole(kind: str) -> None:
    one = KINDS[kind]
    assert one.ttl >= timedelta(hours=1)
    assert one.ladder[0].rung == "push"
    assert len({step.rung for step in one.ladder}) == len(one.ladder)
    for step in one.ladder[:-1]:
        assert (step.stay or timedelta()) >= timedelta(hours=1)
    rung, seen = "push", []
    while above := next_step(one, rung):
        seen.append(rung := above.rung)
    assert len(seen) < 3
    assert next_step(one, TASK) is None
    assert stay(one, "unheard of") is None
    assert one.capped == (one.group == "plan") or one.group == "staff"


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_it_opens_a_neutral_path_of_ours(kind: str) -> None:
    path = opens(kind, "adviser", about="7", thing="8")
    assert path.startswith("/")
    assert "{" not in path
    assert path.startswith("/staff") == (KINDS[kind].group == "staff")


def test_young_peoples_notices_that_could_cost_them_something_reach_a_person() -> None:
    ends_alone = {name for name, kind in KINDS.items() if kind.group != "staff" and not kind.to_a_person}
    assert ends_alone == {"review_28", "review_7", "review_asked", "action_7", "action_1", "adviser_away", "test",
        "paper_24", "paper_12", "paper_6", "paper_3", "immigration_6", "immigration_3", "immigration_1",
        "right_ends_56", "talk_asked",  # two weeks before a person hears of it; a talk that nobody confirms is counted
        "claim_given", "claim_late", "claim_confirm",  # of what is late the staff know; what nobody confirms is counted
    }  # fmt: skip


def test_the_checks_words_say_nothing() -> None:
    assert CHECK_WORDS == "Notifications work on this phone."
