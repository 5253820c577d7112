"""What an open stream tells next: messages after its cursors, and marks that moved. A look is one statement."""

import re
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any
from uuid import UUID

from backend.audit.commands import did
from backend.messaging import rules
from backend.messaging.queries import sight
from backend.messaging.queries.asking import ask
from backend.messaging.queries.messages import COLUMNS, FAR_BACK, WITH, message
from backend.messaging.queries.sight import FROM_AT_VALUES
from backend.messaging.queries.threads import OTHER_SIDE, THE_OTHERS, marks_of
from backend.messaging.schemas import Marks, MessageOut
from backend.shared.db import transaction
from backend.shared.problems import NotValid
from backend.shared.viewer import YOUNG_PERSON, Viewer

AT_ONCE = 200
MOST_THREADS = 10
_CURSOR = re.compile(r"(adviser|nurse|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}):([0-9]{1,10})")
_WHOSE = " JOIN unnest(:young_people::uuid[], :threads::text[], :seqs::int[]) AS at (young_person, thread, seq) ON y.id = at.young_person AND c.kind = at.thread "
# A row for each thread with its marks, and with its next messages where there are any.
_NEWS = f"""
    SELECT y.id AS young_person, c.kind AS thread, y.known_as AS owner, {OTHER_SIDE}, fresh.*
    FROM young_person y JOIN conversation c ON c.young_person = y.id {_WHOSE} {THE_OTHERS}
    LEFT JOIN LATERAL (
        SELECT {COLUMNS} FROM message m {WITH} WHERE m.conversation = c.id AND m.seq > at.seq AND {FAR_BACK}
        ORDER BY m.seq LIMIT :most) fresh ON true
    WHERE y.id IN ({{sight}}) ORDER BY y.id, c.kind, fresh.seq
"""  # noqa: S608  our own constants


@dataclass(slots=True)
class Cursor:
    """How far this stream has told one thread, and the marks it told last. `name` is how the phone calls the thread."""

    name: str
    young_person: UUID
    thread: str
    seq: int
    marks: Marks | None = None
    audited: bool = False


async def cursors(viewer: Viewer, at: str) -> list[Cursor]:
    """The threads that are asked for as <thread>:<last number>, split by commas; a young person says adviser or nurse,
    staff the young person's id.

    NotValid for what does not read like this, NotFound for a thread that is not this viewer's.
    """
    parts = [part for part in at.split(",") if part]
    found = [_CURSOR.fullmatch(part) for part in parts]
    if len(parts) > MOST_THREADS or len({one[1] for one in found if one}) != len(parts):
        raise NotValid("Ask for each thread once, as name and number.")
    asked = []
    for one in found:
        owner = viewer.kind == YOUNG_PERSON
        if one is None or int(one[2]) >= 2**31 or (one[1] in rules.THREADS) != owner:
            raise NotValid("Ask for each thread once, as name and number.")
        if owner and viewer.id:
            asked.append(Cursor(one[1], viewer.id, one[1], int(one[2])))
        else:
            which = await sight.thread(viewer, UUID(one[1]))
            asked.append(Cursor(one[1], which.young_person, which.which, int(one[2])))
    return asked


async def ears(viewer: Viewer) -> list[str]:
    """The names under which news for this viewer rings: their own, and for staff everybody's whose thread they have."""
    own = [str(viewer.id)]
    return own if viewer.kind == YOUNG_PERSON else own + [str(one) for one in await sight.floors(viewer)]


@dataclass(slots=True)
class News:
    """What came since the last look, each with the name of its thread. `more`: a thread has further messages already."""

    messages: list[tuple[str, MessageOut]] = field(default_factory=list)
    marks: list[tuple[str, Marks]] = field(default_factory=list)
    more: bool = False


async def news(viewer: Viewer, asked: list[Cursor]) -> News:
    """The next messages, at most 200 of a thread, in order, and the marks of the other side that this stream has not told.

    The cursors have moved past them. Numbers are given under the thread's row lock, so whoever sees one sees all before
    it. The first that a member of staff is shown on a stream is kept as a look; an open page is one look, not a hundred.
    """
    found = News()
    if not asked:
        return found
    by_thread = {(one.young_person, one.thread): one for one in asked}
    if viewer.is_staff and not all(one.audited for one in asked):
        async with transaction():  # a look and its line belong together
            rows = await _rows(viewer, asked)
            told = {(row["young_person"], row["thread"]) for row in rows if row["id"]}
            for cursor in (by_thread[one] for one in sorted(told)):
                if not cursor.audited:
                    await did(viewer, "read_messages", about=cursor.young_person)
                    cursor.audited = True
    else:
        rows = await _rows(viewer, asked)
    for of, several in groupby(rows, key=lambda row: (row["young_person"], row["thread"])):
        cursor, theirs = by_thread[of], list(several)
        marks = marks_of(viewer, theirs[0], theirs[0]["owner"])
        if marks != cursor.marks:
            cursor.marks = marks
            found.marks.append((cursor.name, marks))
        for row in theirs if theirs[0]["id"] else ():
            cursor.seq = row["seq"]
            found.messages.append((cursor.name, message(viewer, row)))
        found.more |= len(theirs) == AT_ONCE
    return found


async def _rows(viewer: Viewer, asked: list[Cursor]) -> list[dict[str, Any]]:
    whose = {"young_people": [one.young_person for one in asked], "threads": [one.thread for one in asked]}
    seqs = [one.seq for one in asked]
    return await ask(viewer, _NEWS, seqs=seqs, staff=viewer.is_staff, most=AT_ONCE, **whose, **FROM_AT_VALUES)
