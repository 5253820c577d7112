"""Who is told of what happened to a claim, and which notices it ends. Inside the transaction of the fact."""

from typing import Any
from uuid import UUID

from backend.entitlements import claiming
from backend.notifications.commands import Given, cancel, finish, give, give_many, give_staff, seen
from backend.people.queries import any_managers, who_manages, who_reads
from backend.shared.viewer import Viewer

TO_DO = ("claim_asked", "claim_due", "claim_late_staff", "claim_not_come", "claim_challenged")
"""What a member of staff is told to do about a claim."""
NEWS = ("claim_decided", "claim_given", "claim_late", "claim_challenge_answered")
"""What its owner has read once they looked at it."""


async def asked(viewer: Viewer, young_person: UUID, claim: UUID, right: str) -> None:
    """Whoever reads for them knows, or the managers; what may be about whoever reads goes to the managers."""
    if right in claiming.ABOVE_ADVISERS:
        managers = (await who_manages([young_person], viewer.now)).get(young_person, [])
        anyone = managers or (await any_managers([young_person], viewer.now)).get(young_person, [])[:1]
        row = {"id": claim, "young_person": young_person}
        await _tell_staff(viewer, row, "claim_asked", f"claim-asked:{claim}", anyone)
        return
    await give_staff(viewer, kind="claim_asked", key=f"claim-asked:{claim}", about=young_person, thing=claim)


async def was_seen(viewer: Viewer, row: dict[str, Any]) -> None:
    """Nobody has to be told any more that it was asked; that an answer is due stays."""
    await finish(viewer, why="seen", kinds=("claim_asked",), about=row["young_person"], thing=row["id"])


async def decided(viewer: Viewer, row: dict[str, Any], *, challenged: bool) -> None:
    """They have their answer; what staff were told to do is done."""
    await _done(viewer, row, "decided")
    await _no_longer_late(viewer, row)
    kind = "claim_challenge_answered" if challenged else "claim_decided"
    await _tell(viewer, row, kind, f"{kind.replace('_', '-')}:{row['id']}")


async def given(viewer: Viewer, row: dict[str, Any]) -> None:
    """They know that it was given; the question whether it came follows later."""
    await _done(viewer, row, "given")
    await _no_longer_late(viewer, row)
    await _tell(viewer, row, "claim_given", f"claim-given:{row['id']}:{int(viewer.now.timestamp())}")


async def new_day(viewer: Viewer, row: dict[str, Any], stop: str, by: Any) -> None:
    """They know why it is late and the new day; what was told of the old day is over."""
    kinds = ("claim_asked", "claim_due", "claim_late_staff")
    await finish(viewer, why="new_day", kinds=kinds, about=row["young_person"], thing=row["id"])
    await _no_longer_late(viewer, row)
    await _tell(viewer, row, "claim_late", f"claim-late:{row['id']}:{stop}:{by}:said")


async def came(viewer: Viewer, row: dict[str, Any]) -> None:
    """It is over: nobody has anything left to do."""
    await _over(viewer, row, "came")


async def withdrawn(viewer: Viewer, row: dict[str, Any]) -> None:
    """It is over: nobody has anything left to do."""
    await _over(viewer, row, "withdrawn")


async def not_come(viewer: Viewer, row: dict[str, Any]) -> None:
    """Whoever reads for them knows, and the managers, at once."""
    await finish(viewer, why="not_come", kinds=(*NEWS, "claim_confirm"), young_person=viewer.id, thing=row["id"])
    staff = await around(viewer, row["young_person"])
    await _tell_staff(viewer, row, "claim_not_come", f"claim-not-come:{row['id']}:{int(viewer.now.timestamp())}", staff)


async def challenged(viewer: Viewer, row: dict[str, Any]) -> None:
    """The managers know, but nobody who said no; where they leave nobody, whoever reads, and else any manager."""
    await read(viewer, row["id"])
    person, not_they = row["young_person"], row["refused_by"]
    managers = [one for one in (await who_manages([person], viewer.now)).get(person, []) if one != not_they]
    if not managers:
        reader = (await who_reads([person], viewer.now)).get(person)
        anyone = (await any_managers([person], viewer.now)).get(person, [])
        managers = [one for one in (reader, *anyone) if one and one != not_they][:1]
    await _tell_staff(viewer, row, "claim_challenged", f"claim-challenged:{row['id']}", managers)


async def read(viewer: Viewer, claim: UUID) -> None:
    """Its owner has read where it stands."""
    await seen(viewer, kinds=NEWS, young_person=viewer.id, thing=claim)


async def around(viewer: Viewer, person: UUID) -> list[UUID]:
    """Whoever reads for them and the managers of their team; any manager where there is nobody."""
    reader = (await who_reads([person], viewer.now)).get(person)
    managers = (await who_manages([person], viewer.now)).get(person, [])
    found = list(dict.fromkeys(one for one in (reader, *managers) if one))
    return found or (await any_managers([person], viewer.now)).get(person, [])[:1]


async def _done(viewer: Viewer, row: dict[str, Any], why: str) -> None:
    await finish(viewer, why=why, kinds=TO_DO, about=row["young_person"], thing=row["id"])


async def _no_longer_late(viewer: Viewer, row: dict[str, Any]) -> None:
    await cancel(viewer, why="newer", kinds=("claim_late",), young_person=row["young_person"], thing=row["id"])


async def _over(viewer: Viewer, row: dict[str, Any], why: str) -> None:
    await _done(viewer, row, why)
    await finish(viewer, why=why, kinds=(*NEWS, "claim_confirm"), young_person=row["young_person"], thing=row["id"])


async def _tell(viewer: Viewer, row: dict[str, Any], kind: str, key: str) -> None:
    await give(
        viewer, kind=kind, key=key, young_person=row["young_person"], thing=row["id"], named=viewer.id
    )  # fmt: skip


async def _tell_staff(viewer: Viewer, row: dict[str, Any], kind: str, key: str, workers: list[UUID]) -> None:
    given = [Given(kind, f"{key}:{one}", worker=one, about=row["young_person"], thing=row["id"]) for one in workers]
    await give_many(viewer, given)
