"""The list of jobs, and the loop that time turns."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from backend.audit.jobs import seal
from backend.documents.jobs import remind as remind_of_papers
from backend.entitlements.jobs import chase_claims, reckon_rights, remind_of_rights, tidy_claim_files
from backend.identity.jobs import tidy
from backend.local_help.jobs import fetch_feeds
from backend.messaging.jobs import chase_replies, cover_aways, tidy_files
from backend.notifications.jobs import deliver, probe, rise
from backend.plans.jobs import chase, reckon_duties, remind
from backend.shared import clock
from backend.shared.bell import bell
from backend.shared.viewer import Viewer

log = logging.getLogger("onward.faults")


@dataclass(frozen=True, slots=True)
class Job:
    """What time does, as whom, and how many seconds apart. Every job is safe to run twice and on two servers."""

    action: str
    every: float
    run: Callable[[Viewer], Awaitable[None]]
    wakes_on: str = ""  # a name of the bell that brings the next round forward


JOBS = [
    Job("audit.seal", 1, seal),
    Job("identity.tidy", 300, tidy),
    Job("duty.reckon", 600, reckon_duties),
    Job("notice.deliver", 5, deliver, "notices"),
    Job("notice.probe", 3600, probe),
    Job("task.rise", 300, rise),
    Job("away.cover", 300, cover_aways),
    Job("message.chase", 300, chase_replies),
    Job("review.remind", 900, remind),
    Job("plan.chase", 900, chase),
    Job("rights.reckon", 600, reckon_rights, "offer"),
    Job("rights.remind", 900, remind_of_rights),
    Job("papers.remind", 900, remind_of_papers),
    Job("file.tidy", 3600, tidy_files),
    Job("file.tidy", 3600, tidy_claim_files),
    Job("claim.chase", 900, chase_claims),
    Job("local_help.fetch", 300, fetch_feeds, "feeds"),
]


TOGETHER = 0.25
"""Seconds that a woken job waits: what is given in one breath is then taken in one round, at half the cost."""


GRACE = 5.0
"""Seconds that a round may go on once we are stopping. A job may be cut anywhere, as kill -9 cuts it."""


async def _round(job: Job, stopping: asyncio.Task[bool]) -> None:
    running = asyncio.ensure_future(job.run(Viewer.clock(job.action, clock.now())))
    await asyncio.wait({running, stopping}, return_when=asyncio.FIRST_COMPLETED)
    if not running.done():
        await asyncio.wait({running}, timeout=GRACE)
        running.cancel()
    try:
        await running
    except Exception as fault:  # one failed round must not end the rounds
        log.error("job %s failed: %s", job.action, type(fault).__name__)
    except asyncio.CancelledError:
        if not stopping.done():
            raise


async def _turn(job: Job, closing: asyncio.Event) -> None:
    with bell.ear([job.wakes_on] if job.wakes_on else []) as ring:
        stopping = asyncio.create_task(closing.wait())
        while not closing.is_set():
            ring.clear()  # clear, then work: what is given meanwhile rings again
            await _round(job, stopping)
            ringing = asyncio.create_task(ring.wait())
            await asyncio.wait({stopping, ringing}, timeout=job.every, return_when=asyncio.FIRST_COMPLETED)
            ringing.cancel()
            if ring.is_set():
                await asyncio.wait({stopping}, timeout=TOGETHER)


async def work(closing: asyncio.Event) -> None:
    """Runs every job at its interval until `closing` is set; what waits is sealed, and the head kept, on the way out."""
    await asyncio.gather(*(_turn(job, closing) for job in JOBS))
    await seal(Viewer.clock("audit.seal", clock.now()), stopping=True)
