"""Files as councils really have them: other encodings, other orders, two years side by side, and dirt."""

import csv
import io
import json
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.intake.folder import Files, read_folder
from backend.intake.plan_files import line_of
from backend.intake.reading import Source
from backend.intake.report import Report
from backend.intake.rules import SET_ASIDE, counts_for_anything, why_set_aside
from backend.intake.ssda903 import LEGAL_STATUSES
from backend.people.care import Care, Guardianship, Life
from tests.ssda903_files import EPISODES, HEADER, PEOPLE, a_council

TODAY = date(2026, 3, 10)
HEADINGS = [
    HEADER,
    EPISODES,
    PEOPLE,
    ["EMAIL", "GIVEN_NAME", "FAMILY_NAME", "ROLE", "TEAM", "MANAGES"],
    ["CHILD", "FACT", "FROM"],
]


def read(*files: tuple[str, bytes]) -> tuple[Files, Report]:
    report = Report()
    return read_folder([Source(name, data) for name, data in files], TODAY, report), report


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_encodings_and_line_ends_make_no_difference(encoding: str, newline: str) -> None:
    text = "CHILD,GIVEN_NAME,FAMILY_NAME,KNOWN_AS\n1,Zoë,Núñez,“Zo”\n\n2,Chloé,O’Neill,\n".replace("\n", newline)
    files, report = read(("whatever.csv", text.encode(encoding)))
    assert report.notes == []
    assert files.people["1"].values == {"CHILD": "1", "GIVEN_NAME": "Zoë", "FAMILY_NAME": "Núñez", "KNOWN_AS": "“Zo”"}
    assert (files.people["2"]["FAMILY_NAME"], files.people["2"].line) == ("O’Neill", 4)


def test_columns_are_known_in_any_order_and_case_and_spaces_are_taken_off() -> None:
    files, report = read(("x.csv", b" dob , Child ,upn\n 10/03/2009 00:00:00 , 77 ,A1\n"))
    assert report.notes == []
    assert files.children["77"].born_on == date(2009, 3, 10)
    assert files.kinds == {"header"}


def test_a_cell_over_several_lines_keeps_the_count() -> None:
    text = 'CHILD,GIVEN_NAME,FAMILY_NAME,CONTACT_SAFELY\n1,Jade,Reid,"Text only.\nNever ring."\n2,,Walsh,\n'
    files, report = read(("p.csv", text.encode()))
    assert files.people["1"]["CONTACT_SAFELY"] == "Text only.\nNever ring."
    assert files.people["1"].line == 2
    assert [(n.line, n.column) for n in report.faults] == [(4, "GIVEN_NAME")]


def test_the_name_of_a_file_says_nothing() -> None:
    council = a_council(today=TODAY, children=30)
    named, _ = read(*council.files.items())
    renamed, report = read(
        *((f"{n}.csv" if name.endswith("csv") else name, data) for n, (name, data) in enumerate(council.files.items()))
    )
    assert report.notes == []
    assert renamed.kinds == named.kinds == {"header", "episodes", "people", "staff", "allocations", "plans"}
    assert {c: o.born_on for c, o in renamed.children.items()} == {c: o.born_on for c, o in named.children.items()}


def test_a_draft_is_newer_than_a_written_plan() -> None:
    plan = {"format": "onward-plan-1", "child": "1", "matters": []}
    written, draft = plan | {"state": "written", "written_on": "2026-03-01"}, plan | {"state": "draft"}
    for first, second in ((written, draft), (draft, written)):
        files, report = read(
            ("plans/1.json", json.dumps(first).encode()), ("plans/2.json", json.dumps(second).encode())
        )
        assert files.plans["1"].plan.state == "draft"
        assert [n.code for n in report.notes] == ["older_plan"]


def test_two_years_side_by_side_are_one_history() -> None:
    heading = b"CHILD,DECOM,LS,DEC,REC\n"
    files, report = read(
        ("2024.csv", heading + b"1,01/02/2023,C2,,\n"),
        ("2025.csv", heading + b"1,01/02/2023,C2,01/06/2025,X1\n1,01/06/2025,C2,,\n"),
    )
    assert [(s.began_on, s.ended_on) for s in files.spells["1"]] == [
        (date(2023, 2, 1), date(2025, 6, 1)),
        (date(2025, 6, 1), None),
    ]
    assert [(n.code, n.file) for n in report.notes] == [("twice", "2025.csv")]


days = st.dates(date(2020, 1, 1), TODAY)
rows = st.tuples(st.sampled_from("123"), days, st.none() | days, st.sampled_from(LEGAL_STATUSES))


@given(st.lists(rows, max_size=12), st.randoms())
def test_tidied_spells_are_in_order_with_one_open_at_most_whatever_the_order_of_lines(
    lines: list[tuple[str, date, date | None, str]], shuffle
) -> None:  # type: ignore[no-untyped-def]
    lines = [
        (child, began, ended if ended is None or ended >= began else began, status)
        for child, began, ended, status in lines
    ]

    def spells(some: list[tuple[str, date, date | None, str]]) -> dict[str, list[tuple[date, date | None]]]:
        text = "CHILD,DECOM,LS,DEC,REC\n" + "".join(
            f"{c},{b:%d/%m/%Y},{s},{f'{e:%d/%m/%Y}' if e else ''},{'E8' if e else ''}\n" for c, b, e, s in some
        )
        files, report = read(("e.csv", text.encode()))
        assert report.faults == []
        return {child: [(s.began_on, s.ended_on) for s in found] for child, found in files.spells.items()}

    tidy = spells(lines)
    for found in tidy.values():
        assert [b for b, _ in found] == sorted({b for b, _ in found})
        assert all(e is not None for _, e in found[:-1])
    shuffled = list(lines)
    shuffle.shuffle(shuffled)
    assert spells(shuffled) == tidy


cells = st.one_of(
    st.sampled_from(
        [
            "",
            "1",
            "01/02/2009",
            "31/02/2009",
            "C2",
            "V3",
            "E8",
            "X1",
            "priya@t.uk",
            "adviser",
            "YES",
            "ADVISER",
            "at_home",
        ]
    ),
    st.text(max_size=12),
)


@settings(max_examples=300)
@given(
    st.sampled_from(HEADINGS), st.lists(st.lists(cells, max_size=14), max_size=6), st.sampled_from(["utf-8", "cp1252"])
)
def test_no_cells_make_it_crash_and_every_note_names_its_line(
    heading: list[str], lines: list[list[str]], encoding: str
) -> None:
    out = io.StringIO()
    csv.writer(out).writerows([heading, *lines])
    _, report = read(("dirty.csv", out.getvalue().encode(encoding, errors="replace")))
    for note in report.notes:
        assert note.file == "dirty.csv"
        assert 0 <= note.line <= out.getvalue().count("\n") + out.getvalue().count("\r") + 1
        assert note.words
    assert len(list(csv.reader(io.StringIO(report.as_csv())))) == len(report.notes) + 1


@settings(max_examples=300)
@given(st.binary(max_size=300), st.sampled_from(["a.csv", "plans/a.json", "a.txt"]))
def test_no_bytes_make_it_crash(data: bytes, name: str) -> None:
    _, report = read((name, data))
    assert report.notes or name == "plans/a.json"


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(["format", "child", "matters", "code", "actions", "what"]), inner, max_size=4
            )
        ),
    )
)
def test_no_json_makes_it_crash(value: object) -> None:
    _, report = read(("plans/a.json", json.dumps(value, indent=1).encode()))
    assert report.faults
    assert all(1 <= n.line <= json.dumps(value, indent=1).count("\n") + 1 for n in report.faults)


@pytest.mark.parametrize(
    ("place", "line"),
    [("", 1), ("$", 1), ("$.a", 2), ("$.b", 3), ("$.b[1]", 5), ("$.b[1].c", 6), ("$.b[9]", 3), ("$.nowhere.at[1]", 1)],
)
def test_the_line_of_a_place_in_json(place: str, line: int) -> None:
    assert line_of('{\n "a": "x, ]}",\n "b": [\n  {},\n  {\n   "c": null\n  }\n ]\n}', place) == line


def born(years: int) -> date:
    return date(TODAY.year - years, 2, 1)


C = Care(date(2012, 1, 1), None)
KEPT = [
    ("in care at 17", Life(born(17), (C,)), None),
    ("in care at 15", Life(born(15), (C,)), None),
    ("in care at 14, since yesterday", Life(born(14), (Care(date(2026, 3, 9)),)), None),
    ("in care at 13", Life(born(13), (C,)), "under_14"),
    ("one day at 14, now out", Life(born(15), (Care(date(2025, 3, 1), date(2025, 3, 1)),)), None),
    ("left at 13, now 15", Life(born(15), (Care(date(2020, 3, 1), date(2021, 3, 1)),)), "out_of_care"),
    ("short breaks at 15", Life(born(15), (Care(date(2025, 6, 1), date(2025, 6, 3), "V4"),)), "out_of_care"),
    ("short breaks at 17", Life(born(17), (Care(date(2025, 6, 1), date(2025, 6, 3), "V4"),)), "no_rights"),
    ("special guardianship, now 15", Life(born(15), (Care(date(2015, 1, 1), date(2016, 1, 1)),), guardianships=(Guardianship(date(2016, 1, 1)),)), None),
    ("care leaver at 24", Life(born(24), (Care(date(2012, 1, 1), date(2020, 2, 1)),)), None),
    ("care leaver at 25", Life(born(25), (Care(date(2012, 1, 1), date(2019, 2, 1)),)), "over_25"),
    ("no episodes", Life(born(17)), "no_episodes"),
    ("died", Life(born(17), (C,), died_on=date(2026, 1, 1)), "died"),
    ("adopted", Life(born(17), (Care(date(2012, 1, 1), date(2025, 5, 1)),), adopted_on=date(2025, 5, 1)), "adopted"),
    ("taken over", Life(born(17), (Care(date(2012, 1, 1), date(2025, 5, 1)),), passed_to_other_council_on=date(2025, 5, 1)), "other_council"),
    ("taken over and back", Life(born(17), (Care(date(2012, 1, 1), date(2025, 5, 1)), Care(date(2025, 8, 1))), passed_to_other_council_on=date(2025, 5, 1)), None),
]  # fmt: skip


@pytest.mark.parametrize(("life", "code"), [one[1:] for one in KEPT], ids=[one[0] for one in KEPT])
def test_who_is_kept(life: Life, code: str | None) -> None:
    assert why_set_aside(life, TODAY) == code
    assert code is None or code in SET_ASIDE


def test_which_spells_can_matter() -> None:
    born_on = date(2009, 3, 10)
    assert not counts_for_anything(date(2015, 1, 1), date(2023, 3, 9), "E8", born_on)
    assert counts_for_anything(date(2015, 1, 1), date(2023, 3, 10), "E8", born_on)
    assert counts_for_anything(date(2015, 1, 1), date(2016, 3, 10), "E46", born_on)
    assert counts_for_anything(date(2015, 1, 1), None, "", born_on)
