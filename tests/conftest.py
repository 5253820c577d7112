"""The database server, a fresh database for each test that wants one, the app in front of it, and a clock that obeys."""

import asyncio
import os
import subprocess
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from pathlib import Path

import asyncpg
import httpx
import pytest

ROOT = Path(__file__).resolve().parent.parent
STATE = Path(os.environ.get("ONWARD_TEST_STATE") or os.environ.get("ONWARD_STATE") or ROOT / ".onward") / "test"
# One folder for each run that may go on beside another, and for each of pytest-xdist's workers in it.
STATE = STATE / (
    os.environ.get("ONWARD_TEST_NAME", "main") + os.environ.get("PYTEST_XDIST_WORKER", "").removeprefix("gw")
)
DATABASE = "onward_test"
ORIGIN = "https://testserver.local"


def council(**changes: str) -> dict[str, str]:
    """A council's own environment, complete and valid, with these changes; an empty string takes a setting out."""
    address = f"postgresql://postgres@/{DATABASE}?host={STATE / 'postgres'}"
    settings = {
        "ONWARD_STATE": str(STATE),
        "DATABASE_URL": address,
        "ONWARD_ORIGIN": ORIGIN,
        "ONWARD_SECRET": "Zm9yIHRlc3RzIG9ubHk6IDMyIGJ5dGVzIG9mIGxvdmU=",
        "ONWARD_FIELD_KEYS": "1:YW5vdGhlciAzMiBieXRlcywgZm9yIGZpZWxkcyB0b28=",
        "ONWARD_SIGNING_KEY": "YW5kIDMyIG1vcmUgYnl0ZXMgdG8gc2lnbiBoZWFkcyE=",
        "ONWARD_AUDIT_HEADS": str(STATE / "audit-heads.jsonl"),
        "ONWARD_COUNCIL": "Tidewater Council",
        "ONWARD_DUTY_PHONE": "01632 960 011",
        "ONWARD_OUT_OF_HOURS_PHONE": "01632 960 022",
        "ONWARD_LEAVING_CARE_PHONE": "01632 960 033",
        "ONWARD_VAPID_SUBJECT": "mailto:onward@tidewater.gov.uk",
        "ONWARD_VAPID_KEYS": "1:dGhpcnR5LXR3byBieXRlcyBvZiBhIHRlc3RlcidzIG0=",
        "ONWARD_TRUSTED_PROXIES": "0",
    }
    settings.update(changes)
    return {name: value for name, value in settings.items() if value}


OF_TESTS = ("ONWARD_TEST", "ONWARD_FAULTS")
for name in [one for one in os.environ if one.startswith("ONWARD_") and not one.startswith(OF_TESTS)]:
    del os.environ[name]
os.environ.update(council())
STATE.mkdir(parents=True, exist_ok=True)

from backend.shared import clock, db, embedded  # noqa: E402  the environment comes first
from backend.shared.bell import bell  # noqa: E402

LONGEST = (
    "browser/month", "browser/phone_screens", "browser/rights", "browser/phone_safety", "browser/staff_messages",
    "browser/notices", "browser/documents", "browser/staff_cover", "conformance/sight", "conformance/doors",
    "conformance/serving", "faults/killed", "faults/messages_under_fire", "faults/push_service",
)  # fmt: skip
"""Files that take the longest, longest first: two at once then end together. Whole files go to one of the two."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files stand in the order in which they are begun."""
    place = {ROOT / "tests" / one.replace("/", "/test_"): n for n, one in enumerate(LONGEST)}
    items.sort(key=lambda one: place.get(one.path.with_suffix(""), len(place)))


async def _run(statements: list[str], database: str = "postgres") -> None:
    connection = await asyncpg.connect(embedded.local_address(database))
    try:
        for statement in statements:
            await connection.execute(statement)
    finally:
        await connection.close()


@pytest.fixture(scope="session")
def server() -> Iterator[None]:
    """A real PostgreSQL with a migrated template in it; nothing here has to survive a power cut."""
    with embedded.running():
        asyncio.run(
            _run(
                [
                    "ALTER SYSTEM SET fsync = off",
                    "ALTER SYSTEM SET full_page_writes = off",
                    "SELECT pg_reload_conf()",
                    f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)",
                    "DROP DATABASE IF EXISTS onward_template WITH (FORCE)",
                    "CREATE DATABASE onward_template",
                ]
            )
        )
        subprocess.run(
            [sys.executable, "-m", "backend", "migrate"],
            cwd=ROOT,
            env={**os.environ, "DATABASE_URL": embedded.local_address("onward_template")},
            check=True,
            timeout=120,
            stdout=subprocess.DEVNULL,
        )
        asyncio.run(_run([f"CREATE DATABASE {DATABASE} TEMPLATE onward_template"]))
        yield


# Columns, constraints and triggers, and whether these are on: what a test may have changed beside the rows.
_SHAPE = """
    SELECT md5(string_agg(line, ',' ORDER BY line)) FROM (
        SELECT concat(attrelid::regclass, attname, atttypid, attnotnull) AS line FROM pg_attribute WHERE attrelid >= 16384
        UNION ALL SELECT concat(conrelid::regclass, pg_get_constraintdef(oid)) FROM pg_constraint WHERE oid >= 16384
        UNION ALL SELECT concat(tgrelid::regclass, pg_get_triggerdef(oid), tgenabled) FROM pg_trigger
    ) AS lines
"""
# What a test left running. The pool's own are idle, and stay.
_OTHERS = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND state <> 'idle' AND pid <> pg_backend_pid()"
_TABLES = """
    SELECT string_agg(format('DELETE FROM %s', oid::regclass), ';') FROM pg_class
    WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND relname <> 'migration'
"""


async def fresh_database() -> None:
    """The test database is empty and has this version's tables: emptied where it can be, which is far quicker, else new.

    The pool is open.
    """
    if not await _emptied():
        await close_pool()
        await _run(
            [
                f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)",
                f"CREATE DATABASE {DATABASE} TEMPLATE onward_template",
            ]
        )
    await open_pool()


async def _emptied() -> bool:
    await open_pool()
    async with db.engine().pool.acquire() as connection, connection.transaction():
        left_running = await connection.fetch(_OTHERS)
        if await connection.fetchval(_SHAPE) != await _shape_of_the_template():
            return False
        await connection.execute("SET LOCAL session_replication_role = replica")  # insert-only tables too, in any order
        await connection.execute(await connection.fetchval(_TABLES))
    if left_running:
        await close_pool()
    return True


_shapes: list[str] = []


async def _shape_of_the_template() -> str:
    if not _shapes:
        connection = await asyncpg.connect(embedded.local_address("onward_template"))
        _shapes.append(await connection.fetchval(_SHAPE))
        await connection.close()
    return _shapes[0]


_open = AsyncExitStack()


async def open_pool() -> None:
    """The pool is open, and stays so for the tests after this one.

    A new connection knows no table and has no plan: making them anew took a third of each test.
    """
    if db.engine().pool is None:
        await _open.enter_async_context(db.pool(1, 20))


async def close_pool() -> None:
    """No pool is open."""
    await _open.aclose()


@pytest.fixture
async def no_pool(server: None) -> None:
    """An empty database and no open pool: for what opens one of its own."""
    await fresh_database()
    await close_pool()


@pytest.fixture
async def database(server: None) -> None:
    """An empty database of this test's own, with the pool open."""
    await fresh_database()
    bell.closing = False  # a test of stopping, or of listening, leaves it so for the process


@pytest.fixture
def at() -> Iterator[Callable[[datetime], None]]:
    """Sets the clock at the door; time then stands still. The wall clock comes back afterwards."""
    yield clock.stand_still
    clock.stand_still(None)


@pytest.fixture
def noon(at: Callable[[datetime], None]) -> datetime:
    """Tuesday 10 March 2026, noon, and time stands still."""
    instant = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)
    at(instant)
    return instant


@pytest.fixture(scope="session")
def app():  # type: ignore[no-untyped-def]
    """The whole app, as a council runs it."""
    from backend.app import build

    return build()


@pytest.fixture
async def visit(database: None, app) -> AsyncIterator[Callable[..., httpx.AsyncClient]]:  # type: ignore[no-untyped-def]
    """Makes browsers: each has cookies of its own and comes from our own page."""
    opened: list[httpx.AsyncClient] = []

    def browser(**headers: str) -> httpx.AsyncClient:
        transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
        client = httpx.AsyncClient(
            transport=transport, base_url=ORIGIN, headers={"sec-fetch-site": "same-origin", **headers}
        )
        opened.append(client)
        return client

    yield browser
    for client in opened:
        await client.aclose()
