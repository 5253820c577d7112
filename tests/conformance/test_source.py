"""Promises about the source itself, each read off the files."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PYTHON = sorted((ROOT / "backend").rglob("*.py"))


def lines_with(pattern: str, *, except_in: set[str] = frozenset()) -> list[str]:  # type: ignore[assignment]
    found = []
    for path in PYTHON:
        name = path.relative_to(ROOT).as_posix()
        if name not in except_in:
            found += [
                f"{name}:{number}"
                for number, line in enumerate(path.read_text().splitlines(), 1)
                if re.search(pattern, line)
            ]
    return found


def test_only_the_clock_reads_the_clock() -> None:
    assert lines_with(r"datetime\.(now|utcnow|today)\(|date\.today\(", except_in={"backend/shared/clock.py"}) == []


def test_transactions_are_ours() -> None:
    # Piccolo's own loses the connection, and silently the next transaction, when COMMIT fails.
    assert lines_with(r"\.transaction\(\)", except_in={"backend/shared/db.py"}) == []


# Listeners and senders of the whole process; none of them holds a transaction while another works.
SPAWN = {"backend/worker.py", "backend/__main__.py", "backend/shared/bell.py", "backend/notifications/jobs.py",
         "backend/notifications/commands/delivering.py", "backend/notifications/commands/probing.py",
         "backend/local_help/commands/fetching.py"}  # fmt: skip


def test_nothing_is_spawned_inside_a_transaction() -> None:
    assert lines_with(r"\b(create_task|gather)\(", except_in=SPAWN) == []


def test_no_statement_is_glued_from_words() -> None:
    assert lines_with(r"\.raw\(\s*f[\"']|(fetch|execute|raw)\(\s*f[\"']") == []


@pytest.mark.parametrize("name", ["utils", "helpers", "manager", "service", "misc", "common"])
def test_no_file_is_named_after_nothing(name: str) -> None:
    assert [p for p in PYTHON if p.stem == name] == []


def test_every_public_function_says_what_is_true_afterwards() -> None:
    import ast

    missing = []
    for path in PYTHON:
        for node in ast.parse(path.read_text()).body:
            public = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and not node.name.startswith("_")
            if public and not ast.get_docstring(node):
                missing.append(f"{path.relative_to(ROOT)}:{node.lineno} {node.name}")
    assert missing == []


# Names, ids and times only, for the clock or inside the transaction of a fact above; no viewer is answered by them.
THE_CLOCKS = {f"notifications/{name}.py" for name in (
    "queries/due", "commands/claiming", "commands/delivering", "commands/giving", "commands/handing", "commands/noting",
    "commands/probing", "commands/texting")} | {"documents/commands/rounds.py"}  # fmt: skip


# No row about anybody: public words and who wrote them, made-up people, and what is made of what others have read.
ABOUT_NOBODY = {f"entitlements/{name}.py" for name in (
    "commands/offer_files", "commands/offer_reviews", "commands/reckoning", "commands/reminding", "queries/askable",
    "queries/examples", "queries/offer_checks", "queries/offer_line", "queries/offer_rows", "queries/offered",
    "queries/pack", "queries/showing")}  # fmt: skip


def test_every_query_and_command_about_people_carries_the_key() -> None:
    """Each module that reads or writes rows about young people names visible_to, must_see or the viewer's own id."""
    bare = []
    for path in PYTHON:
        place = path.relative_to(ROOT / "backend").as_posix()
        reads = re.match(
            r"(plans|oversight|people|messaging|notifications|documents|entitlements)/(queries|commands)", place
        )
        if (
            reads
            and path.stem != "__init__"
            and place not in THE_CLOCKS | ABOUT_NOBODY
            and not re.search(
                r"visible_to|must_see|everyone\(viewer|known\(viewer|viewer\.id|\{sight\}", path.read_text()
            )
        ):
            bare.append(place)
    assert bare == []
