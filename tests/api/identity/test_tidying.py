"""What goes by itself, and what stays."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from backend.audit.tables import AuditRow
from backend.identity.jobs import tidy
from backend.identity.tables import Challenge, Device, Joining, KnownBrowser, Session, SignInTicket, TryCount
from backend.shared.viewer import Viewer
from tests.api.identity import doing
from tests.api.identity.conftest import AYO_BORN
from tests.api.identity.doing import Visit
from tests.api.identity.test_staff_sign_in import set_up, start


async def test_spent_things_go_and_running_twice_changes_nothing(us: SimpleNamespace, visit: Visit, at: Any) -> None:
    priya, _ = await set_up(visit, us.priya)
    await start(priya)
    await doing.joined(visit, priya, us.ayo, AYO_BORN)
    await doing.taken(visit, await doing.a_code(priya, us.bea))
    await visit().post("/api/unlock/passkey/options")
    await tidy(Viewer.clock("identity.tidy", us.noon))
    assert await Challenge.count() == 1
    assert await Device.count() == 2
    assert await Joining.count() == 2
    for days in (3, 3):
        await tidy(Viewer.clock("identity.tidy", us.noon + timedelta(days=days)))
    for table in (Challenge, SignInTicket, TryCount, Joining):
        assert await table.count() == 0, table
    (phone,) = await Device.select()
    assert (phone["young_person"], phone["removed_at"]) == (us.ayo, None)
    assert await KnownBrowser.count() == 1
    await tidy(Viewer.clock("identity.tidy", us.noon + timedelta(days=5)))
    assert await Session.count() == 0


async def test_a_phone_unused_for_180_days_is_out(us: SimpleNamespace, visit: Visit) -> None:
    await doing.a_phone(visit, us.ayo)
    await tidy(Viewer.clock("identity.tidy", us.noon + timedelta(days=180) - timedelta(seconds=1)))
    assert (await Device.select())[0]["removed_at"] is None
    await tidy(Viewer.clock("identity.tidy", us.noon + timedelta(days=180)))
    assert (await Device.select())[0]["removed_why"] == "unused"
    (act,) = await AuditRow.select().where(AuditRow.did == "removed_phone")
    assert (act["actor_kind"], act["about"]) == ("clock", us.ayo)


async def test_a_phone_that_never_joined_stays_while_a_newer_code_points_at_it(
    us: SimpleNamespace, visit: Visit
) -> None:
    priya = await doing.signed_in(visit, us.priya)
    phone = await doing.taken(visit, await doing.a_code(priya, us.ayo))
    again = await doing.a_code(priya, us.bea)
    assert (await phone.post("/api/joining/take", json={"secret": again["secret"]})).status_code == 200
    late = us.noon + timedelta(days=4)
    await Joining.update({Joining.expires_at: late}).where(Joining.replaces.is_not_null())
    await tidy(Viewer.clock("identity.tidy", late))
    assert await Device.count() == 2


async def test_only_the_clock_tidies(us: SimpleNamespace) -> None:
    with pytest.raises(ValueError, match=r"own\.phones"):
        await tidy(doing.nobody("own.phones"))
