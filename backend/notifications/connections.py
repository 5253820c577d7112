"""Kept connections to push services. No pool of a library: looking through it for each push cost more than the push."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlsplit

import httpcore
import httpx

from backend.shared.outside import PublicOnly, is_public

LONGEST_BODY = 4096
KEPT = 60.0  # seconds that a quiet connection is kept
CANNOT = (httpcore.NetworkError, httpcore.ProtocolError, httpcore.ConnectionNotAvailable, OSError, ValueError)
"""What may come of `post` beside the time-outs, a refused connection and an answer that is no HTTP."""


class Connections:
    """As many connections to each service as there are pushes at once; a free one is used again.

    HTTP/2 where the service speaks it, but one push at a time on each: httpcore lets the streams of a connection wait
    for each other's answers and ends all of them with the first that times out, so one that hangs would hold up the
    others. Public addresses only, or `local`, the tests' own service; no redirect is followed and no proxy asked.
    """

    def __init__(
        self, local: str = "", *, timeout: float = 10, verify: Any = True, allow: Callable[[str], bool] = is_public
    ) -> None:
        self._network, self._ssl = PublicOnly(allow, local), httpx.create_ssl_context(verify=verify)
        self._times = {"timeout": dict.fromkeys(("connect", "read", "write", "pool"), timeout)}
        self._free: defaultdict[tuple[str, str], list[httpcore.AsyncHTTPConnection]] = defaultdict(list)

    async def post(self, url: str, headers: Mapping[str, str], body: bytes) -> tuple[int, str | None]:
        """The status, and what Retry-After says. A long answer is nobody's business and is not read to its end."""
        parts = urlsplit(url)
        lines = [(b"Host", parts.netloc.encode()), (b"Content-Length", str(len(body)).encode())]
        lines += [(name.encode(), value.encode()) for name, value in headers.items()]
        request = httpcore.Request(b"POST", url.encode(), headers=lines, content=body, extensions=self._times)
        free = self._free[parts.scheme, parts.netloc]
        connection = await self._one(free, request.url.origin)
        try:
            answer = await connection.handle_async_request(request)
            try:
                read = 0
                async for part in answer.aiter_stream():
                    read += len(part)
                    if read > LONGEST_BODY:
                        break
            finally:
                await answer.aclose()
        except BaseException:
            await connection.aclose()  # half opened or out of step: nobody uses it again
            raise
        free.append(connection)
        said = (value.decode("latin-1") for name, value in answer.headers if name.lower() == b"retry-after")
        return answer.status, next(said, None)

    async def _one(
        self, free: list[httpcore.AsyncHTTPConnection], origin: httpcore.Origin
    ) -> httpcore.AsyncHTTPConnection:
        """A connection that is this push's alone: the one used last, so that those too many grow old and are closed."""
        if free and free[0].has_expired():
            await free.pop(0).aclose()
        while free:
            connection = free.pop()
            if connection.is_available() and not connection.has_expired():
                return connection
            await connection.aclose()
        return httpcore.AsyncHTTPConnection(
            origin, ssl_context=self._ssl, keepalive_expiry=KEPT, http1=True, http2=True, network_backend=self._network
        )

    async def aclose(self) -> None:
        """Every free connection is closed."""
        for free in self._free.values():
            while free:
                await free.pop().aclose()
