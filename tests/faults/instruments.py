"""What a process is told before it becomes the program: a short lease, a push service, or the point at which to die."""

import os
import signal
from dataclasses import replace
from typing import Any

from backend.notifications import rules
from backend.notifications.commands import claiming, delivering, noting
from backend.shared import config


def short_lease(seconds: float) -> None:
    """A claim is over after so few seconds; the database's clock counts them, as it always does."""
    rules.LEASE_SECONDS = seconds


def push_to(origin: str) -> None:
    """The one push service on this machine that this process may use."""
    read = config.read
    config.read = lambda environ: replace(read(environ), push_local=origin)
    config.settings.cache_clear()


def die_at(point: str, after: int) -> None:
    """kill -9 of itself when it has come to this point of the deliverer so many times."""
    left = [after]

    def here() -> None:
        left[0] -= 1
        if left[0] <= 0:
            os.kill(os.getpid(), signal.SIGKILL)

    module, name, when = POINTS[point]
    real = getattr(module, name)

    async def told(*values: Any, **more: Any) -> Any:
        if when == "before":
            here()
        found = await real(*values, **more)
        if when == "after" and found:
            here()
        return found

    setattr(module, name, told)


POINTS: dict[str, tuple[Any, str, str]] = {
    "claimed": (claiming, "claim", "after"),  # the claim is committed, nothing has left
    "sent": (delivering, "run", "after"),  # the service took it, nothing is noted
    "in the note": (noting, "hand_over", "before"),  # noted in a transaction that is not committed
    "noted": (noting, "note", "after"),  # committed, and the next round not begun
    "in the claim": (claiming, "_look", "before"),  # the lease is taken in a transaction that is not committed
}
