"""What staff do with a claim: they see it, decide it, give it, or say why it is late. They never confirm that it came."""

from typing import Any
from uuid import UUID

from backend.entitlements import claiming
from backend.entitlements.commands import claim_telling
from backend.entitlements.commands.claim_moving import days, held, leads_to, moved, sealed
from backend.entitlements.queries.claims import line, opened
from backend.entitlements.queries.pots import held_with_the_others, pots
from backend.entitlements.schemas import DecideIn, GivenIn, LateIn
from backend.people.queries import who_manages
from backend.shared.dates import london_date
from backend.shared.db import transaction
from backend.shared.problems import AboveWhatIsLeft, NotFound, NotValid, SecondPerson
from backend.shared.viewer import MANAGER, Viewer


async def see(viewer: Viewer, claim: UUID) -> None:
    """The young person sees who read it and when. Again: nothing."""
    async with transaction():
        row = await held(viewer, claim)
        if row["seen_at"] is not None:
            return
        await moved(viewer, row, "see", **_seen(viewer, row))
        await claim_telling.was_seen(viewer, row)


def _seen(viewer: Viewer, row: dict[str, Any]) -> dict[str, Any]:
    """Whoever does anything with it has seen it."""
    return {} if row["seen_at"] else {"seen_at": viewer.now, "seen_by": viewer.id}


async def decide(viewer: Viewer, claim: UUID, said: DecideIn) -> None:
    """The young person has an answer, with its reason where it is a no or a partly. The same again: nothing.

    Raises AboveWhatIsLeft when the pot does not hold it, decided under a lock; SecondPerson when a challenge is
    answered by whoever said no, or anything by an adviser where a manager must; NotValid without a reason or a sum.
    """
    async with transaction():
        row = await held_with_the_others(viewer, claim)
        if row is None:
            raise NotFound()
        if _said_before(viewer, row, said):
            return
        challenged = row["state"] == claiming.CHALLENGED
        leads_to(viewer, row, said.decision)
        if challenged or row["right_id"] in claiming.ABOVE_ADVISERS:
            await _second_person(viewer, row)
        pence = _pence(row, said)
        pot = "" if said.decision == claiming.NO else await _in_the_pot(viewer, row, pence)
        await moved(viewer, row, said.decision, said.reason, pot=pot, **_decision(viewer, row, said, pence))
        await claim_telling.decided(viewer, row, challenged=challenged)


def _said_before(viewer: Viewer, row: dict[str, Any], said: DecideIn) -> bool:
    """Whether this very person decided this very thing already: sent twice it stands once."""
    return (
        row["state"] in (claiming.DECIDED, claiming.REFUSED)
        and (row["decided_by"], row["decision"], row["reason_code"]) == (viewer.id, said.decision, said.reason_code)
        and said.pence in (None, row["decided_pence"])
        and opened(row, "reason") == said.reason
    )


async def _second_person(viewer: Viewer, row: dict[str, Any]) -> None:
    managers = (await who_manages([row["young_person"]], viewer.now)).get(row["young_person"], [])
    if why := claiming.may_answer(
        viewer.id, manager=viewer.kind == MANAGER, refused_by=row["refused_by"], managers=managers
    ):
        raise SecondPerson(why)


def _pence(row: dict[str, Any], said: DecideIn) -> int | None:
    """What is promised; NotValid where the decision lacks something or says two things at once."""
    if said.decision != claiming.YES and not (said.reason_code and said.reason.strip()):
        raise _not_valid("reason", "Say why. The young person reads it.")
    if said.pence == 0 and said.decision != claiming.NO:
        raise _not_valid("pence", "£0 promises nothing. Say how much, or say no and why.")
    if said.decision == claiming.NO:
        if said.pence is not None:
            raise _not_valid("pence", "A no has no sum.")
        pence = None
    else:
        pence = row["pence"] if said.pence is None and said.decision == claiming.YES else said.pence
        if said.decision == claiming.PARTLY and row["pence"] and (pence is None or pence >= row["pence"]):
            raise _not_valid("pence", "Say how much of it. It is less than what was asked.")
        if said.decision == claiming.YES and pence is not None and pence < (row["pence"] or 1):
            raise _not_valid("pence", "Less than what was asked is yes to part of it, with the reason.")
    if row["state"] == claiming.CHALLENGED and not claiming.never_worse(
        row["decision"], row["decided_pence"], said.decision, pence
    ):
        raise _not_valid("decision", "An answer to a challenge is never less than before.")
    return pence


def _not_valid(field: str, problem: str) -> NotValid:
    return NotValid(problem, faults=[{"field": field, "problem": problem}])


async def _in_the_pot(viewer: Viewer, row: dict[str, Any], pence: int | None) -> str:
    """What is promised fits in what is left; the answer is the id of the pot that it comes from, or of the one that it
    holds already, where its line is no longer in the offer; "" for none.

    Where there is a pot, a promise without a sum would use up nothing of it.
    """
    pot = (await pots(viewer, row["young_person"], {row["right_id"]}, but=row["id"])).get(row["right_id"])
    if pot is None or not pot.holds:
        return str(row["pot"])
    if pence is None:
        raise _not_valid("pence", "Say how much. It comes off what is left.")
    if pence > pot.left:
        raise AboveWhatIsLeft(f"£{pot.left / 100:,.2f} is left.".replace(".00", ""), left=pot.left)
    return pot.id or str(row["pot"])


def _decision(viewer: Viewer, row: dict[str, Any], said: DecideIn, pence: int | None) -> dict[str, Any]:
    new = {
        **_seen(viewer, row),
        "decided_at": viewer.now,
        "decided_by": viewer.id,
        "decision": said.decision,
        "decided_pence": pence,
        "reason_code": said.reason_code,
        "reason": sealed("reason", row["id"], said.reason),
        "give_by": None if said.decision == claiming.NO else claiming.give_by(viewer.today, days()),
    }
    if said.decision != claiming.YES and row["refused_by"] is None:
        new["refused_by"] = viewer.id
    return new


async def given(viewer: Viewer, claim: UUID, said: GivenIn) -> None:
    """It was paid or given on that day; whether it came only the young person says. The same again: nothing."""
    async with transaction():
        row = await held(viewer, claim)
        stands = (row["given_by"], row["given_on"], opened(row, "given_how")) == (viewer.id, said.on, said.how)
        if row["state"] == claiming.GIVEN and stands:
            return
        leads_to(viewer, row, "give")
        if not london_date(row["decided_at"]) <= said.on <= viewer.today:
            raise _not_valid("on", "Use a day from the answer until today.")
        await moved(
            viewer,
            row,
            "give",
            said.how,
            given_at=viewer.now,
            given_on=said.on,
            given_by=viewer.id,
            given_how=sealed("given_how", claim, said.how),
        )
        await claim_telling.given(viewer, row)


async def late(viewer: Viewer, claim: UUID, said: LateIn) -> None:
    """The next promise has a new day, and the young person knows why. The same day and words again: nothing.

    Being seen cannot be put off: whoever says why has seen it, and it is the answer that moves. An adviser puts off a
    promise once; after that SecondPerson sends them to a manager.
    """
    async with transaction():
        row = await held(viewer, claim)
        to = leads_to(viewer, row, "late")
        column = {claiming.SEEN: "decide_by", claiming.CHALLENGED: "challenge_by"}.get(to, "give_by")
        why = sealed("why_late", claim, said.why)
        if (row[column], opened(row, "why_late")) == (said.new_day, said.why):
            return
        if claiming.needs_manager(row["put_off"], manager=viewer.kind == MANAGER):
            raise SecondPerson("It was put off before. Only a manager can put it off again.")
        first = row["first_by"] or row[column]
        if refused := claiming.new_day_refused(said.new_day, viewer.today, row[column], first):
            raise _not_valid("new_day", refused)
        new: dict[str, Any] = {**_seen(viewer, row), "why_late": why, column: said.new_day}
        new |= {"first_by": first, "put_off": row["put_off"] + 1}
        await moved(viewer, row, "late", said.why, **new)
        stop = claiming.promises(line({**row, "state": to, column: said.new_day}))[0].stop
        await claim_telling.new_day(viewer, row, stop, said.new_day)
