"""Quayside at noon on Tuesday 10 March 2026, and a push service of its own."""

from collections.abc import AsyncIterator
from datetime import datetime
from types import SimpleNamespace

import pytest

from tests.api.notifications.doing import council_with
from tests.api.plans.doing import quayside
from tests.push_service import PushService


@pytest.fixture
async def us(database: None, noon: datetime) -> SimpleNamespace:
    """Everybody's id; time stands still at noon."""
    return await quayside(noon)


@pytest.fixture
async def push() -> AsyncIterator[PushService]:
    """The one push service on this machine that the council may use in this test."""
    async with PushService().running() as service:
        with council_with(push_local=service.origin):
            yield service
