"""Anyone's own notices: what is new, what they chose, where pushes go, a test."""

from uuid import UUID

from litestar import Router, get, patch, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody

from backend.notifications.commands import settings, subscribing
from backend.notifications.queries import mine
from backend.notifications.schemas import (
    Notices,
    Opens,
    PushKey,
    PushOff,
    Settings,
    SettingsIn,
    Subscribed,
    SubscriptionIn,
    TestAnswer,
    TestSent,
)
from backend.shared.viewer import Viewer

OWN = {"action": "own.notices"}


@get("/", opt=OWN, operation_id="my_notices")
async def my_notices(viewer: NamedDependency[Viewer]) -> Notices:
    """What I have not seen yet."""
    return await mine.notices(viewer)


@post("/{notice:uuid}/opened", opt=OWN, operation_id="open_notice", status_code=200)
async def opened(notice: FromPath[UUID], viewer: NamedDependency[Viewer]) -> Opens:
    """I tapped it."""
    return Opens(opens=await settings.open_notice(viewer, notice))


@get("/settings", opt=OWN, operation_id="notice_settings")
async def my_settings(viewer: NamedDependency[Viewer]) -> Settings:
    """What I chose."""
    return await mine.my_settings(viewer)


@patch("/settings", opt=OWN, operation_id="change_notice_settings")
async def change(data: JSONBody[SettingsIn], viewer: NamedDependency[Viewer]) -> Settings:
    """What I choose now."""
    await settings.change(viewer, data)
    return await mine.my_settings(viewer)


@get("/key", opt=OWN, operation_id="push_key")
async def key() -> PushKey:
    """The key a browser subscribes with."""
    return mine.push_key()


@post("/subscription", opt=OWN, operation_id="subscribe", status_code=201)
async def subscribe(data: JSONBody[SubscriptionIn], viewer: NamedDependency[Viewer]) -> Subscribed:
    """Pushes come here from now on."""
    return Subscribed(id=await subscribing.subscribe(viewer, data))


@post("/subscription/off", opt=OWN, operation_id="turn_push_off", status_code=204)
async def off(data: JSONBody[PushOff], viewer: NamedDependency[Viewer]) -> None:
    """No more pushes here."""
    await subscribing.turn_off(viewer, data.endpoint)


@post("/test", opt=OWN, operation_id="test_notice", status_code=201)
async def test(viewer: NamedDependency[Viewer]) -> TestSent:
    """Send me a test."""
    id, pushed = await settings.test(viewer)
    return TestSent(id=id, pushed=pushed)


@post("/test/answer", opt=OWN, operation_id="answer_test", status_code=204)
async def answer(data: JSONBody[TestAnswer], viewer: NamedDependency[Viewer]) -> None:
    """Whether it came."""
    await settings.answer_test(viewer, came=data.came)


router = Router(
    "/api/notices", route_handlers=[my_notices, opened, my_settings, change, key, subscribe, off, test, answer]
)
