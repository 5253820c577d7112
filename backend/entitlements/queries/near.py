"""What of rights belongs on Today: what ends soon, claims that wait for their owner, and a talk to say yes or no to."""

from collections.abc import Iterable
from datetime import date

from backend.entitlements.engine.lines import Right
from backend.entitlements.queries.claims import near_claims
from backend.entitlements.queries.facts import known
from backend.entitlements.queries.offered import offered
from backend.entitlements.queries.showing import Person
from backend.entitlements.queries.talks import open_talk
from backend.entitlements.schemas import Near, NearRight
from backend.shared.problems import SignInNeeded
from backend.shared.viewer import Viewer


async def near(viewer: Viewer) -> Near:
    """What is near for the young person who asks, reckoned as they ask."""
    if viewer.id is None:
        raise SignInNeeded()
    person = Person((await known(viewer, [viewer.id]))[viewer.id], viewer.today)
    return Near(
        ends=ending(person, (await offered(viewer)).rights, viewer.today),
        claims=await near_claims(viewer),
        talk=await open_talk(viewer, viewer.id),
    )


def ending(person: Person, rights: Iterable[Right], on: date) -> list[NearRight]:
    """What they can get now and cannot get any more within eight weeks, the first to end first."""
    found = []
    for right in rights:
        both = person.both(right)
        if both.standing == "ends_soon" and both.until_on:
            days = (both.until_on - on).days
            found.append(NearRight(right.id, right.title, right.icon, both.until_on, days))
    return sorted(found, key=lambda one: (one.until_on, one.title))
