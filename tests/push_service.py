"""A push service of our own: it answers as it is told to, and opens every push as a browser would."""

import asyncio
import base64
import contextlib
import json
import os
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import http_ece
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat


def b64(raw: bytes) -> str:
    """base64url without padding."""
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def unb64(text: str) -> bytes:
    """The bytes behind it."""
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


@dataclass
class Browser:
    """One subscribed browser: its address and the keys that only it has."""

    endpoint: str
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    auth: bytes = field(default_factory=lambda: os.urandom(16))

    @property
    def p256dh(self) -> str:
        return b64(self.key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint))

    def subscription(self, key: int = 1) -> dict[str, Any]:
        """What its page sends to us."""
        return {"endpoint": self.endpoint, "p256dh": self.p256dh, "auth": b64(self.auth), "key": key}

    def opened(self, body: bytes) -> dict[str, Any]:
        """The payload of one push, decrypted."""
        plain = http_ece.decrypt(body, private_key=self.key, auth_secret=self.auth, version="aes128gcm")
        return dict(json.loads(plain))


@dataclass
class Post:
    """One push as it came over the wire."""

    path: str
    headers: dict[str, str]
    body: bytes
    answered: Any


HANG, RESET, REDIRECT, GARBAGE, DRIP, CUT = "hang", "reset", "redirect", "garbage", "drip", "cut"


class PushService:
    """HTTP/1.1 on this machine. `script[path]` holds the next answers: a status, (status, headers), or a mischief."""

    def __init__(self) -> None:
        self.posts: list[Post] = []
        self.script: defaultdict[str, list[Any]] = defaultdict(list)
        self.always: Any = 201
        self.origin = ""
        self.browsers: dict[str, Browser] = {}
        self.hung: list[asyncio.StreamWriter] = []
        self.came = asyncio.Event()

    def browser(self) -> Browser:
        """A new browser with an address here."""
        path = f"/p/{os.urandom(9).hex()}"
        self.browsers[path] = Browser(f"{self.origin}{path}")
        return self.browsers[path]

    def answers(self, browser: Browser, *answers: Any) -> None:
        """The next pushes to this browser are answered so."""
        self.script[browser.endpoint.removeprefix(self.origin)] += answers

    def to(self, browser: Browser) -> list[Post]:
        """The pushes that came for this browser."""
        return [one for one in self.posts if self.origin + one.path == browser.endpoint]

    def opened(self) -> list[dict[str, Any]]:
        """Every push that came, decrypted by its browser."""
        return [self.browsers[one.path].opened(one.body) for one in self.posts]

    @asynccontextmanager
    async def running(self) -> AsyncIterator["PushService"]:
        """Listens inside."""
        server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.origin = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        try:
            yield self
        finally:
            server.close()
            for writer in self.hung:
                writer.transport.abort()

    def next_answer(self, path: str) -> Any:
        """How the push that has just come to this path is answered."""
        return self.script[path].pop(0) if self.script[path] else self.always

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            while await self._one(reader, writer):
                pass
        if writer not in self.hung:
            writer.close()

    async def _one(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        first, *lines = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
        headers = {name.lower(): value for name, value in (line.split(": ", 1) for line in lines if line)}
        body = await reader.readexactly(int(headers.get("content-length", 0)))
        path = first.split()[1]
        answer = self.next_answer(path)
        self.posts.append(Post(path, headers, body, answer))
        self.came.set()
        if answer == HANG:
            self.hung.append(writer)
            return False
        if answer == RESET:
            writer.transport.abort()
            return False
        if answer == CUT:
            writer.write(b"HTTP/1.1 201 Created\r\nContent-Length: 50\r\n\r\nshort")
            await writer.drain()
            return False
        if answer == GARBAGE:
            writer.write(b"SSH-2.0-not-a-push-service\r\n\x00\xff\r\n\r\n")
            await writer.drain()
            return False
        if answer == DRIP:
            self.hung.append(writer)
            writer.write(b"HTTP/1.1 201 Created\r\nContent-Length: 1000\r\n\r\n")
            for _ in range(1000):
                writer.write(b".")
                await writer.drain()
                await asyncio.sleep(0.05)
            return False
        status, more = answer if isinstance(answer, tuple) else (answer, {})
        if answer == REDIRECT:
            status, more = 307, {"location": f"{self.origin}/elsewhere"}
        head = "".join(f"{name}: {value}\r\n" for name, value in {"content-length": "0", **more}.items())
        writer.write(f"HTTP/1.1 {status} Said\r\n{head}\r\n".encode())
        await writer.drain()
        return True
