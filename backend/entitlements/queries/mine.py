"""A young person's own rights, reckoned as they are asked for: nothing they told us a moment ago is missing."""

from backend.entitlements.queries.facts import known
from backend.entitlements.queries.offered import offered
from backend.entitlements.queries.pack import pack
from backend.entitlements.queries.pots import sums
from backend.entitlements.queries.showing import Person, my_right
from backend.entitlements.schemas import MyRights
from backend.shared.problems import SignInNeeded
from backend.shared.viewer import Viewer


async def my_rights(viewer: Viewer) -> MyRights:
    """How each right stands for the young person who asks. Seven statements."""
    if viewer.id is None:
        raise SignInNeeded()
    person = Person((await known(viewer, [viewer.id]))[viewer.id], viewer.today)
    rights, claimed = (await offered(viewer)).rights, await sums(viewer, viewer.id)
    return MyRights(
        on=viewer.today,
        pack=(await pack(viewer)).list.hash,
        rights=[my_right(person, right, claimed, rights) for right in rights],
    )
