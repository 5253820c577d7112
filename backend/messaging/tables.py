"""Threads and what was said in them. Words, names of files and files are sealed; numbers and times are not."""

from piccolo.columns import UUID as Uuid
from piccolo.columns import Boolean, Bytea, ForeignKey, Integer, OnDelete, Timestamptz, Varchar
from piccolo.constraints import Unique
from piccolo.table import Table

from backend.people.tables import Worker, YoungPerson
from backend.shared.ids import new_id


class Conversation(Table):
    """A young person's one thread of a kind: with whoever is their adviser, or with their nurse. It outlives both.

    `last_seq` is raised under the row's lock in the sending transaction: numbers have no gap and no repeat.
    """

    id = Uuid(primary_key=True, default=new_id)
    young_person = ForeignKey(YoungPerson, null=False, default=None, on_delete=OnDelete.restrict)
    kind = Varchar(length=10, default=None, null=False)  # rules.ADVISER, NURSE
    last_seq = Integer(default=0, null=False)
    waiting_since = Timestamptz(null=True, default=None)  # their oldest message that has no answer yet
    heard_at = Timestamptz(null=True, default=None)  # when the young person last wrote
    said_at = Timestamptz(null=True, default=None)  # when staff last wrote
    told_at = Timestamptz(
        null=True, default=None
    )  # they were told who can read it, what must be passed on, that it is kept
    conversation_once = Unique([young_person, kind])


class MessageFile(Table):
    """A photo, PDF or voice note, made again by us before it was kept. Without a message after a day it is taken away."""

    id = Uuid(primary_key=True, default=None, null=False)  # made by the phone
    young_person = ForeignKey(YoungPerson, null=False, default=None, on_delete=OnDelete.restrict, index=True)
    thread = Varchar(length=10, default=None, null=False)  # rules.ADVISER, NURSE: who may fetch it
    author = Uuid(default=None, null=False)
    kind = Varchar(length=10, default=None, null=False)  # photo, pdf, voice
    type = Varchar(length=40, default=None, null=False)  # the media type we serve it as
    size = Integer(default=None, null=False)  # bytes, unsealed
    width = Integer(null=True, default=None)  # pixels, of a photo
    height = Integer(null=True, default=None)
    seconds = Integer(null=True, default=None)  # of a voice note
    mark = Bytea(default=None, null=False)  # keyed_hash of what was uploaded: the same id with other bytes is refused
    sealed = Bytea(default=None, null=False)
    made_at = Timestamptz(default=None, null=False)
    sent = Boolean(default=False, null=False)  # a message carries it


class Message(Table):
    """One thing said. It never changes and never goes (triggers in migrations/)."""

    id = Uuid(primary_key=True, default=None, null=False)  # made by the phone: sent twice it stands once
    conversation = ForeignKey(Conversation, null=False, default=None, on_delete=OnDelete.restrict)
    seq = Integer(default=None, null=False)
    author = Uuid(default=None, null=False)
    by_owner = Boolean(default=None, null=False)
    said = Bytea(default=None, null=False)  # sealed JSON: words, about_words, file_name
    mark = Bytea(
        default=None, null=False
    )  # keyed_hash of author, thread and all that was said: the same id with other words is refused
    about_kind = Varchar(length=10, null=True, default=None)  # part, action, change, review, right, claim, paper
    about_id = Uuid(null=True, default=None)
    file = ForeignKey(MessageFile, null=True, default=None, unique=True, on_delete=OnDelete.restrict)
    written_at = Timestamptz(default=None, null=False)  # by the phone's clock, never later than sent_at
    sent_at = Timestamptz(default=None, null=False)
    through = Varchar(length=10, default=None, null=False)  # app, send_only
    message_once = Unique([conversation, seq])


class ReadMark(Table):
    """How far one reader's phone has got a thread, and how far they have read it. Marks only go forward."""

    id = Uuid(primary_key=True, default=new_id)
    conversation = ForeignKey(Conversation, null=False, default=None, on_delete=OnDelete.restrict)
    reader = Uuid(default=None, null=False)
    by_owner = Boolean(default=None, null=False)
    delivered = Integer(default=0, null=False)
    delivered_at = Timestamptz(null=True, default=None)
    read = Integer(default=0, null=False)
    read_at = Timestamptz(null=True, default=None)
    mark_once = Unique([conversation, reader])


class Filed(Table):
    """This message is in that case note. `note` is made by the client: one tap twice is one note."""

    id = Uuid(primary_key=True, default=new_id)
    note = Uuid(default=None, null=False, index=True)
    message = ForeignKey(Message, null=False, default=None, on_delete=OnDelete.restrict, index=True)
    filed_by = ForeignKey(Worker, null=False, default=None, on_delete=OnDelete.restrict)
    filed_at = Timestamptz(default=None, null=False)
    filed_once = Unique([note, message])
