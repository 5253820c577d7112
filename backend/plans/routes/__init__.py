"""HTTP for plans, nothing else. backend.app hangs these routers."""

from litestar import Router

from backend.plans.routes import mine, staff

routers: list[Router] = [mine.router, staff.router, staff.list_router]
