"""The threads of one made-up life as rows: numbers without a gap, marks of both sides, what was filed. Pure."""

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from backend.demo.dice import Dice
from backend.demo.staffing import Colleague, Staff
from backend.demo.talks import ADVISER, NURSE, YOU, Said, Talk

if TYPE_CHECKING:
    from backend.demo.records import Records, Whole

TALKED = {
    "conversation": ("id", "young_person", "kind", "last_seq", "waiting_since", "heard_at", "said_at", "told_at"),
    "message": ("id", "conversation", "seq", "author", "by_owner", "said", "mark", "about_kind", "about_id", "written_at",
                "sent_at", "through"),
    "read_mark": ("id", "conversation", "reader", "by_owner", "delivered", "delivered_at", "read", "read_at"),
    "filed": ("id", "note", "message", "filed_by", "filed_at"),
}  # fmt: skip
FILED = 0.25  # of threads with some length

Keep = Callable[[UUID, UUID, str, UUID, Said, UUID | None], tuple[bytes, bytes]]
"""Message, young person, thread, author, what was said and what it is about: its sealed form and its mark."""


def thread_rows(into: "Records", whole: "Whole", everyone: Staff, dice: Dice, kept: Keep) -> None:
    """Every thread of one young person."""
    for talk in whole.talks:
        _thread(into, whole, talk, everyone, dice, kept)


def _author(whole: "Whole", one: Said, everyone: Staff) -> Colleague:
    if one.who == ADVISER:
        return whole.adviser
    return everyone.nurse if one.who in (NURSE, everyone.nurse.given_name) else everyone.named(one.who)


def _about(whole: "Whole", one: Said) -> UUID | None:
    """The action that is quoted, as it stands in the latest version."""
    lines = whole.versions[-1].lines if one.about == "action" and whole.versions else ()
    return next((line.id for line in lines if line.what == one.quoted), None)


def _thread(into: "Records", whole: "Whole", talk: Talk, everyone: Staff, dice: Dice, kept: Keep) -> None:
    said, id = talk.said, dice.id(talk.said[0].at)
    heard = [one.at for one in said if one.who == YOU]
    answered = [one.at for one in said if one.who != YOU]
    into.rows["conversation"].append(
        (id, whole.id, talk.thread, len(said), talk.waiting_since, heard[-1] if heard else None,
         answered[-1] if answered else None, said[0].at)
    )  # fmt: skip
    ids = [dice.id(one.at) for one in said]
    for seq, (message, one) in enumerate(zip(ids, said, strict=True), 1):
        owner = one.who == YOU
        author = whole.id if owner else _author(whole, one, everyone).id
        about = _about(whole, one)
        into.rows["message"].append(
            (message, id, seq, author, owner, *kept(message, whole.id, talk.thread, author, one, about),
             one.about or None, about, one.at, one.at, "app")
        )  # fmt: skip
    reader = everyone.nurse if talk.thread == NURSE else whole.adviser
    # Who waits was not read yet: the last of it has only been sent, what came before it has got there.
    got = len(said) - 1 if talk.waits else len(said)
    _mark(into, dice, id, whole.id, True, talk, len(said), talk.read)
    _mark(into, dice, id, reader.id, False, talk, got, talk.settled)
    if talk.thread == ADVISER and len(said) >= 6 and dice.chance(FILED):
        at = said[3].at + timedelta(hours=2)
        note = dice.id(at)
        into.rows["filed"] += [(dice.id(at), note, message, whole.adviser.id, at) for message in ids[:4]]


def _mark(into: "Records", dice: Dice, thread: UUID, reader: UUID, own: bool, talk: Talk, got: int, read: int) -> None:
    def when(seq: int, minutes: int) -> Any:
        return talk.said[seq - 1].at + timedelta(minutes=minutes) if seq else None

    if got:
        into.rows["read_mark"].append(
            (dice.id(talk.said[got - 1].at), thread, reader, own, got, when(got, 1), min(read, got), when(min(read, got), 4))
        )  # fmt: skip
