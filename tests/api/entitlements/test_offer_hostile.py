"""What is sent to the editor's doors by whoever means no good, or whose program is broken: never a crash, never kept."""

import json
from collections.abc import AsyncIterator
from types import SimpleNamespace
from typing import Any

import pytest

from backend.shared import clock, db
from tests.api.entitlements.offering import EDIT, a_line, done, editors, post

JSON = {"content-type": "application/json"}


@pytest.fixture
async def here(visit: Any) -> AsyncIterator[SimpleNamespace]:
    yield await editors(visit)
    clock.stand_still(None)


async def kept() -> list[Any]:
    return await db.fetch("SELECT id FROM offer_write")


WRONG: dict[str, dict[str, Any]] = {
    "an unknown field": {"published_by": "me"},
    "a right with a line end": {"right": "uc\n"},
    "a right in capitals": {"right": "UC"},
    "a right too long": {"right": "u" * 41},
    "a path": {"right": "../uc"},
    "a number for words": {"local": 3},
    "words too long": {"local": "x" * 2001},
    "a rule too long": {"rule": "x" * 2001},
    "a sum too big": {"amounts": [{"how": "exact", "pence": 10**12}]},
    "a sum below nothing": {"amounts": [{"how": "exact", "pence": -1}]},
    "half a penny": {"amounts": [{"how": "exact", "pence": 1.5}]},
    "a hundred rows": {"amounts": [{"how": "help"}] * 100},
    "a part too many": {"amounts": [{"how": "exact", "parts": [{"pence": 1, "when": "soon"}] * 13}]},
    "a row slipped in": {"amounts": [{"how": "help", "right": "uc"}]},
    "no way of how much": {"amounts": [{"how": "gratis"}]},
    "a day that is none": {"review_by": "2027-02-30"},
    "a day of no calendar": {"review_by": "0000-00-00"},
    "no offered": {"offered": None},
    "NUL": {"local": "a\x00b"},
    "a bell": {"title": "a\x07b"},
    "letters turned round": {"about": "\u202eabc"},
    "letters turned round inside": {"amounts": [{"how": "help", "words": "\u2066abc"}]},
    "a letter that is none": {"local": "\ufffe"},
    "a mark of order": {"local": "\ufeffabc"},
    "a private letter": {"who": "\ue000"},
}


@pytest.mark.parametrize("name", WRONG)
async def test_a_wrong_line_is_refused_whole(here: SimpleNamespace, name: str) -> None:
    answer = await post(here.ada, "lines", line=a_line(**WRONG[name]))
    assert answer.status_code == 400, answer.text
    assert answer.json()["type"] == "/problems/not-valid"
    assert await kept() == []


@pytest.mark.parametrize(
    "words",
    ["<script>alert(1)</script>", "'; DROP TABLE offer_version; --", "{{7*7}} {} %s $1", "ñ ş ع 中 🏠 👩🏽‍🦽", "a\u0301" * 100,
     "\u00a0\u2003", "İI ıi ẞß", "line\none\ttab", "\\u0000 as text", "\U0001f600" * 500],
)  # fmt: skip
async def test_odd_but_honest_words_come_back_as_they_were(here: SimpleNamespace, words: str) -> None:
    page = await done(here.ada, "lines", line=a_line(local=words))
    assert page["line"]["local"] == words
    again = (await here.ada.get(f"{EDIT}/setting_up_home")).json()
    assert again["line"]["local"] == words


RULES = [
    "(" * 1000, ")" * 1000, "not " * 450 + "always", "(" * 900 + "always" + ")" * 900, "age from 18 and " * 100 + "always",
    " or ".join(["living is own_place"] * 80), "age from 99999999999999999999", "age from -1", "within 999999 years of born_on",
    "within 0 days of born_on", "born_on before 0001-01-01", "born_on from 9999-12-31 to before 9999-12-31", "#" * 2000,
    "\u0430ge from 18", "age from ١٨", "always; drop table", "law x in force", "category is nobody", "living is", "and", "or or",
    "after 999999 months of moved_into_own_place_on", "today before 9999-12-31", "before 999999 weeks from birthday 150",
]  # fmt: skip


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule[:30])
async def test_a_hostile_rule_is_a_fault_or_an_answer_and_every_page_still_stands(
    here: SimpleNamespace, rule: str
) -> None:
    page = await done(here.ada, "lines", line=a_line(rule=rule))
    for one in page["wrong"]:
        assert one["what"], one
    for path in ("", "/setting_up_home", "/preview"):
        answer = await here.ada.get(EDIT + path)
        assert answer.status_code == 200, (path, answer.text[:200])
    if page["wrong"]:
        assert (await post(here.ada, "send", why="Hostile.")).status_code == 409
    else:
        await done(here.ada, "send", why="Odd.")
        await done(here.mina, "publish")
        assert (await here.visit().get("/api/offer")).status_code == 200


LINKS = ["javascript:alert(1)", "JavaScript:alert(1)", "data:text/html,x", "http://tidewater.gov.uk", "//evil.example", "/staff", "https://a b",
         "ftp://tidewater.gov.uk", "https:tidewater", "https://tidewater.gov.uk@evil.example/", "https://tidewater", "https://tidewater.gov.uk\nx"]  # fmt: skip


@pytest.mark.parametrize("link", LINKS)
async def test_a_link_that_leads_astray_is_never_published(here: SimpleNamespace, link: str) -> None:
    page = await done(here.ada, "lines", line=a_line(link=link))
    assert [one["where"] for one in page["wrong"]] == ["setting_up_home: link"], link
    assert (await post(here.ada, "send", why="A link.")).status_code == 409


async def test_rules_in_rows_and_days_at_the_ends_of_time(here: SimpleNamespace) -> None:
    rows = [
        {"how": "exact", "pence": 1, "rule": "(" * 900},
        {"how": "exact", "pence": 2, "valid_from": "0001-01-01", "valid_to": "9999-12-31"},
    ]
    line = a_line(
        amounts=rows, valid_from="0001-01-01", valid_to="9999-12-31", review_by="9999-12-31", last_checked="0001-01-01"
    )
    page = await done(here.ada, "lines", line=line)
    assert [one for one in page["wrong"] if "amount" in one["where"]]
    late = await done(here.ada, "lines", line=a_line(last_checked="9999-12-31", valid_from="9999-12-31"))
    assert [one["where"] for one in late["wrong"] if "last_checked" in one["where"]]
    for path in ("", "/setting_up_home", "/preview"):
        assert (await here.ada.get(EDIT + path)).status_code == 200, path


@pytest.mark.parametrize("revision", [-1, 10**7, 10**30, 1.5, "x", True, None, [1]])
async def test_a_revision_that_is_none(here: SimpleNamespace, revision: Any) -> None:
    for what, said in (("lines", {"line": a_line()}), ("take-out", {"right": "uc"}), ("pots", {"pots": []}), ("laws", {"laws": []}),
                       ("send", {"why": "Why."}), ("back", {}), ("publish", {})):  # fmt: skip
        answer = await here.ada.post(f"{EDIT}/{what}", json={"revision": revision, **said})
        assert answer.status_code == 400, what
    if revision is not None:
        assert (await here.ada.post(f"{EDIT}/undo", json={"number": 0, "revision": revision})).status_code == 400
    assert (await here.ada.post(f"{EDIT}/undo", json={"number": revision})).status_code == 400


@pytest.mark.parametrize("why", ["", "x" * 401, "a\x00b", None, 3, "\u202eabc"])
async def test_a_reason_that_is_none(here: SimpleNamespace, why: Any) -> None:
    await done(here.ada, "lines", line=a_line())
    assert (await post(here.ada, "send", why=why)).status_code == 400
    assert (await here.ada.get(EDIT)).json()["sent_by"] is None


async def test_deep_and_huge_bodies(here: SimpleNamespace) -> None:
    bodies = [
        b'{"revision": 0, "line": ' + b"[" * 20_000, b'{"revision": 0, "line": ' + b'{"a":' * 9_000 + b"1" + b"}" * 9_000 + b"}",
        json.dumps({"revision": 0, "line": a_line(steps=["x" * 400] * 400)}).encode(), b'{"revision": 0, "line": {"right": "\\ud800"}}',
        b"\xff" * 100, b"null", b"[]", b'"x"', b"",
    ]  # fmt: skip
    for body in bodies:
        answer = await here.ada.post(f"{EDIT}/lines", content=body, headers=JSON)
        assert answer.status_code in (400, 413), (body[:40], answer.status_code)
    assert await kept() == []


async def test_an_offer_has_an_end(here: SimpleNamespace) -> None:
    """A program that writes line after line is stopped before the page is too heavy for everybody."""
    await done(here.ada, "lines", line=a_line())
    lines = json.dumps([a_line(f"own_{n}") for n in range(199)])
    await db.fetch("UPDATE offer_draft SET lines = $1", lines)
    await done(here.ada, "lines", line=a_line("own_last"))
    full = await post(here.ada, "lines", line=a_line("one_more"))
    assert (full.status_code, full.json()["type"]) == (409, "/problems/conflict")
    await done(here.ada, "lines", line=a_line("own_last", local="A line that is there is still written."))
    long = json.dumps([a_line(f"own_{n}", about="x" * 2000, if_no="y" * 2000, local="z" * 2000) for n in range(85)])
    await db.fetch("UPDATE offer_draft SET lines = $1", long)
    too_long = await post(here.ada, "lines", line=a_line("one_more", about="x" * 2000))
    assert too_long.status_code == 409, len(long)


@pytest.mark.parametrize(
    "name", sorted({"facts", "lines", "pots", "laws", "preview", "send", "back", "publish", "undo"})
)
async def test_a_right_is_not_named_like_a_page(here: SimpleNamespace, name: str) -> None:
    answer = await post(here.ada, "lines", line=a_line(name))
    assert f"{name}: right" in [one["where"] for one in answer.json()["wrong"]]


@pytest.mark.parametrize("number", [0, 21])
async def test_pots_and_laws_are_bounded(here: SimpleNamespace, number: int) -> None:
    pots = [{"id": f"pot_{n}", "title": "Pot", "pence": 1} for n in range(number)]
    laws = [{"law": f"law_{n}"} for n in range(number)]
    for what, said in (("pots", {"pots": pots}), ("laws", {"laws": laws})):
        assert (await post(here.ada, what, **said)).status_code == (400 if number else 204)
    for odd in ({"id": "p", "title": "", "pence": 1}, {"id": "P", "title": "x", "pence": 1}, {"id": "pot", "title": "\u202ex", "pence": 1},
                {"id": "pot", "title": "x", "pence": -1}, {"id": "pot", "title": "x"}):  # fmt: skip
        assert (await post(here.ada, "pots", pots=[odd])).status_code == 400, odd


@pytest.mark.parametrize("field", ["last_checked", "review_by", "valid_from", "valid_to"])
@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
async def test_a_day_at_the_end_of_the_calendar_is_a_fault_and_shuts_no_page(
    here: SimpleNamespace, field: str, day: str
) -> None:
    """Months cannot be counted from it: the page to mend it on must still open."""
    await done(here.ada, "lines", line=a_line("swim_pass", **{field: day}))
    for page in ("", "/swim_pass", "/preview"):
        assert (await here.ada.get(f"{EDIT}{page}")).status_code == 200, page
    wrong = (await here.ada.get(f"{EDIT}/swim_pass")).json()["wrong"]
    assert any(one["where"] == f"swim_pass: {field}" and "too far away" in one["what"] for one in wrong), wrong
