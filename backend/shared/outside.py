"""Only the public internet: where a server of ours connects by a name or an address that somebody else gave (safety.md S17)."""

import asyncio
import logging
import socket
from collections.abc import Callable
from ipaddress import ip_address, ip_network
from typing import Any
from urllib.parse import urlsplit

import httpcore
import httpx

# Addresses that hold another one inside, which is_global does not look at: NAT64, 6to4, Teredo.
TRANSLATED = [ip_network(one) for one in ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32")]

# What these write at INFO holds whole addresses; a push address is a secret, whatever level somebody sets at the root.
for _name in ("httpx", "httpcore", "hpack"):
    logging.getLogger(_name).setLevel(logging.WARNING)


def is_public(ip: str) -> bool:
    """Whether this address is on the internet. `is_global` alone is True for multicast and for translated ones."""
    address = ip_address(ip.partition("%")[0])
    return address.is_global and not address.is_multicast and not any(address in net for net in TRANSLATED)


class PublicOnly(httpcore.AsyncNetworkBackend):
    """Looks a name up once, refuses it unless every answer is public, and connects to the very address it checked."""

    def __init__(self, allow: Callable[[str], bool] = is_public, local: str = "") -> None:
        parts = urlsplit(local)
        self._inner, self._allow = httpcore.AnyIOBackend(), allow
        self._local = (parts.hostname, parts.port or (443 if parts.scheme == "https" else 80)) if local else None

    async def sleep(self, seconds: float) -> None:
        """As the network does."""
        await self._inner.sleep(seconds)

    async def connect_tcp(  # type: ignore[override]  # the other options pass through
        self, host: str, port: int, **options: Any
    ) -> httpcore.AsyncNetworkStream:
        """A connection to a checked address; ConnectError when there is none."""
        try:
            found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as fault:
            raise httpcore.ConnectError("no address") from fault
        addresses = [str(one[4][0]) for one in found]
        if not addresses or ((host, port) != self._local and not all(map(self._allow, addresses))):
            raise httpcore.ConnectError("not a public address")
        for address in addresses:
            try:
                return await self._inner.connect_tcp(address, port, **options)
            except httpcore.ConnectError as fault:
                last = fault
        raise last


class PublicTransport(httpx.AsyncHTTPTransport):
    """httpx over connections to public addresses only, checked at the moment they are made; or to `local`, the tests' own."""

    def __init__(self, *, local: str = "", verify: Any = True, allow: Callable[[str], bool] = is_public) -> None:
        super().__init__(verify=verify)
        self._pool = httpcore.AsyncConnectionPool(
            ssl_context=httpx.create_ssl_context(verify=verify),
            http2=True,
            max_connections=4,
            network_backend=PublicOnly(allow, local),
        )
