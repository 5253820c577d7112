"""The people of these tests; time stands at noon on Tuesday 10 March 2026."""

from datetime import datetime
from types import SimpleNamespace

import pytest

from tests.api.entitlements.claim_doing import an_offer, home_money
from tests.api.messaging.doing import quayside


@pytest.fixture
async def us(database: None, noon: datetime) -> SimpleNamespace:
    """Everybody's id."""
    here = await quayside()
    here.noon = noon
    return here


@pytest.fixture
async def offer(us: SimpleNamespace) -> SimpleNamespace:
    """The same people where the council gives at most 3,000 pounds to set up home, and answers in five working days."""
    await an_offer(us.mina, [home_money()])
    return us
