"""The made-up council in a real database, under all its triggers."""

import os
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest

from backend.demo import command_line
from backend.demo.commands import fill
from backend.demo.queries import cast
from backend.messaging.queries.threads import my_thread
from backend.plans import jobs
from backend.plans.queries.caseload import caseload
from backend.plans.queries.versions import contents
from backend.shared import config, db
from backend.shared.problems import Conflict
from backend.shared.viewer import NOBODY, Viewer
from tests.conftest import fresh_database

NOW = datetime(2026, 3, 12, 9, 0, tzinfo=UTC)
HERE = Viewer(kind=NOBODY, action="demo.use", now=NOW)
FIXED = ("team", "worker", "manages", "young_person", "episode", "life_fact", "link", "device", "plan_version", "matter",
         "contingency", "action", "action_progress", "own_words", "reached", "plan_answer", "review", "away", "conversation",
         "message", "read_mark", "filed", "own_statement", "council_fact", "rights_talk", "claim", "claim_step", "paper_entry",
         "local_service")  # fmt: skip
SEALED = ("contact_safely", "said", "known", "reason", "challenge", "given_how", "why_late")


@pytest.fixture
async def filled(database: None) -> None:
    assert await fill(HERE, 220, 1) == 220


async def everything() -> dict[str, list[dict[str, Any]]]:
    found = {}
    for table in FIXED:
        rows = await db.fetch("SELECT * FROM " + table + " ORDER BY id")
        sealed = (*SEALED, "words") if table in ("rights_talk", "claim", "claim_step") else SEALED
        found[table] = [{name: value for name, value in row.items() if name not in sealed} for row in rows]
    return found


async def test_the_same_seed_and_day_give_the_same_rows_ids_too(server: None) -> None:
    runs = []
    for _ in range(2):
        await fresh_database()
        await fill(HERE, 60, 5)
        runs.append(await everything())
    assert runs[0] == runs[1]
    assert all(runs[0][table] for table in FIXED)


async def test_it_refuses_a_database_that_is_not_empty(filled: None) -> None:
    with pytest.raises(Conflict):
        await fill(HERE, 5, 1)


async def test_it_refuses_a_councils_own_database(filled: None, capsys: pytest.CaptureFixture[str]) -> None:
    assert os.environ["DATABASE_URL"]
    assert command_line.run(["--people", "5"]) == 1
    assert "never go into a council's own database" in capsys.readouterr().out


async def test_there_are_twelve_advisers_three_teams_and_dan_has_24(filled: None) -> None:
    roles = {row["role"]: row["count"] for row in await db.fetch("SELECT role, count(*) FROM worker GROUP BY role")}
    assert roles == {"adviser": 12, "manager": 3, "nurse": 1, "admin": 1, "auditor": 1}
    assert (await db.fetch("SELECT count(*) FROM team"))[0]["count"] == 3
    dan = (await db.fetch("SELECT id FROM worker WHERE email = 'dan.whitlow@tidewater.gov.uk'"))[0]["id"]
    mine = await caseload(Viewer(kind="adviser", action="person.list", now=NOW, id=dan))
    assert mine.everyone == 24
    by_name = {one.name: one for one in mine.people}
    assert by_name["Tobi Adeyinka"].late_days == 6
    assert by_name["Callum Pryce"].answer_words == "No one asked me about Leeds."
    assert (by_name["Yusuf Rahmani"].plan.stop, by_name["Yusuf Rahmani"].need) == ("delivered", "unopened")
    assert by_name["Leon Fairweather"].need == "share"


async def test_priya_covers_dan_today(filled: None) -> None:
    priya = (await db.fetch("SELECT id FROM worker WHERE email = 'priya.nair@tidewater.gov.uk'"))[0]["id"]
    hers = await caseload(Viewer(kind="adviser", action="person.list", now=NOW, id=priya))
    assert sum(one.cover for one in hers.people) == 24


async def test_every_shared_version_reads_back_under_its_own_hash(filled: None) -> None:
    rows = await db.fetch("SELECT id, young_person, number, content_hash FROM plan_version WHERE shared_at IS NOT NULL")
    assert len(rows) > 300
    for person in {row["young_person"] for row in rows}:
        mine = [row for row in rows if row["young_person"] == person]
        said = await contents(
            Viewer(kind="young_person", action="plan.read", now=NOW, id=person), [row["id"] for row in mine]
        )
        assert {row["id"]: row["content_hash"] for row in mine} == {
            row["id"]: said[row["id"]].hash(person, row["number"]) for row in mine
        }


async def test_every_act_was_by_somebody_who_could(filled: None) -> None:
    strangers = await db.fetch("""
        SELECT v.id FROM plan_version v WHERE NOT EXISTS (SELECT FROM link l WHERE l.young_person = v.young_person
            AND l.worker = v.begun_by AND l.relation = 'allocated' AND l.starts_at <= v.begun_at
            AND (l.ends_at IS NULL OR l.ends_at > coalesce(v.shared_at, v.begun_at)))""")
    early = await db.fetch(
        "SELECT r.id FROM reached r JOIN device d ON d.id = r.device WHERE d.joined_at >= r.at OR d.removed_at IS NOT NULL"
    )
    joined = await db.fetch("""
        SELECT d.id FROM device d WHERE NOT EXISTS (SELECT FROM link l WHERE l.young_person = d.young_person
            AND l.worker = d.joined_by AND l.starts_at <= d.joined_at)
        AND d.removed_at IS NULL""")
    said = await db.fetch("""
        SELECT o.id FROM own_words o WHERE o.through = 'phone' AND NOT EXISTS (SELECT FROM device d
            WHERE d.young_person = o.young_person AND d.joined_at < o.said_at)""")
    assert (strangers, early, joined, said) == ([], [], [], [])


async def test_the_ledger_says_only_what_the_filling_did(filled: None) -> None:
    said = [row["did"] for row in await db.fetch("SELECT did FROM audit_row ORDER BY id")]
    assert said == ["offer_loaded", "offer_sent", "offer_published", "filled_demo"]


async def test_nobody_is_there_when_it_breaks_half_way(database: None) -> None:
    def breaks(done: int) -> None:
        raise RuntimeError("the power went")

    with pytest.raises(RuntimeError):
        await fill(HERE, 20, 1, breaks)
    assert (await db.fetch("SELECT count(*) FROM worker"))[0]["count"] == 0


async def test_the_cast_of_the_demo_page_is_there(filled: None) -> None:
    people = (await cast()).people
    assert [one.name for one in people] == [
        "Jade Okoro", "Yusuf Rahmani", "Callum Pryce", "Tobi Adeyinka", "Dan Whitlow", "Priya Nair", "Ros Achebe",
        "Carmel Doyle", "Sunil Mathur",
    ]  # fmt: skip
    assert [one.kind for one in people] == ["young_person"] * 4 + ["adviser"] * 2 + ["manager", "nurse", "admin"]


def test_the_command_line_knows_its_limits(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(command_line, "settings", lambda: replace(config.settings(), demo=True))
    assert command_line.run(["--people", "10001"]) == 1
    assert "from 1 to 10000" in capsys.readouterr().out
    assert command_line.run(["--people", "5"]) == 1  # DATABASE_URL is set


async def young(name: str) -> UUID:
    return UUID(str((await db.fetch("SELECT id FROM young_person WHERE given_name = $1", name))[0]["id"]))


async def test_jades_thread_is_the_one_of_the_pictures(filled: None) -> None:
    jade = Viewer(kind="young_person", action="message.read", now=NOW, id=await young("Jade"))
    thread = await my_thread(jade, jade.id, "adviser", None, None)  # type: ignore[arg-type]
    last = thread.messages[-5:]
    assert [(one.author, one.words) for one in last[1:4]] == [
        ("Jade", "why is it the 20th now? you said Feb"),
        ("Dan", "You're right, it slipped. They cancelled on us. I've got the new date in writing."),
        ("Jade", "ok thanks"),
    ]
    assert last[1].about is not None
    assert (last[1].about.kind, last[1].about.words) == ("action", "Get the damp in the bedroom fixed")
    assert last[1].about.id is not None
    assert last[4].words == "can I bring my nan to the review?"
    assert (thread.card.marks.delivered, thread.card.marks.read) == (last[3].seq, last[2].seq)
    assert thread.card.away is not None
    assert (thread.card.away.given_name, thread.card.away.cover_given_name) == ("Dan", "Priya")


async def test_threads_look_as_if_they_had_grown(filled: None) -> None:
    threads = await db.fetch("SELECT * FROM conversation")
    waiting = [row for row in threads if row["waiting_since"]]
    assert 55 < len(threads) < 95
    assert 6 <= len(waiting) <= 20
    since = sorted((NOW - row["waiting_since"]).days for row in waiting)
    assert since[0] <= 1
    assert 3 <= since[-1] <= 11
    assert [row["kind"] for row in threads].count("nurse") == 1
    broken = await db.fetch("""
        SELECT c.id FROM conversation c JOIN message m ON m.conversation = c.id GROUP BY c.id
        HAVING max(m.seq) <> c.last_seq OR count(*) <> c.last_seq OR max(m.sent_at) >= $1""", NOW.replace(hour=0))  # fmt: skip
    backwards = await db.fetch("""
        SELECT a.id FROM message a JOIN message b ON b.conversation = a.conversation AND b.seq = a.seq + 1
        WHERE b.sent_at <= a.sent_at""")
    no_phone = await db.fetch("""
        SELECT m.id FROM message m JOIN conversation c ON c.id = m.conversation WHERE m.by_owner AND NOT EXISTS
            (SELECT FROM device d WHERE d.young_person = c.young_person AND d.joined_at < m.sent_at)""")
    strangers = await db.fetch("""
        SELECT m.id FROM message m JOIN conversation c ON c.id = m.conversation WHERE NOT m.by_owner AND NOT EXISTS
            (SELECT FROM link l WHERE l.young_person = c.young_person AND l.worker = m.author AND l.starts_at <= m.sent_at)""")
    ahead = await db.fetch("""
        SELECT k.id FROM read_mark k JOIN conversation c ON c.id = k.conversation WHERE k.delivered > c.last_seq""")
    assert (broken, backwards, no_phone, strangers, ahead) == ([], [], [], [], [])


async def test_notices_stand_by_the_rules_and_a_few_were_handed_over(filled: None) -> None:
    rows = await db.fetch("SELECT * FROM notice")
    assert len({row["kind"] for row in rows}) >= 15
    assert 20 < sum(row["ended_at"] is None for row in rows) < 120
    tasks = await db.fetch("SELECT * FROM task")
    assert 2 <= len(tasks) <= 20
    assert {row["id"] for row in rows if row["end"] == "handed"} == {row["notice"] for row in tasks}
    jade = await young("Jade")
    hers = {row["kind"] for row in rows if row["young_person"] == jade and row["ended_at"] is None}
    assert {"plan_shared", "action_7"} <= hers
    waits = await db.fetch("SELECT count(*) FROM conversation WHERE waiting_since IS NOT NULL")
    told = {(row["about"], row["kind"]) for row in rows
            if row["kind"] in ("message_waiting", "nurse_waiting") and row["ended_at"] is None}  # fmt: skip
    assert len(told) == waits[0]["count"]
    assert await _given_again() == 0


async def _given_again() -> int:
    """How many notices the next round gives: none, what the filling gave is what the product gives."""
    before = (await db.fetch("SELECT count(*) FROM notice"))[0]["count"]
    await jobs.remind(Viewer.clock("review.remind", NOW))
    await jobs.chase(Viewer.clock("plan.chase", NOW))
    return int((await db.fetch("SELECT count(*) FROM notice"))[0]["count"]) - int(before)
