"""The claims of one made-up life as rows: each move by the rules of the claims room, with its step. Pure."""

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from backend.demo.claim_stories import OWNERS, Asked, Move
from backend.demo.dice import Dice
from backend.demo.told import Keep, Phone
from backend.entitlements import claiming
from backend.entitlements.engine.lines import Right
from backend.shared.dates import london_date

if TYPE_CHECKING:
    from backend.demo.records import Records

CLAIMS = {
    "claim": ("id", "young_person", "right_id", "title", "mark", "words", "pence", "state", "due_on", "asked_at", "see_by",
              "seen_at", "seen_by", "decide_by", "decided_at", "decided_by", "decision", "decided_pence", "reason_code",
              "reason", "challenged_at", "challenge", "challenge_by", "refused_by", "give_by", "given_at", "given_on",
              "given_by", "given_how", "why_late", "confirmed_at", "over_at", "pot", "first_by", "put_off"),
    "claim_step": ("id", "claim", "act", "state", "at", "by", "by_owner", "due_on", "pence", "words", "device", "session"),
}  # fmt: skip
SEALED = ("words", "reason", "challenge", "given_how", "why_late")


@dataclass(frozen=True, slots=True)
class Around:
    """Whose claims these are, the phone they ask on, who answers, and who answers a challenge."""

    owner: UUID
    phone: Phone
    adviser: UUID
    manager: UUID
    days: claiming.Days


@dataclass
class Played:
    """A claim as it stands after some of its moves, in plain words."""

    row: dict[str, Any]
    steps: list[tuple[Move, dict[str, Any]]] = field(default_factory=list)


def claim_rows(into: "Records", asked: Asked, right: Right, around: Around, dice: Dice, keep: Keep) -> None:
    """One claim and its steps."""
    id = dice.id(asked.moves[0].at)
    played = play(asked, right, around)
    row = {"reason_code": "", **played.row, "id": id, "pot": ""}
    if right.pot and row["decided_pence"] is not None:
        row["pot"] = right.pot.id
    row["mark"] = keep.mark("claim", [around.owner, asked.right, row["words"], row["pence"], []])
    for name in SEALED:
        row[name] = keep.seal(row[name], f"claim.{name}:{id}") if row.get(name) else None
    into.rows["claim"].append(tuple(row.get(name) for name in CLAIMS["claim"]))
    for move, said in played.steps:
        step, own = dice.id(move.at), move.act in OWNERS
        kept = keep.seal(move.words, f"claim_step.words:{step}") if move.words else None
        into.rows["claim_step"].append(
            (step, id, move.act, said["state"], move.at, said["by"], own, said["due_on"], said["pence"], kept,
             around.phone.id if own else None, dice.id(move.at) if own else None)
        )  # fmt: skip


def play(asked: Asked, right: Right, around: Around) -> Played:
    """The claim after all its moves. A move that the rules do not allow from there raises ValueError."""
    first, *others = asked.moves
    line = claiming.first_promises(london_date(first.at), right.ask.answer_days or around.days.answer, around.days)
    row: dict[str, Any] = {
        "young_person": around.owner, "right_id": right.id, "title": right.title, "words": first.words,
        "pence": first.pence, "asked_at": first.at, "state": line.state, "see_by": line.see_by,
        "decide_by": line.decide_by, "due_on": claiming.due_on(line), "seen_at": None, "challenged_at": None,
        "decision": None, "decided_pence": None, "refused_by": None, "give_by": None, "challenge_by": None,
        "over_at": None, "first_by": None, "put_off": 0,
    }  # fmt: skip
    played = Played(row, [(first, {**row, "by": around.owner})])
    for move in others:
        by = around.owner if move.act in OWNERS else _staff(row, around)
        who = claiming.OWNER if move.act in OWNERS else claiming.COUNCIL
        challenged = row["challenged_at"] is not None
        to = claiming.move(move.act, who, row["state"], decision=row["decision"], challenged=challenged)
        if to is None:
            raise ValueError(f"{move.act} cannot follow {row['state']}")
        row |= ({} if move.act == "late" else {"first_by": None, "put_off": 0, "why_late": None}) | _changes(
            row, move, by, to, around.days
        )
        row |= {"state": to, "over_at": move.at if to in claiming.OVER else None}
        promised = claiming.Line(to, row["see_by"], row["decide_by"], row["give_by"], row["challenge_by"])
        row["due_on"] = claiming.due_on(promised)
        played.steps.append((move, {"state": to, "due_on": row["due_on"], "pence": row["decided_pence"], "by": by}))
    return played


def _staff(row: dict[str, Any], around: Around) -> UUID:
    """Whoever said no never answers the challenge."""
    return around.manager if row["state"] == claiming.CHALLENGED else around.adviser


def _changes(row: dict[str, Any], move: Move, by: UUID, to: str, days: claiming.Days) -> dict[str, Any]:
    """What this act changes beside where the claim stands, as commands.claims and claim_answers do."""
    on = london_date(move.at)
    if move.act == "came":
        return {"confirmed_at": move.at}
    if move.act == "not_come":
        return {"give_by": claiming.give_by(on, days)}
    if move.act == "challenge":
        by_day = claiming.challenge_by(on, days)
        return {"challenged_at": move.at, "challenge": move.words, "challenge_by": by_day}
    if move.act == "withdraw":
        return {}
    seen = {} if row["seen_at"] else {"seen_at": move.at, "seen_by": by}
    if move.act == "late":
        column = {claiming.SEEN: "decide_by", claiming.CHALLENGED: "challenge_by"}.get(to, "give_by")
        moved = {column: move.new_day, "first_by": row["first_by"] or row[column], "put_off": row["put_off"] + 1}
        return {**seen, "why_late": move.words, **moved}
    if move.act == "give":
        return {"given_at": move.at, "given_on": on, "given_by": by, "given_how": move.words}
    return seen if move.act == "see" else {**seen, **_decision(row, move, by, on, days)}


def _decision(row: dict[str, Any], move: Move, by: UUID, on: date, days: claiming.Days) -> dict[str, Any]:
    new = {
        "decided_at": move.at,
        "decided_by": by,
        "decision": move.act,
        "decided_pence": move.pence,
        "reason_code": move.code,
        "reason": move.words,
        "give_by": None if move.act == claiming.NO else claiming.give_by(on, days),
    }
    return new | ({"refused_by": by} if move.act != claiming.YES and row["refused_by"] is None else {})
