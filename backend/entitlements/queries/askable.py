"""What can be asked for in the app, as the council offers it today."""

from backend.entitlements.engine.lines import Right
from backend.entitlements.queries.offered import offered
from backend.shared.problems import NotValid
from backend.shared.viewer import Viewer


async def askable(viewer: Viewer, right: str) -> Right:
    """This right as it is today; NotValid when there is none, or when it is asked for somewhere else."""
    found = (await offered(viewer)).by_id().get(right)
    if found is None or not found.ask.in_app:
        words = "You ask for this another way. Look at its page."
        raise NotValid(words, faults=[{"field": "right", "problem": words}])
    return found
