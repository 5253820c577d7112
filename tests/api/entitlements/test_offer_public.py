"""The public pack: the same bytes for everybody, kept by caches, and small."""

import gzip
import json
from collections.abc import AsyncIterator
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from backend.entitlements.commands.offer_files import publish_file
from backend.entitlements.engine.reading import PACK
from backend.identity.cookies import SESSION
from backend.shared import clock, db
from backend.shared.viewer import Viewer
from tests import cast
from tests.api.entitlements.offering import NOW, a_line, editors, published, said_of
from tests.api.messaging.doing import phone, signed_in
from tests.api.plans.doing import statements

AT_MOST = 40 * 1024
SHIPPED = {file.stem: file.read_bytes() for file in sorted((PACK / "offers").glob("*.toml"))}


@pytest.fixture
async def here(visit: Any) -> AsyncIterator[SimpleNamespace]:
    yield await editors(visit)
    clock.stand_still(None)


async def whole(who: Any) -> tuple[dict[str, Any], list[bytes]]:
    """The list, and all words as they are fetched: 60 at a time."""
    marks = (await who.get("/api/offer")).json()
    ids = [line["id"] for line in marks["lines"]]
    parts = [await who.get(f"/api/offer/lines?ids={','.join(ids[n : n + 60])}") for n in range(0, len(ids), 60)]
    return marks, [part.content for part in parts]


async def test_signed_out_everything_is_there(here: SimpleNamespace) -> None:
    marks, parts = await whole(here.visit())
    assert (marks["council"], marks["version"], marks["published_on"]) == ("Tidewater Council", 0, None)
    rights = {one["id"]: one for part in parts for one in _rights(part)}
    assert {line["id"]: line["hash"] for line in marks["lines"]} == {id: one["hash"] for id, one in rights.items()}
    assert {one["offered"] for one in rights.values() if one["given"] != "country"} == {"not_said"}
    assert {one["offered"] for one in rights.values() if one["given"] == "country"} <= {"yes", "not_yet"}


def _rights(part: bytes) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(part)["rights"]
    return found


async def test_the_same_bytes_for_everybody(here: SimpleNamespace) -> None:
    ayo = await cast.a_young_person("Ayo", date(2008, 7, 14), team=here.team)
    priya = await cast.a_worker("Priya", "adviser", team=here.team)
    everybody = [
        here.visit(),
        here.ada,
        here.mina,
        await phone(here.visit(), ayo),
        await signed_in(here.visit(), priya),
    ]
    answers = [[await who.get(path) for who in everybody] for path in ("/api/offer", "/api/offer/lines?ids=uc,records")]
    for one in answers:
        assert {answer.status_code for answer in one} == {200}
        assert len({answer.content for answer in one}) == 1
        assert len({answer.headers["etag"] for answer in one}) == 1
        assert not [answer for answer in one if "set-cookie" in answer.headers]


async def test_it_is_cached_and_asked_again_by_its_tag(here: SimpleNamespace) -> None:
    who = here.visit()
    for path in ("/api/offer", "/api/offer/lines?ids=uc,records"):
        first = await who.get(path)
        assert first.headers["cache-control"] == "public, max-age=300"
        tag = first.headers["etag"]
        for known in (tag, f'"other", {tag}', tag.removeprefix("W/")):
            again = await who.get(path, headers={"if-none-match": known})
            assert (again.status_code, again.content) == (304, b"")
            assert (again.headers["etag"], again.headers["cache-control"]) == (tag, "public, max-age=300")
        assert (await who.get(path, headers={"if-none-match": '"other"'})).status_code == 200
    await published(here, a_line())
    assert (await who.get("/api/offer", headers={"if-none-match": tag})).status_code == 200


async def test_after_one_changed_amount_one_mark_differs(here: SimpleNamespace) -> None:
    await published(here, a_line(), a_line("records", amounts=None))
    before, _ = await whole(here.visit())
    await published(here, a_line(amounts=[{"how": "up_to", "pence": 350_001}]))
    after, _ = await whole(here.visit())
    old = {line["id"]: line["hash"] for line in before["lines"]}
    assert [line["id"] for line in after["lines"] if old[line["id"]] != line["hash"]] == ["setting_up_home"]
    assert before["hash"] != after["hash"]


async def test_marks_are_stable_from_day_to_day_and_change_when_it_is_stale(here: SimpleNamespace) -> None:
    await published(here, a_line(review_by="2026-12-31"))
    first, _ = await whole(here.visit())
    clock.stand_still(NOW + timedelta(days=1))
    assert (await whole(here.visit()))[0] == first
    clock.stand_still(NOW + timedelta(days=33))
    assert (await said_of(here.visit(), "setting_up_home"))["stale"] is True
    old = {line["id"]: line["hash"] for line in first["lines"]}
    changed = [line["id"] for line in (await whole(here.visit()))[0]["lines"] if old[line["id"]] != line["hash"]]
    assert changed == ["setting_up_home"]


@pytest.mark.parametrize("offer", ["", *SHIPPED])
async def test_the_whole_pack_is_small(here: SimpleNamespace, offer: str) -> None:
    """As a phone fetches it the first time, with the country's words alone and with each offer that ships."""
    if offer:
        ada, mina = (Viewer("admin", "offer.edit", NOW, here.ids[name]) for name in ("ada", "mina"))
        await publish_file(SHIPPED[offer], by=ada, second=mina, why="Ours.")
    _, parts = await whole(here.visit())
    size = sum(len(gzip.compress(part, 6)) for part in parts)
    print(f"the whole pack {offer}: {sum(map(len, parts)):,} bytes, {size:,} compressed")
    assert size <= AT_MOST


async def test_it_travels_compressed(here: SimpleNamespace) -> None:
    answer = await here.visit(**{"accept-encoding": "gzip"}).get("/api/offer/lines?ids=uc,records,uni_max_loan")
    assert answer.headers["content-encoding"] == "gzip"
    assert answer.headers["etag"].startswith('W/"')


@pytest.mark.parametrize(
    "ids",
    ["", ",", "uc,", "Uc", "uc%0a", "uc%00", "uc records", "../uc", "uc,records;drop", "é" * 5, ",".join(["uc"] * 61), "a" * 41,
     "1uc", "uc%27--", "%E2%80%AEuc", "uc" * 5000],
)  # fmt: skip
async def test_odd_ids_are_refused(here: SimpleNamespace, ids: str) -> None:
    answer = await here.visit().get(f"/api/offer/lines?ids={ids}")
    assert answer.status_code == 400, ids
    assert answer.json()["type"] == "/problems/not-valid"
    assert (await here.visit().get("/api/offer/lines")).status_code == 400


async def test_sixty_are_taken_twice_is_once_and_unknown_ones_are_left_out(here: SimpleNamespace) -> None:
    answer = await here.visit().get(f"/api/offer/lines?ids={','.join(['uc'] * 58 + ['records', 'not_there'])}")
    assert sorted(one["id"] for one in answer.json()["rights"]) == ["records", "uc"]
    assert (await here.visit().get("/api/offer/lines?ids=not_there")).json() == {"rights": []}


async def test_it_reads_no_session_but_the_door_s_own_and_prolongs_none(here: SimpleNamespace) -> None:
    await here.visit().get("/api/offer")  # what is made once is made
    with statements() as sent:
        await here.visit().get("/api/offer")
    assert len(sent) <= 1  # which version counts today; nobody is looked up
    before = await db.fetch("SELECT * FROM session ORDER BY id")
    clock.stand_still(NOW + timedelta(minutes=10))
    assert (await here.ada.get("/api/offer")).status_code == 200
    assert await db.fetch("SELECT * FROM session ORDER BY id") == before


async def test_a_dead_session_reads_it_like_everybody(here: SimpleNamespace) -> None:
    odd = here.visit()
    odd.cookies.set(SESSION, "no such session", domain="testserver.local", path="/")
    assert (await odd.get("/api/offer")).content == (await here.visit().get("/api/offer")).content


async def test_nothing_is_written_there(here: SimpleNamespace) -> None:
    for path in ("/api/offer", "/api/offer/lines?ids=uc"):
        for method in ("POST", "PUT", "PATCH", "DELETE"):
            assert (await here.visit().request(method, path, json={})).status_code == 405
