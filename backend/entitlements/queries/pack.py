"""The public pack: every right of today in public words, each with a mark that changes whenever its words do."""

import hashlib
from collections import OrderedDict
from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

import msgspec

from backend.entitlements.engine.lines import Amount as Sum
from backend.entitlements.engine.lines import Right
from backend.entitlements.queries.offered import Offered, offered
from backend.entitlements.schemas import Amount, Ask, PackLine, PackList, PackRight, PackRights, Part, Source
from backend.shared.config import settings
from backend.shared.dates import london_date
from backend.shared.viewer import Viewer

KEPT = 4
_packs: OrderedDict[tuple[UUID | None, date], "Pack"] = OrderedDict()


class Pack(msgspec.Struct, frozen=True):
    """One day's pack: the list of marks, and the rights by id."""

    list: PackList
    by_id: dict[str, PackRight]

    def rights(self, ids: Iterable[str]) -> PackRights:
        """The words of these, each once and in the pack's own order; an id that is not there is left out."""
        wanted = set(ids)
        return PackRights(rights=[right for id, right in self.by_id.items() if id in wanted])


async def pack(viewer: Viewer) -> Pack:
    """Today's pack. The same for whoever asks; made once for each version and day."""
    now = await offered(viewer)
    key = (now.version, now.on)
    if key not in _packs:
        _packs[key] = _of(now)
        while len(_packs) > KEPT:
            _packs.popitem(last=False)
    return _packs[key]


def mark(said: Any) -> str:
    """A short mark of these public words: the same words have the same, others another."""
    return hashlib.sha256(msgspec.json.encode(said)).hexdigest()[:20]


def _of(now: Offered) -> Pack:
    rights = {right.id: public(right, now.on, said=right.id in now.said) for right in now.rights}
    lines = [PackLine(id=one.id, hash=one.hash) for one in rights.values()]
    published = london_date(now.published_at) if now.published_at else None
    council = settings().council
    whole = mark([council, now.number, published, lines])
    return Pack(
        list=PackList(hash=whole, council=council, version=now.number, published_on=published, lines=lines),
        by_id=rights,
    )


def public(right: Right, on: date, *, said: bool) -> PackRight:
    """This right in public words as they stand on that day. `said`: whether the council says anything of it.

    Where a council gives it and this one says nothing, the words are the country's, and that is told.
    """
    shown = PackRight(
        id=right.id,
        hash="",
        topic=right.topic,
        icon=right.icon,
        title=right.title,
        one_line=right.one_line,
        about=right.about,
        who=right.who,
        given=right.given,
        offered=right.offered if said or right.given == "country" else "not_said",
        local=right.local,
        amounts=[amount(one) for one in right.amounts],
        steps=list(right.steps),
        show=list(right.show),
        if_no=right.if_no,
        ask=_same(Ask, right.ask),
        source=_same(Source, right.source),
        local_source=_same(Source, right.local_source) if right.local_source else None,
        starts_on=right.valid_from,
        ends_on=right.valid_to,
        last_checked=right.last_checked,
        review_by=right.review_by,
        stale=right.stale_on(on),
    )
    return msgspec.structs.replace(shown, hash=mark(shown))


def amount(one: Sum) -> Amount:
    """This amount in public words; the rule who gets it is said in `for_whom`."""
    parts = [_same(Part, part) for part in one.parts]
    rest = {name: getattr(one, name) for name in Amount.__struct_fields__ if name != "parts"}
    return Amount(**rest, parts=parts)


def _same(kind: Any, one: Any) -> Any:
    return kind(**{name: getattr(one, name) for name in kind.__struct_fields__})
