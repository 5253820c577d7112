"""What time does with rights: standings are kept up to date, and what ends is told before it does."""

from backend.entitlements.commands import claim_chasing, claim_files, offer_reviews, reckoning, reminding
from backend.shared.viewer import Viewer


async def reckon_rights(viewer: Viewer) -> None:
    """How each right stands today is kept for everybody."""
    await reckoning.bring_up_to_date(viewer)


async def remind_of_rights(viewer: Viewer) -> None:
    """Who has money or help that ends within eight or two weeks is told, and who keeps the offer what to check again."""
    await reminding.remind(viewer)
    await offer_reviews.remind(viewer)


async def chase_claims(viewer: Viewer) -> None:
    """Whoever must know of a promise about a claim has been told. Twice is once."""
    await claim_chasing.chase(viewer)


async def tidy_claim_files(viewer: Viewer) -> None:
    """Files that were uploaded a day ago and are on no claim are gone. Twice is once."""
    await claim_files.tidy(viewer)
