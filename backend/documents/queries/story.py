"""All that was said about one person's papers, unsealed, and the list as it follows from that."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import msgspec
from msgspec import Struct

from backend.documents.rules import IMMIGRATION, Standing, list_of
from backend.documents.schemas import Paper
from backend.documents.tables import PaperEntry
from backend.documents.voices import NOBODY_SAID, Voices, Word
from backend.people.queries import visible_to, visible_to_sql
from backend.people.tables import YoungPerson
from backend.shared.crypt import unseal
from backend.shared.dates import london_date
from backend.shared.viewer import Viewer

ASK = "The council says you have it. Do you?"


class Words(Struct, omit_defaults=True):
    """What is sealed in an entry. An owner's has words alone."""

    words: str = ""
    where: str = ""
    next_name: str = ""
    next_what: str = ""
    expires_on: date | None = None


class Leave(Struct):
    """What is sealed of an owner's leave to stay."""

    leave: str
    expires_on: date | None


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing said about one paper. `by`: the first name of who works for the council, None for the owner."""

    kind: str
    word: Word
    by: str | None
    said: Words


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept for an owner beside their list: whether a number, and their leave to stay."""

    number: bool = False
    leave: Leave | None = None
    shown: bool = False
    said_on: date | None = None


async def entries(viewer: Viewer, young_person: UUID) -> list[Entry]:
    """Everything said about this young person's papers, newest first. One statement."""
    rows = (
        await PaperEntry.select(
            PaperEntry.id, PaperEntry.kind, PaperEntry.status, PaperEntry.said, PaperEntry.at, PaperEntry.next_who,
            PaperEntry.next_by, PaperEntry.by_worker, PaperEntry.by_worker.given_name.as_alias("given_name"),
        )
        .where(PaperEntry.young_person == young_person, PaperEntry.young_person.is_in(visible_to(viewer)))
        .order_by(PaperEntry.at, PaperEntry.id, ascending=False)
    )  # fmt: skip
    return [_entry(row) for row in rows]


def opened(id: UUID, sealed: bytes) -> Words:
    """What this entry's sealed part says."""
    return msgspec.json.decode(unseal(bytes(sealed), f"paper_entry.said:{id}"), type=Words)


def _entry(row: dict[str, Any]) -> Entry:
    word = Word(row["status"], row["at"], row["next_who"], row["next_by"])
    return Entry(row["kind"], word, row["given_name"] if row["by_worker"] else None, opened(row["id"], row["said"]))


_KEPT = """
    SELECT n.id IS NOT NULL AS number, i.said, coalesce(i.shown, false) AS shown, i.said_on
    FROM young_person y LEFT JOIN ni_number_kept n ON n.young_person = y.id
    LEFT JOIN immigration_kept i ON i.young_person = y.id
    WHERE y.id = {} AND y.id IN ({})
"""


async def kept(viewer: Viewer, young_person: UUID) -> Kept:
    """What is kept for this young person beside the list. One statement."""
    rows = await YoungPerson.raw(_KEPT, young_person, visible_to_sql(viewer))
    if not rows:
        return Kept()
    row = rows[0]
    leave = leave_of(young_person, row["said"]) if row["said"] else None
    return Kept(row["number"], leave, row["shown"], row["said_on"])


def leave_of(young_person: UUID, sealed: bytes) -> Leave:
    """What this owner's sealed words about their leave say."""
    return msgspec.json.decode(unseal(bytes(sealed), f"immigration_kept.said:{young_person}"), type=Leave)


def council_expiry(said: list[Entry]) -> date | None:
    """The last day of leave to stay as the council wrote it last."""
    dates = [one.said.expires_on for one in said if one.kind == IMMIGRATION and one.by is not None]
    return next((day for day in dates if day), None)


def voices_of(said: list[Entry]) -> dict[str, Voices]:
    """The latest word of each voice on each paper; `said` is newest first."""
    latest: dict[tuple[str, bool], Word] = {}
    for one in said:
        latest.setdefault((one.kind, one.by is None), one.word)
    return {kind: Voices(latest.get((kind, True)), latest.get((kind, False))) for kind, _ in latest}


def list_from(
    said: list[Entry], born_on: date, today: date, expires_on: date | None, *, stated: bool, tell: bool
) -> list[Paper]:
    """The whole checklist. `tell`: the day leave ends may stand on it; it always counts for how its papers stand."""
    voices = voices_of(said)
    return [
        _paper(one, voices.get(one.item.kind, NOBODY_SAID), said, tell=tell)
        for one in list_of(born_on, voices, today, expires_on=expires_on, stated=stated)
    ]


def counts(papers: list[Paper]) -> tuple[int, int]:
    """How many of those that are needed are held, and how many are needed."""
    need = [one for one in papers if one.standing != "not_needed"]
    return sum(one.held for one in need), len(need)


def _paper(one: Standing, voices: Voices, said: list[Entry], *, tell: bool) -> Paper:
    item, here = one.item, [entry for entry in said if entry.kind == one.item.kind]
    council = next((entry for entry in here if entry.by is not None), None)
    step = council.said if council and voices.step and not voices.asked and one.next_who else None
    usual = one.next_who is not None and step is None and not voices.asked
    hidden = item.kind == IMMIGRATION and not tell
    return msgspec.convert(
        {
            "kind": item.kind,
            "title": item.title,
            "about": item.about,
            "how": list(item.how),
            "free": item.free,
            "status": one.status,
            "held": one.held,
            "owner_says": voices.owner.status if voices.owner else None,
            "council_says": voices.council.status if voices.council else None,
            "differs": one.differs,
            "start_on": one.start_on,
            "have_by": None if hidden else one.have_by,
            "days_left": None if hidden else one.days_left,
            "standing": one.standing,
            "next_who": one.next_who,
            "next_name": step.next_name if step else item.first_name if usual else "",
            "next_what": step.next_what if step else _usual(one) if usual else ASK if voices.asked else "",
            "next_by": voices.step.next_by if step and voices.step else None,
            "where": next((entry.said.where for entry in here if entry.said.where), ""),
            "said": [_said(entry) for entry in here],
        },
        Paper,
    )


def _usual(one: Standing) -> str:
    """What whoever's turn it is does, where nobody wrote another step."""
    return one.item.renew if one.renews and one.item.renew else one.item.first


def _said(entry: Entry) -> dict[str, Any]:
    return {
        "status": entry.word.status,
        "by": entry.by or "",
        "on": london_date(entry.word.at),
        "words": entry.said.words,
    }
