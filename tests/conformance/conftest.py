"""One world of twenty actors for the tests of this folder that walk the whole house."""

from collections.abc import AsyncIterator

import pytest
from litestar import Litestar

from backend.shared import clock
from tests.conformance import world as w
from tests.conformance.house import KEEP, House
from tests.conftest import DATABASE, _run, close_pool, fresh_database


@pytest.fixture(scope="session")
async def built(server: None, app: Litestar) -> House:
    """The world, built once and kept as a template of its own."""
    clock.stand_still(w.NOW)
    await fresh_database()
    world = await w.build(app)
    await close_pool()
    await _run([KEEP], DATABASE)
    await _run(
        ["DROP DATABASE IF EXISTS onward_house WITH (FORCE)", f"CREATE DATABASE onward_house TEMPLATE {DATABASE}"]
    )
    clock.stand_still(None)
    return House(app, world)


@pytest.fixture
async def house(built: House) -> AsyncIterator[House]:
    """The house as it was built, the pool open, and time standing still."""
    clock.stand_still(w.NOW)
    await built.restore()
    yield built
    clock.stand_still(None)
