"""What must hold after every fault (safety.md 9.1), read off the rows themselves."""

import json
from collections import defaultdict
from pathlib import Path
from uuid import UUID

from backend.audit.command_line import kept_heads, walk
from backend.shared.crypt import unseal
from backend.shared.db import fetch
from tests.faults.phones import Phone, Said

_MESSAGES = """
    SELECT m.id, m.seq, m.author, m.said, c.young_person, c.last_seq
    FROM message m JOIN conversation c ON c.id = m.conversation ORDER BY c.id, m.seq
"""


async def threads_whole(said: dict[UUID, Said], *, finished: bool = True) -> int:
    """I1-I3: every acknowledged message stands once, with its words, under the number that was answered; the numbers
    of each thread have no gap. `finished`: nothing else may stand there. The answer is how many messages there are."""
    rows = await fetch(_MESSAGES)
    numbers: defaultdict[UUID, list[int]] = defaultdict(list)
    last: dict[UUID, int] = {}
    found = set()
    for row in rows:
        one = said[row["id"]]  # KeyError: nobody wrote this
        assert (row["author"], row["young_person"]) == (one.author, one.young_person)
        assert json.loads(unseal(row["said"], f"message.said:{row['id']}"))["words"] == one.words
        assert one.seq in (row["seq"], None), f"kept as {row['seq']}, answered {one.seq}"
        numbers[row["young_person"]].append(row["seq"])
        last[row["young_person"]] = row["last_seq"]
        found.add(row["id"])
    assert len(found) == len(rows), "one message twice"
    lost = [one.id for one in said.values() if one.seq is not None and one.id not in found]
    assert not lost, f"{len(lost)} acknowledged messages are lost: {lost[:3]}"
    for thread, given in numbers.items():
        assert given == list(range(1, len(given) + 1)), f"{thread}: {given}"
        assert last[thread] == len(given), f"{thread} counts {last[thread]} where {len(given)} stand"
    if finished:
        assert len(rows) == len(said)
    return len(rows)


def in_order(phones: list[Phone]) -> None:
    """I3: what one phone wrote one after the other stands one after the other."""
    for phone in phones:
        given = [one.seq for one in phone.sent]
        assert given == sorted(given, key=lambda seq: seq or 0), f"out of order: {given}"


async def with_its_lines() -> int:
    """I7: each message has one audit line and one notice, and none of these is without its message. How many."""
    (row,) = await fetch(
        """
        SELECT (SELECT count(*) FROM message) AS messages,
            (SELECT count(*) FROM audit_row WHERE did = 'sent_message') AS lines,
            (SELECT count(*) FROM message m JOIN audit_row a ON a.thing = m.id AND a.did = 'sent_message'
                AND a.actor = m.author AND a.at = m.sent_at) AS matched,
            (SELECT count(DISTINCT thing) FROM audit_row WHERE did = 'sent_message') AS things,
            (SELECT count(*) FROM notice WHERE key LIKE 'message:%') AS notices,
            (SELECT count(*) FROM message m JOIN notice n ON n.key = 'message:' || m.id) AS told
        """
    )
    assert set(row.values()) == {row["messages"]}, row
    return int(row["messages"])


async def nothing_torn(acknowledged: list[Said]) -> None:
    """I1, I3 and I7 in one look while everything goes on: each statement sees one moment, and at each moment a message
    stands with its number, its notice and its line, or not at all. `acknowledged`: these must stand by now."""
    torn = await fetch(
        """
        SELECT c.id, c.last_seq, count(m.id) AS many, max(m.seq) AS highest
        FROM conversation c LEFT JOIN message m ON m.conversation = c.id
        GROUP BY c.id HAVING count(m.id) <> c.last_seq OR max(m.seq) IS DISTINCT FROM nullif(c.last_seq, 0)
        """
    )
    assert not torn, torn
    await with_its_lines()
    wanted = {one.id: one.seq for one in acknowledged}
    rows = await fetch("SELECT id, seq FROM message WHERE id = ANY($1)", list(wanted))
    assert {row["id"]: row["seq"] for row in rows} == wanted


async def chain_holds(heads: Path) -> int:
    """The audit's chain is whole, up to the kept head, and every row has its place in it. How many rows."""
    check = await walk(kept_heads(heads))
    assert not check.found, check.found
    (row,) = await fetch("SELECT count(*) AS rows, (SELECT count(*) FROM audit_seal) AS seals FROM audit_row")
    assert row["rows"] == row["seals"]
    return int(row["rows"])
