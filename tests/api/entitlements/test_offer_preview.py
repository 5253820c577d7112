"""Before anything is published: made-up people by the draft, and counts of real ones that can be nobody (what is told of
a count: tests/unit/entitlements/test_disclosing)."""

from collections.abc import AsyncIterator
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from backend.entitlements.answers import written
from backend.entitlements.engine.reading import national
from backend.entitlements.queries import examples, preview
from backend.entitlements.queries.facts import known_at, sealed_answer
from backend.entitlements.tables import CouncilFact
from backend.shared import clock, db
from backend.shared.ids import new_id
from backend.shared.viewer import Viewer
from tests import cast
from tests.api.entitlements.offering import EDIT, NOW, a_line, done, editors, ledger, post, published
from tests.api.messaging.doing import phone

POOL = a_line(
    "swim_pass", title="Free swimming", one_line="Swim for nothing.", about="Go to any of our pools.", topic="health",
    who="You are 18 to 20.", rule="age from 18 to under 21", if_no="Ask your adviser.", steps=["Ask us."],
    given="responsible_council", icon="waves", amounts=[{"how": "exact", "pence": 5_000, "unit": "year"}],
)  # fmt: skip


@pytest.fixture
async def here(visit: Any, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[SimpleNamespace]:
    """Three editors, and counts as they are: what chance does to them has tests of its own."""
    monkeypatch.setattr(preview, "told", lambda count, coin: count)
    yield await editors(visit)
    clock.stand_still(None)


async def people(team: Any, number: int, born: date, name: str) -> list[Any]:
    return [await cast.a_young_person(f"{name}{n}", born, team=team) for n in range(number)]


async def look(who: Any) -> dict[str, Any]:
    answer = await who.get(f"{EDIT}/preview")
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def effect(found: dict[str, Any], right: str = "swim_pass") -> dict[str, Any]:
    """What this right's row says of gain, lose, more and less."""
    row = next(one for one in found["effects"] if one["right"] == right)
    return {name: row[name] for name in ("gain", "lose", "more", "less")}


async def test_who_would_gain_is_counted_before_it_is_published(here: SimpleNamespace) -> None:
    await people(here.team, 12, date(2007, 3, 1), "Young")
    await people(here.team, 3, date(2003, 3, 1), "Older")
    await done(here.ada, "lines", line=POOL)
    found = await look(here.abe)
    assert found["people"] == 15
    assert [one["right"] for one in found["effects"]] == ["swim_pass"]
    assert effect(found) == {"gain": 12, "lose": 0, "more": 0, "less": 0}


async def test_two_drafts_that_differ_by_one_person_say_the_same(
    here: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Marmalade alone was born on 2 March. By no pair of drafts does an editor learn whether she studies."""
    monkeypatch.undo()
    await people(here.team, 14, date(2007, 3, 1), "Young")
    await cast.a_young_person("Marmalade", date(2007, 3, 2), team=here.team)
    told = []
    for rule in ("born_on before 2007-03-02", "born_on before 2007-03-03", "studying is yes and born_on from 2007-03-02",
                 "age from 18 and within 1 days of birthday_18"):  # fmt: skip
        answer = await post(here.ada, "lines", line={**POOL, "rule": rule})
        if answer.is_success and not answer.json()["wrong"]:
            (row,) = (one for one in (await look(here.ada))["effects"] if one["right"] == "swim_pass")
            told.append((row["counted"], row["gain"]))
    assert told
    assert set(told) == {("no", None)}
    for rule in (
        "born_on before 2007-03-01",
        "born_on before 2007-06-01",
        "age from 19",
    ):  # quarters, 0, 15 and 15 people
        await done(here.ada, "lines", line={**POOL, "rule": rule})
        first, again = effect(await look(here.ada)), effect(await look(here.abe))
        assert first == again  # asking again tells nothing more
        assert {count for count in first.values() if count is not None} <= {10, 20, 30}


async def test_only_so_many_lines_are_counted_and_so_many_looks_a_day(
    here: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(preview, "MOST_LINES", 2)
    monkeypatch.setattr(preview, "IN_A_DAY", 2)
    await people(here.team, 3, date(2007, 3, 1), "Young")
    for number in range(3):
        await done(here.ada, "lines", line={**POOL, "right": f"swim_{number}"})
    assert [(one["counted"], one["gain"]) for one in (await look(here.ada))["effects"]] == [
        ("yes", 3),
        ("yes", 3),
        ("no", None),
    ]
    await look(here.ada)
    answer = await here.ada.get(f"{EDIT}/preview")
    assert (answer.status_code, answer.json()["type"]) == (429, "/problems/too-many")
    assert "second person" in answer.json()["detail"]
    await look(here.abe)
    looks = await db.fetch("SELECT actor, about FROM audit_row WHERE did = 'previewed_offer'")
    assert [row["actor"] for row in looks] == [here.ids["ada"], here.ids["ada"], here.ids["abe"]]
    assert not [row for row in looks if row["about"]]


async def test_losing_and_other_sums(here: SimpleNamespace) -> None:
    await people(here.team, 10, date(2007, 3, 1), "Young")  # 19
    await people(here.team, 11, date(2006, 3, 1), "Older")  # 20
    await published(here, POOL)
    await done(here.ada, "lines", line={**POOL, "rule": "age from 18 to under 20",
                                        "amounts": [{"how": "exact", "pence": 6_000, "unit": "year"}]})  # fmt: skip
    assert effect(await look(here.ada)) == {"gain": 0, "lose": 11, "more": 10, "less": 0}
    await done(here.ada, "lines", line={**POOL, "amounts": [{"how": "exact", "pence": 4_000, "unit": "year"}]})
    assert effect(await look(here.ada)) == {"gain": 0, "lose": 0, "more": 0, "less": 21}
    await done(here.ada, "take-out", right="swim_pass")
    assert effect(await look(here.ada)) == {"gain": 0, "lose": 21, "more": 0, "less": 0}


async def test_words_alone_move_nobody(here: SimpleNamespace) -> None:
    await people(here.team, 12, date(2007, 3, 1), "Young")
    await published(here, POOL)
    await done(here.ada, "lines", line={**POOL, "about": "Other words."})
    assert effect(await look(here.ada)) == {"gain": 0, "lose": 0, "more": 0, "less": 0}


async def test_without_a_draft_nothing_changes(here: SimpleNamespace) -> None:
    await people(here.team, 2, date(2007, 3, 1), "Young")
    found = await look(here.ada)
    assert (found["people"], found["effects"]) == (2, [])
    assert [one["moved"] for one in found["examples"] if one["moved"]] == []


async def test_what_somebody_said_for_their_own_eyes_is_in_no_sum(here: SimpleNamespace) -> None:
    """Twelve are parents and keep it to themselves: a draft for parents must not find out how many there are."""
    everybody = await people(here.team, 12, date(2007, 3, 1), "Young")
    for n, who in enumerate(everybody):
        owner = await phone(here.visit(), who)
        said = {"id": f"018f0000-0000-7000-8000-00000000{n:04x}", "fact": "has_children", "value": "yes"}
        assert (await owner.post("/api/rights/mine/statements", json=said)).status_code == 204
    await done(here.ada, "lines", line={**POOL, "rule": "has_children is yes"})
    hidden = effect(await look(here.ada))
    await done(here.ada, "lines", line={**POOL, "rule": "has_children is no"})
    assert effect(await look(here.ada)) == hidden  # "may" for everybody, whatever they said


@pytest.mark.parametrize("by", ["shown", "council"])
async def test_what_is_private_is_in_no_sum_whoever_knows_it(here: SimpleNamespace, by: str) -> None:
    """Shown to one's adviser is not shown to whoever edits the offer."""
    everybody = await people(here.team, 12, date(2007, 3, 1), "Young")
    for who in everybody:
        if by == "shown":
            said = {"id": str(new_id()), "fact": "has_children", "value": "yes", "shown": True}
            owner = await phone(here.visit(), who)
            assert (await owner.post("/api/rights/mine/statements", json=said)).status_code == 204
        else:
            id = new_id()
            words = written(national().facts["has_children"], "yes", None)
            await CouncilFact.insert(CouncilFact(id=id, young_person=who,
                known=sealed_answer(known_at(id), words), at=NOW, by=here.ids["ada"]))  # fmt: skip
    sums = []
    for rule in ("has_children is yes", "has_children is no"):
        await done(here.ada, "lines", line={**POOL, "rule": rule})
        sums.append(effect(await look(here.ada)))
    assert sums[0] == sums[1]


async def test_people_whose_life_here_is_over_do_not_count(here: SimpleNamespace) -> None:
    gone = await people(here.team, 2, date(2007, 3, 1), "Gone")
    await db.fetch("UPDATE young_person SET ended_at = $1 WHERE id = $2", NOW, gone[0])
    assert (await look(here.ada))["people"] == 1


async def test_nothing_but_the_look_is_written_and_nobody_is_named(here: SimpleNamespace) -> None:
    young = await people(here.team, 12, date(2007, 3, 1), "Marmalade")
    await done(here.ada, "lines", line=POOL)
    before = len(await ledger())
    text = (await here.ada.get(f"{EDIT}/preview")).text
    assert "Marmalade" not in text
    assert not [who for who in young if str(who) in text]
    assert (await ledger())[before:] == ["previewed_offer"]


async def test_time_is_bounded_and_the_share_is_told(here: SimpleNamespace, monkeypatch: Any) -> None:
    await people(here.team, 5, date(2007, 3, 1), "Young")
    await done(here.ada, "lines", line=POOL)
    monkeypatch.setattr(preview, "AT_ONCE", 2)
    assert (await look(here.ada))["people"] == 5
    monkeypatch.setattr(preview, "SECONDS", -1)
    assert (await look(here.ada))["people"] == 0


async def test_one_counts_at_a_time(here: SimpleNamespace) -> None:
    async with preview._one_at_a_time:
        answer = await here.ada.get(f"{EDIT}/preview")
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")


async def test_the_made_up_people_by_the_draft(here: SimpleNamespace) -> None:
    await done(here.ada, "lines", line=POOL)
    found = {one["id"]: one for one in (await look(here.ada))["examples"]}
    assert 6 <= len(found) <= 8
    assert all(one["words"] and len(one["rights"]) > 40 for one in found.values())
    swims = {
        id: next(right["standing"] for right in one["rights"] if right["id"] == "swim_pass")
        for id, one in found.items()
    }
    assert swims == {"ayo": "later", "bea": "can", "cal": "can", "dee": "can", "eli": "not_now", "fay": "not_now",
                     "gus": "not_now", "hal": "can"}  # fmt: skip
    await published(here)
    await done(here.ada, "lines", line={**POOL, "rule": "age from 18 to under 20"})
    moved = {one["id"]: one["moved"] for one in (await look(here.ada))["examples"] if one["moved"]}
    stands = {
        id: [(one["id"], one["before"]["standing"], one["after"]["standing"]) for one in them]
        for id, them in moved.items()
    }
    sooner = [("swim_pass", "can", "can")]  # still can, with another last day
    assert stands == {"bea": sooner, "cal": sooner, "hal": sooner, "dee": [("swim_pass", "can", "not_now")]}
    assert moved["bea"][0]["before"]["until_on"] > moved["bea"][0]["after"]["until_on"]


@pytest.mark.parametrize(
    "on", [date(2026, 11, 29), date(2028, 2, 29), date(2027, 3, 1), date(2026, 12, 31), date(2029, 1, 1)]
)
def test_the_made_up_people_are_as_old_as_they_say(on: date) -> None:
    from backend.entitlements.engine.facts import value_of
    from backend.shared.dates import age_on

    declared = national().facts
    for one in examples._people():
        known = examples.made_up(one, on)
        assert age_on(known.person["born_on"], on) == one["age"], one["id"]
        for fact, said in one["facts"].items():
            assert declared[fact].kind == "date" or value_of(declared[fact], str(said)) == said, (one["id"], fact)


async def test_the_clock_looks_and_not_the_editor(here: SimpleNamespace, monkeypatch: Any) -> None:
    """An editor sees no young person; only the clock's own right opens this, and it is a right of sums."""
    await people(here.team, 1, date(2007, 3, 1), "Young")
    await done(here.ada, "lines", line=POOL)
    asked: list[Viewer] = []
    real = preview.known

    async def known(viewer: Viewer, ids: list[Any]) -> Any:
        asked.append(viewer)
        return await real(viewer, ids)

    monkeypatch.setattr(preview, "known", known)
    await look(here.ada)
    assert {(one.kind, one.action, one.id) for one in asked} == {("clock", "rights.reckon", None)}
