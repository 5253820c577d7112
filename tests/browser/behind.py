"""What happened elsewhere meanwhile: words from young people's phones, and notices that nobody saw.

Started as a command it acts on a served council, in that council's environment: `says` and `nobody_saw` do so.
"""

import asyncio
import json
import re
import subprocess
import sys
from datetime import timedelta
from typing import Any
from uuid import UUID

from playwright.sync_api import Browser, Page

from backend.messaging.commands.sending import send
from backend.messaging.schemas import NewMessage
from backend.notifications.commands import give
from backend.notifications.commands.handing import hand_over
from backend.notifications.moves import Standing
from backend.notifications.rules import HANDED
from backend.notifications.tables import Notice
from backend.shared import clock
from backend.shared.db import pool, transaction
from backend.shared.ids import new_id
from backend.shared.viewer import YOUNG_PERSON, Viewer
from tests.browser.conftest import PHONE, ROOT, Served

Line = tuple[str, str, float]
"""A young person's id, the words, and how many hours ago."""


def says(council: Served, *lines: Line) -> None:
    """These young people wrote to their advisers."""
    _run(council, "says", lines)


def nobody_saw(council: Served, kind: str, young_person: str, worker: str) -> None:
    """A notice of this kind was never seen, and is that member of staff's task now."""
    _run(council, "hands", (kind, young_person, worker))


def on_their_phone(browser: Browser, council: Served, name: str) -> Page:
    """The phone of one of the demo's young people, open, on a page that neither reads nor listens."""
    page = browser.new_context(viewport=PHONE, reduced_motion="reduce", locale="en-GB").new_page()
    page.goto(f"{council.origin}/demo")
    page.get_by_role("button", name=re.compile(name)).click()
    page.wait_for_url(re.compile(r"\d/$"))
    page.goto(f"{council.origin}/help")
    return page


def phone_does(page: Page, method: str, path: str, body: Any = None) -> Any:
    """What the phone's own session is answered; None for nothing."""
    return page.evaluate(
        """async ([method, path, body]) => {
            const { csrf } = await (await fetch('/api/me')).json();
            const headers = { 'content-type': 'application/json', 'x-onward-token': csrf };
            const said = await fetch(path, { method, headers, body: body ? JSON.stringify(body) : undefined });
            if (!said.ok) throw new Error(`${method} ${path} ${said.status}`);
            return said.status === 204 ? null : said.json();
        }""",
        [method, path, body],
    )


def writes(page: Page, words: str) -> None:
    """The young person sends this to their adviser from their phone."""
    made, at = page.evaluate("[crypto.randomUUID(), new Date().toISOString()]")
    phone_does(page, "POST", "/api/messages/mine/adviser", {"id": made, "words": words, "written_at": at})


def _run(council: Served, what: str, about: object) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.browser.behind", what, json.dumps(about)],
        cwd=ROOT,
        env=council.env,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def _as(young_person: UUID, hours: float) -> Viewer:
    return Viewer(YOUNG_PERSON, "message.send", clock.now() - timedelta(hours=hours), id=young_person)


async def _says(lines: list[Line]) -> None:
    for who, words, hours in lines:
        viewer = _as(UUID(who), hours)
        await send(viewer, UUID(who), "adviser", NewMessage(id=new_id(), words=words, written_at=viewer.now))


async def _hands(kind: str, young_person: str, worker: str) -> None:
    now, key = clock.now(), f"test:{new_id()}"
    viewer = Viewer.clock("notice.deliver", now)
    async with transaction():
        await give(viewer, kind=kind, key=key, young_person=UUID(young_person), at=now + timedelta(days=30))
        ended = {Notice.ended_at: now, Notice.next_at: None, Notice.end: HANDED, Notice.handed_to: UUID(worker)}
        await Notice.update(ended).where(Notice.key == key)
        row = await Notice.select().where(Notice.key == key).first()
        notice = Standing(**{name: row[name] for name in Standing.__dataclass_fields__ if name in row})
        await hand_over(viewer, [notice], {notice.id: UUID(worker)})


async def _main(what: str, about: list) -> None:
    async with pool(1, 2):
        await (_says(about) if what == "says" else _hands(*about))


if __name__ == "__main__":
    asyncio.run(_main(sys.argv[1], json.loads(sys.argv[2])))
