"""A push service on this machine: Mozilla's own protocol towards Firefox, RFC 8030 towards whoever pushes."""

import asyncio
import base64
import contextlib
import json
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from websockets.asyncio.server import ServerConnection, serve
from websockets.exceptions import ConnectionClosed

from tests.browser.beside import Beside
from tests.browser.conftest import free_port

SHOWN = 100
"""The code with which Firefox says that its worker took a push without a fault."""


@dataclass
class Post:
    """One push that came: its headers in lower case, its body, and what it was answered."""

    headers: dict[str, str]
    body: bytes
    status: int


@dataclass
class AutoPush:
    """The service: the addresses it gave out, what was pushed, and what the browser said to that."""

    wire: int
    port: int
    channels: dict[str, ServerConnection] = field(default_factory=dict)
    posts: list[Post] = field(default_factory=list)
    acks: list[dict[str, Any]] = field(default_factory=list)
    crossed: list[int] = field(default_factory=list)
    """Bytes between the service and the browser for each push and for each answer to one, without their frames."""

    @property
    def address(self) -> str:
        """Where the addresses it gives out begin."""
        return f"http://localhost:{self.port}"

    async def browser(self, connection: ServerConnection) -> None:
        """One browser: hello, register, unregister, and its answers to pushes."""
        with contextlib.suppress(ConnectionClosed):
            async for raw in connection:
                await self._said(connection, json.loads(raw))

    async def _said(self, connection: ServerConnection, said: dict[str, Any]) -> None:
        kind, channel = said.get("messageType"), said.get("channelID")
        if kind == "hello":
            reply = {"uaid": said.get("uaid") or uuid.uuid4().hex, "use_webpush": True, "broadcasts": {}}
        elif kind == "register":
            self.channels[channel] = connection
            reply = {"channelID": channel, "pushEndpoint": f"{self.address}/p/{channel}"}
        elif kind == "unregister":
            self.channels.pop(channel, None)
            reply = {"channelID": channel}
        elif kind is None:
            await connection.send("{}")  # a ping
            return
        else:
            self.acks.append(said)
            self.crossed.append(len(json.dumps(said)))
            return
        await connection.send(json.dumps({"messageType": kind, "status": 200, **reply}))

    async def pushed(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One push over HTTP/1.1: 201 and on to the browser, or 410 where the address is gone."""
        first, *lines = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
        headers = {name.lower(): value for name, value in (line.split(": ", 1) for line in lines if line)}
        body = await reader.readexactly(int(headers["content-length"]))
        channel = first.split()[1].rsplit("/", 1)[-1]
        connection = self.channels.get(channel)
        self.posts.append(Post(headers, body, 201 if connection else 410))
        if connection:
            notification = {
                "messageType": "notification",
                "channelID": channel,
                "version": uuid.uuid4().hex,
                "ttl": int(headers["ttl"]),
                "data": base64.urlsafe_b64encode(body).rstrip(b"=").decode(),
                "headers": {"encoding": headers["content-encoding"]},
            }
            frame = json.dumps(notification)
            self.crossed.append(len(frame))
            await connection.send(frame)
        status = b"201 Created" if connection else b"410 Gone"
        writer.write(b"HTTP/1.1 %s\r\ncontent-length: 0\r\nconnection: close\r\n\r\n" % status)
        await writer.drain()
        writer.close()


@contextlib.contextmanager
def autopush() -> Iterator[AutoPush]:
    """The service, running."""
    beside, service = Beside(), AutoPush(free_port(), free_port())

    async def start() -> tuple[Any, asyncio.Server]:
        wire = await serve(service.browser, "localhost", service.wire, subprotocols=["push-notification"])  # type: ignore[list-item]
        return wire, await asyncio.start_server(service.pushed, "localhost", service.port)

    wire, door = beside.do(start())

    async def stop() -> None:
        wire.close()
        door.close()

    try:
        yield service
    finally:
        beside.do(stop())
        beside.end()
