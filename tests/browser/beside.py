"""Something asynchronous that runs beside a test, on a thread and a loop of its own.

Playwright keeps a loop running on the test's thread, where no other may start.
"""

import asyncio
import threading
from collections.abc import Coroutine
from typing import Any, TypeVar

T = TypeVar("T")


class Beside:
    """A loop on its own thread; `do` waits for something on it from the outside."""

    def __init__(self) -> None:
        self.loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self.loop.run_forever, daemon=True)
        self._thread.start()

    def do(self, work: Coroutine[Any, Any, T], seconds: float = 30) -> T:
        """What this coroutine gives, on the other thread; TimeoutError after so many seconds."""
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(seconds)

    def end(self) -> None:
        """The loop has stopped."""
        self.loop.call_soon_threadsafe(self.loop.stop)
        self._thread.join(5)
