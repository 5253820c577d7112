"""Its owner says, the council says: the owner's word counts for having it, a difference shows, and nothing said is lost."""

from collections.abc import Callable
from datetime import datetime, timedelta
from types import SimpleNamespace

import pytest

from backend.documents.tables import PaperEntry
from backend.shared.ids import new_id
from tests.api.documents.doing import a_step, mine, say, theirs, write
from tests.api.identity.doing import Visit, a_phone, signed_in
from tests.api.plans.doing import ledger, ok

At = Callable[[datetime], None]


async def test_the_list_is_whole_before_anybody_says_anything(us: SimpleNamespace, visit: Visit) -> None:
    ayo = await ok(await (await a_phone(visit, us.ayo)).get("/api/papers/mine"))
    assert len(ayo["papers"]) == 17
    assert (ayo["held"], ayo["of"], ayo["turns_18_on"], ayo["on"]) == (0, 15, "2026-07-14", "2026-03-10")
    assert (ayo["ni_kept"], ayo["immigration_kept"]) == (False, False)
    number = ayo["papers"][0]
    assert (number["kind"], number["start_on"], number["have_by"], number["days_left"]) == (
        "ni_number", "2024-04-14", "2024-10-14", -512,
    )  # fmt: skip
    assert (number["standing"], number["next_who"]) == ("late", "adviser")
    assert number["next_what"] == "Ask the tax office for your number"
    assert (number["owner_says"], number["council_says"], number["said"]) == (None, None, [])
    nurse = next(one for one in ayo["papers"] if one["kind"] == "health_summary")
    assert (nurse["next_who"], nurse["next_name"]) == ("someone_else", "Your nurse")


async def test_at_22_the_list_is_still_there_and_blames_nobody(us: SimpleNamespace, visit: Visit) -> None:
    bea = await ok(await (await a_phone(visit, us.bea)).get("/api/papers/mine"))
    assert len(bea["papers"]) == 17
    assert {one["standing"] for one in bea["papers"]} <= {"your_turn", "to_come", "not_needed"}
    assert {one["days_left"] for one in bea["papers"]} == {None}


async def test_staffs_word_makes_nothing_held(us: SimpleNamespace, visit: Visit, at: At) -> None:
    priya, ayo = await signed_in(visit, us.priya), await a_phone(visit, us.ayo)
    assert (await write(priya, us.ayo, "birth_certificate", "held_by_me", where="In their file")).status_code == 204
    for paper in (await mine(ayo, "birth_certificate"), await theirs(priya, us.ayo, "birth_certificate")):
        assert (paper["held"], paper["standing"], paper["next_who"]) == (False, "your_turn", "young_person")
        assert paper["next_what"] == "The council says you have it. Do you?"
        assert (paper["owner_says"], paper["council_says"], paper["differs"]) == (None, "held_by_me", False)
        assert paper["where"] == "In their file"
    at(us.noon + timedelta(minutes=1))
    assert (await say(ayo, "birth_certificate", "lost", "I never got it")).status_code == 204
    paper = await theirs(priya, us.ayo, "birth_certificate")
    assert (paper["status"], paper["held"], paper["differs"]) == ("lost", False, True)
    assert (paper["standing"], paper["next_who"]) == ("late", "adviser"), "they answered: it is the council's turn"
    at(us.noon + timedelta(minutes=2))
    await write(priya, us.ayo, "birth_certificate", "held_by_me", words="I gave it to you on Monday")
    paper = await mine(ayo, "birth_certificate")
    assert (paper["status"], paper["held"], paper["differs"], paper["standing"]) == ("lost", False, True, "your_turn")
    at(us.noon + timedelta(minutes=3))
    await say(ayo, "birth_certificate", "held_by_me")
    paper = await mine(ayo, "birth_certificate")
    assert (paper["held"], paper["standing"], paper["differs"], paper["next_who"]) == (True, "with_you", False, None)
    at(us.noon + timedelta(minutes=4))
    await write(priya, us.ayo, "birth_certificate", "lost")
    paper = await theirs(priya, us.ayo, "birth_certificate")
    assert (paper["held"], paper["standing"], paper["differs"]) == (True, "with_you", True)
    assert (await ok(await priya.get(f"/api/papers/with/{us.ayo}")))["held"] == 1


async def test_all_that_was_said_stays_newest_first(us: SimpleNamespace, visit: Visit, at: At) -> None:
    priya, ayo = await signed_in(visit, us.priya), await a_phone(visit, us.ayo)
    await say(ayo, "passport", "not_started", "I need help with it")
    at(us.noon + timedelta(minutes=1))
    await write(priya, us.ayo, "passport", "applied", words="Sent today", **a_step("adviser", "Ring them"))
    expected = [
        {"status": "applied", "by": "Priya", "on": "2026-03-10", "words": "Sent today"},
        {"status": "not_started", "by": "", "on": "2026-03-10", "words": "I need help with it"},
    ]
    for paper in (await mine(ayo, "passport"), await theirs(priya, us.ayo, "passport")):
        assert paper["said"] == expected
        assert (paper["status"], paper["differs"], paper["standing"]) == ("applied", False, "going")
        assert (paper["next_who"], paper["next_what"], paper["next_by"]) == ("adviser", "Ring them", "2026-03-20")


async def test_a_step_that_is_theirs_and_then_done(us: SimpleNamespace, visit: Visit, at: At) -> None:
    priya, ayo = await signed_in(visit, us.priya), await a_phone(visit, us.ayo)
    await write(priya, us.ayo, "passport", "applied", **a_step())
    paper = await mine(ayo, "passport")
    assert (paper["standing"], paper["next_who"], paper["next_what"]) == ("your_turn", "young_person", "Sign the form")
    at(us.noon + timedelta(minutes=1))
    await say(ayo, "passport", "waiting")
    paper = await mine(ayo, "passport")
    assert (paper["standing"], paper["next_who"], paper["next_what"], paper["next_by"]) == ("late", None, "", None)


async def test_someone_else_has_a_name(us: SimpleNamespace, visit: Visit) -> None:
    priya, ayo = await signed_in(visit, us.priya), await a_phone(visit, us.ayo)
    step = a_step("someone_else", "Sign your photo", next_name="Mr Ahmed")
    assert (await write(priya, us.ayo, "photo_id", "applied", **step)).status_code == 204
    assert (await mine(ayo, "photo_id"))["next_name"] == "Mr Ahmed"


WRONG = [
    ("passport", {"next_who": "adviser"}, {"next_what", "next_by"}),
    ("passport", {"next_what": "Ring them"}, {"next_who", "next_by"}),
    ("passport", {"next_by": "2026-03-20"}, {"next_who", "next_what"}),
    ("passport", a_step("adviser", "  "), {"next_what"}),
    ("passport", a_step("someone_else"), {"next_name"}),
    ("passport", a_step("adviser", next_name="Mr Ahmed"), {"next_name"}),
    ("passport", a_step(by="2026-03-09"), {"next_by"}),
    ("passport", {"expires_on": "2027-01-01"}, {"expires_on"}),
    ("passport", {"status": "not_needed"}, {"words"}),
    ("passport", {"status": "not_needed", "words": "   "}, {"words"}),
]


@pytest.mark.parametrize(("kind", "changes", "fields"), WRONG)
async def test_half_a_step_is_refused(
    us: SimpleNamespace, visit: Visit, kind: str, changes: dict, fields: set[str]
) -> None:
    priya = await signed_in(visit, us.priya)
    answer = await priya.post(
        f"/api/papers/with/{us.ayo}/{kind}", json={"id": str(new_id()), "status": "applied", **changes}
    )
    assert answer.status_code == 400
    assert {one["field"] for one in answer.json()["faults"]} == fields
    assert await PaperEntry.count() == 0


async def test_today_and_not_needed_with_a_reason_are_taken(us: SimpleNamespace, visit: Visit) -> None:
    priya = await signed_in(visit, us.priya)
    assert (await write(priya, us.ayo, "passport", "applied", **a_step(by="2026-03-10"))).status_code == 204
    assert (await write(priya, us.ayo, "savings", "not_needed", words="There is none")).status_code == 204
    assert (await theirs(priya, us.ayo, "savings"))["standing"] == "not_needed"


async def test_staff_cannot_take_a_paper_away_that_its_owner_wants(us: SimpleNamespace, visit: Visit, at: At) -> None:
    priya, ayo = await signed_in(visit, us.priya), await a_phone(visit, us.ayo)
    await say(ayo, "passport", "not_started", "I want one")
    at(us.noon + timedelta(minutes=1))
    await write(priya, us.ayo, "passport", "not_needed", words="No trips")
    paper = await mine(ayo, "passport")
    assert (paper["standing"], paper["differs"]) == ("your_turn", True)


async def test_twice_is_once_and_other_words_under_one_id_are_refused(us: SimpleNamespace, visit: Visit) -> None:
    priya, ayo = await signed_in(visit, us.priya), await a_phone(visit, us.ayo)
    id = str(new_id())
    assert (await say(ayo, "passport", "lost", "On the bus", id=id)).status_code == 204
    assert (await say(ayo, "passport", "lost", "On the bus", id=id)).status_code == 204
    for kind, status, words in [
        ("photo_id", "lost", "On the bus"),
        ("passport", "waiting", "On the bus"),
        ("passport", "lost", ""),
    ]:
        assert (await say(ayo, kind, status, words, id=id)).status_code == 409
    # Nor can staff speak under an owner's id, or an owner under staff's.
    assert (await write(priya, us.ayo, "passport", "lost", words="On the bus", id=id)).status_code == 409
    theirs_id = str(new_id())
    assert (await write(priya, us.ayo, "passport", "applied", id=theirs_id)).status_code == 204
    assert (await write(priya, us.ayo, "passport", "applied", id=theirs_id)).status_code == 204
    assert (await write(priya, us.ayo, "passport", "applied", id=theirs_id, where="Home")).status_code == 409
    assert (await write(priya, us.bea, "passport", "applied", id=theirs_id)).status_code == 409
    assert (await say(ayo, "passport", "applied", id=theirs_id)).status_code == 409
    assert await PaperEntry.count() == 2
    assert [what for _, what in await ledger(us.ayo)][1:] == ["said_paper", "wrote_paper"]


async def test_unknown_papers_and_statuses_are_refused(us: SimpleNamespace, visit: Visit) -> None:
    ayo = await a_phone(visit, us.ayo)
    assert (await say(ayo, "library_card", "lost")).status_code in (400, 404)
    assert (await say(ayo, "passport", "stolen")).status_code == 400
    assert await PaperEntry.count() == 0
