"""What time does to plans: a birthday changes who must have one, and days come near, come, and pass."""

from backend.plans.commands import rounds
from backend.plans.commands.duties import bring_up_to_date
from backend.shared.viewer import Viewer


async def reckon_duties(viewer: Viewer) -> None:
    """Every duty holds today. Twice is once."""
    await bring_up_to_date(viewer)


async def remind(viewer: Viewer) -> None:
    """Reviews near and late: the young people and their advisers have today's notices. Twice is once."""
    await rounds.remind(viewer)


async def chase(viewer: Viewer) -> None:
    """Plans unopened, replies promised, actions due: whoever must know has today's notices. Twice is once."""
    await rounds.chase(viewer)
