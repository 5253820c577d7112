"""The list of routers, and what surrounds them."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from litestar import Litestar, Router
from litestar.config.compression import CompressionConfig
from litestar.di import Provide
from litestar.exceptions import HTTPException
from litestar.openapi import OpenAPIConfig

from backend import doors, shell
from backend.documents.routes import routers as documents_routers
from backend.entitlements.routes import routers as entitlements_routers
from backend.identity.routes import routers as identity_routers
from backend.local_help.routes import router as local_help_router
from backend.messaging.routes import routers as messaging_routers
from backend.notifications.routes import routers as notifications_routers
from backend.oversight.routes import router as oversight_router
from backend.people.routes import router as people_router
from backend.plans.routes import routers as plans_routers
from backend.shared import db
from backend.shared.bell import bell
from backend.shared.config import settings


@asynccontextmanager
async def _connected(_: Litestar) -> AsyncIterator[None]:
    async with db.pool(), bell.listening():
        yield


def build(*, describe: bool = False) -> Litestar:
    """The whole app; raises SystemExit when a route names no known action.

    `describe` adds the OpenAPI document for the phone's types and the tests. It is never served.
    """
    routers: list[Router] = [
        *identity_routers,
        people_router,
        *plans_routers,
        *messaging_routers,
        *entitlements_routers,
        *documents_routers,
        *notifications_routers,
        local_help_router,
        oversight_router,
    ]
    if settings().demo:
        # Imported here, so that in production the way in without a key does not even exist.
        from backend.demo.routes import router as demo_router

        routers.append(demo_router)
    app = Litestar(
        route_handlers=[*routers, shell.front, shell.page, shell.council_numbers, shell.alive],
        guards=[doors.guard],
        dependencies={"viewer": Provide(doors.viewer)},
        exception_handlers={HTTPException: doors.answer, Exception: doors.answer},
        lifespan=[_connected],
        openapi_config=OpenAPIConfig(
            title="Onward",
            version="1",
            openapi_router=Router("/schema", route_handlers=[], opt={"action": "shell.read"}),
        )
        if describe
        else None,
        request_max_body_size=64 * 1024,
        # Not the shell, which comes compressed from its build, and nothing that carries a secret (opt "plain").
        compression_config=CompressionConfig(backend="gzip", minimum_size=600, exclude_opt_key="plain"),
        logging_config=None,
    )
    app.asgi_handler = doors.around(app.asgi_handler)
    if not describe:
        doors.check(app)
    return app
