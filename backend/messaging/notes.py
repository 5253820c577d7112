"""A case note as text and as CSV, from messages of one thread. Pure: the same messages give the same note."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from backend.shared.dates import LONDON
from backend.shared.spreadsheet import csv

FILES = {"photo": "Photo", "pdf": "PDF", "voice": "Voice note"}
ABOUT = {"part": "part of the plan", "action": "action", "change": "change to the plan", "review": "review"}
COLUMNS = ("note", "child", "young_person", "who", "role", "sent", "written", "about", "words", "file", "message")
_OFFLINE = timedelta(minutes=2)
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


@dataclass(frozen=True, slots=True)
class Line:
    """One message of the note. `about` and `file` are as (kind, words or name), None without."""

    id: UUID
    who: str
    role: str
    words: str
    about: tuple[str, str] | None
    file: tuple[str, str] | None
    written_at: datetime
    sent_at: datetime


@dataclass(frozen=True, slots=True)
class Note:
    """What the note is about and who made it. `child`: the council's own number."""

    id: UUID
    young_person: str
    child: str
    made_by: str
    made_at: datetime
    lines: Sequence[Line]


def when(at: datetime) -> str:
    """Day and time on a London wall: Tue 10 March 2026, 14:05."""
    here = at.astimezone(LONDON)
    return f"{_DAYS[here.weekday()]} {here.day} {here:%B %Y, %H:%M}"


def text(note: Note) -> str:
    """Plain text to paste: a heading, who with their roles, when, and then each message word for word.

    What people wrote is set in by four spaces, so that no message can look like a line of ours.
    """
    people = dict.fromkeys(f"{line.who} ({line.role})" for line in note.lines)
    head = [
        f"Messages with {note.young_person} (child number {note.child})",
        f"People: {', '.join(people)}",
        f"From {when(note.lines[0].sent_at)} to {when(note.lines[-1].sent_at)}, London time",
        f"Messages: {len(note.lines)}, word for word",
        f"Note made by {note.made_by}, {when(note.made_at)}",
        f"Note number: {note.id}",
    ]
    return "\n".join([*head, *(part for line in note.lines for part in ("", *_said(line)))]) + "\n"


def _said(line: Line) -> list[str]:
    late = line.sent_at - line.written_at >= _OFFLINE
    said = [f"{when(line.sent_at)}{f' (written {when(line.written_at)})' if late else ''}: {line.who}, {line.role}"]
    if line.about:
        said.append(f"About ({ABOUT.get(line.about[0], line.about[0])}):")
        said += _set_in(line.about[1])
    said += _set_in(line.words)
    if line.file:
        said.append(f"File: {_file(line)}")
    return said


def _set_in(words: str) -> list[str]:
    return [f"    {one}" for one in words.splitlines()]


def _file(line: Line) -> str:
    if line.file is None:
        return ""
    kind, name = line.file
    return f"{FILES.get(kind, kind)}{f' {one_line(name)}' if name else ''}"


def one_line(name: str) -> str:
    """A file's name without anything that would start a new line."""
    return " ".join(name.split())


def table(note: Note) -> str:
    """The same as CSV (RFC 4180), one message a line after the line of names; times in London with their offset."""
    rows = [
        (
            note.id,
            note.child,
            note.young_person,
            line.who,
            line.role,
            line.sent_at.astimezone(LONDON).isoformat(timespec="seconds"),
            line.written_at.astimezone(LONDON).isoformat(timespec="seconds"),
            line.about[1] if line.about else "",
            line.words,
            _file(line),
            line.id,
        )
        for line in note.lines
    ]
    return csv([COLUMNS, *rows])
