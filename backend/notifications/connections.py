"""Kept connections to push services. No pool of a library: looking through it for each push cost more than the push."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import httpcore
import httpx

from backend.notifications.addresses import PublicOnly, is_public

LONGEST_BODY = 4096
KEPT = 60.0  # seconds that a quiet connection is kept
CANNOT = (httpcore.NetworkError, httpcore.ProtocolError, httpcore.ConnectionNotAvailable, OSError, ValueError)
"""What may come of `post` beside the time-outs, a refused connection and an answer that is no HTTP."""


@dataclass(slots=True)
class Line:
    """One connection. `many`: it was seen to speak HTTP/2, which carries many pushes at once; HTTP/1.1 one by one."""

    to: httpcore.AsyncHTTPConnection
    many: bool = False
    under_way: int = 0

    @property
    def free(self) -> bool:
        """Whether it can take one more push now."""
        return (self.many or not self.under_way) and self.to.is_available()


class Connections:
    """Kept connections to each service, as many as are needed at once.

    Public addresses only, or `local`, the tests' own service; no redirect is followed and no proxy asked.
    """

    def __init__(
        self, local: str = "", *, timeout: float = 10, verify: Any = True, allow: Callable[[str], bool] = is_public
    ) -> None:
        self._network, self._ssl = PublicOnly(allow, local), httpx.create_ssl_context(verify=verify)
        self._times = {"timeout": dict.fromkeys(("connect", "read", "write", "pool"), timeout)}
        self._kept: defaultdict[tuple[str, str], list[Line]] = defaultdict(list)

    async def post(self, url: str, headers: Mapping[str, str], body: bytes) -> tuple[int, str | None]:
        """The status, and what Retry-After says. A long answer is nobody's business and is not read to its end."""
        parts = urlsplit(url)
        lines = [(b"Host", parts.netloc.encode()), (b"Content-Length", str(len(body)).encode())]
        lines += [(name.encode(), value.encode()) for name, value in headers.items()]
        request = httpcore.Request(b"POST", url.encode(), headers=lines, content=body, extensions=self._times)
        kept = self._kept[parts.scheme, parts.netloc]
        line = await self._free(kept, request.url.origin)
        try:
            answer = await line.to.handle_async_request(request)
            try:
                line.many = answer.extensions.get("http_version") == b"HTTP/2"
                read = 0
                async for part in answer.aiter_stream():
                    read += len(part)
                    if read > LONGEST_BODY:
                        break
            finally:
                await answer.aclose()
        except BaseException:
            if not line.many and line in kept:  # half opened, or out of step: nobody else's
                kept.remove(line)
            raise
        finally:
            line.under_way -= 1
        said = (value.decode("latin-1") for name, value in answer.headers if name.lower() == b"retry-after")
        return answer.status, next(said, None)

    async def _free(self, kept: list[Line], origin: httpcore.Origin) -> Line:
        """A line that is this push's from here, the one used last first: a new one where none is free."""
        for line in reversed(kept):
            if line.free and not line.to.has_expired():
                line.under_way += 1
                return line
        for line in [one for one in kept if not one.under_way and (one.to.is_closed() or one.to.has_expired())]:
            if line in kept and not line.under_way:
                kept.remove(line)
                await line.to.aclose()
        line = Line(
            httpcore.AsyncHTTPConnection(
                origin,
                ssl_context=self._ssl,
                keepalive_expiry=KEPT,
                http1=True,
                http2=True,
                network_backend=self._network,
            )
        )
        line.under_way += 1
        kept.append(line)
        return line

    async def aclose(self) -> None:
        """Every connection is closed."""
        for kept in self._kept.values():
            for one in kept:
                await one.to.aclose()
        self._kept.clear()
