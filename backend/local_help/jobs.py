"""What time does to services near by: feeds are read again."""

from backend.local_help.commands import fetching
from backend.shared.viewer import Viewer


async def fetch_feeds(viewer: Viewer) -> None:
    """Every feed that is due was read; each reading is kept whole or not at all. Twice is once."""
    await fetching.fetch_due(viewer)
