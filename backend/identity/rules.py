"""How long, how many, how strong: the figures of signing in (safety.md 4). Pure; instants and dates are arguments."""

import re
from datetime import date, datetime, timedelta
from itertools import pairwise

# Phones of young people.
HERE, AT_A_DISTANCE, BY_PASSKEY = "here", "at_a_distance", "by_passkey"
REMOVED = ("by_owner", "by_staff", "refused", "replaced", "wrong_pins", "unused", "account_ended")
ENDED = (
    "new_code",
    "signed_out",
    "wrong_code",
    "wrong_birthday",
    "refused",
    "not_approved",
    "not_me",
    "too_many_phones",
)
MOST_PHONES = 5
DEVICE_LIFE = timedelta(days=180)  # unused
SEND_LIFE = timedelta(days=7)  # a locked phone may hand over what was written; after that the next unlock sends
HEALTH_SHUT = timedelta(hours=24)  # decisions 28

# Joining.
CODE_LIFE = timedelta(minutes=10)
FINISH_HERE = timedelta(minutes=30)  # the adviser sits beside the phone
FINISH_AT_A_DISTANCE = timedelta(hours=24)  # a manager has to be found
CODE_TRIES, BIRTHDAY_TRIES = 5, 3
CODES_FROM_ADDRESS, CODES_WINDOW = 20, timedelta(hours=1)  # wrong ones
SPOKEN_ALPHABET = (
    "ACDEFGHJKMNPQRTUVWXY34679"  # nothing that sounds or looks like another: no B, I, L, O, S, Z, 0, 1, 2, 5, 8
)
SPOKEN_LENGTH = 8

# PIN.
PIN_TRIES = 10
PIN_WAITS = {4: 5, 5: 15, 6: 30, 7: 60, 8: 120, 9: 300}  # seconds after that many wrong tries in a row
LAST_CHECK = 60  # seconds the tenth try may take to be checked before the phone counts as out

# Sessions.
IDLE_OWNER, WHOLE_OWNER = timedelta(minutes=15), timedelta(hours=24)
IDLE_STAFF, WHOLE_STAFF = timedelta(minutes=30), timedelta(hours=12)
HIDDEN_SECONDS = 60  # hidden this long, the app locks; at once on a shared phone
FRESH_OWNER, FRESH_STAFF = timedelta(minutes=5), timedelta(minutes=10)
TOUCH = timedelta(seconds=1)
CHALLENGE_LIFE = timedelta(seconds=60)

# Staff.
SHORTEST_PASSWORD, LONGEST_PASSWORD = 15, 128
SET_UP_LIFE = timedelta(hours=24)
TICKET_LIFE = timedelta(minutes=5)
KNOWN_LIFE = timedelta(days=180)
STARTS_FROM_ADDRESS, STARTS_WINDOW = 20, timedelta(minutes=10)
LONGEST_DELAY = 900
TOTP_STEP = 30


def wait_after(wrong_tries: int) -> int:
    """Seconds to wait after this many wrong PINs in a row (safety.md 4.2)."""
    return PIN_WAITS.get(wrong_tries, 0)


def delay_after(wrong_tries: int) -> int:
    """Seconds to wait after this many wrong passwords or codes in a row: 1, 2, 4 … up to 15 minutes."""
    return min(LONGEST_DELAY, 1 << min(wrong_tries - 1, 10)) if wrong_tries else 0


def weak_pin(pin: str, born_on: date) -> str | None:
    """Why this PIN is too easy to guess, in words, or None. Six digits are checked elsewhere."""
    steps = {(int(b) - int(a)) % 10 for a, b in pairwise(pin)}
    if len(set(pin)) == 1 or pin in (pin[:2] * 3, pin[:3] * 2):
        return "Don't use the same digits again and again."
    if steps in ({1}, {9}):
        return "Don't use digits in a row."
    if pin in {born_on.strftime(shape) for shape in ("%d%m%y", "%m%d%y", "%y%m%d", "%d%m%Y", "%Y%m", "%m%Y")}:
        return "Don't use your birth date."
    if pin in _COMMON_PINS:
        return "That PIN is one of the first that people try."
    return None


# The commonest six-digit PINs in published leaks that are neither runs nor repeats.
_COMMON_PINS = frozenset(
    [
        "123321",
        "112233",
        "159753",
        "111222",
        "123654",
        "147258",
        "456123",
        "321456",
        "789456",
        "123789",
        "147852",
        "258456",
        "159357",
        "456789",
        "101010",
        "520520",
        "102030",
        "142536",
        "332211",
        "445566",
        "778899",
        "246810",
        "135790",
        "147369",
        "963852",
        "258369",
        "111333",
        "100000",
        "200000",
        "000001",
        "000007",
        "007007",
        "112211",
        "121314",
        "131415",
        "696969",
        "420420",
        "666999",
    ]
)


def label_of(user_agent: str) -> str:
    """What to call this phone in a list, from what its browser says: a kind of thing, never a person."""
    for mark, label in (
        ("iPad", "iPad"),
        ("iPhone", "iPhone"),
        ("Android", "Android phone" if "Mobile" in user_agent else "Android tablet"),
        ("CrOS", "Chromebook"),
        ("Windows", "Windows computer"),
        ("Macintosh", "Mac"),
        ("Linux", "Linux computer"),
    ):
        if mark in user_agent:
            return label
    return "Phone"


def normal_spoken(spoken: str) -> str:
    """The characters as they were read out: capitals, no spaces or dashes."""
    return re.sub(r"[\s-]", "", spoken).upper()


def network_of(address: str) -> str:
    """What limits count as one address: an IPv4 address, or the /64 an IPv6 customer gets."""
    if ":" not in address or "." in address:
        return address.rpartition(":")[2]  # an IPv4 address may come written as IPv6
    head, _, tail = address.partition("::")
    front = [part for part in head.split(":") if part]
    back = [part for part in tail.split(":") if part]
    whole = front + ["0"] * (8 - len(front) - len(back)) + back if "::" in address else front
    return ":".join(part.lstrip("0").lower() or "0" for part in whole[:4])


def is_fresh(unlocked_at: datetime | None, now: datetime, within: timedelta) -> bool:
    """Whether the last unlock is recent enough for what touches other phones or ways in (safety.md 4.5)."""
    return unlocked_at is not None and now - unlocked_at <= within


def code_state(
    *,
    remote: bool,
    now: datetime,
    expires_at: datetime,
    used_at: datetime | None,
    birthday_at: datetime | None,
    confirmed_at: datetime | None,
    approved_at: datetime | None,
    done_at: datetime | None,
    ended_at: datetime | None,
) -> str:
    """How far a code for a new phone is, for the adviser's screen."""
    if done_at:
        return "done"
    if ended_at or expires_at <= now:
        return "ended"
    if used_at is None:
        return "open"
    if birthday_at is None:
        return "taken"
    if confirmed_at is None:
        return "birthday_ok"
    return "needs_manager" if remote and approved_at is None else "confirmed"


PHONE_SEES = {
    "taken": "birthday",
    "birthday_ok": "waiting",
    "needs_manager": "waiting",
    "confirmed": "confirmed",
}
"""What the joining phone is told for each state of its code; anything else is "ended"."""
