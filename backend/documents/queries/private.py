"""What is kept for an owner alone, and the one question before it: was this phone unlocked just now?"""

from uuid import UUID

from backend.documents.ni_number import spaced
from backend.documents.queries.story import council_expiry, entries, kept
from backend.documents.rules import FRESH_PRIVATE
from backend.documents.schemas import Immigration, NiNumber
from backend.documents.tables import NiNumberKept
from backend.identity.rules import is_fresh
from backend.identity.tables import Device
from backend.people.queries import visible_to
from backend.shared.crypt import unseal
from backend.shared.dates import london_date
from backend.shared.problems import FreshUnlockNeeded, NotAllowed, NotFound
from backend.shared.viewer import YOUNG_PERSON, Viewer

NEW_PHONE = "This phone is new. You can see this a day after it joined."


async def just_unlocked(viewer: Viewer) -> UUID:
    """The owner who asks, on a phone unlocked within the last two minutes. Anybody else is refused before anything is read.

    A phone that joined without anybody beside it waits a day (decisions 28).
    """
    if viewer.kind != YOUNG_PERSON or viewer.id is None or viewer.device is None or viewer.session is None:
        raise NotAllowed()
    if not is_fresh(viewer.unlocked_at, viewer.now, FRESH_PRIVATE):
        raise FreshUnlockNeeded()
    shut = Device.health_opens_at > viewer.now
    if await Device.exists().where(Device.id == viewer.device, Device.young_person == viewer.id, shut):
        raise NotAllowed(NEW_PHONE)
    return viewer.id


async def my_number(viewer: Viewer) -> NiNumber:
    """My National Insurance number; NotFound when I did not put it here."""
    me = await just_unlocked(viewer)
    row = await NiNumberKept.select().where(
        NiNumberKept.young_person == me, NiNumberKept.young_person.is_in(visible_to(viewer))
    ).first()  # fmt: skip
    if row is None:
        raise NotFound()
    number = unseal(bytes(row["number"]), f"ni_number_kept.number:{row['id']}").decode()
    return NiNumber(number=spaced(number), kept_on=row["kept_on"])


async def my_immigration(viewer: Viewer) -> Immigration:
    """My leave to stay as I said it, else the day the council wrote; NotFound when there is neither."""
    me = await just_unlocked(viewer)
    beside = await kept(viewer, me)
    if beside.leave and beside.said_on:
        return Immigration(
            leave=beside.leave.leave,
            expires_on=beside.leave.expires_on,
            shown=beside.shown,
            said_on=beside.said_on,
            by="you",
        )
    said = await entries(viewer, me)
    expires_on = council_expiry(said)
    if expires_on is None:
        raise NotFound()
    wrote = next(one.word.at for one in said if one.said.expires_on == expires_on)
    return Immigration(leave="", expires_on=expires_on, shown=True, said_on=london_date(wrote), by="council")
