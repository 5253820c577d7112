"""A council's folder comes in, comes in again, changes, and never half."""

import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import asyncpg
import pytest

from backend.audit.tables import AuditRow
from backend.intake import command_line
from backend.intake.commands import bring_in
from backend.intake.commands.people import NO_NAME
from backend.intake.folder import read_folder
from backend.intake.reading import Source
from backend.intake.report import Level, Report
from backend.people.rules import ALLOCATED
from backend.people.tables import Episode, LifeFact, Link, Manages, Team, Worker, YoungPerson
from backend.plans.tables import Action, ActionProgress, Matter, OwnWords, PlanVersion, Review
from backend.shared import clock, embedded
from backend.shared.crypt import unseal
from backend.shared.dates import birthday, end_of
from backend.shared.problems import Busy
from backend.shared.viewer import ADMIN, Viewer
from tests.api.plans.doing import statements
from tests.ssda903_files import AYO, BEA, CAL, Council, a_council, day

TODAY = date(2026, 3, 10)
NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)
TABLES = (
    Team,
    Worker,
    Manages,
    YoungPerson,
    Episode,
    LifeFact,
    Link,
    PlanVersion,
    Matter,
    Action,
    ActionProgress,
    OwnWords,
    Review,
)


async def bring(files: dict[str, bytes], *, dry_run: bool = False, now: datetime = NOW) -> Report:
    report = Report()
    viewer = Viewer(kind=ADMIN, action="intake.import", now=now)
    read = read_folder([Source(name, data) for name, data in files.items()], viewer.today, report)
    await bring_in(viewer, read, report, dry_run=dry_run)
    return report


async def everything() -> dict[str, list[dict[str, Any]]]:
    return {table.__name__: await table.select().order_by(table._meta.primary_key) for table in TABLES}


async def the(child: str) -> dict[str, Any]:
    found = await YoungPerson.select().where(YoungPerson.child == child).first()
    assert found
    return found


def cast() -> Council:
    return a_council(today=TODAY, children=3)


@pytest.fixture
def council() -> Council:
    return a_council(today=TODAY, children=60)


async def test_a_folder_comes_in_whole(database: None, council: Council) -> None:
    report = await bring(council.files)
    assert report.faults == []
    ayo = await the(AYO)
    assert (ayo["given_name"], ayo["known_as"], ayo["born_on"]) == ("Ayodele", "Ayo", date(2008, 11, 30))
    assert (
        unseal(ayo["contact_safely"], f"young_person.contact_safely:{ayo['id']}") == b"Text only. Never ring the house."
    )
    assert b"ring" not in ayo["contact_safely"]
    spells = await Episode.select().where(Episode.young_person == ayo["id"]).order_by(Episode.began_on)
    assert [(s["began_on"], s["ended_on"], s["why_ended"]) for s in spells] == [
        (birthday(ayo["born_on"], 12), birthday(ayo["born_on"], 15), "X1"),
        (birthday(ayo["born_on"], 15), None, ""),
    ]
    priya = await Worker.select().where(Worker.email == "priya@tidewater.gov.uk").first()
    link = await Link.select().where(Link.young_person == ayo["id"], Link.relation == ALLOCATED).first()
    assert priya
    assert link
    assert link["worker"] == priya["id"]
    version = await PlanVersion.select().where(PlanVersion.young_person == ayo["id"]).first()
    assert version
    assert (version["number"], version["written_by"], version["shared_at"]) == (1, priya["id"], None)
    assert version["written_at"] == datetime(2026, 3, 8, 12, tzinfo=UTC)
    assert await Action.count().where(Action.version == version["id"]) == 3
    mina = await Worker.select().where(Worker.email == "mina@tidewater.gov.uk").first()
    assert mina
    assert await Manages.count().where(Manages.manager == mina["id"]) == 1


async def test_the_same_folder_again_changes_nothing(database: None, council: Council) -> None:
    first = await bring(council.files)
    held = await everything()
    ledger = await AuditRow.count()
    again = await bring(council.files, now=NOW + timedelta(hours=1))
    assert await everything() == held
    assert await AuditRow.count() == ledger
    for thing, count in again.counts.items():
        assert (count.new, count.changed) == (0, 0), thing
        assert count.unchanged == first.counts[thing].new
        assert count.set_aside == first.counts[thing].set_aside


async def test_a_dry_run_says_what_would_change_and_changes_nothing(database: None, council: Council) -> None:
    dry = await bring(council.files, dry_run=True)
    assert all(rows == [] for rows in (await everything()).values())
    assert await AuditRow.count() == 0
    real = await bring(council.files)
    assert dry.counts == real.counts
    assert [str(note) for note in dry.notes] == [str(note) for note in real.notes]


async def test_one_fault_anywhere_and_nothing_comes_in(database: None) -> None:
    council = cast()
    council.allocations.append([CAL, "nobody@tidewater.gov.uk", "ADVISER", "01/01/2026", ""])
    report = await bring(council.files)
    assert [str(n) for n in report.faults] == [
        "allocations.csv:6 STAFF_EMAIL: Nobody in Onward or in a staff file has the address nobody@tidewater.gov.uk. "
        "Add them to staff.csv or mend it."
    ]
    assert all(rows == [] for rows in (await everything()).values())


async def test_a_changed_row_updates_and_only_that(database: None) -> None:
    council = cast()
    await bring(council.files)
    council.people[0][3] = "Ay"
    council.episodes[1][7:9] = ["09/03/2026", "E5"]
    council.staff[0][2] = "Nightingale"
    council.allocations[1][4] = "31/03/2026"
    report = await bring(council.files, now=NOW + timedelta(hours=1))
    counts = {thing: count.changed for thing, count in report.counts.items() if count.changed}
    assert counts == {"young people": 1, "episodes": 1, "staff": 1, "allocations": 1}
    assert (await the(AYO))["known_as"] == "Ay"
    assert await Episode.count().where(Episode.ended_on == date(2026, 3, 9), Episode.why_ended == "E5") == 1
    assert await Worker.count().where(Worker.family_name == "Nightingale") == 1
    assert await Link.count().where(Link.ends_at == end_of(date(2026, 3, 31))) == 1
    touched = {(await the(AYO))["id"], (await the(BEA))["id"]}
    fresh = await AuditRow.select().where(AuditRow.at > NOW, AuditRow.did == "imported")
    assert {row["about"] for row in fresh} == touched


async def test_any_subset_may_come(database: None) -> None:
    council = cast()
    files = council.files
    only = await bring({name: files[name] for name in ("header.csv", "episodes.csv")})
    assert only.faults == []
    assert (await the(AYO))["given_name"] == NO_NAME
    assert (await the(AYO))["family_name"] == AYO
    named = await bring({"people.csv": files["people.csv"], "staff.csv": files["staff.csv"]})
    assert named.counts["young people"].changed == 3
    assert (await the(AYO))["known_as"] == "Ayo"
    await bring({name: data for name, data in files.items() if name.startswith(("alloc", "plans"))})
    assert await PlanVersion.count() == 2
    assert await Link.count() == 4
    held = await everything()
    await bring(files)
    assert await everything() == held


async def test_a_child_without_a_name_is_kept_and_named_to_the_analyst(database: None) -> None:
    council = cast()
    del council.people[2]
    report = await bring(council.files)
    assert [(n.code, n.file, n.line) for n in report.notes] == [("no_name", "header.csv", 4)]
    assert (await the(CAL))["known_as"] == NO_NAME


async def test_an_empty_or_absent_cell_takes_nothing_away_that_others_gave(database: None) -> None:
    council = cast()
    council.people[2][4] = "ti"
    await bring(council.files)
    before = await the(CAL)
    assert before["language"] == "ti"
    only_names = f"CHILD,GIVEN_NAME,FAMILY_NAME,TEAM\n{CAL},Callum,Example,\n".encode()
    await bring({"people.csv": only_names})
    assert await the(CAL) == before | {"given_name": "Callum"}


async def test_two_imports_at_once_do_not_mix(database: None) -> None:
    holder = await asyncpg.connect(embedded.address())
    try:
        await holder.execute("SELECT pg_advisory_lock(903)")
        with pytest.raises(Busy, match="busy"):
            await bring(cast().files)
    finally:
        await holder.close()
    assert await YoungPerson.count() == 0


async def test_who_is_missing_from_the_files_is_named_and_stays(database: None) -> None:
    council = cast()
    await bring(council.files)
    await Worker.update(ended_at=NOW).where(Worker.email == council.staff[5][0])
    await Episode.insert(
        Episode(
            young_person=(await the(AYO))["id"], began_on=date(2018, 1, 1), ended_on=date(2023, 1, 1), legal_status="V2"
        )
    )
    del council.staff[5]
    del council.header[2], council.people[2], council.staff[1], council.allocations[2]
    council.episodes = [row for row in council.episodes if row[0] != CAL and row[7]]
    council.plans.clear()
    report = await bring(council.files)
    missing = [str(n) for n in report.notes if n.level is Level.MISSING]
    born = birthday((await the(AYO))["born_on"], 15)
    assert missing == [
        "staff: omar@tidewater.gov.uk works in Onward and is in no staff file. Write a LAST_DAY to end it.",
        f"episodes: Child {AYO}: the spell from {day(born)} is open in Onward and in no episodes file. It stays.",
        f"header: Child {CAL} is in Onward and in no header file. The record stays as it is.",
        f"allocations: An allocation (adviser) of child {CAL} holds in Onward and is in no allocations file. It stays.",
    ]
    assert (await the(CAL))["given_name"] == "Cal"
    assert await Link.count() == 4


async def test_children_are_kept_only_when_they_have_rights_or_may_have_them(database: None) -> None:
    council = cast()
    dates = {
        "under_14": (date(2014, 1, 1), date(2020, 1, 1), None, "C2"),
        "over_25": (date(2001, 3, 10), date(2015, 1, 1), date(2019, 3, 10), "C2"),
        "short_breaks": (date(2009, 3, 1), date(2025, 6, 1), date(2025, 6, 4), "V3"),
        "at_15_now": (date(2010, 6, 1), date(2026, 3, 1), None, "V2"),
        "at_15_before": (date(2010, 6, 1), date(2025, 3, 1), date(2025, 4, 1), "V2"),
        "at_15_long_ago": (date(2010, 6, 1), date(2020, 3, 1), date(2020, 4, 1), "V2"),
        "left_at_17": (date(2006, 6, 1), date(2020, 3, 1), date(2024, 1, 1), "C2"),
    }
    for name, (born_on, began, ended, status) in dates.items():
        council.child(name, born_on)
        council.spell(name, began, ended, ("S", "E8"), status)
    council.child("adopted", date(2009, 1, 1))
    council.spell("adopted", date(2020, 1, 1), date(2025, 5, 1), ("S", "E11"))
    council.child("died", date(2009, 1, 1))
    council.spell("died", date(2020, 1, 1), date(2025, 5, 1), ("S", "E2"))
    council.child("moved", date(2009, 1, 1))
    council.spell("moved", date(2020, 1, 1), date(2025, 5, 1), ("S", "E3"))
    council.child("guardian", date(2010, 6, 1))
    council.spell("guardian", date(2018, 1, 1), date(2020, 5, 1), ("S", "E45"))
    council.child("only_header", date(2009, 1, 1))
    council.spell("no_header", date(2020, 1, 1), None)
    report = await bring(council.files)
    kept = {row["child"] for row in await YoungPerson.select(YoungPerson.child)}
    assert kept == {AYO, BEA, CAL, "at_15_now", "at_15_before", "left_at_17", "guardian"}
    reasons = {n.code for n in report.notes if n.level is Level.SET_ASIDE and n.file in ("header.csv", "episodes.csv")}
    assert reasons == {
        "under_14", "over_25", "no_rights", "out_of_care", "adopted", "died", "other_council", "no_episodes", "no_header",
    }  # fmt: skip
    guardian = await the("guardian")
    assert await Episode.count().where(Episode.young_person == guardian["id"]) == 1


async def test_somebody_known_stays_known_at_25(database: None) -> None:
    council = cast()
    await bring(council.files)
    later = datetime(2029, 1, 1, tzinfo=UTC)
    report = await bring(council.files, now=later)
    assert report.counts["young people"].unchanged == 3
    assert report.counts["young people"].set_aside == 0


async def test_spells_before_the_14th_birthday_are_not_stored(database: None) -> None:
    council = cast()
    council.spell(AYO, date(2015, 1, 1), date(2016, 1, 1), ("S", "E4A"))
    report = await bring(council.files)
    assert [n.code for n in report.notes] == ["before_14"]
    assert report.counts["episodes"].set_aside == 1
    assert await Episode.count().where(Episode.began_on == date(2015, 1, 1)) == 0


async def test_facts_of_a_life_come_in_and_may_change(database: None) -> None:
    files = cast().files
    files["facts.csv"] = (
        f"CHILD,FACT,FROM,UNTIL,CONFIRMED\n{AYO},at_home,01/02/2026,,no\n99,adopted,01/02/2026,,\n".encode()
    )
    report = await bring(files)
    assert report.counts["facts"].set_aside == 1
    files["facts.csv"] = files["facts.csv"].replace(b",no", b",yes")
    assert (await bring(files)).counts["facts"].changed == 1
    rows = await LifeFact.select()
    assert [(row["kind"], row["from_on"], row["until_on"], row["confirmed"]) for row in rows] == [
        ("at_home", date(2026, 2, 1), None, True)
    ]


async def test_access_that_was_ended_by_hand_does_not_come_back(database: None) -> None:
    council = cast()
    await bring(council.files)
    ayo = await the(AYO)
    mine = (Link.young_person == ayo["id"]) & (Link.relation == ALLOCATED)
    await Link.update(ends_at=NOW - timedelta(minutes=5)).where(mine)
    report = await bring(council.files)
    assert [n.code for n in report.notes] == ["has_ended"]
    assert report.counts["allocations"].set_aside == 1
    assert (await Link.select().where(mine))[0]["ends_at"] == NOW - timedelta(minutes=5)


async def test_staff_who_left_do_not_come_back_without_a_word(database: None) -> None:
    council = cast()
    await bring(council.files)
    await Worker.update(ended_at=NOW).where(Worker.email == "priya@tidewater.gov.uk")
    report = await bring(council.files)
    assert report.counts["staff"].changed == 0
    assert await Worker.count().where(Worker.ended_at == NOW) == 1


async def test_a_last_day_ends_an_account_when_that_day_is_over(database: None) -> None:
    council = cast()
    await bring(council.files)
    last = b"EMAIL,GIVEN_NAME,FAMILY_NAME,ROLE,LAST_DAY\npriya@tidewater.gov.uk,Priya,Tester,adviser,31/03/2026\n"
    await bring({"staff.csv": last})
    priya = await Worker.select().where(Worker.email == "priya@tidewater.gov.uk").first()
    assert priya
    assert priya["ended_at"] == end_of(date(2026, 3, 31))
    assert priya["team"] is not None


async def test_a_later_last_day_does_not_bring_back_an_account_that_was_ended_by_hand(database: None) -> None:
    council = cast()
    await bring(council.files)
    await Worker.update(ended_at=NOW - timedelta(minutes=5)).where(Worker.email == "priya@tidewater.gov.uk")
    last = b"EMAIL,GIVEN_NAME,FAMILY_NAME,ROLE,LAST_DAY\npriya@tidewater.gov.uk,Priya,Tester,adviser,31/12/2030\n"
    report = await bring({"staff.csv": last})
    assert "account_has_ended" in [note.code for note in report.notes]
    assert await Worker.count().where(Worker.ended_at == NOW - timedelta(minutes=5)) == 1


async def test_a_manager_answers_for_exactly_the_teams_of_the_file(database: None) -> None:
    council = cast()
    await bring(council.files)
    council.staff[4][5] = "Lighthouse"
    report = await bring(council.files)
    assert report.counts["staff"].changed == 1
    hal = await Worker.select().where(Worker.email == "hal@tidewater.gov.uk").first()
    assert hal
    teams = await Manages.select(Manages.team.name).where(Manages.manager == hal["id"])
    assert [row["team.name"] for row in teams] == ["Lighthouse"]


async def test_a_young_person_without_a_team_joins_their_advisers(database: None) -> None:
    council = cast()
    for row in council.people:
        row[6] = ""
    await bring(council.files)
    omar = await Worker.select().where(Worker.email == "omar@tidewater.gov.uk").first()
    assert omar
    assert (await the(CAL))["team"] == omar["team"]
    held = await everything()
    await bring(council.files)
    assert await everything() == held


@pytest.mark.parametrize(
    ("row", "what"),
    [
        ([AYO, "mina@tidewater.gov.uk", "ADVISER", "01/01/2026", ""], "needs a personal adviser"),
        ([AYO, "priya@tidewater.gov.uk", "NURSE", "01/01/2026", ""], "needs a specialist nurse"),
    ],
)
async def test_a_role_must_fit_the_relation(database: None, row: list[str], what: str) -> None:
    council = cast()
    council.allocations.append(row)
    report = await bring(council.files)
    assert [n.code for n in report.faults] == ["wrong_role"]
    assert what in report.faults[0].words


async def test_an_old_plan_gives_way_to_the_newer_file_until_somebody_works_on_it(database: None) -> None:
    council = cast()
    await bring(council.files)
    council.plans[AYO]["matters"][0]["need"] = "You want a home with a garden."
    council.plans[AYO]["matters"][0]["actions"][0]["status"] = "started"
    assert (await bring(council.files)).counts["plans"].changed == 1
    ayo = await the(AYO)
    versions = await PlanVersion.select().where(PlanVersion.young_person == ayo["id"])
    assert [v["number"] for v in versions] == [1]
    assert await Matter.count().where(Matter.need == "You want a home with a garden.") == 1
    assert await ActionProgress.count() == 1

    council.plans[AYO]["matters"][0]["need"] = "You want a home with two gardens."
    moved = await bring(council.files)
    assert [n.code for n in moved.notes if n.level is Level.SET_ASIDE] == ["has_moved"]

    council.plans[CAL]["matters"][0]["need"] = "You want a dog."
    cal = await the(CAL)
    await AuditRow.insert(
        AuditRow(at=NOW + timedelta(minutes=1), actor_kind="adviser", action="plan.write", did="wrote", about=cal["id"])
    )
    worked_on = await bring(council.files)
    assert {n.code for n in worked_on.notes if n.level is Level.SET_ASIDE} == {"has_moved", "worked_on"}
    assert await Matter.count().where(Matter.need == "You want a dog.") == 0


async def test_an_old_plan_file_never_undoes_a_shared_plan(database: None) -> None:
    council = cast()
    await bring(council.files)
    ayo = await the(AYO)
    mine = PlanVersion.young_person == ayo["id"]
    await PlanVersion.update(shared_at=NOW).where(mine)
    assert (await bring(council.files)).counts["plans"].unchanged == 2

    council.plans[AYO]["matters"][0]["need"] = "Another need."
    report = await bring(council.files)
    assert [n.code for n in report.notes if n.level is Level.SET_ASIDE] == ["not_newer"]

    council.plans[AYO]["written_on"] = str(TODAY)
    assert (await bring(council.files)).counts["plans"].new == 1
    versions = await PlanVersion.select().where(mine).order_by(PlanVersion.number)
    assert [(v["number"], v["shared_at"]) for v in versions] == [(1, NOW), (2, None)]
    first, second = [
        {a["what"]: a["promise"] for a in await Action.select().where(Action.version == v["id"])} for v in versions
    ]
    assert first == second


async def test_a_draft_becomes_written_when_the_file_says_so(database: None) -> None:
    council = cast()
    council.plans[AYO]["state"] = "draft"
    await bring(council.files)
    ayo = await the(AYO)
    mine = PlanVersion.young_person == ayo["id"]
    assert (await PlanVersion.select().where(mine))[0]["written_at"] is None
    council.plans[AYO]["state"] = "written"
    assert (await bring(council.files)).counts["plans"].changed == 1
    assert (await PlanVersion.select().where(mine))[0]["written_at"] is not None


async def test_a_plan_for_nobody_here_is_set_aside_and_staff_must_exist(database: None) -> None:
    council = cast()
    council.plan("404", "priya@tidewater.gov.uk", TODAY)
    council.plan(BEA, "ghost@tidewater.gov.uk", TODAY)
    report = await bring(council.files)
    assert [(n.code, n.file) for n in report.faults] == [("no_such_staff", f"plans/{BEA}.json")]
    assert "child_not_in" in {n.code for n in report.notes}


async def test_the_next_review_comes_in_once(database: None) -> None:
    council = cast()
    council.plans[AYO]["next_review"] = {
        "due_on": "2026-03-24",
        "at": "2026-03-24T16:30:00+00:00",
        "place": "Quay Street",
        "with_staff": "priya@tidewater.gov.uk",
    }
    await bring(council.files)
    council.plans[AYO]["next_review"]["place"] = "Elsewhere"
    report = await bring(council.files)
    assert report.counts["reviews"].unchanged == 1
    assert [(r["place"], r["held_on"]) for r in await Review.select()] == [("Quay Street", None)]


async def test_every_written_record_is_in_the_ledger(database: None, council: Council) -> None:
    await bring(council.files)
    people = {row["id"] for row in await YoungPerson.select(YoungPerson.id)}
    rows = await AuditRow.select().where(AuditRow.did == "imported")
    assert {row["about"] for row in rows} == people
    assert len(rows) == len(people)
    assert {(row["actor_kind"], row["action"]) for row in rows} == {("admin", "intake.import")}


async def test_what_no_rule_needs_is_stored_nowhere(database: None) -> None:
    council = cast()
    council.header[0][3:7] = ["APKN", "A99999999999Z", "1", "07/07/2025"]
    council.episodes[0][10:13] = ["ZZ9 9ZZ", "ZZ8 8ZZ", "SC999999"]
    await bring(council.files)
    kept = str(await everything())
    for word in ("APKN", "A99999999999Z", "ZZ9 9ZZ", "ZZ8 8ZZ", "SC999999", "2025, 7, 7"):
        assert word not in kept


async def test_a_whole_council_costs_statements_by_the_batch_and_not_by_the_child(database: None) -> None:
    """2,500 children and 5,000 episodes: what makes an import quick is counted, because machines are noisy."""
    council = a_council(today=TODAY, children=2500)
    assert len(council.episodes) >= 5000
    with statements() as first:
        report = await bring(council.files)
    assert report.faults == []
    assert report.counts["young people"].new > 1500
    with statements() as second:
        await bring(council.files)
    assert len(first) <= 120, len(first)
    assert len(second) <= 60, len(second)


def test_the_command_reads_a_folder_and_writes_its_report(no_pool: None, tmp_path: Path, capsys: Any) -> None:
    from tests.ssda903_files import write

    clock.stand_still(NOW)
    try:
        folder = write(tmp_path / "council", cast().files)
        (folder / "notes.txt").write_text("hello")
        argv = [str(folder), "--report", str(tmp_path / "report.csv")]
        assert command_line.run([*argv, "--dry-run"]) == 0
        assert "nothing was kept" in capsys.readouterr().out
        assert command_line.run(argv) == 0
        said = capsys.readouterr().out
        assert re.search(r"young people +3 +0 +0 +0 +0", said)
        assert "notes.txt: Onward reads .csv files" in said
        assert "unknown_file" in (tmp_path / "report.csv").read_text("utf-8-sig")
        (folder / "header.csv").write_text("CHILD,DOB\n1,31/02/2009\n")
        assert command_line.run(argv) == 1
        assert (
            "header.csv:2 DOB: '31/02/2009' is a day that does not exist. Check day and month."
            in capsys.readouterr().out
        )
        (folder / "header.csv").write_text("CHILD,DOB\n")
        (folder / "other.csv").write_text("COLOUR\nred,blue\n")
        assert command_line.run(argv) == 0
        assert "other.csv:1: Its columns are not those" in capsys.readouterr().out
        assert command_line.run([str(tmp_path / "nowhere")]) == 1
    finally:
        clock.stand_still(None)
