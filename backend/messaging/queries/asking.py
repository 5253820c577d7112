"""Hand-written statements whose values have names: `:young_person` in the text, `young_person=` at the call."""

import re
from functools import cache
from typing import Any

from backend.people.queries.sight import visible_to_text
from backend.shared.db import fetch
from backend.shared.viewer import Viewer

_NAME = re.compile(r"(?<!:):([a-z_]+)")  # not the type of a cast


@cache
def _numbered(text: str) -> tuple[str, tuple[str, ...]]:
    names = tuple(dict.fromkeys(_NAME.findall(text)))
    return _NAME.sub(lambda found: f"${names.index(found[1]) + 1}", text), names


async def ask(viewer: Viewer, text: str, **values: Any) -> list[dict[str, Any]]:
    """Rows of this statement. `{sight}` in it is visible_to; `:viewer` and `:now` are the viewer's own."""
    sql, names = _numbered(text.replace("{sight}", visible_to_text(viewer, ":viewer", ":now")))
    known = {"viewer": viewer.id, "now": viewer.now, **values}
    return await fetch(sql, *(known[name] for name in names))
