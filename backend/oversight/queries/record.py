"""The proof behind one row: five stops, each with who, when and how."""

from typing import Any
from uuid import UUID

from backend.audit.commands import looked
from backend.oversight.schemas import RecordStop, SharingRecord
from backend.people.queries import must_see
from backend.plans.queries.versions import contents, measured, versions
from backend.plans.rules import FIVE_STOPS
from backend.shared.dates import age_on, london_date
from backend.shared.db import transaction
from backend.shared.viewer import Viewer


async def record(viewer: Viewer, young_person: UUID) -> SharingRecord:
    """The five stops of one person's plan with their evidence; the look is kept. NotFound when it is not theirs."""
    async with transaction():
        person = await must_see(viewer, young_person)
        row = measured(await versions(viewer, young_person))
        content = (await contents(viewer, [row["id"]]))[row["id"]] if row else None
        await looked(viewer, about=young_person, thing=row["id"] if row else None)
    now = content.hash(young_person, row["number"]) if content and row else ""
    reached = [row[f"{stop.code}_at"] for stop in FIVE_STOPS if row[f"{stop.code}_at"]] if row else []
    return SharingRecord(
        young_person=young_person,
        name=f"{person['given_name']} {person['family_name']}",
        known_as=person["known_as"],
        age=age_on(person["born_on"], viewer.today),
        number=row["number"] if row else None,
        stops=_proof(row),
        days=(viewer.today - london_date(max(reached))).days if reached else 0,
        answer=row["answer"] if row else None,
        answer_words=row["answer_words"] if row else "",
        why_anyway=row["why_anyway"] if row else None,
        hash=now,
        intact=not row or row["content_hash"] in (None, now),
    )


_HOW = {"fetched": "On their own phone", "opened": "Unlocked, on their own phone", "answered": "With their answer"}


def _proof(row: dict[str, Any] | None) -> list[RecordStop]:
    if row is None:
        return [RecordStop(stop.code, None, "", "") for stop in FIVE_STOPS]
    by = {
        "written": (f"{row['written_given'] or ''} {row['written_family'] or ''}".strip(), ""),
        "shared": (f"{row['shared_given'] or ''} {row['shared_family'] or ''}".strip(), ""),
        "delivered": ("", _HOW.get(row["delivered_act"] or "", "")),
        "opened": ("", _HOW.get(row["opened_act"] or "", "")),
        "understood": ("", "Their own answer" if row["understood_at"] else ""),
    }
    return [RecordStop(stop.code, row[f"{stop.code}_at"], *by[stop.code]) for stop in FIVE_STOPS]
