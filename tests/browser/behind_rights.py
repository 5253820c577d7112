"""What young people asked for, also days ago, and the council's published offer: for the staff's screens to answer.

Started as a command it acts on a served council, in that council's environment.
"""

import asyncio
import json
import subprocess
import sys
from datetime import timedelta
from uuid import UUID

from backend.entitlements.commands.claims import ask
from backend.entitlements.schemas import ClaimIn
from backend.identity.rules import HERE
from backend.identity.tables import Device
from backend.shared import clock
from backend.shared.db import pool
from backend.shared.ids import new_id
from backend.shared.viewer import YOUNG_PERSON, Viewer
from tests.browser.conftest import ROOT, Served

TIDEWATER = ROOT / "backend" / "entitlements" / "pack" / "offers" / "tidewater.toml"

Asking = tuple[str, str, str, int | None, float]
"""A young person's id, the right, their words, the sum in pence, and how many days ago."""


def asked(council: Served, *claims: Asking) -> list[str]:
    """These young people asked for something; the claims' ids."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.browser.behind_rights", json.dumps(claims)],
        cwd=ROOT,
        env=council.env,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def published(council: Served, by: str, second: str) -> None:
    """Tidewater's offer from its file is what the council offers."""
    why = ("--publish", "--by", by, "--second", second, "--why", "The offer for this year.")
    council.command("offer", str(TIDEWATER), *why)


async def _asked(claims: list[Asking]) -> list[str]:
    made = []
    for who, right, words, pence, days in claims:
        at, id = clock.now() - timedelta(days=days), new_id()
        viewer = Viewer(YOUNG_PERSON, "claim.own", at, id=UUID(who), device=await _phone(UUID(who)), session=new_id())
        await ask(viewer, ClaimIn(id=id, right=right, words=words, pence=pence))
        made.append(str(id))
    return made


async def _phone(who: UUID) -> UUID:
    """A phone that was theirs, and is not any more."""
    id, now = new_id(), clock.now()
    phone = Device(
        id=id,
        young_person=who,
        secret_hash=id.bytes * 2,
        label="Test phone",
        joined_how=HERE,
        made_at=now,
        joined_at=now,
        removed_at=now,
    )
    await Device.insert(phone)
    return id


async def _main(claims: list[Asking]) -> list[str]:
    async with pool(1, 2):
        return await _asked(claims)


if __name__ == "__main__":
    print(json.dumps(asyncio.run(_main(json.loads(sys.argv[1])))))
