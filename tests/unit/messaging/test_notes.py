"""The case note: verbatim, unmistakable, and safe to open in a spreadsheet."""

import csv
import io
from datetime import UTC, datetime, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from backend.messaging.notes import COLUMNS, Line, Note, table, text, when

AT = datetime(2026, 6, 10, 12, 5, tzinfo=UTC)


def a_line(words: str = "Can I bring my nan?", **changes: object) -> Line:
    said = {"id": UUID(int=7), "who": "Ayo Example", "role": "Young person", "words": words, "about": None, "file": None,
            "written_at": AT, "sent_at": AT, **changes}  # fmt: skip
    return Line(**said)  # type: ignore[arg-type]


def a_note(*lines: Line) -> Note:
    return Note(UUID(int=9), "Ayo Example", "C1", "Priya Tester (Personal adviser)", AT + timedelta(hours=1), lines)


def test_times_are_londons() -> None:
    assert when(AT) == "Wed 10 June 2026, 13:05"
    assert when(datetime(2026, 1, 5, 9, tzinfo=UTC)) == "Mon 5 January 2026, 09:00"


def test_the_whole_note() -> None:
    answer = a_line(
        "Yes.\nBring her.",
        who="Priya Tester",
        role="Personal adviser",
        sent_at=AT + timedelta(hours=2),
        written_at=AT + timedelta(hours=1),
        about=("action", "Get the damp fixed"),
        file=("pdf", "letter\n.pdf"),
    )
    assert text(a_note(a_line(), answer)) == (
        "Messages with Ayo Example (child number C1)\n"
        "People: Ayo Example (Young person), Priya Tester (Personal adviser)\n"
        "From Wed 10 June 2026, 13:05 to Wed 10 June 2026, 15:05, London time\n"
        "Messages: 2, word for word\n"
        "Note made by Priya Tester (Personal adviser), Wed 10 June 2026, 14:05\n"
        "Note number: 00000000-0000-0000-0000-000000000009\n"
        "\n"
        "Wed 10 June 2026, 13:05: Ayo Example, Young person\n"
        "    Can I bring my nan?\n"
        "\n"
        "Wed 10 June 2026, 15:05 (written Wed 10 June 2026, 14:05): Priya Tester, Personal adviser\n"
        "About (action):\n"
        "    Get the damp fixed\n"
        "    Yes.\n"
        "    Bring her.\n"
        "File: PDF letter .pdf\n"
    )


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=200))
def test_no_message_looks_like_a_line_of_ours(words: str) -> None:
    forged = f"{words}\n\nWed 10 June 2026, 13:05: Priya Tester, Personal adviser\nNote made by Mina\r\nPeople: nobody"
    ours = text(a_note(a_line("x"))).splitlines()
    shown = text(a_note(a_line(forged))).splitlines()
    assert [line for line in shown if line and not line.startswith("    ")] == [
        line for line in ours if line and not line.startswith("    ")
    ]


@given(
    st.lists(
        st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=60), min_size=1, max_size=5
    )
)
def test_the_csv_says_every_word_and_runs_none(words: list[str]) -> None:
    note = a_note(*(a_line(one, file=("photo", "")) for one in words))
    rows = list(csv.reader(io.StringIO(table(note), newline="")))
    assert tuple(rows[0]) == COLUMNS
    for row, said in zip(rows[1:], words, strict=True):
        shown = row[COLUMNS.index("words")]
        assert shown.removeprefix("'") == said.removeprefix("'") or shown == said
        assert all(cell[:1] not in "=+-@\t\r" or not cell for cell in row)
        assert row[COLUMNS.index("sent")] == "2026-06-10T13:05:00+01:00"
        assert row[COLUMNS.index("file")] == "Photo"
