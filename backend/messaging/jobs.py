"""What time does to messages: files that nobody sent go, and whoever is newly allocated during an absence is covered."""

from backend.messaging.commands import away, files
from backend.shared.viewer import Viewer


async def tidy_files(viewer: Viewer) -> None:
    """Files that were uploaded a day ago and never sent are gone. Twice is once."""
    await files.tidy(viewer)


async def cover_aways(viewer: Viewer) -> None:
    """Everybody whose adviser is away, or soon will be, has their cover. Twice is once."""
    await away.cover_new(viewer)
