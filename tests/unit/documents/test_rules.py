"""How a paper stands: two voices in a table, days in tables, and what holds for every history there is."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.documents import rules
from backend.documents.checklist import papers
from backend.documents.rules import gaps_of, lacking, list_of, needed, stands
from backend.documents.voices import STATUSES, Voices, Word

TODAY = date(2026, 3, 10)
BORN = date(2009, 3, 10)  # 17 today
NONE = Voices()


def at(day: int) -> datetime:
    return datetime(2026, 1, 1, 12, tzinfo=UTC) + timedelta(days=day)


def word(status: str, day: int = 0, who: str | None = None, by: date | None = None) -> Word:
    return Word(status, at(day), who, by)


def said(owner: str | None = None, council: str | None = None, *, later: str = "owner") -> Voices:
    """Both voices; `later` spoke last."""
    return Voices(
        word(owner, 2 if later == "owner" else 1) if owner else None,
        word(council, 1 if later == "owner" else 2) if council else None,
    )


# owner, council, who spoke last: status, held, asked, differs
VOICES = [
    (None, None, "owner", "not_started", False, False, False),
    (None, "applied", "council", "applied", False, False, False),
    (None, "held_by_me", "council", "held_by_me", False, True, False),  # on file is not held: they are asked
    (None, "held_by_someone_else", "council", "held_by_someone_else", False, False, False),
    ("held_by_me", None, "owner", "held_by_me", True, False, False),
    ("held_by_me", "held_by_me", "council", "held_by_me", True, False, False),
    ("held_by_me", "applied", "owner", "held_by_me", True, False, False),  # it came: no difference
    ("held_by_me", "lost", "council", "held_by_me", True, False, True),  # the owner's word counts, and it shows
    ("held_by_me", "not_needed", "council", "held_by_me", True, False, True),
    (
        "lost",
        "held_by_me",
        "owner",
        "lost",
        False,
        False,
        True,
    ),  # they answered: the next step is not theirs to say again
    ("lost", "held_by_me", "council", "lost", False, True, True),  # a later word of staff makes nothing held
    ("not_started", "held_by_me", "council", "not_started", False, True, True),
    ("not_started", "not_needed", "council", "not_started", False, False, True),  # nor does it take a paper away
    ("not_started", "applied", "council", "applied", False, False, False),  # a step that came after
    ("not_started", "applied", "owner", "not_started", False, False, False),
    ("applied", "waiting", "council", "waiting", False, False, False),
    ("not_needed", None, "owner", "not_needed", False, False, False),
    ("not_needed", "applied", "owner", "not_needed", False, False, True),
    ("not_needed", "applied", "council", "applied", False, False, True),
    (None, "not_needed", "council", "not_needed", False, False, False),
]


@pytest.mark.parametrize(("owner", "council", "later", "status", "held", "asked", "differs"), VOICES)
def test_two_voices(
    owner: str | None, council: str | None, later: str, status: str, held: bool, asked: bool, differs: bool
) -> None:
    voices = said(owner, council, later=later)
    assert (voices.status, voices.held, voices.asked, voices.differs) == (status, held, asked, differs)


WORDS = st.builds(
    Word,
    st.sampled_from(STATUSES),
    st.integers(0, 90).map(at),
    st.sampled_from([None, "young_person", "adviser", "someone_else"]),
    st.one_of(st.none(), st.dates(date(2025, 6, 1), date(2027, 6, 1))),
)
OWN_WORDS = st.builds(Word, st.sampled_from(STATUSES), st.integers(0, 90).map(at))
VOICE = st.builds(Voices, st.one_of(st.none(), OWN_WORDS), st.one_of(st.none(), WORDS))
KINDS = st.sampled_from(sorted(papers()))
BIRTHDAYS = st.dates(date(1998, 1, 1), date(2013, 1, 1))
DAYS = st.dates(date(2025, 1, 1), date(2028, 1, 1))


@settings(deadline=None)
@given(st.one_of(st.none(), OWN_WORDS), WORDS, WORDS)
def test_staff_alone_never_make_or_unmake_held(owner: Word | None, one: Word, other: Word) -> None:
    assert Voices(owner, one).held == Voices(owner, other).held == Voices(owner, None).held
    if owner is None:
        assert not Voices(owner, one).held


@settings(deadline=None)
@given(OWN_WORDS, WORDS)
def test_staff_never_take_away_what_its_owner_wants(owner: Word, council: Word) -> None:
    if owner.status != "not_needed" and council.status == "not_needed":
        assert Voices(owner, council).status != "not_needed"


@settings(deadline=None)
@given(st.dictionaries(KINDS, VOICE), BIRTHDAYS, DAYS, st.none() | DAYS, st.booleans())
def test_the_short_list_says_the_same_as_the_long_one(
    voices: dict[str, Voices], born_on: date, today: date, ends_on: date | None, stated: bool
) -> None:
    long = rules.list_of(born_on, voices, today, expires_on=ends_on, stated=stated)
    short = rules.kept_of(born_on, voices, today, expires_on=ends_on, stated=stated)
    assert [(one.item, one.status, one.needed, one.held, one.have_by) for one in short] == [
        (one.item, one.status, one.standing != "not_needed", one.held, one.have_by) for one in long
    ]
    for one, other in zip(gaps_of(long, born_on, today), gaps_of(short, born_on, today), strict=True):
        assert [each.item for each in one] == [each.item for each in other]


@settings(max_examples=400, deadline=None)
@given(KINDS, VOICE, BIRTHDAYS, DAYS)
def test_what_holds_of_every_standing(kind: str, voices: Voices, born_on: date, today: date) -> None:
    one = stands(papers()[kind], voices, born_on, today)
    assert one.held == voices.held
    if one.standing in ("with_you", "not_needed"):
        assert one.next_who is None
    if one.standing == "with_you":
        assert one.held
    if one.standing == "your_turn":
        assert one.next_who == "young_person"
    assert (one.standing == "not_needed") == (not needed(papers()[kind], voices))
    if rules.birthday(born_on, 18) <= today:  # nobody grown is told that they are late, but for a promise made to them
        assert one.days_left is None or one.days_left >= 0
        promise = voices.step
        broken = promise is not None and promise.next_by is not None and promise.next_by < today
        assert one.standing != "late" or broken
    elif one.have_by:
        assert one.days_left == (one.have_by - today).days


@settings(deadline=None)
@given(VOICE, BIRTHDAYS, DAYS)
def test_nothing_is_on_the_list_of_those_for_whom_nobody_says_so(voices: Voices, born_on: date, today: date) -> None:
    silent = {one.item.kind for one in list_of(born_on, {}, today) if one.standing == "not_needed"}
    assert silent == {"immigration", "adult_care"}
    assert len(list_of(born_on, {"immigration": voices}, today)) == len(papers())  # the list is whole at every age


# kind, owner, council, expected; a 17-year-old today
STANDINGS = [
    ("birth_certificate", None, None, "late", "adviser"),
    ("birth_certificate", "held_by_me", None, "with_you", None),
    ("birth_certificate", None, "held_by_me", "your_turn", "young_person"),
    ("birth_certificate", None, "held_by_someone_else", "late", None),
    ("birth_certificate", "lost", "held_by_me", "late", "adviser"),  # asked once, and answered
    ("birth_certificate", "lost", None, "late", "adviser"),
    ("bank_account", None, None, "your_turn", "young_person"),
    ("bank_account", "applied", None, "late", None),
    ("photo_id", None, None, "your_turn", "young_person"),
    ("photo_id", "applied", None, "going", None),
    ("photo_id", None, "waiting", "going", None),
    ("photo_id", None, "not_needed", "not_needed", None),
    ("home_at_18", None, None, "to_come", "adviser"),
    ("health_summary", None, None, "to_come", "someone_else"),
    ("benefits_claim", None, None, "to_come", None),
    ("proof_letter", None, None, "to_come", None),
    ("immigration", None, None, "not_needed", None),
    ("immigration", "applied", None, "going", None),
    ("adult_care", None, "not_started", "to_come", "adviser"),
]


@pytest.mark.parametrize(("kind", "owner", "council", "standing", "who"), STANDINGS)
def test_standings_at_17(kind: str, owner: str | None, council: str | None, standing: str, who: str | None) -> None:
    one = stands(papers()[kind], said(owner, council), BORN, TODAY)
    assert (one.standing, one.next_who) == (standing, who)


@pytest.mark.parametrize(("kind", "standing"), [
    ("birth_certificate", "to_come"), ("bank_account", "your_turn"), ("home_at_18", "to_come"), ("proof_letter", "to_come"),
])  # fmt: skip
@pytest.mark.parametrize("age", [18, 20, 22, 25])
def test_grown_up_the_list_stays_and_blames_nobody(kind: str, standing: str, age: int) -> None:
    one = stands(papers()[kind], NONE, BORN.replace(year=TODAY.year - age), TODAY + timedelta(days=30))
    assert (one.standing, one.days_left) == (standing, None)
    assert one.start_on is not None


def test_the_letter_of_18_has_its_week() -> None:
    born_on = BORN.replace(year=2008)  # 18 today
    letter = papers()["proof_letter"]
    assert [stands(letter, NONE, born_on, TODAY + timedelta(days=days)).days_left for days in (-1, 0, 7, 8)] == [
        8, 7, 0, None,
    ]  # fmt: skip


# Days around have_by of a birth certificate (16) and start of photo ID (16), for a birthday on 10 March 2010.
@pytest.mark.parametrize(("days", "certificate", "photo"), [
    (-1, "to_come", "to_come"), (0, "to_come", "your_turn"), (1, "late", "your_turn"),
])  # fmt: skip
def test_the_day_before_the_day_and_the_day_after(days: int, certificate: str, photo: str) -> None:
    born_on, today = date(2010, 3, 10), TODAY + timedelta(days=days)
    assert stands(papers()["birth_certificate"], NONE, born_on, today).standing == certificate
    assert stands(papers()["photo_id"], NONE, born_on, today).standing == photo


STEPS = [
    # the council's step, what its owner said later: standing, who
    (word("applied", 1, "young_person", date(2026, 4, 1)), None, "your_turn", "young_person"),
    (word("applied", 1, "young_person", date(2026, 4, 1)), word("waiting", 2), "going", None),
    (word("applied", 1, "young_person", date(2026, 4, 1)), word("lost", 2), "your_turn", "young_person"),
    (word("applied", 3, "young_person", date(2026, 4, 1)), word("waiting", 2), "your_turn", "young_person"),
    (word("applied", 1, "young_person", date(2026, 4, 1)), word("held_by_me", 2), "with_you", None),
    (word("applied", 1, "young_person", date(2026, 3, 1)), None, "your_turn", "young_person"),  # never "you are late"
    (word("applied", 1, "adviser", date(2026, 3, 10)), None, "going", "adviser"),
    (word("applied", 1, "adviser", date(2026, 3, 9)), None, "late", "adviser"),
    (word("applied", 1, "someone_else", date(2026, 3, 9)), word("waiting", 2), "late", "someone_else"),
    (word("applied", 1, "adviser", date(2026, 3, 9)), word("not_needed", 2), "not_needed", None),
]


@pytest.mark.parametrize(("council", "standing"), [
    (word("applied"), "late"), (word("applied", 0, "adviser", date(2026, 3, 10)), "going"),
    (word("applied", 0, "someone_else", date(2027, 3, 10)), "going"), (word("applied", 0, "adviser", date(2026, 3, 9)), "late"),
])  # fmt: skip
def test_past_its_day_only_a_step_with_a_day_to_come_goes_on(council: Word, standing: str) -> None:
    assert stands(papers()["birth_certificate"], Voices(None, council), BORN, TODAY).standing == standing


@pytest.mark.parametrize(("council", "owner", "standing", "who"), STEPS)
def test_the_next_step(council: Word, owner: Word | None, standing: str, who: str | None) -> None:
    one = stands(papers()["passport"], Voices(owner, council), BORN, TODAY)
    assert (one.standing, one.next_who) == (standing, who)


# days until leave ends: standing of papers that are held, and of papers that are not; held
LEAVE = [
    (400, "with_you", "to_come", True), (185, "with_you", "to_come", True), (184, "your_turn", "your_turn", True),
    (1, "your_turn", "your_turn", True), (0, "your_turn", "your_turn", True), (-1, "late", "late", False),
]  # fmt: skip


@pytest.mark.parametrize(("days", "with_them", "without", "held"), LEAVE)
@pytest.mark.parametrize("age", [15, 17, 21])
def test_leave_that_ends(days: int, with_them: str, without: str, held: bool, age: int) -> None:
    item, ends = papers()["immigration"], TODAY + timedelta(days=days)
    born_on = BORN.replace(year=TODAY.year - age)
    have = stands(item, said("held_by_me"), born_on, TODAY, expires_on=ends)
    have_not = stands(item, said(None, "not_started"), born_on, TODAY, expires_on=ends)
    assert (have.standing, have.held, have.have_by, have.days_left) == (with_them, held, ends, days)
    assert (have_not.standing, have_not.held) == (without, False)
    for one in (have, have_not) if days <= 184 else ():
        assert (one.next_who, one.renews, bool(item.renew)) == ("young_person", True, True)


def test_a_card_in_anothers_hands_is_renewed_as_one_in_their_own_is() -> None:
    one = stands(papers()["immigration"], said("held_by_someone_else"), BORN, TODAY, expires_on=TODAY + timedelta(19))
    assert (one.standing, one.next_who, one.renews) == ("your_turn", "young_person", True)


@pytest.mark.parametrize(("owner", "council", "standing", "who"), [
    (word("held_by_me"), word("waiting", 1, "adviser", date(2026, 4, 1)), "going", "adviser"),
    (word("held_by_me"), word("waiting", 1, "young_person", date(2026, 4, 1)), "your_turn", "young_person"),
    (word("applied"), None, "going", None), (word("lost"), None, "your_turn", "young_person"),
    (word("not_needed"), None, "not_needed", None),
])  # fmt: skip
def test_whose_step_it_is_to_renew(owner: Word, council: Word | None, standing: str, who: str | None) -> None:
    one = stands(papers()["immigration"], Voices(owner, council), BORN, TODAY, expires_on=TODAY + timedelta(days=60))
    assert (one.standing, one.next_who) == (standing, who)


def test_half_a_year_before_it_ends_is_by_the_calendar() -> None:
    item, voices = papers()["immigration"], said("held_by_me")
    ends = date(2026, 8, 31)  # six months before: clamped to 28 February
    assert stands(item, voices, BORN, date(2026, 2, 27), expires_on=ends).standing == "with_you"
    assert stands(item, voices, BORN, date(2026, 2, 28), expires_on=ends).standing == "your_turn"


def test_what_lacks_by_17_and_a_half() -> None:
    everything = list_of(BORN, {}, TODAY)
    missing, late = gaps_of(everything, BORN, TODAY)
    assert {one.item.kind for one in missing} == {
        "ni_number", "photo_id", "birth_certificate", "passport", "nhs_gp", "bank_account", "home_at_18",
        "housing_register",
    }  # fmt: skip
    assert {one.item.kind for one in late} == {"ni_number", "birth_certificate", "bank_account"}  # nhs_gp is due today
    later = date(2026, 12, 11)  # 17 and three quarters, and a day
    missing, late = gaps_of(list_of(BORN, {}, later), BORN, later)
    assert {"savings", "school_records"} <= {one.item.kind for one in late}
    assert "health_summary" not in {one.item.kind for one in missing}


@settings(deadline=None)
@given(st.dictionaries(KINDS, VOICE), BIRTHDAYS, DAYS)
def test_a_gap_is_needed_not_held_and_a_late_one_is_a_gap(
    voices: dict[str, Voices], born_on: date, today: date
) -> None:
    everything = list_of(born_on, voices, today)
    missing, late = gaps_of(everything, born_on, today)
    assert set(map(id, late)) <= set(map(id, missing)) <= set(map(id, lacking(everything)))
    for one in missing:
        assert not one.held
        assert one.standing not in ("with_you", "not_needed")
