"""Phones, ways in, sessions and codes. Secrets are kept as hashes only; what must be read back is sealed."""

from piccolo.columns import UUID as Uuid
from piccolo.columns import BigInt, Boolean, Bytea, ForeignKey, Integer, OnDelete, Timestamptz, Varchar
from piccolo.constraints import Unique
from piccolo.table import Table

from backend.people.tables import Worker, YoungPerson
from backend.shared.ids import new_id


class Device(Table):
    """One phone of a young person. It joins once, is removed once, and its row stays so that it can be told to clear."""

    id = Uuid(primary_key=True, default=new_id)
    young_person = ForeignKey(YoungPerson, null=False, default=None, on_delete=OnDelete.restrict, index=True)
    secret_hash = Bytea(default=None, null=False, unique=True)  # SHA-256 of 256 random bits in its cookie
    label = Varchar(length=60, default=None, null=False)  # "Android phone", never a name
    made_at = Timestamptz(default=None, null=False)
    joined_at = Timestamptz(null=True, default=None)  # null until the adviser said yes and a way in was chosen
    joined_by = ForeignKey(Worker, null=True, default=None, on_delete=OnDelete.restrict)  # null: joined by passkey
    joined_how = Varchar(length=20, default=None, null=False)  # rules.HERE, AT_A_DISTANCE, BY_PASSKEY
    shared = Boolean(null=True, default=None)  # "does anyone else use this phone?"; null: not answered
    last_used_at = Timestamptz(null=True, default=None)
    told_at = Timestamptz(null=True, default=None)  # news of the other phones was read on this one until here
    removed_at = Timestamptz(null=True, default=None)
    removed_why = Varchar(length=20, null=True, default=None)  # rules.REMOVED
    pin_hash = Varchar(length=200, null=True, default=None)  # Argon2id of HMAC-SHA-256(device secret, PIN)
    wrong_tries = Integer(default=0, null=False)  # counted before the hash is computed
    wait_until = Timestamptz(null=True, default=None)
    send_hash = Bytea(null=True, default=None, index=True)  # SHA-256 of the right to hand over what was written, locked
    send_until = Timestamptz(null=True, default=None)
    health_opens_at = Timestamptz(null=True, default=None)  # decisions 28: shut for 24 hours on a phone nobody saw


class Session(Table):
    """One unlocked stretch of a phone, or one sign-in of a member of staff. A new one at every unlock."""

    id = Uuid(primary_key=True, default=new_id)
    token_hash = Bytea(default=None, null=False, unique=True)  # SHA-256 of 256 random bits in the cookie
    young_person = ForeignKey(YoungPerson, null=True, default=None, on_delete=OnDelete.restrict, index=True)
    device = ForeignKey(Device, null=True, default=None, on_delete=OnDelete.restrict, index=True)
    worker = ForeignKey(Worker, null=True, default=None, on_delete=OnDelete.restrict, index=True)
    began_at = Timestamptz(default=None, null=False)  # the unlock itself
    seen_at = Timestamptz(default=None, null=False)  # touched at most once a second
    idle_seconds = Integer(default=None, null=False)
    ends_at = Timestamptz(default=None, null=False)
    ended_at = Timestamptz(null=True, default=None)


class AccessFreeze(Table):
    """Access of a young person is shut, from here to `ended_at`: no reading on any phone and no trace on it."""

    id = Uuid(primary_key=True, default=new_id)
    young_person = ForeignKey(YoungPerson, null=False, default=None, on_delete=OnDelete.restrict, index=True)
    began_at = Timestamptz(default=None, null=False)
    began_by = ForeignKey(Worker, null=False, default=None, on_delete=OnDelete.restrict)
    ended_at = Timestamptz(null=True, default=None)
    ended_by = ForeignKey(Worker, null=True, default=None, on_delete=OnDelete.restrict)


class Joining(Table):
    """One QR or link and what became of it. Bound to the young person and to the adviser's session."""

    id = Uuid(primary_key=True, default=new_id)
    young_person = ForeignKey(YoungPerson, null=False, default=None, on_delete=OnDelete.restrict, index=True)
    worker = ForeignKey(Worker, null=False, default=None, on_delete=OnDelete.restrict)
    session = ForeignKey(Session, null=False, default=None, on_delete=OnDelete.restrict, index=True)
    secret_hash = Bytea(default=None, null=False, unique=True)  # SHA-256 of 128 random bits
    spoken_hash = Bytea(null=True, default=None)  # keyed hash of the 8 characters read aloud; only at a distance
    made_at = Timestamptz(default=None, null=False)
    expires_at = Timestamptz(default=None, null=False)  # ten minutes to take it, then so long to finish
    tries = Integer(default=0, null=False)  # of the spoken characters
    used_at = Timestamptz(null=True, default=None)
    device = ForeignKey(Device, null=True, default=None, on_delete=OnDelete.restrict, index=True)
    replaces = ForeignKey(Device, null=True, default=None, on_delete=OnDelete.restrict)  # whose cookie was on the phone
    birthday_tries = Integer(default=0, null=False)
    birthday_at = Timestamptz(null=True, default=None)
    confirmed_at = Timestamptz(null=True, default=None)  # the adviser's yes
    approved_at = Timestamptz(null=True, default=None)  # the manager's yes; only at a distance
    approved_by = ForeignKey(Worker, null=True, default=None, on_delete=OnDelete.restrict)
    done_at = Timestamptz(null=True, default=None)
    ended_at = Timestamptz(null=True, default=None)
    ended_why = Varchar(length=20, null=True, default=None)  # rules.ENDED


class Passkey(Table):
    """A passkey's public half. It goes with the phone it was last added or first used on."""

    id = Uuid(primary_key=True, default=new_id)
    young_person = ForeignKey(YoungPerson, null=True, default=None, on_delete=OnDelete.restrict, index=True)
    worker = ForeignKey(Worker, null=True, default=None, on_delete=OnDelete.restrict, index=True)
    device = ForeignKey(Device, null=True, default=None, on_delete=OnDelete.restrict)
    credential = Bytea(default=None, null=False, unique=True)
    public_key = Bytea(default=None, null=False)
    handle = Bytea(default=None, null=False)  # random user.id; says nothing about a person
    sign_count = BigInt(default=0, null=False)  # synced passkeys keep it at 0
    backed_up = Boolean(default=None, null=False)  # it lives in a cloud account too
    label = Varchar(length=60, default=None, null=False)
    made_at = Timestamptz(default=None, null=False)
    last_used_at = Timestamptz(null=True, default=None)
    removed_at = Timestamptz(null=True, default=None)


class Challenge(Table):
    """One passkey challenge: one use, 60 seconds, for one purpose and one holder."""

    id = Uuid(primary_key=True, default=new_id)
    hash = Bytea(default=None, null=False, unique=True)
    purpose = Varchar(length=20, default=None, null=False)
    holder = Uuid(null=True, default=None)  # the device, ticket or session it was made for; null: an unknown phone
    handle = Bytea(null=True, default=None)  # the user.id of a passkey about to be made
    expires_at = Timestamptz(default=None, null=False)


class StaffAccount(Table):
    """How a member of staff proves who they are. Without a password and a second factor there is no session."""

    id = Uuid(primary_key=True, default=new_id)
    worker = ForeignKey(Worker, null=False, default=None, unique=True, on_delete=OnDelete.restrict)
    password_hash = Varchar(length=200, null=True, default=None)
    totp_sealed = Bytea(null=True, default=None)
    totp_last_step = BigInt(default=0, null=False)  # a code is used once
    pending_totp_sealed = Bytea(null=True, default=None)  # shown during set-up, not proved yet
    set_up_hash = Bytea(null=True, default=None, unique=True)  # SHA-256 of the one-use link's 128 bits
    set_up_expires_at = Timestamptz(null=True, default=None)
    set_up_at = Timestamptz(null=True, default=None)


class SignInTicket(Table):
    """The password was right; the second factor is still missing. It opens nothing by itself."""

    id = Uuid(primary_key=True, default=new_id)
    hash = Bytea(default=None, null=False, unique=True)
    worker = ForeignKey(Worker, null=False, default=None, on_delete=OnDelete.restrict)
    expires_at = Timestamptz(default=None, null=False)


class KnownBrowser(Table):
    """A browser this member of staff signed in from before: it has a bucket of wrong tries of its own."""

    id = Uuid(primary_key=True, default=new_id)
    worker = ForeignKey(Worker, null=False, default=None, on_delete=OnDelete.restrict)
    secret_hash = Bytea(default=None, null=False)  # one laptop may be known for two people who share it
    last_used_at = Timestamptz(default=None, null=False)
    browser_once = Unique([worker, secret_hash])


class TryCount(Table):
    """A count of tries. The key is a keyed hash, so no address and no e-mail stands here."""

    id = Uuid(primary_key=True, default=new_id)
    key = Bytea(default=None, null=False, unique=True)
    tries = Integer(default=0, null=False)
    until = Timestamptz(default=None, null=False)  # the window's end, or the end of the wait
    forget_at = Timestamptz(default=None, null=False)
