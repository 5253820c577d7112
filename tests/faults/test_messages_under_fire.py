"""Two phones of one young person and their adviser, on bad mobile data, while the server is killed again and again."""

import asyncio
import random
from collections.abc import Callable
from typing import Any

from backend.shared import db
from backend.shared.db import fetch
from tests.faults.crowd import Pair, crowd
from tests.faults.ground import Nursery, Postgres, nursery, own_port
from tests.faults.invariants import in_order, threads_whole, with_its_lines
from tests.faults.phones import Book, Phone, Reader, Said, Weather

SENDS, KILLS = 100_000, 100
EACH = 14  # messages of one seat; below the pace of safety.md 4.6, so that the weather is what slows them
AT_ONCE = 24  # threads
LISTENED = 20  # every so many threads have someone who listens
PORT = own_port()


async def test_messages_under_fire(
    postgres: Postgres, size: Callable[[int], int], dice: random.Random, told: dict[str, Any]
) -> None:
    book, phones, readers = Book(), [], []
    with nursery(postgres) as programs:
        async with db.pool(2, 6):
            pairs, _ = await crowd(-(-size(SENDS) // (3 * EACH)))
            gate = asyncio.Semaphore(AT_ONCE)
            looking = asyncio.create_task(_stands_when_acknowledged(book))
            raining = asyncio.create_task(_kills(programs, book, dice, size(KILLS), len(pairs) * 3 * EACH))

            async def thread(number: int, pair: Pair) -> None:
                async with gate:
                    mine = [Phone(seat, pair, PORT, book, dice, Weather()) for seat in (*pair.phones, pair.desk)]
                    phones.extend(mine)
                    jobs = [phone.write(EACH) for phone in mine]
                    if number % LISTENED == 0:
                        readers.extend(Reader(seat, pair, PORT) for seat in (pair.phones[1], pair.desk))
                        jobs += [reader.listen(3 * EACH) for reader in readers[-2:]]
                    await asyncio.gather(*jobs)

            async with asyncio.timeout(60 + size(SENDS) / 20):
                async with asyncio.TaskGroup() as all_threads:
                    for number, pair in enumerate(pairs):
                        all_threads.create_task(thread(number, pair))
                kills, ready = await raining
            assert not looking.done(), looking.exception()
            looking.cancel()
            told.update(
                sends=len(book.said), kills=kills, slowest_ready=round(max(ready), 2), acknowledged=book.acknowledged,
                **book.counts, streams=sum(reader.opened for reader in readers), readers=len(readers),
            )  # fmt: skip
            assert book.acknowledged == len(book.said) == len(pairs) * 3 * EACH
            await threads_whole(book.said)
            await with_its_lines()
            in_order(phones)
            await _heard_all(readers)
    assert book.counts["answered 500"] == 0


async def _kills(programs: Nursery, book: Book, dice: random.Random, many: int, sends: int) -> tuple[int, list[float]]:
    """kill -9 as often as asked, at moments spread over the whole run; a new server each time."""
    server, ready = await programs.server(PORT), []
    for when in sorted(dice.sample(range(sends), many)):
        while book.acknowledged < when:  # noqa: ASYNC110  the whole test has a time limit
            await asyncio.sleep(0.01)
        await asyncio.sleep(dice.random() * 0.05)
        await server.kill()
        server = programs.start("serve", "--no-worker", port=PORT)
        ready.append(await server.ready())
    return many, ready


async def _stands_when_acknowledged(book: Book) -> None:
    """I4: whoever looks after the answer finds the message, from any other connection. Every seventh is looked for."""
    queue: asyncio.Queue[Said] = asyncio.Queue()
    book.heard.append(queue)
    number = 0
    while True:
        said = await queue.get()
        number += 1
        if number % 7 == 0:
            rows = await fetch("SELECT seq FROM message WHERE id = $1", said.id)
            assert rows == [{"seq": said.seq}]
            book.counts["looked for at once"] += 1


async def _heard_all(readers: list[Reader]) -> None:
    for reader in readers:
        rows = await fetch(
            "SELECT m.id FROM message m JOIN conversation c ON c.id = m.conversation WHERE c.young_person = $1 ORDER BY m.seq",
            reader.pair.young_person,
        )
        assert reader.heard == [str(row["id"]) for row in rows]
