"""The draft of the offer: written line by line, by several people, and nobody writes over what they have not seen."""

import asyncio
from collections.abc import AsyncIterator
from types import SimpleNamespace
from typing import Any

import msgspec
import pytest

from backend.entitlements.engine.reading import national
from backend.shared import clock, db
from tests import cast
from tests.api.entitlements.offering import EDIT, a_line, done, editors, ledger, post, published, revision
from tests.api.messaging.doing import signed_in


@pytest.fixture
async def here(visit: Any) -> AsyncIterator[SimpleNamespace]:
    yield await editors(visit)
    clock.stand_still(None)


async def test_first_start_shows_the_country_alone(here: SimpleNamespace) -> None:
    page = (await here.ada.get(EDIT)).json()
    assert (page["version"], page["drafted"], page["history"], page["draft_revision"]) == (0, False, [], 0)
    assert len(page["lines"]) >= 40
    assert {(line["change"], line["local"]) for line in page["lines"]} == {("same", False)}
    assert [line["wrong"] for line in page["lines"] if line["wrong"]] == []


async def test_a_line_is_drafted_and_nothing_is_published_by_it(here: SimpleNamespace) -> None:
    before = (await here.visit().get("/api/offer")).json()
    page = await done(here.ada, "lines", line=a_line())
    assert page["line"]["amounts"][0]["pence"] == 350_000
    assert page["drafted"]["amounts"][0] == {**page["drafted"]["amounts"][0], "pence": 350_000, "how": "up_to"}
    assert page["published"] == {**page["national"], "hash": page["published"]["hash"]}
    assert page["national_rule"].startswith("category is one of relevant, former_relevant")
    assert page["revision"] == 1
    assert page["wrong"] == []
    offer = (await here.abe.get(EDIT)).json()
    changed = [line for line in offer["lines"] if line["change"] != "same"]
    assert [(line["right"], line["change"], line["local"]) for line in changed] == [("setting_up_home", "added", True)]
    assert (offer["drafted"], offer["draft_by"], offer["sent_by"], offer["may_publish"]) == (
        True,
        ["Ada Tester"],
        None,
        False,
    )
    assert (await here.visit().get("/api/offer")).json() == before


async def test_another_revision_is_refused_and_loses_nothing(here: SimpleNamespace) -> None:
    await done(here.ada, "lines", line=a_line())
    late = await here.abe.post(f"{EDIT}/lines", json={"revision": 0, "line": a_line(local="Abe's words")})
    assert late.status_code == 409
    assert (late.json()["type"], late.json()["revision"]) == ("/problems/draft-changed", 1)
    page = (await here.abe.get(f"{EDIT}/setting_up_home")).json()
    assert (page["line"]["local"], page["revision"]) == ("We give it in shops and as money.", 1)
    kept = await here.abe.post(f"{EDIT}/lines", json={"revision": 1, "line": a_line("records", amounts=None)})
    assert kept.status_code == 200
    assert kept.json()["revision"] == 2


async def test_eight_at_once_on_one_revision_one_is_first(here: SimpleNamespace) -> None:
    """The first draft ever, and one that stands already: that row is held while it is changed."""
    for now in range(4):
        answers = await asyncio.gather(
            *(
                here.ada.post(f"{EDIT}/lines", json={"revision": now, "line": a_line(local=f"Words {n}")})
                for n in range(8)
            )
        )
        assert sorted(one.status_code for one in answers) == [200] + [409] * 7
        assert await revision(here.ada) == now + 1
    assert len(await db.fetch("SELECT id FROM offer_write")) == 4


async def test_every_word_that_was_typed_is_kept_with_its_writer(here: SimpleNamespace) -> None:
    await done(here.ada, "lines", line=a_line(local="First words"))
    await done(here.abe, "lines", line=a_line(local="Other words"))
    await done(here.ada, "take-out", right="setting_up_home")
    rows = await db.fetch("SELECT what, right_id, words, by, revision FROM offer_write ORDER BY id")
    assert [(row["what"], row["revision"]) for row in rows] == [("wrote", 1), ("wrote", 2), ("took_out", 3)]
    assert [row["by"] for row in rows] == [here.ids["ada"], here.ids["abe"], here.ids["ada"]]
    assert msgspec.json.decode(rows[0]["words"])["local"] == "First words"
    assert await ledger() == ["offer_wrote", "offer_wrote", "offer_took_out"]


async def test_taking_out_what_is_not_there_is_not_found(here: SimpleNamespace) -> None:
    assert (await post(here.ada, "take-out", right="setting_up_home")).status_code == 404
    assert await revision(here.ada) == 0
    assert await ledger() == []


async def test_a_published_line_taken_out_shows_as_taken_out(here: SimpleNamespace) -> None:
    await published(here, a_line())
    page = await done(here.ada, "take-out", right="setting_up_home")
    assert page["line"] is None
    assert page["drafted"]["local"] == ""
    assert page["published"]["local"] == "We give it in shops and as money."
    offer = (await here.ada.get(EDIT)).json()
    assert [(one["right"], one["change"]) for one in offer["lines"] if one["change"] != "same"] == [
        ("setting_up_home", "taken_out")
    ]


async def test_a_right_of_its_own(here: SimpleNamespace) -> None:
    own = a_line(
        "swim_pass", title="Free swimming", one_line="Swim for nothing.", about="Go to any of our pools.", topic="health",
        who="You left care and are under 25.", rule="age from 16 to under 25", if_no="Ask your adviser.", steps=["Ask us."],
        given="responsible_council", icon="waves", amounts=None,
    )  # fmt: skip
    page = await done(here.ada, "lines", line=own)
    assert (page["national"], page["published"], page["national_rule"]) == (None, None, "")
    assert page["wrong"] == []
    assert page["drafted"]["title"] == "Free swimming"
    await published(here)
    listed = (await here.visit().get("/api/offer")).json()["lines"]
    assert "swim_pass" in [line["id"] for line in listed]


async def test_a_new_name_is_an_empty_page_and_no_name_is_not_found(here: SimpleNamespace) -> None:
    page = (await here.ada.get(f"{EDIT}/bus_pass_for_all")).json()
    assert (page["national"], page["line"], page["wrong"]) == (None, None, [])
    for name in ("Bus", "1", "018f0000-0000-7000-8000-00000000dead", "a" * 41, "%00", "..%2f..", "a%0a"):
        assert (await here.ada.get(f"{EDIT}/{name}")).status_code == 404, name


async def test_a_faulty_line_is_kept_and_its_place_is_named(here: SimpleNamespace) -> None:
    page = await done(here.ada, "lines", line=a_line(rule="age from 16\nand livng is own_place"))
    wrong = page["wrong"]
    assert [(one["where"], one["line"], one["column"]) for one in wrong] == [("setting_up_home: rule", 2, 5)]
    assert "living" in wrong[0]["cure"]
    assert page["drafted"]["amounts"] == page["national"]["amounts"]  # what cannot be read says nothing
    line = next(one for one in (await here.ada.get(EDIT)).json()["lines"] if one["right"] == "setting_up_home")
    assert line["wrong"] == wrong


async def test_pots_and_laws_are_drafted_whole(here: SimpleNamespace) -> None:
    pots = [{"id": "start", "title": "Starting out", "pence": 200_000}]
    await done(here.ada, "pots", pots=pots)
    law = (await here.ada.get(EDIT)).json()["laws"][0]
    await done(here.ada, "laws", laws=[{"law": law["law"], "in_force": "2027-01-01"}])
    offer = (await here.ada.get(EDIT)).json()
    assert offer["pots"] == pots
    assert offer["laws"][0] == {**law, "ours": True, "in_force": "2027-01-01"}
    assert [one["where"] for one in offer["wrong"]] == ["pots: start"]  # no line takes from it
    await done(here.ada, "laws", laws=[{"law": "made_up"}, {"law": law["law"]}, {"law": law["law"]}])
    offer = (await here.ada.get(EDIT)).json()
    assert [one["where"] for one in offer["wrong"]] == ["laws: made_up", f"laws: {law['law']}", "pots: start"]


async def test_the_facts_for_rules(here: SimpleNamespace) -> None:
    facts = {one["fact"]: one for one in (await here.ada.get(f"{EDIT}/facts")).json()["facts"]}
    assert facts["living"]["type"] == "choice"
    assert "own_place" in [one["value"] for one in facts["living"]["options"]]
    assert facts["pregnant"]["private"] is True
    assert {one["value"] for one in facts.values()} == {""}


@pytest.mark.parametrize("role", ["adviser", "nurse", "auditor", "overseer"])
async def test_nobody_else_opens_the_editor(here: SimpleNamespace, role: str) -> None:
    other = await signed_in(here.visit(), await cast.a_worker("Other", role))
    for path in ("", "/facts", "/preview", "/setting_up_home"):
        assert (await other.get(EDIT + path)).status_code == 403
    assert (await other.post(f"{EDIT}/lines", json={"revision": 0, "line": a_line()})).status_code == 403
    assert (await here.visit().get(EDIT)).status_code == 401
    assert await ledger() == []


async def test_an_own_table_starts_from_the_countrys(here: SimpleNamespace) -> None:
    """Every national table, drafted as it is handed out, reads without a fault and is the country's own."""
    for right in national().rights:
        page = (await here.ada.get(f"{EDIT}/{right.id}")).json()
        if not page["national_amounts"]:
            continue
        drafted = await done(here.ada, "lines", line=a_line(right.id, amounts=page["national_amounts"]))
        assert [one for one in drafted["wrong"] if "amounts" in one["where"]] == [], right.id
        shown = [(one["how"], one["pence"], one["for_whom"]) for one in drafted["drafted"]["amounts"]]
        assert shown == [(one["how"], one["pence"], one["for_whom"]) for one in page["national"]["amounts"]], right.id


async def test_a_law_is_called_by_its_words(here: SimpleNamespace) -> None:
    laws = {one["law"]: one["words"] for one in (await here.ada.get(EDIT)).json()["laws"]}
    assert laws == {law: national().law_words[law] for law in national().laws}
    assert "_" not in "".join(laws.values())


@pytest.mark.parametrize(
    ("line", "where"),
    [
        ({"amounts": [{"how": "exact", "pence": 0, "unit": "once"}]}, "setting_up_home: amounts[0]"),
        ({"amounts": [{"how": "percent", "percent": 0}]}, "setting_up_home: amounts[0]"),
        ({"amounts": [{"how": "exact", "unit": "parts", "parts": [{"pence": 100, "when": "now"}, {"pence": 0, "when": "later"}]}]},
         "setting_up_home: amounts[0].parts[1]"),
        ({"pot": "start", "cap": 0}, "setting_up_home: cap"),
        ({"pot": "start"}, "pots: start"),
    ],
)  # fmt: skip
async def test_nothing_is_no_amount(here: SimpleNamespace, line: dict[str, Any], where: str) -> None:
    pence = 0 if where == "pots: start" else 100_000
    if "pot" in line:
        await done(here.ada, "pots", pots=[{"id": "start", "title": "Starting out", "pence": pence}])
    await done(here.ada, "lines", line=a_line(**line))
    answer = await post(here.ada, "send", why="x")
    assert (answer.status_code, answer.json()["type"]) == (409, "/problems/faulty-lines")
    found = {one["where"]: one["what"] for one in answer.json()["wrong"]}
    assert found.get(where, "").startswith("£0 is no"), found
