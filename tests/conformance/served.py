"""The real program on the world's database, as a council runs it."""

import asyncio
import os
import socket
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from tests.conftest import ROOT


@asynccontextmanager
async def served(output: Path) -> AsyncIterator[str]:
    """Its address while it runs; afterwards everything it printed stands in `output`."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {**os.environ, "PORT": str(port), "HOST": "127.0.0.1", "PYTHONASYNCIODEBUG": "1"}
    with output.open("wb") as file:
        running = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "backend", "serve", "--no-worker", cwd=ROOT, env=environment, stdout=file, stderr=file
        )
        try:
            await _ready(port, running)
            yield f"http://127.0.0.1:{port}"
        finally:
            running.terminate()
            await asyncio.wait_for(running.wait(), 20)


async def _ready(port: int, running: asyncio.subprocess.Process) -> None:
    until = time.monotonic() + 30
    while time.monotonic() < until and running.returncode is None:
        try:
            _, writer = await asyncio.open_connection("127.0.0.1", port)
        except OSError:
            await asyncio.sleep(0.1)
        else:
            writer.close()
            return
    raise AssertionError("the server did not start")
