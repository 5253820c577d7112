"""What is wrong with a draft: each line by itself, and what only shows when they stand side by side."""

from collections import Counter
from collections.abc import Iterable
from datetime import date

from backend.entitlements.engine.reading import national
from backend.entitlements.queries.offer_rows import Content
from backend.entitlements.queries.offered import wrong_by_itself
from backend.entitlements.schemas import LineIn, Wrong

TAKEN = {"back", "facts", "laws", "lines", "pots", "preview", "publish", "send", "undo"}
"""Addresses of the editor's own pages: a right of that name would have none."""
FREE = "Say how much. Where something is free, choose “help, not money” and say so in its words."


def wrong_with(said: Content, today: date) -> list[Wrong]:
    """Everything that is wrong with these lines, pots and laws, each place with its cure. Empty: it may be published."""
    return [*(one for line in said.lines for one in wrong_line(line, said, today)), *wrong_around(said)]


def wrong_line(line: LineIn, said: Content, today: date) -> list[Wrong]:
    """What is wrong with this line, each place named "right: path".

    A day of review that has passed is nothing wrong: the line is stale and shown so, and must not keep others from going out.
    """
    found = [
        Wrong(where=f"{line.right}: {one.where}", line=one.line, column=one.column, what=one.what, cure=one.cure)
        for one in wrong_by_itself(line, said)
    ]
    found += [_wrong(line.right, where, "£0 is no amount.", FREE) for where in _nothing(line)]
    if line.right in TAKEN:
        found.append(_wrong(line.right, "right", "This name is a page of the editor.", "Choose another name."))
    if line.last_checked and line.last_checked > today:
        found.append(_wrong(line.right, "last_checked", "That day has not come yet.", "Give the day it was checked."))
    return found


def _nothing(line: LineIn) -> Iterable[str]:
    """Where this line says an amount that is nothing at all: a phone would show "£0", as if it had been refused."""
    if line.cap == 0:
        yield "cap"
    for number, row in enumerate(line.amounts or []):
        if 0 in (row.pence, row.percent, row.hours):
            yield f"amounts[{number}]"
        for part, one in enumerate(row.parts):
            if one.pence == 0:
                yield f"amounts[{number}].parts[{part}]"


def wrong_around(said: Content) -> list[Wrong]:
    """What is wrong with the pots and the laws."""
    known, used = national().laws, {line.pot for line in said.lines}
    laws, pots = [law.law for law in said.laws], [pot.id for pot in said.pots]
    names = f"Use one of: {', '.join(sorted(known))}."
    return [
        *(_wrong("laws", law, "No right waits for this law.", names) for law in laws if law not in known),
        *(_wrong("laws", law, "This law stands here twice.", "Take one out.") for law in _twice(laws)),
        *(
            _wrong("pots", pot.id, "£0 is no sum.", "Say how much, or take it out.")
            for pot in said.pots
            if pot.pence == 0
        ),
        *(_wrong("pots", pot, "Two pots have this name.", "Give each its own.") for pot in _twice(pots)),
        *(
            _wrong("pots", pot, "No line takes from it.", "Name it in a line, or take it out.")
            for pot in pots
            if pot not in used
        ),
    ]


def _twice(names: Iterable[str]) -> list[str]:
    return [name for name, times in Counter(names).items() if times > 1]


def _wrong(right: str, where: str, what: str, cure: str) -> Wrong:
    return Wrong(where=f"{right}: {where}", line=None, column=None, what=what, cure=cure)
