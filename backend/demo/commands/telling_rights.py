"""What the made-up people were told of rights, claims and papers: by the rounds of those rooms, and what was told at once."""

from datetime import timedelta
from typing import Any

from backend.documents.commands import rounds as papers
from backend.entitlements.commands import claim_chasing, offer_reviews, reckoning, reminding
from backend.notifications.commands import Given, give_many
from backend.people.queries import who_manages, who_reads
from backend.shared.db import fetch, transaction
from backend.shared.viewer import Viewer

UNREAD = timedelta(days=5)
"""What was told longer ago than this was read, and is tidied away."""

# The last thing that happened to each open claim.
_CLAIMS = """
    SELECT id, young_person, state, decided_at, decided_by, challenged_at, given_at, given_by, refused_by FROM claim
    WHERE state NOT IN ('confirmed', 'withdrawn') ORDER BY id
"""
_TALKS = """
    SELECT DISTINCT ON (t.young_person) t.id, t.young_person, t.answer, t.answered_at, t.made_at FROM rights_talk t
    ORDER BY t.young_person, t.made_at DESC, t.id DESC
"""
# The council's word is the last on this paper, and the next step is its owner's, or an answer is.
_TURNS = """
    SELECT id, young_person FROM (
        SELECT DISTINCT ON (young_person, kind) id, young_person, by_worker, next_who, status FROM paper_entry
        ORDER BY young_person, kind, at DESC, id DESC) last
    WHERE by_worker IS NOT NULL AND (next_who = 'young_person' OR status = 'held_by_me') ORDER BY id
"""


async def tell_of_rights(viewer: Viewer) -> None:
    """How every right stands is reckoned, and everybody has the notices about rights, claims and papers that stand today."""
    await reckoning.bring_up_to_date(Viewer.clock("rights.reckon", viewer.now))
    await reminding.remind(Viewer.clock("rights.remind", viewer.now))
    await offer_reviews.remind(Viewer.clock("rights.remind", viewer.now))
    await claim_chasing.chase(Viewer.clock("claim.chase", viewer.now))
    await papers.remind(Viewer.clock("papers.remind", viewer.now))
    async with transaction():
        await _of_claims(viewer)
        await _of_talks(viewer)
        turns = await fetch(_TURNS)
        await give_many(viewer, [Given("paper_turn", f"paper-turn:{one['id']}", young_person=one["young_person"], thing=one["id"]) for one in turns])  # fmt: skip


async def _of_claims(viewer: Viewer) -> None:
    rows = await fetch(_CLAIMS)
    people = list({row["young_person"] for row in rows})
    reads, manages = await who_reads(people, viewer.now), await who_manages(people, viewer.now)
    found = []
    for row in rows:
        person = row["young_person"]
        reader, managers = reads.get(person), manages.get(person, [])
        found += _news(row, viewer)
        if row["state"] == "asked":
            found += [_staff(row, "claim_asked", "", one) for one in ([reader] if reader else managers)]
        elif row["state"] == "not_come":
            at = f":{int(row['given_at'].timestamp())}"
            found += [_staff(row, "claim_not_come", at, one) for one in {*managers, *([reader] if reader else [])}]
        elif row["state"] == "challenged":
            found += [_staff(row, "claim_challenged", "", one) for one in managers if one != row["refused_by"]]
    await give_many(viewer, sorted(found, key=lambda one: one.key))


def _news(row: dict[str, Any], viewer: Viewer) -> list[Given]:
    """What its owner has not read yet: an answer, or that it was given, of the last days."""
    since, person, id = viewer.now - UNREAD, row["young_person"], row["id"]
    if row["state"] == "given" and row["given_at"] > since:
        key = f"claim-given:{id}:{int(row['given_at'].timestamp())}"
        return [Given("claim_given", key, young_person=person, thing=id, named=row["given_by"])]
    if row["state"] in ("decided", "refused") and row["decided_at"] > since:
        kind = "claim_challenge_answered" if row["challenged_at"] else "claim_decided"
        key = f"{kind.replace('_', '-')}:{id}"
        return [Given(kind, key, young_person=person, thing=id, named=row["decided_by"])]
    return []


def _staff(row: dict[str, Any], kind: str, more: str, worker: Any) -> Given:
    key = f"{kind.replace('_', '-')}:{row['id']}{more}:{worker}"
    return Given(kind, key, worker=worker, about=row["young_person"], thing=row["id"])


async def _of_talks(viewer: Viewer) -> None:
    """Whoever has not answered about their last talk is asked; who said no is told to whoever reads for them."""
    rows = await fetch(_TALKS)
    readers = await who_reads([row["young_person"] for row in rows if row["answer"] == "no"], viewer.now)
    found = []
    for row in rows:
        person, id, reader = row["young_person"], row["id"], readers.get(row["young_person"])
        if row["answer"] is None:
            found.append(Given("talk_asked", f"talk-asked:{id}", young_person=person, thing=id))
        elif row["answer"] == "no" and reader:
            found.append(Given("talk_no", f"talk-no:{id}:{reader}", worker=reader, about=person, thing=id))
    await give_many(viewer, found)
