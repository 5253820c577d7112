"""What time does to plans: a birthday changes who must have one, without anybody looking."""

from backend.plans.commands.duties import bring_up_to_date
from backend.shared.viewer import Viewer


async def reckon_duties(viewer: Viewer) -> None:
    """Every duty holds today. Twice is once."""
    await bring_up_to_date(viewer)
