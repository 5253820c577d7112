"""The people of these tests; time stands at noon on Tuesday 10 March 2026."""

from datetime import datetime
from types import SimpleNamespace

import pytest

from tests.api.messaging.doing import quayside


@pytest.fixture
async def us(database: None, noon: datetime) -> SimpleNamespace:
    """Everybody's id."""
    here = await quayside()
    here.noon = noon
    return here
