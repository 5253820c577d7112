"""What time does to papers: 18 comes near, leave to stay comes to its end, and somebody has to know."""

from backend.documents.commands import rounds
from backend.shared.viewer import Viewer


async def remind(viewer: Viewer) -> None:
    """Whoever must know of papers that lack has today's notices, and what no longer stands is over. Twice is once."""
    await rounds.remind(viewer)
