"""Reading one Open Referral UK feed over HTTP: page by page, within bounds, from the public internet only."""

import json
from collections.abc import AsyncIterator
from typing import Any
from urllib.parse import quote

import httpx

from backend.local_help import rules
from backend.shared.outside import PublicTransport

A_PAGE, MOST_PAGES, MOST_BYTES = 50, 200, 4_000_000
TIMEOUT = 20.0
"""Seconds for one answer."""


class Stopped(Exception):
    """Why a feed could not be read to its end, in words for whoever keeps it."""


class NotThere(Stopped):
    """The address that was asked for holds nothing."""


def client() -> httpx.AsyncClient:
    """Asks nobody's proxy, follows no redirect, and connects to public addresses only."""
    headers = {"accept": "application/json", "user-agent": "Onward"}
    return httpx.AsyncClient(
        transport=PublicTransport(), timeout=TIMEOUT, headers=headers, trust_env=False, follow_redirects=False
    )


async def records(http: httpx.AsyncClient, address: str) -> AsyncIterator[list[Any]]:
    """Every page's records in turn. Raises Stopped where the feed ends before its last page."""
    base = address.rstrip("/")
    for number in range(1, MOST_PAGES + 1):
        said = await _ask(http, f"{base}/services", {"page": str(number), "per_page": str(A_PAGE)})
        try:
            found = rules.page(said, number)
        except ValueError as wrong:
            raise Stopped(str(wrong)) from None
        yield found.records
        if found.last:
            return
    raise Stopped(f"It has more than {MOST_PAGES} pages.")


async def whole(http: httpx.AsyncClient, address: str, record: str) -> Any:
    """One service with all that hangs on it."""
    return await _ask(http, f"{address.rstrip('/')}/services/{quote(record, safe='')}", {})


async def _ask(http: httpx.AsyncClient, url: str, params: dict[str, str]) -> Any:
    try:
        async with http.stream("GET", url, params=params) as answer:
            if answer.is_redirect:
                raise Stopped("It sends us to another address: write that one here, if it is yours.")
            if answer.status_code in (404, 410):
                raise NotThere(f"It answered {answer.status_code} instead of 200.")
            if answer.status_code != 200:
                raise Stopped(f"It answered {answer.status_code} instead of 200.")
            body = bytearray()
            async for part in answer.aiter_bytes():
                body += part
                if len(body) > MOST_BYTES:
                    raise Stopped("One of its answers is longer than 4 MB.")
    except httpx.TimeoutException:
        raise Stopped("It did not answer in time.") from None
    except (httpx.HTTPError, httpx.InvalidURL, OSError, ValueError):
        raise Stopped("We could not reach it at a public address.") from None
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        raise Stopped("One of its answers is not JSON.") from None
