"""HTTP for signing in, nothing else. backend.app hangs these routers."""

from litestar import Router

from backend.identity.routes import joining, me, phones, staff, staff_phones, unlock

routers: list[Router] = [me.router, joining.router, unlock.router, phones.router, staff.router, *staff_phones.routers]
