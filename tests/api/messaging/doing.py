"""What the tests of messages do again and again: a council, phones, a message."""

from datetime import date, datetime, timedelta
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import httpx

from backend.identity.commands.sessions import open_for_worker, open_for_young_person
from backend.identity.cookies import DEVICE, SEND_ONLY, SESSION, send_right, token_for
from backend.shared import clock
from backend.shared.ids import new_id
from backend.shared.viewer import NOBODY, Viewer
from tests import cast


async def quayside() -> SimpleNamespace:
    """Priya advises Ayo and Bea, Omar advises Cal, Nia nurses Ayo, Mina manages the team."""
    team = await cast.a_team()
    here = SimpleNamespace(team=team)
    here.priya = await cast.a_worker("Priya", "adviser", team=team)
    here.omar = await cast.a_worker("Omar", "adviser", team=team)
    here.nia = await cast.a_worker("Nia", "nurse")
    here.ned = await cast.a_worker("Ned", "nurse")
    here.mina = await cast.a_worker("Mina", "manager", team=team)
    here.ayo = await cast.a_young_person("Ayo", date(2008, 7, 14), team=team)
    here.bea = await cast.a_young_person("Bea", date(2003, 5, 2), team=team)
    here.cal = await cast.a_young_person("Cal", date(2006, 1, 30), team=team)
    await cast.allocated(here.ayo, here.priya)
    await cast.allocated(here.bea, here.priya)
    await cast.allocated(here.cal, here.omar)
    await cast.nurses(here.ayo, here.nia)
    await cast.manages(here.mina, team)
    return here


def keep(browser: httpx.AsyncClient, name: str, value: str) -> None:
    """This cookie as the server's own answer would have left it, so that a later answer replaces it."""
    browser.cookies.set(name, value, domain="testserver.local", path="/")


async def signed_in(browser: httpx.AsyncClient, worker: UUID) -> httpx.AsyncClient:
    """This browser is that member of staff's."""
    opened = await open_for_worker(Viewer(kind=NOBODY, action="demo.use", now=clock.now()), worker)
    keep(browser, SESSION, opened.session)
    browser.headers["x-onward-token"] = token_for(opened.session)
    return browser


async def phone(browser: httpx.AsyncClient, young_person: UUID, *, shared: bool = False) -> httpx.AsyncClient:
    """This browser is that young person's phone, open; with its send-only right where nobody else uses it."""
    opened = await open_for_young_person(
        Viewer(kind=NOBODY, action="demo.use", now=clock.now()),
        young_person,
        device_secret=browser.cookies.get(DEVICE),
        label="Android phone",
        pin="482915",
        shared=shared,
    )
    keep(browser, SESSION, opened.session)
    if opened.device:
        keep(browser, DEVICE, opened.device)
    if not shared:
        keep(browser, SEND_ONLY, send_right(opened.session))
    browser.headers["x-onward-token"] = token_for(opened.session)
    return browser


def a_message(words: str = "Can I bring my nan?", **changes: Any) -> dict[str, Any]:
    """A message as the phone makes it, under a fresh id."""
    return {"id": str(new_id()), "words": words, "written_at": clock.now().isoformat(), **changes}


async def ok(answer: httpx.Response) -> Any:
    """The answer's body; anything but a success fails with what was said."""
    assert answer.status_code < 300, f"{answer.request.url} {answer.status_code} {answer.text}"
    return answer.json() if answer.content else None


async def say(
    browser: httpx.AsyncClient, words: str = "Hello", to: UUID | str = "adviser", **changes: Any
) -> dict[str, Any]:
    """This browser says it in its own thread, or to this young person; what the server answered."""
    path = f"/api/messages/with/{to}" if isinstance(to, UUID) else f"/api/messages/mine/{to}"
    return dict(await ok(await browser.post(path, json=a_message(words, **changes))))


def soon(at: datetime, **later: float) -> datetime:
    """An instant so much later."""
    return at + timedelta(**later)
