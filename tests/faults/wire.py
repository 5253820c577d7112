"""One kept HTTP/1.1 connection, by hand: small enough for thousands, and able to be cut anywhere."""

import asyncio
import json
from typing import Any


class Lost(Exception):
    """The connection went before an answer came: whoever asked cannot know what the server did."""


class Wire:
    """A connection that opens itself again after every loss."""

    def __init__(self, port: int, headers: dict[str, str]) -> None:
        self.port = port
        self.head = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        self._open: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    def bytes_of(self, method: str, path: str, body: Any = None) -> bytes:
        """The whole request as it goes over the wire."""
        said = b"" if body is None else json.dumps(body).encode()
        kind = "content-type: application/json\r\n" if said else ""
        return f"{method} {path} HTTP/1.1\r\n{self.head}{kind}content-length: {len(said)}\r\n\r\n".encode() + said

    async def ask(self, request: bytes) -> tuple[int, dict[str, str], bytes]:
        """Status, headers and body; raises Lost when there is no whole answer."""
        try:
            reader, writer = await self.connected()
            writer.write(request)
            return await answer(reader)
        except (OSError, EOFError, asyncio.IncompleteReadError, ValueError) as gone:
            self.cut()
            raise Lost from gone
        except asyncio.CancelledError:
            self.cut()
            raise

    async def half(self, request: bytes, share: float) -> None:
        """So much of the request leaves, then the connection is cut."""
        try:
            _, writer = await self.connected()
            writer.write(request[: int(len(request) * share)])
            await writer.drain()
        except OSError:
            pass
        self.cut()

    async def unheard(self, request: bytes, after: float) -> None:
        """The whole request leaves; the connection is cut so many seconds later, and no answer is read."""
        try:
            _, writer = await self.connected()
            writer.write(request)
            await writer.drain()
            await asyncio.sleep(after)
        except OSError:
            pass
        self.cut()

    async def connected(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        """The open connection, or a new one."""
        if self._open is None:
            self._open = await asyncio.open_connection("127.0.0.1", self.port, limit=1 << 22)
        return self._open

    def cut(self) -> None:
        """The connection is gone, whatever was on it."""
        if self._open:
            self._open[1].transport.abort()
            self._open = None


async def answer(reader: asyncio.StreamReader) -> tuple[int, dict[str, str], bytes]:
    """The next answer on this connection."""
    first, *lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines if line)}
    if headers.get("transfer-encoding") == "chunked":
        parts = []
        while size := int(await reader.readuntil(b"\r\n"), 16):
            parts.append(await reader.readexactly(size))
            await reader.readexactly(2)
        await reader.readexactly(2)
        body = b"".join(parts)
    else:
        body = await reader.readexactly(int(headers.get("content-length", "0")))
    return int(first.split()[1]), headers, body
