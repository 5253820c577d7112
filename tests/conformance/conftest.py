"""One world of twenty actors for the tests of this folder that walk the whole house."""

import asyncio
from collections.abc import AsyncIterator, Iterator

import pytest
from litestar import Litestar

from backend.shared import clock, db
from tests.conformance import world as w
from tests.conformance.house import KEEP, House
from tests.conftest import DATABASE, _run, fresh_database


@pytest.fixture(scope="session")
def built(server: None, app: Litestar) -> Iterator[House]:
    """The world, built once and kept as a template of its own."""

    async def build() -> w.World:
        await fresh_database()
        async with db.pool(1, 10):
            world = await w.build(app)
        await _run([KEEP], DATABASE)
        await _run(
            ["DROP DATABASE IF EXISTS onward_house WITH (FORCE)", f"ALTER DATABASE {DATABASE} RENAME TO onward_house"]
        )
        return world

    clock.stand_still(w.NOW)
    world = asyncio.run(build())
    clock.stand_still(None)
    return House(app, world)


@pytest.fixture
async def house(built: House) -> AsyncIterator[House]:
    """The house as it was built, the pool open, and time standing still."""
    clock.stand_still(w.NOW)
    async with built.again():
        yield built
    clock.stand_still(None)
