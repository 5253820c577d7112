"""The people of these tests, and the way in for each."""

from datetime import datetime
from types import SimpleNamespace

import pytest

from tests.api.plans.doing import quayside


@pytest.fixture
async def us(database: None, noon: datetime) -> SimpleNamespace:
    """Everybody's id; time stands at noon on Tuesday 10 March 2026. Ayo turns 18 on 14 July."""
    return await quayside(noon)
