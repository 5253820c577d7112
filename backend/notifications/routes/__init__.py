"""Doors to notices, by who opens them."""

from backend.notifications.routes.machines import router as machines
from backend.notifications.routes.mine import router as mine
from backend.notifications.routes.staff import router as staff

routers = [mine, staff, machines]
