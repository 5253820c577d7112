"""A mast between a browser and the server: with no signal every connection breaks and no new one is taken."""

import asyncio
import contextlib
import threading
from collections.abc import Iterator

from tests.browser.conftest import free_port


class Mast:
    """One port that leads to another one while `on`."""

    def __init__(self) -> None:
        self.port, self.behind, self.on = free_port(), 0, True
        self.loop = asyncio.new_event_loop()
        self.open: set[asyncio.StreamWriter] = set()

    @contextlib.contextmanager
    def standing(self) -> Iterator["Mast"]:
        """It carries from here on, in a thread of its own."""
        server = self.loop.run_until_complete(asyncio.start_server(self._carry, "127.0.0.1", self.port))
        thread = threading.Thread(target=self.loop.run_forever, daemon=True)
        thread.start()
        try:
            yield self
        finally:
            self.loop.call_soon_threadsafe(server.close)
            self.loop.call_soon_threadsafe(self._cut)
            self.loop.call_soon_threadsafe(self.loop.stop)
            thread.join(10)

    def signal(self, on: bool) -> None:
        """With or without signal from now on; what was on its way when it went is lost."""
        self.on = on
        if not on:
            self.loop.call_soon_threadsafe(self._cut)

    def _cut(self) -> None:
        for one in self.open:
            one.transport.abort()
        self.open.clear()

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if not self.on:
            writer.transport.abort()
            return
        self.open.add(writer)
        try:
            there, back = await asyncio.open_connection("127.0.0.1", self.behind)
        except OSError:
            writer.transport.abort()
            return
        self.open.add(back)
        await asyncio.gather(self._through(reader, back), self._through(there, writer), return_exceptions=True)
        self.open -= {writer, back}

    async def _through(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while said := await reader.read(65_536):
                writer.write(said)
                await writer.drain()
        finally:
            writer.close()
