"""The list of jobs, and the loop that time turns."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from backend.audit.jobs import seal
from backend.identity.jobs import tidy
from backend.plans.jobs import reckon_duties
from backend.shared import clock
from backend.shared.viewer import Viewer

log = logging.getLogger("onward.faults")


@dataclass(frozen=True, slots=True)
class Job:
    """What time does, as whom, and how many seconds apart. Every job is safe to run twice and on two servers."""

    action: str
    every: float
    run: Callable[[Viewer], Awaitable[None]]


JOBS = [Job("audit.seal", 1, seal), Job("identity.tidy", 300, tidy), Job("duty.reckon", 600, reckon_duties)]


async def _turn(job: Job, closing: asyncio.Event) -> None:
    while not closing.is_set():
        try:
            await job.run(Viewer.clock(job.action, clock.now()))
        except Exception as fault:  # one failed round must not end the rounds
            log.error("job %s failed: %s", job.action, type(fault).__name__)
        try:
            await asyncio.wait_for(closing.wait(), job.every)
        except TimeoutError:
            continue


async def work(closing: asyncio.Event) -> None:
    """Runs every job at its interval until `closing` is set; what waits is sealed, and the head kept, on the way out."""
    await asyncio.gather(*(_turn(job, closing) for job in JOBS))
    await seal(Viewer.clock("audit.seal", clock.now()), stopping=True)
