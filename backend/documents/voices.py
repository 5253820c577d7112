"""Two voices on one paper, and who counts. Pure.

"The council has it on file" is not "held by me" (domain 6): only its owner's own word makes a paper held.
"""

from dataclasses import dataclass
from datetime import date, datetime

NOT_STARTED, APPLIED, WAITING, HELD = "not_started", "applied", "waiting", "held_by_me"
ELSEWHERE, NOT_NEEDED, LOST = "held_by_someone_else", "not_needed", "lost"
STATUSES = (NOT_STARTED, APPLIED, WAITING, HELD, ELSEWHERE, NOT_NEEDED, LOST)
ITS_OWNERS_TO_SAY = frozenset({HELD, NOT_NEEDED})
"""What the council may say but not decide: an owner who says otherwise counts, whenever they said it."""
APPLIED_FOR = frozenset({APPLIED, WAITING})
UNDER_WAY = APPLIED_FOR | {ELSEWHERE}
YOUNG_PERSON, ADVISER, SOMEONE_ELSE = "young_person", "adviser", "someone_else"


@dataclass(frozen=True, slots=True)
class Word:
    """The latest word of one voice on one paper, and the next step where the council gave one."""

    status: str
    at: datetime
    next_who: str | None = None
    next_by: date | None = None


@dataclass(frozen=True, slots=True)
class Voices:
    """What its owner and the council say last. Nobody has said anything: both None."""

    owner: Word | None = None
    council: Word | None = None

    @property
    def status(self) -> str:
        """Where the paper is: the later word, but the council's never against its owner's on having or needing it."""
        owner, council = self.owner, self.council
        if owner is None:
            return council.status if council else NOT_STARTED
        if council is None or owner.status == HELD or council.status in ITS_OWNERS_TO_SAY:
            return owner.status
        return council.status if council.at > owner.at else owner.status

    @property
    def held(self) -> bool:
        """Its owner says that they have it. Whatever staff write, they alone can."""
        return self.owner is not None and self.owner.status == HELD

    @property
    def asked(self) -> bool:
        """The council says that they have it, and its owner has not answered since: they are asked, once for each time."""
        council, owner = self.council, self.owner
        if council is None or council.status != HELD or self.held:
            return False
        return owner is None or owner.at < council.at

    @property
    def differs(self) -> bool:
        """The voices speak against each other; a step that came after an older word is no difference."""
        owner, council = self.owner, self.council
        if owner is None or council is None or owner.status == council.status:
            return False
        if owner.status == HELD:
            return council.at > owner.at
        return bool({owner.status, council.status} & ITS_OWNERS_TO_SAY)

    @property
    def step(self) -> Word | None:
        """The council's next step while it is open: their own is done once they say that it goes on, or is over."""
        council, owner = self.council, self.owner
        if council is None or council.next_who is None:
            return None
        if owner is None or owner.at <= council.at:
            return council
        over = owner.status in ITS_OWNERS_TO_SAY
        return None if over or (council.next_who == YOUNG_PERSON and owner.status in UNDER_WAY) else council


NOBODY_SAID = Voices()
