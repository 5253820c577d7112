"""One entry as it is kept: said once under its id, sealed, and the same id with anything else in it refused."""

from typing import Any
from uuid import UUID

import msgspec

from backend.documents.queries.story import Words, opened
from backend.documents.tables import PaperEntry
from backend.people.queries import visible_to
from backend.shared.crypt import seal
from backend.shared.problems import Conflict
from backend.shared.viewer import Viewer


async def keep(viewer: Viewer, id: UUID, said: Words, **columns: Any) -> bool:
    """This entry stands from now; True when it is new. The same id again: nothing. With anything else in it: Conflict."""
    sealed = seal(msgspec.json.encode(said), f"paper_entry.said:{id}")
    row = PaperEntry(id=id, said=sealed, at=viewer.now, **columns)
    if await PaperEntry.insert(row).on_conflict(target=PaperEntry.id, action="DO NOTHING"):
        return True
    kept = (
        await PaperEntry.select().where(PaperEntry.id == id, PaperEntry.young_person.is_in(visible_to(viewer))).first()
    )
    # Said again on another of their phones, or after another unlock, it is still the same.
    same = {name: value for name, value in columns.items() if name not in ("device", "session")}
    if kept is None or any(kept[name] != value for name, value in same.items()):
        raise Conflict()
    if (kept["by_worker"] is None) != ("device" in columns) or opened(id, kept["said"]) != said:
        raise Conflict()
    return False
