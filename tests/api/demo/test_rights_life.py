"""The made-up council's rights, claims, papers and services in a real database, under all its constraints."""

from collections import Counter
from datetime import UTC, datetime
from uuid import UUID

import pytest

from backend.demo.commands import fill
from backend.demo.commands.telling_rights import tell_of_rights
from backend.documents.queries.gaps import gaps
from backend.documents.queries.mine import my_papers
from backend.entitlements.queries.claims import my_claims
from backend.entitlements.queries.mine import my_rights
from backend.entitlements.queries.near import near
from backend.entitlements.queries.pots import sums
from backend.entitlements.queries.reckoned import opened
from backend.entitlements.queries.staff import staff_rights
from backend.local_help.queries import keeping
from backend.shared import db
from backend.shared.viewer import NOBODY, Viewer

NOW = datetime(2026, 11, 29, 9, 0, tzinfo=UTC)
HERE = Viewer(kind=NOBODY, action="demo.use", now=NOW)
STATES = ("asked", "seen", "decided", "given", "confirmed", "not_come", "refused", "challenged", "withdrawn")


@pytest.fixture
async def filled(database: None) -> None:
    await fill(HERE, 220, 1)


async def young(name: str, action: str) -> Viewer:
    row = (await db.fetch("SELECT id FROM young_person WHERE given_name = $1 ORDER BY id", name))[0]
    id = UUID(str(row["id"]))
    return Viewer(kind="young_person", action=action, now=NOW, id=id, device=id, session=id)


async def worker(email: str, action: str) -> Viewer:
    row = (await db.fetch("SELECT id, role FROM worker WHERE email = $1", f"{email}@tidewater.gov.uk"))[0]
    return Viewer(kind=row["role"], action=action, now=NOW, id=UUID(str(row["id"])))


async def count(question: str) -> int:
    return int((await db.fetch(f"SELECT count(*) FROM {question}"))[0]["count"])


async def test_jade_has_what_the_pictures_show(filled: None) -> None:
    rights = {one.id: one for one in (await my_rights(await young("Jade", "rights.own"))).rights}
    home = rights["setting_up_home"]
    assert home.standing == "can"
    assert home.pot is not None
    assert (home.pot.total, home.pot.left) == (300_000, 186_000)
    ends = [one for one in rights.values() if one.standing == "ends_soon"]
    assert [(one.id, (one.until_on - NOW.date()).days) for one in ends if one.until_on] == [("nhs_costs", 50)]
    soon = await near(await young("Jade", "rights.own"))
    assert [one.id for one in soon.ends if not one.unnamed] == ["nhs_costs"]
    claims = (await my_claims(await young("Jade", "claim.own"))).claims
    newest = claims[0]
    assert (newest.words, newest.pence, newest.state, newest.decided_pence) == (
        "Cooker and fridge",
        54_000,
        "decided",
        54_000,
    )
    assert [one.state for one in claims[1:]] == ["confirmed"] * 3
    papers = await my_papers(await young("Jade", "papers.own"))
    assert (papers.held, papers.of) == (8, 13)
    turns = {one.kind: one for one in papers.papers if one.standing in ("your_turn", "going")}
    assert turns["photo_id"].next_what == "Send a photo of your face"
    assert turns["passport"].standing == "going"


async def test_claims_stand_in_every_state_and_their_words_can_be_read(filled: None) -> None:
    states = {row["state"]: row["count"] for row in await db.fetch("SELECT state, count(*) FROM claim GROUP BY 1")}
    assert set(states) == set(STATES)
    assert 60 < sum(states.values()) < 140
    assert states["confirmed"] > states["given"] > 3
    late = await count("claim WHERE due_on < '2026-11-29'")
    assert 2 <= late <= 14
    for name, state, words in (
        ("Leon", "challenged", "I gave the letter to Dan at the depot."),
        ("Amir", "not_come", None),
        ("Mei-Lin", "asked", None),
    ):
        first = (await my_claims(await young(name, "claim.own"))).claims[0]
        assert first.state == state, name
        assert words in (None, first.challenge)
    shanice = {one.state for one in (await my_claims(await young("Shanice", "claim.own"))).claims}
    assert shanice == {"given", "confirmed"}
    (ellie,) = (await my_claims(await young("Ellie", "claim.own"))).claims
    assert (ellie.state, ellie.why_late) == ("seen", "We wait for the paper from your uni.")
    for row in await db.fetch("SELECT DISTINCT young_person FROM claim"):
        id = UUID(str(row["young_person"]))
        viewer = Viewer(kind="young_person", action="claim.own", now=NOW, id=id, device=id, session=id)
        assert all(one.stops for one in (await my_claims(viewer)).claims)


async def test_every_move_was_made_by_somebody_who_could(filled: None) -> None:
    own = await db.fetch("""
        SELECT s.id FROM claim_step s JOIN claim c ON c.id = s.claim LEFT JOIN device d ON d.id = s.device
        WHERE s.by_owner AND (s.by <> c.young_person OR d.young_person <> c.young_person OR d.joined_at >= s.at)""")
    staff = await db.fetch("""
        SELECT s.id FROM claim_step s JOIN claim c ON c.id = s.claim JOIN young_person y ON y.id = c.young_person
        WHERE NOT s.by_owner AND NOT EXISTS (SELECT FROM link l WHERE l.young_person = y.id AND l.worker = s.by
            AND l.starts_at <= s.at) AND NOT EXISTS (SELECT FROM manages m WHERE m.manager = s.by AND m.team = y.team)""")
    last = await db.fetch("""
        SELECT c.id FROM claim c JOIN LATERAL (SELECT * FROM claim_step s WHERE s.claim = c.id ORDER BY s.at DESC LIMIT 1) s
            ON true WHERE s.state <> c.state OR s.due_on IS DISTINCT FROM c.due_on""")
    same = await db.fetch("SELECT id FROM claim WHERE challenged_at < decided_at AND decided_by = refused_by")
    ahead = await db.fetch("SELECT id FROM claim_step WHERE at >= '2026-11-29'")
    assert (own, staff, last, same, ahead) == ([], [], [], [], [])


async def test_nobody_was_promised_more_than_there_is(filled: None) -> None:
    for row in await db.fetch("SELECT DISTINCT young_person FROM claim"):
        id = UUID(str(row["young_person"]))
        viewer = Viewer(kind="young_person", action="claim.own", now=NOW, id=id, device=id, session=id)
        spent = await sums(viewer, id)
        home = sum(one.spent for right, one in spent.items() if right in ("setting_up_home", "first_tv_licence"))
        assert home <= 300_000


async def test_tidewaters_offer_was_brought_by_one_and_published_by_another(filled: None) -> None:
    (version,) = await db.fetch("""
        SELECT v.number, a.email AS sent, b.email AS published FROM offer_version v JOIN worker a ON a.id = v.sent_by
        JOIN worker b ON b.id = v.published_by""")
    assert (version["number"], version["sent"], version["published"]) == (
        1,
        "sunil.mathur@tidewater.gov.uk",
        "ros.achebe@tidewater.gov.uk",
    )
    assert await count("offer_draft WHERE open") == 0
    assert await count("notice WHERE kind = 'offer_review' AND ended_at IS NULL") == 0


async def test_rights_are_reckoned_and_a_second_round_tells_nobody_anything_new(filled: None) -> None:
    assert await count("rights_reckoned") == 220
    rows = await db.fetch("SELECT young_person, kept FROM rights_reckoned")
    kinds = Counter(one.standing for row in rows for one in opened(row).values())
    assert set(kinds) == {"can", "ends_soon", "may", "later", "not_now"}
    before = await count("notice")
    told = {row["kind"] for row in await db.fetch("SELECT DISTINCT kind FROM notice")}
    assert {"claim_confirm", "claim_late", "claim_late_staff", "claim_not_come", "claim_challenged", "claim_asked",
            "right_ends_56", "right_ends_staff", "paper_staff", "paper_turn", "talk_asked", "talk_no"} <= told  # fmt: skip
    await tell_of_rights(HERE)
    assert await count("notice") == before
    ros = await worker("ros.achebe", "claim.list")
    assert await count(f"notice WHERE kind = 'claim_challenged' AND ended_at IS NULL AND worker = '{ros.id}'") == 1


async def test_talks_were_confirmed_and_a_private_word_is_hidden(filled: None) -> None:
    said = {
        row["answer"]: row["count"] for row in await db.fetch("SELECT answer, count(*) FROM rights_talk GROUP BY 1")
    }
    assert said["yes"] > said[None] > said["no"] >= 1
    jade = await young("Jade", "rights.own")
    hers = await staff_rights(await worker("dan.whitlow", "rights.work"), jade.id)  # type: ignore[arg-type]
    assert hers.hidden >= 2  # she told us of her health, and shows Dan only that she has no children
    assert {one.fact for one in hers.facts if one.value and one.by == "young_person"} >= {"living", "has_children"}
    assert not [one for one in hers.facts if one.fact == "disabled" and one.value]


async def test_managers_see_gaps_and_figures_that_are_neither_all_nor_nothing(filled: None) -> None:
    found = await gaps(await worker("ros.achebe", "papers.gaps"))
    assert 25 < len(found.rows) < 90
    assert sum(bool(one.late) for one in found.rows) >= 8
    shares = [one.held / one.of for one in found.by_18 if one.of]
    assert 0.2 < sum(shares) / len(shares) < 0.9
    assert found.turned_18 > 10


async def test_services_near_by_have_their_days_and_one_was_forgotten(filled: None) -> None:
    kept = await keeping(await worker("sunil.mathur", "local_help.keep"))
    assert (len(kept.own), kept.stale, kept.feeds) == (12, 1, [])
    assert {one.about for one in kept.own} == {
        "hub", "housing", "mental_health", "advocacy", "young_parents", "money", "work", "other",
    }  # fmt: skip


@pytest.mark.parametrize("day", [datetime(2028, 2, 29, 9, tzinfo=UTC), datetime(2026, 12, 28, 9, tzinfo=UTC)])
async def test_another_day_is_as_good(database: None, day: datetime) -> None:
    assert await fill(Viewer(kind=NOBODY, action="demo.use", now=day), 40, 3) == 40
    assert await count("claim") > 10
    assert await count("offer_version") == 1
