"""The people of these tests; time stands at noon on Tuesday 10 March 2026."""

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime
from types import SimpleNamespace

import pytest

from backend.shared.bell import bell
from tests.api.messaging.doing import quayside


@pytest.fixture
async def us(database: None, noon: datetime) -> SimpleNamespace:
    """Everybody's id."""
    here = await quayside()
    here.noon = noon
    return here


@pytest.fixture
async def heard(us: SimpleNamespace) -> AsyncIterator[None]:
    """This process hears what rings, and tells the others."""
    async with bell.listening():
        async with asyncio.timeout(5):
            while bell.deaf:  # noqa: ASYNC110  the bell has no event for it
                await asyncio.sleep(0.01)
        yield
    bell.closing = False
