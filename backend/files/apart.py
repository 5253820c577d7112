"""Strange files are opened in a child process, at most two at once: a file can break it, and nothing of ours with it."""

import asyncio
import json
import sys
from asyncio.subprocess import DEVNULL, PIPE
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from backend.files.refusals import REFUSALS
from backend.shared.problems import Busy, NotValid

AT_ONCE, QUEUE = 2, 8
PATIENCE = 8.0
"""Seconds of waiting for a child that may compute for five."""
_ROOT = Path(__file__).resolve().parents[2]
_turns: dict[asyncio.AbstractEventLoop, asyncio.Semaphore] = {}
_inside = 0


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """The file as we keep it. Pixels of a photo, whole seconds of a voice note."""

    type: str
    width: int | None
    height: int | None
    seconds: int | None
    data: bytes


@asynccontextmanager
async def _turn() -> AsyncIterator[None]:
    global _inside
    if _inside >= AT_ONCE + QUEUE:
        raise Busy("Try again in a few seconds.", wait_seconds=5)
    _inside += 1
    try:
        loop = asyncio.get_running_loop()
        for old in [one for one in _turns if one.is_closed()]:
            del _turns[old]
        async with _turns.setdefault(loop, asyncio.Semaphore(AT_ONCE)):
            yield
    finally:
        _inside -= 1


async def rebuilt(kind: str, data: bytes) -> Rebuilt:
    """This upload made again. NotValid with a plain reason when it is not kept; Busy when too many wait. No transaction around it."""
    if not data:
        raise _refusal("empty")
    async with _turn():
        # Nothing of our environment: whatever a file might make of the child, no key is there to be read.
        child = await asyncio.create_subprocess_exec(
            sys.executable, "-m", f"{__package__}.rebuilding", kind,
            cwd=_ROOT, env={"PYTHONPATH": str(_ROOT)}, stdin=PIPE, stdout=PIPE, stderr=DEVNULL,
        )  # fmt: skip
        try:
            out, _ = await asyncio.wait_for(child.communicate(data), PATIENCE)
        except TimeoutError:
            raise _refusal("slow") from None
        finally:
            if child.returncode is None:
                child.kill()
                await child.wait()
    line, _, made = out.partition(b"\n")
    if child.returncode or not line:
        raise _refusal("slow" if child.returncode and child.returncode < 0 else "broken")
    said = json.loads(line)
    if "refused" in said:
        raise _refusal(said["refused"])
    return Rebuilt(said["type"], said["width"], said["height"], said["seconds"], made)


def _refusal(code: str) -> NotValid:
    words = REFUSALS.get(code, REFUSALS["broken"])
    return NotValid(words, faults=[{"field": "file", "problem": words}], refused=code)
