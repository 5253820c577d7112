"""Every class of message an import can give, each from the smallest file that earns it."""

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from backend.intake import council_files, plan_files, ssda903
from backend.intake.folder import Files, read_folder
from backend.intake.reading import Source
from backend.intake.report import Level, Report
from backend.intake.rules import SET_ASIDE
from backend.intake.schemas import MatterCode, PartCode
from backend.plans.reviews import ASKED, FIRST, NEW_HOME, ROUTINE
from backend.plans.rules import MATTERS, PARTS, PROGRESS

TODAY = date(2026, 3, 10)
H = "CHILD,DOB\n"
E = "CHILD,DECOM,RNE,LS,PLACE,DEC,REC\n"
P = "CHILD,GIVEN_NAME,FAMILY_NAME\n"
S = "EMAIL,GIVEN_NAME,FAMILY_NAME,ROLE,TEAM,MANAGES\n"
A = "CHILD,STAFF_EMAIL,RELATION,FROM,TO\n"
F = "CHILD,FACT,FROM,UNTIL,CONFIRMED\n"


def read(**files: str | bytes) -> tuple[Files, Report]:
    """The files by name, `plans__1` for plans/1.json, else .csv."""
    sources = []
    for name, text in files.items():
        path = f"plans/{name[7:]}.json" if name.startswith("plans__") else f"{name}.csv"
        sources.append(Source(path, text.encode() if isinstance(text, str) else text))
    report = Report()
    return read_folder(sources, TODAY, report), report


def said(report: Report) -> list[tuple[str, str, str, int, str]]:
    return [(n.level.name.lower(), n.code, n.file, n.line, n.column) for n in report.notes]


def a_plan(**more: Any) -> dict[str, Any]:
    return {
        "format": "onward-plan-1",
        "child": "1",
        "state": "written",
        "written_on": "2026-03-01",
        "matters": [
            {"code": "home", "actions": [{"what": "Visit two flats", "by_young_person": True, "by_when": "2026-04-01"}]}
        ],
        **more,
    }


CASES: list[tuple[str, dict[str, str | bytes], tuple[str, str, str, int, str]]] = [
    ("UTF-16", {"a": (H + "1,01/02/2009\n").encode("utf-16")}, ("fault", "encoding", "a.csv", 0, "")),
    ("no text", {"a": H.encode() + b"\x81\x8d\n"}, ("fault", "encoding", "a.csv", 0, "")),
    ("empty file", {"a": ""}, ("fault", "no_heading", "a.csv", 0, "")),
    ("semicolons", {"a": "CHILD;DOB\n1;01/02/2009\n"}, ("fault", "separator", "a.csv", 1, "")),
    ("a column twice", {"a": "CHILD,DOB,DOB\n1,01/02/2009,01/02/2009\n"}, ("fault", "column_twice", "a.csv", 1, "DOB")),
    ("too many cells", {"a": H + "1,01/02/2009,Tidewater\n"}, ("fault", "too_many_cells", "a.csv", 2, "")),
    ("open quotation mark", {"a": H + '1,"01/02/2009\n2,01/02/2009\n'}, ("fault", "quotation_marks", "a.csv", 3, "")),
    ("an endless cell", {"a": H + "1," + "x" * 20_001 + "\n"}, ("fault", "quotation_marks", "a.csv", 2, "")),
    ("a file of another sort", {"a": "COLOUR,SIZE\nred,1\n", "h": H}, ("warning", "unknown_file", "a.csv", 1, "")),
    ("the return's OC3 file", {"a": "CHILD,DOB,IN_TOUCH,ACTIV,ACCOM\n", "h": H}, ("warning", "unknown_file", "a.csv", 1, "")),
    ("nothing at all", {}, ("fault", "nothing_there", ".", 0, "")),
    ("an unknown column", {"a": "CHILD,DOB,SHOE_SIZE\n"}, ("warning", "unknown_column", "a.csv", 1, "SHOE_SIZE")),
    ("a column missing", {"a": "CHILD,GIVEN_NAME\n"}, ("fault", "column_missing", "a.csv", 1, "FAMILY_NAME")),
    ("an empty cell", {"a": H + ",01/02/2009\n"}, ("fault", "cell_missing", "a.csv", 2, "CHILD")),
    ("an American date", {"a": H + "1,02/31/2009\n"}, ("fault", "cell_wrong", "a.csv", 2, "DOB")),
    ("an ISO date", {"a": H + "1,2009-02-01\n"}, ("fault", "cell_wrong", "a.csv", 2, "DOB")),
    ("a long CHILD", {"a": H + f"{'9' * 21},01/02/2009\n"}, ("fault", "cell_wrong", "a.csv", 2, "CHILD")),
    ("a bell", {"a": H + "2\x07,01/02/2009\n"}, ("fault", "cell_wrong", "a.csv", 2, "CHILD")),
    ("a zero byte", {"a": P + f"1,{'J' * 80},{'R' * 80}\n2,{'J' * 60}\x00,Reid\n"}, ("fault", "cell_wrong", "a.csv", 3, "GIVEN_NAME")),
    ("a birth to come", {"a": H + "1,11/03/2026\n"}, ("fault", "future", "a.csv", 2, "DOB")),
    ("two births", {"a": H + "1,01/02/2009\n1,02/01/2009\n"}, ("fault", "two_births", "a.csv", 3, "DOB")),
    ("a child twice", {"a": H + "1,01/02/2009\n1,01/02/2009\n"}, ("warning", "twice", "a.csv", 3, "CHILD")),
    ("an unknown legal status", {"a": E + "1,01/02/2020,S,V9,U1,,\n"}, ("fault", "cell_wrong", "a.csv", 2, "LS")),
    ("no legal status", {"a": E + "1,01/02/2020,S,,U1,,\n"}, ("fault", "cell_missing", "a.csv", 2, "LS")),
    ("an unknown end", {"a": E + "1,01/02/2020,S,C2,U1,01/03/2020,E99\n"}, ("fault", "cell_wrong", "a.csv", 2, "REC")),
    ("an unknown placement", {"a": E + "1,01/02/2020,S,C2,Q9,,\n"}, ("warning", "cell_left_out", "a.csv", 2, "PLACE")),
    ("an unknown beginning", {"a": E + "1,01/02/2020,Q,C2,U1,,\n"}, ("warning", "cell_left_out", "a.csv", 2, "RNE")),
    ("a start to come", {"a": E + "1,11/03/2026,S,C2,U1,,\n"}, ("fault", "future", "a.csv", 2, "DECOM")),
    ("an end to come", {"a": E + "1,01/02/2020,S,C2,U1,11/03/2026,E8\n"}, ("fault", "future", "a.csv", 2, "DEC")),
    ("an end before the start", {"a": E + "1,01/02/2020,S,C2,U1,31/01/2020,E8\n"}, ("fault", "ends_first", "a.csv", 2, "DEC")),
    ("a reason without an end", {"a": E + "1,01/02/2020,S,C2,U1,,E8\n"}, ("warning", "reason_without_end", "a.csv", 2, "REC")),
    ("an end without a reason", {"a": E + "1,01/02/2020,S,C2,U1,01/03/2020,\n"}, ("warning", "end_without_reason", "a.csv", 2, "DEC")),
    ("a spell twice", {"a": E + "1,01/02/2020,S,C2,U1,,\n1,01/02/2020,S,C2,U1,,\n"}, ("warning", "twice", "a.csv", 3, "DECOM")),
    ("one start, two spells", {"a": E + "1,01/02/2020,S,C2,U1,01/03/2020,E8\n1,01/02/2020,S,C2,U1,,\n"}, ("warning", "twice", "a.csv", 2, "DECOM")),
    ("an open spell before another", {"a": E + "1,01/02/2020,S,C2,U1,,\n1,01/05/2020,P,C2,U1,,\n"}, ("warning", "open_before_another", "a.csv", 2, "DEC")),
    ("overlapping spells", {"a": E + "1,01/02/2020,S,C2,U1,01/06/2020,X1\n1,01/05/2020,P,C2,U1,,\n"}, ("warning", "overlap", "a.csv", 2, "DEC")),
    ("two names", {"a": P + "1,Jade,Reid\n1,Jody,Reid\n"}, ("fault", "two_rows", "a.csv", 3, "CHILD")),
    ("a name twice", {"a": P + "1,Jade,Reid\n1,Jade,Reid\n"}, ("warning", "twice", "a.csv", 3, "CHILD")),
    ("a long name", {"a": P + f"1,{'J' * 81},Reid\n"}, ("fault", "cell_wrong", "a.csv", 2, "GIVEN_NAME")),
    ("a wrong language", {"a": P[:-1] + ",LANGUAGE\n1,Jade,Reid,English!\n"}, ("fault", "cell_wrong", "a.csv", 2, "LANGUAGE")),
    ("a wrong category", {"a": P[:-1] + ",CATEGORY\n1,Jade,Reid,leaver\n"}, ("fault", "cell_wrong", "a.csv", 2, "CATEGORY")),
    ("neither yes nor no", {"a": P[:-1] + ",SUPPORT_REQUESTED\n1,Jade,Reid,maybe\n"}, ("fault", "cell_wrong", "a.csv", 2, "SUPPORT_REQUESTED")),
    ("no e-mail", {"a": S + "priya,Priya,Shah,adviser,Quayside,\n"}, ("fault", "cell_wrong", "a.csv", 2, "EMAIL")),
    ("an unknown role", {"a": S + "p@t.uk,Priya,Shah,chief,Quayside,\n"}, ("fault", "cell_wrong", "a.csv", 2, "ROLE")),
    ("an adviser with teams", {"a": S + "p@t.uk,Priya,Shah,adviser,Quayside,Quayside\n"}, ("fault", "not_a_manager", "a.csv", 2, "MANAGES")),
    ("a manager without teams", {"a": S + "p@t.uk,Mina,Shah,manager,,\n"}, ("warning", "no_team", "a.csv", 2, "MANAGES")),
    ("staff twice", {"a": S + "p@t.uk,Priya,Shah,adviser,,\nP@T.UK,Priya,Roy,adviser,,\n"}, ("fault", "two_rows", "a.csv", 3, "EMAIL")),
    ("an unknown relation", {"a": A + "1,p@t.uk,FRIEND,01/02/2026,\n"}, ("fault", "cell_wrong", "a.csv", 2, "RELATION")),
    ("cover without an end", {"a": A + "1,p@t.uk,COVER,01/02/2026,\n"}, ("fault", "cover_without_end", "a.csv", 2, "TO")),
    ("an allocation that ends first", {"a": A + "1,p@t.uk,ADVISER,01/02/2026,31/01/2026\n"}, ("fault", "ends_first", "a.csv", 2, "TO")),
    ("an allocation with two ends", {"a": A + "1,p@t.uk,ADVISER,01/02/2026,\n1,p@t.uk,ADVISER,01/02/2026,01/03/2026\n"}, ("fault", "two_ends", "a.csv", 3, "TO")),
    ("an allocation twice", {"a": A + "1,p@t.uk,ADVISER,01/02/2026,\n1,p@t.uk,ADVISER,01/02/2026,\n"}, ("warning", "twice", "a.csv", 3, "CHILD")),
    ("an unknown fact", {"a": F + "1,happy,01/02/2026,,\n"}, ("fault", "cell_wrong", "a.csv", 2, "FACT")),
    ("a fact that ends first", {"a": F + "1,at_home,01/02/2026,31/01/2026,\n"}, ("fault", "ends_first", "a.csv", 2, "UNTIL")),
    ("a fact twice", {"a": F + "1,at_home,01/02/2026,,yes\n1,at_home,01/02/2026,,no\n"}, ("fault", "two_rows", "a.csv", 3, "FACT")),
    ("no JSON", {"plans__1": '{\n"format": "onward-plan-1",\n}'}, ("fault", "not_json", "plans/1.json", 3, "")),
    ("a list and no plan", {"plans__1": "[" * 100_000}, ("fault", "plan_wrong", "plans/1.json", 1, "")),
    ("an unknown field", {"plans__1": json.dumps(a_plan(secret=1), indent=1)}, ("fault", "plan_wrong", "plans/1.json", 1, "")),
    ("an unknown matter", {"plans__1": json.dumps(a_plan(matters=[{"code": "home"}, {"code": "pets"}]), indent=1)}, ("fault", "plan_wrong", "plans/1.json", 11, "$.matters[1].code")),
    ("no day when it was finished", {"plans__1": json.dumps(a_plan(written_on=None), indent=1)}, ("fault", "no_written_on", "plans/1.json", 4, "$.state")),
    ("finished in days to come", {"plans__1": json.dumps(a_plan(written_on="2026-03-11"), indent=1)}, ("fault", "future", "plans/1.json", 5, "$.written_on")),
    ("said in days to come", {"plans__1": json.dumps(a_plan(own_words=[{"part": "home", "words": "x", "said_on": "2027-01-01"}]))}, ("fault", "future", "plans/1.json", 1, "$.own_words[0].said_on")),
    ("a matter twice", {"plans__1": json.dumps(a_plan(matters=[{"code": "home"}, {"code": "home"}]))}, ("fault", "twice", "plans/1.json", 1, "$.matters")),
    ("a part twice", {"plans__1": json.dumps(a_plan(if_things_change=[{"part": "home", "words": "x"}] * 2))}, ("fault", "twice", "plans/1.json", 1, "$.if_things_change")),
    ("two owners", {"plans__1": json.dumps(a_plan(matters=[{"code": "home", "actions": [{"what": "Visit", "by_young_person": True, "by_name": "Jo", "by_when": "2026-04-01"}]}]))}, ("fault", "two_owners", "plans/1.json", 1, "$.matters[0].actions[0]")),
    ("no owner and no date", {"plans__1": json.dumps(a_plan(matters=[{"code": "home", "actions": [{"what": "Visit"}]}]), indent=1)}, ("warning", "plan_gap", "plans/1.json", 10, "$.matters[0].actions[0]")),
    ("an older plan", {"plans__1": json.dumps(a_plan()), "plans__2": json.dumps(a_plan(written_on="2025-01-01"))}, ("set_aside", "older_plan", "plans/2.json", 0, "$.child")),
]  # fmt: skip


@pytest.mark.parametrize(("files", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_each_class_of_message_names_its_place(
    files: dict[str, str | bytes], expected: tuple[str, str, str, int, str]
) -> None:
    _, report = read(**files)
    assert said(report) == [expected]
    note = report.notes[0]
    assert note.words[0].isupper() or note.words[0] in "'`…0123456789" or note.words.startswith(note.file)
    assert str(note).startswith(f"{note.file}:{note.line} " if note.line and note.column else note.file)
    assert not any(ord(letter) < 32 for letter in str(note))


def test_every_class_of_message_is_in_the_handbook_and_tried() -> None:
    room = Path(plan_files.__file__).parent
    source = "".join(path.read_text() for path in room.rglob("*.py"))
    codes = set(re.findall(r"report\.(?:fault|warn)\(\s*\"(\w+)\"", source))
    codes |= set(re.findall(r"report\.set_aside\(\s*\"[a-z ]+\",\s*\"(\w+)\"", source))
    codes |= set(re.findall(r"\bwrong\(\"(\w+)\"", source)) | set(SET_ASIDE) | {"missing"}
    handbook = (room / "README.md").read_text()
    assert [code for code in sorted(codes) if f"`{code}`" not in handbook] == []
    tests = Path(__file__).parents[2]
    tried = "".join(path.read_text() for path in [*tests.glob("unit/intake/*.py"), *tests.glob("api/intake/*.py")])
    assert [code for code in sorted(codes) if f'"{code}"' not in tried and code != "missing"] == []


def test_every_column_and_code_is_in_the_handbook() -> None:
    handbook = (Path(plan_files.__file__).parent / "README.md").read_text()
    names = {column.name for kind in council_files.KINDS for column in kind.columns}
    names |= {name for kind in council_files.KINDS for name in kind.not_stored}
    names |= {
        *ssda903.LEGAL_STATUSES,
        *ssda903.ENDED,
        *ssda903.BEGAN,
        *council_files.RELATIONS,
        *council_files.CATEGORIES,
    }
    names |= set(council_files.FACTS)
    assert [name for name in sorted(names) if f"`{name}`" not in handbook] == []


def test_all_faults_of_all_files_are_named_at_once() -> None:
    _, report = read(h=H + "1,x\n2,y\n", e=E + "1,z,S,C2,U1,,\n", plans__1="{")
    assert [(n.file, n.line) for n in report.faults] == [("e.csv", 2), ("h.csv", 2), ("h.csv", 3), ("plans/1.json", 1)]


def test_the_plan_schema_is_the_one_of_the_code() -> None:
    kept = Path(plan_files.__file__).parent / "plan.schema.json"
    assert kept.read_bytes() == plan_files.schema(), "run: python -m backend.intake.plan_files"


def test_plan_codes_are_those_of_the_plans_room() -> None:
    assert set(MatterCode.__args__) == set(MATTERS)  # type: ignore[attr-defined]
    assert set(PartCode.__args__) == set(PARTS)  # type: ignore[attr-defined]
    schema = json.loads(plan_files.schema())["$defs"]
    assert set(schema["PlanReview"]["properties"]["why"]["enum"]) == {FIRST, ROUTINE, ASKED, NEW_HOME}
    assert set(schema["PlanAction"]["properties"]["status"]["enum"]) == {"to_do", *PROGRESS}


def test_no_cell_of_the_report_starts_a_formula() -> None:
    report = Report()
    report.fault("cell_wrong", "=cmd.csv", 1, "+A", "@SUM(\x1b[2J)")
    assert report.as_csv().splitlines()[1] == "fault,'=cmd.csv,1,'+A,cell_wrong,'@SUM(\\x1b[2J)"
    assert "\x1b" not in str(report.notes[0])
    assert report.faults[0].level is Level.FAULT
