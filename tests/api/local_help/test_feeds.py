"""A feed on a real HTTP server: paged, validated, kept whole or not at all; and never one that leads inside."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import UUID

import httpx
import pytest

from backend.local_help import feeds, queries
from backend.local_help.commands import fetching, keeping
from backend.local_help.schemas import Feed, FeedIn, OwnServiceIn
from backend.shared import clock
from backend.shared.db import fetch
from backend.shared.ids import new_id
from backend.shared.outside import PublicTransport
from backend.shared.problems import Conflict, NotFound, NotValid
from backend.shared.viewer import Viewer
from tests import cast
from tests.unit.local_help.test_rules import a_record

NOON = datetime(2026, 3, 10, 12, tzinfo=UTC)


class Directory:
    """A directory of services that answers as told."""

    def __init__(self) -> None:
        self.records: list[Any] = []
        self.wrong: dict[str, tuple[int, bytes, dict[str, str]]] = {}
        self.asked: list[str] = []
        self.origin = ""
        self.a_page = feeds.A_PAGE

    def answer(self, target: str) -> tuple[int, bytes, dict[str, str]]:
        parts = urlsplit(target)
        self.asked.append(target)
        if found := self.wrong.get(target) or self.wrong.get(parts.path):
            return found
        if parts.path == "/o/v3/services":
            number = int(parse_qs(parts.query)["page"][0])
            pages = max(1, -(-len(self.records) // self.a_page))
            some = self.records[(number - 1) * self.a_page : number * self.a_page]
            basic = [{k: v for k, v in one.items() if k not in ("phones", "service_at_locations", "schedules")} if isinstance(one, dict) else one for one in some]  # fmt: skip
            return self.json({"contents": basic, "page_number": number, "total_pages": pages, "last_page": number == pages})  # fmt: skip
        id = parts.path.rpartition("/")[2]
        found_one = next((one for one in self.records if isinstance(one, dict) and one.get("id") == id), None)
        return self.json(found_one) if found_one else (404, b"{}", {})

    @staticmethod
    def json(said: Any) -> tuple[int, bytes, dict[str, str]]:
        return 200, json.dumps(said).encode(), {"content-type": "application/json"}

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                status, body, headers = self.answer(head.split(b" ")[1].decode())
                lines = "".join(f"{key}: {value}\r\n" for key, value in headers.items())
                writer.write(f"HTTP/1.1 {status} X\r\n{lines}content-length: {len(body)}\r\n\r\n".encode() + body)
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()


@pytest.fixture
async def directory(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Directory]:
    """The directory, and a client that may reach this one address inside."""
    one = Directory()
    server = await asyncio.start_server(one.serve, "127.0.0.1", 0)
    one.origin = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    monkeypatch.setattr(
        feeds, "client", lambda: httpx.AsyncClient(transport=PublicTransport(local=one.origin), trust_env=False)
    )
    yield one
    server.close()


def the_clock() -> Viewer:
    return Viewer.clock("local_help.fetch", clock.now())


async def an_admin() -> Viewer:
    ada = await cast.a_worker("Ada", "admin")
    return Viewer(kind="admin", action="local_help.keep", now=clock.now(), id=ada)


async def a_feed(viewer: Viewer, directory: Directory, monkeypatch: pytest.MonkeyPatch) -> UUID:
    monkeypatch.setattr(
        keeping.rules, "feed_fault", lambda address: None
    )  # its own tests: this one is http, on a number
    id = await keeping.add_feed(viewer, FeedIn(name="Tidewater directory", address=f"{directory.origin}/o/v3/"))
    monkeypatch.undo()
    monkeypatch.setattr(
        feeds, "client", lambda: httpx.AsyncClient(transport=PublicTransport(local=directory.origin), trust_env=False)
    )
    return id


async def kept(viewer: Viewer) -> Feed:
    return (await queries.keeping(viewer)).feeds[0]


def many(count: int) -> list[dict[str, Any]]:
    return [a_record(id=f"s{n}", name=f"Housing help {n:03}") for n in range(count)]


def a_place(number: int) -> list[dict[str, Any]]:
    return [{"location": {"addresses": [{"address_1": f"{number} Quay Street", "city": "Tidewater"}]}}]


@pytest.fixture
async def reading(database: None, noon: datetime, directory: Directory, monkeypatch: pytest.MonkeyPatch) -> Viewer:
    """An admin who added the feed."""
    ada = await an_admin()
    await a_feed(ada, directory, monkeypatch)
    return ada


async def test_pages_are_read_to_the_end_and_each_record_whole(reading: Viewer, directory: Directory) -> None:
    directory.records = many(120)
    await fetching.fetch_due(the_clock())
    found = (await queries.services(reading)).services
    assert len(found) == 120
    assert found[0].name == "Housing help 000"
    assert (found[0].phone, found[0].address, found[0].about) == ("+44 1632 960111", "1 Quay Street, Tidewater, TD1 1AA", "housing")  # fmt: skip
    assert [one for one in directory.asked if "page=" in one] == [f"/o/v3/services?page={n}&per_page=50" for n in (1, 2, 3)]  # fmt: skip
    (run,) = (await kept(reading)).runs
    assert (run.pages, run.taken, run.passed_by, run.faulty, run.gone, run.outcome, run.why) == (3, 120, 0, 0, 0, "done", "")  # fmt: skip


async def test_each_bad_record_is_listed_with_its_reason_and_stops_nobody(
    reading: Viewer, directory: Directory
) -> None:
    directory.records = [*many(3), a_record(id="bad", name="No date", assured_date=None, last_modified=None), "what", a_record(id="s1"), a_record(id="old", maximum_age=10)]  # fmt: skip
    await fetching.fetch_due(the_clock())
    feed = await kept(reading)
    assert {(one.record, one.why.partition(":")[0]) for one in feed.faults} == {
        ("bad", "It does not say when it was last checked"), ("record 5", "It is not a record."),
        ("s1", "Its id is there twice. The first was taken."),
    }  # fmt: skip
    assert (feed.runs[0].taken, feed.runs[0].faulty, feed.runs[0].passed_by) == (3, 3, 1)


async def test_a_record_that_is_listed_and_not_there_stops_no_other(reading: Viewer, directory: Directory) -> None:
    directory.records = many(3)
    directory.wrong = {"/o/v3/services/s1": (404, b"{}", {})}
    await fetching.fetch_due(the_clock())
    feed = await kept(reading)
    assert [(one.record, one.why) for one in feed.faults] == [
        ("s1", "It is in the list, but its own page is not there.")
    ]
    assert (feed.runs[0].taken, feed.runs[0].faulty, feed.runs[0].outcome) == (2, 1, "done")


async def test_letters_that_no_database_keeps_stop_no_other_record(reading: Viewer, directory: Directory) -> None:
    directory.records = [*many(3), a_record(id="\x00bad\ud800"), a_record(id="closed", status="\x00shut\ud83d")]
    await fetching.fetch_due(the_clock())
    feed = await kept(reading)
    assert (feed.runs[0].taken, feed.runs[0].faulty, feed.runs[0].outcome) == (3, 2, "done")
    assert {one.record for one in feed.faults} == {"bad", "closed"}


async def test_a_reading_that_was_cut_off_does_not_run_for_ever(reading: Viewer, directory: Directory) -> None:
    (claimed,) = await fetch(fetching._CLAIM, clock.now(), 900)
    await fetching.HelpRun.insert(fetching.HelpRun(feed=claimed["id"], at=clock.now()))  # and the worker was killed
    await fetch("UPDATE help_feed SET lease_until = now() - interval '1 second'")
    await fetching.fetch_due(the_clock())
    assert sorted(run.outcome for run in (await kept(reading)).runs) == ["done", "stopped"]


async def test_mended_records_leave_the_list_of_faults(
    reading: Viewer, directory: Directory, at: Callable[[datetime], None]
) -> None:
    directory.records = [*many(3), a_record(id="bad", assured_date="soon")]
    await fetching.fetch_due(the_clock())
    assert [one.first_seen_on for one in (await kept(reading)).faults] == [date(2026, 3, 10)]
    at(NOON + timedelta(days=1))
    await fetching.fetch_due(the_clock())
    assert [one.first_seen_on for one in (await kept(reading)).faults] == [date(2026, 3, 10)]
    directory.records[3] = a_record(id="bad")
    at(NOON + timedelta(days=2))
    await fetching.fetch_due(the_clock())
    assert (await kept(reading)).faults == []


async def test_what_the_feed_no_longer_has_is_gone_shown_so_and_then_not_at_all(
    reading: Viewer, directory: Directory, at: Callable[[datetime], None]
) -> None:
    directory.records = many(5)
    await fetching.fetch_due(the_clock())
    taken_out = directory.records.pop(2)
    at(NOON + timedelta(days=1))
    await fetching.fetch_due(the_clock())
    found = (await queries.services(the_clock())).services
    assert [one.name for one in found if one.gone] == ["Housing help 002"]
    assert found[-1].gone
    assert (await kept(reading)).runs[0].gone == 1
    directory.records.append(taken_out)
    at(NOON + timedelta(days=2))
    await fetching.fetch_due(the_clock())
    assert not any(one.gone for one in (await queries.services(the_clock())).services)
    directory.records.pop()
    for day in (3, 35):
        at(NOON + timedelta(days=day))
        await fetching.fetch_due(the_clock())
    assert len((await queries.services(the_clock())).services) == 4


async def test_a_feed_that_changes_all_its_ids_shows_each_service_once(
    reading: Viewer, directory: Directory, at: Callable[[datetime], None]
) -> None:
    directory.records = many(12)
    await fetching.fetch_due(the_clock())
    before = {one.name: one.id for one in (await queries.services(the_clock())).services}
    directory.records = [{**one, "id": f"new-{one['id']}"} for one in many(12)]
    at(NOON + timedelta(days=1))
    await fetching.fetch_due(the_clock())
    found = (await queries.services(the_clock())).services
    assert {one.name: one.id for one in found} == before  # a phone that kept one still finds it
    assert not any(one.gone for one in found)
    feed = await kept(reading)
    assert (feed.runs[0].taken, feed.runs[0].gone, feed.faults) == (12, 0, [])


async def test_what_stood_twice_before_stands_once_and_what_is_doubtful_is_listed(
    reading: Viewer, directory: Directory, at: Callable[[datetime], None]
) -> None:
    directory.records = many(3)
    await fetching.fetch_due(the_clock())
    directory.records = [{**one, "id": f"new-{one['id']}"} for one in many(3)]
    directory.records[2]["service_at_locations"] = []  # no place and no phone: only the name is the same
    directory.records[2]["phones"] = []
    row = "INSERT INTO local_service (id, feed, record, about, name, what, checked_on) SELECT $1, feed, 'new-s0', about, name, what, checked_on FROM local_service WHERE record = 's0'"
    await fetch(row, new_id())  # as it was shown before services were known again
    at(NOON + timedelta(days=1))
    await fetching.fetch_due(the_clock())
    found = [(one.name, one.gone) for one in (await queries.services(the_clock())).services]
    assert found == [(f"Housing help 00{n}", False) for n in range(3)] + [("Housing help 002", True)]
    ((fault,), run) = (await kept(reading)).faults, (await kept(reading)).runs[0]
    assert (fault.record, fault.name, run.taken, run.faulty, run.gone) == ("new-s2", "Housing help 002", 3, 0, 1)
    assert fault.why == "It was taken. One of that name, s2, is no longer there: look whether they are the same."
    at(NOON + timedelta(days=33))
    await fetching.fetch_due(the_clock())
    at(NOON + timedelta(days=34))
    await fetching.fetch_due(the_clock())
    assert (await kept(reading)).faults == []


async def test_a_branch_that_closes_makes_no_question_of_the_others(
    reading: Viewer, directory: Directory, at: Callable[[datetime], None]
) -> None:
    directory.records = [
        a_record(id=f"r{n}", name="Citizens Advice", service_at_locations=a_place(n)) for n in range(5)
    ]
    await fetching.fetch_due(the_clock())
    directory.records.pop()
    at(NOON + timedelta(days=1))
    await fetching.fetch_due(the_clock())
    assert ((await kept(reading)).runs[0].gone, (await kept(reading)).faults) == (1, [])


STOPS = [
    ({"/o/v3/services?page=2&per_page=50": (500, b"{}", {})}, "answered 500"),
    ({"/o/v3/services?page=2&per_page=50": (302, b"", {"location": "http://127.0.0.1:1/"})}, "another address"),
    ({"/o/v3/services?page=2&per_page=50": (200, b"<html>", {})}, "not JSON"),
    ({"/o/v3/services?page=2&per_page=50": (200, b"[" * 200_000, {})}, "not JSON"),
    ({"/o/v3/services?page=2&per_page=50": (200, b'{"contents": [], "page_number": 1, "total_pages": 2}', {})}, "page 2"),
    ({"/o/v3/services?page=2&per_page=50": (200, b" " * 4_000_001, {})}, "longer than 4 MB"),
    ({"/o/v3/services/s7": (500, b"{}", {})}, "answered 500"),
    ({"/o/v3/services?page=2&per_page=50": (200, b'{"contents": [], "page_number": "\\u0000\\ud800", "total_pages": 2}', {})}, "got page"),
]  # fmt: skip


@pytest.mark.parametrize(("wrong", "why"), STOPS, ids=[why for _, why in STOPS])
async def test_a_reading_that_stops_changes_nothing_and_is_tried_again(
    reading: Viewer, directory: Directory, at: Callable[[datetime], None], wrong: dict[str, Any], why: str
) -> None:
    directory.records = many(60)
    await fetching.fetch_due(the_clock())
    directory.records = many(55)
    directory.wrong = wrong
    at(NOON + timedelta(days=1))
    await fetching.fetch_due(the_clock())
    found = (await queries.services(the_clock())).services
    assert (len(found), sum(one.gone for one in found)) == (60, 0)
    run = (await kept(reading)).runs[0]
    assert run.outcome == "stopped"
    assert why in run.why
    directory.wrong = {}
    at(NOON + timedelta(days=1, minutes=59))
    await fetching.fetch_due(the_clock())
    assert len((await kept(reading)).runs) == 2
    at(NOON + timedelta(days=1, minutes=61))
    await fetching.fetch_due(the_clock())
    assert (await kept(reading)).runs[0].gone == 5


async def test_a_feed_that_lost_half_of_itself_takes_nothing_away(
    reading: Viewer, directory: Directory, at: Callable[[datetime], None]
) -> None:
    directory.records = many(40)
    await fetching.fetch_due(the_clock())
    directory.records = many(3)
    at(NOON + timedelta(days=1))
    await fetching.fetch_due(the_clock())
    assert "has 3 services and had 40" in (await kept(reading)).runs[0].why
    assert not any(one.gone for one in (await queries.services(the_clock())).services)


async def test_two_workers_read_it_once(reading: Viewer, directory: Directory) -> None:
    directory.records = many(3)
    await asyncio.gather(*(fetching.fetch_due(the_clock()) for _ in range(4)))
    assert len([one for one in directory.asked if "page=" in one]) == 1


async def test_a_reader_that_was_overtaken_writes_nothing(reading: Viewer, directory: Directory) -> None:
    directory.records = many(3)
    (claimed,) = await fetch(fetching._CLAIM, clock.now(), 900)
    await fetch("UPDATE help_feed SET lease = lease + 1")
    await fetching._one(the_clock(), claimed["id"], claimed["address"], claimed["lease"])
    assert (await queries.services(the_clock())).services == []


async def test_a_paused_feed_is_not_read_and_goes_on_where_it_was(reading: Viewer, directory: Directory) -> None:
    directory.records = many(2)
    feed = (await kept(reading)).id
    await keeping.pause(reading, feed, paused=True)
    await fetching.fetch_due(the_clock())
    assert directory.asked == []
    await keeping.pause(reading, feed, paused=False)
    await fetching.fetch_due(the_clock())
    assert len((await queries.services(reading)).services) == 2
    await keeping.take_feed_away(reading, feed)
    assert (await queries.services(reading)).services == []
    assert (await queries.keeping(reading)).feeds == []


INSIDE = [
    "127.0.0.1",
    "10.0.0.7",
    "169.254.169.254",
    "192.168.1.1",
    "::1",
    "fd00::1",
    "::ffff:127.0.0.1",
    ".".join("0000"),
]


@pytest.mark.parametrize("address", INSIDE)
async def test_a_name_that_leads_inside_is_refused_and_nothing_is_connected(
    database: None, noon: datetime, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    reached = []

    async def canary(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        reached.append(1)
        writer.close()

    listening = await asyncio.start_server(canary, "127.0.0.1", 0)

    async def inside(host: str, port: int, **more: Any) -> list[Any]:
        return [(2, 1, 6, "", (address, listening.sockets[0].getsockname()[1]))]

    ada = await an_admin()
    await keeping.add_feed(ada, FeedIn(name="Inside", address="https://directory.example.gov.uk/o/v3"))
    monkeypatch.setattr(asyncio.get_running_loop(), "getaddrinfo", inside)
    await fetching.fetch_due(the_clock())
    listening.close()
    assert reached == []
    assert "public address" in (await kept(ada)).runs[0].why


async def test_faulty_and_double_feeds_are_refused(database: None, noon: datetime) -> None:
    ada = await an_admin()
    with pytest.raises(NotValid, match="not-valid") as refused:
        await keeping.add_feed(ada, FeedIn(name="Inside", address="https://127.0.0.1/o/v3"))
    assert "not numbers" in refused.value.detail
    await keeping.add_feed(ada, FeedIn(name="One", address="https://directory.example.gov.uk/o"))
    with pytest.raises(Conflict):
        await keeping.add_feed(ada, FeedIn(name="One", address="https://directory.example.gov.uk/o/"))


def own(**changes: Any) -> OwnServiceIn:
    return OwnServiceIn(**{"id": new_id(), "checked_on": date(2026, 3, 1), "about": "hub", "name": "The Hub", "what": "Drop in.", **changes})  # fmt: skip


async def test_the_own_list(database: None, noon: datetime, at: Callable[[datetime], None]) -> None:
    ada, said = await an_admin(), own()
    await keeping.put(ada, said)
    await keeping.put(ada, own(id=said.id, name="The Harbour Hub", checked_on=date(2025, 9, 1), revision=0))
    (found,) = (await queries.services(ada)).services
    assert (found.name, found.from_whom, found.gone) == ("The Harbour Hub", "Tidewater Council", False)
    assert (await queries.keeping(ada)).stale == 1
    await keeping.checked(ada, said.id)
    assert ((await queries.keeping(ada)).stale, (await queries.services(ada)).services[0].checked_on) == (0, date(2026, 3, 10))  # fmt: skip
    with pytest.raises(NotValid):
        await keeping.put(ada, own(checked_on=date(2026, 3, 11)))
    with pytest.raises(NotValid):
        await keeping.put(ada, own(link="http://hub.example.org"))
    await keeping.take_away(ada, said.id)
    with pytest.raises(NotFound):
        await keeping.take_away(ada, said.id)
    with pytest.raises(NotFound):
        await keeping.checked(ada, said.id)
    did = [row["did"] for row in await fetch("SELECT did FROM audit_row ORDER BY id")]
    assert did == ["kept_service", "kept_service", "checked_service", "took_service_away"]


async def test_of_two_editors_at_once_the_second_sees_the_newer_words_and_loses_none_of_their_own(
    database: None, noon: datetime
) -> None:
    ada, said = await an_admin(), own()
    await keeping.put(ada, said)
    phone = own(id=said.id, phone="01632 960111", revision=0)
    await keeping.put(ada, phone)
    await keeping.put(ada, phone)  # sent twice it stands once
    with pytest.raises(Conflict) as refused:
        await keeping.put(ada, own(id=said.id, opens="Mon to Fri", revision=0))
    now = refused.value.more["now"]
    assert (now.phone, now.opens, now.revision) == ("01632 960111", "", 1)
    await keeping.put(ada, own(id=said.id, phone=now.phone, opens="Mon to Fri", revision=now.revision))
    await keeping.checked(ada, said.id)  # whoever has it open must see that too
    ((one,), did) = (await queries.keeping(ada)).own, await fetch("SELECT did FROM audit_row")
    assert (one.phone, one.opens, one.revision, len(did)) == ("01632 960111", "Mon to Fri", 3, 4)
    with pytest.raises(Conflict):
        await keeping.put(ada, own(id=said.id))  # a new one under an id that is there
    await keeping.take_away(ada, said.id)
    with pytest.raises(Conflict) as refused:
        await keeping.put(ada, own(id=said.id, opens="Daily", revision=3))
    assert refused.value.more["now"] is None
    await keeping.put(ada, own(id=said.id, opens="Daily"))


async def test_two_editors_in_the_same_moment_are_one_after_the_other(database: None, noon: datetime) -> None:
    ada, said = await an_admin(), own()
    await keeping.put(ada, said)
    both = [own(id=said.id, opens=words, revision=0) for words in ("Mon", "Tue", "Wed", "Thu")]
    answers = await asyncio.gather(*(keeping.put(ada, one) for one in both), return_exceptions=True)
    assert sorted(type(one).__name__ for one in answers) == ["Conflict"] * 3 + ["NoneType"]


@pytest.mark.parametrize(
    "changes",
    [{"link": "https://hub.gov.uk@evil.example/"}, {"link": "https://hub.example.org/\n"}, {"link": "https://localhost"},
     {"link": "https://hub.example.org:8443/x"}, {"name": "The\x00Hub"}, {"what": "Turned \u202e round"}, {"address": "A\x1bB"}],
    ids=ascii,
)  # fmt: skip
async def test_odd_letters_and_addresses_are_refused(database: None, noon: datetime, changes: dict[str, str]) -> None:
    ada = await an_admin()
    with pytest.raises(NotValid):
        await keeping.put(ada, own(**changes))
    await keeping.put(ada, own(link="https://hub.example.org.uk?place=quay", what="Drop in.\nMonday to Friday."))


async def test_a_services_line_of_a_feed_is_not_changed_by_hand(reading: Viewer, directory: Directory) -> None:
    directory.records = many(1)
    await fetching.fetch_due(the_clock())
    (found,) = (await queries.services(reading)).services
    with pytest.raises(Conflict):
        await keeping.put(reading, own(id=found.id))
    with pytest.raises(NotFound):
        await keeping.take_away(reading, found.id)


async def test_the_list_is_public_the_same_for_all_and_asked_for_again_costs_nothing(
    database: None, noon: datetime, app: Any
) -> None:
    await keeping.put(await an_admin(), own())
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="https://testserver.local") as phone:
        first = await phone.get("/api/local-help/")
        again = await phone.get("/api/local-help/", headers={"if-none-match": first.headers["etag"]})
    assert first.headers["cache-control"] == "public, max-age=300"
    assert first.json()["services"][0]["name"] == "The Hub"
    assert (again.status_code, again.content) == (304, b"")
