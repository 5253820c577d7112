"""HTTP for rights, claims and the offer, nothing else. backend.app hangs these routers."""

from litestar import Router

from backend.entitlements.routes import claims, figures, mine, offer, public, staff

routers: list[Router] = [mine.router, staff.router, public.router, offer.router, claims.router, figures.router]
