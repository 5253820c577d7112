"""What time does in this room: it seals."""

from backend.audit.commands import keep_head, seal_next
from backend.audit.rules import BATCH
from backend.shared.viewer import Viewer


async def seal(viewer: Viewer, *, stopping: bool = False) -> None:
    """Every row that waited has its place in the chain, and the head is kept when due, or now when `stopping`.

    May be killed anywhere and run on several servers: a batch and its seals are one transaction, one sealer at a time.
    """
    while await seal_next(viewer) == BATCH:
        await keep_head(viewer)
    await keep_head(viewer, stopping=stopping)
