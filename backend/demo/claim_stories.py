"""What the made-up young people asked for and what became of it: every state a claim can stand in. Pure.

Each story is a row of moves that the product's own rules allow; one that would lie ahead has not happened yet.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

from backend.demo import words
from backend.demo.dice import Dice
from backend.demo.lives import Person
from backend.demo.stories import any_hour, office
from backend.shared.dates import LONDON, is_working_day, start_of, working_days_after

OWNERS = frozenset({"asked", "came", "not_come", "challenge", "withdraw"})
ASKING = {1: 60, 2: 28, 3: 12}
"""Of a hundred who ask, how many ask so often."""
SHARE = 0.42
"""Of those who are 18 and have a phone."""
ENDS = {
    "came": 46, "give": 9, "yes": 9, "see": 6, "asked": 6, "no": 8, "challenge": 4, "answered": 3, "not_come": 4,
    "withdraw": 3, "late": 2,
}  # fmt: skip
"""Of a hundred claims: the last thing that happened to it. `answered`: a challenge. `late`: an answer that is overdue."""
ASKED_AGO = {
    "came": (40, 300), "give": (13, 24), "yes": (6, 12), "see": (3, 6), "asked": (1, 2), "no": (8, 200),
    "challenge": (12, 17), "answered": (45, 160), "not_come": (24, 40), "withdraw": (9, 90), "late": (18, 28),
}  # fmt: skip
"""Days ago, from and to."""


@dataclass(frozen=True, slots=True)
class Move:
    """One thing that happened to a claim. `act` as in claiming.ACTS, or asked; `new_day`: of what is late."""

    act: str
    at: datetime
    words: str = ""
    pence: int | None = None
    code: str = ""
    new_day: date | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """One claim from its first move on."""

    right: str
    moves: tuple[Move, ...]


def of_the_cast(child: str, today: date) -> list[Asked]:
    """The claims of the pictures, in the order of data/cast_claims.txt."""
    found: list[Asked] = []
    dice = Dice(0, "cast claims", child)
    for _, right, act, ago, number, code, said in (row for row in words.rows("cast_claims.txt") if row[0] == child):
        day = today - timedelta(days=int(ago))
        late = act == "late"
        move = Move(
            act,
            any_hour(dice, day) if act in OWNERS else office(dice, day),
            said,
            int(number) * 100 if number and not late else None,
            code,
            today + timedelta(days=int(number)) if late else None,
        )
        if act == "asked":
            found.append(Asked(right, ()))
        found[-1] = Asked(right, _after(found[-1].moves, move, today))
    return found


def somebodys(dice: Dice, person: Person, phone_since: int | None, today: date) -> list[Asked]:
    """What somebody with a phone asked for; nothing for most."""
    if phone_since is None or phone_since < 20 or person.age(today) < 18 or not dice.chance(SHARE):
        return []
    fit = [row for row in words.rows("claims.txt") if set(row[1].split()) & person.tags]
    found = []
    for right, _, pounds, what, how in dice.some_of(fit, dice.by_share(ASKING)):
        end = dice.by_share(ENDS)
        least, most = ASKED_AGO[end]
        ago = min(dice.between(least, most), phone_since - 2)
        low, high = map(int, pounds.split("-"))
        pence = dice.between(low // 10, high // 10) * 1000 if high > low else high * 100
        first = Move("asked", any_hour(dice, today - timedelta(days=ago)), what, pence or None)
        found.append(Asked(right, _lived(dice, first, end, how, today)))
    return found


def _lived(dice: Dice, first: Move, end: str, how: str, today: date) -> tuple[Move, ...]:
    """The whole story up to this end, or as far as it came before today."""
    moves: tuple[Move, ...] = (first,)
    for act in _acts(dice, end):
        move = _next(dice, moves[-1], act, how, first.pence, today)
        if move is None:
            break
        moves = (*moves, move)
    return moves


def _acts(dice: Dice, end: str) -> Sequence[str]:
    no = dice.by_share({"no": 65, "partly": 35})
    answer = dice.by_share({"yes": 92, "partly": 8})
    return {
        "asked": (), "see": ("see",), "yes": ("see", answer), "give": ("see", answer, "give"),
        "came": ("see", answer, "give", "came"), "not_come": ("see", answer, "give", "not_come"), "no": ("see", "no"),
        "challenge": ("see", no, "challenge"), "answered": ("see", no, "challenge", "yes", "give", "came"),
        "withdraw": ("see", "withdraw"), "late": ("see", *(("late",) if dice.chance(0.5) else ())),
    }[end]  # fmt: skip


def _next(dice: Dice, last: Move, act: str, how: str, asked: int | None, today: date) -> Move | None:
    """This act some days after the last one; None where that is not before today."""
    day = last.at.astimezone(LONDON).date()
    if act in OWNERS:
        move = Move(act, any_hour(dice, day + timedelta(days=dice.between(1, 5))), _said(dice, act, last.code))
    else:
        days = {"see": 1, "give": dice.between(2, 8), "late": dice.between(6, 9)}.get(act, dice.between(1, 3))
        move = Move(act, office(dice, working_days_after(day, days)))
        if act == "give":
            move = replace(move, words=how)
        elif act == "late":
            move = replace(move, words=_said(dice, act), new_day=working_days_after(today, dice.between(2, 8)))
        elif act != "see":
            move = _decided(dice, move, asked)
    return move if move.at < start_of(today) else None


def _decided(dice: Dice, move: Move, asked: int | None) -> Move:
    if move.act == "yes":
        return replace(move, pence=asked)
    code, text = dice.one_of([row[1:] for row in words.rows("claim_answers.txt") if row[0] == move.act])
    return replace(move, code=code, words=text, pence=(asked or 2000) // 2 if move.act == "partly" else None)


def _said(dice: Dice, act: str, code: str = "") -> str:
    found = [row[2] for row in words.rows("claim_answers.txt") if row[0] == act and row[1] in ("", code)]
    return dice.one_of(found) if found else ""


def _after(moves: tuple[Move, ...], move: Move, today: date) -> tuple[Move, ...]:
    """The moves with this one behind them: a day off moves what staff do to the morning of the next working day."""
    if moves and move.at <= moves[-1].at:
        day = moves[-1].at.astimezone(LONDON).date()
        monday = day if is_working_day(day) else working_days_after(day, 1)
        later = max(datetime.combine(monday, time(9, 5), LONDON).astimezone(UTC), moves[-1].at + timedelta(minutes=9))
        move = replace(move, at=later)
    return (*moves, move) if move.at < start_of(today) else moves
