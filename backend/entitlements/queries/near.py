"""What of rights belongs on Today: what ends soon, claims that wait for their owner, and a talk to say yes or no to.

Somebody may look over a shoulder at Today: what a private answer decides of is marked, and told without its name.
"""

from collections.abc import Iterable, Set
from datetime import date

from backend.entitlements.engine.lines import Right
from backend.entitlements.engine.reading import national
from backend.entitlements.engine.standing import ENDS_SOON_DAYS
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
    person, rights = Person((await known(viewer, [viewer.id]))[viewer.id], viewer.today), (await offered(viewer)).rights
    secret = {right.id for right in rights if asks_private(right)}
    named = {right.id for right in rights} - secret
    return Near(
        ends=ending(person, rights, viewer.today, secret),
        claims=await near_claims(viewer, named),
        talk=await open_talk(viewer, viewer.id),
    )


def asks_private(right: Right) -> bool:
    """Whether having this right tells of health, pregnancy, crime or staying here: a private fact decides of it."""
    declared = national().facts
    return any(declared[fact].private for fact in right.facts if fact in declared)


def ending(person: Person, rights: Iterable[Right], on: date, secret: Set[str]) -> list[NearRight]:
    """What they can or may get now and cannot get any more within eight weeks, the first to end first."""
    found = []
    for right in rights:
        both = person.both(right)
        if both.standing not in ("ends_soon", "may") or both.until_on is None:
            continue
        if (days := (both.until_on - on).days) <= ENDS_SOON_DAYS:
            unnamed = both.standing == "may" or right.id in secret
            found.append(NearRight(right.id, right.title, right.icon, both.until_on, days, unnamed))
    return sorted(found, key=lambda one: (one.until_on, one.title))
