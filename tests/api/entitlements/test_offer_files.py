"""A council brings its offer as a file, on the server's command line; and the reminders that its lines need."""

from collections.abc import AsyncIterator
from datetime import date, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from backend.__main__ import COMMANDS, USAGE
from backend.entitlements import command_line
from backend.entitlements.commands import offer_reviews
from backend.entitlements.commands.offer_files import checked, load_file, publish_file
from backend.entitlements.engine.reading import PACK, national
from backend.shared import clock, db
from backend.shared.problems import Conflict, FaultyLines, SecondPerson
from backend.shared.viewer import Viewer
from tests import cast
from tests.api.entitlements.offering import (
    EDIT,
    NOW,
    a_line,
    all_signed_in,
    done,
    editors,
    ledger,
    post,
    published,
    said_of,
)

FILE = b"""
council = "Tidewater Council"

[[pot]]
id = "start"
title = "Starting out"
pounds = 2000

[[law]]
law = "LAW"
in_force = 2026-12-01

[[line]]
right = "setting_up_home"
offered = "yes"
local = "We give it in shops and as money."
pot = "start"
cap_pounds = 1500.50
source = "Tidewater local offer"
link = "https://tidewater.gov.uk/offer"
last_checked = 2026-11-01
review_by = 2027-04-01

[[line.amount]]
how = "up_to"
pounds = 3500
unit = "once"
words = "For most people."

[[line]]
right = "records"
offered = "not_yet"
local = "We start this in spring."
last_checked = 2026-11-01
"""


@pytest.fixture
async def here(visit: Any) -> AsyncIterator[SimpleNamespace]:
    yield await editors(visit)
    clock.stand_still(None)


def a_file(**changes: str) -> bytes:
    text = FILE.decode().replace("LAW", next(iter(national().laws)))
    for old, new in changes.items():
        text = text.replace(old, new)
    return text.encode()


def editor(here: SimpleNamespace, name: str) -> Viewer:
    return Viewer(
        kind="manager" if name == "mina" else "admin", action="offer.edit", now=clock.now(), id=here.ids[name]
    )


SHIPPED = {file.stem: file.read_bytes() for file in sorted((PACK / "offers").glob("*.toml"))}


@pytest.mark.parametrize("council", SHIPPED)
async def test_the_offers_that_ship_are_published_whole(here: SimpleNamespace, council: str) -> None:
    raw = SHIPPED[council]
    number = await publish_file(
        raw, by=editor(here, "ada"), second=editor(here, "mina"), why="Our offer.", from_on=None
    )
    assert number == 1
    page = (await here.abe.get(EDIT)).json()
    assert [one["wrong"] for one in page["lines"] if one["wrong"]] == []
    assert len([one for one in page["lines"] if one["local"]]) == raw.count(b"[[line]]")
    assert (page["history"][0]["written_by"], page["history"][0]["published_by"]) == ("Ada Tester", "Mina Tester")
    assert await ledger() == ["offer_loaded", "offer_sent", "offer_published"]


async def test_money_and_days_come_as_they_were_written(here: SimpleNamespace) -> None:
    await publish_file(
        a_file(), by=editor(here, "ada"), second=editor(here, "abe"), why="Ours.", from_on=date(2026, 4, 1)
    )
    line = (await here.ada.get(f"{EDIT}/setting_up_home")).json()["line"]
    assert (line["cap"], line["amounts"][0]["pence"], line["review_by"]) == (150_050, 350_000, "2027-04-01")
    page = (await here.ada.get(EDIT)).json()
    assert page["pots"] == [{"id": "start", "title": "Starting out", "pence": 200_000}]
    assert [one["in_force"] for one in page["laws"] if one["ours"]] == ["2026-12-01"]
    assert page["history"][0]["from_on"] == "2026-04-01"
    assert (await said_of(here.ada, "records"))["offered"] == "not_yet"


FAULTS = {
    "no TOML": (a_file(**{"[[line]]": "[[line]"}), "offer.toml", 13, None),
    "not UTF-8": (a_file() + b"\xff\xfe", "offer.toml", None, None),
    "an unknown table": (a_file() + b"\n[[lines]]\nright = 'uc'\n", "lines", None, None),
    "an unknown key": (a_file(offered_x="x", **{'offered = "yes"': 'offerd = "yes"'}), "line[1].offerd", 15, 1),
    "a wrong word": (a_file(**{'"not_yet"': '"soon"'}), "line[2].offered", None, None),
    "pence in a file": (a_file(**{"pounds = 3500": "pence = 350000"}), "line[1].amount[1].pence", None, None),
    "half a penny": (a_file(**{"pounds = 3500": "pounds = 3500.005"}), "line[1].amount[1].pounds", None, None),
    "a negative sum": (a_file(**{"pounds = 3500": "pounds = -1"}), "line[1].amount[1].pounds", None, None),
    "a text as sum": (a_file(**{"pounds = 3500": 'pounds = "3500"'}), "line[1].amount[1].pounds", None, None),
    "no sum": (a_file(**{"pounds = 3500": "pounds = nan"}), "line[1].amount[1].pounds", None, None),
    "an endless sum": (a_file(**{"pounds = 3500": "pounds = inf"}), "line[1].amount[1].pounds", None, None),
    "a pot that is not there": (a_file(**{'pot = "start"': 'pot = "strat"'}), "line[1].pot", None, None),
    "a right twice": (a_file(**{'"records"': '"setting_up_home"'}), "line[2].right", None, None),
    "a right nobody knows": (a_file(**{'"records"': '"recrds"'}), "line[2]", None, None),
    "a broken rule": (a_file(**{'pot = "start"': 'pot = "start"\nrule = "and livng is own_place"'}), "line[1].rule", 18, None),
    "an unknown law": (a_file(**{"in_force = 2026": "in_force = 2026"}).replace(b'law = "', b'law = "x'), "law[1]", None, None),
    "an empty file": (b"", "offer.toml", None, None),
    "no table but a number": (b'council = "T"\nline = 3\n', "line", None, None),
    "a list of numbers": (b'council = "T"\nline = [1, 2]\n', "line", None, None),
    "too long": (b"#" * (1024 * 1024 + 1), "offer.toml", None, None),
    "too deep": (b"a = " + b"[" * 3000 + b"]" * 3000, "", None, None),
    "a long word": (a_file(**{"We start this in spring.": "x" * 2001}), "line[2].local", None, None),
    "a hidden letter": (a_file(**{"We start": "We \u202e start"}), "", None, None),
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTS)
async def test_a_fault_is_named_with_its_place_and_nothing_is_kept(here: SimpleNamespace, name: str) -> None:
    raw, where, line, column = FAULTS[name]
    _, wrong = checked(raw, NOW.date())
    assert [one for one in wrong if where in one.where], f"{name}: {wrong}"
    assert all(one.what and one.cure for one in wrong)
    found = next(one for one in wrong if where in one.where)
    assert line is None or found.line == line, found
    assert column is None or found.column == column, found
    with pytest.raises(FaultyLines):
        await load_file(editor(here, "ada"), raw)
    assert await db.fetch("SELECT id FROM offer_write") == []


async def test_a_file_never_writes_over_a_draft(here: SimpleNamespace) -> None:
    await done(here.mina, "lines", line=a_line(local="Mina's words"))
    with pytest.raises(Conflict):
        await load_file(editor(here, "ada"), a_file())
    with pytest.raises(Conflict):
        await publish_file(a_file(), by=editor(here, "ada"), second=editor(here, "abe"), why="Ours.")
    assert (await here.mina.get(f"{EDIT}/setting_up_home")).json()["line"]["local"] == "Mina's words"


async def test_one_person_is_not_two(here: SimpleNamespace) -> None:
    with pytest.raises(SecondPerson):
        await publish_file(a_file(), by=editor(here, "ada"), second=editor(here, "ada"), why="Ours.")
    assert await db.fetch("SELECT id FROM offer_write") == []
    assert await db.fetch("SELECT id FROM offer_draft WHERE open") == []


async def test_what_fails_at_the_end_leaves_nothing(here: SimpleNamespace) -> None:
    """Loaded, sent, and then the day is refused: no draft stays behind."""
    with pytest.raises(Conflict):
        await publish_file(
            a_file(), by=editor(here, "ada"), second=editor(here, "abe"), why="Ours.", from_on=date(1999, 1, 1)
        )
    assert await db.fetch("SELECT id FROM offer_draft WHERE open") == []
    assert await ledger() == []


async def command(tmp_path: Path, raw: bytes, *more: str) -> int:
    file = tmp_path / "ours.toml"
    file.write_bytes(raw)
    asked = command_line._arguments().parse_args([str(file), *more])
    return await command_line.carry_out(asked, raw)


async def test_the_command_loads_a_draft(here: SimpleNamespace, tmp_path: Path, capsys: Any) -> None:
    assert await command(tmp_path, a_file(), "--by", "Ada@tidewater.gov.uk") == 0
    assert "revision 1" in capsys.readouterr().out
    assert (await here.mina.get(EDIT)).json()["draft_by"] == ["Ada Tester"]
    assert (await post(here.ada, "publish")).status_code == 409


async def test_the_command_publishes_with_two_administrators_and_else_not(
    here: SimpleNamespace, tmp_path: Path, capsys: Any
) -> None:
    await cast.a_worker("Priya", "adviser")
    await cast.a_worker("Gone", "admin", ended_at=NOW - timedelta(days=1))
    for by, second in (("ada", "ada"), ("ada", "mina"), ("mina", "ada"), ("ada", "priya"), ("gone", "ada"), ("ada", "gone"),
                       ("ada", "nobody")):  # fmt: skip
        emails = (
            "--by",
            f"{by}@tidewater.gov.uk",
            "--publish",
            "--second",
            f"{second}@tidewater.gov.uk",
            "--why",
            "Ours.",
        )
        assert await command(tmp_path, a_file(), *emails) == 1, (by, second)
        assert capsys.readouterr().out
    assert await ledger() == []
    both = ("--by", "ada@tidewater.gov.uk", "--publish", "--second", "abe@tidewater.gov.uk", "--why", "Ours.")
    assert await command(tmp_path, a_file(), *both, "--from", "2026-04-01") == 0
    assert "version 1" in capsys.readouterr().out
    assert (await here.mina.get(EDIT)).json()["history"][0]["why"] == "Ours."


async def test_the_command_prints_every_fault(here: SimpleNamespace, tmp_path: Path, capsys: Any) -> None:
    raw = a_file(**{'pot = "start"': 'pot = "strat"', '"not_yet"': '"soon"'})
    assert await command(tmp_path, raw, "--by", "ada@tidewater.gov.uk") == 1
    told = capsys.readouterr().out
    assert "line[1].pot, line" in told
    assert "line[2].offered, line" in told


def test_the_command_checks_without_a_database(tmp_path: Path, capsys: Any) -> None:
    file = tmp_path / "ours.toml"
    file.write_bytes(SHIPPED["tidewater"])
    assert command_line.run([str(file)]) == 0
    assert "Nothing is wrong" in capsys.readouterr().out
    file.write_bytes(b"x")
    assert command_line.run([str(file)]) == 1
    assert command_line.run([str(tmp_path / "none.toml")]) == 1
    assert command_line.run([str(file), "--publish", "--by", "ada@tidewater.gov.uk"]) == 1
    assert "two administrators" in capsys.readouterr().out
    assert "offer FILE" in USAGE
    assert "offer" in COMMANDS


# Lines that must be checked again.


async def told(here: SimpleNamespace) -> list[tuple[str, str]]:
    rows = await db.fetch("SELECT key, worker, \"end\" FROM notice WHERE kind = 'offer_review' ORDER BY key")
    names = {worker: name for name, worker in here.ids.items()}
    return sorted(
        (row["key"].split(":")[1], names[row["worker"]] + (f" {row['end']}" if row["end"] else "")) for row in rows
    )


async def remind(now: Any) -> None:
    clock.stand_still(now)
    await offer_reviews.remind(Viewer.clock("rights.remind", now))


async def test_administrators_are_told_28_days_before_once_for_each_line_and_day(here: SimpleNamespace) -> None:
    await published(here, a_line(review_by="2027-01-10"), a_line("records", amounts=None, review_by="2027-03-01"))
    day = date(2027, 1, 10)
    await remind(NOW + timedelta(days=(day - NOW.date()).days - 29))
    assert await told(here) == []
    near = NOW + timedelta(days=(day - NOW.date()).days - 28)
    await remind(near)
    both = [("setting_up_home", "abe"), ("setting_up_home", "ada")]  # no manager
    assert await told(here) == both
    await remind(near)
    await remind(near + timedelta(days=3))
    assert await told(here) == both  # nobody twice
    notices = await db.fetch("SELECT young_person, about, thing FROM notice WHERE kind = 'offer_review'")
    assert {tuple(row.values()) for row in notices} == {(None, None, None)}


async def test_a_line_that_was_checked_again_ends_them(here: SimpleNamespace) -> None:
    await published(here, a_line(review_by="2026-12-10"))
    await remind(NOW)
    assert await told(here) == [("setting_up_home", "abe"), ("setting_up_home", "ada")]
    await published(here, a_line("records", amounts=None))
    assert await told(here) == [("setting_up_home", "abe"), ("setting_up_home", "ada")]  # still to be checked
    await published(here, a_line(last_checked="2026-11-29", review_by="2027-05-01"))
    assert await told(here) == [("setting_up_home", "abe done"), ("setting_up_home", "ada done")]
    clock.stand_still(NOW + timedelta(days=140))
    await all_signed_in(here)
    await remind(NOW + timedelta(days=140))
    assert len(await told(here)) > 2  # its new day comes near too


async def test_without_an_offer_nobody_is_told(here: SimpleNamespace) -> None:
    await remind(NOW + timedelta(days=365))
    assert await told(here) == []
