"""What time does to messages: unsent files go, the newly allocated are covered in an absence, late answers are told of."""

from backend.messaging.commands import away, chasing, files
from backend.shared.viewer import Viewer


async def tidy_files(viewer: Viewer) -> None:
    """Files that were uploaded a day ago and never sent are gone. Twice is once."""
    await files.tidy(viewer)


async def cover_aways(viewer: Viewer) -> None:
    """Everybody whose adviser is away, or soon will be, has their cover. Twice is once."""
    await away.cover_new(viewer)


async def chase_replies(viewer: Viewer) -> None:
    """Who owes an answer on the last promised day, or later, is told. Twice is once."""
    await chasing.chase(viewer)
