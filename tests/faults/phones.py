"""Phones on bad mobile data: they write in order, lose requests and answers, send things twice, and never give up."""

import asyncio
import json
import random
from collections import Counter
from dataclasses import dataclass, field
from uuid import UUID

from backend.shared import clock
from backend.shared.ids import new_id
from tests.faults.crowd import Pair, Seat
from tests.faults.wire import Lost, Wire

PATIENCE = 3000
"""Tries of one message before a test gives up on it."""


@dataclass
class Weather:
    """What happens to requests. Shares between 0 and 1: `lost` never reach the server whole, of the others' answers
    `unheard` never come back, `twice` go out on two connections at once, `late` come again after they were answered."""

    lost: float = 0.3
    unheard: float = 0.2
    twice: float = 0.1
    late: float = 0.05
    other_words: float = 0.01


FINE = Weather(0, 0, 0, 0, 0)


@dataclass
class Said:
    """One message as its author knows it. `seq` is set by the first answer and never changes."""

    id: UUID
    young_person: UUID
    author: UUID
    words: str
    seq: int | None = None


@dataclass
class Book:
    """Everything that was written and what was answered, over all phones."""

    said: dict[UUID, Said] = field(default_factory=dict)
    acknowledged: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    heard: list[asyncio.Queue[Said]] = field(default_factory=list)
    """Queues of those who check each acknowledgement at once."""


class Phone:
    """One seat's outbox for one thread: the head is sent until it is answered, then the next one."""

    def __init__(self, seat: Seat, pair: Pair, port: int, book: Book, dice: random.Random, weather: Weather) -> None:
        self.seat, self.pair, self.port, self.book, self.dice, self.weather = seat, pair, port, book, dice, weather
        mine = seat.person == pair.young_person
        self.path = "/api/messages/mine/adviser" if mine else f"/api/messages/with/{pair.young_person}"
        self.wire = Wire(port, seat.headers)
        self.sent: list[Said] = []

    async def write(self, many: int, pause: float = 0) -> None:
        """So many messages, each sent until it is answered. `pause`: seconds between two, at most."""
        for number in range(many):
            words = f"{number} of {many} from {self.seat.person} at {self.seat.device}"
            said = Said(new_id(), self.pair.young_person, self.seat.person, words)
            self.book.said[said.id] = said
            await self._until_answered(said)
            self.sent.append(said)
            if self.dice.random() < self.weather.late:
                self.book.counts["sent again later"] += 1
                await self._until_answered(self.dice.choice(self.sent))
            if self.dice.random() < self.weather.other_words:
                await self._other_words(self.dice.choice(self.sent))
            if pause:
                await asyncio.sleep(self.dice.random() * pause)
        self.wire.cut()

    def _request(self, said: Said, words: str | None = None) -> bytes:
        body = {"id": str(said.id), "words": words or said.words, "written_at": clock.now().isoformat()}
        return self.wire.bytes_of("POST", self.path, body)

    async def _until_answered(self, said: Said) -> None:
        for _ in range(PATIENCE):
            try:
                status, headers, body = await self._try(self._request(said))
            except Lost:
                self.book.counts["lost"] += 1
                continue
            if status == 201:
                self._acknowledged(said, json.loads(body))
                return
            # Too fast, full, or its database is away: each of them says "not now", and nothing was kept.
            assert status in (429, 500, 503), f"{status} {body!r}"
            self.book.counts[f"answered {status}"] += 1
            await asyncio.sleep(min(1.0, float(headers.get("retry-after", "0.2"))) * self.dice.random())
        raise AssertionError(f"no answer in {PATIENCE} tries")

    async def _try(self, request: bytes) -> tuple[int, dict[str, str], bytes]:
        """One go through the weather."""
        dice, weather = self.dice, self.weather
        if dice.random() < weather.lost:
            if dice.random() < 0.5:  # else nothing leaves at all
                await self.wire.half(request, dice.random())
            raise Lost
        if dice.random() < weather.unheard:
            self.book.counts["answers lost"] += 1
            await self.wire.unheard(request, dice.random() * 0.02)
            raise Lost
        if dice.random() < weather.twice:
            self.book.counts["sent twice at once"] += 1
            return await self._twice(request)
        try:
            return await self.wire.ask(request)
        except Lost:
            await asyncio.sleep(0.02 + 0.1 * dice.random())  # the server is away
            raise

    async def _twice(self, request: bytes) -> tuple[int, dict[str, str], bytes]:
        other = Wire(self.port, self.seat.headers)
        found = await asyncio.gather(self.wire.ask(request), other.ask(request), return_exceptions=True)
        other.cut()
        answers = [one for one in found if not isinstance(one, BaseException)]
        good = {one[2] for one in answers if one[0] == 201}
        assert len(good) <= 1, f"one message, two answers: {good}"
        if not answers:
            raise Lost
        return next((one for one in answers if one[0] == 201), answers[0])

    def _acknowledged(self, said: Said, told: dict) -> None:
        assert told["id"] == str(said.id)
        if said.seq is None:
            said.seq = told["seq"]
            self.book.acknowledged += 1
            for queue in self.book.heard:
                queue.put_nowait(said)
        assert said.seq == told["seq"], f"the same message under {said.seq} and {told['seq']}"

    async def _other_words(self, said: Said) -> None:
        """The same id with other words is refused, whatever else goes wrong."""
        for _ in range(PATIENCE):
            try:
                status, _, body = await self.wire.ask(self._request(said, said.words + " and more"))
            except Lost:
                await asyncio.sleep(0.02)
                continue
            if status in (500, 503):
                await asyncio.sleep(0.05)
                continue
            assert status == 409, f"{status} {body!r}"
            self.book.counts["other words refused"] += 1
            return
        raise AssertionError("no answer")


class Reader:
    """Someone who only listens: a live stream with a cursor, opened again from there after every loss."""

    def __init__(self, seat: Seat, pair: Pair, port: int) -> None:
        self.seat, self.pair, self.port = seat, pair, port
        self.thread = "adviser" if seat.person == pair.young_person else str(pair.young_person)
        self.heard: list[str] = []
        self.opened = 0

    async def listen(self, until: int) -> None:
        """Hears so many messages, each once and in order, over as many streams as it takes."""
        while len(self.heard) < until:
            wire = Wire(self.port, self.seat.headers)
            try:
                await self._one_stream(wire, until)
            except (OSError, EOFError, asyncio.IncompleteReadError):
                await asyncio.sleep(0.05)
            finally:
                wire.cut()

    async def _one_stream(self, wire: Wire, until: int) -> None:
        reader, writer = await wire.connected()
        writer.write(wire.bytes_of("GET", f"/api/messages/stream?at={self.thread}:{len(self.heard)}"))
        head = await reader.readuntil(b"\r\n\r\n")
        assert b" 200 " in head[:16] or b" 5" in head[:12], head[:200]
        self.opened += 1
        event = ""
        while len(self.heard) < until:
            line = (await reader.readuntil(b"\n")).decode().strip()
            if line.startswith("event:"):
                event = line[6:].strip()
            elif line.startswith("data:") and event == "message":
                message = json.loads(line[5:])["message"]
                # As the phone does it: the next one only; a number twice is nothing new, a gap asks again from here.
                if message["seq"] == len(self.heard) + 1:
                    self.heard.append(message["id"])
                elif message["seq"] > len(self.heard) + 1:
                    raise OSError("a gap")
