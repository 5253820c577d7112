"""HTTP for messages, nothing else. backend.app hangs these routers."""

from litestar import Router

from backend.messaging.routes import away, files, glass, inbox, mine, notes, send_only, stream, threads

routers: list[Router] = [one.router for one in (mine, send_only, stream, threads, files, inbox, away, notes, glass)]
