"""What Tidewater Council offers: its offer from the pack's own file, and the services near by of its own list."""

import re
from datetime import date, timedelta

from backend.demo.dice import Dice
from backend.demo.records import Records
from backend.demo.rights_rows import Offered
from backend.demo.staffing import Staff, noon
from backend.demo.words import rows
from backend.entitlements.claiming import Days
from backend.entitlements.commands.offer_files import publish_file
from backend.entitlements.engine.reading import PACK, national
from backend.entitlements.queries.offered import offered
from backend.shared.config import settings
from backend.shared.dates import working_days_after
from backend.shared.viewer import ADMIN, Viewer

FILE = PACK / "offers" / "tidewater.toml"
CHECKED, FROM = timedelta(days=14), timedelta(days=500)
REVIEWED = timedelta(days=170)
WHY = "The offer for this year, checked with every team."


async def offer(viewer: Viewer, everyone: Staff) -> Offered:
    """Tidewater's offer is published: the administrator brought it, a manager put it out. It counts for older claims too."""
    day = viewer.today
    admin = next(one for one in everyone.others if one.role == ADMIN)
    first, second = everyone.managers[0], working_days_after(day - CHECKED, 3)
    by, other = (
        Viewer(kind=one.role, action="offer.edit", now=noon(second), id=one.id, request=viewer.request)
        for one in (admin, first)
    )
    await publish_file(_checked_lately(day), by=by, second=other, why=WHY, from_on=day - FROM)
    return Offered((await offered(viewer)).by_id(), national().facts, Days(**settings().claim_days))


def _checked_lately(today: date) -> bytes:
    """The file as it reads in a council that keeps it well, whatever today is: each line was checked two weeks ago."""
    text = FILE.read_text("utf-8")
    text = re.sub(r"(?m)^last_checked = .*$", f"last_checked = {today - CHECKED}", text)
    return re.sub(r"(?m)^review_by = .*$", f"review_by = {today + REVIEWED}", text).encode()


def service_rows(into: Records, dice: Dice, today: date) -> None:
    """The council's own list, each line with the day somebody last looked; one was forgotten."""
    for about, ago, *lines in rows("services.txt"):
        checked = today - timedelta(days=int(ago))
        into.rows["local_service"].append((dice.id(noon(checked)), about, *lines, checked))
